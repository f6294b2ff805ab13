// What tile instructions must be beyond their rows: shapes and memories.
#include <inttypes.h>
#include <string.h>

#include "verify.h"

static ptowsp_type_t operand_type(const ptowsp_op_t *op, size_t i) {
  return op->operands[i].value->type;
}

static int64_t rows(ptowsp_type_t tile) { return ptowsp_type_shape(tile)[0]; }
static int64_t cols(ptowsp_type_t tile) { return ptowsp_type_shape(tile)[1]; }

static bool same_shape(ptowsp_type_t a, ptowsp_type_t b) {
  return rows(a) == rows(b) && cols(a) == cols(b);
}

static bool is_in(ptowsp_type_t tile, ptowsp_memory_t memory) {
  return ptowsp_type_kind(tile) != PTOWSP_TYPE_TILE || ptowsp_type_tile_memory(tile) == memory;
}

static bool is_mask(ptowsp_type_t type) {
  return ptowsp_type_kind(type) == PTOWSP_TYPE_TILE &&
         ptowsp_type_is_i(ptowsp_type_element(type), 1);
}

// A tile of i1 is a mask, which is stored in bits: only some instructions know it.
static bool check_no_mask(const ptowsp_op_t *op) {
  bool ok = true;
  for (uint32_t i = 0; i < op->operand_count; i++) ok = ok && !is_mask(operand_type(op, i));
  for (uint32_t i = 0; i < op->result_count; i++) ok = ok && !is_mask(op->results[i].type);
  return ok || ptowsp_verify_fail(op,
                                  "does not work on masks (tiles of i1); choose between two "
                                  "tiles with pto.tsel");
}

// Vector instructions work in UB.
static bool check_places(const ptowsp_op_t *op) {
  bool ok = true;
  for (uint32_t i = 0; i < op->operand_count; i++)
    ok = ok && is_in(operand_type(op, i), PTOWSP_MEMORY_UB);
  for (uint32_t i = 0; i < op->result_count; i++)
    ok = ok && is_in(op->results[i].type, PTOWSP_MEMORY_UB);
  return ok || ptowsp_verify_fail(op, "works on tiles in ub");
}

static bool check_in_ub(const ptowsp_op_t *op) { return check_no_mask(op) && check_places(op); }

bool ptowsp_verify_vector_op(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  return check_in_ub(op);
}

// ---------------------------------------------------------------- data movement

// The tile is the leading box of the buffer; a line is a tile of one row or one column.
static bool check_box(const ptowsp_op_t *op, ptowsp_type_t tile, ptowsp_type_t memref) {
  if (!check_no_mask(op)) return false;
  // Bools are bytes in memory.
  bool bools = ptowsp_type_is_i(ptowsp_type_element(memref), 1) &&
               ptowsp_type_is_i(ptowsp_type_element(tile), 8);
  if (!bools && ptowsp_type_element(tile) != ptowsp_type_element(memref))
    return ptowsp_verify_fail(op, "tile and buffer must have the same element type");
  size_t rank = ptowsp_type_rank(memref);
  const int64_t *shape = ptowsp_type_shape(memref);
  bool fits = true;
  if (rank == 1)
    fits = (rows(tile) == 1 || cols(tile) == 1) &&
           (shape[0] == PTOWSP_DYNAMIC || rows(tile) * cols(tile) <= shape[0]);
  else if (rank == 2)
    fits = (shape[0] == PTOWSP_DYNAMIC || rows(tile) <= shape[0]) &&
           (shape[1] == PTOWSP_DYNAMIC || cols(tile) <= shape[1]);
  return fits ||
         ptowsp_verify_fail(op, "a tile of %" PRId64 "x%" PRId64 " does not lie within the buffer",
                            rows(tile), cols(tile));
}

bool ptowsp_verify_tload(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  ptowsp_type_t tile = op->results[0].type;
  if (!is_in(tile, PTOWSP_MEMORY_UB) && !is_in(tile, PTOWSP_MEMORY_L1))
    return ptowsp_verify_fail(op, "loads into ub or l1");
  return check_box(op, tile, operand_type(op, 0));
}

