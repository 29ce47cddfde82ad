"""All settings of Margin, the only module that reads the environment.

Two profiles. `production`, the default, speaks https and refuses to start without SECRET_KEY (or SECRET_KEY_FILE),
ALLOWED_HOSTS and BASE_URL. `local` is for one machine: plain http, loopback addresses only, and a secret key that it
makes itself. README.md lists every variable.
"""

import os
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from newsroom.databases import postgresql_databases, sqlite_databases
from newsroom.environment import DatabaseUrl, Environment, SettingError
from newsroom.local_profile import loopback_hosts, own_secret_key

BASE_DIR = Path(__file__).resolve().parent.parent
env = Environment(os.environ)

try:
    # --- profile -----------------------------------------------------------------------------------------------
    PROFILE = env.one_of("MARGIN_PROFILE", ("production", "local"), "production")
    LOCAL = PROFILE == "local"
    DATA_DIR = Path(env.text("DATA_DIR", str(BASE_DIR / "var"))).resolve()
    PORT = env.number("PORT", 8000)
    if LOCAL:
        DATA_DIR.mkdir(mode=0o700, parents=True, exist_ok=True)
        SECRET_KEY = env.text("SECRET_KEY") or own_secret_key(DATA_DIR / "secret_key")
        ALLOWED_HOSTS = loopback_hosts(env.words("ALLOWED_HOSTS", ["127.0.0.1", "localhost", "[::1]"], "127.0.0.1"))
        BASE_URL = env.base_url("BASE_URL", ("http",), "http://127.0.0.1:8000", f"http://127.0.0.1:{PORT}")
    else:
        SECRET_KEY = env.secret("SECRET_KEY", "SECRET_KEY_FILE", "fifty or more random characters")
        ALLOWED_HOSTS = env.words("ALLOWED_HOSTS", [], "margin.example.org")
        BASE_URL = env.base_url("BASE_URL", ("https",), "https://margin.example.org")
        if "*" in ALLOWED_HOSTS:
            raise SettingError("ALLOWED_HOSTS", "must name the hosts, not *", "margin.example.org")

    # --- databases and cache -----------------------------------------------------------------------------------
    DATABASE_URL = env.text("DATABASE_URL")
    if DATABASE_URL:
        DATABASES: dict[str, dict[str, Any]] = postgresql_databases(
            DatabaseUrl.parse(DATABASE_URL), env.number("DATABASE_POOL", 4, "4")
        )
    else:
        DATABASES = sqlite_databases(DATA_DIR)
    WORKERS = env.number("WORKERS", 2, "2")
    TRUST_PROXY = env.flag("TRUST_PROXY")
    SECURE_HSTS_SECONDS = 0 if LOCAL else env.number("HSTS_SECONDS", 31_536_000, "31536000")
    SECURE_HSTS_INCLUDE_SUBDOMAINS = env.flag("HSTS_INCLUDE_SUBDOMAINS")
    SECURE_HSTS_PRELOAD = env.flag("HSTS_PRELOAD")
    LANGUAGE_CODE = env.text("LANGUAGE_CODE", "en")
    TIME_ZONE = env.text("TIME_ZONE", "UTC")
    EMAIL_HOST = env.text("EMAIL_HOST", "localhost")
    EMAIL_PORT = env.number("EMAIL_PORT", 25, "587")
    EMAIL_HOST_USER = env.text("EMAIL_HOST_USER")
    EMAIL_HOST_PASSWORD = env.text("EMAIL_HOST_PASSWORD")
    EMAIL_USE_TLS = env.flag("EMAIL_USE_TLS")
    DEFAULT_FROM_EMAIL = env.text("DEFAULT_FROM_EMAIL", "margin@localhost")
    BODY_LIMIT = env.number("BODY_LIMIT", 4 * 2**20, str(4 * 2**20))
    IMPORT_BODY_LIMIT = env.number("IMPORT_BODY_LIMIT", 64 * 2**20, str(64 * 2**20))
    SIGN_UP = env.flag("SIGN_UP")
    REQUIRE_TWO_FACTOR = env.one_of("REQUIRE_TWO_FACTOR", ("off", "owners", "editors", "all"), "off")
    OPENID_ISSUER = env.issuer(
        "OPENID_ISSUER", ("https", "http") if LOCAL else ("https",), "https://login.example.org/realms/news"
    )
    OPENID_NAME = env.text("OPENID_NAME", "OpenID Connect")
    OPENID_CLIENT_ID = env.needed("OPENID_CLIENT_ID", "margin") if OPENID_ISSUER else ""
    OPENID_CLIENT_SECRET = (
        env.given("OPENID_CLIENT_SECRET", "OPENID_CLIENT_SECRET_FILE", "what the issuer gave you")
        if OPENID_ISSUER
        else ""
    )
    # Whoever has a confirmed address of these domains gets an account at the first log-in there.
    OPENID_DOMAINS = [word.strip().casefold() for word in env.text("OPENID_DOMAINS").split(",") if word.strip()]
    FETCHING = env.flag("FETCHING", True)
    # Hosts with their ports that may be fetched although they are not public: an archive inside the house.
    FETCH_PRIVATE = env.origins("FETCH_PRIVATE", "archive.example.org:8080")
