// wsp-bind-sizes: gives workloads their sizes; variable extents become constant.
//
//   wsp.workload @w(%N, %A: memref<?xf32>)          wsp.workload @w(%N, %A: memref<64xf32>)
//       {wsp.extents = [unit, …(s0)]}                 %c64 = arith.constant 64 : i32
//     %a = wsp.at %A[%c0] : … to memref<?x…>    →     %a = wsp.at %A[%c0] : … to memref<64x…>
//     wsp.task @k(%N, %a)                             wsp.task @k(%c64, %a)
//
// `sizes=N=64,M=32` names integer parameters of workloads. Kernels with variable extents follow
// from the numbers their tasks pass: a kernel called with several sizes is copied for each, one
// that no task calls is dropped. A task whose sizes change with its loops, as at the end of an
// array that the tiles do not divide, becomes one for each under an scf.if. Numbers on which all
// tasks of a kernel agree are known in it. What is variable then is an error that says what is
// missing; so no pass behind this one meets a "?" in the shape of a parameter or local array.
// Needs nothing.
#include <stdlib.h>
#include <string.h>

#include "bind/bind.h"
#include "cut_loops.h"
#include "ptowsp/analysis.h"
#include "ptowsp/fold.h"
#include "ptowsp/pass.h"
#include "ptowsp/values.h"

static const ptowsp_pass_option_t options[] = {
    {"sizes", PTOWSP_OPTION_SIZES, NULL, NULL, "values of integer parameters"},
    {"workload", PTOWSP_OPTION_STRING, NULL, NULL,
     "the workload that is meant; others are dropped if their extents stay variable"},
};

typedef struct {
  ptowsp_str_t name;
  int64_t value;
  bool used;
} size_value_t;

typedef PTOWSP_VEC(size_value_t) sizes_t;

// One set of sizes that tasks call a kernel with.
typedef struct {
  ptowsp_op_t *kernel; // with variable extents
  int64_t *values;     // of its symbols, where needed
  ptowsp_op_t *bound;  // the kernel for these sizes
  PTOWSP_VEC(ptowsp_op_t *) tasks;
} variant_t;

typedef struct {
  ptowsp_pass_run_t *run;
  ptowsp_context_t *context;
  PTOWSP_VEC(variant_t) variants;
} bind_t;

// ---------------------------------------------------------------- the option

static void read_sizes(const ptowsp_pass_run_t *run, sizes_t *out) {
  for (size_t i = 0; i < ptowsp_pass_option_count(run, "sizes"); i++) {
    ptowsp_str_t text = ptowsp_pass_option_text_at(run, "sizes", i);
    size_t name = (size_t)((const char *)memchr(text.data, '=', text.size) - text.data);
    size_value_t size = {{text.data, name}, ptowsp_pass_option_int_at(run, "sizes", i), false};
    ptowsp_vec_push(out, size);
  }
}

// ---------------------------------------------------------------- functions

static ptowsp_str_t argument_name(const ptowsp_op_t *function, size_t i) {
  ptowsp_attr_t names = ptowsp_op_attr(function, "arg_names");
  return ptowsp_attr_text(ptowsp_attr_at(names, i));
}

static ptowsp_attr_t extents_of(const ptowsp_op_t *function, size_t argument) {
  ptowsp_attr_t list = ptowsp_op_attr(function, "wsp.extents");
  bool has =
      list && ptowsp_attr_kind(list) == PTOWSP_ATTR_ARRAY && argument < ptowsp_attr_count(list);
  return has ? ptowsp_attr_at(list, argument) : NULL;
}

static bool is_variable(ptowsp_type_t type) {
  return ptowsp_type_kind(type) == PTOWSP_TYPE_MEMREF && !ptowsp_type_is_unranked(type) &&
         !ptowsp_type_has_static_shape(type);
}