bool ptowsp_verify_tstore(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  ptowsp_type_t tile = operand_type(op, 0);
  if (!is_in(tile, PTOWSP_MEMORY_UB) && !is_in(tile, PTOWSP_MEMORY_L0C))
    return ptowsp_verify_fail(op, "stores from ub or l0c");
  ptowsp_attr_t atomic = ptowsp_attr_lookup(op->properties, "atomic");
  if (atomic && !ptowsp_str_is(ptowsp_attr_text(atomic), "add"))
    return ptowsp_verify_fail(op, "'atomic' must be \"add\"");
  if (ptowsp_attr_lookup(op->properties, "relu") && (atomic || !is_in(tile, PTOWSP_MEMORY_L0C)))
    return ptowsp_verify_fail(op, "'relu' is for stores from l0c that do not accumulate");
  return check_box(op, tile, operand_type(op, 1));
}

bool ptowsp_verify_tmov(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  ptowsp_type_t from = operand_type(op, 0), to = op->results[0].type;
  ptowsp_memory_t to_memory = ptowsp_type_tile_memory(to);
  if (!check_no_mask(op)) return false;
  bool path = is_in(from, PTOWSP_MEMORY_L1)
                  ? to_memory == PTOWSP_MEMORY_L0A || to_memory == PTOWSP_MEMORY_L0B
                  : is_in(from, PTOWSP_MEMORY_L0C) &&
                        (to_memory == PTOWSP_MEMORY_L1 || to_memory == PTOWSP_MEMORY_UB);
  path = path || (is_in(from, PTOWSP_MEMORY_UB) && to_memory == PTOWSP_MEMORY_UB);
  if (!path)
    return ptowsp_verify_fail(op,
                              "moves from l1 to l0a or l0b, from l0c to l1 or ub, or within ub");
  if (!is_in(from, PTOWSP_MEMORY_L0C) && ptowsp_type_element(from) != ptowsp_type_element(to))
    return ptowsp_verify_fail(op, "keeps the element type");
  return same_shape(from, to) || ptowsp_verify_fail(op, "keeps the tile's shape");
}

// ---------------------------------------------------------------- vector

static bool rounds_to_whole(ptowsp_type_t from, ptowsp_type_t to) {
  ptowsp_type_t a = ptowsp_type_element(from), b = ptowsp_type_element(to);
  if (!ptowsp_type_is_float(a)) return false;
  return ptowsp_type_is_integer(b) || (a == b && ptowsp_type_float_kind(a) == PTOWSP_FLOAT_F32);
}

bool ptowsp_verify_tcvt(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  if (!check_in_ub(op)) return false;
  ptowsp_type_t from = operand_type(op, 0), to = op->results[0].type;
  if (ptowsp_attr_lookup(op->properties, "rounding") && !rounds_to_whole(from, to))
    return ptowsp_verify_fail(
        op, "a rounding is for floats to integers, or f32 to whole numbers in f32");
  return same_shape(from, to) || ptowsp_verify_fail(op, "keeps the tile's shape");
}

static bool check_element(const ptowsp_op_t *op, ptowsp_type_t a, ptowsp_type_t b) {
  return ptowsp_type_element(a) == ptowsp_type_element(b) ||
         ptowsp_verify_fail(op, "requires the same element type for all operands and results");
}

// `line` is one column for the rows of `tile`.
static bool check_column(const ptowsp_op_t *op, ptowsp_type_t line, ptowsp_type_t tile,
                         const char *which) {
  if (!check_element(op, line, tile)) return false;
  return (cols(line) == 1 && rows(line) == rows(tile)) ||
         ptowsp_verify_fail(op, "%s must be a tile of %" PRId64 "x1", which, rows(tile));
}

// The types that the instruction takes, on the machine and in pto-isa's simulator of it.
static bool check_width(const ptowsp_op_t *op, unsigned least, unsigned most) {
  ptowsp_type_t type = ptowsp_type_element(op->results[0].type);
  for (unsigned width = least; width <= most; width *= 2)
    if (ptowsp_type_is_i(type, width)) return true;
  if (least == most) return ptowsp_verify_fail(op, "works on elements of type i%u", least);
  return ptowsp_verify_fail(op, "works on elements of type i%u to i%u", least, most);
}

bool ptowsp_verify_bits(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  if (is_mask(op->results[0].type)) return check_places(op);
  return check_in_ub(op) && check_width(op, 8, 16);
}

bool ptowsp_verify_bits_scalar(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  return check_in_ub(op) && check_width(op, 16, 16);
}

