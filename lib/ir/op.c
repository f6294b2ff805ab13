// Operations: creation, operands, attributes, place.
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "ir_internal.h"

static void link_use(ptowsp_use_t *use, ptowsp_value_t *value) {
  use->value = value;
  if (!value) return;
  use->next = value->uses;
  use->link = &value->uses;
  if (value->uses) value->uses->link = &use->next;
  value->uses = use;
}

static void unlink_use(ptowsp_use_t *use) {
  if (!use->value) return;
  *use->link = use->next;
  if (use->next) use->next->link = use->link;
  use->value = NULL;
}

ptowsp_op_t *ptowsp_op_create(ptowsp_module_t *module, const ptowsp_op_state_t *state) {
  const ptowsp_op_info_t *info = ptowsp_op_info_by_id(state->id);
  if (!info) info = ptowsp_op_info_added(module->context, state->id, state->name);
  size_t results = state->result_count * sizeof(ptowsp_value_t);
  size_t name = info ? 0 : sizeof(const char *);
  size_t regions = state->region_count * sizeof(ptowsp_region_t);
  size_t successors = state->successor_count * sizeof(ptowsp_block_t *);
  size_t operands = state->operand_count * sizeof(ptowsp_use_t);
  ptowsp_op_t *op =
      ptowsp_arena_alloc(ptowsp_module_arena(module),
                         sizeof(ptowsp_op_t) + results + name + regions + successors + operands);
  char *behind = (char *)op->results + results + name;
  *op = (ptowsp_op_t){
      .info = info,
      .module = module,
      .loc = state->loc,
      .properties = state->properties,
      .attributes = state->attributes,
      .operands = (void *)(behind + regions + successors),
      .regions = (void *)behind,
      .result_count = (uint32_t)state->result_count,
      .operand_count = (uint32_t)state->operand_count,
      .region_count = (uint32_t)state->region_count,
      .successor_count = (uint32_t)state->successor_count,
  };
  if (!info) ((const char **)op->regions)[-1] = ptowsp_intern_cstr(module->context, state->name);
  for (uint32_t i = 0; i < op->result_count; i++)
    op->results[i] = (ptowsp_value_t){.type = state->result_types[i], .index = i};
  for (uint32_t i = 0; i < op->operand_count; i++) {
    op->operands[i].op = op;
    link_use(&op->operands[i], state->operands[i]);
  }
  for (uint32_t i = 0; i < op->region_count; i++) op->regions[i].op = op;
  if (successors) memcpy(ptowsp_op_successors(op), state->successors, successors);
  return op;
}

static ptowsp_walk_t drop_uses(ptowsp_op_t *op, void *data) {
  (void)data;
  for (uint32_t i = 0; i < op->operand_count; i++) unlink_use(&op->operands[i]);
  return PTOWSP_WALK_ADVANCE;
}

void ptowsp_op_erase(ptowsp_op_t *op) {
  for (uint32_t i = 0; i < op->result_count; i++) assert(!op->results[i].uses);
  ptowsp_op_remove(op);
  ptowsp_op_drop_uses(op);
}

void ptowsp_op_drop_uses(ptowsp_op_t *op) { ptowsp_walk_post(op, drop_uses, NULL); }

ptowsp_op_id_t ptowsp_op_id(const ptowsp_op_t *op) {
  return op->info ? op->info->id : PTOWSP_OP_UNREGISTERED;
}

bool ptowsp_op_is(const ptowsp_op_t *op, ptowsp_op_id_t id) { return op && ptowsp_op_id(op) == id; }

const char *ptowsp_op_name(const ptowsp_op_t *op) {
  return op->info ? op->info->name : ((const char **)op->regions)[-1];
}

const ptowsp_op_info_t *ptowsp_op_info(const ptowsp_op_t *op) { return op->info; }

bool ptowsp_op_same_shape(const ptowsp_op_t *a, const ptowsp_op_t *b) {
  if (a->info != b->info || a->properties != b->properties || a->attributes != b->attributes ||
      a->operand_count != b->operand_count || a->result_count != b->result_count ||
      a->region_count != b->region_count || a->successor_count != b->successor_count)
    return false;
  if (!a->info && ptowsp_op_name(a) != ptowsp_op_name(b)) return false;
  for (uint32_t i = 0; i < a->operand_count; i++) {
    const ptowsp_value_t *x = a->operands[i].value, *y = b->operands[i].value;
    if (!x || !y || x->type != y->type) return false;
  }
  for (uint32_t i = 0; i < a->result_count; i++)
    if (a->results[i].type != b->results[i].type) return false;
  return true;
}

