"""Lists: pages that fit together."""

from hypothesis import given
from hypothesis import strategies as st

from portal.sandbox.crm.shape import cut


@given(total=st.integers(0, 60), per_page=st.integers(1, 20))
def test_the_pages_together_are_the_list_each_row_once(total: int, per_page: int) -> None:
    rows = [{"id": number} for number in range(total)]
    first = cut(rows, number=1, per_page=per_page)
    every = [cut(rows, number=number, per_page=per_page) for number in range(1, first.pages + 1)]
    assert [row for page in every for row in page.rows] == rows
    assert all(page.total == total for page in every)
    assert list(cut(rows, number=first.pages + 1, per_page=per_page).rows) == []
