// RUN: ptowsp-translate --import-c %s | FileCheck %s

// A wish for a core type stays with the kernel.
#include <ptowsp/ptowsp.h>
wsp_kernel wsp_core(aic) void cube(float a[8]) { a[0] = 0; }
wsp_kernel wsp_core(aiv) void vector(float a[8]) { a[0] = 0; }

// CHECK-LABEL: wsp.kernel @cube(%a: memref<8xf32{{.*}}>) attributes {core = "aic"}

// CHECK-LABEL: wsp.kernel @vector(%a: memref<8xf32{{.*}}>) attributes {core = "aiv"}
