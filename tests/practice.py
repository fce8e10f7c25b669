"""Starts a practice office of its own for tests, and steers it.

    office = PracticeOffice.start()          # free port, own state, ready when this returns
    office.tagor_url                         # http://127.0.0.1:…/tagor/v1/rest, for TAGOR_URL
    main = office.file("nl-woman")           # main.hash, main.file, main.pin, main.file_id, …
    office.fault("tagor", "503", operation="TagorService/GetSaldo", times=1)
    office.calls(operation="TagorService/GetSaldo")
    office.state("nl-woman")["plans"]        # everything in the file
    office.dossierdata_url, office.cirrus_url   # for DOSSIERDATA_URL and CIRRUS_URL
    office.aptic_url, office.digioffice_url     # for APTIC_URL and DIGIOFFICE_URL
    office.dossierdata_token()               # a ready user token; Cirrus takes CIRRUS_TOKEN
    office.records("dossierdata", "note")    # all rows of a resource
    office.set_switch("dossierdata", "as_documented")   # how it behaves; see the package
    office.fire_event("payment", slug="nl-woman", times=3)   # Aptic tells whoever listens
    office.aptic_webhooks(), office.digioffice_contacts()    # what they keep
    office.reset()
    office.stop()

Every method raises when the office answers an error.
"""

import os
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Self

import httpx

ROOT = Path(__file__).parents[1]
READY_S = 30
API_KEY = "practice-key"
CLIENT_ID, CLIENT_SECRET = "practice", "practice-secret"
CIRRUS_TOKEN = "practice-cirrus"
APTIC_KEY = "practice-aptic"
APTIC_WEBHOOK_SECRET = "practice-webhook-secret"
WORLDLINE = {
    "WORLDLINE_MERCHANT_ID": "PSPPRACTICE",
    "WORLDLINE_API_KEY_ID": "practice-key-1",
    "WORLDLINE_API_SECRET": "practice-secret-1",
    "WORLDLINE_WEBHOOK_KEY_ID": "practice-hook-1",
    "WORLDLINE_WEBHOOK_SECRET": "practice-hook-secret-1",
}
MOLLIE = {"MOLLIE_API_KEY": "test_practiceKey0123456789"}


@dataclass(frozen=True, slots=True)
class PracticeFile:
    """A seeded file as one defendant sees it; ``file`` is the number printed in the letter."""

    slug: str
    file_id: str
    party_id: str
    file: str
    pin: str
    hash: str
    language: str | None
    name: str
    balance_cents: int
    note: str


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(check: Callable[[], object], seconds: float = 10) -> None:
    """Returns as soon as ``check`` gives something true. Raises TimeoutError."""
    deadline = time.monotonic() + seconds
    while not check():
        if time.monotonic() > deadline:
            raise TimeoutError("it did not happen in time")
        time.sleep(0.02)


