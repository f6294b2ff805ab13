// Statements: one switch over cursor kinds, which refuses what it does not know.
#include "importer.h"

static void import_store(importer_t *im, const array_t *target, operand_t value) {
  value = convert(im, value, target->element);
  if (target->memref && !operand_is_none(value)) store_element(im, target, value);
}

static bool is_assignment(CXCursor cursor) {
  return clang_getCursorKind(cursor) == CXCursor_BinaryOperator &&
         clang_getCursorBinaryOperatorKind(cursor) == CXBinaryOperator_Assign;
}

// The value assigned, which has the target's type: x = y = z.
static operand_t import_assignment(importer_t *im, CXCursor cursor) {
  children_t children = source_children(im, cursor);
  if (!enter_level(im, cursor)) return operand_none();
  array_t target = import_element(im, children.data[0]);
  CXCursor inner = source_strip(im, children.data[1]);
  operand_t value =
      is_assignment(inner) ? import_assignment(im, inner) : import_expression(im, children.data[1]);
  im->depth--;
  if (!target.memref || operand_is_none(value)) return operand_none();
  value = convert(im, value, target.element);
  if (value.form == FORM_WIDE) value = operand_plain(value.type, materialize(im, value));
  store_element(im, &target, value);
  return value;
}

// An integer op= a __bf16: clang, which alone has the type, computes in float and rounds nothing
// before the result becomes an integer again.
static void import_bf16_assignment(importer_t *im, CXCursor cursor, binary_t op,
                                   const array_t *target, operand_t right) {
  ctype_t single = ctype_float(PTOWSP_FLOAT_F32);
  operand_t left = convert(im, load_element(im, target), single);
  left = operand_wide(right.type, materialize(im, left));
  operand_t result = build_binary(im, cursor, op, left, right);
  if (operand_is_none(result)) return;
  import_store(im, target, operand_plain(single, materialize_wide(im, result)));
}

// The target is computed once, read, and written with the result converted back.
static void import_compound_assignment(importer_t *im, CXCursor cursor) {
  children_t children = source_children(im, cursor);
  bool assigns;
  binary_t op = binary_of(clang_getCursorBinaryOperatorKind(cursor), &assigns);
  array_t target = import_element(im, children.data[0]);
  operand_t right = import_expression(im, children.data[1]);
  if (!target.memref || operand_is_none(right)) return;
  if (right.type.kind == C_FLOAT && right.type.float_kind == PTOWSP_FLOAT_BF16 &&
      target.element.kind != C_FLOAT) {
    import_bf16_assignment(im, cursor, op, &target, right);
    return;
  }
  operand_t left = load_element(im, &target);
  ctype_t type = binary_is_shift(op) ? ctype_promote(target.element)
                                     : ctype_common(target.element, right.type);
  left = convert(im, left, type);
  right = convert(im, right, binary_is_shift(op) ? ctype_promote(right.type) : type);
  import_store(im, &target, build_binary(im, cursor, op, left, right));
}

static void import_increment(importer_t *im, CXCursor cursor, binary_t op) {
  children_t children = source_children(im, cursor);
  array_t target = import_element(im, children.data[0]);
  if (!target.memref) return;
  ctype_t type = ctype_common(target.element, ctype_int());
  operand_t left = convert(im, load_element(im, &target), type);
  operand_t one = convert(im, operand_constant(ctype_int(), 1), type);
  import_store(im, &target, build_binary(im, cursor, op, left, one));
}

static void refuse_useless(importer_t *im, CXCursor cursor) {
  size_t errors = ptowsp_context_error_count(im->context);
  import_expression(im, cursor); // what is wrong inside says more
  if (ptowsp_context_error_count(im->context) == errors)
    refuse(im, cursor, "the statement has no effect; remove it");
}

static void import_unary_statement(importer_t *im, CXCursor cursor) {
  switch (clang_getCursorUnaryOperatorKind(cursor)) {
    case CXUnaryOperator_PostInc:
    case CXUnaryOperator_PreInc:
      import_increment(im, cursor, BINARY_ADD);
      break;
    case CXUnaryOperator_PostDec:
    case CXUnaryOperator_PreDec:
      import_increment(im, cursor, BINARY_SUB);
      break;
    case CXUnaryOperator_Extension:
      import_statement(im, source_children(im, cursor).data[0]);
      break;
    default:
      refuse_useless(im, cursor);
      break;
  }
}

// (void)x; names a variable that is not used otherwise; (void)0; is a macro that is off.
static void import_void_cast(importer_t *im, CXCursor cursor) {
  children_t children = source_children(im, cursor);
  CXCursor inner = source_strip(im, children.data[children.size - 1]);
  bool is_void = ctype_of(clang_getCursorType(cursor)).kind == C_VOID;
  enum CXCursorKind kind = clang_getCursorKind(inner);
  if (is_void && (kind == CXCursor_DeclRefExpr || kind == CXCursor_IntegerLiteral)) return;
  refuse_useless(im, cursor);
}

static void import_compound(importer_t *im, CXCursor cursor) {
  children_t children = source_children(im, cursor);
  size_t mark = im->bindings.size;
  import_list(im, children.data, children.size);
  im->bindings.size = mark;
}

static void import_branch(importer_t *im, ptowsp_op_t *op, size_t region, CXCursor statement) {
  ptowsp_builder_t outer = enter_region(im, op, region);
  size_t mark = im->bindings.size;
  import_list(im, &statement, 1);
  im->bindings.size = mark;
  leave_region(im, outer, NULL);
}

