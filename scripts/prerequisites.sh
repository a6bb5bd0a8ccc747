#!/usr/bin/env bash
# Installs what building, testing and the demo need beside the .NET 10 SDK:
#
#   scripts/prerequisites.sh [PROGRAM…]
#
# PROGRAM: one more that is needed, where its package has the same name.
# Only what is missing is installed, by apt-get, as root or through sudo; what is there, from wherever, stays as it is.
# On a system without apt-get it says what is needed and ends with 1 if something is missing.
set -euo pipefail
PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin

# program or header -> Debian package. HAProxy serves and checks; clang, lld and the two libraries link the native
# binary; the rest is used by the scripts and the tests.
programs=(haproxy:haproxy clang:clang ld.lld:lld tini:tini socat:socat curl:curl patchelf:patchelf openssl:openssl
  shellcheck:shellcheck)
for program in "$@"; do programs+=("$program:$program"); done
headers=(zlib.h:zlib1g-dev openssl/ssl.h:libssl-dev)

missing=()
for pair in "${programs[@]}"; do
  command -v "${pair%%:*}" >/dev/null || missing+=("${pair##*:}")
done
for pair in "${headers[@]}"; do
  compgen -G "/usr/include/${pair%%:*}" >/dev/null || compgen -G "/usr/include/*/${pair%%:*}" >/dev/null || missing+=("${pair##*:}")
done

if ! command -v dotnet >/dev/null; then
  echo "prerequisites: the .NET 10 SDK is missing (the program 'dotnet'): https://dotnet.microsoft.com/download" >&2
  exit 1
fi
if [ ${#missing[@]} -eq 0 ]; then
  echo "prerequisites: everything is there"
  exit 0
fi
if ! command -v apt-get >/dev/null; then
  echo "prerequisites: no apt-get here; please install what Debian calls: ${missing[*]}" >&2
  exit 1
fi

as_root() {
  if [ "$(id -u)" -eq 0 ]; then
    "$@"
  elif command -v sudo >/dev/null; then
    sudo "$@"
  else
    echo "prerequisites: neither root nor sudo; please install: ${missing[*]}" >&2
    exit 1
  fi
}

# Debian starts services as it installs them; a second HAProxy must not take the ports. A policy of the machine's own stays.
policy=/usr/sbin/policy-rc.d
own_policy=
remove_policy() {
  [ -z "$own_policy" ] || as_root rm -f "$policy"
}
trap remove_policy EXIT
if [ ! -e "$policy" ]; then
  own_policy=yes
  printf '#!/bin/sh\nexit 101\n' | as_root tee "$policy" >/dev/null
  as_root chmod 755 "$policy"
fi

echo "prerequisites: installing ${missing[*]} by apt-get"
as_root env DEBIAN_FRONTEND=noninteractive apt-get update -qq
as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null

# Only where this script brought it, and only where systemd runs: HAProxy's service does not come up at the next start either.
if [[ " ${missing[*]} " == *" haproxy "* ]] && [ -d /run/systemd/system ]; then
  as_root systemctl disable --now haproxy >/dev/null 2>&1 || echo "prerequisites: could not stop the haproxy service: systemctl disable --now haproxy" >&2
fi
echo "prerequisites: done"
