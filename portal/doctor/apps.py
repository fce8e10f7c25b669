from django.utils.translation import gettext_lazy as _

from portal.web.room import Page, Receiver, Room


class DoctorConfig(Room):
    name = "portal.doctor"
    label = "doctor"
    verbose_name = "Doctor"
    findings = ("portal.doctor.tagor.examination.EXAMINATION",)
    metrics = ("portal.doctor.queue_metrics.count_tasks", "portal.doctor.queue_metrics.measure_lag")
    receivers = (
        Receiver("portal.audit.signals.acts_recorded", "portal.doctor.metrics_middleware.on_acts_recorded"),
        Receiver("portal.audit.signals.act_tallied", "portal.doctor.metrics_middleware.on_act_tallied"),
    )
    checks = ("portal.doctor.checks",)
    settings_pages = (
        Page(
            _("Connections"),
            "connections:all",
            "office.try_connections",
            _("How each system is, and a try whenever you want"),
            section="systems",
        ),
    )
