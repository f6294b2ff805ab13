// pto-expand-instructions: tile instructions that are newer than the pto-isa that kernels are
// emitted for become others, which it has.
//
//   %1 = pto.taxpy %y, %x, %a      →     %0 = pto.tmuls %x, %a
//                                        %1 = pto.tadd %y, %0
//
// What becomes of each stands in pto_expand_instructions.def. The others round where the one does:
// no bit of a result changes, except where an operation leaves it open (the place of an extreme
// among NaNs).
//
// Needs tiles without addresses: it makes more of them. Keeps all other operations.
#include <stdlib.h>

#include "ptowsp/analyses.h"
#include "ptowsp/ir.h"
#include "ptowsp/pass.h"
#include "ptowsp/support.h"

typedef struct {
  ptowsp_context_t *context;
  ptowsp_builder_t b;
  ptowsp_op_t *op;
} expansion_t;

static ptowsp_type_t tile_of(const ptowsp_value_t *value) { return ptowsp_value_type(value); }
static ptowsp_type_t element_of(const ptowsp_value_t *value) {
  return ptowsp_type_element(tile_of(value));
}
static int64_t rows_of(const ptowsp_value_t *value) { return ptowsp_type_shape(tile_of(value))[0]; }
static int64_t cols_of(const ptowsp_value_t *value) { return ptowsp_type_shape(tile_of(value))[1]; }

static ptowsp_type_t tile_type(expansion_t *x, int64_t rows, int64_t cols, ptowsp_type_t element) {
  return ptowsp_type_tile(x->context, rows, cols, element, PTOWSP_MEMORY_UB);
}

static ptowsp_type_t word(expansion_t *x) { return ptowsp_type_i(x->context, 32); }
static ptowsp_type_t real(expansion_t *x) {
  return ptowsp_type_float(x->context, PTOWSP_FLOAT_F32);
}

// ---------------------------------------------------------------- instructions

// With `choice` as the attribute of that name; NULL: it has none.
static ptowsp_value_t *build(expansion_t *x, ptowsp_op_id_t id, ptowsp_type_t type,
                             ptowsp_value_t *const *operands, size_t count, const char *choice,
                             int64_t value) {
  ptowsp_op_state_t state = {.id = id,
                             .loc = x->b.loc,
                             .operands = operands,
                             .operand_count = count,
                             .result_types = &type,
                             .result_count = 1};
  ptowsp_named_attr_t entry = {choice, ptowsp_attr_i64(x->context, value)};
  if (choice) entry.name = ptowsp_intern_cstr(x->context, choice);
  if (choice) state.properties = ptowsp_attr_dictionary(x->context, &entry, 1);
  return ptowsp_op_result(ptowsp_build(&x->b, &state), 0);
}

static ptowsp_value_t *build_one(expansion_t *x, ptowsp_op_id_t id, ptowsp_type_t type,
                                 ptowsp_value_t *a) {
  return build(x, id, type, &a, 1, NULL, 0);
}

static ptowsp_value_t *build_two(expansion_t *x, ptowsp_op_id_t id, ptowsp_value_t *a,
                                 ptowsp_value_t *b) {
  return build(x, id, tile_of(a), (ptowsp_value_t *[]){a, b}, 2, NULL, 0);
}

static ptowsp_value_t *build_relu(expansion_t *x, ptowsp_value_t *a) {
  return build_one(x, PTOWSP_OP_PTO_TRELU, tile_of(a), a);
}

// The elements of a line as a line of the other kind.
static ptowsp_value_t *build_turned(expansion_t *x, ptowsp_value_t *line) {
  if (rows_of(line) == cols_of(line)) return line;
  ptowsp_type_t type = tile_type(x, cols_of(line), rows_of(line), element_of(line));
  return build_one(x, PTOWSP_OP_PTO_TRESHAPE, type, line);
}

// A tile's rows or columns are all this one.
static ptowsp_value_t *build_spread(expansion_t *x, ptowsp_op_id_t id, ptowsp_value_t *line,
                                    int64_t rows, int64_t cols) {
  ptowsp_type_t type = tile_type(x, rows, cols, element_of(line));
  return type == tile_of(line) ? line : build_one(x, id, type, line);
}

// ---------------------------------------------------------------- expansions

static ptowsp_value_t *expand_difference(expansion_t *x, ptowsp_value_t *const *v) {
  return build_relu(x, build_two(x, PTOWSP_OP_PTO_TSUB, v[0], v[1]));
}

static ptowsp_value_t *expand_sum(expansion_t *x, ptowsp_value_t *const *v) {
  bool scalar = ptowsp_op_is(x->op, PTOWSP_OP_PTO_TAXPY);
  ptowsp_value_t *product =
      build_two(x, scalar ? PTOWSP_OP_PTO_TMULS : PTOWSP_OP_PTO_TMUL, v[1], v[2]);
  return build_two(x, PTOWSP_OP_PTO_TADD, v[0], product);
}

