from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "portal.plans"
    label = "plans"
    verbose_name = "Payment plans"

    def ready(self) -> None:
        from portal.outbox import handlers  # noqa: PLC0415
        from portal.plans.delivery import ApprovePlanHandler, SavePlanHandler  # noqa: PLC0415

        handlers.register(SavePlanHandler())
        handlers.register(ApprovePlanHandler())
