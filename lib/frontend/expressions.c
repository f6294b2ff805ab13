// Expressions: one switch over cursor kinds, which refuses what it does not know.
#include "importer.h"

static operand_t import_literal(importer_t *im, CXCursor cursor, ctype_t type) {
  operand_t result = operand_none();
  CXEvalResult evaluated = clang_Cursor_Evaluate(cursor);
  CXEvalResultKind kind = evaluated ? clang_EvalResult_getKind(evaluated) : CXEval_UnExposed;
  if (kind == CXEval_Int && type.kind == C_INTEGER) {
    int64_t value = clang_EvalResult_isUnsignedInt(evaluated)
                        ? (int64_t)clang_EvalResult_getAsUnsigned(evaluated)
                        : clang_EvalResult_getAsLongLong(evaluated);
    result = operand_constant(type, value);
  } else if (kind == CXEval_Float && type.kind == C_FLOAT) {
    result = operand_plain(type, float_constant(im, type, clang_EvalResult_getAsDouble(evaluated)));
  } else {
    refuse(im, cursor, "this constant has no value the language can hold");
  }
  if (evaluated) clang_EvalResult_dispose(evaluated);
  return result;
}

bool constant_integer(CXCursor cursor, int64_t *out_value) {
  CXEvalResult evaluated = clang_Cursor_Evaluate(cursor);
  if (!evaluated) return false;
  bool is_integer = clang_EvalResult_getKind(evaluated) == CXEval_Int;
  if (is_integer)
    *out_value = clang_EvalResult_isUnsignedInt(evaluated)
                     ? (int64_t)clang_EvalResult_getAsUnsigned(evaluated)
                     : clang_EvalResult_getAsLongLong(evaluated);
  clang_EvalResult_dispose(evaluated);
  return is_integer;
}

static operand_t import_reference(importer_t *im, CXCursor cursor, ctype_t type) {
  CXCursor decl = clang_getCursorReferenced(cursor);
  enum CXCursorKind kind = clang_getCursorKind(decl);
  if (kind == CXCursor_EnumConstantDecl)
    return operand_constant(type, clang_getEnumConstantDeclValue(decl));
  if (kind != CXCursor_VarDecl && kind != CXCursor_ParmDecl) {
    refuse(im, cursor, "'%s' is not a variable", source_name(im, cursor));
    return operand_none();
  }
  binding_t *binding = find_binding(im, decl);
  if (!binding) return import_global(im, cursor, decl);
  switch (binding->kind) {
    case BIND_POISON:
      return operand_none();
    case BIND_VALUE:
      return binding->value;
    case BIND_CELL:
      return load_element(im, &binding->array);
    case BIND_ARRAY:
      break;
  }
  refuse(im, cursor, "the array '%s' is used as a value; subscript it", source_name(im, cursor));
  return operand_none();
}

// Implicit conversions have the range of what they convert; anything else that libclang
// does not expose (va_arg, offsetof, …) is longer than its child.
static operand_t import_unexposed(importer_t *im, CXCursor cursor, ctype_t type) {
  children_t children = source_children(im, cursor);
  if (children.size != 1 ||
      !clang_equalRanges(clang_getCursorExtent(cursor), clang_getCursorExtent(children.data[0]))) {
    int64_t value; // offsetof
    if (type.kind == C_INTEGER && constant_integer(cursor, &value))
      return operand_constant(type, value);
    bool is_short =
        children.size &&
        source_next_char(im, clang_getRangeEnd(clang_getCursorExtent(children.data[0]))) == '?';
    refuse(
        im, cursor,
        is_short ? "write the middle operand of ?:" : "the language does not have this construct");
    return operand_none();
  }
  return convert(im, import_expression(im, children.data[0]), type);
}

static operand_t import_subscript(importer_t *im, CXCursor cursor) {
  array_t element = import_element(im, cursor);
  return element.memref ? load_element(im, &element) : operand_none();
}

