"""The language of the page without its country, as the rest of the portal and other systems know it."""

from django.conf import settings
from django.utils.translation import get_language

# Not "nl-nl": gettext takes "nl" for that one too.
DUTCH, DUTCH_OF_NETHERLANDS = "nl", "nl-x-nl"
"""The second falls back to the first: see portal/web/locale/nl_X-nl/terms.txt."""


def get_base_language() -> str:
    """The active language, such as "nl", even while the texts are those of the Netherlands."""
    return (get_language() or settings.LANGUAGE_CODE).partition("-")[0]


def choose_known(code: str) -> str:
    """``code`` where the portal speaks it, else the office's own language."""
    return code if code in dict(settings.LANGUAGES) else settings.LANGUAGE_CODE.partition("-")[0]


def name_language(code: str) -> str:
    """What speakers of a language call it; the code itself for one that the portal does not speak."""
    return dict(settings.LANGUAGES).get(code, code)
