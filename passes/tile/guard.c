// Conditions in point loops, asked of whole tiles first.
//
//   for j in [jt, jt+8)                   if (tile has points with j >= it) {wsp.tile_if}
//     for i in [it, it+8)          →        if (all points have j >= it+7) {wsp.tile_if}
//       if (j >= i) S                         for j for i S
//                                           else
//                                             for j for i if (j >= i) S
//
// What no tile meets, or every tile, is not asked. A comparison of sums of loops' variables is
// largest and smallest in corners of a tile. What is no such comparison is asked of points alone.
#include <isl/val.h>
#include <stdlib.h>

#include "tile.h"

typedef PTOWSP_VEC(isl_aff *) forms_t;

// ---------------------------------------------------------------- building conditions

static const int64_t inverse[] = {PTOWSP_CMPI_NE,  PTOWSP_CMPI_EQ,  PTOWSP_CMPI_SGE,
                                  PTOWSP_CMPI_SGT, PTOWSP_CMPI_SLE, PTOWSP_CMPI_SLT};

ptowsp_value_t *ptowsp_tile_build_not(ptowsp_builder_t *b, ptowsp_value_t *condition) {
  ptowsp_op_t *op = ptowsp_value_op(condition);
  int64_t predicate = op ? ptowsp_op_attr_int(op, "predicate", -1) : -1;
  if (ptowsp_op_is(op, PTOWSP_OP_ARITH_CMPI) && predicate >= 0 && predicate <= PTOWSP_CMPI_SGE)
    return ptowsp_build_compare(b, PTOWSP_OP_ARITH_CMPI, inverse[predicate],
                                ptowsp_op_operand(op, 0), ptowsp_op_operand(op, 1));
  ptowsp_attr_t one = ptowsp_attr_integer(ptowsp_type_context(ptowsp_value_type(condition)), 1,
                                          ptowsp_value_type(condition));
  return ptowsp_build_binary(b, PTOWSP_OP_ARITH_XORI, condition, ptowsp_build_constant(b, one));
}

static ptowsp_block_t *build_branch(ptowsp_op_t *op, size_t region) {
  ptowsp_block_t *block = ptowsp_block_create(ptowsp_op_region(op, region));
  ptowsp_builder_t end = ptowsp_builder_at_end(block, ptowsp_op_loc(op));
  ptowsp_build(&end, &(ptowsp_op_state_t){.id = PTOWSP_OP_SCF_YIELD, .loc = ptowsp_op_loc(op)});
  return block;
}

ptowsp_op_t *ptowsp_tile_build_if(ptowsp_builder_t *b, ptowsp_value_t *condition,
                                  const char *attr) {
  ptowsp_op_state_t state = {.id = PTOWSP_OP_SCF_IF,
                             .loc = b->loc,
                             .operands = &condition,
                             .operand_count = 1,
                             .region_count = 2};
  ptowsp_op_t *op = ptowsp_build(b, &state);
  build_branch(op, 0);
  if (attr) ptowsp_op_set_attr(op, attr, ptowsp_attr_unit(ptowsp_op_context(op)));
  return op;
}

// ---------------------------------------------------------------- comparisons as sums

static void add_form(forms_t *forms, isl_aff *aff, int64_t constant) {
  ptowsp_vec_push(forms, isl_aff_add_constant_val(
                             aff, isl_val_int_from_si(isl_aff_get_ctx(aff), (long)constant)));
}

static isl_aff *difference(const isl_aff *x, const isl_aff *y) {
  isl_aff *a = isl_aff_copy((isl_aff *)x), *b = isl_aff_copy((isl_aff *)y);
  a = isl_aff_align_params(a, isl_aff_get_domain_space(b));
  b = isl_aff_align_params(b, isl_aff_get_domain_space(a));
  return isl_aff_sub(a, b);
}

static isl_aff *form_of(const guarded_t *g, isl_ctx *isl, ptowsp_value_t *value) {
  isl_pw_aff *form = ptowsp_affine(isl, value, g->loops.data, g->loops.size);
  if (!form) return NULL;
  if (isl_pw_aff_isa_aff(form) != isl_bool_true) {
    isl_pw_aff_free(form);
    return NULL;
  }
  isl_aff *aff = isl_pw_aff_as_aff(form);
  if (isl_aff_dim(aff, isl_dim_div) == 0) return aff;
  isl_aff_free(aff);
  return NULL;
}

