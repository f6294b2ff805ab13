// Reductions, recognized: stores of a nest whose element depends on what was stored there before.
//
//   s = s + x, s - x, s * x, fmaxf(s, x), …         sums, products, extremes
//   s = x > s ? x : s                               extremes by choice
//   s = c ? s + x : s                               of some elements
//   at = x > s ? i : at                             where the extreme is
//   at = c ? v : at                                 the last one, or whether there is one
#include "wsp_raise_loops.h"

static ptowsp_value_t *accessed(ptowsp_op_t *access) {
  return ptowsp_op_operand(access, ptowsp_op_is(access, PTOWSP_OP_MEMREF_STORE) ? 1 : 0);
}

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

// Whether nothing between the load and the store of an accumulation may touch its array.
static bool is_undisturbed(const raise_t *r, ptowsp_op_t *load, ptowsp_op_t *store) {
  if (ptowsp_op_block(load) != ptowsp_op_block(store)) return false;
  for (ptowsp_op_t *op = ptowsp_op_next(load); op != store; op = ptowsp_op_next(op)) {
    if (!op || ptowsp_op_region_count(op)) return false;
    if (!ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE)) continue;
    ptowsp_value_t *array = accessed(op), *own = accessed(store);
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
    if (reduction->also || (reduction->over && box->col)) {
      r->carrier = loop;
      return raise_fail(r, ptowsp_op_loc(store), true,
                        "the same element is written for all of loops '%s' and '%s'",
                        raise_loop_name(r, reduction->over), raise_loop_name(r, loop));
    }
    reduction->also = reduction->over;
    reduction->over = loop;
  }
  return true;
}

// ---------------------------------------------------------------- patterns

typedef struct {
  raise_t *r;
  const raise_box_t *box;
  raise_reduction_t *found;
} match_t;

// The box of a load, if it has one.
static bool find_box(raise_t *r, ptowsp_op_t *load, raise_box_t *out_box) {
  return !raise_is_gather(r, load) && raise_box(r, load, out_box);
}

// Whether a value is what the element held, read just before.
static bool is_old(match_t *m, ptowsp_value_t *value) {
  raise_reduction_t *found = m->found;
  ptowsp_op_t *load = ptowsp_value_op(value);
  raise_box_t box;
  if (!ptowsp_op_is(load, PTOWSP_OP_MEMREF_LOAD)) return false;
  if (accessed(load) != accessed(found->store)) return false;
  if (!is_undisturbed(m->r, load, found->store) || !find_box(m->r, load, &box)) return false;
  if (!raise_box_equal(&box, m->box)) return false;
  for (size_t i = 0; i < found->load_count; i++)
    if (found->loads[i] == load) return true;
  if (found->load_count == PTOWSP_COUNTOF(found->loads)) return false;
  found->loads[found->load_count++] = load;
  return true;
}

static const struct {
  ptowsp_op_id_t id;
  raise_reduce_t kind;
  bool left_only; // the element stands on the left
} combines[] = {
    {PTOWSP_OP_ARITH_ADDF, RAISE_SUM, false},     {PTOWSP_OP_ARITH_ADDI, RAISE_SUM, false},
    {PTOWSP_OP_ARITH_SUBF, RAISE_SUM, true},      {PTOWSP_OP_ARITH_SUBI, RAISE_SUM, true},
    {PTOWSP_OP_ARITH_MAXNUMF, RAISE_MAX, false},  {PTOWSP_OP_ARITH_MAXSI, RAISE_MAX, false},
    {PTOWSP_OP_ARITH_MINNUMF, RAISE_MIN, false},  {PTOWSP_OP_ARITH_MINSI, RAISE_MIN, false},
    {PTOWSP_OP_ARITH_MULF, RAISE_PRODUCT, false}, {PTOWSP_OP_ARITH_MULI, RAISE_PRODUCT, false},
};

// element op operand
static bool match_combine(match_t *m, ptowsp_value_t *value) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  for (size_t i = 0; i < PTOWSP_COUNTOF(combines); i++) {
    if (!ptowsp_op_is(op, combines[i].id)) continue;
    for (size_t side = 0; side < (combines[i].left_only ? 1 : 2); side++) {
      if (!is_old(m, ptowsp_op_operand(op, side))) continue;
      m->found->kind = combines[i].kind;
      m->found->combine = op;
      m->found->operand = ptowsp_op_operand(op, 1 - side);
      return true;
    }
  }
  return false;
}

enum { NONE = PTOWSP_TCMP_GE + 1 };

