// Scalars that are written more than once: cells, and what is known of their values.
//
// A workload has no memory of its own: what a cell holds there is found from the stores in front,
// through branches as a select.
#include <stdlib.h>

#include "loops.h"

static bool is_inside(const ptowsp_op_t *op, const ptowsp_op_t *outer) {
  for (; op; op = ptowsp_block_op(ptowsp_op_block(op))) {
    if (op == outer) return true;
    if (!ptowsp_op_block(op)) return false;
  }
  return false;
}

static bool is_store(const ptowsp_op_t *op, const ptowsp_value_t *cell) {
  return ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE) && ptowsp_op_operand(op, 1) == cell;
}

static bool stores_inside(const ptowsp_op_t *outer, const ptowsp_value_t *cell) {
  for (ptowsp_use_t *use = ptowsp_value_first_use(cell); use; use = ptowsp_use_next(use))
    if (is_store(ptowsp_use_op(use), cell) && is_inside(ptowsp_use_op(use), outer)) return true;
  return false;
}

// Whether a loop that is being built leaves the cell alone: also what of it is still to come.
static bool loop_leaves(importer_t *im, const ptowsp_op_t *loop, const ptowsp_value_t *cell) {
  CXCursor decl = clang_getNullCursor(), statement = decl;
  for (size_t i = 0; i < im->bindings.size; i++)
    if (im->bindings.data[i].kind == BIND_CELL && im->bindings.data[i].array.memref == cell)
      decl = im->bindings.data[i].decl;
  for (size_t i = 0; i < im->loops.size; i++)
    if (im->loops.data[i].op == loop) statement = im->loops.data[i].statement;
  if (clang_Cursor_isNull(decl) || clang_Cursor_isNull(statement)) return false;
  cursor_vec_t outer = im->assigned;
  im->assigned = (cursor_vec_t){0};
  collect_assigned(im, statement);
  bool leaves = !source_contains(&im->assigned, decl);
  ptowsp_vec_deinit(&im->assigned);
  im->assigned = outer;
  for (size_t i = 0; i < im->bindings.size && leaves; i++) { // *out, where &x was passed
    const binding_t *other = &im->bindings.data[i];
    leaves = other->kind != BIND_ARRAY || other->array.memref != cell ||
             !mentions(statement, other->decl);
  }
  return leaves;
}

// Whether the builder stands in the block of an op, or in a region of it.
static bool is_available(const importer_t *im, const ptowsp_op_t *op) {
  ptowsp_block_t *block = im->builder.block;
  while (block != ptowsp_op_block(op)) {
    ptowsp_op_t *outer = ptowsp_block_op(block);
    if (outer == ptowsp_module_op(im->module)) return false;
    block = ptowsp_op_block(outer);
  }
  return true;
}

// A value of a branch as one in front of the builder: what computes it is computed again. NULL:
// it depends on more than values.
static ptowsp_value_t *lift(importer_t *im, ptowsp_value_t *value, unsigned depth) {
  enum { MOST_OPERANDS = 4 };
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (!op || is_available(im, op)) return value;
  size_t count = ptowsp_op_operand_count(op);
  if (depth > 16 || count > MOST_OPERANDS || !ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE) ||
      ptowsp_op_region_count(op) || ptowsp_op_result_count(op) != 1 || op_may_trap(op))
    return NULL;
  ptowsp_value_t *operands[MOST_OPERANDS];
  for (size_t i = 0; i < count; i++) {
    operands[i] = lift(im, ptowsp_op_operand(op, i), depth + 1);
    if (!operands[i]) return NULL;
  }
  ptowsp_type_t type = ptowsp_value_type(value);
  ptowsp_op_state_t state = {.id = ptowsp_op_id(op),
                             .loc = ptowsp_op_loc(op),
                             .operands = operands,
                             .operand_count = count,
                             .result_types = &type,
                             .result_count = 1,
                             .properties = ptowsp_op_properties(op)};
  return ptowsp_op_result(ptowsp_build(&im->builder, &state), 0);
}

static ptowsp_value_t *value_behind(importer_t *im, ptowsp_block_t *block, ptowsp_op_t *last,
                                    const ptowsp_value_t *cell, unsigned depth, bool *out_unset);

