// Loops of the scalar program that are written out before it is raised, where that may make a
// difference: the taps of windows, the planes of local arrays, loops that were kept in vain.
#include <string.h>

#include "cut_loops.h"
#include "wsp_raise_loops.h"

// The range of a loop that runs one by one.
static bool constant_range(ptowsp_op_t *loop, int64_t *out_lower, int64_t *out_upper) {
  int64_t step = 0;
  return ptowsp_loop_range(loop, out_lower, out_upper, &step) && step == 1;
}

// ---------------------------------------------------------------- taps

static bool varies_with(ptowsp_value_t *value, const ptowsp_op_t *loop, bool others, int depth) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (!op) {
    ptowsp_op_t *around = ptowsp_block_op(ptowsp_value_block(value));
    return ptowsp_op_is(around, PTOWSP_OP_SCF_FOR) && (around == loop) != others;
  }
  for (size_t i = 0; depth > 0 && i < ptowsp_op_operand_count(op); i++)
    if (varies_with(ptowsp_op_operand(op, i), loop, others, depth - 1)) return true;
  return false;
}

// Stops at a comparison of the loop's variable together with another loop's.
static ptowsp_walk_t visit_tap(ptowsp_op_t *op, void *data) {
  enum { DEPTH = 8 };
  if (!ptowsp_op_is(op, PTOWSP_OP_ARITH_CMPI)) return PTOWSP_WALK_ADVANCE;
  ptowsp_value_t *value = ptowsp_op_result(op, 0);
  bool both = varies_with(value, data, false, DEPTH) && varies_with(value, data, true, DEPTH);
  return both ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

typedef PTOWSP_VEC(ptowsp_op_t *) ops_t;

static ptowsp_walk_t visit_short_loop(ptowsp_op_t *op, void *data) {
  enum { MOST = 9 };
  int64_t lower = 0, upper = 0;
  if (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) && constant_range(op, &lower, &upper) &&
      upper - lower <= MOST && !ptowsp_walk_pre(op, visit_tap, op))
    ptowsp_vec_push((ops_t *)data, op);
  return PTOWSP_WALK_ADVANCE;
}

// A loop that is written out takes those inside with it, which are none by then: innermost first.
static void write_out_all(raise_t *r, const ops_t *loops) {
  for (size_t i = 0; i < loops->size; i++)
    if (!raise_unroll(r, loops->data[i])) break;
  if (loops->size) ptowsp_simplify(ptowsp_op_body(r->scalar));
}

void raise_write_out_taps(raise_t *r) {
  ops_t loops = {0};
  ptowsp_walk_post(r->scalar, visit_short_loop, &loops);
  write_out_all(r, &loops);
  ptowsp_vec_deinit(&loops);
}

// ---------------------------------------------------------------- loops that were kept

static bool was_kept(const raise_t *r, ptowsp_op_t *loop) {
  ptowsp_loc_t loc = ptowsp_op_loc(loop);
  for (size_t i = 0; i < r->kept.size; i++)
    if (!memcmp(&r->kept.data[i], &loc, sizeof loc)) return true;
  return false;
}

void raise_note_kept(raise_t *r, ptowsp_op_t *loop) {
  enum { MOST = 64 };
  int64_t lower = 0, upper = 0, step = 0;
  bool is_short = ptowsp_loop_range(loop, &lower, &upper, &step) && (upper - lower) / step <= MOST;
  bool plain = !r->ways.written && !r->ways.kept && !r->ways.flat;
  if (!plain || !is_short || !ptowsp_op_loc(loop).line || was_kept(r, loop)) return;
  ptowsp_vec_push(&r->kept, ptowsp_op_loc(loop));
}

typedef struct {
  const raise_t *r;
  ops_t loops;
} kept_loops_t;

static ptowsp_walk_t visit_kept(ptowsp_op_t *op, void *data) {
  kept_loops_t *kept = data;
  if (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) && was_kept(kept->r, op))
    ptowsp_vec_push(&kept->loops, op);
  return PTOWSP_WALK_ADVANCE;
}

void raise_write_out_kept(raise_t *r) {
  kept_loops_t kept = {.r = r};
  ptowsp_walk_post(r->scalar, visit_kept, &kept);
  write_out_all(r, &kept.loops);
  ptowsp_vec_deinit(&kept.loops);
}

// ---------------------------------------------------------------- planes

// Stops at a store to a local array of planes, of which the loop's variable chooses one.
static ptowsp_walk_t visit_plane(ptowsp_op_t *op, void *data) {
  enum { DEPTH = 8, RANK = 3 };
  if (!ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE) || raise_rank(op) < RANK ||
      !ptowsp_op_is_local(ptowsp_value_op(ptowsp_op_operand(op, 1))))
    return PTOWSP_WALK_ADVANCE;
  bool found = false;
  for (size_t i = 0; !found && i < raise_rank(op); i++)
    found = varies_with(ptowsp_op_operand(op, i + 2), data, false, DEPTH);
  return found ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

static ptowsp_walk_t visit_loop_around(ptowsp_op_t *op, void *data) {
  enum { MOST = 16 };
  int64_t lower = 0, upper = 0;
  if (!ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) || !constant_range(op, &lower, &upper) ||
      upper - lower > MOST || ptowsp_walk_pre(op, visit_plane, op))
    return PTOWSP_WALK_ADVANCE;
  ptowsp_vec_push((ops_t *)data, op);
  return PTOWSP_WALK_SKIP;
}

void raise_write_out_planes(raise_t *r) {
  ops_t loops = {0};
  ptowsp_walk_pre(r->scalar, visit_loop_around, &loops);
  for (size_t i = 0; i < loops.size; i++) {
    ptowsp_block_t *block = ptowsp_op_block(loops.data[i]);
    if (raise_unroll(r, loops.data[i])) ptowsp_simplify(block);
  }
  ptowsp_vec_deinit(&loops);
}
