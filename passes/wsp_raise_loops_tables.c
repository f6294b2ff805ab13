// Small tables of constants, before the loops are raised: a read by a subscript that varies becomes
// a choice between the values.
//
//   const float w[3] = {1, 2, 5};
//   y[i] = x[i] * w[at[i]];          →     y[i] = x[i] * (at[i] == 1 ? 2 : at[i] == 2 ? 5 : 1);
//
// There is no transfer from constants to a tile, and a local array has no address to gather from.
#include "wsp_raise_loops.h"

enum { MAX_VALUES = 64, MAX_RANK = 4, MAX_STEPS = 4096 };

typedef struct {
  ptowsp_value_t *array;
  ptowsp_type_t type;
  ptowsp_attr_t values[MAX_VALUES]; // in row order; NULL: not set
  int64_t count;
  size_t steps;
  bool written, read; // in what is walked
  PTOWSP_VEC(ptowsp_op_t *) loads;
} table_t;

// The variables of the loops around what is followed, and their values.
typedef struct {
  ptowsp_value_t *variables[RAISE_MAX_DEPTH];
  int64_t values[RAISE_MAX_DEPTH];
  size_t depth;
} state_t;

static bool number_of(const state_t *state, ptowsp_value_t *value, int64_t *out_number) {
  for (size_t i = 0; i < state->depth; i++)
    if (state->variables[i] == value) {
      *out_number = state->values[i];
      return true;
    }
  return ptowsp_value_constant(value, out_number);
}

static bool is_own_store(const table_t *table, ptowsp_op_t *op) {
  return ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE) && ptowsp_op_operand(op, 1) == table->array;
}

static bool follow_store(table_t *table, const state_t *state, ptowsp_op_t *store) {
  ptowsp_op_t *constant = ptowsp_value_op(ptowsp_op_operand(store, 0));
  if (!ptowsp_op_is(constant, PTOWSP_OP_ARITH_CONSTANT)) return false;
  int64_t at = 0, subscript = 0;
  for (size_t i = 0; i < ptowsp_type_rank(table->type); i++) {
    int64_t extent = ptowsp_type_shape(table->type)[i];
    if (!number_of(state, ptowsp_op_operand(store, i + 2), &subscript)) return false;
    if (subscript < 0 || subscript >= extent) return false;
    at = at * extent + subscript;
  }
  table->values[at] = ptowsp_op_attr(constant, "value");
  return true;
}

// Does what an operation does to the table; false: that is not known.
static bool follow(table_t *table, state_t *state, ptowsp_op_t *op) {
  if (++table->steps > MAX_STEPS) return false;
  if (is_own_store(table, op)) return follow_store(table, state, op);
  if (!ptowsp_op_region_count(op)) return true;
  int64_t lower = 0, upper = 0, step = 0;
  bool known = ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) && state->depth < RAISE_MAX_DEPTH &&
               ptowsp_value_constant(ptowsp_op_operand(op, 0), &lower) &&
               ptowsp_value_constant(ptowsp_op_operand(op, 1), &upper) &&
               ptowsp_value_constant(ptowsp_op_operand(op, 2), &step) && step > 0 &&
               upper < INT64_MAX - step;
  if (!known) return false;
  size_t depth = state->depth++;
  state->variables[depth] = ptowsp_block_arg(ptowsp_op_body(op), 0);
  for (int64_t i = lower; known && i < upper; i += step) {
    state->values[depth] = i;
    ptowsp_op_t *inner = ptowsp_block_first(ptowsp_op_body(op));
    for (; known && inner; inner = ptowsp_op_next(inner)) known = follow(table, state, inner);
  }
  state->depth = depth;
  return known;
}

static ptowsp_walk_t visit_access(ptowsp_op_t *op, void *data) {
  table_t *table = data;
  if (is_own_store(table, op)) table->written = true;
  if (!ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD) || ptowsp_op_operand(op, 0) != table->array)
    return PTOWSP_WALK_ADVANCE;
  table->read = true;
  bool varies = false;
  int64_t number = 0;
  for (size_t i = 1; i < ptowsp_op_operand_count(op); i++)
    varies = varies || !ptowsp_value_constant(ptowsp_op_operand(op, i), &number);
  if (varies) ptowsp_vec_push(&table->loads, op);
  return PTOWSP_WALK_ADVANCE;
}