// The value behind an scf.if that writes the cell. Where one side leaves it without a value, C
// does not come from there to where it is read.
static ptowsp_value_t *value_of_if(importer_t *im, ptowsp_op_t *op, const ptowsp_value_t *cell,
                                   unsigned depth, bool *out_unset) {
  bool unset[2] = {false, false};
  ptowsp_value_t *sides[2], *condition = lift(im, ptowsp_op_operand(op, 0), 0);
  if (!condition) return NULL;
  for (size_t i = 0; i < 2; i++) {
    ptowsp_block_t *block = ptowsp_region_first(ptowsp_op_region(op, i));
    sides[i] = block ? value_behind(im, block, ptowsp_block_last(block), cell, depth + 1, &unset[i])
                     : value_behind(im, ptowsp_op_block(op), ptowsp_op_previous(op), cell,
                                    depth + 1, &unset[i]);
    if (sides[i]) sides[i] = lift(im, sides[i], 0);
    if (!sides[i] && !unset[i]) return NULL;
  }
  *out_unset = unset[0] && unset[1];
  if (unset[0] || unset[1]) return unset[0] ? sides[1] : sides[0];
  return ptowsp_build_select(&im->builder, condition, sides[0], sides[1]);
}

// What the cell holds behind `last` (NULL: where the block begins); NULL: that is not known, or
// nothing, `out_unset`.
static ptowsp_value_t *value_behind(importer_t *im, ptowsp_block_t *block, ptowsp_op_t *last,
                                    const ptowsp_value_t *cell, unsigned depth, bool *out_unset) {
  if (depth > 16) return NULL;
  for (ptowsp_op_t *op = last; op; op = ptowsp_op_previous(op)) {
    if (is_store(op, cell)) return ptowsp_op_operand(op, 0);
    if (op == ptowsp_value_op(cell)) {
      *out_unset = true;
      return NULL;
    }
    if (stores_inside(op, cell))
      return ptowsp_op_is(op, PTOWSP_OP_SCF_IF) ? value_of_if(im, op, cell, depth, out_unset)
                                                : NULL;
  }
  ptowsp_op_t *outer = ptowsp_block_op(block);
  bool goes_on = ptowsp_op_is(outer, PTOWSP_OP_SCF_IF) ||
                 (ptowsp_op_is(outer, PTOWSP_OP_SCF_FOR) && loop_leaves(im, outer, cell));
  if (!goes_on) return NULL;
  return value_behind(im, ptowsp_op_block(outer), ptowsp_op_previous(outer), cell, depth + 1,
                      out_unset);
}

operand_t cell_value(importer_t *im, const array_t *cell) {
  ptowsp_op_t *last = im->builder.before ? ptowsp_op_previous(im->builder.before)
                                         : ptowsp_block_last(im->builder.block);
  bool is_unset = false;
  ptowsp_value_t *value = value_behind(im, im->builder.block, last, cell->memref, 0, &is_unset);
  int64_t constant;
  if (is_unset && im->mode == MODE_WORKLOAD) {
    ptowsp_error(im->context, im->builder.loc, "'%s' is read here before it has a value",
                 cell->name);
    bool is_float = cell->element.kind == C_FLOAT; // said once
    ctype_t type = is_float ? cell->element : ctype_int();
    operand_t zero =
        is_float ? operand_plain(type, float_constant(im, type, 0)) : operand_constant(type, 0);
    store_element(im, cell, convert(im, zero, cell->element));
    return operand_none();
  }
  if (!value) return build_load(im, cell);
  if (cell->element.kind == C_INTEGER && ptowsp_value_constant(value, &constant) &&
      ctype_holds(cell->element, constant))
    return operand_constant(cell->element, constant);
  operand_t result = from_ir(cell->element, value);
  result.is_leaf = true;
  return result;
}

typedef PTOWSP_VEC(ptowsp_op_t *) ops_t;

static ptowsp_walk_t find_unread(ptowsp_op_t *op, void *data) {
  ops_t *found = data;
  if (!ptowsp_op_is_alloc(op)) return PTOWSP_WALK_ADVANCE;
  ptowsp_value_t *cell = ptowsp_op_result(op, 0);
  if (ptowsp_type_rank(ptowsp_value_type(cell)) || !ptowsp_value_has_uses(cell))
    return PTOWSP_WALK_ADVANCE;
  for (ptowsp_use_t *use = ptowsp_value_first_use(cell); use; use = ptowsp_use_next(use))
    if (!is_store(ptowsp_use_op(use), cell)) return PTOWSP_WALK_ADVANCE;
  ptowsp_vec_push(found, op);
  return PTOWSP_WALK_ADVANCE;
}

void erase_unread_cells(ptowsp_op_t *function) {
  ops_t found = {0};
  ptowsp_walk_pre(function, find_unread, &found);
  for (size_t i = 0; i < found.size; i++) {
    ptowsp_value_t *cell = ptowsp_op_result(found.data[i], 0);
    while (ptowsp_value_has_uses(cell))
      ptowsp_op_erase(ptowsp_use_op(ptowsp_value_first_use(cell)));
    ptowsp_op_erase(found.data[i]);
  }
  ptowsp_vec_deinit(&found);
}
