// wsp-split-kernels: kernels that multiply matrices and do other work become several kernels.
//
//   wsp.kernel @k(%a, %b, %c):                   wsp.kernel @k_0(%a, %b, %s):
//     for i, j { s = 0;                            for i, j { s[i][j] = 0; for k: s[i][j] += … }
//                for k: s += a[i][k] * b[k][j]  →  wsp.kernel @k_1(%s, %c): for i, j: c[i][j] = …
//                c[i][j] = max(s, 0) }
//   wsp.task @k(%a0, %b0, %c0)                   %s0 = memref.alloc; wsp.task @k_0(%a0, %b0, %s1);
//                                                wsp.task @k_1(%s1, %c0)
//
// A core is a cube or a vector unit. Loops around products and other work are distributed
// (cube/distribute.c), so that each product has a nest of its own; what stands side by side and is
// of one kind is a stage, and every stage becomes a kernel. Locals that several stages use become
// arrays in global memory, one for each task that was. A loop that cannot be distributed goes
// around the tasks. Every task of the kernel becomes the tasks of its stages, in order, and what
// they touch orders them.
//
// A kernel without products, one that is nothing else, and one without tasks stay as they are.
// Needs: constant extents. Directions that are declared of a kernel are checked before it goes.
#include <stdlib.h>
#include <string.h>

#include "cube/split.h"
#include "ptowsp/pass.h"

enum { MAX_ARGS = 16 };

typedef PTOWSP_VEC(ptowsp_op_t *) ops_t;

typedef enum {
  FROM_ARGUMENT, // of the kernel
  FROM_LOOP,     // the variable of a loop around the stages
  FROM_LOCAL,    // that became an array
} source_t;

// An argument of a stage and where its task takes it from.
typedef struct {
  source_t source;
  ptowsp_value_t *value; // of the kernel
  const char *name;
  ptowsp_value_t *inside;
  const int64_t *shift; // of the array's view, a row for each dimension; NULL: none
} arg_t;

typedef struct {
  ptowsp_value_t *value; // an array of the kernel
  const int64_t *shift;
} shifted_t;

typedef struct stage {
  split_kind_t kind;
  ops_t ops;         // of the kernel, until they are moved
  ptowsp_op_t *loop; // instead: a loop around stages
  PTOWSP_VEC(struct stage *) inner;
  ptowsp_block_t *block; // of the kernel that it stands in
  ops_t around;          // loops around stages that it stands in, if they move its views only
  PTOWSP_VEC(arg_t) args;
  PTOWSP_VEC(shifted_t) shifted;
  ptowsp_op_t *kernel;
} stage_t;

typedef PTOWSP_VEC(stage_t *) stages_t;

typedef struct {
  split_t s;
  ptowsp_pass_run_t *run;
  ptowsp_op_t *original;
  stages_t top, all; // in a tree; those with ops, in order
  ops_t locals;      // that become arrays
  bool has_views;    // all tasks pass views whose subscripts are those of the arguments
} splitting_t;

// ---------------------------------------------------------------- stages

static stage_t *new_stage(splitting_t *w, stages_t *list, split_kind_t kind,
                          ptowsp_block_t *block) {
  stage_t *stage = PTOWSP_ARENA_NEW(w->s.arena, stage_t, 1);
  *stage = (stage_t){.kind = kind, .block = block};
  ptowsp_vec_push(list, stage);
  return stage;
}

// What an op of a block is, by itself.
static split_kind_t kind_of(splitting_t *w, ptowsp_op_t *op) {
  if (!split_has_effect(op)) return SPLIT_NEUTRAL;
  if (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) && split_is_product(&w->s, op)) return SPLIT_CUBE;
  return SPLIT_VECTOR;
}

static ptowsp_op_t *next_effect(ptowsp_op_t *op) {
  do op = ptowsp_op_next(op);
  while (op && !split_has_effect(op));
  return op;
}

// Whether a nest does nothing but to clear what the product behind it adds to.
static bool belongs_to_product(splitting_t *w, ptowsp_op_t *op) {
  contraction_t c;
  contraction_reason_t reason;
  ptowsp_op_t *next = next_effect(op);
  if (!ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) || !contraction_fill(op)) return false;
  if (!ptowsp_op_is(next, PTOWSP_OP_SCF_FOR) ||
      !contraction_match(w->s.isl, next, CONTRACTION_LOCALS, &c, &reason))
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
        !ptowsp_op_has_trait(made_by, PTOWSP_TRAIT_PURE) &&
        !ptowsp_op_is(made_by, PTOWSP_OP_MEMREF_ALLOCA))
      return PTOWSP_WALK_INTERRUPT;
  }
  return PTOWSP_WALK_ADVANCE;
}

// The last stage of a kind that an op can join: the last stage, or one before those that it may
// pass. NULL: none.
static stage_t *stage_to_join(const stages_t *list, split_kind_t kind, ptowsp_op_t *op) {
  bool moves = ptowsp_walk_pre(op, find_outer_load, op);
  for (size_t i = list->size; i-- > 0;) {
    stage_t *stage = list->data[i];
    if (stage->loop) return NULL;
    if (stage->kind == kind) return stage;
    if (!moves || !may_pass(stage, op)) return NULL;
  }
  return NULL;
}

