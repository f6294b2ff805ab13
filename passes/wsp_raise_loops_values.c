// Arithmetic on tiles: each scalar operation of the nest becomes one or a few tile
// instructions over the loops that it varies with.
#include <string.h>

#include "ptowsp/fold.h"
#include "wsp_raise_loops.h"

enum { MAX_EXTENT = 4095 };

// ---------------------------------------------------------------- values

bool raise_is_scalar(const raise_value_t *value) {
  if (value->deferred) return false;
  return ptowsp_type_kind(ptowsp_value_type(value->to)) != PTOWSP_TYPE_TILE;
}

void raise_define(raise_t *r, ptowsp_value_t *from, const raise_value_t *value) {
  raise_value_t entry = *value;
  entry.from = from;
  ptowsp_vec_push(&r->values, entry);
}

static ptowsp_value_t *constant_again(raise_t *r, ptowsp_op_t *op) {
  ptowsp_attr_t value = ptowsp_op_attr(op, "value");
  if (ptowsp_type_is_index(ptowsp_value_type(ptowsp_op_result(op, 0))))
    return raise_index(r, ptowsp_attr_int_value(value));
  return ptowsp_build_constant(&r->b, value);
}

bool raise_is_defined(const raise_t *r, const ptowsp_value_t *from) {
  for (size_t i = r->values.size; i-- > 0;)
    if (r->values.data[i].from == from) return true;
  return false;
}

bool raise_find(raise_t *r, ptowsp_value_t *from, raise_value_t *out_value) {
  for (size_t i = r->values.size; i-- > 0;)
    if (r->values.data[i].from == from) {
      *out_value = r->values.data[i];
      return true;
    }
  ptowsp_op_t *op = ptowsp_value_op(from);
  raise_value_t value = {.from = from, .to = from};
  if (ptowsp_op_is(op, PTOWSP_OP_ARITH_CONSTANT)) {
    value.to = constant_again(r, op);
    raise_define(r, from, &value);
  } else if (op) {
    return raise_fail(r, ptowsp_op_loc(op), false, "no tile instruction for %s",
                      ptowsp_op_name(op));
  } else if (raise_find_loop(r, ptowsp_block_op(ptowsp_value_block(from)))) {
    return raise_fail(r, ptowsp_value_loc(from), false,
                      "a loop's variable is used as a value: no tile instruction yet");
  }
  *out_value = value;
  return true;
}

ptowsp_value_t *raise_index(raise_t *r, int64_t value) {
  for (size_t i = 0; i < r->indices.size; i++)
    if (r->indices.data[i].value == value) return r->indices.data[i].constant;
  raise_index_t entry = {value, ptowsp_build_index(&r->b, value)};
  ptowsp_vec_push(&r->indices, entry);
  return entry.constant;
}

// ---------------------------------------------------------------- tiles

static int64_t extent(const raise_t *r, ptowsp_op_t *loop) {
  return loop ? raise_find_loop(r, loop)->extent : 1;
}

static bool is_storable(ptowsp_type_t type) {
  if (ptowsp_type_is_float(type)) return ptowsp_type_width(type) <= 32;
  return ptowsp_type_is_integer(type) && ptowsp_type_width(type) >= 8 &&
         ptowsp_type_width(type) <= 32;
}

const char *raise_type_name(raise_t *r, ptowsp_type_t type) {
  ptowsp_buffer_t buffer = {0};
  ptowsp_print_type(&buffer, type);
  const char *name = ptowsp_arena_strdup(r->arena, (ptowsp_str_t){buffer.data, buffer.size});
  ptowsp_buffer_deinit(&buffer);
  return name;
}

