"""Fields of the accounts of Cirrus, of bank accounts, and of kinds of accounts."""

from typing import Any

from django.utils.translation import gettext_lazy as _

ACCOUNTS: dict[str, Any] = {
    "account": _("Account"),
    "accountid": _("Account"),
    "accountids": _("Accounts"),
    "accounts": _("Accounts"),
    "accountnumber": _("Number of the account"),
    "alt_name": _("Other name"),
    "altaccount": _("Second account"),
    "altaccountid": _("Second account"),
    "accountgroups": _("Groups"),
    "accounttypeids": _("Kinds of accounts"),
    "accountuserids": _("Users of the account"),
    "parentaccount": _("Parent account"),
    "parentaccountid": _("Parent account"),
    "source": _("Source"),
    "sourceid": _("Source"),
    "contacts": _("Contacts"),
    "accountNumber": _("Account number"),
    "iban": _("Account number (IBAN)"),
    "inzake": _("About"),
    "joint_id": _("Joint account"),
}
