// Integer values of an orchestration as expressions, and names that C++ accepts.
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "cxx.h"

// ---------------------------------------------------------------- names

// Words a user's C name may be that every emitted file has another use for.
static const char *const reserved[] = {
    "alignas",       "alignof",      "and",
    "and_eq",        "asm",          "auto",
    "bitand",        "bitor",        "bool",
    "break",         "case",         "catch",
    "char",          "char16_t",     "char32_t",
    "char8_t",       "class",        "co_await",
    "co_return",     "co_yield",     "compl",
    "concept",       "const",        "const_cast",
    "consteval",     "constexpr",    "constinit",
    "continue",      "decltype",     "default",
    "delete",        "do",           "double",
    "dynamic_cast",  "else",         "enum",
    "explicit",      "export",       "extern",
    "false",         "float",        "for",
    "friend",        "goto",         "if",
    "inline",        "int",          "long",
    "mutable",       "namespace",    "new",
    "noexcept",      "not",          "not_eq",
    "nullptr",       "operator",     "or",
    "or_eq",         "private",      "protected",
    "public",        "register",     "reinterpret_cast",
    "requires",      "return",       "short",
    "signed",        "sizeof",       "static",
    "static_assert", "static_cast",  "struct",
    "switch",        "template",     "this",
    "thread_local",  "throw",        "true",
    "try",           "typedef",      "typeid",
    "typename",      "union",        "unsigned",
    "using",         "virtual",      "void",
    "volatile",      "wchar_t",      "while",
    "xor",           "xor_eq",       "std",
    "main",          "errno",        "assert",
    "args",          "int64_t",      "uint64_t",
    "int8_t",        "int16_t",      "int32_t",
    "size_t",        "as_i8",        "as_i16",
    "as_i32",        "as_u8",        "as_u16",
    "as_u32",        "floor_div",    "ceil_div",
    "unsigned_div",  "unsigned_mod", "unsigned_less",
};

static bool is_taken(const cxx_scope_t *scope, const char *name) {
  for (size_t i = 0; i < PTOWSP_COUNTOF(reserved); i++)
    if (strcmp(reserved[i], name) == 0) return true;
  for (size_t i = 0; i < scope->names.size; i++)
    if (strcmp(scope->names.data[i], name) == 0) return true;
  return false;
}

const char *cxx_name(cxx_scope_t *scope, const char *wish) {
  char *base = ptowsp_arena_strdup(scope->arena, ptowsp_str(*wish ? wish : "x"));
  for (char *c = base; *c; c++)
    if (!isalnum((unsigned char)*c) && *c != '_') *c = '_';
  if (isdigit((unsigned char)*base)) base = ptowsp_arena_printf(scope->arena, "x%s", base);
  const char *name = base;
  for (int n = 2; is_taken(scope, name); n++)
    name = ptowsp_arena_printf(scope->arena, "%s_%d", base, n);
  ptowsp_vec_push(&scope->names, name);
  return name;
}

// ---------------------------------------------------------------- values

void cxx_value_set(cxx_scope_t *scope, ptowsp_value_t *value, const cxx_expr_t *expr) {
  cxx_named_value_t named = {value, expr};
  ptowsp_vec_push(&scope->values, named);
}

typedef struct {
  ptowsp_op_id_t op;
  cxx_expr_kind_t kind;
  bool is_unsigned; // the operands are zero-extended first
} binary_t;

static const binary_t binaries[] = {
    {PTOWSP_OP_ARITH_ADDI, CXX_ADD, false},
    {PTOWSP_OP_ARITH_SUBI, CXX_SUB, false},
    {PTOWSP_OP_ARITH_MULI, CXX_MUL, false},
    {PTOWSP_OP_ARITH_DIVSI, CXX_DIV, false},
    {PTOWSP_OP_ARITH_DIVUI, CXX_UNSIGNED_DIV, true},
    {PTOWSP_OP_ARITH_REMSI, CXX_MOD, false},
    {PTOWSP_OP_ARITH_REMUI, CXX_UNSIGNED_MOD, true},
    {PTOWSP_OP_ARITH_FLOORDIVSI, CXX_FLOOR_DIV, false},
    {PTOWSP_OP_ARITH_CEILDIVSI, CXX_CEIL_DIV, false},
    {PTOWSP_OP_ARITH_ANDI, CXX_BIT_AND, false},
    {PTOWSP_OP_ARITH_ORI, CXX_BIT_OR, false},
    {PTOWSP_OP_ARITH_XORI, CXX_BIT_XOR, false},
    {PTOWSP_OP_ARITH_SHLI, CXX_SHL, false},
    {PTOWSP_OP_ARITH_SHRSI, CXX_SHR, false},
    {PTOWSP_OP_ARITH_MINSI, CXX_MIN, false},
    {PTOWSP_OP_ARITH_MAXSI, CXX_MAX, false},
};

