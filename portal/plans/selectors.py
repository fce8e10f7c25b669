"""Plan requests stored here, of this session's person or of the file, and whether one may be asked for."""

from portal.file.visit import Visit
from portal.office.models import Office
from portal.office.selectors import get_office_row
from portal.payments.owing import may_ask_plan, recall_owing
from portal.plans.models import OPEN, Counter, Proposal, State
from portal.plans.transitions import expire_counter


def get_proposal(visit: Visit, token: str) -> Proposal:
    """A request of this session's file and party. Raises: Proposal.DoesNotExist."""
    return Proposal.objects.get(token=token, file_id=visit.file_id, party_id=visit.party_id)


def find_current(visit: Visit) -> Proposal | None:
    """The open request of the file, by any party, or None."""
    return find_open(get_office_row(), visit.file_id)


def find_open(office: Office, file_id: str) -> Proposal | None:
    """The open request of a file, or None."""
    asked = Proposal.objects.filter(office=office, file_id=file_id, state__in=OPEN)
    found = asked.select_related("agreed").first()
    return found if found is not None and bring_to_today(found).is_open else None


def find_open_of_file(file_id: str) -> Proposal | None:
    """The open request of a file of this office, or None."""
    return find_open(get_office_row(), file_id)


def find_open_counter(proposal: Proposal) -> Counter | None:
    """The office's counter-proposal, while it waits for an answer."""
    return proposal.counters.filter(state=Counter.State.OPEN).first()


def find_lapsed_counter(proposal: Proposal) -> Counter | None:
    """The office's newest counter-proposal, when nobody answered it in time."""
    newest = next(iter(proposal.counters.all()), None)
    return newest if newest is not None and newest.state == Counter.State.EXPIRED else None


def bring_to_today(proposal: Proposal) -> Proposal:
    """The same request; ends the office's counter-proposal first if its last day has passed.

    The worker does that the night after; until it has, no page may say that one can still answer.
    """
    counter = find_open_counter(proposal) if proposal.state == State.COUNTERED else None
    if counter is not None and expire_counter(counter):
        proposal.refresh_from_db()
    return proposal


def may_ask_here(visit: Visit) -> bool:
    """Whether a plan may be asked for in this session's file, as far as it saw: decides for every link there.

    Makes no call.
    """
    return may_ask_plan(recall_owing(visit), is_in_person=visit.is_in_person)
