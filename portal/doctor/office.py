"""Looks at the office's own row: what people need to pay and to ask. Filled in at /admin/."""

from collections.abc import Iterator

from django.conf import settings
from django.core.exceptions import ValidationError

from portal.doctor.findings import Finding, bad, ok, warn
from portal.office.models import Office, validate_iban

WHERE = "Fill it in under Office in the admin."


def examine_office() -> Iterator[Finding]:
    """Account, telephone and opening hours."""
    row = Office.objects.order_by("pk").first()
    if row is None:
        yield bad("office.row", "The office is not filled in: nobody can pay by transfer.", WHERE)
        return
    yield _check_account(row)
    yield _check_contact(row)
    yield _check_hours(row)


def _check_account(row: Office) -> Finding:
    name = "office.account"
    if not row.iban:
        return bad(name, "There is no account number: nobody can pay by transfer.", WHERE)
    try:
        validate_iban(row.iban)
    except ValidationError:
        return bad(name, "The account number is wrong: its check digits do not fit.", WHERE)
    if not (row.account_holder or row.name):
        return warn(name, "The account has no holder, and banks compare the name.", WHERE)
    return ok(name, "The account number is valid.")


def _check_contact(row: Office) -> Finding:
    name = "office.contact"
    missing = [word for word, value in (("telephone", row.phone), ("e-mail", row.email)) if not value]
    if missing:
        words = (
            f"Not filled in: {', '.join(missing)}. Pages show what Tagor says, and nothing when it is down."
        )
        return warn(name, words, WHERE)
    return ok(name, "Telephone and e-mail are filled in.")


def _check_hours(row: Office) -> Finding:
    name = "office.hours"
    codes = [code for code, _name in settings.LANGUAGES]
    missing = [code for code in codes if not getattr(row, f"opening_hours_{code}")]
    if missing:
        return warn(name, f"Opening hours are missing in: {', '.join(missing)}.", WHERE)
    return ok(name, "Opening hours are filled in, in every language.")