static ptowsp_value_t *expand_sum_of_product(expansion_t *x, ptowsp_value_t *const *v) {
  ptowsp_value_t *sum =
      build_two(x, PTOWSP_OP_PTO_TADD, build_two(x, PTOWSP_OP_PTO_TMUL, v[0], v[1]), v[2]);
  return ptowsp_op_is(x->op, PTOWSP_OP_PTO_TFUSEDMULADDRELU) ? build_relu(x, sum) : sum;
}

// Each fourth, or second, element of a row until one is left.
static ptowsp_value_t *build_first(expansion_t *x, ptowsp_value_t *row) {
  enum { SECOND = 0, FOURTH = 2 }; // P0101, P0001
  for (int64_t count = cols_of(row), step; count > 1; count /= step) {
    step = count % 4 == 0 ? 4 : 2;
    ptowsp_type_t type = tile_type(x, 1, count / step, element_of(row));
    row =
        build(x, PTOWSP_OP_PTO_TGATHER_MASK, type, &row, 1, "pattern", step == 4 ? FOURTH : SECOND);
  }
  return row;
}

// Rows are multiplied as columns. One row alone is no tile that can be turned: a block of its
// copies is.
static ptowsp_value_t *expand_product_of_rows(expansion_t *x, ptowsp_value_t *const *v) {
  enum { BLOCK_BYTES = 32 };
  ptowsp_value_t *tile = v[0];
  ptowsp_type_t element = element_of(tile);
  int64_t rows = rows_of(tile), cols = cols_of(tile);
  if (cols == 1) return tile;
  if (rows == 1) rows = BLOCK_BYTES / (int64_t)ptowsp_type_bytes(element);
  tile = build_spread(x, PTOWSP_OP_PTO_TCOLEXPAND, tile, rows, cols);
  tile = build_one(x, PTOWSP_OP_PTO_TTRANS, tile_type(x, cols, rows, element), tile);
  tile = build_one(x, PTOWSP_OP_PTO_TCOLPROD, tile_type(x, 1, rows, element), tile);
  return rows_of(v[0]) == 1 ? build_first(x, tile) : build_turned(x, tile);
}

// Of one row, or of rows that follow each other without gaps.
static ptowsp_value_t *expand_sum_of_pairs(expansion_t *x, ptowsp_value_t *const *v) {
  enum { EVEN = 0, ODD = 1 }; // P0101, P1010
  ptowsp_type_t result = tile_of(ptowsp_op_result(x->op, 0)), element = element_of(v[0]);
  int64_t count = rows_of(v[0]) * cols_of(v[0]);
  ptowsp_value_t *row = v[0], *parts[2];
  if (rows_of(row) > 1)
    row = build_one(x, PTOWSP_OP_PTO_TRESHAPE, tile_type(x, 1, count, element), row);
  ptowsp_type_t half = tile_type(x, 1, count / 2, element);
  for (int64_t i = EVEN; i <= ODD; i++)
    parts[i] = build(x, PTOWSP_OP_PTO_TGATHER_MASK, half, &row, 1, "pattern", i);
  ptowsp_value_t *sum = build_two(x, PTOWSP_OP_PTO_TADD, parts[0], parts[1]);
  return half == result ? sum : build_one(x, PTOWSP_OP_PTO_TRESHAPE, result, sum);
}

// 0, 1, 2, … as floats, which hold them exactly.
static ptowsp_value_t *build_count(expansion_t *x, int64_t count) {
  ptowsp_value_t *zero = ptowsp_build_constant(&x->b, ptowsp_attr_integer(x->context, 0, word(x)));
  ptowsp_value_t *line = build_one(x, PTOWSP_OP_PTO_TCI, tile_type(x, 1, count, word(x)), zero);
  return build_one(x, PTOWSP_OP_PTO_TCVT, tile_type(x, 1, count, real(x)), line);
}

// The numbers in `counts` where the tile's elements are those of `extremes`, elsewhere `beyond`.
static ptowsp_value_t *build_candidates(expansion_t *x, ptowsp_value_t *tile,
                                        ptowsp_value_t *extremes, ptowsp_value_t *counts,
                                        int64_t beyond) {
  ptowsp_type_t mask = tile_type(x, rows_of(tile), cols_of(tile), ptowsp_type_i(x->context, 1));
  ptowsp_value_t *pair[2] = {tile, extremes};
  ptowsp_value_t *equal = build(x, PTOWSP_OP_PTO_TCMP, mask, pair, 2, "predicate", PTOWSP_TCMP_EQ);
  ptowsp_value_t *other =
      ptowsp_build_constant(&x->b, ptowsp_attr_float(x->context, (double)beyond, real(x)));
  ptowsp_value_t *choice[3] = {equal, counts, other};
  return build(x, PTOWSP_OP_PTO_TSELS, tile_of(counts), choice, 3, NULL, 0);
}

static ptowsp_value_t *build_zeros(expansion_t *x, int64_t count) {
  ptowsp_value_t *zero = ptowsp_build_constant(&x->b, ptowsp_attr_integer(x->context, 0, word(x)));
  return build_one(x, PTOWSP_OP_PTO_TEXPANDS, tile_type(x, 1, count, word(x)), zero);
}

