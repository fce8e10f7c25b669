"""What ``manage.py COMMAND --help`` says first of each of our commands."""

import pytest
from django.core.management import get_commands, load_command_class

OURS = sorted((app, name) for name, app in get_commands().items() if str(app).split(".")[0] == "portal")


@pytest.mark.parametrize(("app", "name"), OURS)
def test_help_is_a_plain_sentence_or_two(app: str, name: str) -> None:
    said = load_command_class(app, name).help
    assert 25 < len(said) < 300
    assert said[0].isupper()
    assert not set("`\n*") & set(said)
    assert not said.startswith("manage.py")


def test_developers_tools_are_no_commands_of_the_portal() -> None:
    names = {name for _app, name in OURS}
    assert {"doctor", "forget", "db_worker", "limit_database_role"} <= names
    assert not [name for name in names if name.startswith("draw")]
