#!/usr/bin/env bash
# Some of 1,000 apps bring what HAProxy rejects: time from exec until the rest is served, and runs of `haproxy -c`.
# Prints a Markdown table; the row without a broken app is what to compare with.
#
#   benchmarks/isolation.sh [BROKEN…]     (how many are broken; 0 3 100 by default)
#
# MLB_BINARY: the marathon-lb; MLB_HAPROXY: the HAProxy, else the one on PATH.
set -euo pipefail
cd "$(dirname "$0")/.."
. benchmarks/parts.sh

[ $# -gt 0 ] || set -- 0 3 100
measure isolation "$@"
