// Patterns of canonicalize: memref.
#include "canonicalize.h"

// The buffer that a view is a part of.
static ptowsp_value_t *root_of(ptowsp_value_t *memref) {
  for (ptowsp_op_t *op; (op = ptowsp_value_op(memref));) {
    if (!ptowsp_op_is(op, PTOWSP_OP_MEMREF_CAST) && !ptowsp_op_is(op, PTOWSP_OP_MEMREF_SUBVIEW) &&
        !ptowsp_op_is(op, PTOWSP_OP_WSP_AT))
      break;
    memref = ptowsp_op_operand(op, 0);
  }
  return memref;
}

static bool is_fresh(const ptowsp_value_t *memref) {
  return ptowsp_op_is_alloc(ptowsp_value_op(memref));
}

// Whether two memrefs surely share no element.
static bool is_apart(ptowsp_value_t *a, ptowsp_value_t *b) {
  a = root_of(a), b = root_of(b);
  if (a == b) return false;
  // What a buffer's maker hands out is nobody else's; other roots are not looked through.
  return (is_fresh(a) && (is_fresh(b) || !ptowsp_value_op(b))) ||
         (is_fresh(b) && !ptowsp_value_op(a));
}

static bool same_element(const ptowsp_op_t *store, const ptowsp_op_t *load) {
  size_t count = ptowsp_op_operand_count(load);
  if (ptowsp_op_operand_count(store) != count + 1) return false;
  for (size_t i = 0; i < count; i++)
    if (ptowsp_op_operand(store, i + 1) != ptowsp_op_operand(load, i)) return false;
  return true;
}

// What runs before an operation for certain: also in front of the condition that it stands under.
static ptowsp_op_t *previous(ptowsp_op_t *op) {
  ptowsp_op_t *before = ptowsp_op_previous(op), *around = op;
  while (!before && ptowsp_op_is(around = ptowsp_op_parent(around), PTOWSP_OP_SCF_IF))
    before = ptowsp_op_previous(around);
  return before;
}

pattern_result_t pattern_forward_store(canonicalizer_t *c, ptowsp_op_t *op) {
  enum { MAX_STEPS = 32 }; // back from the load
  (void)c;
  ptowsp_op_t *before = previous(op);
  for (size_t step = 0; before && step < MAX_STEPS; before = previous(before), step++) {
    if (ptowsp_op_region_count(before) || !ptowsp_op_info(before)) return PATTERN_NONE;
    if (ptowsp_op_is(before, PTOWSP_OP_MEMREF_STORE)) {
      if (same_element(before, op)) return canonicalize_replace(op, ptowsp_op_operand(before, 0));
      if (is_apart(ptowsp_op_operand(before, 1), ptowsp_op_operand(op, 0))) continue;
    }
    if (!ptowsp_op_has_trait(before, PTOWSP_TRAIT_PURE) &&
        !ptowsp_op_has_trait(before, PTOWSP_TRAIT_ALLOCATES) &&
        (!ptowsp_op_has_trait(before, PTOWSP_TRAIT_READS) ||
         ptowsp_op_has_trait(before, PTOWSP_TRAIT_WRITES)))
      return PATTERN_NONE;
  }
  return PATTERN_NONE;
}

bool canonicalize_says_as_much(ptowsp_type_t type, ptowsp_type_t other) {
  size_t rank = ptowsp_type_rank(type);
  if (ptowsp_type_is_unranked(type) || ptowsp_type_is_unranked(other)) return false;
  int64_t strides[rank + 1], others[rank + 1], offset, other_offset;
  if (!ptowsp_type_strides(type, strides, &offset) ||
      !ptowsp_type_strides(other, others, &other_offset))
    return false;
  bool ok = other_offset == PTOWSP_DYNAMIC || offset == other_offset;
  for (size_t i = 0; i < rank; i++) {
    int64_t extent = ptowsp_type_shape(other)[i];
    ok &= extent == PTOWSP_DYNAMIC || ptowsp_type_shape(type)[i] == extent;
    ok &= others[i] == PTOWSP_DYNAMIC || strides[i] == others[i];
  }
  return ok;
}

// The place of an element in the text of its buffer; SIZE_MAX: it is not known, or is outside.
static size_t find_place(const ptowsp_op_t *load, ptowsp_type_t type) {
  size_t place = 0;
  for (size_t i = 0; i < ptowsp_type_rank(type); i++) {
    int64_t at, extent = ptowsp_type_shape(type)[i];
    if (!canonicalize_known(ptowsp_op_operand(load, 1 + i), &at) || at < 0 || at >= extent)
      return SIZE_MAX;
    place = place * (size_t)extent + (size_t)at;
  }
  return place;
}

pattern_result_t pattern_load_constant(canonicalizer_t *c, ptowsp_op_t *op) {
  ptowsp_op_t *get = canonicalize_made_by(ptowsp_op_operand(op, 0), PTOWSP_OP_MEMREF_GET_GLOBAL);
  ptowsp_op_t *global = get ? ptowsp_symbol_lookup(get, ptowsp_op_attr_text(get, "name")) : NULL;
  if (!ptowsp_op_is(global, PTOWSP_OP_MEMREF_GLOBAL) || !ptowsp_op_attr(global, "constant"))
    return PATTERN_NONE;
  ptowsp_type_t type = ptowsp_value_type(ptowsp_op_operand(op, 0));
  ptowsp_attr_t initial = ptowsp_op_attr(global, "initial_value");
  size_t place = find_place(op, type);
  ptowsp_attr_t element = ptowsp_attr_dense_element(initial, place);
  if (!element || ptowsp_attr_value_type(element) != ptowsp_value_type(ptowsp_op_result(op, 0)))
    return PATTERN_NONE;
  return canonicalize_replace(op, canonicalize_constant(c, element));
}

pattern_result_t pattern_look_through_cast(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  pattern_result_t result = PATTERN_NONE;
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++) {
    ptowsp_value_t *memref = ptowsp_op_operand(op, i);
    // What is stored has the element's type and keeps it.
    if (i == 0 && ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE)) continue;
    ptowsp_op_t *cast = canonicalize_made_by(memref, PTOWSP_OP_MEMREF_CAST);
    if (!cast) continue;
    ptowsp_value_t *source = ptowsp_op_operand(cast, 0);
    if (!canonicalize_says_as_much(ptowsp_value_type(source), ptowsp_value_type(memref))) continue;
    ptowsp_op_set_operand(op, i, source);
    result = PATTERN_CHANGED;
  }
  return result;
}

static bool is_empty(const ptowsp_value_t *memref) {
  ptowsp_type_t type = ptowsp_value_type(memref);
  for (size_t i = 0; i < ptowsp_type_rank(type); i++)
    if (ptowsp_type_shape(type)[i] == 0) return true;
  return false;
}

pattern_result_t pattern_drop_copy(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  ptowsp_value_t *from = ptowsp_op_operand(op, 0), *to = ptowsp_op_operand(op, 1);
  if (from != to && !is_empty(from) && !is_empty(to)) return PATTERN_NONE;
  ptowsp_op_erase(op);
  return PATTERN_GONE;
}
