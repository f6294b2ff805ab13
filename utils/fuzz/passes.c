// The first byte chooses passes, the rest is a module: parsed, verified, transformed, verified
// after every pass, printed. A pass may refuse a module, with an error; it may not break it.
#include "common.h"
#include "ptowsp/pass.h"

// By the first byte, from 'a' on (seeds.py counts along): these, then each pass of the table alone.
static const char *const pipelines[] = {
    "default",
    "canonicalize,cse,loop-invariant-code-motion,inline,symbol-dce",
    "wsp-tile,wsp-outline-tasks,wsp-infer-deps",
    "wsp-raise-loops,pto-plan-memory,pto-insert-sync",
    "wsp.kernel(canonicalize,cse,loop-invariant-code-motion)",
    "func.func(canonicalize,cse,loop-invariant-code-motion)",
};

static bool append(ptowsp_pipeline_t *pipeline, size_t choice, const ptowsp_context_t *context) {
  size_t fixed = PTOWSP_COUNTOF(pipelines), all = fixed;
  for (size_t i = 0; i < ptowsp_pass_count(context); i++)
    all += ptowsp_pass_at(context, i)->pass != NULL;
  choice %= all;
  if (choice == 0) return ptowsp_pipeline_append_named(pipeline, pipelines[0]);
  if (choice < fixed) return ptowsp_pipeline_parse(pipeline, ptowsp_str(pipelines[choice]));
  choice -= fixed;
  for (size_t i = 0;; i++) {
    const ptowsp_pass_info_t *info = ptowsp_pass_at(context, i);
    if (info->pass && choice-- == 0) return ptowsp_pipeline_parse(pipeline, ptowsp_str(info->name));
  }
}

static void transform(ptowsp_context_t *context, ptowsp_module_t *module, size_t choice) {
  static const ptowsp_pipeline_options_t options = {.verify_each = true};
  ptowsp_pipeline_t *pipeline = ptowsp_pipeline_create(context);
  if (!append(pipeline, choice, context)) fuzz_fail("no pipeline", PTOWSP_STR(""));
  size_t errors = ptowsp_context_error_count(context);
  bool ok = ptowsp_pipeline_run(pipeline, module, &options);
  if (ok != (ptowsp_context_error_count(context) == errors))
    fuzz_fail("failed without an error, or went on after one", PTOWSP_STR(""));
  if (ok) fuzz_round_trip(module, true);
  ptowsp_pipeline_destroy(pipeline);
}

const size_t fuzz_prefix = 1, fuzz_module_share = 6;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0) return 0;
  ptowsp_context_t *context = fuzz_context_create();
  ptowsp_module_t *module = fuzz_parse(context, (ptowsp_str_t){(const char *)data + 1, size - 1});
  if (module) {
    if (ptowsp_verify(ptowsp_module_op(module)))
      transform(context, module, (uint8_t)(data[0] - 'a'));
    ptowsp_module_destroy(module);
  }
  fuzz_context_destroy(context);
  return 0;
}
