# Requests through each sample app, and what must come back. Sourced by scripts/demo.sh.
# shellcheck shell=bash disable=SC2154  # variables of demo.sh and parts.sh

wrong=0
layout='%-10s %-44s %-40s %s\n'

# row APP WHAT EXPECTED SAW
row() {
  if [ "$3" = "$4" ]; then
    # shellcheck disable=SC2059  # the layout is ours
    printf "$layout" "$1" "$2" "$4" ok
  else
    wrong=$((wrong + 1))
    # shellcheck disable=SC2059
    printf "$layout" "$1" "$2" "$4" "WRONG, expected $3"
  fi
}

# Sends a request; the answer is in $work/body and $work/headers, its status is printed.
send() { curl -s --max-time 10 -o "$work/body" -D "$work/headers" -w '%{http_code}' "$@" || true; }
http() { send --connect-to "::$address:$http_port" "${@:2}" "http://$1"; }
https() { send -k --connect-to "::$address:$https_port" "${@:2}" "https://$1"; }
# What a task said about the request it got.
told() { sed -n "s/.*\"$1\":\"\([^\"]*\)\".*/\1/p" "$work/body"; }
header() { tr -d '\r' <"$work/headers" | sed -n "s/^$1: //Ip"; }

smoke_all() {
  # shellcheck disable=SC2059
  printf "$layout" APP REQUEST ANSWER ''
  smoke_routing
  smoke_protection
  smoke_rewriting
  smoke_other_ports
  smoke_changes
  if [ "$wrong" -eq 0 ]; then
    echo "demo: everything as expected"
  else
    echo "demo: $wrong answers are wrong; logs follow"
    tail -n 20 "$work"/*.log
  fi
  [ "$wrong" -eq 0 ]
}

smoke_routing() {
  row web "http://web.demo.test/" "200 /demo/web" "$(http web.demo.test/) $(told app)"
  row web "https://web.demo.test/" "200 /demo/web" "$(https web.demo.test/) $(told app)"
  row web "http://web.demo.test:8080/ (Host with a port)" "200 /demo/web" "$(http web.demo.test:8080/) $(told app)"
  row shop "http://shop.demo.test/" "200 /demo/shop" "$(http shop.demo.test/) $(told app)"
  row shop "http://www.shop.demo.test/" "200 /demo/shop" "$(http www.shop.demo.test/) $(told app)"
  row api "http://web.demo.test/api/x" "200 /demo/api" "$(http web.demo.test/api/x) $(told app)"
  row api "https://web.demo.test/api/x" "200 /demo/api" "$(https web.demo.test/api/x) $(told app)"
  row - "http://nobody.demo.test/" "503" "$(http nobody.demo.test/)"
}

smoke_protection() {
  local first seen=yes
  row admin "http://admin.demo.test/" "401" "$(http admin.demo.test/)"
  row admin "  with demo:wrong" "401" "$(http admin.demo.test/ -u demo:wrong)"
  row admin "  with demo:demo" "200 /demo/admin" "$(http admin.demo.test/ -u demo:demo) $(told app)"
  row admin "https://admin.demo.test/" "401" "$(https admin.demo.test/)"
  row internal "http://internal.demo.test/ from $address" "200 /demo/internal" "$(http internal.demo.test/) $(told app)"

  http cart.demo.test/ -c "$work/jar" >/dev/null
  first=$(told task)
  row cart "http://cart.demo.test/" "mesosphere_server_id" "$(header set-cookie | cut -d= -f1)"
  for _ in 1 2 3 4 5 6; do
    http cart.demo.test/ -b "$work/jar" >/dev/null
    [ -n "$first" ] && [ "$(told task)" = "$first" ] || seen=no
  done
  row cart "  six more with that cookie: same task?" yes "$seen"
}

smoke_rewriting() {
  row secure "http://secure.demo.test/x?y=1" "301 https://secure.demo.test/x?y=1" "$(http 'secure.demo.test/x?y=1') $(header location)"
  row secure "https://secure.demo.test/" "200 max-age=15768000" "$(https secure.demo.test/) $(header strict-transport-security)"
  row legacy "http://legacy.demo.test/legacy/x: path, host" "200 /x legacy.demo.test" \
    "$(http legacy.demo.test/legacy/x) $(told path) $(told host)"
  row docs "http://docs.demo.test/redirect?to=/start" "302 /docs/start" "$(http 'docs.demo.test/redirect?to=/start') $(header location)"
  row old "http://old.demo.test/" "301 /new" "$(http old.demo.test/) $(header location)"
  row old "http://old.demo.test/new" "200 /demo/old" "$(http old.demo.test/new) $(told app)"
}

smoke_other_ports() {
  row db "TCP port $((10011 + shift)), 'whoami'" "/demo/db" "$(ask_tcp)"
  row worker "port $((10012 + shift))" "200 /demo/worker" "$(send "http://$address:$((10012 + shift))/") $(told app)"
  row worker "port $app_id_port, X-Marathon-App-Id: /demo/worker" "200 /demo/worker" \
    "$(send -H 'X-Marathon-App-Id: /demo/worker' "http://$address:$app_id_port/") $(told app)"
  row - "port $stats_port, /_haproxy_health_check" "200" "$(send "http://$address:$stats_port/_haproxy_health_check")"
}

ask_tcp() {
  local answer=
  exec 3<>"/dev/tcp/$address/$((10011 + shift))"
  echo whoami >&3
  read -r -t 5 answer <&3 || true
  exec 3>&-
  echo "${answer%% *}"
}

# Apps change: a network that no longer fits, an app that goes; the others do not notice.
smoke_changes() {
  marathon_says PUT /demo/internal '{"labels": {"HAPROXY_GROUP": "external", "HAPROXY_0_VHOST": "internal.demo.test",
    "HAPROXY_0_BACKEND_NETWORK_ALLOWED_ACL": "10.0.0.0/8"}}'
  row internal "  allowed from 10.0.0.0/8 only" "403" "$(soon 403 internal.demo.test/)"
  marathon_says DELETE /demo/shop
  row shop "  deleted: http://shop.demo.test/" "503" "$(soon 503 shop.demo.test/)"
  row web "  http://web.demo.test/ meanwhile" "200 /demo/web" "$(http web.demo.test/) $(told app)"
}

marathon_says() { curl -s --max-time 10 -o "$work/marathon.answer" -X "$1" "$marathon/v2/apps/$2" ${3:+-d "$3"} || true; }

# soon STATUS URL: the answer once it has this status, or whatever it is after half a minute.
soon() {
  local deadline=$((SECONDS + 30)) status
  while :; do
    status=$(http "$2")
    if [ "$status" = "$1" ] || [ "$SECONDS" -ge "$deadline" ]; then break; fi
    sleep 0.1
  done
  echo "$status"
}
