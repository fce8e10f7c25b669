"""How allauth stores second factors: sealed, with the office's name in the person's app."""

from typing import Any

from allauth.mfa.adapter import DefaultMFAAdapter
from django.conf import settings

from portal.office.selectors import get_office_face
from portal.web.sealing import seal, unseal

PURPOSE = "second-factor"


class FactorLockedError(Exception):
    """The key that sealed an app's secret or recovery codes is gone."""


class FactorAdapter(DefaultMFAAdapter):  # type: ignore[misc] # allauth is not typed
    """``MFA_ADAPTER``."""

    def encrypt(self, text: str) -> str:
        """Sealed with CREDENTIAL_KEYS."""
        return seal(text, purpose=PURPOSE)

    def decrypt(self, encrypted_text: str) -> str:
        """Never an empty text instead: anybody can work out the codes of that. Raises: FactorLockedError."""
        opened = unseal(encrypted_text, purpose=PURPOSE)
        if not opened:
            raise FactorLockedError
        return opened

    def get_totp_issuer(self) -> str:
        """The issuer, as shown in the app."""
        return get_office_face().name

    def get_public_key_credential_rp_entity(self) -> dict[str, str]:
        """Passkeys are bound to the portal's one public name, and work nowhere else."""
        return {"id": settings.PORTAL_HOST, "name": get_office_face().name or settings.PORTAL_HOST}

    def get_public_key_credential_user_entity(self, user: Any) -> dict[str, Any]:
        """The user as the browser lists it."""
        name = str(user.get_username())
        return {"id": str(user.pk).encode(), "display_name": user.get_full_name() or name, "name": name}

    def get_totp_label(self, user: Any) -> str:
        """The label, as shown in the app beside the issuer."""
        return str(user.get_username())
