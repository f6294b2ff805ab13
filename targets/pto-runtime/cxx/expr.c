// Integer expressions of an orchestration: built, folded, printed, evaluated.
#include "cxx.h"

#include <assert.h>
#include <inttypes.h>
#include <string.h>

typedef struct {
  int operands;
  int precedence;
  const char *spelling;
} kind_info_t;

static const kind_info_t kinds[] = {[CXX_INT] = {0, 13, ""},
                                    [CXX_VAR] = {0, 13, ""},
#define EXPR(ID, OPERANDS, PRECEDENCE, SPELLING) [CXX_##ID] = {OPERANDS, PRECEDENCE, SPELLING},
                                    CXX_EXPRS(EXPR)
#undef EXPR
};

const cxx_expr_t *cxx_int(ptowsp_arena_t *arena, int64_t value) {
  cxx_expr_t *expr = PTOWSP_ARENA_NEW(arena, cxx_expr_t, 1);
  *expr = (cxx_expr_t){.kind = CXX_INT, .value = value};
  return expr;
}

const cxx_expr_t *cxx_var(ptowsp_arena_t *arena, const char *name) {
  cxx_expr_t *expr = PTOWSP_ARENA_NEW(arena, cxx_expr_t, 1);
  *expr = (cxx_expr_t){.kind = CXX_VAR, .name = name};
  return expr;
}

static bool is_int(const cxx_expr_t *expr, int64_t value) {
  return expr && expr->kind == CXX_INT && expr->value == value;
}

// The simpler equal of an operation, or NULL.
static const cxx_expr_t *fold(ptowsp_arena_t *arena, const cxx_expr_t *expr) {
  const cxx_expr_t *a = expr->operand[0], *b = expr->operand[1];
  bool constant = true;
  for (int i = 0; i < kinds[expr->kind].operands; i++)
    constant = constant && expr->operand[i]->kind == CXX_INT;
  if (constant) return cxx_int(arena, cxx_expr_eval(expr, &(cxx_bindings_t){0}));
  switch (expr->kind) {
    case CXX_ADD:
      return is_int(a, 0) ? b : is_int(b, 0) ? a : NULL;
    case CXX_SUB:
      return is_int(b, 0) ? a : NULL;
    case CXX_MUL:
      if (is_int(a, 0) || is_int(b, 1)) return a;
      return is_int(b, 0) || is_int(a, 1) ? b : NULL;
    case CXX_DIV:
    case CXX_FLOOR_DIV:
      return is_int(b, 1) ? a : NULL;
    default:
      return NULL;
  }
}

const cxx_expr_t *cxx_expr(ptowsp_arena_t *arena, cxx_expr_kind_t kind, const cxx_expr_t *a,
                           const cxx_expr_t *b, const cxx_expr_t *c) {
  cxx_expr_t *expr = PTOWSP_ARENA_NEW(arena, cxx_expr_t, 1);
  *expr = (cxx_expr_t){.kind = kind, .operand = {a, b, c}};
  const cxx_expr_t *folded = fold(arena, expr);
  return folded ? folded : expr;
}

static const char *spelling(const cxx_expr_t *expr, bool is_kernel) {
  if (is_kernel && expr->kind == CXX_MIN) return "least(";
  if (is_kernel && expr->kind == CXX_MAX) return "greatest(";
  return kinds[expr->kind].spelling;
}

