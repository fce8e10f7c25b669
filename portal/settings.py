"""Settings, all from the environment; each name also as NAME_FILE (a path to the value).

What each means, with examples: ``.env.example``.
"""

from pathlib import Path
from typing import get_args
from urllib.parse import urlsplit

from environ import Env

from portal.environment import Environment, refuse
from portal.integrations.alternatives import AmountFormat, Engine
from portal.integrations.side_by_side import MAX_THREADS
from portal.integrations.sips.seal import HMACS, SealAlgorithm

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

if (BASE_DIR / ".env").exists():
    Env.read_env(BASE_DIR / ".env")
env = Environment()

LOOPBACK_HOSTS = {"127.0.0.1", "localhost", "[::1]", "::1"}

DEBUG = env.flag("DEBUG", default=False)
PORTAL_URL = env.address("PORTAL_URL", default="http://127.0.0.1:8000").rstrip("/")
PORTAL_HOST = urlsplit(PORTAL_URL).hostname or ""
IS_HTTPS = urlsplit(PORTAL_URL).scheme == "https"
SECRET_KEY = env.key("SECRET_KEY")
if not SECRET_KEY:
    if not DEBUG:
        raise refuse("SECRET_KEY", "it is empty. Set it to 50 or more random characters.")
    SECRET_KEY = "development-only-" + "x" * 50
SECRET_KEY_FALLBACKS = env.keys("SECRET_KEY_FALLBACKS")
ALLOWED_HOSTS = env.names("ALLOWED_HOSTS", default=[PORTAL_HOST, "127.0.0.1", "localhost"])

SANDBOX = env.flag("SANDBOX", default=False)
if SANDBOX and (PORTAL_HOST not in LOOPBACK_HOSTS or set(ALLOWED_HOSTS) - LOOPBACK_HOSTS):
    raise refuse(
        "SANDBOX",
        "it is on while PORTAL_URL or ALLOWED_HOSTS names a public host: "
        "the practice office never runs beside a real portal.",
    )

# Where two apps have the same message, the first one's translation wins: ours come first.
INSTALLED_APPS = [
    "portal",
    "portal.web",
    "portal.audit",
    "portal.office",
    "portal.file",
    "portal.access",
    "portal.dossier",
    "portal.messages",
    "portal.mydata",
    "portal.help",
    "portal.plans",
    "portal.doctor",
    "portal.payments",
    "portal.receipts",
    "portal.outbox",
    "portal.plans.budget",
    "portal.plans.reminders",
    "portal.desk",
    "portal.crm",
    "portal.crm.links",
    "portal.aptic.events",
    "portal.aptic",
    "portal.money",
    "portal.letters",
    "portal.desk.apps.StaffAdminConfig",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
]
if SANDBOX:
    INSTALLED_APPS.append("portal.sandbox")

MIDDLEWARE = [
    "portal.doctor.metrics_middleware.count_requests",
    "portal.web.http_request.middleware.RequestIdMiddleware",
    # Those that set headers come before those that may answer themselves: the step to https, a refusal.
    "portal.web.http_request.content_policy.PolicyMiddleware",
    "portal.web.http_request.middleware.PrivacyHeadersMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "portal.help.middleware.SafeDeviceMiddleware",
    "portal.web.http_request.middleware.NulMiddleware",
    "portal.web.http_request.body.BodyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "portal.web.http_request.middleware.LanguageMiddleware",
    "portal.office.middleware.DutchMiddleware",
    "django.middleware.common.CommonMiddleware",
    "portal.web.http_request.csrf.NoReferrerCsrfMiddleware",
    "portal.web.http_request.kept_typing.KeptTypingMiddleware",
    "portal.desk.people.middleware.StaffMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "portal.audit.middleware.ActingMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "portal.web.pages.error_middleware.IntegrationFaultMiddleware",
    "portal.web.pages.error_middleware.WrongMethodMiddleware",
]

ROOT_URLCONF = "portal.urls"
WSGI_APPLICATION = "portal.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "NAME": "jinja2",
        "BACKEND": "portal.web.rendering.jinja.PortalTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "portal.office.page_context.office",
                "portal.access.page_context.defendant",
                "portal.help.page_context.help_context",
                "portal.web.rendering.page_context.page",
            ]
        },
    },
    {
        "NAME": "django",
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    },
]

# Data ------------------------------------------------------------------------------------------------

