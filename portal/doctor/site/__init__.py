"""Examines the portal itself: its address, keys, database, cache, worker, files and audit trail."""

from collections.abc import Iterator, Sequence
from pathlib import Path
from urllib.parse import urlsplit

from django.apps import apps
from django.conf import settings
from django.contrib.auth.models import Group
from django.contrib.staticfiles.storage import staticfiles_storage
from django.core.checks import CheckMessage

from portal import registry
from portal.checks import check_hosts, check_room, check_secrets, check_staff_sign_in
from portal.doctor.site.cache_findings import check_cache
from portal.doctor.site.database_findings import check_database, check_migrations
from portal.doctor.site.worker_findings import check_worker
from portal.integrations.errors import IntegrationError
from portal.web.examining import Finding, bad, ok, unknown, warn

LEAST_KEY, LEAST_KEY_CHARACTERS = 50, 10


def examine_site() -> Iterator[Finding]:
    """What must be right before any system matters."""
    yield check_address()
    yield _check_hosts()
    yield _check_proxies()
    yield _check_door_secrets()
    yield _check_staff_sign_in()
    yield from _check_keys()
    database = check_database()
    yield database
    if database.state == "ok":
        migrations = check_migrations()
        yield migrations
        if migrations.state == "ok":
            yield check_worker()
            yield _check_roles()
    yield check_cache()
    yield _check_room()
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


def _check_hosts() -> Finding:
    return _make_finding("site.hosts", check_hosts(), "The portal answers to the host of PORTAL_URL.")


def _make_finding(name: str, wrong: Sequence[CheckMessage], fine: str) -> Finding:
    """What a system check says, or that nothing is wrong."""
    if not wrong:
        return ok(name, fine)
    make = bad if any(one.is_serious() for one in wrong) else warn
    return make(name, " ".join(one.msg for one in wrong), wrong[0].hint or "")


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
    fine = "The secrets that others show at our doors are long and mixed."
    return _make_finding("site.door-secrets", check_secrets(), fine)


def _check_staff_sign_in() -> Finding:
    """Read the identity provider's documents, if there is one."""
    name, wrong = "site.staff-sign-in", check_staff_sign_in()
    if wrong or not settings.OIDC_URL:
        return _make_finding(name, wrong, "Staff sign in with a password and a second step.")
    try:
        registry.openid().check()
    except IntegrationError as error:
        hint = "Compare OIDC_URL with the issuer in the provider's own document."
        return bad(name, f"The OpenID provider of staff gives no documents ({type(error).__name__}).", hint)
    words = "The OpenID provider of staff gives its documents. The client is set; a sign-in alone tries it."
    return ok(name, words)


def _check_roles() -> Finding:
    """A role that nobody has is asked for no second step, and given to nobody."""
    name = "site.roles"
    named = {
        "STAFF_SECOND_FACTOR_ROLES": settings.STAFF_SECOND_FACTOR_ROLES,
        "OIDC_ROLES": [one.partition("=")[2].strip() for one in settings.OIDC_ROLES],
    }
    known = set(Group.objects.values_list("name", flat=True)) if any(named.values()) else set()
    strange = {setting: sorted(set(roles) - known) for setting, roles in named.items()}
    words = [f"{setting}: {', '.join(roles)}" for setting, roles in strange.items() if roles]
    if words:
        remedy = "Write the roles as /desk/settings/people/ does; manage.py make_roles makes them."
        return bad(name, f"The settings name roles that do not exist. {'; '.join(words)}.", remedy)
    return ok(name, "Every role that the settings name exists.")


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


def _check_room() -> Finding:
    return _make_finding("site.room", check_room(), "There is room for large documents on their way.")


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
