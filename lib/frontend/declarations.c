// Variables: what a declaration means, and how it is held.
#include <stdlib.h>

#include "importer.h"

binding_t *find_binding(importer_t *im, CXCursor decl) {
  for (size_t i = im->bindings.size; i-- > 0;)
    if (clang_equalCursors(im->bindings.data[i].decl, decl)) return &im->bindings.data[i];
  for (size_t i = 0; i < im->tables.size; i++)
    if (clang_equalCursors(im->tables.data[i].decl, decl)) return &im->tables.data[i];
  return NULL;
}

binding_t *bind(importer_t *im, CXCursor decl, binding_kind_t kind) {
  binding_t binding = {.decl = decl, .kind = kind};
  ptowsp_vec_push(&im->bindings, binding);
  return &im->bindings.data[im->bindings.size - 1];
}

bool is_poisoned(importer_t *im, CXCursor cursor) {
  for (;;) {
    if (clang_getCursorKind(cursor) == CXCursor_DeclRefExpr) {
      binding_t *binding = find_binding(im, clang_getCursorReferenced(cursor));
      return binding && binding->kind == BIND_POISON;
    }
    children_t children = source_children(im, cursor);
    if (!children.size) return false;
    cursor = children.data[0];
  }
}

// ---------------------------------------------------------------- what is written

static void enter_target(importer_t *im, CXCursor target) {
  target = source_strip(im, target);
  if (clang_getCursorKind(target) != CXCursor_DeclRefExpr) return;
  CXCursor decl = clang_getCursorReferenced(target);
  if (!source_contains(&im->assigned, decl)) ptowsp_vec_push(&im->assigned, decl);
}

bool writes_its_operand(CXCursor cursor) {
  bool assigns;
  switch (clang_getCursorKind(cursor)) {
    case CXCursor_CompoundAssignOperator:
      return true;
    case CXCursor_BinaryOperator:
      binary_of(clang_getCursorBinaryOperatorKind(cursor), &assigns);
      return assigns || clang_getCursorBinaryOperatorKind(cursor) == CXBinaryOperator_Assign;
    case CXCursor_UnaryOperator:
      switch (clang_getCursorUnaryOperatorKind(cursor)) {
        case CXUnaryOperator_PostInc:
        case CXUnaryOperator_PostDec:
        case CXUnaryOperator_PreInc:
        case CXUnaryOperator_PreDec:
          return true;
        default:
          return false;
      }
    default:
      return false;
  }
}

typedef struct {
  importer_t *im;
  CXCursor body; // of a function
  CXCursor last_return;
  bool has_exits;
} collection_t;

static enum CXChildVisitResult collect_target(CXCursor cursor, CXCursor parent, CXClientData data) {
  collection_t *collection = data;
  importer_t *im = collection->im;
  if (writes_its_operand(cursor)) {
    children_t children = source_children(im, cursor);
    if (children.size) enter_target(im, children.data[0]);
  }
  switch (clang_getCursorKind(cursor)) {
    case CXCursor_UnaryOperator: // f(&x): who has the address of a scalar may write it
      if (clang_getCursorUnaryOperatorKind(cursor) == CXUnaryOperator_AddrOf &&
          ctype_of(clang_getPointeeType(clang_getCursorType(cursor))).kind > C_VOID)
        enter_target(im, source_children(im, cursor).data[0]);
      break;
    case CXCursor_CompoundStmt:
      if (clang_getCursorKind(parent) == CXCursor_FunctionDecl) collection->body = cursor;
      break;
    case CXCursor_ReturnStmt:
      // One before this was not the last statement.
      if (!clang_Cursor_isNull(collection->last_return) ||
          !clang_equalCursors(parent, collection->body))
        collection->has_exits = true;
      collection->last_return = cursor;
      break;
    case CXCursor_BreakStmt:
    case CXCursor_ContinueStmt:
      collection->has_exits = true;
      break;
    default:
      break;
  }
  return CXChildVisit_Recurse;
}

