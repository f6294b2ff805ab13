// cse: common subexpression elimination.
//
//   %0 = arith.addi %i, %c1 : index            %0 = arith.addi %i, %c1 : index
//   %1 = arith.addi %i, %c1 : index       →    %2 = memref.load %m[%0]
//   %2 = memref.load %m[%0]                    %3 = memref.load %n[%0]
//   %3 = memref.load %n[%1]
//
// Needs nothing. Pure operations without regions are merged into the first that dominates the
// others, whichever way round the operands of a commutative one stand; reads into the first of
// their block since anything was written. Operations of these kinds that nothing reads go.
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

static uint64_t hash_op(const ptowsp_op_t *op) {
  uint64_t hash = mix(ptowsp_op_id(op), (uintptr_t)ptowsp_op_properties(op));
  hash = mix(hash, (uintptr_t)ptowsp_op_attributes(op));
  size_t first = 0;
  if (ptowsp_op_has_trait(op, PTOWSP_TRAIT_COMMUTATIVE)) {
    uintptr_t a = (uintptr_t)ptowsp_op_operand(op, 0), b = (uintptr_t)ptowsp_op_operand(op, 1);
    hash = mix(mix(hash, a < b ? a : b), a < b ? b : a);
    first = 2;
  }
  for (size_t i = first; i < ptowsp_op_operand_count(op); i++)
    hash = mix(hash, (uintptr_t)ptowsp_op_operand(op, i));
  for (size_t i = 0; i < ptowsp_op_result_count(op); i++)
    hash = mix(hash, (uintptr_t)ptowsp_value_type(ptowsp_op_result(op, i)));
  return hash;
}

static bool same(const ptowsp_op_t *a, const ptowsp_op_t *b) {
  if (ptowsp_op_id(a) != ptowsp_op_id(b) || ptowsp_op_properties(a) != ptowsp_op_properties(b) ||
      ptowsp_op_attributes(a) != ptowsp_op_attributes(b) ||
      ptowsp_op_operand_count(a) != ptowsp_op_operand_count(b) ||
      ptowsp_op_result_count(a) != ptowsp_op_result_count(b))
    return false;
  bool swapped = ptowsp_op_has_trait(a, PTOWSP_TRAIT_COMMUTATIVE) &&
                 ptowsp_op_operand(a, 0) == ptowsp_op_operand(b, 1) &&
                 ptowsp_op_operand(a, 1) == ptowsp_op_operand(b, 0);
  for (size_t i = swapped ? 2 : 0; i < ptowsp_op_operand_count(a); i++)
    if (ptowsp_op_operand(a, i) != ptowsp_op_operand(b, i)) return false;
  for (size_t i = 0; i < ptowsp_op_result_count(a); i++)
    if (ptowsp_value_type(ptowsp_op_result(a, i)) != ptowsp_value_type(ptowsp_op_result(b, i)))
      return false;
  return true;
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

static bool only_reads(const ptowsp_op_t *op) {
  return ptowsp_op_has_trait(op, PTOWSP_TRAIT_READS) &&
         !ptowsp_op_has_trait(op, PTOWSP_TRAIT_WRITES);
}

// Whether reads on both sides of the op see the same memory.
static bool leaves_memory(const ptowsp_op_t *op) {
  return ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE) || only_reads(op) ||
         ptowsp_op_has_trait(op, PTOWSP_TRAIT_ALLOCATES) ||
         ptowsp_op_has_trait(op, PTOWSP_TRAIT_TERMINATOR);
}

static bool is_planned(const ptowsp_op_t *op) {
  return ptowsp_op_is_tile(op) && ptowsp_op_attr(op, "addr");
}

static bool is_unread(const ptowsp_op_t *op) {
  for (size_t i = 0; i < ptowsp_op_result_count(op); i++)
    if (ptowsp_value_has_uses(ptowsp_op_result(op, i))) return false;
  return true;
}

typedef struct {
  uint64_t merged, erased;
} counts_t;