static void find_stages(splitting_t *w, ptowsp_block_t *block, stages_t *list) {
  split_distribute(&w->s, block);
  ptowsp_block_each(block, op) {
    split_kind_t kind = kind_of(w, op);
    if (kind == SPLIT_NEUTRAL || ptowsp_op_has_trait(op, PTOWSP_TRAIT_TERMINATOR)) continue;
    if (kind == SPLIT_VECTOR && belongs_to_product(w, op)) kind = SPLIT_CUBE;
    bool loop = ptowsp_op_is(op, PTOWSP_OP_SCF_FOR);
    if (kind == SPLIT_VECTOR && loop && split_has_matrix(&w->s, op)) {
      stage_t *around = new_stage(w, list, SPLIT_NEUTRAL, block);
      around->loop = op;
      stages_t inner = {0};
      find_stages(w, ptowsp_op_body(op), &inner);
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
static bool stays_local(splitting_t *w, ptowsp_op_t *alloca) {
  stage_t *only = NULL;
  ptowsp_value_t *local = ptowsp_op_result(alloca, 0);
  for (ptowsp_use_t *use = ptowsp_value_first_use(local); use; use = ptowsp_use_next(use)) {
    stage_t *stage = stage_of(w, ptowsp_use_op(use));
    if (!stage || (only && stage != only) || stage->block != ptowsp_op_block(alloca)) return false;
    // Products are of arrays in global memory.
    if (stage->kind == SPLIT_CUBE) return false;
    only = stage;
  }
  return true;
}

static void find_arrays(splitting_t *w, ptowsp_block_t *block) {
  ptowsp_block_each(block, op) {
    if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_ALLOCA) && !stays_local(w, op))
      ptowsp_vec_push(&w->locals, op);
  }
}

static void find_all_arrays(splitting_t *w, ptowsp_block_t *block, const stages_t *list) {
  find_arrays(w, block);
  for (size_t i = 0; i < list->size; i++) {
    stage_t *stage = list->data[i];
    if (!stage->loop) continue;
    stages_t inner = {stage->inner.data, stage->inner.size, 0};
    find_all_arrays(w, ptowsp_op_body(stage->loop), &inner);
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
// asked here.
static bool depends_on_loop(const stage_t *stage, ptowsp_value_t *value) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD)) return false;
  if (!op) {
    for (size_t i = 0; i < stage->around.size; i++)
      if (ptowsp_block_op(ptowsp_value_block(value)) == stage->around.data[i]) return true;
    return false;
  }
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++)
    if (depends_on_loop(stage, ptowsp_op_operand(op, i))) return true;
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
    if (!computes && depends_on_loop(m->stage, operand)) m->ok = false;
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

static ptowsp_walk_t visit_array(ptowsp_op_t *op, void *data) {
  moves_t *m = data;
  bool access = ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD) || ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE);
  int64_t *unused;
  m->ok = m->ok && (!access || moves_together(m->w, m->stage, split_memref_of(op), &unused));
  return m->ok ? PTOWSP_WALK_ADVANCE : PTOWSP_WALK_INTERRUPT;
}

static ptowsp_walk_t note_shift(ptowsp_op_t *op, void *data) {
  moves_t *m = data;
  bool access = ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD) || ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE);
  int64_t *shift = NULL;
  if (!access) return PTOWSP_WALK_ADVANCE;
  moves_together(m->w, m->stage, split_memref_of(op), &shift);
  ptowsp_vec_push(&m->stage->shifted, ((shifted_t){split_memref_of(op), shift}));
  return PTOWSP_WALK_ADVANCE;
}

// Finds the loops around a stage, if each only moves what the stage sees of its arrays: then the
// views move and the stage is the same each time. Else their variables are passed.
static void find_moves(splitting_t *w, stage_t *stage) {
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
  if (!m.ok) stage->around.size = 0;
  for (size_t i = 0; stage->around.size && i < stage->ops.size; i++)
    ptowsp_walk_pre(stage->ops.data[i], note_shift, &m);
}

// ---------------------------------------------------------------- kernels of stages

static bool is_array(const splitting_t *w, const ptowsp_op_t *op) {
  for (size_t i = 0; i < w->locals.size; i++)
    if (w->locals.data[i] == op) return true;
  return false;
}

static int64_t argument_number(const splitting_t *w, ptowsp_value_t *value) {
  ptowsp_block_t *block = ptowsp_value_block(value);
  return block == ptowsp_op_body(w->s.kernel) ? (int64_t)ptowsp_value_index(value) : -1;
}

// A scalar local becomes an array of one element.
static ptowsp_type_t array_type(splitting_t *w, ptowsp_op_t *alloca, bool view) {
  ptowsp_type_t type = ptowsp_value_type(ptowsp_op_result(alloca, 0));
  size_t rank = ptowsp_type_rank(type);
  int64_t shape[CONTRACTION_RANK + 1] = {1}, strides[CONTRACTION_RANK + 1], stride = 1;
  if (rank) memcpy(shape, ptowsp_type_shape(type), rank * sizeof *shape);
  if (!rank) rank = 1;
  for (size_t i = rank; i-- > 0; stride *= shape[i]) strides[i] = stride;
  ptowsp_attr_t layout =
      view ? ptowsp_attr_strided(w->s.context, strides, rank, PTOWSP_DYNAMIC) : NULL;
  return ptowsp_type_memref(w->s.context, shape, rank, ptowsp_type_element(type), layout, NULL);
}