static operand_t import_unary(importer_t *im, CXCursor cursor) {
  children_t children = source_children(im, cursor);
  enum CXUnaryOperatorKind kind = clang_getCursorUnaryOperatorKind(cursor);
  switch (kind) {
    case CXUnaryOperator_Plus:
    case CXUnaryOperator_Extension:
      return import_expression(im, children.data[0]);
    case CXUnaryOperator_Minus:
      return build_negation(im, import_expression(im, children.data[0]));
    case CXUnaryOperator_Not:
      return build_complement(im, import_expression(im, children.data[0]));
    case CXUnaryOperator_LNot:
      return build_not(im, import_expression(im, children.data[0]));
    case CXUnaryOperator_PostInc:
    case CXUnaryOperator_PostDec:
    case CXUnaryOperator_PreInc:
    case CXUnaryOperator_PreDec:
      return import_assignment(im, cursor);
    case CXUnaryOperator_Deref:
      return import_subscript(im, cursor);
    case CXUnaryOperator_AddrOf:
      refuse(im, cursor, "an address is only an argument: &A[i][j] names a slice in a call");
      break;
    default:
      refuse(im, cursor, "the language does not have this operator");
      break;
  }
  return operand_none();
}

// x = 1, y: a statement, then a value.
static operand_t import_comma(importer_t *im, CXCursor cursor) {
  children_t sides = source_children(im, cursor);
  bool outer = im->index_context;
  im->index_context = false;
  if (has_effects(sides.data[0])) import_statement(im, sides.data[0]);
  im->index_context = outer;
  return settle(im, import_expression(im, sides.data[1]));
}

static operand_t import_binary(importer_t *im, CXCursor cursor) {
  enum CXBinaryOperatorKind kind = clang_getCursorBinaryOperatorKind(cursor);
  bool assigns;
  binary_t op = binary_of(kind, &assigns);
  if (writes_its_operand(cursor)) return import_assignment(im, cursor);
  if (kind == CXBinaryOperator_Comma) return import_comma(im, cursor);
  if (kind == CXBinaryOperator_LAnd || kind == CXBinaryOperator_LOr)
    return import_logical(im, cursor, kind == CXBinaryOperator_LAnd);
  if (op == BINARY_COUNT) {
    refuse(im, cursor, "the language does not have this operator");
    return operand_none();
  }
  children_t children = source_children(im, cursor);
  if (pointer_rank(clang_getCursorType(children.data[0]))) {
    if (is_poisoned(im, children.data[0]) || is_poisoned(im, children.data[1]))
      return operand_none();
    refuse(im, cursor, "pointers are not part of the language; compare or subtract subscripts");
    return operand_none();
  }
  operand_t x = import_expression(im, children.data[0]);
  operand_t y = import_expression(im, children.data[1]);
  return build_binary(im, cursor, op, x, y);
}

static operand_t import_cast(importer_t *im, CXCursor cursor, ctype_t type) {
  children_t children = source_children(im, cursor);
  operand_t x = import_expression(im, children.data[children.size - 1]);
  return convert_explicitly(im, x, type);
}

// sizeof of an array of variable size, or of rows of it.
static operand_t array_bytes(importer_t *im, const array_t *array, ctype_t type) {
  const int64_t *shape = ptowsp_type_shape(ptowsp_value_type(array->memref));
  operand_t bytes = operand_constant(type, array->element.width / 8);
  for (size_t i = array->taken; i < array->rank; i++) {
    operand_t extent = operand_constant(type, shape[i]);
    if (shape[i] == PTOWSP_DYNAMIC) {
      ptowsp_value_t *which = ptowsp_build_index(&im->builder, (int64_t)i);
      ptowsp_type_t index = ptowsp_type_index(im->context);
      ptowsp_op_state_t state = {.id = PTOWSP_OP_MEMREF_DIM,
                                 .loc = im->builder.loc,
                                 .operands = (ptowsp_value_t *[]){array->memref, which},
                                 .operand_count = 2,
                                 .result_types = &index,
                                 .result_count = 1};
      extent = operand_index(type, ptowsp_op_result(ptowsp_build(&im->builder, &state), 0));
      extent.is_ranged = true;
      extent.low = 1;
      extent.high = INT32_MAX;
    }
    bytes = build_index_binary(im, BINARY_MUL, extent, bytes);
  }
  return bytes;
}

