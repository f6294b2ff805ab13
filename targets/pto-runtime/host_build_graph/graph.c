// Reads a workload in its final form: buffers, kernels, tasks, names.
#include "graph.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

const char *hbg_where(hbg_graph_t *graph, const ptowsp_op_t *op) {
  return cxx_where(&graph->scope, ptowsp_op_loc(op));
}

static const char *copy_text(hbg_graph_t *graph, ptowsp_str_t text) {
  return ptowsp_arena_strdup(graph->arena, text);
}

// Names that the emitted file uses itself.
static const char *const own_names[] = {
    "Runtime",
    "Task",
    "CoreType",
    "Graph",
    "graph",
    "rt",
    "n",
    "task",
    "task_args",
    "from",
    "address",
    "float_word",
    "inside",
    "read_element",
    "scheduler_of_task",
    "build_pto_wsp_graph",
    "pto_wsp_select_aicpu_scheduler_id",
};

// ---------------------------------------------------------------- the workload

// Lists the names of workloads: "'a', 'b'".
static void print_workloads(ptowsp_module_t *module, bool of_all, ptowsp_buffer_t *out) {
  ptowsp_block_each(ptowsp_module_body(module), op) {
    if (!ptowsp_op_is(op, PTOWSP_OP_WSP_WORKLOAD)) continue;
    if (!of_all && ptowsp_symbol_is_private(op)) continue;
    ptowsp_str_t name = ptowsp_op_symbol(op);
    ptowsp_buffer_printf(out, "%s'%.*s'", out->size ? ", " : "", (int)name.size, name.data);
  }
}

static ptowsp_op_t *find_workload(ptowsp_module_t *module, const char *name) {
  ptowsp_context_t *context = ptowsp_module_context(module);
  ptowsp_loc_t loc = ptowsp_op_loc(ptowsp_module_op(module));
  ptowsp_op_t *found = NULL;
  size_t count = 0;
  ptowsp_block_each(ptowsp_module_body(module), op) {
    if (!ptowsp_op_is(op, PTOWSP_OP_WSP_WORKLOAD)) continue;
    if (name ? !ptowsp_str_is(ptowsp_op_symbol(op), name) : ptowsp_symbol_is_private(op)) continue;
    found = op;
    count++;
  }
  if (count == 1) return found;
  ptowsp_buffer_t names = {0};
  print_workloads(module, name != NULL, &names);
  if (!names.size)
    ptowsp_error(context, loc, "there is no workload: mark a function wsp_workload");
  else if (name)
    ptowsp_error(context, loc, "there is no workload '%s'; there is %s", name, names.data);
  else
    ptowsp_error(context, loc, "there are several workloads; choose one of %s with --workload",
                 names.data);
  ptowsp_buffer_deinit(&names);
  return NULL;
}

// ---------------------------------------------------------------- parameters and buffers

static bool add_buffer(hbg_graph_t *graph, ptowsp_value_t *value, ptowsp_str_t name,
                       bool is_parameter, bool is_output) {
  ptowsp_type_t type = ptowsp_value_type(value);
  if (!ptowsp_type_has_static_shape(type) || ptowsp_type_layout(type)) {
    ptowsp_error(
        graph->context, ptowsp_value_loc(value),
        "the extents of '%.*s' must be constants and its elements contiguous for " HBG_RUNTIME,
        (int)name.size, name.data);
    return false;
  }
  int64_t bytes = (int64_t)ptowsp_type_bytes(ptowsp_type_element(type));
  for (size_t d = 0; d < ptowsp_type_rank(type); d++) bytes *= ptowsp_type_shape(type)[d];
  hbg_buffer_t buffer = {
      .value = value,
      .name = copy_text(graph, name),
      .type = type,
      .bytes = bytes,
      .is_parameter = is_parameter,
      .is_output = is_output,
  };
  buffer.device = cxx_name(&graph->scope, buffer.name);
  ptowsp_vec_push(&graph->buffers, buffer);
  return true;
}

