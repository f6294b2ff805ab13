// The op tables as data, and the names of what they mention.
#include <string.h>

#include "ir_internal.h"

static const ptowsp_op_info_t infos[] = {
#define PTOWSP_OP(ID, NAME, OPERANDS, RESULTS, ATTRS, REGIONS, TRAITS, PIPE, FORMAT, SUMMARY) \
  {PTOWSP_OP_##ID, NAME,   OPERANDS,           RESULTS, ATTRS,                                \
   REGIONS,        TRAITS, PTOWSP_PIPE_##PIPE, FORMAT,  SUMMARY},
#include "ptowsp/ops.def"
#undef PTOWSP_OP
};

const ptowsp_op_info_t *ptowsp_op_info_by_id(ptowsp_op_id_t id) {
  return id < PTOWSP_OP_COUNT ? &infos[id] : NULL;
}

const ptowsp_op_info_t *ptowsp_op_info_by_name(ptowsp_str_t name) {
  for (size_t i = 0; i < PTOWSP_COUNTOF(infos); i++)
    if (ptowsp_str_is(name, infos[i].name)) return &infos[i];
  return NULL;
}

bool ptowsp_op_info_has_attr(const ptowsp_op_info_t *info, const char *attr) {
  size_t size = strlen(attr);
  for (const char *at = info->attrs; *at;) {
    if (strncmp(at, attr, size) == 0 && at[size] == ':') return true;
    at += strcspn(at, ",");
    at += strspn(at, ", ");
  }
  return false;
}

static const char *const pipe_names[PTOWSP_PIPE_COUNT] = {"none", "S",    "V",    "M",
                                                          "MTE1", "MTE2", "MTE3", "FIX"};

const char *ptowsp_pipe_name(ptowsp_pipe_t pipe) { return pipe_names[pipe]; }

bool ptowsp_pipe_parse(ptowsp_str_t name, ptowsp_pipe_t *out_pipe) {
  for (size_t i = PTOWSP_PIPE_S; i < PTOWSP_PIPE_COUNT; i++)
    if (ptowsp_str_is(name, pipe_names[i])) {
      *out_pipe = (ptowsp_pipe_t)i;
      return true;
    }
  return false;
}
