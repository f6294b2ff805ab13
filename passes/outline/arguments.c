// What an outlined kernel takes: views of the boxes that the region touches, and scalars. Arrays
// that no other task sees live in the kernel.
#include "region.h"

static bool stmt_in_region(void *data, const ptowsp_stmt_t *stmt) {
  return ptowsp_region_holds(data, stmt->op);
}

// ---------------------------------------------------------------- scalars

void ptowsp_region_add_scalar(region_t *r, ptowsp_value_t *outside, const char *name,
                              ptowsp_builder_t *b) {
  bool index = ptowsp_type_is_index(ptowsp_value_type(outside));
  bool truth = ptowsp_type_is_i(ptowsp_value_type(outside), 1); // a byte, as in memory
  ptowsp_type_t type = index   ? ptowsp_type_i(r->o->context, 64)
                       : truth ? ptowsp_type_i(r->o->context, 8)
                               : ptowsp_value_type(outside);
  ptowsp_op_state_t state = {.id = PTOWSP_OP_BUILTIN_UNREALIZED_CONVERSION_CAST,
                             .loc = b->loc,
                             .result_types = &type,
                             .result_count = 1};
  scalar_t scalar = {outside, ptowsp_build(b, &state), NULL, name};
  ptowsp_value_t *inner = ptowsp_op_result(scalar.inner, 0);
  if (ptowsp_type_is_integer(type))
    scalar.index =
        ptowsp_build_cast(b, PTOWSP_OP_ARITH_INDEX_CAST, inner, ptowsp_type_index(r->o->context));
  ptowsp_value_t *known = index ? scalar.index : inner;
  if (truth)
    known = ptowsp_build_cast(b, PTOWSP_OP_ARITH_TRUNCI, inner, ptowsp_value_type(outside));
  ptowsp_value_map_set(r->map, outside, known);
  ptowsp_vec_push(&r->scalars, scalar);
}

void ptowsp_region_add_scalars(region_t *r, ptowsp_builder_t *b) {
  for (size_t i = 0; i < r->outer; i++) {
    ptowsp_str_t name = ptowsp_loop_name(r->loops.data[i]);
    ptowsp_region_add_scalar(r, ptowsp_block_arg(ptowsp_op_body(r->loops.data[i]), 0),
                             name.size ? ptowsp_intern(r->o->context, name) : "i", b);
    ptowsp_vec_push(&r->values, r->scalars.data[i].index);
    ptowsp_vec_push(&r->shifts, NULL);
  }
  ptowsp_block_t *entry = ptowsp_op_body(r->o->workload);
  for (size_t i = 0; i < ptowsp_block_arg_count(entry); i++) {
    ptowsp_value_t *arg = ptowsp_block_arg(entry, i);
    if (is_memref(arg)) continue;
    ptowsp_attr_t names = ptowsp_op_attr(r->o->workload, "arg_names");
    const char *name = ptowsp_intern(r->o->context, ptowsp_attr_text(ptowsp_attr_at(names, i)));
    ptowsp_region_add_scalar(r, arg, name, b);
  }
}

void ptowsp_region_settle_scalars(region_t *r) {
  ptowsp_block_t *body = ptowsp_op_body(r->kernel);
  size_t kept = 0;
  ptowsp_drop_dead(r->kernel);
  // What is left of them are those with uses; find them by walking the block's start.
  for (size_t i = 0; i < r->scalars.size; i++) {
    bool alive = false;
    for (ptowsp_op_t *op = ptowsp_block_first(body); op && !alive; op = ptowsp_op_next(op))
      alive = op == r->scalars.data[i].inner;
    if (!alive) continue;
    ptowsp_op_t *inner = r->scalars.data[i].inner;
    ptowsp_value_t *value = ptowsp_op_result(inner, 0);
    ptowsp_value_replace_all(
        value, ptowsp_block_add_arg(body, ptowsp_value_type(value), ptowsp_op_loc(inner)));
    ptowsp_op_erase(inner);
    r->scalars.data[kept++] = r->scalars.data[i];
  }
  r->scalars.size = kept;
}

// ---------------------------------------------------------------- arrays

ptowsp_type_t ptowsp_region_view_type(const region_array_t *array) {
  ptowsp_type_t type = ptowsp_value_type(array->root);
  size_t rank = ptowsp_type_rank(type);
  int64_t strides[rank + 1], offset = 0;
  ptowsp_type_strides(type, strides, &offset);
  ptowsp_context_t *context = ptowsp_type_context(type);
  return ptowsp_type_memref(context, array->box.sizes, rank, ptowsp_type_element(type),
                            ptowsp_attr_strided(context, strides, rank, PTOWSP_DYNAMIC),
                            ptowsp_type_space(type));
}

