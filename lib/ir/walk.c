// Walks without recursion: the tree itself, through parents, is the stack.
#include <stdlib.h>

#include "ir_internal.h"

// The first op from `block` on within its region, then from region `region` of `op` on; or NULL.
static ptowsp_op_t *first_inside(ptowsp_op_t *op, size_t region, ptowsp_block_t *block) {
  for (;;) {
    for (; block; block = block->next)
      if (block->first) return block->first;
    if (region == op->region_count) return NULL;
    block = op->regions[region++].first;
  }
}

// What follows `op` (and all inside it) within the op around it, or NULL.
static ptowsp_op_t *next_sibling(ptowsp_op_t *op) {
  if (op->next) return op->next;
  ptowsp_region_t *region = op->block->region;
  size_t next_region = (size_t)(region - region->op->regions) + 1;
  return first_inside(region->op, next_region, op->block->next);
}

bool ptowsp_walk_pre(ptowsp_op_t *root, ptowsp_walk_fn_t visit, void *data) {
  ptowsp_op_t *op = root;
  for (;;) {
    ptowsp_walk_t answer = visit(op, data);
    if (answer == PTOWSP_WALK_INTERRUPT) return false;
    ptowsp_op_t *next = answer == PTOWSP_WALK_SKIP ? NULL : first_inside(op, 0, NULL);
    while (!next) {
      if (op == root) return true;
      next = next_sibling(op);
      if (!next) op = ptowsp_op_parent(op);
    }
    op = next;
  }
}

// With `closed`, isolated ops below the root count as empty.
static ptowsp_op_t *deepest_first(ptowsp_op_t *op, const ptowsp_op_t *root, bool closed) {
  for (;;) {
    bool opens = op == root || !closed || !ptowsp_op_has_trait(op, PTOWSP_TRAIT_ISOLATED);
    ptowsp_op_t *inside = opens ? first_inside(op, 0, NULL) : NULL;
    if (!inside) return op;
    op = inside;
  }
}

static bool walk_post(ptowsp_op_t *root, bool closed, ptowsp_walk_fn_t visit, void *data) {
  ptowsp_op_t *op = deepest_first(root, root, closed);
  for (;;) {
    bool last = op == root;
    ptowsp_op_t *next = NULL;
    if (!last) {
      next = next_sibling(op);
      next = next ? deepest_first(next, root, closed) : ptowsp_op_parent(op);
    }
    if (visit(op, data) == PTOWSP_WALK_INTERRUPT) return false;
    if (last) return true;
    op = next;
  }
}

bool ptowsp_walk_post(ptowsp_op_t *root, ptowsp_walk_fn_t visit, void *data) {
  return walk_post(root, false, visit, data);
}

bool ptowsp_walk_isolated(ptowsp_op_t *root, ptowsp_walk_fn_t visit, void *data) {
  return walk_post(root, true, visit, data);
}

// ---------------------------------------------------------------- sources

typedef struct {
  ptowsp_op_t *op;
  size_t operand; // the next one to look at
} source_t;

typedef struct {
  PTOWSP_VEC(source_t) open;
  ptowsp_numbering_t seen;
  ptowsp_follow_fn_t follows;
  void *data;
} sources_t;

static void open_source(sources_t *s, ptowsp_value_t *value) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (!op || !s->follows(value, s->data)) return;
  size_t count = s->seen.pointers.size;
  if (ptowsp_numbering_enter(&s->seen, op) == count) ptowsp_vec_push(&s->open, ((source_t){op, 0}));
}

bool ptowsp_walk_sources(ptowsp_value_t *value, ptowsp_follow_fn_t follows, ptowsp_walk_fn_t visit,
                         void *data) {
  sources_t s = {.follows = follows, .data = data};
  bool ok = true;
  open_source(&s, value);
  while (ok && s.open.size) {
    source_t *last = &s.open.data[s.open.size - 1];
    if (last->operand < ptowsp_op_operand_count(last->op)) {
      open_source(&s, ptowsp_op_operand(last->op, last->operand++));
      continue;
    }
    s.open.size--;
    ok = visit(last->op, data) != PTOWSP_WALK_INTERRUPT;
  }
  ptowsp_vec_deinit(&s.open);
  ptowsp_numbering_deinit(&s.seen);
  return ok;
}
