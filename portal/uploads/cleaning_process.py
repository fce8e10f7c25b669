"""Makes what somebody sends harmless: run in a process of its own, with limits of memory and time.

    python -m portal.uploads.cleaning_process < files > cleaned

A photo is decoded, turned upright, made smaller and encoded anew: nothing but its picture remains. Several
photos become one PDF. Of a PDF everything that acts is taken out, and it is written anew. Whatever breaks
here breaks in this process alone. It imports neither Django nor the rest of the portal.

Both ways: one line of JSON, then the bytes of all files in its order. In: ``{"files": [{"name", "size"}]}``.
Out: ``{"files": [{"name", "extension", "pages", "size"}]}`` or ``{"refused": code, "name": name}``.
"""

import json
import resource
import sys
from typing import Any

from portal.uploads.file_kind import find_kind
from portal.uploads.pdfs import clean_pdf
from portal.uploads.photos import join_photos, read_photo
from portal.uploads.refusal import MOST_PAGES, Refused

MEMORY_BYTES = 1_200 * 1024 * 1024
CPU_S = 25


def clean(files: list[tuple[str, bytes]]) -> list[dict[str, Any]]:
    """Every file, cleaned; all photos together as one. Raises: Refused."""
    photos: list[tuple[str, Any]] = []
    cleaned: list[dict[str, Any]] = []
    for name, content in files:
        kind = find_kind(content)
        if not content:
            raise Refused("empty", name)
        if not kind:
            raise Refused("kind", name)
        if kind == "pdf":
            cleaned.append({"name": name, "extension": "pdf", **clean_pdf(name, content)})
        else:
            photos.append((name, read_photo(name, content, kind)))
        if len(photos) > MOST_PAGES:
            raise Refused("too-many-pages", name)
    if photos:
        cleaned.insert(0, join_photos(photos))
    return cleaned


def _limit() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY_BYTES, MEMORY_BYTES))
    resource.setrlimit(resource.RLIMIT_CPU, (CPU_S, CPU_S))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))


def _read() -> list[tuple[str, bytes]]:
    head = json.loads(sys.stdin.buffer.readline())
    return [(one["name"], sys.stdin.buffer.read(one["size"])) for one in head["files"]]


def main() -> int:
    """Read, clean, write. A process that ends without output counts as a refusal."""
    _limit()
    try:
        cleaned = clean(_read())
    except Refused as refused:
        sys.stdout.write(json.dumps({"refused": refused.code, "name": refused.name}) + "\n")
        return 0
    except MemoryError:
        return 1
    head = [
        {key: value for key, value in one.items() if key != "content"} | {"size": len(one["content"])}
        for one in cleaned
    ]
    out = sys.stdout.buffer
    out.write(json.dumps({"files": head}).encode() + b"\n")
    for one in cleaned:
        out.write(one["content"])
    out.flush()
    return 0


if __name__ == "__main__":
    sys.exit(main())
