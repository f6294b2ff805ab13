// Loops whose variable is divided for subscripts, before they are raised: quotient and remainder
// become loops of their own.
//
//   for h in 0..12                           for a in 0..3
//     y[h / 4][h % 4] = x[h]           →       for b in 0..4
//                                                y[a][b] = x[a * 4 + b]
//
//   for i in 0..32                           for i in 0..31
//     y[i] = x[(i + 1) % 32]           →       y[i] = x[i + 1]
//                                            for i in 31..32
//                                              y[i] = x[i + 1 - 32]
//
//   for i in 0..64 step 2                    for i in 0..32
//     y[i / 2] = x[i]                  →       y[i] = x[2 * i]
//
// The order of all that is done stays. Reads from places in a row stay as they are: these are
// gathered.
#include "cut_loops.h"
#include "wsp_raise_loops.h"

typedef PTOWSP_VEC(ptowsp_op_t *) ops_t;

// What is divided here is not negative.
static bool is_quotient(const ptowsp_op_t *op) {
  return ptowsp_op_is(op, PTOWSP_OP_ARITH_DIVSI) || ptowsp_op_is(op, PTOWSP_OP_ARITH_DIVUI) ||
         ptowsp_op_is(op, PTOWSP_OP_ARITH_FLOORDIVSI);
}

static bool is_remainder(const ptowsp_op_t *op) {
  return ptowsp_op_is(op, PTOWSP_OP_ARITH_REMSI) || ptowsp_op_is(op, PTOWSP_OP_ARITH_REMUI);
}

// Whether a value gives a subscript that no gather is for: of a store, or of arrays of more than
// two extents of which rows are read.
static bool is_place(ptowsp_value_t *value, int depth) {
  enum { OPERANDS = 4 }; // the array and three subscripts
  for (ptowsp_use_t *use = ptowsp_value_first_use(value); use; use = ptowsp_use_next(use)) {
    ptowsp_op_t *op = ptowsp_use_op(use);
    if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE) && ptowsp_use_operand(use) > 1) return true;
    if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD) && ptowsp_use_operand(use) > 0 &&
        ptowsp_op_operand_count(op) >= OPERANDS &&
        ptowsp_use_operand(use) + 1 < ptowsp_op_operand_count(op))
      return true;
    bool number = ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE) && ptowsp_op_result_count(op) == 1 &&
                  !ptowsp_op_region_count(op);
    if (number && depth > 0 && is_place(ptowsp_op_result(op, 0), depth - 1)) return true;
  }
  return false;
}

// A quotient or remainder of a loop's variable and a number.
typedef struct {
  ptowsp_op_t *op;
  int64_t plus, by;
} digit_t;

typedef PTOWSP_VEC(digit_t) digits_t;

// Those of a value that is the variable and `plus`.
static void collect(ptowsp_value_t *value, int64_t plus, int depth, digits_t *out_digits) {
  enum { MOST = 1 << 30 };
  for (ptowsp_use_t *use = ptowsp_value_first_use(value); use; use = ptowsp_use_next(use)) {
    ptowsp_op_t *op = ptowsp_use_op(use);
    int64_t number = 0;
    if (ptowsp_op_operand_count(op) != 2 || ptowsp_op_operand(op, 0) != value ||
        !ptowsp_value_constant(ptowsp_op_operand(op, 1), &number) || number > MOST ||
        number < -MOST)
      continue;
    bool add = ptowsp_op_is(op, PTOWSP_OP_ARITH_ADDI), sub = ptowsp_op_is(op, PTOWSP_OP_ARITH_SUBI);
    if ((add || sub) && depth > 0)
      collect(ptowsp_op_result(op, 0), plus + (add ? number : -number), depth - 1, out_digits);
    if ((is_quotient(op) || is_remainder(op)) && number >= 2)
      ptowsp_vec_push(out_digits, ((digit_t){op, plus, number}));
  }
}

static digits_t digits_of(ptowsp_value_t *variable) {
  enum { DEPTH = 3 };
  digits_t digits = {0};
  collect(variable, 0, DEPTH, &digits);
  return digits;
}

