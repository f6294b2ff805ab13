// The registry: one row of passes.def a pass.
#include "ptowsp/pass.h"

#define PTOWSP_PASS(ID, NAME, SUMMARY) extern const ptowsp_pass_t ptowsp_pass_##ID;
#define PTOWSP_PASS_PLANNED(NAME, SUMMARY)
#include "ptowsp/passes.def"

static const ptowsp_pass_info_t infos[] = {
#define PTOWSP_PASS(ID, NAME, SUMMARY) {NAME, SUMMARY, &ptowsp_pass_##ID},
#define PTOWSP_PASS_PLANNED(NAME, SUMMARY) {NAME, SUMMARY, NULL},
#include "ptowsp/passes.def"
};

size_t ptowsp_pass_count(void) { return PTOWSP_COUNTOF(infos); }

const ptowsp_pass_info_t *ptowsp_pass_at(size_t i) { return &infos[i]; }

const ptowsp_pass_info_t *ptowsp_pass_find(ptowsp_str_t name) {
  for (size_t i = 0; i < PTOWSP_COUNTOF(infos); i++)
    if (ptowsp_str_is(name, infos[i].name)) return &infos[i];
  return NULL;
}
