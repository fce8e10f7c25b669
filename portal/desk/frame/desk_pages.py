"""Which addresses are pages of the desk."""

from django.urls import Resolver404, resolve

from portal.web.http_request.staff_pages import STAFF_PAGES

# Pages to which nobody is redirected after signing in.
NO_AIMS = {
    "desk:sign-in",
    "desk:sign-out",
    "desk:second-step",
    "desk:second-set-up",
    "desk:second-picture",
    "desk:second-passkey",
    "desk:again",
    "desk:office-sign-in",
    "desk:office-back",
    "admin:login",
    "admin:logout",
}


def is_desk_page(path: str) -> bool:
    """Whether ``path`` is a page of the desk, the only target after a sign-in."""
    if not path.startswith(STAFF_PAGES) or path.startswith("//") or "\\" in path:
        return False
    try:
        match = resolve(path.partition("?")[0])
    except Resolver404:
        return False
    return match.view_name not in NO_AIMS
