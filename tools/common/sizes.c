#include "sizes.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "ptowsp/pass.h"

bool sizes_add(const char *tool, sizes_t *sizes, const char *text) {
  const char *equals = strchr(text, '=');
  char *end = NULL;
  if (!equals || equals == text)
    return cli_usage_error(tool, "option '--size' takes NAME=N, not '%s'", text);
  errno = 0;
  long long value = strtoll(equals + 1, &end, 10);
  ptowsp_target_size_t size = {{text, (size_t)(equals - text)}, true, value, (double)value};
  if (end == equals + 1 || *end || errno) {
    size.is_integer = false;
    size.number = strtod(equals + 1, &end);
    if (end == equals + 1 || *end)
      return cli_usage_error(tool, "option '--size' takes NAME=N, a number, not '%s'", text);
  }
  for (size_t i = 0; i < sizes->size; i++)
    if (ptowsp_str_equal(sizes->data[i].name, size.name))
      return cli_usage_error(tool, "option '--size' names '%.*s' twice", (int)size.name.size,
                             size.name.data);
  ptowsp_vec_push(sizes, size);
  return true;
}

// ---------------------------------------------------------------- checks

static bool check_range(const char *tool, const ptowsp_op_t *workload, size_t parameter,
                        ptowsp_type_t type, const ptowsp_target_size_t *size) {
  if (ptowsp_type_is_float(type)) return true;
  if (!size->is_integer)
    return cli_usage_error(tool, "--size: '%.*s' takes an integer, not '%g'", (int)size->name.size,
                           size->name.data, size->number);
  unsigned width = ptowsp_type_is_index(type) ? 64 : ptowsp_type_width(type);
  bool no_sign = ptowsp_op_arg_is_unsigned(workload, parameter);
  int64_t most = width >= 64 ? INT64_MAX : (INT64_C(1) << (no_sign ? width : width - 1)) - 1;
  int64_t least = no_sign ? 0 : -most - 1;
  if (size->value >= least && size->value <= most) return true;
  return cli_usage_error(tool, "--size: '%.*s' takes a number from %lld to %lld, not '%lld'",
                         (int)size->name.size, size->name.data, (long long)least, (long long)most,
                         (long long)size->value);
}

// Looks for a name among a workload's scalar parameters; false after a usage error.
static bool find(const char *tool, const ptowsp_op_t *workload, const ptowsp_target_size_t *size,
                 bool *found) {
  ptowsp_block_t *body = ptowsp_op_body(workload);
  ptowsp_attr_t names = ptowsp_op_attr(workload, "arg_names");
  for (size_t i = 0; i < ptowsp_block_arg_count(body); i++) {
    ptowsp_type_t type = ptowsp_value_type(ptowsp_block_arg(body, i));
    bool is_number =
        ptowsp_type_is_index(type) || ptowsp_type_is_float(type) || ptowsp_type_is_integer(type);
    if (!is_number || ptowsp_type_width(type) > 64 ||
        !ptowsp_str_equal(ptowsp_attr_text(ptowsp_attr_at(names, i)), size->name))
      continue;
    *found = true;
    return check_range(tool, workload, i, type, size);
  }
  return true;
}

bool sizes_check(const char *tool, ptowsp_module_t *module, const char *workload,
                 const sizes_t *sizes) {
  for (size_t i = 0; i < sizes->size; i++) {
    const ptowsp_target_size_t *size = &sizes->data[i];
    bool found = false;
    ptowsp_block_each(ptowsp_module_body(module), op) {
      if (!ptowsp_op_is(op, PTOWSP_OP_WSP_WORKLOAD)) continue;
      if (workload && !ptowsp_str_is(ptowsp_op_symbol(op), workload)) continue;
      if (!find(tool, op, size, &found)) return false;
    }
    if (!found)
      return cli_usage_error(tool, "--size %.*s=%.17g: the workload has no scalar parameter '%.*s'",
                             (int)size->name.size, size->name.data, size->number,
                             (int)size->name.size, size->name.data);
  }
  return true;
}

// ---------------------------------------------------------------- binding

static bool is_variable(const ptowsp_value_t *value) {
  ptowsp_type_t type = ptowsp_value_type(value);
  return ptowsp_type_kind(type) == PTOWSP_TYPE_MEMREF && !ptowsp_type_has_static_shape(type);
}

