"""A defendant's request to pay in parts. Stored here first; Tagor gets it once."""

import secrets
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any, NamedTuple

from django.db import models
from django.db.models.functions import Coalesce, Now
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.office.models import Office
from portal.plans.schedule import LONGEST_SHOWN, Schedule, get_months, make_schedule
from portal.web.bank_days import get_country

if TYPE_CHECKING:
    from portal.plans.models.counter import Counter

TOKEN_BYTES = 24
DRAFT_LIFE = timedelta(hours=24)
NO_ZERO = "plans_proposal_amounts_above_zero"


def make_token() -> str:
    """An unguessable token for a proposal."""
    return secrets.token_urlsafe(TOKEN_BYTES)


class State(models.TextChoices):
    """Where a request is. Only ``states.py`` says which may follow which."""

    DRAFT = "draft", pgettext_lazy("plan request", "not sent")
    UNDO = "undo", pgettext_lazy("plan request", "can still be taken back")
    HELD = "held", pgettext_lazy("plan request", "waiting: a plan exists")
    REVIEW = "review", pgettext_lazy("plan request", "to be looked at")
    SENDING = "sending", pgettext_lazy("plan request", "being sent")
    UNKNOWN = "unknown", pgettext_lazy("plan request", "not known whether it arrived")
    SENT = "sent", pgettext_lazy("plan request", "sent")
    ACCEPTED = "accepted", pgettext_lazy("plan request", "accepted")
    COUNTERED = "countered", pgettext_lazy("plan request", "answered with another proposal")
    ASKED = "asked", pgettext_lazy("plan request", "the office asks something")
    DECLINED = "declined", pgettext_lazy("plan request", "declined by the office")
    REFUSED = "refused", pgettext_lazy("plan request", "not accepted by the office’s system")
    SUPERSEDED = "superseded", pgettext_lazy("plan request", "replaced by a later request")
    WITHDRAWN = "withdrawn", pgettext_lazy("plan request", "taken back")
    FAILED = "failed", pgettext_lazy("plan request", "could not be delivered")
    EXPIRED = "expired", pgettext_lazy("plan request", "expired")


OPEN = (
    State.UNDO,
    State.HELD,
    State.REVIEW,
    State.SENDING,
    State.UNKNOWN,
    State.SENT,
    State.COUNTERED,
    State.ASKED,
)
"""Not finished; a file has at most one of these, which the database enforces."""


TEXT_LIMIT = 1000
NO_WORDS = dict.fromkeys(("words", "question", "answer", "reason"), "")
"""Nothing that people wrote is left; what is, is wiped in time (``portal/plans/retention.py``)."""
UNSENT = models.Q(state__in=(State.DRAFT, State.EXPIRED), submitted_at__isnull=True)
"""Filled in and never sent, too old to be sent or not."""
FOR_STAFF = (State.HELD, State.REVIEW, State.SENT)
"""Waiting for a decision of the office; a sent one only while no approval is on its way."""
WAITS_FOR_STAFF = models.Q(state__in=FOR_STAFF, wants_approval=False)


class PlanTerms(NamedTuple):
    """What a plan comes to: cents a month, how many months, the day meant for the first part."""

    monthly_cents: int
    months: int
    first_on: date


IN_FORCE = {
    "monthly": Coalesce("accepted_cents", "agreed__monthly_cents", "monthly_cents"),
    "term": Coalesce("accepted_months", "agreed__months", "months"),
    "begins": Coalesce("agreed__first_on", "first_on"),
}
"""``Proposal.in_force`` for a query: sums and dates of many requests."""


