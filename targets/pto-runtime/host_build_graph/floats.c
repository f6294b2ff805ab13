// Floats that an orchestration computes, as C++ on the host: arguments of tasks, such as
// 1 - powf(beta, t). They are spelled where they are used.
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "graph.h"

static const struct {
  ptowsp_op_id_t op;
  const char *name; // of <cmath>, for each type
} functions[] = {
#define ELEMENTARY(ID, OPERANDS, NAME) {PTOWSP_OP_##ID, "std::" #NAME},
#include "ptowsp/elementary.def"
};

static const struct {
  ptowsp_op_id_t op;
  const char *spelling;
} operators[] = {
    {PTOWSP_OP_ARITH_ADDF, "+"},
    {PTOWSP_OP_ARITH_SUBF, "-"},
    {PTOWSP_OP_ARITH_MULF, "*"},
    {PTOWSP_OP_ARITH_DIVF, "/"},
};

static const char *refuse(hbg_graph_t *graph, ptowsp_value_t *value) {
  ptowsp_error(graph->context, ptowsp_value_loc(value),
               "the orchestration of " HBG_RUNTIME
               " computes floats in float and double, from constants, sizes and loop variables; "
               "compute this in the kernel");
  return NULL;
}

// "float" or "double"; NULL: C++ computes in no such type.
static const char *type_name(ptowsp_value_t *value) {
  ptowsp_type_t type = ptowsp_value_type(value);
  if (!ptowsp_type_is_float(type)) return NULL;
  return ptowsp_type_float_kind(type) == PTOWSP_FLOAT_F32   ? "float"
         : ptowsp_type_float_kind(type) == PTOWSP_FLOAT_F64 ? "double"
                                                            : NULL;
}

static const char *literal(hbg_graph_t *graph, const char *type, double number) {
  const char *suffix = *type == 'f' ? "f" : "";
  if (isnan(number))
    return ptowsp_arena_printf(graph->arena, "static_cast<%s>(__builtin_nan(\"\"))", type);
  if (isinf(number))
    return ptowsp_arena_printf(graph->arena, "static_cast<%s>(%s__builtin_inf())", type,
                               number < 0 ? "-" : "");
  const char *format = signbit(number) ? "(%a%s)" : "%a%s";
  return ptowsp_arena_printf(graph->arena, format, number, suffix);
}

static const char *from_integer(hbg_graph_t *graph, ptowsp_op_t *op, const char *type) {
  ptowsp_value_t *integer = ptowsp_op_operand(op, 0);
  const cxx_expr_t *expr = cxx_value(&graph->scope, integer);
  unsigned width = ptowsp_type_width(ptowsp_value_type(integer));
  if (!expr) return NULL;
  const char *text = cxx_text(&graph->scope, expr);
  if (ptowsp_op_is(op, PTOWSP_OP_ARITH_SITOFP) || width == 1)
    return ptowsp_arena_printf(graph->arena, "static_cast<%s>(int64_t{%s})", type, text);
  return ptowsp_arena_printf(graph->arena, "static_cast<%s>(static_cast<uint%u_t>(%s))", type,
                             width, text);
}

static const char *select_text(hbg_graph_t *graph, ptowsp_op_t *op) {
  const cxx_expr_t *condition = cxx_value(&graph->scope, ptowsp_op_operand(op, 0));
  const char *x = hbg_float_text(graph, ptowsp_op_operand(op, 1));
  const char *y = hbg_float_text(graph, ptowsp_op_operand(op, 2));
  if (!condition || !x || !y) return NULL;
  return ptowsp_arena_printf(graph->arena, "(%s ? %s : %s)", cxx_text(&graph->scope, condition), x,
                             y);
}

static const char *operation(hbg_graph_t *graph, ptowsp_value_t *value, ptowsp_op_t *op,
                             const char *type) {
  const char *operand[2] = {NULL, ""};
  size_t count = ptowsp_op_operand_count(op);
  for (size_t i = 0; i < count && i < 2; i++)
    if (!(operand[i] = hbg_float_text(graph, ptowsp_op_operand(op, i)))) return NULL;
  for (size_t i = 0; i < PTOWSP_COUNTOF(operators); i++)
    if (ptowsp_op_is(op, operators[i].op))
      return ptowsp_arena_printf(graph->arena, "(%s %s %s)", operand[0], operators[i].spelling,
                                 operand[1]);
  for (size_t i = 0; i < PTOWSP_COUNTOF(functions); i++)
    if (ptowsp_op_is(op, functions[i].op))
      return ptowsp_arena_printf(graph->arena, "%s(%s%s%s)", functions[i].name, operand[0],
                                 count > 1 ? ", " : "", operand[1]);
  if (ptowsp_op_is(op, PTOWSP_OP_ARITH_NEGF))
    return ptowsp_arena_printf(graph->arena, "(-%s)", operand[0]);
  if (ptowsp_op_is(op, PTOWSP_OP_ARITH_EXTF) || ptowsp_op_is(op, PTOWSP_OP_ARITH_TRUNCF))
    return ptowsp_arena_printf(graph->arena, "static_cast<%s>(%s)", type, operand[0]);
  return refuse(graph, value);
}

const char *hbg_float_text(hbg_graph_t *graph, ptowsp_value_t *value) {
  const char *type = type_name(value);
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (!type) return refuse(graph, value);
  if (!op && ptowsp_value_block(value) == ptowsp_op_body(graph->workload)) {
    ptowsp_float_kind_t kind = ptowsp_type_float_kind(ptowsp_value_type(value));
    uint64_t bits = (uint64_t)graph->sizes_by_argument[ptowsp_value_index(value)];
    return literal(graph, type, ptowsp_float_decode(kind, bits));
  }
  if (!op) return refuse(graph, value);
  switch (ptowsp_op_id(op)) {
    case PTOWSP_OP_ARITH_CONSTANT:
      return literal(graph, type, ptowsp_attr_float_value(ptowsp_op_attr(op, "value")));
    case PTOWSP_OP_ARITH_SITOFP:
    case PTOWSP_OP_ARITH_UITOFP:
      return from_integer(graph, op, type);
    case PTOWSP_OP_ARITH_SELECT:
      return select_text(graph, op);
    default:
      if (ptowsp_op_operand_count(op) < 1 || ptowsp_op_operand_count(op) > 2)
        return refuse(graph, value);
      return operation(graph, value, op, type);
  }
}
