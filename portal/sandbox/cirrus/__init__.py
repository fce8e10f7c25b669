"""The practice Cirrus: a sales CRM at ``/cirrus``.

The contract is portal/integrations/catalog/cirrus.json, made from the vendor's public page. What that page
leaves open is decided here, each time marked ASSUMED:

* a call that creates or changes answers the record itself: 201 for a new one, 200 otherwise.
* a list answers the bare page object. Switch ``wrapped`` puts it in a list of one, as the page shows it.
* an empty field is an empty text, or left out. Switch ``nulls`` sends every documented field, null when
  empty.
* ``X-Fields`` works as in flask-restx: a mask of a list begins at its envelope, ``items{id,name}``; a name
  that the answer lacks is ignored; a broken mask is 400.
* an invalid request gets 400 in the form of flask-restx, ``{message, errors}``.
* ``*`` is a wildcard in filters, as well as the documented ``%``.
* switch ``rate-limit``: 120 calls a minute for each token, then 429 with Retry-After.
* switch ``short-tokens``: an OAuth token lives 5 seconds, else an hour.
* the list of missions gives the missions, with the documented fields of a mission connection added.
"""

from portal.sandbox.cirrus.seeds import seed
from portal.sandbox.cirrus.server import SYSTEM

ROUTES = SYSTEM.routes

__all__ = ["ROUTES", "SYSTEM", "seed"]
