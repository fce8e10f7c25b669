"""The check of dependencies: a hole is red, an accepted one is not, and no network is said and no more."""

import json
import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from datetime import date
from http.server import BaseHTTPRequestHandler, HTTPServer

import pytest

from tests.processes import ROOT
from tests.repo.scripts import load_script

audit = load_script("_audit.py")
Serve = Callable[[dict[str, list[str]]], str]


@pytest.fixture
def serve() -> Iterator[Serve]:
    """A list of known holes that speaks OSV's words: ``serve({"django": ["X-1"]})`` is its address."""
    servers: list[HTTPServer] = []

    def start(holes: dict[str, list[str]]) -> str:
        class Handler(BaseHTTPRequestHandler):
            def do_POST(self) -> None:
                asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))["queries"]
                names = [one["package"]["name"] for one in asked]
                told = [
                    {"vulns": [{"id": one} for one in holes[name]]} if name in holes else {} for name in names
                ]
                self.send_response(200)
                self.end_headers()
                self.wfile.write(json.dumps({"results": told}).encode())

            def log_message(self, *_args: object) -> None:
                """Nobody reads it."""

        server = HTTPServer(("127.0.0.1", 0), Handler)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        servers.append(server)
        return f"http://127.0.0.1:{server.server_port}/"

    yield start
    for server in servers:
        server.shutdown()
        server.server_close()


def run(address: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "script/_audit.py"]
    environment = {**os.environ, "AUDIT_URL": address}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=False)


def test_a_known_hole_is_red_and_named(serve: Serve) -> None:
    done = run(serve({"django": ["GHSA-made-up"]}))
    assert done.returncode == 1, done.stderr
    assert "django 5." in done.stdout
    assert "GHSA-made-up" in done.stdout


def test_without_holes_all_is_well(serve: Serve) -> None:
    done = run(serve({"another": ["X"]}))
    assert (done.returncode, "0 with known holes" in done.stdout) == (0, True), done.stderr


@pytest.mark.parametrize("address", ["http://127.0.0.1:9/", "not an address"])
def test_without_a_network_it_says_so_and_is_not_red(address: str) -> None:
    done = run(address)
    assert done.returncode == 0, done.stderr
    assert "NOT CHECKED" in done.stdout


def test_what_was_accepted_counts_again_after_its_day() -> None:
    text = "# why\n\nGHSA-1 2027-01-31 touches a server we do not run\n"
    assert audit.read_accepted(text, today=date(2027, 1, 31)) == {"GHSA-1"}
    assert audit.read_accepted(text, today=date(2027, 2, 1)) == set()
    with pytest.raises(ValueError, match="unpack"):
        audit.read_accepted("GHSA-1 2027-01-31", today=date(2027, 1, 1))


def test_packages_of_an_index_are_asked_and_ours_is_not() -> None:
    names = [name for name, _version in audit.list_packages((ROOT / "uv.lock").read_text())]
    assert "django" in names
    assert len(names) > 50
    assert "defendant-portal" not in names
