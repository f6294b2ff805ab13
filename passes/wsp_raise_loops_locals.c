// Local variables: each is declared where its iterations have one of their own.
#include "cut_loops.h"
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

// ---------------------------------------------------------------- arrays that are set

static size_t first_subscript(const ptowsp_op_t *access) {
  return ptowsp_op_is(access, PTOWSP_OP_MEMREF_STORE) ? 2 : 1;
}

// The values of a subscript that is a number, or the variable of a loop of constant range.
static bool subscript_range(ptowsp_value_t *subscript, int64_t *out_lower, int64_t *out_upper) {
  int64_t step = 0;
  if (ptowsp_value_constant(subscript, out_lower)) {
    *out_upper = *out_lower + 1;
    return true;
  }
  if (ptowsp_value_op(subscript)) return false;
  ptowsp_op_t *loop = ptowsp_block_op(ptowsp_value_block(subscript));
  return ptowsp_op_is(loop, PTOWSP_OP_SCF_FOR) &&
         ptowsp_loop_range(loop, out_lower, out_upper, &step) && step == 1;
}

// Whether only loops that run at least once are between an operation and the store, each of which
// moves one subscript at most: then all elements of the subscripts' ranges are set.
static bool sets_ranges(ptowsp_op_t *store, const ptowsp_op_t *loop) {
  int64_t lower = 0, upper = 0, step = 0;
  for (ptowsp_op_t *op = ptowsp_op_parent(store); op != loop; op = ptowsp_op_parent(op))
    if (!ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) || !ptowsp_loop_range(op, &lower, &upper, &step))
      return false;
  size_t count = ptowsp_op_operand_count(store);
  for (size_t i = 2; i < count; i++) {
    ptowsp_value_t *subscript = ptowsp_op_operand(store, i);
    if (!subscript_range(subscript, &lower, &upper)) return false;
    if (ptowsp_value_constant(subscript, &lower)) continue;
    if (!ptowsp_op_is_ancestor(loop, ptowsp_block_op(ptowsp_value_block(subscript)))) return false;
    for (size_t j = 2; j < i; j++)
      if (ptowsp_op_operand(store, j) == subscript) return false;
  }
  return true;
}

// Whether an access touches what the store has set: all ranges of its subscripts lie within the
// store's; in the store's own nest, the element just set.
static bool is_within(ptowsp_op_t *access, ptowsp_op_t *store, const ptowsp_op_t *nest) {
  const int64_t *shape = ptowsp_type_shape(ptowsp_value_type(ptowsp_op_operand(store, 1)));
  bool inside = nest == access || ptowsp_op_is_ancestor(nest, access);
  for (size_t i = 0; i + 2 < ptowsp_op_operand_count(store); i++) {
    ptowsp_value_t *subscript = ptowsp_op_operand(access, first_subscript(access) + i);
    ptowsp_value_t *set = ptowsp_op_operand(store, 2 + i);
    int64_t lower = 0, upper = 0, from = 0, to = 0;
    if (subscript == set) continue;
    if (inside || !subscript_range(set, &lower, &upper)) return false;
    if (lower == 0 && upper == shape[i]) continue;
    if (!subscript_range(subscript, &from, &to) || from < lower || to > upper) return false;
  }
  return true;
}

// Whether the loop's first store to the array sets all that its iteration touches.
static bool is_set_first(ptowsp_value_t *array, ptowsp_op_t *store, ptowsp_op_t *loop) {
  if (!sets_ranges(store, loop)) return false;
  ptowsp_op_t *nest = store;
  while (ptowsp_op_parent(nest) != loop) nest = ptowsp_op_parent(nest);
  for (ptowsp_use_t *use = ptowsp_value_first_use(array); use; use = ptowsp_use_next(use)) {
    ptowsp_op_t *op = ptowsp_use_op(use);
    bool load = ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD);
    if (!load && !ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE)) return false;
    if (op != store && !is_within(op, store, nest)) return false;
  }
  return true;
}

// ---------------------------------------------------------------- where to declare

// The loop whose every iteration sets the variable before it reads it: there it may as well be
// declared, and each iteration has one of its own. NULL: none inside its scope.
static ptowsp_op_t *private_loop(ptowsp_op_t *alloc) {
  ptowsp_value_t *scalar = ptowsp_op_result(alloc, 0);
  ptowsp_use_t *use = ptowsp_value_first_use(scalar);
  if (!use) return NULL;
  ptowsp_op_t *loop = ptowsp_op_parent(ptowsp_use_op(use));
  for (; use; use = ptowsp_use_next(use)) loop = common_loop(loop, ptowsp_use_op(use));
  if (!loop || ptowsp_op_is_ancestor(loop, alloc)) return NULL;
  first_use_t first = {scalar, NULL};
  ptowsp_walk_pre(loop, visit_user, &first);
  if (!ptowsp_op_is(first.user, PTOWSP_OP_MEMREF_STORE) ||
      ptowsp_op_operand(first.user, 1) != scalar)
    return NULL;
  bool array = ptowsp_type_rank(ptowsp_value_type(scalar)) > 0;
  bool sets = array ? is_set_first(scalar, first.user, loop)
                    : ptowsp_op_block(first.user) == ptowsp_op_body(loop);
  return sets ? loop : NULL;
}

typedef PTOWSP_VEC(ptowsp_op_t *) ops_t;

static ptowsp_walk_t visit_local(ptowsp_op_t *op, void *data) {
  if (ptowsp_op_is_local(op)) ptowsp_vec_push((ops_t *)data, op);
  return PTOWSP_WALK_ADVANCE;
}

void raise_sink_locals(ptowsp_op_t *kernel, raise_sunk_t *out_sunk) {
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
