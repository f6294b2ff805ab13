// Tiles that loops carry: one place for each, from iteration to iteration.
#include "ptowsp/tile.h"

static bool is_tile(const ptowsp_value_t *value) {
  return ptowsp_type_kind(ptowsp_value_type(value)) == PTOWSP_TYPE_TILE;
}

static bool is_loop(const ptowsp_op_t *op) { return ptowsp_op_is(op, PTOWSP_OP_SCF_FOR); }

static ptowsp_op_t *yield_of(const ptowsp_op_t *loop) {
  return ptowsp_block_terminator(ptowsp_op_body(loop));
}

bool ptowsp_tile_updates(const ptowsp_op_t *op) {
  return ptowsp_op_is(op, PTOWSP_OP_PTO_TMATMUL_ACC) || ptowsp_op_is(op, PTOWSP_OP_PTO_TSCATTER);
}

bool ptowsp_tile_is_alias(const ptowsp_op_t *op) {
  return ptowsp_op_is(op, PTOWSP_OP_PTO_TRESHAPE) || ptowsp_tile_updates(op);
}

// The loop that a tile instruction makes the next iteration's tile for, and the tile's number.
static ptowsp_op_t *yielded_to(const ptowsp_op_t *op, size_t *out_number) {
  if (!ptowsp_op_is_tile(op) || ptowsp_op_result_count(op) != 1) return NULL;
  ptowsp_use_t *use = ptowsp_value_first_use(ptowsp_op_result(op, 0));
  for (; use; use = ptowsp_use_next(use)) {
    ptowsp_op_t *user = ptowsp_use_op(use), *loop = ptowsp_op_parent(user);
    if (!ptowsp_op_is(user, PTOWSP_OP_SCF_YIELD) || !is_loop(loop)) continue;
    *out_number = ptowsp_use_operand(use);
    return loop;
  }
  return NULL;
}

ptowsp_op_t *ptowsp_tile_origin(ptowsp_value_t *tile) {
  for (;;) {
    ptowsp_op_t *op = ptowsp_value_op(tile), *loop = op;
    size_t number = 0;
    if (!op) {
      loop = ptowsp_block_op(ptowsp_value_block(tile));
      if (!is_loop(loop)) return NULL;
      number = ptowsp_value_index(tile) - 1;
    } else if (is_loop(op)) {
      number = ptowsp_value_index(tile);
    } else if (ptowsp_tile_is_alias(op)) {
      tile = ptowsp_op_operand(op, 0);
      continue;
    } else {
      loop = yielded_to(op, &number);
      if (!loop) return op;
    }
    tile = ptowsp_op_operand(loop, 3 + number);
  }
}

// ---------------------------------------------------------------- copies

static ptowsp_value_t *build_copy(ptowsp_op_t *before, ptowsp_value_t *tile) {
  ptowsp_type_t type = ptowsp_value_type(tile);
  ptowsp_builder_t b = ptowsp_builder_before(before);
  b.loc =
      ptowsp_op_loc(ptowsp_op_is(before, PTOWSP_OP_SCF_YIELD) ? ptowsp_op_parent(before) : before);
  ptowsp_op_state_t state = {.id = PTOWSP_OP_PTO_TMOV,
                             .operands = &tile,
                             .operand_count = 1,
                             .result_types = &type,
                             .result_count = 1};
  return ptowsp_op_result(ptowsp_build(&b, &state), 0);
}

static bool has_one_use(const ptowsp_value_t *value) {
  ptowsp_use_t *use = ptowsp_value_first_use(value);
  return use && !ptowsp_use_next(use);
}

// Whether a loop may take the tile's place for the one it carries: nothing else reads it.
static bool may_take(const ptowsp_op_t *loop, ptowsp_value_t *tile) {
  ptowsp_op_t *op = ptowsp_value_op(tile);
  if (!has_one_use(tile)) return false;
  if (!op) return ptowsp_value_block(tile) == ptowsp_op_block(loop); // what a loop around carries
  size_t number;
  bool made = is_loop(op) || ptowsp_tile_updates(op) || ptowsp_op_is_tile(op);
  return made && ptowsp_op_block(op) == ptowsp_op_block(loop) &&
         !ptowsp_op_is(op, PTOWSP_OP_PTO_TRESHAPE) && !yielded_to(op, &number);
}

// The op of the body that a reader stands in.
static ptowsp_op_t *in_body(const ptowsp_block_t *body, ptowsp_op_t *op) {
  while (ptowsp_op_block(op) != body) op = ptowsp_op_parent(op);
  return op;
}

