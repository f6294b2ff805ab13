// Arrays, their elements and the slices of them that calls pass on.
#include <string.h>

#include "importer.h"

static array_t no_array(void) { return (array_t){.memref = NULL}; }

array_t whole_array(ptowsp_value_t *memref, ctype_t element, const char *name) {
  array_t array = {.memref = memref,
                   .element = element,
                   .rank = ptowsp_type_rank(ptowsp_value_type(memref)),
                   .name = name};
  for (size_t i = 0; i < array.rank; i++)
    array.indices[i] = operand_constant(ctype_integer(64, true), 0);
  return array;
}

size_t open_rank(const array_t *array) { return array->rank - array->taken + array->is_scalar; }

static array_t array_of_reference(importer_t *im, CXCursor cursor) {
  CXCursor decl = clang_getCursorReferenced(cursor);
  binding_t *binding = find_binding(im, decl);
  if (binding && binding->kind == BIND_ARRAY) return binding->array;
  if (binding && binding->kind == BIND_POISON) return no_array();
  if (!binding && clang_getCursorKind(decl) == CXCursor_VarDecl)
    return import_table(im, cursor, decl);
  if (clang_getCursorKind(decl) == CXCursor_FunctionDecl)
    refuse(im, cursor, "function pointers are not part of the language; call '%s' by its name",
           source_name(im, cursor));
  else
    refuse(im, cursor, "'%s' is not an array", source_name(im, cursor));
  return no_array();
}

static array_t array_of_subscript(importer_t *im, CXCursor cursor) {
  children_t children = source_children(im, cursor);
  CXType base = clang_getCanonicalType(clang_getCursorType(children.data[0]));
  if (!pointer_rank(base)) {
    if (!is_poisoned(im, cursor)) refuse(im, cursor, "write the array before the brackets");
    return no_array();
  }
  array_t array = import_array(im, children.data[0]);
  operand_t index = import_index(im, children.data[1]);
  if (!array.memref || operand_is_none(index)) return no_array();
  if (array.is_scalar) {
    bool is_first = index.form == FORM_CONSTANT && index.low == 0;
    if (!is_first)
      refuse(im, children.data[1], "'%s' is one scalar: it has element 0 only", array.name);
    array.is_scalar = false;
    return is_first ? array : no_array();
  }
  if (array.taken == array.rank) {
    refuse(im, cursor, "'%s' has %zu dimensions only", array.name, array.rank);
    return no_array();
  }
  index.type = ctype_integer(64, true);
  ptowsp_loc_t outer = im->builder.loc;
  im->builder.loc = source_loc(im, children.data[1]);
  array.indices[array.taken] =
      build_index_binary(im, BINARY_ADD, array.indices[array.taken], index);
  im->builder.loc = outer;
  array.taken++;
  return array;
}

// *A is A[0].
static array_t array_of_deref(importer_t *im, CXCursor cursor) {
  array_t array = import_array(im, source_children(im, cursor).data[0]);
  if (!array.memref) return array;
  if (array.is_scalar) {
    array.is_scalar = false;
    return array;
  }
  if (array.taken == array.rank) {
    refuse(im, cursor, "'%s' has %zu dimensions only", array.name, array.rank);
    return no_array();
  }
  array.taken++;
  return array;
}

// A + i and A - i: the part from element i on, as &A[i].
static array_t array_of_sum(importer_t *im, CXCursor cursor) {
  children_t sides = source_children(im, cursor);
  enum CXBinaryOperatorKind kind = clang_getCursorBinaryOperatorKind(cursor);
  bool adds = kind == CXBinaryOperator_Add;
  if (!adds && kind != CXBinaryOperator_Sub) {
    refuse(im, cursor, "an array is named by an expression without effects; write it alone");
    return no_array();
  }
  size_t which = ctype_of(clang_getCursorType(sides.data[0])).kind == C_INTEGER;
  array_t array = import_array(im, sides.data[which]);
  operand_t by = import_index(im, sides.data[1 - which]);
  if (!array.memref || operand_is_none(by)) return no_array();
  if (array.is_scalar) {
    refuse(im, cursor, "'%s' is one scalar: nothing stands beside it", array.name);
    return no_array();
  }
  if (array.taken == array.rank) {
    refuse(im, cursor, "'%s' has %zu dimensions only", array.name, array.rank);
    return no_array();
  }
  by.type = ctype_integer(64, true);
  operand_t *index = &array.indices[array.taken];
  *index = build_index_binary(im, adds ? BINARY_ADD : BINARY_SUB, *index, by);
  return array;
}

// &x: an array of one element.
static array_t address_of_scalar(importer_t *im, CXCursor cursor, CXCursor scalar) {
  binding_t *binding = find_binding(im, clang_getCursorReferenced(scalar));
  const char *name = source_name(im, scalar);
  if (binding && binding->kind == BIND_CELL) {
    array_t array = binding->array;
    array.is_scalar = true;
    return array;
  }
  if (!binding || binding->kind != BIND_POISON)
    refuse(im, cursor,
           binding ? "the loop variable '%s' has no address; copy it to a scalar of its own"
                   : "'%s' is not local; copy it to a scalar of its own",
           name);
  return no_array();
}

