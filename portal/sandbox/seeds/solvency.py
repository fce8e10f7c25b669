"""Forms of solvency report (TCFGSOLVRAPMOD): what a bailiff notes of somebody's means. All ASSUMED."""

from dataclasses import dataclass

FORM_ID = 9_000_000_000_000_007_000


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


def _questions(first: int, *rows: tuple[str, str, str]) -> tuple[Question, ...]:
    return tuple(Question(str(first + index), *row) for index, row in enumerate(rows, start=1))


FORMS = {
    form.form_id: form
    for form in (
        Form(
            str(FORM_ID + 1),
            "BEZOEK",
            "Verslag van een bezoek",
            frozenset(),
            _questions(
                FORM_ID + 100,
                ("aanwezig", "Was de persoon thuis?", "logical"),
                ("goederen", "Goederen ter plaatse", "character"),
                ("bezoek", "Datum van het bezoek", "date"),
            ),
        ),
        Form(
            str(FORM_ID + 2),
            "FISC",
            "Fiscaal verslag",
            frozenset({"FISCAAL"}),
            _questions(
                FORM_ID + 200,
                ("inkomen", "Inkomen per maand", "decimal"),
                ("kinderen", "Kinderen ten laste", "integer"),
            ),
        ),
    )
}
