#!/usr/bin/env bash
# Puts a newer HAProxy beside the installed one, so that tests can run on several versions:
#
#   scripts/newer-haproxy.sh 3.0|3.2 DIR     ->  DIR/haproxy (with its own loader and libraries in DIR/lib)
#
# Nothing is installed but patchelf: Debian's packages of that version are downloaded, unpacked under DIR and made to
# use their own libraries, so the machine's libc does not matter. Debian amd64 only; the mirror is the one that this
# machine's apt already uses. A second call finds the finished binary and only prints its version.
set -euo pipefail

usage() { echo "usage: $0 3.0|3.2 DIR" >&2; exit 2; }
fail() { echo "$0: $*" >&2; exit 1; }

[ $# -eq 2 ] || usage
version=$1
case $version in
  3.0) suite=trixie ;;   # stable, stays on 3.0
  3.2) suite=sid ;;      # moves on in time: the version is checked below
  *) usage ;;
esac
mkdir -p "$2"
dir=$(cd "$2" && pwd)

# Not through a pipe: with pipefail a reader that has seen enough (head, grep -q) makes HAProxy's broken pipe our failure.
first_line() { local text; text=$("$dir/haproxy" -v) && printf '%s\n' "${text%%$'\n'*}"; }

if [ -x "$dir/haproxy" ] && line=$(first_line) && [[ $line == *"version $version."* ]]; then
  printf '%s\n' "$line"
  exit 0
fi

as_root() { if [ "$(id -u)" -eq 0 ]; then "$@"; else sudo "$@"; fi; }
command -v patchelf >/dev/null || as_root apt-get install -y -qq patchelf >/dev/null || fail "patchelf is needed: apt-get install patchelf"
[ "$(dpkg --print-architecture)" = amd64 ] || fail "only written for amd64"
keyring=/usr/share/keyrings/debian-archive-keyring.gpg
[ -r "$keyring" ] || fail "$keyring is missing: apt-get install debian-archive-keyring"

mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null | grep -v '^ *#' |
  grep -oE 'https?://[^ ]*/debian/?( |$)' | head -n 1 | tr -d ' ') || true
[ -n "$mirror" ] || fail "no Debian mirror among this machine's apt sources"

# A private apt: own sources, lists and cache, the system's stay as they are.
work=$(mktemp -d "$dir/.unpack.XXXXXX")
trap 'rm -rf "$work"' EXIT
mkdir -p "$work/lists/partial" "$work/cache/archives/partial" "$work/packages" "$work/root" "$work/lib"
echo "deb [signed-by=$keyring] $mirror $suite main" > "$work/sources.list"
private=(
  -o "Dir::Etc::SourceList=$work/sources.list" -o Dir::Etc::SourceParts=-
  -o "Dir::State::Lists=$work/lists" -o "Dir::Cache=$work/cache" -o "APT::Sandbox::User=$(id -un)"
)
apt-get "${private[@]}" update -qq

candidate=$(apt-cache "${private[@]}" madison haproxy | awk -F' *[|] *' -v s=" $suite/main " '$3 ~ s { print $2; exit }')
case $candidate in
  "$version".*) ;;
  *) fail "Debian $suite now has haproxy ${candidate:-nowhere}, not $version: name another suite here" ;;
esac

# The binary and every library it needs, transitively; virtual names have nothing to download and are skipped.
libraries=$(apt-cache "${private[@]}" depends --recurse --no-recommends --no-suggests --no-conflicts --no-breaks \
  --no-replaces --no-enhances haproxy | grep -E '^lib' | sort -u |
  while read -r name; do if apt-cache "${private[@]}" show "$name" >/dev/null 2>&1; then echo "$name"; fi; done)
# shellcheck disable=SC2086  # one word per package is meant
(cd "$work/packages" && apt-get "${private[@]}" download -qq -t "$suite" haproxy $libraries)
for package in "$work"/packages/*.deb; do dpkg-deb -x "$package" "$work/root"; done

find "$work/root" -path '*/x86_64-linux-gnu/*' -name '*.so*' ! -path '*/gconv/*' -exec cp -a {} "$work/lib/" \;
patchelf --set-interpreter "$dir/lib/ld-linux-x86-64.so.2" --force-rpath --set-rpath "$dir/lib" \
  --output "$work/haproxy" "$work/root/usr/sbin/haproxy"

# The finished parts move in last, so an interrupted run leaves nothing that looks complete.
rm -rf "${dir:?}/lib"
mv "$work/lib" "$dir/lib"
mv "$work/haproxy" "$dir/haproxy"
first_line
