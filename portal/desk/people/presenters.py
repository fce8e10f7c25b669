"""Members of staff as their colleagues read them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from portal.desk.people import granting, selectors
from portal.desk.people.forms import RolesForm
from portal.desk.people.roles import name_all_roles
from portal.desk.queue.selectors import count_taken
from portal.desk.sign_in.password_form import takes_password
from portal.desk.sign_in.services import has_openid
from portal.web.formats import moment, name_person

NOTHING = "–"


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the list. ``state`` in words, ``kind_of_state`` as ``ui.state`` has it."""

    href: str
    name: str
    username: str
    roles: str
    state: str
    kind_of_state: str
    last_sign_in: str
    second_factor: str


@dataclass(frozen=True, slots=True)
class Question:
    """A confirmation before an act: what it does, and the values before and after."""

    title: str
    texts: list[str]
    facts: list[tuple[str, str]]
    button: str
    act: str

    @property
    def is_destructive(self) -> bool:
        """Whether somebody loses something by it."""
        return self.act != "on"


@dataclass(frozen=True, slots=True)
class Act:
    """Something that can be done to a person, and where."""

    href: str
    text: str


def present_row(person: User) -> Row:
    """One member of staff."""
    kind, state = _find_state(person)
    return Row(
        href=reverse("people:person", args=[person.pk]),
        name=name_person(person),
        username=person.get_username(),
        roles=name_roles(person),
        state=state,
        kind_of_state=kind,
        last_sign_in=moment(person.last_login) if person.last_login else NOTHING,
        second_factor=_describe_factor(person),
    )


def name_roles(person: User) -> str:
    """The names of their roles, in order."""
    names = name_all_roles(person.groups.all())
    return _join([pgettext("role", "superuser"), *names] if person.is_superuser else names)


def list_acts(person: User, editor: Any) -> list[Act]:
    """What this editor may do to the person; nothing beyond their reach."""
    if not granting.can_reach(editor, person):
        return []
    offered = [
        ("people:roles", "desk.change_roles", _("Change the roles"), True),
        (
            "people:link",
            "desk.set_passwords",
            _("Let them choose a new password"),
            person.is_active and takes_password(person),
        ),
        (
            "people:second-step",
            "desk.set_passwords",
            _("Take their second step away"),
            selectors.has_second_factor(person),
        ),
        ("people:sign-out", "desk.end_sessions", _("Sign them out everywhere"), person.is_active),
        ("people:switch-off", "desk.switch_people", _("Switch off"), person.is_active),
        ("people:switch-on", "desk.switch_people", _("Switch on again"), not person.is_active),
    ]
    is_self = person.pk == editor.pk
    return [
        Act(reverse(name, args=[person.pk]), text)
        for name, permission, text, is_fitting in offered
        if is_fitting and editor.has_perm(permission) and not (is_self and name == "people:switch-off")
    ]


def present_facts(person: User) -> list[tuple[str, str]]:
    """What the page of one person says about them."""
    row = present_row(person)
    facts = [
        (_("Name to sign in with"), row.username),
        (_("E-mail"), person.email or NOTHING),
        (_("Roles"), row.roles),
        (_("Last sign-in"), row.last_sign_in),
        (_("Second factor"), row.second_factor),
    ]
    own = person.user_permissions.order_by().select_related("content_type")
    names = sorted(granting.name_permission(permission) for permission in own)
    return [*facts, (_("Rights beside the roles"), _join(names))] if names else facts


def present_question(person: User, act: str) -> Question:
    """What an act would change. act: "off", "on", "out", "factor" or "link"."""
    name, (_kind, state) = name_person(person), _find_state(person)
    after = _("switched off") if act == "off" else _find_active_state(person, has_password=act != "link")[1]
    title, button = {
        "off": (_("Switch off %(name)s?"), _("Switch off")),
        "on": (_("Switch on %(name)s again?"), _("Switch on again")),
        "out": (_("Sign out %(name)s everywhere?"), _("Sign them out everywhere")),
        "link": (_("Let %(name)s choose a new password?"), _("Make a link")),
        "factor": (_("Take the second step of %(name)s away?"), _("Take it away")),
    }[act]
    texts = {
        "off": [
            _("They cannot sign in, and are signed out everywhere now."),
            _("Their roles stay. The work that they took goes back, for anybody to take."),
        ],
        "on": [_("They can sign in again, with the roles they have.")],
        "out": [_("They are signed out on every device. They can sign in again.")],
        "factor": [
            _("Do this when they lost their phone and recovery codes. Be sure that they ask it themselves."),
            _("They are signed out everywhere now, and set up another phone when they sign in."),
        ],
        "link": [
            _("You get a link to give to them. It works once."),
            _("A password that they have stops working now, and they are signed out everywhere."),
        ],
    }[act]
    facts = [(_("Now"), state), (_("Then"), after), (_("Roles"), name_roles(person))]
    if act == "off":
        facts.append((_("Work they took"), str(count_taken(person))))
    return Question(title % {"name": name}, texts, facts if act not in {"out", "factor"} else [], button, act)


def make_address(token: str) -> str:
    """The complete link, to be given to somebody."""
    return f"{settings.PORTAL_URL}{reverse('people-door:link', args=[token])}"


def get_link_days() -> int:
    """How many days a link works."""
    return int(settings.PASSWORD_RESET_TIMEOUT // 86_400)


def present_role_change(form: RolesForm) -> list[tuple[str, str]]:
    """The roles now and then; empty when nothing would change."""
    before = {role.group_id for role in form.shown if role.is_held}
    after = set(form.chosen)
    if before == after:
        return []
    names = {role.group_id: role.name for role in form.shown}
    return [
        (_("Roles now"), _join(sorted(names[one] for one in before))),
        (_("Roles then"), _join(sorted(names[one] for one in after))),
    ]


def present_newcomer(form: Any) -> list[tuple[str, str]]:
    """What was filled in about somebody new, for the check."""
    newcomer = form.newcomer
    names = {role.group_id: role.name for role in form.shown}
    return [
        (form["username"].label, newcomer.username),
        (_("Name"), f"{newcomer.first_name} {newcomer.last_name}".strip() or NOTHING),
        (form["email"].label, newcomer.email or NOTHING),
        (_("Roles"), _join(sorted(names[one] for one in newcomer.roles))),
    ]


def _join(names: Iterable[str]) -> str:
    return ", ".join(names) or NOTHING


def _find_state(person: User) -> tuple[str, str]:
    if not person.is_active:
        return "bad", _("switched off")
    return _find_active_state(person)


def _find_active_state(person: User, *, has_password: bool = True) -> tuple[str, str]:
    """Of somebody who is not switched off; ``has_password``: unless it is taken away."""
    if has_openid(person):
        return "good", _("signs in with the account of the office")
    if not (has_password and person.has_usable_password()):
        return "wait", _("must choose a password")
    return "good", _("may sign in")


def _describe_factor(person: User) -> str:
    if has_openid(person) and not person.has_usable_password():
        return _("asked by the account of the office")
    return _("yes") if selectors.has_second_factor(person) else _("no")