// &A[i]: the array's dimension i is open again, from element i on.
static array_t array_of_address(importer_t *im, CXCursor cursor) {
  children_t children = source_children(im, cursor);
  enum CXUnaryOperatorKind kind = clang_getCursorUnaryOperatorKind(cursor);
  if (kind == CXUnaryOperator_Deref) return array_of_deref(im, cursor);
  if (kind != CXUnaryOperator_AddrOf) {
    refuse(im, cursor, "a pointer stays where it is; subscript it with a variable that changes");
    return no_array();
  }
  CXCursor inner = source_strip(im, children.data[0]);
  if (clang_getCursorKind(inner) == CXCursor_DeclRefExpr &&
      ctype_of(clang_getCursorType(inner)).kind > C_VOID)
    return address_of_scalar(im, cursor, inner);
  array_t array = import_array(im, children.data[0]);
  if (!array.memref) return array;
  if (array.rank == 0 && !array.is_scalar) { // &*out, &out[0]
    array.is_scalar = true;
    return array;
  }
  if (array.taken == 0) {
    refuse(im, cursor, "write '%s' itself, or &%s[i] for the part from element i on", array.name,
           array.name);
    return no_array();
  }
  array.taken--;
  return array;
}

// The cast of wsp_at: the address of an element as a void pointer.
static array_t array_of_cast(importer_t *im, CXCursor cursor) {
  children_t children = source_children(im, cursor);
  CXCursor inner = source_strip(im, children.data[children.size - 1]);
  CXType row = clang_getPointeeType(clang_getCanonicalType(clang_getCursorType(cursor)));
  bool is_address = clang_getCursorKind(inner) == CXCursor_UnaryOperator &&
                    clang_getCursorUnaryOperatorKind(inner) == CXUnaryOperator_AddrOf;
  if (!is_address || row.kind != CXType_Void) {
    refuse(im, cursor,
           "a cast between pointers is not part of the language; write wsp_at(A, i, j)");
    return no_array();
  }
  array_t array = array_of_address(im, inner);
  if (!array.memref) return array;
  if (array.taken + 1 != array.rank) {
    refuse(im, cursor, "wsp_at needs one index for each of the %zu dimensions of '%s'", array.rank,
           array.name);
    return no_array();
  }
  array.is_tile = true;
  array.taken = array.rank == 1 ? 0 : array.rank - 2;
  return array;
}

// Whether the extents behind the first of a parameter are those of a tile; what is left of its
// type is that of the elements.
static bool rows_fit(importer_t *im, CXCursor argument, CXCursor param, const array_t *tile,
                     CXType *type) {
  const int64_t *shape = ptowsp_type_shape(ptowsp_value_type(tile->memref));
  for (size_t i = tile->taken; i < tile->rank; i++) {
    bool is_known = type->kind == CXType_ConstantArray && i > tile->taken;
    int64_t extent = is_known ? clang_getArraySize(*type) : PTOWSP_DYNAMIC;
    bool is_pointer = type->kind == CXType_Pointer;
    *type = clang_getCanonicalType(is_pointer ? clang_getPointeeType(*type)
                                              : clang_getArrayElementType(*type));
    if (extent == shape[i] || extent == PTOWSP_DYNAMIC || shape[i] == PTOWSP_DYNAMIC) continue;
    refuse(im, argument, "'%s' has rows of %lld elements, the parameter '%s' of %lld", tile->name,
           (long long)shape[i], source_name(im, param), (long long)extent);
    return false;
  }
  return true;
}

bool fit_tile(importer_t *im, CXCursor argument, CXCursor param, array_t *array) {
  CXType type = clang_getCanonicalType(clang_getCursorType(param));
  size_t rank = pointer_rank(type);
  const char *name = source_name(im, param);
  bool ok = rank <= array->rank;
  if (!array->is_tile) return true;
  array->is_tile = false;
  if (!ok) {
    refuse(im, argument, "the argument has %zu dimensions, the parameter '%s' has %zu", array->rank,
           name, rank);
  } else {
    array->taken = array->rank - rank;
    ok = rows_fit(im, argument, param, array, &type);
    if (ok && !ctype_equal(ctype_of(type), array->element)) {
      refuse(im, argument, "the elements of '%s' are not of type '%s', as those of '%s'",
             array->name, source_type_name(im, clang_getUnqualifiedType(type)), name);
      ok = false;
    }
  }
  if (!ok)
    ptowsp_note(im->context, source_loc(im, param), "the parameter '%s' is declared here", name);
  return ok;
}

static array_t array_of_call(importer_t *im, CXCursor call) {
  CXCursor function = clang_getCursorReferenced(call);
  const char *name = source_name(im, function);
  if (!strcmp(name, "__builtin_assume_aligned"))
    return import_array(im, clang_Cursor_getArgument(call, 0));
  if (clang_Cursor_isNull(clang_getCursorDefinition(function)))
    import_call(im, call); // says what to write instead
  else
    refuse(im, call, "a function cannot return an array; pass the array as a parameter");
  return no_array();
}

