"""Unknown codes of the office's Tagor, for the setup doctor."""

from collections.abc import Iterator

from portal.file.models import CodeKind
from portal.web.examining import Examination, Finding, ok, warn

NAME = "file.codes"
MOST_NAMED = 5


def examine_codes() -> Iterator[Finding]:
    """Whether each account code that occurred in a file can be explained to the debtor."""
    unknown = CodeKind.objects.filter(kind="", read_as="").order_by("-file_count", "table", "code")
    names = [f"{row.code} ({row.table}, {row.file_count} files)" for row in unknown[:MOST_NAMED]]
    if not names:
        yield ok(NAME, "Every code of the account that was seen so far is known.")
        return
    remedy = "Say what they count for under Settings, Codes of the account."
    words = f"{unknown.count()} codes of the account are not known: {', '.join(names)}."
    yield warn(NAME, words, remedy)


EXAMINATION = Examination(NAME, lambda _sample: examine_codes(), needs_database=True)
