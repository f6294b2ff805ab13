// RUN: ptowsp-run %s --pass-pipeline= --no-data --report=- --workload=readers | FileCheck %s --check-prefix=READERS
// RUN: ptowsp-run %s --pass-pipeline= --no-data --report=- --workload=then_writer | FileCheck %s --check-prefix=WRITER

wsp.kernel @read(%a: in memref<8xf32, strided<[1], offset: ?>>) attributes {cycles = 1000 : i64} {
}
wsp.kernel @write(%a: out memref<2xf32, strided<[1], offset: ?>>) attributes {cycles = 1000 : i64} {
}

// Readers of one region do not wait for each other.
// READERS: "critical_path_cycles": 1000,
wsp.workload @readers(%A: in memref<8xf32>) {
  %c0 = arith.constant 0 : index
  %a = wsp.at %A[%c0] : memref<8xf32> to memref<8xf32, strided<[1], offset: ?>>
  wsp.task @read(%a) : memref<8xf32, strided<[1], offset: ?>>
  wsp.task @read(%a) : memref<8xf32, strided<[1], offset: ?>>
}

// A writer of part of it waits for them, and a later reader for the writer.
// WRITER: "critical_path_cycles": 3000,
wsp.workload @then_writer(%A: inout memref<8xf32>) {
  %c0 = arith.constant 0 : index
  %c6 = arith.constant 6 : index
  %a = wsp.at %A[%c0] : memref<8xf32> to memref<8xf32, strided<[1], offset: ?>>
  wsp.task @read(%a) : memref<8xf32, strided<[1], offset: ?>>
  wsp.task @read(%a) : memref<8xf32, strided<[1], offset: ?>>
  %b = wsp.at %A[%c6] : memref<8xf32> to memref<2xf32, strided<[1], offset: ?>>
  wsp.task @write(%b) : memref<2xf32, strided<[1], offset: ?>>
  wsp.task @read(%a) : memref<8xf32, strided<[1], offset: ?>>
}
