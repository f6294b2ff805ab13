// Kernels and workloads: signatures, annotations, bodies.
#include <stdlib.h>
#include <string.h>

#include "importer.h"

enum { MAX_PARAMETERS = 64 }; // of a workload

// A function's parameters as the IR wants them.
typedef struct {
  size_t count;
  CXCursor cursors[MAX_PARAMETERS];
  ptowsp_type_t types[MAX_PARAMETERS];
  ptowsp_attr_t names[MAX_PARAMETERS];
  ptowsp_attr_t access[MAX_PARAMETERS];
  ctype_t elements[MAX_PARAMETERS];
  ptowsp_attr_t extents[MAX_PARAMETERS]; // a unit, or the map of an array's variable extents
  bool has_extents;
  cursor_vec_t integers; // what extents may depend on
  cursor_vec_t refused;  // parameters
  int64_t unsigned_parameters[MAX_PARAMETERS];
  size_t unsigned_count;
} signature_t;

static bool has_annotation(importer_t *im, CXCursor function, annotation_t annotation) {
  annotations_t annotations = read_annotations(im, function);
  return annotations.has[annotation];
}

bool is_kernel(importer_t *im, CXCursor function) {
  return has_annotation(im, function, ANNOTATION_KERNEL);
}

bool is_workload(importer_t *im, CXCursor function) {
  return has_annotation(im, function, ANNOTATION_WORKLOAD);
}

// ---------------------------------------------------------------- parameters

// The IR has no signs: parameters that are given values from outside carry theirs here.
static void note_unsigned(signature_t *s, ctype_t type) {
  if (type.kind == C_INTEGER && !type.is_signed)
    s->unsigned_parameters[s->unsigned_count++] = (int64_t)s->count;
}

static bool read_array(importer_t *im, CXCursor param, signature_t *s, bool of_kernel) {
  int64_t extents[MAX_RANK], strides[MAX_RANK];
  size_t rank;
  ctype_t element;
  CXType type = clang_getCanonicalType(clang_getCursorType(param));
  if (!array_shape(im, param, type, extents, &rank, &element)) return false;
  bool is_const = clang_isConstQualifiedType(type); // clang keeps an element's qualifiers outside
  if (!shape_is_static(extents, rank)) {
    s->extents[s->count] = extents_attr(im, param, extents, rank, &s->integers);
    if (!s->extents[s->count]) return false;
    s->has_extents = true;
  }
  for (size_t i = rank; i-- > 0;) {
    bool is_known =
        i + 1 == rank || (strides[i + 1] != PTOWSP_DYNAMIC && extents[i + 1] != PTOWSP_DYNAMIC);
    strides[i] = i + 1 == rank ? 1 : is_known ? strides[i + 1] * extents[i + 1] : PTOWSP_DYNAMIC;
  }
  ptowsp_attr_t layout =
      of_kernel ? ptowsp_attr_strided(im->context, strides, rank, PTOWSP_DYNAMIC) : NULL;
  s->types[s->count] =
      ptowsp_type_memref(im->context, extents, rank, ctype_ir(im, element), layout, NULL);
  s->elements[s->count] = element;
  annotations_t annotations = read_annotations(im, param);
  const char *access = access_annotation(im, &annotations, is_const);
  s->access[s->count] = ptowsp_attr_cstring(im->context, access);
  note_unsigned(s, element);
  return true;
}

static bool read_scalar(importer_t *im, CXCursor param, signature_t *s, bool of_kernel) {
  CXType clang_type = clang_getCursorType(param);
  ctype_t type = ctype_of(clang_type);
  const char *name = source_name(im, param);
  CXType pointee = clang_getCanonicalType(clang_getPointeeType(clang_getCanonicalType(clang_type)));
  bool is_row = pointee.kind == CXType_ConstantArray || pointee.kind == CXType_VariableArray;
  if (pointee.kind != CXType_Invalid && (is_row || ctype_of(pointee).kind > C_VOID)) {
    refuse(im, param, "the extents of '%s' are not known; declare it as an array, %s[N]", name,
           name);
    return false;
  }
  if (type.kind == C_NONE || type.kind == C_VOID || clang_isVolatileQualifiedType(clang_type)) {
    refuse(im, param, "a parameter of type '%s' is not part of the language%s",
           source_type_name(im, clang_type),
           type_advice(pointee.kind == CXType_Record ? pointee : clang_type));
    return false;
  }
  if (!of_kernel && type.kind != C_INTEGER && type.kind != C_FLOAT) {
    refuse(im, param, "a scalar parameter of a workload must be a number; write int");
    return false;
  }
  s->types[s->count] = ctype_ir(im, type);
  s->elements[s->count] = type;
  s->access[s->count] = ptowsp_attr_cstring(im->context, "value");
  if (!of_kernel) note_unsigned(s, type);
  if (type.kind == C_INTEGER) ptowsp_vec_push(&s->integers, param);
  return true;
}

