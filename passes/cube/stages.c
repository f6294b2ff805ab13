// Stages: the runs of products and of other work that a kernel is split into.
#include "stages.h"

#include <stdlib.h>
#include <string.h>

// ---------------------------------------------------------------- stages

static stage_t *new_stage(splitting_t *w, stages_t *list, split_kind_t kind,
                          ptowsp_block_t *block) {
  stage_t *stage = PTOWSP_ARENA_NEW(w->s.arena, stage_t, 1);
  *stage = (stage_t){.kind = kind, .block = block};
  ptowsp_vec_push(list, stage);
  return stage;
}

split_kind_t split_kind_of(splitting_t *w, ptowsp_op_t *op) {
  if (!split_has_effect(op)) return SPLIT_NEUTRAL;
  if (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) && split_is_product(&w->s, op)) return SPLIT_CUBE;
  return SPLIT_VECTOR;
}

static ptowsp_op_t *next_effect(ptowsp_op_t *op) {
  do op = ptowsp_op_next(op);
  while (op && !split_has_effect(op));
  return op;
}

bool split_belongs_to_product(splitting_t *w, ptowsp_op_t *op) {
  contraction_t c;
  contraction_reason_t reason;
  ptowsp_op_t *next = next_effect(op);
  if (!ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) || !contraction_fill(op)) return false;
  if (!ptowsp_op_is(next, PTOWSP_OP_SCF_FOR) ||
      !contraction_match(w->s.isl, next, contraction_kinds(next) | CONTRACTION_LOCALS, &c, &reason))
    return false;
  bool clears = contraction_clears(w->s.isl, op, next, &c);
  contraction_deinit(&c);
  return clears;
}

typedef struct {
  splitting_t *w;
  ptowsp_value_t *memref;
  ptowsp_op_t *other;
  bool conflict;
} overlap_t;

static ptowsp_walk_t visit_same(ptowsp_op_t *op, void *data) {
  overlap_t *o = data;
  bool store = ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE);
  if ((store || ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD)) && split_memref_of(op) == o->memref)
    o->conflict = o->conflict || store || ptowsp_op_is(o->other, PTOWSP_OP_MEMREF_STORE);
  return PTOWSP_WALK_ADVANCE;
}

typedef struct {
  ptowsp_op_t *with;
  overlap_t overlap;
} pair_t;

static ptowsp_walk_t visit_each(ptowsp_op_t *op, void *data) {
  pair_t *pair = data;
  bool store = ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE);
  if (!store && !ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD)) return PTOWSP_WALK_ADVANCE;
  pair->overlap.memref = split_memref_of(op);
  pair->overlap.other = op;
  ptowsp_walk_pre(pair->with, visit_same, &pair->overlap);
  return pair->overlap.conflict ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

// Whether an op may run before all of a stage: they touch no array together that one writes.
static bool may_pass(const stage_t *stage, ptowsp_op_t *op) {
  pair_t pair = {NULL, {0}};
  for (size_t i = 0; i < stage->ops.size && !pair.overlap.conflict; i++) {
    pair.with = stage->ops.data[i];
    ptowsp_walk_pre(op, visit_each, &pair);
  }
  return !pair.overlap.conflict;
}

static ptowsp_walk_t find_outer_load(ptowsp_op_t *op, void *data) {
  ptowsp_op_t *nest = data;
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++) {
    ptowsp_op_t *made_by = ptowsp_value_op(ptowsp_op_operand(op, i));
    if (made_by && !ptowsp_op_is_ancestor(nest, made_by) &&
        !ptowsp_op_has_trait(made_by, PTOWSP_TRAIT_PURE) && !ptowsp_op_is_local(made_by))
      return PTOWSP_WALK_INTERRUPT;
  }
  return PTOWSP_WALK_ADVANCE;
}

enum { BUDGET = 10000 }; // of values that are visited: some may use one another twice

typedef struct {
  const ptowsp_op_t *nest;
  PTOWSP_VEC(ptowsp_value_t *) values;
  int visits;
} needs_t;

static void need(needs_t *n, ptowsp_value_t *value) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (n->visits++ > BUDGET) return;
  if (op ? ptowsp_op_is_ancestor(n->nest, op)
         : ptowsp_op_is_ancestor(n->nest, ptowsp_block_op(ptowsp_value_block(value))))
    return;
  if (op && !ptowsp_op_is_local(op)) {
    for (size_t i = 0; i < ptowsp_op_operand_count(op); i++) need(n, ptowsp_op_operand(op, i));
    return;
  }
  for (size_t i = 0; i < n->values.size; i++)
    if (n->values.data[i] == value) return;
  ptowsp_vec_push(&n->values, value);
}

