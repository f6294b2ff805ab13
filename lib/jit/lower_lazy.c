// Which tiles need no buffer of their own.
//
// The result of an elementwise instruction with one user is computed in that user's loop. What a
// pto.tload reads is left where it is as long as no store between the load and its last reader may
// change it; a store of the same elements in the loop that reads them comes after the reading.
#include "lower_expr.h"
#include "lower_ops.h"

typedef enum {
  USE_OTHER,     // wants a buffer
  USE_SAME,      // reads each element once, at its place
  USE_BROADCAST, // reads elements again at other places
} use_t;

static bool is_elementwise(ptowsp_op_t *op) {
  const ptowsp_lowering_t *row = ptowsp_lowering_of(ptowsp_op_id(op));
  static bool (*const functions[])(ptowsp_lower_t *, const ptowsp_lowering_t *, ptowsp_op_t *) = {
      ptowsp_lower_tile_arith, ptowsp_lower_tile_math,    ptowsp_lower_tile_negate,
      ptowsp_lower_tile_recip, ptowsp_lower_tile_relu,    ptowsp_lower_tile_fill,
      ptowsp_lower_tile_bits,  ptowsp_lower_tile_not,     ptowsp_lower_tile_shift,
      ptowsp_lower_tile_prelu, ptowsp_lower_tile_compare, ptowsp_lower_tile_select,
      ptowsp_lower_row_expand, ptowsp_lower_col_expand,   ptowsp_lower_expand};
  for (size_t i = 0; row && i < PTOWSP_COUNTOF(functions); i++)
    if (row->lower == functions[i]) return true;
  // A move converts, or it is the tile itself.
  return row && row->lower == ptowsp_lower_tmov &&
         (ptowsp_op_attr(op, "rounding") ||
          ptowsp_type_element(ptowsp_value_type(ptowsp_op_operand(op, 0))) !=
              ptowsp_type_element(ptowsp_value_type(ptowsp_op_result(op, 0))));
}

static bool is_reduction(const ptowsp_lowering_t *row) {
  return row->lower == ptowsp_lower_row_reduce || row->lower == ptowsp_lower_col_reduce;
}

static use_t use_of(const ptowsp_use_t *use) {
  ptowsp_op_t *op = ptowsp_use_op(use);
  const ptowsp_lowering_t *row = ptowsp_lowering_of(ptowsp_op_id(op));
  if (!row) return USE_OTHER;
  if (row->lower == ptowsp_lower_expand) return USE_BROADCAST;
  if ((row->lower == ptowsp_lower_row_expand || row->lower == ptowsp_lower_col_expand) &&
      ptowsp_use_operand(use) == 1)
    return USE_BROADCAST;
  if (row->lower == ptowsp_lower_tstore || is_reduction(row)) return USE_SAME;
  return is_elementwise(op) ? USE_SAME : USE_OTHER;
}

// The only use of the op's result that can compute its elements, or NULL.
static ptowsp_use_t *lazy_use(ptowsp_op_t *op) {
  ptowsp_use_t *use = ptowsp_value_first_use(ptowsp_op_result(op, 0));
  if (!use || ptowsp_use_next(use) || use_of(use) != USE_SAME) return NULL;
  ptowsp_op_t *user = ptowsp_use_op(use);
  if (ptowsp_op_block(user) != ptowsp_op_block(op)) return NULL;
  // An extreme may look at its elements twice.
  const ptowsp_lowering_t *row = ptowsp_lowering_of(ptowsp_op_id(user));
  bool extreme = row->what == PTOWSP_ARITH_MAX || row->what == PTOWSP_ARITH_MIN;
  return is_reduction(row) && extreme ? NULL : use;
}

bool ptowsp_lazy_result(ptowsp_op_t *op) { return lazy_use(op) != NULL; }

// ---------------------------------------------------------------- who writes what

bool ptowsp_lazy_is_view(const ptowsp_op_t *op) {
  return ptowsp_op_is(op, PTOWSP_OP_WSP_AT) || ptowsp_op_is(op, PTOWSP_OP_MEMREF_CAST) ||
         ptowsp_op_is(op, PTOWSP_OP_MEMREF_SUBVIEW);
}

const ptowsp_value_t *ptowsp_lazy_root(const ptowsp_value_t *value) {
  for (ptowsp_op_t *op; (op = ptowsp_value_op(value)) && ptowsp_lazy_is_view(op);)
    value = ptowsp_op_operand(op, 0);
  return value;
}

// Position of a parameter of the kernel that owns it, or -1.
static int64_t parameter_of(ptowsp_op_t *kernel, const ptowsp_value_t *root) {
  ptowsp_block_t *body = ptowsp_op_body(kernel);
  for (size_t i = 0; i < ptowsp_block_arg_count(body); i++)
    if (ptowsp_block_arg(body, i) == root) return (int64_t)i;
  return -1;
}

static bool is_alloc(const ptowsp_value_t *value) {
  return ptowsp_op_is_alloc(ptowsp_value_op(value));
}

typedef struct {
  ptowsp_str_t kernel;
  size_t i, j;
  bool called, overlap;
} pair_t;