static const char *array_name(splitting_t *w, ptowsp_op_t *alloca) {
  ptowsp_str_t name = ptowsp_op_attr_text(alloca, "wsp.name");
  return name.size ? ptowsp_intern(w->s.context, name) : ptowsp_intern_cstr(w->s.context, "part");
}

// The argument that stands for a value in a stage's kernel.
static ptowsp_value_t *add_arg(splitting_t *w, stage_t *stage, source_t source,
                               ptowsp_value_t *value) {
  for (size_t i = 0; i < stage->args.size; i++)
    if (stage->args.data[i].value == value) return stage->args.data[i].inside;
  ptowsp_block_t *body = ptowsp_op_body(stage->kernel);
  ptowsp_type_t type = ptowsp_value_type(value);
  arg_t arg = {source, value, NULL, NULL, NULL};
  if (source == FROM_LOCAL) {
    type = array_type(w, ptowsp_value_op(value), true);
    arg.name = array_name(w, ptowsp_value_op(value));
  } else if (source == FROM_LOOP) {
    type = ptowsp_type_i(w->s.context, 64);
    arg.name =
        ptowsp_intern(w->s.context, ptowsp_loop_name(ptowsp_block_op(ptowsp_value_block(value))));
  } else {
    ptowsp_attr_t names = ptowsp_op_attr(w->s.kernel, "arg_names");
    arg.name = ptowsp_intern(w->s.context,
                             ptowsp_attr_text(ptowsp_attr_at(names, ptowsp_value_index(value))));
  }
  arg.inside = ptowsp_block_add_arg(body, type, ptowsp_value_loc(value));
  for (size_t i = 0; i < stage->shifted.size; i++)
    if (stage->shifted.data[i].value == value) arg.shift = stage->shifted.data[i].shift;
  if (source == FROM_LOOP) {
    ptowsp_builder_t b = ptowsp_builder_before(ptowsp_block_first(body));
    arg.inside = ptowsp_build_cast(&b, PTOWSP_OP_ARITH_INDEX_CAST, arg.inside,
                                   ptowsp_type_index(w->s.context));
  }
  ptowsp_vec_push(&stage->args, arg);
  return arg.inside;
}

static ptowsp_value_t *inside(splitting_t *w, stage_t *stage, ptowsp_value_map_t *map,
                              ptowsp_value_t *value);

// Computes a value that several stages use again, at the start of the stage's kernel.
static ptowsp_value_t *again(splitting_t *w, stage_t *stage, ptowsp_value_map_t *map,
                             ptowsp_op_t *op) {
  if (!ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE) && !ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD)) {
    split_fail(&w->s, ptowsp_op_loc(op), "a value is passed from one part of it to another");
    return NULL;
  }
  ptowsp_value_map_t *operands = ptowsp_value_map_create();
  bool ok = true;
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++) {
    ptowsp_value_t *operand = inside(w, stage, map, ptowsp_op_operand(op, i));
    ok = ok && operand;
    if (operand) ptowsp_value_map_set(operands, ptowsp_op_operand(op, i), operand);
  }
  ptowsp_value_t *result = NULL;
  if (ok) {
    ptowsp_op_t *copy = ptowsp_op_clone(op, operands);
    // Behind what has been computed so far, in front of the stage's own operations.
    ptowsp_op_move_before(copy, stage->ops.data[0]);
    for (size_t i = 0; i < ptowsp_op_result_count(op); i++)
      ptowsp_value_map_set(map, ptowsp_op_result(op, i), ptowsp_op_result(copy, i));
    result = ptowsp_op_result(copy, 0);
  }
  ptowsp_value_map_destroy(operands);
  return result;
}

static ptowsp_value_t *inside(splitting_t *w, stage_t *stage, ptowsp_value_map_t *map,
                              ptowsp_value_t *value) {
  ptowsp_value_t *known = ptowsp_value_map_get(map, value);
  if (known != value) return known;
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (!op && stage->around.size && argument_number(w, value) < 0) {
    ptowsp_builder_t b = ptowsp_builder_before(ptowsp_block_first(ptowsp_op_body(stage->kernel)));
    known = ptowsp_build_index(&b, 0); // the views move instead
  } else if (!op) {
    source_t source = argument_number(w, value) >= 0 ? FROM_ARGUMENT : FROM_LOOP;
    known = add_arg(w, stage, source, value);
  } else if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_ALLOCA)) {
    if (is_array(w, op)) {
      known = add_arg(w, stage, FROM_LOCAL, value);
    } else {
      ptowsp_op_move_before(op, ptowsp_block_first(ptowsp_op_body(stage->kernel)));
      return value;
    }
  } else {
    return again(w, stage, map, op);
  }
  ptowsp_value_map_set(map, value, known);
  return known;
}

typedef struct {
  splitting_t *w;
  stage_t *stage;
  ptowsp_value_map_t *map;
} resolve_t;

// A scalar local that becomes an array is accessed at its one element.
static void add_subscript(ptowsp_op_t *op, ptowsp_value_t *memref) {
  ptowsp_value_t *operands[3];
  size_t count = 0;
  ptowsp_builder_t b = ptowsp_builder_before(op);
  ptowsp_value_t *zero = ptowsp_build_index(&b, 0);
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++) {
    operands[count++] = ptowsp_op_operand(op, i);
    if (ptowsp_op_operand(op, i) == memref) operands[count++] = zero;
  }
  ptowsp_op_set_operands(op, operands, count);
}

