// Runs the orchestration at compile time: how many tasks, edges and successors there
// will be, against the runtime's limits. The runtime itself drops what is too much.
#include <stdlib.h>
#include <string.h>

#include "graph.h"
#include "ptowsp/expand.h"

typedef struct {
  hbg_graph_t *graph;
  cxx_bindings_t bindings; // scalar parameters, then the loops of the task at hand
  int32_t **ids;           // per statement: its table, -1 where no task is
  int32_t *fanout;         // per task
  uint32_t *statement;     // per task
  int64_t next;            // task number
  bool failed;
} census_t;

static hbg_task_t *find_task(hbg_graph_t *graph, const ptowsp_op_t *op, size_t *out_index) {
  for (size_t t = 0; t < graph->tasks.size; t++) {
    *out_index = t;
    if (graph->tasks.data[t].op == op) return &graph->tasks.data[t];
  }
  return NULL;
}

// ---------------------------------------------------------------- first run: boxes

static void widen(hbg_task_t *task, const int64_t *ivs) {
  for (size_t d = 0; d < task->depth; d++) {
    int64_t *lowest = &task->lowest[d], *highest = &task->extent[d]; // extent: for now, the top
    if (task->count == 0 || ivs[d] < *lowest) *lowest = ivs[d];
    if (task->count == 0 || ivs[d] > *highest) *highest = ivs[d];
  }
  task->count++;
}

static bool measure(void *data, const ptowsp_task_t *instance) {
  census_t *census = data;
  hbg_graph_t *graph = census->graph;
  size_t index;
  hbg_task_t *task = find_task(graph, instance->op, &index);
  if (!task) return false;
  if (instance->number >= HBG_MAX_TASKS) {
    ptowsp_error(graph->context, ptowsp_op_loc(task->op),
                 "workload '%s' submits more than %d tasks, the most " HBG_RUNTIME
                 " holds; this call is the first too many: take larger tiles",
                 graph->name, HBG_MAX_TASKS);
    census->failed = true;
    return false;
  }
  widen(task, instance->ivs);
  graph->task_count++;
  if (instance->scheduler < 0 || instance->scheduler >= 4096) return true;
  while (graph->tasks_of_scheduler.size <= (size_t)instance->scheduler)
    ptowsp_vec_push(&graph->tasks_of_scheduler, 0);
  graph->tasks_of_scheduler.data[instance->scheduler]++;
  return true;
}

// From the highest value to the number of entries; false if the table would be absurd.
static bool close_boxes(hbg_graph_t *graph) {
  for (size_t t = 0; t < graph->tasks.size; t++) {
    hbg_task_t *task = &graph->tasks.data[t];
    int64_t entries = 1;
    for (size_t d = 0; d < task->depth; d++) {
      task->extent[d] = task->count ? (task->extent[d] - task->lowest[d]) / task->step[d] + 1 : 0;
      if (task->is_source && __builtin_mul_overflow(entries, task->extent[d], &entries))
        entries = INT64_MAX;
    }
    if (entries <= 64 * HBG_MAX_TASKS) continue;
    ptowsp_error(graph->context, ptowsp_op_loc(task->op),
                 "the loops around this task span %lld iterations for %lld tasks: too sparse for "
                 "a table of task ids; let the loops step by the tile",
                 (long long)entries, (long long)task->count);
    return false;
  }
  return true;
}

// ---------------------------------------------------------------- second run: edges

static int32_t *id_of(census_t *census, size_t t, const int64_t *ivs) {
  const hbg_task_t *task = &census->graph->tasks.data[t];
  int64_t at = 0;
  for (size_t d = 0; d < task->depth; d++) {
    int64_t i = (ivs[d] - task->lowest[d]) / task->step[d];
    if (ivs[d] < task->lowest[d] || i >= task->extent[d]) return NULL;
    at = at * task->extent[d] + i;
  }
  return &census->ids[t][at];
}

static bool visit_code(census_t *census, const hbg_code_t *code);

static bool visit_edge(census_t *census, const hbg_code_t *code) {
  hbg_graph_t *graph = census->graph;
  int64_t ivs[64];
  size_t depth = graph->tasks.data[code->source].depth;
  for (size_t d = 0; d < depth; d++) ivs[d] = cxx_expr_eval(code->ivs[d], &census->bindings);
  int32_t *id = id_of(census, code->source, ivs);
  if (!id || *id < 0) return !graph->tasks.data[code->source].exact;
  census->fanout[*id]++;
  graph->edge_count++;
  return true;
}

static bool visit_for(census_t *census, const hbg_code_t *code) {
  cxx_binding_t iterator = {code->iterator, cxx_expr_eval(code->init, &census->bindings)};
  int64_t step = cxx_expr_eval(code->step, &census->bindings);
  ptowsp_vec_push(&census->bindings, iterator);
  size_t at = census->bindings.size - 1;
  bool ok = true;
  for (; ok && cxx_expr_eval(code->condition, &census->bindings);
       census->bindings.data[at].value += step)
    ok = visit_code(census, code->body);
  census->bindings.size--;
  return ok;
}

