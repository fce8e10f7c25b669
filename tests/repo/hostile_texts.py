"""Texts that are hard for a pattern, made from itself: what it repeats, and then what does not fit."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import product
from re import _constants as words  # type: ignore[attr-defined]
from re import _parser as reader  # type: ignore[attr-defined]
from typing import Any

Make = Callable[[int], str]

MANY = 50  # a part that may come so often can be made to come for ever
USUAL = "a1 .-_@/A:,'é\n?=€"
MISFITS = ("\0", "!", " ", "a")
CATEGORIES = {
    words.CATEGORY_DIGIT: r"\d",
    words.CATEGORY_NOT_DIGIT: r"\D",
    words.CATEGORY_SPACE: r"\s",
    words.CATEGORY_NOT_SPACE: r"\S",
    words.CATEGORY_WORD: r"\w",
    words.CATEGORY_NOT_WORD: r"\W",
}
REPEATS = {words.MAX_REPEAT, words.MIN_REPEAT, words.POSSESSIVE_REPEAT}


@dataclass(frozen=True)
class Repeat:
    """A part that may come many times: what stands before it, samples of it, and what stands after."""

    before: str
    bodies: tuple[str, ...]
    after: str


def make_hostile(pattern: re.Pattern[str]) -> Iterator[tuple[str, Make]]:
    """Each kind of hostile text with a name, as a function of its length."""
    tree = reader.parse(pattern.pattern, pattern.flags & ~re.UNICODE)
    whole = _sample(tree)
    units = {whole, whole[:-1], whole[1:], *_list_letters(tree), "a", " ", "1"} - {""}
    for unit in sorted(units):
        for end in ("", "\0"):
            yield f"{unit!r} over and over, then {end!r}", _repeat("", unit, end)
    for one, other in product(sorted(_list_letters(tree))[:6], repeat=2):
        yield (
            f"{one!r} and {other!r}",
            lambda length, one=one, other=other: one * (length // 2) + other * (length // 2),
        )
    for part in _list_repeats(tree, "", ""):
        for body in part.bodies:
            for start in {"", part.before}:
                for end in {"", part.after, part.after[:-1], *MISFITS}:
                    yield f"{start!r}, {body!r} over and over, {end!r}", _repeat(start, body, end)
            yield f"{part.before + body!r} over and over", _repeat("", part.before + body, "\0")
            yield f"{body + part.after!r} over and over", _repeat(part.before, body + part.after, "\0")


def _repeat(start: str, unit: str, end: str) -> Make:
    return lambda length: start + unit * max(length // len(unit), 1) + end


def _list_repeats(tree: Any, before: str, after: str) -> Iterator[Repeat]:
    """Every part that comes often, however deep."""
    nodes = list(tree)
    for place, (kind, told) in enumerate(nodes):
        start = before + _sample(nodes[:place])
        rest = _sample(nodes[place + 1 :]) + after
        if kind in REPEATS:
            _low, high, inner = told
            if high is words.MAXREPEAT or high >= MANY:
                bodies = tuple(body for body in dict.fromkeys(_list_samples(inner)) if body)
                yield Repeat(start, bodies, rest)
            yield from _list_repeats(inner, start, rest)
        else:
            for inner in _list_inner(kind, told):
                yield from _list_repeats(inner, start, rest)


def _list_inner(kind: Any, told: Any) -> list[Any]:
    if kind is words.SUBPATTERN:
        return [told[3]]
    if kind is words.ATOMIC_GROUP:
        return [told]
    if kind is words.BRANCH:
        return list(told[1])
    if kind in {words.ASSERT, words.ASSERT_NOT}:
        return [told[1]]
    if kind is words.GROUPREF_EXISTS:
        return [one for one in told[1:] if one is not None]
    return []


def _sample(tree: Any) -> str:
    """A text that fits, or nearly."""
    return next(iter(_list_samples(tree)))


def _list_samples(tree: Any) -> list[str]:
    """A few texts that fit: each choice of the first part that has choices, and the first of all others."""
    choices = [_list_choices(kind, told) for kind, told in tree]
    usual = [one[0] for one in choices]
    samples = ["".join(usual)]
    for place, some in enumerate(choices):
        samples += ["".join([*usual[:place], other, *usual[place + 1 :]]) for other in some[1:4]]
    return samples


def _list_choices(kind: Any, told: Any) -> list[str]:
    if kind is words.LITERAL:
        return [chr(told)]
    if kind in {words.IN, words.NOT_LITERAL, words.ANY}:
        return _list_members(kind, told)
    if kind in REPEATS:
        samples = _list_samples(told[2])
        return [one * max(told[0], 1) for one in samples]
    if kind in {words.ASSERT, words.ASSERT_NOT, words.AT, words.GROUPREF}:
        return [""]
    return [sample for inner in _list_inner(kind, told) for sample in _list_samples(inner)] or [""]


def _list_members(kind: Any, told: Any) -> list[str]:
    """Letters of a set: those it names, and usual ones."""
    if kind is words.ANY:
        return list("a1 ")
    if kind is words.NOT_LITERAL:
        return [letter for letter in USUAL if letter != chr(told)][:3]
    is_not, inside, named = False, "", []
    for what, value in told:
        if what is words.NEGATE:
            is_not = True
        elif what is words.LITERAL:
            inside += re.escape(chr(value))
            named.append(chr(value))
        elif what is words.RANGE:
            inside += f"{re.escape(chr(value[0]))}-{re.escape(chr(value[1]))}"
            named.append(chr(value[0]))
        else:
            inside += CATEGORIES[value]
    fits = re.compile(f"[{'^' if is_not else ''}{inside}]")
    members = [letter for letter in USUAL if fits.match(letter)] + ([] if is_not else named)
    return members[:6] or ["\x7f"]


def _list_letters(tree: Any) -> set[str]:
    """All letters that samples are made of."""
    return {letter for sample in _list_samples(tree) for letter in sample}
