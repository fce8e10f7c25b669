"""Settings stored by name: as a whole, or some of their values."""

from functools import partial
from typing import Any

from portal.desk.choosing.single_choice import SingleChoice, Values
from portal.office.kept_choice import forget_choice, read_choice, write_choice
from portal.office.models import Office


def make_choice(name: str, act: str, defaults: Values | None = None) -> SingleChoice:
    """A setting with all its values; ``defaults`` apply to those never set."""
    return SingleChoice(
        act,
        lambda office: {**(defaults or {}), **read_choice(office, name)},
        lambda office, values: write_choice(office, name, values),
        partial(forget_choice, name),
    )


def make_part(name: str, act: str, part: str) -> SingleChoice:
    """The values whose names begin with ``part`` and a dot, named by the rest."""
    start = f"{part}."

    def read(office: Office) -> Values:
        found = read_choice(office, name)
        return {key.removeprefix(start): value for key, value in found.items() if key.startswith(start)}

    def write(office: Office, values: Values) -> None:
        others = {key: value for key, value in read_choice(office, name).items() if not key.startswith(start)}
        own: dict[str, Any] = {f"{start}{key}": value for key, value in values.items() if value}
        write_choice(office, name, {**others, **own})

    return SingleChoice(act, read, write, partial(forget_choice, name), key=part)
