from django.utils.translation import gettext_lazy as _

from portal.web.room import Page, Room, Sealed

PAYMENTS = _("Payments")


class PaymentsConfig(Room):
    name = "portal.payments"
    label = "payments"
    verbose_name = "Payments"
    retention = ("portal.payments.settling.retention.RETENTION",)
    kept = ("portal.payments.personal_data.KeptPayments",)
    navigation = (
        Page(
            _("All payments"),
            "payment_desk:payments",
            "payments.view_attempt",
            _("Every payment that somebody began online, with search and download"),
            section=PAYMENTS,
        ),
        Page(
            _("Payment alerts"),
            "payment_desk:alerts",
            "payments.view_alert",
            _("Payments about which a person must decide"),
            section=PAYMENTS,
        ),
        Page(
            _("Reports to Tagor"),
            "payment_desk:reports",
            "payments.view_attempt",
            _("Payments that the portal itself tells Tagor about"),
            section=PAYMENTS,
        ),
        Page(
            _("To pay back"),
            "payment_desk:refunds",
            "payments.view_attempt",
            _("Money that accounting gives back to payers"),
            section=PAYMENTS,
        ),
        Page(
            _("Reconciliation"),
            "payment_desk:reconciliation",
            "payments.view_attempt",
            _("Where the payment service, the portal and Tagor differ; the settlement for accounting"),
            section=PAYMENTS,
        ),
    )
    settings_pages = (
        Page(
            _("Payment services"),
            "payment_desk:services",
            "office.view_moneychange",
            _("Which payment services are set up, and whether they answer"),
            section="money",
        ),
    )
    work = (
        "portal.payments.desk.work.OpenAlerts",
        "portal.payments.desk.work.UnclearReports",
        "portal.payments.desk.work.OpenRefunds",
    )
    findings = (
        "portal.payments.bank.findings.EXAMINATION",
        "portal.payments.bank.service_findings.EXAMINATION",
        "portal.payments.bank.reference_findings.EXAMINATION",
    )
    checks = ("portal.payments.checks",)
    metrics = ("portal.payments.metrics.count_open_by_kind", "portal.payments.metrics.count_recent_by_state")
    news = (
        "portal.payments.pages.news.find_payment_news",
        "portal.payments.pages.news.find_unbooked_news",
        "portal.payments.pages.news.find_went_back_news",
    )
    history = ("portal.payments.pages.news.list_history_entries",)
    since_receipts = ("portal.payments.attempt.receipt_of_payment.explain_since",)
    timeline = ("portal.payments.settling.register.list_timeline_entries",)
    case_panels = ("portal.payments.desk.case_panel.make_panel",)
    searches = ("portal.payments.desk.search.Payments",)
    insights = ("portal.payments.desk.insight.list_figures",)
    sealed = (
        Sealed(
            "payments.Attempt",
            ("sealed_redirect",),
            purpose="portal.payments.attempt.redirects.PURPOSE",
            what="the address of a payment page",
            kept="until nobody can pay there any more",
        ),
    )
