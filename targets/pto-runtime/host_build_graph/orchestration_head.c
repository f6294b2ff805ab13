// kernels/orchestration/pto_wsp_orch.cpp: what stands before the function that builds the graph.
#include <inttypes.h>
#include <string.h>

#include "graph.h"

static void line(ptowsp_buffer_t *out, const char *format, ...) PTOWSP_PRINTF(2, 3);
static void line(ptowsp_buffer_t *out, const char *format, ...) {
  va_list args;
  va_start(args, format);
  ptowsp_buffer_vprintf(out, format, args);
  va_end(args);
  ptowsp_buffer_putc(out, '\n');
}

static const char *dictionary_text(const hbg_graph_t *graph, const char *attr) {
  ptowsp_attr_t dictionary = ptowsp_op_attr(graph->workload, attr);
  if (!dictionary) return "none";
  ptowsp_buffer_t buffer = {0};
  for (size_t i = 0; i < ptowsp_attr_count(dictionary); i++) {
    ptowsp_named_attr_t entry = ptowsp_attr_entry(dictionary, i);
    ptowsp_buffer_printf(&buffer, "%s%s = ", i ? ", " : "", entry.name);
    if (ptowsp_attr_kind(entry.value) == PTOWSP_ATTR_INTEGER)
      ptowsp_buffer_printf(&buffer, "%" PRId64, ptowsp_attr_int_value(entry.value));
    else if (ptowsp_attr_kind(entry.value) == PTOWSP_ATTR_STRING)
      ptowsp_buffer_printf(&buffer, "%.*s", (int)ptowsp_attr_text(entry.value).size,
                           ptowsp_attr_text(entry.value).data);
  }
  const char *copy = ptowsp_arena_strdup(graph->arena, (ptowsp_str_t){buffer.data, buffer.size});
  ptowsp_buffer_deinit(&buffer);
  return copy;
}

static void print_top(hbg_graph_t *graph, ptowsp_buffer_t *out, bool uses_algorithm,
                      bool uses_floats) {
  line(out, "// The task graph of workload %s (%s), written by ptowsp for pto-runtime", graph->name,
       hbg_where(graph, graph->workload));
  line(out, "// " HBG_RUNTIME ". To change it, change the source and emit it again.");
  line(out, "//");
  if (graph->reads)
    line(out,
         "//   The inputs decide which tasks there are; too many of them, or of successors of");
  if (graph->reads) line(out, "//   one, are an error when the graph is built.");
  if (!graph->reads)
    line(out, "//   %" PRId64 " tasks, %" PRId64 " edges, largest fan-out %" PRId64,
         graph->task_count, graph->edge_count, graph->largest_fanout);
  line(out, "//");
  line(out, "// Recorded here and in manifest.json, not enforced by this runtime:");
  line(out, "//   dispatch:    %s", dictionary_text(graph, "dispatch"));
  line(out, "//   task_window: %s (the graph is built whole before it is launched)",
       dictionary_text(graph, "task_window"));
  line(out, "#include \"runtime.h\"");
  ptowsp_buffer_putc(out, '\n');
  if (uses_algorithm) line(out, "#include <algorithm>");
  if (graph->reads) line(out, "#include <array>");
  if (uses_floats) line(out, "#include <cmath>");
  line(out, "#include <cstddef>");
  line(out, "#include <cstdint>");
  line(out, "#include <cstdio>");
  if (uses_floats) line(out, "#include <cstring>");
  if (graph->reads) line(out, "#include <map>");
  line(out, "#include <vector>");
  ptowsp_buffer_putc(out, '\n');
  line(out, "namespace {");
  ptowsp_buffer_putc(out, '\n');
  line(out, "// Function ids, as in kernel_config.py.");
  line(out, "enum : int {");
  for (size_t i = 0; i < graph->kernels.size; i++)
    line(out, "  FUNC_%s = %zu,", graph->kernels.data[i].name, i);
  line(out, "};");
}