bool ptowsp_verify_tile_shift(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  return check_in_ub(op) && check_width(op, 8, 32);
}

bool ptowsp_verify_iota(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  if (!check_in_ub(op) || !check_width(op, 16, 32)) return false;
  return rows(op->results[0].type) == 1 || ptowsp_verify_fail(op, "the result must be one row");
}

static bool is_f16_or_f32(ptowsp_type_t type) {
  return ptowsp_type_is_float(type) && (ptowsp_type_float_kind(type) == PTOWSP_FLOAT_F16 ||
                                        ptowsp_type_float_kind(type) == PTOWSP_FLOAT_F32);
}

static bool check_f16_or_f32(const ptowsp_op_t *op) {
  return is_f16_or_f32(ptowsp_type_element(op->results[0].type)) ||
         ptowsp_verify_fail(op, "works on elements of type f16 or f32");
}

// Of other elements, the machine's steps go through types that do not hold their quotients.
bool ptowsp_verify_remainder(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  ptowsp_type_t type = ptowsp_type_element(op->results[0].type);
  if (!check_in_ub(op)) return false;
  return (ptowsp_type_is_float(type) && ptowsp_type_float_kind(type) == PTOWSP_FLOAT_F32) ||
         ptowsp_verify_fail(op, "works on elements of type f32");
}

bool ptowsp_verify_rectifier(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  return check_in_ub(op) && check_f16_or_f32(op);
}

// The types that the machine compares.
bool ptowsp_verify_tile_compare(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  ptowsp_type_t from = operand_type(op, 0), to = op->results[0].type;
  ptowsp_type_t element = ptowsp_type_element(from);
  if (!check_places(op)) return false;
  if (!ptowsp_type_is_i(element, 32) && !is_f16_or_f32(element))
    return ptowsp_verify_fail(op,
                              "compares elements of type f16, f32 or i32; convert others with "
                              "pto.tcvt first");
  return (is_mask(to) && same_shape(from, to)) ||
         ptowsp_verify_fail(op, "the result must be a mask: a tile of %" PRId64 "x%" PRId64 "xi1",
                            rows(from), cols(from));
}

bool ptowsp_verify_tile_select(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  ptowsp_type_t mask = operand_type(op, 0), to = op->results[0].type;
  if (!check_places(op)) return false;
  size_t bytes = ptowsp_type_bytes(ptowsp_type_element(to));
  if (bytes != 2 && bytes != 4)
    return ptowsp_verify_fail(op, "chooses between elements of 2 or 4 bytes");
  return (is_mask(mask) && same_shape(mask, to)) ||
         ptowsp_verify_fail(op, "'mask' must be a tile of %" PRId64 "x%" PRId64 "xi1", rows(to),
                            cols(to));
}

bool ptowsp_verify_row_reduce(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  return check_in_ub(op) &&
         check_column(op, op->results[0].type, operand_type(op, 0), "the result");
}

bool ptowsp_verify_row_expand_binary(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  return check_in_ub(op) &&
         check_column(op, operand_type(op, 1), operand_type(op, 0), "the second operand");
}

bool ptowsp_verify_row_expand(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  ptowsp_type_t from = operand_type(op, 0), to = op->results[0].type;
  if (!check_in_ub(op) || !check_element(op, from, to)) return false;
  return rows(from) == rows(to) || ptowsp_verify_fail(op, "keeps the number of rows");
}

bool ptowsp_verify_col_expand(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  ptowsp_type_t from = operand_type(op, 0), to = op->results[0].type;
  if (!check_in_ub(op) || !check_element(op, from, to)) return false;
  return (rows(from) == 1 && cols(from) == cols(to)) ||
         ptowsp_verify_fail(op, "the operand must be a tile of 1x%" PRId64, cols(to));
}

bool ptowsp_verify_col_reduce(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  ptowsp_type_t from = operand_type(op, 0), to = op->results[0].type;
  if (!check_in_ub(op) || !check_element(op, from, to) || !check_f16_or_f32(op)) return false;
  return (rows(to) == 1 && cols(to) == cols(from)) ||
         ptowsp_verify_fail(op, "the result must be a tile of 1x%" PRId64, cols(from));
}

