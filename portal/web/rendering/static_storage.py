"""Static files in production: hashed and compressed, our own scripts without comments and indents."""

from collections.abc import Iterator
from typing import Any

import rjsmin
from django.core.files.base import ContentFile
from whitenoise.storage import CompressedManifestStaticFilesStorage  # type: ignore[import-untyped]

OWN_SCRIPTS = "js/"
MADE_SMALL = ".min.js"
"""At the end of the name of one that was made small by its authors."""


class StaticStorage(CompressedManifestStaticFilesStorage):  # type: ignore[misc] # not typed
    """The phone of who reads a letter loads what runs, not what explains it to us."""

    def post_process(self, paths: dict[str, Any], *arguments: Any, **options: Any) -> Iterator[Any]:
        """As WhiteNoise's. ``paths``: by name, the storage of a file and where it lies there."""
        small = {
            name: (_Smaller(storage), path) if _is_own(name) else (storage, path)
            for name, (storage, path) in paths.items()
        }
        yield from super().post_process(small, *arguments, **options)


class _Smaller:
    """A storage of scripts that are made smaller when they are read."""

    def __init__(self, storage: Any) -> None:
        self._storage = storage

    def open(self, path: str) -> ContentFile[bytes]:
        with self._storage.open(path) as script:
            return ContentFile(rjsmin.jsmin(script.read().decode()).encode())


def _is_own(name: str) -> bool:
    return name.startswith(OWN_SCRIPTS) and name.endswith(".js") and not name.endswith(MADE_SMALL)
