"""The office, as page tests have it."""

from tests.pages.conftest import office, sign_in, visit  # noqa: F401 - fixtures
