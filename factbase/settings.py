"""All settings, read from the environment. README lists the variables; nonsense in one stops the start with its name."""

import os
from pathlib import Path
from typing import Any

from django.core.exceptions import ImproperlyConfigured
from django.utils.translation import gettext_lazy as _

from factbase import environment, policies
from factbase.secret import development_secret

BASE_DIR = Path(__file__).resolve().parent.parent
LOOPBACK = frozenset({"localhost", "127.0.0.1", "[::1]"})

DEBUG = environment.flag("DEBUG", default=False)
DATA_DIR = environment.folder("DATA_DIR", BASE_DIR / "data")
PORT = environment.port("PORT", 8000)  # where `manage.py serve` listens, on this machine only
ALLOWED_HOSTS = environment.hosts("ALLOWED_HOSTS", sorted(LOOPBACK))
FULL_TEXT_OPEN = environment.flag("FULL_TEXT_OPEN", default=False)  # anonymous readers see whole articles (rule 7)

ONLY_LOOPBACK = set(ALLOWED_HOSTS) <= LOOPBACK
SECRET_KEY = environment.secret("SECRET_KEY")
if not SECRET_KEY:
    if not ONLY_LOOPBACK:
        raise ImproperlyConfigured("SECRET_KEY must be set: ALLOWED_HOSTS opens this server to other machines.")
    SECRET_KEY = development_secret(environment.writable_folder(DATA_DIR, "DATA_DIR"))

if "DATABASE_URL" not in os.environ:
    environment.writable_folder(DATA_DIR, "DATA_DIR")
DATABASES = {"default": environment.database("DATABASE_URL", DATA_DIR / "factbase.sqlite3")}

REDIS_URL = environment.redis_url("REDIS_URL")
CACHES: dict[str, dict[str, Any]] = {
    "default": (
        {"BACKEND": "django.core.cache.backends.redis.RedisCache", "LOCATION": REDIS_URL}
        if REDIS_URL
        else {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}
    )
}

INSTALLED_APPS = [
    "factbase.apps.FactbaseConfig",
    "sources.apps.SourcesConfig",
    "claims.apps.ClaimsConfig",
    "unfold.apps.BasicAppConfig",  # before the admin, whose templates it replaces
    "factbase.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.staticfiles",
    "csp",
    "django_filters",
    "django_htmx",
    "drf_spectacular",
    "drf_spectacular_sidecar",
    "rest_framework",
]
MIDDLEWARE = [
    "factbase.health.health",  # first: it answers whatever host and scheme it is asked by
    "csp.middleware.CSPMiddleware",  # before all that may answer, so that errors and static files have a policy too
    "factbase.policies.permissions",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.middleware.gzip.GZipMiddleware",  # below WhiteNoise, whose files lie compressed already
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROOT_URLCONF = "factbase.urls"
WSGI_APPLICATION = "factbase.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
AUTHENTICATION_BACKENDS = ["claims.signing_in.Backend"]  # held against guessing
LOGIN_URL = "login"
LOGIN_REDIRECT_URL = LOGOUT_REDIRECT_URL = "home"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]

# Without a mail server: on this machine alone, mails are written where the server runs; else none can be sent.
MAIL_SERVER = environment.mail_server("EMAIL_URL")
MAIL_WORKS = bool(MAIL_SERVER.host) or ONLY_LOOPBACK or DEBUG
EMAIL_BACKEND = f"django.core.mail.backends.{MAIL_SERVER.backend(local=MAIL_WORKS)}.EmailBackend"
EMAIL_HOST, EMAIL_PORT, EMAIL_TIMEOUT = MAIL_SERVER.host, MAIL_SERVER.port, 20
EMAIL_HOST_USER, EMAIL_HOST_PASSWORD = MAIL_SERVER.user, MAIL_SERVER.password
EMAIL_USE_TLS, EMAIL_USE_SSL = MAIL_SERVER.tls, MAIL_SERVER.ssl
DEFAULT_FROM_EMAIL = SERVER_EMAIL = environment.sender("DEFAULT_FROM_EMAIL", ALLOWED_HOSTS)
PASSWORD_RESET_TIMEOUT = 24 * 60 * 60

FETCHES = environment.flag("FETCH_PAGES", default=True)  # signed-in people may give an address instead of a text
FETCHES_LOOPBACK = False  # tests alone let the worker fetch from this machine

LANGUAGE_CODE = "en"
LANGUAGES = [("de", _("German")), ("en", _("English"))]
LOCALE_PATHS = [BASE_DIR / "locale"]
TIME_ZONE = "Europe/Berlin"
USE_TZ = True

STATIC_URL = "static/"
STATIC_ROOT = environment.folder("STATIC_ROOT", DATA_DIR / "static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "factbase.staticfiles.Storage"},
}
WHITENOISE_USE_FINDERS = True  # what collectstatic has not copied yet is served from where it lies

CSRF_TRUSTED_ORIGINS = environment.origins("CSRF_TRUSTED_ORIGINS")
SECURE_SSL_REDIRECT = not ONLY_LOOPBACK and not DEBUG
SECURE_HSTS_SECONDS = 31_536_000 if SECURE_SSL_REDIRECT else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE_SSL_REDIRECT
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE_SSL_REDIRECT
if environment.flag("BEHIND_PROXY", default=False):  # a proxy of ours ends TLS and sets this header
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {"DIRECTIVES": policies.PAGES}  # exceptions stand beside their views

REST_FRAMEWORK = {
    "DEFAULT_PERMISSION_CLASSES": ["rest_framework.permissions.IsAuthenticatedOrReadOnly"],
    "DEFAULT_RENDERER_CLASSES": ["rest_framework.renderers.JSONRenderer"],
    "DEFAULT_SCHEMA_CLASS": "drf_spectacular.openapi.AutoSchema",
    "EXCEPTION_HANDLER": "claims.api.problems.problem_response",
}
SPECTACULAR_SETTINGS = {
    "TITLE": "factbase",
    "DESCRIPTION": "Claims of German news articles with their sources, in the exact words.",
    "VERSION": "1",
    "SERVE_INCLUDE_SCHEMA": False,
    "SWAGGER_UI_DIST": "SIDECAR",
    "SWAGGER_UI_FAVICON_HREF": "SIDECAR",
    "REDOC_DIST": "SIDECAR",
}
UNFOLD = {
    "SITE_TITLE": "factbase",
    "SITE_HEADER": "factbase",
    "SITE_SUBHEADER": _("Who said what, by way of whom"),
    "SITE_SYMBOL": "fact_check",
    "SITE_FAVICONS": [{"rel": "icon", "type": "image/svg+xml", "href": "factbase.administration.mark"}],
    "SHOW_VIEW_ON_SITE": False,
    "STYLES": ["factbase.administration.palette", "factbase.administration.style"],
    "SIDEBAR": {"navigation": "factbase.administration.navigation"},
}
LOG_LEVEL = environment.choice("LOG_LEVEL", ("DEBUG", "INFO", "WARNING", "ERROR", "CRITICAL"), "INFO")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "{asctime} {levelname} {name}: {message}", "style": "{"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["console"], "level": LOG_LEVEL},
}