bool collect_assigned(importer_t *im, CXCursor code) {
  collection_t collection = {im, clang_getNullCursor(), clang_getNullCursor(), false};
  collect_target(code, code, &collection);
  clang_visitChildren(code, collect_target, &collection);
  return collection.has_exits;
}

// ---------------------------------------------------------------- scalars

array_t build_cell(importer_t *im, ctype_t type, const char *name) {
  ptowsp_type_t cell = ptowsp_type_memref(im->context, NULL, 0, ctype_ir(im, type), NULL, NULL);
  return whole_array(ptowsp_build_alloc(&im->builder, cell, NULL, name), type, name);
}

void bind_scalar(importer_t *im, CXCursor decl, ctype_t type, operand_t value) {
  const char *name = source_name(im, decl);
  bool has_value = !operand_is_none(value);
  if (has_value && !source_contains(&im->assigned, decl)) {
    if (value.form == FORM_WIDE) value = operand_plain(type, materialize(im, value));
    if (value.form == FORM_PLAIN) value.is_leaf = true;
    bind(im, decl, BIND_VALUE)->value = value;
    return;
  }
  array_t array = build_cell(im, type, name);
  if (has_value) store_element(im, &array, value);
  bind(im, decl, BIND_CELL)->array = array;
}

operand_t import_global(importer_t *im, CXCursor reference, CXCursor decl) {
  const char *name = source_name(im, reference);
  CXType clang_type = clang_getCursorType(decl);
  ctype_t type = ctype_of(clang_type);
  CXCursor initializer = clang_Cursor_getVarDeclInitializer(decl);
  bool is_constant = clang_getCursorKind(decl) == CXCursor_VarDecl &&
                     clang_isConstQualifiedType(clang_type) &&
                     !clang_isVolatileQualifiedType(clang_type) && type.kind != C_NONE;
  if (!is_constant)
    refuse(im, reference, "'%s' is not local; pass it as a parameter, or declare it const", name);
  else if (clang_Cursor_isNull(initializer))
    refuse(im, reference, "the constant '%s' has no value in this file", name);
  else
    return convert_explicitly(im, import_expression(im, initializer), type);
  return operand_none();
}

// ---------------------------------------------------------------- arrays

// A buffer for an array variable or literal; memref NULL after an error.
static array_t build_array(importer_t *im, CXCursor decl) {
  int64_t extents[MAX_RANK];
  size_t rank;
  ctype_t element;
  bool is_variable = clang_getCursorKind(decl) == CXCursor_VarDecl;
  const char *name = is_variable ? source_name(im, decl) : "literal";
  if (!array_shape(im, decl, clang_getCursorType(decl), extents, &rank, &element))
    return (array_t){.memref = NULL};
  ptowsp_value_t *sizes[MAX_RANK];
  if (!import_sizes(im, decl, extents, rank, sizes)) return (array_t){.memref = NULL};
  ptowsp_type_t type =
      ptowsp_type_memref(im->context, extents, rank, ctype_ir(im, element), NULL, NULL);
  return whole_array(ptowsp_build_alloc(&im->builder, type, sizes, name), element, name);
}

static void import_array_variable(importer_t *im, CXCursor decl, CXCursor initializer) {
  array_t array = build_array(im, decl);
  bind(im, decl, array.memref ? BIND_ARRAY : BIND_POISON)->array = array;
  if (array.memref && !clang_Cursor_isNull(initializer))
    import_array_initializer(im, &array, initializer);
}

CXCursor literal_values(importer_t *im, CXCursor literal) {
  children_t children = source_children(im, literal);
  return children.size ? children.data[children.size - 1] : clang_getNullCursor();
}

array_t import_array_literal(importer_t *im, CXCursor literal) {
  CXCursor values = literal_values(im, literal);
  bool outer = im->index_context;
  im->index_context = false;
  array_t array = build_array(im, literal);
  if (array.memref) import_array_initializer(im, &array, values);
  im->index_context = outer;
  return array;
}