class PracticeOffice:
    """A running practice office. Make one with ``start``."""

    def __init__(self, process: subprocess.Popen[bytes], port: int, state: Path) -> None:
        self.process = process
        self.port = port
        self.state_path = state
        self.base_url = f"http://127.0.0.1:{port}"
        self.tagor_url = f"{self.base_url}/tagor/v1/rest"
        self.dossierdata_url = f"{self.base_url}/dossierdata/api/v1"
        self.cirrus_url = f"{self.base_url}/cirrus"
        self.aptic_url = f"{self.base_url}/aptic"
        self.digioffice_url = f"{self.base_url}/digioffice"
        self.client = httpx.Client(base_url=self.base_url, timeout=30, trust_env=False)
        self._files: dict[str, PracticeFile] = {}

    @classmethod
    def start(
        cls,
        port: int | None = None,
        state: Path | None = None,
        portal_url: str = "http://127.0.0.1:8000",
        *,
        fresh: bool = False,
    ) -> Self:
        """Runs it and waits until it answers. Raises RuntimeError when it does not."""
        port = port or free_port()
        state = state or Path(tempfile.mkdtemp(prefix="practice-")) / "sandbox.sqlite3"
        command = [sys.executable, "-m", "portal.sandbox", "--port", str(port), "--state", str(state)]
        log = state.with_suffix(".log").open("ab")
        command += ["--portal-url", portal_url, *(["--fresh"] if fresh else [])]
        # With the starter's id it ends by itself when a test run is killed.
        env = os.environ | {"SANDBOX_STARTER": str(os.getpid())}
        process = subprocess.Popen(command, cwd=ROOT, env=env, stdout=log, stderr=log)
        log.close()
        office = cls(process, port, state)
        office._wait()
        return office

    def _wait(self) -> None:
        deadline = time.monotonic() + READY_S
        while time.monotonic() < deadline:
            if self.process.poll() is not None:
                break
            try:
                self.client.get("/_control/clock").raise_for_status()
            except httpx.HTTPError:
                time.sleep(0.05)
            else:
                return
        self.stop()
        log = self.state_path.with_suffix(".log").read_text(errors="replace")
        raise RuntimeError(f"the practice office did not start:\n{log}")

    def stop(self) -> None:
        """Ends it, and its worker with it. May be called twice."""
        self.client.close()
        if self.process.poll() is None:
            self.process.terminate()
            try:
                self.process.wait(timeout=10)
            except subprocess.TimeoutExpired:
                self.process.kill()
                self.process.wait(timeout=10)

    # Steering ----------------------------------------------------------------------------------------

    def get(self, path: str) -> Any:
        return self.client.get(f"/_control/{path}").raise_for_status().json()

    def post(self, path: str, body: dict[str, Any] | None = None) -> Any:
        return self.client.post(f"/_control/{path}", json=body or {}).raise_for_status().json()

    @property
    def files(self) -> dict[str, PracticeFile]:
        """The seeded files by slug, as they were when first asked for; for money of now see ``state``."""
        if not self._files:
            names = PracticeFile.__slots__
            rows = self.get("files")
            self._files = {row["slug"]: PracticeFile(**{name: row[name] for name in names}) for row in rows}
        return self._files

    def file(self, slug: str = "nl-woman") -> PracticeFile:
        return self.files[slug]

    def add_crowd(self, count: int) -> list[dict[str, Any]]:
        """So many plain files more; what ``files`` tells of each."""
        found: list[dict[str, Any]] = self.post("crowd", {"count": count})
        return found

    def state(self, slug: str = "nl-woman") -> dict[str, Any]:
        """The whole file: balance_cents, lines, plans, payments, documents, info."""
        found: dict[str, Any] = self.get(f"files/{slug}")
        return found

    def calls(self, operation: str | None = None, system: str | None = None) -> list[dict[str, Any]]:
        """Calls received, oldest first: id, at, system, operation, scheme, body, status."""
        return [
            call
            for call in self.get("calls")
            if operation in (None, call["operation"]) and system in (None, call["system"])
        ]

    def clear_calls(self) -> None:
        self.post("calls/clear")

    def fault(
        self,
        system: str,
        fault: str,
        *,
        operation: str | None = None,
        times: int | None = None,
        seconds: float = 5.0,
    ) -> None:
        """Asks for a fault. Without ``operation``: all of the system; without ``times``: until cleared."""
        body = {"system": system, "fault": fault, "operation": operation or "", "seconds": seconds}
        self.post("faults", body | ({"times": times} if times is not None else {}))

    def clear_faults(self) -> None:
        self.client.delete("/_control/faults").raise_for_status()

    def reset(self) -> None:
        """Back to the seeds; calls, faults, clock and parameters too."""
        self.post("reset")

    def set_parameter(self, number: str, value: str) -> None:
        self.post("parameters", {number: value})

    def set_clock(self, now: str) -> None:
        self.post("clock", {"now": now})

    def advance_days(self, days: float) -> None:
        self.post("clock", {"advance_days": days})

    def book(self, slug: str = "nl-woman") -> None:
        """A clerk books the unconfirmed payments of the file."""
        self.post("book", {"file_id": self.file(slug).file_id})

    def accept_plan(self, slug: str = "nl-woman") -> None:
        self.post("accept", {"file_id": self.file(slug).file_id})

    # Worldline and Mollie ----------------------------------------------------------------------------

    @property
    def host(self) -> str:
        """Host and port, as a list of allowed hosts names them."""
        return self.base_url.removeprefix("http://")

    @property
    def worldline_settings(self) -> dict[str, str]:
        """The portal's settings for Worldline, by name."""
        return WORLDLINE | {"WORLDLINE_URL": self.base_url, "WORLDLINE_ALLOWED_HOSTS": self.host}

    @property
    def mollie_settings(self) -> dict[str, str]:
        """The portal's settings for Mollie, by name."""
        return MOLLIE | {"MOLLIE_URL": f"{self.base_url}/mollie", "MOLLIE_ALLOWED_HOSTS": self.host}

    def checkouts(self) -> list[dict[str, Any]]:
        """Every payment asked of Worldline or Mollie, oldest first."""
        found: list[dict[str, Any]] = self.get("checkouts")
        return found

    def change_checkout(self, checkout_id: str, **changes: Any) -> dict[str, Any]:
        """``outcome``, ``refund_cents``, ``charge_back_cents``, ``changes``; with ``tell`` by webhook too."""
        found: dict[str, Any] = self.post(f"checkouts/{checkout_id}", changes)
        return found

    # The CRM systems ---------------------------------------------------------------------------------

    @property
    def crm_settings(self) -> dict[str, str]:
        """The portal's settings for the systems that only staff use, by name."""
        return {
            "DOSSIERDATA_URL": self.dossierdata_url,
            "DOSSIERDATA_CLIENT_ID": CLIENT_ID,
            "DOSSIERDATA_CLIENT_SECRET": CLIENT_SECRET,
            "CIRRUS_URL": self.cirrus_url,
            "CIRRUS_TOKEN": CIRRUS_TOKEN,
            "CIRRUS_TOKEN_URL": f"{self.cirrus_url}/oauth/token",
            "APTIC_URL": self.aptic_url,
            "APTIC_API_KEY": APTIC_KEY,
            "DIGIOFFICE_URL": self.digioffice_url,
            "DIGIOFFICE_USER": CLIENT_ID,
            "DIGIOFFICE_PASSWORD": CLIENT_SECRET,
        }

    def dossierdata_tokens(self, user_id: int = 1) -> dict[str, Any]:
        """A new pair of a user (1 is An Claes): access_token, refresh_token, expires_in, token_type."""
        found: dict[str, Any] = self.post("crm/dossierdata/token", {"user_id": user_id})
        return found

    def dossierdata_token(self, user_id: int = 1) -> str:
        """A new access token of a user."""
        return str(self.dossierdata_tokens(user_id)["access_token"])

    def sign_in_at_dossierdata(
        self, address: str, *, username: str = "an.claes", decision: str = "yes"
    ) -> str:
        """Does what a person does from the authorisation address on; where it sends the browser back to."""
        with httpx.Client(base_url=self.base_url, timeout=30, trust_env=False) as browser:
            page = browser.get(address)
            if page.status_code == 302:
                to = httpx.URL(page.headers["location"]).params["to"]
                form = {"to": to, "username": username, "password": "practice"}
                browser.post("/dossierdata/login", data=form)
            query = httpx.URL(address).query.decode()
            answer = browser.post("/dossierdata/consent", data={"query": query, "decision": decision})
            return str(answer.headers["location"])

    def records(self, system: str, resource: str) -> list[dict[str, Any]]:
        """All rows as the system keeps them, oldest first."""
        found: list[dict[str, Any]] = self.get(f"crm/{system}/records/{resource}")
        return found

    def record(self, system: str, resource: str, record_id: object) -> dict[str, Any]:
        found: dict[str, Any] = self.get(f"crm/{system}/records/{resource}/{record_id}")
        return found

    def store_record(self, system: str, resource: str, **row: Any) -> dict[str, Any]:
        """Somebody else changes a record (with ``id``: these fields of it) or makes one."""
        found: dict[str, Any] = self.post(f"crm/{system}/records/{resource}", row)
        return found

    def remove_record(self, system: str, resource: str, record_id: object) -> None:
        """Somebody else deletes it."""
        self.client.delete(f"/_control/crm/{system}/records/{resource}/{record_id}").raise_for_status()

    def set_switch(self, system: str, switch: str, *, on: bool = True) -> None:
        self.post(f"crm/{system}/switches", {switch: on})

    def revoke_tokens(self, system: str = "dossierdata") -> None:
        """Every user has to sign in again."""
        self.post(f"crm/{system}/revoke")

    # Aptic and DigiOffice ----------------------------------------------------------------------------

    def fire_event(
        self,
        event: str,
        data: dict[str, Any] | None = None,
        *,
        times: int = 1,
        slug: str = "nl-woman",
        event_id: str = "",
    ) -> list[dict[str, Any]]:
        """Aptic tells every webhook that listens; each time with an id of its own unless ``event_id``.

        Without ``data`` it is about the file of ``slug``. The messages as they are sent (url, headers, body),
        at most 100: a test may also hand them to the portal itself.
        """
        body = {"event": event, "data": data, "times": times, "slug": slug, "id": event_id}
        found: list[dict[str, Any]] = self.post("aptic/fire", body)["messages"]
        return found

    def event_deliveries(self) -> dict[str, Any]:
        """Counts of events ``sent``, ``refused`` and ``given_up``; ``left`` to send; ``recent`` tries."""
        found: dict[str, Any] = self.get("aptic/deliveries")
        return found

    def aptic_webhooks(self) -> list[dict[str, Any]]:
        """Every webhook of every client: client, url, method, events, secret."""
        return self.records("aptic", "webhooks")

    def add_aptic_webhook(self, url: str, *events: str, secret: str = APTIC_WEBHOOK_SECRET) -> None:
        """A webhook that the client of the key registered before."""
        self.store_record(
            "aptic", "webhooks", client="key", url=url, method="POST", events=list(events), secret=secret
        )

    def digioffice_contacts(self) -> list[dict[str, Any]]:
        """Every contact person: the data as it was sent, globalId, messages (their ids)."""
        return self.records("digioffice", "contacts")

    @contextmanager
    def down(self, system: str = "tagor") -> Iterator[None]:
        """The system answers 503 inside the block."""
        self.fault(system, "503")
        try:
            yield
        finally:
            self.clear_faults()
