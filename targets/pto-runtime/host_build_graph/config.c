// kernel_config.py and manifest.json: what the runner reads, and what the tree is.
#include <inttypes.h>
#include <string.h>

#include "../aicore/aicore.h"
#include "graph.h"

// The runtime's own defaults: three scheduling AICPUs share the 24 blocks evenly.
enum { AICPU_THREADS = 3, BLOCKS = 24 };

void hbg_emit_config(hbg_graph_t *graph, ptowsp_buffer_t *out) {
  ptowsp_buffer_printf(out,
                       "# What pto-runtime compiles and runs for workload %s (%s); written by "
                       "ptowsp.\n"
                       "from pathlib import Path\n\n"
                       "_ROOT = Path(__file__).parent\n\n"
                       "ORCHESTRATION = {\n"
                       "    \"source\": str(_ROOT / \"orchestration\" / \"pto_wsp_orch.cpp\"),\n"
                       "    \"function_name\": \"build_pto_wsp_graph\",\n"
                       "}\n\n"
                       "KERNELS = [\n",
                       graph->name, hbg_where(graph, graph->workload));
  for (size_t i = 0; i < graph->kernels.size; i++) {
    const hbg_kernel_t *kernel = &graph->kernels.data[i];
    ptowsp_buffer_printf(out,
                         "    {\n"
                         "        \"func_id\": %zu,\n"
                         "        \"name\": \"%s\",\n"
                         "        \"source\": str(_ROOT / \"%s\" / \"%s.cpp\"),\n"
                         "        \"core_type\": \"%s\",\n"
                         "    },\n",
                         i, kernel->name, kernel->core, kernel->name, kernel->core);
  }
  ptowsp_buffer_printf(out,
                       "]\n\n"
                       "RUNTIME_CONFIG = {\n"
                       "    \"runtime\": \"host_build_graph\",\n"
                       "    \"aicpu_thread_num\": %d,\n"
                       "    \"block_dim\": %d,\n"
                       "}\n",
                       AICPU_THREADS, BLOCKS);
}

static void json_text(ptowsp_buffer_t *out, const char *text) {
  ptowsp_buffer_json_string(out, ptowsp_str(text));
}

// A dictionary attribute of strings and integers as a JSON object with `status` first.
static void print_directive(ptowsp_buffer_t *out, const hbg_graph_t *graph, const char *name,
                            const char *why) {
  ptowsp_attr_t dictionary = ptowsp_op_attr(graph->workload, name);
  ptowsp_buffer_printf(out, "    \"%s\": {\n      \"status\": \"%s\"", name,
                       dictionary ? "recorded" : "absent");
  for (size_t i = 0; dictionary && i < ptowsp_attr_count(dictionary); i++) {
    ptowsp_named_attr_t entry = ptowsp_attr_entry(dictionary, i);
    ptowsp_buffer_printf(out, ",\n      \"%s\": ", entry.name);
    if (ptowsp_attr_kind(entry.value) == PTOWSP_ATTR_INTEGER)
      ptowsp_buffer_printf(out, "%" PRId64, ptowsp_attr_int_value(entry.value));
    else if (ptowsp_attr_kind(entry.value) == PTOWSP_ATTR_STRING)
      ptowsp_buffer_json_string(out, ptowsp_attr_text(entry.value));
    else
      ptowsp_buffer_puts(out, "null");
  }
  if (dictionary && strcmp(name, "dispatch") == 0 && !graph->reads) {
    ptowsp_buffer_puts(out, ",\n      \"tasks_of_scheduler\": [");
    for (size_t i = 0; i < graph->tasks_of_scheduler.size; i++)
      ptowsp_buffer_printf(out, "%s%" PRId64, i ? ", " : "", graph->tasks_of_scheduler.data[i]);
    ptowsp_buffer_puts(out, "]");
  }
  if (dictionary) {
    ptowsp_buffer_puts(out, ",\n      \"because\": ");
    json_text(out, why);
  }
  ptowsp_buffer_puts(out, "\n    }");
}

