// wsp-split-kernels: kernels that multiply matrices and do other work become several kernels.
//
//   wsp.kernel @k(%a, %b, %c):                   wsp.kernel @k_0(%a, %b, %s):
//     for i, j { s = 0;                            for i, j { s[i][j] = 0; for k: s[i][j] += … }
//                for k: s += a[i][k] * b[k][j]  →  wsp.kernel @k_1(%s, %c): for i, j: c[i][j] = …
//                c[i][j] = max(s, 0) }
//   wsp.task @k(%a0, %b0, %c0)                   %s0 = memref.alloc; wsp.task @k_0(%a0, %b0, %s1);
//                                                wsp.task @k_1(%s1, %c0)
//
// A core is a cube or a vector unit. Products are brought to one form (cube/normalize.c,
// cube/factors.c), loops around them and other work are distributed (cube/distribute.c), and
// products under conditions are parted (cube/boxes.c), so that each product has a nest of its own;
// what stands side by side and is of one kind is a stage, and every stage becomes a kernel. Locals
// that several stages use, or products, become arrays in global memory, one for each task that was.
// A loop that cannot be distributed goes around the tasks. Every task of the kernel becomes the
// tasks of its stages, in order, and what they touch orders them.
//
// A kernel without products, one that is nothing else, and one without tasks stay as they are.
// Needs: constant extents. Directions that are declared of a kernel are checked before it goes.
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
  bool sums = id == PTOWSP_OP_ARITH_ADDF || id == PTOWSP_OP_ARITH_SUBF ||
              id == PTOWSP_OP_ARITH_ADDI || id == PTOWSP_OP_MATH_FMA;
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
  split_sink_locals(&w->s);
  bool changed = split_normalize(&w->s);
  changed |= split_factors(&w->s);
  if (!is_candidate(w, changed)) return false;
  ptowsp_block_t *body = ptowsp_op_body(w->s.kernel);
  split_find_stages(w, body, &w->top);
  bool cube = false;
  for (size_t i = 0; i < w->all.size; i++) cube = cube || w->all.data[i]->kind == SPLIT_CUBE;
  if (!cube) return false;
  split_find_arrays(w, body, &w->top);
  if (!has_true_directions(w)) return false;
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
