"""Batches and rows as staff read them."""

from dataclasses import dataclass
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from portal.access.letter_keys.words import spell
from portal.letters.batch.address import open_address, open_name
from portal.letters.batch.columns import Column
from portal.letters.batch.given import open_cells
from portal.letters.batch.problems import Problem, describe_problem
from portal.letters.models import Batch, Letter
from portal.letters.printing.link import make_link
from portal.letters.selectors import Counts, find_day_looked_up
from portal.web.formats import day, moment, money, name_person, short_day
from portal.web.sealed.words import explain_locked, name_locked

KINDS = {
    Letter.State.WAITING: "wait",
    Letter.State.READY: "good",
    Letter.State.CHECK: "warn",
    Letter.State.BAD: "bad",
}
BATCH_KINDS = {Batch.State.COLUMNS: "warn", Batch.State.PREPARING: "wait", Batch.State.READY: "good"}


@dataclass(frozen=True, slots=True)
class BatchRow:
    """A batch in the list; ``state`` and ``kind_of_state`` as ``ui.state`` takes them."""

    href: str
    title: str
    rows: str
    made: str
    by: str
    state: str
    kind_of_state: str


@dataclass(frozen=True, slots=True)
class LetterRow:
    """A row of the check table. ``letter_id``: for its buttons, while it can be printed."""

    letter_id: int
    number: str
    file: str
    name: str
    place: str
    language: str
    balance: str
    link: str
    words: str
    words_language: str
    state: str
    kind_of_state: str
    problems: list[str]
    can_print: bool
    is_left_out: bool


def present_batch(batch: Batch) -> BatchRow:
    """One line of the list of batches."""
    return BatchRow(
        href=reverse("letters:batch", args=[batch.pk]),
        title=batch.title,
        rows=str(batch.rows_total),
        made=moment(batch.made_at),
        by=name_person(batch.made_by),
        state=str(Batch.State(batch.state).label),
        kind_of_state=BATCH_KINDS[Batch.State(batch.state)],
    )


def describe_age(batch: Batch) -> str:
    """That the rows are of an earlier day; "" when they are of today."""
    on = find_day_looked_up(batch)
    if on is None or on >= timezone.localdate():
        return ""
    return _("These rows were looked up on %(day)s") % {"day": day(on)}


def present_letter(letter: Letter) -> LetterRow:
    """One line of the check table: what will be printed, and what differs."""
    state, key = Letter.State(letter.state), letter.key
    address = open_address(letter.address_sealed)
    label = _("left out") if letter.can_print and letter.is_left_out else str(state.label)
    return LetterRow(
        letter_id=letter.pk,
        number=str(letter.number),
        file=letter.file_number,
        name=address.name or name_locked(letter),
        place=" ".join(part for part in (address.postal_code, address.city) if part),
        language=key.language if key else "",
        balance="" if letter.balance_cents is None else money(letter.balance_cents),
        link=_describe_link(letter),
        words=spell(key.words, key.language) if key else "",
        words_language=key.language if key else "",
        state=label,
        kind_of_state=KINDS[state],
        problems=[_describe(letter, code) for code in letter.problems],
        can_print=letter.can_print,
        is_left_out=letter.is_left_out,
    )


def present_tabs(batch: Batch, counts: Counts, chosen: str) -> list[dict[str, Any]]:
    """The lists of rows: all, those to look at, those that cannot be made."""
    address = reverse("letters:batch", args=[batch.pk])
    titles = {
        "all": (_("All rows"), counts.total),
        "check": (_("To look at"), counts.check),
        "bad": (_("Cannot be made"), counts.bad),
    }
    return [
        {"title": f"{title} ({count})", "href": f"{address}?rows={name}", "is_current": name == chosen}
        for name, (title, count) in titles.items()
    ]


def present_merge_fields() -> dict[str, Any]:
    """What precedes a hash, and the fields of the packet with their contents."""
    meanings = {
        "file_number": _("File number"),
        "language": _("Language of the letter"),
        "name, address_1 … address_3": _("Name and address, as the post wants them"),
        "link": _("The link in the code"),
        "short_code": _("The code to type, where the office prints one"),
        "check_words": _("The two check words"),
        "works_until": _("The last day of the link"),
        "balance, payment_reference": _("What is owed, and what to write with a transfer"),
        "qr_picture": _("The name of the picture with the code"),
    }
    return {"link_before": make_link("…").rpartition("…")[0], "word_fields": list(meanings.items())}


def _describe(letter: Letter, code: str) -> str:
    """A problem; of a name with both names beside each other."""
    words = describe_problem(code)
    if code not in {Problem.NAME_DIFFERS, Problem.NAME_OF_OTHER}:
        return words
    told = open_cells(letter.given_sealed).get(Column.NAME.value, "")
    names = _("In your list: %(told)s. The link is for: %(known)s.")
    if locked := explain_locked(letter, to_staff=True):
        return f"{words} {locked}"
    return f"{words} {names % {'told': told, 'known': open_name(letter.name_sealed)}}"


def _describe_link(letter: Letter) -> str:
    if letter.key is None:
        return ""
    if letter.key.ends_on is None:
        return _("no end")
    return _("until %(day)s") % {"day": short_day(letter.key.ends_on)}
