// wsp-split-kernels: kernels that multiply matrices and do other work become several kernels.
//
//   wsp.kernel @k(%a, %b, %c):                   wsp.kernel @k_0(%a, %b, %s):
//     for i, j { s = 0;                            for i, j { s[i][j] = 0; for k: s[i][j] += … }
//                for k: s += a[i][k] * b[k][j]  →  wsp.kernel @k_1(%s, %c): for i, j: c[i][j] = …
//                c[i][j] = exp(s) }
//   wsp.task @k(%a0, %b0, %c0)                   %s0 = memref.alloc; wsp.task @k_0(%a0, %b0, %s1);
//                                                wsp.task @k_1(%s1, %c0)
//
// A core is a cube or a vector unit. Products are brought to one form (cube/normalize.c,
// cube/starts.c, cube/padding.c, cube/factors.c), loops around them and other work are distributed
// (cube/distribute.c), and products under conditions are parted (cube/boxes.c), so that each
// product has a nest of its own; what stands side by side and is of one kind is a stage, and every
// stage becomes a kernel. Locals that several stages use, or products, become arrays in global
// memory, one for each task that was. A loop that cannot be distributed goes around the tasks.
// Every task of the kernel becomes the tasks of its stages, in order, and what they touch orders
// them.
//
// A kernel without products, one that is nothing else, and one without tasks stay as they are. A
// sum that is stored where it is > 0, else 0, is nothing else: the cube stores it so.
// Needs: constant extents. Directions that are declared of a kernel are checked before it goes.
#include <isl/aff.h>
#include <isl/map.h>
#include <isl/set.h>
#include <isl/space.h>
#include <isl/val.h>
#include <stdlib.h>
#include <string.h>

#include "cube/stages.h"

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

static ptowsp_walk_t visit_sum(ptowsp_op_t *op, void *data) {
  size_t loops = 0;
  (void)data;
  if (!ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE)) return PTOWSP_WALK_ADVANCE;
  ptowsp_op_id_t id = PTOWSP_OP_UNREGISTERED;
  ptowsp_op_t *sum = ptowsp_value_op(ptowsp_op_operand(op, 0));
  if (sum) id = ptowsp_op_id(sum);
  for (ptowsp_op_t *up = ptowsp_op_parent(op); up; up = ptowsp_op_parent(up))
    loops += ptowsp_op_is(up, PTOWSP_OP_SCF_FOR);
  bool sums = id == PTOWSP_OP_ARITH_ADDF || id == PTOWSP_OP_ARITH_SUBF ||
              id == PTOWSP_OP_ARITH_ADDI || id == PTOWSP_OP_MATH_FMA;
  return sums && loops >= 3 ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

// Most kernels multiply no matrices: something is summed in three loops then.
static bool may_multiply(ptowsp_op_t *kernel) { return !ptowsp_walk_pre(kernel, visit_sum, NULL); }

// Loops over other integers, as MLIR has them.
static ptowsp_walk_t find_foreign_loop(ptowsp_op_t *op, void *data) {
  (void)data;
  bool foreign = ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) &&
                 !ptowsp_type_is_index(ptowsp_value_type(ptowsp_op_operand(op, 0)));
  return foreign ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

// ---------------------------------------------------------------- arrays that are the same memory

typedef struct {
  ptowsp_value_t *array;
  bool written;
} written_t;

static ptowsp_walk_t visit_write(ptowsp_op_t *op, void *data) {
  written_t *w = data;
  if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE) &&
      ptowsp_memref_root(split_memref_of(op)) == w->array)
    w->written = true;
  return PTOWSP_WALK_ADVANCE;
}

static bool is_written(ptowsp_op_t *kernel, size_t number) {
  written_t w = {ptowsp_block_arg(ptowsp_op_body(kernel), number), false};
  ptowsp_walk_pre(kernel, visit_write, &w);
  return w.written;
}

static ptowsp_value_t *root_of(const ptowsp_op_t *task, size_t i) {
  ptowsp_value_t *value = ptowsp_op_operand(task, i);
  return split_is_memref(value) ? ptowsp_memref_root(value) : NULL;
}

// Whether a call passes the same view for two arrays.
static bool is_same_view(const ptowsp_op_t *task, size_t i, size_t j) {
  ptowsp_value_t *x = ptowsp_op_operand(task, i), *y = ptowsp_op_operand(task, j);
  ptowsp_op_t *p = ptowsp_value_op(x), *q = ptowsp_value_op(y);
  if (x == y) return true;
  if (ptowsp_value_type(x) != ptowsp_value_type(y) || !ptowsp_op_is(p, PTOWSP_OP_WSP_AT) ||
      !ptowsp_op_is(q, PTOWSP_OP_WSP_AT) ||
      ptowsp_op_operand_count(p) != ptowsp_op_operand_count(q))
    return false;
  for (size_t k = 0; k < ptowsp_op_operand_count(p); k++) {
    int64_t a = 0, b = 0;
    ptowsp_value_t *u = ptowsp_op_operand(p, k), *v = ptowsp_op_operand(q, k);
    if (u != v && !(ptowsp_value_constant(u, &a) && ptowsp_value_constant(v, &b) && a == b))
      return false;
  }
  return true;
}