// Arrays of a workload: its parameters and allocations, each another piece of memory.
static ptowsp_walk_t look_at_task(ptowsp_op_t *op, void *data) {
  pair_t *pair = data;
  if (!ptowsp_op_is(op, PTOWSP_OP_WSP_TASK) ||
      !ptowsp_str_equal(ptowsp_op_attr_text(op, "callee"), pair->kernel))
    return PTOWSP_WALK_ADVANCE;
  const ptowsp_value_t *a = ptowsp_lazy_root(ptowsp_op_operand(op, pair->i));
  const ptowsp_value_t *b = ptowsp_lazy_root(ptowsp_op_operand(op, pair->j));
  ptowsp_op_t *workload = op;
  while (workload && !ptowsp_op_is(workload, PTOWSP_OP_WSP_WORKLOAD))
    workload = ptowsp_op_parent(workload);
  bool known = workload && (is_alloc(a) || parameter_of(workload, a) >= 0) &&
               (is_alloc(b) || parameter_of(workload, b) >= 0);
  pair->called = true;
  pair->overlap = pair->overlap || !known || a == b;
  return pair->overlap ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

bool ptowsp_lazy_disjoint(ptowsp_lower_t *l, ptowsp_op_t *kernel, size_t i, size_t j) {
  (void)l;
  pair_t pair = {.kernel = ptowsp_op_symbol(kernel), .i = i, .j = j};
  ptowsp_walk_pre(ptowsp_op_parent(kernel), look_at_task, &pair);
  return pair.called && !pair.overlap;
}

static bool may_overlap(ptowsp_lower_t *l, const ptowsp_value_t *a, const ptowsp_value_t *b) {
  a = ptowsp_lazy_root(a), b = ptowsp_lazy_root(b);
  if (a == b) return true;
  bool own_a = is_alloc(a), own_b = is_alloc(b);
  int64_t i = parameter_of(l->kernel, a), j = parameter_of(l->kernel, b);
  if ((!own_a && i < 0) || (!own_b && j < 0)) return true;
  return !own_a && !own_b && !ptowsp_lazy_disjoint(l, l->kernel, (size_t)i, (size_t)j);
}

// The same elements in the same order.
static bool same_view(const ptowsp_value_t *a, const ptowsp_value_t *b) {
  if (a == b) return true;
  ptowsp_op_t *x = ptowsp_value_op(a), *y = ptowsp_value_op(b);
  if (!x || !y || !ptowsp_op_is(x, PTOWSP_OP_WSP_AT) || !ptowsp_op_is(y, PTOWSP_OP_WSP_AT) ||
      ptowsp_value_type(a) != ptowsp_value_type(b) ||
      ptowsp_op_operand_count(x) != ptowsp_op_operand_count(y))
    return false;
  for (size_t i = 0; i < ptowsp_op_operand_count(x); i++)
    if (ptowsp_op_operand(x, i) != ptowsp_op_operand(y, i)) return false;
  return true;
}

// Whether an op leaves what `memref` sees as it is.
static bool leaves_alone(ptowsp_lower_t *l, ptowsp_op_t *op, const ptowsp_value_t *memref) {
  if (ptowsp_op_is(op, PTOWSP_OP_PTO_TSTORE) || ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE) ||
      ptowsp_op_is(op, PTOWSP_OP_MEMREF_COPY))
    return !may_overlap(l, memref, ptowsp_op_operand(op, 1));
  return ptowsp_op_region_count(op) == 0;
}

// ---------------------------------------------------------------- loads

enum { MAX_STEPS = 64, MAX_USES = 8 };

// The op whose loop reads what the user takes lazily; NULL: too far to look.
static ptowsp_op_t *reader_behind(ptowsp_op_t *user) {
  for (size_t step = 0; step < MAX_STEPS; step++) {
    ptowsp_use_t *use = is_elementwise(user) ? lazy_use(user) : NULL;
    if (!use) return user;
    user = ptowsp_use_op(use);
  }
  return NULL;
}

static bool safe_until(ptowsp_lower_t *l, ptowsp_op_t *load, const ptowsp_use_t *use) {
  use_t kind = use_of(use);
  ptowsp_op_t *user = ptowsp_use_op(use);
  if (kind == USE_OTHER || ptowsp_op_block(user) != ptowsp_op_block(load)) return false;
  ptowsp_op_t *reader = reader_behind(user);
  const ptowsp_value_t *memref = ptowsp_op_operand(load, 0);
  ptowsp_op_t *op = ptowsp_op_next(load);
  for (size_t step = 0; reader && op && step < MAX_STEPS; step++, op = ptowsp_op_next(op)) {
    bool last = op == reader;
    bool safe = leaves_alone(l, op, memref) ||
                (last && kind == USE_SAME && ptowsp_op_is(op, PTOWSP_OP_PTO_TSTORE) &&
                 same_view(memref, ptowsp_op_operand(op, 1)));
    if (!safe) return false;
    if (last) return true;
  }
  return false;
}

bool ptowsp_lazy_load(ptowsp_lower_t *l, ptowsp_op_t *op) {
  ptowsp_use_t *use = ptowsp_value_first_use(ptowsp_op_result(op, 0));
  for (size_t count = 0; use; use = ptowsp_use_next(use), count++)
    if (count == MAX_USES || !safe_until(l, op, use)) return false;
  return true;
}
