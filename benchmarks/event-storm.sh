#!/usr/bin/env bash
# Thousands of events in one second, the last of them of a real change: rounds, CPU, time to settle, requests to Marathon.
# Prints a Markdown table.
#
#   benchmarks/event-storm.sh [APPS…]     (sizes; 100 1000 5000 by default)
#
# MLB_EVENTS: events in the second (2000). MLB_BINARY: the marathon-lb; MLB_HAPROXY: the HAProxy, else the one on PATH.
set -euo pipefail
cd "$(dirname "$0")/.."
. benchmarks/parts.sh

[ $# -gt 0 ] || set -- 100 1000 5000
measure event-storm "$@"
