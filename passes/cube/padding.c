// Factors that are zero outside of an array: the array with a border.
//
//   … (y + q >= 1 && y + q <= H ? x[y + q - 1] : 0) * f[q]
//
//   →  for u: p[u] = 0;  for u: p[u + 1] = x[u];  … p[y + q] * f[q]
//
// The condition must be one on the subscripts: it holds for a box of elements, whatever iteration
// reads them. Then nothing but these is read, and zeros are multiplied as in the program.
#include <isl/aff.h>
#include <isl/ilp.h>
#include <isl/map.h>
#include <isl/set.h>
#include <isl/space.h>
#include <isl/val.h>

#include "split.h"

// A box of elements.
typedef struct {
  int64_t low[CONTRACTION_RANK], high[CONTRACTION_RANK];
} box_t;

typedef struct {
  split_t *s;
  ptowsp_op_t *choice, *load; // scf.if, and what it reads
  ptowsp_op_t *cast;          // of that; NULL: none
  ptowsp_op_t *loops[CONTRACTION_LOOPS];
  size_t loop_count, rank;
  bool otherwise; // it reads where the condition does not hold
  box_t read, all;
} padding_t;

// ---------------------------------------------------------------- what is read

static ptowsp_op_t *yield_of(ptowsp_op_t *choice, size_t region) {
  ptowsp_block_t *block = ptowsp_region_first(ptowsp_op_region(choice, region));
  return block ? ptowsp_block_terminator(block) : NULL;
}

// Whether an op chooses between an element and zero.
static bool match(padding_t *p) {
  if (ptowsp_op_result_count(p->choice) != 1 || ptowsp_op_region_count(p->choice) != 2)
    return false;
  for (size_t i = 0; i < 2; i++) {
    ptowsp_op_t *yield = yield_of(p->choice, i), *other = yield_of(p->choice, 1 - i);
    if (!yield || !other || !contraction_is_zero(ptowsp_op_operand(other, 0))) continue;
    ptowsp_op_t *load = ptowsp_value_op(ptowsp_op_operand(yield, 0)), *cast = NULL;
    if (ptowsp_op_is(load, PTOWSP_OP_ARITH_EXTF) || ptowsp_op_is(load, PTOWSP_OP_ARITH_EXTSI)) {
      cast = load;
      load = ptowsp_value_op(ptowsp_op_operand(cast, 0));
    }
    if (!ptowsp_op_is(load, PTOWSP_OP_MEMREF_LOAD) ||
        ptowsp_op_block(load) != ptowsp_op_block(yield))
      continue;
    p->load = load;
    p->cast = cast;
    p->otherwise = i == 1;
    p->rank = ptowsp_op_operand_count(load) - 1;
    return p->rank > 0 && p->rank <= CONTRACTION_RANK;
  }
  return false;
}

// Whether loops alone stand around the choice, and nothing in them writes the array.
static bool is_steady(padding_t *p) {
  ptowsp_op_t *up = ptowsp_op_parent(p->choice);
  for (; up != p->s->kernel; up = ptowsp_op_parent(up))
    if (!ptowsp_op_is(up, PTOWSP_OP_SCF_FOR)) return false;
  if (!split_loops_around(p->s, p->choice, p->loops, &p->loop_count) || !p->loop_count)
    return false;
  ptowsp_value_t *array = split_memref_of(p->load);
  ptowsp_op_t *made_by = ptowsp_value_op(array);
  if (made_by && ptowsp_op_is_ancestor(p->loops[0], made_by)) return false;
  ops_t stores = {0};
  bool steady = true;
  split_collect(p->loops[0], PTOWSP_OP_MEMREF_STORE, &stores);
  for (size_t i = 0; i < stores.size; i++)
    steady = steady && split_memref_of(stores.data[i]) != array;
  ptowsp_vec_deinit(&stores);
  return steady;
}

static bool hull(isl_set *set, size_t rank, box_t *out_box) {
  bool ok = isl_set_is_empty(set) == isl_bool_false;
  int64_t shape[CONTRACTION_RANK];
  for (size_t i = 0; ok && i < rank; i++) {
    ok = ptowsp_isl_int(isl_set_dim_min_val(isl_set_copy(set), (int)i), &out_box->low[i]) &&
         ptowsp_isl_int(isl_set_dim_max_val(isl_set_copy(set), (int)i), &out_box->high[i]);
    if (ok) shape[i] = out_box->high[i] - out_box->low[i] + 1;
  }
  return ok && ptowsp_shape_is_held(shape, rank);
}

static bool is_box(isl_set *set, size_t rank, const box_t *box) {
  isl_set *whole = isl_set_universe(isl_set_get_space(set));
  for (size_t i = 0; i < rank; i++) {
    whole = isl_set_lower_bound_si(whole, isl_dim_set, (unsigned)i, (int)box->low[i]);
    whole = isl_set_upper_bound_si(whole, isl_dim_set, (unsigned)i, (int)box->high[i]);
  }
  bool equal = isl_set_is_equal(set, whole) == isl_bool_true;
  isl_set_free(whole);
  return equal;
}

