// Recognition of contractions.
#include "contraction.h"

#include <isl/id.h>
#include <isl/set.h>
#include <isl/space.h>
#include <isl/val.h>
#include <stdlib.h>
#include <string.h>

// ---------------------------------------------------------------- what a nest holds

enum { MAX_ACCESSES = 4 * CONTRACTION_TERMS + 4 };

typedef struct {
  ptowsp_op_t *stores[MAX_ACCESSES], *loads[MAX_ACCESSES];
  size_t store_count, load_count;
  bool plain; // loops, accesses and pure operations only
} nest_t;

static ptowsp_walk_t visit_op(ptowsp_op_t *op, void *data) {
  nest_t *nest = data;
  if (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR)) {
    nest->plain = nest->plain && ptowsp_op_result_count(op) == 0;
  } else if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD)) {
    if (nest->load_count == MAX_ACCESSES) return PTOWSP_WALK_INTERRUPT;
    nest->loads[nest->load_count++] = op;
  } else if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE)) {
    if (nest->store_count == MAX_ACCESSES) return PTOWSP_WALK_INTERRUPT;
    nest->stores[nest->store_count++] = op;
  } else if (!ptowsp_op_is_local(op) && !ptowsp_op_has_trait(op, PTOWSP_TRAIT_TERMINATOR)) {
    nest->plain = nest->plain && ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE) &&
                  ptowsp_op_region_count(op) == 0;
  }
  return nest->plain ? PTOWSP_WALK_ADVANCE : PTOWSP_WALK_INTERRUPT;
}

static bool collect(ptowsp_op_t *root, nest_t *out_nest) {
  *out_nest = (nest_t){.plain = true};
  return ptowsp_walk_pre(root, visit_op, out_nest);
}

static ptowsp_value_t *memref_of(const ptowsp_op_t *access) {
  return ptowsp_op_operand(access, ptowsp_op_is(access, PTOWSP_OP_MEMREF_STORE) ? 1 : 0);
}

static size_t first_subscript(const ptowsp_op_t *access) {
  return ptowsp_op_is(access, PTOWSP_OP_MEMREF_STORE) ? 2 : 1;
}

// With the budget spent, they may differ.
static bool same_value(ptowsp_value_t *x, ptowsp_value_t *y, int *budget) {
  int64_t a = 0, b = 0;
  if (x == y) return true;
  if (--*budget < 0) return false;
  if (ptowsp_value_constant(x, &a) && ptowsp_value_constant(y, &b)) return a == b;
  ptowsp_op_t *p = ptowsp_value_op(x), *q = ptowsp_value_op(y);
  if (!p || !q || strcmp(ptowsp_op_name(p), ptowsp_op_name(q)) != 0) return false;
  if (!ptowsp_op_has_trait(p, PTOWSP_TRAIT_PURE) || ptowsp_op_region_count(p) ||
      ptowsp_op_properties(p) != ptowsp_op_properties(q) ||
      ptowsp_op_operand_count(p) != ptowsp_op_operand_count(q) ||
      ptowsp_value_type(x) != ptowsp_value_type(y))
    return false;
  for (size_t i = 0; i < ptowsp_op_operand_count(p); i++)
    if (!same_value(ptowsp_op_operand(p, i), ptowsp_op_operand(q, i), budget)) return false;
  return ptowsp_value_index(x) == ptowsp_value_index(y);
}

// Whether two accesses name the same element by the same subscripts.
bool contraction_same_place(const ptowsp_op_t *x, const ptowsp_op_t *y) {
  size_t i = first_subscript(x), j = first_subscript(y);
  int budget = 1000;
  if (memref_of(x) != memref_of(y)) return false;
  for (; i < ptowsp_op_operand_count(x); i++, j++)
    if (!same_value(ptowsp_op_operand(x, i), ptowsp_op_operand(y, j), &budget)) return false;
  return true;
}

// ---------------------------------------------------------------- sums of products

typedef struct {
  ptowsp_value_t *memref;
  bool reads, writes;
} touched_t;

