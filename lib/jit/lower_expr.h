// Tiles that are computed where they are used.
//
// A tile is one of three things: a buffer of its own, a view of the memory it was loaded from, or
// an expression whose elements are computed in the loop of its only user. lower_lazy.c decides,
// lower_expr.c computes.
#ifndef PTOWSP_LIB_JIT_LOWER_EXPR_H
#define PTOWSP_LIB_JIT_LOWER_EXPR_H

#include "lower.h"

enum { PTOWSP_JIT_VECTOR_BYTES = 64, PTOWSP_JIT_MAX_SOURCES = 3 };

// How an expression reads an operand.
typedef enum {
  PTOWSP_SOURCE_SCALAR, // one value for all elements
  PTOWSP_SOURCE_SAME,   // the element at the same place
  PTOWSP_SOURCE_COLUMN, // the first of the same row
  PTOWSP_SOURCE_ROW,    // that of the same column in the first row
} ptowsp_source_kind_t;

typedef struct {
  ptowsp_source_kind_t kind;
  ptowsp_type_t element;
  LLVMValueRef scalar;
  ptowsp_jit_elements_t tile;
} ptowsp_jit_source_t;

// One instruction on elements: what it reads and how one element (or vector) follows.
struct ptowsp_jit_expr {
  const ptowsp_lowering_t *row;
  const ptowsp_op_t *op;
  LLVMValueRef (*emit)(ptowsp_lower_t *l, const ptowsp_jit_expr_t *e, const LLVMValueRef *operands);
  ptowsp_type_t result; // element type
  int64_t rows, cols;
  size_t source_count;
  ptowsp_jit_source_t sources[PTOWSP_JIT_MAX_SOURCES];
  unsigned size;  // instructions, with those of deferred operands
  unsigned bytes; // of the widest element in it
  bool flat;      // elements follow each other in every operand
};

// Where a step of a loop over a tile stands: `lanes` elements from (row, col), of which the first
// `live` exist.
typedef struct {
  LLVMValueRef row, col;
  unsigned lanes, live;
} ptowsp_jit_place_t;

// Calls `step` for all elements of rows x cols, vector by vector.
void ptowsp_emit_places(ptowsp_lower_t *l, int64_t rows, int64_t cols, unsigned lanes,
                        void (*step)(ptowsp_lower_t *l, const ptowsp_jit_place_t *at, void *data),
                        void *data);
// The columns of one row alone.
void ptowsp_emit_row_places(ptowsp_lower_t *l, LLVMValueRef row, int64_t cols, unsigned lanes,
                            void (*step)(ptowsp_lower_t *l, const ptowsp_jit_place_t *at,
                                         void *data),
                            void *data);
// The element's number in memory.
LLVMValueRef ptowsp_emit_place_index(ptowsp_lower_t *l, const ptowsp_jit_elements_t *tile,
                                     const ptowsp_jit_place_t *at);
LLVMValueRef ptowsp_emit_place_load(ptowsp_lower_t *l, ptowsp_type_t element,
                                    const ptowsp_jit_elements_t *tile,
                                    const ptowsp_jit_place_t *at);
void ptowsp_emit_place_store(ptowsp_lower_t *l, ptowsp_type_t element, LLVMValueRef value,
                             const ptowsp_jit_elements_t *tile, const ptowsp_jit_place_t *at);
// `value` in the lanes that exist, `other` in the rest.
LLVMValueRef ptowsp_emit_live(ptowsp_lower_t *l, const ptowsp_jit_place_t *at, LLVMValueRef value,
                              LLVMValueRef other);
// Elements of a tile, whatever it is.
LLVMValueRef ptowsp_emit_tile_elements(ptowsp_lower_t *l, ptowsp_type_t element,
                                       const ptowsp_jit_elements_t *tile,
                                       const ptowsp_jit_place_t *at);
// Vectors for elements of at most this many bytes.
unsigned ptowsp_lanes_for(unsigned bytes);

// Binds the result of `op` to the expression: deferred, or computed into a buffer now.
void ptowsp_lower_bind_expr(ptowsp_lower_t *l, ptowsp_op_t *op, ptowsp_jit_expr_t *e);

// What `emit` of an expression can be: row->what as arithmetic, the operand itself, its conversion.
LLVMValueRef ptowsp_emit_expr_arith(ptowsp_lower_t *l, const ptowsp_jit_expr_t *e,
                                    const LLVMValueRef *operands);
LLVMValueRef ptowsp_emit_expr_value(ptowsp_lower_t *l, const ptowsp_jit_expr_t *e,
                                    const LLVMValueRef *operands);
LLVMValueRef ptowsp_emit_expr_convert(ptowsp_lower_t *l, const ptowsp_jit_expr_t *e,
                                      const LLVMValueRef *operands);

// ---- lower_stream.c

// True if what a pto.tstore writes had better go around the caches.
bool ptowsp_stream_store(ptowsp_lower_t *l, ptowsp_op_t *op);
// True if rows of `cols` elements, `apart` elements from each other, are whole lines of 64 bytes
// where the first starts one.
bool ptowsp_fills_lines(ptowsp_type_t element, int64_t cols, int64_t apart);
LLVMValueRef ptowsp_emit_starts_line(ptowsp_lower_t *l, LLVMValueRef address);
// As ptowsp_emit_place_store, of whole vectors in such rows.
void ptowsp_emit_stream_store(ptowsp_lower_t *l, ptowsp_type_t element, LLVMValueRef value,
                              const ptowsp_jit_elements_t *tile, const ptowsp_jit_place_t *at);
// At the kernel's end: whoever sees that it is done sees what it stored.
void ptowsp_emit_stream_end(ptowsp_lower_t *l);

// ---- lower_lazy.c

// Part of its first operand's memory.
bool ptowsp_lazy_is_view(const ptowsp_op_t *op);
// The array that a view, if it is one, is of.
const ptowsp_value_t *ptowsp_lazy_root(const ptowsp_value_t *value);

// True if the op's only user can compute its elements.
bool ptowsp_lazy_result(ptowsp_op_t *op);
// True if nothing writes what a pto.tload reads before its users are done with it.
bool ptowsp_lazy_load(ptowsp_lower_t *l, ptowsp_op_t *op);
// True if the kernel's parameters i and j are parts of different arrays in every task.
bool ptowsp_lazy_disjoint(ptowsp_lower_t *l, ptowsp_op_t *kernel, size_t i, size_t j);

#endif
