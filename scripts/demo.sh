#!/usr/bin/env bash
# From a fresh clone to traffic: a simulated Marathon with a dozen sample apps, marathon-lb and a real HAProxy.
#
#   scripts/demo.sh [zdd] [--smoke] [--no-build] [--no-traffic] [--address ADDRESS]
#
#   zdd               deploys an app four times as docs/zdd.md tells, counts failed requests, ends with 0 if there were none
#   --smoke           sends requests through each sample app, prints a table of what came back, ends with 0 or 1
#   --no-build        uses what is built already
#   --no-traffic      no requests but yours
#   --address         where HAProxy listens; without it the first of 127.0.0.1, 127.0.0.2, … whose ports are free,
#                     so that nothing is reachable from outside ('*' opens it to the network: admin's password is 'demo')
#
# Ports 80 and 443 where they may be bound and are free, else 8080 and 8443; 9090, 9091 and the apps' service ports
# 10001 to 10012 and 10021, or others where these are taken. Ctrl-C ends everything that was started.
set -euo pipefail
cd "$(dirname "$0")/.."
export PATH=$PATH:/usr/local/sbin:/usr/sbin:/sbin DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
. scripts/demo/parts.sh
. scripts/demo/smoke.sh
. scripts/demo/show.sh
. scripts/demo/zdd.sh

smoke='' deployments='' build=yes traffic=yes address=''
while [ $# -gt 0 ]; do
  case $1 in
    zdd) deployments=yes traffic='' ;;
    --smoke) smoke=yes traffic='' ;;
    --no-build) build='' ;;
    --no-traffic) traffic='' ;;
    --address) [ $# -gt 1 ] || die "--address needs a value"; address=$2; shift ;;
    -h | --help) sed -n '2,/^set/ { /^set/!s/^# \{0,1\}//p }' "$0"; exit 0 ;;
    *) echo "usage: scripts/demo.sh [zdd] [--smoke] [--no-build] [--no-traffic] [--address ADDRESS]" >&2; exit 2 ;;
  esac
  shift
done

if [ -n "$build" ] || [ ! -x "$marathon_lb" ] || [ ! -x "$simulator" ]; then build_everything; fi
command -v haproxy >/dev/null || die "no haproxy: run scripts/prerequisites.sh"

work=$(mktemp -d "${TMPDIR:-/tmp}/mlb-demo.XXXXXX")
children=()
trap end_everything EXIT
trap 'exit 0' INT TERM

choose_ports
start_marathon
write_templates
start_load_balancer

if [ -n "$smoke" ]; then
  smoke_all
  exit
fi
if [ -n "$deployments" ]; then
  show_deployments
  exit
fi
print_guide
[ -z "$traffic" ] || start_traffic
show_until_interrupted
