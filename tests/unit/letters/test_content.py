"""The insert names the button by the very words of the page."""

import pytest
from django.utils.translation import gettext, override


@pytest.mark.parametrize("language", ["nl", "fr", "de", "en"])
def test_step_names_the_button_as_the_page_does(language: str) -> None:
    with override(language):
        assert gettext("Open my file") in gettext("3. Tap “Open my file”. You need no password.")
