"""The portal's own settings, with what a test process needs: fast hashes, a practice office."""

import os
import tempfile
from pathlib import Path

os.environ.setdefault("DEBUG", "0")
os.environ.setdefault("SECRET_KEY", "tests-only-" + "s" * 50)
os.environ.setdefault("SANDBOX", "1")
os.environ.setdefault("PORTAL_URL", "http://127.0.0.1:8000")
os.environ.setdefault("LOG_LEVEL", "INFO")
# Tests of the second factor switch it on; the others sign in by password alone.
os.environ.setdefault("STAFF_SECOND_FACTOR", "0")
# A browser test leaves Playwright's event loop in its thread; a database test may follow in the same process.
os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")

from portal.settings import *  # noqa: F403
from portal.settings import CACHES, DATABASES

ALLOWED_HOSTS = ["testserver", "127.0.0.1", "localhost"]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
# WhiteNoise wants the folder, although nothing is collected here.
Path(STATIC_ROOT).mkdir(parents=True, exist_ok=True)  # noqa: F405
if CACHES["default"]["BACKEND"].endswith("SharedCache"):
    # Side by side test processes clear their cache: each has a Redis database of its own.
    _worker = os.environ.get("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")
    CACHES["default"]["LOCATION"] = CACHES["default"]["LOCATION"].rsplit("/", 1)[0] + f"/{int(_worker) + 1}"
# Every value that any test keeps in the cache must come out as it went in.
CACHES["default"]["OPTIONS"]["serializer"] = "tests.caches.CheckedSerializer"
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, as in life: SQLite's shared memory knows no waiting, so threads would fail instead of queue.
    _file = Path(tempfile.gettempdir()) / f"portal-tests-{os.getpid()}.sqlite3"
    DATABASES["default"]["TEST"] = {"NAME": _file}
