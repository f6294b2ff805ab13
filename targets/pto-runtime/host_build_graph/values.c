// Integer values of an orchestration as expressions, and names that C++ accepts.
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "graph.h"

// ---------------------------------------------------------------- names

// Words a user's C name may be that C++ or the emitted file has taken.
static const char *const reserved[] = {
    "alignas", "alignof", "and", "and_eq", "asm", "auto", "bitand", "bitor", "bool", "break",
    "case", "catch", "char", "char16_t", "char32_t", "char8_t", "class", "co_await", "co_return",
    "co_yield", "compl", "concept", "const", "const_cast", "consteval", "constexpr", "constinit",
    "continue", "decltype", "default", "delete", "do", "double", "dynamic_cast", "else", "enum",
    "explicit", "export", "extern", "false", "float", "for", "friend", "goto", "if", "inline",
    "int", "long", "mutable", "namespace", "new", "noexcept", "not", "not_eq", "nullptr",
    "operator", "or", "or_eq", "private", "protected", "public", "register", "reinterpret_cast",
    "requires", "return", "short", "signed", "sizeof", "static", "static_assert", "static_cast",
    "struct", "switch", "template", "this", "thread_local", "throw", "true", "try", "typedef",
    "typeid", "typename", "union", "unsigned", "using", "virtual", "void", "volatile", "wchar_t",
    "while", "xor", "xor_eq", "std", "Runtime", "CoreType", "Graph", "graph", "rt", "args", "n",
    "task", "task_args", "main", "errno", "assert", "address", "int64_t", "uint64_t", "size_t",
    "as_i8", "as_i16", "as_i32", "as_u8", "as_u16", "as_u32", "floor_div", "ceil_div",
    "unsigned_div", "unsigned_mod", "unsigned_less", "scheduler_of_task", "build_pto_wsp_graph",
    "pto_wsp_select_aicpu_scheduler_id",
};

static bool is_taken(const hbg_graph_t *graph, const char *name) {
  for (size_t i = 0; i < PTOWSP_COUNTOF(reserved); i++)
    if (strcmp(reserved[i], name) == 0) return true;
  for (size_t i = 0; i < graph->names.size; i++)
    if (strcmp(graph->names.data[i], name) == 0) return true;
  return false;
}

const char *hbg_unique_name(hbg_graph_t *graph, const char *wish) {
  char *base = ptowsp_arena_strdup(graph->arena, ptowsp_str(*wish ? wish : "x"));
  for (char *c = base; *c; c++)
    if (!isalnum((unsigned char)*c) && *c != '_') *c = '_';
  if (isdigit((unsigned char)*base)) base = ptowsp_arena_printf(graph->arena, "x%s", base);
  const char *name = base;
  for (int n = 2; is_taken(graph, name); n++)
    name = ptowsp_arena_printf(graph->arena, "%s_%d", base, n);
  ptowsp_vec_push(&graph->names, name);
  return name;
}

// ---------------------------------------------------------------- values

void hbg_value_set(hbg_graph_t *graph, ptowsp_value_t *value, const hbg_expr_t *expr) {
  hbg_named_value_t named = {value, expr};
  ptowsp_vec_push(&graph->values, named);
}

typedef struct {
  ptowsp_op_id_t op;
  hbg_expr_kind_t kind;
  bool is_unsigned; // the operands are zero-extended first
} binary_t;

static const binary_t binaries[] = {
    {PTOWSP_OP_ARITH_ADDI, HBG_ADD, false},
    {PTOWSP_OP_ARITH_SUBI, HBG_SUB, false},
    {PTOWSP_OP_ARITH_MULI, HBG_MUL, false},
    {PTOWSP_OP_ARITH_DIVSI, HBG_DIV, false},
    {PTOWSP_OP_ARITH_DIVUI, HBG_UNSIGNED_DIV, true},
    {PTOWSP_OP_ARITH_REMSI, HBG_MOD, false},
    {PTOWSP_OP_ARITH_REMUI, HBG_UNSIGNED_MOD, true},
    {PTOWSP_OP_ARITH_FLOORDIVSI, HBG_FLOOR_DIV, false},
    {PTOWSP_OP_ARITH_CEILDIVSI, HBG_CEIL_DIV, false},
    {PTOWSP_OP_ARITH_ANDI, HBG_BIT_AND, false},
    {PTOWSP_OP_ARITH_ORI, HBG_BIT_OR, false},
    {PTOWSP_OP_ARITH_XORI, HBG_BIT_XOR, false},
    {PTOWSP_OP_ARITH_SHLI, HBG_SHL, false},
    {PTOWSP_OP_ARITH_SHRSI, HBG_SHR, false},
    {PTOWSP_OP_ARITH_MINSI, HBG_MIN, false},
    {PTOWSP_OP_ARITH_MAXSI, HBG_MAX, false},
};