// Adds sums that are not negative where, and only where, the condition holds.
static bool add_condition(const guarded_t *g, isl_ctx *isl, ptowsp_value_t *condition, bool negated,
                          forms_t *forms) {
  ptowsp_op_t *op = ptowsp_value_op(condition);
  if (ptowsp_op_is(op, negated ? PTOWSP_OP_ARITH_ORI : PTOWSP_OP_ARITH_ANDI))
    return add_condition(g, isl, ptowsp_op_operand(op, 0), negated, forms) &&
           add_condition(g, isl, ptowsp_op_operand(op, 1), negated, forms);
  int64_t predicate = ptowsp_op_is(op, PTOWSP_OP_ARITH_CMPI)
                          ? ptowsp_op_attr_int(op, "predicate", PTOWSP_CMPI_NE)
                          : PTOWSP_CMPI_NE;
  if (negated && predicate <= PTOWSP_CMPI_SGE) predicate = inverse[predicate];
  if (predicate == PTOWSP_CMPI_NE || predicate > PTOWSP_CMPI_SGE) return false;
  isl_aff *x = form_of(g, isl, ptowsp_op_operand(op, 0));
  isl_aff *y = x ? form_of(g, isl, ptowsp_op_operand(op, 1)) : NULL;
  if (y &&
      (predicate == PTOWSP_CMPI_SLT || predicate == PTOWSP_CMPI_SLE || predicate == PTOWSP_CMPI_EQ))
    add_form(forms, difference(y, x), predicate == PTOWSP_CMPI_SLT ? -1 : 0);
  if (y &&
      (predicate == PTOWSP_CMPI_SGT || predicate == PTOWSP_CMPI_SGE || predicate == PTOWSP_CMPI_EQ))
    add_form(forms, difference(x, y), predicate == PTOWSP_CMPI_SGT ? -1 : 0);
  bool ok = y != NULL;
  isl_aff_free(x);
  isl_aff_free(y);
  return ok;
}

// ---------------------------------------------------------------- whole tiles

// The largest, or smallest, value in a tile, as a form of where it begins.
static isl_aff *corner(const guarded_t *g, const isl_aff *form, bool largest) {
  isl_aff *result = isl_aff_copy((isl_aff *)form);
  for (size_t i = 0; i < g->loops.size; i++) {
    isl_val *step = isl_aff_get_coefficient_val(result, isl_dim_in, (int)i);
    bool adds = largest ? isl_val_is_pos(step) : isl_val_is_neg(step);
    isl_val *far = isl_val_mul_ui(step, (unsigned long)g->widths.data[i]);
    if (adds)
      result = isl_aff_add_constant_val(result, far);
    else
      isl_val_free(far);
  }
  return result;
}

static ptowsp_value_t *as_index(void *data, ptowsp_value_t *value) {
  ptowsp_builder_t *b = data;
  if (ptowsp_type_is_index(ptowsp_value_type(value))) return value;
  return ptowsp_build_cast(b, PTOWSP_OP_ARITH_INDEX_CAST, value,
                           ptowsp_type_index(ptowsp_type_context(ptowsp_value_type(value))));
}

// Whether none of the corners is negative; NULL: there is nothing to ask.
static ptowsp_value_t *build_test(const guarded_t *g, const forms_t *forms, bool largest,
                                  ptowsp_builder_t *b) {
  ptowsp_value_t *all = NULL;
  for (size_t i = 0; i < forms->size; i++) {
    isl_aff *at = corner(g, forms->data[i], largest);
    ptowsp_value_t *value = ptowsp_affine_build(b, at, g->values.data, as_index, b);
    isl_aff_free(at);
    if (!value) return NULL;
    ptowsp_value_t *holds = ptowsp_build_compare(b, PTOWSP_OP_ARITH_CMPI, PTOWSP_CMPI_SGE, value,
                                                 ptowsp_build_index(b, 0));
    all = all ? ptowsp_build_binary(b, PTOWSP_OP_ARITH_ANDI, all, holds) : holds;
  }
  return all;
}

static ptowsp_walk_t list_op(ptowsp_op_t *op, void *data) {
  ptowsp_vec_push((tile_ops_t *)data, op);
  return PTOWSP_WALK_ADVANCE;
}

