"""Examines the office's own data: what people need to pay and to ask, and who guards the account."""

from collections.abc import Iterator
from smtplib import SMTPException

from django.conf import settings
from django.core.exceptions import ValidationError
from django.core.mail import get_connection
from django.utils import timezone

from portal.office.hours.words import NAME as HOURS
from portal.office.hours.words import make_hours
from portal.office.kept_choice import read_choice
from portal.office.models import MoneyChange, Office, validate_iban
from portal.web.examining import Examination, Faults, Finding, bad, describe_fault, ok, warn

WHERE = "Fill it in at /desk/settings/office/ and /desk/settings/hours/."
MONEY_WHERE = "Propose it at /desk/settings/money/ and have a second person confirm it."
MAIL_WAIT_S = 5
MAIL_FAULTS: Faults = (
    (
        "SMTPAuthenticationError",
        "The mail server refuses the user or the password.",
        "Mend both in EMAIL_URL; a mark such as @ or / in a password is written as %40 or %2F.",
    ),
    (
        "SMTPNotSupportedError|SMTPServerDisconnected|SSL",
        "The mail server speaks otherwise than EMAIL_URL says.",
        "smtp+tls:// is for port 587, smtp+ssl:// for port 465, smtp:// for a server without TLS.",
    ),
    ("gaierror", "Nobody knows the host of the mail server.", "Mend the host in EMAIL_URL."),
    (
        "refused",
        "Nothing listens where the mail server should.",
        "Start it; check host and port in EMAIL_URL.",
    ),
    (
        "timed out|TimeoutError|unreachable",
        "The mail server does not answer.",
        "Check EMAIL_URL, the network and the firewall.",
    ),
)


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
    if not settings.EMAIL_BACKEND.endswith("smtp.EmailBackend"):
        return ok(name, "Mail is written, and leaves this machine only if something takes it further.")
    server = get_connection(timeout=MAIL_WAIT_S)
    try:
        server.open()
    except (OSError, SMTPException) as error:
        return describe_fault(
            name, error, MAIL_FAULTS, otherwise="The mail server gives no good answer", setting="EMAIL_URL"
        )
    finally:
        server.close()
    return ok(name, "The mail server lets the portal in. Nothing was sent.")


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
    has_week = make_hours(read_choice(row, HOURS)) is not None
    if not missing or (has_week and len(missing) == len(codes)):
        return ok(name, "Opening hours are filled in, in every language.")
    if has_week:
        words = f"The note beside the opening hours is missing in: {', '.join(missing)}."
        return warn(name, words, "Write it in every language at /desk/settings/hours/, or take it away.")
    return warn(name, f"Opening hours are missing in: {', '.join(missing)}.", WHERE)


EXAMINATION = Examination("office.row", lambda _sample: examine_office(), needs_database=True)