bool hbg_is_unsigned(const hbg_graph_t *graph, size_t argument) {
  return ptowsp_op_arg_is_unsigned(graph->workload, argument);
}

static bool fits(const hbg_graph_t *graph, ptowsp_type_t type, size_t argument, int64_t value) {
  unsigned width = ptowsp_type_is_index(type) ? 64 : ptowsp_type_width(type);
  bool is_unsigned = hbg_is_unsigned(graph, argument);
  if (width >= 64) return !is_unsigned || value >= 0;
  int64_t end = INT64_C(1) << (is_unsigned ? width : width - 1);
  return value < end && value >= (is_unsigned ? 0 : -end);
}

static bool bind_scalar(hbg_graph_t *graph, ptowsp_value_t *value, ptowsp_str_t name, size_t i) {
  const ptowsp_target_options_t *options = graph->options;
  for (size_t s = 0; s < options->size_count; s++) {
    if (!ptowsp_str_equal(options->sizes[s].name, name)) continue;
    graph->sizes_by_argument[i] =
        ptowsp_target_size_bits(&options->sizes[s], ptowsp_value_type(value));
    if (ptowsp_type_is_float(ptowsp_value_type(value))) return true; // written out where it is used
    if (!fits(graph, ptowsp_value_type(value), i, options->sizes[s].value)) {
      ptowsp_error(graph->context, ptowsp_value_loc(value),
                   "'%.*s' cannot be %" PRId64 ", which its type does not hold", (int)name.size,
                   name.data, options->sizes[s].value);
      return false;
    }
    const char *cxx = cxx_name(&graph->scope, copy_text(graph, name));
    cxx_binding_t binding = {cxx, options->sizes[s].value};
    ptowsp_vec_push(&graph->sizes, binding);
    cxx_value_set(&graph->scope, value, cxx_var(graph->arena, cxx));
    return true;
  }
  ptowsp_error(graph->context, ptowsp_value_loc(value),
               "the runtime hands arrays over, no numbers: give '%.*s' its value with "
               "--size %.*s=N",
               (int)name.size, name.data, (int)name.size, name.data);
  return false;
}

static bool check_size_names(hbg_graph_t *graph) {
  for (size_t s = 0; s < graph->options->size_count; s++) {
    ptowsp_str_t name = graph->options->sizes[s].name;
    bool known = false;
    ptowsp_type_t type = ptowsp_attr_as_type(ptowsp_op_attr(graph->workload, "function_type"));
    for (size_t i = 0; i < ptowsp_type_input_count(type); i++)
      known = known || (ptowsp_type_kind(ptowsp_type_input(type, i)) != PTOWSP_TYPE_MEMREF &&
                        ptowsp_str_equal(cxx_nth_text(graph->workload, "arg_names", i), name));
    if (known) continue;
    ptowsp_error(graph->context, ptowsp_op_loc(graph->workload),
                 "workload '%s' has no scalar parameter '%.*s'", graph->name, (int)name.size,
                 name.data);
    return false;
  }
  return true;
}

static bool read_parameters(hbg_graph_t *graph) {
  ptowsp_block_t *body = ptowsp_op_body(graph->workload);
  size_t count = ptowsp_block_arg_count(body);
  graph->sizes_by_argument = PTOWSP_ARENA_NEW(graph->arena, int64_t, count + 1);
  bool ok = true;
  size_t outputs = 0;
  for (size_t i = 0; i < count; i++) {
    ptowsp_value_t *value = ptowsp_block_arg(body, i);
    ptowsp_str_t name = cxx_nth_text(graph->workload, "arg_names", i);
    if (ptowsp_type_kind(ptowsp_value_type(value)) != PTOWSP_TYPE_MEMREF) {
      ok &= bind_scalar(graph, value, name, i);
      continue;
    }
    bool is_output = !ptowsp_str_is(cxx_nth_text(graph->workload, "arg_access", i), "in");
    outputs += is_output;
    ok &= add_buffer(graph, value, name, true, is_output);
  }
  if (ok && outputs > HBG_MAX_TENSOR_PAIRS) {
    ptowsp_error(graph->context, ptowsp_op_loc(graph->workload),
                 "workload '%s' has %zu outputs; " HBG_RUNTIME " copies back at most %d tensors",
                 graph->name, outputs, HBG_MAX_TENSOR_PAIRS);
    ok = false;
  }
  if (ok && outputs == 0) {
    ptowsp_error(graph->context, ptowsp_op_loc(graph->workload),
                 "workload '%s' has no output: mark a parameter wsp_out or wsp_inout", graph->name);
    ok = false;
  }
  return check_size_names(graph) && ok;
}

