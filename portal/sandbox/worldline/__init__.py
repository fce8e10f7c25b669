"""The practice Worldline Direct: hosted checkout, with its own paths at the root.

The vendor's SDK cannot call it below a prefix.

The contract is docs.direct.worldline-solutions.com as restated in shared facts on payments, sections 1 to
6 and 9: signed requests (v1HMAC), idempotence keys, errors with errorId and a list, webhooks signed over
the raw body.
"""

from portal.sandbox.worldline import api, webhook

ROUTES = api.ROUTES

__all__ = ["ROUTES", "webhook"]
