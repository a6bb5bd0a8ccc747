#!/usr/bin/env bash
# Runs the benchmarks and puts their tables into benchmarks/results/<cpu>/. Arguments go to BenchmarkDotNet: scripts/bench.sh --filter '*Render*'
set -euo pipefail
cd "$(dirname "$0")/.."

cpu=$(sed -n '/^model name/{s/[^:]*: *//p;q}' /proc/cpuinfo | tr -cs 'A-Za-z0-9.-' '-' | sed 's/^-//; s/-$//')
results="benchmarks/results/${cpu:-unknown}"
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

dotnet build benchmarks/MarathonLb.Benchmarks -c Release -v quiet
[ $# -gt 0 ] || set -- --filter '*'
MLB_BENCH_RESULTS="$work" artifacts/bin/MarathonLb.Benchmarks/release/MarathonLb.Benchmarks "$@"

mkdir -p "$results"
cp "$work"/results/*-report-github.md "$results/"
echo "tables: $results"