static isl_stat take_range(isl_set *domain, isl_aff *aff, void *data) {
  isl_set **all = data;
  isl_map *map = isl_map_intersect_domain(isl_map_from_aff(aff), domain);
  *all = isl_set_union(*all, isl_map_range(map));
  return isl_stat_ok;
}

// Whether two subscripts are at least so far apart, in all iterations of the loops around.
static bool is_apart(isl_ctx *isl, ptowsp_value_t *x, ptowsp_value_t *y, ptowsp_op_t *const *loops,
                     size_t count, int64_t distance) {
  isl_pw_aff *a = ptowsp_affine(isl, x, loops, count), *b = ptowsp_affine(isl, y, loops, count);
  isl_pw_aff *less = a && b ? isl_pw_aff_sub(a, b) : NULL;
  if (!less) {
    isl_pw_aff_free(a);
    isl_pw_aff_free(b);
    return false;
  }
  less =
      isl_pw_aff_intersect_domain(less, isl_set_align_params(ptowsp_loops_domain(isl, loops, count),
                                                             isl_pw_aff_get_domain_space(less)));
  isl_set *range = isl_set_empty(isl_space_set_alloc(isl, 0, 1));
  isl_pw_aff_foreach_piece(less, take_range, &range);
  isl_pw_aff_free(less);
  isl_val *near = isl_val_int_from_si(isl, (long)distance - 1);
  range = isl_set_lower_bound_val(range, isl_dim_set, 0, isl_val_neg(isl_val_copy(near)));
  range = isl_set_upper_bound_val(range, isl_dim_set, 0, near);
  bool apart = isl_set_is_empty(range) == isl_bool_true;
  isl_set_free(range);
  return apart;
}

// Whether the views that a call passes for two arrays have no element in common.
static bool is_disjoint(split_t *s, const ptowsp_op_t *task, size_t i, size_t j) {
  ptowsp_op_t *at[2] = {ptowsp_value_op(ptowsp_op_operand(task, i)),
                        ptowsp_value_op(ptowsp_op_operand(task, j))};
  ptowsp_op_t *loops[CONTRACTION_LOOPS];
  size_t count = 0;
  if (!ptowsp_op_is(at[0], PTOWSP_OP_WSP_AT) || !ptowsp_op_is(at[1], PTOWSP_OP_WSP_AT) ||
      ptowsp_op_operand(at[0], 0) != ptowsp_op_operand(at[1], 0) ||
      !split_loops_around(s, task, loops, &count))
    return false;
  size_t rank = ptowsp_op_operand_count(at[0]) - 1;
  for (size_t d = 0; d < rank; d++) {
    int64_t extent = 1; // of the larger view
    for (size_t k = 0; k < 2; k++) {
      ptowsp_type_t type = ptowsp_value_type(ptowsp_op_result(at[k], 0));
      size_t own = ptowsp_type_rank(type), first = rank > own ? rank - own : 0;
      int64_t size = d < first ? 1 : ptowsp_type_shape(type)[d - first];
      if (size > extent) extent = size;
    }
    if (is_apart(s->isl, ptowsp_op_operand(at[0], d + 1), ptowsp_op_operand(at[1], d + 1), loops,
                 count, extent))
      return true;
  }
  return false;
}

// Takes arrays for one that all calls pass the same memory for, if one of them is written. False:
// two arrays may overlap otherwise.
static bool unify_arrays(splitting_t *w, const ops_t *tasks) {
  ptowsp_block_t *body = ptowsp_op_body(w->s.kernel);
  for (size_t i = 0; i < ptowsp_block_arg_count(body); i++)
    for (size_t j = i + 1; j < ptowsp_block_arg_count(body); j++) {
      size_t same = 0;
      bool apart = true;
      if (!is_written(w->original, i) && !is_written(w->original, j)) continue;
      for (size_t t = 0; t < tasks->size; t++) {
        const ptowsp_op_t *task = tasks->data[t];
        if (!root_of(task, i) || root_of(task, i) != root_of(task, j)) continue;
        same += is_same_view(task, i, j);
        apart = apart && w->has_views && is_disjoint(&w->s, task, i, j);
      }
      ptowsp_value_t *x = ptowsp_block_arg(body, i), *y = ptowsp_block_arg(body, j);
      if (same == tasks->size && ptowsp_value_type(x) == ptowsp_value_type(y))
        ptowsp_value_replace_all(y, x);
      else if (!apart)
        return false;
    }
  return true;
}

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

