#!/usr/bin/env bash
# Builds, checks and tests everything. The last line says "N passed, N failed"; the exit code is 1 if anything failed.
#
#   scripts/test.sh [--long]
#
# --long adds the tests of real length (MLB_LONG=1): hours of events, minutes of silence. Without it all takes a few
# minutes on two cores. Steps that are not tests (build, format, native publish, HAProxy downloads) count as one
# failed test when they fail. Details: artifacts/test-results/.
#
# What the tests are told: MLB_BINARY (the native binary), MLB_HAPROXY_30 and MLB_HAPROXY_32 (folders of newer HAProxys beside the
# installed one), MLB_REQUIRE_ALL=1 (a test that lacks one of these fails instead of being skipped).
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1
exec </dev/null

long=
for argument in "$@"; do
  case $argument in
    --long) long=1 ;;
    *) echo "usage: scripts/test.sh [--long]" >&2; exit 2 ;;
  esac
done

rid=linux-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')
passed=0 failed=0 skipped=0
results=artifacts/test-results
mkdir -p "$results"
rm -f "$results"/*.xml

# Whatever ends this script, its last line is the sum.
finished=
summary() {
  [ -n "$finished" ] || [ "$failed" -gt 0 ] || fail "ended before all was run"
  [ "$skipped" -eq 0 ] || echo "$skipped skipped"
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ] && [ "$passed" -gt 0 ] || exit 1
}
trap summary EXIT
fail() {
  failed=$((failed + 1))
  echo "FAILED: $*"
}

# step NAME COMMAND…: shows what is running and how long it took.
step() {
  local name=$1 start=$SECONDS
  shift
  echo "== $name"
  if "$@"; then
    echo "   $((SECONDS - start)) s"
  else
    fail "$name"
    return 1
  fi
}

# begin NAME COMMAND…: runs beside what follows; finish NAME waits for it and shows what it said.
declare -A running begun
begin() {
  local name=$1
  shift
  "$@" >"$results/$name.log" 2>&1 &
  running[$name]=$! begun[$name]=$SECONDS
}
finish() {
  echo "== $1"
  local code=0
  wait "${running[$1]}" || code=$?
  cat "$results/$1.log"
  if [ "$code" -eq 0 ]; then echo "   $((SECONDS - begun[$1])) s, beside the others"; else fail "$1"; return 1; fi
}

build() { dotnet build MarathonLb.sln -nologo -v quiet -clp:NoSummary -warnaserror; }
# The code style is part of the build; this adds the white space.
format() { dotnet format whitespace MarathonLb.sln --no-restore --verify-no-changes 2>&1 | { grep -v '^Warnings were encountered' || true; }; }
check_scripts() { git ls-files -z -- "*.sh" .ci/run | xargs -0 shellcheck; }
# The analyzers have had their say in the build.
publish() { dotnet publish src/MarathonLb -c Release -r "$rid" -o artifacts/publish -nologo -v quiet -warnaserror -p:RunAnalyzers=false; }

newer_haproxys() {
  scripts/newer-haproxy.sh 3.0 .tools/haproxy-3.0 && scripts/newer-haproxy.sh 3.2 .tools/haproxy-3.2
}

# The native binary has no reflection: what it prints must be what a normal build prints. A test compares that with docs/.
reference() {
  local page
  for page in options labels templates; do
    artifacts/publish/marathon-lb "$page" | cmp - "docs/$page.md" || return 1
  done
}

# run PROJECT: one test executable; its numbers come from the XML that the runner writes. On two cores three classes at a time; of the end-to-end
# tests, which wait for HAProxy and timers more than they compute, six, whatever their class.
run() {
  local project=$1 report=$results/$1.xml code=0 line limit=500 pace=(-maxThreads 3)
  [[ $project != *EndToEnd ]] || pace=(-parallelMode all -maxThreads 6)
  [ -z "$long" ] || limit=7200
  timeout --kill-after=10 "$limit" "artifacts/bin/$project/debug/$project" -noColor -noLogo -noAutoReporters "${pace[@]}" \
    -reporter quiet -result-xml "$report" || code=$?
  line=$(grep -o '<assembly [^>]*>' "$report" 2>/dev/null | head -n 1) || true
  number() { sed -n "s/.* $1=\"\([0-9]*\)\".*/\1/p" <<<"$line" | grep . || echo 0; }
  local good bad errors
  good=$(number passed) bad=$(number failed) errors=$(number errors)
  passed=$((passed + good)) failed=$((failed + bad + errors)) skipped=$((skipped + $(number skipped)))
  echo "   $good passed, $((bad + errors)) failed"
  if [ "$code" -ne 0 ] && [ $((bad + errors)) -eq 0 ]; then
    if [ "$code" -eq 124 ]; then fail "$project was ended after $limit s"; else fail "$project ended with $code"; fi
  elif [ $((good + bad + errors)) -eq 0 ]; then
    fail "$project ran no test"
  fi
}

begin "newer HAProxys" newer_haproxys
step "build" build || exit 1
begin "native binary" publish
step "format" format || true
step "shell scripts" check_scripts || true

export MLB_BINARY=$PWD/artifacts/publish/marathon-lb
export MLB_HAPROXY_30=$PWD/.tools/haproxy-3.0 MLB_HAPROXY_32=$PWD/.tools/haproxy-3.2
export MLB_REQUIRE_ALL=1
[ -z "$long" ] || export MLB_LONG=1

# Every project with tests; those that need the binary last.
tests() { grep -l 'Include="xunit.v3"' tests/*/*.csproj | xargs -n 1 basename -s .csproj | { grep "$@" EndToEnd || true; }; }
finish "newer HAProxys" || true
for project in $(tests -v); do step "$project" run "$project" || true; done
finish "native binary" || true
step "reference of the native binary" reference || true
for project in $(tests -e); do step "$project" run "$project" || true; done
finished=yes
