"""The papers that strangers add to a report: few and small, and cleaned as every file that people send."""

import base64
from collections.abc import Sequence

from portal.access.limits.open_form_limits import Limit, use
from portal.uploads.intake import clean_files
from portal.web.attempt_throttle import begin_try, count_site_uses

MOST_PAPERS = 3
MOST_BYTES = 5_000_000
PAPERS_OF_NETWORK = Limit("wrong-person-papers", 10)
MOST_AN_HOUR = 100
"""Papers of the whole site: opening one costs far more than reading a form."""


def clean_papers(papers: Sequence[bytes], *, ip_address: str) -> list[tuple[str, bytes]]:
    """(kind, content) of each, by what it holds and never by its name; several photos become one paper.

    Counted before anything is decoded; that happens in a process apart.

    Raises: LockedError when this network, or the whole site, sent too many just now; UploadRefusedError, with
    the place of the paper as its name, such as "2".
    """
    if not papers:
        return []
    network, site = PAPERS_OF_NETWORK.count(ip_address), count_site_uses("wrong-person-papers", MOST_AN_HOUR)
    begin_try(network, site)
    use(network)
    use(site)
    numbered = [(str(number), content) for number, content in enumerate(papers, start=1)]
    return [(one.extension, one.content) for one in clean_files(numbered)]


def write_paper(content: bytes) -> str:
    """As text, to be sealed."""
    return base64.b64encode(content).decode()


def read_paper(text: str) -> bytes:
    """From its text."""
    return base64.b64decode(text)