static bool used_outside(const region_t *r, ptowsp_value_t *value) {
  for (ptowsp_use_t *use = ptowsp_value_first_use(value); use; use = ptowsp_use_next(use))
    if (!ptowsp_region_holds(r, ptowsp_use_op(use))) return true;
  return false;
}

// A local variable moves into the kernel if it lives and dies with the region.
static bool move_local(region_t *r, ptowsp_value_t *root, ptowsp_builder_t *b) {
  ptowsp_op_t *alloc = ptowsp_value_op(root);
  if (ptowsp_op_block(alloc) == ptowsp_op_block(r->ops.data[0]) && !used_outside(r, root)) {
    ptowsp_op_move_before(ptowsp_op_clone(alloc, r->map), b->before);
    return true;
  }
  ptowsp_error(r->o->context, ptowsp_op_loc(alloc),
               "local variable '%s' is shared by several tasks; make it an array of the workload, "
               "with one element for each iteration that needs its own",
               ptowsp_memref_name(root));
  r->o->ok = false;
  return false;
}

// Whether an iteration of the loops around the region reads only what it has written itself.
static bool is_written_first(const region_t *r, ptowsp_value_t *root) {
  ptowsp_model_t *model = ptowsp_model_create(r->o->isl, r->ops.data, r->ops.size, NULL);
  size_t number = model ? ptowsp_model_array(model, root) : SIZE_MAX;
  bool first = false;
  if (number != SIZE_MAX) {
    isl_union_map *surely, *reads = ptowsp_reads_unwritten(model, number, &surely);
    first = isl_union_map_is_empty(reads) == isl_bool_true;
    isl_union_map_free(reads);
    isl_union_map_free(surely);
  }
  ptowsp_model_destroy(model);
  return first;
}

// An array that no other task sees lives in the kernel, as large as what a task has of it.
static bool keep_local(region_t *r, region_array_t *array, ptowsp_builder_t *b) {
  ptowsp_op_t *op = ptowsp_value_op(array->root);
  if (!op || ptowsp_op_operand_count(op) || used_outside(r, array->root) ||
      !is_written_first(r, array->root))
    return false;
  ptowsp_type_t type = ptowsp_value_type(array->root);
  type = ptowsp_type_memref(r->o->context, array->box.sizes, array->box.rank,
                            ptowsp_type_element(type), NULL, NULL);
  ptowsp_op_state_t state = {.id = PTOWSP_OP_MEMREF_ALLOC,
                             .loc = ptowsp_op_loc(op),
                             .result_types = &type,
                             .result_count = 1,
                             .properties = ptowsp_op_properties(op),
                             .attributes = ptowsp_op_attributes(op)};
  array->view = ptowsp_op_result(ptowsp_build(b, &state), 0);
  ptowsp_vec_push(&r->locals, *array);
  ptowsp_vec_push(&r->o->moved, op);
  ptowsp_remark(r->o->context, ptowsp_op_loc(op),
                "'%s' lives in the task that uses it: no global memory for it",
                ptowsp_memref_name(array->root));
  return true;
}

