// Values that cross from one region into another: they go through memory.
//
//   %x = memref.load %A[%i]               %x = memref.load %A[%i]; store %x, %s[0]
//   … region that uses %x           →     … region: %y = memref.load %s[0], that uses %y
//
// A load from an array that nothing writes is repeated instead. A local variable that several
// regions use, or one in a loop around it, becomes an array of the workload.
#include <stdlib.h>

#include "region.h"

typedef struct {
  ptowsp_value_t *from, *spill;
} spill_t;

typedef struct {
  outline_t *o;
  regions_t *regions;
  size_t region; // that is looked at
  ptowsp_value_map_t *map;
  ptowsp_numbering_t seen;    // ops that it repeats, or whose values it uses as they are
  ops_t loads;                // to be added to it
  PTOWSP_VEC(spill_t) spills; // of all regions
} cross_t;

static size_t region_of(const regions_t *regions, const ptowsp_op_t *op) {
  for (size_t i = 0; i < regions->size; i++)
    for (size_t k = 0; k < regions->data[i].size; k++)
      if (ptowsp_op_is_ancestor(regions->data[i].data[k], op)) return i;
  return SIZE_MAX;
}

// ---------------------------------------------------------------- values

typedef struct {
  ptowsp_value_t *root;
} written_t;

static ptowsp_walk_t find_write(ptowsp_op_t *op, void *data) {
  const written_t *search = data;
  const ptowsp_op_info_t *info = ptowsp_op_info(op);
  if (info && !(info->traits & PTOWSP_TRAIT_WRITES) && !ptowsp_op_is(op, PTOWSP_OP_WSP_TASK))
    return PTOWSP_WALK_ADVANCE;
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++) {
    ptowsp_value_t *value = ptowsp_op_operand(op, i);
    if (is_memref(value) && ptowsp_memref_root(value) == search->root) return PTOWSP_WALK_INTERRUPT;
  }
  return PTOWSP_WALK_ADVANCE;
}

static bool is_read_only(const cross_t *c, ptowsp_op_t *op) {
  if (!ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD)) return false;
  written_t search = {ptowsp_memref_root(ptowsp_op_operand(op, 0))};
  return !ptowsp_value_op(search.root) && ptowsp_walk_pre(c->o->workload, find_write, &search);
}

static ptowsp_value_t *build_alloc(ptowsp_builder_t *b, ptowsp_type_t element, const char *name) {
  ptowsp_context_t *context = ptowsp_type_context(element);
  int64_t one = 1;
  ptowsp_type_t type = ptowsp_type_memref(context, &one, 1, element, NULL, NULL);
  return ptowsp_build_alloc(b, type, NULL, name);
}

static ptowsp_op_t *build_load(ptowsp_builder_t *b, ptowsp_value_t *memref) {
  ptowsp_value_t *zero = ptowsp_build_index(b, 0);
  return ptowsp_value_op(ptowsp_build_load(b, memref, &zero));
}

// The array that holds a value, stored right behind the op that computes it.
static ptowsp_value_t *spill_of(cross_t *c, ptowsp_value_t *value) {
  for (size_t i = 0; i < c->spills.size; i++)
    if (c->spills.data[i].from == value) return c->spills.data[i].spill;
  ptowsp_op_t *op = ptowsp_value_op(value);
  size_t region = region_of(c->regions, op);
  if (region == SIZE_MAX) return NULL;
  ptowsp_builder_t b = ptowsp_builder_before(op);
  ptowsp_value_t *spill = build_alloc(&b, ptowsp_value_type(value), "value");
  b = ptowsp_builder_after(op);
  ptowsp_value_t *zero = ptowsp_build_index(&b, 0);
  ops_t *ops = &c->regions->data[region];
  ptowsp_vec_push(ops, ptowsp_build_store(&b, value, spill, &zero));
  ptowsp_vec_push(&c->spills, ((spill_t){value, spill}));
  return spill;
}

static bool is_from_elsewhere(const cross_t *c, ptowsp_value_t *value) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  return op && !is_memref(value) && region_of(c->regions, op) != c->region &&
         ptowsp_value_map_get(c->map, value) == value;
}

static bool is_repeated(ptowsp_value_t *value, void *data) {
  const cross_t *c = data;
  ptowsp_op_t *op = ptowsp_value_op(value);
  return ptowsp_numbering_find(&c->seen, op) == UINT32_MAX && is_from_elsewhere(c, value) &&
         (is_pure(op) || is_read_only(c, op));
}

// What the region is to use in the place of a value that is not computed again for it.
static ptowsp_value_t *reload(cross_t *c, ptowsp_value_t *value) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (!is_from_elsewhere(c, value) || ptowsp_numbering_find(&c->seen, op) != UINT32_MAX)
    return ptowsp_value_map_get(c->map, value);
  ptowsp_value_t *spill = spill_of(c, value);
  if (!spill) return value;
  ptowsp_builder_t b = ptowsp_builder_before(c->regions->data[c->region].data[0]);
  b.loc = ptowsp_op_loc(op);
  ptowsp_vec_push(&c->loads, build_load(&b, spill));
  ptowsp_value_map_set(c->map, value, ptowsp_op_result(c->loads.data[c->loads.size - 1], 0));
  return ptowsp_value_map_get(c->map, value);
}

