"""The practice Aptic: an API gateway at ``/aptic``, and the events that it sends.

The contract is portal/integrations/catalog/aptic.json, made from the vendor's public page. What that page
leaves open is decided here, each time marked ASSUMED:

* a key goes where a token goes: ``Authorization: Bearer practice-aptic``.
* ``$filter`` knows ``eq ne gt lt ge le``, ``and or not``, brackets, ``contains(field,'text')``,
  ``startswith`` and ``endswith``; a quote inside a text is doubled; fields are the answer's in small letters.
* an address registered twice by one client is one webhook, with the events of both and the last secret.
* asked to run asynchronously, a service answers 202 with ``{"jobId"}``; ``GET …/<definition>/jobs/<jobId>``
  returns its progress, and the event ``jobcomplete`` or ``jobfailed`` reports its end.
* an event is ``{"event", "id", "timestamp", "secret", "data"}``; ``data`` identifies the file by
  ``accountNumber`` (Tagor's name for it) and ``accountId``, and the person by ``debtorId``.
* an event that is not answered by 2xx is sent again, later each time; see ``delivery.py``.

A practice Aptic sends to this machine only.
"""

from portal.sandbox.aptic import persons, services, webhooks  # noqa: F401 - they register their handlers
from portal.sandbox.aptic.control import CONTROL
from portal.sandbox.aptic.observer import watch
from portal.sandbox.aptic.seeds import seed
from portal.sandbox.aptic.system import SYSTEM

ROUTES = SYSTEM.routes

__all__ = ["CONTROL", "ROUTES", "SYSTEM", "seed", "watch"]
