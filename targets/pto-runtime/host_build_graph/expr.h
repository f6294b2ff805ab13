// Integer expressions as the orchestration spells them: one tree that is printed as
// C++ and evaluated here, so that what is counted is what the emitted code does.
#ifndef PTOWSP_HBG_EXPR_H
#define PTOWSP_HBG_EXPR_H

#include "ptowsp/support.h"

// EXPR(ID, operands, C++ precedence, spelling): precedence as in C, larger binds tighter.
// A spelling with '(' is a call of a function of the emitted file or of <algorithm>.
#define HBG_EXPRS(EXPR)                        \
  EXPR(OR, 2, 1, "||")                         \
  EXPR(AND, 2, 2, "&&")                        \
  EXPR(BIT_OR, 2, 3, "|")                      \
  EXPR(BIT_XOR, 2, 4, "^")                     \
  EXPR(BIT_AND, 2, 5, "&")                     \
  EXPR(EQ, 2, 6, "==")                         \
  EXPR(NE, 2, 6, "!=")                         \
  EXPR(LT, 2, 7, "<")                          \
  EXPR(LE, 2, 7, "<=")                         \
  EXPR(GT, 2, 7, ">")                          \
  EXPR(GE, 2, 7, ">=")                         \
  EXPR(SHL, 2, 8, "<<")                        \
  EXPR(SHR, 2, 8, ">>")                        \
  EXPR(ADD, 2, 9, "+")                         \
  EXPR(SUB, 2, 9, "-")                         \
  EXPR(MUL, 2, 10, "*")                        \
  EXPR(DIV, 2, 10, "/")                        \
  EXPR(MOD, 2, 10, "%")                        \
  EXPR(NEG, 1, 11, "-")                        \
  EXPR(NOT, 1, 11, "!")                        \
  EXPR(FLOOR_DIV, 2, 12, "floor_div(")         \
  EXPR(CEIL_DIV, 2, 12, "ceil_div(")           \
  EXPR(UNSIGNED_DIV, 2, 12, "unsigned_div(")   \
  EXPR(UNSIGNED_MOD, 2, 12, "unsigned_mod(")   \
  EXPR(UNSIGNED_LT, 2, 12, "unsigned_less(")   \
  EXPR(MIN, 2, 12, "std::min<int64_t>(")       \
  EXPR(MAX, 2, 12, "std::max<int64_t>(")       \
  EXPR(CAST_I8, 1, 12, "as_i8(")               \
  EXPR(CAST_I16, 1, 12, "as_i16(")             \
  EXPR(CAST_I32, 1, 12, "as_i32(")             \
  EXPR(CAST_U8, 1, 12, "as_u8(")               \
  EXPR(CAST_U16, 1, 12, "as_u16(")             \
  EXPR(CAST_U32, 1, 12, "as_u32(")             \
  EXPR(SELECT, 3, 0, "?")

typedef enum {
  HBG_INT, // value
  HBG_VAR, // name
#define EXPR(ID, OPERANDS, PRECEDENCE, SPELLING) HBG_##ID,
  HBG_EXPRS(EXPR)
#undef EXPR
} hbg_expr_kind_t;

typedef struct hbg_expr hbg_expr_t;
struct hbg_expr {
  hbg_expr_kind_t kind;
  int64_t value;
  const char *name;
  const hbg_expr_t *operand[3];
};

// Values of variables while an expression is evaluated; later entries hide earlier ones.
typedef struct {
  const char *name;
  int64_t value;
} hbg_binding_t;
typedef PTOWSP_VEC(hbg_binding_t) hbg_bindings_t;

const hbg_expr_t *hbg_int(ptowsp_arena_t *arena, int64_t value);
const hbg_expr_t *hbg_var(ptowsp_arena_t *arena, const char *name);
// Folds constants and the neutral elements of + - * /.
const hbg_expr_t *hbg_expr(ptowsp_arena_t *arena, hbg_expr_kind_t kind, const hbg_expr_t *a,
                           const hbg_expr_t *b, const hbg_expr_t *c);
void hbg_expr_print(ptowsp_buffer_t *out, const hbg_expr_t *expr);
// Two's complement; every variable must be bound (asserted); x/0 is 0.
int64_t hbg_expr_eval(const hbg_expr_t *expr, const hbg_bindings_t *bindings);
// Whether it (or an operand) is of this kind: which helpers the file needs.
bool hbg_expr_uses(const hbg_expr_t *expr, hbg_expr_kind_t kind);

#endif