DATABASES = {"default": env.database("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'portal.sqlite3'}")}
_database = DATABASES["default"]
if _database["ENGINE"].endswith("sqlite3"):
    try:
        VAR_DIR.mkdir(mode=0o700, exist_ok=True)
    except OSError as error:
        raise refuse(
            "DATABASE_URL", f"SQLite finds no folder in {VAR_DIR} ({type(error).__name__})."
        ) from None
    _database["CONN_MAX_AGE"] = None
    _database["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
else:
    # After the database was started anew, connections of before are dead: nobody's page may meet one.
    _database["CONN_HEALTH_CHECKS"] = True
    # A thread that waits for Tagor holds no connection, so a small pool serves many threads.
    _database["OPTIONS"] = {
        **_database.get("OPTIONS", {}),
        "pool": {
            "min_size": 2,
            "max_size": env.count("DATABASE_POOL_SIZE", default=20, least=2),
            "timeout": 10,
        },
    }

# What the cache holds is JSON, wherever it is: see portal/web/caches/.
CACHES = {"default": env.cache("CACHE_URL", default="locmemcache://")}
_cache = CACHES["default"]
if _cache["BACKEND"].endswith("LocMemCache"):
    # Lockout counters live here: a crowd of visitors must not push them out.
    _cache |= {"BACKEND": "portal.web.caches.serialized.LocalCache", "OPTIONS": {"MAX_ENTRIES": 200_000}}
else:
    _cache["OPTIONS"] = {
        **_cache.get("OPTIONS", {}),
        "serializer": "portal.web.caches.serialized.JsonSerializer",
    }
    if _cache["BACKEND"].endswith("RedisCache"):
        _cache["BACKEND"] = "portal.web.caches.shared.SharedCache"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend", "QUEUES": ["default"]}}

# Mail to the office's own staff; empty: none is sent.
_mail = env.mail("EMAIL_URL", default="dummymail://")
vars().update(_mail)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.text("MAIL_FROM", default=f"portal@{PORTAL_HOST}")

# Languages -------------------------------------------------------------------------------------------

LANGUAGES = [("nl", "Nederlands"), ("fr", "Français"), ("de", "Deutsch"), ("en", "English")]
LANGUAGE_CODE = "nl"
LANGUAGE_COOKIE_NAME = "__Host-language" if IS_HTTPS else "language"
LANGUAGE_COOKIE_AGE = 60 * 60 * 24 * 90
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = IS_HTTPS
LANGUAGE_COOKIE_HTTPONLY = True
USE_TZ = True
TIME_ZONE = "Europe/Brussels"

# Files -----------------------------------------------------------------------------------------------

STATIC_URL = "/static/"
STATIC_ROOT = Path(env.text("STATIC_ROOT", default=str(VAR_DIR / "static")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "portal.web.rendering.static_storage.StaticStorage"
    },
}
# No other site needs our static files.
WHITENOISE_ALLOW_ALL_ORIGINS = False
MEDIA_ROOT = VAR_DIR / "media"

# Sessions and security -------------------------------------------------------------------------------

SESSION_ENGINE = "portal.web.sessions"
SESSION_COOKIE_NAME = "__Host-session" if IS_HTTPS else "session"
SESSION_COOKIE_SECURE = IS_HTTPS
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_AGE = env.count("SESSION_HOURS", default=4, least=1) * 3600
DEFENDANT_IDLE_MINUTES = env.count("DEFENDANT_IDLE_MINUTES", default=30, least=1)
DEFENDANT_SESSION_MINUTES = env.count("DEFENDANT_SESSION_MINUTES", default=120, least=1)
STAFF_IDLE_MINUTES = env.count("STAFF_IDLE_MINUTES", default=30, least=1)
STAFF_SESSION_HOURS = env.count("STAFF_SESSION_HOURS", default=12, least=1)
# Keys that seal credentials at rest, newest first; empty: derived from SECRET_KEY and its fallbacks.
CREDENTIAL_KEYS = env.keys("CREDENTIAL_KEYS")

CSRF_COOKIE_NAME = "__Host-csrf" if IS_HTTPS else "csrf"
CSRF_COOKIE_SECURE = IS_HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_FAILURE_VIEW = "portal.web.pages.error_pages.csrf_failure"
CSRF_TRUSTED_ORIGINS = [PORTAL_URL]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = IS_HTTPS
SECURE_REDIRECT_EXEMPT = [r"^healthz$", r"^readyz$", r"^metrics$"]
SECURE_HSTS_SECONDS = 63_072_000 if IS_HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = IS_HTTPS
SECURE_HSTS_PRELOAD = IS_HTTPS
SECURE_REFERRER_POLICY = "no-referrer"
# Our own check against forgery (portal/web/http_request/csrf.py) is a subclass of what this check looks for.
SILENCED_SYSTEM_CHECKS = ["security.W003"]
SECURE_CONTENT_TYPE_NOSNIFF = True
X_FRAME_OPTIONS = "DENY"
# Seals the audit trail; empty: SECRET_KEY. Changing it makes earlier events fail verification.
AUDIT_KEY = env.key("AUDIT_KEY")
# Where the end of the trail is copied to once an hour, beside the log: file:///… or syslog://host:514.
AUDIT_COPY = env.address("AUDIT_COPY", schemes=("file", "syslog"))
# Whom to tell of a hole in this site: mailto:… or https://…; empty: there is no security.txt.
SECURITY_CONTACT = env.address("SECURITY_CONTACT", schemes=("mailto", "https"))
# How many proxies are in front of the portal, to find the visitor's address.
TRUSTED_PROXY_COUNT = env.count("TRUSTED_PROXY_COUNT", default=0)
DATA_UPLOAD_MAX_MEMORY_SIZE = 512 * 1024
# A record of a CRM system may have over a hundred fields, and its lists add more.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 1000
# No page takes large files: one that is sent anyway is kept neither in memory nor on disk.
FILE_UPLOAD_HANDLERS = ["django.core.files.uploadhandler.MemoryFileUploadHandler"]
FILE_UPLOAD_MAX_MEMORY_SIZE = DATA_UPLOAD_MAX_MEMORY_SIZE

SIPS_ALLOWED_HOSTS = env.names("SIPS_ALLOWED_HOSTS")
# The portal as a merchant of its own; empty: payments go through Tagor.
SIPS_MERCHANT_ID = env.text("SIPS_MERCHANT_ID")
# One secret, or "2:new,1:old" while a key is being replaced.
SIPS_SECRET = env.text("SIPS_SECRET")
SIPS_KEY_VERSION = env.text("SIPS_KEY_VERSION", default="1")
SIPS_URL = env.address("SIPS_URL").rstrip("/")
# Where getTransactionData is; empty: the office server beside SIPS_URL.
SIPS_STATUS_URL = env.address("SIPS_STATUS_URL").rstrip("/")
SIPS_INTERFACE_VERSION = env.text("SIPS_INTERFACE_VERSION", default="IR_WS_2.20")
SIPS_SEAL_ALGORITHM: SealAlgorithm = env.choice("SIPS_SEAL_ALGORITHM", HMACS, default="HMAC-SHA-256")
# Worldline Direct, the portal as merchant: scheme and host only, without a path.
WORLDLINE_URL = env.address("WORLDLINE_URL").rstrip("/")
WORLDLINE_MERCHANT_ID = env.text("WORLDLINE_MERCHANT_ID")
WORLDLINE_API_KEY_ID = env.text("WORLDLINE_API_KEY_ID")
WORLDLINE_API_SECRET = env.text("WORLDLINE_API_SECRET")
# As many ids as secrets, with commas between while a pair is being replaced.
WORLDLINE_WEBHOOK_KEY_ID = env.text("WORLDLINE_WEBHOOK_KEY_ID")
WORLDLINE_WEBHOOK_SECRET = env.text("WORLDLINE_WEBHOOK_SECRET")
# Hosts of the payment page; empty: the host of WORLDLINE_URL.
WORLDLINE_ALLOWED_HOSTS = env.names("WORLDLINE_ALLOWED_HOSTS")
# Mollie, the portal as merchant. The key says whether payments are real: live_… or test_…
MOLLIE_URL = env.address("MOLLIE_URL", default="https://api.mollie.com").rstrip("/")
MOLLIE_API_KEY = env.text("MOLLIE_API_KEY")
# Hosts of the payment page.
MOLLIE_ALLOWED_HOSTS = env.names("MOLLIE_ALLOWED_HOSTS", default=["www.mollie.com"])
# Days that payment attempts are kept and followed until they are booked.
PAYMENT_RETENTION_DAYS = env.count("PAYMENT_RETENTION_DAYS", default=400, least=1)
# Days that receipts, ended requests for a plan and the audit trail are kept; 0: for good.
RECEIPT_RETENTION_DAYS = env.count("RECEIPT_RETENTION_DAYS", default=0)
PLAN_RETENTION_DAYS = env.count("PLAN_RETENTION_DAYS", default=0)
AUDIT_RETENTION_DAYS = env.count("AUDIT_RETENTION_DAYS", default=0)
# Days that the results of the worker's runs are kept.
TASK_RETENTION_DAYS = env.count("TASK_RETENTION_DAYS", default=30, least=1)

# Minutes in which a plan request can be taken back before it leaves.
PLAN_UNDO_MINUTES = env.count("PLAN_UNDO_MINUTES", default=10)
# Days that a budget is kept, unless the person removes it earlier.
BUDGET_RETENTION_DAYS = env.count("BUDGET_RETENTION_DAYS", default=30, least=1)
# Days that received events are kept.
EVENT_RETENTION_DAYS = env.count("EVENT_RETENTION_DAYS", default=90, least=1)

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": ["'none'"],
        "object-src": ["'none'"],
        "script-src": ["'self'"],
        "style-src": ["'self'"],
        "img-src": ["'self'"],
        "font-src": ["'none'"],
        "connect-src": ["'self'"],
        "form-action": ["'self'"],
        "frame-ancestors": ["'none'"],
        "base-uri": ["'none'"],
        "manifest-src": ["'self'"],
    }
}

