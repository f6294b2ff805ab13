# Sends an example through every pass of the default pipeline, and what each makes through MLIR
# and back: exchange-stages.sh EXAMPLE.c TEMPORARY PASS…
set -e
source=$1 t=$2
shift 2
ptowsp-translate --import-c "$source" -o "$t.mlir"
for pass in none "$@"; do
  if [ "$pass" != none ]; then
    ptowsp-opt "--$pass" "$t.mlir" -o "$t.next.mlir" 2>"$t.remarks"
    mv "$t.next.mlir" "$t.mlir"
  fi
  ptowsp-opt --print-generic "$t.mlir" -o "$t.generic"
  mlir-opt --allow-unregistered-dialect --mlir-print-op-generic "$t.generic" -o "$t.theirs"
  ptowsp-opt "$t.theirs" -o "$t.back" && cmp "$t.mlir" "$t.back" || { echo "after $pass"; exit 1; }
done
echo "unchanged"
