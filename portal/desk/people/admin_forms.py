"""The admin's forms of people and groups: what the editor does not hold can be neither chosen nor sent."""

from typing import Any

from django import forms
from django.contrib.auth.forms import UserChangeForm
from django.contrib.auth.models import Group, Permission, User
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.desk.people import granting


class PersonForm(UserChangeForm[User]):
    """A person, changed by ``editor`` (set on a subclass made for the request)."""

    editor: Any = None

    def clean(self) -> dict[str, Any]:
        """Raises: ValidationError: given what the editor does not hold, or to a person out of reach."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        before = User._default_manager.get(pk=self.instance.pk)
        if not granting.can_reach(self.editor, before):
            raise ValidationError(_("This person has rights that you do not have."))
        for flag in ("is_superuser", "is_staff"):
            if cleaned.get(flag) and not getattr(before, flag) and not getattr(self.editor, flag):
                self.add_error(flag, _get_not_held_text())
        self._check_given("groups", before.groups.all(), granting.get_group_rights)
        self._check_given("user_permissions", before.user_permissions.all(), _get_right)
        return cleaned

    def _check_given(self, name: str, held: Any, get_rights: Any) -> None:
        given = set(self.cleaned_data.get(name) or ()) - set(held)
        if not all(granting.can_give(self.editor, get_rights(one)) for one in given):
            self.add_error(name, _get_not_held_text())


class GroupForm(forms.ModelForm[Group]):
    """A group, changed by ``editor`` (set on a subclass made for the request)."""

    editor: Any = None

    def clean(self) -> dict[str, Any]:
        """Raises: ValidationError when the group is out of reach, or would hold more than the editor."""
        cleaned: dict[str, Any] = super().clean() or self.cleaned_data
        if not granting.can_edit_group(self.editor, Group(pk=self.instance.pk)):
            raise ValidationError(_("You are in this group, or it has rights that you do not have."))
        given = cleaned.get("permissions") or ()
        if not all(granting.can_give(self.editor, _get_right(one)) for one in given):
            self.add_error("permissions", _get_not_held_text())
        return cleaned


def _get_right(permission: Permission) -> list[str]:
    return [granting.name_permission(permission)]


def _get_not_held_text() -> str:
    return _("You can only give what you have yourself.")
