"""The one settings file; everything that differs between installations comes from the environment.

Each variable is described in docs/settings.md.
"""

from __future__ import annotations

import contextlib
import os
import secrets
from pathlib import Path
from urllib.parse import quote, unquote, urlsplit

from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured
from django.utils.functional import SimpleLazyObject

PACKAGE = Path(__file__).parent


def _text(name: str, default: str) -> str:
    """A variable that is set to nothing counts as not set."""
    return os.environ.get(name, "").strip() or default


def _folder(name: str, default: str) -> Path:
    text = _text(name, default)
    try:
        path = Path(text).resolve()
        usable = path.is_dir() or not path.exists()
    except (OSError, RuntimeError):  # RuntimeError: symbolic links in a circle
        usable = False
    if not usable:
        raise ImproperlyConfigured(f'{name} berisi "{text}", yang bukan folder. Tulis jalur sebuah folder.')
    return path


def _flag(name: str, default: bool) -> bool:
    text = _text(name, "1" if default else "0").lower()
    if text not in {"0", "1", "true", "false"}:
        raise ImproperlyConfigured(f'{name} berisi "{text}"; tulis 1 atau 0.')
    return text in {"1", "true"}


def _refuse_missing_folders(name: str) -> None:
    """For a list of folders that other rooms read: each must be there."""
    for text in filter(None, _text(name, "").split(os.pathsep)):
        if not Path(text).is_dir():
            raise ImproperlyConfigured(
                f'{name} menyebut folder "{text}", yang tidak ada. Buat foldernya, atau perbaiki jalurnya.'
            )


LOCK_SECONDS = 20
"""How long one who writes waits for another."""
_ADDRESSES = "Tulis sqlite:///jalur/berkas atau postgresql://pengguna:sandi@host:porta/nama."


def _database(url: str) -> dict[str, object]:
    try:
        parts = urlsplit(url)
        port = str(parts.port or "")
    except ValueError:
        raise ImproperlyConfigured(
            f"AKUNTABEL_DATABASE_URL tidak dapat dibaca: alamat atau portanya salah. {_ADDRESSES}"
        ) from None
    if parts.scheme == "sqlite":
        path = Path(unquote(parts.path[1:] if parts.netloc == "" else parts.path))
        if path in {Path(), Path("/")}:
            raise ImproperlyConfigured(f"AKUNTABEL_DATABASE_URL tidak menyebut berkas. {_ADDRESSES}")
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(path),
            "CONN_MAX_AGE": 60,
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": LOCK_SECONDS,
                "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA cache_size=-20000;"
                "PRAGMA journal_size_limit=27103364;",
            },
        }
    if parts.scheme in {"postgresql", "postgres"}:
        name = unquote(parts.path.lstrip("/"))
        if not name:
            raise ImproperlyConfigured(f"AKUNTABEL_DATABASE_URL tidak menyebut nama basis data. {_ADDRESSES}")
        return {
            "ENGINE": "django.db.backends.postgresql",
            "NAME": name,
            "USER": unquote(parts.username or ""),
            "PASSWORD": unquote(parts.password or ""),
            "HOST": parts.hostname or "",
            "PORT": port,
            "CONN_MAX_AGE": 60,
            "OPTIONS": {"connect_timeout": 10, "options": f"-c lock_timeout={LOCK_SECONDS}s"},
        }
    begins = f'diawali "{parts.scheme}:"' if parts.scheme else "bukan alamat basis data"
    raise ImproperlyConfigured(f"AKUNTABEL_DATABASE_URL {begins}. {_ADDRESSES}")


def _secret_key() -> str:
    """AKUNTABEL_SECRET_KEY, or a random key kept in VAR for this installation."""
    if key := os.environ.get("AKUNTABEL_SECRET_KEY"):
        return key
    path = VAR.joinpath("secret_key")
    try:
        if not path.exists():
            VAR.mkdir(parents=True, exist_ok=True, mode=0o700)
            _write_once(path, secrets.token_urlsafe(50))
        key = path.read_text(encoding="utf-8").strip()
    except OSError:
        raise ImproperlyConfigured(
            f"Kunci rahasia {path} tidak dapat dibaca atau ditulis. Periksa hak akses folder itu, pilih folder lain "
            "dengan AKUNTABEL_VAR, atau isi AKUNTABEL_SECRET_KEY."
        ) from None
    except UnicodeDecodeError:
        key = ""
    if not key:
        raise ImproperlyConfigured(f"Kunci rahasia {path} kosong atau rusak. Hapus berkas itu; yang baru dibuat.")
    return key