bool ptowsp_verify_transpose(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  ptowsp_type_t from = operand_type(op, 0), to = op->results[0].type;
  if (!check_in_ub(op) || !check_element(op, from, to)) return false;
  if (ptowsp_type_bytes(ptowsp_type_element(from)) > 4)
    return ptowsp_verify_fail(op, "works on elements of at most 4 bytes");
  if (rows(from) == 1 || cols(from) == 1)
    return ptowsp_verify_fail(op,
                              "works on tiles of several rows and columns; for a line, use "
                              "pto.treshape");
  return (rows(to) == cols(from) && cols(to) == rows(from)) ||
         ptowsp_verify_fail(op, "the result must be a tile of %" PRId64 "x%" PRId64, cols(from),
                            rows(from));
}

// Indices count what is stored, so rows must not be padded.
bool ptowsp_verify_gather(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  enum { BYTES = 4, BLOCK = 8 }; // of an element; elements of 32 bytes
  ptowsp_type_t from = operand_type(op, 0), by = operand_type(op, 1), to = op->results[0].type;
  if (!check_in_ub(op) || !check_element(op, from, to)) return false;
  if (ptowsp_type_bytes(ptowsp_type_element(from)) != BYTES)
    return ptowsp_verify_fail(op, "works on elements of 4 bytes");
  if (!ptowsp_type_is_i(ptowsp_type_element(by), 32))
    return ptowsp_verify_fail(op, "takes indices of type i32");
  if (rows(from) > 1 && cols(from) % BLOCK)
    return ptowsp_verify_fail(op, "takes one row, or rows of a multiple of %d elements", BLOCK);
  return same_shape(by, to) || ptowsp_verify_fail(op,
                                                  "the result must be a tile of %" PRId64
                                                  "x%" PRId64 ", as the indices are",
                                                  rows(by), cols(by));
}

// A repeat moves eight blocks: rows of fewer would overwrite what is behind them.
bool ptowsp_verify_gather_blocks(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  enum { BLOCK = 32, REPEAT = 256 }; // bytes
  ptowsp_type_t from = operand_type(op, 0), by = operand_type(op, 1), to = op->results[0].type;
  if (!check_in_ub(op) || !check_element(op, from, to)) return false;
  int64_t bytes = (int64_t)ptowsp_type_bytes(ptowsp_type_element(from));
  if (bytes > 4) return ptowsp_verify_fail(op, "works on elements of at most 4 bytes");
  if (rows(from) > 1 && cols(from) * bytes % BLOCK)
    return ptowsp_verify_fail(op, "takes one row, or rows of a multiple of %d bytes", BLOCK);
  if (cols(to) * bytes % REPEAT)
    return ptowsp_verify_fail(op, "the result's rows must be a multiple of %d bytes", REPEAT);
  int64_t blocks = cols(to) * bytes / BLOCK;
  return (ptowsp_type_is_i(ptowsp_type_element(by), 32) && rows(by) == rows(to) &&
          cols(by) == blocks) ||
         ptowsp_verify_fail(op, "'offsets' must be a tile of %" PRId64 "x%" PRId64 "xi32", rows(to),
                            blocks);
}

bool ptowsp_verify_concat(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  enum { BLOCK = 32 }; // bytes
  ptowsp_type_t a = operand_type(op, 0), b = operand_type(op, 1), to = op->results[0].type;
  if (!check_in_ub(op) || !check_element(op, a, b) || !check_element(op, a, to)) return false;
  int64_t bytes = (int64_t)ptowsp_type_bytes(ptowsp_type_element(a));
  if (bytes > 4) return ptowsp_verify_fail(op, "works on elements of at most 4 bytes");
  if (cols(a) * bytes % BLOCK)
    return ptowsp_verify_fail(op, "'lhs' must have rows of a multiple of %d bytes", BLOCK);
  if (rows(a) != rows(b)) return ptowsp_verify_fail(op, "puts tiles of as many rows together");
  return (rows(to) == rows(a) && cols(to) == cols(a) + cols(b)) ||
         ptowsp_verify_fail(op, "the result must be a tile of %" PRId64 "x%" PRId64, rows(a),
                            cols(a) + cols(b));
}

