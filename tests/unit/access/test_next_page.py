"""After signing in one comes back only to pages of a file."""

import pytest

from portal.access.next_page import get_next_page


@pytest.mark.parametrize("path", ["/file/", "/file/lines/", "/file/documents/"])
def test_page_of_a_file_is_kept(path: str) -> None:
    assert get_next_page(path) == path


@pytest.mark.parametrize(
    "path",
    [
        "",
        "https://evil.example/file/",
        "//evil.example/file/",
        "/\\evil.example/",
        "/sign-out/",
        "/h/abc/",
        "/file/documents/1/",
        "/nowhere/",
        "/file/?x=1",
        "javascript:alert(1)",
        "/file/\n",
    ],
)
def test_everything_else_leads_to_the_balance(path: str) -> None:
    assert get_next_page(path) == "/file/"
