"""Aptic's events, what was done about them, and the secrets they may carry."""

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
