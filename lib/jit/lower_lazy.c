// Which tiles need no buffer of their own.
//
// The result of an elementwise instruction whose users all end in one loop is computed in that
// loop; its users there share it. What a pto.tload reads is left where it is as long as no store
// between the load and its last reader may change it; a store of the same elements in the loop that
// reads them comes after the reading. What only counts out the indices of a gather that is known
// without them is not computed at all.
#include "lower_expr.h"
#include "lower_ops.h"
#include "lower_tile.h"

typedef enum {
  USE_NONE,      // reads nothing
  USE_OTHER,     // wants a buffer
  USE_SAME,      // reads each element once, at its place
  USE_BROADCAST, // reads elements again at other places
} use_t;

static bool is_elementwise(ptowsp_lower_t *l, ptowsp_op_t *op) {
  const ptowsp_lowering_t *row = ptowsp_lowering_of(ptowsp_op_id(op));
  static bool (*const functions[])(ptowsp_lower_t *, const ptowsp_lowering_t *, ptowsp_op_t *) = {
      ptowsp_lower_tile_arith, ptowsp_lower_tile_math,    ptowsp_lower_tile_negate,
      ptowsp_lower_tile_recip, ptowsp_lower_tile_relu,    ptowsp_lower_tile_fill,
      ptowsp_lower_tile_bits,  ptowsp_lower_tile_not,     ptowsp_lower_tile_shift,
      ptowsp_lower_tile_prelu, ptowsp_lower_tile_compare, ptowsp_lower_tile_select,
      ptowsp_lower_row_expand, ptowsp_lower_col_expand,   ptowsp_lower_expand,
      ptowsp_lower_iota,       ptowsp_lower_tile_fused,   ptowsp_lower_tile_remainder};
  for (size_t i = 0; row && i < PTOWSP_COUNTOF(functions); i++)
    if (row->lower == functions[i]) return true;
  if (row && row->lower == ptowsp_lower_gather)
    return ptowsp_lower_facts(l, ptowsp_op_result(op, 0))->gather != NULL;
  if (row && row->lower == ptowsp_lower_reshape) return ptowsp_is_other_width(op);
  // A move converts, or it is the tile itself.
  return row && row->lower == ptowsp_lower_tmov &&
         (ptowsp_op_attr(op, "rounding") ||
          ptowsp_type_element(ptowsp_value_type(ptowsp_op_operand(op, 0))) !=
              ptowsp_type_element(ptowsp_value_type(ptowsp_op_result(op, 0))));
}

static bool is_reduction(const ptowsp_lowering_t *row) {
  return row->lower == ptowsp_lower_row_reduce || row->lower == ptowsp_lower_col_reduce;
}

static int64_t count_elements(const ptowsp_value_t *tile) {
  const int64_t *shape = ptowsp_type_shape(ptowsp_value_type(tile));
  return shape[0] * shape[1];
}

// Whether gathers by indices that are not known take few of a tile's elements, all together.
static bool is_sparse(const ptowsp_value_t *tile) {
  enum { FEW = 4 };
  int64_t taken = 0;
  for (ptowsp_use_t *use = ptowsp_value_first_use(tile); use; use = ptowsp_use_next(use))
    if (ptowsp_op_is(ptowsp_use_op(use), PTOWSP_OP_PTO_TGATHER))
      taken += count_elements(ptowsp_op_result(ptowsp_use_op(use), 0));
  return FEW * taken <= count_elements(tile);
}

static use_t use_of(ptowsp_lower_t *l, const ptowsp_use_t *use);

// What gathers want of the tile that is converted for them.
static use_t use_behind(ptowsp_lower_t *l, ptowsp_op_t *conversion) {
  use_t kind = USE_NONE;
  ptowsp_use_t *use = ptowsp_value_first_use(ptowsp_op_result(conversion, 0));
  for (; use; use = ptowsp_use_next(use)) {
    use_t other = use_of(l, use);
    if (kind == USE_NONE || other == USE_OTHER) kind = other;
  }
  return kind;
}

