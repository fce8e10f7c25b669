"""Examines the numbers of files with payments: whether each gives a payment reference of its own."""

from portal.office.communication import structured_communication
from portal.office.models import Office
from portal.office.selectors import get_office, get_office_face
from portal.payments.models import Attempt
from portal.web.bank_days import get_country
from portal.web.examining import Examination, Finding, ok, warn

NAME = "payments.reference"
MOST_LOOKED_AT = 500


def examine_references() -> list[Finding]:
    """Nothing where the office uses file numbers unchanged."""
    if get_office().communication != Office.Communication.FILE_NUMBER:
        return []
    iban = get_office_face().iban
    if iban and get_country(iban) != "BE":
        words = "The payment reference is a Belgian structured communication, and the account is not Belgian."
        return [warn(NAME, words, "Choose free text under /desk/settings/money/.")]
    latest = Attempt.objects.exclude(file_name="").order_by("-pk")
    names = set(latest.values_list("file_name", flat=True)[:MOST_LOOKED_AT])
    odd = sum(not structured_communication(name) for name in names)
    if not odd:
        return [ok(NAME, "Every file number that was seen makes a structured communication.")]
    words = (
        f"{odd} of {len(names)} file numbers hold letters or too many digits: people copy those as they are."
    )
    return [
        warn(NAME, words, "Choose free text under /desk/settings/money/, or give files numbers of digits.")
    ]


EXAMINATION = Examination(NAME, lambda _sample: examine_references(), needs_database=True)
