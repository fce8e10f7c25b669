"""Where to go after signing in: only to a page of an open file."""

from django.urls import Resolver404, resolve, reverse

PAGES = {
    "access:helper-new",
    "access:helpers",
    "budget:start",
    "dossier:balance",
    "dossier:documents",
    "dossier:help",
    "dossier:history",
    "dossier:lines",
    "dossier:timeline",
    "messages:choose",
    "messages:contact",
    "messages:conversations",
    "messages:money-back",
    "mydata:debts",
    "mydata:mine",
    "payments:start",
    "payments:transfer",
    "plans:change",
    "plans:none",
    "plans:other",
    "plans:running",
    "plans:standing-order",
    "plans:start",
    "reminders:start",
}
"""Pages of a file that stand on their own: ``tests/pages/access/test_sign_in.py`` holds the list complete."""
FORM_PAGES = {
    "access:helper-new",
    "budget:start",
    "messages:contact",
    "messages:fill-in",
    "messages:money-back",
    "messages:write",
    "mydata:debt",
    "mydata:debts",
    "payments:start",
    "plans:answer",
    "plans:change",
    "plans:date",
    "plans:other",
    "plans:start",
    "reminders:start",
}
"""Where a person types something, to be shown again as it was."""
SHOWN_ON = {"messages:write": "messages:conversation"}
"""Forms that are posted to another URL than that of their page."""


def is_own_page(path: str) -> bool:
    """Whether ``path`` (without a query) is a page that makes sense right after signing in."""
    if not path.startswith("/"):
        return False
    try:
        return resolve(path).view_name in PAGES
    except Resolver404:
        return False


def get_next_page(wanted: str) -> str:
    """The address to open after signing in: ``wanted`` when it is ours, else the balance."""
    return wanted if is_own_page(wanted) else reverse("dossier:balance")


def find_form_page(path: str) -> str:
    """The page whose form is posted to ``path``; "" when nothing is typed there."""
    try:
        found = resolve(path)
    except Resolver404:
        return ""
    if found.view_name not in FORM_PAGES:
        return ""
    return reverse(SHOWN_ON.get(found.view_name, found.view_name), kwargs=found.kwargs)
