// Lowering of kernels to LLVM IR: what the files of this directory share.
//
// A value of the IR becomes one LLVM value: i1, iN, i64 for index, half, float, double;
// bf16 is kept as the i16 of its bits, because the host's conversion instructions flush
// denormals. A memref becomes a pointer with extents and strides, a tile the pointer to a
// row-major buffer of its own. Elements of i1 take a byte in memory.
#ifndef PTOWSP_LIB_JIT_LOWER_H
#define PTOWSP_LIB_JIT_LOWER_H

#include <llvm-c/Core.h>

#include "ptowsp/ir.h"

enum { PTOWSP_JIT_MAX_RANK = 8 };

// A buffer seen through a memref: the address of its element 0.
typedef struct {
  LLVMValueRef base;
  size_t rank;
  LLVMValueRef sizes[PTOWSP_JIT_MAX_RANK]; // NULL: unknown
  LLVMValueRef strides[PTOWSP_JIT_MAX_RANK];
} ptowsp_jit_view_t;

// The elements of a tile: in memory, or an expression that is computed where it is used.
typedef struct ptowsp_jit_expr ptowsp_jit_expr_t;
typedef struct {
  LLVMValueRef base;
  int64_t stride;                // elements from row to row
  const ptowsp_jit_expr_t *expr; // NULL: in memory
} ptowsp_jit_elements_t;

typedef struct ptowsp_jit_gather ptowsp_jit_gather_t;

typedef struct {
  const ptowsp_value_t *key;
  LLVMValueRef value;
  const ptowsp_jit_view_t *view;     // of a memref, else NULL
  const ptowsp_jit_elements_t *tile; // of a tile without a buffer of its own, else NULL
  ptowsp_op_t *reader;               // of an elementwise result; see lower_lazy.c
  const ptowsp_jit_gather_t *gather; // of a pto.tgather whose indices are known
  ptowsp_op_t *reduction;            // of integers by halves that ends in the op
  ptowsp_op_t *reader_of_halves;     // such an op that reduces this tile
  bool unread;                       // nobody reads its elements
  bool moved;                        // a conversion that is done behind gathers of it
} ptowsp_jit_binding_t;

typedef struct ptowsp_sleef ptowsp_sleef_t;

// The lowering of one module; the members below `kernel` belong to the kernel at hand.
typedef struct {
  ptowsp_context_t *context;
  ptowsp_arena_t *arena;
  LLVMContextRef llvm;
  LLVMModuleRef module;
  LLVMBuilderRef builder;
  bool wide_vectors;               // the host has 512-bit registers
  bool needs_fence;                // the host orders non-temporal stores by a fence alone
  const ptowsp_sleef_t *sleef;     // its vector functions, or NULL
  PTOWSP_VEC(ptowsp_op_t *) tasks; // all of the module
  ptowsp_op_t *kernel;
  LLVMValueRef function;
  LLVMBuilderRef frame; // before the entry block's terminator, for buffers
  uint64_t frame_bytes;
  PTOWSP_VEC(LLVMValueRef) scratch; // heap buffers, released at the return
  bool streams;                     // it has non-temporal stores
  LLVMValueRef *scopes; // of its parameters: two lists of alias scopes each; NULL: not made yet
  unsigned depth;
  unsigned visit; // a number for each walk over expressions
  // Columns that were computed for elements of another width, in the block that they stand in.
  struct {
    LLVMBasicBlockRef block;
    LLVMValueRef narrow, wide; // narrow is wide times parts, or wide is narrow over parts
    unsigned parts;
    bool exact; // the former
  } columns[16];
  unsigned column_count;
  ptowsp_jit_binding_t *bindings; // open addressing, power of two
  size_t binding_count;
  size_t binding_capacity;
} ptowsp_lower_t;

// How an operation is lowered: a row of lower.def.
typedef struct ptowsp_lowering {
  bool (*lower)(ptowsp_lower_t *l, const struct ptowsp_lowering *row, ptowsp_op_t *op);
  int what; // the function's parameter
} ptowsp_lowering_t;

const ptowsp_lowering_t *ptowsp_lowering_of(ptowsp_op_id_t id);

