"""Where to go after signing in: only to a page of an open file, never anywhere else."""

from django.urls import Resolver404, resolve, reverse

PAGES = {
    "dossier:balance",
    "dossier:lines",
    "dossier:documents",
    "dossier:help",
    "plans:start",
    "payments:start",
    "messages:conversations",
    "messages:choose",
    "mydata:mine",
}


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