static use_t use_of(ptowsp_lower_t *l, const ptowsp_use_t *use) {
  ptowsp_op_t *op = ptowsp_use_op(use);
  const ptowsp_lowering_t *row = ptowsp_lowering_of(ptowsp_op_id(op));
  if (!row) return USE_OTHER;
  if (ptowsp_op_result_count(op) == 1 && ptowsp_lower_facts(l, ptowsp_op_result(op, 0))->unread)
    return USE_NONE;
  if (row->lower == ptowsp_lower_tile_arith &&
      ptowsp_lower_facts(l, ptowsp_op_result(op, 0))->reduction)
    return USE_NONE;
  if (row->lower == ptowsp_lower_tmov && ptowsp_lower_facts(l, ptowsp_op_result(op, 0))->moved)
    return use_behind(l, op);
  if (row->lower == ptowsp_lower_gather) {
    const ptowsp_jit_gather_t *known = ptowsp_lower_facts(l, ptowsp_op_result(op, 0))->gather;
    if (ptowsp_use_operand(use) == 1) return known ? USE_NONE : USE_OTHER;
    if (!known) return is_sparse(ptowsp_op_operand(op, 0)) ? USE_BROADCAST : USE_OTHER;
    return ptowsp_gather_is_flat(known) ? USE_OTHER : USE_BROADCAST;
  }
  if (row->lower == ptowsp_lower_expand || row->lower == ptowsp_lower_transpose)
    return USE_BROADCAST;
  if ((row->lower == ptowsp_lower_row_expand || row->lower == ptowsp_lower_col_expand) &&
      ptowsp_use_operand(use) == 1)
    return USE_BROADCAST;
  if (row->lower == ptowsp_lower_tstore || is_reduction(row)) return USE_SAME;
  return is_elementwise(l, op) ? USE_SAME : USE_OTHER;
}

// The op in whose loop a use reads its elements; NULL: it wants a buffer, or reads elsewhere.
static ptowsp_op_t *reader_of_use(ptowsp_lower_t *l, const ptowsp_use_t *use,
                                  const ptowsp_block_t *block) {
  ptowsp_op_t *user = ptowsp_use_op(use);
  if (ptowsp_op_block(user) != block || use_of(l, use) != USE_SAME) return NULL;
  const ptowsp_lowering_t *row = ptowsp_lowering_of(ptowsp_op_id(user));
  ptowsp_type_t type = ptowsp_value_type(ptowsp_op_operand(user, 0));
  // An extreme of floats may look at a row twice.
  if (row->lower == ptowsp_lower_row_reduce && row->what != PTOWSP_ARITH_ADD &&
      ptowsp_type_is_float(ptowsp_type_element(type)))
    return NULL;
  return is_elementwise(l, user) ? ptowsp_lower_facts(l, ptowsp_op_result(user, 0))->reader : user;
}

// Nobody reads what has users that read nothing, and none else.
static bool is_unread(ptowsp_lower_t *l, ptowsp_op_t *op) {
  ptowsp_use_t *use = ptowsp_value_first_use(ptowsp_op_result(op, 0));
  if (!use || ptowsp_lower_facts(l, ptowsp_op_result(op, 0))->reader_of_halves) return false;
  while (use && use_of(l, use) == USE_NONE) use = ptowsp_use_next(use);
  return !use;
}

// A conversion that gathers alone use is done behind them: fewer elements, none of them in memory.
static bool is_moved(ptowsp_lower_t *l, ptowsp_op_t *op) {
  const ptowsp_lowering_t *row = ptowsp_lowering_of(ptowsp_op_id(op));
  if (!row || row->lower != ptowsp_lower_tmov || ptowsp_op_attr(op, "rounding")) return false;
  ptowsp_use_t *use = ptowsp_value_first_use(ptowsp_op_result(op, 0));
  if (!use) return false;
  for (; use; use = ptowsp_use_next(use)) {
    ptowsp_op_t *user = ptowsp_use_op(use);
    bool gathers = ptowsp_op_is(user, PTOWSP_OP_PTO_TGATHER) && ptowsp_use_operand(use) == 0 &&
                   (ptowsp_lower_facts(l, ptowsp_op_result(user, 0))->gather ||
                    is_sparse(ptowsp_op_result(op, 0)));
    if (ptowsp_op_block(user) != ptowsp_op_block(op) ||
        (!gathers && (ptowsp_op_result_count(user) != 1 ||
                      !ptowsp_lower_facts(l, ptowsp_op_result(user, 0))->moved)))
      return false;
  }
  return true;
}

