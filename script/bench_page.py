"""The page that the bench measures, as a template for the servers it is compared with."""

import html
import re


def make_template(page: str, *, opening: str, closing: str) -> tuple[str, list[str]]:
    """The page with ``{{ value }}`` for every text, and the values.

    ``opening`` and ``closing`` are the tags between which a language of templates reads nothing.
    """
    markup, *rest = re.split(r"(?<=>)([^<>]*\S[^<>]*)(?=<)", page)
    source = f"{opening}{markup}{closing}"
    for at, after in enumerate(rest[1::2]):
        source += f"{{{{ v{at} }}}}{opening}{after}{closing}"
    return source, [html.unescape(text) for text in rest[::2]]


def name_values(values: list[str]) -> dict[str, str]:
    """The context of such a template."""
    return {f"v{at}": value for at, value in enumerate(values)}