// { [loops] -> [subscripts] }; NULL: not affine.
static isl_map *subscripts(padding_t *p) {
  isl_map *map = isl_map_universe(isl_space_alloc(p->s->isl, 0, (unsigned)p->loop_count, 0));
  for (size_t d = 0; map && d < p->rank; d++) {
    isl_pw_aff *pw =
        ptowsp_affine(p->s->isl, ptowsp_op_operand(p->load, d + 1), p->loops, p->loop_count);
    map = isl_map_flat_range_product(map, pw ? isl_map_from_pw_aff(pw) : NULL);
  }
  return map;
}

// Finds the box of elements that are read, and the one of all places that are named.
static bool find_boxes(padding_t *p) {
  isl_set *domain = ptowsp_loops_domain(p->s->isl, p->loops, p->loop_count);
  isl_set *holds =
      ptowsp_condition(p->s->isl, ptowsp_op_operand(p->choice, 0), p->loops, p->loop_count);
  isl_map *map = holds ? subscripts(p) : NULL;
  bool ok = domain && map && isl_set_dim(holds, isl_dim_param) == 0 &&
            isl_map_dim(map, isl_dim_param) == 0 && isl_set_dim(domain, isl_dim_param) == 0;
  if (ok) {
    holds = p->otherwise ? isl_set_subtract(isl_set_copy(domain), holds)
                         : isl_set_intersect(isl_set_copy(domain), holds);
    isl_set *read = isl_set_apply(isl_set_copy(holds), isl_map_copy(map));
    isl_set *all = isl_set_apply(isl_set_copy(domain), isl_map_copy(map));
    isl_set *readers = isl_set_apply(isl_set_copy(read), isl_map_reverse(isl_map_copy(map)));
    readers = isl_set_intersect(readers, isl_set_copy(domain));
    ok = isl_set_is_equal(readers, holds) == isl_bool_true && hull(read, p->rank, &p->read) &&
         is_box(read, p->rank, &p->read) && hull(all, p->rank, &p->all);
    isl_set_free(read);
    isl_set_free(all);
    isl_set_free(readers);
  }
  isl_set_free(domain);
  isl_set_free(holds);
  isl_map_free(map);
  return ok;
}

// ---------------------------------------------------------------- the array with a border

// Loops over a box around a store to the padded array: of zero, or of the elements.
static void build_loops(const padding_t *p, const box_t *box, ptowsp_value_t *padded, bool zero) {
  ptowsp_value_t *from[CONTRACTION_RANK + 1] = {split_memref_of(p->load)};
  ptowsp_value_t *to[CONTRACTION_RANK + 2] = {NULL, padded};
  ptowsp_type_t element = ptowsp_value_type(ptowsp_op_result(p->load, 0));
  ptowsp_builder_t b = ptowsp_builder_before(p->loops[0]);
  ptowsp_loc_t loc = b.loc = ptowsp_op_loc(p->load);
  for (size_t d = 0; d < p->rank; d++) {
    ptowsp_value_t *lower = ptowsp_build_index(&b, box->low[d]);
    ptowsp_value_t *upper = ptowsp_build_index(&b, box->high[d] + 1);
    ptowsp_op_t *loop = ptowsp_build_for(&b, lower, upper, ptowsp_build_index(&b, 1));
    b = ptowsp_builder_before(ptowsp_block_terminator(ptowsp_op_body(loop)));
    b.loc = loc;
    from[d + 1] = to[d + 2] = ptowsp_block_arg(ptowsp_op_body(loop), 0);
    if (p->all.low[d])
      to[d + 2] = ptowsp_build_binary(&b, PTOWSP_OP_ARITH_SUBI, from[d + 1],
                                      ptowsp_build_index(&b, p->all.low[d]));
  }
  if (zero) {
    ptowsp_attr_t number = ptowsp_type_is_float(element)
                               ? ptowsp_attr_float(p->s->context, 0, element)
                               : ptowsp_attr_integer(p->s->context, 0, element);
    to[0] = ptowsp_build_constant(&b, number);
  } else {
    to[0] = ptowsp_op_result(
        split_build_access(&b, PTOWSP_OP_MEMREF_LOAD, from, p->rank + 1, element), 0);
  }
  split_build_access(&b, PTOWSP_OP_MEMREF_STORE, to, p->rank + 2, NULL);
}