# Whether everybody on the desk needs a second factor; the demo alone does without.
STAFF_SECOND_FACTOR = env.flag("STAFF_SECOND_FACTOR", default=True)
# Only of whom it is asked, by role; empty: of everybody. Superusers are always asked.
STAFF_SECOND_FACTOR_ROLES = env.names("STAFF_SECOND_FACTOR_ROLES")
# Staff sign in at the office's own OpenID provider (Entra ID, Keycloak, Google); empty: here alone.
OIDC_URL = env.address("OIDC_URL")
OIDC_CLIENT_ID = env.text("OIDC_CLIENT_ID")
OIDC_CLIENT_SECRET = env.text("OIDC_CLIENT_SECRET")
# Which claim names the roles; dots lead inside, as in "realm_access.roles".
OIDC_ROLES_CLAIM = env.text("OIDC_ROLES_CLAIM", default="roles")
# What the claim says and the role that it means, "desk-handlers=handler"; empty: it says names of roles.
OIDC_ROLES = env.pairs("OIDC_ROLES")
# Whether staff may sign in by name and password; superusers always may.
LOCAL_SIGN_IN = env.flag("LOCAL_SIGN_IN", default=True)
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_TOTP_TOLERANCE = 1
MFA_ADAPTER = "portal.desk.sign_in.adapter.FactorAdapter"
# Sign-in is the desk's own: of allauth only the second factors are used.
ACCOUNT_EMAIL_VERIFICATION = "none"

AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "portal.desk.people.passwords.GuessableValidator"},
]

# Systems ---------------------------------------------------------------------------------------------

TAGOR_URL = env.address("TAGOR_URL").rstrip("/")
TAGOR_API_KEY = env.text("TAGOR_API_KEY")
TAGOR_CLIENT_ID = env.text("TAGOR_CLIENT_ID")
TAGOR_CLIENT_SECRET = env.text("TAGOR_CLIENT_SECRET")
TAGOR_AMOUNT_FORMAT: AmountFormat = env.choice("TAGOR_AMOUNT_FORMAT", get_args(AmountFormat), default="comma")
DOSSIERDATA_URL = env.address("DOSSIERDATA_URL").rstrip("/")
DOSSIERDATA_CLIENT_ID = env.text("DOSSIERDATA_CLIENT_ID")
DOSSIERDATA_CLIENT_SECRET = env.text("DOSSIERDATA_CLIENT_SECRET")
CIRRUS_URL = env.address("CIRRUS_URL").rstrip("/")
CIRRUS_TOKEN = env.text("CIRRUS_TOKEN")
CIRRUS_CLIENT_ID = env.text("CIRRUS_CLIENT_ID")
CIRRUS_CLIENT_SECRET = env.text("CIRRUS_CLIENT_SECRET")
CIRRUS_TOKEN_URL = env.address("CIRRUS_TOKEN_URL")
APTIC_URL = env.address("APTIC_URL").rstrip("/")
APTIC_API_KEY = env.text("APTIC_API_KEY")
APTIC_CLIENT_ID = env.text("APTIC_CLIENT_ID")
APTIC_CLIENT_SECRET = env.text("APTIC_CLIENT_SECRET")
# One secret, or several separated by commas while one is being replaced.
APTIC_WEBHOOK_SECRET = env.names("APTIC_WEBHOOK_SECRET")
DIGIOFFICE_URL = env.address("DIGIOFFICE_URL").rstrip("/")
DIGIOFFICE_USER = env.text("DIGIOFFICE_USER")
DIGIOFFICE_PASSWORD = env.text("DIGIOFFICE_PASSWORD")
# A path or address of the system's own OpenAPI document; empty: the one that comes with the portal.
DOSSIERDATA_OPENAPI = env.text("DOSSIERDATA_OPENAPI")
CIRRUS_OPENAPI = env.text("CIRRUS_OPENAPI")
APTIC_OPENAPI = env.text("APTIC_OPENAPI")
# The HTTP engine under httpx: pyreqwest (fast) or httpx (stock).
HTTP_ENGINE: Engine = env.choice("HTTP_ENGINE", get_args(Engine), default="pyreqwest")
# A call's whole time with retries, and the most calls at once to one system.
UPSTREAM_DEADLINE_S = env.seconds("UPSTREAM_DEADLINE_S", default=8.0)
UPSTREAM_PAGE_DEADLINE_S = env.seconds("UPSTREAM_PAGE_DEADLINE_S", default=2.5)
# Each thread calls by itself, beside the threads that make the calls of pages side by side: fewer places than
# both together, and parts of pages go missing at a crowd.
PORTAL_THREADS = env.count("GRANIAN_BLOCKING_THREADS", default=64, least=1)
UPSTREAM_MAX_CONCURRENT = env.count("UPSTREAM_MAX_CONCURRENT", default=PORTAL_THREADS + MAX_THREADS, least=1)

