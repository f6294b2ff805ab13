// Factors of matrix products that are no plain elements.
//
//   for i, j, k: c[i][j] += alpha * a[i][k] * b[k][j]    →    for i, k: a'[i][k] = alpha * a[i][k]
//                                                             for i, j, k: c[i][j] += a'[i][k] *
//                                                             b[k][j]
//
// A sum of products of any number of values is a matrix product if the values can be parted in two
// groups, one of which varies with rows, one with columns. A group that is not a plain element is
// computed once for all iterations that it varies with, in front of the outermost loop in which
// nothing it reads is written. The order in which the values of one product are multiplied changes;
// that is within the tolerance of matrix products.
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "split.h"

enum { MAX_LEAVES = 6, MAX_LOOPS = CONTRACTION_LOOPS };

typedef struct {
  ptowsp_value_t *value;
  bool divides;
  unsigned loops; // that it varies with, a bit each
} leaf_t;

typedef struct {
  split_t *s;
  ptowsp_op_t *store, *old; // the sum and the load of what it adds to
  bool negative;
  ptowsp_op_t *loops[MAX_LOOPS];
  int64_t extents[MAX_LOOPS], lowers[MAX_LOOPS], steps[MAX_LOOPS];
  int64_t spans[MAX_LOOPS]; // extents, also where the loops around move the bounds
  size_t loop_count;
  leaf_t leaves[MAX_LEAVES];
  size_t leaf_count;
} product_t;

// ---------------------------------------------------------------- what varies

enum { BUDGET = 1000 }; // of values that are visited: sums may use one another twice

static unsigned loops_around(const product_t *p, const ptowsp_op_t *op) {
  unsigned loops = 0;
  for (size_t i = 0; op && i < p->loop_count; i++)
    if (ptowsp_op_is_ancestor(p->loops[i], op)) loops |= 1u << i;
  return loops;
}

// With the budget spent, it may vary with all of them.
static unsigned loops_below(const product_t *p, ptowsp_value_t *value, int *budget) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  unsigned loops = 0;
  if (--*budget < 0) return (1u << p->loop_count) - 1;
  if (!op) {
    for (size_t i = 0; i < p->loop_count; i++)
      if (ptowsp_block_op(ptowsp_value_block(value)) == p->loops[i]) loops |= 1u << i;
    return loops;
  }
  if (ptowsp_op_is_local(op)) return loops_around(p, op);
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++)
    loops |= loops_below(p, ptowsp_op_operand(op, i), budget);
  return loops;
}

static unsigned loops_of(const product_t *p, ptowsp_value_t *value) {
  int budget = BUDGET;
  return loops_below(p, value, &budget);
}

static bool flatten(product_t *p, ptowsp_value_t *value, bool divides) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (ptowsp_op_is(op, PTOWSP_OP_ARITH_MULF))
    return flatten(p, ptowsp_op_operand(op, 0), divides) &&
           flatten(p, ptowsp_op_operand(op, 1), divides);
  if (ptowsp_op_is(op, PTOWSP_OP_ARITH_DIVF) && !divides)
    return flatten(p, ptowsp_op_operand(op, 0), false) &&
           flatten(p, ptowsp_op_operand(op, 1), true);
  if (p->leaf_count == MAX_LEAVES) return false;
  p->leaves[p->leaf_count++] = (leaf_t){value, divides, loops_of(p, value)};
  return true;
}

static bool find_loops(product_t *p) {
  ptowsp_op_t *up[MAX_LOOPS];
  size_t count = 0;
  for (ptowsp_op_t *op = ptowsp_op_parent(p->store); op != p->s->kernel;
       op = ptowsp_op_parent(op)) {
    if (!ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) || count == MAX_LOOPS) return false;
    up[count++] = op;
  }
  for (size_t i = 0; i < count; i++) {
    ptowsp_op_t *loop = p->loops[i] = up[count - 1 - i];
    int64_t lower = 0, step = 0, end = 0;
    p->extents[i] = ptowsp_loop_iterations(loop, &p->lowers[i], &p->steps[i]);
    if (__builtin_mul_overflow(p->extents[i], p->steps[i], &end) ||
        __builtin_add_overflow(p->lowers[i], end, &end))
      p->extents[i] = 0;
    p->spans[i] = split_loop_span(p->s, loop, &lower, &step);
  }
  p->loop_count = count;
  return true;
}

// ---------------------------------------------------------------- two groups

