// What a tile touches, from intervals of its subscripts.
#include <stdlib.h>

#include "choose.h"

typedef struct {
  int64_t low, high;
  bool known;
} interval_t;

typedef struct {
  const cut_t *cuts;
  size_t count;
  ptowsp_op_t *nest;
  int visits; // that are left for a value: sums may use one another twice
} scope_t;

static interval_t unknown(void) { return (interval_t){0, 0, false}; }

static interval_t of_value(scope_t *s, ptowsp_value_t *value, int depth);

static interval_t of_loop(scope_t *s, ptowsp_op_t *loop, int depth) {
  interval_t lower = of_value(s, ptowsp_op_operand(loop, 0), depth + 1);
  interval_t upper = of_value(s, ptowsp_op_operand(loop, 1), depth + 1);
  int64_t step = 0;
  if (!lower.known || !ptowsp_value_constant(ptowsp_op_operand(loop, 2), &step) || step <= 0)
    return unknown();
  if (!ptowsp_op_is_ancestor(s->nest, loop)) return (interval_t){lower.low, lower.low, true};
  int64_t way = 0, last = 0;
  for (size_t i = 0; i < s->count; i++)
    if (s->cuts[i].loop == loop)
      return __builtin_mul_overflow(s->cuts[i].size - 1, step, &way) ||
                     __builtin_add_overflow(lower.low, way, &last)
                 ? unknown()
                 : (interval_t){lower.low, last, true};
  if (!upper.known) return unknown();
  return (interval_t){lower.low, upper.high > lower.low ? upper.high - 1 : lower.low, true};
}

static interval_t product(interval_t a, interval_t b) {
  int64_t corner[4];
  if (__builtin_mul_overflow(a.low, b.low, &corner[0]) ||
      __builtin_mul_overflow(a.low, b.high, &corner[1]) ||
      __builtin_mul_overflow(a.high, b.low, &corner[2]) ||
      __builtin_mul_overflow(a.high, b.high, &corner[3]))
    return unknown();
  interval_t all = {corner[0], corner[0], true};
  for (size_t i = 1; i < 4; i++) {
    if (corner[i] < all.low) all.low = corner[i];
    if (corner[i] > all.high) all.high = corner[i];
  }
  return all;
}

static interval_t of_value(scope_t *s, ptowsp_value_t *value, int depth) {
  int64_t number;
  if (depth > 32 || --s->visits < 0) return unknown();
  if (ptowsp_value_constant(value, &number)) return (interval_t){number, number, true};
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (!op) {
    op = ptowsp_block_op(ptowsp_value_block(value));
    return ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) && ptowsp_value_index(value) == 0
               ? of_loop(s, op, depth)
               : unknown();
  }
  if (ptowsp_op_operand_count(op) != 2) return unknown();
  interval_t a = of_value(s, ptowsp_op_operand(op, 0), depth + 1);
  interval_t b = of_value(s, ptowsp_op_operand(op, 1), depth + 1);
  interval_t sum = {0, 0, true};
  if (!a.known || !b.known) return unknown();
  if (ptowsp_op_is(op, PTOWSP_OP_ARITH_MULI)) return product(a, b);
  bool overflow = true;
  if (ptowsp_op_is(op, PTOWSP_OP_ARITH_ADDI))
    overflow = __builtin_add_overflow(a.low, b.low, &sum.low) ||
               __builtin_add_overflow(a.high, b.high, &sum.high);
  else if (ptowsp_op_is(op, PTOWSP_OP_ARITH_SUBI))
    overflow = __builtin_sub_overflow(a.low, b.high, &sum.low) ||
               __builtin_sub_overflow(a.high, b.low, &sum.high);
  return overflow ? unknown() : sum;
}

// ---------------------------------------------------------------- accesses

enum { LINE_BYTES = 64, MAX_RANK = 8, DEPTH = 8, MAX_VISITS = 1000 };

