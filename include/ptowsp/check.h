// The serial elision: the same C file, compiled by the machine's C compiler and run as
// the plain sequential program it is. Its results are what a run must give.
#ifndef PTOWSP_CHECK_H
#define PTOWSP_CHECK_H

#include "ptowsp/ir.h"

#ifdef __cplusplus
extern "C" {
#endif

// A parameter of the workload, in the order of its declaration.
typedef struct {
  const char *name;
  ptowsp_type_t type; // memref of static shape, or a number
  bool is_unsigned;
  int64_t scalar; // value of an integer parameter, or the bits of a float
} ptowsp_check_param_t;

typedef struct ptowsp_serial ptowsp_serial_t;

// Starts compiling `path` with a driver that calls `workload`, and returns at once. The compiler
// is $CC (its words may carry options) or cc (a clang where the workload's module has __bf16), with
// -std=c17 -O2, no contraction, 16-bit floats rounded where they are stored, the C library's own
// elementary functions, and those of `clang_args` that other compilers know (-D -U -I -include
// -isystem -std=). Parameters and arguments are copied. NULL after an error.
ptowsp_serial_t *ptowsp_serial_start(ptowsp_context_t *context, const char *path,
                                     ptowsp_op_t *workload, const ptowsp_check_param_t *params,
                                     size_t param_count, const char *const *clang_args,
                                     size_t clang_arg_count);
// Waits for the compiler, then runs the program on `arrays` (one pointer a parameter, NULL for
// scalars), which it changes in place. False after an error: the compiler's messages, or how
// the program ended.
bool ptowsp_serial_run(ptowsp_serial_t *serial, void *const *arrays);
// Ends a compiler that is still running and removes what it made.
void ptowsp_serial_destroy(ptowsp_serial_t *serial);

// The factor t below of results in this type: 1e-5, _Float16 1e-3, __bf16 8e-3; 0: no float.
double ptowsp_check_factor(ptowsp_type_t element);

// How far each buffer of a final workload may be from the serial result: 0 (bit-equal, any
// NaN equals any NaN), or a factor t with |got - expected| <= t (|expected| + max|expected|).
// Tolerant are float buffers written by a task whose kernel re-associates a sum (parts combined,
// matrix products, row sums, accumulating stores), computes exponentials or logarithms of tiles, or
// reads a tolerant buffer: by the coarsest float type among the arguments and values of those
// kernels. Integer buffers written by such a task whose kernel rounds floats to integers may differ
// by 1: their factor is 1. `out_factors[i]` belongs to parameter i of the workload.
void ptowsp_check_tolerances(ptowsp_op_t *workload, double *out_factors);

// The element that is furthest off, in units of what is allowed.
typedef struct {
  uint64_t mismatches;
  uint64_t element; // in row-major order
  char place[128];  // "C[3][17]"
  char got[40];     // as the shortest text that reads back exactly
  char expected[40];
} ptowsp_check_worst_t;

// True if `got` is within `factor` of `expected` everywhere; out_worst is set if not.
bool ptowsp_check_compare(const ptowsp_check_param_t *param, const void *got, const void *expected,
                          double factor, ptowsp_check_worst_t *out_worst);

#ifdef __cplusplus
}
#endif

#endif
