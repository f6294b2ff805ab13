// Deep copies through a map of values.
#include <stdlib.h>

#include "ir_internal.h"

typedef struct {
  ptowsp_value_t *from, *to;
} map_slot_t;

struct ptowsp_value_map {
  map_slot_t *slots;
  size_t capacity, used; // capacity is a power of two
};

ptowsp_value_map_t *ptowsp_value_map_create(void) {
  return ptowsp_calloc(1, sizeof(ptowsp_value_map_t));
}

void ptowsp_value_map_destroy(ptowsp_value_map_t *map) {
  if (map) free(map->slots);
  free(map);
}

static map_slot_t *find_slot(map_slot_t *slots, size_t capacity, const ptowsp_value_t *from) {
  size_t at = ((uintptr_t)from >> 4) * UINT64_C(0x9e3779b97f4a7c15) >> 20 & (capacity - 1);
  while (slots[at].from && slots[at].from != from) at = (at + 1) & (capacity - 1);
  return &slots[at];
}

void ptowsp_value_map_set(ptowsp_value_map_t *map, ptowsp_value_t *from, ptowsp_value_t *to) {
  if (2 * map->used >= map->capacity) {
    size_t capacity = map->capacity ? 2 * map->capacity : 32;
    map_slot_t *slots = ptowsp_calloc(capacity, sizeof *slots);
    for (size_t i = 0; i < map->capacity; i++)
      if (map->slots[i].from) *find_slot(slots, capacity, map->slots[i].from) = map->slots[i];
    free(map->slots);
    map->slots = slots;
    map->capacity = capacity;
  }
  map_slot_t *slot = find_slot(map->slots, map->capacity, from);
  map->used += !slot->from;
  *slot = (map_slot_t){from, to};
}

ptowsp_value_t *ptowsp_value_map_get(const ptowsp_value_map_t *map, ptowsp_value_t *from) {
  if (!map->capacity || !from) return from;
  map_slot_t *slot = find_slot(map->slots, map->capacity, from);
  return slot->from ? slot->to : from;
}

static ptowsp_op_t *clone_op(ptowsp_op_t *op, ptowsp_value_map_t *map);

// Successors stand in the same region, at the same position; others, which do not verify, stay.
static void remap_successors(const ptowsp_region_t *from, ptowsp_op_t *op, ptowsp_region_t *to) {
  for (uint32_t i = 0; i < op->successor_count; i++) {
    ptowsp_block_t *old = from->first, *fresh = to->first;
    while (old && old != ptowsp_op_successors(op)[i]) old = old->next, fresh = fresh->next;
    if (old) ptowsp_op_successors(op)[i] = fresh;
  }
}

static void clone_region(const ptowsp_region_t *from, ptowsp_region_t *to,
                         ptowsp_value_map_t *map) {
  for (ptowsp_block_t *block = from->first; block; block = block->next) {
    ptowsp_block_t *copy = ptowsp_block_create(to);
    for (uint32_t i = 0; i < block->arg_count; i++) {
      ptowsp_value_t *arg = block->args[i];
      ptowsp_value_map_set(map, arg, ptowsp_block_add_arg(copy, arg->type, block->arg_locs[i]));
    }
  }
  ptowsp_block_t *copy = to->first;
  for (ptowsp_block_t *block = from->first; block; block = block->next, copy = copy->next)
    for (ptowsp_op_t *op = block->first; op; op = op->next) {
      ptowsp_op_t *op_copy = clone_op(op, map);
      ptowsp_op_move_to_end(op_copy, copy);
      remap_successors(from, op_copy, to);
    }
}

static ptowsp_op_t *clone_op(ptowsp_op_t *op, ptowsp_value_map_t *map) {
  PTOWSP_VEC(ptowsp_value_t *) operands = {0};
  PTOWSP_VEC(ptowsp_type_t) types = {0};
  for (uint32_t i = 0; i < op->operand_count; i++)
    ptowsp_vec_push(&operands, ptowsp_value_map_get(map, op->operands[i].value));
  for (uint32_t i = 0; i < op->result_count; i++) ptowsp_vec_push(&types, op->results[i].type);
  ptowsp_op_state_t state = {.id = ptowsp_op_id(op),
                             .name = ptowsp_op_name(op),
                             .loc = op->loc,
                             .operands = operands.data,
                             .operand_count = operands.size,
                             .result_types = types.data,
                             .result_count = types.size,
                             .properties = op->properties,
                             .attributes = op->attributes,
                             .region_count = op->region_count,
                             .successors = ptowsp_op_successors(op),
                             .successor_count = op->successor_count};
  ptowsp_op_t *copy = ptowsp_op_create(op->module, &state);
  ptowsp_vec_deinit(&operands);
  ptowsp_vec_deinit(&types);
  for (uint32_t i = 0; i < op->result_count; i++)
    ptowsp_value_map_set(map, &op->results[i], &copy->results[i]);
  for (uint32_t i = 0; i < op->region_count; i++)
    clone_region(&op->regions[i], &copy->regions[i], map);
  return copy;
}

// Uses that come before their definition in the text are mapped only now.
static ptowsp_walk_t remap_operands(ptowsp_op_t *op, void *data) {
  for (uint32_t i = 0; i < op->operand_count; i++) {
    ptowsp_value_t *value = op->operands[i].value, *to = ptowsp_value_map_get(data, value);
    if (to != value) ptowsp_op_set_operand(op, i, to);
  }
  return PTOWSP_WALK_ADVANCE;
}

ptowsp_op_t *ptowsp_op_clone(ptowsp_op_t *op, ptowsp_value_map_t *map) {
  ptowsp_value_map_t *own = map ? NULL : ptowsp_value_map_create();
  ptowsp_op_t *copy = clone_op(op, map ? map : own);
  if (op->region_count) ptowsp_walk_pre(copy, remap_operands, map ? map : own);
  ptowsp_value_map_destroy(own);
  return copy;
}
