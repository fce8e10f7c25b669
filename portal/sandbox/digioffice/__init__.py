"""The practice DigiOffice: a gateway at ``/digioffice`` with one call, which imports a contact person.

The contract is portal/integrations/catalog/digioffice.json, made from the gateway's public page. What that
page leaves open is decided here, each time marked ASSUMED:

* it takes HTTP Basic, ``practice`` / ``practice-secret``; without it 401 in the words of ServiceStack.
* all four fields of the header are wanted, the date as ISO 8601; a GUID of noughts only names nothing.
* a person is known again by ``digiOfficeId``, else by ``crmPersonId``; an unknown ``digiOfficeId`` is an
  error.
* a MessageID that was answered before is answered the same again, and nothing is changed.
* whatever is wrong with the content is Status Error in a 200; only a body that is no JSON is 400.
"""

from portal.sandbox.digioffice.server import SYSTEM, seed

ROUTES = SYSTEM.routes

__all__ = ["ROUTES", "SYSTEM", "seed"]