// The least number that a loop's variable is divided by; 0: none, for a place.
static int64_t least_divisor(ptowsp_value_t *variable) {
  enum { DEPTH = 8 };
  digits_t digits = digits_of(variable);
  int64_t least = 0;
  bool place = false;
  for (size_t i = 0; i < digits.size; i++) {
    if (!least || digits.data[i].by < least) least = digits.data[i].by;
    place = place || is_place(ptowsp_op_result(digits.data[i].op, 0), DEPTH);
  }
  ptowsp_vec_deinit(&digits);
  return place ? least : 0;
}

static ptowsp_value_t *binary(ptowsp_op_t *before, ptowsp_op_id_t id, ptowsp_value_t *x,
                              int64_t number) {
  ptowsp_builder_t b = ptowsp_builder_before(before);
  b.loc = ptowsp_op_loc(before);
  return ptowsp_build_binary(&b, id, x, ptowsp_build_index(&b, number));
}

static ptowsp_value_t *sum(ptowsp_op_t *before, ptowsp_value_t *x, ptowsp_value_t *y) {
  ptowsp_builder_t b = ptowsp_builder_before(before);
  return ptowsp_build_binary(&b, PTOWSP_OP_ARITH_ADDI, x, y);
}

// What quotients and remainders of a * by + b and a number are, as far as these show it.
static void replace_digits(ptowsp_value_t *variable, ptowsp_value_t *a, ptowsp_value_t *b,
                           int64_t by) {
  digits_t digits = digits_of(variable);
  for (size_t i = 0; i < digits.size; i++) {
    const digit_t digit = digits.data[i];
    ptowsp_op_t *op = digit.op;
    bool quotient = is_quotient(op);
    ptowsp_value_t *value = quotient ? a : b;
    if (digit.by % by || (digit.plus && digit.by != by) || digit.plus < 0) continue;
    if (digit.plus) {
      value = binary(op, PTOWSP_OP_ARITH_ADDI, b, digit.plus);
      value = binary(op, quotient ? PTOWSP_OP_ARITH_DIVSI : PTOWSP_OP_ARITH_REMSI, value, by);
      if (quotient) value = sum(op, a, value);
    } else if (digit.by > by && quotient) {
      value = binary(op, PTOWSP_OP_ARITH_DIVSI, a, digit.by / by);
    } else if (digit.by > by) {
      value = binary(op, PTOWSP_OP_ARITH_REMSI, a, digit.by / by);
      value = sum(op, binary(op, PTOWSP_OP_ARITH_MULI, value, by), b);
    }
    ptowsp_value_replace_all(ptowsp_op_result(op, 0), value);
    ptowsp_op_erase(op);
  }
  ptowsp_vec_deinit(&digits);
}

// Splits a loop over whole blocks, or over a part of one.
static void split(raise_t *r, ptowsp_op_t *loop, int64_t by) {
  int64_t lower = 0, upper = 0, step = 0;
  ptowsp_loop_range(loop, &lower, &upper, &step);
  bool whole = lower % by == 0 && upper % by == 0;
  ptowsp_builder_t b = ptowsp_builder_before(loop);
  ptowsp_value_t *first = ptowsp_build_index(&b, lower / by);
  ptowsp_value_t *end = ptowsp_build_index(&b, whole ? upper / by : lower / by + 1);
  ptowsp_op_t *outer = ptowsp_build_for(&b, first, end, ptowsp_build_index(&b, 1));
  ptowsp_op_set_attributes(outer, ptowsp_op_attributes(loop));
  ptowsp_op_move_before(loop, ptowsp_block_terminator(ptowsp_op_body(outer)));
  ptowsp_loop_set_range(loop, whole ? 0 : lower % by, whole ? by : lower % by + (upper - lower));
  ptowsp_block_t *body = ptowsp_op_body(loop);
  ptowsp_value_t *a = ptowsp_block_arg(ptowsp_op_body(outer), 0), *rest = ptowsp_block_arg(body, 0);
  ptowsp_op_t *start = ptowsp_block_first(body);
  ptowsp_value_t *high = binary(start, PTOWSP_OP_ARITH_MULI, a, by);
  b = ptowsp_builder_before(start);
  ptowsp_value_t *all = ptowsp_build_binary(&b, PTOWSP_OP_ARITH_ADDI, high, rest);
  ptowsp_value_replace_all(rest, all);
  ptowsp_op_set_operand(ptowsp_value_op(all), 1, rest);
  replace_digits(all, a, rest, by);
  ptowsp_simplify(ptowsp_op_body(r->scalar));
}