ptowsp_type_t raise_tile_type(raise_t *r, int64_t rows, int64_t cols, ptowsp_type_t element,
                              ptowsp_memory_t memory) {
  if (ptowsp_type_is_i(element, 1)) element = ptowsp_type_i(r->context, 8); // bools, in bytes
  if (!is_storable(element)) {
    bool wide = ptowsp_type_is_float(element) || ptowsp_type_is_integer(element);
    raise_fail(r, r->b.loc, false, "the vector unit has no elements of type %s%s",
               raise_type_name(r, element),
               !wide                           ? ""
               : ptowsp_type_is_float(element) ? " (double); write float"
                                               : " (64-bit integers); write int32_t");
    return NULL;
  }
  ptowsp_type_t type = ptowsp_type_tile(r->context, rows, cols, element, memory);
  int64_t bytes = ptowsp_tile_layout(type).bytes,
          capacity = ptowsp_memory_capacity(r->kernel, memory);
  if (memory == PTOWSP_MEMORY_UB && r->tile_bytes) capacity = r->tile_bytes;
  bool long_extent =
      rows > MAX_EXTENT || (cols > MAX_EXTENT && (rows > 1 || memory != PTOWSP_MEMORY_UB));
  if (!long_extent && bytes <= capacity) return type;
  r->large.rows = rows;
  r->large.cols = cols;
  r->large.bytes = bytes;
  if (long_extent)
    raise_fail(r, r->b.loc, true, "a tile of %lld x %lld is too large: an extent is at most %d",
               (long long)rows, (long long)cols, MAX_EXTENT);
  else
    raise_fail(r, r->b.loc, true,
               "a tile of %lld x %lld takes %lld bytes, and %s has %lld; use smaller tiles",
               (long long)rows, (long long)cols, (long long)bytes, ptowsp_memory_name(memory),
               (long long)ptowsp_memory_capacity(r->kernel, memory));
  return NULL;
}

// The result of an equal instruction built before in this block; NULL: none.
static ptowsp_value_t *built_before(const raise_t *r, ptowsp_op_id_t id, ptowsp_type_t type,
                                    ptowsp_value_t *const *operands, size_t count) {
  // A product's place is accumulated into later.
  if (!type || id == PTOWSP_OP_PTO_TMATMUL || id == PTOWSP_OP_PTO_TMATMUL_ACC) return NULL;
  if (!(ptowsp_op_info_by_id(id)->traits & PTOWSP_TRAIT_PURE)) return NULL;
  for (ptowsp_use_t *use = ptowsp_value_first_use(operands[0]); use; use = ptowsp_use_next(use)) {
    ptowsp_op_t *user = ptowsp_use_op(use);
    bool equal = ptowsp_op_is(user, id) && ptowsp_op_block(user) == r->b.block &&
                 ptowsp_op_operand_count(user) == count &&
                 ptowsp_value_type(ptowsp_op_result(user, 0)) == type;
    for (size_t i = 0; equal && i < count; i++) equal = ptowsp_op_operand(user, i) == operands[i];
    if (equal) return ptowsp_op_result(user, 0);
  }
  return NULL;
}

// A shift of all elements by one number: the vector unit's, where those by a tile are the scalar
// unit's. Puts the number in `operands` and returns the instruction.
static ptowsp_op_id_t shift_by_number(ptowsp_op_id_t id, ptowsp_value_t **operands) {
  ptowsp_op_t *spread = ptowsp_value_op(operands[1]);
  if (!spread || !ptowsp_op_is(spread, PTOWSP_OP_PTO_TEXPANDS)) return id;
  operands[1] = ptowsp_op_operand(spread, 0);
  return id == PTOWSP_OP_PTO_TSHL ? PTOWSP_OP_PTO_TSHLS : PTOWSP_OP_PTO_TSHRS;
}

ptowsp_value_t *raise_tile_op(raise_t *r, ptowsp_op_id_t id, ptowsp_type_t type,
                              ptowsp_value_t *const *operands, size_t count) {
  ptowsp_value_t *shifted[2];
  if (id == PTOWSP_OP_PTO_TSHL || id == PTOWSP_OP_PTO_TSHR) {
    memcpy(shifted, operands, sizeof shifted);
    id = shift_by_number(id, shifted);
    operands = shifted;
  }
  r->built++;
  ptowsp_value_t *equal = built_before(r, id, type, operands, count);
  if (equal) return equal;
  ptowsp_op_state_t state = {
      .id = id, .loc = r->b.loc, .operands = operands, .operand_count = count};
  if (type) {
    state.result_types = &type;
    state.result_count = 1;
  }
  ptowsp_op_t *op = ptowsp_build(&r->b, &state);
  return type ? ptowsp_op_result(op, 0) : NULL;
}

ptowsp_value_t *raise_single(raise_t *r, ptowsp_op_id_t id, ptowsp_type_t type, ptowsp_value_t *x) {
  return type && x ? raise_tile_op(r, id, type, &x, 1) : NULL;
}

ptowsp_value_t *raise_pair(raise_t *r, ptowsp_op_id_t id, ptowsp_value_t *x, ptowsp_value_t *y) {
  if (!x || !y) return NULL;
  return raise_tile_op(r, id, ptowsp_value_type(x), (ptowsp_value_t *[]){x, y}, 2);
}

