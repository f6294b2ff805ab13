// Calls of functions of the file, imported in place.
//
// A scalar argument becomes a variable with that value; an array argument is the array
// itself, seen through the parameter's name.
#include <stdlib.h>

#include "importer.h"

CXCursor function_body(importer_t *im, CXCursor function) {
  CXCursor definition = clang_getCursorDefinition(function);
  if (clang_Cursor_isNull(definition)) return definition;
  children_t children = source_children(im, definition);
  for (size_t i = children.size; i-- > 0;)
    if (clang_getCursorKind(children.data[i]) == CXCursor_CompoundStmt) return children.data[i];
  return clang_getNullCursor();
}

size_t pointer_rank(CXType type) {
  size_t rank = 0;
  type = clang_getCanonicalType(type);
  if (type.kind == CXType_Pointer) {
    rank = 1;
    type = clang_getCanonicalType(clang_getPointeeType(type));
  }
  for (; type.kind == CXType_ConstantArray || type.kind == CXType_IncompleteArray ||
         type.kind == CXType_VariableArray;
       type = clang_getCanonicalType(clang_getArrayElementType(type)))
    rank++;
  return rank;
}

static bool bind_argument(importer_t *im, CXCursor argument, CXCursor param) {
  size_t rank = pointer_rank(clang_getCursorType(param));
  if (rank) {
    array_t array = import_array(im, argument);
    if (!array.memref || !fit_tile(im, argument, param, &array)) return false;
    if (open_rank(&array) != rank) {
      refuse(im, argument, "the argument has %zu dimensions, the parameter '%s' has %zu",
             open_rank(&array), source_name(im, param), rank);
      return false;
    }
    bind(im, param, BIND_ARRAY)->array = array;
    return true;
  }
  ctype_t type = ctype_of(clang_getCursorType(param));
  if (type.kind == C_NONE || clang_isVolatileQualifiedType(clang_getCursorType(param))) {
    refuse(im, param, "a parameter of type '%s' is not part of the language%s",
           source_type_name(im, clang_getCursorType(param)),
           type_advice(clang_getCursorType(param)));
    return false;
  }
  operand_t value = convert(im, import_expression(im, argument), type);
  if (operand_is_none(value)) return false;
  bind_scalar(im, param, type, value);
  return true;
}

// A body that is left in several places.
static operand_t import_left_body(importer_t *im, CXCursor function, CXCursor body,
                                  children_t statements) {
  ctype_t type = ctype_of(clang_getCursorResultType(function));
  if (type.kind == C_VOID) {
    import_list(im, statements.data, statements.size);
    return operand_constant(type, 0);
  }
  if (type.kind == C_NONE) {
    refuse(im, function, "a function that returns '%s' is not part of the language",
           source_type_name(im, clang_getCursorResultType(function)));
    return operand_none();
  }
  if (!always_leaves(im, body)) {
    CXCursor last = statements.size ? statements.data[statements.size - 1] : body;
    refuse(im, last, "behind this statement '%s' ends without a value; return one",
           source_name(im, function));
    return operand_none();
  }
  return import_returned(im, statements.data, statements.size, type);
}

// `is_index`: the value is wanted as a subscript or bound.
static operand_t import_inlined_body(importer_t *im, CXCursor function, CXCursor body,
                                     bool is_index) {
  children_t statements = source_children(im, body);
  if (im->has_exits) return import_left_body(im, function, body, statements);
  ctype_t type = ctype_of(clang_getCursorResultType(function));
  CXCursor last = statements.size ? statements.data[statements.size - 1] : clang_getNullCursor();
  bool returns = clang_getCursorKind(last) == CXCursor_ReturnStmt;
  for (size_t i = 0; i + (returns ? 1 : 0) < statements.size; i++)
    import_statement(im, statements.data[i]);
  if (type.kind == C_VOID) return operand_constant(type, 0);
  if (type.kind == C_NONE) {
    refuse(im, function, "a function that returns '%s' is not part of the language",
           source_type_name(im, clang_getCursorResultType(function)));
    return operand_none();
  }
  if (!returns) {
    refuse(im, clang_Cursor_isNull(last) ? body : last,
           "the last statement of '%s' must return its value", source_name(im, function));
    return operand_none();
  }
  im->index_context = is_index && type.kind == C_INTEGER;
  operand_t value = import_expression(im, source_children(im, last).data[0]);
  im->index_context = false;
  return convert_explicitly(im, value, type);
}

operand_t inline_call(importer_t *im, CXCursor call, CXCursor function) {
  CXCursor definition = clang_getCursorDefinition(function);
  CXCursor body = function_body(im, function);
  const char *name = source_name(im, function);
  if (source_contains(&im->inlining, definition)) {
    refuse(im, call, "'%s' calls itself; recursion is not part of the language: write a loop",
           name);
    return operand_none();
  }
  enum { MAX_CALLS = 20000 }; // calls in what is called multiply
  if (im->is_too_deep) return operand_none();
  if (++im->calls > MAX_CALLS) {
    refuse(im, call,
           "this makes more than %d calls, each a copy of the function; use loops instead",
           MAX_CALLS);
    im->is_too_deep = true;
    return operand_none();
  }
  if (clang_Cursor_isVariadic(definition)) {
    refuse(im, call, "'%s' has a variable number of parameters; declare each of them", name);
    return operand_none();
  }
  int count = clang_Cursor_getNumArguments(definition);
  if (count != clang_Cursor_getNumArguments(call)) {
    refuse(im, call, "'%s' has %d parameters; declare them between its parentheses", name, count);
    return operand_none();
  }
  check_function(im, definition);
  if (im->mode == MODE_WORKLOAD && is_workload(im, definition) &&
      !source_contains(&im->called, definition))
    ptowsp_vec_push(&im->called, definition);
  size_t mark = im->bindings.size;
  bool ok = true, outer_context = im->index_context;
  im->index_context = false;
  bool has_exits = collect_assigned(im, definition);
  for (int i = 0; i < count; i++)
    ok &= bind_argument(im, clang_Cursor_getArgument(call, (unsigned)i),
                        clang_Cursor_getArgument(definition, (unsigned)i));
  operand_t result = operand_none();
  if (ok) {
    exit_flag_t *flags = im->flags;
    array_t outer_result = im->result;
    bool outer_exits = im->has_exits;
    im->flags = NULL;
    im->result = (array_t){.memref = NULL};
    im->has_exits = has_exits;
    ptowsp_vec_push(&im->inlining, definition);
    result = import_inlined_body(im, definition, body, outer_context);
    im->inlining.size--;
    im->flags = flags;
    im->result = outer_result;
    im->has_exits = outer_exits;
  }
  im->index_context = outer_context;
  im->bindings.size = mark;
  return result;
}
