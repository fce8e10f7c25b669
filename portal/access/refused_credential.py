"""Tagor no longer accepts what a person signed in with: any page finds it out, and the session ends."""

from portal.file.facts import HEAD
from portal.file.reading import read
from portal.file.visit import Visit


def is_credential_refused(visit: Visit) -> bool:
    """Whether Tagor refuses the credential of this visit for the file itself. Ask only after a refusal.

    Something else may have been refused, or the office's key, and nobody is to be sent away for that: unless
    it was the file, the file is asked for once more. Never raises for a system that fails.
    """
    if HEAD.name not in visit.refused:
        read(visit, HEAD, anew=(HEAD,))
    return HEAD.name in visit.refused
