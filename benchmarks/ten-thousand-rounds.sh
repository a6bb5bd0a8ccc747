#!/usr/bin/env bash
# Does anything grow? One app gains a server and loses it again, as fast as rounds are done, against a real HAProxy; memory, handles,
# threads and files after each tenth. Prints a Markdown table and a line with the differences.
#
#   benchmarks/ten-thousand-rounds.sh [CHANGES [APPS]]     (10000 changes among 100 other apps by default)
#
# MLB_BINARY: the marathon-lb; MLB_HAPROXY: the HAProxy, else the one on PATH.
set -euo pipefail
cd "$(dirname "$0")/.."
. benchmarks/parts.sh

measure many-rounds "${1:-10000}" "${2:-100}"
