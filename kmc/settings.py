"""Settings: one file, read from the environment. Every variable stands in `.env.example`."""

import re
import secrets
from pathlib import Path
from urllib.parse import urlsplit

import environ
from csp.constants import NONCE, NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

BASE_DIR = Path(__file__).resolve().parent.parent

env = environ.Env()
environ.Env.read_env(env.str("KMC_ENV_FILE", default=str(BASE_DIR / ".env")))  # the tests name an empty one

DATA_DIR = Path(env.str("KMC_DATA_DIR", default=str(BASE_DIR / "data"))).resolve()
DEBUG = env.bool("KMC_DEBUG", default=False)


def kept_secret_key():
    """Return the key of the environment, else the one kept in the data folder, made at the first start."""
    key = env.str("KMC_SECRET_KEY", default="")
    if key:
        return key
    path = DATA_DIR / "secret_key"
    if not path.exists():
        DATA_DIR.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_text(secrets.token_urlsafe(64), encoding="ascii")
    return path.read_text(encoding="ascii").strip()


def checked_hosts():
    """Return the host names served; an open list (`*`) is refused outside development."""
    hosts = env.list("KMC_ALLOWED_HOSTS", default=["127.0.0.1", "localhost", "[::1]"])
    if "*" in hosts and not DEBUG:
        raise ImproperlyConfigured("KMC_ALLOWED_HOSTS must name the hosts; '*' is refused.")
    return hosts


SECRET_KEY = kept_secret_key()
ALLOWED_HOSTS = checked_hosts()
CSRF_TRUSTED_ORIGINS = env.list("KMC_CSRF_TRUSTED_ORIGINS", default=[])

INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.sitemaps",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
    "django.forms",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "csp",
    "django_filters",
    "django_prose_editor",
    "js_asset",
    "taggit",
    "tree_queries",
    "kmc",
    "accounts",
    "networks",
    "knowledge",
    "reports",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",
    "kmc.middleware.PreferencesMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "kmc.middleware.PrivatePagesMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "kmc.middleware.AccessMiddleware",
    "kmc.middleware.SecondStepMiddleware",
    "csp.middleware.CSPMiddleware",
    "kmc.api.door.ApiMiddleware",
    "kmc.middleware.AddressGuardMiddleware",
    "kmc.middleware.SearchRestsMiddleware",
]

ROOT_URLCONF = "kmc.urls"
WSGI_APPLICATION = "kmc.wsgi.application"

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "csp.context_processors.nonce",
                "kmc.context.site",
                "accounts.context.notices",
                "knowledge.context.review",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.TemplatesSetting"

# --- Data ---------------------------------------------------------------------------------------

SQLITE_OPTIONS = {
    "transaction_mode": "IMMEDIATE",
    "timeout": 20,
    "init_command": (
        "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON; "
        "PRAGMA cache_size=-32000; PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;"
    ),
}


def configured_database():
    """Return the default database: `DATABASE_URL`, else SQLite in the data folder, whatever its name."""
    url = env.str("DATABASE_URL", default="")
    kept = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(DATA_DIR / "kmc.sqlite3")}
    database = env.db_url_config(url) if url else kept
    if database["ENGINE"] == "django.db.backends.sqlite3":
        database["OPTIONS"] = SQLITE_OPTIONS
    elif database["ENGINE"] == "django.db.backends.postgresql":
        database["CONN_MAX_AGE"] = 60
        database["CONN_HEALTH_CHECKS"] = True
    else:
        raise ImproperlyConfigured("DATABASE_URL must name SQLite or PostgreSQL.")
    return database


DATABASES = {"default": configured_database()}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

CACHES = {
    # Counts of limits among others: room for those of a busy day, and a tenth at a time goes where it is full.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "kmc_cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000, "CULL_FREQUENCY": 10},
    },
    # Rendered pages, each under the version of the corpus: private to a process, so nothing to invalidate.
    "pages": {
        "BACKEND": "django.core.cache.backends.locmem.LocMemCache",
        "LOCATION": "pages",
        "OPTIONS": {"MAX_ENTRIES": 500},
        "TIMEOUT": 3600,
    },
}

MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/never-served/"  # uploads are served by a view that asks permission
STATIC_URL = "static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STATIC_ROOT = DATA_DIR / "static"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
WHITENOISE_USE_FINDERS = DEBUG or not (STATIC_ROOT / "css").exists()  # until `collectstatic` ran
WHITENOISE_AUTOREFRESH = DEBUG
WHITENOISE_MAX_AGE = 3600
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "kmc.storage.VersionedStaticStorage"},
}


