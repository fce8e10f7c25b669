"""What the doctor finds in the portal itself."""

import json
from datetime import timedelta
from pathlib import Path

import pytest
from django.core.management import call_command
from django.core.management.base import SystemCheckError
from django.db import connection
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.recorder import MigrationRecorder
from django.utils import timezone
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from portal import checks
from portal.desk.people.roles import make_roles
from portal.doctor.models import WorkerBeat
from portal.doctor.site import examine_site, is_strong
from portal.management.commands.seed_demo import OFFICE
from portal.office.findings import examine_office
from portal.office.kept_choice import KeptChoice
from portal.office.models import Office
from portal.payments.tasks import recheck_payment
from portal.web.examining import Finding, State, bad, get_worst, off, ok, unknown, warn

STRONG = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
pytestmark = pytest.mark.django_db


def get(name: str) -> Finding:
    return next(finding for finding in examine_site() if finding.name == name)


@pytest.mark.parametrize(
    ("url", "debug", "state"),
    [
        ("https://portal.office.example", False, State.OK),
        ("http://portal.office.example", False, State.BAD),
        ("https://portal.office.example", True, State.BAD),
        ("http://127.0.0.1:8000", True, State.WARN),
    ],
)
def test_the_address_is_judged(settings: Settings, url: str, debug: bool, state: State) -> None:
    settings.PORTAL_URL, settings.DEBUG = url, debug
    assert get("site.address").state is state


def test_a_weak_key_is_named_and_not_told(settings: Settings) -> None:
    settings.SECRET_KEY, settings.AUDIT_KEY = STRONG, "summer2026"
    found = get("site.keys")
    assert found.state is State.BAD
    assert "AUDIT_KEY" in found.words
    assert "SECRET_KEY" not in found.words
    assert "summer2026" not in found.words


def test_what_makes_a_key_strong() -> None:
    assert is_strong(STRONG)
    assert not is_strong("x" * 80)
    assert not is_strong(STRONG[:49])
    assert not is_strong("development-only-" + STRONG)


def test_a_trail_without_a_key_of_its_own_is_told(settings: Settings) -> None:
    settings.AUDIT_KEY = ""
    assert get("site.audit-key").state is State.WARN
    settings.AUDIT_KEY = STRONG
    assert "site.audit-key" not in {finding.name for finding in examine_site()}


@pytest.fixture
def worker() -> None:
    """A worker that gave a sign of life just now."""
    WorkerBeat.objects.create(pk=1, at=timezone.now())


def test_a_worker_that_nobody_ever_saw_is_told() -> None:
    found = get("site.worker")
    assert found.state is State.WARN
    assert "No worker was seen yet" in found.words
    assert "db_worker" in found.remedy


def test_a_worker_that_gives_no_sign_any_more_is_bad_although_nothing_waits(worker: None) -> None:
    assert get("site.worker").state is State.OK
    WorkerBeat.objects.update(at=timezone.now() - timedelta(minutes=12))
    found = get("site.worker")
    assert found.state is State.BAD
    assert "12 minutes" in found.words


def test_a_task_nobody_takes_means_that_no_worker_runs(worker: None) -> None:
    assert get("site.worker").state is State.OK
    recheck_payment.enqueue(attempt_id=1, step=0)
    assert get("site.worker").state is State.OK
    long_ago = timezone.now() - timedelta(minutes=20)
    DBTaskResult.objects.update(enqueued_at=long_ago, run_after=long_ago)
    found = get("site.worker")
    assert found.state is State.BAD
    assert "20 minutes" in found.words


def test_a_task_planned_for_later_is_not_late(worker: None) -> None:
    recheck_payment.using(run_after=timezone.now() + timedelta(hours=1)).enqueue(attempt_id=1, step=0)
    DBTaskResult.objects.update(enqueued_at=timezone.now() - timedelta(hours=1))
    assert get("site.worker").state is State.OK


def test_a_task_that_failed_lately_is_told(worker: None) -> None:
    recheck_payment.enqueue(attempt_id=1, step=0)
    DBTaskResult.objects.update(status="FAILED", finished_at=timezone.now() - timedelta(hours=2))
    assert get("site.worker").state is State.WARN
    DBTaskResult.objects.update(finished_at=timezone.now() - timedelta(days=2))
    assert get("site.worker").state is State.OK


def test_a_migration_that_waits_is_told() -> None:
    (newest,) = MigrationLoader(connection).graph.leaf_nodes("audit")
    MigrationRecorder(connection).record_unapplied(*newest)
    found = get("site.migrations")
    assert found.state is State.BAD


def test_a_cache_of_one_process_is_told(settings: Settings) -> None:
    is_local = settings.CACHES["default"]["BACKEND"].endswith("LocalCache")
    assert get("site.cache").state is (State.WARN if is_local else State.OK)


def test_an_address_that_the_portal_does_not_answer_to_is_told_everywhere(settings: Settings) -> None:
    assert get("site.hosts").state is State.OK
    settings.PORTAL_HOST = "portal.office.example"
    settings.ALLOWED_HOSTS = ["127.0.0.1", ".other.example"]
    assert get("site.hosts").state is State.BAD
    with pytest.raises(SystemCheckError, match="not in ALLOWED_HOSTS"):
        call_command("check")
    settings.ALLOWED_HOSTS = [".office.example"]
    assert get("site.hosts").state is State.OK
    call_command("check")


