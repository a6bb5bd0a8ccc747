#!/usr/bin/env bash
# Makes git refresh the generated pages of docs/ before each commit that touches what they are made of:
#
#   scripts/install-git-hooks.sh
#
# A hook that is there already is left alone.
set -euo pipefail
cd "$(dirname "$0")/.."

hook=$(git rev-parse --git-path hooks)/pre-commit
marker='# marathon-lb: generated docs'
if [ -e "$hook" ] && ! grep -qF "$marker" "$hook"; then
  echo "$hook is there already; add these lines to it:" >&2
  echo "  scripts/generated-docs.sh && git add docs/options.md docs/labels.md docs/templates.md" >&2
  exit 1
fi
mkdir -p "$(dirname "$hook")"
cat >"$hook" <<HOOK
#!/usr/bin/env bash
$marker
set -euo pipefail
git diff --cached --quiet -- src templates || {
  scripts/generated-docs.sh
  git add docs/options.md docs/labels.md docs/templates.md
}
HOOK
chmod +x "$hook"
echo "installed $hook"
