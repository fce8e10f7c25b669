"""What the practice Worldline and the practice Mollie have in common: a payment page, its outcome,
webhooks.
"""
