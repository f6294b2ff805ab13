#include "arrays.h"

#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "ptowsp/extents.h"
#include "ptowsp/inputs.h"
#include "ptowsp/npy.h"

static parameter_t *find(const arrays_t *a, ptowsp_str_t name) {
  for (size_t i = 0; i < a->parameter_count; i++)
    if (ptowsp_str_is(name, a->parameters[i].check.name)) return &a->parameters[i];
  return NULL;
}

// ---------------------------------------------------------------- signature

static void declare(parameter_t *p, ptowsp_op_t *workload, size_t i, ptowsp_value_t *value) {
  ptowsp_attr_t names = ptowsp_op_attr(workload, "arg_names");
  ptowsp_attr_t access = ptowsp_op_attr(workload, "arg_access");
  p->check.name = names ? ptowsp_attr_text(ptowsp_attr_at(names, i)).data : "";
  p->check.type = ptowsp_value_type(value);
  p->check.is_unsigned = ptowsp_op_arg_is_unsigned(workload, i);
  p->is_array = ptowsp_type_kind(p->check.type) == PTOWSP_TYPE_MEMREF;
  p->is_output = !access || !ptowsp_str_is(ptowsp_attr_text(ptowsp_attr_at(access, i)), "in");
}

// The names an option uses must be arrays.
static bool check_names(const arrays_t *a, const bindings_t *list, const char *option) {
  for (size_t i = 0; i < list->size; i++) {
    ptowsp_str_t name = list->data[i].name;
    const parameter_t *p = find(a, name);
    if (p && p->is_array) continue;
    return cli_usage_error(run_tool, "--%s %.*s=%s: the workload has no array parameter '%.*s'",
                           option, (int)name.size, name.data, list->data[i].value, (int)name.size,
                           name.data);
  }
  return true;
}

// ---------------------------------------------------------------- sizes

// Finds sizes that are not given from the shapes of the files the arrays are read from.
static void infer_sizes(const arrays_t *a, ptowsp_op_t *workload, const settings_t *s,
                        ptowsp_symbols_t *symbols) {
  ptowsp_attr_t extents = ptowsp_op_attr(workload, "wsp.extents");
  for (size_t k = 0; extents && k < s->in.size; k++) {
    const parameter_t *p = find(a, s->in.data[k].name);
    int64_t shape[PTOWSP_NPY_MAX_RANK];
    size_t rank;
    if (!p || !ptowsp_npy_shape(s->in.data[k].value, shape, &rank) ||
        rank != ptowsp_type_rank(p->check.type))
      continue; // said when it is read
    ptowsp_attr_t map = ptowsp_attr_at(extents, (size_t)(p - a->parameters));
    for (size_t d = 0; d < rank; d++)
      if (ptowsp_type_shape(p->check.type)[d] == PTOWSP_DYNAMIC)
        ptowsp_extent_solve(map, d, symbols, shape[d]);
  }
}

// Gives every float parameter its value.
static bool bind_numbers(arrays_t *a, const settings_t *s) {
  for (size_t i = 0; i < a->parameter_count; i++) {
    ptowsp_check_param_t *param = &a->parameters[i].check;
    if (!ptowsp_type_is_float(param->type)) continue;
    size_t k = 0;
    while (k < s->sizes.size && !ptowsp_str_is(s->sizes.data[k].name, param->name)) k++;
    if (k == s->sizes.size)
      return cli_usage_error(run_tool, "parameter '%s' of the workload needs --size %s=N",
                             param->name, param->name);
    param->scalar = ptowsp_target_size_bits(&s->sizes.data[k], param->type);
  }
  return true;
}

