// What the parts of splitting ask of a kernel, and build alike.
#include "split.h"

bool split_fail(split_t *s, ptowsp_loc_t loc, const char *reason) {
  if (!s->reason) {
    s->reason = reason;
    s->loc = loc;
  }
  return false;
}

ptowsp_value_t *split_memref_of(const ptowsp_op_t *access) {
  return ptowsp_op_operand(access, ptowsp_op_is(access, PTOWSP_OP_MEMREF_STORE) ? 1 : 0);
}

ptowsp_op_t *split_place(ptowsp_block_t *block, ptowsp_op_t *op) {
  while (op && ptowsp_op_block(op) != block) op = ptowsp_op_parent(op);
  return op;
}

typedef struct {
  ptowsp_op_id_t id;
  ops_t *ops;
} collect_t;

static ptowsp_walk_t visit_kind(ptowsp_op_t *op, void *data) {
  collect_t *c = data;
  if (ptowsp_op_is(op, c->id)) ptowsp_vec_push(c->ops, op);
  return PTOWSP_WALK_ADVANCE;
}

void split_collect(ptowsp_op_t *root, ptowsp_op_id_t id, ops_t *out_ops) {
  collect_t c = {id, out_ops};
  ptowsp_walk_pre(root, visit_kind, &c);
}

bool split_loops_around(const split_t *s, const ptowsp_op_t *op, ptowsp_op_t **loops,
                        size_t *out_count) {
  size_t count = 0;
  for (ptowsp_op_t *up = ptowsp_op_parent(op); up && up != s->kernel; up = ptowsp_op_parent(up)) {
    if (!ptowsp_op_is(up, PTOWSP_OP_SCF_FOR)) continue;
    if (count == CONTRACTION_LOOPS) return false;
    loops[count++] = up;
  }
  for (size_t i = 0; i < count / 2; i++) {
    ptowsp_op_t *other = loops[i];
    loops[i] = loops[count - 1 - i];
    loops[count - 1 - i] = other;
  }
  *out_count = count;
  return true;
}

static ptowsp_walk_t find_effect(ptowsp_op_t *op, void *data) {
  (void)data;
  const ptowsp_op_info_t *info = ptowsp_op_info(op);
  bool effect = !info || (info->traits & PTOWSP_TRAIT_WRITES);
  return effect ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

bool split_has_effect(ptowsp_op_t *op) { return !ptowsp_walk_pre(op, find_effect, NULL); }

typedef struct {
  split_t *s;
  ptowsp_op_t *nest, *found;
} search_t;

static ptowsp_walk_t find_matrix(ptowsp_op_t *op, void *data) {
  search_t *search = data;
  if (!ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE)) return PTOWSP_WALK_ADVANCE;
  if (!contraction_is_matrix(search->s->isl, search->nest, op)) return PTOWSP_WALK_ADVANCE;
  search->found = op;
  return PTOWSP_WALK_INTERRUPT;
}

ptowsp_op_t *split_find_matrix(split_t *s, ptowsp_op_t *nest, ptowsp_op_t *op) {
  search_t search = {s, nest, NULL};
  ptowsp_walk_pre(op, find_matrix, &search);
  return search.found;
}

bool split_has_matrix(split_t *s, ptowsp_op_t *loop) {
  return split_find_matrix(s, loop, loop) != NULL;
}

bool split_steps(split_t *s, ptowsp_op_t *op, size_t operand, ptowsp_op_t *const *loops,
                 size_t count, int64_t *out_steps) {
  PTOWSP_VEC(ptowsp_op_t *) all = {0};
  for (size_t i = 0; i < count; i++) ptowsp_vec_push(&all, loops[i]);
  for (ptowsp_op_t *up = ptowsp_op_parent(op); up && up != s->kernel; up = ptowsp_op_parent(up)) {
    bool known = false;
    for (size_t i = 0; i < count; i++) known = known || loops[i] == up;
    if (!known && ptowsp_op_is(up, PTOWSP_OP_SCF_FOR)) ptowsp_vec_push(&all, up);
  }
  bool ok = contraction_steps(s->isl, ptowsp_op_operand(op, operand), all.data, all.size, count,
                              out_steps);
  ptowsp_vec_deinit(&all);
  return ok;
}

static bool is_removable(ptowsp_op_t *op) {
  if (ptowsp_op_has_trait(op, PTOWSP_TRAIT_TERMINATOR)) return false;
  // A condition that chooses a value, or a loop that nothing is left of.
  bool structure = ptowsp_op_is(op, PTOWSP_OP_SCF_IF) || ptowsp_op_is(op, PTOWSP_OP_SCF_FOR);
  for (size_t i = 0; i < ptowsp_op_result_count(op); i++)
    if (ptowsp_value_has_uses(ptowsp_op_result(op, i))) return false;
  return ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE) || ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD) ||
         ptowsp_op_is_local(op) || (structure && !split_has_effect(op));
}

void split_drop_dead(ptowsp_block_t *block) {
  for (ptowsp_op_t *op = ptowsp_block_last(block), *previous = NULL; op; op = previous) {
    previous = ptowsp_op_previous(op);
    for (size_t i = 0; i < ptowsp_op_region_count(op); i++) {
      ptowsp_block_t *inner = ptowsp_region_first(ptowsp_op_region(op, i));
      if (inner) split_drop_dead(inner);
    }
    if (is_removable(op)) ptowsp_op_erase(op);
  }
}

ptowsp_op_t *split_build_access(ptowsp_builder_t *b, ptowsp_op_id_t id,
                                ptowsp_value_t *const *operands, size_t count,
                                ptowsp_type_t result) {
  ptowsp_op_state_t state = {.id = id,
                             .loc = b->loc,
                             .operands = operands,
                             .operand_count = count,
                             .result_types = &result,
                             .result_count = result ? 1 : 0};
  return ptowsp_build(b, &state);
}
