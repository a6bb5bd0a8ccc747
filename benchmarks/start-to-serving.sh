#!/usr/bin/env bash
# From exec of `marathon-lb sse` to a written configuration, and to traffic, with N apps in the simulator. Prints a Markdown table.
#
#   benchmarks/start-to-serving.sh [APPS…]     (sizes; 100 1000 10000 by default)
#
# MLB_RUNS: starts of each size, of which the median counts (3). MLB_SETTLE_SECONDS: the rest before its memory is read (10).
# MLB_BINARY: the marathon-lb; MLB_HAPROXY: the HAProxy, else the one on PATH.
set -euo pipefail
cd "$(dirname "$0")/.."
. benchmarks/parts.sh

[ $# -gt 0 ] || set -- 100 1000 10000
measure start-to-serving "$@"
