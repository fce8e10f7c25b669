"""People and groups in the admin, limited by what ``granting`` allows."""

from typing import Any

from django.contrib import admin
from django.contrib.admin.utils import unquote
from django.contrib.auth.admin import GroupAdmin, UserAdmin
from django.contrib.auth.models import Group, User
from django.db import transaction
from django.http import HttpRequest, HttpResponse

from portal.desk.people import granting
from portal.desk.people.admin_forms import GroupForm, PersonForm
from portal.web.redirects import see_page

admin.site.unregister(User)
admin.site.unregister(Group)


class ReachAdmin(admin.ModelAdmin[Any]):
    """Rows out of the editor's reach are neither opened, changed nor deleted, one by one or in bulk."""

    def is_in_reach(self, request: HttpRequest, obj: Any) -> bool:
        raise NotImplementedError

    def has_view_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_view_permission(request, obj) and self._allows(request, obj)

    def has_change_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_change_permission(request, obj) and self._allows(request, obj)

    def has_delete_permission(self, request: HttpRequest, obj: Any = None) -> bool:
        return super().has_delete_permission(request, obj) and self._allows(request, obj)

    def get_form(self, request: HttpRequest, obj: Any = None, **kwargs: Any) -> Any:  # type: ignore[override]
        """The form, with the editor set on it."""
        form = super().get_form(request, obj, **kwargs)
        return type(form.__name__, (form,), {"editor": request.user})

    def _allows(self, request: HttpRequest, obj: Any) -> bool:
        return obj is None or self.is_in_reach(request, obj)


@admin.register(User)
class PersonAdmin(ReachAdmin, UserAdmin):  # type: ignore[type-arg]
    form = PersonForm

    def is_in_reach(self, request: HttpRequest, obj: User) -> bool:
        return granting.can_reach(request.user, obj)

    def get_readonly_fields(self, request: HttpRequest, obj: Any = None) -> Any:
        """Only superusers may set who is a superuser."""
        fields = super().get_readonly_fields(request, obj)
        return fields if request.user.is_superuser else (*fields, "is_superuser")

    @transaction.atomic
    def user_change_password(self, request: HttpRequest, id: str, form_url: str = "") -> HttpResponse:  # noqa: A002 - Django's signature
        """Change the password and record the event, or neither. One's own is changed at the desk."""
        person = self.get_object(request, unquote(id))
        if person is not None and person.pk == request.user.pk:
            return see_page("desk:own-new-password")
        return super().user_change_password(request, id, form_url)


@admin.register(Group)
class RoleAdmin(ReachAdmin, GroupAdmin):
    form = GroupForm

    def is_in_reach(self, request: HttpRequest, obj: Group) -> bool:
        return granting.can_edit_group(request.user, obj)
