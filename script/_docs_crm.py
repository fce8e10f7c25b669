"""The table of what people do most in the CRM systems: the call, its page, and what a clerk reads there."""

from _docs_systems import read_document
from _docs_uses import make_table
from django.utils import translation
from django.utils.translation import gettext

from portal.crm.document.labels import name_resource
from portal.crm.document.resources import Resource, build_resources
from portal.crm.document.systems import get_system

HEAD = ("operation", "page in `/desk/crm/{}/`", "nl", "fr")
PLACES = {
    "listing": ("{}/", "{}"),
    "viewing": ("{}/…/", "{}"),
    "creating": ("{}/new/", "%(kind)s: add one"),
    "updating": ("{}/…/edit/", "Change this"),
    "deleting": ("{}/…/delete/", "Delete"),
}


def make_most_used(system: str) -> str:
    """One row for each operation that the system's data names, in its order."""
    document, rows = read_document(system), []
    resources = build_resources(document, without=get_system(system).hints["sign_in"])
    for operation_id in get_system(system).hints["most_used"]:
        resource, role = _find(resources.values(), operation_id)
        page, words = PLACES[role]
        said = (_describe(resource, words, language) for language in ("nl", "fr"))
        rows.append((f"`{operation_id}`", f"`{page.format(resource.key)}`", *said))
    return make_table(tuple(title.format(system) for title in HEAD), rows)


def _find(resources: object, operation_id: str) -> tuple[Resource, str]:
    return next(
        (resource, role)
        for resource in resources  # type: ignore[attr-defined]
        for role in PLACES
        if (one := getattr(resource, role)) is not None and one.operation_id == operation_id
    )


def _describe(resource: Resource, words: str, language: str) -> str:
    with translation.override(language):
        kind = str(name_resource(resource.key))
        text = kind if words == "{}" else gettext(words) % {"kind": kind}
    return text if words in {"{}", "%(kind)s: add one"} else f"{kind} – {text}"
