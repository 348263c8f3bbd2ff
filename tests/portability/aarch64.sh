#!/bin/bash
# aarch64.sh: builds everything for aarch64 with a cross compiler, and runs lab 01 under qemu's user
# mode, each end as a program of its own. The harness is only started there: qemu shows no namespaces
# and no states of a process as the kernel does. Needs root, mmdebstrap and bubblewrap.
set -euo pipefail
trees=${TREES:-/var/tmp/stickylab-trees}
tree=$trees/cross source=$trees/source-cross build=build/aarch64
log=$trees/aarch64.log
mkdir -p "$trees"

enter() {
  bwrap --bind "$tree" / --dev /dev --proc /proc --perms 1777 --tmpfs /tmp --bind "$source" /stickylab \
    --chdir /stickylab --unshare-pid --unshare-net --die-with-parent --cap-add ALL \
    env -i PATH=/usr/sbin:/usr/bin HOME=/root LANG=C.UTF-8 \
    PKG_CONFIG_LIBDIR=/usr/lib/aarch64-linux-gnu/pkgconfig:/usr/share/pkgconfig "$@"
}
failed() {
  echo "aarch64: $1; see $log" >&2
  exit 1
}

if [ ! -d "$tree/usr" ]; then
  tools=g++-aarch64-linux-gnu,make,cmake,ninja-build,pkg-config,python3,qemu-user-static
  headers=nlohmann-json3-dev,libcli11-dev,librang-dev
  libraries=libuv1-dev:arm64,libtomlplusplus-dev:arm64,libnl-route-3-dev:arm64
  libraries+=,libutf8proc-dev:arm64,libfmt-dev:arm64,libstdc++-12-dev:arm64
  mmdebstrap --quiet --variant=apt --architectures=amd64,arm64 --include=$tools,$headers,$libraries \
    --aptopt='APT::Install-Recommends "false"' bookworm "$tree" >"$log" 2>&1 \
    || failed "the system could not be made"
fi
if [ ! -d "$source/.git" ]; then
  git clone --quiet "$(git -C "$(dirname "$0")" rev-parse --show-toplevel)" "$source"
fi
git -C "$source" pull --quiet --ff-only

{
  enter cmake --preset release -B $build -DBUILD_TESTING=OFF -DCMAKE_SYSTEM_NAME=Linux \
    -DCMAKE_SYSTEM_PROCESSOR=aarch64 -DCMAKE_CXX_COMPILER=aarch64-linux-gnu-g++ \
    && enter cmake --build $build
} >"$log" 2>&1 || failed "does not build"

# lab VERSION: what the receiver understood.
lab() {
  enter sh -ec "
    exec 2>&1
    program='qemu-aarch64-static $build/bin/01-two-writes-one-read-$1'
    \$program receiver --listen 127.0.0.1:8080 & receiver=\$!
    until grep -q ':1F90 00000000:0000 0A' /proc/net/tcp; do :; done
    timeout 30 \$program sender --connect 127.0.0.1:8080
    wait \$receiver"
}
broken=$(lab broken) fixed=$(lab fixed)
printf 'broken:\n%s\nfixed:\n%s\n' "$broken" "$fixed" >>"$log"
case $fixed in *"message: hello"*"message: world"*) ;; *) failed "lab 01 fixed does not run" ;; esac
case $broken in *"message: helloworld"*) ;; *) failed "lab 01 broken does not run" ;; esac
enter qemu-aarch64-static $build/bin/stickylab list >>"$log" 2>&1 || failed "the harness does not start"
echo "aarch64, $(enter aarch64-linux-gnu-g++ --version | head -1): built; lab 01 right; the harness starts"