// The block of the kernel or workload being built.
static ptowsp_block_t *entry_block(importer_t *im) {
  ptowsp_block_t *block = im->builder.block;
  while (ptowsp_op_parent(ptowsp_block_op(block)) != ptowsp_module_op(im->module))
    block = ptowsp_op_block(ptowsp_block_op(block));
  return block;
}

array_t import_table(importer_t *im, CXCursor reference, CXCursor decl) {
  const char *name = source_name(im, reference);
  CXType type = clang_getCanonicalType(clang_getCursorType(decl));
  CXCursor initializer = clang_Cursor_getVarDeclInitializer(decl);
  bool is_table = clang_isConstQualifiedType(type) && !clang_Cursor_isNull(initializer);
  if (type.kind == CXType_Pointer || !is_table) {
    refuse(im, reference,
           type.kind == CXType_Pointer
               ? "pointers are not part of the language; declare '%s' as an array"
               : "the array '%s' is not local; pass it as a parameter, or make it a constant here",
           name);
    binding_t poison = {.decl = decl, .kind = BIND_POISON};
    ptowsp_vec_push(&im->tables, poison);
    return (array_t){.memref = NULL};
  }
  ptowsp_builder_t outer = im->builder;
  bool outer_context = im->index_context;
  im->index_context = false;
  im->builder.block = entry_block(im);
  im->builder.before = ptowsp_block_first(im->builder.block);
  im->builder.loc = source_loc(im, decl);
  array_t array = build_array(im, decl);
  if (array.memref) import_array_initializer(im, &array, initializer);
  im->builder = outer;
  im->index_context = outer_context;
  binding_t table = {.decl = decl, .kind = array.memref ? BIND_ARRAY : BIND_POISON, .array = array};
  ptowsp_vec_push(&im->tables, table);
  return array;
}

// ---------------------------------------------------------------- declarations

static void import_scalar_variable(importer_t *im, CXCursor decl, CXCursor initializer,
                                   ctype_t type) {
  operand_t value = operand_none();
  // int i; for (i = 0; …): the loops make variables of their own.
  if (type.kind == C_INTEGER && source_contains(&im->assigned, decl) && is_loop_only(im, decl))
    return;
  if (!clang_Cursor_isNull(initializer)) {
    if (clang_getCursorKind(initializer) == CXCursor_InitListExpr) {
      children_t children = source_children(im, initializer);
      if (children.size == 1) initializer = children.data[0];
    }
    value = convert(im, import_expression(im, initializer), type);
    if (operand_is_none(value)) {
      bind(im, decl, BIND_POISON);
      return;
    }
  }
  bind_scalar(im, decl, type, value);
}

// What is wrong with a variable's declaration before its type is looked at; NULL: nothing.
static const char *storage_problem(CXCursor decl) {
  bool is_const = clang_isConstQualifiedType(clang_getCanonicalType(clang_getCursorType(decl)));
  switch (clang_Cursor_getStorageClass(decl)) {
    case CX_SC_Static:
      if (is_const) break; // has its first value in every call
      return "a static variable keeps a value between calls; make it const, or a parameter";
    case CX_SC_Extern:
      return "an extern variable is not part of the language; make it a parameter";
    default:
      break;
  }
  if (clang_isVolatileQualifiedType(clang_getCursorType(decl)))
    return "volatile is not part of the language; nothing else changes the variable: leave it away";
  return NULL;
}

typedef struct {
  importer_t *im;
  CXCursor decl, found;
} change_t;

static enum CXChildVisitResult find_change(CXCursor cursor, CXCursor parent, CXClientData data) {
  (void)parent;
  change_t *change = data;
  if (!writes_its_operand(cursor)) return CXChildVisit_Recurse;
  CXCursor target = source_strip(change->im, source_children(change->im, cursor).data[0]);
  if (clang_getCursorKind(target) != CXCursor_DeclRefExpr ||
      !clang_equalCursors(clang_getCursorReferenced(target), change->decl))
    return CXChildVisit_Recurse;
  change->found = cursor;
  return CXChildVisit_Break;
}

