// Loops, boxes and reductions: what a nest touches, and how often.
#include <isl/id.h>
#include <isl/space.h>
#include <isl/val.h>
#include <string.h>

#include "wsp_raise_loops.h"

// ---------------------------------------------------------------- forms

// An integral coefficient or constant; takes the value.
static bool to_int(isl_val *val, int64_t *out_value) {
  bool ok = isl_val_is_int(val) == isl_bool_true;
  if (ok) *out_value = isl_val_get_num_si(val);
  isl_val_free(val);
  return ok;
}

static ptowsp_value_t *parameter(isl_aff *aff, int i) {
  isl_space *space = isl_aff_get_domain_space(aff);
  isl_id *id = isl_space_get_dim_id(space, isl_dim_param, (unsigned)i);
  ptowsp_value_t *value = isl_id_get_user(id);
  isl_id_free(id);
  isl_space_free(space);
  return value;
}

static bool aff_to_form(raise_t *r, isl_aff *aff, raise_form_t *out_form, int64_t *coefficients) {
  for (int i = 0; i < (int)isl_aff_dim(aff, isl_dim_div); i++) {
    int64_t c = 1;
    if (!to_int(isl_aff_get_coefficient_val(aff, isl_dim_div, i), &c) || c != 0) return false;
  }
  for (size_t i = 0; i < r->loop_count; i++)
    if (!to_int(isl_aff_get_coefficient_val(aff, isl_dim_in, (int)i), &coefficients[i]))
      return false;
  int params = (int)isl_aff_dim(aff, isl_dim_param);
  out_form->terms = PTOWSP_ARENA_NEW(r->arena, raise_term_t, params + 1);
  out_form->count = 0;
  for (int i = 0; i < params; i++) {
    int64_t c = 0;
    if (!to_int(isl_aff_get_coefficient_val(aff, isl_dim_param, i), &c)) return false;
    if (c != 0) out_form->terms[out_form->count++] = (raise_term_t){parameter(aff, i), c};
  }
  return to_int(isl_aff_get_constant_val(aff), &out_form->constant);
}

static isl_stat first_piece(isl_set *domain, isl_aff *aff, void *data) {
  isl_set_free(domain);
  *(isl_aff **)data = aff;
  return isl_stat_ok;
}

// Takes `pw` (NULL: fails).
static bool pw_to_form(raise_t *r, isl_pw_aff *pw, raise_form_t *out_form, int64_t *coefficients) {
  if (!pw) return false;
  isl_aff *aff = NULL;
  if (isl_pw_aff_n_piece(pw) == 1) isl_pw_aff_foreach_piece(pw, first_piece, &aff);
  isl_pw_aff_free(pw);
  bool ok = aff && aff_to_form(r, aff, out_form, coefficients);
  isl_aff_free(aff);
  return ok;
}

bool raise_form(raise_t *r, ptowsp_value_t *value, raise_form_t *out_form,
                int64_t out_coefficients[RAISE_MAX_LOOPS]) {
  ptowsp_op_t *loops[RAISE_MAX_LOOPS];
  for (size_t i = 0; i < r->loop_count; i++) loops[i] = r->loops[i].op;
  return pw_to_form(r, ptowsp_affine(r->isl, value, loops, r->loop_count), out_form,
                    out_coefficients);
}

static raise_form_t add_scaled(raise_t *r, raise_form_t a, const raise_form_t *b, int64_t scale) {
  raise_form_t sum = {a.constant + scale * b->constant,
                      PTOWSP_ARENA_NEW(r->arena, raise_term_t, a.count + b->count + 1), a.count};
  if (a.count) memcpy(sum.terms, a.terms, a.count * sizeof *a.terms);
  for (size_t i = 0; i < b->count; i++) {
    size_t at = 0;
    while (at < sum.count && sum.terms[at].value != b->terms[i].value) at++;
    if (at == sum.count) sum.terms[sum.count++] = (raise_term_t){b->terms[i].value, 0};
    sum.terms[at].coefficient += scale * b->terms[i].coefficient;
  }
  size_t kept = 0;
  for (size_t i = 0; i < sum.count; i++)
    if (sum.terms[i].coefficient) sum.terms[kept++] = sum.terms[i];
  sum.count = kept;
  return sum;
}

// The difference of two forms if it is a number.
static bool form_distance(const raise_form_t *a, const raise_form_t *b, int64_t *out_distance) {
  if (a->count != b->count) return false;
  for (size_t i = 0; i < a->count; i++) {
    size_t j = 0;
    while (j < b->count && a->terms[i].value != b->terms[j].value) j++;
    if (j == b->count || a->terms[i].coefficient != b->terms[j].coefficient) return false;
  }
  *out_distance = b->constant - a->constant;
  return true;
}

// ---------------------------------------------------------------- loops

const raise_loop_t *raise_find_loop(const raise_t *r, const ptowsp_op_t *op) {
  for (size_t i = 0; i < r->loop_count; i++)
    if (r->loops[i].op == op) return &r->loops[i];
  return NULL;
}

