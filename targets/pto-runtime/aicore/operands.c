// What the instructions of a kernel work on, as text: tiles in variables, arrays, scalars.
#include <inttypes.h>
#include <math.h>
#include <string.h>

#include "printer.h"

void aicore_line(printer_t *p, const char *format, ...) {
  ptowsp_buffer_printf(p->out, "%*s", 2 * p->depth, "");
  va_list args;
  va_start(args, format);
  ptowsp_buffer_vprintf(p->out, format, args);
  va_end(args);
  ptowsp_buffer_putc(p->out, '\n');
}

const char *aicore_tile_name(const printer_t *p, ptowsp_value_t *value) {
  for (size_t i = 0; i < p->tiles.size; i++)
    if (p->tiles.data[i].value == value) return p->tiles.data[i].name;
  return NULL;
}

const char *aicore_array_name(printer_t *p, ptowsp_value_t *memref) {
  while (ptowsp_op_is(ptowsp_value_op(memref), PTOWSP_OP_WSP_AT))
    memref = ptowsp_op_operand(ptowsp_value_op(memref), 0);
  if (!ptowsp_value_block(memref)) return NULL;
  return cxx_value(&p->scope, memref)->name;
}

// "a_ub" for what is loaded from a, "a_l0a" for where it is moved to, "t1" for what is computed.
static const char *wish_name(printer_t *p, const ptowsp_op_t *op, ptowsp_memory_t memory) {
  const char *base = NULL;
  if (ptowsp_op_is(op, PTOWSP_OP_PTO_TLOAD)) {
    base = aicore_array_name(p, ptowsp_op_operand(op, 0));
  } else if (ptowsp_op_is(op, PTOWSP_OP_PTO_TMOV) || ptowsp_op_is(op, PTOWSP_OP_PTO_TEXTRACT)) {
    const char *source = aicore_tile_name(p, ptowsp_op_operand(op, 0));
    const char *end = source ? strrchr(source, '_') : NULL;
    if (end && strncmp(end, "_l1", 3) == 0)
      base = ptowsp_arena_strdup(p->scope.arena, (ptowsp_str_t){source, (size_t)(end - source)});
  }
  if (base) return ptowsp_arena_printf(p->scope.arena, "%s_%s", base, ptowsp_memory_name(memory));
  return memory == PTOWSP_MEMORY_L0C ? "acc" : "t";
}

size_t aicore_count_uses(const ptowsp_value_t *value) {
  size_t count = 0;
  for (ptowsp_use_t *use = ptowsp_value_first_use(value); use; use = ptowsp_use_next(use)) count++;
  return count;
}

void aicore_end_reads(printer_t *p, const ptowsp_op_t *op) {
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++)
    for (size_t j = p->tiles.size; j-- > 0;) {
      tile_name_t *tile = &p->tiles.data[j];
      if (tile->value != ptowsp_op_operand(op, i)) continue;
      if (tile->reads_left) tile->reads_left--;
      break;
    }
}

static tile_name_t *free_tile(printer_t *p, const ptowsp_op_t *op, const char *type,
                              const char *wish) {
  for (size_t i = 0; i < p->tiles.size; i++) {
    tile_name_t *tile = &p->tiles.data[i];
    if (!tile->reads_left && tile->block == ptowsp_op_block(op) && strcmp(tile->type, type) == 0 &&
        strcmp(tile->wish, wish) == 0)
      return tile;
  }
  return NULL;
}

// The tile that a loop carries and that the instruction makes for the next iteration; NULL: none.
static ptowsp_value_t *carried_tile(ptowsp_value_t *value) {
  for (ptowsp_use_t *use = ptowsp_value_first_use(value); use; use = ptowsp_use_next(use)) {
    ptowsp_op_t *loop = ptowsp_op_parent(ptowsp_use_op(use));
    if (ptowsp_op_is(ptowsp_use_op(use), PTOWSP_OP_SCF_YIELD) &&
        ptowsp_op_is(loop, PTOWSP_OP_SCF_FOR))
      return ptowsp_block_arg(ptowsp_op_body(loop), 1 + ptowsp_use_operand(use));
  }
  return NULL;
}

