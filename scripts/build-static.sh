#!/usr/bin/env bash
# Builds a marathon-lb that needs no libraries at all (glibc, OpenSSL and zlib linked in):
#
#   scripts/build-static.sh [DIR]        ->  DIR/marathon-lb (artifacts/static unless given)
#
# Host names: a static glibc still loads the machine's name service modules, where there are any, to resolve names; with
# none it reads /etc/hosts and asks the servers of /etc/resolv.conf itself.
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1 MSBUILDDISABLENODEREUSE=1
[ $# -le 1 ] || { echo "usage: scripts/build-static.sh [DIR]" >&2; exit 2; }
dir=${1:-artifacts/static}
rid=linux-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')

scripts/prerequisites.sh cmake # the SDK's package compiles its OpenSSL part anew
# Intermediate files of its own: the linker's options are not among what an incremental build compares.
dotnet publish src/MarathonLb -c Release -r "$rid" -o "$dir" -nologo -v quiet --artifacts-path "$PWD/artifacts/static-build" \
  -p:StaticExecutable=true -p:StaticOpenSslLinking=true -p:LinkerFlavor=lld
binary=$dir/marathon-lb

if ldd "$binary" 2>&1 | grep -q '=>'; then
  echo "build-static: $binary still needs libraries:" >&2
  ldd "$binary" >&2
  exit 1
fi

# It must start where there is nothing else.
if [ "$(id -u)" -eq 0 ]; then
  jail=$(mktemp -d)
  trap 'rm -rf "$jail"' EXIT
  cp "$binary" "$jail/marathon-lb"
  echo '{"apps":[]}' >"$jail/apps.json"
  chroot "$jail" /marathon-lb --version
  chroot "$jail" /marathon-lb --marathon file:/apps.json --group '*' --dry --syslog-socket /dev/null >"$jail/out.cfg"
  grep -q '^listen stats' "$jail/out.cfg"
else
  "$binary" --version
fi
du -h "$binary"