def social_providers():
    """Return the ways in that the office turned on: Google, or its own provider (OpenID Connect)."""
    providers = {}
    if google := env.str("KMC_GOOGLE_CLIENT_ID", default=""):
        app = {"client_id": google, "secret": env.str("KMC_GOOGLE_SECRET")}
        providers["google"] = {"APPS": [app], "SCOPE": ["profile", "email"]}
    if server := env.str("KMC_OIDC_SERVER", default=""):
        app = {
            "provider_id": "office",
            "name": env.str("KMC_OIDC_NAME", default="OpenID Connect"),
            "client_id": env.str("KMC_OIDC_ID"),
            "secret": env.str("KMC_OIDC_SECRET"),
            "settings": {"server_url": server},
        }
        providers["openid_connect"] = {"APPS": [app]}
    return providers


def social_origins():
    """Return the sites a form of ours may lead to: those of the providers turned on."""
    origins = ["https://accounts.google.com"] if "google" in SOCIALACCOUNT_PROVIDERS else []
    if "openid_connect" in SOCIALACCOUNT_PROVIDERS:
        server = urlsplit(env.str("KMC_OIDC_SERVER"))
        origins.append(f"{server.scheme}://{server.netloc}")
    return origins


# --- People -------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["accounts.backend.OfficeBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
        "OPTIONS": {"user_attributes": ("username", "given_name", "family_name", "email")},
    },
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "accounts.passwords.ContextWordsValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.forms.signing_in.SignInForm",
    "reset_password": "accounts.forms.signing_in.ResetForm",
    "signup": "accounts.forms.registering.RegistrationForm",
    "change_password": "accounts.forms.signing_in.ChangePasswordForm",
    "set_password": "accounts.forms.signing_in.SetPasswordForm",
    "reset_password_from_key": "accounts.forms.signing_in.NewPasswordForm",
    "reauthenticate": "accounts.forms.signing_in.PasswordAgainForm",
}
ACCOUNT_LOGIN_METHODS = {"username", "email"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "email*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
ACCOUNT_SESSION_REMEMBER = None
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_USER_DISPLAY = "accounts.adapter.display_name"
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False  # no mail to addresses that have no account
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_PASSWORD_RESET_TOKEN_GENERATOR = "accounts.passwords.ResetLinks"  # noqa: S105
# Whole schools share one public address: attempts are limited by account first, by address only loosely.
ACCOUNT_RATE_LIMITS = {
    "login": "300/m/ip",
    "login_failed": "5/5m/key,300/5m/ip",
    "reset_password": "60/m/ip,5/h/key",
    "reset_password_from_key": "60/m/ip",
    "change_password": "5/m/user",
    "start_account": "5/5m/key,300/5m/ip",
    "reauthenticate": "10/m/user",
    "manage_email": "10/m/user",
    "confirm_email": "1/m/key",
    "signup": "300/h/ip",
}

MFA_ADAPTER = "accounts.adapter.SecondStepAdapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_ALLOW_UNVERIFIED_EMAIL = True  # the office gave the addresses; most were never confirmed
MFA_TOTP_TOLERANCE = 1  # clocks of old phones
MFA_FORMS = {
    "authenticate": "accounts.forms.signing_in.SecondStepForm",
    "reauthenticate": "accounts.forms.signing_in.SecondStepAgainForm",
    "activate_totp": "accounts.forms.signing_in.ActivateAppForm",
    "login_webauthn": "accounts.forms.signing_in.PasskeySignInForm",
    "authenticate_webauthn": "accounts.forms.signing_in.PasskeyStepForm",
    "reauthenticate_webauthn": "accounts.forms.signing_in.PasskeyAgainForm",
    "add_webauthn": "accounts.forms.signing_in.AddPasskeyForm",
    "edit_webauthn": "accounts.forms.signing_in.EditPasskeyForm",
}
MFA_RATE_LIMITS = {"webauthn_login": "300/m/ip"}
KMC_REQUIRE_SECOND_STEP = env.bool("KMC_REQUIRE_SECOND_STEP", default=not env.bool("KMC_DEMO", default=True))
KMC_SELF_REGISTRATION = env.bool("KMC_SELF_REGISTRATION", default=False)
KMC_EMAIL_DOMAINS = [domain.lower() for domain in env.list("KMC_EMAIL_DOMAINS", default=[])]

SOCIALACCOUNT_ADAPTER = "accounts.adapter.SocialAdapter"
SOCIALACCOUNT_AUTO_SIGNUP = False
SOCIALACCOUNT_PROVIDERS = social_providers()
INSTALLED_APPS += [f"allauth.socialaccount.providers.{provider}" for provider in SOCIALACCOUNT_PROVIDERS]

# --- Words and time -----------------------------------------------------------------------------

LANGUAGE_CODE = "th"
LANGUAGES = [("th", _("Thai")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "kmc" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Asia/Bangkok"

KMC_SITE_NAME = env.str("KMC_SITE_NAME", default="ศูนย์การจัดการเรียนรู้")
KMC_SITE_OFFICE = env.str("KMC_SITE_OFFICE", default="")
KMC_CONTACT = env.str("KMC_CONTACT", default="")
KMC_DEMO = env.bool("KMC_DEMO", default=True)
KMC_LICENCE = env.str(
    "KMC_LICENCE", default="cc-by-nc"
)  # what new articles are given unless chosen otherwise
KMC_REVIEW_DAYS = env.int("KMC_REVIEW_DAYS", default=7)  # then the area's reviewers are asked, too
KMC_PUBLIC_URL = env.str("KMC_PUBLIC_URL", default="http://127.0.0.1:8000").rstrip("/")  # of links in mail


def checked_search_url():
    """Return the address of OpenSearch, "" for none. A password travels only encrypted, or within this machine."""
    url = env.str("KMC_SEARCH_URL", default="").rstrip("/")
    parts = urlsplit(url)
    index = parts.path.strip("/")
    is_address = (
        parts.scheme in ("http", "https") and parts.hostname and not parts.query and not parts.fragment
    )
    if url and not (is_address and (not index or re.fullmatch(r"[a-z][a-z0-9_-]{0,99}", index))):
        raise ImproperlyConfigured(
            "KMC_SEARCH_URL must look like https://user:password@search.example.go.th:9200/kmc."
        )
    if parts.scheme == "http" and parts.password and parts.hostname not in ("127.0.0.1", "localhost", "::1"):
        raise ImproperlyConfigured("KMC_SEARCH_URL with a password must begin with https://.")
    return url


KMC_SEARCH_URL = checked_search_url()

# --- Mail ---------------------------------------------------------------------------------------

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://")
EMAIL_BACKEND = EMAIL_CONFIG["EMAIL_BACKEND"]
EMAIL_HOST = EMAIL_CONFIG.get("EMAIL_HOST") or "localhost"
EMAIL_PORT = EMAIL_CONFIG.get("EMAIL_PORT") or 25
EMAIL_HOST_USER = EMAIL_CONFIG.get("EMAIL_HOST_USER") or ""
EMAIL_HOST_PASSWORD = EMAIL_CONFIG.get("EMAIL_HOST_PASSWORD") or ""
EMAIL_USE_TLS = EMAIL_CONFIG.get("EMAIL_USE_TLS", False)
EMAIL_USE_SSL = EMAIL_CONFIG.get("EMAIL_USE_SSL", False)
EMAIL_TIMEOUT = 10
DEFAULT_FROM_EMAIL = env.str("KMC_MAIL_FROM", default="kmc@localhost")

# --- Safety -------------------------------------------------------------------------------------

SECURE = env.bool("KMC_SECURE", default=False)  # true where the site is reached over https
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE
SECURE_HSTS_PRELOAD = SECURE
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
SESSION_COOKIE_SECURE = SECURE
CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_NAME = "__Host-session" if SECURE else "kmc_session"
CSRF_COOKIE_NAME = "__Host-csrf" if SECURE else "kmc_csrf"
SESSION_COOKIE_HTTPONLY = True
CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_AGE = 14 * 24 * 3600
X_FRAME_OPTIONS = "DENY"
ALLAUTH_TRUSTED_PROXY_COUNT = 0
if env.bool("KMC_BEHIND_PROXY", default=False):
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    ALLAUTH_TRUSTED_PROXY_COUNT = 1  # the right-most address the proxy wrote
KMC_ACCESS_LOG_DAYS = env.int("KMC_ACCESS_LOG_DAYS", default=180)
if KMC_ACCESS_LOG_DAYS < 90:
    raise ImproperlyConfigured("KMC_ACCESS_LOG_DAYS: the law asks for at least 90 days.")
KMC_API_ORIGINS = env.list("KMC_API_ORIGINS", default=[])  # sites whose pages may read the interface

CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF, NONCE],
        "style-src": [SELF, NONCE],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "frame-src": ["https://www.youtube-nocookie.com"],
        "frame-ancestors": [NONE],
        "form-action": [SELF, *social_origins()],
        "base-uri": [NONE],
        "object-src": [NONE],
    }
}

DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
DATA_UPLOAD_MAX_NUMBER_FIELDS = 500
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024
FILE_UPLOAD_PERMISSIONS = 0o640
KMC_UPLOAD_MAX_BYTES = env.int("KMC_UPLOAD_MAX_MB", default=25) * 1024 * 1024
KMC_ALLOW_ARCHIVES = env.bool("KMC_ALLOW_ARCHIVES", default=False)

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": "INFO" if DEBUG else "WARNING"},
}