static bool read_parameter(importer_t *im, CXCursor param, signature_t *s, bool of_kernel) {
  CXType type = clang_getCanonicalType(clang_getCursorType(param));
  const char *name = source_name(im, param);
  s->cursors[s->count] = param;
  s->names[s->count] = ptowsp_attr_cstring(im->context, name);
  s->extents[s->count] = ptowsp_attr_unit(im->context);
  if (!*name) {
    refuse(im, param, "a parameter needs a name");
    return false;
  }
  bool is_array = type.kind == CXType_ConstantArray || type.kind == CXType_VariableArray ||
                  type.kind == CXType_IncompleteArray;
  if (!(is_array ? read_array : read_scalar)(im, param, s, of_kernel)) {
    ptowsp_vec_push(&s->refused, param);
    return false;
  }
  s->count++;
  return true;
}

// False after an error; `out_is_known`: the body means something nevertheless.
static bool read_signature(importer_t *im, CXCursor function, bool of_kernel, signature_t *s,
                           bool *out_is_known) {
  const char *what = of_kernel ? "kernel" : "workload";
  bool ok = true;
  if (clang_getCanonicalType(clang_getCursorResultType(function)).kind != CXType_Void) {
    refuse(im, function, "a %s returns void; write results to arrays", what);
    ok = false;
  }
  if (clang_Cursor_isVariadic(function)) {
    refuse(im, function, "a %s has a fixed number of parameters", what);
    ok = false;
  }
  size_t count = (size_t)clang_Cursor_getNumArguments(function);
  size_t limit = of_kernel ? MAX_ARGUMENTS : MAX_PARAMETERS;
  if (count > limit) {
    refuse(im, clang_Cursor_getArgument(function, (unsigned)limit),
           "a %s has at most %zu parameters", what, limit);
    return *out_is_known = false;
  }
  *out_is_known = ok;
  for (size_t i = 0; i < count; i++)
    ok &= read_parameter(im, clang_Cursor_getArgument(function, (unsigned)i), s, of_kernel);
  return ok;
}

// ---------------------------------------------------------------- building

static void bind_parameters(importer_t *im, ptowsp_block_t *block, const signature_t *s) {
  for (size_t i = 0; i < s->count; i++) {
    im->builder.loc = source_loc(im, s->cursors[i]);
    ptowsp_value_t *arg = ptowsp_block_add_arg(block, s->types[i], im->builder.loc);
    if (ptowsp_type_kind(s->types[i]) == PTOWSP_TYPE_MEMREF) {
      array_t array = whole_array(arg, s->elements[i], source_name(im, s->cursors[i]));
      bind(im, s->cursors[i], BIND_ARRAY)->array = array;
    } else {
      bind_scalar(im, s->cursors[i], s->elements[i], from_ir(s->elements[i], arg));
    }
  }
  for (size_t i = 0; i < s->refused.size; i++) bind(im, s->refused.data[i], BIND_POISON);
}

static void put(ptowsp_op_t *op, const char *name, ptowsp_attr_t value) {
  if (value) ptowsp_op_set_attr(op, name, value);
}

static ptowsp_op_t *build_function(importer_t *im, CXCursor function, ptowsp_op_id_t id,
                                   const signature_t *s) {
  ptowsp_op_state_t state = {.id = id, .loc = im->builder.loc, .region_count = 1};
  ptowsp_op_t *op = ptowsp_build(&im->builder, &state);
  ptowsp_type_t type = ptowsp_type_function(im->context, s->types, s->count, NULL, 0);
  put(op, "sym_name", ptowsp_attr_cstring(im->context, source_name(im, function)));
  put(op, "function_type", ptowsp_attr_type(im->context, type));
  put(op, "arg_names", ptowsp_attr_array(im->context, s->names, s->count));
  put(op, "arg_access", ptowsp_attr_array(im->context, s->access, s->count));
  if (s->has_extents) put(op, "wsp.extents", ptowsp_attr_array(im->context, s->extents, s->count));
  if (s->unsigned_count)
    put(op, "wsp.unsigned",
        ptowsp_attr_i64_array(im->context, s->unsigned_parameters, s->unsigned_count));
  return op;
}

// The statements of a body; `return;` may stand last.
static void import_statements(importer_t *im, CXCursor body) {
  children_t statements = source_children(im, body);
  if (statements.size) {
    CXCursor last = statements.data[statements.size - 1];
    if (clang_getCursorKind(last) == CXCursor_ReturnStmt && !source_children(im, last).size)
      statements.size--;
  }
  import_list(im, statements.data, statements.size);
}