bool ptowsp_verify_reshape(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  ptowsp_type_t from = operand_type(op, 0), to = op->results[0].type;
  if (ptowsp_type_tile_memory(from) != ptowsp_type_tile_memory(to))
    return ptowsp_verify_fail(op, "keeps the tile's memory");
  if (!check_no_mask(op)) return false;
  // Integers may be seen in another width: as many rows of as many bytes.
  ptowsp_type_t a = ptowsp_type_element(from), b = ptowsp_type_element(to);
  if (a != b && ptowsp_type_is_integer(a) && ptowsp_type_is_integer(b) && rows(from) == rows(to) &&
      cols(from) * (int64_t)ptowsp_type_bytes(a) == cols(to) * (int64_t)ptowsp_type_bytes(b))
    return true;
  if (!check_element(op, from, to)) return false;
  return rows(from) * cols(from) == rows(to) * cols(to) ||
         ptowsp_verify_fail(op, "keeps the number of elements");
}

// ---------------------------------------------------------------- lines, parts and places

// `line` is one row for the columns of `tile`.
static bool check_row(const ptowsp_op_t *op, ptowsp_type_t line, ptowsp_type_t tile,
                      const char *which) {
  if (!check_element(op, line, tile)) return false;
  return (rows(line) == 1 && cols(line) == cols(tile)) ||
         ptowsp_verify_fail(op, "%s must be a tile of 1x%" PRId64, which, cols(tile));
}

bool ptowsp_verify_float_column(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  return ptowsp_verify_row_expand_binary(v, op) && check_f16_or_f32(op);
}

bool ptowsp_verify_float_row(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  return check_in_ub(op) && check_f16_or_f32(op) &&
         check_row(op, operand_type(op, 1), operand_type(op, 0), "the second operand");
}

// The numbers that most vector instructions take.
static bool check_number(const ptowsp_op_t *op) {
  ptowsp_type_t type = ptowsp_type_element(op->results[0].type);
  if (ptowsp_type_is_i(type, 16) || ptowsp_type_is_i(type, 32)) return true;
  return is_f16_or_f32(type) ||
         ptowsp_verify_fail(op, "works on elements of type f16, f32, i16 or i32");
}

bool ptowsp_verify_part(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  ptowsp_type_t whole = operand_type(op, 0), part = operand_type(op, 1);
  if (!check_in_ub(op) || !check_element(op, whole, part) || !check_number(op)) return false;
  return (rows(part) <= rows(whole) && cols(part) <= cols(whole)) ||
         ptowsp_verify_fail(op, "the second operand must be within %" PRId64 "x%" PRId64,
                            rows(whole), cols(whole));
}

bool ptowsp_verify_col_product(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  return check_in_ub(op) && check_number(op) &&
         check_row(op, op->results[0].type, operand_type(op, 0), "the result");
}

bool ptowsp_verify_row_product(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  return ptowsp_verify_row_reduce(v, op) && check_number(op);
}

// Pairs are counted row by row: rows must not be padded.
bool ptowsp_verify_pair_sum(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  enum { BLOCK = 64 }; // bytes
  ptowsp_type_t from = operand_type(op, 0), to = op->results[0].type;
  if (!check_in_ub(op) || !check_element(op, from, to) || !check_f16_or_f32(op)) return false;
  int64_t bytes = (int64_t)ptowsp_type_bytes(ptowsp_type_element(from));
  if (rows(from) == 1 ? cols(from) % 2 : cols(from) * bytes % BLOCK)
    return ptowsp_verify_fail(
        op, "takes one row of an even number of elements, or rows of a multiple of %d bytes",
        BLOCK);
  return (rows(to) == rows(from) && 2 * cols(to) == cols(from)) ||
         ptowsp_verify_fail(op, "the result must be a tile of %" PRId64 "x%" PRId64, rows(from),
                            cols(from) / 2);
}

// The instructions that say where an extreme is: of f16 or f32, as a line of i32.
static bool check_places_of(const ptowsp_op_t *op, int64_t of_rows, int64_t of_cols) {
  ptowsp_type_t from = ptowsp_type_element(operand_type(op, 0)), to = op->results[0].type;
  if (!check_in_ub(op)) return false;
  if (!is_f16_or_f32(from)) return ptowsp_verify_fail(op, "works on elements of type f16 or f32");
  return (ptowsp_type_is_i(ptowsp_type_element(to), 32) && rows(to) == of_rows &&
          cols(to) == of_cols) ||
         ptowsp_verify_fail(op, "the result must be a tile of %" PRId64 "x%" PRId64 "xi32", of_rows,
                            of_cols);
}

bool ptowsp_verify_row_place(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  return check_places_of(op, rows(operand_type(op, 0)), 1);
}

