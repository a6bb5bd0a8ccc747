#!/usr/bin/env bash
# Runs the benchmarks, as native code and by the JIT, and puts their tables into benchmarks/results/<cpu>/:
#
#   scripts/bench.sh [--quick | --job jit|native] [BENCHMARKDOTNET ARGUMENT…]        e.g. --job native --filter '*Render*'
#
# --quick: in one process, by the JIT, in short iterations; the tables are printed only. For a look at a change, not for figures.
# MLB_BENCH_APPS: the numbers of apps, separated by commas (100,1000,10000).
set -euo pipefail
cd "$(dirname "$0")/.."

quick=
arguments=()
while [ $# -gt 0 ]; do
  case $1 in
    --quick) quick=yes ;;
    --job)
      [[ ${2:-} =~ ^(jit|native)$ ]] || { echo "bench: --job jit or --job native" >&2; exit 2; }
      export MLB_BENCH_JOBS=$2
      shift
      ;;
    *) arguments+=("$1") ;;
  esac
  shift
done
[ ${#arguments[@]} -gt 0 ] || arguments=(--filter '*')
# The iterations are too short for code that is compiled twice; and the collector is told what MarathonLb.csproj tells the product's.
[ -z "$quick" ] || export MLB_BENCH_JOBS=quick DOTNET_TieredCompilation=0 DOTNET_GCGen0MaxBudget=400000

cpu=$(sed -n '/^model name/{s/[^:]*: *//p;q}' /proc/cpuinfo | tr -cs 'A-Za-z0-9.-' '-' | sed 's/^-//; s/-$//')
results="benchmarks/results/${cpu:-unknown}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

. benchmarks/parts.sh
build benchmarks/MarathonLb.Benchmarks
export MLB_BENCH_RESULTS=$work
program=artifacts/bin/MarathonLb.Benchmarks/release/MarathonLb.Benchmarks
if [ -n "$quick" ]; then
  "$program" "${arguments[@]}" >"$work/log" || { tail -n 30 "$work/log" >&2; exit 1; }
  for table in "$work"/results/*-report-github.md; do
    basename "$table" -report-github.md
    sed -n '/^|/p' "$table"
    echo
  done
  exit 0
fi

"$program" "${arguments[@]}"
mkdir -p "$results"
cp "$work"/results/*-report-github.md "$results/"
echo "tables: $results"
