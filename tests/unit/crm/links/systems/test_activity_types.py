"""Which kind of activity a note is, whatever the office calls it."""

import pytest

from portal.crm.links.systems.activity_types import choose_type

OURS = (("1", "Telefoon", True), ("4", "Notitie", False), ("5", "Taak", False))


@pytest.mark.parametrize(
    ("kinds", "is_task", "chosen"),
    [
        (OURS, False, 4),
        (OURS, True, 5),
        ((("7", "Appel", False), ("8", "Tâche", False)), True, 8),
        ((("7", "Anruf", False), ("8", "Besuch", True)), False, 8),
        ((("7", "Anruf", False), ("8", "Besuch", False)), False, 7),
        ((), False, 0),
    ],
)
def test_by_name_then_the_usual_one_then_the_first(
    kinds: tuple[tuple[str, str, bool], ...], is_task: bool, chosen: int
) -> None:
    assert choose_type(kinds, is_task=is_task) == chosen
