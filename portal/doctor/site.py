"""Examines the portal itself: its address, keys, database, cache, worker, files and audit trail."""

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from urllib.parse import urlsplit
from uuid import uuid4

from django.apps import apps
from django.conf import settings
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.cache import cache
from django.db import Error, connection
from django.db.migrations.executor import MigrationExecutor
from django.utils import timezone
from django_tasks_db.models import DBTaskResult

from portal import registry
from portal.checks import check_secrets, check_staff_sign_in
from portal.integrations.errors import IntegrationError
from portal.web.caches.absence import is_cache_away
from portal.web.examining import Finding, bad, ok, unknown, warn

WORKER_LATE, LATELY = timedelta(minutes=5), timedelta(days=1)
LEAST_KEY, LEAST_KEY_CHARACTERS = 50, 10


def examine_site() -> Iterator[Finding]:
    """What must be right before any system matters."""
    yield check_address()
    yield _check_proxies()
    yield _check_door_secrets()
    yield _check_staff_sign_in()
    yield from _check_keys()
    database = _check_database()
    yield database
    if database.state == "ok":
        migrations = _check_migrations()
        yield migrations
        if migrations.state == "ok":
            yield _check_worker()
    yield _check_cache()
    yield _check_translations()
    yield _check_static()


def check_address() -> Finding:
    """The address in letters, and the one to which the payment page returns people."""
    name = "site.address"
    url = urlsplit(settings.PORTAL_URL)
    is_own = (url.hostname or "") in settings.LOOPBACK_HOSTS
    if settings.DEBUG and not is_own:
        return bad(name, "DEBUG is on at a public address.", "Unset DEBUG.")
    if is_own:
        words = "PORTAL_URL is this machine itself: the payment page can send nobody back from elsewhere."
        return warn(name, words, "For real use set PORTAL_URL to the public https address.")
    if url.scheme != "https":
        return bad(name, "PORTAL_URL is not https.", "Set the public address with https://")
    return ok(name, f"PORTAL_URL is {settings.PORTAL_URL}, and parameter 576 should be that with a slash.")


def _check_proxies() -> Finding:
    name, count = "site.proxies", settings.TRUSTED_PROXY_COUNT
    if settings.IS_HTTPS and count < 1:
        words = "PORTAL_URL is https and no proxy is counted: all visitors share one count of sign-ins."
        return bad(name, words, "Set TRUSTED_PROXY_COUNT to how many proxies add to X-Forwarded-For.")
    if not settings.IS_HTTPS and count > 0:
        words = "Proxies are counted, and PORTAL_URL is not https: visitors may choose their own address."
        return warn(name, words, "Unset TRUSTED_PROXY_COUNT, unless a proxy is there.")
    return ok(name, f"{count} proxies are counted, to find the address of a visitor.")


def _check_door_secrets() -> Finding:
    name = "site.door-secrets"
    if weak := check_secrets():
        return bad(name, " ".join(one.msg for one in weak), weak[0].hint or "")
    return ok(name, "The secrets that others show at our doors are long and mixed.")


def _check_staff_sign_in() -> Finding:
    """Read the identity provider's documents, if there is one."""
    name = "site.staff-sign-in"
    if wrong := check_staff_sign_in():
        said = bad if wrong[0].is_serious() and wrong[0].id != "portal.W005" else warn
        return said(name, wrong[0].msg, wrong[0].hint or "")
    if not settings.OIDC_URL:
        return ok(name, "Staff sign in with a password and a second step.")
    try:
        registry.openid().check()
    except IntegrationError as error:
        hint = "Compare OIDC_URL with the issuer in the provider's own document."
        return bad(name, f"The OpenID provider of staff gives no documents ({type(error).__name__}).", hint)
    return ok(name, "Staff can sign in at the office's OpenID provider.")


def _check_keys() -> Iterator[Finding]:
    named = {"SECRET_KEY": [settings.SECRET_KEY], "AUDIT_KEY": [settings.AUDIT_KEY]}
    named |= {
        "CREDENTIAL_KEYS": settings.CREDENTIAL_KEYS,
        "SECRET_KEY_FALLBACKS": settings.SECRET_KEY_FALLBACKS,
    }
    weak = [name for name, keys in named.items() if any(key and not is_strong(key) for key in keys)]
    if weak:
        remedy = "Set 50 or more random characters."
        yield bad("site.keys", f"Easy to guess: {', '.join(weak)}.", remedy)
    else:
        yield ok("site.keys", "The keys that are set are long and mixed.")
    if not settings.AUDIT_KEY:
        yield warn(
            "site.audit-key",
            "AUDIT_KEY is empty: SECRET_KEY seals the audit trail, and can then never be changed.",
            "Set AUDIT_KEY before the first real file.",
        )