static void visit(available_t *a, available_t *reads, ptowsp_op_t *op, counts_t *counts) {
  if (!leaves_memory(op)) take_back(reads, 0);
  bool pure = ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE);
  if ((!pure && !only_reads(op)) || ptowsp_op_has_trait(op, PTOWSP_TRAIT_TERMINATOR) ||
      is_planned(op))
    return;
  if (is_unread(op)) {
    ptowsp_op_erase(op);
    counts->erased++;
    return;
  }
  ptowsp_op_t *first = find_or_enter(pure ? a : reads, op);
  if (!first) return;
  for (size_t i = 0; i < ptowsp_op_result_count(op); i++)
    ptowsp_value_replace_all(ptowsp_op_result(op, i), ptowsp_op_result(first, i));
  ptowsp_op_erase(op);
  counts->merged++;
}

// A place in the tree that is to be gone on with.
typedef struct {
  ptowsp_op_t *op; // around the region
  size_t region;
  ptowsp_block_t *block;
  ptowsp_op_t *next;
  size_t mark;  // what was available before the block
  size_t table; // of what is available
} frame_t;

typedef struct {
  PTOWSP_VEC(frame_t) stack;
  PTOWSP_VEC(available_t) tables; // one a level of isolated ops: nothing from above is used inside
  available_t reads;              // of the block at hand, since the last write or nested region
} traversal_t;

static void push(traversal_t *t, ptowsp_op_t *op, size_t table) {
  while (t->tables.size <= table) ptowsp_vec_push(&t->tables, ((available_t){0}));
  size_t mark = t->tables.data[table].entered.size;
  ptowsp_vec_push(&t->stack, ((frame_t){.op = op, .mark = mark, .table = table}));
}

// Moves to the first op of the next block or region; false when there is none.
static bool advance(frame_t *f) {
  if (f->block) f->block = ptowsp_block_next(f->block);
  while (!f->block) {
    if (f->region == ptowsp_op_region_count(f->op)) return false;
    f->block = ptowsp_region_first(ptowsp_op_region(f->op, f->region++));
  }
  f->next = ptowsp_block_first(f->block);
  return true;
}

// Blocks are taken each for itself: without structured control flow no order of
// blocks is assumed. Nesting lives on the heap, so its depth is not bounded by the stack.
static counts_t run_on(ptowsp_op_t *root) {
  counts_t counts = {0};
  traversal_t t = {0};
  push(&t, root, 0);
  while (t.stack.size) {
    frame_t *top = &t.stack.data[t.stack.size - 1];
    available_t *available = &t.tables.data[top->table];
    if (!top->next) {
      take_back(&t.reads, 0);
      take_back(available, top->mark);
      if (!advance(top)) t.stack.size--;
      continue;
    }
    ptowsp_op_t *op = top->next;
    top->next = ptowsp_op_next(op);
    if (ptowsp_op_region_count(op)) take_back(&t.reads, 0);
    if (ptowsp_op_region_count(op))
      push(&t, op, top->table + ptowsp_op_has_trait(op, PTOWSP_TRAIT_ISOLATED));
    else
      visit(available, &t.reads, op, &counts);
  }
  for (size_t i = 0; i < t.tables.size; i++) {
    available_t *available = &t.tables.data[i];
    ptowsp_vec_deinit(&available->entered);
    ptowsp_pages_free(available->slots, available->capacity * sizeof *available->slots);
  }
  ptowsp_vec_deinit(&t.tables);
  ptowsp_vec_deinit(&t.reads.entered);
  ptowsp_pages_free(t.reads.slots, t.reads.capacity * sizeof *t.reads.slots);
  ptowsp_vec_deinit(&t.stack);
  return counts;
}

static bool run(ptowsp_pass_run_t *run) {
  counts_t counts = run_on(run->root);
  run->changed_nothing = counts.merged + counts.erased == 0;
  ptowsp_pass_count_up(run, "operations merged", counts.merged);
  ptowsp_pass_count_up(run, "dead operations erased", counts.erased);
  return true;
}

const ptowsp_pass_t ptowsp_pass_cse = {.nests = true, .run = run};
