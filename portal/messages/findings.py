"""Examines what messages need: a file scanner, and a way to notify people of an answer."""

from collections.abc import Iterator

from django.conf import settings

from portal import registry
from portal.integrations.errors import IntegrationError
from portal.messages.conversation.clock import get_rules
from portal.office.selectors import get_office
from portal.web.examining import Examination, Finding, bad, off, ok, warn


def examine_rules() -> Iterator[Finding]:
    """The template that announces an answer, and the kind of note for a pause."""
    rules = get_rules(get_office())
    if rules.mail_template or rules.text_template:
        yield ok("messages.notice", "People are told when there is an answer to read.")
    else:
        words = "Nobody is told when there is an answer: people must look by themselves."
        yield warn("messages.notice", words, "Name a template at /desk/messages/rules/.")
    if rules.note_code_id:
        yield ok("messages.pause", "A pause of a file is noted in Tagor.")
    else:
        words = "When the office lets a file rest, Tagor is told nothing of it."
        yield warn("messages.pause", words, "Name a kind of note at /desk/messages/rules/.")


def examine_scanner() -> Iterator[Finding]:
    """Whether what people send is scanned."""
    name = "messages.scanner"
    if not settings.CLAMD_URL:
        words = "Files that people send are cleaned, but no scanner looks at them."
        yield off(name, words, "Set CLAMD_URL.")
        return
    try:
        registry.clamd().ping()
    except IntegrationError as error:
        words = f"The scanner does not answer ({type(error).__name__}): no file can be added."
        yield bad(name, words, "Start clamd, or correct CLAMD_URL.")
        return
    yield ok(name, "The scanner answers.")


RULES = Examination("messages.notice", lambda _sample: examine_rules(), needs_database=True)
SCANNER = Examination("messages.scanner", lambda _sample: examine_scanner())