static const char helpers[] =
    "\n"
    "// Builds the graph step by step. A step that fails says so once; nothing stays allocated.\n"
    "struct Graph {\n"
    "  Runtime* rt;\n"
    "  std::vector<void*> memory;\n"
    "\n"
    "  int fail(const char* what) {\n"
    "    std::fprintf(stderr, \"build_pto_wsp_graph: %s\\n\", what);\n"
    "    for (void* device : memory) rt->host_api.device_free(device);\n"
    "    memory.clear();\n"
    "    return -1;\n"
    "  }\n"
    "\n"
    "  void* allocate(size_t bytes) {\n"
    "    void* device = rt->host_api.device_malloc(bytes);\n"
    "    if (device) memory.push_back(device);\n"
    "    return device;\n"
    "  }\n"
    "\n"
    "  // Outputs are copied in too: elements that no task writes keep their values.\n"
    "  void* copy_in(uint64_t host, size_t bytes) {\n"
    "    void* device = allocate(bytes);\n"
    "    if (!device) return nullptr;\n"
    "    const void* source = reinterpret_cast<const void*>(host);\n"
    "    return rt->host_api.copy_to_device(device, source, bytes) == 0 ? device : nullptr;\n"
    "  }\n"
    "\n"
    "  // record_tensor_pair and add_successor only log what they drop: count before and after.\n"
    "  bool copy_back(uint64_t host, void* device, size_t bytes) {\n"
    "    const int before = rt->get_tensor_pair_count();\n"
    "    rt->record_tensor_pair(reinterpret_cast<void*>(host), device, bytes);\n"
    "    return rt->get_tensor_pair_count() == before + 1;\n"
    "  }\n"
    "\n"
    "  bool edge(int from, int to) {\n"
    "    Task* producer = rt->get_task(from);\n"
    "    if (!producer) return false;\n"
    "    const int before = producer->fanout_count;\n"
    "    rt->add_successor(from, to);\n"
    "    return producer->fanout_count == before + 1;\n"
    "  }\n"
    "};\n"
    "\n"
    "inline uint64_t address(void* base, int64_t bytes) {\n"
    "  return reinterpret_cast<uint64_t>(static_cast<char*>(base) + bytes);\n"
    "}\n";

static const char float_helpers[] =
    "\n"
    "// The bits of a float, as a word of a task's arguments.\n"
    "inline uint64_t float_word(float x) {\n"
    "  uint32_t word;\n"
    "  std::memcpy(&word, &x, sizeof word);\n"
    "  return word;\n"
    "}\n"
    "inline uint64_t float_word(double x) {\n"
    "  uint64_t word;\n"
    "  std::memcpy(&word, &x, sizeof word);\n"
    "  return word;\n"
    "}\n";

static const char reading_helpers[] =
    "\n"
    "// An element of an input, which the host still has. False: it is outside of the array.\n"
    "template <typename T>\n"
    "bool read_element(uint64_t host, int64_t count, int64_t index, int64_t* out) {\n"
    "  if (index < 0 || index >= count) return false;\n"
    "  *out = reinterpret_cast<const T*>(host)[index];\n"
    "  return true;\n"
    "}\n"
    "\n"
    "// Whether what a task touches, from `low` to `high` around an element, is in the array.\n"
    "inline bool inside(int64_t element, int64_t low, int64_t high, int64_t count) {\n"
    "  return element + low >= 0 && element + high < count;\n"
    "}\n";

static void print_hook(ptowsp_buffer_t *out) {
  ptowsp_buffer_putc(out, '\n');
  line(out, "// The AICPU scheduler the program asks for, by task id; 0 where it asks for none.");
  line(out, "std::vector<int64_t> scheduler_of_task;");
  ptowsp_buffer_putc(out, '\n');
  line(out,
       "// The place where a runtime with several dispatching AICPUs is told which one issues a");
  line(out,
       "// task. TODO_PTO_RUNTIME_MULTI_AICPU_DISPATCH: host_build_graph cannot be told, so the");
  line(out, "// assignment is recorded and the runtime's own scheduler, 0, is used.");
  line(out, "int pto_wsp_select_aicpu_scheduler_id(int task, int64_t assigned) {");
  line(out, "  scheduler_of_task.resize(static_cast<size_t>(task) + 1, 0);");
  line(out, "  scheduler_of_task[static_cast<size_t>(task)] = assigned;");
  line(out, "  return 0;");
  line(out, "}");
}

void hbg_print_head(hbg_graph_t *graph, const char *function, ptowsp_buffer_t *out) {
  bool uses_floats = strstr(function, "float_word(") != NULL;
  print_top(graph, out, strstr(function, "std::m") != NULL, uses_floats);
  ptowsp_buffer_puts(out, helpers);
  if (graph->reads) ptowsp_buffer_puts(out, reading_helpers);
  if (uses_floats) ptowsp_buffer_puts(out, float_helpers);
  cxx_print_helpers(out, function, "");
  print_hook(out);
  ptowsp_buffer_putc(out, '\n');
  line(out, "} // namespace");
  ptowsp_buffer_putc(out, '\n');
}
