// Other ways to write the loops of matrix products, made the plain one.
//
//   for i = t to t + 16: … a[i] …                  →   for i = 0 to 16: … a[t + i] …
//   for i = 0 to 64 step 8: float p[8]; … a[i] …   →   for i = 0 to 8: float p[8]; … a[8 * i] …
//   for i = 0 to 16: … a[15 - i] …                 →   for i = 0 to 16: … a[i] …
//   c[i][j] = fma(a[i][k], b[k][j], c[i][j])       →   c[i][j] = c[i][j] + a[i][k] * b[k][j]
//
// A loop is turned only if no iteration needs another one but to add to a sum. The cube rounds no
// product before it is added; what is summed in another order is within its tolerance.
#include <isl/aff.h>
#include <isl/map.h>
#include <isl/val.h>

#include "split.h"

// ---------------------------------------------------------------- loops that begin elsewhere

static isl_stat take_piece(isl_set *domain, isl_aff *aff, void *data) {
  isl_set_free(domain);
  *(isl_aff **)data = aff;
  return isl_stat_ok;
}

// How far a loop's bounds are apart, if that is a constant; else 0.
static int64_t length_of(split_t *s, ptowsp_op_t *loop) {
  ptowsp_op_t *around[CONTRACTION_LOOPS];
  size_t count = 0;
  int64_t length = 0;
  if (!split_loops_around(s, loop, around, &count)) return 0;
  isl_pw_aff *lower = ptowsp_affine(s->isl, ptowsp_op_operand(loop, 0), around, count);
  isl_pw_aff *upper = ptowsp_affine(s->isl, ptowsp_op_operand(loop, 1), around, count);
  isl_pw_aff *less = lower && upper ? isl_pw_aff_sub(upper, lower) : NULL;
  if (!less) {
    isl_pw_aff_free(lower);
    isl_pw_aff_free(upper);
    return 0;
  }
  isl_aff *aff = NULL;
  if (isl_pw_aff_n_piece(less) == 1) isl_pw_aff_foreach_piece(less, take_piece, &aff);
  isl_pw_aff_free(less);
  if (aff && isl_aff_is_cst(aff) == isl_bool_true) {
    isl_val *value = isl_aff_get_constant_val(aff);
    if (isl_val_is_int(value) == isl_bool_true && isl_val_cmp_si(value, INT32_MAX) < 0 &&
        isl_val_cmp_si(value, 0) > 0)
      length = isl_val_get_num_si(value);
    isl_val_free(value);
  }
  isl_aff_free(aff);
  return length;
}

static void users_of(ptowsp_value_t *value, ops_t *out_users) {
  for (ptowsp_use_t *use = ptowsp_value_first_use(value); use; use = ptowsp_use_next(use))
    ptowsp_vec_push(out_users, ptowsp_use_op(use));
}

static bool start_at_zero(split_t *s, ptowsp_op_t *loop) {
  int64_t lower = 0, length = 0;
  ptowsp_value_t *from = ptowsp_op_operand(loop, 0);
  if (ptowsp_value_constant(from, &lower) || !(length = length_of(s, loop))) return false;
  ptowsp_builder_t b = ptowsp_builder_before(loop);
  ptowsp_op_set_operand(loop, 0, ptowsp_build_index(&b, 0));
  ptowsp_op_set_operand(loop, 1, ptowsp_build_index(&b, length));
  b = ptowsp_builder_before(ptowsp_block_first(ptowsp_op_body(loop)));
  ptowsp_value_t *iv = ptowsp_block_arg(ptowsp_op_body(loop), 0);
  ops_t users = {0};
  users_of(iv, &users);
  ptowsp_value_t *place = ptowsp_build_binary(&b, PTOWSP_OP_ARITH_ADDI, from, iv);
  for (size_t i = 0; i < users.size; i++) ptowsp_op_replace_operand(users.data[i], iv, place);
  ptowsp_vec_deinit(&users);
  return true;
}

// ---------------------------------------------------------------- loops over blocks