static ptowsp_value_t *build_padded(const padding_t *p) {
  int64_t shape[CONTRACTION_RANK];
  ptowsp_type_t element = ptowsp_value_type(ptowsp_op_result(p->load, 0));
  for (size_t d = 0; d < p->rank; d++) shape[d] = p->all.high[d] - p->all.low[d] + 1;
  ptowsp_builder_t b = ptowsp_builder_before(p->loops[0]);
  b.loc = ptowsp_op_loc(p->load);
  ptowsp_type_t type = ptowsp_type_memref(p->s->context, shape, p->rank, element, NULL, NULL);
  ptowsp_value_t *padded = ptowsp_build_alloc(&b, type, NULL, NULL);
  ptowsp_op_set_attr(ptowsp_value_op(padded), "wsp.name",
                     ptowsp_attr_cstring(p->s->context, "padded"));
  return padded;
}

// The value in front of the choice that it has inside.
static ptowsp_value_t *hoist(const padding_t *p, ptowsp_builder_t *b, ptowsp_value_map_t *map,
                             ptowsp_value_t *value) {
  ptowsp_value_t *known = ptowsp_value_map_get(map, value);
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (known != value || !op || !ptowsp_op_is_ancestor(p->choice, op)) return known;
  if (!ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE) || ptowsp_op_region_count(op)) return NULL;
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++)
    if (!hoist(p, b, map, ptowsp_op_operand(op, i))) return NULL;
  ptowsp_op_move_before(ptowsp_op_clone(op, map), b->before);
  return ptowsp_value_map_get(map, value);
}

// An element of a memref at the places that the choice reads, from others counted; NULL: failure.
static ptowsp_value_t *read_at(const padding_t *p, ptowsp_value_t *memref, bool moved) {
  ptowsp_value_t *operands[CONTRACTION_RANK + 1] = {memref};
  ptowsp_builder_t b = ptowsp_builder_before(p->choice);
  ptowsp_value_map_t *map = ptowsp_value_map_create();
  bool ok = true;
  b.loc = ptowsp_op_loc(p->load);
  for (size_t d = 0; ok && d < p->rank; d++) {
    ok = (operands[d + 1] = hoist(p, &b, map, ptowsp_op_operand(p->load, d + 1))) != NULL;
    if (ok && moved && p->all.low[d])
      operands[d + 1] = ptowsp_build_binary(&b, PTOWSP_OP_ARITH_SUBI, operands[d + 1],
                                            ptowsp_build_index(&b, p->all.low[d]));
  }
  ptowsp_value_map_destroy(map);
  ptowsp_type_t element = ptowsp_value_type(ptowsp_op_result(p->load, 0));
  if (!ok) return NULL;
  ptowsp_op_t *load = split_build_access(&b, PTOWSP_OP_MEMREF_LOAD, operands, p->rank + 1, element);
  if (!p->cast) return ptowsp_op_result(load, 0);
  return ptowsp_build_cast(&b, ptowsp_op_id(p->cast), ptowsp_op_result(load, 0),
                           ptowsp_value_type(ptowsp_op_result(p->cast, 0)));
}

// ---------------------------------------------------------------- all

// Whether a sum with a value is a product of matrices.
static bool feeds_matrix(const padding_t *p) {
  ops_t stores = {0};
  bool found = false;
  split_collect(p->loops[p->loop_count - 1], PTOWSP_OP_MEMREF_STORE, &stores);
  for (size_t i = 0; i < stores.size; i++)
    found = found || contraction_is_matrix(p->s->isl, p->loops[0], stores.data[i]);
  ptowsp_vec_deinit(&stores);
  return found;
}

static bool pad(split_t *s, ptowsp_op_t *choice) {
  padding_t p = {.s = s, .choice = choice};
  if (!match(&p) || !is_steady(&p) || !find_boxes(&p)) return false;
  // As if there were no condition, to see what becomes of the sum.
  ptowsp_value_t *result = ptowsp_op_result(choice, 0);
  ptowsp_value_t *plain = read_at(&p, split_memref_of(p.load), false);
  if (!plain || feeds_matrix(&p)) return false;
  ptowsp_value_replace_all(result, plain);
  bool matrix = feeds_matrix(&p);
  ptowsp_value_t *with = matrix ? build_padded(&p) : result;
  if (matrix) {
    build_loops(&p, &p.all, with, true);
    build_loops(&p, &p.read, with, false);
    with = read_at(&p, with, true);
  }
  ptowsp_value_replace_all(plain, with);
  return matrix;
}

bool split_pad(split_t *s) {
  ops_t choices = {0};
  bool changed = false;
  split_collect(s->kernel, PTOWSP_OP_SCF_IF, &choices);
  for (size_t i = 0; i < choices.size; i++) changed |= pad(s, choices.data[i]);
  ptowsp_vec_deinit(&choices);
  if (isl_ctx_last_error(s->isl) != isl_error_none) isl_ctx_reset_error(s->isl);
  split_drop_dead(ptowsp_op_body(s->kernel));
  return changed;
}
