"""Chooses the kind of activity at Cirrus for a note or a task; every office names them differently."""

from collections.abc import Iterable

from portal.crm.links.systems.records import is_number
from portal.web.typed.characters import fold

_NOTES = ("notitie", "nota", "note", "notiz", "memo", "remarque")
_TASKS = ("taak", "tache", "aufgabe", "task", "to do", "todo", "herinnering", "rappel")


def choose_type(kinds: Iterable[tuple[str, str, bool]], *, is_task: bool) -> int:
    """The one with a matching name, else the default one, else the first; 0 when there is none.

    kinds: (id, name, whether it is the default).
    """
    known = [one for one in kinds if is_number(one[0])]
    words = _TASKS if is_task else _NOTES
    for word in words:
        for number, name, _usual in known:
            if word in fold(name):
                return int(number)
    usual = [number for number, _name, is_usual in known if is_usual]
    return int((usual or [number for number, _name, _usual in known] or ["0"])[0])
