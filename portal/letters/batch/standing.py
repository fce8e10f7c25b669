"""What may be done with a file, as the person's own page says it, for paper and in their language."""

import json
from dataclasses import asdict, dataclass, replace

from django.utils.translation import override

from portal.access.file_key import is_in_person
from portal.dossier.presenters.balance import choose_pay, describe_balance, list_all_news
from portal.file.facts import BALANCES, HEAD, LINES, RUNNING_PLAN
from portal.file.models import Respite
from portal.file.news import LEAST_CENTS, NEWS_FACTS, make_now, read_with_plan
from portal.file.reading import read
from portal.file.respite.selectors import find_pause
from portal.file.visit import Visit, visit_by_office
from portal.integrations.tagor.values.account import Credential
from portal.letters.batch.problems import HINTS, Problem
from portal.plans.facts import PLAN_CRITERIA, PLAN_PARTS
from portal.plans.request.news import find_plan_obstacle
from portal.web.sealing import seal, unseal

PURPOSE = "letter-standing"
FACTS = (HEAD, RUNNING_PLAN, PLAN_CRITERIA)
MOST_NOTES = 2
MAY_ASK = ("", "no-offer")
PROBLEMS = {
    "nothing": Problem.NOTHING_OWED,
    "in-person": Problem.IN_PERSON,
    "stopped": Problem.STOPPED,
    "asked": Problem.PLAN_ASKED,
    "running": Problem.PLAN_RUNS,
}


@dataclass(frozen=True, slots=True)
class Standing:
    """``notes``: titles and texts to read first. ``amounts``: what to act on now, before the balance.

    ``pay_cents``: what a transfer is for; None when nobody is asked to pay. ``obstacle``: as ``plans`` names
    what comes before asking for a plan. ``is_paused``: the office pauses the collection.
    """

    notes: tuple[tuple[str, str], ...] = ()
    amounts: tuple[tuple[str, str], ...] = ()
    pay_cents: int | None = None
    obstacle: str = ""
    is_paused: bool = False

    @property
    def may_ask(self) -> bool:
        """Whether the person can ask for a plan."""
        return self.obstacle in MAY_ASK

    @property
    def problem(self) -> Problem | None:
        """Why staff must look before this goes out on paper, or what they should know."""
        problem = PROBLEMS.get(self.obstacle)
        if self.pay_cents is None and (problem is None or problem in HINTS):
            problem = Problem.NO_PAYMENT
        return Problem.PAUSED if self.is_paused and (problem is None or problem in HINTS) else problem


def visit_on_paper(*, file_id: str, party_id: str, credential: Credential | None) -> Visit:
    """A visit that holds what Tagor tells of the file. Nothing is written in it; runs in any thread.

    ``credential``: the person's own link, for the one question that is about them. Raises: IntegrationError.
    """
    in_person = is_in_person(credential=credential, file_id=file_id)
    visit = replace(visit_by_office(file_id=file_id, party_id=party_id), is_in_person=in_person)
    reading = read(visit, *FACTS)
    _ = (reading[HEAD], reading[PLAN_CRITERIA])
    if reading[RUNNING_PLAN].active:
        read(visit, PLAN_PARTS, LINES, BALANCES)
    return visit


def read_standing(visit: Visit, *, balance_cents: int | None, language: str) -> Standing:
    """What the page says to the person of this visit; ``balance_cents``: as Tagor keeps it."""
    with override(language):
        reading = read_with_plan(visit, *FACTS, *NEWS_FACTS.collect())
        now = make_now(visit, reading, balance_cents=balance_cents)
        news = list_all_news(now)
        pay = choose_pay(now, news)
        notes = [(one.title, one.text) for one in news if one.on_paper or one.stops_paying]
        leads = [one.lead for one in news if one.lead and one.on_paper]
        if balance_cents is not None and balance_cents < LEAST_CENTS:
            whole, meaning = describe_balance(balance_cents, is_stopped=now.is_stopped)
            leads += [whole] if balance_cents < 0 else []
            notes = notes or [(meaning, "")]
    return Standing(
        notes=tuple(notes[:MOST_NOTES]),
        amounts=tuple((lead.label, lead.amount) for lead in leads),
        pay_cents=pay.cents if pay else None,
        obstacle=find_plan_obstacle(now),
        is_paused=now.find(Respite, find_pause) is not None,
    )


def seal_standing(standing: Standing) -> str:
    """For the database."""
    return seal(json.dumps(asdict(standing)), purpose=PURPOSE)


def open_standing(sealed: str, *, balance_cents: int | None) -> Standing:
    """From the database; of a row of before they were kept, and without a key, by the balance alone."""
    kept = unseal(sealed, purpose=PURPOSE) if sealed else None
    if not kept:
        return Standing(pay_cents=balance_cents if balance_cents and balance_cents > 0 else None)
    told = json.loads(kept)
    return Standing(**{**told, "notes": _pairs(told["notes"]), "amounts": _pairs(told["amounts"])})


def _pairs(told: list[list[str]]) -> tuple[tuple[str, str], ...]:
    return tuple((one, two) for one, two in told)