// pto.tcmp's predicate of an ordered comparison, of signed numbers; NONE: another one.
static int order_of(ptowsp_op_t *compare) {
  static const int reals[] = {NONE,           NONE,           PTOWSP_TCMP_GT,
                              PTOWSP_TCMP_GE, PTOWSP_TCMP_LT, PTOWSP_TCMP_LE};
  static const int integers[] = {NONE,           NONE,           PTOWSP_TCMP_LT,
                                 PTOWSP_TCMP_LE, PTOWSP_TCMP_GT, PTOWSP_TCMP_GE};
  int64_t predicate = ptowsp_op_attr_int(compare, "predicate", 0);
  if (predicate < 0 || predicate >= 6) return NONE;
  return ptowsp_op_is(compare, PTOWSP_OP_ARITH_CMPF)   ? reals[predicate]
         : ptowsp_op_is(compare, PTOWSP_OP_ARITH_CMPI) ? integers[predicate]
                                                       : NONE;
}

static int mirrored(int predicate) {
  static const int mirror[] = {PTOWSP_TCMP_EQ,
                               PTOWSP_TCMP_NE,
                               PTOWSP_TCMP_GT,
                               PTOWSP_TCMP_GE,
                               PTOWSP_TCMP_LT,
                               PTOWSP_TCMP_LE,
                               NONE};
  return mirror[predicate];
}

static int opposite(int predicate) {
  static const int opposites[] = {PTOWSP_TCMP_NE,
                                  PTOWSP_TCMP_EQ,
                                  PTOWSP_TCMP_GE,
                                  PTOWSP_TCMP_GT,
                                  PTOWSP_TCMP_LE,
                                  PTOWSP_TCMP_LT,
                                  NONE};
  return opposites[predicate];
}

// The comparison as `operand predicate element`, where the choice takes the operand's side.
static bool match_order(match_t *m, ptowsp_op_t *compare, bool holds,
                        bool (*is_element)(match_t *m, ptowsp_value_t *value)) {
  int predicate = compare ? order_of(compare) : NONE;
  if (predicate == NONE) return false;
  bool reals = ptowsp_op_is(compare, PTOWSP_OP_ARITH_CMPF);
  for (size_t side = 0; side < 2; side++) {
    if (!is_element(m, ptowsp_op_operand(compare, side))) continue;
    if (side == 0) predicate = mirrored(predicate);
    if (!holds && reals) return false; // not the opposite order, for NaN
    m->found->predicate = holds ? predicate : opposite(predicate);
    m->found->operand = ptowsp_op_operand(compare, 1 - side);
    return true;
  }
  return false;
}

// An element that is repeated over the same loops: perhaps the extreme.
static bool is_extreme(match_t *m, ptowsp_value_t *value) {
  ptowsp_op_t *load = ptowsp_value_op(value);
  raise_box_t box;
  if (!ptowsp_op_is(load, PTOWSP_OP_MEMREF_LOAD) || !find_box(m->r, load, &box)) return false;
  if (box.row != m->box->row || box.col != m->box->col) return false;
  if (!is_undisturbed(m->r, load, m->found->store)) {
    // Its own store may come first.
    if (ptowsp_op_block(load) != ptowsp_op_block(m->found->store)) return false;
  }
  m->found->extreme = load;
  return true;
}

static bool depends_on(ptowsp_value_t *value, const raise_reduction_t *found, int depth) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (!op) return false;
  for (size_t i = 0; i < found->load_count; i++)
    if (found->loads[i] == op) return true;
  if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD)) return accessed(op) == accessed(found->store);
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++)
    if (depth == 0 || depends_on(ptowsp_op_operand(op, i), found, depth - 1)) return true;
  return false;
}

// condition ? value : element, or the other way round
static bool match_choice(match_t *m, ptowsp_value_t *value) {
  enum { DEPTH = 40 };
  raise_reduction_t *found = m->found;
  ptowsp_op_t *select = ptowsp_value_op(value);
  if (!ptowsp_op_is(select, PTOWSP_OP_ARITH_SELECT)) return false;
  found->condition = ptowsp_op_operand(select, 0);
  for (size_t side = 0; side < 2; side++) {
    if (!is_old(m, ptowsp_op_operand(select, 2 - side))) continue;
    found->holds = side == 0;
    found->payload = ptowsp_op_operand(select, 1 + side);
    ptowsp_op_t *compare = ptowsp_value_op(found->condition);
    if (match_order(m, compare, found->holds, is_old)) {
      found->kind = RAISE_EXTREME;
      return found->payload == found->operand || depends_on(found->payload, found, DEPTH) == false
                 ? found->payload == found->operand
                 : false;
    }
    if (match_combine(m, found->payload))
      return !depends_on(found->condition, found, DEPTH) &&
             !depends_on(found->operand, found, DEPTH);
    if (depends_on(found->payload, found, DEPTH)) return false;
    if (match_order(m, compare, found->holds, is_extreme)) {
      found->kind = RAISE_PLACE;
      return true;
    }
    found->kind = RAISE_LAST;
    return !depends_on(found->condition, found, DEPTH);
  }
  return false;
}

