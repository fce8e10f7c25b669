from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "portal.plans"
    label = "plans"
    verbose_name = "Payment plans"

    def ready(self) -> None:
        """Tell the outbox how plans are saved, approved and changed."""
        from portal.outbox.handlers import register  # noqa: PLC0415 - models are ready only now
        from portal.plans.running.change import ChangeHandler  # noqa: PLC0415
        from portal.plans.tagor.delivery import ApprovePlanHandler, SavePlanHandler  # noqa: PLC0415

        register(SavePlanHandler())
        register(ApprovePlanHandler())
        register(ChangeHandler())
