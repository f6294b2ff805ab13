// wsp-infer-deps: what kernels touch, and which tasks wait for which.
//
//   wsp.kernel @k(%a {""}, …)          wsp.kernel @k(%a {in}, …) footprints = [{offsets, sizes}, …]
//   wsp.task @k(%a0, %c0)         =>   wsp.task @k(%a0, %c0) {wsp.id = 0,
//                                        depends = ["RAW,WAW c: { T0[i, k] -> T0[i, k - 64] : …
//                                        }"]}
//
// For kernels: the box of each argument that is touched, and its direction, which is checked
// against a declared one. For workloads: the direction of their parameters, accesses outside
// of arrays, arguments of a call that overlap, local arrays that are read unwritten, and the
// direct dependences of each task. Both: wsp_parallel loops are proved independent, refused with
// both accesses, or, where an access is not affine, left to the order of the data, and so are those
// that wsp-tile has proved before there were tasks.
//
// Needs: workloads of tasks (wsp-outline-tasks). Keeps everything, adds attributes.
#include <stdlib.h>

#include "ptowsp/analyses.h"

typedef struct {
  ptowsp_context_t *context;
  isl_ctx *isl;
  ptowsp_pass_run_t *run;
  const ptowsp_summary_t *function; // the kernel or workload at hand
  bool ok;
} infer_t;

// ---------------------------------------------------------------- directions

static ptowsp_value_t *argument(const infer_t *t, size_t arg) {
  return ptowsp_block_arg(ptowsp_op_body(t->function->kernel), arg);
}

static void set_access(infer_t *t) {
  size_t count = t->function->count;
  const char *directions[count + 1];
  ptowsp_attr_t access[count + 1];
  t->ok &= ptowsp_check_directions(t->context, t->function, directions);
  for (size_t i = 0; i < count; i++) access[i] = ptowsp_attr_cstring(t->context, directions[i]);
  ptowsp_op_set_attr(t->function->kernel, "arg_access",
                     ptowsp_attr_array(t->context, access, count));
}

// ---------------------------------------------------------------- parallel loops

static const char *loop_name(const infer_t *t, const ptowsp_op_t *loop) {
  ptowsp_str_t name = ptowsp_loop_name(loop);
  return name.size ? ptowsp_intern(t->context, name) : "?";
}

static void note_accesses(const infer_t *t, ptowsp_op_t *loop, const ptowsp_carried_t *carried) {
  const ptowsp_model_t *model = t->function->model;
  const ptowsp_access_t *accesses[] = {carried->first, carried->second};
  ptowsp_buffer_t values[2] = {{0}, {0}};
  ptowsp_carried_iterations(model, loop, carried, values);
  for (size_t i = 0; i < 2; i++) {
    ptowsp_note(t->context, ptowsp_op_loc(model->stmts.data[accesses[i]->stmt].op),
                "iteration %s = %s %s '%s' here", loop_name(t, loop), values[i].data,
                accesses[i]->write ? "writes" : "reads",
                model->arrays.data[accesses[i]->array].name);
    ptowsp_buffer_deinit(&values[i]);
  }
}

static void check_parallel(infer_t *t, ptowsp_op_t *loop) {
  const ptowsp_model_t *model = t->function->model;
  ptowsp_carried_t carried;
  bool proven = ptowsp_op_attr(loop, "wsp.parallel_proven");
  if (proven && ptowsp_op_is(t->function->kernel, PTOWSP_OP_WSP_KERNEL)) return;
  if (!ptowsp_carries(model, loop, &carried)) return;
  const char *iv = loop_name(t, loop), *array = model->arrays.data[carried.first->array].name;
  if (proven) {
    ptowsp_remark(
        t->context, ptowsp_op_loc(loop),
        "the iterations of loop '%s' are independent, but the boxes around what its tasks "
        "touch of '%s' overlap: they run in order",
        iv, array);
    ptowsp_op_set_attr(loop, "wsp.parallel", NULL);
    return;
  }
  if (carried.known) {
    ptowsp_error(t->context, ptowsp_op_loc(loop),
                 "loop '%s' is declared wsp_parallel, but its iterations depend on each other "
                 "through '%s'; remove wsp_parallel",
                 iv, array);
    note_accesses(t, loop, &carried);
    t->ok = false;
    return;
  }
  ptowsp_remark(t->context, ptowsp_op_loc(loop),
                "that the iterations of loop '%s' are independent cannot be proved: what is "
                "accessed of '%s' depends on data; they are ordered by what they touch",
                iv, array);
  note_accesses(t, loop, &carried);
  ptowsp_op_set_attr(loop, "wsp.parallel", NULL);
}

static ptowsp_walk_t visit_loop(ptowsp_op_t *op, void *data) {
  if (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) && ptowsp_op_attr(op, "wsp.parallel"))
    check_parallel(data, op);
  return PTOWSP_WALK_ADVANCE;
}

// ---------------------------------------------------------------- kernels