static ptowsp_walk_t visit_needs(ptowsp_op_t *op, void *data) {
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++) need(data, ptowsp_op_operand(op, i));
  return PTOWSP_WALK_ADVANCE;
}

// Whether a stage with an op more takes no more arguments than a kernel can have.
static bool has_room(const stage_t *stage, ptowsp_op_t *op) {
  needs_t n = {.nest = op};
  ptowsp_walk_pre(op, visit_needs, &n);
  for (size_t i = 0; i < stage->ops.size; i++) {
    n.nest = stage->ops.data[i];
    ptowsp_walk_pre(stage->ops.data[i], visit_needs, &n);
  }
  bool room = n.values.size <= SPLIT_MAX_ARGS && n.visits <= BUDGET;
  ptowsp_vec_deinit(&n.values);
  return room;
}

// The last stage of a kind that an op can join: the last stage, or one before those that it may
// pass. NULL: none.
static stage_t *stage_to_join(const stages_t *list, split_kind_t kind, ptowsp_op_t *op) {
  bool moves = ptowsp_walk_pre(op, find_outer_load, op);
  for (size_t i = list->size; i-- > 0;) {
    stage_t *stage = list->data[i];
    if (stage->loop) return NULL;
    if (stage->kind == kind && has_room(stage, op)) return stage;
    if (!moves || !may_pass(stage, op)) return NULL;
  }
  return NULL;
}

void split_find_stages(splitting_t *w, ptowsp_block_t *block, stages_t *list) {
  split_distribute(&w->s, block);
  ptowsp_block_each(block, op) {
    split_kind_t kind = split_kind_of(w, op);
    if (kind == SPLIT_NEUTRAL || ptowsp_op_has_trait(op, PTOWSP_TRAIT_TERMINATOR)) continue;
    if (kind == SPLIT_VECTOR && split_belongs_to_product(w, op)) kind = SPLIT_CUBE;
    bool loop = ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) && !ptowsp_op_result_count(op);
    if (kind == SPLIT_VECTOR && loop && split_has_matrix(&w->s, op)) {
      stage_t *around = new_stage(w, list, SPLIT_NEUTRAL, block);
      around->loop = op;
      stages_t inner = {0};
      split_find_stages(w, ptowsp_op_body(op), &inner);
      for (size_t i = 0; i < inner.size; i++) ptowsp_vec_push(&around->inner, inner.data[i]);
      ptowsp_vec_deinit(&inner);
      continue;
    }
    stage_t *stage = stage_to_join(list, kind, op);
    if (!stage) {
      stage = new_stage(w, list, kind, block);
      ptowsp_vec_push(&w->all, stage);
    }
    ptowsp_vec_push(&stage->ops, op);
  }
}

// The stage that an op stands in; NULL: none.
static stage_t *stage_of(splitting_t *w, ptowsp_op_t *op) {
  for (size_t i = 0; i < w->all.size; i++)
    for (size_t j = 0; j < w->all.data[i]->ops.size; j++)
      if (ptowsp_op_is_ancestor(w->all.data[i]->ops.data[j], op)) return w->all.data[i];
  return NULL;
}

// Whether a local is used by one stage only, in the place where that stage stands. Then it stays.
static bool stays_local(splitting_t *w, ptowsp_op_t *alloc) {
  stage_t *only = NULL;
  ptowsp_value_t *local = ptowsp_op_result(alloc, 0);
  for (ptowsp_use_t *use = ptowsp_value_first_use(local); use; use = ptowsp_use_next(use)) {
    stage_t *stage = stage_of(w, ptowsp_use_op(use));
    if (!stage || (only && stage != only) || stage->block != ptowsp_op_block(alloc)) return false;
    // Products are of arrays in global memory.
    if (stage->kind == SPLIT_CUBE) return false;
    only = stage;
  }
  return true;
}

static void find_arrays(splitting_t *w, ptowsp_block_t *block) {
  ptowsp_block_each(block, op) {
    if (ptowsp_op_is_local(op) && !stays_local(w, op)) ptowsp_vec_push(&w->locals, op);
  }
}

void split_find_arrays(splitting_t *w, ptowsp_block_t *block, const stages_t *list) {
  find_arrays(w, block);
  for (size_t i = 0; i < list->size; i++) {
    stage_t *stage = list->data[i];
    if (!stage->loop) continue;
    stages_t inner = {stage->inner.data, stage->inner.size, 0};
    split_find_arrays(w, ptowsp_op_body(stage->loop), &inner);
  }
}

// ---------------------------------------------------------------- views that loops move

