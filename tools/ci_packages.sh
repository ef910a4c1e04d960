#!/usr/bin/env bash
# Installs what tools/ci_packages.txt lists, where this is root on a Debian with apt-get; elsewhere, and when it fails,
# it says so and ends well: the tests that need a package then skip and tell it.
set -uo pipefail
here=$(dirname "$0")

skip() {
  echo "Fazhi: Debian packages for tests not installed: $1" >&2
  exit 0
}

mapfile -t wanted < <(sed -E 's/#.*//; s/^[[:space:]]+//; s/[[:space:]].*//; /^$/d' "$here/ci_packages.txt")
missing=()
for package in "${wanted[@]}"; do
  [ "$(dpkg-query -W -f '${db:Status-Abbrev}' "$package" 2>/dev/null)" = "ii " ] || missing+=("$package")
done
[ "${#missing[@]}" -gt 0 ] || exit 0
command -v apt-get >/dev/null 2>&1 || skip "no apt-get (${missing[*]})"
[ "$(id -u)" = 0 ] || skip "not root (${missing[*]})"

export DEBIAN_FRONTEND=noninteractive
most=900 # seconds in all; a mirror that does not answer must not hold up the tests
apt="apt-get -q -y -o DPkg::Lock::Timeout=120 -o Acquire::Retries=2"
log=$(mktemp)
trap 'rm -f "$log"' EXIT
# Together first; one by one when that fails, so that one package nobody has costs itself alone.
if ! { timeout 90 apt-get -q update && timeout 600 $apt install --no-install-recommends "${missing[@]}"; } >"$log" 2>&1; then
  for package in "${missing[@]}"; do
    left=$((most - SECONDS))
    [ "$left" -gt 0 ] || skip "no time left at $package"
    timeout "$left" $apt install --no-install-recommends "$package" >"$log" 2>&1 ||
      echo "Fazhi: $package not installed: $(grep -m 1 '^E:' "$log" || tail -n 1 "$log")" >&2
  done
fi
exit 0
