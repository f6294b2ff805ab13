// The cycles of one tile instruction on its pipe; cost.h says by which rules.
#include "tile_cycles.h"

#include <math.h>

#include "ptowsp/tile.h"

typedef struct {
  uint32_t per_repeat; // in 1/1000 cycle
  uint32_t head;
} tile_cost_t;

static const tile_cost_t tile_costs[PTOWSP_OP_COUNT] = {
#define PTOWSP_TILE_COST(ID, PER_REPEAT, HEAD, SOURCE) [PTOWSP_OP_##ID] = {PER_REPEAT, HEAD},
#define PTOWSP_ROW_COST(ID, PER_64, HEAD_64, PER_128, HEAD_128, SOURCE)
#include "ptowsp/tile_costs.def"
};

// The narrow form, then the wide one: in 1/10000 cycle an element, heads in cycles.
typedef struct {
  double per_element[2];
  double head[2];
} row_cost_t;

static const row_cost_t row_costs[PTOWSP_OP_COUNT] = {
#define PTOWSP_TILE_COST(ID, PER_REPEAT, HEAD, SOURCE)
#define PTOWSP_ROW_COST(ID, PER_64, HEAD_64, PER_128, HEAD_128, SOURCE) \
  [PTOWSP_OP_##ID] = {{PER_64, PER_128}, {HEAD_64, HEAD_128}},
#include "ptowsp/tile_costs.def"
};

enum {
  REPEAT_BYTES = 256,
  BLOCK_BYTES = 32,
  CUBE_SIDE = 16,
  CUBE_BYTES = 32,
  ROW_NARROW = 64,
  ROW_WIDE = 128
};

uint64_t ptowsp_cycles(double cycles) {
  if (!(cycles > 0)) return 0;
  return cycles < 0x1p62 ? (uint64_t)ceil(cycles) : UINT64_MAX >> 2;
}

static int64_t ceil_div(int64_t value, int64_t by) { return (value + by - 1) / by; }

static ptowsp_type_t tile_type(const ptowsp_value_t *value) {
  ptowsp_type_t type = ptowsp_value_type(value);
  return ptowsp_type_kind(type) == PTOWSP_TYPE_TILE ? type : NULL;
}

static int64_t valid_bytes(ptowsp_type_t tile) {
  return ptowsp_type_shape(tile)[0] * ptowsp_type_shape(tile)[1] *
         (int64_t)ptowsp_type_bytes(ptowsp_type_element(tile));
}

// How far the rows and the elements of a tile's rows are apart in memory. False: nobody knows.
static bool box_strides(ptowsp_type_t tile, ptowsp_type_t memref, int64_t *out_row,
                        int64_t *out_col) {
  int64_t strides[16], offset;
  size_t rank = ptowsp_type_rank(memref);
  if (!rank || rank > PTOWSP_COUNTOF(strides) || !ptowsp_type_strides(memref, strides, &offset))
    return false;
  *out_row = strides[rank > 1 ? rank - 2 : 0];
  *out_col = strides[rank - 1];
  if (rank == 1 && ptowsp_type_shape(tile)[0] > 1) *out_col = 1;
  return true;
}

// What is moved between global memory and UB: rows one by one, of whole blocks each, and elements
// that do not lie side by side likewise.
static int64_t ub_bytes(ptowsp_type_t tile, const ptowsp_value_t *memref) {
  int64_t row = 0, col = 0;
  int64_t rows = ptowsp_type_shape(tile)[0], cols = ptowsp_type_shape(tile)[1];
  int64_t bytes = (int64_t)ptowsp_type_bytes(ptowsp_type_element(tile));
  if (!box_strides(tile, ptowsp_value_type(memref), &row, &col)) return valid_bytes(tile);
  if (cols == 1 && row == 1) return valid_bytes(tile);
  if (cols > 1 && col != 1) return rows * cols * BLOCK_BYTES;
  return rows * ceil_div(cols * bytes, BLOCK_BYTES) * BLOCK_BYTES;
}

static uint64_t transfer_cycles(const ptowsp_machine_t *m, int64_t bytes, double gibps) {
  return ptowsp_cycles((double)bytes * m->clock_ghz * 1e9 / (gibps * 1073741824.0));
}

static uint64_t matmul_cycles(const ptowsp_machine_t *m, const ptowsp_op_t *op) {
  size_t first = ptowsp_op_operand_count(op) - 2;
  ptowsp_type_t left = tile_type(ptowsp_op_operand(op, first));
  ptowsp_type_t right = tile_type(ptowsp_op_operand(op, first + 1));
  if (!left || !right) return 0;
  int64_t bytes = (int64_t)ptowsp_type_bytes(ptowsp_type_element(left));
  int64_t steps = ceil_div(ptowsp_type_shape(left)[0], CUBE_SIDE) *
                  ceil_div(ptowsp_type_shape(left)[1] * bytes, CUBE_BYTES) *
                  ceil_div(ptowsp_type_shape(right)[1], CUBE_SIDE);
  double rate = bytes >= 4 ? m->cube_rate_float : m->cube_rate_half;
  return ptowsp_cycles(m->cube_head + rate * (double)steps);
}

static uint64_t row_cycles(const ptowsp_op_t *op) {
  ptowsp_type_t tile = tile_type(ptowsp_op_operand(op, 0));
  if (!tile) return 0;
  int64_t cols = ceil_div(
      ptowsp_type_shape(tile)[1] * (int64_t)ptowsp_type_bytes(ptowsp_type_element(tile)), 4);
  bool wide = cols > ROW_NARROW;
  cols = wide ? ceil_div(cols, ROW_WIDE) * ROW_WIDE : ROW_NARROW;
  const row_cost_t *cost = &row_costs[ptowsp_op_id(op)];
  double elements = (double)(ptowsp_type_shape(tile)[0] * cols);
  return ptowsp_cycles(elements * cost->per_element[wide] / 10000 + cost->head[wide]);
}

static uint64_t vector_cycles(const ptowsp_op_t *op) {
  int64_t most = 0;
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++) {
    ptowsp_type_t tile = tile_type(ptowsp_op_operand(op, i));
    if (tile && ptowsp_tile_layout(tile).bytes > most) most = ptowsp_tile_layout(tile).bytes;
  }
  for (size_t i = 0; i < ptowsp_op_result_count(op); i++) {
    ptowsp_type_t tile = tile_type(ptowsp_op_result(op, i));
    if (tile && ptowsp_tile_layout(tile).bytes > most) most = ptowsp_tile_layout(tile).bytes;
  }
  const tile_cost_t *cost = &tile_costs[ptowsp_op_id(op)];
  uint64_t repeats = (uint64_t)ceil_div(most, REPEAT_BYTES);
  return (repeats * cost->per_repeat + 999) / 1000 + cost->head;
}

