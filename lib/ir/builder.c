// The builder's common shapes.
#include <stdlib.h>

#include "ir_internal.h"

ptowsp_builder_t ptowsp_builder_at_end(ptowsp_block_t *block, ptowsp_loc_t loc) {
  return (ptowsp_builder_t){block->region->op->module, block, NULL, loc};
}

ptowsp_builder_t ptowsp_builder_before(ptowsp_op_t *op) {
  return (ptowsp_builder_t){op->module, op->block, op, op->loc};
}

ptowsp_builder_t ptowsp_builder_after(ptowsp_op_t *op) {
  return (ptowsp_builder_t){op->module, op->block, op->next, op->loc};
}

ptowsp_op_t *ptowsp_build(ptowsp_builder_t *builder, const ptowsp_op_state_t *state) {
  ptowsp_op_state_t located = *state;
  if (!located.loc.file) located.loc = builder->loc;
  ptowsp_op_t *op = ptowsp_op_create(builder->module, &located);
  if (builder->before)
    ptowsp_op_move_before(op, builder->before);
  else
    ptowsp_op_move_to_end(op, builder->block);
  return op;
}

static ptowsp_value_t *build_value(ptowsp_builder_t *b, ptowsp_op_id_t id,
                                   ptowsp_value_t *const *operands, size_t count,
                                   ptowsp_type_t type) {
  ptowsp_op_state_t state = {.id = id,
                             .operands = operands,
                             .operand_count = count,
                             .result_types = &type,
                             .result_count = 1};
  return &ptowsp_build(b, &state)->results[0];
}

ptowsp_value_t *ptowsp_build_unary(ptowsp_builder_t *b, ptowsp_op_id_t id, ptowsp_value_t *x) {
  return build_value(b, id, &x, 1, x->type);
}

ptowsp_value_t *ptowsp_build_cast(ptowsp_builder_t *b, ptowsp_op_id_t id, ptowsp_value_t *x,
                                  ptowsp_type_t to) {
  return build_value(b, id, &x, 1, to);
}

ptowsp_value_t *ptowsp_build_binary(ptowsp_builder_t *b, ptowsp_op_id_t id, ptowsp_value_t *x,
                                    ptowsp_value_t *y) {
  ptowsp_value_t *operands[] = {x, y};
  return build_value(b, id, operands, 2, x->type);
}

ptowsp_value_t *ptowsp_build_compare(ptowsp_builder_t *b, ptowsp_op_id_t id, int64_t predicate,
                                     ptowsp_value_t *x, ptowsp_value_t *y) {
  ptowsp_context_t *context = b->module->context;
  ptowsp_type_t truth = ptowsp_type_shaped_like(ptowsp_type_i(context, 1), x->type);
  ptowsp_named_attr_t entry = {"predicate", ptowsp_attr_i64(context, predicate)};
  ptowsp_op_state_t state = {.id = id,
                             .operands = (ptowsp_value_t *[]){x, y},
                             .operand_count = 2,
                             .result_types = &truth,
                             .result_count = 1,
                             .properties = ptowsp_attr_dictionary(context, &entry, 1)};
  return &ptowsp_build(b, &state)->results[0];
}

ptowsp_value_t *ptowsp_build_select(ptowsp_builder_t *b, ptowsp_value_t *condition,
                                    ptowsp_value_t *yes, ptowsp_value_t *no) {
  ptowsp_value_t *operands[] = {condition, yes, no};
  return build_value(b, PTOWSP_OP_ARITH_SELECT, operands, 3, yes->type);
}

ptowsp_value_t *ptowsp_build_constant(ptowsp_builder_t *b, ptowsp_attr_t value) {
  ptowsp_type_t type = ptowsp_attr_value_type(value);
  ptowsp_named_attr_t entry = {"value", value};
  ptowsp_op_state_t state = {.id = PTOWSP_OP_ARITH_CONSTANT,
                             .result_types = &type,
                             .result_count = 1,
                             .properties = ptowsp_attr_dictionary(b->module->context, &entry, 1)};
  return &ptowsp_build(b, &state)->results[0];
}

ptowsp_value_t *ptowsp_build_index(ptowsp_builder_t *b, int64_t value) {
  return ptowsp_build_constant(b, ptowsp_attr_index(b->module->context, value));
}