static ptowsp_attr_t footprint_attr(const infer_t *t, const ptowsp_footprint_t *f) {
  if (!f->is_memref) return ptowsp_attr_unit(t->context);
  ptowsp_named_attr_t entries[] = {{ptowsp_intern_cstr(t->context, "offsets"),
                                    ptowsp_attr_i64_array(t->context, f->offsets, f->rank)},
                                   {ptowsp_intern_cstr(t->context, "sizes"),
                                    ptowsp_attr_i64_array(t->context, f->sizes, f->rank)}};
  return ptowsp_attr_dictionary(t->context, entries, 2);
}

static void set_footprints(infer_t *t) {
  size_t count = t->function->count;
  ptowsp_attr_t footprints[count + 1];
  for (size_t i = 0; i < count; i++) {
    const ptowsp_footprint_t *f = &t->function->args[i];
    footprints[i] = footprint_attr(t, f);
    if (f->is_memref && f->widened)
      ptowsp_remark(t->context, f->writes ? f->write_loc : f->read_loc,
                    "what this kernel touches of '%s' is not exactly a box; tasks are ordered by "
                    "the box around it",
                    ptowsp_memref_name(argument(t, i)));
  }
  ptowsp_op_set_attr(t->function->kernel, "footprints",
                     ptowsp_attr_array(t->context, footprints, count));
}

static bool begin(infer_t *t, ptowsp_op_t *function) {
  t->function = ptowsp_analyses_summary(t->run->analyses, function);
  t->ok &= t->function != NULL;
  return t->function != NULL;
}

static void infer_kernel(infer_t *t, ptowsp_op_t *kernel) {
  if (!begin(t, kernel)) return;
  t->ok &= ptowsp_check_bounds(t->function->model, kernel, NULL);
  set_access(t);
  set_footprints(t);
  ptowsp_check_locals(t->function->model, kernel);
  ptowsp_walk_pre(kernel, visit_loop, t);
  t->ok &= ptowsp_isl_check(t->isl, t->context, ptowsp_op_loc(kernel), "this kernel");
}

// ---------------------------------------------------------------- workloads

// Tasks and statements outside of tasks cannot be ordered together.
static bool check_form(const infer_t *t) {
  const ptowsp_model_t *model = t->function->model;
  const ptowsp_op_t *task = NULL, *other = NULL;
  for (size_t i = 0; i < model->stmts.size; i++) {
    ptowsp_op_t *op = model->stmts.data[i].op;
    if (ptowsp_op_is(op, PTOWSP_OP_WSP_SLOT)) continue; // read before what follows is submitted
    *(ptowsp_op_is(op, PTOWSP_OP_WSP_TASK) ? &task : &other) = op;
  }
  if (!task || !other) return true;
  ptowsp_error(t->context, ptowsp_op_loc(other),
               "this statement is no task, but others of the workload are; run wsp-outline-tasks "
               "before wsp-infer-deps");
  return false;
}

static ptowsp_walk_t remark_wait(ptowsp_op_t *op, void *data) {
  const infer_t *t = data;
  if (ptowsp_op_is(op, PTOWSP_OP_WSP_SLOT) && ptowsp_op_attr(op, "depends"))
    ptowsp_remark(t->context, ptowsp_op_loc(op),
                  "what follows depends on an element of '%s' that tasks write: submission waits "
                  "here until they are done",
                  ptowsp_memref_name(ptowsp_op_operand(op, 0)));
  return PTOWSP_WALK_ADVANCE;
}

static void infer_workload(infer_t *t, ptowsp_op_t *workload) {
  if (!begin(t, workload)) return;
  const ptowsp_model_t *model = t->function->model;
  if (!check_form(t)) {
    t->ok = false;
    return;
  }
  ptowsp_summaries_t *summaries = ptowsp_analyses_summaries(t->run->analyses);
  bool ok = ptowsp_check_bounds(model, workload, summaries);
  ok &= ptowsp_check_overlaps(model, summaries);
  t->ok &= ok;
  set_access(t);
  ptowsp_check_locals(model, workload);
  ptowsp_walk_pre(workload, visit_loop, t);
  t->ok &= ptowsp_isl_check(t->isl, t->context, ptowsp_op_loc(workload), "this workload");
  if (t->ok) t->ok = ptowsp_depends_infer(model);
  if (t->ok) ptowsp_walk_pre(workload, remark_wait, t);
}

// ---------------------------------------------------------------- the pass

static bool run(ptowsp_pass_run_t *run) {
  infer_t t = {
      .run = run, .context = run->context, .isl = ptowsp_analyses_isl(run->analyses), .ok = true};
  // Errors in a kernel would only be repeated by its tasks.
  ptowsp_block_each(ptowsp_module_body(run->module), op) {
    if (ptowsp_op_is(op, PTOWSP_OP_WSP_KERNEL)) infer_kernel(&t, op);
  }
  ptowsp_block_each(ptowsp_module_body(run->module), op) {
    if (t.ok && ptowsp_op_is(op, PTOWSP_OP_WSP_WORKLOAD)) infer_workload(&t, op);
  }
  return t.ok;
}

// It adds attributes alone.
static const ptowsp_analysis_t *const keeps[] = {&ptowsp_analysis_footprints,
                                                 &ptowsp_analysis_accesses, NULL};

const ptowsp_pass_t ptowsp_pass_wsp_infer_deps = {.run = run, .keeps = keeps};
