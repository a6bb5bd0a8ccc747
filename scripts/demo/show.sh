# What the demo prints: how to try it, and a line that moves. Sourced by scripts/demo.sh.
# shellcheck shell=bash disable=SC2154  # variables of demo.sh and parts.sh

print_guide() {
  local over="curl --connect-to ::$address:$http_port" secure="curl -k --connect-to ::$address:$https_port"
  cat <<GUIDE

marathon-lb runs a dozen apps of a simulated Marathon ($marathon) behind HAProxy.

  a virtual host           $over http://web.demo.test/
  two of them, one app     $over http://www.shop.demo.test/
  a path of its own        $over http://web.demo.test/api/orders
  a password               $over -u demo:demo http://admin.demo.test/
  sticky by cookie         $over -c jar -b jar http://cart.demo.test/
  redirect to HTTPS        $over -i http://secure.demo.test/
  HSTS                     $secure -i https://secure.demo.test/
  a prefix stripped        $over http://legacy.demo.test/legacy/hello
  Location rewritten       $over -i 'http://docs.demo.test/redirect?to=/start'
  the root redirected      $over -i http://old.demo.test/
  only from 127. and 10.   $over http://internal.demo.test/
  TCP                      echo whoami | socat - TCP:$address:$((10011 + shift))
  by app id                curl -H 'X-Marathon-App-Id: /demo/worker' http://$address:$app_id_port/
  HAProxy's statistics     http://$address:$stats_port/haproxy?stats

  scale an app             curl -X PUT $marathon/v2/apps//demo/web -d '{"instances": 5}'
  the configuration        $work/haproxy.cfg      logs: $work/*.log

Ctrl-C ends it.

GUIDE
}

# A request for each HTTP app, four times a second.
start_traffic() {
  local host
  for host in web shop admin cart secure legacy docs internal; do
    printf 'url = "http://%s.demo.test/"\noutput = /dev/null\n' "$host"
  done >"$work/traffic"
  while :; do
    curl -s --max-time 5 --connect-to "::$address:$http_port" -K "$work/traffic" || true
    sleep 0.25
  done </dev/null >/dev/null 2>&1 &
  children+=($!)
}

# apps servers-up servers requests, from HAProxy's statistics; requests are those of all frontends but the statistics' own.
statistics() {
  curl -s --max-time 5 "http://$address:$stats_port/haproxy?stats;csv" | awk -F, '
    NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i; next }
    $1 == "stats" || $1 == "mlb:controller" { next }
    $2 == "FRONTEND" { requests += $column["req_tot"]; next }
    $2 == "BACKEND" { backends++; next }
    { servers++; if ($column["status"] ~ /^UP|^no check/) up++ }
    END { printf "%d %d %d %d\n", backends, up, servers, requests }'
}

show_until_interrupted() {
  local before=0 since=$SECONDS apps up servers requests rate changes=0 line every=15
  [ ! -t 1 ] || every=1
  while :; do
    sleep 1
    kill -0 "$balancer" 2>/dev/null || die "marathon-lb ended"
    [ $((SECONDS - since)) -ge "$every" ] || continue
    read -r apps up servers requests < <(statistics) || continue
    rate=$(((requests - before) / (SECONDS - since)))
    [ "$rate" -ge 0 ] || rate=0 # a reload starts the counters again
    before=$requests since=$SECONDS
    changes=$(grep -cE ': round: .*(; no reload|; reload: )' "$work/marathon-lb.log" || true)
    line="$apps apps, $up of $servers servers up, $rate requests/s, configuration number $changes"
    if [ -t 1 ]; then printf '\r\033[K%s' "$line"; else echo "$line"; fi
  done
}
