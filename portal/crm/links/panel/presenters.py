"""The panel of a file and what was sent from it, as staff see them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from portal.crm.links.models import ContactCheck, Link, State, System
from portal.crm.links.panel.decorators import get_name
from portal.crm.links.panel.selectors import Fresh
from portal.crm.links.panel.words import FACTS, REASONS
from portal.crm.links.sending.acts import list_acts
from portal.crm.links.suggest.case import Case, Person, is_gone
from portal.crm.links.systems.record_kinds import name_kind, title_link
from portal.crm.links.systems.records import Record, join_words
from portal.crm.tokens import SignInAgainError, find_connection
from portal.file.known_numbers import shorten_id
from portal.file.timeline import TimelineEntry
from portal.integrations.errors import Failure, IntegrationError
from portal.outbox.models import Delivery
from portal.outbox.models import State as DeliveryState
from portal.outbox.presenters import KINDS_OF_STATE, describe_reason, get_title
from portal.web.formats import moment

Way = tuple[str, str]


@dataclass(frozen=True, slots=True)
class Card:
    """A linked record. ``state``: "" when it is fine, else gone, sign-in, or how the system fails."""

    system: str
    kind: str
    title: str
    href: str
    open_href: str
    facts: tuple[Way, ...]
    state: str
    acts: tuple[Way, ...]
    remove_href: str


@dataclass(frozen=True, slots=True)
class Proposal:
    """A suggested record: reasons, certainty and buttons."""

    system: str
    kind: str
    title: str
    href: str
    reasons: str
    score: str
    confirm_href: str
    remove_href: str


@dataclass(frozen=True, slots=True)
class Group:
    """A party, or the file itself, with its records."""

    title: str
    lines: tuple[str, ...]
    cards: tuple[Card, ...]
    proposals: tuple[Proposal, ...]
    search_href: str
    person_href: str


@dataclass(frozen=True, slots=True)
class Sent:
    """Something sent, or still to be sent."""

    title: str
    href: str
    state: str
    kind_of_state: str
    reason: str
    when: str


@dataclass(frozen=True, slots=True)
class Panel:
    """The whole panel. ``missing``: systems that tell nothing, and how; ``connect_href``: to sign in again.

    ``checks``: changes in Aptic that nobody has checked yet; ``checks_href``: their page, for those who may
    see it.
    """

    file_id: str
    number: str
    parties: str
    groups: tuple[Group, ...]
    missing: tuple[tuple[str, Failure], ...]
    connect_href: str
    sent: tuple[Sent, ...]
    can_manage: bool
    retry_href: str
    find_href: str
    is_empty: bool
    checks: str
    checks_href: str


def present_panel(
    case: Case,
    fresh: Iterable[Fresh],
    found: Iterable[Link],
    sent: Iterable[Delivery],
    checks: Iterable[ContactCheck],
    *,
    user: Any,
) -> Panel:
    """The panel of ``fresh`` linked records, ``found`` suggestions and what was ``sent``.

    ``checks``: contact details of the file to check.
    """
    can_manage = user.has_perm("links.manage")
    shown, asked = list(fresh), list(found)
    here = reverse("links:panel", args=[case.file_id])
    wants_sign_in = any(isinstance(one.error, SignInAgainError) for one in shown)
    groups = [_present_group(case, None, shown, asked, user)]
    groups += [_present_group(case, person, shown, asked, user) for person in case.people]
    return Panel(
        file_id=case.file_id,
        number=case.number or shorten_id(case.file_id),
        parties=_("%(claimant)s against %(defendant)s")
        % {"claimant": case.claimant, "defendant": case.defendant},
        groups=tuple(group for group in groups if group is not None),
        missing=_list_missing(one.error for one in shown),
        connect_href=make_connect_href(here) if wants_sign_in else "",
        sent=tuple(present_sent(case.file_id, one) for one in sent),
        can_manage=can_manage,
        retry_href=here,
        find_href=reverse("links:find", args=[case.file_id]),
        is_empty=not shown and not asked,
        checks=_describe_checks(checks),
        checks_href=_make_checks_href(case.file_id, user),
    )


def present_timeline(entries: Iterable[TimelineEntry]) -> list[tuple[str, str]]:
    """Time and text of each entry."""
    return [(moment(entry.at), entry.text) for entry in entries]


def _describe_checks(checks: Iterable[ContactCheck]) -> str:
    return ", ".join(str(ContactCheck.Kind(one.kind).label) for one in checks)


def _make_checks_href(file_id: str, user: Any) -> str:
    if not user.has_perm("events.view_event"):
        return ""
    return reverse("events:checks") + "?" + urlencode({"file": file_id})


def list_person_ways(case: Case) -> list[tuple[str, str, str]]:
    """Every party of the file that DigiOffice can be told about: address, name, known details."""
    return [
        (
            reverse("links:person", args=[case.file_id, one.party_id]),
            one.full_name,
            " · ".join(_describe(one)),
        )
        for one in case.people
    ]


def make_connect_href(back: str) -> str:
    """The URL where a person signs in at DossierData and returns from."""
    return reverse("crm:connect", args=["dossierdata"]) + "?" + urlencode({"next": back, "again": 1})


def must_sign_in(user: Any) -> bool:
    """Whether this person has no working sign-in at DossierData, as far as we know."""
    connection = find_connection(user, "dossierdata")
    return connection is None or connection.has_ended


def _list_missing(errors: Iterable[IntegrationError | None]) -> tuple[tuple[str, Failure], ...]:
    missing = [
        (get_name(error.system), error.failure)
        for error in errors
        if error is not None and not is_gone(error) and not isinstance(error, SignInAgainError)
    ]
    return tuple(sorted(set(missing)))


def _present_group(
    case: Case, person: Person | None, fresh: list[Fresh], found: list[Link], user: Any
) -> Group | None:
    party_id = person.party_id if person else ""
    mine = [one for one in fresh if one.link.party_id == party_id]
    asked = [one for one in found if one.party_id == party_id]
    if person is None and not mine and not asked:
        return None
    search = reverse("links:search", args=[case.file_id]) + "?" + urlencode({"party": party_id})
    can_manage = user.has_perm("links.manage")
    return Group(
        title=person.full_name if person else _("The whole file"),
        lines=_describe(person),
        cards=tuple(_present_card(one, user) for one in mine),
        proposals=tuple(_present_proposal(one, user) for one in asked),
        search_href=search if can_manage else "",
        person_href=reverse("links:person", args=[case.file_id, party_id]) if person and can_manage else "",
    )


def _describe(person: Person | None) -> tuple[str, ...]:
    if person is None:
        return ()
    place = person.traits
    where = join_words(
        place.street, place.number, place.box and f"/ {place.box}", place.postal_code, place.city
    )
    return tuple(one for one in (person.role, where, person.email, person.mobile or person.phone) if one)


def _present_card(fresh: Fresh, user: Any) -> Card:
    link, record = fresh.link, fresh.record
    state = _get_state(fresh.error)
    acts = list_acts(link) if user.has_perm("links.manage") and state != "gone" else []
    args = [link.file_id, link.pk]
    return Card(
        system=get_name(link.system),
        kind=name_kind(link.system, link.resource),
        title=record.label if record else title_link(link),
        href="" if state == "gone" else make_view_href(link.system, link.resource, link.record_id, user),
        open_href=record.address_in_system if record else "",
        facts=tuple(_list_facts(record)),
        state=state,
        acts=tuple((str(act.title), reverse("links:act", args=[*args, act.name])) for act in acts),
        remove_href=reverse("links:remove", args=args) if user.has_perm("links.manage") else "",
    )


def _get_state(error: IntegrationError | None) -> str:
    if error is None:
        return ""
    if isinstance(error, SignInAgainError):
        return "sign-in"
    return "gone" if is_gone(error) else error.failure


def _list_facts(record: Record | None) -> Iterable[Way]:
    for code, value in record.facts if record else ():
        if value:
            yield str(FACTS.get(code, code)), value


def _present_proposal(link: Link, user: Any) -> Proposal:
    args = [link.file_id, link.pk]
    return Proposal(
        system=get_name(link.system),
        kind=name_kind(link.system, link.resource),
        title=title_link(link),
        href=make_view_href(link.system, link.resource, link.record_id, user),
        reasons=describe_reasons(link.reasons),
        score=_("%(score)s of 100") % {"score": link.score},
        confirm_href=reverse("links:confirm", args=args),
        remove_href=reverse("links:remove", args=args),
    )


def describe_reasons(codes: Iterable[str]) -> str:
    """Why a record was found, in words."""
    return ", ".join(str(REASONS[code]) for code in codes if code in REASONS)


def make_view_href(system: str, resource: str, record_id: str, user: Any) -> str:
    """The page of the record, for those who may see it."""
    if system in {System.DIGIOFFICE, System.APTIC} or not user.has_perm("crm.view_records"):
        return ""
    return reverse("crm:view", args=[system, resource, record_id])


def present_sent(file_id: str, delivery: Delivery) -> Sent:
    """One line for a delivery."""
    return Sent(
        title=get_title(delivery),
        href=reverse("links:sent", args=[file_id, delivery.pk]),
        state=str(DeliveryState(delivery.state).label),
        kind_of_state=KINDS_OF_STATE[DeliveryState(delivery.state)],
        reason=describe_reason(delivery),
        when=moment(delivery.created_at),
    )


@dataclass(frozen=True, slots=True)
class FoundRow:
    """A record found by hand; ``is_joined``: already linked to this party."""

    label: str
    record_id: str
    href: str
    facts: str
    is_joined: bool


def present_found(
    records: Iterable[Record], joined: Iterable[Link], *, party_id: str, user: Any
) -> list[FoundRow]:
    """The rows of the search."""
    known = {
        (link.system, link.resource, link.record_id)
        for link in joined
        if link.party_id == party_id and link.state == State.CONFIRMED
    }
    return [
        FoundRow(
            label=one.label,
            record_id=one.record_id,
            href=make_view_href(one.system, one.resource, one.record_id, user),
            facts=", ".join(value for _code, value in one.facts if value),
            is_joined=(one.system, one.resource, one.record_id) in known,
        )
        for one in records
    ]


def describe_search_result(number: int) -> str:
    """The message after a search for suggestions."""
    if not number:
        return _("Nothing new was found.")
    return ngettext("%(num)s record may belong here.", "%(num)s records may belong here.", number) % {
        "num": number
    }


def present_errors(errors: Mapping[str, IntegrationError]) -> tuple[str, bool]:
    """The systems that could not be asked, and whether the person must sign in at DossierData."""
    names = dict(_list_missing(errors.values()))
    return ", ".join(names), any(isinstance(error, SignInAgainError) for error in errors.values())
