// RUN: ptowsp-translate --import-c --print-locations %s | FileCheck %s

// Every operation says which part of the file it comes from.
#include <ptowsp/ptowsp.h>
wsp_kernel void k(float a[8]) {
  for (int i = 0; i < 8; i++)
    a[i] = a[i] * 2;
}

// CHECK: memref.load {{.*}} loc(#[[LOAD:.*]])
// CHECK: arith.mulf {{.*}} loc(#[[MUL:.*]])
// CHECK: memref.store {{.*}} loc(#[[STORE:.*]])
// CHECK: } {wsp.iv = "i"} loc(#[[FOR:.*]])
// CHECK-DAG: #[[LOAD]] = loc("{{.*}}locations.c":7:12
// CHECK-DAG: #[[MUL]] = loc("{{.*}}locations.c":7:12
// CHECK-DAG: #[[STORE]] = loc("{{.*}}locations.c":7:5
// CHECK-DAG: #[[FOR]] = loc("{{.*}}locations.c":6:3
