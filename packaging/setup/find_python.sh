#!/bin/sh
# Prints where the first Python on the path is that is new enough.
set -eu

for candidate in python3 python3.14 python3.13 python3.12 python3.11; do
    if "$candidate" -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null; then
        command -v "$candidate"
        exit
    fi
done

cat >&2 <<'END'
Python 3.11 or newer is needed, and none was found as python3 or python3.11 to python3.14.
Debian 12, Ubuntu 24.04 and later install it with: sudo apt install python3
Ubuntu 22.04 installs it with: sudo apt install python3.11
END
exit 1
