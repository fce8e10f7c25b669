# Sourced by the scripts of this folder: goes to the top of the repository and finds a Python.
# PORTAL_PYTHON names one by hand; an environment beside .venv is then used, named after its version.
# preferred_python, set by the script that sources this, is tried before the one on PATH.

cd "$(dirname -- "$0")/.." || exit 1

is_new_enough() {
    "$1" -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1
}

find_python() {
    if [ -n "${PORTAL_PYTHON:-}" ]; then
        is_new_enough "$PORTAL_PYTHON" && python=$PORTAL_PYTHON && return 0
        echo "PORTAL_PYTHON=$PORTAL_PYTHON is not a Python 3.11 or newer." >&2
        return 1
    fi
    for python in ${preferred_python:-} python3 python3.14 python3.13 python3.12 python3.11 \
        "${PYENV_ROOT:-$HOME/.pyenv}"/versions/3.1[1-9]*/bin/python3 \
        /usr/local/bin/python3 /usr/bin/python3 /opt/homebrew/bin/python3; do
        is_new_enough "$python" && return 0
    done
    echo "This needs Python 3.11 or newer. Install it and run this again:" >&2
    echo "  Debian, Ubuntu: apt install python3     Fedora: dnf install python3" >&2
    echo "  macOS: brew install python              Alpine: apk add python3" >&2
    return 1
}

find_python || exit 1
