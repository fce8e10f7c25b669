"""The words of the practice payment page in four languages."""

from portal.sandbox.tables import read_table

TEXTS = read_table("sips", dict[str, dict[str, str]])


def texts_for(language: str) -> dict[str, str]:
    return bind_marks(TEXTS.get(language, TEXTS["nl"]))


def bind_marks(words: dict[str, str]) -> dict[str, str]:
    """Uses no-break spaces, so that a mark that French sets off by a space never starts a line."""
    return {
        key: text.replace(" ?", "\u00a0?").replace(" :", "\u00a0:").replace(" !", "\u00a0!")
        for key, text in words.items()
    }


def money(cents: int, language: str) -> str:
    """The amount as the language writes it."""
    plain = f"{cents / 100:,.2f}"
    if language == "en":
        return f"€{plain}"
    swapped = plain.replace(",", "_").replace(".", ",").replace("_", "\u202f" if language == "fr" else ".")
    return f"€ {swapped}" if language == "nl" else f"{swapped} €"
