"""The shared cache is killed: people are served as before, and nobody guesses without being slowed."""

import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest
import redis

from tests.kill.payer import SLUG, Payer
from tests.kill.processes import Site, wait_for
from tests.practice import free_port


class Valkey:
    """A server of these tests' own, which keeps nothing."""

    def __init__(self, folder: Path) -> None:
        self.port, self.folder = free_port(), folder
        self.url = f"rediscache://127.0.0.1:{self.port}/0"
        self.client = redis.Redis(port=self.port, decode_responses=True)
        self.process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        program = shutil.which("redis-server") or shutil.which("valkey-server")
        if program is None:
            pytest.skip("no redis-server")
        options = ["--port", str(self.port), "--bind", "127.0.0.1", "--save", "", "--dir", str(self.folder)]
        with (self.folder / "valkey.log").open("ab") as log:
            self.process = subprocess.Popen([program, *options], stdout=log)
        wait_for(self._answers)

    def kill(self) -> None:
        if self.process is not None:
            self.process.kill()
            self.process.wait()
            self.process = None

    def pause(self, milliseconds: int) -> None:
        """It is there, has all it had, and answers nobody."""
        self.client.execute_command("CLIENT", "PAUSE", milliseconds, "ALL")

    def _answers(self) -> bool:
        try:
            return bool(self.client.ping())
        except redis.ConnectionError:
            return False


@pytest.fixture(scope="module")
def valkey(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Valkey]:
    server = Valkey(tmp_path_factory.mktemp("valkey"))
    server.start()
    yield server
    server.kill()
    server.client.close()


@pytest.fixture(scope="module")
def cache_url(valkey: Valkey) -> str:
    return valkey.url


@pytest.fixture(autouse=True)
def _running(valkey: Valkey) -> None:
    if valkey.process is None:
        valkey.start()


def try_pin(site: Site, pin: str) -> int:
    """Somebody without a session signs in; the status."""
    stranger = Payer(site)
    page = stranger.get("/sign-in/")
    file = {"file": site.office.file(SLUG).file, "pin": pin}
    status = stranger.post("/sign-in/", page.form_fields() | file).answer.status_code
    stranger.browser.close()
    return status


def test_cache_killed_and_started_again_costs_nobody_a_page(site: Site, payer: Payer, valkey: Valkey) -> None:
    """Who was signed in stays so, others come in, wrong PINs are counted; and so on once it is back."""
    site.start_portal()
    payer.sign_in()
    assert valkey.client.keys("*:session:*")
    valkey.kill()
    assert [payer.get("/pay/").heading for _page in range(3)] == ["Pay"] * 3
    other = Payer(site)
    other.sign_in()
    assert other.get("/file/").answer.status_code == 200
    other.browser.close()
    statuses = [try_pin(site, "000000") for _try in range(8)]
    assert 429 in statuses, statuses
    assert httpx.get(f"{site.url}/readyz", trust_env=False).json() == {"database": "ok", "cache": "down"}
    valkey.start()
    wait_for(lambda: httpx.get(f"{site.url}/readyz", trust_env=False).json()["cache"] == "ok")
    assert payer.get("/pay/").heading == "Pay"
    assert valkey.client.keys("*:session:*")


def test_session_that_ended_while_the_cache_hung_does_not_come_back(
    site: Site, payer: Payer, valkey: Valkey
) -> None:
    """It still has the session when it answers again: who signed out meanwhile is out."""
    site.start_portal()
    payer.sign_in()
    kept = dict(payer.browser.cookies)
    assert valkey.client.keys("*:session:*")
    valkey.pause(6_000)
    out = payer.get("/sign-out/")
    payer.post(out.form_action(), out.form_fields())
    wait_for(lambda: httpx.get(f"{site.url}/readyz", trust_env=False).json()["cache"] == "ok", 30)
    answer = httpx.get(f"{site.url}/pay/", cookies=kept, trust_env=False, timeout=30)
    assert answer.status_code == 303
    assert "/sign-in/" in answer.headers["location"]
