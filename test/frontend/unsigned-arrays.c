// RUN: ptowsp-translate --import-c %s | FileCheck %s

// Arrays of unsigned integers are noted, since the IR has no signs.
#include <ptowsp/ptowsp.h>
#include <stdint.h>
wsp_kernel void k(const uint8_t a[4], const int8_t b[4], uint64_t c[4]) { c[0] = a[0] + b[0]; }

// CHECK-LABEL: wsp.kernel @k(%a: memref<4xi8{{.*}}>, %b: memref<4xi8{{.*}}>, %c: memref<4xi64{{.*}}>) attributes {wsp.unsigned = array<i64: 0, 2>}
// CHECK: %[[V0:.+]] = memref.load %a[%c0{{.*}}]
// CHECK: %[[V1:.+]] = arith.extui %[[V0]] : i8 to i32
// CHECK: %[[V2:.+]] = memref.load %b[%c0{{.*}}]
// CHECK: %[[V3:.+]] = arith.extsi %[[V2]] : i8 to i32
// CHECK: %[[V4:.+]] = arith.addi %[[V1]], %[[V3]] : i32
// CHECK: %[[V5:.+]] = arith.extsi %[[V4]] : i32 to i64
// CHECK: memref.store %[[V5]], %c[%c0{{.*}}]
