"""Versions of the API as Config/Info tells them: ``1.08.5000B3``, ``2.00.0000B1``."""

import re
from typing import Any

from portal.integrations.errors import UnexpectedResponse
from portal.integrations.tagor.operations import Operation
from portal.integrations.tagor.wire.envelope import read_context

INFO = Operation("Config/Info")
_VERSION = re.compile(r"([0-9]{1,6})\.([0-9]{1,6})(?:\.([0-9]{1,6}))?")


def parse_version(text: str) -> tuple[int, int, int]:
    """The three numbers of a version; what follows them (``B3``) does not count.

    Raises UnexpectedResponse for anything else.
    """
    if not (found := _VERSION.match(text.strip())):
        raise UnexpectedResponse("not a version")
    major, minor, patch = found.groups(default="0")
    return int(major), int(minor), int(patch)


def read_version(body: dict[str, Any]) -> tuple[int, int, int]:
    """The version of the API in an opened answer of Config/Info. Raises UnexpectedResponse."""
    return parse_version(read_context(body).get("apiversion", ""))