ptowsp_value_t *raise_with_number(raise_t *r, ptowsp_op_id_t id, ptowsp_value_t *x, double number) {
  if (!x) return NULL;
  ptowsp_type_t element = ptowsp_type_element(ptowsp_value_type(x));
  return raise_pair(r, id, x, raise_number(r, number, element));
}

static ptowsp_value_t *unary(raise_t *r, ptowsp_op_id_t id, ptowsp_type_t type, ptowsp_value_t *x) {
  return type ? raise_tile_op(r, id, type, &x, 1) : NULL;
}

static ptowsp_value_t *pair(raise_t *r, ptowsp_op_id_t id, ptowsp_value_t *x, ptowsp_value_t *y) {
  return raise_tile_op(r, id, ptowsp_value_type(x), (ptowsp_value_t *[]){x, y}, 2);
}

// The vector as a column; NULL after a failure.
static ptowsp_value_t *as_column(raise_t *r, ptowsp_value_t *tile) {
  const int64_t *shape = ptowsp_type_shape(ptowsp_value_type(tile));
  if (shape[0] != 1 || shape[1] == 1) return tile;
  return unary(r, PTOWSP_OP_PTO_TRESHAPE,
               raise_tile_type(r, shape[1], 1, ptowsp_type_element(ptowsp_value_type(tile)),
                               PTOWSP_MEMORY_UB),
               tile);
}

static ptowsp_value_t *transposed(raise_t *r, ptowsp_value_t *tile) {
  ptowsp_type_t type = ptowsp_value_type(tile), element = ptowsp_type_element(type);
  const int64_t *shape = ptowsp_type_shape(type);
  return unary(r, PTOWSP_OP_PTO_TTRANS,
               raise_tile_type(r, shape[1], shape[0], element, PTOWSP_MEMORY_UB), tile);
}

ptowsp_value_t *raise_expand(raise_t *r, const raise_value_t *value, ptowsp_type_t element,
                             ptowsp_op_t *row, ptowsp_op_t *col) {
  if (!raise_is_scalar(value) && value->row == row && value->col == col) return value->to;
  int64_t rows = extent(r, row), cols = extent(r, col);
  ptowsp_type_t type = raise_tile_type(r, rows, cols, element, PTOWSP_MEMORY_UB);
  if (!type) return NULL;
  if (raise_is_scalar(value)) return unary(r, PTOWSP_OP_PTO_TEXPANDS, type, value->to);
  if (value->row && value->row == col && value->col == row) return transposed(r, value->to);
  if (value->row) {
    raise_fail(r, r->b.loc, true, "an expression varies with more than two loops of the nest");
    return NULL;
  }
  if (ptowsp_type_is_i(element, 1)) { // masks are not spread
    raise_fail(r, r->b.loc, true, "a truth value does not vary with all loops of the nest");
    return NULL;
  }
  if (value->col == col) return unary(r, PTOWSP_OP_PTO_TCOLEXPAND, type, value->to);
  if (value->col == row && row) {
    ptowsp_value_t *column = as_column(r, value->to);
    return column ? unary(r, PTOWSP_OP_PTO_TROWEXPAND, type, column) : NULL;
  }
  if (value->col) {
    raise_fail(r, r->b.loc, true, "an expression varies with more than two loops of the nest");
    return NULL;
  }
  // A single element: along a row first, then down the columns.
  ptowsp_type_t line = ptowsp_type_tile(r->context, 1, cols, element, PTOWSP_MEMORY_UB);
  ptowsp_value_t *tile = unary(r, PTOWSP_OP_PTO_TROWEXPAND, line, value->to);
  return rows == 1 ? tile : unary(r, PTOWSP_OP_PTO_TCOLEXPAND, type, tile);
}

// ---------------------------------------------------------------- binary operations

typedef struct {
  ptowsp_op_id_t op;
  ptowsp_op_id_t tile, scalar; // tile op tile, tile op scalar
  ptowsp_op_id_t column;       // tile op column; UNREGISTERED: spread the column first
  bool commutative;
} binary_t;

