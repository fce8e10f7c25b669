"""Without the key nobody cuts the end of the trail off, or goes back to an old one, unseen."""

import json
import socket
from pathlib import Path

import pytest
from django.core.cache import cache
from django.core.management import call_command
from pytest_django import Settings

from portal.audit.actors import SYSTEM
from portal.audit.copies import CopyError, copy_head
from portal.audit.findings import examine_trail
from portal.audit.models import ChainHead, Event
from portal.audit.services import find_broken_link, record
from portal.audit.tasks import watch
from portal.web.examining import State
from portal.web.job_scheduling import DBTaskResult

pytestmark = pytest.mark.django_db


@pytest.fixture
def file(settings: Settings, tmp_path: Path) -> Path:
    settings.AUDIT_COPY = f"file://{tmp_path}/heads.jsonl"
    return tmp_path / "heads.jsonl"


def write(count: int) -> None:
    for _ in range(count):
        record("test", by=SYSTEM)


def cut(keep: int) -> None:
    """What somebody with the database and without the key can do: drop events, and move the head back."""
    Event.objects.filter(number__gt=keep).delete()
    last = Event.objects.get(number=keep)
    ChainHead.objects.update(number=last.number, seal=last.seal)


def state(name: str) -> State:
    return next(one.state for one in examine_trail() if one.name == name)


def test_a_trail_whose_end_was_cut_off_does_not_hold() -> None:
    write(30)
    assert find_broken_link() is None
    cut(10)
    assert find_broken_link() == 11


@pytest.mark.parametrize("proof", ["", "0" * 64])
def test_a_proof_that_is_emptied_or_made_up_does_not_hold(proof: str) -> None:
    write(3)
    ChainHead.objects.update(proof=proof)
    assert find_broken_link() == 4


def test_a_trail_without_its_head_does_not_hold() -> None:
    write(3)
    ChainHead.objects.all().delete()
    assert find_broken_link() == 4


def test_an_old_head_put_back_holds_by_itself_but_not_against_its_copy(file: Path) -> None:
    write(10)
    old = ChainHead.objects.values("number", "seal", "proof").get()
    write(20)
    copy_head()
    assert state("audit.copies") is State.OK

    Event.objects.filter(number__gt=10).delete()
    ChainHead.objects.update(**old)

    assert find_broken_link() is None
    assert state("audit.copies") is State.BAD
    assert watch.func() == "broken at 30"
    with pytest.raises(SystemExit):
        call_command("audit")


def test_a_trail_rewritten_with_the_key_does_not_hold_against_its_copy(file: Path) -> None:
    write(3)
    copy_head()
    Event.objects.all().delete()
    ChainHead.objects.all().delete()
    write(3)
    assert find_broken_link() is None
    assert state("audit.copies") is State.BAD


def test_copies_from_a_log_are_proven_too(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    write(2)
    head = ChainHead.objects.get()
    line = json.dumps({"number": head.number, "seal": head.seal, "proof": head.proof})
    kept = tmp_path / "log"
    kept.write_text(f"2026-01-01 INFO audit trail ends {line}\n")
    call_command("audit", "--copies", str(kept))
    assert "holds: 2 events" in capsys.readouterr().out
    kept.write_text(line.replace(head.proof, "0" * 64))
    with pytest.raises(SystemExit):
        call_command("audit", "--copies", str(kept))


def test_each_hour_the_end_is_copied_and_once_a_day_all_is_proven(
    file: Path, caplog: pytest.LogCaptureFixture
) -> None:
    write(2)
    assert watch.func() == ""
    write(1)
    assert watch.func() == ""
    assert [json.loads(line)["number"] for line in file.read_text().splitlines()] == [2, 3]
    assert DBTaskResult.objects.filter(task_path="portal.audit.tasks.watch", status="READY").count() == 1

    cut(1)
    cache.clear()
    assert watch.func() == "broken at 2"
    assert watch.func() == "broken at 2"
    assert "ALERT the audit trail does not hold from event 2 on" in caplog.text


def test_the_end_goes_to_syslog(settings: Settings) -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as server:
        server.bind(("127.0.0.1", 0))
        server.settimeout(5)
        settings.AUDIT_COPY = f"syslog://127.0.0.1:{server.getsockname()[1]}"
        write(1)
        copy_head()
        told = server.recv(2000).decode()
    assert told.startswith("<14>portal-audit: {")
    assert json.loads(told[told.index("{") :].rstrip("\0"))["number"] == 1


@pytest.mark.parametrize("address", ["https://logs.example", "file:///nowhere/at/all"])
def test_a_copy_that_cannot_be_made_is_an_alert(
    settings: Settings, address: str, caplog: pytest.LogCaptureFixture
) -> None:
    settings.AUDIT_COPY = address
    write(1)
    with pytest.raises(CopyError):
        copy_head()
    assert watch.func() == "not copied"
    assert "ALERT the end of the audit trail is not copied out" in caplog.text
