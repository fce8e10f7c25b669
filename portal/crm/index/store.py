"""The index in the database: a row for each page of a list, sealed as a whole."""

import json
import zlib
from collections.abc import Iterator, Sequence
from datetime import datetime

from django.db.models import QuerySet

from portal.crm.index.entries import Entry
from portal.crm.models import IndexPage, SearchIndex
from portal.office.selectors import get_office
from portal.web.sealing import make_digest, seal_bytes, unseal_bytes
from portal.web.typed.characters import read_whole

PURPOSE = "crm-index"
INDEXED = 100
"""How many rows of the list one page covers."""


def list_indexes(system: str) -> QuerySet[SearchIndex]:
    """The indexes of a system, one for each kind of record."""
    return SearchIndex.objects.filter(office=get_office().pk, system=system)


def save_page(index: SearchIndex, number: int, entries: Sequence[Entry], *, now: datetime) -> None:
    """Store a page; if it is unchanged, only update its time."""
    text = json.dumps([one.to_row() for one in entries], ensure_ascii=False)
    mark = make_digest(text, purpose=PURPOSE)
    same = IndexPage.objects.filter(index=index, number=number, mark=mark)
    if same.update(read_at=now):
        return
    sealed = seal_bytes(zlib.compress(text.encode()), purpose=PURPOSE)
    ids = [int(one.record_id) for one in entries if is_number(one.record_id)]
    values = {
        "sealed": sealed,
        "mark": mark,
        "rows": len(entries),
        "first_id": min(ids, default=None),
        "last_id": max(ids, default=None),
        "read_at": now,
    }
    IndexPage.objects.update_or_create(index=index, number=number, defaults=values)


def is_number(text: str) -> bool:
    """Whether an id is a number that fits an integer column."""
    return read_whole(text) is not None


def drop_pages_after(index: SearchIndex, number: int) -> None:
    """Delete the pages beyond the list's new end."""
    IndexPage.objects.filter(index=index, number__gt=number).delete()


def list_likely_pages(system: str, resource: str, record_id: str) -> list[int]:
    """The pages of the system's list on which a record was, or could have been, when it was read."""
    wanted = read_whole(record_id)
    if wanted is None:
        return []
    pages = IndexPage.objects.filter(
        index__in=list_indexes(system).filter(resource=resource), first_id__lte=wanted, last_id__gte=wanted
    )
    return list(pages.order_by("number").values_list("number", flat=True))


def iterate_pages(index: SearchIndex) -> Iterator[tuple[int, list[Entry]]]:
    """Page number and entries, in the order of the list. Skips a page whose key is gone."""
    rows = index.pages.order_by("number").values_list("number", "sealed")
    for number, sealed in rows.iterator(chunk_size=20):
        content = unseal_bytes(bytes(sealed), purpose=PURPOSE)
        if content is not None:
            yield number, [Entry.from_row(row) for row in json.loads(zlib.decompress(content))]
