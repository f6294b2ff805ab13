// ?:, && and ||: only the operand that C evaluates is evaluated.
//
// Both sides are built in the regions of an scf.if. Where everything in them may as well
// run always (it cannot trap, and reads only elements just read anyway), the scf.if is
// flattened to arith.select, arith.andi or arith.ori.
#include <string.h>

#include "importer.h"

ptowsp_op_t *build_if(importer_t *im, ptowsp_value_t *condition, ptowsp_type_t type) {
  ptowsp_op_state_t state = {
      .id = PTOWSP_OP_SCF_IF,
      .loc = im->builder.loc,
      .operands = &condition,
      .operand_count = 1,
      .result_types = &type,
      .result_count = type ? 1 : 0,
      .region_count = 2,
  };
  return ptowsp_build(&im->builder, &state);
}

ptowsp_builder_t enter_region(importer_t *im, ptowsp_op_t *op, size_t region) {
  ptowsp_builder_t outer = im->builder;
  ptowsp_block_t *block = ptowsp_block_create(ptowsp_op_region(op, region));
  im->builder = ptowsp_builder_at_end(block, outer.loc);
  return outer;
}

void leave_region(importer_t *im, ptowsp_builder_t outer, ptowsp_value_t *value) {
  ptowsp_op_state_t state = {
      .id = PTOWSP_OP_SCF_YIELD,
      .loc = outer.loc,
      .operands = &value,
      .operand_count = value ? 1 : 0,
  };
  ptowsp_build(&im->builder, &state);
  im->builder = outer;
}

// ---------------------------------------------------------------- flattening

static bool same_value(ptowsp_value_t *x, ptowsp_value_t *y, unsigned depth) {
  if (x == y) return true;
  ptowsp_op_t *a = ptowsp_value_op(x), *b = ptowsp_value_op(y);
  if (!a || !b || depth > 16 || ptowsp_op_id(a) != ptowsp_op_id(b)) return false;
  if (!ptowsp_op_has_trait(a, PTOWSP_TRAIT_PURE) ||
      ptowsp_op_operand_count(a) != ptowsp_op_operand_count(b) ||
      ptowsp_op_properties(a) != ptowsp_op_properties(b) ||
      ptowsp_value_type(x) != ptowsp_value_type(y))
    return false;
  for (size_t i = 0; i < ptowsp_op_operand_count(a); i++)
    if (!same_value(ptowsp_op_operand(a, i), ptowsp_op_operand(b, i), depth + 1)) return false;
  return true;
}

static bool same_load(ptowsp_op_t *a, ptowsp_op_t *b) {
  if (ptowsp_op_operand_count(a) != ptowsp_op_operand_count(b)) return false;
  for (size_t i = 0; i < ptowsp_op_operand_count(a); i++)
    if (!same_value(ptowsp_op_operand(a, i), ptowsp_op_operand(b, i), 0)) return false;
  return true;
}

// A load before `anchor`, in its block, that read what `load` reads; NULL: none.
static ptowsp_op_t *earlier_load(ptowsp_op_t *load, ptowsp_op_t *anchor) {
  for (ptowsp_op_t *op = ptowsp_op_previous(anchor); op; op = ptowsp_op_previous(op)) {
    if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD) && same_load(op, load)) return op;
    if (!ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE) && !ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD))
      return NULL;
  }
  return NULL;
}

bool op_may_trap(ptowsp_op_t *op) {
  switch (ptowsp_op_id(op)) {
    case PTOWSP_OP_ARITH_DIVSI:
    case PTOWSP_OP_ARITH_DIVUI:
    case PTOWSP_OP_ARITH_REMSI:
    case PTOWSP_OP_ARITH_REMUI: {
      int64_t divisor;
      return !ptowsp_value_constant(ptowsp_op_operand(op, 1), &divisor) || divisor == 0 ||
             divisor == -1;
    }
    default:
      return false;
  }
}

// Undefined for some operands: harmless if not selected, but not under a logical operator.
static bool may_be_undefined(ptowsp_op_t *op) {
  switch (ptowsp_op_id(op)) {
    case PTOWSP_OP_ARITH_SHLI:
    case PTOWSP_OP_ARITH_SHRSI:
    case PTOWSP_OP_ARITH_SHRUI:
    case PTOWSP_OP_ARITH_FPTOSI:
    case PTOWSP_OP_ARITH_FPTOUI:
      return true;
    default:
      return false;
  }
}

static bool can_flatten(ptowsp_op_t *op, bool is_logical) {
  for (size_t i = 0; i < 2; i++) {
    ptowsp_block_t *block = ptowsp_region_first(ptowsp_op_region(op, i));
    ptowsp_block_each(block, inner) {
      if (ptowsp_op_is(inner, PTOWSP_OP_SCF_YIELD)) continue;
      if (ptowsp_op_is(inner, PTOWSP_OP_MEMREF_LOAD)
              ? !earlier_load(inner, op)
              : !ptowsp_op_has_trait(inner, PTOWSP_TRAIT_PURE))
        return false;
      if (op_may_trap(inner) || (is_logical && may_be_undefined(inner))) return false;
    }
  }
  return true;
}

// Moves a region's ops before `op` and returns what it yields.
static ptowsp_value_t *flatten_region(ptowsp_op_t *op, size_t region) {
  ptowsp_block_t *block = ptowsp_region_first(ptowsp_op_region(op, region));
  ptowsp_op_t *yield = ptowsp_block_terminator(block);
  ptowsp_block_each(block, inner) {
    if (inner == yield) continue;
    ptowsp_op_t *earlier =
        ptowsp_op_is(inner, PTOWSP_OP_MEMREF_LOAD) ? earlier_load(inner, op) : NULL;
    if (earlier) {
      ptowsp_value_replace_all(ptowsp_op_result(inner, 0), ptowsp_op_result(earlier, 0));
      ptowsp_op_erase(inner);
    } else {
      ptowsp_op_move_before(inner, op);
    }
  }
  return ptowsp_op_operand(yield, 0);
}

