"""The roles of an office's staff, as groups of permissions; an admin may change them afterwards."""

from collections.abc import Iterable, Mapping
from fnmatch import fnmatchcase
from typing import Any

from django.contrib.auth.models import Group, Permission
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

READ = (
    "access.view_helperpass",
    # Who may see records signs in where a system shows them to its own accounts alone.
    "crm.connect",
    "crm.view_records",
    "desk.search_files",
    "desk.see_as_debtor",
    "desk.view_case",
    "events.view_event",
    "links.view_*",
    "office.view_*",
    "plans.view_*",
    "talk.view_thread",
)
HANDLE = (
    *READ,
    "access.end_helperpass",
    "access.handle_wrong_person",
    "crm.edit_records",
    "crm.export_records",
    "desk.act_on_case",
    "letters.*",
    "links.manage",
    "outbox.manage_deliveries",
    "outbox.view_delivery",
    "payments.view_*",
    "service_calls.run_actions",
    "service_calls.search_persons",
    "talk.answer_thread",
)
APPROVE = (
    *HANDLE,
    # The second person for the rules they decide by.
    "budget.confirm_protectedincome",
    "budget.view_protectedincome",
    "plans.confirm_planrule",
    "desk.view_insight",
    "crm.delete_records",
    "desk.assign_work",
    "payments.change_booking",
    "payments.decide_attempt",
    "payments.export_attempt",
    "payments.pay_back",
    "plans.decide_proposal",
    "plans.release_proposal",
    "talk.pause_thread",
)

# Patterns as in file names, over "app.codename". What each role is for: docs/roles.md.
ROLES: Mapping[str, tuple[str, ...]] = {
    "reader": READ,
    "handler": HANDLE,
    "approver": APPROVE,
    # Words and looks: nothing about the people who owe.
    "text editor": (
        "help.change_easytext",
        "office.change_helpers",
        "office.change_hours",
        "office.change_look",
        "office.change_office",
        "office.change_texts",
        "office.view_office",
    ),
    # Holds all that it grants, as nobody grants rights they lack. The two roles that check this one hold
    # rights it lacks, so only a superuser grants them, and it cannot reach their members.
    "office admin": (
        *APPROVE,
        "access.change_doorsettings",
        "budget.*_protectedband",
        "budget.*_protectedincome",
        "desk.change_roles",
        "desk.end_sessions",
        "desk.invite_people",
        "desk.release_case",
        "desk.set_passwords",
        "desk.switch_people",
        "desk.view_people",
        "events.*",
        "help.change_easytext",
        "links.*_mirrorrule",
        "office.add_office",
        "office.change_digest",
        "office.change_helpers",
        "office.change_hours",
        "office.change_look",
        "office.change_office",
        "office.change_texts",
        "office.propose_money_change",
        "office.try_connections",
        "outbox.view_*",
        "file.*_codekind",
        "file.*_agendaword",
        "plans.*_planrule",
        "reminders.*_reminderrules",
        "reminders.view_*",
        "service_calls.*",
        "talk.*_messagerules",
    ),
    "money checker": ("office.confirm_money_change", "office.view_*"),
    # Sees what was done, but not who owes: no CRM, no documents of a file, no personal data of events.
    "auditor": (
        "audit.export_event",
        "audit.view_*",
        "desk.view_insight",
        "desk.view_people",
        "events.view_event",
        "office.view_*",
        "outbox.view_*",
        "payments.view_*",
        "plans.view_planrule",
        "service_calls.view_*",
    ),
    # Runs the portal: roles, and rows as they are kept. Alone at /admin/, beside superusers, who give it.
    "operator": (
        "audit.view_*",
        "auth.add_group",
        "auth.change_group",
        "auth.delete_group",
        "auth.view_group",
        "auth.view_user",
        "desk.open_admin",
        "desk.view_people",
        "office.try_connections",
        "office.view_office",
        "outbox.view_*",
        "payments.view_*",
        "receipts.view_*",
    ),
}


# What each is called, and what it is for, as staff read it.
WORDS: Mapping[str, tuple[Any, Any]] = {
    "reader": (pgettext_lazy("role", "reader"), _("looks at files, records and requests; changes nothing")),
    "handler": (pgettext_lazy("role", "handler"), _("works on files: records, notes, tasks, payments")),
    "approver": (pgettext_lazy("role", "approver"), _("decides on requests, and on what is deleted")),
    "text editor": (pgettext_lazy("role", "text editor"), _("changes words and looks; sees nobody who owes")),
    "office admin": (pgettext_lazy("role", "office admin"), _("sets up the portal, and manages the staff")),
    "money checker": (pgettext_lazy("role", "money checker"), _("second person for where money goes")),
    "auditor": (pgettext_lazy("role", "auditor"), _("reads what was done; sees nobody who owes")),
    "operator": (pgettext_lazy("role", "operator"), _("runs the portal: roles, and rows as they are kept")),
}


def name_role(group_name: str) -> str:
    """The name of a role in the active language; a group of the office's own keeps its name."""
    return str(WORDS[group_name][0]) if group_name in WORDS else group_name


def name_all_roles(groups: Iterable[Any]) -> list[str]:
    """The names of these roles, in order."""
    return sorted(name_role(group.name) for group in groups)


def describe_role(group_name: str) -> str:
    """What a role is for; "" for a group of the office's own."""
    return str(WORDS[group_name][1]) if group_name in WORDS else ""


def choose(patterns: Iterable[str], names: Iterable[str]) -> list[str]:
    """Those of ``names`` ("app.codename") that match a pattern, in their order."""
    kept = tuple(patterns)
    return [name for name in names if any(fnmatchcase(name, pattern) for pattern in kept)]


def make_roles(roles: Mapping[str, Iterable[str]] = ROLES, *, is_exact: bool = False) -> dict[str, int]:
    """Make the groups that are missing and add the permissions they lack.

    is_exact: also take away what a role holds beside these. Returns the number of permissions of each role.
    Patterns that fit nothing are no error: rooms may be off.
    """
    known = {
        f"{permission.content_type.app_label}.{permission.codename}": permission
        for permission in Permission.objects.select_related("content_type")
    }
    counts = {}
    for role, patterns in roles.items():
        wanted = [known[name] for name in choose(patterns, known)]
        group, _made = Group.objects.get_or_create(name=role)
        if is_exact:
            group.permissions.set(wanted)
        else:
            group.permissions.add(*wanted)
        counts[role] = len(wanted)
    return counts
