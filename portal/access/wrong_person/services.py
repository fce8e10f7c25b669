"""Keeps reports, and lets staff close them."""

import json
from collections.abc import Sequence

from django.db import transaction
from django.utils import timezone
from django.utils.crypto import salted_hmac

from portal.access.limits.open_form_limits import Limit, use
from portal.access.wrong_person.models import WrongPersonPaper, WrongPersonReport
from portal.access.wrong_person.papers import write_paper
from portal.audit.actors import DEFENDANT, Actor
from portal.audit.services import record
from portal.audit.tally import record_tally
from portal.office.selectors import get_office
from portal.receipts.receipt_code import ALPHABET
from portal.web.attempt_throttle import begin_try, count_site_uses
from portal.web.retention import see_to_forgetting
from portal.web.sealing import draw_letters, seal, unseal

PURPOSE = "wrong-person"
NETWORK = Limit("wrong-person", 5)
MOST_AN_HOUR = 100
"""Reports of the whole site: a flood from many networks ends here, and people are asked to call."""


def report_wrong_person(
    *,
    kind: str,
    told: dict[str, str],
    papers: Sequence[tuple[str, bytes]],
    language: str,
    ip_address: str,
    once: str = "",
) -> WrongPersonReport:
    """Keep a report. ``once`` is the token of the form: the same form, sent again, is the same report.

    Raises: LockedError when this network, or the whole site, reported too much just now.
    """
    parts = [once, kind, told, [paper_kind for paper_kind, _content in papers]]
    number = make_number(_make_seed(json.dumps(parts)) if once else b"")
    before = WrongPersonReport.objects.filter(number=number).first()
    if before is not None:
        return before
    network, site = NETWORK.count(ip_address), count_site_uses("wrong-person", MOST_AN_HOUR)
    begin_try(network, site)
    use(network)
    use(site)
    office = get_office()
    with transaction.atomic():
        report = WrongPersonReport.objects.create(
            office=office if office.pk else None,
            number=number,
            kind=kind,
            language=language,
            told_sealed=seal(json.dumps(told), purpose=PURPOSE),
            made_at=timezone.now(),
        )
        for paper_kind, content in papers:
            sealed = seal(write_paper(content), purpose=PURPOSE)
            WrongPersonPaper.objects.create(report=report, kind=paper_kind, content_sealed=sealed)
        see_to_forgetting()
        record_tally("wrong-person-told", by=DEFENDANT, details={"kind": kind, "papers": len(papers)})
    return report


def _make_seed(form: str) -> bytes:
    return salted_hmac("portal.access.wrong-person", form, algorithm="sha256").digest()


@transaction.atomic
def close_report(report: WrongPersonReport, *, by: Actor) -> bool:
    """Somebody of the office dealt with it. False when it was closed before."""
    waiting = WrongPersonReport.objects.filter(pk=report.pk, state=WrongPersonReport.State.OPEN)
    closed = waiting.update(
        state=WrongPersonReport.State.CLOSED, closed_at=timezone.now(), closed_by_id=by.user_id
    )
    if closed:
        record("wrong-person-closed", by=by, details={"report": report.number, "kind": report.kind})
        see_to_forgetting()
    return bool(closed)


def open_told(report: WrongPersonReport) -> dict[str, str]:
    """What the sender wrote; nothing when the key is gone."""
    kept = unseal(report.told_sealed, purpose=PURPOSE)
    return dict(json.loads(kept)) if kept else {}


def open_paper(paper: WrongPersonPaper) -> str | None:
    """The paper as text; None when the key is gone."""
    return unseal(paper.content_sealed, purpose=PURPOSE)


def make_number(seed: bytes = b"") -> str:
    """Such as "W-7F3K-9QXM": impossible to guess, easy to read out. ``seed`` gives the same one each time."""
    letters = draw_letters(ALPHABET, 8, seed=seed)
    return f"W-{letters[:4]}-{letters[4:]}"
