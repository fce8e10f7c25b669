"""Passes and their logs in words: for the person, and for the helper on every page."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from portal.access.helper_pass.models import HelperPass
from portal.access.helper_pass.scopes import Scope, fits
from portal.access.helper_pass.uses import STAFF_WORDS, WORDS, list_uses
from portal.file.visit import Visit
from portal.web.formats import day, moment
from portal.web.sealed.words import name_locked

State = tuple[str, str]
STAFF_ENDS: Mapping[str, Any] = {
    HelperPass.End.REVOKED: gettext_lazy("the person ended it"),
    HelperPass.End.LINK: gettext_lazy("the link of the letter ended"),
}


@dataclass(frozen=True, slots=True)
class PassRow:
    """One pass in the list. ``uses``: the log, newest first. ``office_words``: why the office ended it."""

    pass_id: int
    name: str
    state: State
    facts: list[tuple[str, str]]
    uses: list[tuple[str, str]]
    is_live: bool
    office_words: str = ""


@dataclass(frozen=True, slots=True)
class HelperBar:
    """The bar on every page that a helper opens. ``allows``: by the page's URL name."""

    holder: str
    name: str
    until: str
    shows_file: bool
    allows: Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Refusal:
    """``may``: what the pass allows. ``shows_file``: whether there is a file to go back to."""

    holder: str
    may: list[str]
    shows_file: bool


def present_pass(one: HelperPass, *, with_log: bool = False) -> PassRow:
    """One pass for the person who gave it."""
    uses = list_log(one, WORDS) if with_log else []
    return PassRow(
        one.pk,
        name_pass(one),
        _describe_state(one),
        list_facts(one),
        uses,
        one.is_live,
        office_words=one.office_words,
    )


def present_for_staff(one: HelperPass, *, with_log: bool = False) -> PassRow:
    """The same for somebody who does not own the file."""
    uses = list_log(one, {**WORDS, **STAFF_WORDS}) if with_log else []
    facts = [(_("For"), one.holder or name_locked(one)), *list_facts(one)]
    state = _describe_state(one)
    if one.end_reason:
        end = HelperPass.End(one.end_reason)
        state = ("info", str(STAFF_ENDS.get(end, end.label)))
    return PassRow(one.pk, name_pass(one), state, facts, uses, one.is_live, office_words=one.office_words)


def name_pass(one: HelperPass) -> str:
    """The helper, or that the name cannot be opened."""
    return one.name or name_locked(one)


def list_log(one: HelperPass, words: Mapping[str, Any]) -> list[tuple[str, str]]:
    """What was done with it and when, newest first."""
    return [(moment(use.at), str(words.get(use.act, use.act))) for use in list_uses(one)]


def list_facts(one: HelperPass) -> list[tuple[str, str]]:
    """What it allows, how long, and when it was used."""
    last = one.uses.order_by("-at").first()
    facts = [
        (_("What they may do"), ", ".join(list_rights(one.scopes))),
        (_("Given on"), day(one.made_at.date())),
        (_("Until"), day((one.ended_at or one.ends_at).date())),
        (_("Last used"), moment(last.at) if last else _("never")),
    ]
    if one.sent_to:
        facts.append((_("Link sent to"), one.sent_to))
    return facts


def list_rights(scopes: frozenset[str]) -> list[str]:
    """What a pass allows, in words."""
    words = {
        Scope.VIEW: _("look at the file"),
        Scope.PAY: _("pay"),
        Scope.MESSAGE: _("read the messages, and write to the office"),
        Scope.PROPOSE: _("ask for a payment plan, and answer about it"),
    }
    return [text for scope, text in words.items() if scope in scopes]


def present_bar(helper_pass: HelperPass) -> HelperBar:
    """The bar for the current helper."""
    return HelperBar(
        holder=helper_pass.holder,
        name=name_pass(helper_pass),
        until=day(helper_pass.ends_at.date()),
        shows_file=Scope.VIEW in helper_pass.scopes,
        allows=partial(fits, helper_pass.scopes),
    )


def present_refusal(helper_pass: HelperPass | None, visit: Visit) -> Refusal:
    """Why this page is not available to a helper."""
    may = list_rights(visit.scopes)
    return Refusal(helper_pass.holder if helper_pass else "", may, Scope.VIEW in visit.scopes)


def _describe_state(one: HelperPass) -> State:
    if one.is_live:
        return "good", _("works now")
    if one.end_reason:
        return "info", str(one.get_end_reason_display())
    return "info", _("is over")
