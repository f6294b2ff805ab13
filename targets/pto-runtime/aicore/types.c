// Types of tiles and of their places in global memory.
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "printer.h"

// ---------------------------------------------------------------- types

// NULL: pto-isa has no such element.
const char *aicore_element_name(ptowsp_type_t type) {
  if (ptowsp_type_is_float(type)) {
    switch (ptowsp_type_float_kind(type)) {
      case PTOWSP_FLOAT_F16:
        return "half";
      case PTOWSP_FLOAT_BF16:
        return "bfloat16_t";
      case PTOWSP_FLOAT_F32:
        return "float";
      default:
        return NULL;
    }
  }
  if (!ptowsp_type_is_integer(type)) return NULL;
  switch (ptowsp_type_width(type)) {
    case 8:
      return "int8_t";
    case 16:
      return "int16_t";
    case 32:
      return "int32_t";
    case 64:
      return "int64_t";
    default:
      return NULL;
  }
}

const char *aicore_memory_name(ptowsp_type_t type) {
  return ptowsp_type_is_i(type, 1) ? "int8_t" : aicore_element_name(type);
}

const char *aicore_refuse_element(printer_t *p, ptowsp_loc_t loc, ptowsp_type_t type) {
  ptowsp_buffer_t text = {0};
  ptowsp_print_type(&text, type);
  ptowsp_error(p->scope.context, loc,
               "an AICore kernel has no elements of type %s; use float, "
               "_Float16 or an integer type",
               text.data);
  ptowsp_buffer_deinit(&text);
  return NULL;
}

// Operand and result of a row reduction must be declared with as many rows. A column's are
// padded to 32 bytes, so tiles of the operand's type get as many; nothing touches them.
static ptowsp_walk_t find_padded(ptowsp_op_t *op, void *data) {
  printer_t *p = data;
  const instruction_t *instruction = aicore_find_instruction(op);
  if (!instruction || instruction->form != REDUCE) return PTOWSP_WALK_ADVANCE;
  padded_t entry = {ptowsp_value_type(ptowsp_op_operand(op, 0)),
                    ptowsp_tile_layout(ptowsp_value_type(ptowsp_op_result(op, 0))).rows};
  ptowsp_vec_push(&p->padded, entry);
  return PTOWSP_WALK_ADVANCE;
}

void aicore_find_padded_types(printer_t *p) { ptowsp_walk_pre(p->kernel, find_padded, p); }

static int64_t declared_rows(const printer_t *p, ptowsp_type_t type) {
  for (size_t i = 0; i < p->padded.size; i++)
    if (p->padded.data[i].type == type) return p->padded.data[i].rows;
  return ptowsp_tile_layout(type).rows;
}

// Strides of the box of global memory that a tile is loaded from or stored to. False: unknown.
static bool box_strides(ptowsp_type_t memref, ptowsp_type_t tile, int64_t *out_row,
                        int64_t *out_col) {
  int64_t strides[16], offset;
  size_t rank = ptowsp_type_rank(memref);
  const int64_t *shape = ptowsp_type_shape(tile);
  *out_row = *out_col = 1;
  if (rank > PTOWSP_COUNTOF(strides) || !ptowsp_type_strides(memref, strides, &offset))
    return false;
  if (rank == 1) {
    *out_row = shape[0] > 1 ? strides[0] : shape[1] * strides[0];
    *out_col = shape[0] > 1 ? shape[0] * strides[0] : strides[0];
  } else if (rank >= 2) {
    *out_row = strides[rank - 2];
    *out_col = strides[rank - 1];
  }
  return true;
}

bool aicore_is_apart(ptowsp_type_t memref, ptowsp_type_t tile) {
  const int64_t *shape = ptowsp_type_shape(tile);
  int64_t row, col;
  if (ptowsp_type_tile_memory(tile) != PTOWSP_MEMORY_UB || !box_strides(memref, tile, &row, &col) ||
      row < 1 || col < 1)
    return false;
  return shape[1] > 1 ? col != 1 : shape[0] > 1 && row != 1;
}

// Whether a tile is moved column by column (DN), each contiguous; everything else goes row by row
// (ND). To UB those are column vectors, to L1 the factors of products stored the other way round.
static bool is_by_column(ptowsp_type_t memref, ptowsp_type_t tile) {
  const int64_t *shape = ptowsp_type_shape(tile);
  int64_t row, col;
  if (ptowsp_type_tile_memory(tile) == PTOWSP_MEMORY_UB) return shape[1] == 1 && shape[0] > 1;
  return box_strides(memref, tile, &row, &col) && col != 1 && row == 1;
}