static unsigned width_of(ptowsp_value_t *value) {
  ptowsp_type_t type = ptowsp_value_type(value);
  return ptowsp_type_is_index(type) ? 64 : ptowsp_type_width(type);
}

// Values are kept sign-extended to 64 bits; i1 is 0 or 1.
static const hbg_expr_t *extend(hbg_graph_t *graph, const hbg_expr_t *x, unsigned width,
                                bool is_signed) {
  if (!x || width >= 64 || width == 1) return x;
  hbg_expr_kind_t kind = width == 8    ? (is_signed ? HBG_CAST_I8 : HBG_CAST_U8)
                         : width == 16 ? (is_signed ? HBG_CAST_I16 : HBG_CAST_U16)
                                       : (is_signed ? HBG_CAST_I32 : HBG_CAST_U32);
  return hbg_expr(graph->arena, kind, x, NULL, NULL);
}

static const hbg_expr_t *refuse(hbg_graph_t *graph, ptowsp_value_t *value, const char *what) {
  ptowsp_error(graph->context, ptowsp_value_loc(value),
               "the orchestration of " HBG_RUNTIME " cannot compute %s; write loop bounds and "
               "arguments in integer arithmetic on loop variables and scalar parameters", what);
  return NULL;
}

static const hbg_expr_t *constant_expr(hbg_graph_t *graph, ptowsp_value_t *value,
                                       ptowsp_op_t *op) {
  int64_t number;
  if (!ptowsp_value_constant(value, &number)) return refuse(graph, value, ptowsp_op_name(op));
  if (width_of(value) == 1) number = number != 0;
  return hbg_int(graph->arena, number);
}

static const hbg_expr_t *compare_expr(hbg_graph_t *graph, ptowsp_op_t *op, const hbg_expr_t *a,
                                      const hbg_expr_t *b) {
  // eq, ne, slt, sle, sgt, sge, ult, ule, ugt, uge
  static const hbg_expr_kind_t kinds[] = {HBG_EQ, HBG_NE, HBG_LT, HBG_LE, HBG_GT, HBG_GE};
  int64_t predicate = ptowsp_op_attr_int(op, "predicate", 0);
  if (predicate < 6) return hbg_expr(graph->arena, kinds[predicate], a, b, NULL);
  bool swap = predicate == 7 || predicate == 8; // a <= b is !(b < a); a > b is b < a
  const hbg_expr_t *less =
      hbg_expr(graph->arena, HBG_UNSIGNED_LT, swap ? b : a, swap ? a : b, NULL);
  bool negate = predicate == 7 || predicate == 9;
  return negate ? hbg_expr(graph->arena, HBG_NOT, less, NULL, NULL) : less;
}

// A value that is never negative, so that signed division is the plain way to write it.
static bool is_count(ptowsp_value_t *value) {
  return ptowsp_op_is(ptowsp_value_op(value), PTOWSP_OP_WSP_TICKET);
}

static const hbg_expr_t *binary_expr(hbg_graph_t *graph, ptowsp_value_t *value, ptowsp_op_t *op) {
  const hbg_expr_t *a = hbg_value_expr(graph, ptowsp_op_operand(op, 0));
  const hbg_expr_t *b = a ? hbg_value_expr(graph, ptowsp_op_operand(op, 1)) : NULL;
  if (!b) return NULL;
  if (ptowsp_op_is(op, PTOWSP_OP_ARITH_CMPI)) return compare_expr(graph, op, a, b);
  for (size_t i = 0; i < PTOWSP_COUNTOF(binaries); i++) {
    if (!ptowsp_op_is(op, binaries[i].op)) continue;
    unsigned width = width_of(value);
    hbg_expr_kind_t kind = binaries[i].kind;
    if (kind == HBG_UNSIGNED_MOD && is_count(ptowsp_op_operand(op, 0)) && b->kind == HBG_INT &&
        b->value > 0)
      kind = HBG_MOD;
    if (binaries[i].is_unsigned) {
      a = extend(graph, a, width, false);
      b = extend(graph, b, width, false);
    }
    return extend(graph, hbg_expr(graph->arena, kind, a, b, NULL), width, true);
  }
  return refuse(graph, value, ptowsp_op_name(op));
}