static ptowsp_walk_t visit_touch(ptowsp_op_t *op, void *data) {
  touched_t *touched = data;
  if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD) && memref_of(op) == touched->memref)
    touched->reads = true;
  if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE) && memref_of(op) == touched->memref)
    touched->writes = true;
  return PTOWSP_WALK_ADVANCE;
}

bool contraction_is_untouched(ptowsp_op_t *first, ptowsp_op_t *last, ptowsp_value_t *memref,
                              bool reads) {
  touched_t touched = {memref, false, false};
  if (ptowsp_op_block(first) != ptowsp_op_block(last)) return false;
  ptowsp_op_t *op = ptowsp_op_next(first);
  for (; op && op != last; op = ptowsp_op_next(op)) ptowsp_walk_pre(op, visit_touch, &touched);
  return op && !touched.writes && !(reads && touched.reads);
}

// A store of what it stores to, plus something. NULL: not one.
ptowsp_op_t *contraction_added(ptowsp_op_t *store, ptowsp_value_t **out_part) {
  ptowsp_op_t *sum = ptowsp_value_op(ptowsp_op_operand(store, 0));
  if (!ptowsp_op_is(sum, PTOWSP_OP_ARITH_ADDF) && !ptowsp_op_is(sum, PTOWSP_OP_ARITH_ADDI))
    return NULL;
  for (size_t i = 0; i < 2; i++) {
    ptowsp_op_t *load = ptowsp_value_op(ptowsp_op_operand(sum, i));
    if (!ptowsp_op_is(load, PTOWSP_OP_MEMREF_LOAD) || !contraction_same_place(load, store) ||
        !contraction_is_untouched(load, store, memref_of(load), false))
      continue;
    *out_part = ptowsp_op_operand(sum, 1 - i);
    return load;
  }
  return NULL;
}

// The load under a factor, through a widening cast.
static ptowsp_op_t *factor(ptowsp_value_t *value) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (ptowsp_op_is(op, PTOWSP_OP_ARITH_EXTF) || ptowsp_op_is(op, PTOWSP_OP_ARITH_EXTSI))
    op = ptowsp_value_op(ptowsp_op_operand(op, 0));
  return ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD) ? op : NULL;
}

typedef struct {
  ptowsp_op_t *store, *old, *product, *left, *right;
} sum_t;

static bool match_sum(ptowsp_op_t *store, sum_t *out_sum) {
  ptowsp_value_t *part = NULL;
  sum_t sum = {.store = store, .old = contraction_added(store, &part)};
  if (!sum.old) return false;
  sum.product = ptowsp_value_op(part);
  if (!ptowsp_op_is(sum.product, PTOWSP_OP_ARITH_MULF) &&
      !ptowsp_op_is(sum.product, PTOWSP_OP_ARITH_MULI))
    return false;
  sum.left = factor(ptowsp_op_operand(sum.product, 0));
  sum.right = factor(ptowsp_op_operand(sum.product, 1));
  if (!sum.left || !sum.right) return false;
  *out_sum = sum;
  return true;
}

static ptowsp_type_t element_of(const ptowsp_op_t *access) {
  return ptowsp_type_element(ptowsp_value_type(memref_of(access)));
}

// What keeps the cube from the types of a sum; NULL: nothing.
static const char *type_reason(const sum_t *sum) {
  ptowsp_type_t a = element_of(sum->left), b = element_of(sum->right);
  ptowsp_type_t c = element_of(sum->store);
  if (!ptowsp_type_is_float(c))
    return ptowsp_type_is_i(c, 32) && ptowsp_type_is_i(a, 8) && ptowsp_type_is_i(b, 8)
               ? NULL
               : "the cube multiplies int8_t and accumulates in int32_t";
  if (ptowsp_type_is_float(a) && ptowsp_type_is_float(b) && a != b)
    return "the factors of a matrix product have different types";
  bool wide = ptowsp_type_float_kind(c) == PTOWSP_FLOAT_F32 && ptowsp_type_is_float(a) &&
              ptowsp_type_is_float(b) && ptowsp_type_width(a) <= 32;
  return wide ? NULL : "the cube multiplies f16, bf16 or f32 and accumulates in f32";
}

// ---------------------------------------------------------------- the nest

