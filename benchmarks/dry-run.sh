#!/usr/bin/env bash
# What one cold `--dry` run costs at several cluster sizes, best of N. Prints a Markdown table. The apps come from the simulator's
# generator, as a file, or (beside the original) from an HTTP server on loopback.
#
#   benchmarks/dry-run.sh [APPS…]      (sizes; 100 1000 5000 10000 by default)
#
# MLB_RUNS: runs of each size (5). MLB_BINARY: the marathon-lb.
# MLB_ORIGINAL: a checkout of the Python original, to be run in turn on MLB_ORIGINAL_APPS apps (5000), and MLB_PYTHON, the python3
# that has its packages (pycurl, dateutil, requests, six, jwt).
set -euo pipefail
cd "$(dirname "$0")/.."
. benchmarks/parts.sh
need_binary

[ $# -gt 0 ] || set -- 100 1000 5000 10000
runs=${MLB_RUNS:-5}
build tests/MarathonSimulator
work=$(mktemp -d)
server=
cleanup() {
  [ -z "$server" ] || kill "$server"
  rm -rf "$work"
}
trap cleanup EXIT

# Writes the document of a cluster: document APPS FILE
document() {
  artifacts/bin/MarathonSimulator/release/marathon-simulator write --big "$1" --tasks-per-app 5 --out "$2" >/dev/null
}

# Runs a command and adds its seconds of wall, user and system time and its peak in kB to a file: timed FILE COMMAND…
timed() {
  local times=$1
  shift
  /usr/bin/env time -f '%e %U %S %M' -a -o "$times" "$@" >"$work/out.cfg" 2>"$work/log" && return
  echo "failed: $*" >&2
  tail -n 3 "$work/log" >&2
  exit 1
}

# The cells of the run with the least wall time: best FILE
best() {
  sort -n "$1" | awk 'NR == 1 {printf "%.2f s | %.2f s | %d MB |\n", $1, $2 + $3, $4 * 1024 / 1e6}'
}

ours() {
  timed "$1" "$binary" --dry --marathon "$2" --group '*' --syslog-socket /dev/null
}

echo "| apps × 5 tasks | JSON | wall | user + system | peak memory |"
echo "|---|---|---|---|---|"
for apps in "$@"; do
  document "$apps" "$work/apps.json"
  rm -f "$work/times"
  for ((run = 0; run < runs; run++)); do ours "$work/times" "file:$work/apps.json"; done
  printf '| %d | %s MB | ' "$apps" "$(awk -v bytes="$(stat -c %s "$work/apps.json")" 'BEGIN {printf "%.1f", bytes / 1e6}')"
  best "$work/times"
done

echo
original=${MLB_ORIGINAL:-}
if [ -z "$original" ]; then
  echo "The Python original was not run: MLB_ORIGINAL names no checkout of it."
  exit 0
fi
[ -f "$original/marathon_lb.py" ] || { echo "no marathon_lb.py in MLB_ORIGINAL=$original" >&2; exit 1; }

apps=${MLB_ORIGINAL_APPS:-5000}
python=${MLB_PYTHON:-python3}
mkdir -p "$work/www/v2"
document "$apps" "$work/www/v2/apps"
"$python" -u -m http.server 0 --bind 127.0.0.1 --directory "$work/www" >"$work/server" 2>&1 &
server=$!
for ((try = 0; try < 100; try++)); do
  port=$(sed -n 's/^Serving HTTP on .* port \([0-9]*\) .*/\1/p' "$work/server")
  [ -z "$port" ] || break
  sleep 0.1
done
[ -n "$port" ] || { cat "$work/server" >&2; exit 1; }
for ((run = 0; run < runs; run++)); do
  # From its own folder: it takes templates/ of the one that it is started in for its user's.
  timed "$work/theirs" env -C "$original" "$python" marathon_lb.py --dry --marathon "http://127.0.0.1:$port" --group '*' --syslog-socket /dev/null
  [ -s "$work/out.cfg" ] || { echo "the original printed nothing:" >&2; tail -n 3 "$work/log" >&2; exit 1; }
  ours "$work/ours" "http://127.0.0.1:$port"
done
echo "In turn with the Python original, $apps apps from one HTTP server, best of $runs:"
echo
echo "| | wall | user + system | peak memory |"
echo "|---|---|---|---|"
echo "| original | $(best "$work/theirs")"
echo "| marathon-lb | $(best "$work/ours")"
paste -d ' ' <(sort -n "$work/theirs" | head -n 1) <(sort -n "$work/ours" | head -n 1) |
  awk '{printf "| ratio | %.0f | %.0f | %.1f |\n", $1 / $5, ($2 + $3) / ($6 + $7), $4 / $8}'
