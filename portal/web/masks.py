"""Masks e-mail addresses and phone numbers on pages, because a screen is often seen by others."""

DOTS = "\N{BULLET}" * 3


def mask_email(address: str) -> str:
    """The first letter of each side and the last part: enough to recognise one's own, useless to others."""
    name, _at, domain = address.strip().partition("@")
    first, _dot, last = domain.rpartition(".")
    if not (name and first and last):
        return DOTS
    return f"{name[0]}{DOTS}@{first[0]}{DOTS}.{last}"


def mask_phone(number: str) -> str:
    """The last two digits."""
    digits = "".join(c for c in number if c.isdigit())
    return f"{DOTS} {digits[-2:]}" if len(digits) > 4 else DOTS
