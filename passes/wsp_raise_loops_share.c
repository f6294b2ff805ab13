// Raised code that does the same again: what a kept loop computes or loads anew in each iteration,
// though it is always the same, goes in front of the loop; what has been computed is used again.
//
//   scf.for %n = … {                              %0 = pto.tci %zero
//     %0 = pto.tci %zero                          %1 = pto.tload %w
//     %1 = pto.tload %w                     →     scf.for %n = … {
//     %2 = pto.tmul %1, %n …                        %2 = pto.tmul %1, %n …
//     %3 = pto.tci %zero                            … %0 …
//
// Tiles live longer then: if they do not fit any more, all goes back.
#include "pto_plan_memory.h"
#include "wsp_raise_loops.h"

typedef struct {
  ptowsp_op_t *op, *next; // what it stood in front of
} moved_t;

typedef struct {
  raise_t *r;
  PTOWSP_VEC(moved_t) moved;
} hoist_t;

// Arrays that something in a loop writes.
typedef struct {
  const raise_t *r;
  ptowsp_value_t *array;
} writes_t;

static ptowsp_walk_t find_write(ptowsp_op_t *op, void *data) {
  const writes_t *search = data;
  if (!ptowsp_op_is(op, PTOWSP_OP_PTO_TSTORE)) return PTOWSP_WALK_ADVANCE;
  ptowsp_value_t *root = ptowsp_memref_root(ptowsp_op_operand(op, 1));
  bool same = root == search->array || raise_are_aliases(search->r, root, search->array);
  return same ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

// Whether a load gives the same in all iterations of a loop that runs for certain.
static bool is_steady(const raise_t *r, ptowsp_op_t *loop, ptowsp_op_t *load) {
  int64_t lower = 0, upper = 0;
  if (!ptowsp_value_constant(ptowsp_op_operand(loop, 0), &lower) ||
      !ptowsp_value_constant(ptowsp_op_operand(loop, 1), &upper) || lower >= upper)
    return false;
  writes_t search = {r, ptowsp_memref_root(ptowsp_op_operand(load, 0))};
  return ptowsp_walk_pre(loop, find_write, &search);
}

static bool is_outside(const ptowsp_op_t *loop, ptowsp_value_t *value) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (!op)
    op = ptowsp_block_op(ptowsp_value_block(value));
  else
    op = ptowsp_op_parent(op);
  return op != loop && !ptowsp_op_is_ancestor(loop, op);
}

// Whether a tile's place is changed while it lives: loops do so with what they carry.
static bool is_changed(ptowsp_value_t *tile) {
  for (ptowsp_use_t *use = ptowsp_value_first_use(tile); use; use = ptowsp_use_next(use)) {
    ptowsp_op_t *user = ptowsp_use_op(use);
    if (ptowsp_tile_updates(user) || ptowsp_op_is(user, PTOWSP_OP_SCF_FOR) ||
        ptowsp_op_is(user, PTOWSP_OP_SCF_YIELD))
      return true;
    if (ptowsp_tile_is_alias(user) && is_changed(ptowsp_op_result(user, 0))) return true;
  }
  return false;
}

static bool may_leave(const raise_t *r, ptowsp_op_t *loop, ptowsp_op_t *op) {
  bool load = ptowsp_op_is(op, PTOWSP_OP_PTO_TLOAD);
  if (ptowsp_op_region_count(op) || ptowsp_op_has_trait(op, PTOWSP_TRAIT_TERMINATOR)) return false;
  if (!load && (!ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE) || raise_may_trap(op))) return false;
  if (ptowsp_op_is_tile(op) && (ptowsp_tile_updates(op) || is_changed(ptowsp_op_result(op, 0))))
    return false;
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++)
    if (!is_outside(loop, ptowsp_op_operand(op, i))) return false;
  return !load || is_steady(r, loop, op);
}

static void hoist_block(hoist_t *h, ptowsp_op_t *first);

static void hoist_loop(hoist_t *h, ptowsp_op_t *loop) {
  ptowsp_op_t *op = ptowsp_block_first(ptowsp_op_body(loop));
  hoist_block(h, op);
  for (ptowsp_op_t *next = NULL; op; op = next) {
    next = ptowsp_op_next(op);
    if (!may_leave(h->r, loop, op)) continue;
    ptowsp_vec_push(&h->moved, ((moved_t){op, next}));
    ptowsp_op_move_before(op, loop);
  }
}

static void hoist_block(hoist_t *h, ptowsp_op_t *first) {
  for (ptowsp_op_t *op = first; op; op = ptowsp_op_next(op))
    if (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR)) hoist_loop(h, op);
}

static void hoist(raise_t *r, ptowsp_op_t *first) {
  hoist_t h = {.r = r};
  hoist_block(&h, first);
  if (h.moved.size && !pto_plan_memory_fits(r->kernel))
    for (size_t i = h.moved.size; i-- > 0;)
      ptowsp_op_move_before(h.moved.data[i].op, h.moved.data[i].next);
  ptowsp_vec_deinit(&h.moved);
}

// ---------------------------------------------------------------- what has been computed

typedef struct {
  ptowsp_op_t *op; // NULL: free
  uint64_t hash;
} slot_t;

typedef struct {
  ptowsp_op_t *user;
  size_t operand;
  ptowsp_value_t *before;
} changed_t;

