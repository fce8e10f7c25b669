"""The system's own document in the place of ours: a renamed path and a new field, and no line of code."""

import json
from pathlib import Path
from typing import Any

import pytest
from pytest_django import Settings

from portal import registry
from tests.pages.conftest import Visit
from tests.pages.crm.test_records import fill
from tests.practice import PracticeOffice
from tests.repo.files import ROOT


@pytest.fixture
def swapped(staff: Any, settings: Settings, tmp_path: Path) -> None:
    """DossierData's notes live at /remark, with a required field "mood"."""
    document = json.loads((ROOT / "portal/integrations/catalog/dossierdata.json").read_text("utf-8"))
    document["paths"] = {path.replace("/note", "/remark"): item for path, item in document["paths"].items()}
    note = document["components"]["schemas"]["Note"]
    note["properties"]["mood"] = {
        "type": "string",
        "enum": ["calm", "angry"],
        "x-enum-labels": {"calm": "Rustig"},
    }
    document["components"]["schemas"]["NoteInput"]["allOf"][1]["required"].append("mood")
    changed = tmp_path / "own.json"
    changed.write_text(json.dumps(document), "utf-8")
    settings.DOSSIERDATA_OPENAPI = str(changed)
    registry.reset()


def test_pages_and_calls_follow_the_document(swapped: None, visit: Visit, practice: PracticeOffice) -> None:
    assert "/desk/crm/dossierdata/remark/" in visit("/desk/crm/dossierdata/").links().values()
    visit("/desk/crm/dossierdata/note/", status=404)
    page = visit("/desk/crm/dossierdata/remark/new/?lang=en")
    assert "Rustig" in page.text
    form = fill(page, title="Nieuw")

    page = visit("/desk/crm/dossierdata/remark/new/", form, status=422)
    assert "Mood: Fill this in." in page.text
    assert '<span lang="en">Mood</span>' in visit("/desk/crm/dossierdata/remark/new/?lang=nl").html
    practice.clear_calls()
    visit("/desk/crm/dossierdata/remark/new/", fill(page, mood="calm"), status=409)

    call = practice.calls(system="dossierdata")[-1]
    assert call["body"]["path"].endswith("/remark")
