// The named pipelines. "default" reads as the story of the compiler.
#include "ptowsp/pass.h"

typedef struct {
  const char *name;
  const char *pass;
} step_t;

static const step_t steps[] = {
    {"default", "wsp-bind-sizes"},          // variable extents must be known from here on
    {"default", "canonicalize"},            // what the importer left to be simplified
    {"default", "wsp-split-variables"},     // what is one variable by its name alone
    {"default", "canonicalize"},            //
    {"default", "cse"},                     //
    {"default", "wsp-tile"},                // loops of a workload to tile loops around point loops
    {"default", "wsp-outline-tasks"},       // tile regions to kernels, their places to tasks
    {"default", "canonicalize"},            //
    {"default", "cse"},                     //
    {"default", "wsp-split-kernels"},       // products to the cube, other work to the vector unit
    {"default", "cse"},                     //
    {"default", "wsp-expand-buffers"},      // iterations that share no array need not wait for it
    {"default", "wsp-infer-deps"},          // who must wait for whom
    {"default", "wsp-assign-dispatch"},     // which scheduler issues a task
    {"default", "wsp-task-window"},         // how many tasks may be in flight
    {"default", "wsp-raise-loops"},         // loops of a kernel to tile instructions
    {"default", "pto-expand-instructions"}, // to those that emitted kernels have
    {"default", "pto-plan-memory"},         // where each tile lives
    {"default", "pto-insert-sync"},         // which pipe waits for which
    // What becomes of a kernel, for those who want to know before they decide on it.
    {"kernel", "canonicalize"},
    {"kernel", "wsp-split-kernels"},
    {"kernel", "cse"},
    {"kernel", "wsp-raise-loops"},
    {"kernel", "pto-plan-memory"},
};

// Those whose names may stand in the text of others.
static const char *const names[] = {"default"};

const char *ptowsp_pipeline_name(size_t i) { return i < PTOWSP_COUNTOF(names) ? names[i] : NULL; }

bool ptowsp_pipeline_append_named(ptowsp_pipeline_t *pipeline, const char *name) {
  bool found = false;
  for (size_t i = 0; i < PTOWSP_COUNTOF(steps); i++) {
    if (!ptowsp_str_is(ptowsp_str(steps[i].name), name)) continue;
    found = true;
    if (!ptowsp_pipeline_parse(pipeline, ptowsp_str(steps[i].pass))) return false;
  }
  return found;
}