static const char *loop_name(raise_t *r, const ptowsp_op_t *loop) {
  ptowsp_str_t name = ptowsp_loop_name(loop);
  return name.size ? ptowsp_arena_strdup(r->arena, name) : "?";
}

static bool add_loop(raise_t *r, ptowsp_op_t *op) {
  ptowsp_loc_t loc = ptowsp_op_loc(op);
  int64_t step = 0, unused[RAISE_MAX_LOOPS];
  if (ptowsp_op_result_count(op)) return raise_fail(r, loc, false, "the loop carries values");
  if (r->loop_count == RAISE_MAX_LOOPS) return raise_fail(r, loc, false, "too many loops");
  if (!ptowsp_value_constant(ptowsp_op_operand(op, 2), &step) || step != 1)
    return raise_fail(r, loc, true, "loop '%s' does not step by 1", loop_name(r, op));
  // Without nest loops in scope, the variables of those around it are parameters.
  size_t count = r->loop_count;
  raise_loop_t loop = {op, {0, NULL, 0}, 0};
  raise_form_t extent;
  r->loop_count = 0;
  isl_pw_aff *lower = ptowsp_affine(r->isl, ptowsp_op_operand(op, 0), NULL, 0);
  isl_pw_aff *upper = ptowsp_affine(r->isl, ptowsp_op_operand(op, 1), NULL, 0);
  isl_pw_aff *length = lower && upper ? isl_pw_aff_sub(upper, isl_pw_aff_copy(lower)) : NULL;
  if (!length) isl_pw_aff_free(upper);
  bool ok = pw_to_form(r, lower, &loop.lower, unused) && length;
  if (ok)
    ok = pw_to_form(r, length, &extent, unused) && extent.count == 0;
  else
    isl_pw_aff_free(length);
  r->loop_count = count;
  for (size_t i = 0; ok && i < loop.lower.count; i++) {
    ptowsp_block_t *owner = ptowsp_value_block(loop.lower.terms[i].value);
    ok = !owner || !raise_find_loop(r, ptowsp_block_op(owner));
  }
  if (!ok)
    return raise_fail(r, loc, true, "the trip count of loop '%s' is not constant",
                      loop_name(r, op));
  loop.extent = extent.constant > 0 ? extent.constant : 0;
  r->loops[r->loop_count++] = loop;
  return true;
}

static ptowsp_walk_t visit_loop(ptowsp_op_t *op, void *data) {
  raise_t *r = data;
  bool ok = true;
  if (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR))
    ok = add_loop(r, op);
  else if (ptowsp_op_is(op, PTOWSP_OP_SCF_IF))
    ok = raise_fail(r, ptowsp_op_loc(op), false,
                    "a condition has no tile instruction yet; write it as fmaxf or fminf if it "
                    "is one");
  else if (ptowsp_op_region_count(op))
    ok = raise_fail(r, ptowsp_op_loc(op), false, "no tile instruction for %s", ptowsp_op_name(op));
  return ok ? PTOWSP_WALK_ADVANCE : PTOWSP_WALK_INTERRUPT;
}

bool raise_collect_loops(raise_t *r, ptowsp_op_t *root) {
  r->loop_count = 0;
  return ptowsp_walk_pre(root, visit_loop, r);
}

// ---------------------------------------------------------------- boxes

static ptowsp_value_t *accessed(ptowsp_op_t *access, size_t *out_first_index) {
  size_t memref = ptowsp_op_is(access, PTOWSP_OP_MEMREF_STORE) ? 1 : 0;
  *out_first_index = memref + 1;
  return ptowsp_op_operand(access, memref);
}

// Adds the next dimension with its subscript's form over the nest's loops.
static bool add_dim(raise_t *r, ptowsp_loc_t loc, raise_box_t *box, raise_form_t form,
                    const int64_t *coefficients, int64_t stride) {
  size_t dim = box->rank++;
  box->size[dim] = 1;
  box->stride[dim] = stride;
  for (size_t i = 0; i < r->loop_count; i++) {
    const raise_loop_t *loop = &r->loops[i];
    if (!coefficients[i]) continue;
    form = add_scaled(r, form, &loop->lower, coefficients[i]);
    if (loop->extent == 1) continue;
    if (coefficients[i] != 1 || box->size[dim] != 1)
      return raise_fail(r, loc, true, "a subscript is not a loop's variable plus a constant");
    if (loop->op == box->row || loop->op == box->col)
      return raise_fail(r, loc, true, "loop '%s' is in two subscripts", loop_name(r, loop->op));
    if (box->row)
      return raise_fail(r, loc, true, "an access varies with more than two loops of the nest");
    box->size[dim] = loop->extent;
    box->row = box->col;
    box->row_dim = box->col_dim;
    box->rows = box->cols;
    box->col = loop->op;
    box->col_dim = dim;
    box->cols = loop->extent;
  }
  box->base[dim] = form;
  return true;
}

