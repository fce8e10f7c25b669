from portal.web.room import Room


class AuditConfig(Room):
    name = "portal.audit"
    label = "audit"
    verbose_name = "Audit trail"
    findings = ("portal.audit.findings.EXAMINATION",)
