// Locals in loops that are kept around tile instructions: what the loop does not change stays known
// in it and behind it; what its iterations hand on to one another, the loop carries.
//
//   float h = 0;                            %0 = pto.texpands %zero
//   for (t …) {                      →      %1 = scf.for %t = … iter_args(%h = %0) {
//     for (i …) h[i] = f(h[i], x[t][i]);      … %2 = … %h …
//   }                                         scf.yield %2
#include "wsp_raise_loops.h"

typedef struct {
  ptowsp_value_t *array;
} search_t;

static ptowsp_walk_t find_store(ptowsp_op_t *op, void *data) {
  const search_t *search = data;
  bool found =
      ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE) && ptowsp_op_operand(op, 1) == search->array;
  return found ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

// Whether a loop changes a local that lives beyond its iterations.
static bool changes(ptowsp_op_t *loop, const raise_box_t *box) {
  search_t search = {box->array};
  return !ptowsp_walk_pre(loop, find_store, &search);
}

bool raise_may_find(const raise_t *r, ptowsp_op_t *loop) {
  search_t search = {r->missing};
  for (size_t i = 0; i < r->known.size; i++)
    if (r->known.data[i].box->array == r->missing) return true;
  return !ptowsp_walk_pre(loop, find_store, &search);
}

// Whether it is read outside of the loop.
static bool is_read_elsewhere(ptowsp_op_t *loop, const raise_box_t *box) {
  for (ptowsp_use_t *use = ptowsp_value_first_use(box->array); use; use = ptowsp_use_next(use)) {
    ptowsp_op_t *user = ptowsp_use_op(use);
    if (ptowsp_op_is(user, PTOWSP_OP_MEMREF_LOAD) && !ptowsp_op_is_ancestor(loop, user))
      return true;
  }
  return false;
}

void raise_find_carried(raise_t *r, ptowsp_op_t *loop, bool all, raise_carried_t *out_carried) {
  *out_carried = (raise_carried_t){0};
  for (size_t i = 0; i < r->known.size; i++) {
    const raise_known_t *known = &r->known.data[i];
    if (!known->box->local || !changes(loop, known->box)) continue;
    if (!all && !is_read_elsewhere(loop, known->box)) continue;
    if (out_carried->count == RAISE_MAX_CARRIED) {
      out_carried->count = 0;
      return;
    }
    out_carried->tiles[out_carried->count++] = *known;
  }
}

bool raise_drop_carried(raise_carried_t *carried) {
  size_t kept = 0;
  for (size_t i = 0; i < carried->count; i++)
    if (!carried->dropped[i]) carried->tiles[kept++] = carried->tiles[i];
  bool less = kept < carried->count;
  for (size_t i = 0; i < carried->count; i++) carried->dropped[i] = false;
  carried->count = kept;
  return less && kept;
}

ptowsp_op_t *raise_build_kept(raise_t *r, ptowsp_value_t *const bounds[3],
                              const raise_carried_t *carried) {
  size_t count = carried ? carried->count : 0;
  if (!count) return ptowsp_build_for(&r->b, bounds[0], bounds[1], bounds[2]);
  ptowsp_value_t *operands[3 + RAISE_MAX_CARRIED] = {bounds[0], bounds[1], bounds[2]};
  ptowsp_type_t types[RAISE_MAX_CARRIED];
  for (size_t i = 0; i < count; i++) {
    operands[3 + i] = carried->tiles[i].tile;
    types[i] = ptowsp_value_type(operands[3 + i]);
  }
  ptowsp_op_state_t state = {.id = PTOWSP_OP_SCF_FOR,
                             .operands = operands,
                             .operand_count = 3 + count,
                             .result_types = types,
                             .result_count = count,
                             .region_count = 1};
  ptowsp_op_t *loop = ptowsp_build(&r->b, &state);
  ptowsp_loc_t loc = ptowsp_op_loc(loop);
  ptowsp_block_t *body = ptowsp_block_create(ptowsp_op_region(loop, 0));
  ptowsp_block_add_arg(body, ptowsp_value_type(bounds[0]), loc);
  ptowsp_value_t *next[RAISE_MAX_CARRIED];
  for (size_t i = 0; i < count; i++) next[i] = ptowsp_block_add_arg(body, types[i], loc);
  ptowsp_builder_t inside = ptowsp_builder_at_end(body, loc);
  ptowsp_op_state_t yield = {.id = PTOWSP_OP_SCF_YIELD, .operands = next, .operand_count = count};
  ptowsp_build(&inside, &yield);
  return loop;
}

static void know(raise_t *r, const raise_box_t *box, ptowsp_value_t *tile) {
  ptowsp_vec_push(&r->known, ((raise_known_t){box, tile, NULL}));
}

void raise_enter_kept(raise_t *r, ptowsp_op_t *loop, ptowsp_op_t *kept,
                      const raise_carried_t *carried) {
  size_t left = 0;
  for (size_t i = 0; i < r->known.size; i++) {
    raise_known_t known = r->known.data[i];
    if (known.box->local && !changes(loop, known.box)) r->known.data[left++] = known;
  }
  r->known.size = left;
  for (size_t i = 0; carried && i < carried->count; i++)
    know(r, carried->tiles[i].box, ptowsp_block_arg(ptowsp_op_body(kept), 1 + i));
}

static ptowsp_value_t *tile_of(const raise_t *r, const raise_box_t *box) {
  for (size_t i = 0; i < r->known.size; i++)
    if (raise_box_equal(r->known.data[i].box, box)) return r->known.data[i].tile;
  return NULL;
}

bool raise_hand_on(raise_t *r, ptowsp_op_t *kept, raise_carried_t *carried) {
  bool ok = true;
  for (size_t i = 0; carried && i < carried->count; i++) {
    const raise_known_t *known = &carried->tiles[i];
    ptowsp_value_t *next = tile_of(r, known->box);
    carried->dropped[i] = !next || ptowsp_value_type(next) != ptowsp_value_type(known->tile);
    if (!carried->dropped[i])
      ptowsp_op_set_operand(ptowsp_block_terminator(ptowsp_op_body(kept)), i, next);
    ok &= !carried->dropped[i];
  }
  return ok;
}

void raise_leave_kept(raise_t *r, ptowsp_op_t *loop, ptowsp_op_t *kept,
                      const raise_carried_t *carried, const raise_known_t *before, size_t count) {
  r->known.size = 0;
  for (size_t i = 0; i < count; i++)
    if (before[i].box->local && !changes(loop, before[i].box))
      ptowsp_vec_push(&r->known, before[i]);
  for (size_t i = 0; carried && i < carried->count; i++)
    know(r, carried->tiles[i].box, ptowsp_op_result(kept, i));
}