def _write_once(path: Path, text: str) -> None:
    """Write a file whole or not at all; when two processes start together the first one's stays."""
    part = path.with_name(f".{path.name}.{secrets.token_hex(8)}")
    part.touch(mode=0o600)
    part.write_text(text, encoding="ascii")
    with contextlib.suppress(FileExistsError):
        os.link(part, path)
    part.unlink()


VAR = _folder("AKUNTABEL_VAR", "var")
DEMO = _flag("AKUNTABEL_DEMO", False)
DEBUG = _flag("AKUNTABEL_DEBUG", False)
SECRET_KEY = SimpleLazyObject(_secret_key)  # made when first needed: a command that only reads makes no folder
_refuse_missing_folders("AKUNTABEL_CATALOGUE_DIRS")
_HOSTS = _text("AKUNTABEL_HOSTS", "127.0.0.1,localhost,[::1]").split(",")
ALLOWED_HOSTS = [host.strip() for host in _HOSTS if host.strip()]
DATABASES = {
    "default": _database(_text("AKUNTABEL_DATABASE_URL", f"sqlite:///{quote(str(VAR))}/akuntabel.sqlite3"))
}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    "django_htmx",
    "django_tasks",
    "django_tasks_db",
    "simple_history",
    "akuntabel.audit",
    "akuntabel.organisation",
    "akuntabel.jobs",
    "akuntabel.planning",
    "akuntabel.registers",
    "akuntabel.budget",
    "akuntabel.measurement",
    "akuntabel.reporting",
    "akuntabel.web",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "akuntabel.web.language.ChosenLanguage",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    }
]
ROOT_URLCONF = "akuntabel.urls"
WSGI_APPLICATION = "akuntabel.wsgi.application"

AUTH_USER_MODEL = "organisation.User"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator",
     "OPTIONS": {"user_attributes": ("username", "display_name", "email")}},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator", "OPTIONS": {"min_length": 12}},
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]  # fmt: skip
LOGIN_URL = "sign_in"
LOGIN_REDIRECT_URL = "home"
LOGOUT_REDIRECT_URL = "sign_in"

LANGUAGES = [("id", "Bahasa Indonesia"), ("en", "English")]
LANGUAGE_CODE = _text("AKUNTABEL_LANGUAGE", "id")
if LANGUAGE_CODE not in dict(LANGUAGES):
    raise ImproperlyConfigured(f'AKUNTABEL_LANGUAGE berisi "{LANGUAGE_CODE}"; tulis id atau en.')
LANGUAGE_COOKIE_AGE = 365 * 24 * 60 * 60
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_SAMESITE = "Lax"
LOCALE_PATHS = [PACKAGE.joinpath("locale")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}
PERIODIC_JOBS: list[str] = ["akuntabel.measurement.import_jobs.forget_undecided"]
"""Functions that each worker calls every hour."""

STATIC_URL = "static/"
STATIC_ROOT = VAR.joinpath("static")
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}

_SECURE = _flag("AKUNTABEL_HTTPS", False)
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = LANGUAGE_COOKIE_SECURE = _SECURE
SECURE_SSL_REDIRECT = _SECURE
SECURE_HSTS_SECONDS = 31_536_000 if _SECURE else 0
# An office's host must not bind its neighbours under the same domain: both only when asked for by name.
SECURE_HSTS_INCLUDE_SUBDOMAINS = _SECURE and _flag("AKUNTABEL_HSTS_SUBDOMAINS", False)
SECURE_HSTS_PRELOAD = SECURE_HSTS_INCLUDE_SUBDOMAINS and _flag("AKUNTABEL_HSTS_PRELOAD", False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _SECURE else None
SESSION_COOKIE_AGE = 8 * 60 * 60
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
    }
}
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"plain": {"format": "%(asctime)s %(levelname)s %(name)s %(message)s"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "plain"}},
    "root": {"handlers": ["stderr"], "level": "WARNING"},
}