ptowsp_value_t *ptowsp_build_alloc(ptowsp_builder_t *b, ptowsp_type_t type,
                                   ptowsp_value_t *const *sizes, const char *name) {
  ptowsp_context_t *context = b->module->context;
  int32_t segments[] = {0, 0};
  for (size_t i = 0; i < ptowsp_type_rank(type); i++)
    segments[0] += ptowsp_type_shape(type)[i] == PTOWSP_DYNAMIC;
  ptowsp_named_attr_t property = {ptowsp_intern_cstr(context, "operandSegmentSizes"),
                                  ptowsp_attr_i32_array(context, segments, 2)};
  ptowsp_named_attr_t attribute = {ptowsp_intern_cstr(context, "wsp.name"),
                                   name ? ptowsp_attr_cstring(context, name) : NULL};
  ptowsp_op_state_t state = {
      .id = PTOWSP_OP_MEMREF_ALLOC,
      .operands = sizes,
      .operand_count = (size_t)segments[0],
      .result_types = &type,
      .result_count = 1,
      .properties = ptowsp_attr_dictionary(context, &property, 1),
      .attributes = ptowsp_attr_dictionary(context, &attribute, name != NULL)};
  return &ptowsp_build(b, &state)->results[0];
}

ptowsp_value_t *ptowsp_build_load(ptowsp_builder_t *b, ptowsp_value_t *memref,
                                  ptowsp_value_t *const *indices) {
  size_t rank = ptowsp_type_rank(memref->type);
  ptowsp_value_t *operands[rank + 1];
  operands[0] = memref;
  for (size_t i = 0; i < rank; i++) operands[i + 1] = indices[i];
  ptowsp_type_t type = ptowsp_type_element(memref->type);
  return build_value(b, PTOWSP_OP_MEMREF_LOAD, operands, rank + 1, type);
}

ptowsp_op_t *ptowsp_build_store(ptowsp_builder_t *b, ptowsp_value_t *value, ptowsp_value_t *memref,
                                ptowsp_value_t *const *indices) {
  size_t rank = ptowsp_type_rank(memref->type);
  ptowsp_value_t *operands[rank + 2];
  operands[0] = value;
  operands[1] = memref;
  for (size_t i = 0; i < rank; i++) operands[i + 2] = indices[i];
  ptowsp_op_state_t state = {
      .id = PTOWSP_OP_MEMREF_STORE, .operands = operands, .operand_count = rank + 2};
  return ptowsp_build(b, &state);
}

void ptowsp_build_branch(ptowsp_block_t *block, const ptowsp_op_t *like,
                         ptowsp_block_t *successor) {
  PTOWSP_VEC(ptowsp_value_t *) values = {0};
  for (size_t i = 0; i < ptowsp_op_operand_count(like); i++)
    ptowsp_vec_push(&values, ptowsp_op_operand(like, i));
  ptowsp_builder_t b = ptowsp_builder_at_end(block, ptowsp_op_loc(like));
  ptowsp_build(&b, &(ptowsp_op_state_t){.id = PTOWSP_OP_CF_BR,
                                        .loc = ptowsp_op_loc(like),
                                        .operands = values.data,
                                        .operand_count = values.size,
                                        .successors = &successor,
                                        .successor_count = 1});
  ptowsp_vec_deinit(&values);
}

ptowsp_op_t *ptowsp_build_for(ptowsp_builder_t *b, ptowsp_value_t *lower, ptowsp_value_t *upper,
                              ptowsp_value_t *step) {
  ptowsp_value_t *operands[] = {lower, upper, step};
  ptowsp_op_state_t state = {
      .id = PTOWSP_OP_SCF_FOR, .operands = operands, .operand_count = 3, .region_count = 1};
  ptowsp_op_t *loop = ptowsp_build(b, &state);
  ptowsp_block_t *body = ptowsp_block_create(&loop->regions[0]);
  ptowsp_block_add_arg(body, lower->type, loop->loc);
  ptowsp_builder_t inside = ptowsp_builder_at_end(body, loop->loc);
  ptowsp_op_state_t yield = {.id = PTOWSP_OP_SCF_YIELD};
  ptowsp_build(&inside, &yield);
  return loop;
}
