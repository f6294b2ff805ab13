// Layout, pipes and memory needs of tile instructions.
#include "ptowsp/tile.h"

#include <string.h>

#include "ptowsp/machine.h"

enum { BLOCK_BYTES = 32, BOX_BYTES = 512, BOX_ROWS = 16 };

static int64_t round_up(int64_t value, int64_t to) { return (value + to - 1) / to * to; }

ptowsp_tile_layout_t ptowsp_tile_layout(ptowsp_type_t tile) {
  const int64_t *shape = ptowsp_type_shape(tile);
  int64_t bytes = (int64_t)ptowsp_type_bytes(ptowsp_type_element(tile));
  ptowsp_tile_layout_t layout = {shape[0], shape[1], 0, BLOCK_BYTES, false, false};
  if (ptowsp_type_tile_memory(tile) != PTOWSP_MEMORY_UB) {
    // Either side of a product may be the fractal's long one: 16, or 32 bytes of elements.
    int64_t box = BLOCK_BYTES / bytes > BOX_ROWS ? BLOCK_BYTES / bytes : BOX_ROWS;
    // A sum of bytes has as many rows and columns as its factors.
    if (ptowsp_type_tile_memory(tile) == PTOWSP_MEMORY_L0C &&
        !ptowsp_type_is_float(ptowsp_type_element(tile)))
      box = BLOCK_BYTES;
    layout.rows = round_up(shape[0], box);
    layout.cols = round_up(shape[1], box);
    layout.boxed = true;
    layout.align = BOX_BYTES;
  } else if (ptowsp_type_is_i(ptowsp_type_element(tile), 1)) {
    // A mask: a bit an element, the rows padded as all rows are.
    layout.cols = round_up((shape[1] + 7) / 8, BLOCK_BYTES);
  } else if (shape[1] == 1 && shape[0] > 1) {
    layout.rows = round_up(shape[0], BLOCK_BYTES / bytes);
    layout.column_major = true;
  } else {
    layout.cols = round_up(shape[1], BLOCK_BYTES / bytes);
  }
  layout.bytes = layout.rows * layout.cols * bytes;
  return layout;
}

int64_t ptowsp_memory_capacity(const ptowsp_op_t *op, ptowsp_memory_t memory) {
  ptowsp_machine_t machine = ptowsp_machine_of(op);
  switch (memory) {
    case PTOWSP_MEMORY_UB:
      return (int64_t)machine.ub_bytes;
    case PTOWSP_MEMORY_L1:
      return (int64_t)machine.l1_bytes;
    case PTOWSP_MEMORY_L0A:
      return (int64_t)machine.l0a_bytes;
    case PTOWSP_MEMORY_L0B:
      return (int64_t)machine.l0b_bytes;
    case PTOWSP_MEMORY_L0C:
      return (int64_t)machine.l0c_bytes;
  }
  return 0;
}

bool ptowsp_op_is_tile(const ptowsp_op_t *op) {
  switch (ptowsp_op_id(op)) {
    case PTOWSP_OP_PTO_SET_FLAG:
    case PTOWSP_OP_PTO_WAIT_FLAG:
    case PTOWSP_OP_PTO_PIPE_BARRIER:
      return false;
    default:
      return strncmp(ptowsp_op_name(op), "pto.", 4) == 0;
  }
}

ptowsp_pipe_t ptowsp_tile_pipe(const ptowsp_op_t *op) {
  if (!ptowsp_op_is_tile(op) || !ptowsp_op_info(op)) return PTOWSP_PIPE_NONE;
  ptowsp_op_id_t id = ptowsp_op_id(op);
  if (id != PTOWSP_OP_PTO_TSTORE && id != PTOWSP_OP_PTO_TMOV && id != PTOWSP_OP_PTO_TEXTRACT)
    return ptowsp_op_info(op)->pipe;
  switch (ptowsp_type_tile_memory(ptowsp_value_type(ptowsp_op_operand(op, 0)))) {
    case PTOWSP_MEMORY_UB:
      return id == PTOWSP_OP_PTO_TSTORE ? PTOWSP_PIPE_MTE3 : PTOWSP_PIPE_V;
    case PTOWSP_MEMORY_L1:
      return PTOWSP_PIPE_MTE1;
    default:
      return PTOWSP_PIPE_FIX;
  }
}

