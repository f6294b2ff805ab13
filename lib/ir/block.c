// Regions and blocks.
#include <assert.h>
#include <string.h>

#include "ir_internal.h"

ptowsp_op_t *ptowsp_region_op(const ptowsp_region_t *region) { return region->op; }

ptowsp_block_t *ptowsp_region_first(const ptowsp_region_t *region) { return region->first; }

ptowsp_block_t *ptowsp_region_last(const ptowsp_region_t *region) { return region->last; }

bool ptowsp_region_is_empty(const ptowsp_region_t *region) { return !region->first; }

// Puts the blocks of `from` between two neighbours (NULL: the region's ends).
static void take_between(ptowsp_region_t *to, ptowsp_region_t *from, ptowsp_block_t *previous,
                         ptowsp_block_t *next) {
  if (!from->first) return;
  for (ptowsp_block_t *block = from->first; block; block = block->next) block->region = to;
  from->first->previous = previous;
  from->last->next = next;
  *(previous ? &previous->next : &to->first) = from->first;
  *(next ? &next->previous : &to->last) = from->last;
  from->first = from->last = NULL;
}

void ptowsp_region_take(ptowsp_region_t *to, ptowsp_region_t *from) {
  take_between(to, from, to->last, NULL);
}

void ptowsp_region_take_behind(ptowsp_block_t *block, ptowsp_region_t *from) {
  take_between(block->region, from, block, block->next);
}

void ptowsp_region_swap(ptowsp_region_t *a, ptowsp_region_t *b) {
  ptowsp_region_t carrier = {.op = a->op};
  ptowsp_region_take(&carrier, a);
  ptowsp_region_take(a, b);
  ptowsp_region_take(b, &carrier);
}

ptowsp_block_t *ptowsp_block_create(ptowsp_region_t *region) {
  ptowsp_block_t *block =
      PTOWSP_ARENA_NEW(ptowsp_module_arena(region->op->module), ptowsp_block_t, 1);
  block->region = region;
  block->previous = region->last;
  *(region->last ? &region->last->next : &region->first) = block;
  region->last = block;
  return block;
}

void ptowsp_block_erase(ptowsp_block_t *block) {
  for (ptowsp_op_t *op = block->first; op; op = op->next) ptowsp_op_drop_uses(op);
  *(block->previous ? &block->previous->next : &block->region->first) = block->next;
  *(block->next ? &block->next->previous : &block->region->last) = block->previous;
}

ptowsp_block_t *ptowsp_block_split(ptowsp_op_t *first) {
  ptowsp_block_t *block = first->block;
  ptowsp_block_t *rest =
      PTOWSP_ARENA_NEW(ptowsp_module_arena(block->region->op->module), ptowsp_block_t, 1);
  ptowsp_region_t carrier = {.op = block->region->op, .first = rest, .last = rest};
  ptowsp_region_take_behind(block, &carrier);
  rest->first = first;
  rest->last = block->last;
  block->last = first->previous;
  *(first->previous ? &first->previous->next : &block->first) = NULL;
  first->previous = NULL;
  for (ptowsp_op_t *op = first; op; op = op->next) op->block = rest;
  return rest;
}

ptowsp_block_t *ptowsp_block_next(const ptowsp_block_t *block) { return block->next; }

ptowsp_region_t *ptowsp_block_region(const ptowsp_block_t *block) { return block->region; }

ptowsp_op_t *ptowsp_block_op(const ptowsp_block_t *block) { return block->region->op; }

ptowsp_op_t *ptowsp_block_first(const ptowsp_block_t *block) { return block->first; }

ptowsp_op_t *ptowsp_block_last(const ptowsp_block_t *block) { return block->last; }

ptowsp_op_t *ptowsp_block_terminator(const ptowsp_block_t *block) {
  bool ends = block->last && ptowsp_op_has_trait(block->last, PTOWSP_TRAIT_TERMINATOR);
  return ends ? block->last : NULL;
}

static void grow_args(ptowsp_block_t *block) {
  ptowsp_arena_t *arena = ptowsp_module_arena(block->region->op->module);
  uint32_t capacity = block->arg_capacity ? 2 * block->arg_capacity : 1;
  ptowsp_value_t **args = PTOWSP_ARENA_NEW(arena, ptowsp_value_t *, capacity);
  ptowsp_loc_t *locs = PTOWSP_ARENA_NEW(arena, ptowsp_loc_t, capacity);
  if (block->arg_count) {
    memcpy(args, block->args, block->arg_count * sizeof *args);
    memcpy(locs, block->arg_locs, block->arg_count * sizeof *locs);
  }
  block->args = args;
  block->arg_locs = locs;
  block->arg_capacity = capacity;
}

ptowsp_value_t *ptowsp_block_add_arg(ptowsp_block_t *block, ptowsp_type_t type, ptowsp_loc_t loc) {
  if (block->arg_count == block->arg_capacity) grow_args(block);
  ptowsp_arg_t *arg =
      PTOWSP_ARENA_NEW(ptowsp_module_arena(block->region->op->module), ptowsp_arg_t, 1);
  arg->value = (ptowsp_value_t){.type = type, .index = block->arg_count, .is_arg = true};
  arg->block = block;
  block->arg_locs[block->arg_count] = loc;
  return block->args[block->arg_count++] = &arg->value;
}

size_t ptowsp_block_arg_count(const ptowsp_block_t *block) { return block->arg_count; }

ptowsp_value_t *ptowsp_block_arg(const ptowsp_block_t *block, size_t i) {
  assert(i < block->arg_count);
  return block->args[i];
}

void ptowsp_block_keep_args(ptowsp_block_t *block, const bool *keep) {
  uint32_t kept = 0;
  for (uint32_t i = 0; i < block->arg_count; i++) {
    assert(keep[i] || !block->args[i]->uses);
    if (!keep[i]) continue;
    block->args[kept] = block->args[i];
    block->arg_locs[kept] = block->arg_locs[i];
    block->args[kept]->index = kept;
    kept++;
  }
  block->arg_count = kept;
}

void ptowsp_block_splice(ptowsp_block_t *from, ptowsp_op_t *anchor) {
  ptowsp_op_t *end = ptowsp_block_terminator(from);
  ptowsp_block_each(from, op) {
    if (op == end) break;
    ptowsp_op_move_before(op, anchor);
  }
}

ptowsp_block_t *ptowsp_op_body(const ptowsp_op_t *op) {
  return op->region_count ? op->regions[0].first : NULL;
}