typedef struct {
  ptowsp_op_t *root;
  nest_t nest;
  sum_t sums[CONTRACTION_TERMS];
  size_t sum_count;
  ptowsp_op_t *init, *copy;    // stores around the sums, or NULL
  ptowsp_op_t *copied, *added; // loads of the copy: of the sum, of what it is added to
  bool rectified;              // the copy is r = s > 0 ? s : 0
} pattern_t;

bool contraction_is_zero(ptowsp_value_t *value) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (!ptowsp_op_is(op, PTOWSP_OP_ARITH_CONSTANT)) return false;
  ptowsp_attr_t number = ptowsp_op_attr(op, "value");
  if (ptowsp_attr_kind(number) == PTOWSP_ATTR_INTEGER) return ptowsp_attr_int_value(number) == 0;
  return ptowsp_attr_kind(number) == PTOWSP_ATTR_FLOAT && ptowsp_attr_float_value_bits(number) == 0;
}

// The x of x > 0 ? x : 0, x >= 0 ? x : 0 and fmax(x, 0) in floats, or NULL: the same of a sum that
// starts from 0, which is never -0.
static ptowsp_value_t *rectified(ptowsp_value_t *value) {
  ptowsp_op_t *choice = ptowsp_value_op(value);
  if (ptowsp_op_is(choice, PTOWSP_OP_ARITH_MAXNUMF)) {
    size_t zero = contraction_is_zero(ptowsp_op_operand(choice, 0)) ? 0 : 1;
    return contraction_is_zero(ptowsp_op_operand(choice, zero))
               ? ptowsp_op_operand(choice, 1 - zero)
               : NULL;
  }
  if (!ptowsp_op_is(choice, PTOWSP_OP_ARITH_SELECT)) return NULL;
  ptowsp_op_t *compare = ptowsp_value_op(ptowsp_op_operand(choice, 0));
  if (!ptowsp_op_is(compare, PTOWSP_OP_ARITH_CMPF)) return NULL;
  ptowsp_value_t *x = ptowsp_op_operand(choice, 1);
  int64_t predicate = ptowsp_op_attr_int(compare, "predicate", -1);
  bool greater = predicate == PTOWSP_CMPF_OGT || predicate == PTOWSP_CMPF_OGE,
       less = predicate == PTOWSP_CMPF_OLT || predicate == PTOWSP_CMPF_OLE;
  size_t place = less ? 1 : 0;
  bool positive = (greater || less) && ptowsp_op_operand(compare, place) == x &&
                  contraction_is_zero(ptowsp_op_operand(compare, 1 - place));
  return positive && contraction_is_zero(ptowsp_op_operand(choice, 2)) ? x : NULL;
}

// Recognizes r = s, r += s and r = s > 0 ? s : 0, for the local s of the sums.
static bool match_copy(pattern_t *p, ptowsp_op_t *store) {
  ptowsp_value_t *part = ptowsp_op_operand(store, 0), *local = memref_of(p->sums[0].store);
  ptowsp_op_t *added = contraction_added(store, &part);
  ptowsp_value_t *positive = added ? NULL : rectified(part);
  ptowsp_op_t *copied = ptowsp_value_op(positive ? positive : part);
  if (!ptowsp_op_is(copied, PTOWSP_OP_MEMREF_LOAD) || memref_of(copied) != local) return false;
  if (p->copy || memref_of(store) == local) return false;
  p->copy = store;
  p->copied = copied;
  p->rectified = positive != NULL;
  p->added = added;
  return true;
}

static bool sort_stores(pattern_t *p) {
  nest_t *nest = &p->nest;
  for (size_t i = 0; i < nest->store_count; i++) {
    sum_t sum;
    if (!match_sum(nest->stores[i], &sum)) continue;
    if (p->sum_count == CONTRACTION_TERMS) return false;
    if (p->sum_count && !contraction_same_place(sum.store, p->sums[0].store)) return false;
    p->sums[p->sum_count++] = sum;
  }
  for (size_t i = 0; p->sum_count && i < nest->store_count; i++) {
    ptowsp_op_t *store = nest->stores[i];
    sum_t sum;
    if (match_sum(store, &sum)) continue;
    if (!p->init && contraction_same_place(store, p->sums[0].store) &&
        contraction_is_zero(ptowsp_op_operand(store, 0)))
      p->init = store;
    else if (!match_copy(p, store))
      return false;
  }
  return p->sum_count > 0;
}