// ---------------------------------------------------------------- strides

// What a quotient or remainder of step * i + plus is.
static ptowsp_value_t *digit_of_stride(const digit_t *digit, ptowsp_value_t *i, int64_t plus,
                                       int64_t step) {
  bool quotient = is_quotient(digit->op);
  int64_t rest = plus % step, by = digit->by / step;
  if (by == 0) { // each step is several whole blocks
    ptowsp_builder_t b = ptowsp_builder_before(digit->op);
    if (!quotient) return ptowsp_build_index(&b, plus % digit->by);
    ptowsp_value_t *blocks = binary(digit->op, PTOWSP_OP_ARITH_MULI, i, step / digit->by);
    return binary(digit->op, PTOWSP_OP_ARITH_ADDI, blocks, plus / digit->by);
  }
  ptowsp_value_t *count = binary(digit->op, PTOWSP_OP_ARITH_ADDI, i, plus / step);
  if (quotient) return by > 1 ? binary(digit->op, PTOWSP_OP_ARITH_DIVSI, count, by) : count;
  ptowsp_builder_t b = ptowsp_builder_before(digit->op);
  if (by == 1) return ptowsp_build_index(&b, rest);
  count = binary(digit->op, PTOWSP_OP_ARITH_REMSI, count, by);
  count = binary(digit->op, PTOWSP_OP_ARITH_MULI, count, step);
  return binary(digit->op, PTOWSP_OP_ARITH_ADDI, count, rest);
}

// Counts the iterations of a loop one by one: its variable is then computed from them.
static void step_by_one(ptowsp_op_t *loop, int64_t lower, int64_t upper, int64_t step) {
  ptowsp_loop_set_range(loop, 0, (upper - lower + step - 1) / step);
  ptowsp_builder_t b = ptowsp_builder_before(loop);
  ptowsp_op_set_operand(loop, 2, ptowsp_build_index(&b, 1));
  ptowsp_value_t *iv = ptowsp_block_arg(ptowsp_op_body(loop), 0);
  ptowsp_op_t *first = ptowsp_block_first(ptowsp_op_body(loop));
  ptowsp_value_t *scaled = binary(first, PTOWSP_OP_ARITH_MULI, iv, step);
  ptowsp_value_t *place = binary(first, PTOWSP_OP_ARITH_ADDI, scaled, lower);
  ptowsp_value_replace_all(iv, place);
  ptowsp_op_set_operand(ptowsp_value_op(scaled), 0, iv);
}

// A loop whose variable is divided by its step, or a multiple or part of that.
//
//   for i in 0..64 step 2: y[i / 2] = x[i]    →    for i in 0..32: y[i] = x[2 * i]
static bool count_steps(ptowsp_op_t *loop) {
  int64_t lower = 0, upper = 0, step = 0;
  if (!ptowsp_loop_range(loop, &lower, &upper, &step) || step < 2 || lower < 0 || upper <= lower)
    return false;
  ptowsp_value_t *iv = ptowsp_block_arg(ptowsp_op_body(loop), 0);
  digits_t digits = digits_of(iv), plain = {0};
  for (size_t k = 0; k < digits.size; k++) {
    const digit_t *digit = &digits.data[k];
    if (lower + digit->plus >= 0 && (digit->by % step == 0 || step % digit->by == 0))
      ptowsp_vec_push(&plain, *digit);
  }
  if (plain.size) step_by_one(loop, lower, upper, step);
  for (size_t k = 0; k < plain.size; k++) {
    const digit_t *digit = &plain.data[k];
    ptowsp_value_replace_all(ptowsp_op_result(digit->op, 0),
                             digit_of_stride(digit, iv, lower + digit->plus, step));
    ptowsp_op_erase(digit->op);
  }
  bool changed = plain.size > 0;
  ptowsp_vec_deinit(&digits);
  ptowsp_vec_deinit(&plain);
  return changed;
}

static ptowsp_walk_t collect_loop(ptowsp_op_t *op, void *data) {
  if (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR)) ptowsp_vec_push((ops_t *)data, op);
  return PTOWSP_WALK_ADVANCE;
}

static void count_all_steps(raise_t *r) {
  ops_t loops = {0};
  bool changed = false;
  ptowsp_walk_pre(r->scalar, collect_loop, &loops);
  for (size_t i = 0; i < loops.size; i++) changed |= count_steps(loops.data[i]);
  ptowsp_vec_deinit(&loops);
  if (changed) ptowsp_simplify(ptowsp_op_body(r->scalar));
}