// Gives every integer parameter its value: that of --size, or what the files' shapes say.
static bool bind_sizes(arrays_t *a, ptowsp_op_t *workload, const settings_t *s) {
  ptowsp_symbols_t symbols = ptowsp_symbols_create(workload);
  for (size_t i = 0; i < symbols.count; i++)
    for (size_t k = 0; k < s->sizes.size; k++)
      if (ptowsp_str_is(s->sizes.data[k].name, a->parameters[symbols.arguments[i]].check.name)) {
        symbols.known[i] = true;
        symbols.values[i] = s->sizes.data[k].value;
      }
  infer_sizes(a, workload, s, &symbols);
  bool ok = true;
  for (size_t i = 0; ok && i < symbols.count; i++) {
    ptowsp_check_param_t *param = &a->parameters[symbols.arguments[i]].check;
    param->scalar = symbols.values[i];
    ptowsp_target_size_t size = {ptowsp_str(param->name), true, symbols.values[i],
                                 (double)symbols.values[i]};
    ptowsp_vec_push(&a->sizes, size);
    if (!symbols.known[i])
      ok = cli_usage_error(run_tool, "parameter '%s' of the workload needs --size %s=N",
                           param->name, param->name);
  }
  ptowsp_symbols_destroy(&symbols);
  return ok && sizes_check(run_tool, ptowsp_op_module(workload), ptowsp_op_symbol(workload).data,
                           &a->sizes);
}

static bool has_values(ptowsp_type_t element) {
  if (ptowsp_type_is_float(element)) {
    ptowsp_float_kind_t kind = ptowsp_type_float_kind(element);
    return kind == PTOWSP_FLOAT_F16 || kind == PTOWSP_FLOAT_BF16 || kind == PTOWSP_FLOAT_F32 ||
           kind == PTOWSP_FLOAT_F64;
  }
  return ptowsp_type_is_index(element) ||
         (ptowsp_type_is_integer(element) && ptowsp_type_width(element) <= 64);
}

static bool measure(arrays_t *a, ptowsp_op_t *workload, parameter_t *p) {
  ptowsp_type_t type = p->check.type;
  if (!has_values(ptowsp_type_element(type))) {
    ptowsp_error(a->context, ptowsp_op_loc(workload),
                 "array '%s' has elements that a run cannot draw: use integers of up to 64 bits or "
                 "floats of 16, 32 or 64",
                 p->check.name);
    return false;
  }
  size_t count = 1;
  bool fits = ptowsp_type_has_static_shape(type);
  for (size_t d = 0; fits && d < ptowsp_type_rank(type); d++)
    fits = !__builtin_mul_overflow(count, (size_t)ptowsp_type_shape(type)[d], &count);
  size_t bytes;
  if (fits &&
      !__builtin_mul_overflow(count, ptowsp_type_bytes(ptowsp_type_element(type)), &bytes)) {
    p->count = count;
    p->bytes = bytes;
    return true;
  }
  ptowsp_error(a->context, ptowsp_op_loc(workload), "array '%s' has no size a run can give it",
               p->check.name);
  return false;
}

int arrays_declare(arrays_t *a, ptowsp_op_t *workload, const settings_t *s) {
  ptowsp_block_t *body = ptowsp_op_body(workload);
  *a = (arrays_t){.context = ptowsp_op_context(workload)};
  a->parameter_count = ptowsp_block_arg_count(body);
  a->parameters = ptowsp_calloc(a->parameter_count + 1, sizeof(parameter_t));
  for (size_t i = 0; i < a->parameter_count; i++) {
    declare(&a->parameters[i], workload, i, ptowsp_block_arg(body, i));
    parameter_t *p = &a->parameters[i];
    if (!p->is_array && !has_values(p->check.type)) {
      ptowsp_error(a->context, ptowsp_op_loc(workload),
                   "parameter '%s' is neither an array nor a number of up to 64 bits",
                   p->check.name);
      return CLI_INPUT_ERROR;
    }
  }
  bool ok = check_names(a, &s->in, "in") && check_names(a, &s->out, "out") &&
            check_names(a, &s->expect, "expect") &&
            sizes_check(run_tool, ptowsp_op_module(workload), ptowsp_op_symbol(workload).data,
                        &s->sizes) &&
            bind_numbers(a, s) && bind_sizes(a, workload, s);
  return ok ? CLI_OK : CLI_USAGE;
}

bool arrays_measure(arrays_t *a, ptowsp_op_t *workload) {
  ptowsp_block_t *body = ptowsp_op_body(workload);
  for (size_t i = 0; i < a->parameter_count; i++) {
    a->parameters[i].check.type = ptowsp_value_type(ptowsp_block_arg(body, i));
    if (a->parameters[i].is_array && !measure(a, workload, &a->parameters[i])) return false;
  }
  return true;
}