bool ptowsp_op_has_trait(const ptowsp_op_t *op, uint32_t traits) {
  return op->info && (op->info->traits & traits) == traits;
}

bool ptowsp_op_is_alloc(const ptowsp_op_t *op) {
  return ptowsp_op_is(op, PTOWSP_OP_MEMREF_ALLOC) || ptowsp_op_is(op, PTOWSP_OP_MEMREF_ALLOCA);
}

bool ptowsp_op_is_local(const ptowsp_op_t *op) {
  if (!ptowsp_op_is(op, PTOWSP_OP_MEMREF_ALLOC)) return ptowsp_op_is(op, PTOWSP_OP_MEMREF_ALLOCA);
  if (ptowsp_type_rank(op->results[0].type) == 0) return true;
  const ptowsp_op_t *around = ptowsp_op_parent(op);
  while (around && !ptowsp_op_has_trait(around, PTOWSP_TRAIT_FUNCTION))
    around = ptowsp_op_parent(around);
  return !ptowsp_op_is(around, PTOWSP_OP_WSP_WORKLOAD);
}

ptowsp_loc_t ptowsp_op_loc(const ptowsp_op_t *op) { return op->loc; }

void ptowsp_op_set_loc(ptowsp_op_t *op, ptowsp_loc_t loc) { op->loc = loc; }

ptowsp_module_t *ptowsp_op_module(const ptowsp_op_t *op) { return op->module; }

ptowsp_context_t *ptowsp_op_context(const ptowsp_op_t *op) { return op->module->context; }

size_t ptowsp_op_operand_count(const ptowsp_op_t *op) { return op->operand_count; }

ptowsp_value_t *ptowsp_op_operand(const ptowsp_op_t *op, size_t i) {
  assert(i < op->operand_count);
  return op->operands[i].value;
}

void ptowsp_op_set_operand(ptowsp_op_t *op, size_t i, ptowsp_value_t *value) {
  assert(i < op->operand_count);
  unlink_use(&op->operands[i]);
  link_use(&op->operands[i], value);
}

void ptowsp_op_replace_operand(ptowsp_op_t *op, const ptowsp_value_t *value, ptowsp_value_t *with) {
  for (size_t i = 0; i < op->operand_count; i++)
    if (ptowsp_op_operand(op, i) == value) ptowsp_op_set_operand(op, i, with);
}

void ptowsp_op_set_operands(ptowsp_op_t *op, ptowsp_value_t *const *operands, size_t count) {
  for (uint32_t i = 0; i < op->operand_count; i++) unlink_use(&op->operands[i]);
  if (count > op->operand_count)
    op->operands = PTOWSP_ARENA_NEW(ptowsp_module_arena(op->module), ptowsp_use_t, count);
  op->operand_count = (uint32_t)count;
  for (size_t i = 0; i < count; i++) {
    op->operands[i] = (ptowsp_use_t){.op = op};
    link_use(&op->operands[i], operands[i]);
  }
}

size_t ptowsp_op_result_count(const ptowsp_op_t *op) { return op->result_count; }

ptowsp_value_t *ptowsp_op_result(const ptowsp_op_t *op, size_t i) {
  assert(i < op->result_count);
  return (ptowsp_value_t *)&op->results[i];
}

size_t ptowsp_op_region_count(const ptowsp_op_t *op) { return op->region_count; }

ptowsp_region_t *ptowsp_op_region(const ptowsp_op_t *op, size_t i) {
  assert(i < op->region_count);
  return &op->regions[i];
}

size_t ptowsp_op_successor_count(const ptowsp_op_t *op) { return op->successor_count; }

ptowsp_block_t *ptowsp_op_successor(const ptowsp_op_t *op, size_t i) {
  assert(i < op->successor_count);
  return ptowsp_op_successors(op)[i];
}

ptowsp_attr_t ptowsp_op_attr(const ptowsp_op_t *op, const char *name) {
  ptowsp_attr_t attr = ptowsp_attr_lookup(op->properties, name);
  return attr ? attr : ptowsp_attr_lookup(op->attributes, name);
}

// `dictionary` with `name` set to `value` (removed if NULL); NULL instead of an empty one.
static ptowsp_attr_t with_entry(ptowsp_context_t *context, ptowsp_attr_t dictionary,
                                const char *name, ptowsp_attr_t value) {
  PTOWSP_VEC(ptowsp_named_attr_t) entries = {0};
  size_t count = dictionary ? ptowsp_attr_count(dictionary) : 0;
  for (size_t i = 0; i < count; i++) {
    ptowsp_named_attr_t entry = ptowsp_attr_entry(dictionary, i);
    if (strcmp(entry.name, name) != 0) ptowsp_vec_push(&entries, entry);
  }
  if (value) ptowsp_vec_push(&entries, ((ptowsp_named_attr_t){name, value}));
  ptowsp_attr_t result =
      entries.size ? ptowsp_attr_dictionary(context, entries.data, entries.size) : NULL;
  ptowsp_vec_deinit(&entries);
  return result;
}

