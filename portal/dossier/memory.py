"""What the portal remembers of a file between two pages of one session, in the cache.

Every key holds the session and the file, so nothing is ever shared between people. Times are seconds.
"""

from dataclasses import dataclass

from django.http import HttpRequest

from portal.access.session import Defendant, get_defendant
from portal.integrations.errors import NotAuthorised

HEAD_S = 60
LINES_S = 180
DOCUMENTS_S = 180


@dataclass(frozen=True, slots=True)
class Scope:
    """One session's view of one file: who looks, and under which key things are remembered."""

    defendant: Defendant
    session_key: str

    def key(self, name: str) -> str:
        """The cache key of a fact called ``name``."""
        return f"dossier:{name}:{self.session_key}:{self.defendant.file_id}"


def get_scope(request: HttpRequest) -> Scope:
    """The scope of a signed-in defendant's request. Raises: NotAuthorised when nobody is signed in."""
    defendant = getattr(request, "defendant", None) or get_defendant(request)
    if defendant is None:
        raise NotAuthorised("nobody is signed in", system="portal")
    return Scope(defendant=defendant, session_key=request.session.session_key or "")
