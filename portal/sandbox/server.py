"""Starts the practice office: checks the port, then becomes the HTTP server."""

import os
import socket
import sys
from argparse import ArgumentParser
from dataclasses import dataclass
from importlib.util import find_spec
from pathlib import Path


class CannotRunError(Exception):
    """A package is missing, or the port is in use; the message is one line for a person."""


@dataclass(frozen=True, slots=True)
class Options:
    """How to run. ``base_url`` is its own address for browsers when that is not ``host:port``."""

    host: str = "127.0.0.1"
    port: int = 8100
    state: str = "var/sandbox.sqlite3"
    portal_url: str = "http://127.0.0.1:8000"
    base_url: str = ""
    fresh: bool = False


def add_options(parser: ArgumentParser) -> None:
    """The command's options, with the defaults of ``Options``."""
    usual = Options()
    parser.add_argument("--host", default=usual.host)
    parser.add_argument("--port", type=int, default=usual.port)
    parser.add_argument("--state", default=usual.state, help="the file it keeps everything in")
    parser.add_argument("--portal-url", default=usual.portal_url, help="where letter links lead")
    parser.add_argument("--base-url", default="", help="its own address for browsers, if not host:port")
    parser.add_argument("--fresh", action="store_true", help="forget everything, start from the seeds")


def run(options: Options) -> None:
    """Never returns. Raises CannotRunError.

    One worker, because the state lives in its memory; and exec, so that ending this process ends the server.
    """
    if find_spec("starlette") is None:
        raise CannotRunError("The packages of the practice office are missing. Run: uv sync --extra sandbox")
    check_port_is_free(options.host, options.port)
    state = Path(options.state).resolve()
    state.parent.mkdir(parents=True, exist_ok=True)
    if options.fresh:
        for suffix in ("", "-wal", "-shm"):
            Path(f"{state}{suffix}").unlink(missing_ok=True)
    os.environ |= {
        "SANDBOX_STATE": str(state),
        "SANDBOX_BASE_URL": options.base_url or f"http://{options.host}:{options.port}",
        "SANDBOX_PORTAL_URL": options.portal_url,
    }
    where = ["--host", options.host, "--port", str(options.port), "--blocking-threads", "1"]
    server = ["--interface", "asgi", "--workers", "1", "--no-ws", "--log-level", "warning"]
    command = [sys.executable, "-m", "granian", *server, *where, "portal.sandbox.asgi:app"]
    os.execv(sys.executable, command)  # noqa: S606 - fixed arguments, no shell


def check_port_is_free(host: str, port: int) -> None:
    """Raises CannotRunError when the port cannot be used."""
    with socket.socket(socket.AF_INET6 if ":" in host else socket.AF_INET) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise CannotRunError(
                f"Port {port} on {host} cannot be used ({error.strerror}). Choose another with --port."
            ) from None