except SettingError as error:
    raise ImproperlyConfigured(str(error)) from error

VERSION = "0.1.0"  # as in pyproject.toml
FETCH_PAUSE = 1.0  # seconds between two requests to one host
DEBUG = False  # in no profile: error pages with source lines belong to nobody's browser
READER_DATABASE = "reader"  # pass to .using() for long reads and exports; the tests set it to "default"
DATABASE_ROUTERS = ["newsroom.databases.Router"]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "margin_cache",
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# --- applications ------------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "newsroom",
    "annotations",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.usersessions",
    "newsroom.openid",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django.contrib.humanize",
]
MIDDLEWARE = [
    "newsroom.head.HeadAsGet",
    "newsroom.security.PolicyHeaders",
    "django.middleware.security.SecurityMiddleware",
    "newsroom.compression.Compression",
    "newsroom.security.SameSiteOnly",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "newsroom.security.LoginRequired",
    "newsroom.two_factor.AskedFor",
    "newsroom.overload.BusyDatabase",
    "newsroom.refusals.Refusals",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
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
                "newsroom.views.theme.theme",
            ]
        },
    }
]

# --- language, time, mail ----------------------------------------------------------------------------------------
LANGUAGES = [("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
FORMAT_MODULE_PATH = ["newsroom.formats"]
USE_I18N = True
USE_TZ = True
EMAIL_TIMEOUT = 10  # seconds
EMAIL_BACKEND = f"django.core.mail.backends.{'console' if LOCAL else 'smtp'}.EmailBackend"
SERVER_EMAIL = DEFAULT_FROM_EMAIL

# --- static files ------------------------------------------------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "newsroom.static_files.ModuleStorage"},
}
MEDIA_ROOT = DATA_DIR / "uploads"
FILE_UPLOAD_PERMISSIONS = 0o600
DATA_UPLOAD_MAX_MEMORY_SIZE = IMPORT_BODY_LIMIT  # newsroom/serving.py bounds whole bodies before Django sees them
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # the table in which several imported files are corrected
DATA_UPLOAD_MAX_NUMBER_FILES = 1_000
IMPORT_FILE_LIMIT = 10_000_000  # bytes; a larger file is refused by name, the others of its batch go on

# --- accounts ----------------------------------------------------------------------------------------------------
AUTH_USER_MODEL = "newsroom.User"
AUTHENTICATION_BACKENDS = ["newsroom.kept_sessions.Accounts"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/"
LOGOUT_REDIRECT_URL = LOGIN_URL
PASSWORD_HASHERS = ["newsroom.passwords.Argon2"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 10}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "newsroom.passwords.LongestPassword"},
]
ACCOUNT_ADAPTER = "newsroom.accounts.Adapter"
ACCOUNT_LOGIN_METHODS = {"email", "username"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "username*", "password1*", "password2*"]
# Who is let in by a person needs no confirmed address to log in; whoever comes by the open form does.
ACCOUNT_EMAIL_VERIFICATION = "mandatory" if SIGN_UP else "none"
ACCOUNT_EMAIL_NOTIFICATIONS = True  # a mail for each change of password, addresses and second factors
ACCOUNT_EMAIL_SUBJECT_PREFIX = "[Margin] "
ACCOUNT_PREVENT_ENUMERATION = "strict"
ACCOUNT_LOGOUT_ON_GET = False
ACCOUNT_LOGOUT_ON_PASSWORD_CHANGE = False  # this session goes on, all others end with their old hash
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_DEFAULT_HTTP_PROTOCOL = "http" if LOCAL else "https"
ACCOUNT_SESSION_REMEMBER = True
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if TRUST_PROXY else 0
SOCIALACCOUNT_ADAPTER = "newsroom.openid.people.Adapter"
SOCIALACCOUNT_REQUESTS_TIMEOUT = 5  # seconds that a page waits for the issuer
SOCIALACCOUNT_PROVIDERS: dict[str, dict[str, Any]] = {}
if OPENID_ISSUER:
    SOCIALACCOUNT_PROVIDERS["openid_connect"] = {
        "OAUTH_PKCE_ENABLED": True,
        "APPS": [
            {
                "provider_id": "openid",
                "name": OPENID_NAME,
                "client_id": OPENID_CLIENT_ID,
                "secret": OPENID_CLIENT_SECRET,
                "settings": {"server_url": OPENID_ISSUER},
            }
        ],
    }