// Copies an op before the region, of what this is to use; not where that is what the op uses.
static ptowsp_walk_t repeat(ptowsp_op_t *op, void *data) {
  cross_t *c = data;
  bool same = is_pure(op);
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++)
    same &= reload(c, ptowsp_op_operand(op, i)) == ptowsp_op_operand(op, i);
  ptowsp_numbering_enter(&c->seen, op);
  if (same) return PTOWSP_WALK_ADVANCE;
  ptowsp_op_t *copy = ptowsp_op_clone(op, c->map);
  ptowsp_op_move_before(copy, c->regions->data[c->region].data[0]);
  if (!is_pure(op)) ptowsp_vec_push(&c->loads, copy);
  return PTOWSP_WALK_ADVANCE;
}

// What the region is to use in the place of a value.
static ptowsp_value_t *import(cross_t *c, ptowsp_value_t *value) {
  ptowsp_walk_sources(value, is_repeated, repeat, c);
  return reload(c, value);
}

static ptowsp_walk_t import_operands(ptowsp_op_t *op, void *data) {
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++) {
    ptowsp_value_t *value = ptowsp_op_operand(op, i), *made = import(data, value);
    if (made != value) ptowsp_op_set_operand(op, i, made);
  }
  return PTOWSP_WALK_ADVANCE;
}

static void cross_region(cross_t *c) {
  c->map = ptowsp_value_map_create();
  size_t count = c->regions->data[c->region].size;
  for (size_t i = 0; i < count; i++)
    ptowsp_walk_pre(c->regions->data[c->region].data[i], import_operands, c);
  ptowsp_value_map_destroy(c->map);
  ptowsp_numbering_deinit(&c->seen);
  ops_t *ops = &c->regions->data[c->region];
  for (size_t i = 0; i < ops->size; i++) ptowsp_vec_push(&c->loads, ops->data[i]);
  ptowsp_vec_deinit(ops);
  *ops = c->loads;
  c->loads = (ops_t){0};
}

// ---------------------------------------------------------------- variables

static ptowsp_walk_t list_local(ptowsp_op_t *op, void *data) {
  cross_t *c = data;
  if (ptowsp_op_is_local(op) && region_of(c->regions, op) == SIZE_MAX)
    ptowsp_vec_push(&c->loads, op);
  return PTOWSP_WALK_ADVANCE;
}

// Whether one region alone uses it, in every iteration of the loops that it lives in.
static bool is_private(const cross_t *c, ptowsp_op_t *local) {
  size_t region = SIZE_MAX;
  ptowsp_use_t *use = ptowsp_value_first_use(ptowsp_op_result(local, 0));
  for (; use; use = ptowsp_use_next(use)) {
    size_t here = region_of(c->regions, ptowsp_use_op(use));
    if (here == SIZE_MAX || (region != SIZE_MAX && here != region)) return false;
    region = here;
  }
  return region == SIZE_MAX ||
         ptowsp_op_block(local) == ptowsp_op_block(c->regions->data[region].data[0]);
}

// Gives an access of a variable without dimensions the subscript of its only element.
static void add_subscript(ptowsp_op_t *op) {
  size_t count = ptowsp_op_operand_count(op);
  ptowsp_value_t *operands[count + 1];
  ptowsp_builder_t b = ptowsp_builder_before(op);
  for (size_t i = 0; i < count; i++) operands[i] = ptowsp_op_operand(op, i);
  operands[count] = ptowsp_build_index(&b, 0);
  ptowsp_op_set_operands(op, operands, count + 1);
}

static void demote(ptowsp_op_t *local) {
  ptowsp_value_t *old = ptowsp_op_result(local, 0);
  ptowsp_type_t type = ptowsp_value_type(old);
  ptowsp_builder_t b = ptowsp_builder_before(local);
  bool scalar = ptowsp_type_rank(type) == 0;
  ptowsp_value_t *array =
      build_alloc(&b, ptowsp_type_element(type),
                  ptowsp_intern(ptowsp_op_context(local), ptowsp_op_attr_text(local, "wsp.name")));
  if (!scalar) ptowsp_value_set_type(array, type);
  ops_t users = {0};
  for (ptowsp_use_t *use = ptowsp_value_first_use(old); use; use = ptowsp_use_next(use))
    ptowsp_vec_push(&users, ptowsp_use_op(use));
  ptowsp_value_replace_all(old, array);
  for (size_t i = 0; i < users.size && scalar; i++) add_subscript(users.data[i]);
  ptowsp_vec_deinit(&users);
  ptowsp_op_erase(local);
}

// What was read for another region alone, which reads it itself now.
static void drop_unused(ops_t *ops) {
  size_t kept = 0;
  for (size_t i = 0; i < ops->size; i++) {
    ptowsp_op_t *op = ops->data[i];
    if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD) && !ptowsp_value_has_uses(ptowsp_op_result(op, 0)))
      ptowsp_op_erase(op);
    else
      ops->data[kept++] = op;
  }
  ops->size = kept;
}

void ptowsp_outline_cross(outline_t *o, regions_t *regions) {
  cross_t c = {.o = o, .regions = regions};
  ptowsp_walk_pre(o->workload, list_local, &c);
  for (size_t i = 0; i < c.loads.size; i++)
    if (!is_private(&c, c.loads.data[i])) demote(c.loads.data[i]);
  c.loads.size = 0;
  for (c.region = 0; c.region < regions->size; c.region++) cross_region(&c);
  for (size_t i = 0; i < regions->size; i++) {
    ptowsp_drop_dead(o->workload);
    drop_unused(&regions->data[i]);
  }
  ptowsp_vec_deinit(&c.loads);
  ptowsp_vec_deinit(&c.spills);
}