static operand_t import_sizeof(importer_t *im, CXCursor cursor, ctype_t type) {
  int64_t value;
  if (constant_integer(cursor, &value)) return operand_constant(type, value);
  children_t children = source_children(im, cursor);
  CXCursor of = children.size == 1 ? source_strip(im, children.data[0]) : clang_getNullCursor();
  bool is_array = !clang_Cursor_isNull(of) && clang_isExpression(clang_getCursorKind(of)) &&
                  clang_getCanonicalType(clang_getCursorType(of)).kind == CXType_VariableArray;
  if (is_array && !has_effects(of)) {
    array_t array = import_array(im, of);
    return array.memref ? array_bytes(im, &array, type) : operand_none();
  }
  refuse(im, cursor, "this is not a constant; write the number of elements");
  return operand_none();
}

// (float){2}
static operand_t import_literal_value(importer_t *im, CXCursor cursor, ctype_t type) {
  CXCursor value = literal_values(im, cursor);
  while (clang_getCursorKind(value) == CXCursor_InitListExpr) {
    children_t values = source_children(im, value);
    if (values.size != 1) {
      refuse(im, cursor, "a scalar has one value");
      return operand_none();
    }
    value = values.data[0];
  }
  return convert_explicitly(im, import_expression(im, value), type);
}

// libclang shows what may be chosen, but neither the types it is for nor the choice: that has the
// type of the whole.
CXCursor generic_choice(importer_t *im, CXCursor generic) {
  children_t children = source_children(im, generic);
  CXType type = clang_getCanonicalType(clang_getCursorType(generic));
  CXCursor chosen = clang_getNullCursor();
  for (size_t i = 1; i < children.size; i++) { // behind the controlling expression
    if (!clang_isExpression(clang_getCursorKind(children.data[i])) ||
        !clang_equalTypes(clang_getCanonicalType(clang_getCursorType(children.data[i])), type))
      continue;
    if (!clang_Cursor_isNull(chosen)) return clang_getNullCursor();
    chosen = children.data[i];
  }
  return chosen;
}

static operand_t import_generic(importer_t *im, CXCursor cursor, ctype_t type) {
  int64_t value;
  CXCursor chosen = generic_choice(im, cursor);
  if (type.kind == C_INTEGER && constant_integer(cursor, &value))
    return operand_constant(type, value);
  if (!clang_Cursor_isNull(chosen)) return import_expression(im, chosen);
  refuse_kind(im, cursor);
  return operand_none();
}

static operand_t import_kind(importer_t *im, CXCursor cursor, ctype_t type) {
  switch (clang_getCursorKind(cursor)) {
    case CXCursor_IntegerLiteral:
    case CXCursor_CharacterLiteral:
    case CXCursor_FloatingLiteral:
      return import_literal(im, cursor, type);
    case CXCursor_DeclRefExpr:
      return import_reference(im, cursor, type);
    case CXCursor_ParenExpr:
      return import_expression(im, source_children(im, cursor).data[0]);
    case CXCursor_UnexposedExpr:
      return import_unexposed(im, cursor, type);
    case CXCursor_UnaryOperator:
      return import_unary(im, cursor);
    case CXCursor_BinaryOperator:
    case CXCursor_CompoundAssignOperator:
      return import_binary(im, cursor);
    case CXCursor_ConditionalOperator:
      return import_ternary(im, cursor);
    case CXCursor_CStyleCastExpr:
      return import_cast(im, cursor, type);
    case CXCursor_UnaryExpr:
      return import_sizeof(im, cursor, type);
    case CXCursor_ArraySubscriptExpr:
      return import_subscript(im, cursor);
    case CXCursor_CallExpr:
      return import_call(im, cursor);
    case CXCursor_CompoundLiteralExpr:
      return import_literal_value(im, cursor, type);
    case CXCursor_GenericSelectionExpr:
      return import_generic(im, cursor, type);
    default:
      refuse_kind(im, cursor);
      return operand_none();
  }
}