// ---------------------------------------------------------------- kernels and tasks

static bool add_kernel(hbg_graph_t *graph, ptowsp_op_t *op, ptowsp_op_t *task, size_t *out) {
  for (size_t i = 0; i < graph->kernels.size; i++) {
    *out = i;
    if (graph->kernels.data[i].op == op) return true;
  }
  hbg_kernel_t kernel = {
      .op = op,
      .name = copy_text(graph, ptowsp_op_symbol(op)),
      .core = copy_text(graph, ptowsp_op_attr_text(op, "core")),
  };
  *out = graph->kernels.size;
  ptowsp_vec_push(&graph->kernels, kernel);
  if (graph->kernels.size <= HBG_MAX_FUNCTIONS) return true;
  if (graph->kernels.size == HBG_MAX_FUNCTIONS + 1)
    ptowsp_error(graph->context, ptowsp_op_loc(task),
                 "workload '%s' calls more than %d kernels, the most " HBG_RUNTIME
                 " has function ids for; this call is the first too many",
                 graph->name, HBG_MAX_FUNCTIONS);
  return false;
}

static void read_loops(hbg_graph_t *graph, hbg_task_t *task) {
  for (ptowsp_op_t *op = ptowsp_op_parent(task->op); op != graph->workload;
       op = ptowsp_op_parent(op))
    task->depth += ptowsp_op_is(op, PTOWSP_OP_SCF_FOR);
  task->loops = PTOWSP_ARENA_NEW(graph->arena, ptowsp_op_t *, task->depth + 1);
  task->ivs = PTOWSP_ARENA_NEW(graph->arena, const char *, task->depth + 1);
  task->lowest = PTOWSP_ARENA_NEW(graph->arena, int64_t, task->depth + 1);
  task->step = PTOWSP_ARENA_NEW(graph->arena, int64_t, task->depth + 1);
  task->extent = PTOWSP_ARENA_NEW(graph->arena, int64_t, task->depth + 1);
  task->low = PTOWSP_ARENA_NEW(graph->arena, const char *, task->depth + 1);
  task->high = PTOWSP_ARENA_NEW(graph->arena, const char *, task->depth + 1);
  size_t d = task->depth;
  for (ptowsp_op_t *op = ptowsp_op_parent(task->op); op != graph->workload;
       op = ptowsp_op_parent(op)) {
    if (!ptowsp_op_is(op, PTOWSP_OP_SCF_FOR)) continue;
    d--;
    task->loops[d] = op;
    task->ivs[d] = cxx_value(&graph->scope, ptowsp_block_arg(ptowsp_op_body(op), 0))->name;
    if (!ptowsp_value_constant(ptowsp_op_operand(op, 2), &task->step[d])) task->step[d] = 1;
  }
}

