#!/usr/bin/env bash
# Whole-process figures: what one `--dry` run costs at several cluster sizes. The apps come from the simulator's generator, written to a file.
#
#   benchmarks/dry-run.sh [APPS…]      (sizes; 100 1000 5000 10000 by default)
set -euo pipefail
cd "$(dirname "$0")/.."

[ $# -gt 0 ] || set -- 100 1000 5000 10000
binary=${MLB_BINARY:-artifacts/publish/marathon-lb}
[ -x "$binary" ] || { echo "no $binary: run dotnet publish src/MarathonLb -c Release -r linux-x64 -o artifacts/publish, or set MLB_BINARY" >&2; exit 1; }
dotnet build tests/MarathonSimulator -c Release -v quiet -nologo -clp:NoSummary
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

for apps in "$@"; do
  artifacts/bin/MarathonSimulator/release/marathon-simulator write --big "$apps" --tasks-per-app 5 --out "$work/apps.json" >/dev/null
  rm -f "$work/times"
  for run in 1 2 3 4 5; do
    /usr/bin/env time -f '%e %U %S %M' -a -o "$work/times" "$binary" --dry --marathon "file:$work/apps.json" --group '*' --syslog-socket /dev/null \
      >"$work/out.cfg" 2>"$work/log" || { echo "run $run failed:" >&2; tail -n 3 "$work/log" >&2; exit 1; }
  done
  printf '%6d apps × 5 tasks (%d kB of JSON): ' "$apps" $(($(stat -c %s "$work/apps.json") / 1000))
  sort -n "$work/times" | awk 'NR == 1 {printf "%.2f s wall, %.2f s user+system, %d MB peak (best of five)\n", $1, $2 + $3, $4 / 1024}'
done
