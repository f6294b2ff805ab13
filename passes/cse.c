// cse: common subexpression elimination.
//
//   %0 = arith.addi %i, %c1 : index            %0 = arith.addi %i, %c1 : index
//   %1 = arith.addi %i, %c1 : index       →    %2 = memref.load %m[%0]
//   %2 = memref.load %m[%0]                    %3 = memref.load %n[%0]
//   %3 = memref.load %n[%1]
//
// Needs nothing. Pure operations are merged into the first that dominates the others, in whichever
// block of a region, and whichever way round the operands of a commutative one stand; so are small
// ones with regions in which everything is pure. Reads are merged into the first of their block
// since anything was written. Operations of these kinds, and allocations, that nothing reads go.
// Everything else stays as it is, and so do tiles with addresses, whose places may have been used
// again.
#include <stdlib.h>

#include "ptowsp/pass.h"
#include "ptowsp/tile.h"

typedef struct {
  ptowsp_op_t *op; // NULL: free
  uint64_t hash;
} slot_t;

// What is available at a point: a hash table whose entries are taken back when
// the region that made them ends, in reverse order of entry.
typedef struct {
  slot_t *slots;
  size_t capacity; // a power of two
  PTOWSP_VEC(size_t) entered;
} available_t;

static uint64_t mix(uint64_t hash, uintptr_t word) {
  hash = (hash ^ word) * UINT64_C(0x9ddfea08eb382d69);
  return hash ^ hash >> 31;
}

static uint32_t traits_of(const ptowsp_op_t *op) {
  const ptowsp_op_info_t *info = ptowsp_op_info(op);
  return info ? info->traits : 0;
}

static bool only_reads(uint32_t traits) {
  return (traits & (PTOWSP_TRAIT_READS | PTOWSP_TRAIT_WRITES)) == PTOWSP_TRAIT_READS;
}

// What is equal without a look at operands.
static uint64_t hash_kind(const ptowsp_op_t *op) {
  uint64_t hash = mix(ptowsp_op_id(op), (uintptr_t)ptowsp_op_properties(op));
  hash = mix(hash, (uintptr_t)ptowsp_op_attributes(op));
  for (size_t i = 0; i < ptowsp_op_result_count(op); i++)
    hash = mix(hash, (uintptr_t)ptowsp_value_type(ptowsp_op_result(op, i)));
  return hash;
}

static bool same_kind(const ptowsp_op_t *a, const ptowsp_op_t *b) {
  if (ptowsp_op_id(a) != ptowsp_op_id(b) || ptowsp_op_properties(a) != ptowsp_op_properties(b) ||
      ptowsp_op_attributes(a) != ptowsp_op_attributes(b) ||
      ptowsp_op_operand_count(a) != ptowsp_op_operand_count(b) ||
      ptowsp_op_result_count(a) != ptowsp_op_result_count(b) ||
      ptowsp_op_region_count(a) != ptowsp_op_region_count(b))
    return false;
  for (size_t i = 0; i < ptowsp_op_result_count(a); i++)
    if (ptowsp_value_type(ptowsp_op_result(a, i)) != ptowsp_value_type(ptowsp_op_result(b, i)))
      return false;
  return true;
}

static bool same_alone(const ptowsp_op_t *a, const ptowsp_op_t *b) {
  if (!same_kind(a, b)) return false;
  bool swapped = ptowsp_op_has_trait(a, PTOWSP_TRAIT_COMMUTATIVE) &&
                 ptowsp_op_operand(a, 0) == ptowsp_op_operand(b, 1) &&
                 ptowsp_op_operand(a, 1) == ptowsp_op_operand(b, 0);
  for (size_t i = swapped ? 2 : 0; i < ptowsp_op_operand_count(a); i++)
    if (ptowsp_op_operand(a, i) != ptowsp_op_operand(b, i)) return false;
  return true;
}

static bool is_planned(const ptowsp_op_t *op) {
  return ptowsp_op_is_tile(op) && ptowsp_op_attr(op, "addr");
}

// Operations inside of each other that are compared as one; the numbers of their values.
enum { MOST_INSIDE = 32 };

typedef struct {
  const ptowsp_op_t *ops[MOST_INSIDE];
  size_t count;
} inside_t;

static ptowsp_walk_t collect_inside(ptowsp_op_t *op, void *data) {
  inside_t *inside = data;
  if (inside->count == MOST_INSIDE || is_planned(op)) return PTOWSP_WALK_INTERRUPT;
  inside->ops[inside->count++] = op;
  return PTOWSP_WALK_ADVANCE;
}

