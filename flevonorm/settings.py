"""Settings; everything that differs per installation comes from the environment.

`docs/beheer.md` describes each variable in Dutch, for administrators.
"""

from pathlib import Path

import environ
from django.core.exceptions import ImproperlyConfigured

from accounts.sso.environment import refuse_impossible_sso
from flevonorm import policies

BASE_DIR = Path(__file__).resolve().parent.parent
VAR_DIR = BASE_DIR / "var"

env = environ.Env()

DEBUG: bool = env.bool("DEBUG", default=False)
SECRET_KEY: str = env.str("SECRET_KEY", default="only-for-development" if DEBUG else "")
if not SECRET_KEY:
    raise ImproperlyConfigured("zet SECRET_KEY in de omgeving (of DEBUG=1 om te ontwikkelen).")
SECRET_KEY_FALLBACKS: list[str] = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS: list[str] = env.list("ALLOWED_HOSTS", default=[])

INSTALLED_APPS = [
    "flevonorm.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "allauth",
    "allauth.account",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "allauth.mfa",
    "allauth.usersessions",
    "crispy_forms",
    "django_htmx",
    "accounts",
    "ambitions",
    "monitoring",
    "reports",
]

MIDDLEWARE = [
    # What goes with every answer comes first: also with a redirect to https, and with a 503.
    "accounts.middleware.OriginMiddleware",
    "flevonorm.headers.OwnHeadersMiddleware",
    "csp.middleware.CSPMiddleware",
    "django_permissions_policy.PermissionsPolicyMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "flevonorm.process_log.RequestLogMiddleware",
    "flevonorm.availability.UnavailableMiddleware",
    "flevonorm.availability.HealthMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "accounts.middleware.SessionLimitsMiddleware",
    "accounts.middleware.RefusalsMiddleware",
    "accounts.middleware.SignInRequiredMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]

ROOT_URLCONF = "flevonorm.urls"

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
                "ambitions.context_processors.administration",
            ],
        },
    },
]

# --- Database -------------------------------------------------------------------------------------

DATABASES = {
    "default": env.db("DATABASE_URL", default=f"sqlite:///{VAR_DIR / 'flevonorm.sqlite3'}")
}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    VAR_DIR.mkdir(exist_ok=True)
    DATABASES["default"]["OPTIONS"] = {
        # DEFERRED transactions lose writes to "database is locked" as soon as two people save.
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA foreign_keys=ON;",
    }
else:
    # After a restart of the server, the pool must not hand out connections to the old one.
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True
    DATABASES["default"]["OPTIONS"] = {
        # What stands behind the "?" of DATABASE_URL, such as sslmode.
        **DATABASES["default"].get("OPTIONS", {}),
        "pool": {"min_size": 1, "max_size": 8, "timeout": 5},
        "options": "-c statement_timeout=15000 -c lock_timeout=5000",
    }
SILENCED_SYSTEM_CHECKS = [
    # SQLite keeps the index of the trend without its extra column, and says so at every start.
    "models.W040",
    # Whether browsers know the site beforehand (HSTS preload) is for the owner of the domain.
    "security.W021",
]
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Counts attempts and remembers used codes for all processes together.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "flevonorm_cache",
        # Attempts to sign in are counted in it; of 300, the usual, many addresses push out others.
        "OPTIONS": {"MAX_ENTRIES": 20_000},
    }
}

# --- People ---------------------------------------------------------------------------------------

AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = ["allauth.account.auth_backends.AuthenticationBackend"]
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "accounts.validators.LengthValidator"},
    {"NAME": "accounts.validators.CommonValidator"},
    {"NAME": "accounts.validators.PersonValidator"},
    {"NAME": "accounts.validators.LocalWordsValidator"},
]
LOGIN_URL = "start"
LOGIN_REDIRECT_URL = "start"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "reauthenticate": "accounts.forms.ConfirmPasswordForm",
    "change_password": "accounts.forms.ChangePasswordForm",
    "set_password": "accounts.forms.SetPasswordForm",
    "reset_password": "accounts.forms.ForgottenPasswordForm",
    "reset_password_from_key": "accounts.forms.NewPasswordForm",
    "user_token": "accounts.forms.ResetLinkForm",
}
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_LOGOUT_REDIRECT_URL = "start"
ACCOUNT_SESSION_REMEMBER = False
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = False
ACCOUNT_EMAIL_NOTIFICATIONS = True
ACCOUNT_EMAIL_SUBJECT_PREFIX = ""
ACCOUNT_REAUTHENTICATION_TIMEOUT = 15 * 60
# Wrong passwords: per address, and per account and browser (`accounts.devices`).
ACCOUNT_RATE_LIMITS = {
    "login": "120/m/ip",
    "login_failed": "20/m/ip,100/d/ip,5/5m/key",
    # A browser that signed in to this account before; others behind the same address do not count.
    "login_failed_known": "5/5m/key",
}
PASSWORD_RESET_TIMEOUT = 2 * 3600