// ---------------------------------------------------------------- wraps

// Gives a quotient or remainder that has one block only what it is there, or says where the loop
// enters the second of a few; 0: neither, -1: it is done.
static int64_t settle(digit_t digit, int64_t lower, int64_t upper) {
  enum { MOST = 2 };
  int64_t first = lower + digit.plus, last = upper - 1 + digit.plus;
  if (first < 0 || last / digit.by - first / digit.by > MOST) return 0;
  int64_t block = first / digit.by;
  if (last / digit.by != block) return (block + 1) * digit.by - digit.plus;
  ptowsp_builder_t b = ptowsp_builder_before(digit.op);
  b.loc = ptowsp_op_loc(digit.op);
  ptowsp_value_t *value = is_quotient(digit.op)
                              ? ptowsp_build_index(&b, block)
                              : binary(digit.op, PTOWSP_OP_ARITH_SUBI,
                                       ptowsp_op_operand(digit.op, 0), block * digit.by);
  ptowsp_value_replace_all(ptowsp_op_result(digit.op, 0), value);
  ptowsp_op_erase(digit.op);
  return -1;
}

typedef struct {
  size_t cuts;
  bool changed;
} wraps_t;

static ptowsp_walk_t visit_wraps(ptowsp_op_t *op, void *data) {
  enum { MOST = 16 };
  wraps_t *wraps = data;
  int64_t lower = 0, upper = 0, step = 0;
  if (!ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) || !ptowsp_loop_range(op, &lower, &upper, &step) ||
      step != 1)
    return PTOWSP_WALK_ADVANCE;
  digits_t digits = digits_of(ptowsp_block_arg(ptowsp_op_body(op), 0));
  for (size_t i = 0; i < digits.size && !wraps->changed; i++) {
    int64_t at = settle(digits.data[i], lower, upper);
    if (at > 0 && wraps->cuts++ < MOST) ptowsp_cut_loop(op, at);
    wraps->changed = at == -1 || (at > 0 && wraps->cuts <= MOST);
  }
  ptowsp_vec_deinit(&digits);
  return wraps->changed ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

// Cuts loops where (i + 1) % n and the like wrap around.
static void cut_wraps(raise_t *r) {
  wraps_t wraps = {0};
  do {
    wraps.changed = false;
    ptowsp_walk_pre(r->scalar, visit_wraps, &wraps);
  } while (wraps.changed);
}

// ---------------------------------------------------------------- all

static ptowsp_walk_t visit_loop(ptowsp_op_t *op, void *data) {
  int64_t lower = 0, upper = 0, step = 0;
  if (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) && ptowsp_loop_range(op, &lower, &upper, &step) &&
      step == 1 && lower >= 0 && least_divisor(ptowsp_block_arg(ptowsp_op_body(op), 0)))
    ptowsp_vec_push((ops_t *)data, op);
  return PTOWSP_WALK_ADVANCE;
}

// Cuts the loop where blocks begin or end that it has a part of; true: it did.
static bool cut_at_blocks(ptowsp_op_t *loop, int64_t by) {
  int64_t lower = 0, upper = 0, step = 0;
  ptowsp_loop_range(loop, &lower, &upper, &step);
  int64_t front = (lower + by - 1) / by * by, back = upper / by * by;
  if (lower / by == (upper - 1) / by) return false;
  if (front != lower)
    ptowsp_cut_loop(loop, front);
  else if (back != upper)
    ptowsp_cut_loop(loop, back);
  else
    return false;
  return true;
}

void raise_split_digits(raise_t *r) {
  enum { MOST = 24 };
  count_all_steps(r);
  cut_wraps(r);
  for (int i = 0; i < MOST; i++) { // a variable may have several digits
    ops_t loops = {0};
    ptowsp_walk_pre(r->scalar, visit_loop, &loops);
    ptowsp_op_t *loop = loops.size ? loops.data[0] : NULL;
    ptowsp_vec_deinit(&loops);
    if (!loop) break;
    int64_t by = least_divisor(ptowsp_block_arg(ptowsp_op_body(loop), 0));
    if (!cut_at_blocks(loop, by)) split(r, loop, by);
  }
  cut_wraps(r);
}
