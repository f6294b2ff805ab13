// The analyses of analyses.def, as passes ask for them.
#ifndef PTOWSP_ANALYSES_H
#define PTOWSP_ANALYSES_H

#include "ptowsp/analysis.h"
#include "ptowsp/pass.h"

#ifdef __cplusplus
extern "C" {
#endif

#define PTOWSP_ANALYSIS(ID, NAME, SUMMARY) extern const ptowsp_analysis_t ptowsp_analysis_##ID;
#include "ptowsp/analyses.def"

// The context of all isl objects in these analyses. It belongs to one thread at a time: passes
// that run on functions in parallel must not use it.
isl_ctx *ptowsp_analyses_isl(ptowsp_analyses_t *analyses);
// The footprints of a kernel or the accesses of a workload; NULL after an error.
const ptowsp_summary_t *ptowsp_analyses_summary(ptowsp_analyses_t *analyses, ptowsp_op_t *function);
// The same as what functions of analysis.h take.
ptowsp_summaries_t *ptowsp_analyses_summaries(ptowsp_analyses_t *analyses);

#ifdef __cplusplus
}
#endif

#endif
