"""A person's sign-in at DossierData for calls that run side by side: it is read here, before they start, so
that their threads ask nothing of the database.
"""

import threading
from collections.abc import Mapping
from typing import Any

from django.db import connections

from portal.crm.tokens import UserCredential, get_credential
from portal.integrations.errors import IntegrationError


class HeldCredential:
    """The headers as they were, or the fault that kept them away."""

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
        """Refused although it was still good by its time. Raises: SignInAgainError."""
        try:
            is_new = self._credential.renew(refused)
            self._headers = self._credential.get_headers()
        finally:
            if threading.current_thread().name.startswith("side-by-side"):
                connections.close_all()  # nobody else would: the thread serves no request of its own
        return is_new


def hold_credential(user: Any) -> HeldCredential:
    """Asks now; tells later. Call it in the thread of the request."""
    return HeldCredential(get_credential(user))