// Whether every load of the nest has a part in the pattern.
static bool has_no_other_loads(const pattern_t *p) {
  for (size_t i = 0; i < p->nest.load_count; i++) {
    const ptowsp_op_t *load = p->nest.loads[i];
    bool known = load == p->copied || load == p->added;
    for (size_t s = 0; s < p->sum_count && !known; s++) {
      const sum_t *sum = &p->sums[s];
      known = load == sum->old || load == sum->left || load == sum->right;
    }
    if (!known) return false;
  }
  return true;
}

// Whether a local is used in this nest only.
static bool is_private(const pattern_t *p, ptowsp_value_t *local) {
  for (ptowsp_use_t *use = ptowsp_value_first_use(local); use; use = ptowsp_use_next(use))
    if (!ptowsp_op_is_ancestor(p->root, ptowsp_use_op(use))) return false;
  return true;
}

// The loops around an op, within the nest. 0: too many.
static size_t chain(const pattern_t *p, ptowsp_op_t *op, ptowsp_op_t **loops) {
  size_t count = 0;
  for (ptowsp_op_t *up = ptowsp_op_parent(op); up; up = ptowsp_op_parent(up)) {
    if (count == CONTRACTION_LOOPS) return 0;
    loops[count++] = up;
    if (up == p->root) break;
  }
  for (size_t i = 0; i < count / 2; i++) {
    ptowsp_op_t *loop = loops[i];
    loops[i] = loops[count - 1 - i];
    loops[count - 1 - i] = loop;
  }
  return count;
}

// The place of an op or of what it is in, in a block; NULL: it is not in there.
static ptowsp_op_t *place_in(ptowsp_block_t *block, ptowsp_op_t *op) {
  while (op && ptowsp_op_block(op) != block) op = ptowsp_op_parent(op);
  return op;
}

static bool is_before(const ptowsp_op_t *first, const ptowsp_op_t *second) {
  for (const ptowsp_op_t *op = first; op; op = ptowsp_op_next(op))
    if (op == second) return first != second;
  return false;
}

// The sums stand between what clears the result and what copies it out, in one block, whose loops
// are the shared ones; without either, one sum alone.
static bool check_frame(const pattern_t *p, contraction_t *c) {
  ptowsp_op_t *around[CONTRACTION_LOOPS];
  if (!p->init) {
    c->shared = c->terms[0].loop_count;
    return p->sum_count == 1 && !p->copy;
  }
  ptowsp_block_t *block = ptowsp_op_block(p->init);
  if (p->copy && ptowsp_op_block(p->copy) != block) return false;
  c->shared = chain(p, p->init, around);
  if (!c->shared) return false;
  for (size_t i = 0; i < p->sum_count; i++) {
    ptowsp_op_t *place = place_in(block, p->sums[i].store);
    if (!place || !is_before(p->init, place) || (p->copy && !is_before(place, p->copy)))
      return false;
  }
  return true;
}

// A result that starts anew is complete within one iteration of the shared loops, and varies with
// each of them.
static bool check_result(const pattern_t *p, const contraction_t *c) {
  const contraction_term_t *first = &c->terms[0];
  if (!p->init) return true;
  for (size_t i = 0; i < c->shared; i++)
    if (first->loops[i].extent > 1 && !c->result.strides[i]) return false;
  for (size_t i = c->shared; i < first->loop_count; i++)
    if (c->result.strides[i]) return false;
  return true;
}

static bool fill_terms(isl_ctx *isl, const pattern_t *p, contraction_t *c) {
  for (size_t t = 0; t < p->sum_count; t++) {
    contraction_term_t *term = &c->terms[c->term_count++];
    ptowsp_op_t *loops[CONTRACTION_LOOPS];
    term->store = p->sums[t].store;
    term->k = CONTRACTION_NONE;
    term->loop_count = chain(p, term->store, loops);
    for (size_t i = 0; i < term->loop_count; i++) term->loops[i].op = loops[i];
    if (!term->loop_count || !contraction_describe_loops(isl, term) ||
        !contraction_describe_access(isl, term, p->sums[t].left, &term->left) ||
        !contraction_describe_access(isl, term, p->sums[t].right, &term->right))
      return false;
  }
  return true;
}