// Gives a function the attributes of generated code.
void ptowsp_lower_tune(ptowsp_lower_t *l, LLVMValueRef function);
// Lowers the ops of a block up to its terminator. False after an error.
bool ptowsp_lower_block(ptowsp_lower_t *l, ptowsp_block_t *block);
// Emits "… not supported" at the op and returns false.
bool ptowsp_lower_refuse(ptowsp_lower_t *l, const ptowsp_op_t *op, const char *format, ...)
    PTOWSP_PRINTF(3, 4);

// ---- values

void ptowsp_lower_bind(ptowsp_lower_t *l, const ptowsp_value_t *value, LLVMValueRef as);
void ptowsp_lower_bind_view(ptowsp_lower_t *l, const ptowsp_value_t *value,
                            const ptowsp_jit_view_t *view);
LLVMValueRef ptowsp_lower_value(ptowsp_lower_t *l, const ptowsp_value_t *value);
const ptowsp_jit_view_t *ptowsp_lower_view(ptowsp_lower_t *l, const ptowsp_value_t *value);
// A tile without a buffer of its own.
void ptowsp_lower_bind_elements(ptowsp_lower_t *l, const ptowsp_value_t *value,
                                const ptowsp_jit_elements_t *tile);
ptowsp_jit_elements_t ptowsp_lower_elements(ptowsp_lower_t *l, const ptowsp_value_t *value);
// What else lower_lazy.c has found out of a value: a record, to be read or written before the next
// one is asked for.
ptowsp_jit_binding_t *ptowsp_lower_facts(ptowsp_lower_t *l, const ptowsp_value_t *value);
// Operand i as a value; a tile must have a buffer.
LLVMValueRef ptowsp_lower_operand(ptowsp_lower_t *l, const ptowsp_op_t *op, size_t i);

// ---- types

// NULL: the JIT has no such type.
LLVMTypeRef ptowsp_lower_type(ptowsp_lower_t *l, ptowsp_type_t type);
LLVMTypeRef ptowsp_lower_memory_type(ptowsp_lower_t *l, ptowsp_type_t element);
// `lanes` elements side by side; the type itself for 1.
LLVMTypeRef ptowsp_lanes_type(LLVMTypeRef type, unsigned lanes);
unsigned ptowsp_lanes_of(LLVMValueRef value);
LLVMValueRef ptowsp_lower_i64(ptowsp_lower_t *l, int64_t value);
// The same value in every lane.
LLVMValueRef ptowsp_lower_splat(ptowsp_lower_t *l, LLVMValueRef scalar, unsigned lanes);

// ---- scalar and lane-wise arithmetic (any number of lanes)

typedef enum {
  PTOWSP_ARITH_ADD,
  PTOWSP_ARITH_SUB,
  PTOWSP_ARITH_MUL,
  PTOWSP_ARITH_DIV, // integers: signed
  PTOWSP_ARITH_MAX, // floats: as fmax of the C library, to the bit
  PTOWSP_ARITH_MIN,
  PTOWSP_ARITH_REM,
  PTOWSP_ARITH_DIVU,
  PTOWSP_ARITH_REMU,
  PTOWSP_ARITH_FLOORDIV,
  PTOWSP_ARITH_CEILDIV,
  PTOWSP_ARITH_CEILDIVU,
  PTOWSP_ARITH_MAXIMUM, // NaN propagates
  PTOWSP_ARITH_MINIMUM,
  PTOWSP_ARITH_MAXU,
  PTOWSP_ARITH_MINU,
} ptowsp_arith_t;

LLVMValueRef ptowsp_emit_arith(ptowsp_lower_t *l, ptowsp_arith_t what, ptowsp_type_t type,
                               LLVMValueRef a, LLVMValueRef b);
// An elementary function: llvm.NAME where the result is exact, else libm's.
LLVMValueRef ptowsp_emit_math(ptowsp_lower_t *l, ptowsp_op_id_t id, ptowsp_type_t type,
                              const LLVMValueRef *args, unsigned count);
