#!/bin/sh
# Installs from Debian's packages what ptowsp is built from; does nothing when all of it is there.
#
#   sh utils/install-deps.sh           to build and run
#   sh utils/install-deps.sh --tests   to run the test suite as well
#   sh utils/install-deps.sh --bench   to have the peers that benchmarks are compared with
#   sh utils/install-deps.sh --fuzz    to build and run the fuzz targets as well
#
# Without root, prints the one command to run and exits with status 1.
set -eu

packages="cmake ninja-build gcc libc6-dev llvm-22-dev libclang-22-dev libisl-dev libjansson-dev
libsleef-dev"
test_packages="clang-22 clang-format-22 llvm-22-tools mlir-22-tools python3"
bench_packages="clang-22 libopenblas-dev python3"
fuzz_packages="clang-22 libclang-rt-22-dev python3"

case ${1-} in
  '') ;;
  --bench) packages="$packages $bench_packages" ;;
  --fuzz) packages="$packages $fuzz_packages" ;;
  --tests) packages="$packages $test_packages" ;;
  *) echo "usage: install-deps.sh [--tests | --bench | --fuzz]" >&2; exit 2 ;;
esac

say() { printf 'install-deps: %s\n' "$*"; }

if ! command -v dpkg-query >/dev/null || ! command -v apt-get >/dev/null; then
  say "this is no Debian system; install by hand the like of: $packages" >&2
  exit 1
fi

# The packages that are not installed, each behind a blank.
missing() {
  installed=$(dpkg-query -W -f='${db:Status-Status} ${Package}\n' $packages 2>/dev/null |
    sed -n 's/^installed //p')
  for package in $packages; do
    printf '%s\n' "$installed" | grep -qxF "$package" || printf ' %s' "$package"
  done
}

wanted=$(missing)
[ -n "$wanted" ] || exit 0

as_root=
if [ "$(id -u)" -ne 0 ]; then
  if command -v sudo >/dev/null && { sudo -n true 2>/dev/null || [ -t 0 ]; }; then
    as_root=sudo
  else
    say "missing:$wanted" >&2
    say "run as root:" >&2
    echo "  apt-get update && apt-get install -y --no-install-recommends$wanted" >&2
    exit 1
  fi
fi

# The first package that apt's lists do not know; empty lists know none.
unknown() {
  for package in $wanted; do
    candidate=$(apt-cache policy "$package" 2>/dev/null | sed -n 's/^ *Candidate: //p')
    case $candidate in '' | '(none)') echo "$package"; return ;; esac
  done
}

install() {
  $as_root env DEBIAN_FRONTEND=noninteractive \
    apt-get install -y -q --no-install-recommends $wanted
}

say "installing$wanted"
updated=no
if [ -n "$(unknown)" ]; then
  $as_root apt-get update -q
  updated=yes
fi
package=$(unknown)
if [ -n "$package" ]; then
  say "no package '$package' in apt's lists; ptowsp needs Debian 12 with its security updates" >&2
  exit 1
fi
if ! install; then
  # Lists that are out of date name files the mirrors no longer have.
  [ "$updated" = no ] || exit 1
  $as_root apt-get update -q
  install
fi
wanted=$(missing)
[ -z "$wanted" ] || { say "still missing:$wanted" >&2; exit 1; }
