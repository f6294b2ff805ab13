// Raised code that a kept loop computes or loads anew in each iteration, though it is always the
// same: it goes in front of the loop.
//
//   scf.for %n = … {                              %0 = pto.tci %zero
//     %0 = pto.tci %zero                          %1 = pto.tload %w
//     %1 = pto.tload %w                     →     scf.for %n = … {
//     %2 = pto.tmul %1, %n …                        %2 = pto.tmul %1, %n …
//
// What goes there lives as long as the loop: if the tiles do not fit then, all of it goes back.
#include "pto_plan_memory.h"
#include "wsp_raise_loops.h"

typedef struct {
  ptowsp_op_t *op, *next; // what it stood in front of
} moved_t;

typedef struct {
  raise_t *r;
  PTOWSP_VEC(moved_t) moved;
} hoist_t;

// Arrays that something in a loop writes.
typedef struct {
  const raise_t *r;
  ptowsp_value_t *array;
} writes_t;

static ptowsp_walk_t find_write(ptowsp_op_t *op, void *data) {
  const writes_t *search = data;
  if (!ptowsp_op_is(op, PTOWSP_OP_PTO_TSTORE)) return PTOWSP_WALK_ADVANCE;
  ptowsp_value_t *root = ptowsp_memref_root(ptowsp_op_operand(op, 1));
  bool same = root == search->array || raise_are_aliases(search->r, root, search->array);
  return same ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

// Whether a load gives the same in all iterations of a loop that runs for certain.
static bool is_steady(const raise_t *r, ptowsp_op_t *loop, ptowsp_op_t *load) {
  int64_t lower = 0, upper = 0;
  if (!ptowsp_value_constant(ptowsp_op_operand(loop, 0), &lower) ||
      !ptowsp_value_constant(ptowsp_op_operand(loop, 1), &upper) || lower >= upper)
    return false;
  writes_t search = {r, ptowsp_memref_root(ptowsp_op_operand(load, 0))};
  return ptowsp_walk_pre(loop, find_write, &search);
}

static bool is_outside(const ptowsp_op_t *loop, ptowsp_value_t *value) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (!op)
    op = ptowsp_block_op(ptowsp_value_block(value));
  else
    op = ptowsp_op_parent(op);
  return op != loop && !ptowsp_op_is_ancestor(loop, op);
}

// Whether a tile's place is changed while it lives: loops do so with what they carry.
static bool is_changed(ptowsp_value_t *tile) {
  for (ptowsp_use_t *use = ptowsp_value_first_use(tile); use; use = ptowsp_use_next(use)) {
    ptowsp_op_t *user = ptowsp_use_op(use);
    if (ptowsp_tile_updates(user) || ptowsp_op_is(user, PTOWSP_OP_SCF_FOR) ||
        ptowsp_op_is(user, PTOWSP_OP_SCF_YIELD))
      return true;
    if (ptowsp_tile_is_alias(user) && is_changed(ptowsp_op_result(user, 0))) return true;
  }
  return false;
}

static bool may_leave(const raise_t *r, ptowsp_op_t *loop, ptowsp_op_t *op) {
  bool load = ptowsp_op_is(op, PTOWSP_OP_PTO_TLOAD);
  if (ptowsp_op_region_count(op) || ptowsp_op_has_trait(op, PTOWSP_TRAIT_TERMINATOR)) return false;
  if (!load && !ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE)) return false;
  if (ptowsp_op_is_tile(op) && (ptowsp_tile_updates(op) || is_changed(ptowsp_op_result(op, 0))))
    return false;
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++)
    if (!is_outside(loop, ptowsp_op_operand(op, i))) return false;
  return !load || is_steady(r, loop, op);
}

static void hoist_block(hoist_t *h, ptowsp_op_t *first);

static void hoist_loop(hoist_t *h, ptowsp_op_t *loop) {
  ptowsp_op_t *op = ptowsp_block_first(ptowsp_op_body(loop));
  hoist_block(h, op);
  for (ptowsp_op_t *next = NULL; op; op = next) {
    next = ptowsp_op_next(op);
    if (!may_leave(h->r, loop, op)) continue;
    ptowsp_vec_push(&h->moved, ((moved_t){op, next}));
    ptowsp_op_move_before(op, loop);
  }
}

static void hoist_block(hoist_t *h, ptowsp_op_t *first) {
  for (ptowsp_op_t *op = first; op; op = ptowsp_op_next(op))
    if (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR)) hoist_loop(h, op);
}

void raise_hoist(raise_t *r, ptowsp_op_t *first) {
  hoist_t h = {.r = r};
  hoist_block(&h, first);
  if (h.moved.size && !pto_plan_memory_fits(r->kernel))
    for (size_t i = h.moved.size; i-- > 0;)
      ptowsp_op_move_before(h.moved.data[i].op, h.moved.data[i].next);
  ptowsp_vec_deinit(&h.moved);
}
