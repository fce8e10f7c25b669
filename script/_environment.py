"""The project's virtual environment, made from the lock by uv. Standard library only.

uv comes from PATH, or is installed under ``var/uv``: with pip, or without it by unpacking its wheel.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

from _processes import Failed
from _uv_wheel import install_uv_wheel

ROOT = Path(__file__).resolve().parent.parent
VAR = ROOT / "var"
UV_DIR = VAR / "uv"


def get_environment_dir() -> Path:
    """``.venv``, or one named after the version when PORTAL_PYTHON asks for a Python of its own."""
    if os.environ.get("PORTAL_PYTHON"):
        return ROOT / f".venv-{sys.version_info.major}.{sys.version_info.minor}"
    return ROOT / ".venv"


def get_python() -> str:
    """The environment's Python, which :func:`sync` makes."""
    return str(get_environment_dir() / "bin" / "python")


def sync(*options: str) -> str:
    """Bring the environment up to the lock and return its Python. Packages beyond the lock stay.

    Raises: Failed when uv cannot be had or cannot install.
    """
    write_bytecode()
    command = [find_uv(), "sync", "--frozen", "--inexact", "--quiet", *options]
    if not _works([get_python(), "-c", "import sys; sys.exit(sys.version_info < (3, 11))"]):
        command += ["--python", sys.executable]
    environment = {
        **os.environ,
        "UV_PROJECT_ENVIRONMENT": str(get_environment_dir()),
        "UV_PYTHON_DOWNLOADS": "never",
    }
    environment.pop("VIRTUAL_ENV", None)
    if subprocess.run(command, cwd=ROOT, env=environment, check=False).returncode:
        raise Failed("The packages could not be installed: see the lines above.")
    return get_python()


def write_bytecode() -> None:
    """Have every Python started from here on keep what it compiled, under ``var``.

    Most programs of the tests live for a second, and would spend more than half of it compiling Django.
    """
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    os.environ["PYTHONPYCACHEPREFIX"] = str(VAR / "pycache")


def find_uv() -> str:
    """uv's path, installed first when there is none. Raises: Failed."""
    own = str(UV_DIR / "bin" / "uv")
    for candidate in (shutil.which("uv"), own):
        if candidate and _works([candidate, "--version"]):
            return candidate
    print("  uv is not here: installing it under var/uv", flush=True)
    if not _install_uv_with_pip():
        install_uv_wheel(UV_DIR / "bin", lock=ROOT / "uv.lock")
    if not _works([own, "--version"]):
        raise Failed("uv does not run here. Install uv by hand and run this again.")
    return own


def _install_uv_with_pip() -> bool:
    shutil.rmtree(UV_DIR, ignore_errors=True)
    make = [sys.executable, "-m", "venv", str(UV_DIR)]
    install = [str(UV_DIR / "bin" / "python"), "-m", "pip", "install", "--quiet", "uv"]
    return _works(make) and _works(install)


def _works(command: list[str]) -> bool:
    try:
        return subprocess.run(command, capture_output=True, check=False, timeout=600).returncode == 0
    except OSError:
        return False