// pto-isa's simulator has no TROWEXPANDADD: a column is added by subtracting its negative.
static const binary_t binaries[] = {
    {PTOWSP_OP_ARITH_ADDF, PTOWSP_OP_PTO_TADD, PTOWSP_OP_PTO_TADDS, PTOWSP_OP_PTO_TROWEXPANDADD,
     true},
    {PTOWSP_OP_ARITH_SUBF, PTOWSP_OP_PTO_TSUB, PTOWSP_OP_PTO_TSUBS, PTOWSP_OP_PTO_TROWEXPANDSUB,
     false},
    {PTOWSP_OP_ARITH_MULF, PTOWSP_OP_PTO_TMUL, PTOWSP_OP_PTO_TMULS, PTOWSP_OP_PTO_TROWEXPANDMUL,
     true},
    {PTOWSP_OP_ARITH_DIVF, PTOWSP_OP_PTO_TDIV, PTOWSP_OP_PTO_TDIVS, PTOWSP_OP_PTO_TROWEXPANDDIV,
     false},
    {PTOWSP_OP_ARITH_MAXNUMF, PTOWSP_OP_PTO_TMAX, PTOWSP_OP_PTO_TMAXS, PTOWSP_OP_UNREGISTERED,
     true},
    {PTOWSP_OP_ARITH_MINNUMF, PTOWSP_OP_PTO_TMIN, PTOWSP_OP_PTO_TMINS, PTOWSP_OP_UNREGISTERED,
     true},
    {PTOWSP_OP_ARITH_ADDI, PTOWSP_OP_PTO_TADD, PTOWSP_OP_PTO_TADDS, PTOWSP_OP_UNREGISTERED, true},
    {PTOWSP_OP_ARITH_SUBI, PTOWSP_OP_PTO_TSUB, PTOWSP_OP_PTO_TSUBS, PTOWSP_OP_UNREGISTERED, false},
    {PTOWSP_OP_ARITH_MULI, PTOWSP_OP_PTO_TMUL, PTOWSP_OP_PTO_TMULS, PTOWSP_OP_UNREGISTERED, true},
    {PTOWSP_OP_ARITH_MAXSI, PTOWSP_OP_PTO_TMAX, PTOWSP_OP_PTO_TMAXS, PTOWSP_OP_UNREGISTERED, true},
    {PTOWSP_OP_ARITH_MINSI, PTOWSP_OP_PTO_TMIN, PTOWSP_OP_PTO_TMINS, PTOWSP_OP_UNREGISTERED, true},
};

static const binary_t *find_binary(ptowsp_op_id_t id) {
  for (size_t i = 0; i < PTOWSP_COUNTOF(binaries); i++)
    if (binaries[i].op == id) return &binaries[i];
  return NULL;
}

static bool is_half_or_float(ptowsp_type_t type) {
  if (!ptowsp_type_is_float(type)) return false;
  ptowsp_float_kind_t kind = ptowsp_type_float_kind(type);
  return kind == PTOWSP_FLOAT_F32 || kind == PTOWSP_FLOAT_F16;
}

// Whether the vector unit computes with such elements.
static bool check_element(raise_t *r, ptowsp_type_t type, const char *what) {
  bool integer = ptowsp_type_is_i(type, 32) || ptowsp_type_is_i(type, 16);
  if (is_half_or_float(type) || integer) return true;
  return raise_fail(r, r->b.loc, false, "no tile instruction for %s on %s", what,
                    raise_type_name(r, type));
}

bool raise_join(raise_t *r, const raise_value_t *x, const raise_value_t *y, ptowsp_op_t **out_row,
                ptowsp_op_t **out_col) {
  const raise_value_t *wide = x->row ? x : y;
  *out_row = wide->row;
  *out_col = wide->row || wide->col ? wide->col : x->col;
  bool turned = x->row == y->col && x->col == y->row;
  if (x->row && y->row && (x->row != y->row || x->col != y->col) && !turned) {
    raise_ask_for_loop(r, (ptowsp_op_t *[]){x->row, x->col, y->row, y->col}, 4);
    return raise_fail(r, r->b.loc, true,
                      "an expression varies with more than two loops of the nest");
  }
  if (wide->row || !x->col || !y->col || x->col == y->col) return true;
  // Two vectors along different loops: the outer loop gives the rows.
  bool nested = ptowsp_op_is_ancestor(x->col, y->col);
  *out_row = nested ? x->col : y->col;
  *out_col = nested ? y->col : x->col;
  return true;
}

static bool is_column_of(const raise_value_t *value, ptowsp_op_t *row) {
  return row && !value->row && value->col == row && !raise_is_scalar(value);
}