typedef struct {
  slot_t *slots;
  size_t capacity; // a power of two, more than twice the operations
  PTOWSP_VEC(size_t) entered;
  PTOWSP_VEC(changed_t) changed;
  PTOWSP_VEC(ptowsp_op_t *) unused;
} merge_t;

static uint64_t mix(uint64_t hash, uintptr_t word) {
  hash = (hash ^ word) * UINT64_C(0x9ddfea08eb382d69);
  return hash ^ hash >> 31;
}

static uint64_t hash_op(const ptowsp_op_t *op) {
  uint64_t hash = mix(ptowsp_op_id(op), (uintptr_t)ptowsp_op_properties(op));
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++)
    hash = mix(hash, (uintptr_t)ptowsp_op_operand(op, i));
  return mix(hash, (uintptr_t)ptowsp_value_type(ptowsp_op_result(op, 0)));
}

static bool is_same(const ptowsp_op_t *a, const ptowsp_op_t *b) {
  if (ptowsp_op_id(a) != ptowsp_op_id(b) || ptowsp_op_properties(a) != ptowsp_op_properties(b) ||
      ptowsp_op_attributes(a) != ptowsp_op_attributes(b) ||
      ptowsp_op_operand_count(a) != ptowsp_op_operand_count(b))
    return false;
  for (size_t i = 0; i < ptowsp_op_operand_count(a); i++)
    if (ptowsp_op_operand(a, i) != ptowsp_op_operand(b, i)) return false;
  return ptowsp_value_type(ptowsp_op_result(a, 0)) == ptowsp_value_type(ptowsp_op_result(b, 0));
}

static bool is_mergeable(ptowsp_op_t *op) {
  if (!ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE) || ptowsp_op_region_count(op) ||
      ptowsp_op_result_count(op) != 1 || ptowsp_op_has_trait(op, PTOWSP_TRAIT_TERMINATOR))
    return false;
  return !ptowsp_op_is_tile(op) ||
         (!ptowsp_tile_updates(op) && !is_changed(ptowsp_op_result(op, 0)));
}

// The operation in front that computes the same; NULL: there is none, and this one is entered.
static ptowsp_op_t *find_or_enter(merge_t *m, ptowsp_op_t *op) {
  uint64_t hash = hash_op(op);
  size_t at = hash & (m->capacity - 1);
  for (; m->slots[at].op; at = (at + 1) & (m->capacity - 1))
    if (m->slots[at].hash == hash && is_same(m->slots[at].op, op)) return m->slots[at].op;
  m->slots[at] = (slot_t){op, hash};
  ptowsp_vec_push(&m->entered, at);
  return NULL;
}

static void merge_op(merge_t *m, ptowsp_op_t *op) {
  ptowsp_op_t *first = is_mergeable(op) ? find_or_enter(m, op) : NULL;
  if (!first) return;
  ptowsp_value_t *value = ptowsp_op_result(op, 0);
  for (ptowsp_use_t *use = NULL; (use = ptowsp_value_first_use(value));) {
    changed_t changed = {ptowsp_use_op(use), ptowsp_use_operand(use), value};
    ptowsp_vec_push(&m->changed, changed);
    ptowsp_op_set_operand(changed.user, changed.operand, ptowsp_op_result(first, 0));
  }
  ptowsp_vec_push(&m->unused, op);
}

// What a loop computes is known in it alone.
static void merge_block(merge_t *m, ptowsp_op_t *first) {
  size_t mark = m->entered.size;
  for (ptowsp_op_t *op = first; op; op = ptowsp_op_next(op)) {
    merge_op(m, op);
    if (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR)) merge_block(m, ptowsp_block_first(ptowsp_op_body(op)));
  }
  while (m->entered.size > mark) m->slots[m->entered.data[--m->entered.size]].op = NULL;
}

static ptowsp_walk_t count_op(ptowsp_op_t *op, void *data) {
  (void)op;
  ++*(size_t *)data;
  return PTOWSP_WALK_ADVANCE;
}

static void merge(raise_t *r, ptowsp_op_t *first) {
  merge_t m = {.capacity = 256};
  size_t count = 0;
  ptowsp_walk_pre(r->kernel, count_op, &count);
  while (m.capacity < 2 * count) m.capacity *= 2;
  m.slots = ptowsp_pages_alloc(m.capacity * sizeof *m.slots);
  merge_block(&m, first);
  bool fits = !m.unused.size || pto_plan_memory_fits(r->kernel);
  for (size_t i = m.changed.size; !fits && i-- > 0;)
    ptowsp_op_set_operand(m.changed.data[i].user, m.changed.data[i].operand,
                          m.changed.data[i].before);
  for (size_t i = m.unused.size; fits && i-- > 0;) ptowsp_op_erase(m.unused.data[i]);
  ptowsp_pages_free(m.slots, m.capacity * sizeof *m.slots);
  ptowsp_vec_deinit(&m.entered);
  ptowsp_vec_deinit(&m.changed);
  ptowsp_vec_deinit(&m.unused);
}

void raise_share(raise_t *r, ptowsp_op_t *last) {
  ptowsp_block_t *block = ptowsp_op_body(r->kernel);
  hoist(r, last ? ptowsp_op_next(last) : ptowsp_block_first(block));
  merge(r, last ? ptowsp_op_next(last) : ptowsp_block_first(block));
}