static const char *why_not(const pattern_t *p, const contraction_t *c) {
  for (size_t t = 0; t < p->sum_count; t++) {
    const char *reason = type_reason(&p->sums[t]);
    if (reason) return reason;
    if (c->terms[t].left.array == c->result.array || c->terms[t].right.array == c->result.array)
      return "a matrix product reads the array it writes; write it to another one";
  }
  return contraction_is_injective(c)
             ? NULL
             : "a matrix product adds several rows or columns of its result into one";
}

// Whether an array can be moved to and from: an argument, or a local one that will be.
static bool is_array(const pattern_t *p, unsigned kinds, ptowsp_value_t *memref) {
  if (ptowsp_value_block(memref)) return true;
  return (kinds & CONTRACTION_LOCALS) && ptowsp_type_rank(ptowsp_value_type(memref)) > 0 &&
         !ptowsp_op_is_ancestor(p->root, ptowsp_value_op(memref));
}

static bool match(isl_ctx *isl, pattern_t *p, unsigned kinds, contraction_t *c,
                  contraction_reason_t *reason) {
  bool lines = kinds & CONTRACTION_LINES;
  if (!fill_terms(isl, p, c)) return false;
  ptowsp_op_t *result = p->copy ? p->copy : p->sums[0].store;
  bool local = !is_array(p, kinds, memref_of(p->sums[0].store)), arrays = true;
  if (local != (p->copy != NULL)) return false;
  if (local && (!p->init || !is_private(p, memref_of(p->sums[0].store)))) return false;
  if (local && element_of(p->copy) != element_of(p->sums[0].store)) return false;
  for (size_t t = 0; t < c->term_count; t++)
    arrays = arrays && is_array(p, kinds, c->terms[t].left.array) &&
             is_array(p, kinds, c->terms[t].right.array);
  if (!arrays || !is_array(p, kinds, memref_of(result))) return false;
  if (!contraction_describe_access(isl, &c->terms[0], result, &c->result)) return false;
  if (!check_frame(p, c) || !check_result(p, c)) return false;
  c->fresh = p->init && !p->added;
  c->rectified = p->rectified;
  if (!contraction_choose_extents(c, lines)) {
    if (contraction_choose_extents(c, false)) reason->text = why_not(p, c);
    return false;
  }
  reason->text = why_not(p, c);
  return reason->text == NULL;
}

unsigned contraction_kinds(const ptowsp_op_t *nest) {
  return ptowsp_op_attr(nest, "wsp.product") ? CONTRACTION_LINES : CONTRACTION_MATRICES;
}

bool contraction_match(isl_ctx *isl, ptowsp_op_t *nest, unsigned kinds, contraction_t *out,
                       contraction_reason_t *out_reason) {
  pattern_t p = {.root = nest};
  contraction_t c = {.m = CONTRACTION_NONE, .n = CONTRACTION_NONE};
  contraction_reason_t reason = {0};
  bool ok = collect(nest, &p.nest) && sort_stores(&p) && has_no_other_loads(&p);
  if (ok) reason.loc = ptowsp_op_loc(p.sums[0].product);
  ok = ok && match(isl, &p, kinds, &c, &reason);
  // What isl could not answer is no contraction, and nothing to report.
  if (isl_ctx_last_error(isl) != isl_error_none) {
    ok = false;
    isl_ctx_reset_error(isl);
  }
  *out_reason = reason;
  if (ok)
    *out = c;
  else
    contraction_deinit(&c);
  return ok;
}

ptowsp_op_t *contraction_fill(ptowsp_op_t *root) {
  nest_t nest;
  if (!collect(root, &nest) || nest.store_count != 1 || nest.load_count) return NULL;
  return contraction_is_zero(ptowsp_op_operand(nest.stores[0], 0)) ? nest.stores[0] : NULL;
}

