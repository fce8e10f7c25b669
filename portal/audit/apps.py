from portal.web.room import Room


class AuditConfig(Room):
    name = "portal.audit"
    label = "audit"
    verbose_name = "Audit trail"
    retention = ("portal.audit.retention.KEEPING",)
    findings = ("portal.audit.findings.EXAMINATION",)
