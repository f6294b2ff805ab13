// What a pipeline is made of; for lib/pass alone.
#ifndef PTOWSP_PASS_INTERNAL_H
#define PTOWSP_PASS_INTERNAL_H

#include <stdio.h>

#include "ptowsp/pass.h"

typedef struct {
  const char *what;
  uint64_t count;
} ptowsp_statistic_t;

typedef struct ptowsp_statistics {
  PTOWSP_VEC(ptowsp_statistic_t) all;
} ptowsp_statistics_t;

void ptowsp_statistics_add(ptowsp_statistics_t *statistics, const char *what, uint64_t by);

struct ptowsp_pass_instance {
  const ptowsp_pass_info_t *info;
  // The names of the operations it runs on and of those around them, from the outermost inside of
  // the module on: "func.func", "builtin.module(func.func". Interned; NULL: the module.
  const char *anchor;
  const char **values; // one text an option, interned; NULL: absent and without default
  ptowsp_statistics_t statistics;
};

// NULL: the pass has no such option.
const ptowsp_pass_option_t *ptowsp_pass_option_find(const ptowsp_pass_t *pass, ptowsp_str_t name);
// The canonical spelling of a value, or NULL if the option does not take it.
const char *ptowsp_pass_option_check(ptowsp_context_t *context, const ptowsp_pass_option_t *option,
                                     ptowsp_str_t value);

// Whether passes may be anchored on operations of this name ("any": on whatever may be).
bool ptowsp_anchor_takes(const ptowsp_op_t *op, ptowsp_str_t name);

struct ptowsp_pipeline {
  ptowsp_context_t *context;
  PTOWSP_VEC(ptowsp_pass_instance_t) passes;
};

// Whether a library's file ends before what it says it holds.
bool ptowsp_plugin_file_is_cut(const char *path);
bool ptowsp_plugin_symbol_is_function(const void *symbol);

// One run of a pipeline.
typedef struct {
  ptowsp_pipeline_t *pipeline;
  ptowsp_module_t *module;
  const ptowsp_pipeline_options_t *options;
  FILE *dump;
  double *times; // milliseconds, one a pass
  double verifier_ms;
  ptowsp_analyses_t *analyses;
  const char *running;        // the name of the pass; NULL: none
  ptowsp_buffer_t reproducer; // what reproduces this run
} ptowsp_pipeline_run_t;

// Writes the reports that the options ask for to `dump`.
void ptowsp_pipeline_report(const ptowsp_pipeline_run_t *run);

#endif
