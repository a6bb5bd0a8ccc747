#!/usr/bin/env bash
# From the last byte of Marathon's answer to the finished configuration, without HAProxy's part; then a refresh in which nothing
# has changed; peak and settled memory. Prints a Markdown table.
#
#   benchmarks/last-byte.sh [APPS…]     (sizes; 10000 by default)
#
# MLB_RUNS: refreshes, of which the median counts (5). MLB_SETTLE_SECONDS: the rest before its memory is read (60).
# MLB_BINARY: the marathon-lb; MLB_HAPROXY: the HAProxy, else the one on PATH.
set -euo pipefail
cd "$(dirname "$0")/.."
. benchmarks/parts.sh

[ $# -gt 0 ] || set -- 10000
measure last-byte "$@"
