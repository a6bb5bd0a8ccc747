# Shared by the scripts beside it, which are read with `.` from the repository's folder.
# shellcheck shell=bash
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
export PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin

# The native program that is measured: MLB_BINARY, else the published one.
binary=${MLB_BINARY:-artifacts/publish/marathon-lb}

# Ends with 1 if there is no such program.
need_binary() {
  [ -x "$binary" ] && return
  echo "no $binary: run dotnet publish src/MarathonLb -c Release -r linux-x64 -o artifacts/publish, or set MLB_BINARY" >&2
  exit 1
}

# Builds a project; says nothing unless that fails: build PROJECT
build() {
  local log
  log=$(dotnet build "$1" -c Release -v quiet -nologo 2>&1) && return
  echo "$log" >&2
  exit 1
}

# Builds the measuring program and runs one measurement: measure NAME [ARGUMENT…]
measure() {
  need_binary
  build benchmarks/MarathonLb.Benchmarks
  artifacts/bin/MarathonLb.Benchmarks/release/MarathonLb.Benchmarks "$@"
}