static bool add_task(hbg_graph_t *graph, ptowsp_op_t *op) {
  ptowsp_op_t *callee = ptowsp_symbol_lookup(op, ptowsp_op_attr_text(op, "callee"));
  if (!ptowsp_op_is(callee, PTOWSP_OP_WSP_KERNEL)) {
    ptowsp_error(graph->context, ptowsp_op_loc(op), "this task calls no kernel of the module");
    return false;
  }
  hbg_task_t task = {.op = op, .id = ptowsp_op_attr_int(op, "wsp.id", -1)};
  if (!ptowsp_op_attr(op, "depends") || task.id < 0) {
    ptowsp_error(graph->context, ptowsp_op_loc(op),
                 "the dependences of this task are not known; run wsp-infer-deps");
    return false;
  }
  if (!add_kernel(graph, callee, op, &task.kernel)) return false;
  ptowsp_type_t type = ptowsp_attr_as_type(ptowsp_op_attr(callee, "function_type"));
  size_t args = ptowsp_type_input_count(type);
  if (args > HBG_MAX_ARGS) {
    ptowsp_error(graph->context, ptowsp_op_loc(op),
                 "this task has %zu arguments; " HBG_RUNTIME " passes at most %d", args,
                 HBG_MAX_ARGS);
    return false;
  }
  read_loops(graph, &task);
  const char *name = graph->kernels.data[task.kernel].name;
  task.ids = cxx_name(&graph->scope, ptowsp_arena_printf(graph->arena, "%s_id", name));
  ptowsp_vec_push(&graph->tasks, task);
  return true;
}

static void name_loop(hbg_graph_t *graph, ptowsp_op_t *loop) {
  const char *wish = copy_text(graph, ptowsp_op_attr_text(loop, "wsp.iv"));
  // Loops side by side may share the user's name; only those around each other must differ.
  const char *name = NULL;
  for (size_t i = 0; i < graph->scope.values.size && !name; i++) {
    ptowsp_block_t *block = ptowsp_value_block(graph->scope.values.data[i].value);
    ptowsp_op_t *other = block ? ptowsp_block_op(block) : NULL;
    const cxx_expr_t *expr = graph->scope.values.data[i].expr;
    if (!ptowsp_op_is(other, PTOWSP_OP_SCF_FOR) || expr->kind != CXX_VAR) continue;
    if (!ptowsp_op_is_ancestor(other, loop) && strcmp(expr->name, wish) == 0) name = expr->name;
  }
  for (ptowsp_op_t *op = ptowsp_op_parent(loop); name && op != graph->workload;
       op = ptowsp_op_parent(op))
    if (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) &&
        strcmp(cxx_value(&graph->scope, ptowsp_block_arg(ptowsp_op_body(op), 0))->name, name) == 0)
      name = NULL;
  if (!name) name = cxx_name(&graph->scope, *wish ? wish : "i");
  cxx_value_set(&graph->scope, ptowsp_block_arg(ptowsp_op_body(loop), 0),
                cxx_var(graph->arena, name));
}

typedef struct {
  hbg_graph_t *graph;
  bool ok;
} reader_t;

// Variables for what a loop carries, or a condition yields.
static bool name_results(hbg_graph_t *graph, ptowsp_op_t *op) {
  for (size_t i = 0; i < ptowsp_op_result_count(op); i++) {
    ptowsp_value_t *result = ptowsp_op_result(op, i);
    if (ptowsp_type_is_float(ptowsp_value_type(result))) {
      ptowsp_error(graph->context, ptowsp_op_loc(op),
                   "the orchestration of " HBG_RUNTIME
                   " computes no floating-point values; let a kernel decide");
      return false;
    }
    const cxx_expr_t *name = cxx_var(graph->arena, cxx_name(&graph->scope, "value"));
    cxx_value_set(&graph->scope, result, name);
    if (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR))
      cxx_value_set(&graph->scope, ptowsp_block_arg(ptowsp_op_body(op), i + 1), name);
  }
  return true;
}

