from portal.web.room import Room


class AuditConfig(Room):
    name = "portal.audit"
    label = "audit"
    verbose_name = "Audit trail"
    retention = ("portal.audit.retention.RETENTION",)
    findings = ("portal.audit.findings.EXAMINATION",)
