# through-mlir.sh EXAMPLE.c DIR OUTPUT…: runs a program as it is, and with upstream passes in the middle of the pipeline,
# right after import and again after outlining; the named output arrays must be the same.
set -eu
program=$1
dir=$2
shift 2
upstream() {
  mlir-opt --allow-unregistered-dialect -canonicalize -cse -loop-invariant-code-motion \
    --mlir-print-op-generic "$@"
}
mkdir -p "$dir"
keep=
expect=
for array in "$@"; do
  keep="$keep --out $array=$dir/$array.npy"
  expect="$expect --expect $array=$dir/$array.npy"
done
ptowsp-run "$program" --check $keep
ptowsp-translate --import-c --print-generic "$program" -o "$dir/import.mlir"
upstream "$dir/import.mlir" -o "$dir/first.mlir"
ptowsp-opt --canonicalize --cse --wsp-tile --wsp-outline-tasks --print-generic "$dir/first.mlir" -o "$dir/tasks.mlir"
upstream "$dir/tasks.mlir" -o "$dir/second.mlir"
ptowsp-run "$dir/second.mlir" $expect
