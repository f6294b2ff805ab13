// RUN: ptowsp-translate --import-c %s | ptowsp-opt --pass-pipeline='canonicalize,wsp-raise-loops' | FileCheck %s
#include <ptowsp/ptowsp.h>

__extension__ typedef _Float16 half;

// The loops of a matrix product, accumulating into memory.
// CHECK-LABEL: wsp.kernel @accumulate({{.*}} {core = "aic"}
// CHECK: %[[A:.*]] = pto.tload %a : {{.*}}-> !pto.tile<64x64xf32, l1>
// CHECK-NEXT: %[[B:.*]] = pto.tload %b : {{.*}}-> !pto.tile<64x64xf32, l1>
// CHECK-NEXT: %[[C:.*]] = pto.tmov %[[A]] : {{.*}}-> !pto.tile<64x64xf32, l0a>
// CHECK-NEXT: %[[D:.*]] = pto.tmov %[[B]] : {{.*}}-> !pto.tile<64x64xf32, l0b>
// CHECK-NEXT: %[[E:.*]] = pto.tmatmul %[[C]], %[[D]] : {{.*}}-> !pto.tile<64x64xf32, l0c>
// CHECK-NEXT: pto.tstore %[[E]], %c {atomic = "add"}
wsp_kernel
void accumulate(wsp_in const float a[64][256], wsp_in const float b[64][256],
                wsp_inout float c[64][256])
{
    for (int i = 0; i < 64; i++)
        for (int j = 0; j < 64; j++)
            for (int k = 0; k < 64; k++)
                c[i][j] += a[i][k] * b[k][j];
}

// Any order of the loops, halves widened, and a target cleared first: a product of its own.
// CHECK-LABEL: wsp.kernel @fresh({{.*}} {core = "aic"}
// CHECK: %[[A:.*]] = pto.tload %a : {{.*}}-> !pto.tile<32x16xf16, l1>
// CHECK-NEXT: %[[B:.*]] = pto.tload %b : {{.*}}-> !pto.tile<16x48xf16, l1>
// CHECK-NEXT: %[[C:.*]] = pto.tmov %[[A]] : {{.*}}-> !pto.tile<32x16xf16, l0a>
// CHECK-NEXT: %[[D:.*]] = pto.tmov %[[B]] : {{.*}}-> !pto.tile<16x48xf16, l0b>
// CHECK-NEXT: %[[E:.*]] = pto.tmatmul %[[C]], %[[D]] : {{.*}}-> !pto.tile<32x48xf32, l0c>
// CHECK-NEXT: pto.tstore %[[E]], %c
wsp_kernel
void fresh(wsp_in const half a[32][16], wsp_in const half b[16][48], wsp_out float c[32][48])
{
    for (int i = 0; i < 32; i++)
        for (int j = 0; j < 48; j++)
            c[i][j] = 0;
    for (int k = 0; k < 16; k++)
        for (int i = 0; i < 32; i++)
            for (int j = 0; j < 48; j++)
                c[i][j] += (float)a[i][k] * (float)b[k][j];
}

// A local accumulator, and a second product on top of the first.
// CHECK-LABEL: wsp.kernel @two({{.*}} {core = "aic"}
// CHECK: %[[A:.*]] = pto.tload %a : {{.*}}-> !pto.tile<16x16xf32, l1>
// CHECK-NEXT: %[[B:.*]] = pto.tload %b : {{.*}}-> !pto.tile<16x16xf32, l1>
// CHECK-NEXT: %[[C:.*]] = pto.tmov %[[A]] : {{.*}}-> !pto.tile<16x16xf32, l0a>
// CHECK-NEXT: %[[D:.*]] = pto.tmov %[[B]] : {{.*}}-> !pto.tile<16x16xf32, l0b>
// CHECK-NEXT: %[[E:.*]] = pto.tmatmul %[[C]], %[[D]] : {{.*}}-> !pto.tile<16x16xf32, l0c>
// CHECK-NEXT: %[[P:.*]] = pto.tload %b : {{.*}}-> !pto.tile<16x16xf32, l1>
// CHECK-NEXT: %[[Q:.*]] = pto.tload %a : {{.*}}-> !pto.tile<16x16xf32, l1>
// CHECK-NEXT: %[[F:.*]] = pto.tmov %[[P]] : {{.*}}-> !pto.tile<16x16xf32, l0a>
// CHECK-NEXT: %[[G:.*]] = pto.tmov %[[Q]] : {{.*}}-> !pto.tile<16x16xf32, l0b>
// CHECK-NEXT: %[[H:.*]] = pto.tmatmul_acc %[[E]], %[[F]], %[[G]]
// CHECK-NEXT: pto.tstore %[[H]], %c
wsp_kernel
void two(wsp_in const float a[16][16], wsp_in const float b[16][16], wsp_out float c[16][16])
{
    for (int i = 0; i < 16; i++)
        for (int j = 0; j < 16; j++) {
            float sum = 0;
            for (int k = 0; k < 16; k++)
                sum += a[i][k] * b[k][j];
            for (int k = 0; k < 16; k++)
                sum += b[i][k] * a[k][j];
            c[i][j] = sum;
        }
}