static bool only_used_by(ptowsp_value_t *value, const raise_reduction_t *found) {
  ptowsp_op_t *condition = found->condition ? ptowsp_value_op(found->condition) : NULL;
  ptowsp_op_t *select = ptowsp_value_op(ptowsp_op_operand(found->store, 0));
  for (ptowsp_use_t *use = ptowsp_value_first_use(value); use; use = ptowsp_use_next(use)) {
    ptowsp_op_t *user = ptowsp_use_op(use);
    if (user != found->combine && user != condition && user != select) return false;
  }
  return true;
}

static bool is_single_use(ptowsp_value_t *value) {
  ptowsp_use_t *use = ptowsp_value_first_use(value);
  return use && !ptowsp_use_next(use);
}

static bool match_pattern(raise_t *r, const raise_box_t *box, raise_reduction_t *found) {
  match_t m = {r, box, found};
  ptowsp_value_t *value = ptowsp_op_operand(found->store, 0);
  raise_reduction_t blank = *found;
  if (!is_single_use(value)) return false;
  if (!match_combine(&m, value)) {
    *found = blank;
    if (!match_choice(&m, value)) return false;
    if (found->combine && !is_single_use(ptowsp_op_result(found->combine, 0))) return false;
  }
  for (size_t i = 0; i < found->load_count; i++)
    if (!only_used_by(ptowsp_op_result(found->loads[i], 0), found)) return false;
  return true;
}

static bool fail_repeated(raise_t *r, const raise_reduction_t *found) {
  r->carrier = found->over;
  return raise_fail(r, ptowsp_op_loc(found->store), true,
                    "the iterations of loop '%s' must run in order: each writes the same element "
                    "of '%s' again, and not as a sum, maximum or minimum",
                    raise_loop_name(r, found->over), ptowsp_memref_name(accessed(found->store)));
}

static bool match_reduction(raise_t *r, ptowsp_op_t *store) {
  raise_box_t box;
  raise_reduction_t found = {.store = store};
  if (!raise_box(r, store, &box)) return false;
  if (!repeated_over(r, store, &box, &found)) return false;
  if (!found.over) return true;
  if (!match_pattern(r, &box, &found)) return fail_repeated(r, &found);
  for (size_t i = 0; i < found.load_count; i++) ptowsp_vec_push(&r->consumed, found.loads[i]);
  if (found.combine) ptowsp_vec_push(&r->consumed, found.combine);
  if (found.condition) {
    ptowsp_vec_push(&r->consumed, ptowsp_value_op(ptowsp_op_operand(store, 0)));
    if (found.kind == RAISE_EXTREME || found.kind == RAISE_PLACE)
      ptowsp_vec_push(&r->consumed, ptowsp_value_op(found.condition));
  }
  ptowsp_vec_push(&r->reductions, found);
  return true;
}

static ptowsp_walk_t visit_store(ptowsp_op_t *op, void *data) {
  if (!ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE)) return PTOWSP_WALK_ADVANCE;
  return match_reduction(data, op) ? PTOWSP_WALK_ADVANCE : PTOWSP_WALK_INTERRUPT;
}

// A place is that of an extreme, which is found in the same loops.
static bool check_places(raise_t *r) {
  for (size_t i = 0; i < r->reductions.size; i++) {
    raise_reduction_t *place = &r->reductions.data[i];
    if (place->kind != RAISE_PLACE || place->extreme_store) continue;
    for (size_t j = 0; j < r->reductions.size && !place->extreme_store; j++) {
      const raise_reduction_t *of = &r->reductions.data[j];
      bool same = of->kind == RAISE_EXTREME && of->condition == place->condition &&
                  of->over == place->over && of->also == place->also;
      if (same) place->extreme_store = of->store;
    }
    if (place->extreme_store) continue;
    return fail_repeated(r, place);
  }
  return true;
}

bool raise_match_reductions(raise_t *r, ptowsp_op_t *root) {
  return ptowsp_walk_pre(root, visit_store, r) && check_places(r);
}
