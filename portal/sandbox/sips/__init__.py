"""The practice SIPS: paymentInit, the payment page, the notification and the way back."""
