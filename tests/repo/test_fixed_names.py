"""What is deleted when, and what monitoring reads, is found by the name of a file.

Both are looked for across all rooms, by people who have only names to go by and do not open every apps.py. So
the module has the name of the contribution.
"""

import pytest

from portal.web.room import list_rooms

ELSEWHERE = {
    "portal.doctor.queue_metrics": "doctor/metrics.py writes the metrics of all rooms",
    "portal.web.sessions": "web/retention.py runs the retention of all rooms",
    "portal.web.task_results": "as above",
}


def list_modules(name: str) -> set[str]:
    """The modules that rooms give a contribution from."""
    return {path.rpartition(".")[0] for room in list_rooms() for path in getattr(room, name)}


@pytest.mark.parametrize("name", ["metrics", "retention"])
def test_a_module_has_the_name_of_what_it_gives(name: str) -> None:
    modules = list_modules(name)
    assert len(modules) > 4
    assert [one for one in modules - set(ELSEWHERE) if not one.endswith(f".{name}")] == []


def test_what_is_elsewhere_is_still_there() -> None:
    assert set(ELSEWHERE) <= list_modules("metrics") | list_modules("retention")