static ptowsp_walk_t resolve(ptowsp_op_t *op, void *data) {
  resolve_t *r = data;
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++) {
    ptowsp_value_t *value = ptowsp_op_operand(op, i);
    ptowsp_op_t *owner = ptowsp_value_op(value);
    if (!owner) owner = ptowsp_block_op(ptowsp_value_block(value));
    if (ptowsp_op_is_ancestor(r->stage->kernel, owner)) continue;
    ptowsp_value_t *known = inside(r->w, r->stage, r->map, value);
    if (!known) return PTOWSP_WALK_INTERRUPT;
    ptowsp_op_set_operand(op, i, known);
    bool scalar =
        split_is_memref(value) && known != value && ptowsp_type_rank(ptowsp_value_type(value)) == 0;
    if (scalar) add_subscript(op, known);
  }
  return PTOWSP_WALK_ADVANCE;
}

static void describe_kernel(splitting_t *w, stage_t *stage) {
  ptowsp_context_t *context = w->s.context;
  size_t count = stage->args.size, unsigned_count = 0;
  ptowsp_attr_t names[MAX_ARGS + 1], access[MAX_ARGS + 1];
  ptowsp_type_t types[MAX_ARGS + 1];
  int64_t numbers[MAX_ARGS + 1];
  ptowsp_attr_t list = ptowsp_op_attr(w->s.kernel, "wsp.unsigned");
  for (size_t i = 0; i < count; i++) {
    const arg_t *arg = &stage->args.data[i];
    types[i] = ptowsp_value_type(ptowsp_block_arg(ptowsp_op_body(stage->kernel), i));
    names[i] = ptowsp_attr_cstring(context, arg->name);
    bool memref = ptowsp_type_kind(types[i]) == PTOWSP_TYPE_MEMREF;
    access[i] = ptowsp_attr_cstring(context, memref ? "" : "value");
    for (size_t j = 0; list && arg->source == FROM_ARGUMENT && j < ptowsp_attr_count(list); j++)
      if (ptowsp_attr_dense_array_int(list, j) == argument_number(w, arg->value))
        numbers[unsigned_count++] = (int64_t)i;
  }
  ptowsp_op_set_attr(
      stage->kernel, "function_type",
      ptowsp_attr_type(context, ptowsp_type_function(context, types, count, NULL, 0)));
  ptowsp_op_set_attr(stage->kernel, "arg_names", ptowsp_attr_array(context, names, count));
  ptowsp_op_set_attr(stage->kernel, "arg_access", ptowsp_attr_array(context, access, count));
  if (unsigned_count)
    ptowsp_op_set_attr(stage->kernel, "wsp.unsigned",
                       ptowsp_attr_i64_array(context, numbers, unsigned_count));
}

static bool build_kernel(splitting_t *w, stage_t *stage, const char *name) {
  ptowsp_builder_t at = ptowsp_builder_before(w->original);
  at.loc = ptowsp_op_loc(w->original);
  ptowsp_op_state_t state = {.id = PTOWSP_OP_WSP_KERNEL, .loc = at.loc, .region_count = 1};
  stage->kernel = ptowsp_build(&at, &state);
  ptowsp_op_set_attr(stage->kernel, "sym_name", ptowsp_attr_cstring(w->s.context, name));
  ptowsp_builder_t end =
      ptowsp_builder_at_end(ptowsp_block_create(ptowsp_op_region(stage->kernel, 0)), at.loc);
  ptowsp_op_state_t last = {.id = PTOWSP_OP_WSP_RETURN, .loc = at.loc};
  ptowsp_op_t *terminator = ptowsp_build(&end, &last);
  find_moves(w, stage);
  for (size_t i = 0; i < stage->ops.size; i++)
    ptowsp_op_move_before(stage->ops.data[i], terminator);
  resolve_t r = {w, stage, ptowsp_value_map_create()};
  bool ok = true;
  for (size_t i = 0; ok && i < stage->ops.size; i++)
    ok = ptowsp_walk_pre(stage->ops.data[i], resolve, &r);
  ptowsp_value_map_destroy(r.map);
  if (ok && stage->args.size > MAX_ARGS)
    ok = split_fail(&w->s, ptowsp_op_loc(stage->ops.data[0]),
                    "a part of it takes more than 16 arguments");
  if (ok) describe_kernel(w, stage);
  return ok;
}

// ---------------------------------------------------------------- tasks of stages

typedef struct {
  splitting_t *w;
  ptowsp_op_t *task;
  ptowsp_builder_t b;
  ptowsp_value_map_t *map; // from the kernel to the workload
} unfold_t;

static ptowsp_value_t *outside(unfold_t *u, ptowsp_value_t *value) {
  ptowsp_value_t *known = ptowsp_value_map_get(u->map, value);
  if (known != value) return known;
  int64_t number = argument_number(u->w, value);
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (number >= 0) {
    known = ptowsp_op_operand(u->task, (size_t)number);
  } else if (op && ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE)) {
    for (size_t i = 0; i < ptowsp_op_operand_count(op); i++)
      if (!outside(u, ptowsp_op_operand(op, i))) return NULL;
    ptowsp_op_t *copy = ptowsp_op_clone(op, u->map);
    ptowsp_op_move_before(copy, u->b.before);
    return ptowsp_op_result(copy, 0);
  } else {
    split_fail(&u->w->s, ptowsp_value_loc(value), "a loop around it depends on data");
    return NULL;
  }
  ptowsp_value_map_set(u->map, value, known);
  return known;
}

