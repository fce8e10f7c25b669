"""What the practice Worldline and Mollie share: the payment page, its outcome and webhooks."""
