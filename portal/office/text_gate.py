"""What a text of the office must pass: short sentences, no account number, no address."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

from portal.office.account import has_account

END_OF_SENTENCE = re.compile(r"(?<=[.!?])\s+|\n+")
ADDRESS_SIGNS = ("://", "www.")


def check_text(text: str, *, most_words: int) -> None:
    """Raises: ValidationError that names the first thing to mend."""
    sentences = END_OF_SENTENCE.split(text)
    long = next((one for one in sentences if len(one.split()) > most_words), "")
    if long:
        words = {"num": most_words, "sentence": long}
        raise ValidationError(
            _("A sentence may have %(num)s words at most. Too long: “%(sentence)s”") % words
        )
    if has_account(text) or any(sign in text for sign in ADDRESS_SIGNS):
        raise ValidationError(_("Take the account number or the address out."))
