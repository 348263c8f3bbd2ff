#!/bin/bash
# debian.sh SUITE [COMPILER]: what a newcomer does, in a Debian of its own: `make build` installs what
# is missing and builds; then the unit tests, what could drift, and lab 01 on two hosts. SUITE is
# bookworm, trixie or sid; COMPILER is g++, clang, or clang-16 and the like. Prints a line for the table.
# It needs root, mmdebstrap and bubblewrap, and keeps the systems in $TREES.
set -euo pipefail
suite=$1 compiler=${2:-g++}
trees=${TREES:-/var/tmp/stickylab-trees}
tree=$trees/$suite source=$trees/source-$suite build=build/$compiler
cxx=${compiler/clang/clang++} # Debian's package clang-16 has clang++-16
log=$trees/$suite-$compiler.log
mkdir -p "$trees"

enter() {
  bwrap --bind "$tree" / --dev /dev --proc /proc --perms 1777 --tmpfs /tmp --ro-bind /etc/resolv.conf /etc/resolv.conf \
    --bind "$source" /stickylab --chdir /stickylab --unshare-pid --die-with-parent --cap-add ALL \
    env -i PATH=/usr/sbin:/usr/bin HOME=/root LANG=C.UTF-8 CXX="$cxx" DEBIAN_FRONTEND=noninteractive "$@"
}
failed() {
  echo "$suite, $compiler: $1; see $log" >&2
  exit 1
}

if [ ! -d "$tree/usr" ]; then
  # A mirror may be behind, and then its sid is called expired.
  mmdebstrap --quiet --variant=apt --include=git,make,ca-certificates \
    --aptopt='APT::Install-Recommends "false"' --aptopt='Acquire::Check-Valid-Until "false"' \
    "$suite" "$tree" >"$log" 2>&1 || failed "the system could not be made"
fi
if [ ! -d "$source/.git" ]; then
  git clone --quiet "$(git -C "$(dirname "$0")" rev-parse --show-toplevel)" "$source"
fi
git -C "$source" pull --quiet --ff-only

{
  enter sh -c "command -v $cxx || { apt-get update && apt-get install -y $compiler; }" \
    && enter .ci/deps tests
} >"$log" 2>&1 || failed "what it needs could not be installed"
SECONDS=0
enter make build BUILD="$build" >>"$log" 2>&1 || failed "does not build"
seconds=$SECONDS
enter make tests BUILD="$build" >>"$log" 2>&1 || failed "the tests do not build"
# Screens need no stage, and tmux is another in each suite.
enter ctest --test-dir "$build" -L 'unit|docs|show' --no-tests=error --output-on-failure >>"$log" 2>&1 \
  || failed "$(grep -c '^\s*[0-9]* - .*Failed\|Timeout' "$log" || true) tests fail"
enter "$build/bin/stickylab" check 01 --net two-hosts >>"$log" 2>&1 || failed "lab 01 does not show"
echo "$suite, $(enter "$cxx" --version | head -1), CMake $(enter cmake --version | sed -n 's/^cmake version //p'):" \
  "built in $seconds s, $(grep 'tests passed' "$log"), lab 01 reproduced"
