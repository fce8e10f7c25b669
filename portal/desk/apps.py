from collections.abc import Iterator

from django.contrib.admin import apps as admin
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from portal.web.room import Page, Receiver, Room, Sealed

INSIGHT = _("Insight")
_PERSON, _GROUP = "auth.User", "auth.Group"
_TIES = ("auth.User_groups", "auth.User_user_permissions", "auth.Group_permissions")


def _guard(signal: str, receiver: str, *senders: str) -> Iterator[Receiver]:
    for sender in senders:
        yield Receiver(f"django.db.models.signals.{signal}", f"portal.desk.people.guard.{receiver}", sender)


def _trail(signal: str, receiver: str, *senders: str) -> Iterator[Receiver]:
    for sender in senders:
        yield Receiver(f"django.db.models.signals.{signal}", f"portal.desk.people.trail.{receiver}", sender)


class DeskConfig(Room):
    """Every change of people and groups is first guarded, then recorded in the trail."""

    name = "portal.desk"
    label = "desk"
    verbose_name = "Desk"
    navigation = (
        Page(
            _("Search"),
            "search:search",
            "desk.search_files",
            _("Files, people, requests, payments and receipts, and the files you opened last"),
            section=pgettext_lazy("of a person", "Files"),
        ),
        Page(
            _("Numbers"),
            "insight:numbers",
            "desk.view_insight",
            _("Requests, answers and payments of a period"),
            section=INSIGHT,
        ),
        Page(
            _("Fairness"),
            "insight:fairness",
            "desk.view_insight",
            _("Whether everybody is treated alike, and where people stop"),
            section=INSIGHT,
        ),
        Page(
            _("Audit trail"),
            "insight:audit",
            "audit.view_event",
            _("Who did what to which file, and whether the trail holds"),
            section=INSIGHT,
        ),
    )
    searches = ("portal.desk.search.tagor.TagorFiles",)
    settings_pages = (
        Page(
            _("Staff and roles"),
            "people:people",
            "desk.view_people",
            _("Who works here, with which roles"),
            section="people",
        ),
        Page(
            _("Mails to staff"),
            "office-settings:digest",
            "office.change_digest",
            _("What waits, by mail: each day, or alerts at once"),
            section="people",
        ),
    )
    retention = ("portal.desk.queue.retention.RETENTION", "portal.desk.sign_in.retention.RETENTION")
    receivers = (
        *_guard("pre_save", "check_person", _PERSON),
        *_guard("pre_save", "check_group", _GROUP),
        *_guard("pre_delete", "check_person_gone", _PERSON),
        *_guard("pre_delete", "check_group", _GROUP),
        *_guard("m2m_changed", "check_tie", *_TIES),
        *_trail("pre_save", "note_saved", _PERSON),
        *_trail("post_save", "on_person_saved", _PERSON),
        *_trail("pre_delete", "on_person_deleted", _PERSON),
        *_trail("pre_save", "note_name", _GROUP),
        *_trail("post_save", "on_group_saved", _GROUP),
        *_trail("pre_delete", "on_group_deleted", _GROUP),
        *_trail("m2m_changed", "on_tie_changed", *_TIES),
        Receiver("django.contrib.auth.signals.user_logged_in", "portal.desk.people.trail.on_signed_in"),
        Receiver("django.contrib.auth.signals.user_logged_in", "portal.desk.people.sessions.note_beginning"),
        Receiver("django.contrib.auth.signals.user_logged_in", "portal.desk.sign_in.sessions.note"),
        Receiver("portal.web.sessions.renamed", "portal.desk.sign_in.sessions.follow"),
        Receiver("django.contrib.auth.signals.user_logged_out", "portal.desk.people.trail.on_signed_out"),
        Receiver(
            "django.contrib.auth.signals.user_login_failed", "portal.desk.people.trail.on_sign_in_failed"
        ),
    )
    sealed = (
        Sealed(
            "mfa.Authenticator",
            ("data",),
            purpose="portal.desk.sign_in.adapter.PURPOSE",
            what="the app and the recovery codes with which staff sign in",
            kept="no end: as long as the person has them",
            keys=("secret", "seed"),
        ),
    )


class StaffAdminConfig(admin.AdminConfig):
    """Django's admin with our sign-in; named in INSTALLED_APPS."""

    default = False
    default_site = "portal.desk.admin_site.StaffAdminSite"
