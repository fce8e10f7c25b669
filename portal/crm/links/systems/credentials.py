"""A person's sign-in at DossierData for parallel calls, read before they start.

So their threads do not use the database.
"""

import threading
from collections.abc import Mapping
from typing import Any

from django.db import connections

from portal.crm.tokens import UserCredential, get_credential
from portal.integrations.errors import IntegrationError


class HeldCredential:
    """The headers, or the error that prevented them."""

    def __init__(self, credential: UserCredential) -> None:
        self._credential = credential
        self._error: IntegrationError | None = None
        self._headers: Mapping[str, str] = {}
        try:
            self._headers = credential.get_headers()
        except IntegrationError as error:
            self._error = error

    def get_headers(self) -> Mapping[str, str]:
        """Raises: SignInAgainError, and the errors of a refresh."""
        if self._error is not None:
            raise self._error
        return self._headers

    def renew(self, refused: Mapping[str, str]) -> bool:
        """A token was refused although it had not expired. Raises: SignInAgainError."""
        try:
            is_new = self._credential.renew(refused)
            self._headers = self._credential.get_headers()
        finally:
            if threading.current_thread().name.startswith("side-by-side"):
                connections.close_all()  # nobody else would: the thread serves no request of its own
        return is_new


def hold_credential(user: Any) -> HeldCredential:
    """Read the credential now, for use later. Call it in the request's thread."""
    return HeldCredential(get_credential(user))