class Proposal(models.Model):
    """One request for a payment plan. Amounts in cents; its schedule follows from them and the first date.

    ``state`` changes only through ``portal.plans.states.transition``, which increases ``version``.
    ``minimum_cents`` and ``longest_months`` are the limits shown when it was drafted (0: none known).
    ``plan_mark`` identifies the plan that the file may hold when this one is saved ("": none), ``saved_mark``
    the plan that saving created. ``agreed`` is the office's counter-proposal, once accepted. ``came_from`` is
    the state to return to after a question or a counter-proposal.
    """

    State = State

    class Kind(models.TextChoices):
        """What the defendant chose: an offer of the office, an own sum a month, or own months."""

        OFFER = "offer", _("offer of the office")
        AMOUNT = "amount", _("own amount a month")
        MONTHS = "months", _("own number of months")

    class Through(models.TextChoices):
        """How it came in: from the person, through the pass of a helper, or on paper."""

        PERSON = "person", pgettext_lazy("asked by", "the person, in the portal")
        HELPER = "helper", pgettext_lazy("asked by", "a helper with a pass")
        PAPER = "paper", pgettext_lazy("asked by", "the person, on paper, typed in by staff")

    office = models.ForeignKey(Office, on_delete=models.PROTECT, related_name="proposals")
    file_id = models.CharField(max_length=30)
    party_id = models.CharField(max_length=30)
    file_name = models.CharField(max_length=60, blank=True)
    file_type_id = models.CharField(max_length=30, blank=True)
    language = models.CharField(max_length=2, blank=True, help_text=_("The language of the confirmation."))
    token = models.CharField(max_length=43, unique=True, default=make_token)
    state = models.CharField(max_length=10, choices=State.choices, default=State.DRAFT)
    version = models.PositiveIntegerField(default=0)
    outcome = models.CharField(max_length=20, blank=True, help_text=_("What the rules said of it."))
    came_from = models.CharField(max_length=10, choices=State.choices, blank=True)
    replaces = models.ForeignKey("self", on_delete=models.SET_NULL, null=True, blank=True, related_name="+")
    kind = models.CharField(max_length=10, choices=Kind.choices)
    asked_through = models.CharField(
        max_length=10, choices=Through.choices, default=Through.PERSON, db_default=Through.PERSON
    )
    months = models.PositiveIntegerField()
    monthly_cents = models.BigIntegerField()
    balance_cents = models.BigIntegerField()
    minimum_cents = models.BigIntegerField(default=0)
    longest_months = models.PositiveIntegerField(default=0)
    first_on = models.DateField(help_text=_("The day meant for the first part; it may move to a bank day."))
    is_plan_known = models.BooleanField(default=False, help_text=_("A plan existed when it was drafted."))
    is_below_protected = models.BooleanField(
        null=True, blank=True, help_text=_("It takes protected income; empty when no budget was given.")
    )
    agreed = models.ForeignKey(
        "plans.Counter", on_delete=models.SET_NULL, null=True, blank=True, related_name="+"
    )
    plan_mark = models.CharField(max_length=60, blank=True)
    saved_mark = models.CharField(max_length=60, blank=True)
    was_running = models.BooleanField(
        null=True, blank=True, help_text=_("Tagor showed it as running just after saving; empty: not read.")
    )
    wants_approval = models.BooleanField(default=False, help_text=_("To be approved as soon as it is saved."))
    rounds = models.PositiveSmallIntegerField(default=0, help_text=_("How many deliveries were ordered."))
    accepted_months = models.PositiveIntegerField(null=True, blank=True)
    accepted_cents = models.BigIntegerField(null=True, blank=True)
    refusal_code = models.CharField(max_length=40, blank=True)
    sentence_code = models.CharField(max_length=30, blank=True)
    words = models.TextField(max_length=TEXT_LIMIT, blank=True, help_text=_("What the person wrote with it."))
    question = models.TextField(max_length=TEXT_LIMIT, blank=True)
    answer = models.TextField(max_length=TEXT_LIMIT, blank=True)
    reason = models.TextField(max_length=TEXT_LIMIT, blank=True)
    created_at = models.DateTimeField(auto_now_add=True)
    submitted_at = models.DateTimeField(null=True, blank=True)
    undo_until = models.DateTimeField(null=True, blank=True)
    claimed_at = models.DateTimeField(null=True, blank=True, help_text=_("When sending last began."))
    sent_at = models.DateTimeField(null=True, blank=True)
    decided_at = models.DateTimeField(null=True, blank=True)
    moved_at = models.DateTimeField(
        default=timezone.now, db_default=Now(), help_text=_("Since when it is in its state.")
    )

    class Meta:
        verbose_name = _("plan request")
        verbose_name_plural = _("plan requests")
        ordering = ["-created_at"]
        permissions = [
            ("decide_proposal", "Can answer requests for a payment plan"),
            ("release_proposal", "Can let a request replace a running plan"),
        ]
        indexes = [
            models.Index(fields=["office", "file_id", "state"], name="plans_proposal_of_file"),
            models.Index(fields=["office", "state", "submitted_at"], name="plans_proposal_to_do"),
            models.Index(fields=["file_name"], name="plans_proposal_number"),
            models.Index(fields=["id"], condition=~models.Q(**NO_WORDS), name="plans_proposal_with_words"),
            models.Index(
                fields=["moved_at", "id"], condition=WAITS_FOR_STAFF, name="plans_proposal_for_staff"
            ),
        ]
        constraints = [
            models.CheckConstraint(
                condition=models.Q(months__gt=0, monthly_cents__gt=0, balance_cents__gt=0), name=NO_ZERO
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_months__isnull=True) | models.Q(accepted_months__gt=0),
                name="plans_proposal_accepted_months_above_zero",
            ),
            models.CheckConstraint(
                condition=models.Q(accepted_cents__isnull=True) | models.Q(accepted_cents__gt=0),
                name="plans_proposal_accepted_cents_above_zero",
            ),
            models.CheckConstraint(condition=models.Q(minimum_cents__gte=0), name="plans_proposal_minimum"),
            models.CheckConstraint(
                condition=models.Q(state__in=State.values), name="plans_proposal_known_state"
            ),
            models.CheckConstraint(
                condition=models.Q(came_from__in=["", *State.values]), name="plans_proposal_known_origin"
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=["offer", "amount", "months"]), name="plans_proposal_known_kind"
            ),
            models.CheckConstraint(
                condition=models.Q(asked_through__in=["person", "helper", "paper"]),
                name="plans_proposal_known_through",
            ),
            # A plan belongs to the file, whoever asks: a second one would end the first.
            models.UniqueConstraint(
                fields=["office", "file_id"],
                condition=models.Q(state__in=OPEN),
                name="plans_proposal_one_open",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} ({self.state})"

    @property
    def number(self) -> str:
        """The number by which people refer to this request."""
        return f"P-{self.pk:06d}" if self.pk else "P-"

    @property
    def is_open(self) -> bool:
        """Whether it is not finished."""
        return self.state in OPEN

    def is_of_plan(self, mark: str) -> bool:
        """Whether this request created the plan with that mark, and no approval of it is known."""
        return self.state == State.SENT and self.saved_mark in {"", mark}

    @property
    def delivery_key(self) -> str:
        """The key of its newest delivery in the outbox; each order has its own."""
        return f"{self.number}/{self.rounds}"

    @property
    def wanted(self) -> "Proposal | Counter":
        """What to save: the office's counter-proposal once it was accepted, else the request."""
        return self.agreed or self

    @property
    def wire_amount(self) -> dict[str, Any]:
        """What to save: the sum a month when that was chosen, else the number of months. Never both."""
        wanted = self.wanted
        if wanted.kind == self.Kind.AMOUNT:
            return {"monthly_cents": wanted.monthly_cents}
        return {"months": wanted.months}

    @property
    def in_force(self) -> PlanTerms:
        """The terms that count now; every page that names an amount of a request takes them from here.

        As the office's system accepted them, else the office's counter-proposal once the person took it, else
        as requested. A counter-proposal that waits for its answer changes nothing yet.
        """
        wanted, cents, months = self.wanted, self.accepted_cents, self.accepted_months
        if cents and months and min(months, get_months(self.balance_cents, cents)) <= LONGEST_SHOWN:
            return PlanTerms(cents, months, wanted.first_on)
        return PlanTerms(wanted.monthly_cents, wanted.months, wanted.first_on)

    @property
    def is_as_asked(self) -> bool:
        """Whether the terms in force are the sum and the months that were first asked."""
        asked, now = self.get_schedule(), self.get_schedule_in_force()
        return (asked.months, asked.instalments[0].amount_cents) == (
            now.months,
            now.instalments[0].amount_cents,
        )

    def get_schedule_in_force(self) -> Schedule:
        """The parts by the terms in force."""
        return self.make_schedule(**self.in_force._asdict())

    def get_schedule(self) -> Schedule:
        """The parts as requested."""
        return self.make_schedule(
            monthly_cents=self.monthly_cents, months=self.months, first_on=self.first_on
        )

    def make_schedule(self, *, monthly_cents: int, months: int, first_on: date) -> Schedule:
        """The parts of the debt as it stood, on the bank days of the office's account."""
        return make_schedule(
            balance_cents=self.balance_cents,
            monthly_cents=monthly_cents,
            months=months,
            first_on=first_on,
            country=get_country(self.office.iban),
        )