void ptowsp_tile_unwrap_if(ptowsp_op_t *op) {
  ptowsp_block_t *then = ptowsp_region_first(ptowsp_op_region(op, 0));
  ptowsp_block_each(then, inner) {
    if (!ptowsp_op_has_trait(inner, PTOWSP_TRAIT_TERMINATOR)) ptowsp_op_move_before(inner, op);
  }
  ptowsp_op_erase(op);
}

// A copy of the point loops, before an op, without their conditions.
static void copy_whole(const guarded_t *g, ptowsp_op_t *before) {
  ptowsp_op_t *copy = ptowsp_op_clone(g->points, NULL);
  ptowsp_op_move_before(copy, before);
  tile_ops_t from = {0}, to = {0};
  ptowsp_walk_pre(g->points, list_op, &from);
  ptowsp_walk_pre(copy, list_op, &to);
  for (size_t i = 0; i < from.size; i++)
    for (size_t k = 0; k < g->ifs.size; k++)
      if (from.data[i] == g->ifs.data[k]) ptowsp_tile_unwrap_if(to.data[i]);
  ptowsp_vec_deinit(&from);
  ptowsp_vec_deinit(&to);
}

// Whether a test holds for all tiles, for none, or for some of them.
typedef enum { NEVER, SOMETIMES, ALWAYS } answer_t;

static answer_t answer(const guarded_t *g, isl_ctx *isl, const forms_t *forms, bool largest) {
  tile_ops_t loops = {0};
  for (size_t i = 0; i < g->values.size; i++)
    ptowsp_vec_push(&loops, ptowsp_block_op(ptowsp_value_block(g->values.data[i])));
  isl_set *tiles = ptowsp_loops_domain(isl, loops.data, loops.size);
  isl_set *holds = isl_set_copy(tiles);
  for (size_t i = 0; i < forms->size; i++) {
    isl_pw_aff *at = isl_pw_aff_from_aff(corner(g, forms->data[i], largest));
    holds = isl_set_intersect(holds, isl_pw_aff_nonneg_set(at));
  }
  answer_t result = isl_set_is_empty(holds) == isl_bool_true           ? NEVER
                    : isl_set_is_subset(tiles, holds) == isl_bool_true ? ALWAYS
                                                                       : SOMETIMES;
  isl_set_free(tiles);
  isl_set_free(holds);
  ptowsp_vec_deinit(&loops);
  return result;
}

static ptowsp_builder_t inside_branch(ptowsp_block_t *block, ptowsp_loc_t loc) {
  ptowsp_builder_t b = ptowsp_builder_before(ptowsp_block_terminator(block));
  b.loc = loc;
  return b;
}

static void tell_apart(isl_ctx *isl, const guarded_t *g) {
  forms_t forms = {0};
  bool exact = true;
  ptowsp_loc_t loc = ptowsp_op_loc(g->points);
  for (size_t i = 0; i < g->guards.size; i++)
    exact &= add_condition(g, isl, g->guards.data[i].condition, g->guards.data[i].negated, &forms);
  answer_t some = answer(g, isl, &forms, true);
  answer_t all = exact ? answer(g, isl, &forms, false) : NEVER;
  ptowsp_builder_t b = ptowsp_builder_before(g->points);
  b.loc = loc;
  ptowsp_value_t *test = some == SOMETIMES ? build_test(g, &forms, true, &b) : NULL;
  if (test) {
    ptowsp_op_t *outer = ptowsp_tile_build_if(&b, test, "wsp.tile_if");
    b = inside_branch(ptowsp_region_first(ptowsp_op_region(outer, 0)), loc);
  }
  test = all == SOMETIMES ? build_test(g, &forms, false, &b) : NULL;
  if (test) {
    ptowsp_op_t *inner = ptowsp_tile_build_if(&b, test, "wsp.tile_if");
    copy_whole(g, ptowsp_block_terminator(ptowsp_region_first(ptowsp_op_region(inner, 0))));
    b = inside_branch(build_branch(inner, 1), loc);
  }
  if (b.before != g->points) ptowsp_op_move_before(g->points, b.before);
  for (size_t i = 0; all == ALWAYS && i < g->ifs.size; i++) ptowsp_tile_unwrap_if(g->ifs.data[i]);
  for (size_t i = 0; i < forms.size; i++) isl_aff_free(forms.data[i]);
  ptowsp_vec_deinit(&forms);
}

void ptowsp_tile_tell_apart(const tile_t *t) {
  for (size_t i = 0; i < t->guarded.size; i++) tell_apart(t->isl, &t->guarded.data[i]);
}
