"""Which papers and merge fields a caller may see, how a document is made, and the words in templates."""

from portal.sandbox.casework import User
from portal.sandbox.office import Office
from portal.sandbox.records import Document, File, Party
from portal.sandbox.seeds.papermodels import MERGEFIELDS, MODELS, Model
from portal.sandbox.tagor.operations import Request
from portal.sandbox.tagor.permissions import get_list, may_see_document
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


FIELD_WORDS = {"M_0077": "pin", "M_0585": "link", "M_1000": "statement", "M_1001": "balance"}


def is_shown(request: Request, document: Document) -> bool:
    """By the user's own limits, and by parameters 192 (PDF only), 369 (security) and 430 (groups)."""
    parameters = request.office.parameters
    groups, hidden = _split(parameters["430"]), _split(parameters["369"])
    return (
        may_see_document(request.user, document)
        and (not groups or document.group in groups)
        and document.security not in hidden
        and (not request.office.is_on("192") or document.extension.casefold() == "pdf")
    )


def _split(codes: str) -> set[str]:
    return {code.strip() for code in codes.split(",") if code.strip()}


def list_models(user: User | None) -> list[Model]:
    """The models a user may generate: those of the list TDOCM, all when it is empty."""
    allowed = get_list(user, "TDOCM")
    return [model for model in MODELS.values() if not allowed or model.model_id in allowed]


def make_document(office: Office, file: File, model: Model) -> Document:
    """A PDF of a model, put in the file."""
    document = Document(
        document_id=office.next_id(),
        name=model.name,
        extension="pdf",
        group=model.group,
        dated_on=office.clock.today(),
        content="pdf",
        text=fill(model.text, make_words(office, file, file.defendants[0])),
    )
    file.documents.append(document)
    office.save(file)
    return document


def read_field(office: Office, user: User | None, file: File, party: Party, code: str) -> str | None:
    """What a merge field holds for a file; None for one that is unknown or not allowed."""
    allowed = get_list(user, "WL_QRY_FIELD")
    if code not in MERGEFIELDS or (allowed and code not in allowed):
        return None
    return make_words(office, file, party)[FIELD_WORDS[code]]
