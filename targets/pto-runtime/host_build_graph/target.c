// a2a3sim_codegen: a tree that pto-runtime's host_build_graph builds and runs.
//
//   kernels/kernel_config.py                 what to compile
//   kernels/orchestration/pto_wsp_orch.cpp   the task graph
//   kernels/aic/*.cpp, kernels/aiv/*.cpp     one kernel a file
//   golden.py, golden/                       inputs and expected outputs
//   manifest.json                            versions, limits met, what is only recorded
#include <string.h>

#include "../aicore/aicore.h"
#include "graph.h"

static bool emit_kernels(hbg_graph_t *graph, ptowsp_tree_t *tree) {
  bool ok = true;
  for (size_t i = 0; i < graph->kernels.size; i++) {
    hbg_kernel_t *kernel = &graph->kernels.data[i];
    ptowsp_buffer_t text = {0};
    bool spelled = aicore_emit_kernel(kernel->op, &text);
    if (spelled && strcmp(kernel->core, "aic") && strcmp(kernel->core, "aiv")) {
      ptowsp_error(graph->context, ptowsp_op_loc(kernel->op),
                   "it is not said which core runs kernel '%s'; run wsp-raise-loops or write "
                   "wsp_core(aic) or wsp_core(aiv)",
                   kernel->name);
      spelled = false;
    }
    if (spelled) {
      char *path =
          ptowsp_arena_printf(graph->arena, "kernels/%s/%s.cpp", kernel->core, kernel->name);
      ptowsp_buffer_append(ptowsp_tree_add(tree, path), text.data, text.size);
    }
    ptowsp_buffer_deinit(&text);
    ok &= spelled;
  }
  return ok;
}

static bool emit_tree(ptowsp_module_t *module, const ptowsp_target_options_t *options,
                      ptowsp_tree_t *tree) {
  hbg_graph_t *graph = hbg_graph_create(module, options);
  if (!graph) return false;
  bool ok = emit_kernels(graph, tree);
  ptowsp_buffer_t *orchestration = ptowsp_tree_add(tree, "kernels/orchestration/pto_wsp_orch.cpp");
  ok = hbg_emit_orchestration(graph, orchestration) && ok;
  ok = ok && hbg_emit_golden(graph, tree);
  if (ok) {
    hbg_emit_config(graph, ptowsp_tree_add(tree, "kernels/kernel_config.py"));
    ptowsp_buffer_t *manifest = ptowsp_tree_add(tree, PTOWSP_TREE_MANIFEST);
    hbg_emit_manifest(graph, tree, manifest);
  }
  hbg_graph_destroy(graph);
  return ok;
}

const ptowsp_target_t ptowsp_target_a2a3sim_codegen = {.emit_tree = emit_tree};
