"""Whoever writes in the admin leaves both values in the trail."""

import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import User
from django.http import HttpRequest

from portal.audit.trailed_admin import TrailedAdmin
from portal.office.models import MONEY_FIELDS, Office
from portal.payments.models import PaymentChannel
from tests.repo.files import ROOT, list_files

OURS = {model: one for model, one in admin.site._registry.items() if model.__module__.startswith("portal.")}
SECRET = re.compile(r"secret|token|password|key|seal|hash")


def list_writable() -> list[admin.ModelAdmin]:
    request = HttpRequest()
    request.user = User(is_superuser=True, is_staff=True, is_active=True)
    rights = ("has_add_permission", "has_change_permission", "has_delete_permission")
    return [one for one in OURS.values() if any(getattr(one, right)(request) for right in rights)]


@pytest.mark.django_db
def test_every_page_that_writes_tells_both_values() -> None:
    writable = list_writable()
    assert {one.model._meta.model_name for one in writable} >= {"office", "reminderrules"}
    assert [one for one in writable if not isinstance(one, TrailedAdmin)] == []
    acts = [one.trail_act for one in writable if isinstance(one, TrailedAdmin)]
    assert all(acts)
    assert len(acts) == len(set(acts))


@pytest.mark.django_db
def test_no_secret_can_reach_the_trail_this_way() -> None:
    models = [one.model for one in list_writable()]
    assert not [one for one in list_writable() if one.inlines]
    names = [f"{model.__name__}.{field.name}" for model in models for field in model._meta.fields]
    assert [name for name in names if SECRET.search(name)] == []


@pytest.mark.django_db
def test_no_page_writes_where_money_goes() -> None:
    request = HttpRequest()
    request.user = User(is_superuser=True, is_staff=True, is_active=True)
    form = admin.site._registry[Office].get_form(request)
    assert not set(form.base_fields) & set(MONEY_FIELDS)
    assert admin.site._registry[PaymentChannel] not in list_writable()


def test_ways_of_paying_are_written_in_one_room() -> None:
    users = {
        str(path.relative_to(ROOT / "portal"))
        for path in list_files()
        if path.is_relative_to(ROOT / "portal") and path.suffix == ".py"
        if re.search(r"\bPaymentChannel\b", path.read_text("utf-8")) and "migrations" not in path.parts
    }
    assert users == {
        "payments/models.py",
        "payments/admin.py",
        "payments/providers/__init__.py",
        "payments/bank/service_findings.py",  # reads them
        "money/values.py",
    }
