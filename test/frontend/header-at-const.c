// RUN: not %cc -std=c17 -Wall -Wextra -pedantic -Werror -I %include -c %s -o %t.o 2>&1 | FileCheck %s
// RUN: not %clang -std=c17 -Wall -Wextra -pedantic -Werror -I %include -c %s -o %t.o 2>&1 | FileCheck %s
// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// A tile of a const array stays const: no kernel may write to it.
#include <ptowsp/ptowsp.h>
wsp_kernel static void clear(float a[4][8]) { a[0][0] = 0; }
// CHECK: error: passing {{.*}} discards
wsp_workload void w(const float A[8][8]) { clear(wsp_at(A, 4, 0)); }
