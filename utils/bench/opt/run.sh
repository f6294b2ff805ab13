#!/bin/sh
# Times reading, verifying and printing large modules, from process start to exit, and prints a
# table: processor time (the kernel's part of it beside: mostly clearing fresh memory) and peak
# memory, in all and for each operation. Where MLIR's own mlir-opt is installed, both tools take
# the 100,000-operation chain first. Nothing here passes or fails.
#
#   sh utils/bench/opt/run.sh [MOST]      (default 1000000; 10000000 needs 1 GB of disk)
#
# PTOWSP_BUILD_DIR names another build directory than build/; build it first, in Release.
set -eu
cd "$(dirname "$0")/../../.."
build=$(cd "${PTOWSP_BUILD_DIR:-build}" && pwd)
most=${1:-1000000}
opt=$build/bin/ptowsp-opt
mlir_opt=/usr/lib/llvm-22/bin/mlir-opt

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
${CC:-cc} -O1 -o "$work/measure" -D_GNU_SOURCE utils/bench/measure.c

# row RUNS LABEL OPERATIONS COMMAND…
row() {
  runs=$1
  label=$2
  count=$3
  shift 3
  if figures=$("$work/measure" "$runs" "$@" 2>"$work/log"); then
    echo "$figures" | awk -v label="$label" -v n="$count" '
      { printf "%-32s %10d %9.1f %9.1f %7.0f %9.1f %7.0f\n",
               label, n, $4, $5, $4 * 1e6 / n, $3, $3 * 1048576 / n }'
  else
    printf '%-32s %10s %9s\n' "$label" "$count" "failed"
    sed 's/^/    /' "$work/log" | head -n 3
  fi
}

input=$work/input.mlir
printf '%-32s %10s %9s %9s %7s %9s %7s\n' \
  "" "operations" "cpu ms" "kernel" "ns/op" "peak MB" "B/op"
sh utils/bench/opt/generate.sh chain 100000 >"$input"
for passes in "" "--canonicalize --cse"; do
  row 5 "ptowsp-opt $passes" 100000 "$opt" $passes --print-generic "$input"
  [ ! -x $mlir_opt ] ||
    row 5 "mlir-opt 22 $passes" 100000 $mlir_opt $passes --mlir-print-op-generic "$input"
done
for shape in chain wide nest; do
  count=10000
  while [ "$count" -le "$most" ]; do
    sh utils/bench/opt/generate.sh $shape "$count" >"$input"
    row $((count < 1000000 ? 3 : 1)) "$shape" "$count" "$opt" --print-generic "$input"
    count=$((count * 10))
  done
done
# The text of N levels at once has N² blanks in front of its lines: the last rows show that.
for count in 1000 10000 50000; do
  sh utils/bench/opt/generate.sh deep "$count" >"$input"
  row 3 "deep" "$count" "$opt" --print-generic "$input"
done
