"""The practice DigiOffice: a gateway at ``/digioffice`` with one call, which imports a contact person.

The contract is portal/integrations/catalog/digioffice.json, made from the gateway's public page. What that
page leaves open is decided here, each time marked ASSUMED:

* it takes HTTP Basic, ``practice`` / ``practice-secret``; without it 401 in the words of ServiceStack.
* all four fields of the header are required, the date as ISO 8601; an all-zero GUID counts as none.
* a person is recognised by ``digiOfficeId``, else by ``crmPersonId``; an unknown ``digiOfficeId`` is an
  error.
* a MessageID that was answered before gets the same answer again, and nothing is changed.
* invalid content gives Status Error in a 200; only a body that is not JSON is 400.
"""

from portal.sandbox.digioffice.server import SYSTEM, seed

ROUTES = SYSTEM.routes

__all__ = ["ROUTES", "SYSTEM", "seed"]