const char *aicore_declare_tile(printer_t *p, ptowsp_op_t *op) {
  ptowsp_value_t *value = ptowsp_op_result(op, 0), *carried = carried_tile(value);
  ptowsp_type_t type = ptowsp_value_type(value);
  const char *cxx_type = aicore_result_type(p, op);
  if (!cxx_type) return NULL;
  if (carried) {
    aicore_carry_tile(p, carried, value);
    return aicore_tile_name(p, value);
  }
  ptowsp_attr_t addr = ptowsp_op_attr(op, "addr");
  if (!addr) {
    ptowsp_error(p->scope.context, ptowsp_op_loc(op),
                 "the tile of '%s' has no address; run pto-plan-memory", ptowsp_op_name(op));
    return NULL;
  }
  const char *wish = wish_name(p, op, ptowsp_type_tile_memory(type));
  tile_name_t *tile = free_tile(p, op, cxx_type, wish);
  if (!tile) {
    tile_name_t entry = {.name = cxx_name(&p->scope, wish),
                         .type = cxx_type,
                         .wish = wish,
                         .block = ptowsp_op_block(op)};
    ptowsp_vec_push(&p->tiles, entry);
    tile = &p->tiles.data[p->tiles.size - 1];
    aicore_line(p, "%s %s;", cxx_type, tile->name);
  }
  tile->value = value;
  tile->reads_left = aicore_count_uses(value);
  aicore_line(p, "TASSIGN(%s, 0x%" PRIx64 ");", tile->name, ptowsp_attr_int_value(addr));
  return tile->name;
}

void aicore_carry_tile(printer_t *p, ptowsp_value_t *before, ptowsp_value_t *next) {
  for (size_t i = 0; i < p->tiles.size; i++) {
    tile_name_t *tile = &p->tiles.data[i];
    if (tile->value != before) continue;
    tile->block = NULL; // it keeps its variable
    tile_name_t entry = *tile;
    entry.value = next;
    ptowsp_vec_push(&p->tiles, entry);
    return;
  }
}

// A float constant that reads back as itself. NULL after an error.
static const char *float_text(printer_t *p, ptowsp_attr_t number) {
  double value = ptowsp_attr_float_value(number);
  ptowsp_type_t type = ptowsp_attr_value_type(number);
  const char *element = aicore_element_name(type);
  if (isnan(value)) return "__builtin_nanf(\"\")";
  if (isinf(value)) return value < 0 ? "-__builtin_inff()" : "__builtin_inff()";
  const char *digits = ptowsp_arena_printf(p->scope.arena, "%.9g", value);
  bool plain = !strpbrk(digits, ".e");
  const char *text = ptowsp_arena_printf(p->scope.arena, "%s%sf", digits, plain ? ".0" : "");
  if (ptowsp_type_width(type) == 32) return text;
  return ptowsp_arena_printf(p->scope.arena, "static_cast<%s>(%s)", element, text);
}

// Functions that the scalar unit has no operation for, of float and double.
static const struct {
  ptowsp_op_id_t id;
  float (*single)(float);
  double (*full)(double);
} functions[] = {
    {PTOWSP_OP_MATH_ABSF, fabsf, fabs},    {PTOWSP_OP_MATH_SQRT, sqrtf, sqrt},
    {PTOWSP_OP_MATH_CBRT, cbrtf, cbrt},    {PTOWSP_OP_MATH_EXP, expf, exp},
    {PTOWSP_OP_MATH_EXP2, exp2f, exp2},    {PTOWSP_OP_MATH_EXPM1, expm1f, expm1},
    {PTOWSP_OP_MATH_LOG, logf, log},       {PTOWSP_OP_MATH_LOG2, log2f, log2},
    {PTOWSP_OP_MATH_LOG10, log10f, log10}, {PTOWSP_OP_MATH_LOG1P, log1pf, log1p},
    {PTOWSP_OP_MATH_SIN, sinf, sin},       {PTOWSP_OP_MATH_COS, cosf, cos},
    {PTOWSP_OP_MATH_TAN, tanf, tan},       {PTOWSP_OP_MATH_TANH, tanhf, tanh},
};