bool ptowsp_verify_col_place(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  return check_places_of(op, 1, cols(operand_type(op, 0)));
}

bool ptowsp_verify_shift_scalar(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  return check_in_ub(op) && check_width(op, 16, 32);
}

bool ptowsp_verify_triangle(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  enum { LIMIT = 1 << 20 };
  int64_t diagonal = ptowsp_op_attr_int(op, "diagonal", 0);
  if (!check_in_ub(op) || !check_number(op)) return false;
  return (diagonal >= -LIMIT && diagonal <= LIMIT) ||
         ptowsp_verify_fail(op, "'diagonal' must be between -%d and %d", LIMIT, LIMIT);
}

// Patterns of two take every second element, those of four every fourth.
bool ptowsp_verify_gather_mask(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  ptowsp_type_t from = operand_type(op, 0), to = op->results[0].type;
  int64_t period = ptowsp_op_attr_int(op, "pattern", 0) < 2 ? 2 : 4;
  if (!check_in_ub(op)) return false;
  size_t bytes = ptowsp_type_bytes(ptowsp_type_element(from));
  if ((bytes != 2 && bytes != 4) || ptowsp_type_bytes(ptowsp_type_element(to)) != bytes)
    return ptowsp_verify_fail(op, "works on elements of 2 or 4 bytes, and keeps the size");
  if (rows(from) != 1 || cols(from) % period)
    return ptowsp_verify_fail(op, "takes one row of a multiple of %" PRId64 " elements", period);
  return (rows(to) == 1 && cols(to) == cols(from) / period) ||
         ptowsp_verify_fail(op, "the result must be a tile of 1x%" PRId64, cols(from) / period);
}

// Indices count what is stored, so rows must not be padded.
bool ptowsp_verify_scatter(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  enum { BLOCK = 32 };
  ptowsp_type_t into = operand_type(op, 0), from = operand_type(op, 1), by = operand_type(op, 2);
  if (!check_in_ub(op) || !check_element(op, into, from)) return false;
  size_t bytes = ptowsp_type_bytes(ptowsp_type_element(into));
  unsigned width = bytes == 4 ? 32 : 16;
  if (bytes > 4) return ptowsp_verify_fail(op, "works on elements of at most 4 bytes");
  if (!ptowsp_type_is_i(ptowsp_type_element(by), width))
    return ptowsp_verify_fail(op, "takes indices of type i%u", width);
  if (rows(into) > 1 && cols(into) * (int64_t)bytes % BLOCK)
    return ptowsp_verify_fail(
        op, "replaces elements of one row, or of rows of a multiple of %d bytes", BLOCK);
  return same_shape(by, from) || ptowsp_verify_fail(op, "takes an index for each element");
}

bool ptowsp_verify_sort32(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  enum { RUN = 32 };
  ptowsp_type_t from = operand_type(op, 0), by = operand_type(op, 1), to = op->results[0].type;
  ptowsp_type_t element = ptowsp_type_element(from);
  if (!check_in_ub(op) || !check_element(op, from, to)) return false;
  if (!ptowsp_type_is_float(element) || ptowsp_type_float_kind(element) != PTOWSP_FLOAT_F32 ||
      !ptowsp_type_is_i(ptowsp_type_element(by), 32) || !same_shape(from, by))
    return ptowsp_verify_fail(op, "sorts elements of type f32 with an index of type i32 each");
  if (cols(from) % RUN)
    return ptowsp_verify_fail(op, "sorts rows of a multiple of %d elements", RUN);
  return (rows(to) == rows(from) && cols(to) == 2 * cols(from)) ||
         ptowsp_verify_fail(op, "the result must be a tile of pairs, %" PRId64 "x%" PRId64,
                            rows(from), 2 * cols(from));
}

bool ptowsp_verify_mrgsort(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  enum { LEAST = 64, LISTS = 4, MOST = 255 };
  ptowsp_type_t type = operand_type(op, 0), element = ptowsp_type_element(type);
  int64_t block = ptowsp_op_attr_int(op, "block", 0);
  if (!check_in_ub(op)) return false;
  if (!ptowsp_type_is_float(element) || ptowsp_type_float_kind(element) != PTOWSP_FLOAT_F32 ||
      rows(type) != 1)
    return ptowsp_verify_fail(op, "merges the pairs of one row of type f32");
  if (block < LEAST || block % LEAST || block > cols(type))
    return ptowsp_verify_fail(op, "'block' must be a multiple of %d elements", LEAST);
  return (cols(type) % (block * LISTS) == 0 && cols(type) / (block * LISTS) <= MOST) ||
         ptowsp_verify_fail(
             op, "merges %d runs at a time: the row must be a multiple of %" PRId64 " elements",
             LISTS, block * LISTS);
}