static unsigned width_of(ptowsp_value_t *value) {
  ptowsp_type_t type = ptowsp_value_type(value);
  return ptowsp_type_is_index(type) ? 64 : ptowsp_type_width(type);
}

// Values are kept sign-extended to 64 bits; i1 is 0 or 1.
static const cxx_expr_t *extend(cxx_scope_t *scope, const cxx_expr_t *x, unsigned width,
                                bool is_signed) {
  if (!x || width >= 64 || width == 1) return x;
  cxx_expr_kind_t kind = width == 8    ? (is_signed ? CXX_CAST_I8 : CXX_CAST_U8)
                         : width == 16 ? (is_signed ? CXX_CAST_I16 : CXX_CAST_U16)
                                       : (is_signed ? CXX_CAST_I32 : CXX_CAST_U32);
  return cxx_expr(scope->arena, kind, x, NULL, NULL);
}

static const cxx_expr_t *refuse(cxx_scope_t *scope, ptowsp_value_t *value, const char *what) {
  ptowsp_error(
      scope->context, ptowsp_value_loc(value),
      "%s cannot compute %s; write bounds, subscripts and arguments in integer arithmetic on "
      "loop variables and scalar parameters",
      scope->place, what);
  return NULL;
}

static const cxx_expr_t *constant_expr(cxx_scope_t *scope, ptowsp_value_t *value, ptowsp_op_t *op) {
  int64_t number;
  if (!ptowsp_value_constant(value, &number)) return refuse(scope, value, ptowsp_op_name(op));
  if (width_of(value) == 1) number = number != 0;
  return cxx_int(scope->arena, number);
}

static const cxx_expr_t *compare_expr(cxx_scope_t *scope, ptowsp_op_t *op, const cxx_expr_t *a,
                                      const cxx_expr_t *b) {
  // eq, ne, slt, sle, sgt, sge, ult, ule, ugt, uge
  static const cxx_expr_kind_t kinds[] = {CXX_EQ, CXX_NE, CXX_LT, CXX_LE, CXX_GT, CXX_GE};
  int64_t predicate = ptowsp_op_attr_int(op, "predicate", 0);
  if (predicate < 6) return cxx_expr(scope->arena, kinds[predicate], a, b, NULL);
  bool swap = predicate == 7 || predicate == 8; // a <= b is !(b < a); a > b is b < a
  const cxx_expr_t *less =
      cxx_expr(scope->arena, CXX_UNSIGNED_LT, swap ? b : a, swap ? a : b, NULL);
  bool negate = predicate == 7 || predicate == 9;
  return negate ? cxx_expr(scope->arena, CXX_NOT, less, NULL, NULL) : less;
}

// A value that is never negative, so that signed division is the plain way to write it.
static bool is_count(ptowsp_value_t *value) {
  return ptowsp_op_is(ptowsp_value_op(value), PTOWSP_OP_WSP_TICKET);
}

static const cxx_expr_t *binary_expr(cxx_scope_t *scope, ptowsp_value_t *value, ptowsp_op_t *op) {
  const cxx_expr_t *a = cxx_value(scope, ptowsp_op_operand(op, 0));
  const cxx_expr_t *b = a ? cxx_value(scope, ptowsp_op_operand(op, 1)) : NULL;
  if (!b) return NULL;
  if (ptowsp_op_is(op, PTOWSP_OP_ARITH_CMPI)) return compare_expr(scope, op, a, b);
  for (size_t i = 0; i < PTOWSP_COUNTOF(binaries); i++) {
    if (!ptowsp_op_is(op, binaries[i].op)) continue;
    unsigned width = width_of(value);
    cxx_expr_kind_t kind = binaries[i].kind;
    if (kind == CXX_UNSIGNED_MOD && is_count(ptowsp_op_operand(op, 0)) && b->kind == CXX_INT &&
        b->value > 0)
      kind = CXX_MOD;
    if (binaries[i].is_unsigned) {
      a = extend(scope, a, width, false);
      b = extend(scope, b, width, false);
    }
    return extend(scope, cxx_expr(scope->arena, kind, a, b, NULL), width, true);
  }
  return refuse(scope, value, ptowsp_op_name(op));
}

