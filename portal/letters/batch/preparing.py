"""Prepares the rows of a batch, some side by side: looks them up, compares them, and makes their keys."""

from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial

from django.db import transaction
from django.db.models import Q, QuerySet
from django.utils import timezone

from portal.access.letter_keys.keys import make_letter_key
from portal.access.models import LetterKey
from portal.integrations.errors import IntegrationError, Unavailable
from portal.integrations.side_by_side import Outcome, run_together
from portal.letters.batch.address import seal_address, seal_name
from portal.letters.batch.address_window import fits_every_window
from portal.letters.batch.given import Given, is_same_reference, open_cells, read_given
from portal.letters.batch.lookup import Found, RowError, find_letter
from portal.letters.batch.problems import Problem, needs_a_look
from portal.letters.batch.standing import Standing, read_standing, seal_standing
from portal.letters.models import Batch, Letter
from portal.office.communication import payment_reference
from portal.office.models import Office
from portal.web.retention import see_to_forgetting
from portal.web.typed.names import is_same_name

SIDE_BY_SIDE = 12
CLAIM = timedelta(minutes=2)
"""How long a worker's claim on a batch lasts; each step renews it."""
SOON = timedelta(days=14)

Looked = Outcome[Found | RowError]


def claim(batch_id: int) -> bool:
    """Claim the batch. Returns whether this worker may continue with it now."""
    now = timezone.now()
    free = Q(claimed_until__isnull=True) | Q(claimed_until__lt=now)
    mine = Batch.objects.filter(free, pk=batch_id, state=Batch.State.PREPARING)
    return mine.update(claimed_until=now + CLAIM) == 1


def prepare_some(batch: Batch, *, with_codes: bool) -> bool:
    """Prepare the next rows of a batch that this worker has claimed. Returns whether there were any."""
    letters = list(batch.letters.filter(state=Letter.State.WAITING)[:SIDE_BY_SIDE])
    if not letters:
        return False
    given = {letter.number: read_given(open_cells(letter.given_sealed)) for letter in letters}
    looked = run_together({str(number): partial(_find_or_refuse, one) for number, one in given.items()})
    keys: list[LetterKey] = []
    for letter in letters:
        _settle(batch, letter, given[letter.number], looked[str(letter.number)], keys, with_codes=with_codes)
    with transaction.atomic():
        LetterKey.objects.bulk_create(keys)
        fields = ["state", "problems", "is_left_out", "file_id", "address_sealed", "balance_cents"]
        fields += ["claimant_sealed", "name_sealed", "standing_sealed", "reference", "key", "file_number"]
        Letter.objects.bulk_update(letters, fields)
        Batch.objects.filter(pk=batch.pk).update(claimed_until=timezone.now() + CLAIM)
        see_to_forgetting()
    return True


def finish(batch: Batch) -> None:
    """No row is waiting any more: mark duplicate files, and show the batch."""
    with transaction.atomic():
        _mark_repeats(batch)
        Batch.objects.filter(pk=batch.pk).update(state=Batch.State.READY, claimed_until=None)


def compare(given: Given, found: Found, standing: Standing, *, reference: str, today: date) -> list[Problem]:
    """The differences between the office's letter and the portal."""
    problems = list(given.problems)
    if given.amount_cents is not None and given.amount_cents not in {
        found.balance_cents,
        standing.pay_cents,
    }:
        problems.append(Problem.AMOUNT_DIFFERS)
    if given.reference and not is_same_reference(given.reference, reference):
        problems.append(Problem.REFERENCE_DIFFERS)
    if given.pay_by and given.pay_by < today:
        problems.append(Problem.DAY_PAST)
    problems += _compare_name(given.address["name"], found)
    problems += _compare_link(given, found, today)
    if standing.problem:
        problems.append(standing.problem)
    if not found.address.is_complete:
        problems.append(Problem.NO_ADDRESS)
    elif not fits_every_window(found.address, language=found.language):
        problems.append(Problem.LONG_ADDRESS)
    if found.others:
        problems.append(Problem.SEVERAL_DEBTORS)
    return problems