// A part of whole fractals, which lie apart from the others.
bool ptowsp_verify_extract(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  enum { BOX = 16, BOX_BYTES = 32 };
  ptowsp_type_t from = operand_type(op, 0), to = op->results[0].type;
  ptowsp_memory_t memory = ptowsp_type_tile_memory(to);
  if (!check_no_mask(op) || !check_element(op, from, to)) return false;
  if (!is_in(from, PTOWSP_MEMORY_L1) ||
      (memory != PTOWSP_MEMORY_L0A && memory != PTOWSP_MEMORY_L0B))
    return ptowsp_verify_fail(op, "moves from l1 to l0a or l0b");
  int64_t row = ptowsp_op_attr_int(op, "row", 0), col = ptowsp_op_attr_int(op, "col", 0);
  int64_t box = BOX_BYTES / (int64_t)ptowsp_type_bytes(ptowsp_type_element(from));
  if (box < BOX) box = BOX;
  if (row < 0 || col < 0 || row % box || col % box)
    return ptowsp_verify_fail(op, "starts at multiples of %" PRId64, box);
  return (row <= rows(from) - rows(to) && col <= cols(from) - cols(to)) ||
         ptowsp_verify_fail(op,
                            "a tile of %" PRId64 "x%" PRId64 " at %" PRId64 ", %" PRId64
                            " does not lie within the operand",
                            rows(to), cols(to), row, col);
}

// ---------------------------------------------------------------- cube and flags

static bool check_product_types(const ptowsp_op_t *op, ptowsp_type_t lhs, ptowsp_type_t rhs,
                                ptowsp_type_t out) {
  ptowsp_type_t a = ptowsp_type_element(lhs), c = ptowsp_type_element(out);
  if (a != ptowsp_type_element(rhs))
    return ptowsp_verify_fail(op, "both factors must have the same element type");
  bool ok = ptowsp_type_is_float(a) ? ptowsp_type_is_float(c) && ptowsp_type_width(c) == 32 &&
                                          ptowsp_type_width(a) <= 32
                                    : ptowsp_type_is_i(a, 8) && ptowsp_type_is_i(c, 32);
  return ok || ptowsp_verify_fail(op, "multiplies f16, bf16 or f32 into f32, or i8 into i32");
}

bool ptowsp_verify_matmul(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  size_t first = op->operand_count - 2; // behind the accumulator, if any
  ptowsp_type_t lhs = operand_type(op, first), rhs = operand_type(op, first + 1);
  ptowsp_type_t out = op->results[0].type;
  if (!is_in(lhs, PTOWSP_MEMORY_L0A) || !is_in(rhs, PTOWSP_MEMORY_L0B) ||
      !is_in(out, PTOWSP_MEMORY_L0C))
    return ptowsp_verify_fail(op, "multiplies l0a by l0b into l0c");
  if (rows(out) != rows(lhs) || cols(out) != cols(rhs) || cols(lhs) != rows(rhs))
    return ptowsp_verify_fail(op,
                              "multiplies MxK by KxN into MxN, but has %" PRId64 "x%" PRId64
                              ", %" PRId64 "x%" PRId64 " and %" PRId64 "x%" PRId64,
                              rows(lhs), cols(lhs), rows(rhs), cols(rhs), rows(out), cols(out));
  return check_product_types(op, lhs, rhs, out);
}

bool ptowsp_verify_flag(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  enum { EVENTS = 8 }; // ids of each pair of pipes on a2a3
  int64_t event = ptowsp_op_attr_int(op, "event", -1);
  if (event < 0 || event >= EVENTS)
    return ptowsp_verify_fail(op, "event must be 0 to %d, but is %" PRId64, EVENTS - 1, event);
  return ptowsp_attr_lookup(op->properties, "src") != ptowsp_attr_lookup(op->properties, "dst") ||
         ptowsp_verify_fail(op, "orders two different pipes; within one, use pto.pipe_barrier");
}