// tile op column, for a tile of full shape.
static ptowsp_value_t *with_column(raise_t *r, const binary_t *binary, ptowsp_value_t *tile,
                                   const raise_value_t *column) {
  ptowsp_value_t *line = column->to;
  ptowsp_op_id_t id = binary->column;
  if (id == PTOWSP_OP_PTO_TROWEXPANDADD) {
    line = unary(r, PTOWSP_OP_PTO_TNEG, ptowsp_value_type(line), line);
    id = PTOWSP_OP_PTO_TROWEXPANDSUB;
  }
  line = as_column(r, line);
  return line ? pair(r, id, tile, line) : NULL;
}

static ptowsp_value_t *tile_with_tile(raise_t *r, const binary_t *binary, const raise_value_t *x,
                                      const raise_value_t *y, ptowsp_op_t *row, ptowsp_op_t *col) {
  ptowsp_type_t element = ptowsp_type_element(ptowsp_value_type(x->to));
  bool by_column = binary->column != PTOWSP_OP_UNREGISTERED && is_half_or_float(element);
  if (by_column && x->row == row && is_column_of(y, row)) return with_column(r, binary, x->to, y);
  if (by_column && y->row == row && is_column_of(x, row)) {
    if (binary->commutative) return with_column(r, binary, y->to, x);
    if (binary->op == PTOWSP_OP_ARITH_SUBF) { // column - tile = -tile + column
      ptowsp_value_t *negative = unary(r, PTOWSP_OP_PTO_TNEG, ptowsp_value_type(y->to), y->to);
      return with_column(r, find_binary(PTOWSP_OP_ARITH_ADDF), negative, x);
    }
  }
  ptowsp_value_t *a = raise_expand(r, x, element, row, col);
  ptowsp_value_t *b = a ? raise_expand(r, y, element, row, col) : NULL;
  return b ? pair(r, binary->tile, a, b) : NULL;
}

static bool is_one(ptowsp_value_t *value) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  return ptowsp_op_is(op, PTOWSP_OP_ARITH_CONSTANT) &&
         ptowsp_type_is_float(ptowsp_value_type(value)) &&
         ptowsp_attr_float_value(ptowsp_op_attr(op, "value")) == 1.0;
}

static ptowsp_value_t *tile_with_scalar(raise_t *r, const binary_t *binary, ptowsp_value_t *tile,
                                        ptowsp_value_t *scalar) {
  return raise_tile_op(r, binary->scalar, ptowsp_value_type(tile),
                       (ptowsp_value_t *[]){tile, scalar}, 2);
}

// Of equal zeros fmax and fmin return the second, so their operands keep their order unless they
// cannot both be zero.
static bool may_swap(const binary_t *binary, ptowsp_value_t *scalar) {
  if (binary->op != PTOWSP_OP_ARITH_MAXNUMF && binary->op != PTOWSP_OP_ARITH_MINNUMF) return true;
  ptowsp_op_t *op = ptowsp_value_op(scalar);
  return op && ptowsp_op_is(op, PTOWSP_OP_ARITH_CONSTANT) &&
         ptowsp_attr_float_value(ptowsp_op_attr(op, "value")) != 0;
}

static ptowsp_value_t *scalar_with_tile(raise_t *r, const binary_t *binary,
                                        const raise_value_t *scalar, const raise_value_t *y) {
  ptowsp_type_t type = ptowsp_value_type(y->to);
  switch (binary->op) {
    case PTOWSP_OP_ARITH_SUBF:
    case PTOWSP_OP_ARITH_SUBI: // scalar - tile = -tile + scalar
      return raise_tile_op(
          r, PTOWSP_OP_PTO_TADDS, type,
          (ptowsp_value_t *[]){unary(r, PTOWSP_OP_PTO_TNEG, type, y->to), scalar->to}, 2);
    case PTOWSP_OP_ARITH_DIVF:
      if (is_one(scalar->to)) return unary(r, PTOWSP_OP_PTO_TRECIP, type, y->to);
      return pair(r, PTOWSP_OP_PTO_TDIV, unary(r, PTOWSP_OP_PTO_TEXPANDS, type, scalar->to), y->to);
    default:
      if (may_swap(binary, scalar->to)) return tile_with_scalar(r, binary, y->to, scalar->to);
      return pair(r, binary->tile, unary(r, PTOWSP_OP_PTO_TEXPANDS, type, scalar->to), y->to);
  }
}