// Whether an expression of a type outside the language is better reported by its kind.
static bool kind_says_more(enum CXCursorKind kind) {
  return kind == CXCursor_StringLiteral || kind == CXCursor_ImaginaryLiteral ||
         kind == CXCursor_CompoundLiteralExpr || kind == CXCursor_InitListExpr ||
         kind == CXCursor_StmtExpr || kind == CXCursor_MemberRefExpr ||
         kind == CXCursor_AddrLabelExpr || kind == CXCursor_UnaryOperator;
}

static bool is_refused_type(CXCursor cursor) {
  CXType type = clang_getCanonicalType(clang_getCursorType(cursor));
  return clang_isExpression(clang_getCursorKind(cursor)) && ctype_of(type).kind == C_NONE &&
         !pointer_rank(type) && type.kind != CXType_FunctionProto;
}

// What makes an expression one of a type outside the language: 1.0L in x + 2 * 1.0L.
static CXCursor origin_of_type(importer_t *im, CXCursor cursor) {
  if (clang_getCursorKind(cursor) == CXCursor_CallExpr || !is_refused_type(cursor)) return cursor;
  children_t children = source_children(im, cursor);
  for (size_t i = 0; i < children.size; i++) {
    CXCursor inner = source_strip(im, children.data[i]);
    if (is_refused_type(inner)) return origin_of_type(im, inner);
  }
  return cursor;
}

static void refuse_type(importer_t *im, CXCursor cursor, CXType wanted) {
  if (!kind_says_more(clang_getCursorKind(cursor))) cursor = origin_of_type(im, cursor);
  if (is_poisoned(im, cursor)) return;
  if (ctype_of(clang_getCursorType(cursor)).kind != C_NONE) { // converted to what is refused beside
    if (!ptowsp_context_error_count(im->context))
      refuse(im, cursor, "the type '%s' is not part of the language%s",
             source_type_name(im, wanted), type_advice(wanted));
    return;
  }
  CXType type = clang_getCanonicalType(clang_getCursorType(cursor));
  if (type.kind == CXType_Pointer && kind_says_more(clang_getCursorKind(cursor))) {
    import_kind(im, cursor, (ctype_t){0});
  } else if (kind_says_more(clang_getCursorKind(cursor))) {
    refuse_kind(im, cursor);
  } else if (type.kind == CXType_ConstantArray || type.kind == CXType_VariableArray) {
    refuse(im, cursor, "an array is used as a value; subscript it");
  } else if (type.kind == CXType_Pointer) {
    refuse(im, cursor,
           "pointers are not part of the language; subscript the array, or pass a slice with "
           "&A[i][j] or wsp_at(A, i, j)");
  } else {
    refuse(im, cursor, "the type '%s' is not part of the language%s",
           source_type_name(im, clang_getCursorType(cursor)), type_advice(type));
  }
}

operand_t import_expression(importer_t *im, CXCursor cursor) {
  CXType clang_type = clang_getCursorType(cursor);
  ctype_t type = ctype_of(clang_type);
  if (type.kind == C_NONE) {
    // A decayed array or the like: what stands inside says better what is wrong.
    CXCursor inner = source_strip(im, cursor);
    refuse_type(im, inner, clang_type);
    return operand_none();
  }
  if (clang_isVolatileQualifiedType(clang_type)) {
    if (!is_poisoned(im, cursor)) refuse(im, cursor, "volatile is not part of the language");
    return operand_none();
  }
  if (!enter_level(im, cursor)) return operand_none();
  ptowsp_loc_t outer = im->builder.loc;
  im->builder.loc = source_loc(im, cursor);
  operand_t result = import_kind(im, cursor, type);
  im->builder.loc = outer;
  im->depth--;
  return result;
}

operand_t import_index(importer_t *im, CXCursor cursor) {
  bool outer = im->index_context;
  im->index_context = true;
  operand_t x = import_expression(im, cursor);
  im->index_context = outer;
  return to_index(im, x);
}

ptowsp_value_t *import_condition(importer_t *im, CXCursor cursor) {
  bool outer = im->index_context;
  im->index_context = false;
  operand_t x = import_expression(im, cursor);
  im->index_context = outer;
  return as_truth(im, x);
}
