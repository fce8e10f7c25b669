"""Where the desk's search looks: each room says how, the desk asks all of them side by side.

class Payments(Source):                       # named in the room's apps.py as searches
    title, permission = _("Payments"), "payments.view_attempt"

    def find(self, asked): ...                # in our own database
    def list_calls(self, asked): ...          # at a system
"""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from types import FunctionType
from typing import Any, ClassVar

from portal.web.room import Contribution
from portal.web.typed.characters import to_plain_text

LONGEST = 80
_MARKS = str.maketrans("", "", "/-. ")


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for. ``plain``: upper case, without spaces; ``bare``: without marks either."""

    text: str
    user: Any = field(repr=False)

    @property
    def spellings(self) -> tuple[str, ...]:
        """The text as the office writes numbers of files, where that differs; asks the database."""
        told = (spell(self.text) for spell in SPELLINGS.collect())
        return tuple(one for one in dict.fromkeys(told) if one != self.text.strip())

    @property
    def plain(self) -> str:
        """As codes and numbers are stored."""
        return to_plain_text(self.text).upper()

    @property
    def bare(self) -> str:
        """As a number is typed without its marks."""
        return self.plain.translate(_MARKS)

    @property
    def digits(self) -> str:
        """The digits alone."""
        return re.sub(r"\D", "", self.plain)

    @property
    def is_name(self) -> bool:
        """Whether it may be somebody's name: letters, and no digit or @."""
        return not self.digits and "@" not in self.text and sum(c.isalpha() for c in self.text) >= 2

    @property
    def is_phone(self) -> bool:
        """Whether it may be a telephone number."""
        return 9 <= len(self.digits) <= 15 and re.fullmatch(r"\+?[\d/.() -]+", self.text.strip()) is not None


@dataclass(frozen=True, slots=True)
class Hit:
    """Something that was found. ``is_exact``: it is called just as it was typed; those come first.

    ``file_name``: what people call the file, when it is one: it can be ticked.
    """

    title: str
    text: str
    href: str
    is_exact: bool = False
    file_name: str = ""


Call = tuple[str, Callable[[], Iterable[Hit]]]
"""What people call the system, and the question."""


class Source:
    """One place to look. Whoever lacks ``permission`` is not told of it."""

    title: ClassVar[Any]
    permission: ClassVar[str]

    def find(self, asked: Asked) -> Iterable[Hit]:
        """What our own database knows; by an index, a few rows at most."""
        del asked
        return ()

    def list_calls(self, asked: Asked) -> Iterable[Call]:
        """Calls to systems, side by side. They run in any thread and ask no database.

        A call raises IntegrationError when the system cannot tell.
        """
        del asked
        return ()


SPELLINGS: Contribution[Callable[[str], str]] = Contribution("spellings", FunctionType)
"""How a room spells the number of a file that somebody typed."""
SEARCHES: Contribution[Source] = Contribution("searches", Source)


def list_sources(user: Any) -> list[Source]:
    """Where this person may look."""
    return [source for source in SEARCHES.collect() if user.has_perm(source.permission)]
