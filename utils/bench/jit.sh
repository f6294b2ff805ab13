#!/bin/sh
# Times what ptowsp-run reports of itself: importing, passes, compiling kernels and running, the
# least of several runs, and the speed of a matrix product as a task. Nothing here passes or fails.
#
#   sh utils/bench/jit.sh [RUNS]      (default 9)
#
# PTOWSP_BUILD_DIR names another build directory than build/; build it first, in Release.
set -eu
cd "$(dirname "$0")/../.."
build=$(cd "${PTOWSP_BUILD_DIR:-build}" && pwd)
runs=${1:-9}
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
PATH=$build/bin:$PATH

# least FIELD FILE…: the smallest value of a field of the reports.
least() {
  field=$1
  shift
  sed -n "s/.*\"$field\": \([0-9.]*\).*/\1/p" "$@" | sort -n | head -n 1
}

# row LABEL FILE: runs it and prints its line.
row() {
  i=0
  while [ "$i" -lt "$runs" ]; do
    ptowsp-run "$2" --report="$work/$i.json" >/dev/null
    i=$((i + 1))
  done
  printf '%-32s %10s %10s %10s %10s\n' "$1" "$(least import_ms "$work"/*.json)" \
    "$(least passes_ms "$work"/*.json)" "$(least jit_ms "$work"/*.json)" \
    "$(least run_ms "$work"/*.json)"
}

printf '%-32s %10s %10s %10s %10s\n' "" "import ms" "passes ms" "jit ms" "run ms"
for name in vector_example gemm gemm_auto bgemm softmax tensor_data; do
  row "$name.c" docs/examples/$name/$name.c
done

# A chain of products of 64 x 64 tiles of f32: load, move, multiply, store.
tasks=5000
cat >"$work/product.mlir" <<END
wsp.kernel @product(%a: in memref<64x64xf32>, %b: in memref<64x64xf32>, %c: out memref<64x64xf32>) attributes {core = "aic"} {
  %0 = pto.tload %a : memref<64x64xf32> -> !pto.tile<64x64xf32, l1>
  %1 = pto.tload %b : memref<64x64xf32> -> !pto.tile<64x64xf32, l1>
  %2 = pto.tmov %0 : !pto.tile<64x64xf32, l1> -> !pto.tile<64x64xf32, l0a>
  %3 = pto.tmov %1 : !pto.tile<64x64xf32, l1> -> !pto.tile<64x64xf32, l0b>
  %4 = pto.tmatmul %2, %3 : !pto.tile<64x64xf32, l0a>, !pto.tile<64x64xf32, l0b> -> !pto.tile<64x64xf32, l0c>
  pto.tstore %4, %c : !pto.tile<64x64xf32, l0c>, memref<64x64xf32>
}
wsp.workload @products(%a: in memref<64x64xf32>, %b: in memref<64x64xf32>, %c: out memref<64x64xf32>) {
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %n = arith.constant $tasks : index
  scf.for %i = %c0 to %n step %c1 {
    wsp.task @product(%a, %b, %c) : memref<64x64xf32>, memref<64x64xf32>, memref<64x64xf32>
  }
}
END
row "$tasks products of 64 x 64 x 64" "$work/product.mlir"
awk -v ms="$(least run_ms "$work"/*.json)" -v tasks=$tasks \
  'BEGIN { printf "%.1f GFLOP/s, loads, stores and simulation included\n", 2 * 64 ^ 3 * tasks / ms / 1e6 }'