static unsigned loops_of_group(const product_t *p, unsigned group) {
  unsigned loops = 0;
  for (size_t i = 0; i < p->leaf_count; i++)
    if (group >> i & 1) loops |= p->leaves[i].loops;
  return loops;
}

static bool has_extent(const product_t *p, unsigned loops) {
  for (size_t i = 0; i < p->loop_count; i++)
    if ((loops >> i & 1) && p->spans[i] > 1) return true;
  return false;
}

// The array that a group is an element of, as it stands; NULL: it must be computed.
static ptowsp_op_t *plain(const product_t *p, unsigned group) {
  ptowsp_op_t *op = NULL;
  for (size_t i = 0; i < p->leaf_count; i++) {
    if (!(group >> i & 1)) continue;
    if (op || p->leaves[i].divides) return NULL;
    op = ptowsp_value_op(p->leaves[i].value);
    if (ptowsp_op_is(op, PTOWSP_OP_ARITH_EXTF)) op = ptowsp_value_op(ptowsp_op_operand(op, 0));
    if (!ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD)) return NULL;
  }
  return op;
}

static double size_of(const product_t *p, unsigned loops) {
  double size = 1;
  for (size_t i = 0; i < p->loop_count; i++)
    if ((loops >> i & 1) && p->spans[i]) size *= (double)p->spans[i];
  return size;
}

// ---------------------------------------------------------------- computing a group

typedef struct {
  ptowsp_op_t *loop;
  ptowsp_value_t *memref;
  bool written;
} written_t;

static ptowsp_walk_t visit_write(ptowsp_op_t *op, void *data) {
  written_t *w = data;
  if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE) && split_memref_of(op) == w->memref)
    w->written = true;
  return PTOWSP_WALK_ADVANCE;
}

// Whether a value can be computed in front of a loop, for all of its iterations at once.
static bool is_steady(ptowsp_value_t *value, ptowsp_op_t *loop, int *budget) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (!op || !ptowsp_op_is_ancestor(loop, op)) return true;
  if (--*budget < 0 || ptowsp_op_region_count(op) || ptowsp_op_is_local(op)) return false;
  if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD)) {
    written_t w = {loop, split_memref_of(op), false};
    ptowsp_walk_pre(loop, visit_write, &w);
    if (w.written) return false;
  } else if (!ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE)) {
    return false;
  }
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++)
    if (!is_steady(ptowsp_op_operand(op, i), loop, budget)) return false;
  return true;
}

// The outermost loop in front of which a group can be computed; loop_count: none.
static size_t place_of(const product_t *p, unsigned group) {
  size_t q = 0;
  for (; q < p->loop_count; q++) {
    bool ok = true;
    int64_t shape[MAX_LOOPS];
    size_t rank = 0;
    for (size_t i = 0; i < p->leaf_count; i++) {
      int budget = BUDGET;
      if (group >> i & 1) ok = ok && is_steady(p->leaves[i].value, p->loops[q], &budget);
    }
    unsigned loops = loops_of_group(p, group);
    for (size_t i = q; i < p->loop_count; i++) {
      if (!(loops >> i & 1)) continue;
      ok = ok && p->extents[i] > 0;
      shape[rank++] = p->extents[i];
    }
    if (ok && rank <= CONTRACTION_RANK && ptowsp_shape_is_held(shape, rank)) return q;
  }
  return q;
}

// What computing a group costs; one that cannot be is the last choice.
static double cost_of(const product_t *p, unsigned group) {
  if (plain(p, group)) return 0;
  return place_of(p, group) == p->loop_count ? INT32_MAX : size_of(p, loops_of_group(p, group));
}

// The left group of the parting that computes least; 0: no parting gives a matrix product.
static unsigned choose(const product_t *p, unsigned result) {
  unsigned all = (1u << p->leaf_count) - 1, best = 0;
  double least = INFINITY;
  for (unsigned left = 1; left < all; left++) {
    unsigned x = loops_of_group(p, left), y = loops_of_group(p, all & ~left);
    if (!has_extent(p, x & ~y & result) || !has_extent(p, y & ~x & result) ||
        !has_extent(p, x & y & ~result))
      continue;
    double cost = cost_of(p, left) + cost_of(p, all & ~left);
    if (cost >= least) continue;
    least = cost;
    best = left;
  }
  return best;
}

