// The table of targets (targets.def) with what is built of it.
#ifndef PTOWSP_TRANSLATE_TARGETS_H
#define PTOWSP_TRANSLATE_TARGETS_H

#include "ptowsp/target.h"

size_t target_count(void);
const ptowsp_target_info_t *target_at(size_t i);
// NULL: no such target.
const ptowsp_target_info_t *target_find(const char *name);

#endif
