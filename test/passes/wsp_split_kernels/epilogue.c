// A product with an epilogue becomes a kernel for the cube and one for the vector unit.
// RUN: ptowsp-translate --import-c %s | ptowsp-opt --pass-pipeline='canonicalize,cse,wsp-split-kernels' | FileCheck %s
// RUN: ptowsp-run --check %s 2>&1 | FileCheck --check-prefix=SAYS %s
#include <ptowsp/ptowsp.h>

// SAYS: epilogue.c:[[#@LINE+10]]:1: remark: kernel 'linear' mixes matrix products with vector work and is split into 'linear_0' (cube, line [[#@LINE+16]]), 'linear_1' (vector, line [[#@LINE+19]]), with 1 array in global memory between them
// SAYS: check: ok

// The sum becomes an array; the product clears and fills it.
// CHECK-LABEL: wsp.kernel @linear_0(%sum: memref<20x24xf32, strided<[24, 1], offset: ?>>, %a: memref<20x16xf32
// CHECK: memref.store %{{.*}}, %sum[%i, %j]
// CHECK: scf.for %k
// CHECK: memref.store %{{.*}}, %sum[%i, %j]
// CHECK-LABEL: wsp.kernel @linear_1(
// CHECK-NOT: scf.for %k
wsp_kernel
void linear(wsp_in const float a[20][16], wsp_in const float b[16][24], wsp_in const float bias[24],
            wsp_out float c[20][24])
{
    for (int i = 0; i < 20; i++)
        for (int j = 0; j < 24; j++) {
            float sum = 0;
            for (int k = 0; k < 16; k++)
                sum += a[i][k] * b[k][j];
            c[i][j] = sum + bias[j];
        }
}

// Each task gets an array of its own.
// CHECK-LABEL: wsp.workload @run(
// CHECK: scf.for %h
// CHECK: %[[SUM:.*]] = memref.alloc() {wsp.name = "sum"} : memref<20x24xf32>
// CHECK: %[[VIEW:.*]] = wsp.at %[[SUM]][
// CHECK: wsp.task @linear_0(%[[VIEW]],
// CHECK: %[[AGAIN:.*]] = wsp.at %[[SUM]][
// CHECK: wsp.task @linear_1({{.*}}%[[AGAIN]],
// CHECK: }
wsp_workload
void run(wsp_in const float a[3][20][16], wsp_in const float b[16][24], wsp_in const float bias[24],
         wsp_out float c[3][20][24])
{
    for (wsp_parallel int h = 0; h < 3; h++)
        linear(a[h], b, bias, c[h]);
}