static ptowsp_value_t *build_words(expansion_t *x, ptowsp_value_t *row) {
  return build_one(x, PTOWSP_OP_PTO_TCVT, tile_type(x, 1, cols_of(row), word(x)), row);
}

// The least number of a column that has the row's extreme.
static ptowsp_value_t *expand_place_in_rows(expansion_t *x, ptowsp_value_t *const *v) {
  int64_t rows = rows_of(v[0]), cols = cols_of(v[0]);
  if (cols == 1) return build_turned(x, build_zeros(x, rows));
  bool greatest = ptowsp_op_is(x->op, PTOWSP_OP_PTO_TROWARGMAX);
  ptowsp_value_t *extremes = build_one(x, greatest ? PTOWSP_OP_PTO_TROWMAX : PTOWSP_OP_PTO_TROWMIN,
                                       tile_type(x, rows, 1, element_of(v[0])), v[0]);
  extremes = build_spread(x, PTOWSP_OP_PTO_TROWEXPAND, extremes, rows, cols);
  ptowsp_value_t *counts =
      build_spread(x, PTOWSP_OP_PTO_TCOLEXPAND, build_count(x, cols), rows, cols);
  ptowsp_value_t *found = build_candidates(x, v[0], extremes, counts, cols);
  found = build_one(x, PTOWSP_OP_PTO_TROWMIN, tile_type(x, rows, 1, real(x)), found);
  return build_turned(x, build_words(x, build_turned(x, found)));
}

// The least number of a row that has the column's extreme.
static ptowsp_value_t *expand_place_in_columns(expansion_t *x, ptowsp_value_t *const *v) {
  int64_t rows = rows_of(v[0]), cols = cols_of(v[0]);
  if (rows == 1) return build_zeros(x, cols);
  bool greatest = ptowsp_op_is(x->op, PTOWSP_OP_PTO_TCOLARGMAX);
  ptowsp_value_t *extremes = build_one(x, greatest ? PTOWSP_OP_PTO_TCOLMAX : PTOWSP_OP_PTO_TCOLMIN,
                                       tile_type(x, 1, cols, element_of(v[0])), v[0]);
  extremes = build_spread(x, PTOWSP_OP_PTO_TCOLEXPAND, extremes, rows, cols);
  ptowsp_value_t *counts = build_turned(x, build_count(x, rows));
  counts = build_spread(x, PTOWSP_OP_PTO_TROWEXPAND, counts, rows, cols);
  ptowsp_value_t *found = build_candidates(x, v[0], extremes, counts, rows);
  found = build_one(x, PTOWSP_OP_PTO_TCOLMIN, tile_type(x, 1, cols, real(x)), found);
  return build_words(x, found);
}

// ---------------------------------------------------------------- the pass

typedef ptowsp_value_t *(*expand_t)(expansion_t *x, ptowsp_value_t *const *operands);

static const expand_t expansions[PTOWSP_OP_COUNT + 1] = {
#define PTOWSP_EXPANSION(ID, FUNCTION, INTO) [PTOWSP_OP_##ID] = expand_##FUNCTION,
#include "pto_expand_instructions.def"
};

typedef PTOWSP_VEC(ptowsp_op_t *) ops_t;

static ptowsp_walk_t collect(ptowsp_op_t *op, void *data) {
  if (expansions[ptowsp_op_id(op)]) ptowsp_vec_push((ops_t *)data, op);
  return PTOWSP_WALK_ADVANCE;
}

static bool expand(ptowsp_pass_run_t *run, ptowsp_op_t *op) {
  enum { MAX_OPERANDS = 3 };
  if (ptowsp_op_attr(op, "addr")) {
    ptowsp_error(run->context, ptowsp_op_loc(op),
                 "'%s' has an address already; run pto-expand-instructions before pto-plan-memory",
                 ptowsp_op_name(op));
    return false;
  }
  expansion_t x = {.context = run->context, .b = ptowsp_builder_before(op), .op = op};
  ptowsp_value_t *operands[MAX_OPERANDS] = {0};
  for (size_t i = 0; i < ptowsp_op_operand_count(op) && i < MAX_OPERANDS; i++)
    operands[i] = ptowsp_op_operand(op, i);
  ptowsp_value_t *result = expansions[ptowsp_op_id(op)](&x, operands);
  ptowsp_value_replace_all(ptowsp_op_result(op, 0), result);
  ptowsp_op_erase(op);
  ptowsp_pass_count_up(run, "instructions expanded", 1);
  return true;
}

static bool run(ptowsp_pass_run_t *run) {
  bool ok = true;
  ops_t ops = {0};
  ptowsp_walk_pre(ptowsp_module_op(run->module), collect, &ops);
  for (size_t i = 0; i < ops.size; i++) ok &= expand(run, ops.data[i]);
  ptowsp_vec_deinit(&ops);
  return ok;
}

// Tiles are no arrays.
static const ptowsp_analysis_t *const keeps[] = {&ptowsp_analysis_footprints, NULL};

const ptowsp_pass_t ptowsp_pass_pto_expand_instructions = {.run = run, .keeps = keeps};
