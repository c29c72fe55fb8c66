"""Django's settings of the site, laid over those of the store."""

import os
from importlib.resources import files
from pathlib import Path
from typing import Any, Final

from milepost.store.database import app_settings, database_settings
from milepost.web.oidc import providers
from milepost.web.proxied import VARIABLE as PROXIES
from milepost.web.proxied import read_proxies
from milepost.web.queueing import read_patience
from milepost.web.secret_key import secret_key
from milepost.web.site import Site
from milepost.web.uploads import read_limits

LANGUAGES: Final = (("en", "English"), ("de", "Deutsch"), ("fr", "Français"), ("es", "Español"))
MOST_FILES: Final = 500
_UPLOAD_IN_MEMORY: Final = 256 * 1024
_FIELDS_IN_MEMORY: Final = 2 * 1024 * 1024
_DAY: Final = 24 * 60 * 60
IDLE: Final = 7 * _DAY
ABSOLUTE: Final = 30 * _DAY

_APPS: Final = (
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.humanize",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.usersessions",
    "milepost.web.apps.WebConfig",
)
_MIDDLEWARE: Final = (
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "milepost.web.proxied.proxied",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "milepost.web.middleware.while_restoring",
    "milepost.web.middleware.not_too_late",
    "milepost.web.middleware.GzipOfPages",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "milepost.web.middleware.person_language",
    "milepost.web.middleware.session_limits",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "allauth.usersessions.middleware.UserSessionsMiddleware",
    "milepost.web.middleware.private",
    "milepost.web.middleware.refusals",
)


def site_settings(site: Site, database: str = "") -> dict[str, Any]:
    """All of Django's settings. `database` is the address of the workspace's own. Raises InvalidValue."""
    here = files("milepost.web")
    private = site.home / "cache"
    store = app_settings(database_settings(database, site.home))
    return store | {
        "INSTALLED_APPS": [*store["INSTALLED_APPS"], *_APPS],
        "MIDDLEWARE": list(_MIDDLEWARE),
        "SECRET_KEY": secret_key(site.home),
        "DEBUG": False,
        "ALLOWED_HOSTS": list(site.hosts),
        "ROOT_URLCONF": "milepost.web.urls",
        "AUTH_USER_MODEL": "store.PersonRow",
        "AUTHENTICATION_BACKENDS": ["allauth.account.auth_backends.AuthenticationBackend"],
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.Argon2PasswordHasher"],
        "AUTH_PASSWORD_VALIDATORS": _VALIDATORS,
        "TEMPLATES": [_templates(Path(str(here.joinpath("templates"))))],
        "STATIC_URL": "/static/",
        "STATIC_ROOT": static_root(site.home),
        "STATICFILES_DIRS": [
            str(here.joinpath("static")),
            ("reports", str(files("milepost.reports") / "static")),
        ],
        "STORAGES": _STORAGES,
        "WHITENOISE_KEEP_ONLY_HASHED_FILES": True,
        "CACHES": _caches(private),
        "MESSAGE_STORAGE": "django.contrib.messages.storage.session.SessionStorage",
        "LANGUAGE_CODE": "en",
        "FORMAT_MODULE_PATH": "milepost.web.formats",
        "LANGUAGES": LANGUAGES,
        "LOCALE_PATHS": [str(here.joinpath("locale"))],
        "FILE_UPLOAD_TEMP_DIR": str(site.home / "uploads"),
        "FILE_UPLOAD_MAX_MEMORY_SIZE": _UPLOAD_IN_MEMORY,
        "FILE_UPLOAD_PERMISSIONS": 0o600,
        "DATA_UPLOAD_MAX_MEMORY_SIZE": _FIELDS_IN_MEMORY,
        "DATA_UPLOAD_MAX_NUMBER_FILES": MOST_FILES,
        "MILEPOST": site,
        "MILEPOST_PROXIES": read_proxies(os.environ.get(PROXIES, "")),
        "MILEPOST_UPLOADS": read_limits(os.environ, MOST_FILES),
        "MILEPOST_PATIENCE": read_patience(os.environ),
        **_lines(site),
        **_POLICY,
        **_accounts(site),
    }


def static_root(home: Path) -> Path:
    """Where static files lie under names that hold their hash: in the workspace, unless said otherwise."""
    return Path(os.environ.get("MILEPOST_STATIC_ROOT") or home / "cache" / "static")


_VALIDATORS: Final = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
]

_STORAGES: Final = {
    "default": {"BACKEND": "django.core.files.storage.InMemoryStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}


def _templates(folder: Path) -> dict[str, Any]:
    return {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [folder],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "milepost.web.shell.shell",
            ],
            "builtins": ["milepost.web.templatetags.site"],
        },
    }


