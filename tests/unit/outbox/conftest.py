"""A kind of delivery whose far side is a list, and which can be told to fail in any way."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from portal.office.models import Office
from portal.outbox import handlers, services
from portal.outbox.handlers import Found, Handler
from portal.outbox.models import Delivery, State

KIND = "tests.letter"


@dataclass(eq=False)
class Letters(Handler):
    """Sends words to ``arrived``.

    ``plan``: what the next sendings do, each a call with the words or an error.
    ``answers``: what the next questions are answered; without one, whether the words arrived.
    """

    kind = KIND
    arrived: list[str] = field(default_factory=list)
    plan: list[Callable[[str], object] | Exception] = field(default_factory=list)
    answers: list[Found | Exception | Callable[[], Found]] = field(default_factory=list)
    told: list[str] = field(default_factory=list)
    faulty: set[str] = field(default_factory=set)
    seen_before: list[dict[str, Any]] = field(default_factory=list)
    reads: bool = False

    def prepare(self, delivery: Delivery) -> dict[str, Any] | None:
        self._note("prepare", delivery)
        return {"letters": list(self.arrived)} if self.reads else None

    def deliver(self, delivery: Delivery) -> dict[str, Any]:
        step = self.plan.pop(0) if self.plan else self.receive
        if isinstance(step, Exception):
            raise step
        step(delivery.payload["words"])
        return {"number": len(self.arrived)}

    def receive(self, words: str) -> None:
        self.arrived.append(words)

    def find_out(self, delivery: Delivery) -> Found:
        self.seen_before.append(delivery.before)
        answer = self.answers.pop(0) if self.answers else None
        if isinstance(answer, Exception):
            raise answer
        if callable(answer):
            return answer()
        return answer or ("arrived" if delivery.payload["words"] in self.arrived else "absent")

    def on_sending(self, delivery: Delivery) -> None:
        self._note("sending", delivery)

    def on_doubtful(self, delivery: Delivery) -> None:
        self._note("doubtful", delivery)

    def on_done(self, delivery: Delivery) -> None:
        self._note("done", delivery)

    def on_given_up(self, delivery: Delivery) -> None:
        self._note(f"given up: {delivery.reason}", delivery)

    def _note(self, what: str, delivery: Delivery) -> None:
        self.told.append(what)
        if what.partition(":")[0] in self.faulty:
            Delivery.objects.filter(pk=delivery.pk).update(file_id="half done")
            raise RuntimeError(delivery.payload["words"])


@pytest.fixture
def letters(monkeypatch: pytest.MonkeyPatch) -> Letters:
    handler = Letters()
    monkeypatch.setitem(handlers.get_handlers(), KIND, handler)
    return handler


@pytest.fixture
def office(db: None) -> Office:
    return Office.objects.create(name="Office")


Put = Callable[..., Delivery]


@pytest.fixture
def put(letters: Letters, office: Office) -> Put:
    """Puts a letter in; its key is its words."""

    def put(words: str = "hello", **fields: Any) -> Delivery:
        values = {"kind": KIND, "key": words, "lane": "file-1", "payload": {"words": words}, "office": office}
        return services.put(**{**values, **fields})

    return put


def run(later: timedelta = timedelta(), **options: Any) -> int:
    """Everything that is due so much later, in this process."""
    return services.deliver_due(now=timezone.now() + later, **options)


def read_state(delivery: Delivery) -> tuple[State, str]:
    """State and reason as they are kept."""
    delivery.refresh_from_db()
    return State(delivery.state), delivery.reason
