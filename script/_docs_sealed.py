"""What is sealed in the database, and for how long, as rooms declare it."""

from _docs_uses import make_table

from portal.web.sealed.seals import list_sealed


def make_sealed() -> str:
    """One row for each declaration."""
    rows = [(one.what, one.kept, f"`{one.model}`: {', '.join(one.fields)}") for one in list_sealed()]
    return make_table(("what", "kept", "where"), rows)