static void print(ptowsp_buffer_t *out, const cxx_expr_t *expr, int least, bool is_kernel) {
  const kind_info_t *info = &kinds[expr->kind];
  bool negative = expr->kind == CXX_INT && expr->value < 0;
  bool parens = info->precedence < least || (negative && least > 9);
  if (parens) ptowsp_buffer_putc(out, '(');
  if (expr->kind == CXX_INT && expr->value == INT64_MIN) {
    ptowsp_buffer_puts(out, "INT64_MIN");
  } else if (expr->kind == CXX_INT) {
    ptowsp_buffer_printf(out, "%" PRId64, expr->value);
  } else if (expr->kind == CXX_VAR) {
    ptowsp_buffer_puts(out, expr->name);
  } else if (strchr(info->spelling, '(')) {
    ptowsp_buffer_puts(out, spelling(expr, is_kernel));
    for (int i = 0; i < info->operands; i++) {
      if (i) ptowsp_buffer_puts(out, ", ");
      print(out, expr->operand[i], 0, is_kernel);
    }
    ptowsp_buffer_putc(out, ')');
  } else if (expr->kind == CXX_SELECT) {
    print(out, expr->operand[0], 1, is_kernel);
    ptowsp_buffer_puts(out, " ? ");
    print(out, expr->operand[1], 1, is_kernel);
    ptowsp_buffer_puts(out, " : ");
    print(out, expr->operand[2], 1, is_kernel);
  } else if (info->operands == 1) {
    ptowsp_buffer_puts(out, info->spelling);
    print(out, expr->operand[0], info->precedence, is_kernel);
  } else {
    print(out, expr->operand[0], info->precedence, is_kernel);
    ptowsp_buffer_printf(out, " %s ", info->spelling);
    print(out, expr->operand[1], info->precedence + 1, is_kernel);
  }
  if (parens) ptowsp_buffer_putc(out, ')');
}

void cxx_expr_print(ptowsp_buffer_t *out, const cxx_expr_t *expr, bool is_kernel) {
  print(out, expr, 0, is_kernel);
}

static int64_t floor_div(int64_t a, int64_t b) {
  int64_t quotient = a / b;
  return a % b != 0 && (a < 0) != (b < 0) ? quotient - 1 : quotient;
}

static int64_t divide(cxx_expr_kind_t kind, int64_t a, int64_t b) {
  if (b == 0 || (a == INT64_MIN && b == -1)) return 0;
  switch (kind) {
    case CXX_DIV:
      return a / b;
    case CXX_MOD:
      return a % b;
    case CXX_FLOOR_DIV:
      return floor_div(a, b);
    case CXX_CEIL_DIV:
      return -floor_div(-a, b);
    case CXX_UNSIGNED_DIV:
      return (int64_t)((uint64_t)a / (uint64_t)b);
    default:
      return (int64_t)((uint64_t)a % (uint64_t)b);
  }
}

static int64_t eval_unary(cxx_expr_kind_t kind, int64_t a) {
  switch (kind) {
    case CXX_NEG:
      return (int64_t)-(uint64_t)a;
    case CXX_NOT:
      return !a;
    case CXX_CAST_I8:
      return (int8_t)a;
    case CXX_CAST_I16:
      return (int16_t)a;
    case CXX_CAST_I32:
      return (int32_t)a;
    case CXX_CAST_U8:
      return (uint8_t)a;
    case CXX_CAST_U16:
      return (uint16_t)a;
    default:
      return (uint32_t)a;
  }
}

static int64_t lookup(const char *name, const cxx_bindings_t *bindings) {
  for (size_t i = bindings->size; i-- > 0;)
    if (strcmp(bindings->data[i].name, name) == 0) return bindings->data[i].value;
  assert(!"unbound variable");
  return 0;
}