SECOND_FACTOR_REQUIRED: bool = not DEBUG
"""Whether a session that began with only a password may do more than add a second step."""
MFA_ADAPTER = "accounts.adapter.MFAAdapter"
MFA_FORMS = {
    "authenticate": "accounts.forms.SecondStepForm",
    "authenticate_webauthn": "accounts.passkey_forms.PasskeyStepForm",
    "reauthenticate": "accounts.forms.ConfirmCodeForm",
    "reauthenticate_webauthn": "accounts.passkey_forms.ConfirmPasskeyForm",
    "login_webauthn": "accounts.passkey_forms.PasskeySignInForm",
    "activate_totp": "accounts.forms.ActivateAppForm",
    "deactivate_totp": "accounts.forms.RemoveAppForm",
    "generate_recovery_codes": "accounts.forms.MakeRecoveryCodesForm",
    "add_webauthn": "accounts.passkey_forms.AddPasskeyForm",
    "edit_webauthn": "accounts.passkey_forms.RenamePasskeyForm",
}
# Addresses come from an invitation; asking for a new password makes allauth note one unverified.
MFA_ALLOW_UNVERIFIED_EMAIL = True
# A town hall shares one address, and a passkey cannot be guessed.
MFA_RATE_LIMITS = {"webauthn_login": "60/m/ip"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_TOTP_ISSUER = "flevonorm"
# A code of the half minute before or after counts too; `accounts.forms` sees that none does twice.
MFA_TOTP_TOLERANCE = 1
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = DEBUG

USERSESSIONS_ADAPTER = "accounts.adapter.UserSessionsAdapter"
SESSION_IDLE_SECONDS: int = env.int("SESSION_IDLE_MINUTES", default=120) * 60
SESSION_ABSOLUTE_SECONDS: int = env.int("SESSION_ABSOLUTE_HOURS", default=12) * 3600
SESSION_COOKIE_AGE = SESSION_ABSOLUTE_SECONDS
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
DEVICE_COOKIE_NAME = "known_device" if DEBUG else "__Host-known-device"
# How many proxies of our own stand in front: from the one that far from the end comes the address.
ALLAUTH_TRUSTED_PROXY_COUNT: int = env.int("TRUSTED_PROXY_COUNT", default=0 if DEBUG else 1)

AUDIT_KEY: str = env.str("AUDIT_KEY", default="") or SECRET_KEY
AUDIT_KEY_FALLBACKS: list[str] = env.list("AUDIT_KEY_FALLBACKS", default=SECRET_KEY_FALLBACKS)
INVITATION_DAYS: int = env.int("INVITATION_DAYS", default=7)

# Publications are signed with this key when it is set; earlier keys stay known to check with.
SIGNING_KEY_FILE: str = env.str("SIGNING_KEY_FILE", default="")
SIGNING_PUBLIC_KEYS: list[str] = env.list("SIGNING_PUBLIC_KEYS", default=[])
"""Files with public keys (PEM), or folders of them."""

# Single sign-on: one provider of OpenID Connect, or none (`accounts.sso`).
OIDC_ISSUER: str = env.str("OIDC_ISSUER", default="")
OIDC_CLIENT_ID: str = env.str("OIDC_CLIENT_ID", default="")
OIDC_CLIENT_SECRET: str = env.str("OIDC_CLIENT_SECRET", default="")
OIDC_NAME: str = env.str("OIDC_NAME", default="uw organisatie")
# A token must show one of these levels (`acr`) or one of these means (`amr`).
OIDC_ACR_VALUES: list[str] = env.list("OIDC_ACR_VALUES", default=[])
OIDC_AMR_VALUES: list[str] = env.list("OIDC_AMR_VALUES", default=["mfa"])
OIDC_CLAIMS: str = env.str("OIDC_CLAIMS", default="")
OIDC_EMAIL_CLAIM: str = env.str("OIDC_EMAIL_CLAIM", default="email")
OIDC_HTTPS_REQUIRED: bool = not DEBUG
if OIDC_ISSUER:
    refuse_impossible_sso(
        issuer=OIDC_ISSUER,
        client_id=OIDC_CLIENT_ID,
        secret=OIDC_CLIENT_SECRET,
        accepted=[*OIDC_ACR_VALUES, *OIDC_AMR_VALUES],
        claims=OIDC_CLAIMS,
        https_required=OIDC_HTTPS_REQUIRED,
    )
SOCIALACCOUNT_ADAPTER = "accounts.sso.adapter.SocialAccountAdapter"
SOCIALACCOUNT_PROVIDERS = {
    "openid_connect": {"provider_class": "accounts.sso.provider.Provider"},
}
SOCIALACCOUNT_STORE_TOKENS = False
SOCIALACCOUNT_LOGIN_ON_GET = False

# --- Statements -----------------------------------------------------------------------------------

# Who runs this installation and answers for what it keeps of people; empty: the pages say so.
OPERATOR_NAME: str = env.str("OPERATOR_NAME", default="")
OPERATOR_EMAIL: str = env.str("OPERATOR_EMAIL", default="")
PRIVACY_OFFICER_EMAIL: str = env.str("PRIVACY_OFFICER_EMAIL", default="")
PRIVACY_LEGAL_GROUND: str = env.str("PRIVACY_LEGAL_GROUND", default="")
SECURITY_CONTACT: str = env.str("SECURITY_CONTACT", default="")
"""Where to report a weakness: an e-mail address or a web address; empty is security@ the site."""
# How long something of a person is kept; `purge` erases it, the privacy statement says so.
RETENTION_LOG_DAYS: int = env.int("RETENTION_LOG_DAYS", default=730)
RETENTION_ACCOUNT_DAYS: int = env.int("RETENTION_ACCOUNT_DAYS", default=365)
RETENTION_INVITATION_DAYS: int = env.int("RETENTION_INVITATION_DAYS", default=90)
RETENTION_EVIDENCE_DAYS: int = env.int("RETENTION_EVIDENCE_DAYS", default=365)

# --- Mail -----------------------------------------------------------------------------------------

EMAIL_CONFIG = env.email_url("EMAIL_URL", default="consolemail://" if DEBUG else "dummymail://")
vars().update(EMAIL_CONFIG)
EMAIL_TIMEOUT = 10
MAIL_IN_BACKGROUND: bool = not DEBUG
"""How long a mail server takes would tell whether an address is known."""
DEFAULT_FROM_EMAIL: str = env.str("MAIL_FROM", default="flevonorm <niet-beantwoorden@localhost>")
SERVER_EMAIL = DEFAULT_FROM_EMAIL
SITE_URL: str = env.str("SITE_URL", default="").rstrip("/")
"""Where links in a reminder lead; empty is https:// and the first of ALLOWED_HOSTS."""

# The demo accounts exist only while DEBUG is on.
DEMO_PASSWORD: str = env.str("DEMO_PASSWORD", default="")

# --- Process log ----------------------------------------------------------------------------------

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"format": "%(asctime)s %(levelname)s %(name)s: %(message)s"},
        "json": {"()": "flevonorm.process_log.SafeFormatter"},
    },
    "handlers": {
        "stderr": {"class": "logging.StreamHandler", "formatter": "line" if DEBUG else "json"}
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        **{
            name: {"level": "INFO"}
            for name in ("accounts", "ambitions", "flevonorm", "monitoring", "reports")
        },
        # The development server tells of every request itself.
        "flevonorm.process_log": {"level": "WARNING" if DEBUG else "INFO"},
        # Django's own handlers would mail, or be silent outside DEBUG.
        "django": {"handlers": [], "level": "INFO"},
        # Every request has a line with its status; only a failure needs one more.
        "django.request": {"level": "ERROR"},
        # Never the SQL with its parameters, whatever somebody sets above.
        "django.db.backends": {"level": "WARNING"},
        # The pool warns at every try to reconnect; what comes of it is logged by `availability`.
        "psycopg.pool": {"level": "ERROR"},
        "gunicorn.error": {"handlers": [], "level": "INFO", "propagate": True},
        # Its access log would tell addresses.
        "gunicorn.access": {"handlers": [], "level": "CRITICAL", "propagate": False},
    },
}