static const hbg_expr_t *select_expr(hbg_graph_t *graph, ptowsp_op_t *op) {
  const hbg_expr_t *operand[3];
  for (size_t i = 0; i < 3; i++)
    if (!(operand[i] = hbg_value_expr(graph, ptowsp_op_operand(op, i)))) return NULL;
  return hbg_expr(graph->arena, HBG_SELECT, operand[0], operand[1], operand[2]);
}

const hbg_expr_t *hbg_value_expr(hbg_graph_t *graph, ptowsp_value_t *value) {
  for (size_t i = graph->values.size; i-- > 0;)
    if (graph->values.data[i].value == value) return graph->values.data[i].expr;
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (!op) return refuse(graph, value, "this value");
  ptowsp_value_t *first = ptowsp_op_operand_count(op) ? ptowsp_op_operand(op, 0) : NULL;
  switch (ptowsp_op_id(op)) {
  case PTOWSP_OP_ARITH_CONSTANT: return constant_expr(graph, value, op);
  case PTOWSP_OP_ARITH_SELECT: return select_expr(graph, op);
  case PTOWSP_OP_ARITH_INDEX_CAST:
  case PTOWSP_OP_ARITH_TRUNCI:
    return extend(graph, hbg_value_expr(graph, first), width_of(value), true);
  case PTOWSP_OP_ARITH_EXTSI:
    if (width_of(first) > 1) return hbg_value_expr(graph, first);
    return refuse(graph, value, ptowsp_op_name(op));
  case PTOWSP_OP_ARITH_EXTUI:
  case PTOWSP_OP_ARITH_INDEX_CASTUI:
    return extend(graph, hbg_value_expr(graph, first), width_of(first), false);
  default:
    if (ptowsp_op_operand_count(op) == 2) return binary_expr(graph, value, op);
    return refuse(graph, value, ptowsp_op_name(op));
  }
}

// ---------------------------------------------------------------- views

static const hbg_buffer_t *find_buffer(const hbg_graph_t *graph, ptowsp_value_t *value) {
  for (size_t i = 0; i < graph->buffers.size; i++)
    if (graph->buffers.data[i].value == value) return &graph->buffers.data[i];
  return NULL;
}

bool hbg_view(hbg_graph_t *graph, ptowsp_value_t *memref, const hbg_buffer_t **out_buffer,
              const hbg_expr_t **out_element) {
  const hbg_expr_t *element = hbg_int(graph->arena, 0);
  ptowsp_op_t *at = ptowsp_value_op(memref);
  for (; ptowsp_op_is(at, PTOWSP_OP_WSP_AT); at = ptowsp_value_op(memref)) {
    memref = ptowsp_op_operand(at, 0);
    int64_t strides[8], offset;
    size_t rank = ptowsp_type_rank(ptowsp_value_type(memref));
    if (rank > PTOWSP_COUNTOF(strides) ||
        !ptowsp_type_strides(ptowsp_value_type(memref), strides, &offset)) {
      ptowsp_error(graph->context, ptowsp_op_loc(at), "cannot find the address of this view");
      return false;
    }
    for (size_t d = 0; d < rank; d++) {
      const hbg_expr_t *index = hbg_value_expr(graph, ptowsp_op_operand(at, d + 1));
      if (!index) return false;
      index = hbg_expr(graph->arena, HBG_MUL, index, hbg_int(graph->arena, strides[d]), NULL);
      element = hbg_expr(graph->arena, HBG_ADD, element, index, NULL);
    }
  }
  *out_buffer = find_buffer(graph, memref);
  *out_element = element;
  if (*out_buffer) return true;
  ptowsp_error(graph->context, ptowsp_value_loc(memref),
               "this array is neither a parameter of the workload nor allocated in it");
  return false;
}
