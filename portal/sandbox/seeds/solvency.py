"""Forms of solvency report (TCFGSOLVRAPMOD), from ``data/solvency.toml``."""

from dataclasses import dataclass

from portal.sandbox.tables import read_table


@dataclass(frozen=True, slots=True)
class Question:
    """``kind`` is an ABL type: character, integer, decimal, logical or date."""

    question_id: str
    name: str
    text: str
    kind: str


@dataclass(frozen=True, slots=True)
class Form:
    """``file_types`` are codes of TQDOSSOORT; empty: every type."""

    form_id: str
    code: str
    name: str
    file_types: frozenset[str]
    questions: tuple[Question, ...]


FORMS = {form.form_id: form for form in read_table("solvency", dict[str, tuple[Form, ...]])["forms"]}
