// What orchestrations and kernels share when they are spelled in C++: names, integer
// expressions, values. An expression is one tree that is printed and evaluated here, so that
// what is counted is what the emitted code does.
#ifndef PTOWSP_CXX_H
#define PTOWSP_CXX_H

#include "ptowsp/ir.h"

// EXPR(ID, operands, C++ precedence, spelling): precedence as in C, larger binds tighter.
// A spelling with '(' is a call of a function of the emitted file or of <algorithm>, which is the
// host's: kernels have least and greatest.
#define CXX_EXPRS(EXPR)                      \
  EXPR(OR, 2, 1, "||")                       \
  EXPR(AND, 2, 2, "&&")                      \
  EXPR(BIT_OR, 2, 3, "|")                    \
  EXPR(BIT_XOR, 2, 4, "^")                   \
  EXPR(BIT_AND, 2, 5, "&")                   \
  EXPR(EQ, 2, 6, "==")                       \
  EXPR(NE, 2, 6, "!=")                       \
  EXPR(LT, 2, 7, "<")                        \
  EXPR(LE, 2, 7, "<=")                       \
  EXPR(GT, 2, 7, ">")                        \
  EXPR(GE, 2, 7, ">=")                       \
  EXPR(SHL, 2, 8, "<<")                      \
  EXPR(SHR, 2, 8, ">>")                      \
  EXPR(ADD, 2, 9, "+")                       \
  EXPR(SUB, 2, 9, "-")                       \
  EXPR(MUL, 2, 10, "*")                      \
  EXPR(DIV, 2, 10, "/")                      \
  EXPR(MOD, 2, 10, "%")                      \
  EXPR(NEG, 1, 11, "-")                      \
  EXPR(NOT, 1, 11, "!")                      \
  EXPR(FLOOR_DIV, 2, 12, "floor_div(")       \
  EXPR(CEIL_DIV, 2, 12, "ceil_div(")         \
  EXPR(UNSIGNED_DIV, 2, 12, "unsigned_div(") \
  EXPR(UNSIGNED_MOD, 2, 12, "unsigned_mod(") \
  EXPR(UNSIGNED_LT, 2, 12, "unsigned_less(") \
  EXPR(MIN, 2, 12, "std::min<int64_t>(")     \
  EXPR(MAX, 2, 12, "std::max<int64_t>(")     \
  EXPR(CAST_I8, 1, 12, "as_i8(")             \
  EXPR(CAST_I16, 1, 12, "as_i16(")           \
  EXPR(CAST_I32, 1, 12, "as_i32(")           \
  EXPR(CAST_U8, 1, 12, "as_u8(")             \
  EXPR(CAST_U16, 1, 12, "as_u16(")           \
  EXPR(CAST_U32, 1, 12, "as_u32(")           \
  EXPR(SELECT, 3, 0, "?")

typedef enum {
  CXX_INT, // value
  CXX_VAR, // name
#define EXPR(ID, OPERANDS, PRECEDENCE, SPELLING) CXX_##ID,
  CXX_EXPRS(EXPR)
#undef EXPR
} cxx_expr_kind_t;

typedef struct cxx_expr cxx_expr_t;
struct cxx_expr {
  cxx_expr_kind_t kind;
  int64_t value;
  const char *name;
  const cxx_expr_t *operand[3];
};

// Values of variables while an expression is evaluated; later entries hide earlier ones.
typedef struct {
  const char *name;
  int64_t value;
} cxx_binding_t;
typedef PTOWSP_VEC(cxx_binding_t) cxx_bindings_t;

const cxx_expr_t *cxx_int(ptowsp_arena_t *arena, int64_t value);
const cxx_expr_t *cxx_var(ptowsp_arena_t *arena, const char *name);
// Folds constants and the neutral elements of + - * /.
const cxx_expr_t *cxx_expr(ptowsp_arena_t *arena, cxx_expr_kind_t kind, const cxx_expr_t *a,
                           const cxx_expr_t *b, const cxx_expr_t *c);
void cxx_expr_print(ptowsp_buffer_t *out, const cxx_expr_t *expr, bool is_kernel);
// Two's complement; every variable must be bound (asserted); x/0 is 0.
int64_t cxx_expr_eval(const cxx_expr_t *expr, const cxx_bindings_t *bindings);

// ---------------------------------------------------------------- scopes

typedef struct {
  ptowsp_value_t *value;
  const cxx_expr_t *expr;
} cxx_named_value_t;

// The names and values of one emitted function.
typedef struct {
  ptowsp_context_t *context;
  ptowsp_arena_t *arena;
  const char *place; // "an orchestration of …", for diagnostics
  bool is_kernel;    // runs on a core, not on the host
  PTOWSP_VEC(cxx_named_value_t) values;
  PTOWSP_VEC(const char *) names; // taken
} cxx_scope_t;

void cxx_scope_deinit(cxx_scope_t *scope);
// A C++ name no one has yet, from a user's name.
const char *cxx_name(cxx_scope_t *scope, const char *wish);
// Takes a name that the emitted file uses itself.
void cxx_reserve(cxx_scope_t *scope, const char *name);
// Says how a value (a loop variable, a parameter) is spelled.
void cxx_value_set(cxx_scope_t *scope, ptowsp_value_t *value, const cxx_expr_t *expr);
// The expression of an integer or index value; NULL after an error.
const cxx_expr_t *cxx_value(cxx_scope_t *scope, ptowsp_value_t *value);
// What a memref is a view of, and the element of it where it starts. False after an error.
bool cxx_view(cxx_scope_t *scope, ptowsp_value_t *memref, ptowsp_value_t **out_root,
              const cxx_expr_t **out_element);
// Text of an expression in the scope's arena.
const char *cxx_text(cxx_scope_t *scope, const cxx_expr_t *expr);
// "gemm.c:22"; "" without a location.
const char *cxx_where(cxx_scope_t *scope, ptowsp_loc_t loc);
// The i-th string of an array attribute; an empty view if there is none.
ptowsp_str_t cxx_nth_text(const ptowsp_op_t *op, const char *attr, size_t i);

// Takes the names of those functions that expressions call.
void cxx_reserve_helpers(cxx_scope_t *scope);
// Definitions of those that the given text, made of expressions, calls; `qualifier`, "__aicore__ "
// in a kernel, stands before each.
void cxx_print_helpers(ptowsp_buffer_t *out, const char *text, const char *qualifier);

#endif
