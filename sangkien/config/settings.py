"""One settings file; differences between machines come from the environment (see `.env.example`)."""

import os
from pathlib import Path

from csp.constants import NONE, SELF

from sangkien.config import env
from sangkien.config.database import databases
from sangkien.config.files import storage
from sangkien.config.secrets import certificate_key, secret_key

PACKAGE = Path(__file__).resolve().parent.parent
HOME = Path(env.text("SANGKIEN_HOME", "var")).resolve()
PUBLIC_URL = env.text("SANGKIEN_PUBLIC_URL")  # https://…; empty: take the request's own address

# Where the worker sees for itself once a minute that dossiers can be sent; set by `serve`. Empty: nobody looks.
BEAT_URL = env.text("SANGKIEN_BEAT_URL")

# Safety -----------------------------------------------------------------------------------------
DEBUG = env.flag("SANGKIEN_DEBUG")
SECURE = env.flag("SANGKIEN_HTTPS")  # behind TLS: cookies are Secure, HSTS is sent
SECRET_KEY = secret_key(os.environ, HOME)
CERTIFICATE_KEY = certificate_key(os.environ, HOME)  # its public half is published at /xac-minh/khoa/
ALLOWED_HOSTS = env.names("SANGKIEN_HOSTS", "127.0.0.1,localhost,[::1]")
CSRF_TRUSTED_ORIGINS = env.names("SANGKIEN_ORIGINS")
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if SECURE else None
SECURE_SSL_REDIRECT = SECURE
SECURE_HSTS_SECONDS = 31_536_000 if SECURE else 0
SECURE_HSTS_INCLUDE_SUBDOMAINS = SECURE_HSTS_PRELOAD = SECURE
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = SECURE
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = LANGUAGE_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_NAME = "__Host-sk" if SECURE else "sk"
SESSION_ENGINE = "sangkien.accounts.sessions"
SESSION_COOKIE_AGE = 14 * 24 * 3600
CSRF_FAILURE_VIEW = "sangkien.web.errors.csrf_failure"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "img-src": [SELF, "data:"],
        "object-src": [NONE],
        "base-uri": [NONE],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
    }
}

# Frame ------------------------------------------------------------------------------------------
INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django.contrib.postgres",
    "csp",
    "sangkien.audit",
    "sangkien.organisations",
    "sangkien.notices",
    "sangkien.accounts",
    "sangkien.files",
    "sangkien.workdays",
    "sangkien.jobs",
    "sangkien.guidance",
    "sangkien.programmes",
    "sangkien.gatherings",
    "sangkien.targets",
    "sangkien.counting",
    "sangkien.clusters",
    "sangkien.sittings",
    "sangkien.initiatives",
    "sangkien.milestones",
    "sangkien.similarity",
    "sangkien.consents",
    "sangkien.confirmations",
    "sangkien.councils",
    "sangkien.scopes",
    "sangkien.triage",
    "sangkien.evidence",
    "sangkien.rewards",
    "sangkien.search",
    "sangkien.review",
    "sangkien.intake",
    "sangkien.desks",
    "sangkien.difficulties",
    "sangkien.directory",
    "sangkien.reforms",
    "sangkien.statistics",
    "sangkien.standings",
    "sangkien.nudges",
    "sangkien.grading",
    "sangkien.honours",
    "sangkien.stories",
    "sangkien.spreading",
    "sangkien.registry",
    "sangkien.certificates",
    "sangkien.steering",
    "sangkien.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "sangkien.web.middleware.ContentPolicy",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "sangkien.web.middleware.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "sangkien.web.middleware.ActorMiddleware",
    "sangkien.web.gatherings.mode.SharedMachine",
    "sangkien.web.submit.shared_phone.IdleOut",
]
ROOT_URLCONF = "sangkien.config.urls"
WSGI_APPLICATION = "sangkien.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.messages.context_processors.messages",
                "sangkien.web.context.frame",
            ],
        },
    }
]
FORM_RENDERER = "django.forms.renderers.DjangoTemplates"

# Data -------------------------------------------------------------------------------------------
DATABASES = databases(os.environ, HOME)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
FILE_UPLOAD_MAX_MEMORY_SIZE = 2_500_000
DATA_UPLOAD_MAX_NUMBER_FIELDS = 2_000

# People -----------------------------------------------------------------------------------------
AUTH_USER_MODEL = "accounts.Person"
AUTHENTICATION_BACKENDS = ["sangkien.accounts.sign_in.PhoneOrUserName"]
LOGIN_URL = "sign-in"
LOGIN_REDIRECT_URL = "my-page"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.Argon2PasswordHasher"]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 8}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
    {"NAME": "django.contrib.auth.password_validation.NumericPasswordValidator"},
]

# So many days after the answer to a request for a missing workplace, who asked is forgotten.
ASKER_KEPT_DAYS = env.number("SANGKIEN_ASKER_KEPT_DAYS", 30)

# So many drafts may be begun from one network in a day without an account (a factory is one, and all the phones of an
# operator); so many days after the last word one that nobody owns is erased.
DRAFTS_PER_ADDRESS = env.number("SANGKIEN_DRAFTS_PER_ADDRESS", 5000)
DRAFT_KEPT_DAYS = env.number("SANGKIEN_DRAFT_KEPT_DAYS", 60)

# Messages to phones -------------------------------------------------------------------------------
# Without a gateway nothing is sent and nobody signs in by a code; passwords stay. See docs/how-to/messages.md.
SMS_URL = env.text("SANGKIEN_SMS_URL")
SMS_TOKEN = env.text("SANGKIEN_SMS_TOKEN")
SMS_SENDER = env.text("SANGKIEN_SMS_SENDER", "SangKien")
ZNS_URL = env.text("SANGKIEN_ZNS_URL", "https://business.openapi.zalo.me/message/template")
ZNS_TOKEN_FILE = env.text("SANGKIEN_ZNS_TOKEN_FILE")  # holds the access token; read for every message
ZNS_TEMPLATES = env.pairs("SANGKIEN_ZNS_TEMPLATES")  # kind:number of the template, separated by commas
# Every code costs money: so many an hour for the whole site, and from one network (a factory is one on an update day).
CODES_PER_HOUR = env.number("SANGKIEN_CODES_PER_HOUR", 3000)
CODES_PER_ADDRESS = env.number("SANGKIEN_CODES_PER_ADDRESS", 300)

# Language and time --------------------------------------------------------------------------------
LANGUAGE_CODE = "vi"
LANGUAGES = [("vi", "Tiếng Việt"), ("en", "English")]
LOCALE_PATHS = [PACKAGE / "locale"]
TIME_ZONE = "Asia/Ho_Chi_Minh"
USE_TZ = True

# The clock of a demonstration: it starts at this moment when the server starts and never passes the
# end of that day. Empty in real life.
DEMO_CLOCK = env.text("SANGKIEN_DEMO_CLOCK")
DEMO_BEGAN = env.text("SANGKIEN_DEMO_BEGAN")  # the real moment at which it began; set by `serve` for all its processes

# Files that people attach, and static files ---------------------------------------------------------
STATIC_URL = "/static/"
STATIC_ROOT = HOME / "static"
STORAGES = {
    "default": storage(
        env.text("SANGKIEN_FILES"),
        home=HOME,
        key=env.text("SANGKIEN_FILES_KEY"),
        secret=env.text("SANGKIEN_FILES_SECRET"),
    ),
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if env.flag("SANGKIEN_PLAIN_STATIC")
        else "sangkien.config.static.HashedFiles"
    },
}

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"line": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"console": {"class": "logging.StreamHandler", "formatter": "line"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