static const cxx_expr_t *select_expr(cxx_scope_t *scope, ptowsp_op_t *op) {
  const cxx_expr_t *operand[3];
  for (size_t i = 0; i < 3; i++)
    if (!(operand[i] = cxx_value(scope, ptowsp_op_operand(op, i)))) return NULL;
  return cxx_expr(scope->arena, CXX_SELECT, operand[0], operand[1], operand[2]);
}

const cxx_expr_t *cxx_value(cxx_scope_t *scope, ptowsp_value_t *value) {
  for (size_t i = scope->values.size; i-- > 0;)
    if (scope->values.data[i].value == value) return scope->values.data[i].expr;
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (!op) return refuse(scope, value, "this value");
  ptowsp_value_t *first = ptowsp_op_operand_count(op) ? ptowsp_op_operand(op, 0) : NULL;
  switch (ptowsp_op_id(op)) {
    case PTOWSP_OP_ARITH_CONSTANT:
      return constant_expr(scope, value, op);
    case PTOWSP_OP_ARITH_SELECT:
      return select_expr(scope, op);
    case PTOWSP_OP_ARITH_INDEX_CAST:
    case PTOWSP_OP_ARITH_TRUNCI:
      return extend(scope, cxx_value(scope, first), width_of(value), true);
    case PTOWSP_OP_ARITH_EXTSI:
      if (width_of(first) > 1) return cxx_value(scope, first);
      return refuse(scope, value, ptowsp_op_name(op));
    case PTOWSP_OP_ARITH_EXTUI:
    case PTOWSP_OP_ARITH_INDEX_CASTUI:
      return extend(scope, cxx_value(scope, first), width_of(first), false);
    default:
      if (ptowsp_op_operand_count(op) == 2) return binary_expr(scope, value, op);
      return refuse(scope, value, ptowsp_op_name(op));
  }
}

// ---------------------------------------------------------------- views

bool cxx_view(cxx_scope_t *scope, ptowsp_value_t *memref, ptowsp_value_t **out_root,
              const cxx_expr_t **out_element) {
  const cxx_expr_t *element = cxx_int(scope->arena, 0);
  ptowsp_op_t *at = ptowsp_value_op(memref);
  for (; ptowsp_op_is(at, PTOWSP_OP_WSP_AT); at = ptowsp_value_op(memref)) {
    memref = ptowsp_op_operand(at, 0);
    int64_t strides[16], offset;
    size_t rank = ptowsp_type_rank(ptowsp_value_type(memref));
    if (rank > PTOWSP_COUNTOF(strides) ||
        !ptowsp_type_strides(ptowsp_value_type(memref), strides, &offset)) {
      ptowsp_error(scope->context, ptowsp_op_loc(at), "cannot find the address of this view");
      return false;
    }
    for (size_t d = 0; d < rank; d++) {
      const cxx_expr_t *index = cxx_value(scope, ptowsp_op_operand(at, d + 1));
      if (!index) return false;
      index = cxx_expr(scope->arena, CXX_MUL, index, cxx_int(scope->arena, strides[d]), NULL);
      element = cxx_expr(scope->arena, CXX_ADD, element, index, NULL);
    }
  }
  *out_root = memref;
  *out_element = element;
  return true;
}

// ---------------------------------------------------------------- small texts

void cxx_scope_deinit(cxx_scope_t *scope) {
  ptowsp_vec_deinit(&scope->values);
  ptowsp_vec_deinit(&scope->names);
}

void cxx_reserve(cxx_scope_t *scope, const char *name) { ptowsp_vec_push(&scope->names, name); }

const char *cxx_text(cxx_scope_t *scope, const cxx_expr_t *expr) {
  ptowsp_buffer_t buffer = {0};
  cxx_expr_print(&buffer, expr, scope->is_kernel);
  const char *text = ptowsp_arena_strdup(scope->arena, (ptowsp_str_t){buffer.data, buffer.size});
  ptowsp_buffer_deinit(&buffer);
  return text;
}

const char *cxx_where(cxx_scope_t *scope, ptowsp_loc_t loc) {
  if (!loc.line) return "";
  const char *file = ptowsp_context_file_name(scope->context, loc.file);
  const char *slash = strrchr(file, '/');
  return ptowsp_arena_printf(scope->arena, "%s:%u", slash ? slash + 1 : file, loc.line);
}

ptowsp_str_t cxx_nth_text(const ptowsp_op_t *op, const char *attr, size_t i) {
  ptowsp_attr_t array = ptowsp_op_attr(op, attr);
  if (!array || i >= ptowsp_attr_count(array)) return (ptowsp_str_t){0};
  return ptowsp_attr_text(ptowsp_attr_at(array, i));
}
