// Tiles that are computed where they are used.
//
// A tile is one of three things: a buffer of its own, a view of the memory it was loaded from, or
// an expression whose elements are computed in the one loop that all its users end in. lower_lazy.c
// decides, lower_expr.c computes.
#ifndef PTOWSP_LIB_JIT_LOWER_EXPR_H
#define PTOWSP_LIB_JIT_LOWER_EXPR_H

#include "lower.h"

enum {
  PTOWSP_JIT_VECTOR_BYTES = 64,
  PTOWSP_JIT_MAX_SOURCES = 3,
  PTOWSP_JIT_MAX_LANES = 4 * PTOWSP_JIT_VECTOR_BYTES,
};

// How an expression reads an operand.
typedef enum {
  PTOWSP_SOURCE_SCALAR, // one value for all elements
  PTOWSP_SOURCE_SAME,   // the element at the same place
  PTOWSP_SOURCE_COLUMN, // the first of the same row
  PTOWSP_SOURCE_ROW,    // that of the same column in the first row
  PTOWSP_SOURCE_NUMBER, // the element's number, counted row by row
  PTOWSP_SOURCE_GATHER, // the one that a table of indices names
  PTOWSP_SOURCE_BITS,   // the bits at the same place of wider or narrower integers
} ptowsp_source_kind_t;

typedef struct {
  ptowsp_source_kind_t kind;
  ptowsp_type_t element;
  unsigned width; // BITS: what the expression sees, in bits
  const ptowsp_jit_gather_t *gather;
  LLVMValueRef scalar;
  ptowsp_jit_elements_t tile;
} ptowsp_jit_source_t;

// Where a step of a loop over a tile stands: `lanes` elements from (row, col), of which the first
// `live` exist.
typedef struct {
  LLVMValueRef row, col;
  unsigned lanes, live;
} ptowsp_jit_place_t;

// What an expression was last computed to: users in the same loop share it.
typedef struct {
  LLVMBasicBlockRef block;
  ptowsp_jit_place_t at;
  LLVMValueRef value;
  unsigned visit;
} ptowsp_jit_memo_t;

// Bounds of a value that is a whole number; of floats only where each such number between -2^p and
// 2^p is a value of the type.
typedef struct {
  bool whole;         // the bounds hold
  bool positive_zero; // a zero is no negative one
  int64_t low, high;
} ptowsp_jit_range_t;

// One instruction on elements: what it reads and how one element (or vector) follows.
struct ptowsp_jit_expr {
  const ptowsp_lowering_t *row;
  const ptowsp_op_t *op;
  LLVMValueRef (*emit)(ptowsp_lower_t *l, const ptowsp_jit_expr_t *e, const LLVMValueRef *operands);
  ptowsp_type_t result; // element type
  int64_t rows, cols;
  size_t source_count;
  ptowsp_jit_source_t sources[PTOWSP_JIT_MAX_SOURCES];
  unsigned size;   // instructions, with those of deferred operands
  unsigned bytes;  // of the widest element in it
  unsigned narrow; // of the narrowest in memory
  bool flat;       // elements follow each other in every operand
  ptowsp_jit_range_t range;
  ptowsp_jit_memo_t *memo; // two: as it is written, and as a whole number
};

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
// Vectors for elements of the tile that go to, or come from, memory as elements of `bytes`.
unsigned ptowsp_lanes_of_elements(const ptowsp_jit_elements_t *tile, ptowsp_type_t element,
                                  unsigned bytes);

// Binds the result of `op` to the expression: deferred, or computed into a buffer now.
void ptowsp_lower_bind_expr(ptowsp_lower_t *l, ptowsp_op_t *op, ptowsp_jit_expr_t *e);

// An expression that is no op's result, but part of another expression.
ptowsp_jit_elements_t ptowsp_lower_inner_expr(ptowsp_lower_t *l, ptowsp_jit_expr_t *e);

// What `emit` of an expression can be: row->what as arithmetic, the operand itself, its conversion.
LLVMValueRef ptowsp_emit_expr_arith(ptowsp_lower_t *l, const ptowsp_jit_expr_t *e,
                                    const LLVMValueRef *operands);
LLVMValueRef ptowsp_emit_expr_value(ptowsp_lower_t *l, const ptowsp_jit_expr_t *e,
                                    const LLVMValueRef *operands);
LLVMValueRef ptowsp_emit_expr_convert(ptowsp_lower_t *l, const ptowsp_jit_expr_t *e,
                                      const LLVMValueRef *operands);

LLVMValueRef ptowsp_emit_expr_source(ptowsp_lower_t *l, const ptowsp_jit_source_t *source,
                                     const ptowsp_jit_place_t *at);
// True if the memo was computed here, for this place.
bool ptowsp_memo_holds(ptowsp_lower_t *l, const ptowsp_jit_memo_t *memo,
                       const ptowsp_jit_place_t *at);

// ---- lower_whole.c

ptowsp_jit_range_t ptowsp_whole_range(const ptowsp_jit_expr_t *e);
// The value of a float expression with a range, as i32.
LLVMValueRef ptowsp_emit_whole(ptowsp_lower_t *l, const ptowsp_jit_expr_t *e,
                               const ptowsp_jit_place_t *at);
// The expression, computed from whole numbers; NULL: they do not say it.
LLVMValueRef ptowsp_emit_as_whole(ptowsp_lower_t *l, const ptowsp_jit_expr_t *e,
                                  const ptowsp_jit_place_t *at);

// ---- lower_table.c

// How a pto.tgather finds its elements, if its indices are known now; NULL: they are not.
ptowsp_jit_gather_t *ptowsp_table_gather(ptowsp_lower_t *l, ptowsp_op_t *op);
// True if the source's rows must follow each other.
bool ptowsp_gather_is_flat(const ptowsp_jit_gather_t *g);
LLVMValueRef ptowsp_emit_gathered(ptowsp_lower_t *l, const ptowsp_jit_source_t *source,
                                  const ptowsp_jit_place_t *at);

// ---- lower_halves.c

// The reduction of integers that ends in this sum, of which `*out_x` is the tile; NULL: none does.
ptowsp_op_t *ptowsp_halves_reduction(ptowsp_op_t *op, ptowsp_value_t **out_x);

// ---- lower_divide.c

// Binds the op, if it is the end of a quotient of 32-bit integers by a number or of its remainder.
bool ptowsp_lower_as_quotient(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op);

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

// Finds out in whose loops the elementwise results of a block are computed.
void ptowsp_lazy_analyze(ptowsp_lower_t *l, ptowsp_block_t *block);
// True if nobody reads the op's elements.
bool ptowsp_lazy_unread(ptowsp_lower_t *l, ptowsp_op_t *op);
// True if another op's loop computes the op's elements.
bool ptowsp_lazy_result(ptowsp_lower_t *l, ptowsp_op_t *op);
// True if nothing writes what a pto.tload reads before its users are done with it.
bool ptowsp_lazy_load(ptowsp_lower_t *l, ptowsp_op_t *op);
// True if the kernel's parameters i and j are parts of different arrays in every task.
bool ptowsp_lazy_disjoint(ptowsp_lower_t *l, ptowsp_op_t *kernel, size_t i, size_t j);

#endif