static ptowsp_walk_t find_local(ptowsp_op_t *op, void *data) {
  (void)data;
  return ptowsp_op_is_alloc(op) ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

// Counts the iterations of a loop with locals in it one by one, which then have an extent for it.
static bool step_by_one(ptowsp_op_t *loop) {
  int64_t lower = 0, step = 0, extent = ptowsp_loop_iterations(loop, &lower, &step);
  if (!extent || step == 1 || ptowsp_walk_pre(loop, find_local, NULL)) return false;
  ptowsp_builder_t b = ptowsp_builder_before(loop);
  ptowsp_op_set_operand(loop, 0, ptowsp_build_index(&b, 0));
  ptowsp_op_set_operand(loop, 1, ptowsp_build_index(&b, extent));
  ptowsp_op_set_operand(loop, 2, ptowsp_build_index(&b, 1));
  b = ptowsp_builder_before(ptowsp_block_first(ptowsp_op_body(loop)));
  ptowsp_value_t *iv = ptowsp_block_arg(ptowsp_op_body(loop), 0);
  ops_t users = {0};
  users_of(iv, &users);
  ptowsp_value_t *place =
      ptowsp_build_binary(&b, PTOWSP_OP_ARITH_MULI, iv, ptowsp_build_index(&b, step));
  if (lower)
    place = ptowsp_build_binary(&b, PTOWSP_OP_ARITH_ADDI, place, ptowsp_build_index(&b, lower));
  for (size_t i = 0; i < users.size; i++) ptowsp_op_replace_operand(users.data[i], iv, place);
  ptowsp_vec_deinit(&users);
  return true;
}

// ---------------------------------------------------------------- loops that run backward

// Whether a loop's iterations may run in any order: all that one needs of another is what it adds
// to.
static bool is_reversible(split_t *s, ptowsp_op_t *loop) {
  ptowsp_model_t *model = ptowsp_model_create(s->isl, &loop, 1, NULL);
  bool ok = model != NULL;
  for (size_t i = 0; ok && i < model->accesses.size; i++)
    for (size_t j = 0; ok && j < model->accesses.size; j++) {
      const ptowsp_access_t *a = &model->accesses.data[i], *b = &model->accesses.data[j];
      if (a->array != b->array || (!a->write && !b->write)) continue;
      if (split_is_adding(model->stmts.data[a->stmt].op) &&
          split_is_adding(model->stmts.data[b->stmt].op))
        continue;
      isl_map *map = ptowsp_conflicts(a, b);
      isl_map *same =
          isl_map_equate(isl_map_copy(map), isl_dim_in, 0, isl_dim_out, 0); // of one iteration
      ok = isl_map_is_subset(map, same) == isl_bool_true;
      isl_map_free(map);
      isl_map_free(same);
    }
  if (model) ptowsp_model_destroy(model);
  return ok;
}

// The constant that a loop's variable is subtracted from, by all that use it. False: there is none.
static bool subtracted_from(const ops_t *users, ptowsp_value_t *iv, int64_t *out_from) {
  for (size_t i = 0; i < users->size; i++) {
    ptowsp_op_t *op = users->data[i];
    int64_t constant = 0;
    if (!ptowsp_op_is(op, PTOWSP_OP_ARITH_SUBI) || ptowsp_op_operand(op, 1) != iv ||
        !ptowsp_value_constant(ptowsp_op_operand(op, 0), &constant) || (i && constant != *out_from))
      return false;
    *out_from = constant;
  }
  return users->size > 0;
}

static bool turn(split_t *s, ptowsp_op_t *loop) {
  ptowsp_value_t *iv = ptowsp_block_arg(ptowsp_op_body(loop), 0);
  int64_t from = 0, lower = 0, step = 0, extent = ptowsp_loop_iterations(loop, &lower, &step);
  ops_t users = {0};
  users_of(iv, &users);
  int64_t last = 0, first = 0, end = 0;
  bool ok = extent && !ptowsp_op_result_count(loop) && subtracted_from(&users, iv, &from) &&
            !__builtin_sub_overflow(from, lower, &last) &&
            !__builtin_sub_overflow(last, (extent - 1) * step, &first) &&
            !__builtin_add_overflow(last, 1, &end) && is_reversible(s, loop);
  if (ok) {
    ptowsp_builder_t b = ptowsp_builder_before(loop);
    ptowsp_op_set_operand(loop, 0, ptowsp_build_index(&b, first));
    ptowsp_op_set_operand(loop, 1, ptowsp_build_index(&b, end));
    for (size_t i = 0; i < users.size; i++) {
      ptowsp_value_replace_all(ptowsp_op_result(users.data[i], 0), iv);
      ptowsp_op_erase(users.data[i]);
    }
  }
  ptowsp_vec_deinit(&users);
  return ok;
}

// ---------------------------------------------------------------- products rounded once

// Adds the product of a store of fma(x, y, what it stores to) in two steps.
static bool part_fma(ptowsp_op_t *store) {
  ptowsp_op_t *fma = ptowsp_value_op(ptowsp_op_operand(store, 0));
  if (!ptowsp_op_is(fma, PTOWSP_OP_MATH_FMA)) return false;
  ptowsp_op_t *old = ptowsp_value_op(ptowsp_op_operand(fma, 2));
  if (!ptowsp_op_is(old, PTOWSP_OP_MEMREF_LOAD) || !contraction_same_place(old, store))
    return false;
  ptowsp_builder_t b = ptowsp_builder_before(store);
  ptowsp_value_t *product = ptowsp_build_binary(&b, PTOWSP_OP_ARITH_MULF, ptowsp_op_operand(fma, 0),
                                                ptowsp_op_operand(fma, 1));
  ptowsp_op_set_operand(
      store, 0, ptowsp_build_binary(&b, PTOWSP_OP_ARITH_ADDF, ptowsp_op_result(old, 0), product));
  return true;
}

static ptowsp_op_t *outermost(split_t *s, ptowsp_op_t *op) {
  ptowsp_op_t *found = NULL;
  for (; op && op != s->kernel; op = ptowsp_op_parent(op))
    if (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR)) found = op;
  return found;
}

static bool part_fmas(split_t *s) {
  bool changed = false;
  ops_t stores = {0};
  split_collect(s->kernel, PTOWSP_OP_MEMREF_STORE, &stores);
  for (size_t i = 0; i < stores.size; i++) {
    ptowsp_op_t *store = stores.data[i], *nest = outermost(s, store);
    ptowsp_value_t *value = ptowsp_op_operand(store, 0);
    if (!nest || !part_fma(store)) continue;
    if (contraction_is_matrix(s->isl, nest, store))
      changed = true;
    else
      ptowsp_op_set_operand(store, 0, value);
  }
  ptowsp_vec_deinit(&stores);
  return changed;
}

// ---------------------------------------------------------------- all

bool split_normalize(split_t *s) {
  bool changed = false;
  ops_t loops = {0};
  split_collect(s->kernel, PTOWSP_OP_SCF_FOR, &loops);
  for (size_t i = 0; i < loops.size; i++) changed |= step_by_one(loops.data[i]);
  for (size_t i = 0; i < loops.size; i++) changed |= start_at_zero(s, loops.data[i]);
  for (size_t i = 0; i < loops.size; i++) changed |= turn(s, loops.data[i]);
  ptowsp_vec_deinit(&loops);
  changed |= part_fmas(s);
  if (changed) split_drop_dead(ptowsp_op_body(s->kernel));
  return changed;
}
