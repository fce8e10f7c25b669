"""Where the practice office stands, from the environment that ``manage.py sandbox`` sets."""

import os
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

CATALOG_DIR = Path(__file__).parents[1] / "integrations" / "catalog"
_LOOPBACK = {"127.0.0.1", "localhost", "::1"}


@dataclass(frozen=True, slots=True)
class Config:
    """``base_url``: how a browser reaches this office; ``portal_url``: the portal. No slash at the end."""

    state: Path
    base_url: str
    portal_url: str


def read_config() -> Config:
    """Reads SANDBOX_STATE, SANDBOX_BASE_URL and SANDBOX_PORTAL_URL; the defaults suit development."""
    return Config(
        state=Path(os.environ.get("SANDBOX_STATE", "var/sandbox.sqlite3")),
        base_url=os.environ.get("SANDBOX_BASE_URL", "http://127.0.0.1:8100").rstrip("/"),
        portal_url=os.environ.get("SANDBOX_PORTAL_URL", "http://127.0.0.1:8000").rstrip("/"),
    )


def is_here(url: str) -> bool:
    """Whether a URL is on this machine: a practice service calls no other."""
    return urlsplit(url).hostname in _LOOPBACK
