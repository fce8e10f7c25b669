from portal.web.room import Room


class PaymentsConfig(Room):
    name = "portal.payments"
    label = "payments"
    verbose_name = "Payments"
    findings = ("portal.payments.bank.findings.EXAMINATION",)
    checks = ("portal.payments.checks",)
    metrics = ("portal.payments.settling.alerts.count_open_by_kind",)
    timeline = ("portal.payments.settling.register.tell_payments",)
