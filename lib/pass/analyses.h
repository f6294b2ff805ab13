// The pass manager's side of analyses; for lib/pass alone.
#ifndef PTOWSP_LIB_PASS_ANALYSES_H
#define PTOWSP_LIB_PASS_ANALYSES_H

#include "ptowsp/pass.h"

ptowsp_analyses_t *ptowsp_analyses_create(ptowsp_module_t *module);
void ptowsp_analyses_destroy(ptowsp_analyses_t *analyses);
// What is asked for from now on is counted for this pass of the pipeline.
void ptowsp_analyses_begin_pass(ptowsp_analyses_t *analyses, size_t pass);
// Drops what the pass, which has changed `root`, does not say it keeps: what is known of the root,
// of all inside it and of all around it.
void ptowsp_analyses_forget(ptowsp_analyses_t *analyses, const ptowsp_pass_t *pass,
                            const ptowsp_op_t *root);

// What one pass of the pipeline made of one analysis.
typedef struct {
  size_t pass;
  const ptowsp_analysis_t *analysis;
  uint64_t worked_out, reused, dropped;
  double ms; // to work them out, without those they need
} ptowsp_analysis_use_t;
// The i-th of a pass; NULL: there are no more.
const ptowsp_analysis_use_t *ptowsp_analyses_use(const ptowsp_analyses_t *analyses, size_t pass,
                                                 size_t i);

#endif