// A copy of the expression, for the loops of a nest of its own.
static ptowsp_value_t *copy_value(const product_t *p, ptowsp_builder_t *b, ptowsp_op_t *loop,
                                  ptowsp_value_map_t *map, ptowsp_value_t *value) {
  ptowsp_value_t *known = ptowsp_value_map_get(map, value);
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (known != value || !op || !ptowsp_op_is_ancestor(loop, op)) return known;
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++)
    copy_value(p, b, loop, map, ptowsp_op_operand(op, i));
  ptowsp_op_t *copy = ptowsp_op_clone(op, map);
  ptowsp_op_move_before(copy, b->before);
  return ptowsp_value_map_get(map, value);
}

static ptowsp_value_t *number_of(const product_t *p, ptowsp_builder_t *b, size_t i,
                                 ptowsp_value_t *value) {
  if (p->lowers[i])
    value =
        ptowsp_build_binary(b, PTOWSP_OP_ARITH_SUBI, value, ptowsp_build_index(b, p->lowers[i]));
  if (p->steps[i] > 1)
    value = ptowsp_build_binary(b, PTOWSP_OP_ARITH_FLOORDIVSI, value,
                                ptowsp_build_index(b, p->steps[i]));
  return value;
}

static ptowsp_value_t *multiply_leaves(const product_t *p, ptowsp_builder_t *b, unsigned group,
                                       ptowsp_op_t *loop, ptowsp_value_map_t *map, bool negative) {
  ptowsp_value_t *value = NULL;
  for (int divides = 0; divides < 2; divides++)
    for (size_t i = 0; i < p->leaf_count; i++) {
      if (!(group >> i & 1) || p->leaves[i].divides != (bool)divides) continue;
      ptowsp_value_t *leaf = copy_value(p, b, loop, map, p->leaves[i].value);
      if (divides && !value)
        value = ptowsp_build_constant(
            b, ptowsp_attr_float(p->s->context, 1.0, ptowsp_value_type(leaf)));
      ptowsp_op_id_t id = divides ? PTOWSP_OP_ARITH_DIVF : PTOWSP_OP_ARITH_MULF;
      value = value ? ptowsp_build_binary(b, id, value, leaf) : leaf;
    }
  return negative ? ptowsp_build_unary(b, PTOWSP_OP_ARITH_NEGF, value) : value;
}

// Computes a group into a local in front of loop `q`; the value that it has at the sum.
static ptowsp_value_t *compute(const product_t *p, unsigned group, size_t q, bool negative) {
  unsigned loops = loops_of_group(p, group);
  ptowsp_type_t element = ptowsp_value_type(ptowsp_op_operand(p->store, 0));
  int64_t shape[MAX_LOOPS];
  ptowsp_value_t *operands[MAX_LOOPS + 2];
  size_t rank = 0;
  for (size_t i = q; i < p->loop_count; i++)
    if (loops >> i & 1) shape[rank++] = p->extents[i];
  ptowsp_builder_t b = ptowsp_builder_before(p->loops[q]);
  b.loc = ptowsp_op_loc(p->store);
  ptowsp_type_t type = ptowsp_type_memref(p->s->context, shape, rank, element, NULL, NULL);
  ptowsp_value_t *local = ptowsp_build_alloc(&b, type, NULL, "factor");
  ptowsp_value_map_t *map = ptowsp_value_map_create();
  rank = 2;
  operands[1] = local;
  for (size_t i = q; i < p->loop_count; i++) {
    if (!(loops >> i & 1)) continue;
    int64_t end = p->lowers[i] + p->extents[i] * p->steps[i];
    ptowsp_value_t *lower = ptowsp_build_index(&b, p->lowers[i]);
    ptowsp_value_t *upper = ptowsp_build_index(&b, end);
    ptowsp_op_t *loop = ptowsp_build_for(&b, lower, upper, ptowsp_build_index(&b, p->steps[i]));
    ptowsp_attr_t name = ptowsp_op_attr(p->loops[i], "wsp.iv");
    if (name) ptowsp_op_set_attr(loop, "wsp.iv", name);
    ptowsp_loc_t loc = b.loc;
    b = ptowsp_builder_before(ptowsp_block_terminator(ptowsp_op_body(loop)));
    b.loc = loc;
    ptowsp_value_t *iv = ptowsp_block_arg(ptowsp_op_body(loop), 0);
    ptowsp_value_map_set(map, ptowsp_block_arg(ptowsp_op_body(p->loops[i]), 0), iv);
    operands[rank++] = number_of(p, &b, i, iv);
  }
  operands[0] = multiply_leaves(p, &b, group, p->loops[q], map, negative);
  split_build_access(&b, PTOWSP_OP_MEMREF_STORE, operands, rank, NULL);
  ptowsp_value_map_destroy(map);
  b = ptowsp_builder_before(p->store);
  rank = 1;
  operands[0] = local;
  for (size_t i = q; i < p->loop_count; i++)
    if (loops >> i & 1)
      operands[rank++] = number_of(p, &b, i, ptowsp_block_arg(ptowsp_op_body(p->loops[i]), 0));
  return ptowsp_op_result(split_build_access(&b, PTOWSP_OP_MEMREF_LOAD, operands, rank, element),
                          0);
}

