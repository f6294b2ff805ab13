// Regions and blocks.
#include <assert.h>
#include <string.h>

#include "ir_internal.h"

ptowsp_op_t *ptowsp_region_op(const ptowsp_region_t *region) { return region->op; }

ptowsp_block_t *ptowsp_region_first(const ptowsp_region_t *region) { return region->first; }

ptowsp_block_t *ptowsp_region_last(const ptowsp_region_t *region) { return region->last; }

bool ptowsp_region_is_empty(const ptowsp_region_t *region) { return !region->first; }

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