MFA_ADAPTER = "newsroom.factors.Adapter"
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = LOCAL  # http on loopback; browsers check the host all the same
MFA_FORMS = {
    "add_webauthn": "newsroom.forms.passkeys.AddForm",
    "edit_webauthn": "newsroom.forms.passkeys.RenameForm",
    "authenticate_webauthn": "newsroom.forms.passkeys.SecondStepForm",
    "login_webauthn": "newsroom.forms.passkeys.LoginForm",
    "reauthenticate_webauthn": "newsroom.forms.passkeys.AgainForm",
    "activate_totp": "newsroom.forms.factors.ActivateForm",
    "authenticate": "newsroom.forms.factors.CodeForm",
    "reauthenticate": "newsroom.forms.factors.CodeAgainForm",
}
MFA_TOTP_ISSUER = "Margin"
MFA_TOTP_TOLERANCE = 1  # steps of 30 s before and after: clocks differ, and typing takes a while
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_ALLOW_UNVERIFIED_EMAIL = not SIGN_UP

# --- security ----------------------------------------------------------------------------------------------------
SESSION_ENGINE = "newsroom.kept_sessions"
SESSION_COOKIE_NAME = "margin_session" if LOCAL else "__Host-session"
CSRF_COOKIE_NAME = "margin_csrf" if LOCAL else "__Host-csrf"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = not LOCAL
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SECURE_SSL_REDIRECT = not LOCAL
SECURE_REDIRECT_EXEMPT = [r"^health$"]
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUST_PROXY else None
X_FRAME_OPTIONS = "DENY"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CONTENT_TYPE_NOSNIFF = True
# Both bind every other site under the operator's domain, for a year and in browsers' own lists; so they are a
# conscious choice (HSTS_INCLUDE_SUBDOMAINS, HSTS_PRELOAD) and no warning.
SILENCED_SYSTEM_CHECKS = ["security.W005", "security.W021"]

# --- serving -----------------------------------------------------------------------------------------------------
LARGE_BODY_PATHS = r"/import/"  # a path that holds this may send IMPORT_BODY_LIMIT bytes, every other BODY_LIMIT
BODY_SECONDS = 120  # a whole request body must have come within this time
QUEUE_LIMIT = 200  # requests that may wait in one process before it answers 503

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"()": "newsroom.log_lines.OneLine"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "line"},
        "nowhere": {"class": "logging.NullHandler"},
    },
    "root": {"handlers": ["console"], "level": "INFO"},
    "loggers": {
        "django": {"handlers": ["console"], "level": "WARNING", "propagate": False},
        # every scanner on the internet makes one, with a traceback; the visitor gets 400
        "django.security.DisallowedHost": {"handlers": ["nowhere"], "propagate": False},
    },
}

# --- what the newsroom asks of the annotations app, which it knows by name alone -------------------------------
MARGIN_REANCHOR = "annotations.actions.reanchoring.plan"
MARGIN_ARTICLE_GUARD = "annotations.kinds.article_stands"
MARGIN_LIVE = "annotations.live.telling.tell"
