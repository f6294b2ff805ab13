// Whether indices are numbers of 32 bits, as which tiles count: sums and products are right modulo
// 2^32 in any case, but quotients, comparisons and what is converted are those of whole numbers.
//
// The ranges of loops' variables, the numbers of the program and what tasks hand to the kernel tell
// it. What comes from data or arguments is an int of C, say; what is computed of ints does not
// overflow in C.
#include "wsp_raise_loops.h"

typedef struct {
  int64_t least, most;
} range_t;

typedef struct {
  const raise_t *r;
  bool trusting;
} ranges_t;

static bool range_of(const ranges_t *ranges, ptowsp_value_t *value, int depth, range_t *out);

static bool is_word(const range_t *range) {
  return range->least >= INT32_MIN && range->most <= INT32_MAX;
}

static int64_t least_of(int64_t a, int64_t b) { return a < b ? a : b; }
static int64_t most_of(int64_t a, int64_t b) { return a > b ? a : b; }

// Of an integer that is computed elsewhere.
static bool range_of_type(ptowsp_type_t type, bool is_unsigned, bool trusting, range_t *out) {
  if (!ptowsp_type_is_integer(type) || ptowsp_type_width(type) > 32) return false;
  unsigned width = ptowsp_type_width(type);
  int64_t count = INT64_C(1) << width;
  if (is_unsigned)
    *out = (range_t){0, count - 1};
  else
    *out = trusting && width == 32 ? (range_t){0, 0} : (range_t){-count / 2, count / 2 - 1};
  return true;
}

static bool range_of_variable(const ranges_t *ranges, ptowsp_value_t *value, int depth,
                              range_t *out) {
  ptowsp_op_t *loop = ptowsp_block_op(ptowsp_value_block(value));
  range_t upper;
  if (ptowsp_value_index(value) != 0 || ptowsp_op_attr(loop, "unsignedCmp") ||
      !range_of(ranges, ptowsp_op_operand(loop, 0), depth, out) ||
      !range_of(ranges, ptowsp_op_operand(loop, 1), depth, &upper))
    return false;
  out->most = most_of(out->most, upper.most - 1);
  return true;
}

// Of an argument of the kernel: of all that tasks hand to it.
static bool range_of_argument(const ranges_t *ranges, size_t index, int depth, range_t *out) {
  for (size_t i = 0; i < ranges->r->tasks.size; i++) {
    range_t given;
    if (!range_of(ranges, ptowsp_op_operand(ranges->r->tasks.data[i], index), depth, &given))
      return false;
    *out = i ? (range_t){least_of(out->least, given.least), most_of(out->most, given.most)} : given;
  }
  return ranges->r->tasks.size > 0;
}

static bool range_of_block_arg(const ranges_t *ranges, ptowsp_value_t *value, int depth,
                               range_t *out) {
  ptowsp_op_t *op = ptowsp_block_op(ptowsp_value_block(value));
  if (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR)) return range_of_variable(ranges, value, depth, out);
  return ptowsp_op_is(op, PTOWSP_OP_WSP_KERNEL) &&
         range_of_argument(ranges, ptowsp_value_index(value), depth, out);
}

