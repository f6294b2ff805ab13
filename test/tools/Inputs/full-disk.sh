# full-disk.sh DIR COMMAND…: runs the command with a disk of 8 KiB at DIR; tells its exit status and
# how many files it left there. To be run in a mount namespace of its own.
directory=$1
shift
mount -t tmpfs -o size=8k tmpfs "$directory" || exit 1
"$@" >/dev/null
echo "status $?" >&2
echo "$(find "$directory" -mindepth 1 | wc -l) files" >&2