// Part of a loop that doubles or halves its variable: what its tasks touch is only known of a
// number of rounds that is.
static bool is_power(const ptowsp_op_t *op) {
  bool shift = ptowsp_op_is(op, PTOWSP_OP_ARITH_SHLI) || ptowsp_op_is(op, PTOWSP_OP_ARITH_SHRSI);
  return shift && ptowsp_type_is_index(ptowsp_value_type(ptowsp_op_result(op, 0)));
}

// Stops at what depends on sizes. `workload` is the name of the one that is meant, or NULL.
static ptowsp_walk_t find_dependent(ptowsp_op_t *op, void *workload) {
  bool found = false;
  if (ptowsp_op_is(op, PTOWSP_OP_WSP_KERNEL) || ptowsp_op_is(op, PTOWSP_OP_WSP_WORKLOAD)) {
    ptowsp_block_t *body = ptowsp_op_body(op);
    for (size_t i = 0; i < ptowsp_block_arg_count(body); i++)
      found |= is_variable(ptowsp_block_arg(body, i));
    bool is_other = workload && ptowsp_op_is(op, PTOWSP_OP_WSP_WORKLOAD) &&
                    !ptowsp_str_is(ptowsp_op_symbol(op), workload);
    if (is_other && !found) return PTOWSP_WALK_SKIP;
  } else if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD) || ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE) ||
             is_power(op)) {
    const ptowsp_op_t *around = ptowsp_op_parent(op);
    while (around && !ptowsp_op_has_trait(around, PTOWSP_TRAIT_ISOLATED))
      around = ptowsp_op_parent(around);
    found = ptowsp_op_is(around, PTOWSP_OP_WSP_WORKLOAD);
  } else if (ptowsp_op_result_count(op) == 1) {
    found = is_variable(ptowsp_op_result(op, 0));
  }
  return found ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

// Whether a workload has an integer parameter of this name; `meant` is the one, or NULL.
static bool is_integer_parameter(ptowsp_module_t *module, const char *meant, ptowsp_str_t name) {
  ptowsp_block_each(ptowsp_module_body(module), op) {
    if (!ptowsp_op_is(op, PTOWSP_OP_WSP_WORKLOAD)) continue;
    if (meant && !ptowsp_str_is(ptowsp_op_symbol(op), meant)) continue;
    ptowsp_block_t *body = ptowsp_op_body(op);
    ptowsp_attr_t names = ptowsp_op_attr(op, "arg_names");
    for (size_t i = 0; i < ptowsp_block_arg_count(body); i++) {
      ptowsp_type_t type = ptowsp_value_type(ptowsp_block_arg(body, i));
      if ((ptowsp_type_is_integer(type) || ptowsp_type_is_index(type)) &&
          ptowsp_str_equal(ptowsp_attr_text(ptowsp_attr_at(names, i)), name))
        return true;
    }
  }
  return false;
}

bool sizes_bind(ptowsp_module_t *module, const char *workload, const sizes_t *sizes) {
  if (ptowsp_walk_pre(ptowsp_module_op(module), find_dependent, (void *)workload)) return true;
  ptowsp_buffer_t text = {0};
  ptowsp_buffer_puts(&text, "wsp-bind-sizes{");
  if (workload) ptowsp_buffer_printf(&text, "workload=%s ", workload);
  const char *before = "sizes=";
  for (size_t i = 0; i < sizes->size; i++) {
    if (!is_integer_parameter(module, workload, sizes->data[i].name)) continue;
    ptowsp_buffer_printf(&text, "%s%.*s=%lld", before, (int)sizes->data[i].name.size,
                         sizes->data[i].name.data, (long long)sizes->data[i].value);
    before = ",";
  }
  ptowsp_buffer_putc(&text, '}');
  ptowsp_pipeline_t *pipeline = ptowsp_pipeline_create(ptowsp_module_context(module));
  ptowsp_pipeline_options_t plain = {0};
  bool ok = ptowsp_pipeline_parse(pipeline, (ptowsp_str_t){text.data, text.size}) &&
            ptowsp_pipeline_run(pipeline, module, &plain);
  ptowsp_pipeline_destroy(pipeline);
  ptowsp_buffer_deinit(&text);
  return ok;
}
