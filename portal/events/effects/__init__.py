"""What the portal does about an event: one handler for each effect of the catalogue."""

from collections.abc import Mapping
from types import MappingProxyType

from portal.events.effects.base import Case, Handler
from portal.events.effects.contact import ContactHandler
from portal.events.effects.job import FailedJobHandler, JobHandler
from portal.events.effects.payments import PaymentsHandler
from portal.events.effects.plan import PlanHandler
from portal.events.effects.respite import RespiteHandler
from portal.events.effects.small import AlertHandler, LetterHandler, MessageHandler
from portal.events.models import Effect

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