static ptowsp_value_t *build_value(unfold_t *u, ptowsp_op_id_t id, ptowsp_type_t type,
                                   ptowsp_value_t *const *operands, size_t count) {
  ptowsp_op_state_t state = {.id = id,
                             .loc = u->b.loc,
                             .operands = operands,
                             .operand_count = count,
                             .result_types = &type,
                             .result_count = 1};
  return ptowsp_op_result(ptowsp_build(&u->b, &state), 0);
}

// The arrays that are declared in a block of the kernel, allocated.
static void allocate(unfold_t *u, ptowsp_block_t *block) {
  splitting_t *w = u->w;
  for (size_t i = 0; i < w->locals.size; i++) {
    ptowsp_op_t *local = w->locals.data[i];
    if (ptowsp_op_block(local) != block) continue;
    int32_t segments[] = {0, 0};
    ptowsp_named_attr_t properties[] = {{ptowsp_intern_cstr(w->s.context, "operandSegmentSizes"),
                                         ptowsp_attr_i32_array(w->s.context, segments, 2)}};
    ptowsp_type_t type = array_type(w, local, false);
    ptowsp_op_state_t state = {.id = PTOWSP_OP_MEMREF_ALLOC,
                               .loc = u->b.loc,
                               .result_types = &type,
                               .result_count = 1,
                               .properties = ptowsp_attr_dictionary(w->s.context, properties, 1)};
    ptowsp_op_t *alloc = ptowsp_build(&u->b, &state);
    ptowsp_op_set_attr(alloc, "wsp.name", ptowsp_attr_cstring(w->s.context, array_name(w, local)));
    ptowsp_value_map_set(u->map, ptowsp_op_result(local, 0), ptowsp_op_result(alloc, 0));
  }
}

// By how much the loops around move a view in a dimension; NULL: not at all.
static ptowsp_value_t *moved_by(unfold_t *u, const stage_t *stage, const arg_t *arg, size_t dim) {
  ptowsp_value_t *sum = NULL;
  for (size_t i = 0; i < stage->around.size; i++) {
    int64_t step = arg->shift[dim * stage->around.size + i];
    ptowsp_value_t *iv = ptowsp_block_arg(ptowsp_op_body(stage->around.data[i]), 0);
    if (!step) continue;
    iv = ptowsp_value_map_get(u->map, iv);
    if (step != 1)
      iv = ptowsp_build_binary(&u->b, PTOWSP_OP_ARITH_MULI, iv, ptowsp_build_index(&u->b, step));
    sum = sum ? ptowsp_build_binary(&u->b, PTOWSP_OP_ARITH_ADDI, sum, iv) : iv;
  }
  return sum;
}

// The task's view of an array, moved: its last subscripts are those of the kernel's argument.
static ptowsp_value_t *moved_view(unfold_t *u, const stage_t *stage, const arg_t *arg) {
  ptowsp_value_t *view = outside(u, arg->value);
  ptowsp_op_t *at = ptowsp_value_op(view);
  size_t count = ptowsp_op_operand_count(at), rank = ptowsp_type_rank(ptowsp_value_type(view));
  ptowsp_value_t *operands[2 * CONTRACTION_RANK + 2];
  for (size_t i = 0; i < count; i++) {
    operands[i] = ptowsp_op_operand(at, i);
    if (i < count - rank) continue;
    ptowsp_value_t *by = moved_by(u, stage, arg, i - (count - rank));
    if (by) operands[i] = ptowsp_build_binary(&u->b, PTOWSP_OP_ARITH_ADDI, operands[i], by);
  }
  return build_value(u, PTOWSP_OP_WSP_AT, ptowsp_value_type(view), operands, count);
}

static ptowsp_value_t *operand(unfold_t *u, const stage_t *stage, const arg_t *arg) {
  splitting_t *w = u->w;
  ptowsp_value_t *value = ptowsp_value_map_get(u->map, arg->value);
  if (arg->source == FROM_ARGUMENT && !arg->shift) return outside(u, arg->value);
  if (arg->source == FROM_ARGUMENT) return moved_view(u, stage, arg);
  if (arg->source == FROM_LOOP)
    return build_value(u, PTOWSP_OP_ARITH_INDEX_CAST, ptowsp_type_i(w->s.context, 64), &value, 1);
  ptowsp_type_t view = array_type(w, ptowsp_value_op(arg->value), true);
  ptowsp_value_t *operands[CONTRACTION_RANK + 2] = {value};
  for (size_t i = 0; i < ptowsp_type_rank(view); i++) {
    operands[i + 1] = arg->shift ? moved_by(u, stage, arg, i) : NULL;
    if (!operands[i + 1]) operands[i + 1] = ptowsp_build_index(&u->b, 0);
  }
  return build_value(u, PTOWSP_OP_WSP_AT, view, operands, ptowsp_type_rank(view) + 1);
}

