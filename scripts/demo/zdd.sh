# Blue-green deployments of docs/zdd.md, with clients that count what fails. Sourced by scripts/demo.sh.
# shellcheck shell=bash disable=SC2154  # variables of demo.sh and parts.sh

show_deployments() {
  local store=http://store.demo.test/ before failed _
  say "first deploy: /demo/store-blue"
  deploy
  wait_for "the store" "$balancer" answers "$store"
  for _ in 1 2 3 4 5 6 7 8 9 10; do printf 'url = "%s"\noutput = /dev/null\n' "$store"; done >"$work/ten"
  for _ in 1 2 3 4; do count_answers & children+=($!); done

  say "second version: /demo/store-green takes its place"
  deploy
  say "third version as a canary: 2 of 6 instances"
  deploy --new-instances 2
  before=$(wc -l <"$work/answers")
  sleep 3
  tail -n "+$((before + 1))" "$work/answers" | awk '$2 ~ /blue/ { blue++ } $2 ~ /green/ { green++ }
    END { printf "demo: %d requests: %d %% at blue (new), %d %% at green (old)\n", blue + green, 100 * blue / (blue + green), 100 * green / (blue + green) }'
  say "back to the second version"
  deploy --complete-prev

  failed=$(awk '$1 != 200' "$work/answers" | wc -l)
  say "$(wc -l <"$work/answers") requests meanwhile, $failed failed"
  [ "$failed" -eq 0 ] || { awk '$1 != 200' "$work/answers" | sort | uniq -c; return 1; }
}

say() { printf '\ndemo: %s\n\n' "$*"; }

deploy() {
  "$marathon_lb" zdd --json scripts/demo/store.json --marathon "$marathon" --marathon-lb "http://$address:$stats_port" --force --step-delay 0.3 \
    --log-format '  %(message)s' --syslog-socket /dev/null "$@" >"$work/definition" || die "zdd ended with $?"
}

answers() { [ "$(curl -s -o "$work/body" -w '%{http_code}' --max-time 5 --connect-to "::$address:$http_port" "$1")" = 200 ]; }

# Asks again and again, ten times over a connection; a line for each answer: status and task.
count_answers() {
  while :; do
    curl -s --max-time 5 --connect-to "::$address:$http_port" -w '%{http_code} %header{x-task}\n' -K "$work/ten" >>"$work/answers" || true
  done </dev/null 2>/dev/null
}
