"""What every state of every journey is held to: accessibility, layout, no foreign host."""

from collections import defaultdict

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]
OPTIONS = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
# What axe has judged is not judged again: it takes longer than all the rest of a journey. Dutch is what most
# people read, German has the longest words.
JUDGED_IN = {"nl", "de"}
_judged: defaultdict[str, set[str]] = defaultdict(set)

# All that axe looks at: elements, what their attributes say, whether there is text, what has no room or is
# too small for a finger, what has the focus, and how the page is shown. Rows of one kind count once; numbers,
# addresses and words are left out, and so is which language of the menu is the one of the page.
DESCRIBE = r"""
() => {
    const words = new Set(("href action value content src srcset datetime title alt placeholder "
        + "aria-label aria-description aria-valuetext").split(" "));
    const fingers = new Set(["A", "BUTTON", "INPUT", "SELECT", "SUMMARY", "TEXTAREA"]);
    const sayAttribute = ({name, value}) =>
        words.has(name) ? `${name}${value.trim() ? "=." : ""}` : `${name}=${value.replace(/[0-9]+/g, "0")}`;
    const mark = element => {
        const box = element.getBoundingClientRect();
        return [
            element.scrollWidth > element.clientWidth + 1 ? "wide" : "",
            element.scrollHeight > element.clientHeight + 1 ? "high" : "",
            fingers.has(element.tagName) && Math.min(box.width, box.height) < 24 ? "small" : "",
            element === document.activeElement ? "focus" : "",
            element.disabled ? "disabled" : "",
            element.checked ? "checked" : "",
        ].join("");
    };
    const describe = element => {
        if (element.hasAttribute("hreflang")) return "<language>";
        const isRoot = !element.parentElement;
        const attributes = [...element.attributes].filter(one => !(isRoot && one.name === "lang"));
        const own = `${element.tagName} ${attributes.map(sayAttribute).sort().join(" ")} ${mark(element)}`;
        if (element.tagName === "svg") return `<${own} ${element.querySelector("title") ? "titled" : ""}>`;
        const children = [];
        for (const node of element.childNodes) {
            const isText = node.nodeType === Node.TEXT_NODE && node.data.trim();
            const one = node.nodeType === Node.ELEMENT_NODE ? describe(node) : isText ? "text" : "";
            if (one && one !== children.at(-1)) children.push(one);
        }
        return `<${own}>${children.join("")}</>`;
    };
    const queries = ["(prefers-color-scheme: dark)", "(forced-colors: active)"];
    const look = [window.innerWidth, ...queries.map(one => matchMedia(one).matches)];
    return `${look} ${describe(document.documentElement)}`;
}
"""


def check_state(page: Page) -> None:
    """No axe violation, no sideways scroll. With scripts off only what the page itself allows is checked."""
    check_width(page)
    shape, language = page.evaluate(DESCRIBE), page.locator("html").get_attribute("lang") or ""
    if shape in _judged and (language not in JUDGED_IN or language in _judged[shape]):
        return
    violations = Axe().run(page, options=OPTIONS).response["violations"]
    told = [f"{v['id']}: {v['help']} {[n['html'][:160] for n in v['nodes']]}" for v in violations]
    assert not told, f"{page.url}: {told}"
    _judged[shape].add(language)


def check_width(page: Page) -> None:
    """Nothing is wider than the window."""
    widths = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    assert widths[0] <= widths[1], f"{page.url}: {widths}"