// The same of a vector of a tile: SLEEF's where the host has it.
LLVMValueRef ptowsp_emit_tile_math(ptowsp_lower_t *l, ptowsp_op_id_t id, ptowsp_type_t type,
                                   LLVMValueRef arg);
// The host's row of sleef.def, by LLVM's list of its features; NULL: none.
const ptowsp_sleef_t *ptowsp_sleef_choose(const char *features);
// Numeric conversion as a C cast between signed types does it.
LLVMValueRef ptowsp_emit_convert(ptowsp_lower_t *l, LLVMValueRef value, ptowsp_type_t from,
                                 ptowsp_type_t to);
LLVMValueRef ptowsp_emit_intrinsic(ptowsp_lower_t *l, const char *name, const LLVMValueRef *args,
                                   unsigned count);
LLVMValueRef ptowsp_emit_negate(ptowsp_lower_t *l, ptowsp_type_t type, LLVMValueRef value);

// ---- memory

// A buffer of the kernel's own, 64-byte aligned, distinct from every other one.
LLVMValueRef ptowsp_lower_buffer(ptowsp_lower_t *l, uint64_t bytes);
LLVMValueRef ptowsp_emit_load(ptowsp_lower_t *l, ptowsp_type_t element, LLVMValueRef base,
                              LLVMValueRef index, unsigned lanes);
// The store.
LLVMValueRef ptowsp_emit_store(ptowsp_lower_t *l, ptowsp_type_t element, LLVMValueRef value,
                               LLVMValueRef base, LLVMValueRef index);
// Says of an access of the buffer which parameters' elements it cannot be.
void ptowsp_lower_scope(ptowsp_lower_t *l, LLVMValueRef access, const ptowsp_value_t *memref);
// False after an error: layout or rank beyond the JIT. Extents and strides from the type.
bool ptowsp_lower_view_init(ptowsp_lower_t *l, const ptowsp_op_t *op, ptowsp_type_t memref,
                            LLVMValueRef base, ptowsp_jit_view_t *out_view);

// ---- loops of a constant trip count (at least 1)

typedef struct {
  LLVMBasicBlockRef body;
  LLVMValueRef iv; // 0, step, 2 step, …
  int64_t count;   // iv stays below
  int64_t step;
  LLVMValueRef next; // set by end: iv after the last turn
} ptowsp_jit_loop_t;

ptowsp_jit_loop_t ptowsp_loop_begin(ptowsp_lower_t *l, int64_t count, int64_t step);
// A loop in its final shape.
void ptowsp_loop_end(ptowsp_lower_t *l, ptowsp_jit_loop_t *loop);
// One that goes element by element; LLVM may make vectors of it.
void ptowsp_loop_end_elements(ptowsp_lower_t *l, ptowsp_jit_loop_t *loop);
// Says a thing of LLVM's loop metadata, by its name, of the loop that `branch` closes.
void ptowsp_loop_hint(ptowsp_lower_t *l, LLVMValueRef branch, const char *name);
LLVMBasicBlockRef ptowsp_lower_new_block(ptowsp_lower_t *l, const char *name);

// ---- tiles

// False after an error: not a tile, or one of a size or element type beyond the JIT.
bool ptowsp_lower_check_tile(ptowsp_lower_t *l, ptowsp_op_t *op, const ptowsp_value_t *value);
void ptowsp_emit_tile_copy(ptowsp_lower_t *l, ptowsp_type_t tile, LLVMValueRef from,
                           LLVMValueRef to);
uint64_t ptowsp_tile_bytes(ptowsp_type_t tile);

// Kernels of the module, lowered. NULL after an error. `llvm` owns the result.
LLVMModuleRef ptowsp_lower_module(ptowsp_module_t *module, ptowsp_op_t *const *kernels,
                                  size_t count, LLVMContextRef llvm, const char *features);
// What kernel `name` is called in the LLVM module.
#define PTOWSP_JIT_KERNEL_PREFIX "kernel."

// What kernels call, by name: libm and the scratch allocator.
typedef struct {
  const char *name;
  void (*address)(void);
} ptowsp_jit_symbol_t;
const ptowsp_jit_symbol_t *ptowsp_jit_symbols(size_t *out_count);

#endif
