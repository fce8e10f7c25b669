"""All 91 events of Aptic's page: each has a description, and an effect or a reason for none."""

import json
from importlib.resources import files
from pathlib import Path

import pytest
from django.utils import translation

from portal.aptic.events.effects import HANDLERS
from portal.aptic.events.known_events import COSTLY, ENTRIES, USEFUL, Group, Reason, find_entry, list_names
from portal.aptic.events.models import Effect, Event, State
from tests.unit.aptic.events.telling import Aptic, reload

EFFECTS = {
    Effect.PAYMENTS: {"payment", "disbursement", "ledgerpayment"},
    Effect.PLAN: {
        "paymentplanactivated",
        "paymentplandeactivated",
        "paymentplanbroken",
        "paymentplanfinished",
    },
    Effect.CONTACT: {"debtornamechange", "debtoraddresschange", "debtoridnumberchange", "debtormerge"},
    Effect.MESSAGE: {
        "conversationduedatepass",
        "conversationinsert",
        "conversationnewmessage",
        "conversationclosure",
        "conversationreplied",
    },
    Effect.LETTER: {"letterprocessed"},
    Effect.RESPITE: {
        "collectionrespiteinsert",
        "collectionrespitedelete",
        "ledgerrespiteinsert",
        "ledgerrespitedelete",
    },
    Effect.ALERT: {"userloginfailed"},
    Effect.JOB: {"jobcomplete"},
    Effect.JOB_FAILED: {"jobfailed"},
}


def list_known() -> list[str]:
    """The names as the page has them."""
    document = json.loads(files("portal.integrations.catalog").joinpath("aptic.json").read_text("utf-8"))
    events = document["components"]["schemas"]["WebHookRegistration"]["properties"]["events"]
    return [name for group in events["x-known-events"] for name in group]


def test_every_name_of_the_page_is_there_and_no_other() -> None:
    assert len(list_known()) == 91
    assert sorted(ENTRIES) == sorted(list_known())


@pytest.mark.parametrize("name", list_known())
def test_each_has_a_description_and_an_effect_or_a_reason(name: str) -> None:
    entry = ENTRIES[name]
    wanted = next((effect.value for effect, names in EFFECTS.items() if name in names), "")
    assert entry.effect == wanted
    assert bool(entry.effect) != bool(entry.reason)
    assert not entry.reason or Reason(entry.reason).label
    assert name in list_names(Group(entry.group))
    titles = set()
    for language in ("nl", "fr", "de", "en"):
        with translation.override(language):
            titles.add(str(entry.title))
    assert len(titles) == 4, "not translated"


@pytest.mark.parametrize("name", list_known())
def test_each_ends_as_the_catalogue_says(name: str, linked: Aptic) -> None:
    """Told with a file that is known, without Tagor: only what must ask there has to wait."""
    event = reload(linked.post_event(name), act=True)
    entry = ENTRIES[name]
    if entry.effect == Effect.PLAN:
        assert (event.state, event.reason) == (State.RECEIVED, "unavailable")
    elif entry.effect:
        assert (event.state, event.reason) == (State.DONE, "")
        assert event.outcome
    else:
        assert (event.state, event.outcome, event.tries) == (State.IGNORED, "", 0)


def test_every_effect_has_a_handler() -> None:
    assert set(HANDLERS) == set(Effect.values)


def test_useful_ones_are_those_with_an_effect_and_not_the_costly_one() -> None:
    assert set(USEFUL) == set().union(*EFFECTS.values())
    assert {"transaction"} == COSTLY
    assert not COSTLY & set(USEFUL)


def test_a_name_that_nobody_knows_is_kept(aptic: Aptic) -> None:
    assert find_entry("somethingnew") is None
    event = aptic.post_and_act("SomethingNew".lower(), data={"a": 1})
    assert (event.state, event.effect) == (State.UNKNOWN, "")
    assert Event.objects.count() == 1


def test_the_page_of_the_documentation_has_every_event_as_it_is() -> None:
    page = (Path(__file__).parents[4] / "docs" / "events.md").read_text("utf-8")
    with translation.override("en"):
        for entry in ENTRIES.values():
            act = f"**{Effect(entry.effect).label}**" if entry.effect else Reason(entry.reason).label
            assert f"| `{entry.name}` | {entry.title} | {entry.group.label} | {act} |\n" in page
