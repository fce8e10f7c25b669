"""A page as a test sees it: parsed by a real HTML parser, and checked for what every page owes its reader."""

from functools import cached_property
from typing import Any
from xml.etree.ElementTree import Element

from django.http import HttpResponse

from tests.markup import XHTML, list_faults, read

LANGUAGES = {"nl", "fr", "de", "en"}
LABELLED = {"text", "number", "email", "tel", "password", "search", "date", "file"}


class Page:
    """An answer of the portal. ``text`` is what a person reads, with runs of white space folded."""

    def __init__(self, answer: HttpResponse) -> None:
        self.answer = answer

    @property
    def status(self) -> int:
        return self.answer.status_code

    @property
    def is_html(self) -> bool:
        return self.answer.headers.get("Content-Type", "").startswith("text/html")

    @property
    def is_fragment(self) -> bool:
        return not self.html.lstrip().lower().startswith("<!doctype")

    @cached_property
    def html(self) -> str:
        return self.answer.content.decode()

    @cached_property
    def tree(self) -> Element:
        """Its elements; ``check`` says whether a browser would have to forgive anything."""
        tree: Element = read(self.html)
        return tree

    @cached_property
    def text(self) -> str:
        body = self.tree.find(f".//{XHTML}body")
        assert body is not None
        return " ".join(_text_of(body).split())

    @cached_property
    def title(self) -> str:
        return " ".join((self.tree.findtext(f".//{XHTML}title") or "").split())

    @cached_property
    def heading(self) -> str:
        (heading,) = self.all("h1")
        return " ".join(_text_of(heading).split())

    @property
    def refresh_s(self) -> int | None:
        """Seconds until the page looks again by itself: in place with scripts, as a whole without."""
        metas = [meta for meta in self.all("meta") if meta.get("http-equiv") == "refresh"]
        pauses = [meta.get("content", "") for meta in metas]
        triggers = [element.get("hx-trigger", "") for element in self.tree.iter()]
        assert [f"every {pause}s" for pause in pauses] == [one for one in triggers if "every" in one]
        return int(pauses[0]) if pauses else None

    def all(self, tag: str) -> list[Element]:
        """Every element of that name, in order."""
        return list(self.tree.iter(f"{XHTML}{tag}"))

    def links(self) -> dict[str, str]:
        """Words of each link to its address."""
        return {" ".join(_text_of(a).split()): a.get("href", "") for a in self.all("a")}

    def main_forms(self) -> list[Element]:
        """The forms within the page's main part."""
        (main,) = self.all("main")
        return list(main.iter(f"{XHTML}form"))

    def form_action(self, index: int = 0) -> str:
        """Where a form of the main part goes."""
        return self.main_forms()[index].get("action", "")

    def form_fields(self, index: int = 0) -> dict[str, Any]:
        """What a browser would send when the form is submitted as it stands."""
        form = self.main_forms()[index]
        fields: dict[str, Any] = {}
        for item in form.iter():
            name = item.get("name")
            if name is None:
                continue
            if item.tag == f"{XHTML}input" and item.get("type") in {"radio", "checkbox"}:
                if item.get("checked") is not None:
                    fields[name] = item.get("value", "on")
            elif item.tag == f"{XHTML}input":
                fields[name] = item.get("value", "")
            elif item.tag == f"{XHTML}textarea":
                fields[name] = item.text or ""
        return fields

    def check(self) -> None:
        """Valid HTML in UTF-8, one heading that the title repeats, unique ids, labels, tokens, a language."""
        assert self.answer.headers["Content-Type"].lower() == "text/html; charset=utf-8"
        self._check_grammar()
        self._check_words()
        self._check_ids()
        self._check_labels()
        self._check_forms()
        self._check_policy()
        self._check_regions()
        self._check_fingers()

    def _check_grammar(self) -> None:
        assert not (faults := list_faults(self.html)), faults

    def _check_words(self) -> None:
        root = next(self.tree.iter(f"{XHTML}html"))
        assert root.get("lang") in LANGUAGES, root.get("lang")
        assert self.heading, "no heading"
        # Where something is to be corrected, the title says so before all else.
        is_wrong = any(element.get("class") == "error-summary" for element in self.tree.iter())
        own = self.title.partition(" – ")[2] if is_wrong else self.title
        assert own.startswith(self.heading), f"title {self.title!r}, heading {self.heading!r}"

    def _check_ids(self) -> None:
        ids = [e.get("id") for e in self.tree.iter() if e.get("id") is not None]
        assert len(ids) == len(set(ids)), sorted(i for i in ids if i and ids.count(i) > 1)
        known = set(ids)
        for element in self.tree.iter():
            for attribute in ("aria-describedby", "aria-labelledby", "for"):
                for wanted in (element.get(attribute) or "").split():
                    assert wanted in known, f"{attribute}={wanted!r} names nothing"

    def _check_labels(self) -> None:
        labelled = {label.get("for") for label in self.all("label")}
        for field in [*self.all("input"), *self.all("select"), *self.all("textarea")]:
            if field.get("type") in {"hidden", "submit", "button"}:
                continue
            assert field.get("id") in labelled, f"{field.get('name')} has no label"

    def _check_forms(self) -> None:
        for form in self.all("form"):
            method = form.get("method", "get").lower()
            action = form.get("action")
            assert action, "a form without an action"
            if method == "post" and action.startswith("/"):
                names = {e.get("name") for e in form.iter(f"{XHTML}input")}
                assert "csrfmiddlewaretoken" in names, f"no CSRF token in the form to {action}"
            elif action.startswith("/desk/"):
                typed = [e for e in form.iter(f"{XHTML}input") if e.get("type", "text") in {"text", "search"}]
                assert not typed, f"what is typed here would stand in the address of {action}"

    def _check_policy(self) -> None:
        for element in self.tree.iter():
            assert element.get("style") is None, "inline style"
            assert not [a for a in element.attrib if a.startswith("on")], "inline handler"
        for script in self.all("script"):
            assert script.get("src"), "inline script"
        assert not self.all("style"), "inline style sheet"

    def _check_fingers(self) -> None:
        """A link that is all there is of its line is as large as a finger. The desk is for a mouse."""
        if any("desk" in (body.get("class") or "").split() for body in self.all("body")):
            return
        for parent in [one for main in self.all("main") for one in main.iter()]:
            if parent.tag.removeprefix(XHTML) in {"p", "li", "dd", "td", "h2", "h3"}:
                for link in _list_alone(parent):
                    assert self._is_in(parent, "taps"), (
                        f"the link {_text_of(link)!r} is too small for a finger"
                    )

    def _is_in(self, element: Element, name: str) -> bool:
        """Whether it or what it stands in has that class."""
        named = [one for one in self.tree.iter() if name in (one.get("class") or "").split()]
        return any(element in one.iter() for one in named)

    def _check_regions(self) -> None:
        """What htmx replaces is there, can take the focus, and is reached without scripts as well."""
        ids = {e.get("id"): e for e in self.tree.iter() if e.get("id") is not None}
        asking = [e for e in self.tree.iter() if e.get("hx-get") is not None or e.get("hx-post") is not None]
        ships = any("htmx" in (script.get("src") or "") for script in self.all("script"))
        assert ships or not asking, "this page uses htmx, and does not ship it"
        regions = {name for name, one in ids.items() if one.get("tabindex") == "-1"} - {"main"}
        assert asking or regions or not ships, "this page ships htmx, and does not use it"
        for element in asking:
            region = element.get("hx-target", f"#{element.get('id')}").removeprefix("#")
            assert region in ids, f"there is no #{region} to replace"
            if element.tag.removeprefix(XHTML) in {"a", "form"}:
                plain = element.get("href") or element.get("action")
                assert plain == element.get("hx-get", element.get("hx-post")), (
                    f"without scripts this leads to {plain}"
                )
                assert ids[region].get("tabindex") == "-1", f"#{region} cannot take the focus"


