"""Telephone numbers as they are dialled, from however somebody wrote them. Source: ITU-T E.164, RFC 3966."""

from functools import lru_cache

USUAL_COUNTRY = "BE"


@lru_cache(maxsize=64)
def to_dialled(text: str, country: str = USUAL_COUNTRY) -> str:
    """The number with its country, such as "+3225551234" of "+32 (0)2 555 12 34" or "02 555 12 34".

    ``country``: the one of numbers without a prefix, such as "NL". An unknown format is returned as its
    digits, so that a short internal number still works.
    """
    import phonenumbers  # noqa: PLC0415 - its tables are read when the first number is shown

    try:
        number = phonenumbers.parse(text, country)
    except phonenumbers.NumberParseException:
        number = None
    if number is not None and phonenumbers.is_possible_number(number):
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164)
    return "".join(c for c in text if c.isdigit() or c == "+")
