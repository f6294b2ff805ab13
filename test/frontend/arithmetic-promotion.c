// RUN: ptowsp-translate --import-c %s | FileCheck %s

// Small integers are computed in int, and converted back when stored.
#include <ptowsp/ptowsp.h>
#include <stdint.h>
wsp_kernel void k(uint8_t a[8], const int8_t b[8], const uint16_t c[8]) { a[0] = b[0] * c[0] + a[1]; }

// CHECK-LABEL: wsp.kernel @k(%a: memref<8xi8{{.*}}>, %b: memref<8xi8{{.*}}>, %c: memref<8xi16{{.*}}>) attributes {wsp.unsigned = array<i64: 0, 2>}
// CHECK: %[[V0:.+]] = memref.load %b[%c0{{.*}}]
// CHECK: %[[V1:.+]] = arith.extsi %[[V0]] : i8 to i32
// CHECK: %[[V2:.+]] = memref.load %c[%c0{{.*}}]
// CHECK: %[[V3:.+]] = arith.extui %[[V2]] : i16 to i32
// CHECK: %[[V4:.+]] = arith.muli %[[V1]], %[[V3]] : i32
// CHECK: %[[V5:.+]] = memref.load %a[%c1{{.*}}]
// CHECK: %[[V6:.+]] = arith.extui %[[V5]] : i8 to i32
// CHECK: %[[V7:.+]] = arith.addi %[[V4]], %[[V6]] : i32
// CHECK: %[[V8:.+]] = arith.trunci %[[V7]] : i32 to i8
// CHECK: memref.store %[[V8]], %a[%c0{{.*}}]
