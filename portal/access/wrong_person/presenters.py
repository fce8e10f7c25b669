"""Reports as staff read them."""

from dataclasses import dataclass

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.access.door_settings.named_file import find_file_id
from portal.access.wrong_person.models import WrongPersonReport
from portal.access.wrong_person.services import open_told
from portal.web.formats import moment, name_person
from portal.web.languages import name_language
from portal.web.sealed.words import explain_locked


@dataclass(frozen=True, slots=True)
class ReportRow:
    """A line of the list."""

    href: str
    number: str
    kind: str
    file_number: str
    made: str


def present_row(report: WrongPersonReport) -> ReportRow:
    """One line; the file number is what the sender typed."""
    return ReportRow(
        href=reverse("wrong-person:report", args=[report.pk]),
        number=report.number,
        kind=str(WrongPersonReport.Kind(report.kind).label),
        file_number=open_told(report).get("file_number", ""),
        made=moment(report.made_at),
    )


def find_file_href(report: WrongPersonReport) -> str:
    """The page of the file that the sender named; "" when Tagor knows no such file."""
    number = open_told(report).get("file_number", "")
    file_id = find_file_id(number) if number else ""
    return reverse("case:case", args=[file_id]) if file_id else ""


def present_report(report: WrongPersonReport) -> list[tuple[str, str]]:
    """Everything that was told."""
    told = open_told(report)
    facts = [
        (_("What is wrong?"), str(WrongPersonReport.Kind(report.kind).label)),
        (_("File number in the letter"), told.get("file_number", "")),
        (_("Name in the letter"), told.get("name", "")),
        (_("What they wrote"), told.get("text", "")),
        (_("How to reach them"), told.get("contact", "")),
        (_("Language of the page"), name_language(report.language)),
        (pgettext("of a report", "Sent"), moment(report.made_at)),
    ]
    if report.closed_at:
        by = report.closed_by
        facts.append((_("Dealt with"), moment(report.closed_at)))
        facts.append((pgettext("who did it", "By"), name_person(by, missing="")))
    if words := explain_locked(report, to_staff=True):
        facts = [(_("What they wrote"), words), *((term, value) for term, value in facts if value)]
    return [(term, value or "–") for term, value in facts]
