from django.utils.translation import gettext_lazy as _

from portal.web.room import Page, Room


class PlansConfig(Room):
    name = "portal.plans"
    label = "plans"
    verbose_name = "Payment plans"
    kept = ("portal.plans.personal_data.KeptRequests", "portal.plans.personal_data.KeptDrafts")
    deliveries = (
        "portal.plans.tagor.delivery.SavePlanHandler",
        "portal.plans.tagor.delivery.ApprovePlanHandler",
        "portal.plans.running.change.ChangeHandler",
        "portal.plans.running.change_delivery.ChangeAnswerHandler",
    )
    findings = ("portal.plans.findings.EXAMINATION",)
    news = (
        "portal.plans.request.news.tell_request",
        "portal.plans.running.change_news.tell_change",
        "portal.plans.running.news.tell_running",
        "portal.plans.answer.news.tell_plan_news",
    )
    news_facts = ("portal.plans.facts.PLAN_CRITERIA",)
    plan_facts = ("portal.plans.running.reading.RUNNING",)
    ahead = ("portal.plans.request.ahead.tell_answers", "portal.plans.running.ahead.tell_payments")
    timeline = ("portal.plans.request.history.tell_timeline",)
    cards = ("portal.plans.request.news.offer_plan",)
    history = ("portal.plans.request.history.tell_requests",)
    retention = ("portal.plans.retention.RETENTION", "portal.plans.answer.news.RETENTION")
    navigation = (
        Page(
            _("Plan board"),
            "plan-desk:board",
            "plans.view_proposal",
            _("Requests by where they stand, with their sums"),
            section=_("To do"),
        ),
    )
    work = ("portal.plans.desk.work.Requests", "portal.plans.desk.change_work.Changes")
    metrics = ("portal.plans.insight.count_open_by_state",)
    settings_pages = (
        Page(
            _("Rules for payment plans"),
            "plan-rules:overview",
            "plans.view_planrule",
            _("The smallest sum, the longest time, and who decides"),
            section="plans",
        ),
    )
    notices = ("portal.plans.rule_pages.rule_choices.tell_waiting_rules",)
    searches = ("portal.plans.search.Requests",)
    insights = ("portal.plans.insight.tell_requests",)
