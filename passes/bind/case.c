// A task for one of several sets of sizes.
#include "bind.h"

// value == number
static ptowsp_value_t *build_equal(ptowsp_builder_t *b, ptowsp_value_t *value, int64_t number) {
  ptowsp_type_t type = ptowsp_value_type(value);
  ptowsp_attr_t constant = ptowsp_attr_integer(ptowsp_type_context(type), number, type);
  return ptowsp_build_compare(b, PTOWSP_OP_ARITH_CMPI, PTOWSP_CMPI_EQ, value,
                              ptowsp_build_constant(b, constant));
}

ptowsp_op_t *ptowsp_bind_case(ptowsp_op_t *task, const ptowsp_symbols_t *symbols,
                              const bool *needed, const int64_t *values) {
  ptowsp_builder_t b = ptowsp_builder_before(task);
  b.loc = ptowsp_op_loc(task);
  ptowsp_value_t *condition = NULL;
  for (size_t s = 0; s < symbols->count; s++) {
    ptowsp_value_t *given = ptowsp_op_operand(task, symbols->arguments[s]);
    int64_t value;
    if (!needed[s] || ptowsp_value_constant(given, &value)) continue;
    ptowsp_value_t *equal = build_equal(&b, given, values[s]);
    condition = condition ? ptowsp_build_binary(&b, PTOWSP_OP_ARITH_ANDI, condition, equal) : equal;
  }
  ptowsp_op_state_t state = {.id = PTOWSP_OP_SCF_IF,
                             .loc = b.loc,
                             .operands = &condition,
                             .operand_count = 1,
                             .region_count = 2};
  ptowsp_block_t *block = ptowsp_block_create(ptowsp_op_region(ptowsp_build(&b, &state), 0));
  ptowsp_op_t *copy = ptowsp_op_clone(task, NULL);
  ptowsp_op_move_to_end(copy, block);
  ptowsp_builder_t inner = ptowsp_builder_at_end(block, b.loc);
  ptowsp_op_state_t yield = {.id = PTOWSP_OP_SCF_YIELD, .loc = b.loc};
  ptowsp_build(&inner, &yield);
  return copy;
}