// The C++ type of a tile; its typedef is written when it is first asked for. NULL after an error.
static const char *tile_type(printer_t *p, ptowsp_type_t type, bool turned, ptowsp_loc_t loc) {
  for (size_t i = 0; i < p->tile_types.size; i++)
    if (p->tile_types.data[i].type == type && p->tile_types.data[i].turned == turned)
      return p->tile_types.data[i].name;
  bool mask = ptowsp_type_is_i(ptowsp_type_element(type), 1);
  const char *element = mask ? "uint8_t" : aicore_element_name(ptowsp_type_element(type));
  if (!element) return aicore_refuse_element(p, loc, ptowsp_type_element(type));
  static const char *const places[] = {"Ub", "L1", "L0a", "L0b", "L0c"};
  static const char *const boxes[] = {"", "", "TileLeft", "TileRight", "TileAcc"};
  ptowsp_memory_t memory = ptowsp_type_tile_memory(type);
  ptowsp_tile_layout_t layout = ptowsp_tile_layout(type);
  const int64_t *shape = ptowsp_type_shape(type);
  char *wish =
      ptowsp_arena_printf(p->scope.arena, "%s_%" PRId64 "x%" PRId64 "_%s%s", places[memory],
                          shape[0], shape[1], mask ? "mask" : element, turned ? "_turned" : "");
  tile_type_t entry = {type, turned, cxx_name(&p->scope, wish)};
  ptowsp_vec_push(&p->tile_types, entry);
  ptowsp_buffer_printf(&p->types, "using %s = ", entry.name);
  if (memory == PTOWSP_MEMORY_UB)
    ptowsp_buffer_printf(&p->types,
                         "Tile<TileType::Vec, %s, %" PRId64 ", %" PRId64 ", BLayout::%s, %" PRId64
                         ", %" PRId64 ">;\n",
                         element, declared_rows(p, type), layout.cols,
                         layout.column_major ? "ColMajor" : "RowMajor", shape[0],
                         mask ? (shape[1] + 7) / 8 : shape[1]);
  else if (memory == PTOWSP_MEMORY_L1)
    ptowsp_buffer_printf(&p->types,
                         "Tile<TileType::Mat, %s, %" PRId64 ", %" PRId64 ", BLayout::%s, %" PRId64
                         ", %" PRId64 ", SLayout::%s, 512>;\n",
                         element, layout.rows, layout.cols, turned ? "RowMajor" : "ColMajor",
                         shape[0], shape[1], turned ? "ColMajor" : "RowMajor");
  else
    ptowsp_buffer_printf(&p->types, "%s<%s, %" PRId64 ", %" PRId64 ", %" PRId64 ", %" PRId64 ">;\n",
                         boxes[memory], element, layout.rows, layout.cols, shape[0], shape[1]);
  return entry.name;
}

const char *aicore_tile_type(printer_t *p, ptowsp_type_t type, ptowsp_loc_t loc) {
  return tile_type(p, type, false, loc);
}

const char *aicore_result_type(printer_t *p, const ptowsp_op_t *op) {
  ptowsp_type_t type = ptowsp_value_type(ptowsp_op_result(op, 0));
  bool turned = ptowsp_op_is(op, PTOWSP_OP_PTO_TLOAD) &&
                ptowsp_type_tile_memory(type) == PTOWSP_MEMORY_L1 &&
                is_by_column(ptowsp_value_type(ptowsp_op_operand(op, 0)), type);
  return tile_type(p, type, turned, ptowsp_op_loc(op));
}

// The C++ type of the part of a global array that a tile is loaded from or stored to.
const char *aicore_global_type(printer_t *p, const ptowsp_op_t *op, ptowsp_type_t memref,
                               ptowsp_type_t tile) {
  const char *element = aicore_memory_name(ptowsp_type_element(memref));
  if (!element) return aicore_refuse_element(p, ptowsp_op_loc(op), ptowsp_type_element(memref));
  const int64_t *shape = ptowsp_type_shape(tile);
  int64_t row, col;
  bool apart = aicore_is_apart(memref, tile);
  bool ok = box_strides(memref, tile, &row, &col), column = !apart && is_by_column(memref, tile);
  if (!ok || row < 1 || col < 1 || (!apart && (column ? row : shape[1] > 1 ? col : 1) != 1)) {
    ptowsp_error(p->scope.context, ptowsp_op_loc(op),
                 "an AICore kernel moves %s whose elements lie side by side in memory; these are "
                 "%" PRId64 " apart: exchange the subscripts or copy the array first",
                 column ? "columns" : "rows", column ? row : col);
    return NULL;
  }
  // A column vector in UB is one transfer, whose columns may as well be as long as it.
  if (column && shape[1] == 1) col = shape[0];
  int64_t plane = column ? shape[1] * col : shape[0] * row;
  char *text = ptowsp_arena_printf(
      p->scope.arena,
      "GlobalTensor<%s, Shape<1, 1, 1, %" PRId64 ", %" PRId64 ">, Stride<%" PRId64 ", %" PRId64
      ", %" PRId64 ", %" PRId64 ", %" PRId64 ">%s>",
      element, shape[0], shape[1], plane, plane, plane, column ? 1 : row, column || apart ? col : 1,
      column ? ", Layout::DN" : "");
  for (size_t i = 0; i < p->globals.size; i += 2)
    if (strcmp(p->globals.data[i], text) == 0) return p->globals.data[i + 1];
  char *wish = ptowsp_arena_printf(p->scope.arena, "Gm_%" PRId64 "x%" PRId64 "_%s", shape[0],
                                   shape[1], element);
  const char *name = cxx_name(&p->scope, wish);
  ptowsp_vec_push(&p->globals, text);
  ptowsp_vec_push(&p->globals, name);
  ptowsp_buffer_printf(&p->types, "using %s = %s;\n", name, text);
  return name;
}
