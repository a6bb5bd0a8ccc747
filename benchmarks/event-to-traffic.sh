#!/usr/bin/env bash
# From a scale event to traffic: one app is scaled 1 → 2 → 1 while N other apps exist, asked every 2 ms through HAProxy. Prints a Markdown table.
#
#   benchmarks/event-to-traffic.sh [APPS…]     (sizes; 100 1000 3000 by default)
#
# MLB_CYCLES: how often it is scaled up and down (20). MLB_BINARY: the marathon-lb; MLB_HAPROXY: the HAProxy, else the one on PATH.
set -euo pipefail
cd "$(dirname "$0")/.."
. benchmarks/parts.sh

[ $# -gt 0 ] || set -- 100 1000 3000
measure event-to-traffic "${MLB_CYCLES:-20}" "$@"
