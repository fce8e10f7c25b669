"""Aptic, with a secret that the portal knows; and a letter that fails as it is told."""

from collections.abc import Sequence
from typing import Any

import pytest
from pytest_django import Settings

from portal.aptic.events import claimed_work
from portal.aptic.events.effects import HANDLERS, Case
from portal.aptic.events.effects.small import LetterHandler
from portal.office.models import Office
from tests.unit.aptic.events.telling import SECRET, Aptic, link_file


@pytest.fixture
def aptic(db: None, settings: Settings) -> Aptic:
    """Tells of a file that nobody linked. There is no Tagor."""
    settings.APTIC_WEBHOOK_SECRET = [SECRET]
    settings.TAGOR_URL = ""
    Office.objects.create(slug="office", name="Kantoor Proef")
    return Aptic()


@pytest.fixture
def linked(aptic: Aptic) -> Aptic:
    """Tells of a file that is known."""
    link_file()
    return aptic


class Faulty(LetterHandler):
    """Does as told in ``read``; then writes its lines, and may fail after that."""

    def __init__(self) -> None:
        self.plan: list[Any] = []
        self.fails_after = False
        self.poisonous = ""
        self.seen: list[str] = []

    def read(self, case: Case) -> None:
        step = self.plan.pop(0) if self.plan else None
        if callable(step):
            step()
        elif step is not None:
            raise step
        self.seen.append(case.event.remote_id)

    def apply_all(self, cases: Sequence[Case], found: Sequence[Any]) -> list[str]:
        said = super().apply_all(cases, found)
        if self.fails_after or self.poisonous in {case.event.remote_id for case in cases}:
            raise RuntimeError("Jan Janssens")
        return said


@pytest.fixture
def faulty(monkeypatch: pytest.MonkeyPatch) -> Faulty:
    handler = Faulty()
    monkeypatch.setattr(claimed_work, "HANDLERS", {**HANDLERS, "letter": handler})
    return handler
