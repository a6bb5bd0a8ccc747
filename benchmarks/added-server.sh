#!/usr/bin/env bash
# Throughput through a server added at run time beside one from the file, with wrk, on each HAProxy given. Prints a Markdown table.
#
#   benchmarks/added-server.sh [HAPROXY…]      (programs; the one on PATH by default)
#
# MLB_SECONDS: length of each of the ten runs of wrk per HAProxy (2). MLB_BINARY: the marathon-lb.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin

[ $# -gt 0 ] || set -- haproxy
command -v wrk >/dev/null || { echo "no wrk on PATH" >&2; exit 1; }
binary=${MLB_BINARY:-artifacts/publish/marathon-lb}
[ -x "$binary" ] || { echo "no $binary: run dotnet publish src/MarathonLb -c Release -r linux-x64 -o artifacts/publish, or set MLB_BINARY" >&2; exit 1; }
dotnet build benchmarks/MarathonLb.Benchmarks -c Release -v quiet -nologo -clp:NoSummary
echo "| HAProxy | requests/s, server from the file | requests/s, added server | ratio, median (least to most) of five | connections opened, from the file | connections opened, added | load |"
echo "|---|---|---|---|---|---|---|"
for haproxy in "$@"; do
  MLB_HAPROXY=$haproxy artifacts/bin/MarathonLb.Benchmarks/release/MarathonLb.Benchmarks added-server "${MLB_SECONDS:-2}"
done