bool raise_binary(raise_t *r, ptowsp_op_id_t id, const raise_value_t *x, const raise_value_t *y,
                  raise_value_t *out_value) {
  const binary_t *binary = find_binary(id);
  if (raise_is_scalar(x) && raise_is_scalar(y))
    return raise_fail(r, r->b.loc, false, "no tile instruction for %s of a loop's variable",
                      ptowsp_op_info_by_id(id)->name);
  ptowsp_type_t type = ptowsp_value_type(raise_is_scalar(x) ? y->to : x->to);
  ptowsp_type_t other = ptowsp_value_type(raise_is_scalar(x) ? x->to : y->to);
  if (ptowsp_type_kind(other) == PTOWSP_TYPE_TILE) other = ptowsp_type_element(other);
  raise_value_t value = {0};
  if (other != ptowsp_type_element(type))
    return raise_fail(r, r->b.loc, false, "no tile instruction for %s on %s and %s",
                      ptowsp_op_info_by_id(id)->name, raise_type_name(r, ptowsp_type_element(type)),
                      raise_type_name(r, other));
  if (!check_element(r, ptowsp_type_element(type), ptowsp_op_info_by_id(id)->name)) return false;
  if (!raise_join(r, x, y, &value.row, &value.col)) return false;
  if (raise_is_scalar(x))
    value.to = scalar_with_tile(r, binary, x, y);
  else if (raise_is_scalar(y))
    value.to = tile_with_scalar(r, binary, x->to, y->to);
  else
    value.to = tile_with_tile(r, binary, x, y, value.row, value.col);
  *out_value = value;
  return value.to != NULL;
}

// ---------------------------------------------------------------- other operations

enum { AS_IS = -1, RINT, ROUND, FLOOR, CEIL, TRUNC };

static const struct {
  ptowsp_op_id_t op, tile;
  int rounding; // to whole numbers, of pto.tcvt
} unaries[] = {
    {PTOWSP_OP_ARITH_NEGF, PTOWSP_OP_PTO_TNEG, AS_IS},
    {PTOWSP_OP_MATH_ABSF, PTOWSP_OP_PTO_TABS, AS_IS},
    {PTOWSP_OP_MATH_EXP, PTOWSP_OP_PTO_TEXP, AS_IS},
    {PTOWSP_OP_MATH_LOG, PTOWSP_OP_PTO_TLOG, AS_IS},
    {PTOWSP_OP_MATH_SQRT, PTOWSP_OP_PTO_TSQRT, AS_IS},
    {PTOWSP_OP_MATH_RSQRT, PTOWSP_OP_PTO_TRSQRT, AS_IS},
    {PTOWSP_OP_MATH_FLOOR, PTOWSP_OP_PTO_TCVT, FLOOR},
    {PTOWSP_OP_MATH_CEIL, PTOWSP_OP_PTO_TCVT, CEIL},
    {PTOWSP_OP_MATH_TRUNC, PTOWSP_OP_PTO_TCVT, TRUNC},
    {PTOWSP_OP_MATH_ROUND, PTOWSP_OP_PTO_TCVT, ROUND},
    {PTOWSP_OP_MATH_ROUNDEVEN, PTOWSP_OP_PTO_TCVT, RINT},
};

static ptowsp_value_t *rounded(raise_t *r, ptowsp_value_t *x, int rounding) {
  ptowsp_type_t type = ptowsp_value_type(x);
  for (ptowsp_use_t *use = ptowsp_value_first_use(x); use; use = ptowsp_use_next(use)) {
    ptowsp_op_t *user = ptowsp_use_op(use);
    if (ptowsp_op_is(user, PTOWSP_OP_PTO_TCVT) && ptowsp_op_block(user) == r->b.block &&
        ptowsp_op_attr_int(user, "rounding", AS_IS) == rounding)
      return ptowsp_op_result(user, 0);
  }
  ptowsp_op_state_t state = {.id = PTOWSP_OP_PTO_TCVT,
                             .loc = r->b.loc,
                             .operands = &x,
                             .operand_count = 1,
                             .result_types = &type,
                             .result_count = 1};
  ptowsp_op_t *op = ptowsp_build(&r->b, &state);
  ptowsp_op_set_attr(op, "rounding", ptowsp_attr_i64(r->context, rounding));
  return ptowsp_op_result(op, 0);
}

