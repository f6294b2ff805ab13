#include "targets.h"

#include <string.h>

#define PTOWSP_TARGET(ID, NAME, KIND, SUMMARY) extern const ptowsp_target_t ptowsp_target_##ID;
#define PTOWSP_TARGET_PLANNED(NAME, SUMMARY)
#include "ptowsp/targets.def"

static const ptowsp_target_info_t targets[] = {
#define PTOWSP_TARGET(ID, NAME, KIND, SUMMARY) \
  {NAME, PTOWSP_TARGET_##KIND, SUMMARY, &ptowsp_target_##ID},
#define PTOWSP_TARGET_PLANNED(NAME, SUMMARY) {NAME, PTOWSP_TARGET_TREE, SUMMARY, NULL},
#include "ptowsp/targets.def"
};

size_t target_count(void) { return PTOWSP_COUNTOF(targets); }

const ptowsp_target_info_t *target_at(size_t i) { return &targets[i]; }

const ptowsp_target_info_t *target_find(const char *name) {
  for (size_t i = 0; i < target_count(); i++)
    if (strcmp(targets[i].name, name) == 0) return &targets[i];
  return NULL;
}
