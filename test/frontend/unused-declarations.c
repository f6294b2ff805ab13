// RUN: ptowsp-translate --import-c %s -- -DNDEBUG -Wno-unused | FileCheck %s

// What is not used is not looked at, and attributes that say nothing are passed over.
#include <ptowsp/ptowsp.h>
#include <assert.h>
struct packed { char c; int x; } __attribute__((packed));
__attribute__((format(printf, 1, 2))) void print(const char *format, ...);
int counter;
static inline int unused(struct packed *p) {
  while (p->x) counter += p->x--;
  return counter;
}
__attribute__((always_inline)) static inline float half(float x) { return x / 2; }
wsp_kernel void k(float a[8] __attribute__((unused)), int n) {
  (void)n;
  assert(n > 0);
  a[0] = half(a[1]);
}

// CHECK-LABEL: wsp.kernel @k(%a: memref<8xf32, strided<[1], offset: ?>>, %n: value i32)
// CHECK: %[[V0:.+]] = memref.load %a[%c1{{.*}}]
// CHECK: %[[V1:.+]] = arith.constant 2.000000e+00 : f32
// CHECK: %[[V2:.+]] = arith.divf %[[V0]], %[[V1]] : f32
// CHECK: memref.store %[[V2]], %a[%c0{{.*}}]