// Whether there are few enough, none a tile with an address, in regions of one block each. The op
// itself is the first.
static bool list_inside(const ptowsp_op_t *op, inside_t *out) {
  out->count = 0;
  if (!ptowsp_walk_pre((ptowsp_op_t *)op, collect_inside, out)) return false;
  for (size_t i = 0; i < out->count; i++)
    for (size_t k = 0; k < ptowsp_op_region_count(out->ops[i]); k++) {
      const ptowsp_region_t *region = ptowsp_op_region(out->ops[i], k);
      if (ptowsp_region_first(region) != ptowsp_region_last(region)) return false;
    }
  return true;
}

// A number for a value that is made inside, the same in equal operations; 0: it comes from outside.
static size_t number_inside(const inside_t *inside, const ptowsp_value_t *value) {
  const ptowsp_op_t *op = ptowsp_value_op(value);
  const ptowsp_block_t *block = ptowsp_value_block(value);
  for (size_t i = 0, k; i < inside->count; i++) {
    if (inside->ops[i] == op && i > 0) return (ptowsp_value_index(value) * MOST_INSIDE + i) << 8;
    if (!block || inside->ops[i] != ptowsp_block_op(block)) continue;
    for (k = 0; ptowsp_region_first(ptowsp_op_region(inside->ops[i], k)) != block;) k++;
    return ((ptowsp_value_index(value) * MOST_INSIDE + i) << 8) + 1 + (k & 127);
  }
  return 0;
}

static uint64_t hash_regions(const ptowsp_op_t *op, uint64_t hash) {
  inside_t inside;
  if (!list_inside(op, &inside)) return hash;
  for (size_t i = 1; i < inside.count; i++) {
    hash = mix(hash, hash_kind(inside.ops[i]));
    for (size_t k = 0; k < ptowsp_op_operand_count(inside.ops[i]); k++) {
      const ptowsp_value_t *value = ptowsp_op_operand(inside.ops[i], k);
      size_t number = number_inside(&inside, value);
      hash = mix(hash, number ? number : (uintptr_t)value);
    }
  }
  return hash;
}

static bool same_operands_inside(const inside_t *a, const inside_t *b, size_t i) {
  for (size_t k = 0; k < ptowsp_op_operand_count(a->ops[i]); k++) {
    const ptowsp_value_t *x = ptowsp_op_operand(a->ops[i], k), *y = ptowsp_op_operand(b->ops[i], k);
    size_t number = number_inside(a, x);
    if (number != number_inside(b, y) || (number == 0 && x != y)) return false;
  }
  return true;
}

// Whether the arguments of two regions' blocks, or that there are none, are the same.
static bool same_arguments(const ptowsp_op_t *a, const ptowsp_op_t *b, size_t region) {
  const ptowsp_block_t *x = ptowsp_region_first(ptowsp_op_region(a, region));
  const ptowsp_block_t *y = ptowsp_region_first(ptowsp_op_region(b, region));
  if (!x || !y) return x == y;
  if (ptowsp_block_arg_count(x) != ptowsp_block_arg_count(y)) return false;
  for (size_t i = 0; i < ptowsp_block_arg_count(x); i++)
    if (ptowsp_value_type(ptowsp_block_arg(x, i)) != ptowsp_value_type(ptowsp_block_arg(y, i)))
      return false;
  return true;
}

// The number of the op in whose regions one stands, and of the region.
static size_t place_inside(const inside_t *inside, size_t i) {
  const ptowsp_op_t *around = ptowsp_op_parent(inside->ops[i]);
  size_t k = i, region = 0;
  while (inside->ops[k] != around) k--;
  while (ptowsp_op_region(around, region) != ptowsp_block_region(ptowsp_op_block(inside->ops[i])))
    region++;
  return region * MOST_INSIDE + k;
}

static bool same_regions(const ptowsp_op_t *a, const ptowsp_op_t *b) {
  inside_t x, y;
  if (!list_inside(a, &x) || !list_inside(b, &y) || x.count != y.count) return false;
  for (size_t i = 0; i < x.count; i++) {
    if (i > 0 && (!same_kind(x.ops[i], y.ops[i]) || !same_operands_inside(&x, &y, i) ||
                  place_inside(&x, i) != place_inside(&y, i)))
      return false;
    for (size_t k = 0; k < ptowsp_op_region_count(x.ops[i]); k++)
      if (!same_arguments(x.ops[i], y.ops[i], k)) return false;
  }
  return true;
}

static bool same(const ptowsp_op_t *a, const ptowsp_op_t *b) {
  return same_alone(a, b) &&
         (!only_reads(traits_of(a)) || ptowsp_op_block(a) == ptowsp_op_block(b)) &&
         (!ptowsp_op_region_count(a) || same_regions(a, b));
}