static void import_if(importer_t *im, CXCursor cursor) {
  children_t children = source_children(im, cursor);
  ptowsp_value_t *condition = import_condition(im, children.data[0]);
  if (!condition) condition = ptowsp_build_constant(&im->builder, ptowsp_attr_bool(im->context, 1));
  ptowsp_op_t *op = build_if(im, condition, NULL);
  import_branch(im, op, 0, children.data[1]);
  if (children.size > 2) import_branch(im, op, 1, children.data[2]);
}

// The last statement of a loop's body if it is an expression of a variable's next value.
static CXCursor last_step(importer_t *im, CXCursor body) {
  children_t children = source_children(im, body);
  if (clang_getCursorKind(body) != CXCursor_CompoundStmt || !children.size)
    return clang_getNullCursor();
  CXCursor last = children.data[children.size - 1];
  enum CXCursorKind kind = clang_getCursorKind(last);
  bool is_step = kind == CXCursor_UnaryOperator || kind == CXCursor_CompoundAssignOperator ||
                 is_assignment(last);
  return is_step ? last : clang_getNullCursor();
}

// while (i < n) { …; i++; } is a for loop.
static void refuse_while(importer_t *im, CXCursor cursor) {
  children_t parts = source_children(im, cursor);
  CXCursor condition = source_strip(im, parts.data[0]), step = last_step(im, parts.data[1]);
  CXCursor variable = clang_getNullCursor();
  if (clang_getCursorKind(condition) == CXCursor_BinaryOperator && !clang_Cursor_isNull(step))
    variable = source_strip(im, source_children(im, condition).data[0]);
  CXCursor stepped = clang_getNullCursor();
  if (!clang_Cursor_isNull(step)) stepped = source_strip(im, source_children(im, step).data[0]);
  bool is_for =
      clang_getCursorKind(variable) == CXCursor_DeclRefExpr &&
      clang_getCursorKind(stepped) == CXCursor_DeclRefExpr &&
      clang_equalCursors(clang_getCursorReferenced(variable), clang_getCursorReferenced(stepped));
  if (!is_for) {
    refuse_kind(im, cursor);
    return;
  }
  refuse(im, cursor, "a while loop has no known trip count; write for (int %s = …; %s; %s)",
         source_name(im, variable), source_text(im, condition), source_text(im, step));
}

// x = 1, y = 2; is two statements.
static void import_comma(importer_t *im, CXCursor cursor) {
  children_t sides = source_children(im, cursor);
  for (size_t i = 0; i < sides.size; i++) import_statement(im, sides.data[i]);
}

static void import_kind(importer_t *im, CXCursor cursor) {
  switch (clang_getCursorKind(cursor)) {
    case CXCursor_CompoundStmt:
      import_compound(im, cursor);
      break;
    case CXCursor_DeclStmt:
      import_declaration(im, cursor);
      break;
    case CXCursor_NullStmt:
      break;
    case CXCursor_ForStmt:
      import_for(im, cursor);
      break;
    case CXCursor_IfStmt:
      import_if(im, cursor);
      break;
    case CXCursor_WhileStmt:
      refuse_while(im, cursor);
      break;
    case CXCursor_CallExpr:
      import_call_statement(im, cursor);
      break;
    case CXCursor_CompoundAssignOperator:
      import_compound_assignment(im, cursor);
      break;
    case CXCursor_BinaryOperator:
      if (is_assignment(cursor))
        import_assignment(im, cursor);
      else if (clang_getCursorBinaryOperatorKind(cursor) == CXBinaryOperator_Comma)
        import_comma(im, cursor);
      else
        refuse_useless(im, cursor);
      break;
    case CXCursor_UnaryOperator:
      import_unary_statement(im, cursor);
      break;
    case CXCursor_ParenExpr:
      import_statement(im, source_children(im, cursor).data[0]);
      break;
    case CXCursor_CStyleCastExpr:
      import_void_cast(im, cursor);
      break;
    case CXCursor_ReturnStmt:
    case CXCursor_ContinueStmt:
    case CXCursor_BreakStmt:
      import_exit(im, cursor);
      break;
    case CXCursor_SwitchStmt:
      import_switch(im, cursor);
      break;
    case CXCursor_ConditionalOperator:
    case CXCursor_ArraySubscriptExpr:
    case CXCursor_DeclRefExpr:
    case CXCursor_IntegerLiteral:
    case CXCursor_FloatingLiteral:
    case CXCursor_CharacterLiteral:
    case CXCursor_UnaryExpr:
    case CXCursor_UnexposedExpr:
      refuse_useless(im, cursor);
      break;
    default:
      refuse_kind(im, cursor);
      break;
  }
}

bool enter_level(importer_t *im, CXCursor cursor) {
  if (im->depth >= MAX_DEPTH && !im->is_too_deep) {
    refuse(im, cursor, "this is nested more than %d levels deep", MAX_DEPTH);
    im->is_too_deep = true;
  }
  if (im->is_too_deep) return false;
  im->depth++;
  return true;
}

void import_statement(importer_t *im, CXCursor cursor) {
  if (!enter_level(im, cursor)) return;
  ptowsp_loc_t outer = im->builder.loc;
  im->builder.loc = source_loc(im, cursor);
  import_kind(im, cursor);
  im->builder.loc = outer;
  im->depth--;
}
