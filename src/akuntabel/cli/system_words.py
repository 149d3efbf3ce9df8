"""Why the operating system or the database refused, in a sentence for the official."""

from __future__ import annotations

import errno
import socket

_REASONS = {
    errno.EACCES: "tidak diizinkan",
    errno.EPERM: "tidak diizinkan",
    errno.ENOENT: "tidak ada",
    errno.EEXIST: "sudah ada berkas dengan nama itu",
    errno.ENOTDIR: "bukan folder",
    errno.EISDIR: "folder, bukan berkas",
    errno.ENOSPC: "tempat penyimpanan penuh",
    errno.EDQUOT: "jatah penyimpanan habis",
    errno.EROFS: "hanya dapat dibaca",
    errno.ENAMETOOLONG: "nama terlalu panjang",
    errno.ELOOP: "tautannya berputar",
    errno.EMFILE: "terlalu banyak berkas terbuka",
    errno.EIO: "perangkat penyimpanan bermasalah",
    errno.EADDRINUSE: "sedang dipakai program lain",
    errno.EADDRNOTAVAIL: "bukan alamat komputer ini",
}


def reason_of(error: OSError) -> str:
    """ "tempat penyimpanan penuh": the error in Indonesian, or the system's own words for a rare one."""
    if isinstance(error, socket.gaierror):
        return "nama komputernya tidak dikenal"
    return _REASONS.get(error.errno or 0) or error.strerror or str(error)


_DATABASE = (
    # (part of the engine's message, sentence)
    ("no such table", "Basis data belum disiapkan. Jalankan `akuntabel init` lebih dahulu."),
    ("relation", "Basis data belum disiapkan. Jalankan `akuntabel init` lebih dahulu."),
    ("no such column", "Basis data ini dibuat oleh versi lain. Jalankan `akuntabel init`, yang memperbaruinya."),
    ("column", "Basis data ini dibuat oleh versi lain. Jalankan `akuntabel init`, yang memperbaruinya."),
    ("file is not a database", "Berkasnya bukan basis data SQLite. Perbaiki AKUNTABEL_DATABASE_URL."),
    ("malformed", "Berkas basis data rusak. Pulihkan dari cadangan, lalu ulangi."),
    ("unable to open", "Berkas basis data tidak dapat dibuka: foldernya tidak ada, atau tidak boleh ditulisi. "
     "Periksa AKUNTABEL_DATABASE_URL dan AKUNTABEL_VAR."),
    ("readonly", "Berkas basis data hanya dapat dibaca. Berikan hak tulis pada berkas dan foldernya."),
    ("is locked", "Basis data sedang dipakai program lain. Tunggu sebentar, lalu ulangi."),
    ("disk is full", "Tempat penyimpanan penuh. Kosongkan sebagian, lalu ulangi."),
    ("i/o error", "Perangkat penyimpanan tidak dapat dibaca atau ditulisi. Periksa tempat penyimpanannya."),
    ("refused", "Server basis data tidak menjawab. Jalankan servernya, atau perbaiki AKUNTABEL_DATABASE_URL."),
    ("timeout", "Server basis data tidak menjawab. Periksa jaringan, atau perbaiki AKUNTABEL_DATABASE_URL."),
    ("unreachable", "Server basis data tidak terjangkau. Periksa jaringan, atau perbaiki AKUNTABEL_DATABASE_URL."),
    ("resolve host", "Nama server basis data tidak dikenal. Perbaiki AKUNTABEL_DATABASE_URL."),
    ("authentication failed", "Server basis data menolak pengguna atau sandinya. Perbaiki AKUNTABEL_DATABASE_URL."),
    ("no password", "Server basis data meminta sandi. Tulis dalam AKUNTABEL_DATABASE_URL."),
    ("role", "Pengguna itu tidak ada di server basis data. Perbaiki AKUNTABEL_DATABASE_URL."),
    ("permission denied", "Pengguna basis data tidak berhak atas tabelnya. Minta hak dari pengelola server."),
    ("database", "Basis data itu tidak ada di server. Buat lebih dahulu, atau perbaiki AKUNTABEL_DATABASE_URL."),
)  # fmt: skip
_ONLY_WHEN_ABSENT = {"relation", "column", "role", "database"}


def database_sentence(message: str) -> str:
    """What the official can do about an engine's message; the message itself when we do not know it."""
    text = message.lower()
    for part, sentence in _DATABASE:
        if part in text and (part not in _ONLY_WHEN_ABSENT or "does not exist" in text):
            return sentence
    return f"Basis data tidak dapat dipakai: {' '.join(message.split())}."