// An element of an input, which the host still has; of nothing else.
static bool name_slot(hbg_graph_t *graph, ptowsp_op_t *op) {
  ptowsp_value_t *array = ptowsp_op_operand(op, 0), *result = ptowsp_op_result(op, 0);
  const char *problem = NULL;
  if (ptowsp_value_op(array) || ptowsp_op_attr(op, "depends"))
    problem = "tasks write this element, and which tasks follow depends on it: " HBG_RUNTIME
              " is given all tasks before the first one runs; submit those that there may be, and "
              "let their kernels read the element and decide";
  else if (!ptowsp_type_is_integer(ptowsp_value_type(result)))
    problem = "the orchestration of " HBG_RUNTIME
              " computes no floating-point values; let a kernel read this and decide";
  if (problem) {
    ptowsp_error(graph->context, ptowsp_op_loc(op), "%s", problem);
    return false;
  }
  const char *wish = cxx_nth_text(graph->workload, "arg_names", ptowsp_value_index(array)).data;
  wish = ptowsp_arena_printf(graph->arena, "%s_read", wish);
  cxx_value_set(&graph->scope, result, cxx_var(graph->arena, cxx_name(&graph->scope, wish)));
  graph->reads = true;
  return true;
}

static ptowsp_walk_t read_op(ptowsp_op_t *op, void *data) {
  reader_t *reader = data;
  hbg_graph_t *graph = reader->graph;
  switch (ptowsp_op_id(op)) {
    case PTOWSP_OP_SCF_FOR:
      name_loop(graph, op);
      reader->ok &= name_results(graph, op);
      break;
    case PTOWSP_OP_SCF_IF:
      reader->ok &= name_results(graph, op);
      break;
    case PTOWSP_OP_WSP_SLOT:
      reader->ok &= name_slot(graph, op);
      break;
    case PTOWSP_OP_WSP_TICKET: {
      const char *name = cxx_name(&graph->scope, "ticket");
      cxx_value_set(&graph->scope, ptowsp_op_result(op, 0), cxx_var(graph->arena, name));
      break;
    }
    case PTOWSP_OP_MEMREF_ALLOC: {
      ptowsp_str_t name = ptowsp_op_attr_text(op, "wsp.name");
      if (!name.size) name = PTOWSP_STR("buffer");
      reader->ok &= add_buffer(graph, ptowsp_op_result(op, 0), name, false, false);
      break;
    }
    case PTOWSP_OP_WSP_TASK:
      reader->ok &= add_task(graph, op);
      break;
    default:
      break;
  }
  return PTOWSP_WALK_ADVANCE;
}

hbg_graph_t *hbg_graph_create(ptowsp_module_t *module, const ptowsp_target_options_t *options) {
  ptowsp_op_t *workload = find_workload(module, options->workload);
  if (!workload) return NULL;
  hbg_graph_t *graph = ptowsp_calloc(1, sizeof(*graph));
  graph->context = ptowsp_module_context(module);
  graph->arena = ptowsp_arena_create();
  graph->scope = (cxx_scope_t){.context = graph->context,
                               .arena = graph->arena,
                               .place = "an orchestration of " HBG_RUNTIME};
  for (size_t i = 0; i < PTOWSP_COUNTOF(own_names); i++) cxx_reserve(&graph->scope, own_names[i]);
  graph->isl = ptowsp_isl_create();
  graph->workload = workload;
  graph->options = options;
  graph->name = copy_text(graph, ptowsp_op_symbol(workload));
  reader_t reader = {graph, read_parameters(graph)};
  if (reader.ok) ptowsp_walk_pre(workload, read_op, &reader);
  if (reader.ok && graph->tasks.size == 0) {
    ptowsp_error(graph->context, ptowsp_op_loc(workload), "workload '%s' submits no task",
                 graph->name);
    reader.ok = false;
  }
  if (reader.ok && hbg_graph_find_edges(graph) && (graph->reads || hbg_graph_count(graph)))
    return graph;
  hbg_graph_destroy(graph);
  return NULL;
}

void hbg_graph_destroy(hbg_graph_t *graph) {
  if (!graph) return;
  ptowsp_isl_destroy(graph->isl);
  ptowsp_vec_deinit(&graph->buffers);
  ptowsp_vec_deinit(&graph->kernels);
  ptowsp_vec_deinit(&graph->tasks);
  cxx_scope_deinit(&graph->scope);
  ptowsp_vec_deinit(&graph->sizes);
  ptowsp_vec_deinit(&graph->tasks_of_scheduler);
  ptowsp_arena_destroy(graph->arena);
  free(graph);
}