static bool raise_unary(raise_t *r, ptowsp_op_t *op, raise_value_t *value) {
  ptowsp_type_t tile = ptowsp_value_type(value->to), element = ptowsp_type_element(tile);
  for (size_t i = 0; i < PTOWSP_COUNTOF(unaries); i++) {
    if (unaries[i].op != ptowsp_op_id(op)) continue;
    if (!is_half_or_float(element)) return check_element(r, element, ptowsp_op_name(op));
    bool rounds = unaries[i].rounding != AS_IS;
    if (rounds && ptowsp_type_float_kind(element) != PTOWSP_FLOAT_F32) break;
    value->to = rounds ? rounded(r, value->to, unaries[i].rounding)
                       : unary(r, unaries[i].tile, tile, value->to);
    return true;
  }
  return raise_fail(r, ptowsp_op_loc(op), false, "no tile instruction for %s", ptowsp_op_name(op));
}

static bool is_zero(ptowsp_value_t *value) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (!ptowsp_op_is(op, PTOWSP_OP_ARITH_CONSTANT)) return false;
  return ptowsp_attr_float_value_bits(ptowsp_op_attr(op, "value")) == 0;
}

// The tile operation that a choice between the two compared values is: x > 0 ? x : 0, and
// maximum and minimum of integers. (Of floats, fmaxf says what happens to NaN.)
static ptowsp_op_id_t choice(ptowsp_op_t *select) {
  ptowsp_op_t *compare = ptowsp_value_op(ptowsp_op_operand(select, 0));
  ptowsp_value_t *yes = ptowsp_op_operand(select, 1), *no = ptowsp_op_operand(select, 2);
  bool integer = ptowsp_op_is(compare, PTOWSP_OP_ARITH_CMPI);
  if (!integer && !ptowsp_op_is(compare, PTOWSP_OP_ARITH_CMPF)) return PTOWSP_OP_UNREGISTERED;
  ptowsp_value_t *x = ptowsp_op_operand(compare, 0), *y = ptowsp_op_operand(compare, 1);
  int64_t predicate = ptowsp_op_attr_int(compare, "predicate", -1);
  if (!integer) {
    bool relu = (predicate == PTOWSP_CMPF_OGT && x == yes && is_zero(y) && is_zero(no)) ||
                (predicate == PTOWSP_CMPF_OLT && y == yes && is_zero(x) && is_zero(no));
    return relu ? PTOWSP_OP_PTO_TRELU : PTOWSP_OP_UNREGISTERED;
  }
  bool straight = x == yes && y == no, swapped = x == no && y == yes;
  if (!straight && !swapped) return PTOWSP_OP_UNREGISTERED;
  bool greater = predicate == PTOWSP_CMPI_SGT || predicate == PTOWSP_CMPI_SGE,
       less = predicate == PTOWSP_CMPI_SLT || predicate == PTOWSP_CMPI_SLE;
  if (!greater && !less) return PTOWSP_OP_UNREGISTERED;
  return greater == straight ? PTOWSP_OP_ARITH_MAXSI : PTOWSP_OP_ARITH_MINSI;
}

static bool raise_select(raise_t *r, ptowsp_op_t *op, raise_value_t *out_value) {
  ptowsp_op_id_t id = choice(op);
  raise_value_t x, y;
  if (!raise_find(r, ptowsp_op_operand(op, 1), &x) || !raise_find(r, ptowsp_op_operand(op, 2), &y))
    return false;
  ptowsp_type_t type = ptowsp_value_type(ptowsp_op_result(op, 0));
  bool scalars = raise_is_scalar(&x) && raise_is_scalar(&y);
  if (ptowsp_type_is_i(type, 8)) id = PTOWSP_OP_UNREGISTERED; // chosen between as halves
  if (id == PTOWSP_OP_UNREGISTERED || scalars)
    return raise_choose(r, ptowsp_op_operand(op, 0), &x, &y, type, out_value);
  if (id != PTOWSP_OP_PTO_TRELU) return raise_binary(r, id, &x, &y, out_value);
  if (!check_element(r, ptowsp_type_element(ptowsp_value_type(x.to)), "a choice")) return false;
  *out_value = x;
  out_value->to = unary(r, id, ptowsp_value_type(x.to), x.to);
  return true;
}

