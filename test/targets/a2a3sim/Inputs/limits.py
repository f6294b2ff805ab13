"""Prints a workload with too many outputs, or a task with too many arguments."""
import sys

ROW = "memref<8xf32, strided<[1], offset: ?>>"
if sys.argv[1] == "outputs":
    params = ", ".join(f"%x{i}: out memref<8xf32>" for i in range(int(sys.argv[2])))
    print("wsp.kernel @k() {\n}")
    print(f"wsp.workload @w({params}) {{\n  wsp.task @k() {{depends = [], wsp.id = 0 : i64}}\n}}")
else:
    count = int(sys.argv[2])
    params = ", ".join(f"%x{i}: in {ROW}" for i in range(count))
    print(f"wsp.kernel @k({params}) {{\n}}")
    print("wsp.workload @w(%x: inout memref<8xf32>) {\n  %c0 = arith.constant 0 : index")
    print(f"  %0 = wsp.at %x[%c0] : memref<8xf32> to {ROW}")
    args, types = ", ".join(["%0"] * count), ", ".join([ROW] * count)
    print(f"  wsp.task @k({args}) {{depends = [], wsp.id = 0 : i64}} : {types}\n}}")
