#!/usr/bin/env bash
# Writes the pages of docs/ that marathon-lb prints itself, from the declarations of options, labels and templates:
#
#   scripts/generated-docs.sh
set -euo pipefail
cd "$(dirname "$0")/.."
export DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1

dotnet build src/MarathonLb -nologo -v quiet -clp:NoSummary -p:RunAnalyzers=false >/dev/null
page=$(mktemp)
trap 'rm -f "$page"' EXIT
for name in options labels templates; do
  # A page that can't be made leaves the old one.
  artifacts/bin/MarathonLb/debug/marathon-lb "$name" >"$page"
  cmp -s "$page" "docs/$name.md" || cat "$page" >"docs/$name.md"
done
