// Where the accesses of the scalar program are: the loops around them, and whether their subscripts
// stay within what the kernel is known to touch.
#include <isl/local_space.h>
#include <isl/space.h>
#include <isl/val.h>

#include "wsp_raise_loops.h"

bool raise_find_place(raise_t *r, ptowsp_op_t *op, raise_place_t *out_place) {
  out_place->depth = ptowsp_loops_around(op, r->scalar, out_place->loops, RAISE_MAX_DEPTH);
  if (out_place->depth > RAISE_MAX_DEPTH) return false;
  out_place->domain = ptowsp_loops_domain(r->isl, out_place->loops, out_place->depth);
  return true;
}

static isl_pw_aff *number(raise_t *r, size_t depth, int64_t value) {
  isl_local_space *space =
      isl_local_space_from_space(isl_space_set_alloc(r->isl, 0, (unsigned)depth));
  return isl_pw_aff_from_aff(
      isl_aff_val_on_domain(space, isl_val_int_from_si(r->isl, (long)value)));
}

// What the kernel's footprint says, or what it is found to be.
static bool find_touched(raise_t *r, ptowsp_value_t *array, size_t dim, int64_t *out_first,
                         int64_t *out_size) {
  if (!ptowsp_op_is(ptowsp_block_op(ptowsp_value_block(array)), PTOWSP_OP_WSP_KERNEL)) return false;
  size_t index = ptowsp_value_index(array);
  ptowsp_attr_t all = ptowsp_op_attr(r->kernel, "footprints");
  if (all && index < ptowsp_attr_count(all)) {
    ptowsp_attr_t one = ptowsp_attr_at(all, index);
    if (ptowsp_attr_kind(one) != PTOWSP_ATTR_DICTIONARY) return false;
    ptowsp_attr_t offsets = ptowsp_attr_lookup(one, "offsets");
    ptowsp_attr_t sizes = ptowsp_attr_lookup(one, "sizes");
    if (!offsets || !sizes || dim >= ptowsp_attr_count(sizes)) return false;
    *out_first = ptowsp_attr_dense_array_int(offsets, dim);
    *out_size = ptowsp_attr_dense_array_int(sizes, dim);
    return true;
  }
  if (!r->summaries) r->summaries = ptowsp_summaries_create(r->isl);
  const ptowsp_summary_t *summary = ptowsp_summary(r->summaries, r->kernel);
  if (!summary || index >= summary->count || dim >= summary->args[index].rank) return false;
  *out_first = summary->args[index].offsets[dim];
  *out_size = summary->args[index].sizes[dim];
  return true;
}

bool raise_touched(raise_t *r, ptowsp_value_t *array, size_t dim, int64_t *out_first,
                   int64_t *out_size) {
  enum { MOST = 1 << 30 }; // of what is added up
  return find_touched(r, array, dim, out_first, out_size) && *out_first >= -MOST &&
         *out_first <= MOST && *out_size >= 0 && *out_size <= MOST;
}

// A subscript of an access, and the range in which it lies within what the kernel touches.
static bool allowed(raise_t *r, ptowsp_op_t *access, size_t dim, ptowsp_value_t **out_subscript,
                    int64_t *out_low, int64_t *out_size) {
  size_t first = ptowsp_op_is(access, PTOWSP_OP_MEMREF_STORE) ? 2 : 1;
  ptowsp_value_t *array = ptowsp_op_operand(access, first - 1);
  *out_subscript = ptowsp_op_operand(access, first + dim);
  *out_low = 0;
  *out_size = ptowsp_type_shape(ptowsp_value_type(array))[dim];
  return ptowsp_value_op(array) || raise_touched(r, array, dim, out_low, out_size);
}

isl_set *raise_within(raise_t *r, ptowsp_op_t *access, size_t dim, const raise_place_t *place) {
  ptowsp_value_t *index = NULL;
  int64_t low = 0, size = 0;
  if (!allowed(r, access, dim, &index, &low, &size)) return NULL;
  isl_pw_aff *subscript = ptowsp_affine(r->isl, index, place->loops, place->depth);
  if (!subscript) return NULL;
  isl_set *from = isl_pw_aff_ge_set(isl_pw_aff_copy(subscript), number(r, place->depth, low));
  isl_set *to = isl_pw_aff_lt_set(subscript, number(r, place->depth, low + size));
  return isl_set_intersect(from, to);
}

size_t raise_rank(const ptowsp_op_t *access) {
  return ptowsp_op_operand_count(access) - (ptowsp_op_is(access, PTOWSP_OP_MEMREF_STORE) ? 2 : 1);
}

// The same for a subscript in all iterations, where the ranges of the loops' variables tell it:
// without them most of the time of raising conditions goes to isl.
static bool is_within_known(raise_t *r, ptowsp_op_t *access, size_t dim, ptowsp_op_t *const *loops,
                            size_t depth, bool *out_within) {
  ptowsp_value_t *index = NULL;
  int64_t low = 0, size = 0, least = 0, most = 0;
  *out_within = false;
  if (!allowed(r, access, dim, &index, &low, &size)) return true;
  if (!ptowsp_index_range(index, loops, depth, &least, &most)) return false;
  *out_within = least >= low && most < low + size;
  return true;
}

bool raise_is_within(raise_t *r, ptowsp_op_t *access, size_t dim, const raise_place_t *place) {
  bool safe = false;
  if (is_within_known(r, access, dim, place->loops, place->depth, &safe)) return safe;
  isl_set *within = raise_within(r, access, dim, place);
  safe = within && isl_set_is_subset(place->domain, within) == isl_bool_true;
  isl_set_free(within);
  return safe;
}

bool raise_is_safe(raise_t *r, ptowsp_op_t *access) {
  raise_place_t place;
  bool safe = true, known = true;
  size_t rank = raise_rank(access);
  place.depth = ptowsp_loops_around(access, r->scalar, place.loops, RAISE_MAX_DEPTH);
  if (place.depth > RAISE_MAX_DEPTH) return false;
  for (size_t i = 0; known && safe && i < rank; i++)
    known = is_within_known(r, access, i, place.loops, place.depth, &safe);
  if (known) return safe;
  place.domain = ptowsp_loops_domain(r->isl, place.loops, place.depth);
  safe = true;
  for (size_t i = 0; safe && i < rank; i++) safe = raise_is_within(r, access, i, &place);
  isl_set_free(place.domain);
  return safe;
}

static bool has_params(isl_set *set) {
  unsigned params = (unsigned)isl_set_dim(set, isl_dim_param);
  return isl_set_involves_dims(set, isl_dim_param, 0, params) == isl_bool_true;
}

bool raise_is_guardable(raise_t *r, ptowsp_op_t *op) {
  int64_t first = 0, size = 0;
  raise_place_t place;
  if (!ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD) || ptowsp_value_op(ptowsp_op_operand(op, 0)) ||
      !raise_find_place(r, op, &place))
    return false;
  bool ok = true;
  for (size_t i = 0; ok && i < raise_rank(op); i++) {
    ok = raise_touched(r, ptowsp_op_operand(op, 0), i, &first, &size);
    if (!ok || (is_within_known(r, op, i, place.loops, place.depth, &ok) && ok)) continue;
    isl_set *within = raise_within(r, op, i, &place);
    ok = !within || isl_set_is_subset(place.domain, within) == isl_bool_true || has_params(within);
    isl_set_free(within);
  }
  isl_set_free(place.domain);
  return ok;
}
