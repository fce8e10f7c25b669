"""Cases from the field run through the same doors as those of the pages."""

import pytest

from tests.pages.conftest import office, sign_in, visit
from tests.pages.crm.conftest import sign_in_as, staff

__all__ = ["office", "sign_in", "sign_in_as", "staff", "visit"]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """They are pages, too."""
    for item in items:
        if "/tests/field/" in str(item.path):
            item.add_marker(pytest.mark.pages)
