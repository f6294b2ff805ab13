// Statements: one switch over cursor kinds, which refuses what it does not know.
#include "importer.h"

// An expression whose value nobody wants: c && (x = 1);
static void import_effects(importer_t *im, CXCursor cursor) {
  size_t errors = ptowsp_context_error_count(im->context);
  import_expression(im, cursor); // what is wrong inside says more
  if (ptowsp_context_error_count(im->context) == errors && !has_effects(cursor))
    refuse(im, cursor, "the statement has no effect; remove it");
}

static void import_unary_statement(importer_t *im, CXCursor cursor) {
  if (writes_its_operand(cursor))
    import_assignment(im, cursor);
  else if (clang_getCursorUnaryOperatorKind(cursor) == CXUnaryOperator_Extension)
    import_statement(im, source_children(im, cursor).data[0]);
  else
    import_effects(im, cursor);
}

// (void)x; names a variable that is not used otherwise; (void)0; is a macro that is off.
static void import_void_cast(importer_t *im, CXCursor cursor) {
  children_t children = source_children(im, cursor);
  CXCursor inner = source_strip(im, children.data[children.size - 1]);
  bool is_void = ctype_of(clang_getCursorType(cursor)).kind == C_VOID;
  enum CXCursorKind kind = clang_getCursorKind(inner);
  if (is_void && (kind == CXCursor_DeclRefExpr || kind == CXCursor_IntegerLiteral)) return;
  import_effects(im, cursor);
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

// do { … } while (0) is how a macro becomes one statement.
static void import_do(importer_t *im, CXCursor cursor) {
  children_t parts = source_children(im, cursor);
  int64_t value;
  if (!constant_integer(parts.data[1], &value) || value != 0) {
    import_for(im, cursor);
    return;
  }
  loop_exits_t exits;
  begin_loop(im, parts.data, 1, false, &exits);
  size_t mark = im->bindings.size;
  import_list(im, parts.data, 1);
  im->bindings.size = mark;
  end_loop(im, &exits);
}

// x = 1, y = 2; is two statements.
static void import_comma(importer_t *im, CXCursor cursor) {
  children_t sides = source_children(im, cursor);
  for (size_t i = 0; i < sides.size; i++) import_statement(im, sides.data[i]);
}

static void import_binary(importer_t *im, CXCursor cursor) {
  if (writes_its_operand(cursor))
    import_assignment(im, cursor);
  else if (clang_getCursorBinaryOperatorKind(cursor) == CXBinaryOperator_Comma)
    import_comma(im, cursor);
  else
    import_effects(im, cursor);
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
    case CXCursor_WhileStmt:
      import_for(im, cursor);
      break;
    case CXCursor_DoStmt:
      import_do(im, cursor);
      break;
    case CXCursor_IfStmt:
      import_if(im, cursor);
      break;
    case CXCursor_CallExpr:
      import_call_statement(im, cursor);
      break;
    case CXCursor_CompoundAssignOperator:
    case CXCursor_BinaryOperator:
      import_binary(im, cursor);
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
      import_effects(im, cursor);
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
