from portal.web.room import Hearing, Room


class DoctorConfig(Room):
    name = "portal.doctor"
    label = "doctor"
    verbose_name = "Doctor"
    findings = ("portal.doctor.tagor.examination.EXAMINATION",)
    metrics = ("portal.doctor.queue_metrics.count_tasks", "portal.doctor.queue_metrics.measure_lag")
    hears = (
        Hearing(
            "django.db.models.signals.post_save",
            "portal.doctor.metrics_middleware.hear_of_act",
            sender="audit.Event",
        ),
        Hearing("portal.audit.signals.act_tallied", "portal.doctor.metrics_middleware.hear_of_tallied"),
    )
    checks = ("portal.doctor.checks",)
