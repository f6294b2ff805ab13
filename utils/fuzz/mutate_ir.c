#include "mutate_ir.h"

#include <stdlib.h>
#include <string.h>

typedef struct {
  ptowsp_context_t *context;
  PTOWSP_VEC(ptowsp_op_t *) ops;       // in pre-order, without the module
  PTOWSP_VEC(ptowsp_value_t *) values; // in the order they are defined
  uint32_t random;
} mutation_t;

static size_t random_below(mutation_t *m, size_t bound) {
  m->random = m->random * 1664525u + 1013904223u; // Numerical Recipes' constants
  return bound ? (m->random >> 8) % bound : 0;
}

static int64_t random_number(mutation_t *m) {
  static const int64_t numbers[] = {0,  1,  2,  3,   4,   8,    16,        32,        64,
                                    -1, -2, 63, 127, 128, 1000, INT32_MAX, INT64_MAX, INT64_MIN};
  return numbers[random_below(m, PTOWSP_COUNTOF(numbers))];
}

static ptowsp_walk_t collect(ptowsp_op_t *op, void *data) {
  mutation_t *m = data;
  if (ptowsp_op_parent(op)) ptowsp_vec_push(&m->ops, op);
  for (size_t i = 0; i < ptowsp_op_result_count(op); i++)
    ptowsp_vec_push(&m->values, ptowsp_op_result(op, i));
  for (size_t r = 0; r < ptowsp_op_region_count(op); r++) {
    ptowsp_block_t *block = ptowsp_region_first(ptowsp_op_region(op, r));
    for (; block; block = ptowsp_block_next(block))
      for (size_t i = 0; i < ptowsp_block_arg_count(block); i++)
        ptowsp_vec_push(&m->values, ptowsp_block_arg(block, i));
  }
  return PTOWSP_WALK_ADVANCE;
}

// Another value of the same type; itself if a few tries find none.
static ptowsp_value_t *another(mutation_t *m, ptowsp_value_t *value) {
  for (int tries = 0; tries < 64; tries++) {
    ptowsp_value_t *found = m->values.data[random_below(m, m->values.size)];
    if (found != value && ptowsp_value_type(found) == ptowsp_value_type(value)) return found;
  }
  return value;
}

static void change_operand(mutation_t *m, ptowsp_op_t *op) {
  if (!ptowsp_op_operand_count(op)) return;
  size_t i = random_below(m, ptowsp_op_operand_count(op));
  ptowsp_op_set_operand(op, i, another(m, ptowsp_op_operand(op, i)));
}

// One number in one attribute, at any depth of arrays and dictionaries.
static ptowsp_attr_t change_numbers(mutation_t *m, ptowsp_attr_t attr) {
  size_t count;
  switch (ptowsp_attr_kind(attr)) {
    case PTOWSP_ATTR_INTEGER:
      return ptowsp_attr_integer(m->context, random_number(m), ptowsp_attr_value_type(attr));
    case PTOWSP_ATTR_ARRAY: {
      if ((count = ptowsp_attr_count(attr)) == 0) return attr;
      ptowsp_attr_t *elements = ptowsp_calloc(count, sizeof *elements);
      for (size_t i = 0; i < count; i++) elements[i] = ptowsp_attr_at(attr, i);
      size_t i = random_below(m, count);
      elements[i] = change_numbers(m, elements[i]);
      attr = ptowsp_attr_array(m->context, elements, count);
      free(elements);
      return attr;
    }
    case PTOWSP_ATTR_DICTIONARY: {
      if ((count = ptowsp_attr_count(attr)) == 0) return attr;
      ptowsp_named_attr_t *entries = ptowsp_calloc(count, sizeof *entries);
      for (size_t i = 0; i < count; i++) entries[i] = ptowsp_attr_entry(attr, i);
      size_t i = random_below(m, count);
      entries[i].value = change_numbers(m, entries[i].value);
      attr = ptowsp_attr_dictionary(m->context, entries, count);
      free(entries);
      return attr;
    }
    case PTOWSP_ATTR_DENSE_ARRAY: {
      int64_t number = random_number(m);
      count = ptowsp_attr_count(attr);
      if (!count || !ptowsp_type_is_i(ptowsp_attr_dense_array_element(attr), 64)) return attr;
      int64_t *numbers = ptowsp_calloc(count, sizeof *numbers);
      for (size_t i = 0; i < count; i++) numbers[i] = ptowsp_attr_dense_array_int(attr, i);
      numbers[random_below(m, count)] = number;
      attr = ptowsp_attr_i64_array(m->context, numbers, count);
      free(numbers);
      return attr;
    }
    default:
      return attr;
  }
}

static void change_attribute(mutation_t *m, ptowsp_op_t *op) {
  bool inherent = random_below(m, 2) == 0;
  ptowsp_attr_t attr = inherent ? ptowsp_op_properties(op) : ptowsp_op_attributes(op);
  if (!attr) attr = (inherent = !inherent) ? ptowsp_op_properties(op) : ptowsp_op_attributes(op);
  if (!attr || ptowsp_attr_kind(attr) != PTOWSP_ATTR_DICTIONARY || !ptowsp_attr_count(attr))
    return; // properties of an operation that is not known may be anything
  ptowsp_named_attr_t entry = ptowsp_attr_entry(attr, random_below(m, ptowsp_attr_count(attr)));
  bool drop = random_below(m, 8) == 0;
  ptowsp_op_set_attr(op, entry.name, drop ? NULL : change_numbers(m, entry.value));
}

