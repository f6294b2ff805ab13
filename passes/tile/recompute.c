// Computing what a nest writes again where it is used, in the place of writing it.
//
//   for i T[i] = f(A[i])
//   for i … = T[i - 1] + T[i + 1]      →      for i … = f(A[i - 1]) + f(A[i + 1])
//
// The first nest writes every element once, from what the second does not change; then the array
// is needed no more. It is worth it where f costs less than the array's way through memory.
#include <isl/union_map.h>
#include <stdlib.h>

#include "choose.h"

enum { MAX_RANK = 8, MAX_RECOMPUTED = 16 };

typedef PTOWSP_VEC(ptowsp_op_t *) ops_t;

typedef struct {
  ptowsp_op_t *store;
  ptowsp_op_t *loops[MAX_RANK]; // whose variable is subscript 0, 1, …
  ops_t ops;                    // that compute what is stored
} formula_t;

static bool is_plain_load(ptowsp_op_t *op) { return ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD); }

// Lists a body of one store and what it needs, around the next loop if there is one.
static bool list_body(ptowsp_op_t *loop, ptowsp_op_t *next, formula_t *f) {
  ptowsp_block_each(ptowsp_op_body(loop), op) {
    if (ptowsp_op_has_trait(op, PTOWSP_TRAIT_TERMINATOR) || op == next) continue;
    if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE)) {
      if (f->store) return false;
      f->store = op;
    } else if (!ptowsp_op_region_count(op) &&
               (is_plain_load(op) || ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE))) {
      ptowsp_vec_push(&f->ops, op);
    } else {
      return false;
    }
  }
  return true;
}

// Reads a nest as the formula of an array's elements.
static bool read_formula(ptowsp_op_t *nest, formula_t *f) {
  size_t depth = 0;
  for (ptowsp_op_t *loop = nest, *next; loop; loop = next, depth++) {
    next = ptowsp_tile_only_loop(loop);
    if (depth == MAX_RANK || ptowsp_op_result_count(loop) || !list_body(loop, next, f))
      return false;
  }
  if (!f->store || ptowsp_op_operand_count(f->store) != depth + 2) return false;
  for (size_t d = 0; d < depth; d++) {
    ptowsp_value_t *subscript = ptowsp_op_operand(f->store, d + 2);
    ptowsp_op_t *loop =
        ptowsp_value_op(subscript) ? NULL : ptowsp_block_op(ptowsp_value_block(subscript));
    if (!ptowsp_op_is(loop, PTOWSP_OP_SCF_FOR) || !ptowsp_op_is_ancestor(nest, loop)) return false;
    for (size_t k = 0; k < d; k++)
      if (f->loops[k] == loop) return false;
    f->loops[d] = loop;
  }
  for (size_t i = 0; i < f->ops.size; i++)
    if (is_plain_load(f->ops.data[i]) &&
        ptowsp_op_operand(f->ops.data[i], 0) == ptowsp_op_operand(f->store, 1))
      return false;
  return true;
}

// ---------------------------------------------------------------- legality

typedef struct {
  const formula_t *formula;
  size_t loads;
} uses_t;

// Interrupted by a write to what the formula reads, and by anything but loads of its array.
static ptowsp_walk_t check_use(ptowsp_op_t *op, void *data) {
  uses_t *uses = data;
  const formula_t *f = uses->formula;
  ptowsp_value_t *array = ptowsp_op_operand(f->store, 1);
  const ptowsp_op_info_t *info = ptowsp_op_info(op);
  bool store = ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE);
  if (!info || (info->traits & PTOWSP_TRAIT_WRITES && !store)) return PTOWSP_WALK_INTERRUPT;
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++)
    if (ptowsp_op_operand(op, i) == array) {
      if (!is_plain_load(op)) return PTOWSP_WALK_INTERRUPT;
      uses->loads++;
    }
  for (size_t i = 0; store && i < f->ops.size; i++)
    if (is_plain_load(f->ops.data[i]) && ptowsp_memref_root(ptowsp_op_operand(f->ops.data[i], 0)) ==
                                             ptowsp_memref_root(ptowsp_op_operand(op, 1)))
      return PTOWSP_WALK_INTERRUPT;
  return PTOWSP_WALK_ADVANCE;
}

