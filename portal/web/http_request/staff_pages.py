"""Which addresses are pages of staff."""

DESK = "/desk/"
STAFF_PAGES = (DESK, "/admin/")
"""How they begin, for ``str.startswith``."""
