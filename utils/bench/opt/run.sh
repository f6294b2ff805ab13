#!/bin/sh
# Times reading, verifying and printing modules of three shapes and growing size, from process start
# to exit, and prints a Markdown table: the least processor time of some runs, peak memory, and both
# for each operation. Where MLIR's own mlir-opt is installed, both tools take each input in turn; it
# is left out where it would need more than PEER_MOST operations' memory. Nothing here passes or
# fails.
#
#   sh utils/bench/opt/run.sh [MOST [PASSES]]
#
# MOST operations (default 1000000; 10000000 needs 1 GB of disk) go through PASSES, options of both
# tools such as "--canonicalize --cse" (default: none). PTOWSP_BUILD_DIR names another build
# directory than build/; build it first, in Release.
set -eu
cd "$(dirname "$0")/../../.."
build=$(cd "${PTOWSP_BUILD_DIR:-build}" && pwd)
most=${1:-1000000}
passes=${2:-}
peer_most=${PEER_MOST:-1000000}
opt=$build/bin/ptowsp-opt
mlir_opt=/usr/lib/llvm-22/bin/mlir-opt

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
${CC:-cc} -O1 -o "$work/measure" -D_GNU_SOURCE utils/bench/measure.c
input=$work/input.mlir

# measure RUNS COMMAND…: "CPU-MS PEAK-MB", or "- -" if it failed
measure() {
  runs=$1
  shift
  if figures=$("$work/measure" "$runs" "$@" 2>>"$work/log"); then
    set -- $figures
    echo "$4 $3"
  else
    echo "- -"
  fi
}

# row SHAPE OPERATIONS
row() {
  sh utils/bench/opt/generate.sh "$1" "$2" >"$input"
  runs=5
  [ "$2" -lt 1000000 ] || runs=2
  ours=$(measure $runs "$opt" $passes --print-generic "$input")
  theirs="- -"
  [ ! -x $mlir_opt ] || [ "$2" -gt "$peer_most" ] ||
    theirs=$(measure $runs $mlir_opt $passes --mlir-print-op-generic "$input")
  echo "$1 $2 $ours $theirs" | awk '
    function per(total, scale) { return total == "-" ? "-" : sprintf("%.0f", total * scale / $2) }
    { faster = $5 == "-" || $3 == "-" || $3 == 0 ? "-" : sprintf("%.1f", $5 / $3)
      memory = $6 == "-" || $4 == "-" ? "-" : sprintf("%.0f %%", 100 * $4 / $6)
      printf "| %-5s | %8d | %8s | %5s | %7s | %5s | %8s | %6s | %7s | %6s | %5s | %6s |\n", $1, $2,
        $3, per($3, 1e6), $4, per($4, 1048576), $5, per($5, 1e6), $6, per($6, 1048576), faster, memory }'
}

echo "| shape |      ops |   cpu ms | ns/op | peak MB |  B/op | mlir-opt | ns/op  | peak MB |   B/op | times | memory |"
echo "|-------|---------:|---------:|------:|--------:|------:|---------:|-------:|--------:|-------:|------:|-------:|"
for shape in chain wide nest; do
  count=10000
  while [ "$count" -le "$most" ]; do
    row $shape "$count"
    count=$((count * 10))
  done
done
# The text of N levels at once has N² blanks in front of its lines: the last rows show that.
for count in 1000 10000; do
  row deep "$count"
done
