"""What a hostile browser sends to the pages of a file: refused as a page, never a fault, never a call."""

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from portal.crm.links.models import Link, State
from portal.outbox.models import Delivery
from tests.practice import PracticeFile, PracticeOffice

IDS = ["", ".", "..", "../1", "1/../2", "a\r\nb", "1\0", "9" * 40, "%2e%2e", "1?x=1", "1#x", "²"]
WHERE = ["cirrus:accounts", "cirrus:contacts", "dossierdata:customer", "dossierdata:dossier"]


@pytest.mark.parametrize("where", WHERE)
@pytest.mark.parametrize("record_id", IDS)
def test_a_record_that_cannot_be_asked_for_is_gone(
    where: str, record_id: str, staff: Any, client: Client, seeded: PracticeFile, practice: PracticeOffice
) -> None:
    practice.clear_calls()

    answer = client.post(
        f"/desk/file/{seeded.file_id}/crm/join/", {"where": where, "party": "", "record": record_id}
    )

    assert answer.status_code in {303, 404, 422}
    assert not Link.objects.filter(state=State.CONFIRMED).exists()
    for call in practice.calls(system="cirrus"):
        assert call["body"]["path"].split("?")[0].rstrip("/").count("/") <= 3


@pytest.mark.parametrize(
    "where", ["", "tagor:files", "cirrus:users", "dossierdata:note", "cirrus:accounts\0"]
)
def test_only_what_can_be_linked_is_joined(
    where: str, staff: Any, client: Client, seeded: PracticeFile
) -> None:
    data = {"where": where, "party": "", "record": "1"}
    assert client.post(f"/desk/file/{seeded.file_id}/crm/join/", data).status_code == 404


@pytest.mark.parametrize(
    "word", ["\0", "%", "'", "\ud800".encode("utf-8", "replace").decode(), "a" * 5000, "9" * 60]
)
def test_any_word_can_be_looked_for(
    word: str, staff: Any, client: Client, seeded: PracticeFile, practice: PracticeOffice
) -> None:
    for where in WHERE:
        address = f"/desk/file/{seeded.file_id}/crm/search/"
        assert client.get(address, {"where": where, "q": word}).status_code in {200, 422}
    assert client.get("/desk/file/crm/", {"q": word}).status_code == 200


@pytest.mark.parametrize("query", ["found=²", "found=99999999", "unasked=<b>", "found=-1"])
def test_no_word_of_the_address_breaks_the_panel(
    query: str, staff: Any, client: Client, seeded: PracticeFile
) -> None:
    answer = client.get(f"/desk/file/{seeded.file_id}/crm/?{query}")
    assert answer.status_code == 200
    assert b"<b>" not in answer.content.split(b"<main", 1)[1]


def test_a_link_of_another_file_is_not_reached_by_this_one(
    staff: Any, client: Client, practice: PracticeOffice, join: Callable[..., Link], seeded: PracticeFile
) -> None:
    other = next(one for one in practice.files.values() if one.file_id != seeded.file_id)
    link = join("cirrus", "accounts", "1")
    base = f"/desk/file/{other.file_id}/crm/links/{link.pk}"

    for name in ("remove", "confirm", "note", "task", "document", "contact"):
        assert (
            client.post(f"{base}/{name}/", {"send": "1", "once": "x", "title": "t", "body": "b"}).status_code
            == 404
        )
    link.refresh_from_db()
    assert link.state == State.CONFIRMED


def test_extra_keys_of_a_form_reach_no_order(
    staff: Any, client: Client, join: Callable[..., Link], seeded: PracticeFile
) -> None:
    link = join("cirrus", "accounts", "1", owner_id="1")
    client.post(
        f"/desk/file/{seeded.file_id}/crm/links/{link.pk}/note/",
        {
            "title": "t",
            "body": "b",
            "once": "x",
            "send": "1",
            "owner": "2",
            "record": "2",
            "user": "99",
            "link": "5",
        },
    )

    payload = Delivery.objects.get().payload
    assert (payload["owner"], payload["record"], payload["link"]) == ("1", "1", link.pk)
    assert payload["user"] == staff.pk


def test_a_page_ends_when_its_time_is_over(
    staff: Any, client: Client, seeded: PracticeFile, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("portal.crm.links.panel.decorators.CRM_PAGE_S", 0.0)

    assert client.get(f"/desk/file/{seeded.file_id}/crm/").status_code == 503
