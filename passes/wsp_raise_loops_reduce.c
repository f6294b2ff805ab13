// Reductions: stores of a nest that accumulate.
#include "wsp_raise_loops.h"

static ptowsp_value_t *accessed(ptowsp_op_t *access, size_t *out_first_index) {
  size_t memref = ptowsp_op_is(access, PTOWSP_OP_MEMREF_STORE) ? 1 : 0;
  *out_first_index = memref + 1;
  return ptowsp_op_operand(access, memref);
}

// ---------------------------------------------------------------- reductions

const raise_reduction_t *raise_reduction_of(const raise_t *r, const ptowsp_op_t *op) {
  for (size_t i = 0; i < r->reductions.size; i++)
    if (r->reductions.data[i].store == op) return &r->reductions.data[i];
  return NULL;
}

bool raise_is_consumed(const raise_t *r, const ptowsp_op_t *op) {
  for (size_t i = 0; i < r->consumed.size; i++)
    if (r->consumed.data[i] == op) return true;
  return false;
}

static ptowsp_op_t *single_use_op(ptowsp_value_t *value, ptowsp_op_id_t id) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  ptowsp_use_t *use = ptowsp_value_first_use(value);
  return ptowsp_op_is(op, id) && use && !ptowsp_use_next(use) ? op : NULL;
}

// Whether nothing between the load and the store of an accumulation may touch its array.
static bool is_undisturbed(const raise_t *r, ptowsp_op_t *load, ptowsp_op_t *store) {
  if (ptowsp_op_block(load) != ptowsp_op_block(store)) return false;
  for (ptowsp_op_t *op = ptowsp_op_next(load); op && op != store; op = ptowsp_op_next(op)) {
    size_t first = 0;
    if (ptowsp_op_region_count(op)) return false;
    if (!ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE)) continue;
    ptowsp_value_t *array = accessed(op, &first), *own = accessed(store, &first);
    if (array == own || raise_are_aliases(r, array, own)) return false;
  }
  return true;
}

// The loops of the nest around `store` that its target does not vary with, up to two.
static bool repeated_over(raise_t *r, ptowsp_op_t *store, const raise_box_t *box,
                          raise_reduction_t *reduction) {
  for (size_t i = 0; i < r->loop_count; i++) {
    ptowsp_op_t *loop = r->loops[i].op;
    if (!ptowsp_op_is_ancestor(loop, store) || r->loops[i].extent == 1) continue;
    if (loop == box->row || loop == box->col) continue;
    if (reduction->also || (reduction->over && box->col))
      return raise_fail(r, ptowsp_op_loc(store), true,
                        "the same element is written for all of loops '%s' and '%s'",
                        raise_loop_name(r, reduction->over), raise_loop_name(r, loop));
    reduction->also = reduction->over;
    reduction->over = loop;
  }
  return true;
}

static bool match_reduction(raise_t *r, ptowsp_op_t *store) {
  raise_box_t box, other;
  raise_reduction_t reduction = {.store = store};
  if (!raise_box(r, store, &box)) return false;
  if (!repeated_over(r, store, &box, &reduction)) return false;
  if (!reduction.over) return true;
  ptowsp_value_t *value = ptowsp_op_operand(store, 0);
  static const ptowsp_op_id_t combines[] = {PTOWSP_OP_ARITH_ADDF, PTOWSP_OP_ARITH_SUBF,
                                            PTOWSP_OP_ARITH_MAXNUMF, PTOWSP_OP_ARITH_MINNUMF};
  for (size_t i = 0; i < PTOWSP_COUNTOF(combines) && !reduction.combine; i++)
    reduction.combine = single_use_op(value, combines[i]);
  size_t sides = ptowsp_op_is(reduction.combine, PTOWSP_OP_ARITH_SUBF) ? 1 : 2;
  for (size_t i = 0; reduction.combine && i < sides && !reduction.load; i++) {
    ptowsp_op_t *load =
        single_use_op(ptowsp_op_operand(reduction.combine, i), PTOWSP_OP_MEMREF_LOAD);
    if (!load || !is_undisturbed(r, load, store)) continue;
    if (!raise_box(r, load, &other)) return false;
    if (!raise_box_equal(&box, &other)) continue;
    reduction.load = load;
    reduction.operand = ptowsp_op_operand(reduction.combine, 1 - i);
  }
  if (!reduction.load)
    return raise_fail(r, ptowsp_op_loc(store), true,
                      "every iteration of loop '%s' writes the same element, and not as a sum, "
                      "maximum or minimum",
                      raise_loop_name(r, reduction.over));
  ptowsp_vec_push(&r->consumed, reduction.load);
  ptowsp_vec_push(&r->consumed, reduction.combine);
  ptowsp_vec_push(&r->reductions, reduction);
  return true;
}

static ptowsp_walk_t visit_store(ptowsp_op_t *op, void *data) {
  if (!ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE)) return PTOWSP_WALK_ADVANCE;
  return match_reduction(data, op) ? PTOWSP_WALK_ADVANCE : PTOWSP_WALK_INTERRUPT;
}

bool raise_match_reductions(raise_t *r, ptowsp_op_t *root) {
  return ptowsp_walk_pre(root, visit_store, r);
}
