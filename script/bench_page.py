"""The page that the bench measures, as a template for the servers it is compared with."""

import html
import re


def split_page(page: str) -> tuple[list[str], list[str]]:
    """The markup between the texts, and the texts, unescaped: one piece of markup more than texts."""
    parts = re.split(r">([^<>]*\S[^<>]*)<", page)
    last = len(parts) - 1
    markup = [
        f"{'<' if at else ''}{part}{'' if at == last else '>'}"
        for at, part in enumerate(parts)
        if at % 2 == 0
    ]
    return markup, [html.unescape(text) for text in parts[1::2]]


def make_template(page: str, *, opening: str, closing: str) -> tuple[str, list[str]]:
    """The page with ``{{ value }}`` for every text, and the values.

    ``opening`` and ``closing`` are the tags between which a language of templates reads nothing.
    """
    markup, values = split_page(page)
    pieces = [f"{opening}{piece}{closing}" for piece in markup]
    names = [f"{{{{ v{at} }}}}" for at in range(len(values))]
    return "".join(a + b for a, b in zip(pieces, [*names, ""], strict=True)), values


def name_values(values: list[str]) -> dict[str, str]:
    """The context of such a template."""
    return {f"v{at}": value for at, value in enumerate(values)}
