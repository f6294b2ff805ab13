// RUN: ptowsp-opt %s --canonicalize --mlir-print-op-generic | FileCheck %s

// Cases of one number are one that stands for all, as when they are read.
// CHECK: case_values = dense<8> : vector<2xi32>
func.func @twice(%f: i32, %x: i32) -> i32 {
  cf.switch %f : i32, [
    default: ^a(%x : i32),
    7: ^a(%x : i32),
    8: ^b,
    8: ^c
  ]
^a(%u: i32):
  "a"() : () -> ()
  return %u : i32
^b:
  "b"() : () -> ()
  return %x : i32
^c:
  "c"() : () -> ()
  return %f : i32
}
