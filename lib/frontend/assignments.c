// =, op=, ++ and --, as statements and as values.
//
// What C leaves unsequenced happens from left to right.
#include "importer.h"

// Writes what fits into the target and returns it: the value of an assignment.
static operand_t store_converted(importer_t *im, const array_t *target, operand_t value) {
  value = convert(im, value, target->element);
  if (!target->memref || operand_is_none(value)) return operand_none();
  if (value.form == FORM_WIDE) value = operand_plain(value.type, materialize(im, value));
  store_element(im, target, value);
  return value;
}

// An integer op= a __bf16: clang, which alone has the type, computes in float and rounds nothing
// before the result becomes an integer again.
static operand_t import_bf16_assignment(importer_t *im, CXCursor cursor, binary_t op,
                                        const array_t *target, operand_t right) {
  ctype_t single = ctype_float(PTOWSP_FLOAT_F32);
  operand_t left = convert(im, load_element(im, target), single);
  left = operand_wide(right.type, materialize(im, left));
  operand_t result = build_binary(im, cursor, op, left, right);
  if (operand_is_none(result)) return result;
  return store_converted(im, target, operand_plain(single, materialize_wide(im, result)));
}

// The target is computed once, read, and written with the result converted back.
static operand_t import_compound(importer_t *im, CXCursor cursor, children_t sides) {
  bool assigns;
  binary_t op = binary_of(clang_getCursorBinaryOperatorKind(cursor), &assigns);
  array_t target = import_element(im, sides.data[0]);
  operand_t right = import_expression(im, sides.data[1]);
  if (!target.memref || operand_is_none(right)) return operand_none();
  if (right.type.kind == C_FLOAT && right.type.float_kind == PTOWSP_FLOAT_BF16 &&
      target.element.kind != C_FLOAT)
    return import_bf16_assignment(im, cursor, op, &target, right);
  operand_t left = load_element(im, &target);
  ctype_t type = binary_is_shift(op) ? ctype_promote(target.element)
                                     : ctype_common(target.element, right.type);
  left = convert(im, left, type);
  right = convert(im, right, binary_is_shift(op) ? ctype_promote(right.type) : type);
  return store_converted(im, &target, build_binary(im, cursor, op, left, right));
}

// The step of a loop that an expression of its body holds.
static bool is_counted(importer_t *im, CXCursor cursor) {
  for (size_t i = 0; i < im->loops.size; i++)
    if (clang_equalCursors(im->loops.data[i].step, cursor)) return true;
  return false;
}

static operand_t import_increment(importer_t *im, CXCursor cursor, children_t sides) {
  enum CXUnaryOperatorKind kind = clang_getCursorUnaryOperatorKind(cursor);
  bool adds = kind == CXUnaryOperator_PostInc || kind == CXUnaryOperator_PreInc;
  bool is_prefix = kind == CXUnaryOperator_PreInc || kind == CXUnaryOperator_PreDec;
  if (is_counted(im, cursor)) {
    operand_t x = import_expression(im, sides.data[0]);
    return is_prefix ? build_binary(im, cursor, adds ? BINARY_ADD : BINARY_SUB, x,
                                    convert(im, operand_constant(ctype_int(), 1), x.type))
                     : x;
  }
  array_t target = import_element(im, sides.data[0]);
  if (!target.memref) return operand_none();
  ctype_t type = ctype_common(target.element, ctype_int());
  operand_t before = load_element(im, &target);
  operand_t one = convert(im, operand_constant(ctype_int(), 1), type);
  operand_t after =
      build_binary(im, cursor, adds ? BINARY_ADD : BINARY_SUB, convert(im, before, type), one);
  after = store_converted(im, &target, after);
  return is_prefix || operand_is_none(after) ? after : before;
}

static operand_t import_plain(importer_t *im, children_t sides) {
  array_t target = import_element(im, sides.data[0]);
  if (!target.memref && pointer_rank(clang_getCursorType(sides.data[0]))) return operand_none();
  operand_t value = import_expression(im, sides.data[1]);
  return target.memref ? store_converted(im, &target, value) : operand_none();
}

operand_t import_assignment(importer_t *im, CXCursor cursor) {
  if (!enter_level(im, cursor)) return operand_none();
  children_t sides = source_children(im, cursor);
  bool outer = im->index_context;
  im->index_context = false;
  operand_t value = clang_getCursorKind(cursor) == CXCursor_UnaryOperator
                        ? import_increment(im, cursor, sides)
                    : clang_getCursorKind(cursor) == CXCursor_CompoundAssignOperator
                        ? import_compound(im, cursor, sides)
                        : import_plain(im, sides);
  im->index_context = outer;
  im->depth--;
  return value;
}

static enum CXChildVisitResult find_effect(CXCursor cursor, CXCursor parent, CXClientData data) {
  (void)parent;
  bool *found = data;
  enum CXCursorKind kind = clang_getCursorKind(cursor);
  if (kind == CXCursor_UnaryExpr) return CXChildVisit_Continue; // sizeof
  *found |= kind == CXCursor_CallExpr || writes_its_operand(cursor);
  return *found ? CXChildVisit_Break : CXChildVisit_Recurse;
}

bool has_effects(CXCursor cursor) {
  bool found = false;
  find_effect(cursor, cursor, &found);
  if (!found) clang_visitChildren(cursor, find_effect, &found);
  return found;
}
