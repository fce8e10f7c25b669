"""Makes a page of the defendant view-only: no form, no script, no link that leads away."""

from collections.abc import Callable, Mapping
from html import escape
from html.parser import HTMLParser

Attributes = list[tuple[str, str | None]]
LINKS_AWAY = frozenset({"href", "hreflang", "rel", "target", "download"})
OF_SCRIPTS = ("hx-", "data-hx-")
UNSENDABLE = frozenset({"input", "select", "textarea", "button"})


class _Freezer(HTMLParser):
    """``lead``: where a link of the page leads in the preview, "" for nowhere."""

    def __init__(self, *, lead: Callable[[str], str], head: str, top: str) -> None:
        super().__init__(convert_charrefs=False)
        self.parts: list[str] = []
        self._lead, self._head, self._top = lead, head, top
        self._in_script = False

    def handle_starttag(self, tag: str, attributes: Attributes) -> None:
        self._open(tag, attributes)

    def handle_startendtag(self, tag: str, attributes: Attributes) -> None:
        self._open(tag, attributes, end=" /")

    def handle_endtag(self, tag: str) -> None:
        if tag == "script":
            self._in_script = False
            return
        if tag == "head":
            self.parts.append(self._head)
        self.parts.append("</div>" if tag == "form" else f"</{tag}>")

    def handle_data(self, data: str) -> None:
        if not self._in_script:
            self.parts.append(data)

    def handle_entityref(self, name: str) -> None:
        self.parts.append(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.parts.append(f"&#{name};")

    def handle_decl(self, decl: str) -> None:
        self.parts.append(f"<!{decl}>")

    def _open(self, tag: str, attributes: Attributes, *, end: str = "") -> None:
        given = {name: value for name, value in attributes if not name.startswith(OF_SCRIPTS)}
        if tag == "script":
            self._in_script = True
            return
        if (tag == "meta" and "http-equiv" in given) or (tag == "input" and given.get("type") == "hidden"):
            return
        if tag == "form":
            tag, given = "div", {name: given[name] for name in ("class", "id") if name in given}
        elif tag in UNSENDABLE:
            given = {**given, "disabled": None}
            for name in ("formaction", "name"):
                given.pop(name, None)
        elif tag == "a":
            given = self._tie(given)
        self.parts.append(_write(tag, given, end))
        if tag == "body":
            self.parts.append(self._top)

    def _tie(self, given: Mapping[str, str | None]) -> dict[str, str | None]:
        href = given.get("href") or ""
        to = href if href.startswith("#") else self._lead(href)
        kept = {name: value for name, value in given.items() if name not in LINKS_AWAY}
        return {**kept, "href": to} if to else kept


def freeze(html: str, *, lead: Callable[[str], str], head: str, top: str) -> str:
    """The page, with ``head`` at the end of its head and ``top`` at the top of its body: HTML of ours."""
    freezer = _Freezer(lead=lead, head=head, top=top)
    freezer.feed(html)
    freezer.close()
    return "".join(freezer.parts)


def _write(tag: str, given: Mapping[str, str | None], end: str) -> str:
    attributes = "".join(
        f" {name}" if value is None else f' {name}="{escape(value)}"' for name, value in given.items()
    )
    return f"<{tag}{attributes}{end}>"
