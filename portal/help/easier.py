"""An easier version of the ten blocks that are read most: very short sentences, one thought in each."""

from collections.abc import Mapping
from typing import Any

from django.utils import translation
from django.utils.translation import get_language, pgettext_lazy
from django.utils.translation import gettext_lazy as _

from portal.help.models import EasyText
from portal.office.models import Office
from portal.office.selectors import get_office
from portal.web.caches.for_everybody import forget_for_everybody, read_for_everybody

BLOCKS: Mapping[str, tuple[Any, Any]] = {
    "balance": (
        _("The amount"),
        _(
            "You see a number. This is what you must pay. You can pay it all. You can pay in parts. "
            "Can you not pay? Choose: I cannot pay. You see what you can do."
        ),
    ),
    "lines": (
        _("Every line"),
        _(
            "This list shows why you must pay this amount. Each line is one thing. There is a date and an "
            "amount. Do you not understand a line? Press: Ask about a line."
        ),
    ),
    "documents": (
        _("Documents"),
        _("Here are the letters of the office. Press on a letter. You can read it and keep it."),
    ),
    "pay": (
        _("Paying"),
        _(
            "You choose how much you pay. Then you go to the page of your bank. You pay there. Never give "
            "your code to someone else."
        ),
    ),
    "plan": (
        _("Paying in parts"),
        _(
            "You pay a small amount each month. You choose the amount. Choose what you can pay. The office "
            "says yes or no."
        ),
    ),
    "help": (
        _("Help"),
        _("What is your problem? Press on it. You see what you can do. Help with debts is free."),
    ),
    "messages": (
        pgettext_lazy("file", "Messages"),
        _("You can write to the office here. The office answers you here. You can add a photo."),
    ),
    "my-data": (
        _("My data"),
        _("Here you see what this site knows about you. You can delete some of it."),
    ),
    "letter": (
        _("The link in your letter"),
        _(
            "You have a letter of the office. The link in it opens your file. Press the button. Then you see "
            "your file. Only you may see it."
        ),
    ),
    "sign-in": (
        _("Signing in"),
        _("Take your letter. It shows a number and a code. Fill in both. Then press the button."),
    ),
}
KEPT_S = 300


def get_text(block: str) -> str:
    """What a block says in easier words, in the active language: the office's own text first."""
    language = (get_language() or "nl")[:2]
    own = _get_own(language).get(block, "")
    return own or get_usual(block, language)


def get_usual(block: str, language: str) -> str:
    """The portal's own text."""
    with translation.override(language):
        return str(BLOCKS[block][1])


def read_text(office: Office, block: str, language: str) -> str:
    """The office's own text as it is stored now, "" when it has none."""
    own = EasyText.objects.filter(office=office.pk, block=block, language=language)
    return own.values_list("text", flat=True).first() or ""


def write_text(office: Office, block: str, language: str, text: str) -> None:
    """Put another text in its place; none takes it away."""
    own = EasyText.objects.filter(office=office, block=block, language=language)
    if text:
        EasyText.objects.update_or_create(
            office=office, block=block, language=language, defaults={"text": text}
        )
    else:
        own.delete()


def forget_texts(language: str) -> None:
    """Drop what is kept, so that a change shows at once."""
    forget_for_everybody(_key(language))


def _get_own(language: str) -> dict[str, str]:
    return read_for_everybody(_key(language), lambda: _read_own(language), seconds=KEPT_S)


def _read_own(language: str) -> dict[str, str]:
    rows = EasyText.objects.filter(office=get_office().pk, language=language)
    return dict(rows.values_list("block", "text"))


def _key(language: str) -> str:
    return f"help:easier:{language}"
