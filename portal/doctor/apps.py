from portal.web.room import Room


class DoctorConfig(Room):
    name = "portal.doctor"
    label = "doctor"
    verbose_name = "Doctor"
    findings = ("portal.doctor.tagor.examination.EXAMINATION",)