# --- Language and time ----------------------------------------------------------------------------

LANGUAGE_CODE = "nl"
TIME_ZONE = "Europe/Amsterdam"
USE_I18N = True
USE_TZ = True

# --- Screens --------------------------------------------------------------------------------------

CRISPY_ALLOWED_TEMPLATE_PACKS = ["nlds"]
CRISPY_TEMPLATE_PACK = "nlds"
# While developing and testing nothing is collected; whitenoise then looks at every request.
WHITENOISE_AUTOREFRESH = DEBUG
# Its default lets other sites read our files, for content networks.
WHITENOISE_ALLOW_ALL_ORIGINS = False
STATIC_URL = "static/"
STATIC_ROOT = Path(env.str("STATIC_ROOT", default=str(BASE_DIR / "staticfiles")))
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {
        "BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"
        if DEBUG
        else "whitenoise.storage.CompressedManifestStaticFilesStorage"
    },
}

# A theme with a long explanation everywhere, in characters that take twelve bytes each on the way.
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024
# All points of a large norm on one page, eight fields each.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 5000

# --- Files that people send in --------------------------------------------------------------------

# Beside the database, never where a web server looks; belongs to the backup.
UPLOADS_DIR = Path(env.str("UPLOADS_DIR", default=str(VAR_DIR / "uploads")))
UPLOAD_MAX_BYTES: int = env.int("UPLOAD_MAX_BYTES", default=20 * 1024 * 1024)
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "monitoring.files.receiving.BoundedFileUploadHandler",
]
# A form has at most one file.
DATA_UPLOAD_MAX_NUMBER_FILES = 1
CLAMD_ADDRESS: str = env.str("CLAMD_ADDRESS", default="")
"""A virus scanner, tcp://host:port or unix:///path; without one nothing is scanned."""
CLAMD_SECONDS = 20
"""How long the scanner may take; shorter than a worker may."""

# --- Headers --------------------------------------------------------------------------------------

CONTENT_SECURITY_POLICY = policies.CONTENT_SECURITY_POLICY
PERMISSIONS_POLICY = policies.PERMISSIONS_POLICY
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
CSRF_FAILURE_VIEW = "flevonorm.errors.csrf_failure"
# Forms carry their key themselves, so no script needs the cookie.
CSRF_COOKIE_HTTPONLY = True
# In the session: a cookie of their own would be one more, and could hold what is confidential.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"
if not DEBUG:
    SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
    SECURE_REDIRECT_EXEMPT = [r"^gezond/$"]
    SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
    SECURE_HSTS_SECONDS = 31_536_000
    SECURE_HSTS_INCLUDE_SUBDOMAINS = env.bool("SECURE_HSTS_INCLUDE_SUBDOMAINS", default=True)
    SECURE_HSTS_PRELOAD = env.bool("SECURE_HSTS_PRELOAD", default=False)
    SESSION_COOKIE_SECURE = True
    CSRF_COOKIE_SECURE = True
    SESSION_COOKIE_NAME = "__Host-sessionid"
    CSRF_COOKIE_NAME = "__Host-csrftoken"