def _caches(private: Path) -> dict[str, Any]:
    """Attempts at signing in are counted over all processes, so they stand in files; pages likewise."""
    kind = "django.core.cache.backends.filebased.FileBasedCache"
    return {
        "default": {"BACKEND": kind, "LOCATION": private / "counts"},
        "pages": {
            "BACKEND": kind,
            "LOCATION": private / "pages",
            "TIMEOUT": 8 * _DAY,
            "OPTIONS": {"MAX_ENTRIES": 4000},
        },
    }


def _lines(site: Site) -> dict[str, Any]:
    """What follows from the line: over HTTPS, cookies that no other host sets and no plain line carries."""
    prefix = "__Host-" if site.secure else ""
    return {
        "SESSION_COOKIE_NAME": f"{prefix}milepost",
        "CSRF_COOKIE_NAME": f"{prefix}milepost-token",
        "LANGUAGE_COOKIE_NAME": "milepost-language",
        "SESSION_COOKIE_SECURE": site.secure,
        "CSRF_COOKIE_SECURE": site.secure,
        "CSRF_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_HTTPONLY": True,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "CSRF_COOKIE_SAMESITE": "Lax",
        "SESSION_COOKIE_AGE": IDLE,
        "SESSION_SAVE_EVERY_REQUEST": False,
        "CSRF_TRUSTED_ORIGINS": [site.address],
        "SECURE_PROXY_SSL_HEADER": ("HTTP_X_FORWARDED_PROTO", "https") if site.secure else None,
        "SECURE_HSTS_SECONDS": 365 * _DAY if site.secure else 0,
        "SECURE_CONTENT_TYPE_NOSNIFF": True,
        "SECURE_REFERRER_POLICY": "same-origin",
        "SECURE_CROSS_ORIGIN_OPENER_POLICY": "same-origin",
        "X_FRAME_OPTIONS": "DENY",
        "CSRF_FAILURE_VIEW": "milepost.web.pages.faults.token_is_old",
    }


_POLICY: Final[dict[str, Any]] = {
    "CONTENT_SECURITY_POLICY": {
        "DIRECTIVES": {
            "default-src": ["'none'"],
            "script-src": ["'self'"],
            "style-src": ["'self'"],
            "img-src": ["'self'", "data:"],
            "connect-src": ["'self'"],
            "form-action": ["'self'"],
            "base-uri": ["'none'"],
            "frame-ancestors": ["'none'"],
        }
    }
}


def _accounts(site: Site) -> dict[str, Any]:
    return {
        "LOGIN_URL": "account_login",
        "LOGIN_REDIRECT_URL": "/",
        "ACCOUNT_LOGOUT_REDIRECT_URL": "/accounts/login/",
        "ACCOUNT_ADAPTER": "milepost.web.accounts.Accounts",
        "ACCOUNT_FORMS": {"login": "milepost.web.sign_in_form.SignInForm"},
        "SOCIALACCOUNT_ADAPTER": "milepost.web.accounts.Elsewhere",
        "ACCOUNT_USER_MODEL_USERNAME_FIELD": None,
        "ACCOUNT_LOGIN_METHODS": {"email"},
        "ACCOUNT_SIGNUP_FIELDS": ["email*", "password1*"],
        "ACCOUNT_EMAIL_VERIFICATION": "none",  # people come by a link that their owner gave them
        "ACCOUNT_PREVENT_ENUMERATION": True,
        "ACCOUNT_RATE_LIMITS": {
            "login": "60/m/ip",
            "login_failed": "20/m/ip,5/5m/key",
            "elsewhere": "30/m/ip",  # each asks another server, and waits for it
            "share_password": "100/m/ip,20/h/key",
            "new_password": "30/m/ip,20/h/key",
            "report": "30/m/user",
        },
        "ACCOUNT_SESSION_REMEMBER": True,
        "ACCOUNT_REAUTHENTICATION_TIMEOUT": 900,
        "MFA_SUPPORTED_TYPES": ["totp", "webauthn", "recovery_codes"],
        "MFA_PASSKEY_LOGIN_ENABLED": True,
        "MFA_ALLOW_UNVERIFIED_EMAIL": True,
        "MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN": not site.secure,  # browsers allow it on this machine alone
        "MFA_TOTP_ISSUER": "Milepost",
        "USERSESSIONS_TRACK_ACTIVITY": False,
        "ALLAUTH_TRUSTED_PROXY_COUNT": 1
        if site.secure
        else 0,  # the server with the certificate says who asks
        "SOCIALACCOUNT_PROVIDERS": providers(os.environ),
        "SOCIALACCOUNT_ONLY": False,
        "SOCIALACCOUNT_EMAIL_AUTHENTICATION": True,
        "SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT": True,
    }
