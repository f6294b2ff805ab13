// RUN: ptowsp-translate --import-c %s | ptowsp-opt --pass-pipeline='canonicalize,wsp-raise-loops' | FileCheck %s
#include <stdint.h>
#include <ptowsp/ptowsp.h>

__extension__ typedef _Float16 half;

// Casts are conversions of tiles.
// CHECK-LABEL: wsp.kernel @narrow({{.*}} {core = "aiv"}
// CHECK: %[[A:.*]] = pto.tload %x : {{.*}}-> !pto.tile<8x32xf32, ub>
// CHECK-NEXT: %[[B:.*]] = pto.tcvt %[[A]] : {{.*}}-> !pto.tile<8x32xf16, ub>
// CHECK-NEXT: pto.tstore %[[B]], %y
wsp_kernel
void narrow(wsp_in const float x[8][32], wsp_out half y[8][32])
{
    for (int i = 0; i < 8; i++)
        for (int j = 0; j < 32; j++)
            y[i][j] = (half)x[i][j];
}

// 32-bit integers have sums, products, and maxima written as a choice.
// CHECK-LABEL: wsp.kernel @integers({{.*}} {core = "aiv"}
// CHECK: %[[A:.*]] = pto.tload %x : {{.*}}-> !pto.tile<8x32xi32, ub>
// CHECK-NEXT: %[[B:.*]] = pto.tload %y : {{.*}}-> !pto.tile<8x32xi32, ub>
// CHECK-NEXT: %[[C:.*]] = pto.tmax %[[A]], %[[B]]
// CHECK-NEXT: %[[D:.*]] = arith.constant 3 : i32
// CHECK-NEXT: %[[E:.*]] = pto.tmuls %[[C]], %[[D]]
// CHECK-NEXT: pto.tstore %[[E]], %z
wsp_kernel
void integers(wsp_in const int32_t x[8][32], wsp_in const int32_t y[8][32], wsp_out int32_t z[8][32])
{
    for (int i = 0; i < 8; i++)
        for (int j = 0; j < 32; j++)
            z[i][j] = (x[i][j] > y[i][j] ? x[i][j] : y[i][j]) * 3;
}

// The rectifier.
// CHECK-LABEL: wsp.kernel @relu({{.*}} {core = "aiv"}
// CHECK: %[[A:.*]] = pto.tload %x : {{.*}}-> !pto.tile<8x32xf32, ub>
// CHECK-NEXT: %[[B:.*]] = pto.trelu %[[A]]
// CHECK-NEXT: pto.tstore %[[B]], %y
wsp_kernel
void relu(wsp_in const float x[8][32], wsp_out float y[8][32])
{
    for (int i = 0; i < 8; i++)
        for (int j = 0; j < 32; j++)
            y[i][j] = x[i][j] > 0 ? x[i][j] : 0;
}