static ptowsp_walk_t find_guard(ptowsp_op_t *op, void *data) {
  (void)data;
  return ptowsp_op_attr(op, "wsp.tile_guard") ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

// Whether some points of a tile are no iterations: these may be read too, and written back.
static bool has_guard(const region_t *r) {
  bool found = ptowsp_op_attr(ptowsp_op_parent(r->ops.data[0]), "wsp.tile_if") != NULL;
  for (size_t i = 0; i < r->ops.size && !found; i++)
    found = !ptowsp_walk_pre(r->ops.data[i], find_guard, NULL);
  return found;
}

// Whether views of an array can be told by strides; false after an error.
static bool has_strides(const region_t *r, ptowsp_value_t *root) {
  ptowsp_type_t type = ptowsp_value_type(root);
  int64_t strides[ptowsp_type_rank(type) + 1], offset = 0;
  if (ptowsp_type_strides(type, strides, &offset)) return true;
  ptowsp_error(r->o->context, ptowsp_value_loc(root),
               "'%s' has a layout that tasks cannot be given a part of; give it strides",
               ptowsp_memref_name(root));
  r->o->ok = false;
  return false;
}

static void add_array(region_t *r, size_t number, ptowsp_builder_t *b) {
  ptowsp_value_t *root = r->o->model->arrays.data[number].value;
  ptowsp_op_t *op = ptowsp_value_op(root);
  if ((op && ptowsp_region_holds(r, op)) || !r->o->ok || !has_strides(r, root)) return;
  region_array_t array = {.root = root, .number = number};
  if (!ptowsp_box_init(&array.box, r->o->model, number, r->outer, stmt_in_region, r)) return;
  if (ptowsp_op_is_local(op)) {
    ptowsp_box_deinit(&array.box);
    move_local(r, root, b);
    return;
  }
  if (keep_local(r, &array, b)) return;
  bool exact = array.box.exact;
  // Then it need not be asked whether a condition holds before its elements are read.
  if (has_guard(r) || !exact)
    ptowsp_box_widen(&array.box, r->o->model, number, r->outer, stmt_in_region, r);
  if (!has_guard(r) && !exact)
    ptowsp_remark(r->o->context, ptowsp_region_loc(r),
                  "what this task touches of '%s' is not a box of one size; widened to the box "
                  "around it",
                  ptowsp_memref_name(root));
  array.view =
      ptowsp_block_add_arg(b->block, ptowsp_region_view_type(&array), ptowsp_value_loc(root));
  ptowsp_vec_push(&r->arrays, array);
}

void ptowsp_region_add_arrays(region_t *r, ptowsp_builder_t *b) {
  ptowsp_block_t *entry = ptowsp_op_body(r->o->workload);
  for (size_t i = 0; i < ptowsp_block_arg_count(entry); i++) {
    ptowsp_value_t *arg = ptowsp_block_arg(entry, i);
    size_t number = is_memref(arg) ? ptowsp_model_array(r->o->model, arg) : SIZE_MAX;
    if (number != SIZE_MAX) add_array(r, number, b);
  }
  for (size_t i = 0; i < r->o->model->arrays.size; i++)
    if (ptowsp_value_op(r->o->model->arrays.data[i].value)) add_array(r, i, b);
}

// ---------------------------------------------------------------- their description

static bool is_unsigned(const region_t *r, ptowsp_value_t *root) {
  return !ptowsp_value_op(root) &&
         ptowsp_op_arg_is_unsigned(r->o->workload, ptowsp_value_index(root));
}

void ptowsp_region_describe_kernel(region_t *r) {
  ptowsp_context_t *context = r->o->context;
  size_t arrays = r->arrays.size, count = arrays + r->scalars.size, unsigned_count = 0;
  ptowsp_type_t types[count + 1];
  ptowsp_attr_t names[count + 1], access[count + 1];
  int64_t numbers[count + 1];
  types[0] = NULL; // there may be none
  for (size_t i = 0; i < count; i++) {
    bool array = i < arrays;
    types[i] = ptowsp_value_type(ptowsp_block_arg(ptowsp_op_body(r->kernel), i));
    ptowsp_value_t *outside = array ? r->arrays.data[i].root : r->scalars.data[i - arrays].outside;
    const char *name = array ? ptowsp_memref_name(outside) : r->scalars.data[i - arrays].name;
    names[i] = ptowsp_attr_cstring(context, name);
    access[i] = ptowsp_attr_cstring(context, array ? "" : "value");
    if (is_unsigned(r, outside)) numbers[unsigned_count++] = (int64_t)i;
  }
  ptowsp_type_t type = ptowsp_type_function(context, types, count, NULL, 0);
  ptowsp_op_set_attr(r->kernel, "function_type", ptowsp_attr_type(context, type));
  ptowsp_op_set_attr(r->kernel, "arg_names", ptowsp_attr_array(context, names, count));
  if (unsigned_count)
    ptowsp_op_set_attr(r->kernel, "wsp.unsigned",
                       ptowsp_attr_i64_array(context, numbers, unsigned_count));
  ptowsp_summaries_t *summaries = ptowsp_summaries_create(r->o->isl);
  const ptowsp_summary_t *summary = ptowsp_summary(summaries, r->kernel);
  for (size_t i = 0; summary && i < arrays; i++)
    access[i] = ptowsp_attr_cstring(context, summary->args[i].access);
  ptowsp_op_set_attr(r->kernel, "arg_access", ptowsp_attr_array(context, access, count));
  ptowsp_summaries_destroy(summaries);
  r->o->ok &= summary != NULL;
}