static bool known_binary(ptowsp_op_id_t id, bool single, double x, double y, double *out) {
  switch (id) {
    case PTOWSP_OP_ARITH_ADDF:
      return *out = single ? (float)x + (float)y : x + y, true;
    case PTOWSP_OP_ARITH_SUBF:
      return *out = single ? (float)x - (float)y : x - y, true;
    case PTOWSP_OP_ARITH_MULF:
      return *out = single ? (float)x * (float)y : x * y, true;
    case PTOWSP_OP_ARITH_DIVF:
      return *out = single ? (float)x / (float)y : x / y, true;
    case PTOWSP_OP_MATH_POWF:
      return *out = single ? powf((float)x, (float)y) : pow(x, y), true;
    default:
      return false;
  }
}

// The number that an expression of constants is, by the C library, as the program would have it.
static bool known_number(ptowsp_value_t *value, double *out) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  ptowsp_type_t type = ptowsp_value_type(value);
  if (!op || !ptowsp_type_is_float(type) || ptowsp_type_width(type) < 32) return false;
  bool single = ptowsp_type_width(type) == 32;
  if (ptowsp_op_is(op, PTOWSP_OP_ARITH_CONSTANT))
    return *out = ptowsp_attr_float_value(ptowsp_op_attr(op, "value")), true;
  double x, y;
  if (ptowsp_op_operand_count(op) == 0 || !known_number(ptowsp_op_operand(op, 0), &x)) return false;
  if (ptowsp_op_operand_count(op) == 2)
    return known_number(ptowsp_op_operand(op, 1), &y) &&
           known_binary(ptowsp_op_id(op), single, x, y, out);
  if (ptowsp_op_is(op, PTOWSP_OP_ARITH_NEGF)) return *out = -x, true;
  if (ptowsp_op_is(op, PTOWSP_OP_ARITH_EXTF)) return *out = x, true;
  if (ptowsp_op_is(op, PTOWSP_OP_ARITH_TRUNCF)) return *out = (float)x, true;
  for (size_t i = 0; i < PTOWSP_COUNTOF(functions); i++)
    if (ptowsp_op_is(op, functions[i].id))
      return *out = single ? functions[i].single((float)x) : functions[i].full(x), true;
  return false;
}

const char *aicore_scalar_text(printer_t *p, ptowsp_value_t *value) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  ptowsp_type_t type = ptowsp_value_type(value);
  if (!ptowsp_type_is_float(type) || !op) {
    const cxx_expr_t *expr = cxx_value(&p->scope, value);
    return expr ? cxx_text(&p->scope, expr) : NULL;
  }
  if (ptowsp_op_is(op, PTOWSP_OP_ARITH_CONSTANT)) return float_text(p, ptowsp_op_attr(op, "value"));
  double number;
  if (known_number(value, &number))
    return float_text(p, ptowsp_attr_float(p->scope.context, number, type));
  static const struct {
    ptowsp_op_id_t id;
    const char *spelling;
  } binaries[] = {
      {PTOWSP_OP_ARITH_ADDF, "+"},
      {PTOWSP_OP_ARITH_SUBF, "-"},
      {PTOWSP_OP_ARITH_MULF, "*"},
      {PTOWSP_OP_ARITH_DIVF, "/"},
  };
  for (size_t i = 0; i < PTOWSP_COUNTOF(binaries); i++) {
    if (!ptowsp_op_is(op, binaries[i].id)) continue;
    const char *a = aicore_scalar_text(p, ptowsp_op_operand(op, 0));
    const char *b = a ? aicore_scalar_text(p, ptowsp_op_operand(op, 1)) : NULL;
    return b ? ptowsp_arena_printf(p->scope.arena, "(%s %s %s)", a, binaries[i].spelling, b) : NULL;
  }
  if (ptowsp_op_is(op, PTOWSP_OP_ARITH_NEGF)) {
    const char *x = aicore_scalar_text(p, ptowsp_op_operand(op, 0));
    return x ? ptowsp_arena_printf(p->scope.arena, "(-%s)", x) : NULL;
  }
  ptowsp_error(p->scope.context, ptowsp_op_loc(op),
               "an AICore kernel's scalar unit is not given '%s'; compute it in the workload's "
               "caller and pass it",
               ptowsp_op_name(op));
  return NULL;
}

const char *aicore_operand_text(printer_t *p, ptowsp_value_t *value) {
  if (ptowsp_type_kind(ptowsp_value_type(value)) == PTOWSP_TYPE_TILE)
    return aicore_tile_name(p, value);
  return aicore_scalar_text(p, value);
}
