"""The practice Tagor: ``/tagor/v1/rest/{Group}/{Name}``.

The contract is ``tagor.json`` of the bundled catalogue: paths and authorisations of the reference page of
Tagor API 1.08.5000B3, bodies of the public description of 2.00.0000B1. One module per group; each operation
is a small function under ``@operation("Group/Name")``. To add one, write the function in a module that
``endpoint.py`` imports: who may call it is read from the catalogue. One without a function answers 501.

ASSUMED, because no document says it:

* how lines add up to the balance: see ``records.py``;
* an invalid hash or PIN gets 200 with ``Success: false`` from HashToFile and PinToFile, and 401 elsewhere;
* ``Amount`` and ``Bedrag`` of payments may be written "123,45" or "123.45", in euros;
* Pay/Start's ``Reference``, letters and digits only, becomes SIPS's transactionReference; without one
  Tagor makes it. A second start with the same Reference therefore ends in status 94;
* a payment on a reference that is already in the file is booked once;
* PaymentInfo's ``Betaalplan`` is true only for a plan the office accepted;
* what a mail or text needs, and its wording: see ``actions.py``; how a telephone exchange is answered:
  ``telephone.py``; who gets a new link, what a barcode holds: ``actions.py``; which permissions
  there are and what they do: ``permissions.py``; filters: ``filters.py``; who may write to whom:
  ``correspondents.py``, ``message.py``; the id of a line's note: ``dossierlijn.py``;
* a stopped file is stopped by the client and closed; the newest contact detail in use of a kind is how a
  party is reached on every file; a new line counts as it is signed.
"""
