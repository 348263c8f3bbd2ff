#!/bin/sh
# on_stage.sh STICKYLAB NET LAB: the lab, five times, on that stage; 77 where there is no such stage.
stickylab=$1 net=$2 lab=$3
case $("$stickylab" doctor --format json) in
*'"two_hosts":false'*)
  if [ "$net" = two-hosts ]; then
    echo "skipped: two hosts cannot be had here; \`stickylab doctor\` says why"
    exit 77
  fi ;;
esac
exec "$stickylab" check "$lab" --net "$net" --repeat 5