def _compare_name(told: str, found: Found) -> Iterable[Problem]:
    """Nobody gets a link to the file of another: the name in the list is that of the link's person."""
    if told and not is_same_name(told, found.name):
        is_of_other = any(is_same_name(told, other) for other in found.others)
        yield Problem.NAME_OF_OTHER if is_of_other else Problem.NAME_DIFFERS


def _compare_link(given: Given, found: Found, today: date) -> Iterable[Problem]:
    if found.ends_on is None:
        return
    if given.pay_by and found.ends_on < given.pay_by:
        yield Problem.LINK_ENDS_FIRST
    elif found.ends_on < today + SOON:
        yield Problem.LINK_ENDS_SOON


def _find_or_refuse(given: Given) -> Found | RowError:
    """The letter of a row. One that cannot be printed is a result like any other."""
    if not given.file_number:
        return RowError(Problem.NO_NUMBER)
    try:
        return find_letter(given)
    except RowError as error:
        return error


def _settle(
    batch: Batch, letter: Letter, given: Given, looked: Looked, keys: list[LetterKey], *, with_codes: bool
) -> None:
    if looked.value is None or isinstance(looked.value, RowError):
        problem = looked.value.problem if looked.value else _name_fault(looked.error)
        letter.state, letter.problems = Letter.State.BAD, [problem.value]
        return
    found = looked.value
    letter.file_number, letter.file_id = found.file_name[:80], found.file_id
    letter.balance_cents = found.balance_cents
    letter.reference = payment_reference(batch.office, found.file_name)
    letter.address_sealed = seal_address(found.address)
    letter.claimant_sealed = seal_name(found.claimant)
    letter.name_sealed = seal_name(found.name)
    letter.key = _make_key(batch.office, found, with_code=with_codes)
    keys.append(letter.key)
    standing = read_standing(found.visit, balance_cents=found.balance_cents, language=letter.key.language)
    letter.standing_sealed = seal_standing(standing)
    problems = compare(given, found, standing, reference=letter.reference, today=timezone.localdate())
    letter.problems = [problem.value for problem in problems]
    letter.state = Letter.State.CHECK if needs_a_look(problems) else Letter.State.READY
    letter.is_left_out = letter.is_left_out or letter.state == Letter.State.CHECK


def _make_key(office: Office, found: Found, *, with_code: bool) -> LetterKey:
    return make_letter_key(
        office,
        letter_hash=found.letter_hash,
        file_id=found.file_id,
        party_id=found.party_id,
        language=found.language,
        ends_on=found.ends_on,
        with_code=with_code,
    )


def _name_fault(error: IntegrationError | None) -> Problem:
    return Problem.AWAY if error is None or isinstance(error, Unavailable) else Problem.STRANGE


def _mark_repeats(batch: Batch) -> None:
    """Nobody knows which row of a file and person is right: none is ready until somebody looked.

    Two debtors of one file may both stay.
    """
    rows: dict[tuple[str, str], list[Letter]] = {}
    for letter in batch.letters.exclude(key=None).select_related("key").order_by("number"):
        who = (letter.file_id, letter.key.party_id if letter.key else "")
        rows.setdefault(who, []).append(letter)
    repeated = [
        letter
        for same in rows.values()
        if len(same) > 1
        for letter in same
        if Problem.TWICE not in letter.problems
    ]
    for letter in repeated:
        letter.state, letter.is_left_out = Letter.State.CHECK, True
        letter.problems = [Problem.TWICE.value, *letter.problems]
    Letter.objects.bulk_update(repeated, ["state", "problems", "is_left_out"], batch_size=500)


def has_away(batch: Batch) -> bool:
    """Whether Tagor failed to answer for some row."""
    return _list_away(batch).exists()


def _list_away(batch: Batch) -> "QuerySet[Letter]":
    return batch.letters.filter(state=Letter.State.BAD, problems=[Problem.AWAY.value])


def retry_rows(batch: Batch) -> int:
    """Have rows looked up again for which Tagor did not answer. Returns how many."""
    return _list_away(batch).update(state=Letter.State.WAITING, problems=[])


def renew_rows(batch: Batch) -> int:
    """Have every row looked up again; who was left out stays so. The links on paper keep working."""
    return batch.letters.update(state=Letter.State.WAITING, problems=[], key=None)
