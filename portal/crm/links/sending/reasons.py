"""Sentences for the codes of why a delivery waits or ended."""

from typing import Any

from django.utils.translation import gettext_lazy as _

DELIVERY_REASONS: dict[str, Any] = {
    "sign-in-again": _("It waits until the person signs in at DossierData again."),
    "no-user": _("It waits until the office chooses whose sign-in is used."),
    "user-gone": _("The person who sent it no longer works here."),
    "link-removed": _("The record is no longer joined to the file."),
    "not-found": _("The record is not there any more."),
    "changed-meanwhile": _("Somebody changed the record meanwhile. Nothing was sent."),
    "locked": _("Somebody has the record open. It is tried again."),
    "too-large": _("The document is too large to copy."),
    "not-in-file": _("The document is no longer in the file."),
    "invalid-request": _("The system does not take this, so nothing was sent."),
    "invalid": _("The system refused what was filled in."),
    "refused": _("The system refused it."),
    "conflict": _("The record was changed or is open elsewhere."),
    "no-handler": _("Nobody looks after the account at Cirrus. Choose somebody there, then try again."),
    "no-advisor": _("The customer has no adviser at DossierData. Choose one there, then try again."),
    "company-unknown": _("DigiOffice does not know the firm."),
    "contact-unknown": _("DigiOffice does not know this contact person."),
    "contact-duplicate": _("DigiOffice has this contact person already."),
    "contact-blocked": _("The contact person is blocked at DigiOffice."),
    "value-missing": _("DigiOffice misses something that must be filled in."),
    "value-invalid": _("DigiOffice does not accept something that was filled in."),
    "not-allowed": _("The portal may not do this at DigiOffice."),
    "busy": _("The record is in use at DigiOffice."),
}
