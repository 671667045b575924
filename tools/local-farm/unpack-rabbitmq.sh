#!/usr/bin/env bash
# For developers: unpacks the RabbitMQ of another Debian release (trixie: 4.0, sid: 4.3 or newer) and its Erlang into a folder
# that runs here, whatever release this machine has. Nothing is installed. Then
#   IMECE_RABBITMQ_HOME=FOLDER ./imece up      or      IMECE_RABBITMQ_HOME=FOLDER ./imece test
# Needs a Debian machine with its own mirror in its sources; patchelf is fetched too where it is missing.
set -euo pipefail

fail() { printf 'unpack-rabbitmq: %s\n' "$*" >&2; exit 1; }

[ $# = 2 ] || fail "Usage: tools/local-farm/unpack-rabbitmq.sh SUITE FOLDER, for example: trixie /tmp/rabbitmq-4.0"
suite=$1
root=$(mkdir -p "$2" && cd "$2" && pwd)
[ -z "$(ls -A "$root")" ] || fail "$root is not empty. Name a new folder."
command -v apt-get dpkg >/dev/null || fail "This needs Debian's apt-get and dpkg."
keys=/usr/share/keyrings/debian-archive-keyring.gpg
[ -r "$keys" ] || fail "$keys is not there: install debian-archive-keyring."
mirror=$(apt-get indextargets --format '$(ORIGIN) $(LABEL) $(REPO_URI)' 'Created-By: Packages' | sed -n 's/^Debian Debian //p' | head -n 1)
[ -n "$mirror" ] || fail "The lists of this machine name no Debian mirror: run apt-get update first."

apt=$root/.apt
mkdir -p "$apt"/{state/lists/partial,cache/archives/partial,packages,parts}
touch "$apt/status"
echo "deb [signed-by=$keys] $mirror $suite main" >"$apt/sources.list"
apt_get() {
  (cd "$apt/packages" && LC_ALL=C apt-get -qq -o Dir::State="$apt/state" -o Dir::State::status="$apt/status" -o Dir::Cache="$apt/cache" \
    -o Dir::Etc::SourceList="$apt/sources.list" -o Dir::Etc::SourceParts="$apt/parts" -o Debug::NoLocking=1 \
    -o Acquire::Languages=none -o APT::Sandbox::User="$(id -un)" "$@")
}
apt_get update || fail "The package lists of $suite could not be had from this machine's mirror."

erlang="base asn1 crypto public-key mnesia runtime-tools ssl eldap inets os-mon parsetools syntax-tools tools xmerl ftp tftp eunit"
libraries="libc6 libtinfo6 libstdc++6 libgcc-s1 zlib1g libssl3t64 libsystemd0 libcap2 libzstd1"
# shellcheck disable=SC2046,SC2086
apt_get download rabbitmq-server $(printf 'erlang-%s ' $erlang) $libraries patchelf || fail "Not every package could be fetched."
for package in "$apt"/packages/*.deb; do dpkg -x "$package" "$root"; done

# The packages' programs want this release's loader and libraries, so they are told where those lie.
library=$(dirname "$(find "$root/usr/lib" -name 'libc.so.6' | head -n 1)")
loader=$(find "$root/usr/lib" "$library" -name 'ld-linux*.so.*' | head -n 1)
[ -n "$loader" ] || fail "libc6 of $suite holds no loader where it was looked for."
patch() { "$loader" --library-path "$library" "$root/usr/bin/patchelf" "$@"; }
find "$root/usr/lib/erlang" -type f | while read -r file; do
  [ "$(head -c 4 "$file" | tail -c 3 | tr -d '\0')" = ELF ] || continue
  if patch --print-interpreter "$file" >/dev/null 2>&1; then patch --set-interpreter "$loader" "$file"; fi
  patch --force-rpath --set-rpath "$library" "$file" 2>/dev/null || fail "$file could not be told where its libraries lie."
done
# Debian's Erlang knows only /usr/lib/erlang.
find "$root/usr/lib/erlang" -maxdepth 3 -type f \( -path '*/bin/erl' -o -path '*/bin/start' \) |
  while read -r script; do sed -i "s|ROOTDIR=/usr/lib/erlang$|ROOTDIR='$root/usr/lib/erlang'|" "$script"; done
rm -rf "$apt"

said=$("$root/usr/lib/erlang/bin/erl" -noshell -eval 'io:format("works"), halt().' 2>&1) || true
[[ $said == *works ]] || fail "The unpacked Erlang does not start: $said"
echo "RabbitMQ $(find "$root/usr/lib/rabbitmq/lib" -maxdepth 1 -name 'rabbitmq_server-*' | sed 's/.*-//') is in $root. Use it: IMECE_RABBITMQ_HOME=$root"