// Whether products pass elements on in a local array, which the cube has no place for.
static bool has_arrays_between(splitting_t *w) {
  bool found = false;
  ptowsp_block_each(ptowsp_op_body(w->s.kernel), op) {
    found = found || (ptowsp_op_is_local(op) &&
                      ptowsp_type_rank(ptowsp_value_type(ptowsp_op_result(op, 0))) > 0);
  }
  return found;
}

// Whether there are products of matrices and anything besides, or they have been rewritten.
static bool is_candidate(splitting_t *w, bool changed) {
  bool matrix = false, other = changed || has_arrays_between(w);
  ptowsp_block_each(ptowsp_op_body(w->s.kernel), op) {
    if (split_kind_of(w, op) == SPLIT_NEUTRAL || ptowsp_op_has_trait(op, PTOWSP_TRAIT_TERMINATOR))
      continue;
    matrix = matrix || (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) && split_has_matrix(&w->s, op));
    other = other || (split_kind_of(w, op) == SPLIT_VECTOR && !split_belongs_to_product(w, op));
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

// Products alone, which pass arrays on to each other.
static void say_between(splitting_t *w) {
  ptowsp_str_t name = ptowsp_op_symbol(w->original);
  ptowsp_remark(w->s.context, ptowsp_op_loc(w->original),
                "kernel '%.*s' keeps %zu local array%s of its matrix products in global memory",
                (int)name.size, name.data, w->locals.size, w->locals.size == 1 ? "" : "s");
}

// Whether a local can be an array of a workload: nothing but loads and stores sees its type.
static bool is_array(const ptowsp_op_t *local) {
  ptowsp_value_t *value = ptowsp_op_result(local, 0);
  if (ptowsp_op_operand_count(local) ||
      ptowsp_type_rank(ptowsp_value_type(value)) > CONTRACTION_RANK)
    return false;
  for (ptowsp_use_t *use = ptowsp_value_first_use(value); use; use = ptowsp_use_next(use)) {
    size_t store = ptowsp_op_is(ptowsp_use_op(use), PTOWSP_OP_MEMREF_STORE);
    if (ptowsp_use_operand(use) != store ||
        !(store || ptowsp_op_is(ptowsp_use_op(use), PTOWSP_OP_MEMREF_LOAD)))
      return false;
  }
  return true;
}

static bool check_arrays(splitting_t *w) {
  for (size_t i = 0; i < w->locals.size; i++)
    if (!is_array(w->locals.data[i]))
      return split_fail(&w->s, ptowsp_op_loc(w->locals.data[i]),
                        "a local array that its parts share has more than 8 dimensions, a size "
                        "that is not constant, or views of it");
  return true;
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
    if (!split_build_kernel(w, w->all.data[i], name)) return false;
  }
  return true;
}

// Does all that can fail before anything of the module but the copy is changed; the stages' kernels
// are erased again after a failure.
static bool split(splitting_t *w, const ops_t *tasks) {
  bool apart = unify_arrays(w, tasks);
  split_sink_locals(&w->s);
  bool changed = split_normalize(&w->s);
  changed |= split_delay_starts(&w->s);
  changed |= split_pad(&w->s);
  changed |= split_factors(&w->s);
  if (!is_candidate(w, changed)) return false;
  if (!apart)
    return split_fail(&w->s, ptowsp_op_loc(w->original),
                      "a task passes overlapping parts of an array of which one is written; let it "
                      "write to another array");
  ptowsp_block_t *body = ptowsp_op_body(w->s.kernel);
  split_find_stages(w, body, &w->top);
  bool cube = false;
  for (size_t i = 0; i < w->all.size; i++) cube = cube || w->all.data[i]->kind == SPLIT_CUBE;
  if (!cube) return false;
  split_find_arrays(w, body, &w->top);
  if (!check_arrays(w) || !has_true_directions(w)) return false;
  bool ok = build_kernels(w);
  ops_t before = {0};
  for (size_t i = 0; i < tasks->size; i++)
    ptowsp_vec_push(&before, ptowsp_op_previous(tasks->data[i]));
  size_t done = 0;
  for (; ok && done < tasks->size; done++) ok = split_replace_task(w, tasks->data[done]);
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
  if (w->all.size > 1)
    say(w);
  else if (w->locals.size)
    say_between(w);
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
  if (!may_multiply(kernel) || !ptowsp_walk_pre(kernel, find_foreign_loop, NULL)) return;
  ptowsp_walk_pre(ptowsp_module_op(run->module), visit_call, &calls);
  bool plain = calls.tasks.size && has_constant_extents(kernel);
  w.has_views = true;
  for (size_t i = 0; i < calls.tasks.size; i++)
    w.has_views = w.has_views && has_views(calls.tasks.data[i]);
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
