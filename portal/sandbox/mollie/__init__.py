"""The practice Mollie: payments under ``/mollie/v2``.

The contract is docs.mollie.com as restated in shared facts on payments, sections 1 to 6 and 9: Bearer keys,
amounts as texts with two decimals, hal+json, webhooks that hold an id only.
"""

from portal.sandbox.mollie import api, webhook

ROUTES = api.ROUTES

__all__ = ["ROUTES", "webhook"]