static bool build_task(unfold_t *u, const stage_t *stage) {
  ptowsp_context_t *context = u->w->s.context;
  ptowsp_value_t *operands[MAX_ARGS + 1];
  for (size_t i = 0; i < stage->args.size; i++)
    if (!(operands[i] = operand(u, stage, &stage->args.data[i]))) return false;
  int32_t segments[] = {(int32_t)stage->args.size, 0};
  ptowsp_named_attr_t properties[] = {
      {ptowsp_intern_cstr(context, "callee"),
       ptowsp_attr_symbol(context, ptowsp_op_symbol(stage->kernel))},
      {ptowsp_intern_cstr(context, "operandSegmentSizes"),
       ptowsp_attr_i32_array(context, segments, 2)}};
  ptowsp_op_state_t state = {.id = PTOWSP_OP_WSP_TASK,
                             .loc = u->b.loc,
                             .operands = operands,
                             .operand_count = stage->args.size,
                             .properties = ptowsp_attr_dictionary(context, properties, 2),
                             .attributes = ptowsp_op_attributes(u->task)};
  ptowsp_build(&u->b, &state);
  return true;
}

static bool unfold(unfold_t *u, ptowsp_block_t *block, stage_t *const *list, size_t count) {
  bool ok = true;
  allocate(u, block);
  for (size_t i = 0; ok && i < count; i++) {
    const stage_t *stage = list[i];
    if (!stage->loop) {
      ok = build_task(u, stage);
      continue;
    }
    ptowsp_value_t *lower = outside(u, ptowsp_op_operand(stage->loop, 0));
    ptowsp_value_t *upper = lower ? outside(u, ptowsp_op_operand(stage->loop, 1)) : NULL;
    ptowsp_value_t *step = upper ? outside(u, ptowsp_op_operand(stage->loop, 2)) : NULL;
    if (!step) return false;
    ptowsp_builder_t around = u->b;
    ptowsp_op_t *loop = ptowsp_build_for(&u->b, lower, upper, step);
    ptowsp_op_set_loc(loop, ptowsp_op_loc(stage->loop));
    ptowsp_op_set_attributes(loop, ptowsp_op_attributes(stage->loop));
    ptowsp_value_map_set(u->map, ptowsp_block_arg(ptowsp_op_body(stage->loop), 0),
                         ptowsp_block_arg(ptowsp_op_body(loop), 0));
    u->b.before = ptowsp_block_terminator(ptowsp_op_body(loop));
    u->b.block = ptowsp_op_body(loop);
    ok = unfold(u, ptowsp_op_body(stage->loop), stage->inner.data, stage->inner.size);
    u->b = around;
  }
  return ok;
}

static bool replace_task(splitting_t *w, ptowsp_op_t *task) {
  unfold_t u = {
      .w = w, .task = task, .b = ptowsp_builder_before(task), .map = ptowsp_value_map_create()};
  bool ok = unfold(&u, ptowsp_op_body(w->s.kernel), w->top.data, w->top.size);
  ptowsp_value_map_destroy(u.map);
  return ok;
}

// ---------------------------------------------------------------- which kernels

typedef struct {
  ptowsp_op_t *kernel;
  ops_t tasks;
} calls_t;

static ptowsp_walk_t visit_call(ptowsp_op_t *op, void *data) {
  calls_t *calls = data;
  if (ptowsp_op_is(op, PTOWSP_OP_WSP_TASK) &&
      ptowsp_str_equal(ptowsp_op_attr_text(op, "callee"), ptowsp_op_symbol(calls->kernel)))
    ptowsp_vec_push(&calls->tasks, op);
  return PTOWSP_WALK_ADVANCE;
}

// Whether two arrays of a call may be the same memory.
static bool has_aliases(const ptowsp_op_t *task) {
  size_t count = ptowsp_op_operand_count(task);
  for (size_t i = 0; i < count; i++)
    for (size_t j = i + 1; j < count; j++) {
      ptowsp_value_t *x = ptowsp_op_operand(task, i), *y = ptowsp_op_operand(task, j);
      if (split_is_memref(x) && split_is_memref(y) &&
          ptowsp_memref_root(x) == ptowsp_memref_root(y))
        return true;
    }
  return false;
}

static ptowsp_walk_t visit_sum(ptowsp_op_t *op, void *data) {
  size_t loops = 0;
  (void)data;
  if (!ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE)) return PTOWSP_WALK_ADVANCE;
  ptowsp_op_id_t id = PTOWSP_OP_UNREGISTERED;
  ptowsp_op_t *sum = ptowsp_value_op(ptowsp_op_operand(op, 0));
  if (sum) id = ptowsp_op_id(sum);
  for (ptowsp_op_t *up = ptowsp_op_parent(op); up; up = ptowsp_op_parent(up))
    loops += ptowsp_op_is(up, PTOWSP_OP_SCF_FOR);
  bool sums =
      id == PTOWSP_OP_ARITH_ADDF || id == PTOWSP_OP_ARITH_SUBF || id == PTOWSP_OP_ARITH_ADDI;
  return sums && loops >= 3 ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

// Most kernels multiply no matrices: something is summed in three loops then.
static bool may_multiply(ptowsp_op_t *kernel) { return !ptowsp_walk_pre(kernel, visit_sum, NULL); }

