"""What Aptic tells, what became of it, and the secrets it may tell it with."""

from portal.aptic.events.models.effects import PaymentLook, TimelineNote
from portal.aptic.events.models.event import ENDED, Effect, Event, State
from portal.aptic.events.models.secret import WebhookSecret
from portal.aptic.events.models.sweep import Sweep

__all__ = [
    "ENDED",
    "Effect",
    "Event",
    "PaymentLook",
    "State",
    "Sweep",
    "TimelineNote",
    "WebhookSecret",
]
