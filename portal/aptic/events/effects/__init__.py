"""What the portal does about an event: one handler for each effect of the catalogue."""

from collections.abc import Mapping
from types import MappingProxyType

from portal.aptic.events.effects.base import Case, Handler
from portal.aptic.events.effects.contact import ContactHandler
from portal.aptic.events.effects.job import FailedJobHandler, JobHandler
from portal.aptic.events.effects.payments import PaymentsHandler
from portal.aptic.events.effects.plan import PlanHandler
from portal.aptic.events.effects.respite import RespiteHandler
from portal.aptic.events.effects.small import AlertHandler, LetterHandler, MessageHandler
from portal.aptic.events.models import Effect

HANDLERS: Mapping[str, Handler] = MappingProxyType(
    {
        Effect.PAYMENTS.value: PaymentsHandler(),
        Effect.PLAN.value: PlanHandler(),
        Effect.CONTACT.value: ContactHandler(),
        Effect.MESSAGE.value: MessageHandler(),
        Effect.LETTER.value: LetterHandler(),
        Effect.RESPITE.value: RespiteHandler(),
        Effect.ALERT.value: AlertHandler(),
        Effect.JOB.value: JobHandler(),
        Effect.JOB_FAILED.value: FailedJobHandler(),
    }
)

__all__ = ["HANDLERS", "Case", "Handler"]