array_t import_array(importer_t *im, CXCursor cursor) {
  cursor = source_strip(im, cursor);
  if (is_poisoned(im, cursor)) return no_array();
  switch (clang_getCursorKind(cursor)) {
    case CXCursor_DeclRefExpr:
      return array_of_reference(im, cursor);
    case CXCursor_ArraySubscriptExpr:
      return array_of_subscript(im, cursor);
    case CXCursor_UnaryOperator:
      return array_of_address(im, cursor);
    case CXCursor_CStyleCastExpr:
      return array_of_cast(im, cursor);
    case CXCursor_BinaryOperator:
      return array_of_sum(im, cursor);
    case CXCursor_CompoundAssignOperator:
      refuse(im, cursor, "a pointer stays where it is; subscript it with a variable that changes");
      return no_array();
    case CXCursor_ConditionalOperator:
      refuse(im, cursor, "a choice between arrays is not part of the language; write if and else");
      return no_array();
    case CXCursor_CallExpr:
      return array_of_call(im, cursor);
    case CXCursor_CompoundLiteralExpr:
      return import_array_literal(im, cursor);
    case CXCursor_GenericSelectionExpr: {
      CXCursor chosen = generic_choice(im, cursor);
      if (!clang_Cursor_isNull(chosen)) return import_array(im, chosen);
      refuse_kind(im, cursor);
      return no_array();
    }
    case CXCursor_StringLiteral:
    case CXCursor_StmtExpr:
    case CXCursor_MemberRefExpr:
      refuse_kind(im, cursor);
      return no_array();
    default:
      refuse(im, cursor, "this is not an array or a part of one; write A, A[i] or &A[i][j]");
      return no_array();
  }
}

array_t import_element(importer_t *im, CXCursor cursor) {
  cursor = source_strip(im, cursor);
  enum CXCursorKind kind = clang_getCursorKind(cursor);
  if (kind == CXCursor_DeclRefExpr) {
    CXCursor decl = clang_getCursorReferenced(cursor);
    binding_t *binding = find_binding(im, decl);
    if (binding && binding->kind == BIND_CELL) return binding->array;
    if (binding && binding->kind == BIND_POISON) return no_array();
    if (binding && binding->is_loop_variable)
      refuse(im, cursor, "the loop variable '%s' is changed inside its loop",
             source_name(im, cursor));
    else if (!binding)
      refuse(im, cursor, "'%s' is not local; a kernel or workload writes its parameters only",
             source_name(im, cursor));
    else if (clang_getCanonicalType(clang_getCursorType(decl)).kind == CXType_Pointer)
      refuse(im, cursor,
             "the pointer '%s' stays where it is; subscript it with a variable that changes",
             source_name(im, cursor));
    else
      refuse(im, cursor, "'%s' cannot be assigned to", source_name(im, cursor));
    return no_array();
  }
  bool is_deref = kind == CXCursor_UnaryOperator &&
                  clang_getCursorUnaryOperatorKind(cursor) == CXUnaryOperator_Deref;
  if (kind != CXCursor_ArraySubscriptExpr && !is_deref) {
    if (!is_poisoned(im, cursor)) refuse_kind(im, cursor);
    return no_array();
  }
  array_t array = is_deref ? array_of_deref(im, cursor) : array_of_subscript(im, cursor);
  if (array.memref && open_rank(&array)) {
    refuse(im, cursor, "a row of '%s' is used as a value; subscript all %zu dimensions", array.name,
           array.rank);
    return no_array();
  }
  return array;
}

static size_t gather_operands(importer_t *im, const array_t *array, ptowsp_value_t **out) {
  size_t count = 0;
  out[count++] = array->memref;
  for (size_t i = 0; i < array->rank; i++) out[count++] = as_index(im, array->indices[i]);
  return count;
}

operand_t build_load(importer_t *im, const array_t *element) {
  ptowsp_value_t *operands[1 + MAX_RANK];
  gather_operands(im, element, operands);
  ptowsp_value_t *value = ptowsp_build_load(&im->builder, element->memref, operands + 1);
  operand_t result = from_ir(element->element, value);
  result.is_leaf = element->rank == 0;
  return result;
}

operand_t load_element(importer_t *im, const array_t *element) {
  bool is_cell = element->rank == 0 && im->mode == MODE_WORKLOAD;
  return is_cell ? cell_value(im, element) : build_load(im, element);
}

void store_element(importer_t *im, const array_t *element, operand_t value) {
  ptowsp_value_t *operands[1 + MAX_RANK], *stored = materialize(im, value);
  gather_operands(im, element, operands);
  ptowsp_build_store(&im->builder, stored, element->memref, operands + 1);
}

ptowsp_value_t *build_at(importer_t *im, const array_t *array, ptowsp_type_t view) {
  ptowsp_value_t *operands[1 + MAX_RANK];
  ptowsp_op_state_t state = {
      .id = PTOWSP_OP_WSP_AT,
      .operands = operands,
      .operand_count = gather_operands(im, array, operands),
      .result_types = &view,
      .result_count = 1,
      .loc = im->builder.loc,
  };
  return ptowsp_op_result(ptowsp_build(&im->builder, &state), 0);
}