// Where a variable is first changed.
static CXCursor first_change(importer_t *im, CXCursor decl) {
  change_t change = {im, decl, decl};
  clang_visitChildren(im->inlining.data[im->inlining.size - 1], find_change, &change);
  return change.found;
}

// const float *row = a[i]; is another name for a part of an array.
static void import_pointer(importer_t *im, CXCursor decl, CXCursor initializer) {
  const char *name = source_name(im, decl);
  array_t array = {.memref = NULL};
  CXType pointee = clang_getCanonicalType(
      clang_getPointeeType(clang_getCanonicalType(clang_getCursorType(decl))));
  if (pointee.kind == CXType_FunctionProto || pointee.kind == CXType_FunctionNoProto) {
    refuse(im, decl,
           "function pointers are not part of the language; call functions by their names");
    bind(im, decl, BIND_POISON);
    return;
  }
  if (clang_Cursor_isNull(initializer)) {
    refuse(im, decl, "give the pointer '%s' the array it is about, here; or subscript that", name);
  } else if (source_contains(&im->assigned, decl)) {
    refuse(im, first_change(im, decl),
           "the pointer '%s' is changed; subscript the array itself, with a variable that changes",
           name);
  } else {
    array = import_array(im, initializer);
    if (array.memref && !fit_tile(im, initializer, decl, &array)) array.memref = NULL;
  }
  size_t rank = pointer_rank(clang_getCursorType(decl));
  if (array.memref && (array.is_scalar || open_rank(&array) != rank)) {
    if (array.is_scalar)
      refuse(im, decl, "'%s' would be another name of the scalar '%s'; write that", name,
             array.name);
    else
      refuse(im, decl, "'%s' has %zu dimensions, what it is to name has %zu", name, rank,
             open_rank(&array));
    array.memref = NULL;
  }
  array.name = name;
  bind(im, decl, array.memref ? BIND_ARRAY : BIND_POISON)->array = array;
}

void import_variable(importer_t *im, CXCursor decl) {
  CXType type = clang_getCanonicalType(clang_getCursorType(decl));
  // A constant of the file, but for its scope.
  if (clang_Cursor_getStorageClass(decl) == CX_SC_Static && clang_isConstQualifiedType(type) &&
      !clang_isVolatileQualifiedType(type))
    return;
  ctype_t scalar = ctype_of(type);
  CXCursor initializer = clang_Cursor_getVarDeclInitializer(decl);
  const char *problem = storage_problem(decl);
  ptowsp_loc_t outer = im->builder.loc;
  im->builder.loc = source_loc(im, decl);
  if (problem) {
    refuse(im, decl, "%s", problem);
    bind(im, decl, BIND_POISON);
  } else if (scalar.kind != C_NONE && scalar.kind != C_VOID) {
    import_scalar_variable(im, decl, initializer, scalar);
  } else if (type.kind == CXType_ConstantArray || type.kind == CXType_VariableArray) {
    import_array_variable(im, decl, initializer);
  } else if (type.kind == CXType_Pointer) {
    import_pointer(im, decl, initializer);
  } else {
    refuse(im, decl, "the type '%s' is not part of the language%s",
           source_type_name(im, clang_getCursorType(decl)), type_advice(type));
    bind(im, decl, BIND_POISON);
  }
  im->builder.loc = outer;
}

void import_declaration(importer_t *im, CXCursor statement) {
  children_t children = source_children(im, statement);
  for (size_t i = 0; i < children.size; i++) {
    switch (clang_getCursorKind(children.data[i])) {
      case CXCursor_VarDecl:
        import_variable(im, children.data[i]);
        break;
      case CXCursor_TypedefDecl:
      case CXCursor_EnumDecl:
      case CXCursor_StructDecl: // what is of such a type is refused
      case CXCursor_UnionDecl:
      case CXCursor_StaticAssert:
        break; // nothing to run; clang has checked them
      default:
        refuse_kind(im, children.data[i]);
        break;
    }
  }
}
