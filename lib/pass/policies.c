// The table of dispatch policies, from policies.def.
#include "ptowsp/policy.h"

#define PTOWSP_POLICY(ID, SUMMARY) extern const ptowsp_policy_t ptowsp_policy_##ID;
#define PTOWSP_POLICY_PLANNED(ID, SUMMARY)
#include "ptowsp/policies.def"

static const ptowsp_policy_info_t policies[] = {
#define PTOWSP_POLICY(ID, SUMMARY) {#ID, SUMMARY, &ptowsp_policy_##ID},
#define PTOWSP_POLICY_PLANNED(ID, SUMMARY) {#ID, SUMMARY, NULL},
#include "ptowsp/policies.def"
};

static bool same_name(ptowsp_str_t given, const char *name) {
  size_t i = 0;
  for (; i < given.size && name[i]; i++)
    if (given.data[i] != name[i] && !(given.data[i] == '-' && name[i] == '_')) return false;
  return i == given.size && !name[i];
}

const ptowsp_policy_info_t *ptowsp_policy_find(ptowsp_str_t name) {
  for (size_t i = 0; i < PTOWSP_COUNTOF(policies); i++)
    if (same_name(name, policies[i].name)) return &policies[i];
  return NULL;
}