static void print_tensors(ptowsp_buffer_t *out, const hbg_graph_t *graph) {
  ptowsp_buffer_puts(out, "  \"tensors\": [\n");
  for (size_t i = 0; i < graph->buffers.size; i++) {
    const hbg_buffer_t *buffer = &graph->buffers.data[i];
    ptowsp_buffer_t type = {0};
    ptowsp_print_type(&type, buffer->type);
    ptowsp_buffer_puts(out, "    {\"name\": ");
    json_text(out, buffer->name);
    ptowsp_buffer_puts(out, ", \"type\": ");
    json_text(out, type.data);
    ptowsp_buffer_printf(out, ", \"bytes\": %" PRId64 ", \"role\": \"%s\"}%s\n", buffer->bytes,
                         !buffer->is_parameter ? "intermediate"
                         : buffer->is_output   ? "output"
                                               : "input",
                         i + 1 < graph->buffers.size ? "," : "");
    ptowsp_buffer_deinit(&type);
  }
  ptowsp_buffer_puts(out, "  ],\n");
}

void hbg_emit_manifest(hbg_graph_t *graph, const ptowsp_tree_t *tree, ptowsp_buffer_t *out) {
  ptowsp_buffer_puts(out, "{\n  \"generator\": \"ptowsp " PTOWSP_VERSION
                          "\",\n"
                          "  \"target\": \"a2a3sim_codegen\",\n"
                          "  \"runtime\": \"" HBG_RUNTIME
                          "\",\n"
                          "  \"isa\": \"" AICORE_ISA "\",\n  \"workload\": ");
  json_text(out, graph->name);
  ptowsp_buffer_puts(out, ",\n  \"source\": ");
  json_text(out, hbg_where(graph, graph->workload));
  if (graph->reads) // the inputs decide
    ptowsp_buffer_puts(out,
                       ",\n  \"tasks\": null,\n  \"edges\": null"
                       ",\n  \"largest_fan_out\": null");
  else
    ptowsp_buffer_printf(out,
                         ",\n  \"tasks\": %" PRId64 ",\n  \"edges\": %" PRId64
                         ",\n  \"largest_fan_out\": %" PRId64,
                         graph->task_count, graph->edge_count, graph->largest_fanout);
  ptowsp_buffer_puts(out, ",\n  \"sizes\": {");
  for (size_t i = 0; i < graph->options->size_count; i++) {
    ptowsp_buffer_puts(out, i ? ", " : "");
    ptowsp_buffer_json_string(out, graph->options->sizes[i].name);
    if (graph->options->sizes[i].is_integer)
      ptowsp_buffer_printf(out, ": %" PRId64, graph->options->sizes[i].value);
    else
      ptowsp_buffer_printf(out, ": %.17g", graph->options->sizes[i].number);
  }
  ptowsp_buffer_puts(out, "},\n  \"directives\": {\n");
  print_directive(out, graph, "dispatch",
                  "host_build_graph has no multi-AICPU dispatch; see "
                  "pto_wsp_select_aicpu_scheduler_id in kernels/orchestration/pto_wsp_orch.cpp");
  ptowsp_buffer_puts(out, ",\n");
  print_directive(out, graph, "task_window",
                  "host_build_graph builds the whole graph before launch and cannot stall "
                  "orchestration");
  ptowsp_buffer_puts(out, "\n  },\n  \"kernels\": [\n");
  for (size_t i = 0; i < graph->kernels.size; i++) {
    const hbg_kernel_t *kernel = &graph->kernels.data[i];
    int64_t calls = 0;
    for (size_t t = 0; t < graph->tasks.size; t++)
      calls += graph->tasks.data[t].kernel == i ? graph->tasks.data[t].count : 0;
    ptowsp_buffer_printf(out, "    {\"func_id\": %zu, \"name\": \"%s\", \"core\": \"%s\", ", i,
                         kernel->name, kernel->core);
    if (graph->reads)
      ptowsp_buffer_puts(out, "\"tasks\": null");
    else
      ptowsp_buffer_printf(out, "\"tasks\": %" PRId64, calls);
    ptowsp_buffer_puts(out, i + 1 < graph->kernels.size ? "},\n" : "}\n");
  }
  ptowsp_buffer_puts(out, "  ],\n");
  print_tensors(out, graph);
  ptowsp_buffer_puts(out, "  \"files\": [\n");
  for (size_t i = 0; i < ptowsp_tree_count(tree); i++) {
    ptowsp_buffer_puts(out, "    ");
    json_text(out, ptowsp_tree_path(tree, i));
    ptowsp_buffer_puts(out, i + 1 < ptowsp_tree_count(tree) ? ",\n" : "\n");
  }
  ptowsp_buffer_puts(out, "  ]\n}\n");
}