// Orders rows and columns by the strides in memory.
static bool orient(raise_t *r, ptowsp_loc_t loc, raise_box_t *box) {
  if (box->local || !box->col || box->stride[box->col_dim] == 1) return true;
  if (!box->row || box->stride[box->row_dim] != 1)
    return raise_fail(r, loc, true,
                      "the access along loop '%s' is strided: no tile instruction loads it yet",
                      loop_name(r, box->col));
  raise_box_t old = *box;
  box->row = old.col, box->row_dim = old.col_dim, box->rows = old.cols;
  box->col = old.row, box->col_dim = old.row_dim, box->cols = old.rows;
  return true;
}

// The dimensions an allocation inside the nest has for the loops around it.
static bool add_private_dims(raise_t *r, ptowsp_loc_t loc, raise_box_t *box, ptowsp_op_t *alloca) {
  for (size_t i = 0; i < r->loop_count; i++) {
    if (!ptowsp_op_is_ancestor(r->loops[i].op, alloca)) continue;
    int64_t coefficients[RAISE_MAX_LOOPS] = {0};
    coefficients[i] = 1;
    if (!add_dim(r, loc, box, (raise_form_t){0, NULL, 0}, coefficients, 0)) return false;
  }
  return true;
}

bool raise_box(raise_t *r, ptowsp_op_t *access, raise_box_t *out_box) {
  size_t first = 0;
  ptowsp_loc_t loc = ptowsp_op_loc(access);
  ptowsp_value_t *array = accessed(access, &first);
  ptowsp_type_t type = ptowsp_value_type(array);
  ptowsp_op_t *made_by = ptowsp_value_op(array);
  int64_t strides[RAISE_MAX_DIMS], offset = 0, coefficients[RAISE_MAX_LOOPS];
  raise_box_t box = {.array = array,
                     .element = ptowsp_type_element(type),
                     .row_dim = SIZE_MAX,
                     .col_dim = SIZE_MAX,
                     .rows = 1,
                     .cols = 1};
  if (made_by && !ptowsp_op_is(made_by, PTOWSP_OP_MEMREF_ALLOCA))
    return raise_fail(r, loc, false, "the array comes from %s", ptowsp_op_name(made_by));
  box.local = made_by != NULL;
  if (ptowsp_type_rank(type) + r->loop_count > RAISE_MAX_DIMS ||
      !ptowsp_type_strides(type, strides, &offset))
    return raise_fail(r, loc, false, "the array has a layout or rank that tiles do not take");
  if (made_by && !add_private_dims(r, loc, &box, made_by)) return false;
  for (size_t i = 0; i < ptowsp_type_rank(type); i++) {
    raise_form_t form;
    if (!raise_form(r, ptowsp_op_operand(access, first + i), &form, coefficients))
      return raise_fail(r, loc, true, "a subscript is not affine in the loops' variables");
    if (strides[i] == PTOWSP_DYNAMIC)
      return raise_fail(r, loc, false, "the array's extents are not constant");
    if (!add_dim(r, loc, &box, form, coefficients, strides[i])) return false;
  }
  if (!orient(r, loc, &box)) return false;
  *out_box = box;
  return true;
}

bool raise_box_equal(const raise_box_t *a, const raise_box_t *b) {
  int64_t distance = 0;
  if (a->array != b->array || a->rank != b->rank) return false;
  if (a->row_dim != b->row_dim || a->col_dim != b->col_dim) return false;
  for (size_t i = 0; i < a->rank; i++) {
    if (a->size[i] != b->size[i]) return false;
    if (!form_distance(&a->base[i], &b->base[i], &distance) || distance != 0) return false;
  }
  return true;
}

bool raise_box_contains(const raise_box_t *outer, const raise_box_t *inner) {
  if (outer->array != inner->array || outer->rank != inner->rank) return false;
  for (size_t i = 0; i < outer->rank; i++) {
    int64_t distance = 0;
    if (!form_distance(&outer->base[i], &inner->base[i], &distance)) return false;
    if (distance < 0 || distance + inner->size[i] > outer->size[i]) return false;
  }
  return true;
}

bool raise_are_aliases(const raise_t *r, ptowsp_value_t *a, ptowsp_value_t *b) {
  if (ptowsp_value_op(a) || ptowsp_value_op(b)) return false;
  for (size_t i = 0; i + 1 < r->aliases.size; i += 2) {
    size_t x = r->aliases.data[i], y = r->aliases.data[i + 1];
    size_t m = ptowsp_value_index(a), n = ptowsp_value_index(b);
    if ((x == m && y == n) || (x == n && y == m)) return true;
  }
  return false;
}

bool raise_box_may_overlap(const raise_t *r, const raise_box_t *a, const raise_box_t *b) {
  if (a->array != b->array) return raise_are_aliases(r, a->array, b->array);
  for (size_t i = 0; i < a->rank && i < b->rank; i++) {
    int64_t distance = 0;
    if (form_distance(&a->base[i], &b->base[i], &distance) &&
        (distance >= a->size[i] || -distance >= b->size[i]))
      return false;
  }
  return true;
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
                        loop_name(r, reduction->over), loop_name(r, loop));
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
                      loop_name(r, reduction.over));
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
