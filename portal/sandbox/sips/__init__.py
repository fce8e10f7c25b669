"""A SIPS: paymentInit, the payment page, the notification and the browser's way back.

The contract is Worldline Sips 2.0 Paypage JSON as restated in sips.md (sections 1, 3, 4, 5 and 6).
"""