static ptowsp_value_t *only_leaf(const product_t *p, unsigned group) {
  for (size_t i = 0; i < p->leaf_count; i++)
    if (group >> i & 1) return p->leaves[i].value;
  return NULL;
}

static ptowsp_type_t type_of(const ptowsp_op_t *load) {
  return load ? ptowsp_value_type(ptowsp_op_result(load, 0)) : NULL;
}

static bool rewrite(product_t *p, unsigned left) {
  unsigned all = (1u << p->leaf_count) - 1, groups[2] = {left, all & ~left};
  ptowsp_type_t single = ptowsp_value_type(ptowsp_op_operand(p->store, 0));
  ptowsp_op_t *loads[2] = {plain(p, groups[0]), plain(p, groups[1])};
  size_t places[2] = {0, 0};
  if (!p->negative && type_of(loads[0]) && type_of(loads[0]) == type_of(loads[1])) return false;
  // What is computed is of the sum's type, and so must be its partner.
  for (size_t i = 0; i < 2; i++)
    if (type_of(loads[i]) != single) loads[i] = NULL;
  if (p->negative && loads[0] && loads[1]) loads[0] = NULL;
  for (size_t i = 0; i < 2; i++) {
    places[i] = loads[i] ? 0 : place_of(p, groups[i]);
    if (places[i] == p->loop_count) return false;
  }
  ptowsp_value_t *values[2];
  bool negative = p->negative;
  for (size_t i = 0; i < 2; i++) {
    values[i] = loads[i] ? only_leaf(p, groups[i]) : compute(p, groups[i], places[i], negative);
    if (!loads[i]) negative = false;
  }
  ptowsp_builder_t b = ptowsp_builder_before(p->store);
  ptowsp_value_t *product = ptowsp_build_binary(&b, PTOWSP_OP_ARITH_MULF, values[0], values[1]);
  ptowsp_value_t *sum =
      ptowsp_build_binary(&b, PTOWSP_OP_ARITH_ADDF, ptowsp_op_result(p->old, 0), product);
  ptowsp_op_set_operand(p->store, 0, sum);
  return true;
}

// ---------------------------------------------------------------- sums

static bool match(product_t *p) {
  ptowsp_value_t *value = ptowsp_op_operand(p->store, 0), *part = NULL;
  ptowsp_op_t *op = ptowsp_value_op(value);
  ptowsp_type_t type = ptowsp_value_type(value);
  if (!ptowsp_type_is_float(type) || ptowsp_type_float_kind(type) != PTOWSP_FLOAT_F32) return false;
  p->old = contraction_added(p->store, &part);
  if (!p->old && ptowsp_op_is(op, PTOWSP_OP_ARITH_SUBF)) {
    p->old = ptowsp_value_op(ptowsp_op_operand(op, 0));
    part = ptowsp_op_operand(op, 1);
    p->negative = true;
    if (!ptowsp_op_is(p->old, PTOWSP_OP_MEMREF_LOAD) || !contraction_same_place(p->old, p->store) ||
        !contraction_is_untouched(p->old, p->store, split_memref_of(p->old), false))
      return false;
  }
  return p->old && find_loops(p) && flatten(p, part, false) && p->leaf_count >= 2;
}

// Erases a store that another one to the same element follows before anything reads it: s += p;
// s += q comes as s = s0 + p; s = s0 + p + q.
static void drop_overwritten(ptowsp_op_t *store) {
  for (ptowsp_op_t *op = ptowsp_op_next(store); op; op = ptowsp_op_next(op)) {
    if (!ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE) || !contraction_same_place(op, store)) continue;
    if (contraction_is_untouched(store, op, split_memref_of(store), true)) ptowsp_op_erase(store);
    return;
  }
}

enum { MAX_ADDENDS = 6 };

typedef struct {
  ptowsp_value_t *value;
  bool minus;
} addend_t;

