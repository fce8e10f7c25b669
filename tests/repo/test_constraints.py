"""What the database takes in a column is what its choices are: who adds one adds it to both."""

from collections.abc import Iterator

from django.apps import apps
from django.db.models import CheckConstraint

LEFT_OUT = {"plans_change_known_through": {"paper"}}
"""Choices that a constraint refuses on purpose: a change is never asked on paper."""


def list_known_values() -> Iterator[tuple[str, str, set[str], set[str]]]:
    """Of each constraint of our own on the values of one column: name, model, values and choices."""
    for model in apps.get_models():
        for one in model._meta.constraints:
            if not isinstance(one, CheckConstraint) or one.condition.negated:
                continue
            match one.condition.children:
                case [(str(said), values)] if said.endswith("__in"):
                    field = model._meta.get_field(said.removesuffix("__in"))
                    choices = {str(code) for code, _words in getattr(field, "flatchoices", ())}
                    if choices:
                        yield one.name, model._meta.label, {str(value) for value in values} - {""}, choices


def test_a_constraint_takes_every_choice_of_its_column_and_nothing_else() -> None:
    found = list(list_known_values())
    assert len(found) > 40
    for name, model, values, choices in found:
        wanted = choices - {""} - LEFT_OUT.get(name, set())
        assert values == wanted, (
            f"constraint {name} of {model}: name there what the choices name, and migrate"
        )
