"""Document models (TDOCM), merge fields and message templates (TQCFG) of the practice office.

Which codes an office has is its own choice: SALDO and AFBETALINGSPLAN are seen in public samples, BEVAFBET in
the reference page; HASH is ASSUMED.
"""

from dataclasses import dataclass

MODEL_ID = 9_000_000_000_000_006_000


@dataclass(frozen=True, slots=True)
class Model:
    """A document that can be made. ``group`` is of TQDISGROEP; ``text`` may hold fields in braces."""

    model_id: str
    name: str
    group: str
    text: str


@dataclass(frozen=True, slots=True)
class Template:
    """Subject and body by Tagor's language; fields in braces."""

    subject: dict[str, str]
    body: dict[str, str]


_MODEL_ROWS = (
    ("Afrekening", "BRIEF", "Afrekening\n\n{statement}"),
    ("Attest van betaling", "BRIEF", "Attest\n\nIn dossier {file} blijft {balance} euro te betalen."),
    ("Bevestiging afbetalingsplan", "BRIEF", "Afbetalingsplan\n\nDossier {file}: {plan}"),
    ("Interne fiche", "INTERN", "Interne fiche van dossier {file}"),
)
MODELS = {
    str(MODEL_ID + index): Model(str(MODEL_ID + index), name, group, text)
    for index, (name, group, text) in enumerate(_MODEL_ROWS, start=1)
}

# Code of the field, what it holds. M_0585 and M_0077 are named in the reference page, M_1000 in its samples.
MERGEFIELDS = {
    "M_0077": "Pincode van de verweerder",
    "M_0585": "Link van de verweerder",
    "M_1000": "Overzicht van het dossier",
    "M_1001": "Saldo van de verweerder",
}


def _template(subjects: tuple[str, str, str, str], bodies: tuple[str, str, str, str]) -> Template:
    languages = ("Dut", "Frn", "Ger", "Eng")
    return Template(dict(zip(languages, subjects, strict=True)), dict(zip(languages, bodies, strict=True)))


def _code_template(code: str) -> Template:
    return _template(
        ("Uw code", "Votre code", "Ihr Code", "Your code"),
        (f"Uw code: {code}", f"Votre code : {code}", f"Ihr Code: {code}", f"Your code: {code}"),
    )


CONFIRMATION_CODES = {f"CODE{number:02}": str(100_003 + number * 83_717) for number in range(1, 11)}
"""A template for each, so that a code reaches an address: Tagor's templates take no words of the caller."""

TEMPLATES = {
    **{name: _code_template(code) for name, code in CONFIRMATION_CODES.items()},
    "SALDO": _template(
        ("Uw saldo", "Votre solde", "Ihr Saldo", "Your balance"),
        (
            "Dossier {file}: u moet nog {balance} euro betalen.",
            "Dossier {file} : vous devez encore {balance} euros.",
            "Akte {file}: Sie schulden noch {balance} Euro.",
            "File {file}: you still owe {balance} euros.",
        ),
    ),
    "AFBETALINGSPLAN": _template(
        ("Uw afbetalingsplan", "Votre plan de paiement", "Ihr Zahlungsplan", "Your payment plan"),
        (
            "Dossier {file}: {plan}.",
            "Dossier {file} : {plan}.",
            "Akte {file}: {plan}.",
            "File {file}: {plan}.",
        ),
    ),
    "BEVAFBET": _template(
        ("Plan aanvaard", "Plan accepté", "Plan angenommen", "Plan accepted"),
        (
            "Uw afbetalingsplan in dossier {file} is aanvaard: {plan}.",
            "Votre plan de paiement du dossier {file} est accepté : {plan}.",
            "Ihr Zahlungsplan in der Akte {file} ist angenommen: {plan}.",
            "Your payment plan in file {file} is accepted: {plan}.",
        ),
    ),
    "BERICHT": _template(
        ("Nieuw bericht", "Nouveau message", "Neue Nachricht", "New message"),
        (
            "Er staat een bericht voor u klaar op onze website.",
            "Un message vous attend sur notre site.",
            "Auf unserer Website liegt eine Nachricht für Sie.",
            "There is a message for you on our site.",
        ),
    ),
    "HASH": _template(
        ("Uw link", "Votre lien", "Ihr Link", "Your link"),
        (
            "Uw link naar dossier {file}: {link}",
            "Votre lien vers le dossier {file} : {link}",
            "Ihr Link zur Akte {file}: {link}",
            "Your link to file {file}: {link}",
        ),
    ),
}
