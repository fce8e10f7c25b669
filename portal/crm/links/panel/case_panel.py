"""The CRM records of a file, and what can be sent there, for the desk's view of the file. Calls no system."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from portal.crm.document.systems import get_system
from portal.crm.links.models import State
from portal.crm.links.panel.decorators import get_name
from portal.crm.links.panel.presenters import make_view_href
from portal.crm.links.panel.selectors import list_links, list_sure
from portal.crm.links.sending.acts import ACTS
from portal.crm.links.sending.acts import list_acts as list_acts_of
from portal.crm.links.systems.record_kinds import name_kind, title_link
from portal.desk.case.contributions import CaseAct, CasePanel, Look

MOST_ACTS = 12
WANTED = ("task", "letter", "document")
"""What people look for on the page of a file; notes are written in Tagor from there."""
RIGHT = "links.manage"
OF_PERSONS = "person"
"""The act whose records have an id of ours and no name: its page names the persons."""


def make_panel(look: Look) -> CasePanel | None:
    """The linked records by name, and the number of sure suggestions."""
    if not look.user.has_perm("links.view_link"):
        return None
    cards = [
        {
            "title": title_link(link),
            "href": make_view_href(link.system, link.resource, link.record_id, look.user),
            "system": get_name(link.system),
            "kind": name_kind(link.system, link.resource),
        }
        for link in list_links(look.file_id)
    ]
    suggested = list_links(look.file_id, states=(State.SUGGESTED,)).count()
    link = _("All CRM records of the file")
    if suggested:
        link = _("All CRM records of the file, %(num)s suggested") % {"num": suggested}
    can_manage = look.user.has_perm(RIGHT)
    values = {
        "cards": cards,
        "sure": len(list_sure(look.file_id)) if can_manage else 0,
        "sure_href": reverse("links:join-sure", args=[look.file_id]),
        "href": reverse("links:panel", args=[look.file_id]),
        "link": link,
    }
    return CasePanel("people", _("CRM records"), "crm/links/_case.html", values)


def list_acts(look: Look) -> Iterator[CaseAct]:
    """Notes, tasks, letters and documents of the joined records; else what must come first."""
    if not look.user.has_perm("links.view_link"):
        return
    links = list(list_links(look.file_id))
    found = [(link, act) for link in links for act in list_acts_of(link)]
    if look.user.has_perm(RIGHT):
        of_records = [(link, act) for link, act in found if act.name != OF_PERSONS]
        for link, act in of_records[:MOST_ACTS]:
            words = {"act": act.title, "record": title_link(link)}
            href = reverse("links:act", args=[look.file_id, link.pk, act.name])
            yield CaseAct(_("%(act)s: %(record)s") % words, href)
        if len(of_records) < len(found):
            yield CaseAct(str(ACTS[OF_PERSONS].title), reverse("links:people", args=[look.file_id]))
    offered = {act.name for _link, act in found} if look.user.has_perm(RIGHT) else set()
    for name in WANTED:
        if name not in offered:
            yield _make_missing_act(look, name)


def _make_missing_act(look: Look, name: str) -> CaseAct:
    """An act that no joined record has: why, and where to begin."""
    act = ACTS[name]
    if not look.user.has_perm(RIGHT):
        return CaseAct(
            str(act.title), "", _("Your role does not hold the right “%(right)s”.") % {"right": RIGHT}
        )
    systems = {system for system, _resource in act.systems if get_system(system).is_on}
    if not systems:
        return CaseAct(str(act.title), "", _("No CRM system that can do this is connected."))
    hint = _("First join a CRM record to this file.")
    if systems == {"dossierdata"}:
        hint = _("First join a customer or file of DossierData to this file.")
    return CaseAct(str(act.title), reverse("links:panel", args=[look.file_id]), hint)