static size_t find_addends(ptowsp_value_t *value, bool minus, addend_t *addends, size_t count) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  bool sub = ptowsp_op_is(op, PTOWSP_OP_ARITH_SUBF);
  if (count > MAX_ADDENDS) return count; // too many
  if (!sub && !ptowsp_op_is(op, PTOWSP_OP_ARITH_ADDF)) {
    if (count < MAX_ADDENDS) addends[count] = (addend_t){value, minus};
    return count + 1;
  }
  count = find_addends(ptowsp_op_operand(op, 0), minus, addends, count);
  return find_addends(ptowsp_op_operand(op, 1), minus != sub, addends, count);
}

// Whether an addend, by itself, makes the sum a matrix product.
static bool is_matrix(split_t *s, ptowsp_op_t *store, const addend_t *addend) {
  product_t p = {.s = s, .store = store};
  unsigned result = 0;
  if (!find_loops(&p) || !flatten(&p, addend->value, false) || p.leaf_count < 2) return false;
  for (size_t j = 1; j < ptowsp_op_operand_count(store); j++)
    result |= loops_of(&p, ptowsp_op_operand(store, j));
  return choose(&p, result) != 0;
}

// Adds the parts of a sum one by one: s += p + q becomes s += p; s += q, if one of them is a matrix
// product.
static bool part_sum(split_t *s, ptowsp_op_t *store) {
  addend_t addends[MAX_ADDENDS];
  ptowsp_value_t *operands[CONTRACTION_RANK + 3];
  size_t count = find_addends(ptowsp_op_operand(store, 0), false, addends, 0), old = MAX_ADDENDS;
  size_t rank = ptowsp_op_operand_count(store) - 2;
  bool matrix = false;
  if (count < 3 || count > MAX_ADDENDS || rank > CONTRACTION_RANK) return false;
  for (size_t i = 0; i < count; i++) {
    ptowsp_op_t *load = ptowsp_value_op(addends[i].value);
    if (old == MAX_ADDENDS && !addends[i].minus && ptowsp_op_is(load, PTOWSP_OP_MEMREF_LOAD) &&
        contraction_same_place(load, store) &&
        contraction_is_untouched(load, store, split_memref_of(load), false))
      old = i;
    else
      matrix = matrix || is_matrix(s, store, &addends[i]);
  }
  if (old == MAX_ADDENDS || !matrix) return false;
  ptowsp_builder_t b = ptowsp_builder_before(store);
  ptowsp_type_t element = ptowsp_value_type(ptowsp_op_operand(store, 0));
  for (size_t i = 0; i <= rank; i++) operands[i + 1] = ptowsp_op_operand(store, i + 1);
  for (size_t i = 0; i < count; i++) {
    if (i == old) continue;
    ptowsp_op_t *load =
        split_build_access(&b, PTOWSP_OP_MEMREF_LOAD, operands + 1, rank + 1, element);
    operands[0] =
        ptowsp_build_binary(&b, addends[i].minus ? PTOWSP_OP_ARITH_SUBF : PTOWSP_OP_ARITH_ADDF,
                            ptowsp_op_result(load, 0), addends[i].value);
    split_build_access(&b, PTOWSP_OP_MEMREF_STORE, operands, rank + 2, NULL);
  }
  ptowsp_op_erase(store);
  return true;
}

bool split_factors(split_t *s) {
  bool changed = false;
  ops_t stores = {0};
  split_collect(s->kernel, PTOWSP_OP_MEMREF_STORE, &stores);
  for (size_t i = 0; i < stores.size; i++) drop_overwritten(stores.data[i]);
  stores.size = 0;
  split_collect(s->kernel, PTOWSP_OP_MEMREF_STORE, &stores);
  for (size_t i = 0; i < stores.size; i++) changed |= part_sum(s, stores.data[i]);
  split_drop_dead(ptowsp_op_body(s->kernel));
  stores.size = 0;
  split_collect(s->kernel, PTOWSP_OP_MEMREF_STORE, &stores);
  for (size_t i = 0; i < stores.size; i++) {
    product_t p = {.s = s, .store = stores.data[i]};
    if (!match(&p)) continue;
    unsigned result = 0;
    for (size_t j = 1; j < ptowsp_op_operand_count(p.store); j++)
      result |= loops_of(&p, ptowsp_op_operand(p.store, j));
    unsigned left = choose(&p, result);
    if (left) changed |= rewrite(&p, left);
  }
  ptowsp_vec_deinit(&stores);
  split_drop_dead(ptowsp_op_body(s->kernel));
  return changed;
}