static ptowsp_op_t *common_reader(ptowsp_lower_t *l, ptowsp_op_t *op) {
  ptowsp_op_t *reader = ptowsp_lower_facts(l, ptowsp_op_result(op, 0))->reader_of_halves;
  ptowsp_use_t *use = ptowsp_value_first_use(ptowsp_op_result(op, 0));
  for (; use; use = ptowsp_use_next(use)) {
    if (use_of(l, use) == USE_NONE) continue;
    ptowsp_op_t *other = reader_of_use(l, use, ptowsp_op_block(op));
    if (!other || (reader && other != reader)) return NULL;
    reader = other;
  }
  return reader;
}

// One number in all elements, also seen as other integers: any loop takes it as well from a
// register, those of blocks within too.
static bool is_filled(ptowsp_lower_t *l, ptowsp_op_t *op) {
  const ptowsp_lowering_t *row = op ? ptowsp_lowering_of(ptowsp_op_id(op)) : NULL;
  if (row && row->lower == ptowsp_lower_reshape && ptowsp_is_other_width(op))
    return is_filled(l, ptowsp_value_op(ptowsp_op_operand(op, 0)));
  return row && row->lower == ptowsp_lower_tile_fill;
}

static bool is_taken_anywhere(ptowsp_lower_t *l, ptowsp_op_t *op) {
  if (!is_filled(l, op)) return false;
  ptowsp_use_t *use = ptowsp_value_first_use(ptowsp_op_result(op, 0));
  for (; use; use = ptowsp_use_next(use))
    if (!is_elementwise(l, ptowsp_use_op(use)) || use_of(l, use) != USE_SAME) return false;
  return ptowsp_value_first_use(ptowsp_op_result(op, 0)) != NULL;
}

// Notes what the op does by other means than its operands say.
static void find_shortcut(ptowsp_lower_t *l, ptowsp_op_t *op) {
  ptowsp_value_t *result = ptowsp_op_result(op, 0), *x;
  if (ptowsp_op_is(op, PTOWSP_OP_PTO_TGATHER)) {
    const ptowsp_jit_gather_t *known = ptowsp_table_gather(l, op);
    if (known) ptowsp_lower_facts(l, result)->gather = known;
  }
  ptowsp_op_t *reduction = ptowsp_halves_reduction(op, &x);
  // A second reduction of the same tile is done as it is written.
  if (!reduction || ptowsp_lower_facts(l, x)->reader_of_halves) return;
  ptowsp_lower_facts(l, result)->reduction = reduction;
  ptowsp_lower_facts(l, x)->reader_of_halves = op;
}

void ptowsp_lazy_analyze(ptowsp_lower_t *l, ptowsp_block_t *block) {
  for (ptowsp_op_t *op = ptowsp_block_last(block); op; op = ptowsp_op_previous(op)) {
    if (ptowsp_op_result_count(op) != 1) continue;
    ptowsp_value_t *result = ptowsp_op_result(op, 0);
    const ptowsp_lowering_t *row = ptowsp_lowering_of(ptowsp_op_id(op));
    find_shortcut(l, op);
    bool elementwise = is_elementwise(l, op);
    bool pure =
        elementwise || ptowsp_op_is(op, PTOWSP_OP_PTO_TRESHAPE) || (row && is_reduction(row));
    if (pure && is_unread(l, op)) ptowsp_lower_facts(l, result)->unread = true;
    if (!elementwise) continue;
    if (is_moved(l, op)) ptowsp_lower_facts(l, result)->moved = true;
    ptowsp_op_t *reader = common_reader(l, op);
    if (!reader && is_taken_anywhere(l, op))
      reader = ptowsp_use_op(ptowsp_value_first_use(ptowsp_op_result(op, 0)));
    ptowsp_lower_facts(l, result)->reader = reader ? reader : op;
  }
}

