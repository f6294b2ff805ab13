// Factors stored the other way round are loaded from views with their strides exchanged.
// RUN: ptowsp-translate --import-c %s | ptowsp-opt --pass-pipeline='canonicalize,wsp-raise-loops' | FileCheck %s
#include <ptowsp/ptowsp.h>

// Both factors, of extents that are no whole fractals.
// CHECK-LABEL: wsp.kernel @both(
// CHECK: %[[A:.*]] = wsp.at %a[%{{.*}}, %{{.*}}] : {{.*}} to memref<37x21xf32, strided<[1, 37], offset: ?>>
// CHECK: pto.tload %[[A]] : {{.*}} -> !pto.tile<37x21xf32, l1>
// CHECK: %[[B:.*]] = wsp.at %b[%{{.*}}, %{{.*}}] : {{.*}} to memref<21x45xf32, strided<[1, 21], offset: ?>>
// CHECK: pto.tload %[[B]] : {{.*}} -> !pto.tile<21x45xf32, l1>
// CHECK: pto.tmatmul
// CHECK-SAME: -> !pto.tile<37x45xf32, l0c>
wsp_kernel
void both(wsp_in const float a[21][37], wsp_in const float b[45][21], wsp_inout float c[37][45])
{
    for (int i = 0; i < 37; i++)
        for (int j = 0; j < 45; j++)
            for (int k = 0; k < 21; k++)
                c[i][j] += a[k][i] * b[j][k];
}

// A result stored the other way round: the factors change places.
// CHECK-LABEL: wsp.kernel @result(
// CHECK: pto.tload {{.*}} : memref<20x24xf32, strided<[1, 20], offset: ?>> -> !pto.tile<20x24xf32, l1>
// CHECK: pto.tload {{.*}} : memref<24x16xf32, strided<[1, 24], offset: ?>> -> !pto.tile<24x16xf32, l1>
// CHECK: pto.tstore {{.*}}, %c : !pto.tile<20x16xf32, l0c>
wsp_kernel
void result(wsp_in const float a[16][24], wsp_in const float b[24][20], wsp_out float c[20][16])
{
    for (int i = 0; i < 16; i++)
        for (int j = 0; j < 20; j++) {
            c[j][i] = 0;
            for (int k = 0; k < 24; k++)
                c[j][i] += a[i][k] * b[k][j];
        }
}