def is_strong(key: str) -> bool:
    """Whether a key is long, varied, and not one from a tool or an example."""
    is_mixed = len(key) >= LEAST_KEY and len(set(key)) >= LEAST_KEY_CHARACTERS
    return is_mixed and not key.startswith(("development-only", "django-insecure"))


def _check_database() -> Finding:
    name = "site.database"
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except Error as error:
        return bad(name, f"The database does not answer ({type(error).__name__}).", "Check DATABASE_URL.")
    return ok(name, f"The database answers ({connection.vendor}).")


def _check_migrations() -> Finding:
    name = "site.migrations"
    executor = MigrationExecutor(connection)
    waiting = executor.migration_plan(executor.loader.graph.leaf_nodes())
    if waiting:
        return bad(name, f"{len(waiting)} migrations wait.", "Run manage.py migrate.")
    return ok(name, "Every migration has run.")


def _check_worker() -> Finding:
    """A task that is long overdue means that no worker runs."""
    name, now = "site.worker", timezone.now()
    oldest = DBTaskResult.objects.ready().order_by("run_after", "enqueued_at").first()
    waited = now - max(oldest.run_after, oldest.enqueued_at) if oldest else timedelta()
    if waited > WORKER_LATE:
        return bad(
            name,
            f"A task has waited for {waited.total_seconds() / 60:.0f} minutes: no worker runs.",
            "Start one: manage.py db_worker.",
        )
    failed = DBTaskResult.objects.failed().filter(finished_at__gt=now - LATELY).count()
    if failed:
        return warn(name, f"{failed} tasks failed in the last day.", "Look at the worker's log.")
    return ok(name, "No task is late, and none failed in the last day.")


def _check_cache() -> Finding:
    name, word = "site.cache", uuid4().hex
    try:
        cache.set("doctor", word, 10)
        is_up = cache.get("doctor") == word
        is_away = is_cache_away()
    except Exception as error:  # noqa: BLE001 - each cache has its own errors, and all mean "down"
        return bad(name, f"The cache does not answer ({type(error).__name__}).", "Check CACHE_URL.")
    if is_away:
        return bad(name, "The cache does not answer: each process counts for itself.", "Check CACHE_URL.")
    if not is_up:
        return bad(name, "The cache does not keep what it is given.", "Check CACHE_URL.")
    if settings.CACHES["default"]["BACKEND"].endswith("LocalCache"):
        return warn(
            name,
            "The cache is in the memory of one process: sign-in limits are not shared.",
            "Set CACHE_URL, such as rediscache://127.0.0.1:6379/1.",
        )
    return ok(name, "The cache answers and is shared.")


def _check_translations() -> Finding:
    name, remedy = "site.translations", "Run script/translate compile."
    sources = [
        path
        for app in apps.get_app_configs()
        if app.name.startswith("portal")
        for path in sorted(Path(app.path).glob("locale/*/LC_MESSAGES/django.po"))
    ]
    missing = [path for path in sources if not path.with_suffix(".mo").exists()]
    if missing:
        return bad(name, f"{len(missing)} of {len(sources)} catalogues are not compiled.", remedy)
    old = [path for path in sources if path.with_suffix(".mo").stat().st_mtime < path.stat().st_mtime]
    if old:
        return warn(name, f"{len(old)} catalogues are newer than what is compiled.", remedy)
    return ok(name, f"{len(sources)} catalogues are compiled.")


def _check_static() -> Finding:
    name = "site.static"
    if not hasattr(staticfiles_storage, "manifest_name"):
        return unknown(name, "Files are served as they are (development), so nothing needs collecting.")
    manifest = Path(settings.STATIC_ROOT) / staticfiles_storage.manifest_name
    if not manifest.exists():
        return bad(name, "Style sheets and pictures are not collected.", "Run manage.py collectstatic.")
    return ok(name, "Style sheets and pictures are collected.")
