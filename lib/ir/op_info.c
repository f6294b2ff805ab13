// The op tables as data, and the names of what they mention.
#include <string.h>

#include "context_internal.h"

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

const ptowsp_op_info_t *ptowsp_op_info_find(const ptowsp_context_t *context, ptowsp_str_t name) {
  for (size_t i = 0; i < context->ops.size; i++)
    if (ptowsp_str_is(name, context->ops.data[i]->info.name)) return &context->ops.data[i]->info;
  return ptowsp_op_info_by_name(name);
}

const ptowsp_op_info_t *ptowsp_op_info_at(const ptowsp_context_t *context, size_t i) {
  if (i < PTOWSP_OP_COUNT) return &infos[i];
  i -= PTOWSP_OP_COUNT;
  return i < context->ops.size ? &context->ops.data[i]->info : NULL;
}

void ptowsp_context_add_op(ptowsp_context_t *context, const ptowsp_op_info_t *row,
                           const ptowsp_op_hooks_t *hooks) {
  added_op_t *op = PTOWSP_ARENA_NEW(context->arena, added_op_t, 1);
  op->info = *row;
  op->info.id = (ptowsp_op_id_t)(PTOWSP_OP_UNREGISTERED + 1 + context->ops.size);
  if (hooks) op->hooks = *hooks;
  ptowsp_vec_push(&context->ops, op);
}

const ptowsp_op_info_t *ptowsp_op_info_added(const ptowsp_context_t *context, ptowsp_op_id_t id,
                                             const char *name) {
  if (id > PTOWSP_OP_UNREGISTERED) return &context->ops.data[id - PTOWSP_OP_UNREGISTERED - 1]->info;
  for (size_t i = 0; name && i < context->ops.size; i++)
    if (strcmp(name, context->ops.data[i]->info.name) == 0) return &context->ops.data[i]->info;
  return NULL;
}

void ptowsp_op_info_offer(const ptowsp_context_t *context, ptowsp_nearest_t *nearest) {
  for (size_t i = 0; i < PTOWSP_COUNTOF(infos); i++) ptowsp_nearest_offer(nearest, infos[i].name);
  for (size_t i = 0; i < context->ops.size; i++)
    ptowsp_nearest_offer(nearest, context->ops.data[i]->info.name);
}

// A name that only lacks its dialect is that op, if it is one's alone.
void ptowsp_op_info_offer_bare(ptowsp_nearest_t *nearest, const char *dialect) {
  size_t prefix = dialect ? strlen(dialect) : 0;
  const char *whole = NULL;
  bool several = false;
  for (size_t i = 0; i < PTOWSP_COUNTOF(infos); i++) {
    const char *dot = strchr(infos[i].name, '.');
    if (prefix && strncmp(infos[i].name, dialect, prefix) == 0)
      ptowsp_nearest_offer(nearest, infos[i].name + prefix);
    if (!dot || !ptowsp_str_is(nearest->word, dot + 1)) continue;
    several = whole != NULL;
    whole = infos[i].name;
  }
  if (!whole || several) return;
  nearest->best = whole;
  nearest->tie = false;
}

size_t ptowsp_op_info_id_end(const ptowsp_context_t *context) {
  return PTOWSP_OP_UNREGISTERED + 1 + context->ops.size;
}

static const ptowsp_op_hooks_t *hooks_of(const ptowsp_op_t *op) {
  const ptowsp_context_t *context = op->module->context;
  return &context->ops.data[op->info->id - PTOWSP_OP_UNREGISTERED - 1]->hooks;
}

void ptowsp_op_verify_added(ptowsp_op_t *op) {
  if (hooks_of(op)->verify) hooks_of(op)->verify(op);
}

bool ptowsp_op_fold_added(ptowsp_op_t *op, ptowsp_fold_t *out_fold) {
  return hooks_of(op)->fold && hooks_of(op)->fold(op, out_fold);
}

ptowsp_rewrite_t ptowsp_op_canonicalize(ptowsp_op_t *op) {
  bool added = op->info && op->info->id > PTOWSP_OP_UNREGISTERED;
  return added && hooks_of(op)->canonicalize ? hooks_of(op)->canonicalize(op) : PTOWSP_REWRITE_NONE;
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