// Imports a body into a new op at the end of the module, whatever was going on before.
static ptowsp_op_t *import_function(importer_t *im, CXCursor function, CXCursor body,
                                    function_mode_t mode, const signature_t *s) {
  importer_t outer = *im;
  im->mode = mode;
  im->calls = 0;
  im->index_context = false;
  im->depth = 0;
  im->assigned = (cursor_vec_t){0};
  im->inlining = (cursor_vec_t){0};
  memset(&im->tables, 0, sizeof im->tables);
  size_t mark = im->bindings.size;
  im->has_exits = collect_assigned(im, function);
  im->flags = NULL;
  ptowsp_vec_push(&im->inlining, function);

  im->builder = ptowsp_builder_at_end(ptowsp_module_body(im->module), source_loc(im, function));
  ptowsp_op_id_t id = mode == MODE_KERNEL ? PTOWSP_OP_WSP_KERNEL : PTOWSP_OP_WSP_WORKLOAD;
  ptowsp_op_t *op = build_function(im, function, id, s);
  ptowsp_block_t *block = ptowsp_block_create(ptowsp_op_region(op, 0));
  im->builder = ptowsp_builder_at_end(block, ptowsp_op_loc(op));
  bind_parameters(im, block, s);
  im->builder.loc = ptowsp_op_loc(op);
  import_statements(im, body);
  ptowsp_op_state_t state = {.id = PTOWSP_OP_WSP_RETURN, .loc = im->builder.loc};
  ptowsp_build(&im->builder, &state);
  erase_unread_cells(op);

  ptowsp_vec_deinit(&im->assigned);
  ptowsp_vec_deinit(&im->inlining);
  ptowsp_vec_deinit(&im->tables);
  memcpy(&im->tables, &outer.tables, sizeof im->tables);
  im->bindings.size = mark;
  im->builder = outer.builder;
  im->mode = outer.mode;
  im->index_context = outer.index_context;
  im->depth = outer.depth;
  im->calls = outer.calls;
  im->assigned = outer.assigned;
  im->has_exits = outer.has_exits;
  im->flags = outer.flags;
  im->inlining = outer.inlining;
  return op;
}

static void deinit_signature(signature_t *s) {
  ptowsp_vec_deinit(&s->integers);
  ptowsp_vec_deinit(&s->refused);
}

static kernel_t *find_kernel(importer_t *im, CXCursor definition) {
  for (size_t i = 0; i < im->kernels.size; i++)
    if (clang_equalCursors(im->kernels.data[i].decl, definition)) return &im->kernels.data[i];
  return NULL;
}

kernel_t *import_kernel(importer_t *im, CXCursor function, CXCursor where) {
  CXCursor definition = clang_getCursorDefinition(function);
  const char *name = source_name(im, function);
  if (clang_Cursor_isNull(definition)) {
    refuse(im, where, "the kernel '%s' has no body in this file", name);
    return NULL;
  }
  kernel_t *known = find_kernel(im, definition);
  if (known) return known->failed ? NULL : known;
  kernel_t kernel = {.decl = definition, .name = name, .failed = true};
  check_function(im, definition);
  size_t number = im->kernels.size;
  ptowsp_vec_push(&im->kernels, kernel);

  signature_t s = {0};
  bool is_known, ok = read_signature(im, definition, true, &s, &is_known);
  ptowsp_op_t *op = NULL;
  if (is_known) // with wrong parameters for the errors in it alone
    op = import_function(im, definition, function_body(im, definition), MODE_KERNEL, &s);
  deinit_signature(&s);
  if (!ok) return NULL;
  annotations_t annotations = read_annotations(im, definition);
  put(op, "core", core_annotation(im, &annotations));
  kernel.failed = false;
  kernel.param_count = s.count;
  kernel.param_types = ptowsp_arena_copy(im->arena, s.elements, s.count * sizeof(ctype_t));
  kernel.param_memrefs = PTOWSP_ARENA_NEW(im->arena, ptowsp_type_t, s.count + 1);
  for (size_t i = 0; i < s.count; i++)
    if (ptowsp_type_kind(s.types[i]) == PTOWSP_TYPE_MEMREF) kernel.param_memrefs[i] = s.types[i];
  im->kernels.data[number] = kernel;
  return &im->kernels.data[number];
}

void import_workload(importer_t *im, CXCursor function) {
  check_function(im, function);
  signature_t s = {0};
  annotations_t annotations = read_annotations(im, function);
  ptowsp_attr_t dispatch = dispatch_annotation(im, &annotations);
  ptowsp_attr_t window = window_annotation(im, &annotations);
  bool is_known;
  read_signature(im, function, false, &s, &is_known);
  ptowsp_op_t *op = NULL;
  if (is_known) op = import_function(im, function, function_body(im, function), MODE_WORKLOAD, &s);
  deinit_signature(&s);
  if (!op) return;
  put(op, "dispatch", dispatch);
  put(op, "task_window", window);
}
