// Calls: tasks of a workload, functions of <math.h>, functions of the file.
#include <float.h>
#include <math.h>
#include <string.h>

#include "importer.h"

// ---------------------------------------------------------------- <math.h>

typedef enum {
  CALL_MATH,
  CALL_INTEGER,
  CALL_CONSTANT,
  CALL_CLASSIFY,
  CALL_COMPARE,
  CALL_ROUNDED,
} call_kind_t;
typedef enum {
  TEST_FINITE,
  TEST_INFINITE,
  TEST_NORMAL,
  TEST_SIGN,
  TEST_SIGN_OF_INFINITE,
  TEST_UNORDERED,
} test_t;

typedef struct {
  call_kind_t kind;
  const char *name;
  int operands;
  ptowsp_op_id_t op;
  test_t test;
  double value;
  binary_t first, second; // COMPARE
} library_row_t;

static const library_row_t library[] = {
#define MATH(NAME, OPERANDS, OP) {CALL_MATH, #NAME, OPERANDS, PTOWSP_OP_##OP, 0, 0, 0, 0},
#define INTEGER(NAME, OP) {CALL_INTEGER, #NAME, 1, PTOWSP_OP_##OP, 0, 0, 0, 0},
#define ROUNDED(NAME, OP) {CALL_ROUNDED, #NAME, 1, PTOWSP_OP_##OP, 0, 0, 0, 0},
#define CONSTANT(NAME, VALUE) {CALL_CONSTANT, "__builtin_" #NAME, -1, 0, 0, VALUE, 0, 0},
#define CLASSIFY(NAME, TEST) {CALL_CLASSIFY, "__builtin_" #NAME, 1, 0, TEST_##TEST, 0, 0, 0},
#define COMPARE(NAME, FIRST, SECOND) \
  {CALL_COMPARE, "__builtin_" #NAME, 2, 0, 0, 0, BINARY_##FIRST, BINARY_##SECOND},
#define BUILTIN CLASSIFY
#include "math_functions.def"
};

static const library_row_t *find_row(const char *name, size_t length) {
  for (size_t i = 0; i < PTOWSP_COUNTOF(library); i++)
    if (strlen(library[i].name) == length && !memcmp(library[i].name, name, length))
      return &library[i];
  return NULL;
}

// expf is the row exp, of type float; __builtin_exp is exp.
static const library_row_t *find_library(const char *name, ctype_t result) {
  static const char prefix[] = "__builtin_";
  const library_row_t *row = find_row(name, strlen(name));
  if (row) return row;
  if (!strncmp(name, prefix, sizeof prefix - 1)) name += sizeof prefix - 1;
  size_t length = strlen(name);
  bool is_float = result.kind == C_FLOAT ? result.width == 32 : result.kind == C_INTEGER;
  row = find_row(name, length);
  if (!row && is_float && length > 1 && name[length - 1] == 'f') row = find_row(name, length - 1);
  return row;
}

static operand_t classify(importer_t *im, const library_row_t *row, operand_t x) {
  if (ctype_is_narrow_float(x.type)) x = convert(im, x, ctype_float(PTOWSP_FLOAT_F32));
  CXCursor nowhere = clang_getNullCursor();
  if (row->test == TEST_UNORDERED) return build_binary(im, nowhere, BINARY_NE, x, x);
  operand_t infinity = operand_plain(x.type, float_constant(im, x.type, INFINITY));
  if (row->test == TEST_SIGN_OF_INFINITE) {
    operand_t minus = operand_plain(x.type, float_constant(im, x.type, -INFINITY));
    return build_binary(im, nowhere, BINARY_SUB, build_binary(im, nowhere, BINARY_EQ, x, infinity),
                        build_binary(im, nowhere, BINARY_EQ, x, minus));
  }
  if (row->test == TEST_SIGN) { // also of -0 and of a NaN
    operand_t one = operand_plain(x.type, float_constant(im, x.type, 1));
    ptowsp_value_t *sign = ptowsp_build_binary(&im->builder, PTOWSP_OP_MATH_COPYSIGN,
                                               materialize(im, one), materialize(im, x));
    return build_binary(im, nowhere, BINARY_LT, operand_plain(x.type, sign),
                        operand_plain(x.type, float_constant(im, x.type, 0)));
  }
  operand_t magnitude = operand_plain(
      x.type, ptowsp_build_unary(&im->builder, PTOWSP_OP_MATH_ABSF, materialize(im, x)));
  operand_t is_so = build_binary(im, nowhere, row->test == TEST_INFINITE ? BINARY_EQ : BINARY_LT,
                                 magnitude, infinity);
  if (row->test != TEST_NORMAL) return is_so;
  double least = x.type.width == 32 ? FLT_MIN : DBL_MIN;
  operand_t normal = operand_plain(x.type, float_constant(im, x.type, least));
  return build_binary(im, nowhere, BINARY_AND, is_so,
                      build_binary(im, nowhere, BINARY_GE, magnitude, normal));
}

// isless(x, y) and the like: quiet comparisons, as all are here.
static operand_t compare_arguments(importer_t *im, CXCursor call, const library_row_t *row) {
  operand_t x = import_expression(im, clang_Cursor_getArgument(call, 0));
  operand_t y = import_expression(im, clang_Cursor_getArgument(call, 1));
  if (operand_is_none(x) || operand_is_none(y)) return operand_none();
  ctype_t type = ctype_common(x.type, y.type);
  x = settle(im, convert(im, x, type));
  y = settle(im, convert(im, y, type));
  operand_t holds = build_binary(im, call, row->first, x, y);
  if (row->first == row->second) return holds;
  return build_binary(im, call, BINARY_OR, holds, build_binary(im, call, row->second, x, y));
}

// lround(x) and the like: rounded, then converted.
static operand_t round_argument(importer_t *im, CXCursor call, const library_row_t *row,
                                ctype_t result) {
  const char *name = source_name(im, clang_getCursorReferenced(call));
  bool is_single = name[strlen(name) - 1] == 'f';
  ctype_t type = ctype_float(is_single ? PTOWSP_FLOAT_F32 : PTOWSP_FLOAT_F64);
  operand_t x = convert(im, import_expression(im, clang_Cursor_getArgument(call, 0)), type);
  if (operand_is_none(x)) return x;
  ptowsp_value_t *rounded = ptowsp_build_unary(&im->builder, row->op, materialize(im, x));
  return convert(im, operand_plain(type, rounded), result);
}

static operand_t build_library_call(importer_t *im, CXCursor call, const library_row_t *row,
                                    ctype_t result) {
  if (row->kind == CALL_CONSTANT)
    return operand_plain(result, float_constant(im, result, row->value));
  if (row->kind == CALL_COMPARE) return compare_arguments(im, call, row);
  if (row->kind == CALL_ROUNDED) return round_argument(im, call, row, result);
  ptowsp_value_t *operands[3];
  operand_t x = operand_none();
  for (int i = 0; i < row->operands; i++) {
    x = import_expression(im, clang_Cursor_getArgument(call, (unsigned)i));
    if (operand_is_none(x)) return x;
    if (row->kind == CALL_CLASSIFY) return classify(im, row, x);
    operands[i] = materialize(im, convert(im, x, result));
  }
  ptowsp_type_t type = ctype_ir(im, result);
  ptowsp_op_state_t state = {
      .id = row->op,
      .loc = im->builder.loc,
      .operands = operands,
      .operand_count = (size_t)row->operands,
      .result_types = &type,
      .result_count = 1,
  };
  return operand_plain(result, ptowsp_op_result(ptowsp_build(&im->builder, &state), 0));
}

// What to write instead of a function of the C library; NULL: nothing special.
static const char *library_advice(const char *name) {
  static const struct {
    const char *name, *text;
  } rows[] = {
#define REFUSED(NAME, TEXT) {#NAME, TEXT},
#include "library_refusals.def"
  };
  static const char builtin[] = "__builtin_";
  if (!strncmp(name, builtin, sizeof builtin - 1)) name += sizeof builtin - 1;
  for (size_t i = 0; i < PTOWSP_COUNTOF(rows); i++)
    if (!strcmp(rows[i].name, name)) return rows[i].text;
  return NULL;
}

static operand_t import_library_call(importer_t *im, CXCursor call, CXCursor function) {
  const char *name = source_name(im, function);
  if (!strcmp(name, "__builtin_expect")) // a hint about its first argument
    return import_expression(im, clang_Cursor_getArgument(call, 0));
  ctype_t result = ctype_of(clang_getCursorResultType(function));
  if (result.kind == C_NONE) result = ctype_of(clang_getCursorType(call));
  const library_row_t *row = find_library(name, result);
  bool fits = row && (row->operands < 0 || clang_Cursor_getNumArguments(call) == row->operands);
  if (fits && row->kind == CALL_MATH) fits = result.kind == C_FLOAT;
  if (fits) return build_library_call(im, call, row, result);
  const char *advice = library_advice(name);
  static const char builtin[] = "__builtin_"; // which macros of <math.h> stand for
  if (!strncmp(name, builtin, sizeof builtin - 1) && (advice || row)) name += sizeof builtin - 1;
  while (advice && *name == '_') name++; // setjmp is a macro for _setjmp
  refuse(im, call,
         advice
             ? "'%s' is not part of the language; %s"
             : "'%s' has no body in this file and is not one of the functions of <math.h> that the "
               "language has; define it here, or pass what it returns as an array",
         name, advice);
  return operand_none();
}

// ---------------------------------------------------------------- tasks

static ptowsp_value_t *import_task_argument(importer_t *im, CXCursor argument,
                                            const kernel_t *kernel, size_t i) {
  ptowsp_type_t view = kernel->param_memrefs[i];
  ptowsp_loc_t outer = im->builder.loc;
  im->builder.loc = source_loc(im, argument);
  ptowsp_value_t *value = NULL;
  if (view) {
    array_t array = import_array(im, argument);
    if (array.is_scalar)
      refuse(im, argument, "a task works on arrays; declare '%s' as an array of one element",
             array.name);
    else if (array.memref &&
             fit_tile(im, argument, clang_Cursor_getArgument(kernel->decl, (unsigned)i), &array))
      value = build_at(im, &array, view);
  } else {
    operand_t x = convert(im, import_expression(im, argument), kernel->param_types[i]);
    if (!operand_is_none(x)) value = materialize(im, x);
  }
  im->builder.loc = outer;
  return value;
}

// False after an error.
static bool import_task_arguments(importer_t *im, CXCursor call, const kernel_t *kernel,
                                  ptowsp_value_t **out_operands) {
  if (clang_Cursor_getNumArguments(call) != (int)kernel->param_count) {
    refuse(im, call, "'%s' has %zu parameters; declare them between its parentheses", kernel->name,
           kernel->param_count);
    return false;
  }
  bool ok = true;
  for (size_t i = 0; i < kernel->param_count; i++) {
    CXCursor argument = clang_Cursor_getArgument(call, (unsigned)i);
    out_operands[i] = import_task_argument(im, argument, kernel, i);
    ok = ok && out_operands[i];
  }
  return ok;
}

static void import_task(importer_t *im, CXCursor call, CXCursor function) {
  const kernel_t *kernel = import_kernel(im, function, call);
  ptowsp_value_t *operands[MAX_ARGUMENTS];
  if (!kernel || !import_task_arguments(im, call, kernel, operands)) return;
  size_t count = kernel->param_count;
  const int32_t segments[] = {(int32_t)count, 0};
  ptowsp_named_attr_t properties[] = {
      {ptowsp_intern_cstr(im->context, "callee"),
       ptowsp_attr_symbol(im->context, ptowsp_str(kernel->name))},
      {ptowsp_intern_cstr(im->context, "operandSegmentSizes"),
       ptowsp_attr_i32_array(im->context, segments, 2)},
  };
  ptowsp_op_state_t state = {
      .id = PTOWSP_OP_WSP_TASK,
      .loc = im->builder.loc,
      .operands = operands,
      .operand_count = count,
      .properties = ptowsp_attr_dictionary(im->context, properties, PTOWSP_COUNTOF(properties)),
  };
  ptowsp_build(&im->builder, &state);
}

// ---------------------------------------------------------------- dispatch

// The function called by name; a null cursor after an error.
static CXCursor called_function(importer_t *im, CXCursor call) {
  CXCursor function = clang_getCursorReferenced(call);
  children_t children = source_children(im, call);
  CXCursor callee = children.size ? source_strip(im, children.data[0]) : clang_getNullCursor();
  while (clang_getCursorKind(callee) == CXCursor_GenericSelectionExpr) {
    callee = generic_choice(im, callee);
    if (clang_Cursor_isNull(callee)) {
      refuse_kind(im, source_strip(im, children.data[0]));
      return callee;
    }
    callee = source_strip(im, callee);
    function = clang_getCursorReferenced(callee);
  }
  if (clang_getCursorKind(function) == CXCursor_FunctionDecl) return function;
  if (is_poisoned(im, callee)) return clang_getNullCursor();
  refuse(im, call, "only functions are called, by their names");
  return clang_getNullCursor();
}

// A workload called by another is part of it.
static bool may_call(importer_t *im, CXCursor call, CXCursor function) {
  annotations_t annotations = read_annotations(im, function);
  if (!annotations.has[ANNOTATION_WORKLOAD]) return true;
  const char *name = source_name(im, function);
  if (im->mode == MODE_KERNEL) {
    refuse(im, call, "a kernel cannot call the workload '%s'; call its kernels here", name);
    return false;
  }
  if (annotations.has[ANNOTATION_DISPATCH] || annotations.has[ANNOTATION_TASK_WINDOW])
    ptowsp_warning(im->context, source_loc(im, call),
                   "the tasks of '%s' follow the dispatch and task window of the workload that "
                   "calls it, not its own",
                   name);
  return true;
}

operand_t import_call(importer_t *im, CXCursor cursor) {
  CXCursor function = called_function(im, cursor);
  if (clang_Cursor_isNull(function) || !may_call(im, cursor, function)) return operand_none();
  if (clang_Cursor_isNull(function_body(im, function)))
    return import_library_call(im, cursor, function);
  return inline_call(im, cursor, function);
}

void import_call_statement(importer_t *im, CXCursor cursor) {
  CXCursor function = called_function(im, cursor);
  if (clang_Cursor_isNull(function) || !may_call(im, cursor, function)) return;
  if (im->mode == MODE_WORKLOAD && is_kernel(im, function)) {
    import_task(im, cursor, function);
    return;
  }
  if (!clang_Cursor_isNull(function_body(im, function))) {
    inline_call(im, cursor, function);
    return;
  }
  if (import_memory_call(im, cursor, source_name(im, function))) return;
  operand_t x = import_library_call(im, cursor, function);
  if (!operand_is_none(x)) refuse(im, cursor, "the result is not used; remove the call");
}