typedef struct {
  splitting_t *w;
  stage_t *stage;
  ptowsp_value_t *array;
  int64_t *shift; // of the array's first access; NULL: none yet
  bool ok;
} moves_t;

// Whether a value is computed from the variable of a loop around; where it is loaded from is not
// asked here. With the budget spent, it may be.
static bool depends_on_loop(const stage_t *stage, ptowsp_value_t *value, int *budget) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD)) return false;
  if (--*budget < 0) return true;
  if (!op) {
    for (size_t i = 0; i < stage->around.size; i++)
      if (ptowsp_block_op(ptowsp_value_block(value)) == stage->around.data[i]) return true;
    return false;
  }
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++)
    if (depends_on_loop(stage, ptowsp_op_operand(op, i), budget)) return true;
  return false;
}

// Whether nothing but subscripts depends on the loops around.
static ptowsp_walk_t check_use(ptowsp_op_t *op, void *data) {
  moves_t *m = data;
  bool access = ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD) || ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE);
  bool value = ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE);
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++) {
    ptowsp_value_t *operand = ptowsp_op_operand(op, i);
    bool index = ptowsp_type_is_index(ptowsp_value_type(operand));
    if (access && index && !(value && i == 0)) continue;
    bool computes = index && ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE) &&
                    ptowsp_type_is_index(ptowsp_value_type(ptowsp_op_result(op, 0)));
    int budget = BUDGET;
    if (!computes && depends_on_loop(m->stage, operand, &budget)) m->ok = false;
  }
  return m->ok ? PTOWSP_WALK_ADVANCE : PTOWSP_WALK_INTERRUPT;
}

// All accesses of an array must move with the loops around by the same steps.
static ptowsp_walk_t check_access(ptowsp_op_t *op, void *data) {
  moves_t *m = data;
  size_t first = ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE) ? 2 : 1, count = m->stage->around.size;
  bool access = first == 2 || ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD);
  if (!access || split_memref_of(op) != m->array) return PTOWSP_WALK_ADVANCE;
  size_t rank = ptowsp_op_operand_count(op) - first;
  int64_t *shift = PTOWSP_ARENA_NEW(m->w->s.arena, int64_t, rank *count + 1);
  for (size_t d = 0; d < rank; d++)
    m->ok = m->ok &&
            split_steps(&m->w->s, op, first + d, m->stage->around.data, count, shift + d * count);
  if (m->shift && m->ok) m->ok = memcmp(shift, m->shift, rank * count * sizeof *shift) == 0;
  if (!m->shift) m->shift = shift;
  return m->ok ? PTOWSP_WALK_ADVANCE : PTOWSP_WALK_INTERRUPT;
}

static bool moves_together(splitting_t *w, stage_t *stage, ptowsp_value_t *array,
                           int64_t **out_shift) {
  moves_t m = {w, stage, array, NULL, true};
  for (size_t i = 0; m.ok && i < stage->ops.size; i++)
    ptowsp_walk_pre(stage->ops.data[i], check_access, &m);
  *out_shift = m.shift;
  return m.ok;
}

static bool is_noted(const stage_t *stage, ptowsp_value_t *array) {
  for (size_t i = 0; i < stage->shifted.size; i++)
    if (stage->shifted.data[i].value == array) return true;
  return false;
}

static ptowsp_walk_t visit_array(ptowsp_op_t *op, void *data) {
  moves_t *m = data;
  bool access = ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD) || ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE);
  int64_t *shift = NULL;
  if (!access || is_noted(m->stage, split_memref_of(op))) return PTOWSP_WALK_ADVANCE;
  m->ok = moves_together(m->w, m->stage, split_memref_of(op), &shift);
  ptowsp_vec_push(&m->stage->shifted, ((shifted_t){split_memref_of(op), shift}));
  return m->ok ? PTOWSP_WALK_ADVANCE : PTOWSP_WALK_INTERRUPT;
}

void split_find_moves(splitting_t *w, stage_t *stage) {
  moves_t m = {w, stage, NULL, NULL, w->has_views};
  ops_t up = {0};
  for (ptowsp_op_t *op = ptowsp_block_op(stage->block); op != w->s.kernel;
       op = ptowsp_op_parent(op))
    ptowsp_vec_push(&up, op);
  for (size_t i = up.size; i-- > 0;) ptowsp_vec_push(&stage->around, up.data[i]);
  ptowsp_vec_deinit(&up);
  for (size_t i = 0; m.ok && i < stage->ops.size; i++)
    m.ok = ptowsp_walk_pre(stage->ops.data[i], check_use, &m) &&
           ptowsp_walk_pre(stage->ops.data[i], visit_array, &m);
  if (!m.ok || !stage->around.size) stage->around.size = stage->shifted.size = 0;
}
