"""Document models (TDOCM), merge fields and message templates (TQCFG), from ``data/papermodels.toml``.

Which codes an office has is its own choice: SALDO and AFBETALINGSPLAN are seen in public samples, BEVAFBET in
the reference page; HASH is ASSUMED.
"""

from dataclasses import dataclass

from portal.sandbox.tables import read_table


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


@dataclass(frozen=True, slots=True)
class Papers:
    """What the office prepared; ``code_template`` is sent once for each of ``CONFIRMATION_CODES``."""

    models: tuple[Model, ...]
    templates: dict[str, Template]
    code_template: Template


_PAPERS = read_table("papermodels", Papers)
MODELS = {model.model_id: model for model in _PAPERS.models}
# M_0585 and M_0077 are named in the reference page, M_1000 in its samples.
MERGEFIELDS = ("M_0077", "M_0585", "M_1000", "M_1001")
CONFIRMATION_CODES = {f"CODE{number:02}": str(100_003 + number * 83_717) for number in range(1, 11)}
"""A template for each, so that a code reaches an address: Tagor's templates take no words of the caller."""


def _fill_in(code: str) -> Template:
    body = {language: text.format(code=code) for language, text in _PAPERS.code_template.body.items()}
    return Template(_PAPERS.code_template.subject, body)


TEMPLATES = {name: _fill_in(code) for name, code in CONFIRMATION_CODES.items()} | _PAPERS.templates
