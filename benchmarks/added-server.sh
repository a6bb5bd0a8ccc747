#!/usr/bin/env bash
# Throughput through a server added at run time beside one from the file, with wrk, on each HAProxy given. Prints a Markdown table.
#
#   benchmarks/added-server.sh [HAPROXY…]      (programs; the one on PATH by default)
#
# MLB_SECONDS: length of each of the ten runs of wrk per HAProxy (2). MLB_BINARY: the marathon-lb.
set -euo pipefail
cd "$(dirname "$0")/.."
. benchmarks/parts.sh

[ $# -gt 0 ] || set -- haproxy
command -v wrk >/dev/null || { echo "no wrk on PATH" >&2; exit 1; }
echo "| HAProxy | requests/s, server from the file | requests/s, added server | ratio, median (least to most) of five | connections opened, from the file | connections opened, added | load |"
echo "|---|---|---|---|---|---|---|"
for haproxy in "$@"; do MLB_HAPROXY=$haproxy measure added-server "${MLB_SECONDS:-2}"; done
