"""Where the practice office stands, from the environment that ``manage.py sandbox`` sets."""

import os
from dataclasses import dataclass
from pathlib import Path

CATALOG_DIR = Path(__file__).parents[1] / "integrations" / "catalog"


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
