// RUN: ptowsp-run %s --check 2>&1 | FileCheck %s --implicit-check-not="stays scalar"

// abs of integers is the larger of a number and its opposite.
// CHECK: check: ok
#include <ptowsp/ptowsp.h>
#include <stdint.h>
#include <stdlib.h>
wsp_workload void sizes(const int32_t x[37][21], const int16_t y[37][21], int32_t z[37][21])
{
    for (int i = 0; i < 37; i++)
        for (int j = 0; j < 21; j++) z[i][j] = abs(x[i][j] / 2) + abs(y[i][j] - 3);
}
