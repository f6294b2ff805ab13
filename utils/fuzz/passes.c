// The first byte chooses passes, the rest is a module: parsed, verified, transformed, verified
// after every pass, printed. A pass may refuse a module, with an error; it may not break it.
#include "common.h"
#include "ptowsp/pass.h"

// By the first byte, from 'a' on (seeds.py counts along): all in order, the pass alone, …
static const char *const pipelines[] = {
    "canonicalize,cse,loop-invariant-code-motion,inline,symbol-dce,wsp-tile,wsp-outline-tasks,"
    "canonicalize,cse,wsp-infer-deps,wsp-assign-dispatch,wsp-task-window,wsp-raise-loops,"
    "pto-plan-memory,pto-insert-sync",
    "canonicalize",
    "cse",
    "loop-invariant-code-motion",
    "inline",
    "symbol-dce",
    "wsp-tile",
    "wsp-outline-tasks",
    "wsp-infer-deps",
    "wsp-assign-dispatch",
    "wsp-task-window",
    "wsp-raise-loops",
    "pto-plan-memory",
    "pto-insert-sync",
    "wsp-tile,wsp-outline-tasks,wsp-infer-deps",
    "wsp-raise-loops,pto-plan-memory,pto-insert-sync",
    "wsp.kernel(canonicalize,cse,loop-invariant-code-motion)",
    "func.func(canonicalize,cse,loop-invariant-code-motion)",
};

static void transform(ptowsp_context_t *context, ptowsp_module_t *module, const char *passes) {
  static const ptowsp_pipeline_options_t options = {.verify_each = true};
  ptowsp_pipeline_t *pipeline = ptowsp_pipeline_create(context);
  if (!ptowsp_pipeline_parse(pipeline, ptowsp_str(passes)))
    fuzz_fail("no pipeline", ptowsp_str(passes));
  size_t errors = ptowsp_context_error_count(context);
  bool ok = ptowsp_pipeline_run(pipeline, module, &options);
  if (ok != (ptowsp_context_error_count(context) == errors))
    fuzz_fail("failed without an error, or went on after one", ptowsp_str(passes));
  if (ok) fuzz_round_trip(module, true);
  ptowsp_pipeline_destroy(pipeline);
}

const size_t fuzz_prefix = 1, fuzz_module_share = 6;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0) return 0;
  const char *passes = pipelines[(uint8_t)(data[0] - 'a') % PTOWSP_COUNTOF(pipelines)];
  ptowsp_context_t *context = fuzz_context_create();
  ptowsp_module_t *module = fuzz_parse(context, (ptowsp_str_t){(const char *)data + 1, size - 1});
  if (module) {
    if (ptowsp_verify(ptowsp_module_op(module))) transform(context, module, passes);
    ptowsp_module_destroy(module);
  }
  fuzz_context_destroy(context);
  return 0;
}
