# The parts of the demo: what is built, where it listens, and the processes. Sourced by scripts/demo.sh.
# shellcheck shell=bash disable=SC2154  # variables of demo.sh

marathon_lb=$PWD/artifacts/publish/marathon-lb
simulator=$PWD/artifacts/bin/MarathonSimulator/release/marathon-simulator

die() {
  echo "demo: $*" >&2
  [ -z "${work:-}" ] || tail -n 5 "$work"/*.log >&2 2>/dev/null || true
  exit 1
}

build_everything() {
  scripts/prerequisites.sh
  local rid
  rid=linux-$(uname -m | sed 's/x86_64/x64/; s/aarch64/arm64/')
  echo "demo: building (the native binary takes a minute or three)"
  dotnet publish src/MarathonLb -c Release -r "$rid" -o artifacts/publish -nologo -v quiet
  dotnet build tests/MarathonSimulator -c Release -nologo -v quiet -clp:NoSummary >/dev/null
}

# Whether something listens there.
taken() { (exec 3<>"/dev/tcp/$1/$2") 2>/dev/null; }

# The first of the given ports that may be bound and is free at $1; nothing if there is none.
first_free() {
  local at=$1 port unprivileged
  unprivileged=$(cat /proc/sys/net/ipv4/ip_unprivileged_port_start 2>/dev/null || echo 1024)
  shift
  for port in "$@"; do
    if [ "$port" -lt "$unprivileged" ] && [ "$(id -u)" -ne 0 ]; then continue; fi
    taken "$at" "$port" || { echo "$port"; return; }
  done
}

# Sets http_port, https_port, stats_port, app_id_port and shift (added to service ports) for $1; fails if $1 has no room.
ports_at() {
  http_port=$(first_free "$1" 80 8080 8081 8082)
  https_port=$(first_free "$1" 443 8443 8444 8445)
  stats_port=$(first_free "$1" 9090 19090 29090)
  app_id_port=$(first_free "$1" 9091 19091 29091)
  [ -n "$http_port" ] && [ -n "$https_port" ] && [ -n "$stats_port" ] && [ -n "$app_id_port" ] || return 1
  for shift in 0 1000 2000; do
    if service_ports_free "$1"; then return; fi
  done
  return 1
}
service_ports_free() {
  local n
  for n in {10001..10012} 10021; do ! taken "$1" $((n + shift)) || return 1; done
}

# Sets bind (for HAProxy) and address (for clients), beside the ports.
choose_ports() {
  local last
  bind=$address
  if [ -n "$bind" ]; then
    [ "$bind" != '*' ] || address=127.0.0.1
    ports_at "$address" || die "no free ports at $address: end what listens there"
    return
  fi
  for last in 1 2 3 4 5 6 7 8; do
    bind=127.0.0.$last address=127.0.0.$last
    if ports_at "$address"; then return; fi
  done
  die "no free ports: end what listens on 10001 to 10012, 9090 and 9091, or choose with --address"
}

start_marathon() {
  "$simulator" --port 0 --sample 12 >"$work/marathon.url" 2>"$work/marathon.log" &
  children+=($!)
  wait_for "Marathon" "${children[-1]}" test -s "$work/marathon.url"
  marathon=$(head -n 1 "$work/marathon.url")
  marathon=${marathon%/}
}

# wait_for WHAT PID COMMAND…: until the command succeeds, for a minute at most and while the process lives.
wait_for() {
  local what=$1 process=$2 deadline=$((SECONDS + 60))
  shift 2
  until "$@" >/dev/null 2>&1; do
    kill -0 "$process" 2>/dev/null || die "$what ended"
    [ "$SECONDS" -lt "$deadline" ] || die "$what does not answer"
    sleep 0.1
  done
}

# Our default templates, but for addresses and ports; the head as it is printed, with its options filled in.
write_templates() {
  mkdir "$work/templates"
  echo '{"apps":[]}' >"$work/no-apps.json"
  "$marathon_lb" --marathon "file:$work/no-apps.json" --group '*' --dry --syslog-socket /dev/null --templates-dir "$work/templates" \
    2>"$work/marathon-lb.log" | awk '/^frontend / { exit } { print }' | sed "s/^  bind \*:9090\$/  bind $bind:$stats_port/" >"$work/head"
  mv "$work/head" "$work/templates/HAPROXY_HEAD"
  move_bind HTTP_FRONTEND_HEAD '\*:80' "$bind:$http_port"
  move_bind HTTPS_FRONTEND_HEAD '\*:443' "$bind:$https_port"
  move_bind HTTP_FRONTEND_APPID_HEAD '\*:9091' "$bind:$app_id_port"
  # As Liquid, which can add: service ports may be taken on this machine.
  sed "s/{\([a-zA-Z]*\)}/{{ \1 }}/g; s/{{ bindAddr }}:{{ servicePort }}/$bind:{{ servicePort | plus: $shift }}/" \
    templates/HAPROXY_FRONTEND_HEAD >"$work/templates/HAPROXY_FRONTEND_HEAD.liquid"
}
move_bind() { sed "s/bind $2/bind $3/" "templates/HAPROXY_$1" >"$work/templates/HAPROXY_$1"; }

# marathon-lb as a daemon: it starts HAProxy, follows Marathon's events and reloads HAProxy when something changes.
start_load_balancer() {
  make_certificate
  "$marathon_lb" sse --marathon "$marathon" --group external --health-check --haproxy-config "$work/haproxy.cfg" --run-dir "$work/run" \
    --templates-dir "$work/templates" --ssl-certs "$work/cert.pem" --syslog-socket /dev/null --shutdown-grace 1 \
    </dev/null >>"$work/marathon-lb.log" 2>&1 &
  balancer=$!
  children+=("$balancer")
  wait_for "the load balancer" "$balancer" curl -sf -o "$work/ready" "http://$address:$stats_port/_mlb/ready"
}

make_certificate() {
  openssl req -x509 -newkey rsa:2048 -nodes -days 7 -subj '/CN=*.demo.test' -addext 'subjectAltName=DNS:*.demo.test,DNS:*.shop.demo.test' \
    -keyout "$work/cert.key" -out "$work/cert.crt" 2>/dev/null
  cat "$work/cert.crt" "$work/cert.key" >"$work/cert.pem"
}

end_everything() {
  local code=$? child
  trap - EXIT
  trap '' INT TERM
  for child in "${children[@]}"; do kill -TERM "$child" 2>/dev/null || true; done
  for child in "${children[@]}"; do wait "$child" 2>/dev/null || true; done
  rm -rf "$work"
  exit "$code"
}