@pytest.mark.parametrize(
    ("values", "state", "words"),
    [
        ({"LOCAL_SIGN_IN": True, "STAFF_SECOND_FACTOR": True}, State.OK, "a second step"),
        ({"LOCAL_SIGN_IN": True, "STAFF_SECOND_FACTOR": False}, State.WARN, "a password alone"),
        ({"LOCAL_SIGN_IN": False, "STAFF_SECOND_FACTOR": True}, State.BAD, "OIDC_URL is empty"),
    ],
)
def test_the_way_in_of_staff_is_judged(
    settings: Settings, values: dict[str, bool], state: State, words: str
) -> None:
    settings.OIDC_URL = ""
    for name, value in values.items():
        setattr(settings, name, value)
    found = get("site.staff-sign-in")
    assert (found.state, words in found.words) == (state, True)


@pytest.mark.parametrize(
    ("setting", "good", "wrong"),
    [
        ("STAFF_SECOND_FACTOR_ROLES", ["office admin"], ["office admin", "Handlers"]),
        ("OIDC_ROLES", ["desk=handler"], ["desk=handler", "x=Handlers"]),
    ],
)
def test_a_role_that_does_not_exist_is_told(
    settings: Settings, setting: str, good: list[str], wrong: list[str]
) -> None:
    assert get("site.roles").state is State.OK
    make_roles()
    setattr(settings, setting, good)
    assert get("site.roles").state is State.OK
    setattr(settings, setting, wrong)
    found = get("site.roles")
    assert found.state is State.BAD
    assert f"{setting}: Handlers." in found.words


def test_a_folder_for_large_documents_that_nobody_can_use_is_told(
    settings: Settings, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    settings.VAR_DIR = tmp_path
    assert get("site.room").state is State.OK
    settings.VAR_DIR = Path("/proc/self")  # a folder in which even root makes no file
    found = get("site.room")
    assert found.state is State.WARN
    assert "var/" in found.remedy
    settings.VAR_DIR = tmp_path
    monkeypatch.setattr(checks, "LEAST_ROOM", 10**18)
    assert get("site.room").state is State.BAD
    assert [one.id for one in checks.check_room()] == ["portal.E008"]
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("has_week", "written", "state", "words"),
    [
        (False, "nl fr de en", State.OK, "every language"),
        (False, "nl", State.WARN, "hours are missing in: fr, de, en"),
        (False, "", State.WARN, "hours are missing in: nl, fr, de, en"),
        (True, "", State.OK, "every language"),
        (True, "nl fr de en", State.OK, "every language"),
        (True, "nl", State.WARN, "note beside the opening hours is missing in: fr, de, en"),
    ],
)
def test_only_hours_that_people_miss_are_told(has_week: bool, written: str, state: State, words: str) -> None:
    codes = ("nl", "fr", "de", "en")
    texts = {f"opening_hours_{code}": "x" if code in written.split() else "" for code in codes}
    row = Office.objects.create(**OFFICE | texts)
    if has_week:
        KeptChoice.objects.create(office=row, name="hours", values={"mon": "09:00-17:00"})
    found = next(one for one in examine_office() if one.name == "office.hours")
    assert found.state is state
    assert words in found.words


def test_files_that_are_not_collected_are_told(settings: Settings, tmp_path: Path) -> None:
    assert get("site.static").state is State.UNKNOWN
    settings.STATIC_ROOT = tmp_path
    manifest = {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}
    settings.STORAGES = settings.STORAGES | {"staticfiles": manifest}
    assert get("site.static").state is State.BAD
    (tmp_path / "staticfiles.json").write_text('{"version": "1.1", "paths": {}}', "utf-8")
    assert get("site.static").state is State.OK


def test_the_office_is_looked_at() -> None:
    assert [one.name for one in examine_office()] == ["office.row"]
    row = Office.objects.create(**OFFICE)
    assert {one.state for one in examine_office()} == {State.OK}
    row.phone, row.opening_hours_de = "", ""
    row.save()
    Office.objects.update(iban="BE68539007547035")
    states = {one.name: one.state for one in examine_office()}
    assert states == {
        "office.account": State.BAD,
        "office.money-change": State.OK,
        "office.money-mail": State.OK,
        "office.staff-mail": State.OK,
        "office.contact": State.WARN,
        "office.hours": State.WARN,
    }
    assert "BE68" not in repr(list(examine_office()))


def test_the_worst_counts_and_what_is_off_or_unknown_is_no_fault() -> None:
    assert get_worst([]) is State.OK
    assert get_worst([ok("a.b", ""), off("a.c", ""), unknown("a.d", "")]) is State.OK
    assert get_worst([warn("a.b", "", ""), ok("a.c", "")]) is State.WARN
    assert get_worst([warn("a.b", "", ""), bad("a.c", "", "")]) is State.BAD


def test_the_command_ends_with_1_only_when_something_is_bad(
    settings: Settings, capsys: pytest.CaptureFixture[str]
) -> None:
    settings.TAGOR_URL, settings.SIPS_ALLOWED_HOSTS = "", []
    settings.SECRET_KEY, settings.AUDIT_KEY = STRONG, STRONG
    with pytest.raises(SystemExit) as ended:
        call_command("doctor", "--json")
    assert ended.value.code == 1
    told = json.loads(capsys.readouterr().out)
    assert told["state"] == "bad"
    assert set(told["findings"][0]) == {"system", "name", "state", "words", "remedy"}
    Office.objects.create(**OFFICE)
    call_command("doctor")
    printed = capsys.readouterr().out
    assert "TAGOR_URL is empty" in printed
    assert "BAD" not in printed