// Of words, so that nothing here overflows.
static bool combine(ptowsp_op_id_t id, const range_t *x, const range_t *y, range_t *out) {
  int64_t size = most_of(-x->least, most_of(x->most, 0));
  int64_t products[] = {x->least * y->least, x->least * y->most, x->most * y->least,
                        x->most * y->most};
  switch (id) {
    case PTOWSP_OP_ARITH_ADDI:
      *out = (range_t){x->least + y->least, x->most + y->most};
      return true;
    case PTOWSP_OP_ARITH_SUBI:
      *out = (range_t){x->least - y->most, x->most - y->least};
      return true;
    case PTOWSP_OP_ARITH_MULI:
      *out = (range_t){products[0], products[0]};
      for (size_t i = 1; i < PTOWSP_COUNTOF(products); i++)
        *out = (range_t){least_of(out->least, products[i]), most_of(out->most, products[i])};
      return true;
    case PTOWSP_OP_ARITH_MAXSI:
    case PTOWSP_OP_ARITH_MINSI:
    case PTOWSP_OP_ARITH_SELECT:
      *out = (range_t){least_of(x->least, y->least), most_of(x->most, y->most)};
      return true;
    case PTOWSP_OP_ARITH_DIVSI:
    case PTOWSP_OP_ARITH_FLOORDIVSI:
    case PTOWSP_OP_ARITH_CEILDIVSI:
    case PTOWSP_OP_ARITH_REMSI:
      *out = (range_t){x->least < 0 || y->least < 0 ? -size : 0, size};
      return true;
    default:
      return false;
  }
}

static bool range_of_op(const ranges_t *ranges, ptowsp_op_t *op, int depth, range_t *out) {
  range_t sides[2];
  ptowsp_value_t *first = ptowsp_op_operand_count(op) ? ptowsp_op_operand(op, 0) : NULL;
  switch (ptowsp_op_id(op)) {
    case PTOWSP_OP_ARITH_INDEX_CAST:
    case PTOWSP_OP_ARITH_EXTSI:
      return range_of(ranges, first, depth, out);
    case PTOWSP_OP_ARITH_INDEX_CASTUI:
    case PTOWSP_OP_ARITH_EXTUI:
      return range_of_type(ptowsp_value_type(first), true, ranges->trusting, out);
    default:
      break;
  }
  size_t skip = ptowsp_op_is(op, PTOWSP_OP_ARITH_SELECT) ? 1 : 0;
  if (ptowsp_op_operand_count(op) != skip + 2) return false;
  for (size_t i = 0; i < 2; i++)
    if (!range_of(ranges, ptowsp_op_operand(op, skip + i), depth, &sides[i])) return false;
  return combine(ptowsp_op_id(op), &sides[0], &sides[1], out);
}

// False: it goes beyond words, or nothing is known.
static bool range_of(const ranges_t *ranges, ptowsp_value_t *value, int depth, range_t *out) {
  ptowsp_type_t type = ptowsp_value_type(value);
  ptowsp_op_t *op = ptowsp_value_op(value);
  int64_t number = 0;
  bool known = false;
  if (ptowsp_value_constant(value, &number)) {
    *out = (range_t){number, number};
    known = true;
  } else if (ptowsp_type_is_integer(type) && ptowsp_type_width(type) <= 32) {
    known = range_of_type(type, false, ranges->trusting, out);
  } else if (depth > 0) {
    known = op ? range_of_op(ranges, op, depth - 1, out)
               : range_of_block_arg(ranges, value, depth - 1, out);
  }
  return known && is_word(out);
}

enum { DEPTH = 10 };

bool raise_is_word(const raise_t *r, ptowsp_value_t *index, bool trusting) {
  range_t range;
  return range_of(&(ranges_t){r, trusting}, index, DEPTH, &range);
}

bool raise_is_natural(const raise_t *r, ptowsp_value_t *index) {
  range_t range;
  return range_of(&(ranges_t){r, false}, index, DEPTH, &range) && range.least >= 0;
}

bool raise_is_below(const raise_t *r, ptowsp_value_t *index, int64_t limit) {
  range_t range;
  return range_of(&(ranges_t){r, false}, index, DEPTH, &range) && range.least > -limit &&
         range.most < limit;
}

bool raise_is_word_apart(const raise_t *r, ptowsp_value_t *x, ptowsp_value_t *y) {
  const ranges_t ranges = {r, false};
  range_t a, b;
  return range_of(&ranges, x, DEPTH, &a) && range_of(&ranges, y, DEPTH, &b) &&
         is_word(&(range_t){a.least - b.most, a.most - b.least});
}
