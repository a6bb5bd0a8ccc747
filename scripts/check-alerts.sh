#!/usr/bin/env bash
# Checks what deploy/ has for Prometheus by promtool: the alert rules, their tests, and the metrics of a running instance.
#
#   scripts/check-alerts.sh [URL]         URL: an instance's metrics, such as http://127.0.0.1:9090/_mlb/metrics
#
# promtool comes with Prometheus (apt-get install prometheus); it is not needed to build or to run the other tests.
set -euo pipefail
cd "$(dirname "$0")/.."

promtool=${PROMTOOL:-promtool}
command -v "$promtool" >/dev/null || { echo "$0: no promtool on PATH nor in PROMTOOL: it comes with Prometheus" >&2; exit 2; }
"$promtool" check rules deploy/alerts.yml
"$promtool" test rules deploy/alerts.test.yml
[ $# -eq 0 ] || curl -fsS "$1" | "$promtool" check metrics
