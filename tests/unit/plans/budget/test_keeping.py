"""How long a budget is kept, as it is told and as it is done."""

from datetime import UTC, datetime

import pytest
from django_tasks_db.models import DBTaskResult

from portal.file.visit import Visit
from portal.office.models import Office
from portal.plans.budget.models import Budget
from portal.plans.budget.numbers import Numbers
from portal.plans.budget.presenters import present_budget
from portal.plans.budget.selectors import KeptBudget
from portal.plans.budget.services import store_budget
from portal.web.retention import forget


def test_the_day_told_is_the_day_on_the_office_s_wall() -> None:
    """Half past eleven at night in London is tomorrow in Brussels."""
    at = datetime(2026, 12, 1, 23, 30, tzinfo=UTC)
    view = present_budget(KeptBudget(Numbers(work_cents=100), at, at, None), most_cents=None)
    assert view.kept_until.startswith("2 ")


@pytest.mark.django_db
def test_a_budget_is_never_kept_without_the_task_that_forgets_it() -> None:
    Office.objects.create(slug="office")
    who = Visit(who="defendant", file_id="F1", party_id="P1")
    store_budget(who, Numbers(work_cents=100))
    (task,) = DBTaskResult.objects.filter(task_path=forget.module_path)
    assert task.run_after is not None
    assert task.run_after <= Budget.objects.get().keep_until