bool ptowsp_tile_in_place(const ptowsp_op_t *op) {
  switch (ptowsp_op_id(op)) {
    case PTOWSP_OP_PTO_TADD:
    case PTOWSP_OP_PTO_TSUB:
    case PTOWSP_OP_PTO_TMUL:
    case PTOWSP_OP_PTO_TDIV:
    case PTOWSP_OP_PTO_TMAX:
    case PTOWSP_OP_PTO_TMIN:
    case PTOWSP_OP_PTO_TADDS:
    case PTOWSP_OP_PTO_TSUBS:
    case PTOWSP_OP_PTO_TMULS:
    case PTOWSP_OP_PTO_TMAXS:
    case PTOWSP_OP_PTO_TMINS:
    case PTOWSP_OP_PTO_TABS:
    case PTOWSP_OP_PTO_TNEG:
    case PTOWSP_OP_PTO_TEXP:
    case PTOWSP_OP_PTO_TLOG:
    case PTOWSP_OP_PTO_TSQRT:
    case PTOWSP_OP_PTO_TRSQRT:
    case PTOWSP_OP_PTO_TRELU:
    case PTOWSP_OP_PTO_TAND:
    case PTOWSP_OP_PTO_TOR:
    case PTOWSP_OP_PTO_TNOT:
    case PTOWSP_OP_PTO_TSHL:
    case PTOWSP_OP_PTO_TSHR:
    case PTOWSP_OP_PTO_TLRELU:
    case PTOWSP_OP_PTO_TSEL:
    case PTOWSP_OP_PTO_TSHLS:
    case PTOWSP_OP_PTO_TSHRS:
    case PTOWSP_OP_PTO_TROWEXPANDMAX:
    case PTOWSP_OP_PTO_TROWEXPANDMIN:
    case PTOWSP_OP_PTO_TROWEXPANDADD:
    case PTOWSP_OP_PTO_TROWEXPANDSUB:
    case PTOWSP_OP_PTO_TROWEXPANDMUL:
    case PTOWSP_OP_PTO_TROWEXPANDDIV:
      return true;
    default:
      // pto.tdivs, pto.trecip, pto.tands, pto.tors, pto.txors and pto.tsels spread the scalar over
      // the result first; pto.txor and pto.tprelu read their operands again when part of it is
      // written.
      return false;
  }
}

// A transposition writes whole squares: 16 rows (32 of bytes) by 32 bytes.
static int64_t transpose_scratch(ptowsp_type_t tile) {
  int64_t bytes = (int64_t)ptowsp_type_bytes(ptowsp_type_element(tile));
  int64_t rows = round_up(ptowsp_type_shape(tile)[0], bytes == 1 ? 2 * BOX_ROWS : BOX_ROWS);
  return rows * round_up(ptowsp_type_shape(tile)[1] * bytes, BLOCK_BYTES);
}

// The machine compares integers for equality alone: with their maximum or minimum for order.
static bool compares_order(const ptowsp_op_t *op) {
  ptowsp_type_t type = ptowsp_value_type(ptowsp_op_operand(op, 0));
  return !ptowsp_type_is_float(ptowsp_type_element(type)) &&
         ptowsp_op_attr_int(op, "predicate", 0) > 1;
}

int64_t ptowsp_tile_scratch(const ptowsp_op_t *op) {
  switch (ptowsp_op_id(op)) {
    case PTOWSP_OP_PTO_TROWSUM:
    case PTOWSP_OP_PTO_TROWMAX:
    case PTOWSP_OP_PTO_TROWMIN:
    case PTOWSP_OP_PTO_TXOR:
    case PTOWSP_OP_PTO_TXORS:
    case PTOWSP_OP_PTO_TPRELU:
      return ptowsp_tile_layout(ptowsp_value_type(ptowsp_op_operand(op, 0))).bytes;
    case PTOWSP_OP_PTO_TCMP:
    case PTOWSP_OP_PTO_TCMPS:
      return compares_order(op)
                 ? ptowsp_tile_layout(ptowsp_value_type(ptowsp_op_operand(op, 0))).bytes
                 : 0;
    case PTOWSP_OP_PTO_TTRANS:
      return transpose_scratch(ptowsp_value_type(ptowsp_op_operand(op, 0)));
    default:
      return 0;
  }
}
