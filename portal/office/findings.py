"""Examines the office's own data: what people need to pay and to ask, and who guards the account."""

from collections.abc import Iterator

from django.conf import settings
from django.core.exceptions import ValidationError
from django.utils import timezone

from portal.office.kept_choice import read_choice
from portal.office.models import MoneyChange, Office, validate_iban
from portal.web.examining import Examination, Finding, bad, ok, warn

WHERE = "Fill it in at /desk/settings/office/ and /desk/settings/hours/."
MONEY_WHERE = "Propose it at /desk/settings/money/ and have a second person confirm it."


def examine_office() -> Iterator[Finding]:
    """Account, telephone and opening hours."""
    row = Office.objects.order_by("pk").first()
    if row is None:
        yield bad("office.row", "The office is not filled in: nobody can pay by transfer.", WHERE)
        return
    yield _check_account(row)
    yield _check_money_change(row)
    yield _check_mail()
    yield _check_digest(row)
    yield _check_contact(row)
    yield _check_hours(row)


def _check_account(row: Office) -> Finding:
    name = "office.account"
    if not row.iban:
        return bad(name, "There is no account number: nobody can pay by transfer.", MONEY_WHERE)
    try:
        validate_iban(row.iban)
    except ValidationError:
        return bad(name, "The account number is wrong: its check digits do not fit.", MONEY_WHERE)
    if not row.account_holder:
        return warn(name, "The account has no holder, and banks compare the name.", MONEY_WHERE)
    return ok(name, "The account number is valid.")


def _check_money_change(row: Office) -> Finding:
    name = "office.money-change"
    waiting = MoneyChange.objects.filter(office=row, state="waiting", expires_at__gt=timezone.now()).first()
    if waiting is None:
        return ok(name, "No change of where money goes waits for a second person.")
    words = f"Change {waiting.pk} of where money goes waits for a second person."
    return warn(name, words, f"See whether the office knows of it: /desk/settings/money/{waiting.pk}/")


def _check_mail() -> Finding:
    name = "office.money-mail"
    if settings.EMAIL_BACKEND.endswith("dummy.EmailBackend"):
        words = "No mail goes out when somebody wants to change where money goes."
        return warn(name, words, "Set EMAIL_URL and MAIL_FROM, and give those who may confirm an address.")
    return ok(name, "Mail goes out when somebody wants to change where money goes.")


def _check_digest(row: Office) -> Finding:
    name = "office.staff-mail"
    wanted = read_choice(row, "digest").get("how", "off") != "off"
    if wanted and settings.EMAIL_BACKEND.endswith("dummy.EmailBackend"):
        words = "The office wants mails to staff about what waits, and no mail goes out."
        return warn(name, words, "Set EMAIL_URL and MAIL_FROM, or turn them off at /desk/settings/digest/.")
    return ok(name, "Mails to staff about what waits are as the office wants them.")


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


EXAMINATION = Examination("office.row", lambda _sample: examine_office(), needs_database=True)