static uint64_t hash_op(const ptowsp_op_t *op) {
  uint64_t hash = hash_kind(op);
  uint32_t traits = traits_of(op);
  size_t first = 0;
  if (traits & PTOWSP_TRAIT_COMMUTATIVE) {
    uintptr_t a = (uintptr_t)ptowsp_op_operand(op, 0), b = (uintptr_t)ptowsp_op_operand(op, 1);
    hash = mix(mix(hash, a < b ? a : b), a < b ? b : a);
    first = 2;
  }
  for (size_t i = first; i < ptowsp_op_operand_count(op); i++)
    hash = mix(hash, (uintptr_t)ptowsp_op_operand(op, i));
  if (ptowsp_op_region_count(op)) hash = hash_regions(op, hash);
  // What is read in one block is not there in another.
  if (only_reads(traits)) hash = mix(hash, (uintptr_t)ptowsp_op_block(op));
  return hash;
}

static void grow(available_t *a) {
  slot_t *old = a->slots;
  size_t old_capacity = a->capacity;
  a->capacity = old_capacity ? 2 * old_capacity : 256;
  a->slots = ptowsp_pages_alloc(a->capacity * sizeof *a->slots);
  // In the order of entry, so that taking back the newest stays possible.
  for (size_t i = 0; i < a->entered.size; i++) {
    slot_t slot = old[a->entered.data[i]];
    size_t at = slot.hash & (a->capacity - 1);
    while (a->slots[at].op) at = (at + 1) & (a->capacity - 1);
    a->slots[at] = slot;
    a->entered.data[i] = at;
  }
  ptowsp_pages_free(old, old_capacity * sizeof *old);
}

// The available op equal to this one; enters it and returns NULL if there is none.
static ptowsp_op_t *find_or_enter(available_t *a, ptowsp_op_t *op) {
  if (2 * a->entered.size >= a->capacity) grow(a);
  uint64_t hash = hash_op(op);
  size_t at = hash & (a->capacity - 1);
  for (; a->slots[at].op; at = (at + 1) & (a->capacity - 1))
    if (a->slots[at].hash == hash && same(a->slots[at].op, op)) return a->slots[at].op;
  a->slots[at] = (slot_t){op, hash};
  ptowsp_vec_push(&a->entered, at);
  return NULL;
}

static void take_back(available_t *a, size_t size) {
  while (a->entered.size > size) a->slots[a->entered.data[--a->entered.size]].op = NULL;
}

static bool is_unread(const ptowsp_op_t *op) {
  for (size_t i = 0; i < ptowsp_op_result_count(op); i++)
    if (ptowsp_value_has_uses(ptowsp_op_result(op, i))) return false;
  return true;
}

typedef struct {
  uint64_t merged, erased;
} counts_t;

// What running the op, and all inside of it, may do. WRITES: anything else; ENDS: the block,
// nothing that its effects are.
enum { ALLOCATES = 1, READS = 2, WRITES = 4, ENDS = 8 };

static unsigned effects_of(const ptowsp_op_t *op) {
  uint32_t traits = traits_of(op);
  if (traits & PTOWSP_TRAIT_TERMINATOR) return ENDS;
  if (traits & PTOWSP_TRAIT_WRITES) return WRITES;
  if (traits & PTOWSP_TRAIT_READS) return READS;
  if (traits & PTOWSP_TRAIT_ALLOCATES) return ALLOCATES;
  return traits & PTOWSP_TRAIT_PURE ? 0 : WRITES;
}

// A place in the tree that is to be gone on with.
typedef struct {
  ptowsp_op_t *op; // around the region
  size_t region;   // the one to come
  ptowsp_op_t *next;
  size_t first_block, block; // of the region, and the one to come, in `blocks`
  size_t first_mark;         // of the region, in `marks`
  size_t mark, reads_mark;   // what was available in front of the op
  size_t table;              // of what is available inside
  unsigned effects;
} frame_t;

typedef struct {
  ptowsp_block_t *block;
  uint32_t depth; // in the tree of dominating blocks
} place_t;

typedef struct {
  PTOWSP_VEC(frame_t) stack;
  PTOWSP_VEC(place_t) blocks; // of the regions that are open
  PTOWSP_VEC(size_t)
  marks;                          // what was available in front of the blocks that dominate the one
                                  // at hand, in its region
  PTOWSP_VEC(available_t) tables; // one a level of isolated ops: nothing from above is used inside
  available_t reads;              // of the blocks at hand, since the last write
  counts_t counts;
} traversal_t;

