// What a pipeline is made of; for lib/pass alone.
#ifndef PTOWSP_PASS_INTERNAL_H
#define PTOWSP_PASS_INTERNAL_H

#include "ptowsp/pass.h"

struct ptowsp_pass_instance {
  const ptowsp_pass_info_t *info;
  const char **values; // one text an option, interned; NULL: absent and without default
};

struct ptowsp_pipeline {
  ptowsp_context_t *context;
  PTOWSP_VEC(ptowsp_pass_instance_t) passes;
};

#endif
