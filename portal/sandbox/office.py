"""The state of the practice office: files, parameters, clock. Held in memory, stored on every change."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any, Protocol

from portal.sandbox.casework import Report, Sent, Shortcut
from portal.sandbox.clock import Clock
from portal.sandbox.config import Config
from portal.sandbox.crm.records import Records, Seed
from portal.sandbox.parameters import default_parameters, is_parameter
from portal.sandbox.payments import Checkout
from portal.sandbox.people import People
from portal.sandbox.records import File, InfoRecord, Party, SipsSession, StartedPayment
from portal.sandbox.seeds.codes import TABLES
from portal.sandbox.seeds.files import make_crowd, make_files
from portal.sandbox.store import Shelf, Store

FIRST_NEW_ID = 9_000_000_000_000_900_000


class Observer(Protocol):
    """Is told what happens in the office."""

    def on_save(self, before: str, file: File) -> None:
        """A file was kept; ``before`` is how it was, as JSON."""

    def on_clock(self) -> None:
        """The clock was moved."""

    def on_reset(self) -> None:
        """Everything is as on the first day."""


class Office:
    """Everything the practice office knows. One instance per process; not for threads."""

    def __init__(self, config: Config, seeds: Mapping[str, Seed] | None = None) -> None:
        """``seeds`` makes the records of each CRM system, by its name."""
        self.config = config
        self._store = Store(config.state)
        self.clock = Clock()
        self.people = People(self._store)
        self.outbox = Shelf(self._store, "sent", Sent, "sent_id")
        self.shortcuts = Shelf(self._store, "shortcut", Shortcut, "shortcut_id")
        self.reports = Shelf(self._store, "report", Report, "report_id")
        self.crm = {name: Records(self._store, name, seed) for name, seed in (seeds or {}).items()}
        self.files = Shelf(self._store, "file", File, "file_id")
        self.info: dict[str, list[InfoRecord]] = {}
        self.sessions = Shelf(self._store, "session", SipsSession, "token")
        self.started = Shelf(self._store, "started", StartedPayment, "reference")
        self.checkouts = Shelf(self._store, "checkout", Checkout, "checkout_id")
        self._shelves: tuple[Shelf[Any], ...] = (
            *(self.files, self.outbox, self.shortcuts, self.reports),
            *(self.sessions, self.started, self.checkouts),
        )
        self.tokens: dict[str, float] = {}
        self._changed_parameters: dict[str, str] = {}
        self._last_id = FIRST_NEW_ID
        self.observers: list[Observer] = []
        self._fresh: tuple[date, int] | None = None
        self._read()

    def _read(self) -> None:
        meta = self._store.read("meta")
        if not meta:
            self.reset()
            return
        self.clock = Clock(float(meta["offset_s"]))
        self._last_id = int(meta["last_id"])
        self._changed_parameters = self._store.read("parameter")
        for shelf in self._shelves:
            shelf.load()
        self.people.load(self.files.values())
        for records in self.crm.values():
            records.load(self.clock.today())
        self.tokens = {key: float(body) for key, body in self._store.read("token").items()}
        self.info = {}
        for key, body in self._store.read("info").items():
            self.info.setdefault(key.split(":")[0], []).append(InfoRecord.model_validate_json(body))

    def reset(self) -> None:
        """Back to the seeds: real time, default parameters, no payments, no tokens."""
        if self._fresh != (Clock().today(), self._store.changes):
            self._seed()
            self._fresh = self.clock.today(), self._store.changes
        for observer in self.observers:
            observer.on_reset()

    def _seed(self) -> None:
        self._store.clear()
        self.clock = Clock()
        self._last_id = FIRST_NEW_ID
        self.info, self.tokens, self._changed_parameters = {}, {}, {}
        for shelf in self._shelves:
            shelf.clear()
        self.files.fill(make_files(self.clock.today()))
        self.people.seed(self.files.values())
        for records in self.crm.values():
            records.reset(self.clock.today())
        self._save_meta()

    def add_crowd(self, count: int) -> list[File]:
        """Adds many files. Asked again for more, keeps those that are there as they are."""
        crowd = [f for f in make_crowd(count, self.clock.today()) if f.file_id not in self.files]
        self.files.add(crowd)
        self.people.add(crowd)
        return crowd

    def _save_meta(self) -> None:
        self._store.put_many("meta", {"offset_s": str(self.clock.offset_s), "last_id": str(self._last_id)})

    def close(self) -> None:
        self._store.close()

    # Writing -----------------------------------------------------------------------------------------

    def save(self, file: File) -> None:
        before = self._store.get("file", file.file_id)
        self.files.save(file)
        for observer in self.observers:
            observer.on_save(before, file)

    def save_token(self, token: str, expires: float) -> None:
        self.tokens[token] = expires
        self._store.put("token", token, str(expires))

    def save_clock(self) -> None:
        self._save_meta()
        for observer in self.observers:
            observer.on_clock()

    def next_id(self) -> str:
        """A new 64-bit id, as a string."""
        self._last_id += 1
        self._save_meta()
        return str(self._last_id)

    def add_info(self, file: File, code: str, text: str) -> None:
        """Adds the note that Tagor writes by itself, unless parameter 568 is off."""
        if self.is_on("568"):
            return
        self.write_info(file, InfoRecord(at=self.clock.now(), code=code, text=text))

    def write_info(self, file: File, record: InfoRecord) -> None:
        """Adds a note that somebody wrote: parameter 568 does not matter."""
        notes = self.info.setdefault(file.file_id, [])
        notes.append(record)
        self._store.put("info", f"{file.file_id}:{len(notes)}", record.model_dump_json())

    # Parameters --------------------------------------------------------------------------------------

    @property
    def parameters(self) -> dict[str, str]:
        return default_parameters(self.config) | self._changed_parameters

    def get_parameter(self, number: str, file: File) -> str:
        """The value for a file: one for its type wins over the general one."""
        return self.parameters.get(f"{number}:{file.kind}") or self.parameters[number]

    def has_version(self, wanted: str) -> bool:
        """Whether the office plays at least this version of Tagor, such as 2.00."""
        return _numbers(self.parameters["version"]) >= _numbers(wanted)

    def is_on(self, number: str) -> bool:
        return self.parameters[number].strip().casefold() in {"true", "yes", "1"}

    def change_parameter(self, number: str, value: str) -> None:
        """Raises KeyError when there is no such parameter."""
        if not is_parameter(number, TABLES["TQDOSSOORT"]):
            raise KeyError(number)
        self._changed_parameters[number] = value
        self._store.put("parameter", number, value)

    # Finding -----------------------------------------------------------------------------------------

    def defendants(self) -> list[tuple[File, Party]]:
        return [(file, party) for file in self.files.values() for party in file.defendants]

    def parties(self) -> dict[str, Party]:
        """Everybody by id: the parties of the files, the office, the users."""
        in_files = {party.party_id: party for file in self.files.values() for party in file.parties}
        return in_files | self.people.parties

    def find_slug(self, slug: str) -> tuple[File, Party] | None:
        return next((found for found in self.defendants() if found[1].slug == slug), None)

    def find_hash(self, text: str) -> tuple[File, Party] | None:
        """Finds a file by hash; case matters, as in Tagor.

        Expired ones are found too: check ``hash_valid_until``.
        """
        return next((found for found in self.defendants() if found[1].hash == text), None)

    def find_pin(self, name: str, pin: str) -> tuple[File, Party] | None:
        """Finds by PIN and by the name that parameter 590 pairs with it."""
        by_archive = self.parameters["590"] == "archive"
        for file, party in self.defendants():
            if (file.archive_number if by_archive else file.name) == name and party.pin == pin:
                return file, party
        return None

    def hash_valid_until(self, party: Party) -> date | None:
        days = int(self.parameters["502"])
        if party.hash_issued_on is None or days == 0:
            return None
        return party.hash_issued_on + timedelta(days=days)

    def is_hash_expired(self, party: Party) -> bool:
        until = self.hash_valid_until(party)
        return until is not None and until < self.clock.today()


def _numbers(version: str) -> list[int]:
    """Only the first two count; what is no number is 0."""
    return [int(part) if part.isdecimal() else 0 for part in version.split(".")[:2]]
