"""A defendant for the bench: opens the letter, signs in, looks around."""

import html
import re

import httpx

STEPS = {
    "balance": "/file/",
    "balance again": "/file/",
    "lines": "/file/lines/",
    "documents": "/file/documents/",
    "plan": "/plan/",
    "pay": "/pay/",
}


def sign_in(portal: str, letter: str) -> str:
    """Sign in by letter link; the Cookie header of the session, balance already asked once."""
    with _browser(portal) as browser:
        _open_letter(browser, letter)
        browser.get("/file/").raise_for_status()
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in browser.cookies.jar)


def walk(portal: str, upstream: str, letter: str) -> dict[str, list[str]]:
    """The operations of Tagor that each step of a journey calls, in the order of the first call."""
    steps = {}
    with _browser(portal) as browser:
        _called(upstream)
        _open_letter(browser, letter)
        steps["sign in"] = _called(upstream)
        for step, path in STEPS.items():
            browser.get(path).raise_for_status()
            steps[step] = _called(upstream)
    return steps


def _browser(portal: str) -> httpx.Client:
    return httpx.Client(base_url=portal, follow_redirects=True, timeout=30, trust_env=False)


def _open_letter(browser: httpx.Client, letter: str) -> None:
    page = browser.get(f"/h/{letter}/").raise_for_status()
    form = next(
        found for found in re.findall(r"<form\b.*?</form>", page.text, re.DOTALL) if 'method="post"' in found
    )
    action = re.search(r'action="([^"]*)"', form)
    fields = dict(re.findall(r'<input[^>]*name="([^"]+)"[^>]*value="([^"]*)"', form))
    target = html.unescape(action[1]) if action and action[1] else str(page.url)
    answer = browser.post(target, data=fields, follow_redirects=False)
    if answer.status_code not in {302, 303}:
        raise httpx.HTTPError(f"signing in by letter link answered {answer.status_code}")


def _called(upstream: str) -> list[str]:
    """What was called since the last time this was asked."""
    with httpx.Client(base_url=upstream, timeout=30, trust_env=False) as client:
        names = [request["path"].split("/rest/")[-1] for request in client.get("/_calls").json()["requests"]]
        client.get("/_forget")
    return names
