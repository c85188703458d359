"""The settings of every server process; development and test start from these.

Everything that differs between installations comes from the environment (see docs/settings.md).
"""

from functools import partial
from pathlib import Path

from csp.constants import NONE, SELF
from django.utils.translation import gettext_lazy as _

from config import env
from referrals_portal.messages.catalogue import settings_named

BASE_DIR = Path(__file__).resolve().parents[3]
VAR = env.folder("VAR", BASE_DIR / "var")

# What this process is -------------------------------------------------------------------------
SECRET_KEY = env.text("SECRET_KEY")
DEBUG = False
ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", "")
SURFACES = env.surfaces()
SITE_URL = env.address("SITE_URL")
FORM_URL = env.address("FORM_URL", SITE_URL)
CMS_URL = env.address("CMS_URL", SITE_URL)
INTAKE_URL = env.address("INTAKE_URL", SITE_URL)
ORIGINS = sorted({SITE_URL, FORM_URL, CMS_URL, INTAKE_URL})
# Where the exit leads: somewhere ordinary that shows nothing personal.
LEAVE_TO = env.page("LEAVE_TO", "https://www.bbc.co.uk/weather")
HUBS = tuple(sorted(profile.stem for profile in (BASE_DIR / "site/hub/hubs").glob("*.toml")))
HUB = env.one_of("HUB", HUBS, "hampshire-and-isle-of-wight")
if not ALLOWED_HOSTS:
    env.refuse("ALLOWED_HOSTS is not set. Name the host names that this process answers to.")
if len(SECRET_KEY) < 50:
    env.refuse("SECRET_KEY is too short. Use at least 50 random characters.")

# Keys and messages ----------------------------------------------------------------------------
KEYS_DIR = env.folder("KEYS_DIR", VAR / "keys")
KEYS_PASSPHRASE = env.text("KEYS_PASSPHRASE", "")
# A function: `manage.py keys` alone asks for these words, and no server process ever has them.
KEYS_RESTRICTED_PASSPHRASE = partial(env.text, "KEYS_RESTRICTED_PASSPHRASE", "")
MESSAGES = env.one_of("MESSAGES", ("notify", "smtp", "none"), "none")
NOTIFY_API_KEY = env.text("NOTIFY_API_KEY", "")
NOTIFY_BASE_URL = env.address("NOTIFY_BASE_URL", "https://api.notifications.service.gov.uk")
NOTIFY_PER_MINUTE = env.number("NOTIFY_PER_MINUTE", 3000)
NOTIFY_RECEIPTS_TOKEN = env.token("NOTIFY_RECEIPTS_TOKEN", 10)
NOTIFY_TEMPLATES = {name: env.text(f"NOTIFY_TEMPLATE_{name}", "") for name in settings_named()}
EMAIL_BACKEND = "referrals_portal.messages.smtp.Backend"
EMAIL_HOST = env.text("EMAIL_HOST", "localhost")
EMAIL_PORT = env.number("EMAIL_PORT", 25)
EMAIL_HOST_USER = env.text("EMAIL_HOST_USER", "")
EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD", "")
EMAIL_SECURITY = env.one_of("EMAIL_SECURITY", ("none", "starttls", "tls"), "none")
EMAIL_USE_TLS, EMAIL_USE_SSL = EMAIL_SECURITY == "starttls", EMAIL_SECURITY == "tls"
DEFAULT_FROM_EMAIL = env.sender("EMAIL_FROM", "post@localhost")
if EMAIL_HOST_USER and EMAIL_SECURITY == "none" and EMAIL_HOST not in env.LOOPBACK:
    env.refuse("EMAIL_HOST_USER would travel in clear. Set EMAIL_SECURITY to starttls or tls.")