def _text_of(element: Element) -> str:
    if element.tag in {f"{XHTML}{tag}" for tag in ("script", "style", "template")}:
        return ""
    parts = [element.text or ""]
    for child in element:
        if isinstance(child.tag, str):
            parts.append(_text_of(child))
        parts.append(child.tail or "")
    return " ".join(parts) if element.tag.removeprefix(XHTML) in _BLOCKS else "".join(parts)


_BLOCKS = {
    "body",
    "main",
    "div",
    "p",
    "ul",
    "ol",
    "li",
    "dl",
    "dt",
    "dd",
    "table",
    "tr",
    "td",
    "th",
    "section",
    "header",
    "footer",
    "nav",
    "form",
    "fieldset",
    "article",
    "h1",
    "h2",
    "h3",
    "details",
    "summary",
    "thead",
    "tbody",
    "tfoot",
}


def _list_alone(parent: Element) -> list[Element]:
    """The plain links in it that have a line for themselves."""
    children = list(parent)
    before = [parent.text, *(child.tail for child in children[:-1])]
    found = []
    for number, link in enumerate(children):
        beside = [children[i] for i in (number - 1, number + 1) if 0 <= i < len(children)]
        has_break = all(one.tag == f"{XHTML}br" for one in beside)
        around = f"{before[number] or ''}{link.tail or ''}".strip()
        if link.tag == f"{XHTML}a" and has_break and not around and not link.get("class"):
            found.append(link)
    return found
