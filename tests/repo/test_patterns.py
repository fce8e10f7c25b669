"""Every regular expression of the portal takes twice the time for twice the text, and no more.

Python's engine tries again from the next letter, and holds the whole process while it does. See also
``portal/web/http_request/logs.py``: one address was once enough to hold it for half a minute.
"""

import re
from collections.abc import Callable

import pytest

from tests.growth import LINEAR, measure_doubling
from tests.repo.hostile_texts import make_hostile
from tests.repo.patterns import Found, list_patterns, list_unread

# Django's own, of the admin; the server lets no address in that has more than 2 kB.
OF_DJANGO = {"^r/(?P<content_type_id>.+)/(?P<object_id>.+)/\\Z"}


def list_ours() -> list[Found]:
    """Found when a test runs: a process that only collects has no need of them."""
    return [found for found in list_patterns() if found.pattern.pattern not in OF_DJANGO]


def ask(pattern: re.Pattern[str], way: str) -> Callable[[str], object]:
    """``sub`` for ``search``, since it goes on to the end of the text."""
    if way == "search":
        return lambda text: pattern.sub("", text)
    return pattern.match if way == "match" else pattern.fullmatch


def find_slow(pattern: re.Pattern[str], ways: frozenset[str]) -> str:
    """The first way and kind of text that takes longer than it should, with how much; "" when none does."""
    for way in sorted(ways):
        for name, make in make_hostile(pattern):
            ratio = measure_doubling(ask(pattern, way), make)
            if ratio >= LINEAR:
                return f"{way}, {name}: {ratio:.1f} times"
    return ""


def test_a_pattern_takes_no_longer_than_its_text() -> None:
    slow = {found.place: find_slow(found.pattern, found.ways) for found in list_ours()}

    assert not {place: how for place, how in slow.items() if how}


@pytest.mark.parametrize(
    "place",
    [
        "portal.access.forms.PIN",
        "portal.web.http_request.logs.PATTERNS",
        "portal.sandbox.cirrus.mask._TOKEN",
        "portal.integrations.tagor.refusals._BY_OPERATION",
        "portal/web/typed/parsing.py:",
        "Office.accent",
        "address h/<anything:hash>/",
        "a secret address",
    ],
)
def test_patterns_of_every_kind_are_found(place: str) -> None:
    assert [found for found in list_ours() if found.place.startswith(place)]


def test_no_other_function_puts_a_pattern_together() -> None:
    # The first is called by its module alone, and what it makes is found there; the other is asked for.
    assert list_unread() == [
        "portal/integrations/tagor/refusals.py",
        "portal/web/http_request/secret_addresses.py",
    ]


@pytest.mark.parametrize(
    ("pattern", "way"),
    [
        (r"(a+)+$", "match"),
        (r"(a|aa)+$", "match"),
        (r"([a-z]+)*=", "match"),
        (r"(.*?),(.*?),(.*?)x", "match"),
        (r"\d+\d+!", "match"),
        (r"^(\w+\s?)*$", "match"),
        (r"\s+$", "search"),
        (r"[\w.+-]+@[\w-]+(?:\.[\w-]+)+", "search"),
        (r"((?:\s|://[^/\s]+)/[^\s?\"']*\?)[^\s\"']+", "search"),
        (r"<!--.*?-->", "search"),
        (r"(?:actie[fv]|lopend).*plan", "search"),
        (r"x*y", "search"),
    ],
)
def test_a_slow_pattern_is_noticed(pattern: str, way: str) -> None:
    assert find_slow(re.compile(pattern), frozenset({way}))


@pytest.mark.parametrize(
    ("pattern", "way"),
    [(r"(?<![\w.+-])[\w.+-]++@[\w-]++", "search"), (r"[a-z]+[0-9]+", "match"), (r"a{1,40}b", "search")],
)
def test_a_quick_pattern_is_let_through(pattern: str, way: str) -> None:
    assert not find_slow(re.compile(pattern), frozenset({way}))
