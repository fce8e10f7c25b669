"""The pages of a change by two people: the current values, one change, and its steps.

A room writes the views of the current values and of its form; the URLs of one change are listed here.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Generic

from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import URLPattern, path
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from portal.desk.frame.decorators import forbid, staff_required
from portal.desk.guarded.guarded_choice import (
    LIFE,
    C,
    ChangeRefused,
    GuardedChoice,
    NothingChanges,
    NotSecondPerson,
    NotWaiting,
)
from portal.desk.guarded.presenters import Values, Wording, present_change
from portal.desk.guarded.second_person import TIED_FOR
from portal.desk.guarded.seen import AwayForm, BackForm, SeenForm, make_mark
from portal.desk.sign_in.password_form import PasswordForm
from portal.office.guarded_change import ChangeState
from portal.office.selectors import get_office, get_office_row
from portal.web.paging import make_pager_of
from portal.web.redirects import see_other
from portal.web.rendering.render import render_page

ROWS_PER_PAGE = 25
get_or_post = require_http_methods(["GET", "HEAD", "POST"])


@dataclass(frozen=True)
class GuardedPages(Generic[C]):
    """``template``: of one change; ``check_template``: of what a form would change, before it is proposed.

    ``present``: of the values before and after, what both show beside them.
    """

    choice: GuardedChoice[C]
    wording: Wording
    template: str
    check_template: str
    present: Callable[[Values, Values], dict[str, Any]] = lambda _before, _after: {}

    def list_history(self, request: HttpRequest) -> dict[str, Any]:
        """For the page of the current values: the waiting change, and all earlier ones."""
        office = get_office_row()
        waiting = self.choice.find_waiting(office)
        page = Paginator(self.choice.list_changes(office), ROWS_PER_PAGE).get_page(request.GET.get("page"))
        return {
            "waiting": present_change(waiting, self.wording) if waiting else None,
            "rows": [present_change(change, self.wording) for change in page],
            "pager": make_pager_of(page, lambda number: f"{request.path}?page={number}"),
            "can_propose": request.user.has_perm(self.choice.propose_permission),
        }

    def list_paths(self, view_permission: str) -> list[URLPattern]:
        """The URLs of one change: its page and its steps, each with its own permission."""
        proposes = staff_required(self.choice.propose_permission)
        confirms = staff_required(self.choice.confirm_permission)
        views = {
            "change": require_safe(staff_required(view_permission)(self.show)),
            "confirm": require_POST(confirms(self.confirm)),
            "refuse": require_POST(confirms(self.refuse)),
            "withdraw": require_POST(proposes(self.withdraw)),
            "back": get_or_post(proposes(self.propose_back)),
        }
        return [
            path(f"<int:change_id>/{'' if name == 'change' else f'{name}/'}", view, name=name)
            for name, view in views.items()
        ]

    def fill_in(
        self, request: HttpRequest, make_form: Callable[[Any], SeenForm], template: str, **context: Any
    ) -> HttpResponse:
        """A form, and a preview of the change once it is valid.

        ``context``: more values for the form's page.
        """
        is_sent = request.method == "POST" and "away" not in request.POST
        form = make_form(request.POST if is_sent else None)
        if form.is_valid() and "again" not in request.POST:
            return self.propose(request, form)
        context |= {
            "form": form,
            "action": request.path,
            "waits": self.choice.find_waiting(get_office()) is not None,
        }
        return render_page(request, template, context, status=422 if form.errors else 200)

    def find_away(self, request: HttpRequest, values: Values, key: str) -> AwayForm | None:
        """A valid request to remove the value ``key``, once sent. Raises: Http404 without the key."""
        if key not in values:
            raise Http404
        if "away" not in request.POST or "again" in request.POST:
            return None
        form = AwayForm(request.POST, values=values, key=key)
        return form if form.is_valid() else None

    def propose(self, request: HttpRequest, form: SeenForm) -> HttpResponse:
        """The preview of a valid form; with the password, the proposal."""
        password = PasswordForm(request, request.POST if "propose" in request.POST else None)
        before, after = form.values, form.cleaned_data["values"]
        problem = NothingChanges.__name__ if after == before else ""
        if password.is_valid() and not problem:
            try:
                made = self.choice.propose(get_office_row(), after, user=request.user)
                return see_other(self.wording.address(made.pk))
            except ChangeRefused as refusal:
                problem = type(refusal).__name__
        context = {
            "form": form,
            "action": request.path,
            "password": password,
            "problem": problem,
            "life_days": LIFE.days,
            "differences": self.wording.list_differences(before, after),
            **self.present(before, after),
        }
        status = 409 if problem else 422 if password.errors else 200
        return render_page(request, self.check_template, context, status=status)

    def propose_back(self, request: HttpRequest, change_id: int) -> HttpResponse:
        """Propose to restore the values before a confirmed change."""
        found = self._get(change_id)
        if found.state != ChangeState.CONFIRMED:
            raise Http404
        data = request.POST if request.method == "POST" else {"seen": make_mark(found.after)}
        form = BackForm(data, values=self.choice.read(get_office_row()), back=found.before)
        if not form.is_valid() or "again" in request.POST:
            return see_other(f"{self.wording.address(change_id)}?moved=1")
        return self.propose(request, form)

    def show(
        self, request: HttpRequest, change_id: int, form: PasswordForm | None = None, *, status: int = 200
    ) -> HttpResponse:
        """What would change or was changed, and what this person can do."""
        found, user = self._get(change_id), request.user
        waits = self.choice.find_waiting(get_office())
        is_open, is_mine = waits is not None and waits.pk == found.pk, found.proposed_by_id == user.pk
        may_decide = is_open and user.has_perm(self.choice.confirm_permission)
        obstacle = self.choice.find_obstacle(found, user) if may_decide else None
        context = {
            "change": present_change(found, self.wording),
            "change_id": found.pk,
            "is_open": is_open,
            "can_confirm": may_decide and obstacle is None,
            "can_refuse": may_decide and not is_mine,
            "obstacle": obstacle,
            "tied_days": TIED_FOR.days,
            "can_withdraw": is_open and is_mine and user.has_perm(self.choice.propose_permission),
            "has_moved": request.GET.get("moved") == "1",
            "form": form or PasswordForm(request),
            "can_go_back": self._can_go_back(found, user),
            **self.present(found.before, found.after),
        }
        return render_page(request, self.template, context, status=status)

    def confirm(self, request: HttpRequest, change_id: int) -> HttpResponse:
        """The second person applies it, with their own password."""
        found = self._get(change_id)
        if self.choice.find_obstacle(found, request.user):
            return self.show(request, change_id, status=403)
        form = PasswordForm(request, request.POST)
        if not form.is_valid():
            return self.show(request, change_id, form, status=422)
        return self._go_on(found, lambda: self.choice.confirm(found, user=request.user))

    def refuse(self, request: HttpRequest, change_id: int) -> HttpResponse:
        """The second person rejects it."""
        found = self._get(change_id)
        return self._go_on(found, lambda: self.choice.refuse(found, user=request.user))

    def withdraw(self, request: HttpRequest, change_id: int) -> HttpResponse:
        """The proposer withdraws it."""
        found = self._get(change_id)
        if found.proposed_by_id != request.user.pk:
            return forbid(request, self.choice.propose_permission)
        return self._go_on(found, lambda: self.choice.withdraw(found, user=request.user))

    def _can_go_back(self, found: C, user: Any) -> bool:
        """Whether it was confirmed, nothing changed since, and this person may propose to undo it."""
        if found.state != ChangeState.CONFIRMED or not user.has_perm(self.choice.propose_permission):
            return False
        office = get_office_row()
        return self.choice.find_waiting(office) is None and self.choice.read(office) == found.after

    def _get(self, change_id: int) -> C:
        found = self.choice.list_changes(get_office()).filter(pk=change_id).first()
        if found is None:
            raise Http404
        return found

    def _go_on(self, found: C, act: Callable[[], C]) -> HttpResponse:
        address = self.wording.address(found.pk)
        try:
            act()
        except (NotWaiting, NotSecondPerson):
            return see_other(f"{address}?moved=1")
        return see_other(address)
