"""uv without pip: for a Python whose ``venv`` or ``ensurepip`` is missing, as on a bare Debian.

The package index is the one the lock names, or UV_DEFAULT_INDEX or PIP_INDEX_URL; its answer follows the
simple repository API (JSON), which carries the digest each file is checked against.
"""

import hashlib
import io
import json
import os
import platform
import re
import sys
import urllib.request
import zipfile
from pathlib import Path
from urllib.parse import urljoin

from _processes import Failed

INDEX_ACCEPT = "application/vnd.pypi.simple.v1+json"
TIMEOUT_S = 60
BY_HAND = "Install uv by hand (or, on Debian and Ubuntu: apt install python3-venv) and run this again."


def install_uv_wheel(target: Path, *, lock: Path) -> None:
    """Put the newest uv of this machine's kind into ``target``. Raises: Failed."""
    try:
        page = f"{_index_url(lock)}/uv/"
        chosen = choose_wheel(json.loads(_fetch(page, accept=INDEX_ACCEPT))["files"], tag=_platform_tag())
        wheel = _fetch(urljoin(page, chosen["url"]))
    except (OSError, ValueError, KeyError) as error:
        raise Failed(f"uv could not be fetched ({error}). {BY_HAND}") from error
    if hashlib.sha256(wheel).hexdigest() != chosen["hashes"]["sha256"]:
        raise Failed(f"The uv that arrived is not the one the index names. {BY_HAND}")
    _unpack(wheel, target)


def choose_wheel(files: list[dict], *, tag: str) -> dict:
    """The newest final, unyanked wheel for the platform ``tag`` (a pattern). Raises: ValueError for none."""
    fitting = [
        (tuple(int(part) for part in found[1].split(".")), file)
        for file in files
        if not file.get("yanked")
        and (found := re.fullmatch(rf"uv-([\d.]+)-py3-none-\S*{tag}\S*\.whl", file["filename"]))
    ]
    if not fitting:
        raise ValueError(f"no uv for {tag}")
    return max(fitting, key=lambda pair: pair[0])[1]


def _platform_tag() -> str:
    machine = {"AMD64": "x86_64", "arm64": "aarch64"}.get(platform.machine(), platform.machine())
    if sys.platform == "darwin":
        return "macosx_.*" + ("arm64" if machine == "aarch64" else machine)
    family = "manylinux" if platform.libc_ver()[0] == "glibc" else "musllinux"
    return f"{family}_.*{machine}"


def _index_url(lock: Path) -> str:
    named = os.environ.get("UV_DEFAULT_INDEX") or os.environ.get("PIP_INDEX_URL")
    found = re.search(r'registry = "([^"]+)"', lock.read_text("utf-8"))
    if not (named or found):
        raise ValueError("the lock names no package index")
    return (named or found[1]).rstrip("/")


def _fetch(url: str, accept: str = "*/*") -> bytes:
    request = urllib.request.Request(url, headers={"Accept": accept})  # noqa: S310 - the lock's own index
    with urllib.request.urlopen(request, timeout=TIMEOUT_S) as answer:  # noqa: S310
        return answer.read()


def _unpack(wheel: bytes, target: Path) -> None:
    target.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(io.BytesIO(wheel)) as archive:
        inside = next(name for name in archive.namelist() if name.endswith(".data/scripts/uv"))
        program = target / "uv"
        program.write_bytes(archive.read(inside))
        program.chmod(0o755)
