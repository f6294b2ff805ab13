#!/bin/sh
# Times the tools as a user sees them, from process start to exit, and prints a table: median and
# minimum of several runs, and peak memory. Where MLIR's own mlir-opt is installed, its figures on
# the same input stand below ours. Nothing here passes or fails.
#
#   sh utils/bench/run.sh [RUNS]      (default 21)
#
# PTOWSP_BUILD_DIR names another build directory than build/; build it first, in Release.
set -eu
cd "$(dirname "$0")/../.."
build=$(cd "${PTOWSP_BUILD_DIR:-build}" && pwd)
runs=${1:-21}
few=$(((runs + 3) / 4))
mlir_opt=/usr/lib/llvm-22/bin/mlir-opt

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
PATH=$build/bin:$PATH
${CC:-cc} -O1 -o "$work/measure" -D_GNU_SOURCE utils/bench/measure.c

# A chain of 100,000 dependent additions in generic form.
sh utils/bench/opt/generate.sh chain 100000 >"$work/chain.mlir"

# row RUNS LABEL COMMAND…
row() {
  count=$1
  label=$2
  shift 2
  if figures=$("$work/measure" "$count" "$@" 2>"$work/log"); then
    set -- $figures
    printf '%-52s %10s %10s %10s\n' "$label" "$1" "$2" "$3"
  else
    printf '%-52s %10s\n' "$label" "failed"
    sed 's/^/    /' "$work/log" | head -n 3
  fi
}
peer() { [ ! -x $mlir_opt ] || row "$@"; }

printf '%-52s %10s %10s %10s\n' "" "median ms" "min ms" "peak MB"
for name in vector_example gemm gemm_auto bgemm softmax tensor_data; do
  row "$runs" "ptowsp-run $name.c" ptowsp-run docs/examples/$name/$name.c
done
gemm=docs/examples/gemm/gemm.c
row "$few" "ptowsp-run gemm.c --check" ptowsp-run $gemm --check
row "$runs" "ptowsp-translate --import-c gemm.c" ptowsp-translate --import-c $gemm
row "$few" "ptowsp-translate --target=a2a3sim_codegen gemm.c" \
  ptowsp-translate --target=a2a3sim_codegen -o "$work/tree" $gemm
small=utils/bench/small.mlir
row "$runs" "ptowsp-opt, 16 lines" ptowsp-opt --print-generic $small
peer "$runs" "  mlir-opt 22, the same" $mlir_opt --mlir-print-op-generic $small
row "$runs" "ptowsp-opt --canonicalize, 16 lines" ptowsp-opt --canonicalize --print-generic $small
peer "$runs" "  mlir-opt 22, the same" $mlir_opt --canonicalize --mlir-print-op-generic $small
row "$few" "ptowsp-opt, chain of 100,000 ops" ptowsp-opt --print-generic "$work/chain.mlir"
peer "$few" "  mlir-opt 22, the same" $mlir_opt --mlir-print-op-generic "$work/chain.mlir"
row "$few" "ptowsp-opt --canonicalize, chain of 100,000 ops" \
  ptowsp-opt --canonicalize --print-generic "$work/chain.mlir"
peer "$few" "  mlir-opt 22, the same" \
  $mlir_opt --canonicalize --mlir-print-op-generic "$work/chain.mlir"
