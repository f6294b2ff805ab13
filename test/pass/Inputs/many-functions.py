"""Prints that many functions, each with something to fold, to merge and to move."""
import sys

for i in range(int(sys.argv[1])):
    print(f"""func.func @f{i}(%m: memref<?xindex>, %n: index) {{
  %c0 = arith.constant 0 : index
  %c1 = arith.constant 1 : index
  %k = arith.constant {i} : index
  %k2 = arith.addi %k, %c1 : index
  scf.for %i = %c0 to %n step %c1 {{
    %a = arith.muli %n, %k2 : index
    %b = arith.muli %n, %k2 : index
    %s = arith.addi %a, %b : index
    memref.store %s, %m[%i] : memref<?xindex>
  }}
  return
}}""")
