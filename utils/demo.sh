#!/bin/sh
# The whole way on one program: installs what is missing, builds, runs docs/examples/gemm on the
# simulated a2a3 with its result checked, and writes the pto-runtime tree of the same program.
#
#   sh utils/demo.sh
#
# PTOWSP_BUILD_DIR names another build directory than build/.
set -eu
cd "$(dirname "$0")/.."
build=${PTOWSP_BUILD_DIR:-build}
out=$build/demo
program=docs/examples/gemm/gemm.c

step() { printf '\n== %s\n' "$*"; }
# Shows the command, then runs it.
run() { printf '$ %s\n' "$*"; "$@"; }
# Runs a command whose output matters only when it fails.
quietly() {
  printf '$ %s\n' "$*"
  if ! "$@" >"$build/demo.log" 2>&1; then
    cat "$build/demo.log" >&2
    echo "demo: failed: $*" >&2
    exit 1
  fi
}

step "Tools and libraries"
sh utils/install-deps.sh
echo "all there"

step "Build (Release)"
mkdir -p "$build"
quietly cmake -S . -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Release
quietly ninja -C "$build"

PATH=$(cd "$build" && pwd)/bin:$PATH
rm -rf "$out"
mkdir -p "$out"

step "Run $program on the simulated a2a3, and compare with the same file run as plain C"
run ptowsp-run "$program" --check --report="$out/gemm.json" --trace="$out/gemm.trace.json"
echo
echo "report:  $out/gemm.json"
echo "trace:   $out/gemm.trace.json   (open it in https://ui.perfetto.dev)"

step "The same program as a source tree for pto-runtime"
run ptowsp-translate --target=a2a3sim_codegen -o "$out/gemm_a2a3sim" "$program"
tree=$(cd "$out/gemm_a2a3sim" && pwd)
(cd "$tree" && find . -type f | sort | sed 's/^\.\//  /')
echo
echo "tree:    $tree"
echo "to run it, in a checkout of pto-runtime at f7893d07, with PTO_ISA_ROOT naming one of pto-isa:"
echo "  python3 examples/scripts/run_example.py -k $tree/kernels -g $tree/golden.py -p a2a3sim"