int64_t *arrays_sizes(const arrays_t *a) {
  int64_t *sizes = ptowsp_calloc(a->parameter_count + 1, sizeof(int64_t));
  for (size_t i = 0; i < a->parameter_count; i++) sizes[i] = a->parameters[i].check.scalar;
  return sizes;
}

ptowsp_check_param_t *arrays_check_params(const arrays_t *a) {
  ptowsp_check_param_t *params = ptowsp_calloc(a->parameter_count + 1, sizeof(*params));
  for (size_t i = 0; i < a->parameter_count; i++) params[i] = a->parameters[i].check;
  return params;
}

// ---------------------------------------------------------------- contents

static const char *dtype_of(const arrays_t *a, const parameter_t *p) {
  const char *dtype = ptowsp_npy_dtype(ptowsp_type_element(p->check.type), p->check.is_unsigned);
  if (!dtype)
    ptowsp_error(a->context, PTOWSP_LOC_UNKNOWN, "array '%s': .npy has no type for its elements",
                 p->check.name);
  return dtype;
}

static bool read_npy(const arrays_t *a, const parameter_t *p, const char *path, void *data) {
  const char *dtype = dtype_of(a, p);
  return dtype && ptowsp_npy_read(a->context, path, dtype, ptowsp_type_shape(p->check.type),
                                  ptowsp_type_rank(p->check.type), data, p->bytes);
}

static bool fill(const arrays_t *a, const parameter_t *p, const settings_t *s, void *data) {
  for (size_t i = 0; i < s->in.size; i++)
    if (ptowsp_str_is(s->in.data[i].name, p->check.name))
      return read_npy(a, p, s->in.data[i].value, data);
  ptowsp_inputs_fill(s->seed, p->check.name, ptowsp_type_element(p->check.type),
                     p->check.is_unsigned, data, p->count);
  return true;
}

enum { LARGE_PAGE = 2 << 20, LARGE_ARRAY = 2 * LARGE_PAGE };

// A run's arrays may be large: not getting them is the program's error, not ours.
static void *allocate(const arrays_t *a, const ptowsp_buffer_info_t *info) {
  size_t bytes = ptowsp_type_bytes(ptowsp_type_element(info->type));
  bool fits = true;
  for (size_t d = 0; fits && d < ptowsp_type_rank(info->type); d++)
    fits = !__builtin_mul_overflow(bytes, (size_t)ptowsp_type_shape(info->type)[d], &bytes);
  // Lines of 64 bytes, as the machine's arrays have them; the kernels' vectors like it too.
  void *data = NULL;
  size_t align = bytes >= LARGE_ARRAY ? LARGE_PAGE : 64;
  if (fits && bytes < SIZE_MAX / 2) data = aligned_alloc(align, (bytes + align) / align * align);
  // Large pages where the host has them: a kernel walks through many at once.
  if (data && bytes >= LARGE_ARRAY) madvise(data, bytes, MADV_HUGEPAGE);
  if (!data)
    ptowsp_error(a->context, info->loc, "there is no memory for array '%s'", info->name);
  else
    memset(data, 0, bytes);
  return data;
}

bool arrays_fill(arrays_t *a, const ptowsp_expansion_t *expansion, const settings_t *s) {
  a->buffer_count = ptowsp_expansion_buffer_count(expansion);
  a->data = ptowsp_calloc(a->buffer_count + 1, sizeof(void *));
  bool ok = true;
  for (size_t i = 0; i < a->buffer_count; i++) {
    const ptowsp_buffer_info_t *info = ptowsp_expansion_buffer(expansion, i);
    a->data[i] = allocate(a, info);
    if (!a->data[i]) return false;
    if (info->parameter >= 0) ok &= fill(a, &a->parameters[info->parameter], s, a->data[i]);
  }
  return ok;
}

