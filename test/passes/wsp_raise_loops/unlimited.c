// A loop between arguments whose iterations touch nothing that limits it stays scalar.
// RUN: ptowsp-run %s 2>&1 | FileCheck %s
#include <ptowsp/ptowsp.h>
// CHECK: unlimited.c:[[#@LINE+3]]:{{.*}} remark: kernel 'power' stays scalar: the trip count of loop 'j' is not constant
wsp_kernel static void power(wsp_inout float y[17], int n) {
    for (int i = 0; i < 16; i++)
        for (int j = 0; j < n; j++)
            y[i + 1] *= y[i] + 1;
}
wsp_workload void w(wsp_inout float y[17]) {
    power(y, 3);
    power(y, 2);
}
