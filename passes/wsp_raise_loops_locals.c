// Local scalars: each is declared where its iterations have one of their own.
#include "wsp_raise_loops.h"

// The innermost loop around both ops; NULL: none.
static ptowsp_op_t *common_loop(ptowsp_op_t *loop, const ptowsp_op_t *op) {
  while (loop && !(ptowsp_op_is(loop, PTOWSP_OP_SCF_FOR) && ptowsp_op_is_ancestor(loop, op)))
    loop = ptowsp_op_parent(loop);
  return loop;
}

typedef struct {
  ptowsp_value_t *scalar;
  ptowsp_op_t *user; // first in text order
} first_use_t;

static ptowsp_walk_t visit_user(ptowsp_op_t *op, void *data) {
  first_use_t *first = data;
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++)
    if (ptowsp_op_operand(op, i) == first->scalar) first->user = op;
  return first->user ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

// The loop whose every iteration sets the scalar before it reads it: there it may as well be
// declared, and each iteration has one of its own. NULL: none inside its scope.
static ptowsp_op_t *private_loop(ptowsp_op_t *alloc) {
  ptowsp_value_t *scalar = ptowsp_op_result(alloc, 0);
  ptowsp_use_t *use = ptowsp_value_first_use(scalar);
  if (!use || ptowsp_type_rank(ptowsp_value_type(scalar)) != 0) return NULL;
  ptowsp_op_t *loop = ptowsp_op_parent(ptowsp_use_op(use));
  for (; use; use = ptowsp_use_next(use)) loop = common_loop(loop, ptowsp_use_op(use));
  if (!loop || ptowsp_op_is_ancestor(loop, alloc)) return NULL;
  first_use_t first = {scalar, NULL};
  ptowsp_walk_pre(loop, visit_user, &first);
  bool sets = ptowsp_op_is(first.user, PTOWSP_OP_MEMREF_STORE) &&
              ptowsp_op_operand(first.user, 1) == scalar &&
              ptowsp_op_block(first.user) == ptowsp_op_body(loop);
  return sets ? loop : NULL;
}

typedef PTOWSP_VEC(ptowsp_op_t *) ops_t;

static ptowsp_walk_t visit_local(ptowsp_op_t *op, void *data) {
  if (ptowsp_op_is_local(op)) ptowsp_vec_push((ops_t *)data, op);
  return PTOWSP_WALK_ADVANCE;
}

void raise_sink_scalars(ptowsp_op_t *kernel, raise_sunk_t *out_sunk) {
  ops_t allocs = {0};
  ptowsp_walk_pre(kernel, visit_local, &allocs);
  for (size_t i = 0; i < allocs.size; i++) {
    ptowsp_op_t *op = allocs.data[i], *loop = private_loop(op);
    if (!loop) continue;
    ptowsp_vec_push(out_sunk, ((raise_moved_t){op, ptowsp_op_next(op)}));
    ptowsp_op_move_before(op, ptowsp_block_first(ptowsp_op_body(loop)));
  }
  ptowsp_vec_deinit(&allocs);
}

void raise_put_back(raise_sunk_t *sunk) {
  for (size_t i = sunk->size; i-- > 0;)
    ptowsp_op_move_before(sunk->data[i].op, sunk->data[i].before);
}
