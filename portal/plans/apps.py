from portal.web.room import Room


class PlansConfig(Room):
    name = "portal.plans"
    label = "plans"
    verbose_name = "Payment plans"
    deliveries = (
        "portal.plans.tagor.delivery.SavePlanHandler",
        "portal.plans.tagor.delivery.ApprovePlanHandler",
        "portal.plans.running.change.ChangeHandler",
    )
    findings = ("portal.plans.findings.EXAMINATION",)
    retention = ("portal.plans.retention.KEEPING",)
