// What a pipeline is made of; for lib/pass alone.
#ifndef PTOWSP_PASS_INTERNAL_H
#define PTOWSP_PASS_INTERNAL_H

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
  const char *anchor;  // name of the functions it runs on; NULL: the module
  const char **values; // one text an option, interned; NULL: absent and without default
  ptowsp_statistics_t statistics;
};

// Whether the option takes a value.
bool ptowsp_pass_option_accepts(ptowsp_context_t *context, const ptowsp_pass_option_t *option,
                                const char *value);

struct ptowsp_pipeline {
  ptowsp_context_t *context;
  PTOWSP_VEC(ptowsp_pass_instance_t) passes;
};

#endif
