// RUN: touch %t.empty.npy
// RUN: %exits 1 ptowsp-run %s --pass-pipeline= --in x=%t.empty.npy 2>&1 | FileCheck %s --check-prefix=EMPTY
// RUN: %exits 1 ptowsp-run %s --pass-pipeline= --in x=%t.none.npy 2>&1 | FileCheck %s --check-prefix=NONE
// RUN: %python %src/test/data/Inputs/npy.py %t.magic.npy f4 2x3 1 --magic=XXXXXX
// RUN: %exits 1 ptowsp-run %s --pass-pipeline= --in x=%t.magic.npy 2>&1 | FileCheck %s --check-prefix=MAGIC
// RUN: %python %src/test/data/Inputs/npy.py %t.version.npy f4 2x3 1 --version=9
// RUN: %exits 1 ptowsp-run %s --pass-pipeline= --in x=%t.version.npy 2>&1 | FileCheck %s --check-prefix=VERSION
// RUN: %python %src/test/data/Inputs/npy.py %t.length.npy f4 2x3 1 --version=2 --length=4000000000
// RUN: %exits 1 ptowsp-run %s --pass-pipeline= --in x=%t.length.npy 2>&1 | FileCheck %s --check-prefix=LENGTH
// RUN: %python %src/test/data/Inputs/npy.py %t.short.npy f4 2x3 1 --length=60000
// RUN: %exits 1 ptowsp-run %s --pass-pipeline= --in x=%t.short.npy 2>&1 | FileCheck %s --check-prefix=SHORT
// RUN: %python %src/test/data/Inputs/npy.py %t.garbage.npy f4 2x3 1 --header=hello
// RUN: %exits 1 ptowsp-run %s --pass-pipeline= --in x=%t.garbage.npy 2>&1 | FileCheck %s --check-prefix=GARBAGE
// RUN: %python %src/test/data/Inputs/npy.py %t.nokey.npy f4 2x3 1 --header="{'descr': '<f4', }"
// RUN: %exits 1 ptowsp-run %s --pass-pipeline= --in x=%t.nokey.npy 2>&1 | FileCheck %s --check-prefix=NOKEY
// RUN: %python %src/test/data/Inputs/npy.py %t.digits.npy f4 2x3 1 --shape="(99999999999999999999,)"
// RUN: %exits 1 ptowsp-run %s --pass-pipeline= --in x=%t.digits.npy 2>&1 | FileCheck %s --check-prefix=DIGITS
// RUN: %python %src/test/data/Inputs/npy.py %t.type.npy f4 2x3 1 --descr="<i4"
// RUN: %exits 1 ptowsp-run %s --pass-pipeline= --in x=%t.type.npy 2>&1 | FileCheck %s --check-prefix=TYPE
// RUN: %python %src/test/data/Inputs/npy.py %t.endian.npy f4 2x3 1 --descr=">f4"
// RUN: %exits 1 ptowsp-run %s --pass-pipeline= --in x=%t.endian.npy 2>&1 | FileCheck %s --check-prefix=ENDIAN
// RUN: %python %src/test/data/Inputs/npy.py %t.order.npy f4 2x3 1 --order=True
// RUN: %exits 1 ptowsp-run %s --pass-pipeline= --in x=%t.order.npy 2>&1 | FileCheck %s --check-prefix=ORDER
// RUN: %python %src/test/data/Inputs/npy.py %t.shape.npy f4 2x3 1 --shape="(3, 2)"
// RUN: %exits 1 ptowsp-run %s --pass-pipeline= --in x=%t.shape.npy 2>&1 | FileCheck %s --check-prefix=SHAPE
// RUN: %python %src/test/data/Inputs/npy.py %t.rank.npy f4 2x3 1 --shape="(6,)"
// RUN: %exits 1 ptowsp-run %s --pass-pipeline= --in x=%t.rank.npy 2>&1 | FileCheck %s --check-prefix=RANK
// RUN: %python %src/test/data/Inputs/npy.py %t.cut.npy f4 2x3 1 --cut=1
// RUN: %exits 1 ptowsp-run %s --pass-pipeline= --in x=%t.cut.npy 2>&1 | FileCheck %s --check-prefix=CUT
// RUN: %python %src/test/data/Inputs/npy.py %t.extra.npy f4 2x3 1 --extra=5
// RUN: %exits 1 ptowsp-run %s --pass-pipeline= --in x=%t.extra.npy 2>&1 | FileCheck %s --check-prefix=EXTRA

// Every malformed file ends in one message that says what is wrong with it.
// EMPTY: error: {{.*}}.empty.npy: is not a .npy file
// NONE: error: cannot read '{{.*}}.none.npy': No such file
// MAGIC: error: {{.*}}.magic.npy: is not a .npy file
// VERSION: error: {{.*}}.version.npy: is of .npy version 9.0; 1.0 to 3.0 are read
// LENGTH: error: {{.*}}.length.npy: says its header has 4000000000 bytes; none is that long
// SHORT: error: {{.*}}.short.npy: ends within its header
// GARBAGE: error: {{.*}}.garbage.npy: has a header that is not NumPy's dictionary
// NOKEY: error: {{.*}}.nokey.npy: has a header that is not NumPy's dictionary
// DIGITS: error: {{.*}}.digits.npy: has a header that is not NumPy's dictionary
// TYPE: error: {{.*}}.type.npy: has elements of type '<i4', the program's array '<f4'
// ENDIAN: error: {{.*}}.endian.npy: is big-endian ('>f4'); write it as '<f4'
// ORDER: error: {{.*}}.order.npy: is in Fortran order; write it with numpy.ascontiguousarray
// SHAPE: error: {{.*}}.shape.npy: has shape (3, 2), the program's array has (2, 3)
// RANK: error: {{.*}}.rank.npy: has shape (6,), the program's array has (2, 3)
// CUT: error: {{.*}}.cut.npy: is truncated: 23 bytes of data, 24 expected
// EXTRA: error: {{.*}}.extra.npy: has 5 bytes behind its data
wsp.kernel @k(%x: in memref<2x3xf32>) {
}
wsp.workload @w(%x: in memref<2x3xf32>) {
  wsp.task @k(%x) : memref<2x3xf32>
}
