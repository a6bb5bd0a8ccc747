#!/usr/bin/env bash
# Sizes of the binary, of the static one, and of a folder with what the image holds; and how long `--version` takes, best of 50.
# Prints Markdown tables.
#
#   benchmarks/size.sh
#
# MLB_BINARY: the marathon-lb; MLB_STATIC: the static one (artifacts/static/marathon-lb, by scripts/build-static.sh; left out if it
# is not there). MLB_HAPROXY: the HAProxy of the image, else the one on PATH. MLB_RUNS: runs of --version (50).
set -euo pipefail
cd "$(dirname "$0")/.."
. benchmarks/parts.sh
need_binary

static=${MLB_STATIC:-artifacts/static/marathon-lb}
runs=${MLB_RUNS:-50}

megabytes() {
  awk -v bytes="$1" 'BEGIN {printf "%.1f MB", bytes / 1e6}'
}

# The files that a program needs to run: itself and its libraries: parts PROGRAM
parts() {
  readlink -f "$1"
  { ldd "$1" 2>/dev/null || true; } | grep -oE '/[^ )]+' | xargs -r readlink -f
}

# Bytes of what the image holds: our binary, HAProxy, tini, their libraries, and the certificate authorities, each once.
image_bytes() {
  local haproxy=${MLB_HAPROXY:-haproxy} program
  for program in "$binary" "$(command -v "$haproxy")" "$(command -v tini)"; do parts "$program"; done >"$1"
  readlink -f /etc/ssl/certs/ca-certificates.crt >>"$1"
  sort -u "$1" | xargs stat -c %s | awk '{sum += $1} END {print sum}'
}

# Least milliseconds of many runs, fork and exec by this shell included: fastest PROGRAM
fastest() {
  local run start end
  for ((run = 0; run < runs; run++)); do
    start=${EPOCHREALTIME//[.,]/}
    "$1" --version >/dev/null
    end=${EPOCHREALTIME//[.,]/}
    echo $((end - start))
  done | sort -n | awk 'NR == 1 {printf "%.1f ms", $1 / 1000}'
}

list=$(mktemp)
trap 'rm -f "$list"' EXIT
echo "| | size | --version, best of $runs |"
echo "|---|---|---|"
echo "| binary | $(megabytes "$(stat -c %s "$binary")") | $(fastest "$(readlink -f "$binary")") |"
if [ -x "$static" ]; then
  echo "| static binary | $(megabytes "$(stat -c %s "$static")") | $(fastest "$(readlink -f "$static")") |"
else
  echo "| static binary | not built: scripts/build-static.sh | |"
fi
if command -v tini >/dev/null && [ -f /etc/ssl/certs/ca-certificates.crt ]; then
  echo "| folder with what the image holds | $(megabytes "$(image_bytes "$list")") | |"
else
  echo "| folder with what the image holds | no tini or no certificate authorities on this machine | |"
fi
