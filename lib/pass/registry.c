// The registry: one row of passes.def a pass.
#include <stdlib.h>

#include "ptowsp/pass.h"

#define PTOWSP_PASS(ID, NAME, SUMMARY) extern const ptowsp_pass_t ptowsp_pass_##ID;
#define PTOWSP_PASS_PLANNED(NAME, SUMMARY)
#include "ptowsp/passes.def"

static const ptowsp_pass_info_t infos[] = {
#define PTOWSP_PASS(ID, NAME, SUMMARY) {NAME, SUMMARY, &ptowsp_pass_##ID},
#define PTOWSP_PASS_PLANNED(NAME, SUMMARY) {NAME, SUMMARY, NULL},
#include "ptowsp/passes.def"
};

// The passes added to a context hang off it under the table's address.
typedef struct {
  PTOWSP_VEC(const ptowsp_pass_info_t *) rows;
} added_t;

static const added_t *added_to(const ptowsp_context_t *context) {
  static const added_t none = {0};
  const added_t *added = ptowsp_context_slot(context, infos);
  return added ? added : &none;
}

static void destroy_added(void *object) {
  added_t *added = object;
  ptowsp_vec_deinit(&added->rows);
  free(added);
}

void ptowsp_context_add_pass(ptowsp_context_t *context, const ptowsp_pass_info_t *row) {
  added_t *added = ptowsp_context_slot(context, infos);
  if (!added) {
    added = ptowsp_calloc(1, sizeof *added);
    ptowsp_context_set_slot(context, infos, added);
    ptowsp_context_keep(context, added, destroy_added);
  }
  ptowsp_vec_push(&added->rows, row);
}

size_t ptowsp_pass_count(const ptowsp_context_t *context) {
  return PTOWSP_COUNTOF(infos) + added_to(context)->rows.size;
}

const ptowsp_pass_info_t *ptowsp_pass_at(const ptowsp_context_t *context, size_t i) {
  size_t built_in = PTOWSP_COUNTOF(infos);
  return i < built_in ? &infos[i] : added_to(context)->rows.data[i - built_in];
}

const ptowsp_pass_info_t *ptowsp_pass_find(const ptowsp_context_t *context, ptowsp_str_t name) {
  for (size_t i = 0; i < ptowsp_pass_count(context); i++) {
    const ptowsp_pass_info_t *info = ptowsp_pass_at(context, i);
    if (ptowsp_str_is(name, info->name)) return info;
  }
  return NULL;
}
