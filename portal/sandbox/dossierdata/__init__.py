"""The practice DossierData: a mortgage and insurance adviser's CRM, at ``/dossierdata/api/v1``.

The contract is portal/integrations/catalog/dossierdata.json, made from the vendor's public page. What that
page leaves open is decided here, each time marked ASSUMED:

* a read call answers the object itself, with its id as text. The page shows ``{success, id}``: switch
  ``as_documented``. Switch ``wrapped`` puts the object in ``data``, as lists have it.
* objects in lists carry their ``id`` although half of the documented ones have none.
* a list takes ``page`` too, which is documented only through ``meta.pagination.links``.
* an invalid request is 422 and a locked record 409, both as ``{errors: [...]}``; switch ``as_documented``
  makes it 401.
* switch ``loose``: ids as text, null for what is empty and a field that no document names.
"""

from portal.sandbox.dossierdata.seeds import seed
from portal.sandbox.dossierdata.server import SYSTEM
from portal.sandbox.dossierdata.sign_in import PAGES

ROUTES = [*PAGES, *SYSTEM.routes]

__all__ = ["ROUTES", "SYSTEM", "seed"]