// Whether every array of a call is a view whose last subscripts are those of the kernel's argument.
static bool has_views(const ptowsp_op_t *task) {
  for (size_t i = 0; i < ptowsp_op_operand_count(task); i++) {
    ptowsp_value_t *view = ptowsp_op_operand(task, i);
    int64_t inner[2 * CONTRACTION_RANK], outer[2 * CONTRACTION_RANK], offset;
    if (!split_is_memref(view)) continue;
    ptowsp_op_t *at = ptowsp_value_op(view);
    if (!ptowsp_op_is(at, PTOWSP_OP_WSP_AT)) return false;
    ptowsp_type_t to = ptowsp_value_type(view), from = ptowsp_value_type(ptowsp_op_operand(at, 0));
    size_t rank = ptowsp_type_rank(to), root = ptowsp_type_rank(from);
    if (rank > root || root > PTOWSP_COUNTOF(outer) || !ptowsp_type_strides(to, inner, &offset) ||
        !ptowsp_type_strides(from, outer, &offset) ||
        memcmp(inner, outer + root - rank, rank * sizeof *inner) != 0)
      return false;
  }
  return true;
}

static bool has_constant_extents(ptowsp_op_t *kernel) {
  ptowsp_block_t *body = ptowsp_op_body(kernel);
  for (size_t i = 0; i < ptowsp_block_arg_count(body); i++) {
    ptowsp_value_t *arg = ptowsp_block_arg(body, i);
    if (split_is_memref(arg) && !ptowsp_type_has_static_shape(ptowsp_value_type(arg))) return false;
  }
  return true;
}

// A kernel that belies its declarations is left to the pass that says so.
static bool has_true_directions(splitting_t *w) {
  ptowsp_summaries_t *summaries = ptowsp_summaries_create(w->s.isl);
  const ptowsp_summary_t *summary = ptowsp_summary(summaries, w->original);
  ptowsp_attr_t access = ptowsp_op_attr(w->original, "arg_access");
  bool ok = summary != NULL;
  for (size_t i = 0; ok && i < summary->count; i++) {
    const ptowsp_footprint_t *f = &summary->args[i];
    ptowsp_str_t declared = ptowsp_attr_text(ptowsp_attr_at(access, i));
    ok = !(ptowsp_str_is(declared, "in") && f->writes) &&
         !(ptowsp_str_is(declared, "out") && f->reads_surely);
  }
  if (ok) ok = ptowsp_check_directions(w->s.context, summary, NULL);
  ptowsp_summaries_destroy(summaries);
  return ok;
}

// Whether there are products of matrices and anything besides, or they have been rewritten.
static bool is_candidate(splitting_t *w, bool changed) {
  bool matrix = false, other = changed;
  ptowsp_block_each(ptowsp_op_body(w->s.kernel), op) {
    if (kind_of(w, op) == SPLIT_NEUTRAL || ptowsp_op_has_trait(op, PTOWSP_TRAIT_TERMINATOR))
      continue;
    matrix = matrix || (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) && split_has_matrix(&w->s, op));
    other = other || (kind_of(w, op) == SPLIT_VECTOR && !belongs_to_product(w, op));
  }
  return matrix && other;
}

static ptowsp_walk_t find_store(ptowsp_op_t *op, void *data) {
  if (!ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE)) return PTOWSP_WALK_ADVANCE;
  *(ptowsp_op_t **)data = op;
  return PTOWSP_WALK_INTERRUPT;
}

// The line of the first statement of a stage.
static unsigned line_of(const stage_t *stage) {
  ptowsp_op_t *store = stage->ops.data[0];
  ptowsp_walk_pre(store, find_store, &store);
  return ptowsp_op_loc(store).line;
}

static void say(splitting_t *w) {
  ptowsp_buffer_t text = {0};
  for (size_t i = 0; i < w->all.size; i++) {
    const stage_t *stage = w->all.data[i];
    ptowsp_str_t name = ptowsp_op_symbol(stage->kernel);
    ptowsp_buffer_printf(&text, "%s'%.*s' (%s, line %u)", i ? ", " : "", (int)name.size, name.data,
                         stage->kind == SPLIT_CUBE ? "cube" : "vector", line_of(stage));
  }
  ptowsp_str_t name = ptowsp_op_symbol(w->original);
  ptowsp_remark(w->s.context, ptowsp_op_loc(w->original),
                "kernel '%.*s' mixes matrix products with vector work and is split into %s, with "
                "%zu array%s in global memory between them",
                (int)name.size, name.data, text.data, w->locals.size,
                w->locals.size == 1 ? "" : "s");
  ptowsp_buffer_deinit(&text);
  ptowsp_str_t wish = ptowsp_op_attr_text(w->original, "core");
  if (wish.size)
    ptowsp_warning(w->s.context, ptowsp_op_loc(w->original),
                   "the wish for core '%.*s' cannot be honoured: the kernel needs both",
                   (int)wish.size, wish.data);
}

static bool build_kernels(splitting_t *w) {
  const char *base = ptowsp_intern(w->s.context, ptowsp_op_symbol(w->original));
  size_t number = 0;
  for (size_t i = 0; i < w->all.size; i++) {
    const char *name = NULL;
    do
      name = ptowsp_intern_cstr(w->s.context,
                                ptowsp_arena_printf(w->s.arena, "%s_%zu", base, number++));
    while (ptowsp_symbol_lookup(w->original, ptowsp_str(name)));
    if (!build_kernel(w, w->all.data[i], name)) return false;
  }
  return true;
}

