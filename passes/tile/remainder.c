// Remainders: a loop whose tile size does not divide its iterations becomes two, the full tiles
// and one smaller tile behind them.
//
//   for i in [0, 100) {wsp.tile = 64}     →     for i in [0, 64) {wsp.tile = 64}
//                                               for i in [64, 100) {wsp.tile = 36}
//
// The iterations and their order are the same, so this is always legal.
#include <stdlib.h>

#include "tile.h"

bool ptowsp_tile_iterations(int64_t lower, int64_t upper, int64_t step, int64_t *out_count) {
  int64_t width = 0, last;
  if (upper > lower && __builtin_sub_overflow(upper, lower, &width)) return false;
  if (__builtin_add_overflow(upper, step, &last)) return false;
  *out_count = width ? (width - 1) / step + 1 : 0;
  return true;
}

typedef struct {
  PTOWSP_VEC(ptowsp_op_t *) loops;
} found_t;

// Inner loops come first: the copy of an outer loop then has them divided already.
static ptowsp_walk_t find_tiled(ptowsp_op_t *op, void *data) {
  found_t *found = data;
  if (ptowsp_tile_is_tiled(op) && !ptowsp_op_result_count(op)) ptowsp_vec_push(&found->loops, op);
  return PTOWSP_WALK_ADVANCE;
}

static void set_tile(ptowsp_op_t *loop, int64_t size) {
  ptowsp_op_set_attr(loop, "wsp.tile", ptowsp_attr_i64(ptowsp_op_context(loop), size));
}

static void divide(ptowsp_op_t *loop) {
  int64_t size = ptowsp_op_attr_int(loop, "wsp.tile", 0), lower, upper, step, count;
  if (size <= 0 || !ptowsp_value_constant(ptowsp_op_operand(loop, 0), &lower) ||
      !ptowsp_value_constant(ptowsp_op_operand(loop, 1), &upper) ||
      !ptowsp_value_constant(ptowsp_op_operand(loop, 2), &step) || step <= 0 ||
      !ptowsp_tile_iterations(lower, upper, step, &count))
    return;
  int64_t rest = count % size;
  if (rest == 0) return;
  if (size > count) return set_tile(loop, count);
  ptowsp_builder_t b = ptowsp_builder_before(loop);
  ptowsp_value_t *middle = ptowsp_build_index(&b, lower + (count - rest) * step);
  ptowsp_op_t *last = ptowsp_op_clone(loop, NULL);
  ptowsp_op_move_before(last, loop);
  ptowsp_op_move_before(loop, last);
  ptowsp_op_set_operand(loop, 1, middle);
  ptowsp_op_set_operand(last, 0, middle);
  set_tile(last, rest);
}

void ptowsp_tile_divide_remainders(ptowsp_op_t *function) {
  found_t found = {0};
  ptowsp_walk_post(function, find_tiled, &found);
  for (size_t i = 0; i < found.loops.size; i++) divide(found.loops.data[i]);
  ptowsp_vec_deinit(&found.loops);
}
