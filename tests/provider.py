"""A real OpenID provider in a process of its own, at which members of staff sign in."""

import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass

import httpx

from tests.practice import free_port


@dataclass(frozen=True)
class Provider:
    """``url`` is its issuer."""

    url: str

    def set_claims(self, subject: str, **claims: object) -> None:
        """What it says of somebody from now on."""
        httpx.put(f"{self.url}/users/{subject}", json=claims).raise_for_status()

    def agree(self, address: str, subject: str) -> str:
        """The person signs in there; the address at which the browser comes back."""
        return httpx.post(address, data={"sub": subject}).headers["Location"]


@contextmanager
def running_provider() -> Iterator[Provider]:
    """Started now, and ended by its own id."""
    port = free_port()
    command = [sys.executable, "-W", "ignore", "-m", "oidc_provider_mock", "--port", str(port)]
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    found = Provider(f"http://127.0.0.1:{port}")
    try:
        deadline = time.monotonic() + 60
        while not _answers(found):
            assert time.monotonic() < deadline, "the provider does not start"
            time.sleep(0.2)
        yield found
    finally:
        process.terminate()
        process.wait(20)


def _answers(provider: Provider) -> bool:
    try:
        return httpx.get(f"{provider.url}/jwks", timeout=2).is_success
    except httpx.HTTPError:
        return False
