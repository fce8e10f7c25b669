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
        "portal.plans.request.news.find_request_news",
        "portal.plans.running.change_news.find_change_news",
        "portal.plans.running.news.find_running_news",
        "portal.plans.running.plan_news.find_plan_news",
    )
    news_facts = ("portal.plans.facts.PLAN_CRITERIA",)
    plan_facts = ("portal.plans.tagor.reading.RUNNING",)
    ahead = ("portal.plans.request.ahead.list_dates_ahead", "portal.plans.running.ahead.list_dates_ahead")
    timeline = (
        "portal.plans.request.history.list_timeline_entries",
        "portal.plans.running.plan_news.list_timeline_entries",
    )
    cards = ("portal.plans.request.news.offer_plan",)
    history = ("portal.plans.request.history.list_history_entries",)
    retention = (
        "portal.plans.retention.RETENTION",
        "portal.plans.running.retention.RETENTION",
        "portal.plans.running.retention.SEEN_RETENTION",
    )
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
    metrics = ("portal.plans.metrics.count_open_by_state",)
    settings_pages = (
        Page(
            _("Rules for payment plans"),
            "plan-rules:overview",
            "plans.view_planrule",
            _("The smallest sum, the longest time, and who decides"),
            section="plans",
        ),
    )
    notices = ("portal.plans.rule_pages.rule_choices.find_rules_notice",)
    searches = ("portal.plans.search.Requests", "portal.plans.search.ReminderReceipts")
    insights = ("portal.plans.insight.list_figures",)
    wordings = (
        "portal.plans.rule_pages.rule_choices.RULE_WORDING",
        "portal.plans.rule_pages.rule_choices.FIGURE_WORDING",
    )
