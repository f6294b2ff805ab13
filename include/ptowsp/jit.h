// Kernels to machine code: IR to LLVM IR to the ORC JIT.
#ifndef PTOWSP_JIT_H
#define PTOWSP_JIT_H

#include "ptowsp/ir.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ptowsp_jit ptowsp_jit_t;

// A compiled kernel. One 64-bit word an argument: the address of element 0 of a
// memref (its offset added), the bits of an integer (sign- or zero-extended) or of a
// float (in the low bits).
typedef void (*ptowsp_kernel_fn_t)(const uint64_t *args);

// Compiles these kernels of the module. NULL after an error. The module must
// outlive nothing: the code stands on its own.
ptowsp_jit_t *ptowsp_jit_create(ptowsp_module_t *module, ptowsp_op_t *const *kernels, size_t count);
void ptowsp_jit_destroy(ptowsp_jit_t *jit);
// NULL: not one of them.
ptowsp_kernel_fn_t ptowsp_jit_lookup(ptowsp_jit_t *jit, const char *kernel);

// The LLVM IR of all kernels as text, optimized or as lowered. False after an error.
bool ptowsp_llvmir_print(ptowsp_module_t *module, bool optimize, ptowsp_buffer_t *buffer);

#ifdef __cplusplus
}
#endif

#endif