// Whether constants fill the array, and all reads come behind that.
static bool is_table(table_t *table, ptowsp_op_t *alloc) {
  size_t rank = ptowsp_type_rank(table->type);
  table->count = 1;
  if (rank == 0 || rank > MAX_RANK) return false;
  for (size_t i = 0; i < rank; i++) {
    int64_t extent = ptowsp_type_shape(table->type)[i];
    if (extent < 1 || extent > MAX_VALUES) return false;
    table->count *= extent;
    if (table->count > MAX_VALUES) return false;
  }
  bool read = false;
  for (ptowsp_op_t *op = ptowsp_op_next(alloc); op; op = ptowsp_op_next(op)) {
    state_t state = {0};
    table->written = table->read = false;
    ptowsp_walk_pre(op, visit_access, table);
    read = read || table->read;
    if (table->written && (read || !follow(table, &state, op))) return false;
  }
  return table->loads.size > 0;
}

// ---------------------------------------------------------------- choices

static ptowsp_value_t *is_at(raise_t *r, ptowsp_builder_t *b, ptowsp_value_t *subscript,
                             int64_t at) {
  ptowsp_op_t *cast = ptowsp_value_op(subscript);
  if (ptowsp_op_is(cast, PTOWSP_OP_ARITH_INDEX_CAST)) subscript = ptowsp_op_operand(cast, 0);
  ptowsp_attr_t number = ptowsp_attr_integer(r->context, at, ptowsp_value_type(subscript));
  return ptowsp_build_compare(b, PTOWSP_OP_ARITH_CMPI, PTOWSP_CMPI_EQ, subscript,
                              ptowsp_build_constant(b, number));
}

// The values whose subscripts from `dim` on are still open, `first` of them the first one.
static ptowsp_value_t *choose(raise_t *r, const table_t *table, ptowsp_builder_t *b,
                              ptowsp_op_t *load, size_t dim, int64_t first) {
  if (dim == ptowsp_type_rank(table->type))
    return table->values[first] ? ptowsp_build_constant(b, table->values[first]) : NULL;
  ptowsp_value_t *subscript = ptowsp_op_operand(load, dim + 1), *chosen = NULL;
  int64_t extent = ptowsp_type_shape(table->type)[dim], number = 0;
  if (ptowsp_value_constant(subscript, &number))
    return number < 0 || number >= extent
               ? NULL
               : choose(r, table, b, load, dim + 1, first * extent + number);
  for (int64_t i = 0; i < extent; i++) {
    int64_t next = first * extent + i;
    bool last = dim + 1 == ptowsp_type_rank(table->type);
    if (last && chosen && i && table->values[next] == table->values[first * extent]) continue;
    ptowsp_value_t *value = choose(r, table, b, load, dim + 1, next);
    if (!value) continue; // never read
    if (!chosen) {
      chosen = value;
      continue;
    }
    chosen = ptowsp_build_select(b, is_at(r, b, subscript, i), value, chosen);
  }
  return chosen;
}

typedef PTOWSP_VEC(ptowsp_op_t *) ops_t;

static ptowsp_walk_t visit_local(ptowsp_op_t *op, void *data) {
  ops_t *allocs = data;
  if (ptowsp_op_is_local(op)) ptowsp_vec_push(allocs, op);
  return PTOWSP_WALK_ADVANCE;
}

void raise_spell_tables(raise_t *r) {
  ops_t allocs = {0};
  ptowsp_walk_pre(r->scalar, visit_local, &allocs);
  for (size_t i = 0; i < allocs.size; i++) {
    ptowsp_value_t *array = ptowsp_op_result(allocs.data[i], 0);
    table_t table = {.array = array, .type = ptowsp_value_type(array)};
    if (is_table(&table, allocs.data[i]))
      for (size_t j = 0; j < table.loads.size; j++) {
        ptowsp_op_t *load = table.loads.data[j];
        ptowsp_builder_t b = ptowsp_builder_before(load);
        ptowsp_value_t *value = choose(r, &table, &b, load, 0, 0);
        if (!value) continue;
        ptowsp_value_replace_all(ptowsp_op_result(load, 0), value);
        ptowsp_op_erase(load);
      }
    ptowsp_vec_deinit(&table.loads);
  }
  ptowsp_vec_deinit(&allocs);
}