// Whether an op of the body, or one behind it, reads the tile or what is seen in its place.
static bool is_read_from(const ptowsp_block_t *body, ptowsp_value_t *tile, ptowsp_op_t *op) {
  bool in_place = ptowsp_tile_in_place(op);
  for (ptowsp_use_t *use = ptowsp_value_first_use(tile); use; use = ptowsp_use_next(use)) {
    ptowsp_op_t *user = ptowsp_use_op(use);
    if (ptowsp_tile_is_alias(user) && ptowsp_use_operand(use) == 0 &&
        is_read_from(body, ptowsp_op_result(user, 0), op))
      return true;
    ptowsp_op_t *reader = in_body(body, user);
    bool same_type = ptowsp_value_type(tile) == ptowsp_value_type(ptowsp_op_result(op, 0));
    if (reader == op && !(in_place && same_type)) return true;
    for (reader = ptowsp_op_previous(reader); reader; reader = ptowsp_op_previous(reader))
      if (reader == op) return true;
  }
  return false;
}

// Whether the next iteration's tile is made in the place of this one's.
static bool is_in_place(ptowsp_op_t *loop, size_t number) {
  ptowsp_block_t *body = ptowsp_op_body(loop);
  ptowsp_value_t *carried = ptowsp_block_arg(body, 1 + number);
  ptowsp_value_t *next = ptowsp_op_operand(yield_of(loop), number);
  if (next == carried) return true;
  ptowsp_op_t *op = ptowsp_value_op(next);
  if (!op || ptowsp_op_block(op) != body) return false;
  size_t first;
  for (ptowsp_use_t *use = ptowsp_value_first_use(next); use; use = ptowsp_use_next(use))
    if (ptowsp_use_op(use) == yield_of(loop) && ptowsp_use_operand(use) != number) return false;
  if (ptowsp_tile_updates(op) || is_loop(op)) {
    // A chain of updates that begins with the tile itself, or what a loop inside made of it.
    ptowsp_value_t *from = next;
    while (from != carried) {
      op = ptowsp_value_op(from);
      if (!op || ptowsp_op_block(op) != body) return false;
      if (!is_loop(op) && !ptowsp_tile_updates(op)) return false;
      from = ptowsp_op_operand(op, is_loop(op) ? 3 + ptowsp_value_index(from) : 0);
    }
    return true;
  }
  return ptowsp_op_is_tile(op) && !ptowsp_tile_is_alias(op) && yielded_to(op, &first) == loop &&
         !is_read_from(body, carried, op);
}

// Whether the tile is, or is seen or made in the place of, one that the loop carries.
static bool is_carried(const ptowsp_op_t *loop, ptowsp_value_t *tile) {
  const ptowsp_block_t *body = ptowsp_op_body(loop);
  ptowsp_op_t *op;
  while ((op = ptowsp_value_op(tile)) && ptowsp_op_block(op) == body &&
         (is_loop(op) || ptowsp_tile_is_alias(op)))
    tile = ptowsp_op_operand(op, is_loop(op) ? 3 + ptowsp_value_index(tile) : 0);
  return !op && ptowsp_value_block(tile) == body;
}

// Tiles that change places: each is saved before the others' are written.
static void save_carried(ptowsp_op_t *loop, size_t number) {
  ptowsp_value_t *next = ptowsp_op_operand(yield_of(loop), number);
  if (!is_carried(loop, next) || is_in_place(loop, number)) return;
  ptowsp_op_t *seen = ptowsp_value_op(next);
  ptowsp_op_t *first = seen ? ptowsp_op_next(seen) : ptowsp_block_first(ptowsp_op_body(loop));
  ptowsp_op_set_operand(yield_of(loop), number, build_copy(first, next));
}

static void carry_next(ptowsp_op_t *loop, size_t number) {
  ptowsp_op_t *yield = yield_of(loop);
  if (is_in_place(loop, number)) return;
  ptowsp_value_t *next = ptowsp_op_operand(yield, number);
  ptowsp_op_set_operand(yield, number, build_copy(yield, next));
}

static void carry_in(ptowsp_op_t *op) {
  for (size_t i = 0; i < ptowsp_op_region_count(op); i++)
    for (ptowsp_block_t *block = ptowsp_region_first(ptowsp_op_region(op, i)); block;
         block = ptowsp_block_next(block))
      ptowsp_block_each(block, inner) carry_in(inner);
  if (!is_loop(op)) return;
  size_t count = ptowsp_op_result_count(op);
  for (size_t i = 0; i < count; i++)
    if (is_tile(ptowsp_op_result(op, i))) save_carried(op, i);
  for (size_t i = 0; i < count; i++) {
    ptowsp_value_t *first = ptowsp_op_operand(op, 3 + i);
    if (!is_tile(first)) continue;
    if (!may_take(op, first)) ptowsp_op_set_operand(op, 3 + i, build_copy(op, first));
    carry_next(op, i);
  }
}

void ptowsp_tile_carry(ptowsp_op_t *kernel) { carry_in(kernel); }
