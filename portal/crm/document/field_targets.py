"""Which resource a field points to, by its name: "accountid", "customer_id", "user", "accountgroups"."""

import re
from collections.abc import Mapping

from portal.crm.document.resources import Resource

ENDINGS = re.compile(r"_?ids?$", re.IGNORECASE)


class ReferenceFinder:
    """Finds the resource for a field name among those of one system."""

    def __init__(self, resources: Mapping[str, Resource], said: Mapping[str, str]) -> None:
        self._resources = resources
        self._said = said
        self._by_word: dict[str, str] = {}
        listed = [one for one in resources.values() if one.listing is not None]
        # A deprecated list is used only when no other holds these records.
        for resource in sorted(listed, key=lambda one: one.is_deprecated):
            for word in _list_words(resource):
                self._by_word.setdefault(word, resource.key)

    def find(self, name: str, way: str, *, within: str = "") -> str:
        """The key of the resource, or "".

        way: "value" for a plain id, "object" for one that holds an id, "list" for several; within: the key of
        the resource whose field it is.
        """
        for said in (f"{name}@{within}", name):
            if said in self._said:
                key = self._said[said]
                return key if key in self._resources else ""
        word = _simplify(name)
        base = ENDINGS.sub("", word)
        if way == "value" and base == word:
            return ""
        if not base:
            return ""
        return self._find_word(_singular(base), within)

    def _find_word(self, word: str, within: str) -> str:
        owner = _singular(_simplify(within.rpartition("-")[2])) if within else ""
        for wanted in (owner + word, word):
            if wanted in self._by_word:
                return self._by_word[wanted]
        endings = [
            known for known in self._by_word if len(known) > 3 and word.rstrip("0123456789").endswith(known)
        ]
        return self._by_word[max(endings, key=len)] if endings else ""


def _list_words(resource: Resource) -> list[str]:
    """Singular words: "accounts-accountgroups" is "accountgroup", "quotes-statuses" also "quotestatus"."""
    last = _singular(_simplify(resource.steps[-1]))
    words = [last] if len(resource.steps) == 1 else []
    if len(resource.steps) > 1:
        owner = _singular(_simplify(resource.steps[-2]))
        words = [last if last.startswith(owner) else owner + last]
    return words


def _simplify(name: str) -> str:
    return name.lower().replace("_", "")


def _singular(word: str) -> str:
    if word.endswith("status"):
        return word
    for plural, single in (("ies", "y"), ("sses", "ss"), ("uses", "us"), ("s", "")):
        if word.endswith(plural) and len(word) > len(plural) + 1 and not word.endswith("ss"):
            return word[: -len(plural)] + single
    return word