// Merges the op into an equal one, or drops it; else it is available from here on. `effects` of all
// there is inside.
static void visit(traversal_t *t, available_t *available, ptowsp_op_t *op, unsigned effects) {
  if (effects & WRITES) take_back(&t->reads, 0);
  if (effects & (WRITES | ENDS) || is_planned(op)) return;
  if (is_unread(op)) {
    ptowsp_op_erase(op);
    t->counts.erased++;
    return;
  }
  inside_t inside;
  bool whole = ptowsp_op_region_count(op) != 0;
  if (effects & ALLOCATES || (whole && (effects || !list_inside(op, &inside)))) return;
  ptowsp_op_t *first = find_or_enter(effects & READS ? &t->reads : available, op);
  if (!first) return;
  for (size_t i = 0; i < ptowsp_op_result_count(op); i++)
    ptowsp_value_replace_all(ptowsp_op_result(op, i), ptowsp_op_result(first, i));
  ptowsp_op_erase(op);
  t->counts.merged++;
}

static void push_frame(traversal_t *t, ptowsp_op_t *op, size_t table) {
  while (t->tables.size <= table) ptowsp_vec_push(&t->tables, ((available_t){0}));
  size_t mark = t->tables.data[table].entered.size;
  ptowsp_vec_push(&t->stack, ((frame_t){.op = op,
                                        .first_block = t->blocks.size,
                                        .block = t->blocks.size,
                                        .first_mark = t->marks.size,
                                        .mark = mark,
                                        .reads_mark = t->reads.entered.size,
                                        .table = table}));
}

static void push_block(ptowsp_block_t *block, uint32_t depth, void *data) {
  traversal_t *t = data;
  ptowsp_vec_push(&t->blocks, ((place_t){block, depth}));
}

// Leaves what the blocks that dominate this one made available.
static void enter_block(traversal_t *t, const frame_t *f, place_t place) {
  available_t *available = &t->tables.data[f->table];
  size_t depth = place.depth == UINT32_MAX ? 0 : place.depth;
  while (t->marks.size > f->first_mark + depth)
    take_back(available, t->marks.data[--t->marks.size]);
  ptowsp_vec_push(&t->marks, available->entered.size);
}

// Moves to the first op of the next block or region; false when there is none.
static bool advance(traversal_t *t, frame_t *f) {
  take_back(&t->reads, f->effects & WRITES ? 0 : f->reads_mark);
  while (f->block == t->blocks.size) {
    t->blocks.size = f->block = f->first_block;
    take_back(&t->tables.data[f->table], f->mark);
    t->marks.size = f->first_mark;
    if (f->region == ptowsp_op_region_count(f->op)) return false;
    ptowsp_region_dominators(ptowsp_op_region(f->op, f->region++), push_block, t);
  }
  place_t place = t->blocks.data[f->block++];
  enter_block(t, f, place);
  f->next = ptowsp_block_first(place.block);
  return true;
}

// What is inside of the op has been visited.
static void leave(traversal_t *t) {
  frame_t done = t->stack.data[--t->stack.size];
  if (!t->stack.size) return;
  frame_t *around = &t->stack.data[t->stack.size - 1];
  unsigned effects = done.effects & ~(unsigned)ENDS, own = effects_of(done.op);
  if (own == ENDS || !ptowsp_op_has_trait(done.op, PTOWSP_TRAIT_RECURSIVE)) effects |= own;
  around->effects |= effects;
  visit(t, &t->tables.data[around->table], done.op, effects);
}

static void destroy(available_t *a) {
  ptowsp_vec_deinit(&a->entered);
  ptowsp_pages_free(a->slots, a->capacity * sizeof *a->slots);
}

// Nesting lives on the heap, so its depth is not bounded by the stack.
static counts_t run_on(ptowsp_op_t *root) {
  traversal_t t = {0};
  push_frame(&t, root, 0);
  while (t.stack.size) {
    frame_t *top = &t.stack.data[t.stack.size - 1];
    ptowsp_op_t *op = top->next;
    if (!op) {
      if (!advance(&t, top)) leave(&t);
      continue;
    }
    top->next = ptowsp_op_next(op);
    if (ptowsp_op_region_count(op)) {
      push_frame(&t, op, top->table + ptowsp_op_has_trait(op, PTOWSP_TRAIT_ISOLATED));
      continue;
    }
    unsigned effects = effects_of(op);
    top->effects |= effects;
    visit(&t, &t.tables.data[top->table], op, effects);
  }
  for (size_t i = 0; i < t.tables.size; i++) destroy(&t.tables.data[i]);
  destroy(&t.reads);
  ptowsp_vec_deinit(&t.tables);
  ptowsp_vec_deinit(&t.marks);
  ptowsp_vec_deinit(&t.blocks);
  ptowsp_vec_deinit(&t.stack);
  return t.counts;
}

static bool run(ptowsp_pass_run_t *run) {
  counts_t counts = run_on(run->root);
  run->changed_nothing = counts.merged + counts.erased == 0;
  ptowsp_pass_count_up(run, "operations merged", counts.merged);
  ptowsp_pass_count_up(run, "dead operations erased", counts.erased);
  return true;
}

const ptowsp_pass_t ptowsp_pass_cse = {.nests = true, .run = run};