# Who looks after the system: what they may scrape, and where the weekly email goes.
METRICS_TOKEN = env.token("METRICS_TOKEN", 20)
OPERATOR_EMAIL = env.mailbox("OPERATOR_EMAIL")
# Whose directories may be copied from; nothing is fetched from anywhere else (directory.arriving).
FEED_HOSTS = env.hosts("FEED_HOSTS")
RECAPTCHA_PUBLIC_KEY = env.text("RECAPTCHA_PUBLIC_KEY", "")
RECAPTCHA_PRIVATE_KEY = env.text("RECAPTCHA_PRIVATE_KEY", "")
RECAPTCHA_VERIFY_REQUEST_TIMEOUT = 3  # seconds; a person is waiting, and is received anyway

# A postcodes.io of the operator's own. It is asked for the first part of a postcode and no more.
POSTCODES_IO_URL = env.address_if_any("POSTCODES_IO_URL")

# Applications ---------------------------------------------------------------------------------
INSTALLED_APPS = [
    "config",
    "pages",
    "referrals_portal",
    "directory",
    "hub",
    "accounts",
    "core",
    "wagtail.contrib.settings",
    "wagtail.contrib.redirects",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "formtools",
    "axes",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "core.cache.WholePageCache",
    "referrals_portal.journey.language.KeptLanguage",
    "core.middleware.Guard",
    "referrals_portal.journey.limits.JourneyLimits",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "axes.middleware.AxesMiddleware",
    "wagtail.contrib.redirects.middleware.RedirectMiddleware",
]

# A proxy's header must not move the whole site: the page cache would keep it for everybody.
FORCE_SCRIPT_NAME = ""
ROOT_URLCONF = "config.urls"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "core.context.staff_only",
                "hub.context.hub",
                "pages.context.navigation",
            ],
        },
    },
]
FORM_RENDERER = "core.renderer.GovukRenderer"

# Database -------------------------------------------------------------------------------------
DATABASE = env.database(VAR / "db.sqlite3")
if DATABASE["ENGINE"].endswith("sqlite3"):
    DATABASE["OPTIONS"] = {
        # Writers queue instead of failing; readers never wait for them.
        "transaction_mode": "IMMEDIATE",
        "timeout": 5,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; "
        "PRAGMA secure_delete=ON; PRAGMA foreign_keys=ON;",
    } | DATABASE["OPTIONS"]
else:
    own = DATABASE["OPTIONS"].get("options", "")
    # A page gives up so that a person is told; a migration takes the time it needs (wsgi.py).
    patience = env.number("DATABASE_PATIENCE", 0)
    DATABASE["OPTIONS"] = {"connect_timeout": 3} | DATABASE["OPTIONS"]
    # Of two values for one setting PostgreSQL takes the last.
    DATABASE["OPTIONS"]["options"] = (
        f"-c statement_timeout={patience} -c lock_timeout=3000 "
        f"-c idle_in_transaction_session_timeout=10000 {own}"
    ).strip()
DATABASES = {"default": DATABASE}

# Languages and time ---------------------------------------------------------------------------
LANGUAGE_CODE = "en-gb"
# The journey speaks both; the website and the CMS have their pages in English so far.
LANGUAGES = [("en-gb", _("English")), ("cy", _("Welsh"))]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES[:1]
WAGTAILADMIN_PERMITTED_LANGUAGES = LANGUAGES[:1]
TIME_ZONE = "Europe/London"
USE_I18N = True
USE_TZ = True
LOCALE_PATHS = [BASE_DIR / "site" / "locale"]

