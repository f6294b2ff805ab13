// Dispatch policies and the task window: what a workload's directives may say.
#ifndef PTOWSP_POLICY_H
#define PTOWSP_POLICY_H

#include "ptowsp/ir.h"

#ifdef __cplusplus
extern "C" {
#endif

enum {
  PTOWSP_TASK_WINDOW_DEFAULT = 16384, // records, when the program does not say
  PTOWSP_TASK_WINDOW_MAX = 1 << 24,
};

// What a policy is asked: the scheduler of one task.
typedef struct {
  ptowsp_builder_t *builder; // before the task
  ptowsp_op_t *task;
  ptowsp_op_t *workload;
  int64_t n;       // schedulers
  const char *key; // NULL: none given
} ptowsp_policy_query_t;

// A policy: one constant of this type per file, one row in policies.def.
typedef struct {
  bool needs_key;
  // Builds the scheduler's number in [0, n), an index. NULL after an error.
  ptowsp_value_t *(*evaluate)(const ptowsp_policy_query_t *query);
} ptowsp_policy_t;

typedef struct {
  const char *name;
  const char *summary;
  const ptowsp_policy_t *policy; // NULL: in the contract, not built yet
} ptowsp_policy_info_t;

// Names may be spelled with - or _. NULL: no such policy.
const ptowsp_policy_info_t *ptowsp_policy_find(ptowsp_str_t name);

#ifdef __cplusplus
}
#endif

#endif
