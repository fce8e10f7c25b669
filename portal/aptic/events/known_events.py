"""The 91 events that Aptic names: meaning, group, and what the portal does about each.

Owner of the names: Aptic, API gateway. Source: the list of event examples on its page of custom services. The
page explains none of them: the sentences are derived from their names.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django.db import models
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from portal.aptic.events.models import Effect


class Group(models.TextChoices):
    """What an event is about; staff filter by it."""

    MONEY = "money", _("Payments and bookings")
    PLANS = "plans", _("Payment plans")
    PEOPLE = "people", _("Persons in a file")
    CONVERSATIONS = "conversations", _("Conversations")
    LETTERS = "letters", _("Letters and acts")
    RESPITES = "respites", _("Pauses")
    FILES = "files", _("Files and claims")
    CREDITORS = "creditors", _("Claimants and parties")
    CREDITS = "credits", _("Credits and cards")
    USERS = "users", _("Users of Aptic")
    SYSTEM = "system", _("Aptic itself")


class Reason(models.TextChoices):
    """Why the portal does nothing about an event."""

    LIVE = "live", _("The portal reads this from Tagor each time it is shown.")
    NOT_SHOWN = "not_shown", _("The portal shows nothing of this to anybody.")
    OWN_EVENT = "own_event", _("What matters in it is told by an event of its own.")
    CREDITS = "credits", _("The portal knows no credits and no cards.")
    CREDITOR = "creditor", _("It is between the office and its clients.")
    INTERNAL = "internal", _("It is a matter of Aptic’s own servers.")
    STAFF = "staff", _("The portal has its own users, and Aptic has its own.")


@dataclass(frozen=True, slots=True)
class Entry:
    """One event. It has an effect, or a reason for none. ``title`` is a lazy translation."""

    name: str
    group: Group
    title: Any
    effect: str = ""
    reason: str = ""


_OF_GROUP: Mapping[Group, tuple[tuple[str, Any, Effect | Reason], ...]] = {
    Group.MONEY: (
        ("payment", _("A payment came in"), Effect.PAYMENTS),
        ("disbursement", _("Money was paid out"), Effect.PAYMENTS),
        ("ledgerpayment", _("A payment of an invoice was booked"), Effect.PAYMENTS),
        ("transaction", _("Something was booked"), Reason.OWN_EVENT),
        ("approvedjournal", _("A journal was approved"), Reason.CREDITOR),
        ("defray", _("Costs were settled"), Reason.LIVE),
    ),
    Group.PLANS: (
        ("paymentplanactivated", _("A payment plan started"), Effect.PLAN),
        ("paymentplandeactivated", _("A payment plan was stopped"), Effect.PLAN),
        ("paymentplanbroken", _("A payment plan was not kept to"), Effect.PLAN),
        ("paymentplanfinished", _("A payment plan is finished"), Effect.PLAN),
    ),
    Group.PEOPLE: (
        ("debtorinsert", _("A person was added"), Reason.LIVE),
        ("debtorupdate", _("A person was changed"), Reason.OWN_EVENT),
        ("debtordelete", _("A person was deleted"), Reason.LIVE),
        ("debtoridnumberchange", _("The identity number of a person changed"), Effect.CONTACT),
        ("debtornamechange", _("The name of a person changed"), Effect.CONTACT),
        ("debtoraddresschange", _("The address of a person changed"), Effect.CONTACT),
        ("debtormerge", _("Two persons were merged"), Effect.CONTACT),
    ),
    Group.CONVERSATIONS: (
        ("conversationinsert", _("A conversation began"), Effect.MESSAGE),
        ("conversationnewmessage", _("A conversation has a new message"), Effect.MESSAGE),
        ("conversationreplied", _("Somebody replied in a conversation"), Effect.MESSAGE),
        ("conversationclosure", _("A conversation was closed"), Effect.MESSAGE),
        ("conversationduedatepass", _("The day to answer a conversation passed"), Effect.MESSAGE),
        ("notificationduedatepass", _("The day of a notice to staff passed"), Reason.NOT_SHOWN),
    ),
    Group.LETTERS: (
        ("letterprocessed", _("A letter was made and sent"), Effect.LETTER),
        ("actionperformed", _("An act of the office was done"), Reason.LIVE),
        ("linkprocesscompleted", _("Aptic finished joining records"), Reason.INTERNAL),
    ),
    Group.RESPITES: (
        ("collectionrespiteinsert", _("A pause of the collection began"), Effect.RESPITE),
        ("collectionrespitedelete", _("A pause of the collection was taken away"), Effect.RESPITE),
        ("ledgerrespiteinsert", _("A pause of an invoice began"), Effect.RESPITE),
        ("ledgerrespitedelete", _("A pause of an invoice was taken away"), Effect.RESPITE),
    ),
    Group.FILES: (
        ("accountinsert", _("A file was opened"), Reason.LIVE),
        ("accountupdate", _("A file was changed"), Reason.LIVE),
        ("accountclose", _("A file was closed"), Reason.LIVE),
        ("accountrevoke", _("A file was withdrawn"), Reason.LIVE),
        ("accountdelete", _("A file was deleted"), Reason.LIVE),
        ("debtinsert", _("A claim was added"), Reason.LIVE),
        ("debtupdate", _("A claim was changed"), Reason.LIVE),
        ("debtdelete", _("A claim was deleted"), Reason.LIVE),
        ("statuschange", _("The status of a file changed"), Reason.LIVE),
        ("extrafieldinsert", _("An extra field was filled in"), Reason.NOT_SHOWN),
        ("extrafieldupdate", _("An extra field was changed"), Reason.NOT_SHOWN),
        ("extrafielddelete", _("An extra field was emptied"), Reason.NOT_SHOWN),
    ),
    Group.CREDITORS: (
        ("customerinsert", _("A claimant was added"), Reason.CREDITOR),
        ("customerupdate", _("A claimant was changed"), Reason.CREDITOR),
        ("customeraddresschange", _("The address of a claimant changed"), Reason.CREDITOR),
        ("partyinsert", _("A party was added"), Reason.LIVE),
        ("partydeleted", _("A party was deleted"), Reason.LIVE),
        ("partyblocked", _("A party was blocked"), Reason.NOT_SHOWN),
        ("partyunblocked", _("A party was released"), Reason.NOT_SHOWN),
        ("partyparamupdated", _("A setting of a party was changed"), Reason.NOT_SHOWN),
        ("newcreditorfee", _("A claimant was charged a fee"), Reason.CREDITOR),
        ("newcreditorhistorynote", _("A note was made about a claimant"), Reason.CREDITOR),
        ("purchase", _("Claims were bought"), Reason.CREDITOR),
        ("recourse", _("Claims went back to the seller"), Reason.CREDITOR),
        ("campaigninsert", _("A campaign was added"), Reason.CREDITOR),
        ("campaignupdate", _("A campaign was changed"), Reason.CREDITOR),
        ("campaigndelete", _("A campaign was deleted"), Reason.CREDITOR),
    ),
    Group.CREDITS: (
        ("creditdebtinsert", _("A credit was added"), Reason.CREDITS),
        ("creditdebtupdate", _("A credit was changed"), Reason.CREDITS),
        ("creditdebtdelete", _("A credit was deleted"), Reason.CREDITS),
        ("cardinsert", _("A card was added"), Reason.CREDITS),
        ("cardupdate", _("A card was changed"), Reason.CREDITS),
        ("carddelete", _("A card was deleted"), Reason.CREDITS),
        ("creditdebtpledgeinsert", _("A pledge was added"), Reason.CREDITS),
        ("creditdebtpledgeupdate", _("A pledge was changed"), Reason.CREDITS),
        ("creditdebtpledgedelete", _("A pledge was deleted"), Reason.CREDITS),
        ("creditdebtinsurancenew", _("An insurance was added"), Reason.CREDITS),
        ("creditdebtinsuranceupdate", _("An insurance was changed"), Reason.CREDITS),
        ("creditdebtinsurancestatuschanged", _("The status of an insurance changed"), Reason.CREDITS),
        ("creditdebtserviceinsert", _("A service of a credit was added"), Reason.CREDITS),
        ("creditdebtserviceactivate", _("A service of a credit began"), Reason.CREDITS),
        ("creditdebtserviceupdate", _("A service of a credit was changed"), Reason.CREDITS),
        ("creditdebtservicedelete", _("A service of a credit was deleted"), Reason.CREDITS),
    ),
    Group.USERS: (
        ("userlogin", _("A user signed in to Aptic"), Reason.STAFF),
        ("userlogout", _("A user signed out of Aptic"), Reason.STAFF),
        ("userloginfailed", _("A sign-in to Aptic failed"), Effect.ALERT),
        ("userinsert", _("A user was added to Aptic"), Reason.STAFF),
        ("userupdate", _("A user of Aptic was changed"), Reason.STAFF),
        ("userdelete", _("A user of Aptic was deleted"), Reason.STAFF),
    ),
    Group.SYSTEM: (
        ("appsrvstartup", _("An application server of Aptic started"), Reason.INTERNAL),
        ("appsrvpause", _("An application server of Aptic paused"), Reason.INTERNAL),
        ("appsrvshutdown", _("An application server of Aptic stopped"), Reason.INTERNAL),
        ("procsrvstartup", _("A process server of Aptic started"), Reason.INTERNAL),
        ("procsrvpause", _("A process server of Aptic paused"), Reason.INTERNAL),
        ("procsrvshutdown", _("A process server of Aptic stopped"), Reason.INTERNAL),
        ("refreshcache", _("Aptic refreshed its memory"), Reason.INTERNAL),
        ("setserverdate", _("The date of Aptic’s server was set"), Reason.INTERNAL),
        ("jobcomplete", _("A job of Aptic is complete"), Effect.JOB),
        ("jobfailed", _("A job of Aptic failed"), Effect.JOB_FAILED),
        ("logfileinsert", _("Aptic wrote to its log"), Reason.INTERNAL),
        ("activityloginsert", _("Aptic wrote to its log of activities"), Reason.INTERNAL),
    ),
}


def _make(group: Group, name: str, title: Any, act: Effect | Reason) -> Entry:
    if isinstance(act, Effect):
        return Entry(name, group, title, effect=act.value)
    return Entry(name, group, title, reason=act.value)


ENTRIES: Mapping[str, Entry] = MappingProxyType(
    {row[0]: _make(group, *row) for group, rows in _OF_GROUP.items() for row in rows}
)
"""Every event by its name."""

USEFUL = tuple(entry.name for entry in ENTRIES.values() if entry.effect)
"""Events that the portal acts on, which are worth a registration."""

COSTLY = frozenset({"transaction"})
"""Events that slow Aptic down, according to its page."""


def find_entry(name: str) -> Entry | None:
    """The entry of an event; None for a name that Aptic's page does not list."""
    return ENTRIES.get(name)


def name_event(name: str) -> str:
    """The title of an event, in the active language; an unknown name says so."""
    entry = find_entry(name)
    return str(entry.title) if entry else gettext("An event the portal does not know")


def list_names(group: str) -> tuple[str, ...]:
    """The events of a group, in the order staff see them."""
    return tuple(entry.name for entry in ENTRIES.values() if entry.group == group)
