// Remainders: a loop whose tile size does not divide its iterations becomes two, the full tiles
// and one smaller tile behind them.
//
//   for i in [0, 100) {wsp.tile = 64}     →     for i in [0, 64) {wsp.tile = 64}
//                                               for i in [64, 100) {wsp.tile = 36}
//
// The iterations and their order are the same, so this is always legal.
#include <stdlib.h>

#include "tile.h"

// Sums of a few such numbers are no overflow.
#define MOST (INT64_C(1) << 60)

bool ptowsp_tile_is_constant(const ptowsp_op_t *loop, tile_range_t *out) {
  return ptowsp_op_is(loop, PTOWSP_OP_SCF_FOR) && !ptowsp_op_result_count(loop) &&
         ptowsp_type_is_index(ptowsp_value_type(ptowsp_op_operand(loop, 0))) &&
         ptowsp_value_constant(ptowsp_op_operand(loop, 0), &out->lower) &&
         ptowsp_value_constant(ptowsp_op_operand(loop, 1), &out->upper) &&
         ptowsp_value_constant(ptowsp_op_operand(loop, 2), &out->step) && out->step > 0 &&
         (!ptowsp_op_attr(loop, "unsignedCmp") || (out->lower >= 0 && out->upper >= 0));
}

bool ptowsp_tile_range(const ptowsp_op_t *loop, tile_range_t *out) {
  if (!ptowsp_tile_is_constant(loop, out) || out->lower < -MOST || out->upper > MOST ||
      out->step > MOST)
    return false;
  out->count = out->upper > out->lower ? (out->upper - out->lower - 1) / out->step + 1 : 0;
  return true;
}

typedef struct {
  PTOWSP_VEC(ptowsp_op_t *) loops;
} found_t;

// Inner loops come first: the copy of an outer loop then has them divided already.
static ptowsp_walk_t find_tiled(ptowsp_op_t *op, void *data) {
  found_t *found = data;
  if (ptowsp_tile_is_tiled(op)) ptowsp_vec_push(&found->loops, op);
  return PTOWSP_WALK_ADVANCE;
}

static void set_tile(ptowsp_op_t *loop, int64_t size) {
  ptowsp_op_set_attr(loop, "wsp.tile", ptowsp_attr_i64(ptowsp_op_context(loop), size));
}

static void divide(ptowsp_op_t *loop) {
  int64_t size = ptowsp_op_attr_int(loop, "wsp.tile", 0);
  tile_range_t range;
  if (size <= 0 || !ptowsp_tile_range(loop, &range)) return;
  int64_t rest = range.count % size;
  if (rest == 0) return;
  if (size > range.count) return set_tile(loop, range.count);
  ptowsp_builder_t b = ptowsp_builder_before(loop);
  ptowsp_value_t *middle = ptowsp_build_index(&b, range.lower + (range.count - rest) * range.step);
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
