"""Fields of signing with BankID, and of credit checks."""

from typing import Any

from django.utils.translation import gettext_lazy as _

SIGNING: dict[str, Any] = {
    "signatureid": _("Signature"),
    "orderref": _("Reference of the signing"),
    "autostarttoken": _("Start code"),
    "hintcode": _("Code of the hint"),
    "errorcode": _("Error code"),
    "completiondata": _("Details of the signing"),
    "device": _("Device"),
    "ipaddress": _("IP address"),
    "cert": _("Certificate"),
    "notbefore": _("Valid from"),
    "notafter": _("Valid until"),
    "ocspresponse": _("Check of the certificate (OCSP)"),
    "abstract": _("Text that is shown"),
    "digest": _("Text that is not shown"),
    "requirement": _("Requirements"),
    "nonce": _("Value used once"),
    "correlationid": _("Number of the request"),
    "checkdate": _("Date of the check"),
    "outcome": _("Outcome"),
}