// The elements of its array that a store in a nest writes; NULL: unknown.
static isl_set *written(isl_ctx *isl, ptowsp_op_t *nest, ptowsp_op_t *store) {
  ptowsp_model_t *model = ptowsp_model_create(isl, &nest, 1, NULL);
  isl_set *set = NULL;
  for (size_t i = 0; model && i < model->accesses.size; i++) {
    const ptowsp_access_t *access = &model->accesses.data[i];
    if (!access->write || !access->must || model->stmts.data[access->stmt].op != store) continue;
    set = isl_set_reset_tuple_id(isl_map_range(isl_map_copy(access->map)));
  }
  if (model) ptowsp_model_destroy(model);
  return set;
}

bool contraction_clears(isl_ctx *isl, ptowsp_op_t *fill, ptowsp_op_t *nest,
                        const contraction_t *c) {
  ptowsp_op_t *store = contraction_fill(fill);
  if (ptowsp_op_operand(store, 1) != c->result.array || c->fresh) return false;
  isl_set *cleared = written(isl, fill, store), *summed = written(isl, nest, c->result.op);
  bool equal = cleared && summed && isl_set_is_equal(cleared, summed) == isl_bool_true;
  isl_set_free(cleared);
  isl_set_free(summed);
  return equal;
}

// ---------------------------------------------------------------- sums anywhere

static bool involves(isl_ctx *isl, ptowsp_op_t *access, ptowsp_op_t *const *loops, size_t count,
                     size_t i) {
  ptowsp_op_t *made_by = ptowsp_value_op(memref_of(access));
  if (made_by && ptowsp_op_is_ancestor(loops[i], made_by)) return true;
  for (size_t d = first_subscript(access); d < ptowsp_op_operand_count(access); d++) {
    isl_aff *form = contraction_form(isl, ptowsp_op_operand(access, d), loops, count);
    bool yes = form && isl_aff_involves_dims(form, isl_dim_in, (unsigned)i, 1) != isl_bool_false;
    isl_aff_free(form);
    if (yes) return true;
  }
  return false;
}

// Drops the conditions from a chain of loops. False: something else is in there, or a condition is
// not one on the loops' variables.
static bool drop_conditions(isl_ctx *isl, ptowsp_op_t **chain, size_t *count) {
  ptowsp_op_t *ifs[CONTRACTION_LOOPS];
  size_t kept = 0, dropped = 0;
  for (size_t i = 0; i < *count; i++) {
    ptowsp_op_t *op = chain[i];
    if (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR))
      chain[kept++] = op;
    else if (ptowsp_op_is(op, PTOWSP_OP_SCF_IF) && !ptowsp_op_result_count(op))
      ifs[dropped++] = op;
    else
      return false;
  }
  *count = kept;
  bool ok = true;
  for (size_t i = 0; ok && i < dropped; i++) {
    isl_set *holds = ptowsp_condition(isl, ptowsp_op_operand(ifs[i], 0), chain, kept);
    ok = holds && isl_set_dim(holds, isl_dim_param) == 0;
    isl_set_free(holds);
  }
  return ok;
}

bool contraction_is_matrix(isl_ctx *isl, ptowsp_op_t *nest, ptowsp_op_t *store) {
  pattern_t p = {.root = nest};
  sum_t sum;
  ptowsp_op_t *loops[CONTRACTION_LOOPS];
  bool m = false, n = false, k = false;
  if (!match_sum(store, &sum) || type_reason(&sum)) return false;
  size_t count = chain(&p, store, loops);
  if (!drop_conditions(isl, loops, &count)) return false;
  for (size_t i = 0; i < count; i++) {
    int64_t low = 0, high = 0;
    if (ptowsp_value_constant(ptowsp_op_operand(loops[i], 0), &low) &&
        ptowsp_value_constant(ptowsp_op_operand(loops[i], 1), &high) &&
        (high <= low || high - 1 == low))
      continue;
    bool a = involves(isl, sum.left, loops, count, i),
         b = involves(isl, sum.right, loops, count, i);
    bool c = involves(isl, store, loops, count, i);
    k = k || (a && b && !c);
    // Whichever varies with rows is the left one.
    m = m || (c && a && !b);
    n = n || (c && b && !a);
  }
  return m && n && k;
}
