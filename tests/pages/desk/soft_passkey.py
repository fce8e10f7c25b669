"""A passkey of software: answers as a browser does, for page tests."""

import json
import secrets
from dataclasses import dataclass, field
from typing import Any

from cryptography.hazmat.primitives import hashes
from cryptography.hazmat.primitives.asymmetric import ec
from fido2.cose import ES256
from fido2.utils import sha256, websafe_decode, websafe_encode
from fido2.webauthn import (
    Aaguid,
    AttestationObject,
    AttestedCredentialData,
    AuthenticatorData,
    CollectedClientData,
)

HOST = "localhost"
SEEN = AuthenticatorData.FLAG.UP | AuthenticatorData.FLAG.UV


@dataclass
class SoftPasskey:
    """One key. ``origin``: of the page that asks for it, as the browser says."""

    origin: str = f"http://{HOST}"
    key: Any = field(default_factory=lambda: ec.generate_private_key(ec.SECP256R1()))
    key_id: bytes = field(default_factory=lambda: secrets.token_bytes(16))

    def make(self, options: str) -> str:
        """What a browser gives for a new passkey."""
        public = ES256.from_cryptography_key(self.key.public_key())
        known = AttestedCredentialData.create(Aaguid.NONE, self.key_id, public)
        data = AuthenticatorData.create(sha256(HOST.encode()), SEEN | AuthenticatorData.FLAG.AT, 1, known)
        seen = self._see("webauthn.create", options)
        attested = AttestationObject.create("none", data, {})
        return self._answer(
            {"clientDataJSON": websafe_encode(seen), "attestationObject": websafe_encode(attested)}
        )

    def use(self, options: str) -> str:
        """What a browser gives for a known one."""
        data = AuthenticatorData.create(sha256(HOST.encode()), SEEN, 2)
        seen = self._see("webauthn.get", options)
        signature = self.key.sign(data + seen.hash, ec.ECDSA(hashes.SHA256()))
        return self._answer(
            {
                "clientDataJSON": websafe_encode(seen),
                "authenticatorData": websafe_encode(data),
                "signature": websafe_encode(signature),
            }
        )

    def _see(self, kind: str, options: str) -> CollectedClientData:
        challenge = websafe_decode(json.loads(options)["publicKey"]["challenge"])
        return CollectedClientData.create(kind, challenge, self.origin)

    def _answer(self, response: dict[str, str]) -> str:
        name = websafe_encode(self.key_id)
        return json.dumps(
            {
                "id": name,
                "rawId": name,
                "type": "public-key",
                "response": response,
                "clientExtensionResults": {},
            }
        )