typedef enum { JOIN_SELECT, JOIN_AND, JOIN_OR } join_t;

static ptowsp_value_t *flatten(importer_t *im, ptowsp_op_t *op, join_t join) {
  if (!can_flatten(op, join != JOIN_SELECT)) return ptowsp_op_result(op, 0);
  ptowsp_value_t *yes = flatten_region(op, 0), *no = flatten_region(op, 1);
  ptowsp_value_t *operands[] = {ptowsp_op_operand(op, 0), yes, no};
  ptowsp_type_t type = ptowsp_value_type(yes);
  ptowsp_op_state_t state = {
      .id = PTOWSP_OP_ARITH_SELECT,
      .loc = ptowsp_op_loc(op),
      .operands = operands,
      .operand_count = 3,
      .result_types = &type,
      .result_count = 1,
  };
  if (join != JOIN_SELECT) {
    state.id = join == JOIN_AND ? PTOWSP_OP_ARITH_ANDI : PTOWSP_OP_ARITH_ORI;
    operands[1] = join == JOIN_AND ? yes : no;
    state.operand_count = 2;
  }
  ptowsp_op_t *joined = ptowsp_build(&im->builder, &state);
  ptowsp_op_erase(op);
  return ptowsp_op_result(joined, 0);
}

ptowsp_value_t *flatten_select(importer_t *im, ptowsp_op_t *op) {
  return flatten(im, op, JOIN_SELECT);
}

// ---------------------------------------------------------------- the operators

operand_t import_logical(importer_t *im, CXCursor cursor, bool is_and) {
  children_t children = source_children(im, cursor);
  ptowsp_value_t *left = import_condition(im, children.data[0]);
  if (!left) {
    import_condition(im, children.data[1]); // for its errors
    return operand_none();
  }
  ptowsp_op_t *op = build_if(im, left, ptowsp_type_i(im->context, 1));
  ptowsp_value_t *right = NULL;
  for (size_t region = 0; region < 2; region++) {
    ptowsp_builder_t outer = enter_region(im, op, region);
    bool is_right = (region == 0) == is_and;
    ptowsp_value_t *value =
        is_right ? import_condition(im, children.data[1])
                 : ptowsp_build_constant(&im->builder, ptowsp_attr_bool(im->context, !is_and));
    if (is_right) right = value;
    leave_region(im, outer, value);
  }
  if (!right) return operand_none();
  return operand_truth(ctype_int(), flatten(im, op, is_and ? JOIN_AND : JOIN_OR));
}

// What <assert.h> makes of assert(x): x ? (void)0 : __assert_fail(…).
static operand_t import_void_ternary(importer_t *im, CXCursor cursor, children_t children) {
  CXCursor last = source_strip(im, children.data[2]);
  bool is_assert = clang_getCursorKind(last) == CXCursor_CallExpr &&
                   !strcmp(source_name(im, last), "__assert_fail");
  int64_t holds;
  if (!is_assert)
    refuse(im, cursor, "?: without a value is not part of the language; write if and else");
  else if (!constant_integer(children.data[0], &holds))
    refuse(
        im, cursor,
        "an assertion about what is not constant is not part of the language; check it where the "
        "workload is called, or import with -DNDEBUG behind '--'");
  else if (!holds)
    refuse(im, cursor, "this assertion does not hold");
  else
    return operand_constant(ctype_of(clang_getCursorType(cursor)), 0);
  return operand_none();
}

operand_t import_ternary(importer_t *im, CXCursor cursor) {
  children_t children = source_children(im, cursor);
  ctype_t type = ctype_of(clang_getCursorType(cursor));
  if (children.size != 3) {
    refuse(im, cursor, "write the middle operand of ?:");
    return operand_none();
  }
  if (type.kind == C_VOID) return import_void_ternary(im, cursor, children);
  ptowsp_value_t *condition = import_condition(im, children.data[0]);
  bool is_wide = ctype_is_narrow_float(type) && type.float_kind != PTOWSP_FLOAT_BF16;
  bool is_index = im->index_context && type.kind == C_INTEGER;
  ptowsp_type_t held = is_wide    ? ptowsp_type_float(im->context, PTOWSP_FLOAT_F32)
                       : is_index ? ptowsp_type_index(im->context)
                                  : ctype_ir(im, type);
  bool ok = condition;
  if (!condition) condition = ptowsp_build_constant(&im->builder, ptowsp_attr_bool(im->context, 1));
  ptowsp_op_t *op = build_if(im, condition, held);
  for (size_t region = 0; region < 2; region++) {
    ptowsp_builder_t outer = enter_region(im, op, region);
    operand_t x = convert(im, import_expression(im, children.data[1 + region]), type);
    ptowsp_value_t *value = operand_is_none(x) ? NULL
                            : is_wide          ? materialize_wide(im, x)
                            : is_index         ? as_index(im, x)
                                               : materialize(im, x);
    ok = ok && value;
    leave_region(im, outer, value);
  }
  if (!ok) return operand_none();
  ptowsp_value_t *value = flatten(im, op, JOIN_SELECT);
  if (is_wide) return operand_wide(type, value);
  if (is_index) return operand_index(type, value);
  return type.kind == C_BOOL ? operand_truth(type, value) : operand_plain(type, value);
}
