"""The words that fill templates, document models and merge fields of a file."""

from portal.sandbox.office import Office
from portal.sandbox.records import File, Party
from portal.sandbox.tagor.wire import amount_comma


def make_words(office: Office, file: File, party: Party) -> dict[str, str]:
    """What the fields in braces stand for, for one defendant of a file."""
    plan = file.plans[-1] if file.plans else None
    return {
        "file": file.name,
        "balance": amount_comma(file.balance_cents),
        "plan": f"{plan.months} x {amount_comma(plan.monthly_cents)} EUR" if plan else "-",
        "link": f"{office.config.portal_url}/h/{party.hash}/",
        "pin": party.pin,
        "statement": make_statement(file),
    }


def make_statement(file: File) -> str:
    """The account as plain text, amounts aligned, lines ended as Tagor does."""
    rows = [f"{line.text[:40]:<40}{amount_comma(line.total_cents):>14}" for line in file.lines[:40]]
    total = f"{'Saldo':<40}{amount_comma(file.balance_cents):>14}"
    return "\r\n".join([f"Dossier {file.name}", "", *rows, total])


def fill(text: str, words: dict[str, str]) -> str:
    """Fills the fields of ``text``; braces in a filled-in value are left alone."""
    return text.format_map(words)