static ptowsp_walk_t find_variable(ptowsp_op_t *op, void *data) {
  (void)data;
  bool found = ptowsp_op_is_alloc(op) && is_variable(ptowsp_value_type(ptowsp_op_result(op, 0)));
  return found ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

static bool has_variable_extents(ptowsp_op_t *function) {
  ptowsp_block_t *body = ptowsp_op_body(function);
  for (size_t i = 0; i < ptowsp_block_arg_count(body); i++)
    if (is_variable(ptowsp_value_type(ptowsp_block_arg(body, i)))) return true;
  return !ptowsp_walk_pre(function, find_variable, NULL);
}

// The same memref type with other extents; strides follow the new ones if it had any.
static ptowsp_type_t with_shape(ptowsp_type_t type, const int64_t *shape) {
  size_t rank = ptowsp_type_rank(type);
  ptowsp_attr_t layout = ptowsp_type_layout(type);
  ptowsp_context_t *context = ptowsp_type_context(type);
  if (layout && ptowsp_attr_kind(layout) == PTOWSP_ATTR_STRIDED && rank) {
    int64_t *strides = ptowsp_calloc(rank, sizeof(int64_t)), known = 1;
    for (size_t i = rank; i-- > 0;) {
      int64_t given = ptowsp_attr_strided_stride(layout, i);
      strides[i] = given == PTOWSP_DYNAMIC ? known : given;
      if (__builtin_mul_overflow(strides[i], shape[i], &known)) known = PTOWSP_DYNAMIC;
    }
    layout = ptowsp_attr_strided(context, strides, rank, ptowsp_attr_strided_offset(layout));
    free(strides);
  }
  return ptowsp_type_memref(context, shape, rank, ptowsp_type_element(type), layout,
                            ptowsp_type_space(type));
}

// ---------------------------------------------------------------- binding one function

static ptowsp_walk_t fold_op(ptowsp_op_t *op, void *data) {
  (void)data;
  ptowsp_fold_t fold = {0};
  if (ptowsp_op_result_count(op) != 1 || ptowsp_op_is(op, PTOWSP_OP_ARITH_CONSTANT) ||
      !ptowsp_op_fold(op, &fold))
    return PTOWSP_WALK_ADVANCE;
  if (fold.constant) {
    ptowsp_builder_t b = ptowsp_builder_before(op);
    fold.value = ptowsp_build_constant(&b, fold.constant);
  }
  ptowsp_value_replace_all(ptowsp_op_result(op, 0), fold.value);
  return PTOWSP_WALK_ADVANCE;
}

static void replace_argument(ptowsp_value_t *argument, int64_t value) {
  if (!ptowsp_value_has_uses(argument)) return;
  ptowsp_block_t *body = ptowsp_value_block(argument);
  ptowsp_builder_t b = ptowsp_builder_before(ptowsp_block_first(body));
  b.loc = ptowsp_value_loc(argument);
  ptowsp_type_t type = ptowsp_value_type(argument);
  ptowsp_attr_t attr = ptowsp_attr_integer(ptowsp_type_context(type), value, type);
  ptowsp_value_replace_all(argument, ptowsp_build_constant(&b, attr));
}

static bool refuse_size(const bind_t *t, ptowsp_loc_t loc, ptowsp_str_t name) {
  ptowsp_error(t->context, loc, "'%.*s' has more than 2^40 elements with these sizes",
               (int)name.size, name.data);
  return false;
}

// The shape of an array argument; false after an error.
static bool argument_shape(const bind_t *t, ptowsp_op_t *function, size_t argument,
                           const ptowsp_symbols_t *symbols, int64_t *out_shape) {
  ptowsp_value_t *value = ptowsp_block_arg(ptowsp_op_body(function), argument);
  ptowsp_type_t type = ptowsp_value_type(value);
  ptowsp_str_t name = argument_name(function, argument);
  ptowsp_loc_t loc = ptowsp_value_loc(value);
  for (size_t i = 0; i < ptowsp_type_rank(type); i++) {
    out_shape[i] = ptowsp_type_shape(type)[i];
    if (out_shape[i] != PTOWSP_DYNAMIC) continue;
    ptowsp_extent_t extent = ptowsp_extent(extents_of(function, argument), i, symbols);
    if (extent.status == PTOWSP_EXTENT_MISSING) {
      ptowsp_str_t size = argument_name(function, symbols->arguments[extent.symbol]);
      ptowsp_error(t->context, loc, "the extents of '%.*s' depend on '%.*s': give --size %.*s=N",
                   (int)name.size, name.data, (int)size.size, size.data, (int)size.size, size.data);
      return false;
    }
    if (extent.status == PTOWSP_EXTENT_INVALID) {
      ptowsp_error(t->context, loc, "extent %zu of '%.*s' cannot be computed", i, (int)name.size,
                   name.data);
      return false;
    }
    if (extent.value < 1) {
      ptowsp_error(t->context, loc,
                   "extent %zu of '%.*s' is %lld with these sizes; it must be at least 1", i,
                   (int)name.size, name.data, (long long)extent.value);
      return false;
    }
    out_shape[i] = extent.value;
  }
  return ptowsp_shape_is_held(out_shape, ptowsp_type_rank(type)) || refuse_size(t, loc, name);
}

static bool bind_arguments(const bind_t *t, ptowsp_op_t *function,
                           const ptowsp_symbols_t *symbols) {
  ptowsp_block_t *body = ptowsp_op_body(function);
  size_t count = ptowsp_block_arg_count(body);
  ptowsp_type_t *types = ptowsp_calloc(count + 1, sizeof(*types));
  bool ok = true;
  for (size_t i = 0; i < count; i++) {
    ptowsp_value_t *argument = ptowsp_block_arg(body, i);
    types[i] = ptowsp_value_type(argument);
    if (!is_variable(types[i])) continue;
    int64_t *shape = ptowsp_calloc(ptowsp_type_rank(types[i]) + 1, sizeof(int64_t));
    if (argument_shape(t, function, i, symbols, shape)) {
      types[i] = with_shape(types[i], shape);
      ptowsp_value_set_type(argument, types[i]);
    } else {
      ok = false;
    }
    free(shape);
  }
  for (size_t s = 0; s < symbols->count; s++)
    if (symbols->known[s])
      replace_argument(ptowsp_block_arg(body, symbols->arguments[s]), symbols->values[s]);
  ptowsp_type_t type = ptowsp_type_function(t->context, types, count, NULL, 0);
  free(types);
  if (!ok) return false;
  ptowsp_op_set_attr(function, "function_type", ptowsp_attr_type(t->context, type));
  ptowsp_op_set_attr(function, "wsp.extents", NULL);
  ptowsp_walk_post(function, fold_op, NULL);
  ptowsp_stop_loops(function); // a step may turn out to be none
  return true;
}

// ---------------------------------------------------------------- local arrays

typedef PTOWSP_VEC(ptowsp_op_t *) ops_t;

static ptowsp_walk_t list_variable(ptowsp_op_t *op, void *data) {
  if (find_variable(op, NULL) == PTOWSP_WALK_INTERRUPT) ptowsp_vec_push((ops_t *)data, op);
  return PTOWSP_WALK_ADVANCE;
}

// The allocation again, with its sizes in its type; false after an error.
static bool bind_allocation(const bind_t *t, ptowsp_op_t *op) {
  ptowsp_value_t *old = ptowsp_op_result(op, 0);
  ptowsp_type_t type = ptowsp_value_type(old);
  const char *name = ptowsp_memref_name(old);
  size_t rank = ptowsp_type_rank(type), next = 0;
  int64_t *shape = ptowsp_calloc(rank + 1, sizeof(int64_t));
  bool ok = true;
  for (size_t i = 0; ok && i < rank; i++) {
    shape[i] = ptowsp_type_shape(type)[i];
    if (shape[i] != PTOWSP_DYNAMIC) continue;
    ok = ptowsp_value_constant(ptowsp_op_operand(op, next++), &shape[i]);
    if (!ok) {
      ptowsp_error(t->context, ptowsp_op_loc(op),
                   "extent %zu of '%s' is not known: it may depend on sizes, not on loop variables "
                   "or data; declare the array as large as it gets",
                   i, name);
    } else if (shape[i] < 1) {
      ptowsp_error(t->context, ptowsp_op_loc(op),
                   "extent %zu of '%s' is %lld with these sizes; it must be at least 1", i, name,
                   (long long)shape[i]);
      ok = false;
    }
  }
  if (ok && !ptowsp_shape_is_held(shape, rank))
    ok = refuse_size(t, ptowsp_op_loc(op), ptowsp_str(name));
  if (ok) {
    ptowsp_op_set_operands(op, NULL, 0);
    const int32_t segments[] = {0, 0};
    ptowsp_op_set_attr(op, "operandSegmentSizes", ptowsp_attr_i32_array(t->context, segments, 2));
    ptowsp_value_set_type(old, with_shape(type, shape));
  }
  free(shape);
  return ok;
}

static bool bind_allocations(const bind_t *t, ptowsp_op_t *function) {
  ops_t found = {0};
  bool ok = true;
  ptowsp_walk_pre(function, list_variable, &found);
  for (size_t i = 0; i < found.size; i++) ok &= bind_allocation(t, found.data[i]);
  ptowsp_vec_deinit(&found);
  return ok;
}

// ---------------------------------------------------------------- kernels and their tasks

enum { MAX_VISITS = 4096 };

// Marks the integer arguments that a value is computed from; all of them if that is too long to
// follow.
static void need_value(const ptowsp_symbols_t *symbols, bool *needed, ptowsp_value_t *value,
                       unsigned *visits) {
  if (++*visits > MAX_VISITS) {
    for (size_t s = 0; s < symbols->count; s++) needed[s] = true;
    return;
  }
  ptowsp_op_t *op = ptowsp_value_op(value);
  for (size_t i = 0; op && i < ptowsp_op_operand_count(op); i++)
    need_value(symbols, needed, ptowsp_op_operand(op, i), visits);
  if (op) return;
  ptowsp_op_t *around = ptowsp_block_op(ptowsp_value_block(value));
  size_t symbol = ptowsp_op_has_trait(around, PTOWSP_TRAIT_FUNCTION)
                      ? ptowsp_symbols_find(symbols, ptowsp_value_index(value))
                      : SIZE_MAX;
  if (symbol != SIZE_MAX) needed[symbol] = true;
}

// Which integer arguments of a kernel its extents depend on.
static void find_needed(ptowsp_op_t *kernel, const ptowsp_symbols_t *symbols, bool *needed) {
  ptowsp_block_t *body = ptowsp_op_body(kernel);
  ptowsp_symbols_t probe = ptowsp_symbols_create(kernel);
  for (size_t i = 0; i < ptowsp_block_arg_count(body); i++) {
    ptowsp_type_t type = ptowsp_value_type(ptowsp_block_arg(body, i));
    for (size_t d = 0; is_variable(type) && d < ptowsp_type_rank(type); d++) {
      memset(probe.known, 0, probe.count * sizeof(bool));
      for (;;) {
        ptowsp_extent_t extent = ptowsp_extent(extents_of(kernel, i), d, &probe);
        if (extent.status != PTOWSP_EXTENT_MISSING) break;
        needed[extent.symbol] = probe.known[extent.symbol] = true;
      }
    }
  }
  ptowsp_symbols_destroy(&probe);
  ops_t found = {0};
  unsigned visits = 0;
  ptowsp_walk_pre(kernel, list_variable, &found);
  for (size_t i = 0; i < found.size; i++)
    for (size_t k = 0; k < ptowsp_op_operand_count(found.data[i]); k++)
      need_value(symbols, needed, ptowsp_op_operand(found.data[i], k), &visits);
  ptowsp_vec_deinit(&found);
}

enum { MAX_SIZES = 16 }; // of one task

// What a task passes for the needed symbols (0 for others), one set for each way its loops go;
// false after an error.
static bool read_task(const bind_t *t, ptowsp_op_t *task, ptowsp_op_t *kernel,
                      const ptowsp_symbols_t *symbols, const bool *needed, int64_t *out_sets,
                      size_t *out_count) {
  ptowsp_value_t **given = PTOWSP_ARENA_NEW(t->run->scratch, ptowsp_value_t *, symbols->count + 1);
  ptowsp_builder_t b = ptowsp_builder_before(task);
  ptowsp_value_t *zero = ptowsp_build_index(&b, 0);
  for (size_t s = 0; s < symbols->count; s++)
    given[s] = needed[s] ? ptowsp_op_operand(task, symbols->arguments[s]) : zero;
  bool ok = ptowsp_values_enumerate(given, symbols->count, MAX_SIZES, out_sets, out_count);
  ptowsp_op_erase(ptowsp_value_op(zero));
  for (size_t s = 0; !ok && s < symbols->count; s++) {
    int64_t value;
    if (!needed[s] || ptowsp_value_constant(given[s], &value)) continue;
    ptowsp_str_t name = argument_name(kernel, symbols->arguments[s]);
    ptowsp_error(
        t->context, ptowsp_op_loc(task),
        "the extents of kernel '%s' depend on '%.*s', which is not one of %d numbers here; "
        "pass a size of the workload or a constant",
        ptowsp_op_symbol(kernel).data, (int)name.size, name.data, MAX_SIZES);
    return false;
  }
  return true;
}

static void enter_variant(bind_t *t, ptowsp_op_t *task, ptowsp_op_t *kernel, int64_t *values,
                          size_t bytes) {
  for (size_t i = 0; i < t->variants.size; i++) {
    variant_t *variant = &t->variants.data[i];
    if (variant->kernel != kernel || memcmp(variant->values, values, bytes)) continue;
    ptowsp_vec_push(&variant->tasks, task);
    return;
  }
  variant_t variant = {.kernel = kernel, .values = values};
  ptowsp_vec_push(&variant.tasks, task);
  ptowsp_vec_push(&t->variants, variant);
}

static bool enter_task(bind_t *t, ptowsp_op_t *task, ptowsp_op_t *kernel) {
  ptowsp_symbols_t symbols = ptowsp_symbols_create(kernel);
  size_t stride = symbols.count, count = 0;
  bool *needed = PTOWSP_ARENA_NEW(t->run->scratch, bool, stride + 1);
  int64_t *sets = PTOWSP_ARENA_NEW(t->run->scratch, int64_t, MAX_SIZES *stride + 1);
  find_needed(kernel, &symbols, needed);
  bool ok = read_task(t, task, kernel, &symbols, needed, sets, &count);
  for (size_t i = 0; ok && i < count; i++) {
    int64_t *values = &sets[i * stride];
    ptowsp_op_t *own = count == 1 ? task : ptowsp_bind_case(task, &symbols, needed, values);
    enter_variant(t, own, kernel, values, stride * sizeof(int64_t));
  }
  if (ok && count != 1) ptowsp_op_erase(task); // no iteration, or a case for each set
  ptowsp_symbols_destroy(&symbols);
  return ok;
}

static ptowsp_walk_t list_task(ptowsp_op_t *op, void *data) {
  if (ptowsp_op_is(op, PTOWSP_OP_WSP_TASK)) ptowsp_vec_push((ops_t *)data, op);
  return PTOWSP_WALK_ADVANCE;
}

static bool enter_tasks(bind_t *t) {
  ops_t tasks = {0};
  bool ok = true;
  ptowsp_walk_pre(t->run->root, list_task, &tasks);
  for (size_t i = 0; i < tasks.size; i++) {
    ptowsp_op_t *task = tasks.data[i];
    ptowsp_op_t *kernel = ptowsp_symbol_lookup(task, ptowsp_op_attr_text(task, "callee"));
    if (ptowsp_op_is(kernel, PTOWSP_OP_WSP_KERNEL)) ok &= enter_task(t, task, kernel);
  }
  ptowsp_vec_deinit(&tasks);
  return ok;
}

// "k" if these are its only sizes, else "k_64_32".
static const char *variant_name(const bind_t *t, const variant_t *variant, bool is_only,
                                const ptowsp_symbols_t *symbols, const bool *needed) {
  ptowsp_buffer_t name = {0};
  ptowsp_buffer_puts(&name, ptowsp_op_symbol(variant->kernel).data);
  for (size_t s = 0; s < symbols->count; s++)
    if (needed[s]) ptowsp_buffer_printf(&name, "_%lld", (long long)variant->values[s]);
  const char *unique = is_only ? ptowsp_op_symbol(variant->kernel).data
                               : ptowsp_symbol_unique(t->run->module, name.data);
  ptowsp_buffer_deinit(&name);
  return unique;
}

// Whether all tasks of a variant pass the same number.
static bool is_agreed(const variant_t *variant, size_t argument, int64_t *out_value) {
  for (size_t i = 0; i < variant->tasks.size; i++) {
    int64_t value;
    if (!ptowsp_value_constant(ptowsp_op_operand(variant->tasks.data[i], argument), &value))
      return false;
    if (i && value != *out_value) return false;
    *out_value = value;
  }
  return true;
}

static bool bind_kernel(bind_t *t, variant_t *variant, bool is_only) {
  ptowsp_op_t *kernel = variant->kernel;
  ptowsp_symbols_t symbols = ptowsp_symbols_create(kernel);
  bool *needed = symbols.known;
  find_needed(kernel, &symbols, needed);
  memcpy(symbols.values, variant->values, symbols.count * sizeof(int64_t));
  const char *name = variant_name(t, variant, is_only, &symbols, needed);
  if (!is_only) {
    kernel = ptowsp_op_clone(kernel, NULL);
    ptowsp_op_move_before(kernel, variant->kernel);
    ptowsp_op_set_attr(kernel, "sym_name", ptowsp_attr_cstring(t->context, name));
    ptowsp_pass_count_up(t->run, "kernels copied", 1);
  }
  variant->bound = kernel;
  for (size_t s = 0; s < symbols.count; s++)
    if (!needed[s]) needed[s] = is_agreed(variant, symbols.arguments[s], &symbols.values[s]);
  bool any = has_variable_extents(kernel);
  for (size_t s = 0; s < symbols.count; s++) any |= needed[s];
  bool ok = !any || (bind_arguments(t, kernel, &symbols) && bind_allocations(t, kernel));
  ptowsp_symbols_destroy(&symbols);
  return ok;
}

// Rows of the array a task is given must be as long as those of the parameter.
static bool check_rows(const bind_t *t, ptowsp_op_t *task, ptowsp_value_t *given,
                       ptowsp_type_t type, ptowsp_str_t name) {
  ptowsp_type_t source = ptowsp_value_type(ptowsp_op_operand(ptowsp_value_op(given), 0));
  size_t rank = ptowsp_type_rank(type), outer = ptowsp_type_rank(source);
  for (size_t k = 1; k < rank && k < outer; k++) {
    int64_t has = ptowsp_type_shape(source)[outer - k], takes = ptowsp_type_shape(type)[rank - k];
    if (has == takes || has == PTOWSP_DYNAMIC) continue;
    ptowsp_error(t->context, ptowsp_value_loc(given),
                 "'%s' has rows of %lld elements, the parameter '%.*s' of kernel '%s' rows of %lld",
                 ptowsp_memref_name(given), (long long)has, (int)name.size, name.data,
                 ptowsp_op_attr_text(task, "callee").data, (long long)takes);
    return false;
  }
  return true;
}

static bool bind_task(const bind_t *t, ptowsp_op_t *task, ptowsp_op_t *kernel) {
  ptowsp_op_set_attr(task, "callee", ptowsp_attr_symbol(t->context, ptowsp_op_symbol(kernel)));
  ptowsp_block_t *body = ptowsp_op_body(kernel);
  bool ok = true;
  for (size_t i = 0; i < ptowsp_block_arg_count(body); i++) {
    ptowsp_type_t type = ptowsp_value_type(ptowsp_block_arg(body, i));
    ptowsp_value_t *given = ptowsp_op_operand(task, i);
    ptowsp_op_t *at = ptowsp_value_op(given);
    if (ptowsp_type_kind(type) != PTOWSP_TYPE_MEMREF || !ptowsp_op_is(at, PTOWSP_OP_WSP_AT))
      continue;
    if (ptowsp_value_type(given) != type) {
      ptowsp_op_t *own = ptowsp_op_clone(at, NULL); // another task may use the view
      ptowsp_op_move_before(own, task);
      ptowsp_value_set_type(ptowsp_op_result(own, 0), type);
      ptowsp_op_set_operand(task, i, ptowsp_op_result(own, 0));
      if (!ptowsp_value_has_uses(given)) ptowsp_op_erase(at);
      given = ptowsp_op_result(own, 0);
    }
    ok &= check_rows(t, task, given, type, argument_name(kernel, i));
  }
  return ok;
}

static size_t count_variants(const bind_t *t, const ptowsp_op_t *kernel) {
  size_t count = 0;
  for (size_t i = 0; i < t->variants.size; i++) count += t->variants.data[i].kernel == kernel;
  return count;
}

static bool bind_kernels(bind_t *t) {
  bool ok = true;
  for (size_t i = 0; i < t->variants.size; i++) {
    variant_t *variant = &t->variants.data[i];
    bool bound = bind_kernel(t, variant, count_variants(t, variant->kernel) == 1);
    for (size_t k = 0; bound && k < variant->tasks.size; k++)
      bound &= bind_task(t, variant->tasks.data[k], variant->bound);
    ok &= bound;
  }
  if (!ok) return false;
  ptowsp_block_each(ptowsp_module_body(t->run->module), op) {
    if (!ptowsp_op_is(op, PTOWSP_OP_WSP_KERNEL) || !has_variable_extents(op)) continue;
    if (!count_variants(t, op))
      ptowsp_remark(t->context, ptowsp_op_loc(op),
                    "kernel '%s' has variable extents and no task calls it: dropped",
                    ptowsp_op_symbol(op).data);
    ptowsp_op_erase(op);
  }
  return true;
}

// ---------------------------------------------------------------- workloads

static bool fits(const ptowsp_op_t *function, size_t argument, int64_t value) {
  ptowsp_type_t type = ptowsp_value_type(ptowsp_block_arg(ptowsp_op_body(function), argument));
  unsigned width = ptowsp_type_is_index(type) ? 64 : ptowsp_type_width(type);
  if (width >= 64) return true;
  return value >= -(INT64_C(1) << (width - 1)) && (value < 0 || value >> width == 0);
}

// Enters the values given for a workload's parameters; false after an error.
static bool take_sizes(const bind_t *t, ptowsp_op_t *workload, sizes_t *sizes,
                       ptowsp_symbols_t *symbols) {
  for (size_t s = 0; s < symbols->count; s++) {
    ptowsp_str_t name = argument_name(workload, symbols->arguments[s]);
    for (size_t i = 0; i < sizes->size; i++) {
      size_value_t *size = &sizes->data[i];
      if (!ptowsp_str_equal(size->name, name)) continue;
      size->used = true;
      if (!fits(workload, symbols->arguments[s], size->value)) {
        ptowsp_value_t *value = ptowsp_block_arg(ptowsp_op_body(workload), symbols->arguments[s]);
        ptowsp_error(t->context, ptowsp_value_loc(value),
                     "'%.*s' cannot be %lld, which its type does not hold", (int)name.size,
                     name.data, (long long)size->value);
        return false;
      }
      symbols->known[s] = true;
      symbols->values[s] = size->value;
    }
  }
  return true;
}

static bool bind_workload(bind_t *t, ptowsp_op_t *workload, sizes_t *sizes) {
  ptowsp_symbols_t symbols = ptowsp_symbols_create(workload);
  bool ok = take_sizes(t, workload, sizes, &symbols);
  bool any = false;
  for (size_t s = 0; s < symbols.count; s++) any |= symbols.known[s];
  if (ok && (any || has_variable_extents(workload)))
    ok = bind_arguments(t, workload, &symbols) && bind_allocations(t, workload);
  ptowsp_symbols_destroy(&symbols);
  return ok;
}

// Whether a workload is not the one meant and lacks sizes: it cannot go any further.
static bool is_left_out(ptowsp_op_t *workload, const char *meant) {
  return meant && !ptowsp_str_is(ptowsp_op_symbol(workload), meant) &&
         has_variable_extents(workload);
}

static bool bind_workloads(bind_t *t, sizes_t *sizes, const char *meant) {
  bool ok = true;
  ptowsp_block_each(ptowsp_module_body(t->run->module), op) {
    if (!ptowsp_op_is(op, PTOWSP_OP_WSP_WORKLOAD)) continue;
    if (is_left_out(op, meant))
      ptowsp_op_erase(op);
    else
      ok &= bind_workload(t, op, sizes);
  }
  for (size_t i = 0; ok && i < sizes->size; i++) {
    if (sizes->data[i].used) continue;
    ptowsp_error(t->context, ptowsp_op_loc(t->run->root),
                 "no workload has an integer parameter '%.*s'", (int)sizes->data[i].name.size,
                 sizes->data[i].name.data);
    ok = false;
  }
  return ok && enter_tasks(t);
}

static bool run(ptowsp_pass_run_t *run) {
  bind_t t = {.run = run, .context = run->context};
  sizes_t sizes = {0};
  const char *meant = ptowsp_pass_option_string(run, "workload");
  read_sizes(run, &sizes);
  bool ok = bind_workloads(&t, &sizes, meant) && bind_kernels(&t);
  for (size_t i = 0; i < t.variants.size; i++) ptowsp_vec_deinit(&t.variants.data[i].tasks);
  ptowsp_vec_deinit(&t.variants);
  ptowsp_vec_deinit(&sizes);
  return ok;
}

const ptowsp_pass_t ptowsp_pass_wsp_bind_sizes = {
    .options = options, .option_count = PTOWSP_COUNTOF(options), .run = run};
