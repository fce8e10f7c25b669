"""Account numbers and bank codes: stored in one form, and checked against each other.

Sources: ISO 13616 (IBAN), ISO 9362 (BIC), the National Bank of Belgium's list of bank codes in python-stdnum.
"""

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from stdnum import bic as stdnum_bic
from stdnum import iban as stdnum_iban
from stdnum.be import iban as belgian_iban
from stdnum.exceptions import ValidationError as NumberError

SHORTEST_IBAN, LONGEST_IBAN = 15, 34
BANK_OF_BIC = 4
"""How many characters of a BIC identify the bank; the next two are its country."""


def tidy_iban(text: str) -> str:
    """The number as it is stored: capitals, without spaces, dots or any dashes."""
    return stdnum_iban.compact(text)


def tidy_bic(text: str) -> str:
    """The code as it is stored: capitals, without spaces, dots or dashes; "" when there is none.

    Raises: ValidationError when it is not a bank code.
    """
    compact = stdnum_bic.compact(text.replace(".", ""))
    if compact and not stdnum_bic.is_valid(compact):
        raise ValidationError(_("This is not a valid bank code (BIC)."))
    return compact


def group_iban(iban: str) -> str:
    """The number in groups of four, as people read it."""
    compact = tidy_iban(iban)
    return " ".join(compact[i : i + 4] for i in range(0, len(compact), 4))


def mask_iban(iban: str) -> str:
    """Only the country, the check digits and the end: enough to recognise, too little to use."""
    compact = tidy_iban(iban)
    hidden = "*" * max(len(compact) - 8, 0)
    return group_iban(compact[:4] + hidden + compact[-4:]) if hidden else ""


def has_account(text: str) -> bool:
    """Whether ``text`` contains an account number, however it is spaced. Linear in its length."""
    compact = tidy_iban(text)
    starts = range(len(compact) - SHORTEST_IBAN + 1)
    return any(_begins_with_account(compact[start : start + LONGEST_IBAN]) for start in starts)


def _begins_with_account(text: str) -> bool:
    is_start = text[:4].isascii() and text[:2].isalpha() and text[2:4].isdigit()
    lengths = range(SHORTEST_IBAN, len(text) + 1) if is_start else ()
    return any(stdnum_iban.is_valid(text[:length], check_country=False) for length in lengths)


def check_bank(iban: str, bic: str) -> None:
    """Whether the code can be the bank of the account, as far as the account number tells.

    Both as they are stored; nothing is said of a number that is not valid. Raises: ValidationError.
    """
    if not stdnum_iban.is_valid(iban, check_country=False):
        return
    if iban[:2] != bic[BANK_OF_BIC : BANK_OF_BIC + 2]:
        raise ValidationError(_("The bank code is of another country than the account number."))
    bank = _find_bank(iban)
    if bank and bank != bic[:BANK_OF_BIC]:
        raise ValidationError(_("The bank code is of another bank than the account number."))


def _find_bank(iban: str) -> str:
    """The four letters of the bank, if the account number reveals them, else ""."""
    if iban.startswith("NL"):
        return iban[4:8]
    if not iban.startswith("BE"):
        return ""
    try:
        return (belgian_iban.to_bic(iban) or "")[:BANK_OF_BIC]
    except NumberError:
        return ""
