// The analyses of analyses.def: summaries of kernels and workloads, in one context of isl.
#include <stdlib.h>

#include "ptowsp/analyses.h"

typedef struct {
  isl_ctx *isl;
  ptowsp_summaries_t *summaries;
} polyhedra_t;

static polyhedra_t *polyhedra(ptowsp_analyses_t *analyses) {
  ptowsp_op_t *module = ptowsp_module_op(ptowsp_analyses_module(analyses));
  return ptowsp_analysis_get(analyses, &ptowsp_analysis_polyhedra, module);
}

isl_ctx *ptowsp_analyses_isl(ptowsp_analyses_t *analyses) { return polyhedra(analyses)->isl; }

ptowsp_summaries_t *ptowsp_analyses_summaries(ptowsp_analyses_t *analyses) {
  return polyhedra(analyses)->summaries;
}

const ptowsp_summary_t *ptowsp_analyses_summary(ptowsp_analyses_t *analyses,
                                                ptowsp_op_t *function) {
  bool workload = ptowsp_op_is(function, PTOWSP_OP_WSP_WORKLOAD);
  return ptowsp_analysis_get(
      analyses, workload ? &ptowsp_analysis_accesses : &ptowsp_analysis_footprints, function);
}

static const ptowsp_summary_t *find(void *analyses, ptowsp_op_t *function) {
  return ptowsp_analyses_summary(analyses, function);
}

static void *create_polyhedra(ptowsp_analyses_t *analyses, ptowsp_op_t *op) {
  (void)op;
  polyhedra_t *p = ptowsp_calloc(1, sizeof *p);
  p->isl = ptowsp_isl_create();
  p->summaries = ptowsp_summaries_create_by(p->isl, find, analyses);
  return p;
}

static void destroy_polyhedra(void *result) {
  polyhedra_t *p = result;
  ptowsp_summaries_destroy(p->summaries);
  ptowsp_isl_destroy(p->isl);
  free(p);
}

static void *create_summary(ptowsp_analyses_t *analyses, ptowsp_op_t *op) {
  return ptowsp_summary_create(polyhedra(analyses)->summaries, op);
}

static void destroy_summary(void *result) { ptowsp_summary_destroy(result); }

#define PTOWSP_ANALYSIS(ID, NAME, SUMMARY) static const char name_##ID[] = NAME;
#include "ptowsp/analyses.def"

const ptowsp_analysis_t ptowsp_analysis_polyhedra = {name_polyhedra, create_polyhedra,
                                                     destroy_polyhedra, .lasting = true};
const ptowsp_analysis_t ptowsp_analysis_footprints = {name_footprints, create_summary,
                                                      destroy_summary, false};
const ptowsp_analysis_t ptowsp_analysis_accesses = {name_accesses, create_summary, destroy_summary,
                                                    false};
