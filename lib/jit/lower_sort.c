// pto: sorted runs of pairs, a value and an index beside each other.
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "lower_ops.h"
#include "lower_tile.h"

typedef struct {
  float value;
  uint32_t index;
} pair_t;

// Merges [0, middle) and [middle, count) of `from` into `to`: the greater value first, of equals
// that of the first half.
static void merge(const pair_t *from, size_t middle, size_t count, pair_t *to) {
  size_t a = 0, b = middle;
  for (size_t i = 0; i < count; i++)
    to[i] = b == count || (a < middle && !(from[b].value > from[a].value)) ? from[a++] : from[b++];
}

void ptowsp_jit_sort_pairs(void *data, int64_t size) {
  pair_t *pairs = data;
  size_t count = (size_t)size;
  pair_t *other = ptowsp_malloc(count * sizeof(*other));
  for (size_t run = 1; run < count; run *= 2) {
    for (size_t i = 0; i < count; i += 2 * run) {
      size_t end = i + 2 * run < count ? i + 2 * run : count;
      size_t middle = i + run < end ? run : end - i;
      merge(pairs + i, middle, end - i, other + i);
    }
    memcpy(pairs, other, count * sizeof(*pairs));
  }
  free(other);
}

// Sorts the `count` pairs that start at element `at` of the tile.
static void call_sort(ptowsp_lower_t *l, LLVMValueRef tile, LLVMValueRef at, int64_t count) {
  static const char name[] = "ptowsp_jit_sort_pairs";
  LLVMTypeRef word = LLVMInt64TypeInContext(l->llvm);
  LLVMTypeRef parameters[2] = {LLVMPointerTypeInContext(l->llvm, 0), word};
  LLVMTypeRef type = LLVMFunctionType(LLVMVoidTypeInContext(l->llvm), parameters, 2, false);
  LLVMValueRef callee = LLVMGetNamedFunction(l->module, name);
  if (!callee) callee = LLVMAddFunction(l->module, name, type);
  LLVMTypeRef element = LLVMFloatTypeInContext(l->llvm);
  LLVMValueRef args[2] = {LLVMBuildInBoundsGEP2(l->builder, element, tile, &at, 1, ""),
                          ptowsp_lower_i64(l, count)};
  LLVMBuildCall2(l->builder, type, callee, args, 2, "");
}

// Lays values and indices beside each other.
static void pair_up(ptowsp_lower_t *l, ptowsp_op_t *op, const ptowsp_jit_tile_t *source,
                    LLVMValueRef target) {
  ptowsp_type_t bits = ptowsp_type_i(l->context, 32);
  ptowsp_jit_loop_t loop = ptowsp_loop_begin(l, source->rows * source->cols, 1);
  LLVMValueRef at = LLVMBuildNUWAdd(l->builder, loop.iv, loop.iv, "");
  for (size_t i = 0; i < 2; i++) {
    LLVMValueRef part = ptowsp_emit_load(l, bits, ptowsp_lower_operand(l, op, i), loop.iv, 1);
    ptowsp_emit_store(l, bits, part, target,
                      LLVMBuildNUWAdd(l->builder, at, ptowsp_lower_i64(l, (int64_t)i), ""));
  }
  ptowsp_loop_end(l, &loop);
}

// Runs of 32 pairs, or (row->what) of four times the block.
bool ptowsp_lower_sort(ptowsp_lower_t *l, const ptowsp_lowering_t *row, ptowsp_op_t *op) {
  enum { RUN = 64, LISTS = 4 }; // elements
  if (!ptowsp_lower_check_tiles(l, op, row->what ? 1 : 2)) return false;
  ptowsp_jit_tile_t source = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_operand(op, 0)));
  ptowsp_jit_tile_t result = ptowsp_jit_tile(ptowsp_value_type(ptowsp_op_result(op, 0)));
  int64_t run = row->what ? LISTS * ptowsp_op_attr_int(op, "block", 0) : RUN;
  LLVMValueRef target = ptowsp_lower_result_buffer(l, op);
  if (row->what)
    ptowsp_emit_tile_copy(l, result.type, ptowsp_lower_operand(l, op, 0), target);
  else
    pair_up(l, op, &source, target);
  ptowsp_jit_loop_t loop = ptowsp_loop_begin(l, result.rows * result.cols, run);
  call_sort(l, target, loop.iv, run / 2);
  ptowsp_loop_end(l, &loop);
  return true;
}
