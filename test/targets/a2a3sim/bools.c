// RUN: ptowsp-translate --target=a2a3sim_codegen -o %t %s
// RUN: FileCheck %s --input-file=%t/kernels/aiv/keep.cpp
// RUN: FileCheck %s --input-file=%t/golden.py --check-prefix=GOLDEN
#include <ptowsp/ptowsp.h>

// A _Bool is a byte of 0 or 1 in memory, and so drawn and compared.
// CHECK: GlobalTensor<int8_t
// CHECK: __gm__ int8_t* on = reinterpret_cast<__gm__ int8_t*>(args[1]);
// GOLDEN: "-Wl,-Bsymbolic"
// GOLDEN: ("on", "bool", (64, )
// GOLDEN: return z >> np.uint64(63)
wsp_kernel static void keep(const float x[64], const _Bool on[64], float y[64])
{
    for (int i = 0; i < 64; i++)
        y[i] = on[i] ? x[i] : 0;
}

// The function is called as one of the C library, which the golden program must not call in its place.
wsp_workload void open(const float x[64], const _Bool on[64], float y[64]) { keep(x, on, y); }