// Does all that can fail before anything of the module but the copy is changed; the stages' kernels
// are erased again after a failure.
static bool split(splitting_t *w, const ops_t *tasks) {
  split_sink_locals(&w->s);
  bool changed = split_factors(&w->s);
  if (!is_candidate(w, changed)) return false;
  ptowsp_block_t *body = ptowsp_op_body(w->s.kernel);
  find_stages(w, body, &w->top);
  bool cube = false;
  for (size_t i = 0; i < w->all.size; i++) cube = cube || w->all.data[i]->kind == SPLIT_CUBE;
  if (!cube) return false;
  find_all_arrays(w, body, &w->top);
  if (!has_true_directions(w)) return false;
  bool ok = build_kernels(w);
  ops_t before = {0};
  for (size_t i = 0; i < tasks->size; i++)
    ptowsp_vec_push(&before, ptowsp_op_previous(tasks->data[i]));
  size_t done = 0;
  for (; ok && done < tasks->size; done++) ok = replace_task(w, tasks->data[done]);
  if (!ok)
    for (size_t i = 0; i < done; i++)
      while (ptowsp_op_previous(tasks->data[i]) != before.data[i])
        ptowsp_op_erase(ptowsp_op_previous(tasks->data[i]));
  ptowsp_vec_deinit(&before);
  return ok;
}

static void stages_deinit(stages_t *list) {
  for (size_t i = 0; i < list->size; i++) {
    stage_t *stage = list->data[i];
    stages_t inner = {stage->inner.data, stage->inner.size, 0};
    stages_deinit(&inner);
    ptowsp_vec_deinit(&stage->ops);
    ptowsp_vec_deinit(&stage->args);
    ptowsp_vec_deinit(&stage->shifted);
    ptowsp_vec_deinit(&stage->around);
  }
  free(list->data);
}

// A kernel that turned out to be products alone, once its loops were distributed.
static void keep_name(splitting_t *w) {
  ptowsp_op_t *kernel = w->all.data[0]->kernel;
  calls_t calls = {kernel, {0}};
  ptowsp_attr_t name = ptowsp_op_attr(w->original, "sym_name");
  ptowsp_walk_pre(ptowsp_module_op(w->run->module), visit_call, &calls);
  for (size_t i = 0; i < calls.tasks.size; i++)
    ptowsp_op_set_attr(calls.tasks.data[i], "callee",
                       ptowsp_attr_symbol(w->s.context, ptowsp_attr_text(name)));
  ptowsp_op_set_attr(kernel, "sym_name", name);
  ptowsp_vec_deinit(&calls.tasks);
}

static void take(splitting_t *w, const ops_t *tasks) {
  if (w->all.size > 1) say(w);
  for (size_t i = 0; i < tasks->size; i++) ptowsp_op_erase(tasks->data[i]);
  for (size_t i = 0; i < w->all.size; i++) ptowsp_drop_dead(w->all.data[i]->kernel);
  if (w->all.size == 1) keep_name(w);
  ptowsp_op_erase(w->original);
  ptowsp_pass_count_up(w->run, "kernels split", w->all.size > 1);
}

static void give_up(splitting_t *w) {
  ptowsp_str_t name = ptowsp_op_symbol(w->original);
  for (size_t i = 0; i < w->all.size; i++)
    if (w->all.data[i]->kernel) ptowsp_op_erase(w->all.data[i]->kernel);
  if (w->s.reason)
    ptowsp_remark(w->s.context, w->s.loc,
                  "kernel '%.*s' mixes matrix products with vector work, but cannot be split: %s",
                  (int)name.size, name.data, w->s.reason);
}

static void split_kernel(ptowsp_pass_run_t *run, isl_ctx *isl, ptowsp_op_t *kernel) {
  splitting_t w = {.run = run, .original = kernel};
  w.s = (split_t){.context = run->context, .arena = run->scratch, .isl = isl, .kernel = kernel};
  calls_t calls = {kernel, {0}};
  if (!may_multiply(kernel)) return;
  ptowsp_walk_pre(ptowsp_module_op(run->module), visit_call, &calls);
  bool plain = calls.tasks.size && has_constant_extents(kernel);
  w.has_views = true;
  for (size_t i = 0; i < calls.tasks.size; i++) {
    plain = plain && !has_aliases(calls.tasks.data[i]);
    w.has_views = w.has_views && has_views(calls.tasks.data[i]);
  }
  if (plain) {
    ptowsp_value_map_t *map = ptowsp_value_map_create();
    w.s.kernel = ptowsp_op_clone(kernel, map);
    ptowsp_value_map_destroy(map);
    ptowsp_op_set_attr(
        w.s.kernel, "sym_name",
        ptowsp_attr_cstring(run->context, ptowsp_symbol_unique(run->module, "split")));
    ptowsp_op_move_before(w.s.kernel, kernel);
    bool ok = split(&w, &calls.tasks);
    if (ok)
      take(&w, &calls.tasks);
    else
      give_up(&w);
    ptowsp_op_erase(w.s.kernel);
  }
  stages_deinit(&w.top);
  ptowsp_vec_deinit(&w.all);
  ptowsp_vec_deinit(&w.locals);
  ptowsp_vec_deinit(&calls.tasks);
}

static bool run(ptowsp_pass_run_t *run) {
  isl_ctx *isl = ptowsp_isl_create();
  size_t errors = ptowsp_context_error_count(run->context); // of models that could not be made
  ptowsp_block_each(ptowsp_module_body(run->module), op) {
    if (ptowsp_op_is(op, PTOWSP_OP_WSP_KERNEL)) split_kernel(run, isl, op);
  }
  ptowsp_isl_destroy(isl);
  return ptowsp_context_error_count(run->context) == errors;
}

const ptowsp_pass_t ptowsp_pass_wsp_split_kernels = {.run = run};