// Whether every element that is read has been written.
static bool is_covered(isl_ctx *isl, ptowsp_op_t *producer, ptowsp_op_t *consumer,
                       ptowsp_value_t *array) {
  ptowsp_op_t *roots[] = {producer, consumer};
  ptowsp_trial_t quiet = ptowsp_trial_begin(ptowsp_op_context(producer));
  ptowsp_model_t *model = ptowsp_model_create(isl, roots, 2, NULL);
  bool covered = false;
  if (model) {
    isl_union_map *surely;
    isl_union_map *reads = ptowsp_reads_unwritten(model, ptowsp_model_array(model, array), &surely);
    covered = isl_union_map_is_empty(reads) == isl_bool_true;
    isl_union_map_free(reads);
    isl_union_map_free(surely);
  }
  ptowsp_model_destroy(model);
  ptowsp_trial_end(ptowsp_op_context(producer), &quiet);
  return covered;
}

static bool is_alone(ptowsp_op_t *producer, ptowsp_op_t *consumer, ptowsp_value_t *array) {
  ptowsp_op_t *nests[] = {producer, consumer};
  values_t locals = {0};
  bool alone = false;
  ptowsp_tile_locals(nests, 2, &locals);
  for (size_t i = 0; i < locals.size; i++) alone |= locals.data[i] == array;
  ptowsp_vec_deinit(&locals);
  return alone;
}

// ---------------------------------------------------------------- the new nest

static ptowsp_walk_t list_load(ptowsp_op_t *op, void *data) {
  if (is_plain_load(op)) ptowsp_vec_push((ops_t *)data, op);
  return PTOWSP_WALK_ADVANCE;
}

static void replace_load(const formula_t *f, ptowsp_op_t *load) {
  ptowsp_value_map_t *map = ptowsp_value_map_create();
  for (size_t d = 0; d + 1 < ptowsp_op_operand_count(load); d++)
    ptowsp_value_map_set(map, ptowsp_block_arg(ptowsp_op_body(f->loops[d]), 0),
                         ptowsp_op_operand(load, d + 1));
  for (size_t i = 0; i < f->ops.size; i++)
    ptowsp_op_move_before(ptowsp_op_clone(f->ops.data[i], map), load);
  ptowsp_value_replace_all(ptowsp_op_result(load, 0),
                           ptowsp_value_map_get(map, ptowsp_op_operand(f->store, 0)));
  ptowsp_op_erase(load);
  ptowsp_value_map_destroy(map);
}

static ptowsp_op_t *build(const formula_t *f, ptowsp_op_t *consumer) {
  ptowsp_op_t *copy = ptowsp_op_clone(consumer, NULL);
  ptowsp_op_move_before(copy, consumer);
  ops_t loads = {0};
  ptowsp_walk_pre(copy, list_load, &loads);
  for (size_t i = 0; i < loads.size; i++)
    if (ptowsp_op_operand(loads.data[i], 0) == ptowsp_op_operand(f->store, 1))
      replace_load(f, loads.data[i]);
  ptowsp_vec_deinit(&loads);
  return copy;
}

ptowsp_op_t *ptowsp_tile_recompute(isl_ctx *isl, ptowsp_op_t *producer, ptowsp_op_t *consumer,
                                   ptowsp_value_t **out_array) {
  formula_t f = {0};
  ptowsp_op_t *made = NULL;
  if (read_formula(producer, &f)) {
    uses_t uses = {&f, 0};
    ptowsp_value_t *array = ptowsp_op_operand(f.store, 1);
    if (is_alone(producer, consumer, array) && ptowsp_walk_pre(consumer, check_use, &uses) &&
        uses.loads > 0 && uses.loads <= MAX_RECOMPUTED &&
        is_covered(isl, producer, consumer, array)) {
      made = build(&f, consumer);
      *out_array = array;
    }
  }
  ptowsp_vec_deinit(&f.ops);
  return made;
}