static uint64_t move_cycles(const ptowsp_machine_t *m, const ptowsp_op_t *op) {
  ptowsp_type_t from = tile_type(ptowsp_op_operand(op, 0));
  ptowsp_type_t to = tile_type(ptowsp_op_result(op, 0));
  if (!from || !to) return 0;
  if (ptowsp_type_tile_memory(from) == PTOWSP_MEMORY_L0C)
    return transfer_cycles(m, valid_bytes(to), m->l0c_l1_gibps);
  bool left = ptowsp_type_tile_memory(to) == PTOWSP_MEMORY_L0A;
  return transfer_cycles(m, valid_bytes(to), left ? m->l1_l0a_gibps : m->l1_l0b_gibps);
}

uint64_t ptowsp_tile_cycles(const ptowsp_machine_t *m, const ptowsp_op_t *op) {
  ptowsp_type_t tile;
  switch (ptowsp_tile_pipe(op)) {
    case PTOWSP_PIPE_MTE2:
      tile = tile_type(ptowsp_op_result(op, 0));
      if (!tile) return 0;
      if (ptowsp_type_tile_memory(tile) != PTOWSP_MEMORY_UB)
        return transfer_cycles(m, valid_bytes(tile), m->gm_l1_gibps);
      return transfer_cycles(m, ub_bytes(tile, ptowsp_op_operand(op, 0)), m->gm_ub_gibps);
    case PTOWSP_PIPE_MTE3:
      tile = tile_type(ptowsp_op_operand(op, 0));
      return transfer_cycles(m, ub_bytes(tile, ptowsp_op_operand(op, 1)), m->ub_gm_gibps);
    case PTOWSP_PIPE_FIX:
      if (!ptowsp_op_is(op, PTOWSP_OP_PTO_TSTORE)) return move_cycles(m, op);
      return transfer_cycles(m, valid_bytes(tile_type(ptowsp_op_operand(op, 0))), m->l0c_gm_gibps);
    case PTOWSP_PIPE_MTE1:
      return move_cycles(m, op);
    case PTOWSP_PIPE_M:
      return matmul_cycles(m, op);
    case PTOWSP_PIPE_S:
      return vector_cycles(op);
    case PTOWSP_PIPE_V:
      return row_costs[ptowsp_op_id(op)].head[0] > 0 ? row_cycles(op) : vector_cycles(op);
    default:
      return 0;
  }
}
