"""During a release the portal of the last one still serves, on the tables that the new one has migrated.

``tests/released.json`` names the last migration of each app in the last release. What has come since must
leave the older portal able to write and read; what takes something away waits for the release after.
"""

import json
from collections.abc import Iterator
from datetime import timedelta
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from django.apps import apps
from django.db import models, transaction
from django.db.migrations.loader import MigrationLoader
from django.db.migrations.operations import (
    AddConstraint,
    AddField,
    AddIndex,
    AlterField,
    AlterModelOptions,
    CreateModel,
    RemoveConstraint,
)
from django.db.migrations.operations.base import Operation
from django.db.migrations.state import StateApps
from django.utils import timezone

RELEASED: dict[str, str] = json.loads((Path(__file__).parents[1] / "released.json").read_text("utf-8"))
NODES = list(RELEASED.items())
# What the rules of a table want together, where the first choice of every column is no row.
NOW = timezone.now()
VALUES: dict[str, dict[str, Any]] = {
    "audit.ChainHead": {"id": 1},
    "desk.Hold": {"reason": ""},
    "events.Event": {"next_at": NOW},
    "events.Sweep": {"id": 1},
    "help.EasyText": {"language": "nl"},
    "outbox.Delivery": {"not_before": NOW},
    "outbox.Sweep": {"id": 1},
    "plans.ChangeRequest": {"kind": "day", "day": 5},
}
# Rules that older rows and older writers cannot break, and why.
HARMLESS = {
    "links_rule_form_of_event": "speaks of choices alone that came with it",
    "budget_one_band_to_each_sum": "with the next, the rule that PostgreSQL had already",
    "budget_one_last_band": "with the one before, the rule that PostgreSQL had already",
}


# Steps that change rows, and why an older portal goes on with them.
HARMLESS_STEPS = {
    "plans/0005_nothing_returned_waits_for_approval": "takes off a flag that a yes sets again",
}


@cache
def get_loader() -> MigrationLoader:
    return MigrationLoader(None)


def list_operations() -> Iterator[tuple[str, Operation]]:
    """What was added since the release, with the name of its migration."""
    before = set(NODES)
    plan = [node for node in get_loader().graph.nodes if node[0] in RELEASED]
    released = {step for node in before for step in get_loader().graph.forwards_plan(node)}
    for node in sorted(set(plan) - released):
        for operation in get_loader().get_migration(*node).operations:
            yield f"{node[0]}/{node[1]}", operation


def list_faults() -> list[str]:
    """What an older portal would trip over."""
    found = list(list_operations())
    gone = {one.name for _where, one in found if isinstance(one, RemoveConstraint)}
    added = {(one.model_name_lower, one.name) for _where, one in found if isinstance(one, AddField)}
    return [
        f"{where}: {one.describe()}"
        for where, one in found
        if where not in HARMLESS_STEPS and not is_kind(one, gone, added)
    ]


def is_kind(one: Operation, gone: set[str], added: set[tuple[str, str]]) -> bool:
    if isinstance(one, CreateModel | AddIndex | AlterModelOptions | RemoveConstraint):
        return True
    if isinstance(one, AddField):  # an older portal leaves the column out when it writes a row
        return one.field.null or one.field.has_db_default() or one.field.many_to_many
    if isinstance(one, AddConstraint):  # a known one that allows more, or one of new columns alone
        return one.constraint.name in gone | HARMLESS.keys() or any(
            model == one.model_name_lower and name in str(one.constraint) for model, name in added
        )
    return isinstance(one, AlterField)  # judged by rows, below


def test_nothing_since_the_release_breaks_the_portal_that_still_runs() -> None:
    assert list_faults() == []


def test_released_migrations_are_known() -> None:
    ours = {one.label for one in apps.get_app_configs() if one.name.startswith("portal.")}
    with_migrations = {app for app, _name in get_loader().graph.nodes if app in ours}
    assert set(RELEASED) <= with_migrations
    assert set(NODES) <= set(get_loader().graph.nodes)


@cache
def get_older_apps() -> StateApps:
    """The models as the last release has them."""
    return get_loader().project_state(NODES).apps


def list_tables() -> list[str]:
    kept = [one._meta for one in get_older_apps().get_models()]
    return sorted(meta.label for meta in kept if meta.managed and meta.app_label in RELEASED)


@pytest.mark.django_db
@pytest.mark.parametrize("label", list_tables())
def test_older_portal_writes_what_the_new_one_reads_and_the_other_way_round(label: str) -> None:
    older, newer = get_older_apps().get_model(label), apps.get_model(label)
    for writer, reader in ((older, newer), (newer, older)):
        with transaction.atomic():
            written = make_row(writer, {})
            assert reader._base_manager.get(pk=written.pk).pk == written.pk
            transaction.set_rollback(True)


Made = dict[type[models.Model], models.Model]


def make_row(model: type[models.Model], made: Made) -> models.Model:
    """A row with a value in each column that wants one. ``made``: rows it can point at."""
    if model not in made:
        own = VALUES.get(model._meta.label, {})
        wanted = [one for one in model._meta.concrete_fields if one.name not in own and is_wanted(one)]
        values = {one.name: make_value(one, made) for one in wanted}
        made[model] = model._base_manager.create(**values, **own)
    return made[model]


def is_wanted(field: "models.Field[Any, Any]") -> bool:
    """Whether a row needs a value for it."""
    is_counted = field.primary_key and field.get_internal_type().endswith("AutoField")
    is_filled = field.null or field.has_default() or field.has_db_default()  # type: ignore[attr-defined]
    return not is_counted and not is_filled


def make_value(field: "models.Field[Any, Any]", made: Made) -> Any:
    if field.remote_field:
        return make_row(field.remote_field.model, made)
    if field.blank and field.empty_strings_allowed:
        return ""
    if field.choices:
        return field.flatchoices[0][0]
    kind = field.get_internal_type()
    known: dict[str, Any] = {
        "BooleanField": False,
        "DateField": NOW.date(),
        # What stands later in a table ends later.
        "DateTimeField": NOW + timedelta(seconds=field.creation_counter),
        "JSONField": {},
        "BinaryField": b"0",
        "GenericIPAddressField": "192.0.2.1",
    }
    return 1 if "Integer" in kind or kind == "DecimalField" else known.get(kind, "x")