// What passes look for, where it need not belong.
static void add_attribute(mutation_t *m, ptowsp_op_t *op) {
  static const char *const units[] = {"wsp.parallel", "wsp.tile_loop"};
  static const char *const numbers[] = {"wsp.tile", "wsp.id", "addr"};
  static const char *const names[] = {"wsp.iv", "wsp.name"};
  size_t choice = random_below(m, 3);
  if (choice == 0)
    ptowsp_op_set_attr(op, units[random_below(m, 2)], ptowsp_attr_unit(m->context));
  else if (choice == 1)
    ptowsp_op_set_attr(op, numbers[random_below(m, 3)],
                       ptowsp_attr_i64(m->context, random_number(m)));
  else
    ptowsp_op_set_attr(op, names[random_below(m, 2)],
                       ptowsp_attr_cstring(m->context, random_below(m, 2) ? "i" : "b c"));
}

static void copy_op(mutation_t *m, ptowsp_op_t *op) {
  (void)m;
  if (ptowsp_op_has_trait(op, PTOWSP_TRAIT_TERMINATOR)) return;
  ptowsp_op_t *copy = ptowsp_op_clone(op, NULL);
  ptowsp_op_move_before(copy, op);
}

static void erase_op(mutation_t *m, ptowsp_op_t *op) {
  for (size_t i = 0; i < ptowsp_op_result_count(op); i++) {
    ptowsp_value_t *result = ptowsp_op_result(op, i), *other = another(m, result);
    if (other == result && ptowsp_value_has_uses(result)) return;
    if (other != result) ptowsp_value_replace_all(result, other);
  }
  // A use inside its own regions may have come back.
  for (size_t i = 0; i < ptowsp_op_result_count(op); i++)
    if (ptowsp_value_has_uses(ptowsp_op_result(op, i))) return;
  if (!ptowsp_op_region_count(op)) ptowsp_op_erase(op);
}

static void move_op(mutation_t *m, ptowsp_op_t *op) {
  ptowsp_op_t *anchor = m->ops.data[random_below(m, m->ops.size)];
  if (!ptowsp_op_is_ancestor(op, anchor)) ptowsp_op_move_before(op, anchor);
}

// Another operation of the tables with the same operands and results.
static void change_op(mutation_t *m, ptowsp_op_t *op) {
  const ptowsp_op_info_t *info = ptowsp_op_info(op);
  if (!info || ptowsp_op_region_count(op) || ptowsp_op_successor_count(op)) return;
  for (int tries = 0; tries < 256; tries++) {
    ptowsp_op_id_t id = (ptowsp_op_id_t)random_below(m, PTOWSP_OP_COUNT);
    const ptowsp_op_info_t *other = ptowsp_op_info_by_id(id);
    if (id == info->id || strcmp(other->operands, info->operands) != 0 ||
        strcmp(other->results, info->results) != 0 || *other->regions)
      continue;
    ptowsp_value_t *operands[16];
    ptowsp_type_t types[16];
    ptowsp_op_state_t state = {.id = id, .loc = ptowsp_op_loc(op), .operands = operands};
    state.result_types = types;
    state.operand_count = ptowsp_op_operand_count(op);
    state.result_count = ptowsp_op_result_count(op);
    if (state.operand_count > 16 || state.result_count > 16) return;
    for (size_t i = 0; i < state.operand_count; i++) operands[i] = ptowsp_op_operand(op, i);
    for (size_t i = 0; i < state.result_count; i++)
      types[i] = ptowsp_value_type(ptowsp_op_result(op, i));
    state.properties = ptowsp_op_properties(op);
    state.attributes = ptowsp_op_attributes(op);
    ptowsp_op_t *changed = ptowsp_op_create(ptowsp_op_module(op), &state);
    ptowsp_op_move_before(changed, op);
    for (size_t i = 0; i < state.result_count; i++)
      ptowsp_value_replace_all(ptowsp_op_result(op, i), ptowsp_op_result(changed, i));
    return; // the old one is dead now, and stays
  }
}

static void mutate(mutation_t *m, ptowsp_module_t *module) {
  static void (*const changes[])(mutation_t *, ptowsp_op_t *) = {
      change_operand, change_operand, change_operand, change_attribute, change_attribute,
      add_attribute,  copy_op,        erase_op,       move_op,          change_op};
  for (size_t left = 1 + random_below(m, 4); left; left--) {
    m->ops.size = m->values.size = 0;
    ptowsp_walk_pre(ptowsp_module_op(module), collect, m);
    if (!m->ops.size || !m->values.size) break;
    ptowsp_op_t *op = m->ops.data[random_below(m, m->ops.size)];
    changes[random_below(m, PTOWSP_COUNTOF(changes))](m, op);
  }
}

bool fuzz_mutate_ir(ptowsp_str_t text, uint32_t seed, ptowsp_buffer_t *out) {
  mutation_t m = {.context = ptowsp_context_create(), .random = seed};
  ptowsp_module_t *module = ptowsp_parse(m.context, text, "input");
  if (module) {
    mutate(&m, module);
    ptowsp_print(out, ptowsp_module_op(module), NULL);
    ptowsp_module_destroy(module);
  }
  ptowsp_vec_deinit(&m.ops);
  ptowsp_vec_deinit(&m.values);
  ptowsp_context_destroy(m.context);
  return module != NULL;
}