# The scanner of what people send, tcp://host:3310 or unix:///path; empty: nothing is scanned.
CLAMD_URL = env.address("CLAMD_URL", schemes=("tcp", "unix"))

# Logs ------------------------------------------------------------------------------------------------

# Whom backups are encrypted for: the public half of a key of age.
BACKUP_RECIPIENT = env.text("BACKUP_RECIPIENT")
# line for people, json for machines.
LOG_FORMAT = env.choice("LOG_FORMAT", ("line", "json"), default="line")
LOG_LEVEL = env.choice("LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"), default="INFO")
# Who may read /metrics; empty: nobody, and nothing is counted.
METRICS_TOKEN = env.text("METRICS_TOKEN")
# Where the processes of one machine count together; prometheus-client itself reads it from the environment.
PROMETHEUS_MULTIPROC_DIR = env.text("PROMETHEUS_MULTIPROC_DIR")
# Where our own faults are told, stripped (Sentry, GlitchTip); empty: nowhere. Needs the extra "reports".
SENTRY_DSN = env.address("SENTRY_DSN")
if SENTRY_DSN:
    try:
        from portal.doctor import error_reports
    except ImportError:
        raise refuse("SENTRY_DSN", 'it needs the extra "reports".') from None
    error_reports.begin(SENTRY_DSN)
# A collector of OpenTelemetry, such as http://collector:4318/v1/traces; empty: nothing is traced. Needs the
# extra "traces".
TRACES_URL = env.address("TRACES_URL")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {
            "format": "{asctime} {levelname} {name} {message}",
            "datefmt": "%Y-%m-%dT%H:%M:%S%z",
            "style": "{",
        },
        "json": {"()": "portal.web.http_request.logs.JsonFormatter"},
    },
    "filters": {"redact": {"()": "portal.web.http_request.logs.RedactFilter"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": LOG_FORMAT, "filters": ["redact"]},
    },
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
    # Django's own console handler would print what the filter redacts.
    "loggers": {
        "django": {"handlers": [], "level": "INFO", "propagate": True},
        "django.server": {"handlers": ["console"], "propagate": False},
        # Off unless asked for; its own handler would print the letter's hash.
        "granian.access": {"handlers": ["console"], "propagate": False},
        # One line for each table of a font that is embedded.
        "fontTools": {"level": "WARNING"},
    },
}