void ptowsp_op_set_attr(ptowsp_op_t *op, const char *name, ptowsp_attr_t value) {
  bool inherent = op->info ? ptowsp_op_info_has_attr(op->info, name)
                           : ptowsp_attr_lookup(op->properties, name) != NULL;
  ptowsp_attr_t *dictionary = inherent ? &op->properties : &op->attributes;
  *dictionary = with_entry(op->module->context, *dictionary, name, value);
  ptowsp_op_placed(op);
}

ptowsp_attr_t ptowsp_op_properties(const ptowsp_op_t *op) { return op->properties; }

ptowsp_attr_t ptowsp_op_attributes(const ptowsp_op_t *op) { return op->attributes; }

void ptowsp_op_set_properties(ptowsp_op_t *op, ptowsp_attr_t dictionary) {
  op->properties = dictionary;
  ptowsp_op_placed(op);
}

void ptowsp_op_set_attributes(ptowsp_op_t *op, ptowsp_attr_t dictionary) {
  op->attributes = dictionary;
}

ptowsp_str_t ptowsp_op_attr_text(const ptowsp_op_t *op, const char *name) {
  ptowsp_attr_t attr = ptowsp_op_attr(op, name);
  bool has_text = attr && (ptowsp_attr_kind(attr) == PTOWSP_ATTR_STRING ||
                           ptowsp_attr_kind(attr) == PTOWSP_ATTR_SYMBOL);
  return has_text ? ptowsp_attr_text(attr) : (ptowsp_str_t){"", 0};
}

int64_t ptowsp_op_attr_int(const ptowsp_op_t *op, const char *name, int64_t otherwise) {
  ptowsp_attr_t attr = ptowsp_op_attr(op, name);
  bool is_int = attr && ptowsp_attr_kind(attr) == PTOWSP_ATTR_INTEGER;
  return is_int ? ptowsp_attr_int_value(attr) : otherwise;
}

bool ptowsp_op_arg_is_unsigned(const ptowsp_op_t *function, size_t argument) {
  ptowsp_attr_t list = ptowsp_op_attr(function, "wsp.unsigned");
  for (size_t i = 0; list && i < ptowsp_attr_count(list); i++) {
    int64_t number = ptowsp_attr_kind(list) == PTOWSP_ATTR_DENSE_ARRAY
                         ? ptowsp_attr_dense_array_int(list, i)
                         : ptowsp_attr_int_value(ptowsp_attr_at(list, i));
    if (number == (int64_t)argument) return true;
  }
  return false;
}

ptowsp_block_t *ptowsp_op_block(const ptowsp_op_t *op) { return op->block; }

ptowsp_op_t *ptowsp_op_parent(const ptowsp_op_t *op) {
  return op->block ? op->block->region->op : NULL;
}

ptowsp_op_t *ptowsp_op_next(const ptowsp_op_t *op) { return op->next; }

ptowsp_op_t *ptowsp_op_previous(const ptowsp_op_t *op) { return op->previous; }

bool ptowsp_op_is_ancestor(const ptowsp_op_t *ancestor, const ptowsp_op_t *op) {
  while (op && op != ancestor) op = ptowsp_op_parent(op);
  return op != NULL;
}

void ptowsp_op_remove(ptowsp_op_t *op) {
  if (!op->block) return;
  *(op->previous ? &op->previous->next : &op->block->first) = op->next;
  *(op->next ? &op->next->previous : &op->block->last) = op->previous;
  op->block = NULL;
  op->next = op->previous = NULL;
}

void ptowsp_op_move_before(ptowsp_op_t *op, ptowsp_op_t *anchor) {
  assert(op != anchor && anchor->block);
  ptowsp_op_remove(op);
  op->block = anchor->block;
  op->next = anchor;
  op->previous = anchor->previous;
  *(op->previous ? &op->previous->next : &op->block->first) = op;
  anchor->previous = op;
  ptowsp_op_placed(op);
}

void ptowsp_op_move_to_end(ptowsp_op_t *op, ptowsp_block_t *block) {
  ptowsp_op_remove(op);
  op->block = block;
  op->previous = block->last;
  *(block->last ? &block->last->next : &block->first) = op;
  block->last = op;
  ptowsp_op_placed(op);
}
