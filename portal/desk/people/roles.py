"""The roles of an office's staff, as groups of permissions; an admin may change them afterwards."""

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase

from django.contrib.auth.models import Group, Permission

READ = (
    "crm.view_records",
    "crm.export_records",
    "events.view_event",
    "links.view_*",
    "office.view_*",
    "plans.view_*",
)
HANDLE = (
    "crm.edit_records",
    "crm.connect",
    "links.manage*",
    "payments.view_*",
    "plans.decide_*",
    "service_calls.run_actions",
    "service_calls.search_persons",
)

# Patterns as in file names, over "app.codename".
ROLES: Mapping[str, tuple[str, ...]] = {
    "reader": READ,
    "handler": (*READ, *HANDLE),
    "approver": (*READ, *HANDLE, "plans.*", "outbox.view_*", "outbox.manage*", "crm.delete_records"),
    "text editor": (*READ, "office.change_office"),
    "office admin": (
        "crm.*_records",
        "crm.connect",
        "links.*",
        "office.add_office",
        "office.change_office",
        "office.view_*",
        # Whoever manages people proposes at most: the second person is out of their reach.
        "office.propose_money_change",
        "plans.*",
        "payments.*",
        "outbox.*",
        "events.*",
        "service_calls.*",
        "reminders.*",
        "auth.*_user",
        "auth.view_group",
    ),
    # The second person for where money goes. Only a superuser gives this role.
    "money checker": ("office.view_*", "office.confirm_money_change"),
    # Reads what was done, not who people are: no personal data of events, no tokens.
    "auditor": (
        "audit.*",
        "crm.view_records",
        "events.view_event",
        "links.view_*",
        "office.view_*",
        "outbox.view_*",
        "payments.view_*",
        "plans.view_*",
        "receipts.view_*",
        "service_calls.view_*",
    ),
}


def make_roles(roles: Mapping[str, Iterable[str]] = ROLES) -> dict[str, int]:
    """Make the groups that are missing and add the permissions they lack; takes none away.

    Returns the number of permissions of each role. Patterns that fit nothing are no error: rooms may be off.
    """
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    counts = {}
    for role, patterns in roles.items():
        wanted = [p for name, p in known.items() if any(fnmatchcase(name, pattern) for pattern in patterns)]
        group, _made = Group.objects.get_or_create(name=role)
        group.permissions.add(*wanted)
        counts[role] = len(wanted)
    return counts