int64_t cxx_expr_eval(const cxx_expr_t *expr, const cxx_bindings_t *bindings) {
  if (expr->kind == CXX_INT) return expr->value;
  if (expr->kind == CXX_VAR) return lookup(expr->name, bindings);
  int64_t a = cxx_expr_eval(expr->operand[0], bindings);
  if (expr->kind == CXX_SELECT) return cxx_expr_eval(expr->operand[a ? 1 : 2], bindings);
  if (expr->kind == CXX_OR && a) return 1;
  if (expr->kind == CXX_AND && !a) return 0;
  if (!expr->operand[1]) return eval_unary(expr->kind, a);
  int64_t b = cxx_expr_eval(expr->operand[1], bindings);
  uint64_t ua = (uint64_t)a, ub = (uint64_t)b;
  switch (expr->kind) {
    case CXX_OR:
    case CXX_AND:
      return b != 0;
    case CXX_BIT_OR:
      return a | b;
    case CXX_BIT_XOR:
      return a ^ b;
    case CXX_BIT_AND:
      return a & b;
    case CXX_EQ:
      return a == b;
    case CXX_NE:
      return a != b;
    case CXX_LT:
      return a < b;
    case CXX_LE:
      return a <= b;
    case CXX_GT:
      return a > b;
    case CXX_GE:
      return a >= b;
    case CXX_SHL:
      return ub < 64 ? (int64_t)(ua << ub) : 0;
    case CXX_SHR:
      return ub < 64 ? a >> b : 0;
    case CXX_ADD:
      return (int64_t)(ua + ub);
    case CXX_SUB:
      return (int64_t)(ua - ub);
    case CXX_MUL:
      return (int64_t)(ua * ub);
    case CXX_UNSIGNED_LT:
      return ua < ub;
    case CXX_MIN:
      return a < b ? a : b;
    case CXX_MAX:
      return a > b ? a : b;
    default:
      return divide(expr->kind, a, b);
  }
}

static const struct {
  const char *name; // with its '('
  const char *definition;
} helpers[] = {
    {"floor_div(",
     "inline int64_t floor_div(int64_t a, int64_t b) {\n"
     "  return a / b - (a % b != 0 && (a < 0) != (b < 0));\n"
     "}\n"},
    {"ceil_div(",
     "inline int64_t ceil_div(int64_t a, int64_t b) {\n"
     "  return a / b + (a % b != 0 && (a < 0) == (b < 0));\n"
     "}\n"},
    {"unsigned_div(",
     "inline int64_t unsigned_div(uint64_t a, uint64_t b) { return int64_t(a / b); }\n"},
    {"unsigned_mod(",
     "inline int64_t unsigned_mod(uint64_t a, uint64_t b) { return int64_t(a % b); }\n"},
    {"unsigned_less(", "inline bool unsigned_less(uint64_t a, uint64_t b) { return a < b; }\n"},
    {"as_i8(", "inline int64_t as_i8(int64_t x) { return int8_t(x); }\n"},
    {"as_i16(", "inline int64_t as_i16(int64_t x) { return int16_t(x); }\n"},
    {"as_i32(", "inline int64_t as_i32(int64_t x) { return int32_t(x); }\n"},
    {"as_u8(", "inline int64_t as_u8(int64_t x) { return uint8_t(x); }\n"},
    {"as_u16(", "inline int64_t as_u16(int64_t x) { return uint16_t(x); }\n"},
    {"as_u32(", "inline int64_t as_u32(int64_t x) { return uint32_t(x); }\n"},
    {"least(", "inline int64_t least(int64_t a, int64_t b) { return a < b ? a : b; }\n"},
    {"greatest(", "inline int64_t greatest(int64_t a, int64_t b) { return a > b ? a : b; }\n"},
};

void cxx_reserve_helpers(cxx_scope_t *scope) {
  for (size_t i = 0; i < PTOWSP_COUNTOF(helpers); i++) {
    ptowsp_str_t name = {helpers[i].name, strlen(helpers[i].name) - 1};
    cxx_reserve(scope, ptowsp_arena_strdup(scope->arena, name));
  }
}

void cxx_print_helpers(ptowsp_buffer_t *out, const char *text, const char *qualifier) {
  bool first = true;
  for (size_t i = 0; i < PTOWSP_COUNTOF(helpers); i++) {
    if (!strstr(text, helpers[i].name)) continue;
    ptowsp_buffer_printf(out, "%s%s%s", first ? "\n" : "", qualifier, helpers[i].definition);
    first = false;
  }
}
