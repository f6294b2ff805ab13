// Patterns of canonicalize: tile instructions.
#include "canonicalize.h"

// What has an address belongs to a plan, which knows of no other tiles.
static bool is_planned(const ptowsp_op_t *op) { return ptowsp_op_attr(op, "addr") != NULL; }

static ptowsp_value_t *build_tile(ptowsp_op_t *before, ptowsp_op_id_t id, ptowsp_type_t type,
                                  ptowsp_value_t *const *operands, size_t count) {
  ptowsp_builder_t b = ptowsp_builder_before(before);
  ptowsp_op_state_t state = {.id = id,
                             .loc = ptowsp_op_loc(before),
                             .operands = operands,
                             .operand_count = count,
                             .result_types = &type,
                             .result_count = 1};
  return ptowsp_op_result(ptowsp_build(&b, &state), 0);
}

// acc + x * 1
pattern_result_t pattern_drop_scale(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  ptowsp_attr_t scale = ptowsp_value_constant_attr(ptowsp_op_operand(op, 2));
  if (is_planned(op) || !scale || ptowsp_attr_kind(scale) != PTOWSP_ATTR_FLOAT ||
      ptowsp_attr_float_value(scale) != 1)
    return PATTERN_NONE;
  ptowsp_value_t *terms[2] = {ptowsp_op_operand(op, 0), ptowsp_op_operand(op, 1)};
  ptowsp_type_t type = ptowsp_value_type(terms[0]);
  return canonicalize_replace(op, build_tile(op, PTOWSP_OP_PTO_TADD, type, terms, 2));
}

// Lines of one element have their extreme there.
pattern_result_t pattern_place_in_one(canonicalizer_t *c, ptowsp_op_t *op) {
  ptowsp_type_t from = ptowsp_value_type(ptowsp_op_operand(op, 0));
  ptowsp_type_t to = ptowsp_value_type(ptowsp_op_result(op, 0));
  const int64_t *shape = ptowsp_type_shape(to);
  bool of_rows =
      ptowsp_op_is(op, PTOWSP_OP_PTO_TROWARGMAX) || ptowsp_op_is(op, PTOWSP_OP_PTO_TROWARGMIN);
  if (is_planned(op) || ptowsp_type_shape(from)[of_rows ? 1 : 0] != 1) return PATTERN_NONE;
  ptowsp_type_t element = ptowsp_type_element(to);
  ptowsp_value_t *zero = canonicalize_integer(c, 0, element);
  // The machine fills rows.
  ptowsp_type_t row = ptowsp_type_tile(ptowsp_op_context(op), 1, shape[0] * shape[1], element,
                                       ptowsp_type_tile_memory(to));
  ptowsp_value_t *zeros = build_tile(op, PTOWSP_OP_PTO_TEXPANDS, row, &zero, 1);
  if (row != to) zeros = build_tile(op, PTOWSP_OP_PTO_TRESHAPE, to, &zeros, 1);
  return canonicalize_replace(op, zeros);
}