static bool visit_code(census_t *census, const hbg_code_t *code) {
  switch (code->kind) {
    case HBG_EDGE:
      return visit_edge(census, code);
    case HBG_FOR:
      return visit_for(census, code);
    case HBG_IF:
      if (cxx_expr_eval(code->condition, &census->bindings)) return visit_code(census, code->body);
      return !code->otherwise || visit_code(census, code->otherwise);
    default:
      for (const hbg_code_t *item = code->body; item; item = item->next)
        if (!visit_code(census, item)) return false;
      return true;
  }
}

static bool count_edges(void *data, const ptowsp_task_t *instance) {
  census_t *census = data;
  hbg_graph_t *graph = census->graph;
  size_t t;
  hbg_task_t *task = find_task(graph, instance->op, &t);
  census->bindings.size = graph->sizes.size;
  for (size_t d = 0; d < task->depth; d++) {
    cxx_binding_t binding = {task->ivs[d], instance->ivs[d]};
    ptowsp_vec_push(&census->bindings, binding);
  }
  if (task->edges && !visit_code(census, task->edges)) {
    ptowsp_error(graph->context, ptowsp_op_loc(task->op),
                 "the `depends` of this task names a task that is not submitted before it");
    census->failed = true;
    return false;
  }
  if (task->is_source) *id_of(census, t, instance->ivs) = (int32_t)census->next;
  census->statement[census->next++] = (uint32_t)t;
  return true;
}

static bool check_fanout(census_t *census) {
  hbg_graph_t *graph = census->graph;
  int64_t worst = 0;
  for (int64_t i = 0; i < graph->task_count; i++)
    if (census->fanout[i] > census->fanout[worst]) worst = i;
  graph->largest_fanout = graph->task_count ? census->fanout[worst] : 0;
  if (graph->largest_fanout <= HBG_MAX_FANOUT) return true;
  const hbg_task_t *task = &graph->tasks.data[census->statement[worst]];
  ptowsp_error(graph->context, ptowsp_op_loc(task->op),
               "task %lld, made by this call, has %lld direct successors; " HBG_RUNTIME
               " keeps %d and drops the rest: split what it produces, or take larger tiles in "
               "the tasks that depend on it",
               (long long)worst, (long long)graph->largest_fanout, HBG_MAX_FANOUT);
  return false;
}

// What the tree is compiled for is not known yet.
static bool refuse_read(void *data, const ptowsp_slot_t *slot, uint64_t *out_bits) {
  census_t *census = data;
  (void)out_bits;
  ptowsp_error(census->graph->context, ptowsp_op_loc(slot->op),
               "which tasks there are depends on this element, and " HBG_RUNTIME
               " is given the whole graph before it runs; let a kernel read it and decide");
  census->failed = true;
  return false;
}

static bool run_edges(census_t *census, ptowsp_expansion_t *expansion) {
  hbg_graph_t *graph = census->graph;
  size_t tasks = (size_t)graph->task_count;
  census->fanout = ptowsp_calloc(tasks + 1, sizeof(*census->fanout));
  census->statement = ptowsp_calloc(tasks + 1, sizeof(*census->statement));
  census->ids = ptowsp_calloc(graph->tasks.size, sizeof(*census->ids));
  for (size_t t = 0; t < graph->tasks.size; t++) {
    const hbg_task_t *task = &graph->tasks.data[t];
    if (!task->is_source) continue;
    int64_t entries = 1;
    for (size_t d = 0; d < task->depth; d++) entries *= task->extent[d];
    census->ids[t] = ptowsp_malloc((size_t)(entries + 1) * sizeof(int32_t));
    memset(census->ids[t], 0xff, (size_t)(entries + 1) * sizeof(int32_t));
  }
  for (size_t i = 0; i < graph->sizes.size; i++)
    ptowsp_vec_push(&census->bindings, graph->sizes.data[i]);
  bool ok = ptowsp_expansion_run(expansion, count_edges, refuse_read, census) && !census->failed &&
            check_fanout(census);
  for (size_t t = 0; t < graph->tasks.size; t++) free(census->ids[t]);
  free(census->ids);
  free(census->fanout);
  free(census->statement);
  ptowsp_vec_deinit(&census->bindings);
  return ok;
}

bool hbg_graph_count(hbg_graph_t *graph) {
  ptowsp_expansion_t *expansion =
      ptowsp_expansion_create(graph->workload, graph->sizes_by_argument);
  if (!expansion) return false;
  census_t census = {.graph = graph};
  bool ok = ptowsp_expansion_run(expansion, measure, refuse_read, &census) && !census.failed &&
            close_boxes(graph) && run_edges(&census, expansion);
  ptowsp_expansion_destroy(expansion);
  return ok;
}
