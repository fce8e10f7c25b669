from django.contrib.admin import apps as admin

from portal.web.room import Room


class AccessConfig(Room):
    name = "portal.access"
    label = "access"
    verbose_name = "Access"


class StaffAdminConfig(admin.AdminConfig):
    """Django's admin with our sign-in; named in INSTALLED_APPS."""

    default = False
    default_site = "portal.access.staff.StaffAdminSite"
