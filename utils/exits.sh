#!/bin/sh
# exits.sh STATUS COMMAND…: runs the command and fails unless it ends with that exit status.
wanted=$1
shift
"$@"
status=$?
[ "$status" -eq "$wanted" ] && exit 0
echo "exit status $status, not $wanted: $*" >&2
exit 1