// An operation on scalars stays one.
static void clone_scalar(raise_t *r, ptowsp_op_t *op, const raise_value_t *operands) {
  ptowsp_value_map_t *map = ptowsp_value_map_create();
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++)
    ptowsp_value_map_set(map, ptowsp_op_operand(op, i), operands[i].to);
  ptowsp_op_t *copy = ptowsp_op_clone(op, map);
  ptowsp_value_map_destroy(map);
  if (r->b.before)
    ptowsp_op_move_before(copy, r->b.before);
  else
    ptowsp_op_move_to_end(copy, r->b.block);
  ptowsp_fold_t folded = {0};
  if (ptowsp_op_result_count(copy) == 1 && ptowsp_op_fold(copy, &folded)) {
    ptowsp_op_erase(copy);
    if (!folded.value) folded.value = ptowsp_build_constant(&r->b, folded.constant);
    raise_define(r, ptowsp_op_result(op, 0), &(raise_value_t){.to = folded.value});
    return;
  }
  for (size_t i = 0; i < ptowsp_op_result_count(op); i++)
    raise_define(r, ptowsp_op_result(op, i), &(raise_value_t){.to = ptowsp_op_result(copy, i)});
}

// An operation on indices: of a loop's variable, as far as it is a value.
static bool raise_index_op(raise_t *r, ptowsp_op_t *op) {
  ptowsp_type_t type = ptowsp_value_type(ptowsp_op_result(op, 0));
  raise_value_t value;
  if (ptowsp_op_is(op, PTOWSP_OP_ARITH_CMPI)) return raise_index_compare(r, op);
  if (!ptowsp_op_is(op, PTOWSP_OP_ARITH_INDEX_CAST))
    return raise_fail(r, ptowsp_op_loc(op), true, "no tile instruction for %s of a loop's variable",
                      ptowsp_op_name(op));
  if (!raise_index_value(r, ptowsp_op_operand(op, 0), type, &value)) return false;
  raise_define(r, ptowsp_op_result(op, 0), &value);
  return true;
}

bool raise_arith(raise_t *r, ptowsp_op_t *op) {
  // What stands for a bound of a loop that is kept, say.
  if (raise_is_defined(r, ptowsp_op_result(op, 0))) return true;
  size_t count = ptowsp_op_operand_count(op);
  raise_value_t operands[3], result = {0};
  bool scalar = true;
  r->b.loc = ptowsp_op_loc(op);
  if (count == 0 || count > PTOWSP_COUNTOF(operands) || ptowsp_op_result_count(op) != 1)
    return raise_fail(r, ptowsp_op_loc(op), false, "no tile instruction for %s",
                      ptowsp_op_name(op));
  if (ptowsp_type_is_index(ptowsp_value_type(ptowsp_op_operand(op, 0))))
    return raise_index_op(r, op);
  for (size_t i = 0; i < count; i++) {
    if (!raise_find(r, ptowsp_op_operand(op, i), &operands[i])) return false;
    scalar = scalar && raise_is_scalar(&operands[i]);
  }
  if (scalar) {
    clone_scalar(r, op, operands);
    return true;
  }
  if (ptowsp_type_is_i(ptowsp_value_type(ptowsp_op_result(op, 0)), 1))
    return raise_condition(r, op, operands);
  if (raise_has_formula(op)) return raise_formula(r, op);
  ptowsp_type_t type = ptowsp_value_type(ptowsp_op_result(op, 0));
  if (ptowsp_type_is_i(type, 64) &&
      (find_binary(ptowsp_op_id(op)) || raise_is_bits(ptowsp_op_id(op))))
    return raise_fail(r, ptowsp_op_loc(op), false,
                      "no tile instruction for %s on 64-bit integers; write int32_t",
                      ptowsp_op_name(op));
  bool ok = false;
  result = operands[0];
  if (ptowsp_op_is(op, PTOWSP_OP_ARITH_SELECT))
    ok = raise_select(r, op, &result);
  else if (raise_is_cast(ptowsp_op_id(op)))
    ok = raise_cast(r, op, &result);
  else if (find_binary(ptowsp_op_id(op)))
    ok = raise_binary(r, ptowsp_op_id(op), &operands[0], &operands[1], &result);
  else if (raise_is_bits(ptowsp_op_id(op)))
    ok = raise_bits(r, ptowsp_op_id(op), &operands[0], &operands[1],
                    ptowsp_value_type(ptowsp_op_result(op, 0)), &result);
  else if (count == 1)
    ok = raise_unary(r, op, &result);
  else
    ok = raise_fail(r, ptowsp_op_loc(op), false, "no tile instruction for %s", ptowsp_op_name(op));
  if (ok) raise_define(r, ptowsp_op_result(op, 0), &result);
  return ok;
}