// Arrays of parameters are the first buffers, in the order of the parameters.
static void *data_of(const arrays_t *a, const parameter_t *p) {
  size_t number = 0;
  for (const parameter_t *q = a->parameters; q < p; q++) number += q->is_array;
  return a->data[number];
}

void arrays_copy_for_serial(arrays_t *a) {
  a->serial = ptowsp_calloc(a->parameter_count + 1, sizeof(void *));
  for (size_t i = 0; i < a->parameter_count; i++) {
    const parameter_t *p = &a->parameters[i];
    if (!p->is_array) continue;
    a->serial[i] = ptowsp_malloc(p->bytes + 1);
    memcpy(a->serial[i], data_of(a, p), p->bytes);
  }
}

bool arrays_write(const arrays_t *a, ptowsp_str_t name, outputs_t *outputs, int output) {
  const parameter_t *p = find(a, name);
  const char *dtype = dtype_of(a, p);
  if (!dtype) return false;
  ptowsp_buffer_t header = {0};
  ptowsp_npy_header(&header, dtype, ptowsp_type_shape(p->check.type),
                    ptowsp_type_rank(p->check.type));
  bool ok = outputs_write(outputs, output, header.data, header.size) &&
            outputs_write(outputs, output, data_of(a, p), p->bytes);
  ptowsp_buffer_deinit(&header);
  return ok;
}

// ---------------------------------------------------------------- comparison

static void describe(const ptowsp_check_worst_t *worst, double factor, ptowsp_buffer_t *out) {
  ptowsp_buffer_printf(out, "%s is %s, expected %s", worst->place, worst->got, worst->expected);
  if (factor > 0) ptowsp_buffer_printf(out, " (tolerance %g)", factor);
  ptowsp_buffer_printf(out, "; %llu element%s differ%s", (unsigned long long)worst->mismatches,
                       worst->mismatches == 1 ? "" : "s", worst->mismatches == 1 ? "s" : "");
}

int arrays_check(const arrays_t *a, const double *factors, ptowsp_buffer_t *text,
                 ptowsp_buffer_t *out_worst) {
  int status = CLI_OK;
  for (size_t i = 0; i < a->parameter_count; i++) {
    const parameter_t *p = &a->parameters[i];
    ptowsp_check_worst_t worst;
    if (!p->is_array ||
        ptowsp_check_compare(&p->check, data_of(a, p), a->serial[i], factors[i], &worst))
      continue;
    status = CLI_MISMATCH;
    ptowsp_buffer_puts(text, "check: FAILED: ");
    describe(&worst, factors[i], text);
    ptowsp_buffer_putc(text, '\n');
    if (!out_worst->size) describe(&worst, factors[i], out_worst);
  }
  if (status == CLI_OK) ptowsp_buffer_puts(text, "check: ok\n");
  return status;
}

int arrays_expect(const arrays_t *a, const double *factors, const settings_t *s,
                  ptowsp_buffer_t *text) {
  int status = CLI_OK;
  for (size_t i = 0; i < s->expect.size; i++) {
    const parameter_t *p = find(a, s->expect.data[i].name);
    void *expected = ptowsp_malloc(p->bytes + 1);
    ptowsp_check_worst_t worst;
    double factor = factors[p - a->parameters];
    if (!read_npy(a, p, s->expect.data[i].value, expected)) {
      free(expected);
      return CLI_INPUT_ERROR;
    }
    ptowsp_buffer_printf(text, "expect %s: ", p->check.name);
    if (ptowsp_check_compare(&p->check, data_of(a, p), expected, factor, &worst)) {
      ptowsp_buffer_puts(text, "ok\n");
    } else {
      status = CLI_MISMATCH;
      ptowsp_buffer_puts(text, "FAILED: ");
      describe(&worst, factor, text);
      ptowsp_buffer_putc(text, '\n');
    }
    free(expected);
  }
  return status;
}

void arrays_deinit(arrays_t *a) {
  for (size_t i = 0; a->data && i < a->buffer_count; i++) free(a->data[i]);
  for (size_t i = 0; a->serial && i < a->parameter_count; i++) free(a->serial[i]);
  free(a->data);
  free(a->serial);
  free(a->parameters);
  ptowsp_vec_deinit(&a->sizes);
}