typedef struct {
  ptowsp_value_t *memref;
  int64_t low[MAX_RANK], high[MAX_RANK];
} box_t;

typedef struct {
  scope_t scope;
  const subject_t *subject;
  ptowsp_value_t *only; // the one array to look at; NULL: all that other tasks see
  PTOWSP_VEC(box_t) boxes;
  bool lines_apart, in_order;
} collect_t;

static box_t *box_of(collect_t *c, ptowsp_value_t *memref, bool *is_new) {
  for (size_t i = 0; i < c->boxes.size; i++)
    if (c->boxes.data[i].memref == memref) return &c->boxes.data[i];
  ptowsp_vec_push(&c->boxes, ((box_t){.memref = memref}));
  *is_new = true;
  return &c->boxes.data[c->boxes.size - 1];
}

// The range of a subscript; unknown where sums of a few such numbers might be none.
static interval_t range_of(scope_t *scope, ptowsp_value_t *subscript) {
  const int64_t most = (int64_t)1 << 48;
  scope->visits = MAX_VISITS;
  interval_t range = of_value(scope, subscript, 0);
  range.known = range.known && range.low > -most && range.high < most;
  return range;
}

// How far a subscript goes from one tile of the cut to the next.
static int64_t distance(const collect_t *c, const cut_t *cut, ptowsp_value_t *subscript) {
  cut_t one = {cut->loop, 1, 0}, more = {cut->loop, cut->size + 1, 0};
  scope_t here = {&one, 1, c->scope.nest, 0}, there = {&more, 1, c->scope.nest, 0};
  interval_t a = range_of(&here, subscript), b = range_of(&there, subscript);
  return a.known && b.known ? b.high - a.high - (b.low - a.low) : 0;
}

static bool is_whole(const cut_t *cut) {
  int64_t lower = 0, step = 0, iterations = ptowsp_loop_iterations(cut->loop, &lower, &step);
  return iterations && cut->size >= iterations;
}

// Whether the tiles of a cut begin with lines: by what they are apart, and by the pitch of the
// dimensions around the one that the cut divides.
static void check_lines(collect_t *c, ptowsp_op_t *op, size_t first) {
  ptowsp_type_t type = ptowsp_value_type(ptowsp_op_operand(op, first - 1));
  int64_t strides[MAX_RANK], offset;
  uint64_t bytes = ptowsp_type_bytes(ptowsp_type_element(type));
  if (!ptowsp_type_strides(type, strides, &offset)) return;
  for (size_t k = 0; k < c->scope.count; k++) {
    if (is_whole(&c->scope.cuts[k])) continue;
    for (size_t d = 0; d < ptowsp_type_rank(type); d++) {
      int64_t apart = distance(c, &c->scope.cuts[k], ptowsp_op_operand(op, first + d));
      if (!apart) continue;
      // What is cut off above 64 bits is a number of whole lines.
      uint64_t way = (uint64_t)apart * (uint64_t)strides[d] * bytes;
      if (way % LINE_BYTES) c->lines_apart = false;
      if (d && (uint64_t)strides[d - 1] * bytes % LINE_BYTES && ptowsp_type_shape(type)[d - 1] > 1)
        c->lines_apart = false;
    }
  }
}

// Whether a value is computed from the loop's variable.
static bool depends(ptowsp_value_t *value, const ptowsp_op_t *loop, int depth) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (!op) return ptowsp_block_op(ptowsp_value_block(value)) == loop;
  for (size_t i = 0; depth && i < ptowsp_op_operand_count(op); i++)
    if (depends(ptowsp_op_operand(op, i), loop, depth - 1)) return true;
  return false;
}

