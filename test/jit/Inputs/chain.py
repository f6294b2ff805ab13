"""Prints a workload whose one kernel is N multiplications and additions of earlier results."""

import sys

count = int(sys.argv[1])
print("wsp.kernel @k(%x: inout memref<1xi32>) {")
print("  %c0 = arith.constant 0 : index")
print("  %a0 = memref.load %x[%c0] : memref<1xi32>")
for i in range(count):
    op = "addi" if i % 2 else "muli"
    print(f"  %a{i + 1} = arith.{op} %a{i}, %a{i // 2} : i32")
print(f"  memref.store %a{count}, %x[%c0] : memref<1xi32>")
print("}\nwsp.workload @w(%x: inout memref<1xi32>) {")
print("  wsp.task @k(%x) : memref<1xi32>\n}")
