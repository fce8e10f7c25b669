"""What Aptic holds beside what is wanted."""

import pytest

from portal.aptic.events.known_events import USEFUL
from portal.aptic.webhooks.purposes import PURPOSES, SLOW, describe, list_events
from portal.aptic.webhooks.registration import Drift, Held, find_drift
from portal.integrations.aptic.values import Webhook

OURS = "https://portal.example/webhooks/aptic/"


def hold(*events: str, is_ours: bool = True, is_old: bool = False, method: str = "POST") -> Held:
    return Held(Webhook(events, OURS, method), is_ours=is_ours, is_old=is_old)


@pytest.mark.parametrize(
    ("wanted", "held", "drift"),
    [
        ({"payment"}, [hold("payment")], Drift()),
        ({"payment"}, [], Drift(missing=("payment",))),
        ({"payment"}, [hold("payment", is_ours=False)], Drift(missing=("payment",))),
        (set(), [hold("payment")], Drift(extra=("payment",))),
        ({"b", "a"}, [hold("a"), hold("b")], Drift()),
        ({"a"}, [hold("a", method="PUT")], Drift(wrong_method=True)),
    ],
)
def test_drift_is_told_by_event(wanted: set[str], held: list[Held], drift: Drift) -> None:
    assert find_drift(wanted, held) == drift
    assert drift.is_none == (drift == Drift())


def test_an_earlier_address_is_told_but_never_mended_by_the_button() -> None:
    old = hold("payment", is_ours=False, is_old=True)
    drift = find_drift(set(), [old])
    assert drift == Drift(elsewhere=(old.webhook,))
    assert not drift.is_none
    assert not drift.can_mend


def test_every_event_with_an_effect_has_a_purpose_and_the_slow_one_has_none() -> None:
    offered = set(list_events(PURPOSES))
    assert set(USEFUL) - {SLOW} <= offered
    assert SLOW not in offered
    assert list_events(["letters"], with_slow=True) == ["letterprocessed", SLOW]


def test_every_offered_event_is_described() -> None:
    assert [name for name in [*list_events(PURPOSES), SLOW] if not describe(name)] == []
    assert describe("unheard") == ""
