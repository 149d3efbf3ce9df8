#!/bin/sh
# Says plainly what a fresh machine lacks, and how to get it.
python=${1:-python3}
command -v "$python" >/dev/null 2>&1 || {
    echo "Python tidak ditemukan. Pasang dahulu: sudo apt install python3 python3-venv" >&2
    exit 1
}
"$python" -c 'import sys; sys.exit(sys.version_info < (3, 11))' || {
    echo "Python $("$python" -V 2>&1) terlalu lama; perlu 3.11 atau lebih baru (Debian 12, Ubuntu 24.04)." >&2
    exit 1
}
"$python" -c 'import venv, ensurepip' 2>/dev/null || {
    echo "Modul venv tidak ada. Pasang dahulu: sudo apt install python3-venv" >&2
    exit 1
}
