// Dominator trees of regions with several blocks (Cooper, Harvey and Kennedy, "A simple, fast
// dominance algorithm", 2001). Blocks are numbered in place, in block->scratch.
#include <stdlib.h>

#include "ir_internal.h"

enum { NONE = UINT32_MAX };

typedef struct {
  ptowsp_block_t **blocks; // by number
  uint32_t count;
  uint32_t *post;     // blocks in postorder
  uint32_t *rank;     // place in postorder, NONE: not reachable
  uint32_t *idom;     // by number
  uint32_t *pred;     // predecessors, all lists in one
  uint32_t *pred_end; // end of each block's list
  uint32_t reachable;
} graph_t;

static uint32_t successor_count(const ptowsp_block_t *block) {
  return block->last ? block->last->successor_count : 0;
}

static uint32_t successor(const graph_t *g, uint32_t block, uint32_t i) {
  const ptowsp_block_t *to = ptowsp_op_successors(g->blocks[block]->last)[i];
  return to->region == g->blocks[block]->region ? to->scratch : NONE;
}

static void number_postorder(graph_t *g) {
  uint32_t *stack = ptowsp_malloc(g->count * sizeof *stack);
  uint32_t *next = ptowsp_calloc(g->count, sizeof *next);
  for (uint32_t i = 0; i < g->count; i++) g->rank[i] = NONE;
  uint32_t depth = 1;
  stack[0] = 0;
  g->rank[0] = 0; // seen
  while (depth) {
    uint32_t block = stack[depth - 1];
    if (next[block] < successor_count(g->blocks[block])) {
      uint32_t to = successor(g, block, next[block]++);
      if (to == NONE || g->rank[to] != NONE) continue;
      g->rank[to] = 0;
      stack[depth++] = to;
      continue;
    }
    g->rank[block] = g->reachable;
    g->post[g->reachable++] = block;
    depth--;
  }
  free(stack);
  free(next);
}

static void collect_predecessors(graph_t *g) {
  uint32_t *counts = ptowsp_calloc(g->count, sizeof *counts), total = 0;
  for (uint32_t b = 0; b < g->count; b++)
    for (uint32_t i = 0; i < successor_count(g->blocks[b]); i++) {
      uint32_t to = successor(g, b, i);
      if (to != NONE) counts[to]++, total++;
    }
  g->pred = ptowsp_malloc((total + 1) * sizeof *g->pred);
  for (uint32_t b = 0, at = 0; b < g->count; b++) {
    g->pred_end[b] = at; // grows to the end below
    at += counts[b];
  }
  for (uint32_t b = 0; b < g->count; b++)
    for (uint32_t i = 0; i < successor_count(g->blocks[b]); i++) {
      uint32_t to = successor(g, b, i);
      if (to != NONE) g->pred[g->pred_end[to]++] = b;
    }
  free(counts);
}

static uint32_t intersect(const graph_t *g, uint32_t a, uint32_t b) {
  while (a != b) {
    while (g->rank[a] < g->rank[b]) a = g->idom[a];
    while (g->rank[b] < g->rank[a]) b = g->idom[b];
  }
  return a;
}

static void find_dominators(graph_t *g) {
  for (uint32_t i = 0; i < g->count; i++) g->idom[i] = NONE;
  g->idom[0] = 0;
  for (bool changed = true; changed;) {
    changed = false;
    for (uint32_t i = g->reachable; i-- > 0;) {
      uint32_t block = g->post[i], idom = NONE;
      if (block == 0) continue;
      for (uint32_t p = block ? g->pred_end[block - 1] : 0; p < g->pred_end[block]; p++) {
        uint32_t pred = g->pred[p];
        if (g->rank[pred] == NONE || g->idom[pred] == NONE) continue;
        idom = idom == NONE ? pred : intersect(g, idom, pred);
      }
      if (idom != g->idom[block]) {
        g->idom[block] = idom;
        changed = true;
      }
    }
  }
}

// Preorder of the tree: children of a block lie in a list through `sibling`.
static void emit_order(const graph_t *g, ptowsp_block_fn_t visit, void *data) {
  uint32_t *child = ptowsp_malloc(g->count * sizeof *child);
  uint32_t *sibling = ptowsp_malloc(g->count * sizeof *sibling);
  uint32_t *depth = ptowsp_calloc(g->count, sizeof *depth);
  for (uint32_t i = 0; i < g->count; i++) child[i] = sibling[i] = NONE;
  for (uint32_t i = 0; i < g->reachable; i++) {
    uint32_t block = g->post[i];
    if (block == 0) continue;
    sibling[block] = child[g->idom[block]];
    child[g->idom[block]] = block;
  }
  uint32_t block = 0;
  while (block != NONE) {
    visit(g->blocks[block], depth[block], data);
    if (child[block] != NONE) {
      depth[child[block]] = depth[block] + 1;
      block = child[block];
      continue;
    }
    while (block && sibling[block] == NONE) block = g->idom[block];
    if (!block) break;
    depth[sibling[block]] = depth[block];
    block = sibling[block];
  }
  for (uint32_t i = 0; i < g->count; i++)
    if (g->rank[i] == NONE) visit(g->blocks[i], NONE, data);
  free(child);
  free(sibling);
  free(depth);
}

void ptowsp_region_dominators(ptowsp_region_t *region, ptowsp_block_fn_t visit, void *data) {
  graph_t g = {0};
  if (region->first == region->last) {
    if (region->first) visit(region->first, 0, data);
    return;
  }
  for (ptowsp_block_t *block = region->first; block; block = block->next)
    block->scratch = g.count++;
  g.blocks = ptowsp_malloc(g.count * sizeof *g.blocks);
  for (ptowsp_block_t *block = region->first; block; block = block->next)
    g.blocks[block->scratch] = block;
  g.post = ptowsp_malloc(g.count * sizeof *g.post);
  g.rank = ptowsp_malloc(g.count * sizeof *g.rank);
  g.idom = ptowsp_malloc(g.count * sizeof *g.idom);
  g.pred_end = ptowsp_malloc(g.count * sizeof *g.pred_end);
  number_postorder(&g);
  collect_predecessors(&g);
  find_dominators(&g);
  emit_order(&g, visit, data);
  free(g.blocks);
  free(g.post);
  free(g.rank);
  free(g.idom);
  free(g.pred);
  free(g.pred_end);
}
