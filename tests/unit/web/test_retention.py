"""What is kept for a time is forgotten in time, whatever one room does wrong."""

import logging
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.apps import apps
from django.utils import timezone
from django.utils.translation import override
from django_tasks_db.models import DBTaskResult
from pytest_django import Settings

from portal.web.retention import RUN_SOON, Retention, forget, forget_all, see_to_forgetting

pytestmark = pytest.mark.django_db
ENDS: dict[str, datetime] = {}


def _forget(what: str) -> Callable[[datetime], int]:
    def over(now: datetime) -> int:
        if ENDS.get(what, now) >= now:
            return 0
        del ENDS[what]
        return 1

    return over


def _fail(_now: datetime) -> int:
    raise RuntimeError("Ann D'Hondt")


BELLS = Retention("bells", _forget("bells"), lambda: ENDS.get("bells"))
BROKEN = Retention("broken bells", _fail, lambda: ENDS.get("broken bells"))


@pytest.fixture
def declare(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[..., None]]:
    settings.INSTALLED_APPS = [*settings.INSTALLED_APPS, "tests.kill.notes"]

    def put(*names: str) -> None:
        paths = tuple(f"tests.unit.web.test_retention.{name}" for name in names)
        monkeypatch.setattr(type(apps.get_app_config("kill_notes")), "retention", paths)

    yield put
    ENDS.clear()


def list_planned() -> list[Any]:
    planned = DBTaskResult.objects.filter(task_path=forget.module_path, status="READY")
    return list(planned.values_list("run_after", flat=True))


def test_one_run_is_planned_however_often_something_is_kept() -> None:
    see_to_forgetting()
    see_to_forgetting()
    (at,) = list_planned()
    assert timedelta(hours=23) < at - timezone.now() <= timedelta(days=1)


def test_the_next_run_comes_at_the_next_end(declare: Callable[..., None]) -> None:
    declare("BELLS")
    ENDS["bells"] = timezone.now() + timedelta(hours=3)
    forget.call()
    assert list_planned() == [ENDS["bells"]]


def test_what_is_over_goes_and_then_it_rests(declare: Callable[..., None]) -> None:
    declare("BELLS")
    now = timezone.now()
    ENDS["bells"] = now
    assert forget_all(now)["bells"] == 0
    assert list_planned() == [now + RUN_SOON]
    DBTaskResult.objects.all().delete()
    assert forget_all(now + timedelta(seconds=1))["bells"] == 1
    assert list_planned() == []
    assert forget.call() == {}
    assert list_planned() == []


def test_a_room_that_fails_is_an_alert_and_stops_no_other(
    declare: Callable[..., None], caplog: pytest.LogCaptureFixture
) -> None:
    declare("BROKEN", "BELLS")
    ENDS.update({"bells": timezone.now() - timedelta(days=1), "broken bells": timezone.now()})
    with caplog.at_level(logging.ERROR, logger="portal"):
        counts = forget.call()
    assert counts["bells"] == 1
    assert "broken bells" not in counts
    assert "ALERT broken bells are not forgotten: RuntimeError" in caplog.text
    assert "Hondt" not in caplog.text
    (at,) = list_planned()
    assert at - timezone.now() > timedelta(hours=23)


@pytest.mark.parametrize("language", ["nl", "fr", "de"])
def test_the_results_of_tasks_are_called_in_the_language_of_the_admin(language: str) -> None:
    meta = DBTaskResult._meta
    names = [meta.verbose_name, meta.verbose_name_plural, *(field.verbose_name for field in meta.fields)]
    with override("en"):
        english = {str(one) for one in names} - {"ID", "id", "status"}
    with override(language):
        assert not english & {str(one) for one in names}