# Files ----------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
# Our sources, and what set-up compiles from them (there is nothing yet where set-up never ran).
STATICFILES_DIRS = [
    folder for folder in (BASE_DIR / "static", BASE_DIR / "var" / "build") if folder.is_dir()
]
MEDIA_URL = "/media/"
MEDIA_ROOT = VAR / "media"
STORAGES = {
    "default": {"BACKEND": "core.uploads.NamelessStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

# Staff accounts and sessions ------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "axes.backends.AxesStandaloneBackend",
    "django.contrib.auth.backends.ModelBackend",
]
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "intake:sign-in"
SESSION_ENGINE = "accounts.sessions"
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
SESSION_COOKIE_AGE = 10 * 60 * 60
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_SAVE_EVERY_REQUEST = False
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
# Attempts are counted by account and address together, so that nobody elsewhere can lock a
# colleague out; behind a proxy that needs TRUSTED_PROXIES, or everybody has one address.
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_CLIENT_IP_CALLABLE = "accounts.addresses.client_address"
TRUSTED_PROXIES = env.number("TRUSTED_PROXIES", 0)
AXES_FAILURE_LIMIT = 10
AXES_COOLOFF_TIME = 0.25  # hours
AXES_RESET_ON_SUCCESS = True
AXES_VERBOSE = False
AXES_DISABLE_ACCESS_LOG = True
AXES_LOCKOUT_TEMPLATE = "403.html"

# Cookies: session cookies only, and `__Host-` wherever the address is https --------------------
HTTPS = all(url.startswith("https://") for url in ORIGINS)
COOKIE_PREFIX = "__Host-" if HTTPS else ""
SESSION_COOKIE_NAME = f"{COOKIE_PREFIX}staff"
SESSION_COOKIE_SECURE = HTTPS
LENT_COOKIE_NAME = f"{COOKIE_PREFIX}lent"  # opens the restricted compartment, with the session
CSRF_COOKIE_NAME = f"{COOKIE_PREFIX}token"
CSRF_COOKIE_SECURE = HTTPS
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_AGE = None  # a year in Django's defaults, which is a trace on a shared device
CSRF_FAILURE_VIEW = "core.errors.csrf_failure"
CSRF_TRUSTED_ORIGINS = ORIGINS

# Headers --------------------------------------------------------------------------------------
SECURE_SSL_REDIRECT = HTTPS
# Notify follows a redirect as a GET and takes it for success, so the receipts are never redirected.
SECURE_REDIRECT_EXEMPT = [r"^messages/receipts", r"^healthz$", r"^readyz$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_HSTS_SECONDS = 63_072_000 if HTTPS else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = HTTPS
SECURE_HSTS_PRELOAD = HTTPS
SECURE_CONTENT_TYPE_NOSNIFF = True
# `no-referrer` makes Chromium send `Origin: null`, which the CSRF check refuses.
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ["/cms/"],  # core.middleware gives it what Wagtail can live with
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF],
        "font-src": [SELF],
        "connect-src": [SELF],
        # A form may lead to another surface; the exit's leads away, and browsers count redirects.
        "form-action": [SELF, *ORIGINS, "/".join(LEAVE_TO.split("/")[:3])],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "manifest-src": [SELF],
    },
}
PERMISSIONS_POLICY: dict[str, list[str]] = {
    name: []
    for name in (
        "accelerometer", "autoplay", "camera", "display-capture", "encrypted-media", "geolocation",
        "gyroscope", "magnetometer", "microphone", "midi", "payment", "usb",
    )
}  # fmt: skip

# Sizes: the CMS needs Django's own limits; the journey has its own (referrals_portal.journey) ----
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# Wagtail --------------------------------------------------------------------------------------
WAGTAIL_SITE_NAME = "Front Door"
WAGTAILADMIN_BASE_URL = CMS_URL
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAILIMAGES_IMAGE_FORM_BASE = "pages.photographs.PhotographForm"
WAGTAILEMBEDS_FINDERS: list[dict] = []
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}

# Logs: what happened to the software, never what a person said ---------------------------------
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "core.logs.JsonFormatter"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django.server": {"handlers": ["console"], "level": "ERROR", "propagate": False},
        "django.request": {"level": "ERROR"},
        # These write recipients and personalisation into their warnings.
        "notifications_python_client": {"handlers": [], "level": "CRITICAL", "propagate": False},
        "urllib3": {"level": "ERROR"},
        "axes": {"level": "ERROR"},
        "django_tasks": {"level": "WARNING"},
        "wagtail": {"level": "WARNING"},
    },
}
