#!/usr/bin/env bash
# Whole-process figures: what one `--dry` run costs at several cluster sizes. The apps come from the simulator's generator, written to a file.
#
#   benchmarks/dry-run.sh [--original DIR] [APPS…]      (sizes; 100 1000 5000 10000 by default)
#
# --original DIR names a checkout of the Python marathon-lb 1.15, which is then measured in the same run
# (PYTHON names an interpreter that has its modules: pycurl, dateutil, jwt, requests, six).
set -euo pipefail
cd "$(dirname "$0")/.."

original=
if [ "${1:-}" = --original ]; then
  original=$(cd "$2" && pwd)
  shift 2
fi
[ $# -gt 0 ] || set -- 100 1000 5000 10000

binary=${MLB_BINARY:-artifacts/publish/marathon-lb}
[ -x "$binary" ] || { echo "no $binary: run dotnet publish src/MarathonLb -c Release -r linux-x64 -o artifacts/publish, or set MLB_BINARY" >&2; exit 1; }
dotnet build tests/MarathonSimulator -c Release -v quiet -nologo -clp:NoSummary
simulator=artifacts/bin/MarathonSimulator/release/marathon-simulator
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# best COMMAND…: the best wall time of five runs, with its CPU seconds and peak memory.
best() {
  local i
  rm -f "$work/times"
  for i in 1 2 3 4 5; do
    : "run $i"
    /usr/bin/env time -f '%e %U %S %M' -a -o "$work/times" "$@" >"$work/out.cfg" 2>"$work/log" || { tail -n 3 "$work/log" >&2; return 1; }
  done
  sort -n "$work/times" | head -n 1 | awk '{printf "%.2f s wall, %.2f s user+system, %d MB peak\n", $1, $2 + $3, $4 / 1024}'
  rm -f "$work/times"
}

for apps in "$@"; do
  "$simulator" write --big "$apps" --tasks-per-app 5 --out "$work/apps.json" >/dev/null
  printf '%6d apps × 5 tasks (%d kB of JSON): ' "$apps" $(($(stat -c %s "$work/apps.json") / 1000))
  best "$binary" --dry --marathon "file:$work/apps.json" --group '*' --syslog-socket /dev/null
  [ -n "$original" ] || continue
  printf '%34s' 'the original: '
  (cd "$work" && "${PYTHON:-python3}" -m http.server 18099 --bind 127.0.0.1 >/dev/null 2>&1 & echo $! >"$work/server.pid"; mkdir -p "$work/v2"; ln -sf "$work/apps.json" "$work/v2/apps"; sleep 1)
  best "${PYTHON:-python3}" "$original/marathon_lb.py" --dry --marathon http://127.0.0.1:18099 --group '*' --syslog-socket /dev/null || true
  kill "$(cat "$work/server.pid")"
done
[ -n "$original" ] || echo "the original was not measured: name its checkout with --original DIR"
