"""A change by two people, as staff read it."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from portal.office.guarded_change import ChangeState, GuardedChange
from portal.web.formats import moment, name_person
from portal.web.room import Contribution

Values = dict[str, Any]
KINDS = {
    "waiting": "wait",
    "confirmed": "good",
    "refused": "bad",
    "withdrawn": "info",
    "expired": "info",
    "overtaken": "warn",
}


@dataclass(frozen=True, slots=True)
class Difference:
    """One thing that would change."""

    label: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class ChangePage:
    """One change as its page and the history show it."""

    href: str
    state: str
    kind_of_state: str
    proposed: str
    decided: str
    expires: str
    what: str
    differences: list[Difference]


@dataclass(frozen=True, slots=True)
class Wording:
    """How the values of one setting are put into words. ``label``: of one name of the values.

    ``prefix``: how the codes of its acts in the trail begin.
    """

    prefix: str
    label: Callable[[str], str]
    list_differences: Callable[[Values, Values], list[Difference]]
    address: Callable[[int], str]


WORDINGS: Contribution[Wording] = Contribution("wordings", Wording)


def present_change(change: GuardedChange, wording: Wording) -> ChangePage:
    """A change with its people and moments."""
    decided = ""
    if change.decided_at:
        who = name_person(change.decided_by) if change.decided_by else "–"
        decided = _("%(name)s, %(when)s") % {"name": who, "when": moment(change.decided_at)}
    names = {"name": name_person(change.proposed_by), "when": moment(change.proposed_at)}
    return ChangePage(
        href=wording.address(change.pk),
        state=str(ChangeState(change.state).label),
        kind_of_state=KINDS[change.state],
        proposed=_("%(name)s, %(when)s") % names,
        decided=decided,
        expires=moment(change.expires_at),
        what=", ".join(wording.label(name) for name in change.changed_names),
        differences=wording.list_differences(change.before, change.after),
    )


def present_notice(change: GuardedChange, wording: Wording, *, title: str) -> dict[str, str]:
    """For the first page of the desk, while a change waits."""
    return {
        "title": title,
        "text": _("A second person must look at it before %(when)s.") % {"when": moment(change.expires_at)},
        "href": wording.address(change.pk),
        "link": _("Look at the change"),
    }