// Whether the boxes that a store touches in two tiles overlap.
static void check_boxes(collect_t *c, ptowsp_op_t *op, size_t first, size_t rank) {
  for (size_t k = 0; k < c->scope.count; k++) {
    if (is_whole(&c->scope.cuts[k])) continue;
    bool moves = false, apart = false;
    for (size_t d = 0; d < rank; d++) {
      ptowsp_value_t *subscript = ptowsp_op_operand(op, first + d);
      interval_t range = range_of(&c->scope, subscript);
      int64_t way = llabs(distance(c, &c->scope.cuts[k], subscript));
      moves = moves || way || (!range.known && depends(subscript, c->scope.cuts[k].loop, DEPTH));
      apart = apart || (range.known && way > range.high - range.low);
    }
    if (moves && !apart) c->in_order = true;
  }
}

static bool is_local(const subject_t *subject, ptowsp_value_t *value) {
  for (size_t i = 0; subject->locals && i < subject->locals->size; i++)
    if (subject->locals->data[i] == value) return true;
  return false;
}

static ptowsp_walk_t visit(ptowsp_op_t *op, void *data) {
  collect_t *c = data;
  bool store = ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE);
  if (!store && !ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD)) return PTOWSP_WALK_ADVANCE;
  size_t first = store ? 2 : 1;
  ptowsp_value_t *memref = ptowsp_op_operand(op, first - 1);
  ptowsp_type_t type = ptowsp_value_type(memref);
  ptowsp_op_t *owner = ptowsp_value_op(memref);
  size_t rank = ptowsp_type_rank(type);
  if (!rank || rank > MAX_RANK || !ptowsp_type_has_static_shape(type)) return PTOWSP_WALK_ADVANCE;
  if (owner && ptowsp_op_is_ancestor(c->scope.nest, owner)) return PTOWSP_WALK_ADVANCE;
  if (c->only ? c->only != memref : is_local(c->subject, memref)) return PTOWSP_WALK_ADVANCE;
  bool is_new = false;
  box_t *box = box_of(c, memref, &is_new);
  for (size_t d = 0; d < rank; d++) {
    interval_t range = range_of(&c->scope, ptowsp_op_operand(op, first + d));
    if (!range.known) range = (interval_t){0, ptowsp_type_shape(type)[d] - 1, true};
    if (is_new || range.low < box->low[d]) box->low[d] = range.low;
    if (is_new || range.high > box->high[d]) box->high[d] = range.high;
  }
  if (store) check_lines(c, op, first);
  if (store) check_boxes(c, op, first, rank);
  return PTOWSP_WALK_ADVANCE;
}

bool ptowsp_tile_shape(const subject_t *subject, const cut_t *cuts, size_t count,
                       ptowsp_value_t *array, int64_t *out_shape) {
  collect_t c = {.scope = {cuts, count, subject->nest, 0}, .subject = subject, .only = array};
  ptowsp_walk_pre(subject->nest, visit, &c);
  bool found = c.boxes.size == 1;
  for (size_t d = 0; found && d < ptowsp_type_rank(ptowsp_value_type(array)); d++) {
    out_shape[d] = c.boxes.data[0].high[d] + 1;
    found = c.boxes.data[0].low[d] >= 0;
  }
  ptowsp_vec_deinit(&c.boxes);
  return found;
}

extent_t ptowsp_tile_extent(const subject_t *subject, const cut_t *cuts, size_t count) {
  collect_t c = {.scope = {cuts, count, subject->nest, 0}, .subject = subject, .lines_apart = true};
  ptowsp_walk_pre(subject->nest, visit, &c);
  extent_t extent = {0, c.lines_apart, c.in_order};
  for (size_t i = 0; i < c.boxes.size; i++) {
    const box_t *box = &c.boxes.data[i];
    ptowsp_type_t type = ptowsp_value_type(box->memref);
    double bytes = (double)ptowsp_type_bytes(ptowsp_type_element(type));
    for (size_t d = 0; d < ptowsp_type_rank(type); d++)
      bytes *= (double)(box->high[d] - box->low[d] + 1);
    extent.bytes += bytes;
  }
  ptowsp_vec_deinit(&c.boxes);
  return extent;
}