bool ptowsp_lazy_unread(ptowsp_lower_t *l, ptowsp_op_t *op) {
  if (ptowsp_op_result_count(op) != 1) return false;
  ptowsp_value_t *result = ptowsp_op_result(op, 0);
  return ptowsp_lower_facts(l, result)->unread || ptowsp_lower_facts(l, result)->moved;
}

bool ptowsp_lazy_result(ptowsp_lower_t *l, ptowsp_op_t *op) {
  ptowsp_op_t *reader = ptowsp_lower_facts(l, ptowsp_op_result(op, 0))->reader;
  return reader && reader != op;
}

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

// Arrays of a workload: its parameters and allocations, each another piece of memory.
static bool are_disjoint(ptowsp_op_t *task, size_t i, size_t j) {
  const ptowsp_value_t *a = ptowsp_lazy_root(ptowsp_op_operand(task, i));
  const ptowsp_value_t *b = ptowsp_lazy_root(ptowsp_op_operand(task, j));
  ptowsp_op_t *workload = task;
  while (workload && !ptowsp_op_is(workload, PTOWSP_OP_WSP_WORKLOAD))
    workload = ptowsp_op_parent(workload);
  return workload && a != b && (is_alloc(a) || parameter_of(workload, a) >= 0) &&
         (is_alloc(b) || parameter_of(workload, b) >= 0);
}

bool ptowsp_lazy_disjoint(ptowsp_lower_t *l, ptowsp_op_t *kernel, size_t i, size_t j) {
  ptowsp_str_t name = ptowsp_op_symbol(kernel);
  bool called = false;
  for (size_t t = 0; t < l->tasks.size; t++) {
    ptowsp_op_t *task = l->tasks.data[t];
    if (!ptowsp_str_equal(ptowsp_op_attr_text(task, "callee"), name)) continue;
    if (!are_disjoint(task, i, j)) return false;
    called = true;
  }
  return called;
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

enum { MAX_STEPS = 256, MAX_USES = 16 };

// Whether what the load sees is the same when `reader` reads it.
static bool safe_before(ptowsp_lower_t *l, ptowsp_op_t *load, ptowsp_op_t *reader, use_t kind) {
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

static bool safe_until(ptowsp_lower_t *l, ptowsp_op_t *load, const ptowsp_use_t *use) {
  use_t kind = use_of(l, use);
  ptowsp_op_t *user = ptowsp_use_op(use);
  if (kind == USE_NONE) return true;
  if (ptowsp_op_result_count(user) == 1 &&
      ptowsp_lower_facts(l, ptowsp_op_result(user, 0))->moved) {
    ptowsp_use_t *behind = ptowsp_value_first_use(ptowsp_op_result(user, 0));
    for (; behind; behind = ptowsp_use_next(behind))
      if (!safe_until(l, load, behind)) return false;
    return true;
  }
  if (kind == USE_OTHER || ptowsp_op_block(user) != ptowsp_op_block(load)) return false;
  return safe_before(
      l, load,
      is_elementwise(l, user) ? ptowsp_lower_facts(l, ptowsp_op_result(user, 0))->reader : user,
      kind);
}

bool ptowsp_lazy_load(ptowsp_lower_t *l, ptowsp_op_t *op) {
  ptowsp_use_t *use = ptowsp_value_first_use(ptowsp_op_result(op, 0));
  ptowsp_op_t *halves = ptowsp_lower_facts(l, ptowsp_op_result(op, 0))->reader_of_halves;
  if (halves && !safe_before(l, op, halves, USE_SAME)) return false;
  for (size_t count = 0; use; use = ptowsp_use_next(use), count++)
    if (count == MAX_USES || !safe_until(l, op, use)) return false;
  return true;
}
