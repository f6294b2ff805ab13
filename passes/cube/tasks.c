// Kernels of stages, and the tasks that a task of the whole becomes.
#include "stages.h"

#include <stdlib.h>
#include <string.h>

// ---------------------------------------------------------------- kernels of stages

static bool is_array(const splitting_t *w, const ptowsp_op_t *op) {
  for (size_t i = 0; i < w->locals.size; i++)
    if (w->locals.data[i] == op) return true;
  return false;
}

static int64_t argument_number(const splitting_t *w, ptowsp_value_t *value) {
  ptowsp_block_t *block = ptowsp_value_block(value);
  return block == ptowsp_op_body(w->s.kernel) ? (int64_t)ptowsp_value_index(value) : -1;
}

// A scalar local becomes an array of one element.
static ptowsp_type_t array_type(splitting_t *w, ptowsp_op_t *alloc, bool view) {
  ptowsp_type_t type = ptowsp_value_type(ptowsp_op_result(alloc, 0));
  size_t rank = ptowsp_type_rank(type);
  int64_t shape[CONTRACTION_RANK + 1] = {1}, strides[CONTRACTION_RANK + 1], stride = 1;
  if (rank) memcpy(shape, ptowsp_type_shape(type), rank * sizeof *shape);
  if (!rank) rank = 1;
  for (size_t i = rank; i-- > 0; stride *= shape[i]) strides[i] = stride;
  ptowsp_attr_t layout =
      view ? ptowsp_attr_strided(w->s.context, strides, rank, PTOWSP_DYNAMIC) : NULL;
  return ptowsp_type_memref(w->s.context, shape, rank, ptowsp_type_element(type), layout, NULL);
}

static const char *array_name(splitting_t *w, ptowsp_op_t *alloc) {
  ptowsp_str_t name = ptowsp_op_attr_text(alloc, "wsp.name");
  return name.size ? ptowsp_intern(w->s.context, name) : ptowsp_intern_cstr(w->s.context, "part");
}

// The argument that stands for a value in a stage's kernel.
static ptowsp_value_t *add_arg(splitting_t *w, stage_t *stage, source_t source,
                               ptowsp_value_t *value) {
  for (size_t i = 0; i < stage->args.size; i++)
    if (stage->args.data[i].value == value) return stage->args.data[i].inside;
  ptowsp_block_t *body = ptowsp_op_body(stage->kernel);
  ptowsp_type_t type = ptowsp_value_type(value);
  arg_t arg = {source, value, NULL, NULL, NULL};
  if (source == FROM_LOCAL) {
    type = array_type(w, ptowsp_value_op(value), true);
    arg.name = array_name(w, ptowsp_value_op(value));
  } else if (source == FROM_LOOP) {
    type = ptowsp_type_i(w->s.context, 64);
    arg.name =
        ptowsp_intern(w->s.context, ptowsp_loop_name(ptowsp_block_op(ptowsp_value_block(value))));
  } else {
    ptowsp_attr_t names = ptowsp_op_attr(w->s.kernel, "arg_names");
    arg.name = ptowsp_intern(w->s.context,
                             ptowsp_attr_text(ptowsp_attr_at(names, ptowsp_value_index(value))));
  }
  arg.inside = ptowsp_block_add_arg(body, type, ptowsp_value_loc(value));
  for (size_t i = 0; i < stage->shifted.size; i++)
    if (stage->shifted.data[i].value == value) arg.shift = stage->shifted.data[i].shift;
  if (source == FROM_LOOP) {
    ptowsp_builder_t b = ptowsp_builder_before(ptowsp_block_first(body));
    arg.inside = ptowsp_build_cast(&b, PTOWSP_OP_ARITH_INDEX_CAST, arg.inside,
                                   ptowsp_type_index(w->s.context));
  }
  ptowsp_vec_push(&stage->args, arg);
  return arg.inside;
}

static ptowsp_value_t *inside(splitting_t *w, stage_t *stage, ptowsp_value_map_t *map,
                              ptowsp_value_t *value);

// Computes a value that several stages use again, at the start of the stage's kernel.
static ptowsp_value_t *again(splitting_t *w, stage_t *stage, ptowsp_value_map_t *map,
                             ptowsp_op_t *op) {
  if (!ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE) && !ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD)) {
    split_fail(&w->s, ptowsp_op_loc(op), "a value is passed from one part of it to another");
    return NULL;
  }
  ptowsp_value_map_t *operands = ptowsp_value_map_create();
  bool ok = true;
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++) {
    ptowsp_value_t *operand = inside(w, stage, map, ptowsp_op_operand(op, i));
    ok = ok && operand;
    if (operand) ptowsp_value_map_set(operands, ptowsp_op_operand(op, i), operand);
  }
  ptowsp_value_t *result = NULL;
  if (ok) {
    ptowsp_op_t *copy = ptowsp_op_clone(op, operands);
    // Behind what has been computed so far, in front of the stage's own operations.
    ptowsp_op_move_before(copy, stage->ops.data[0]);
    for (size_t i = 0; i < ptowsp_op_result_count(op); i++)
      ptowsp_value_map_set(map, ptowsp_op_result(op, i), ptowsp_op_result(copy, i));
    result = ptowsp_op_result(copy, 0);
  }
  ptowsp_value_map_destroy(operands);
  return result;
}

static ptowsp_value_t *inside(splitting_t *w, stage_t *stage, ptowsp_value_map_t *map,
                              ptowsp_value_t *value) {
  ptowsp_value_t *known = ptowsp_value_map_get(map, value);
  if (known != value) return known;
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (!op && stage->around.size && argument_number(w, value) < 0) {
    ptowsp_builder_t b = ptowsp_builder_before(ptowsp_block_first(ptowsp_op_body(stage->kernel)));
    known = ptowsp_build_index(&b, 0); // the views move instead
  } else if (!op) {
    source_t source = argument_number(w, value) >= 0 ? FROM_ARGUMENT : FROM_LOOP;
    known = add_arg(w, stage, source, value);
  } else if (ptowsp_op_is_local(op)) {
    if (is_array(w, op)) {
      known = add_arg(w, stage, FROM_LOCAL, value);
    } else {
      ptowsp_op_move_before(op, ptowsp_block_first(ptowsp_op_body(stage->kernel)));
      return value;
    }
  } else {
    return again(w, stage, map, op);
  }
  ptowsp_value_map_set(map, value, known);
  return known;
}

typedef struct {
  splitting_t *w;
  stage_t *stage;
  ptowsp_value_map_t *map;
} resolve_t;

// A scalar local that becomes an array is accessed at its one element.
static void add_subscript(ptowsp_op_t *op, ptowsp_value_t *memref) {
  ptowsp_value_t *operands[3];
  size_t count = 0;
  ptowsp_builder_t b = ptowsp_builder_before(op);
  ptowsp_value_t *zero = ptowsp_build_index(&b, 0);
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++) {
    operands[count++] = ptowsp_op_operand(op, i);
    if (ptowsp_op_operand(op, i) == memref) operands[count++] = zero;
  }
  ptowsp_op_set_operands(op, operands, count);
}

static ptowsp_walk_t resolve(ptowsp_op_t *op, void *data) {
  resolve_t *r = data;
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++) {
    ptowsp_value_t *value = ptowsp_op_operand(op, i);
    ptowsp_op_t *owner = ptowsp_value_op(value);
    if (!owner) owner = ptowsp_block_op(ptowsp_value_block(value));
    if (ptowsp_op_is_ancestor(r->stage->kernel, owner)) continue;
    ptowsp_value_t *known = inside(r->w, r->stage, r->map, value);
    if (!known) return PTOWSP_WALK_INTERRUPT;
    ptowsp_op_set_operand(op, i, known);
    bool scalar =
        split_is_memref(value) && known != value && ptowsp_type_rank(ptowsp_value_type(value)) == 0;
    if (scalar) add_subscript(op, known);
  }
  return PTOWSP_WALK_ADVANCE;
}

static void describe_kernel(splitting_t *w, stage_t *stage) {
  ptowsp_context_t *context = w->s.context;
  size_t count = stage->args.size, unsigned_count = 0;
  ptowsp_attr_t names[SPLIT_MAX_ARGS + 1], access[SPLIT_MAX_ARGS + 1];
  ptowsp_type_t types[SPLIT_MAX_ARGS + 1];
  int64_t numbers[SPLIT_MAX_ARGS + 1];
  for (size_t i = 0; i < count; i++) {
    const arg_t *arg = &stage->args.data[i];
    types[i] = ptowsp_value_type(ptowsp_block_arg(ptowsp_op_body(stage->kernel), i));
    names[i] = ptowsp_attr_cstring(context, arg->name);
    bool memref = ptowsp_type_kind(types[i]) == PTOWSP_TYPE_MEMREF;
    access[i] = ptowsp_attr_cstring(context, memref ? "" : "value");
    if (arg->source == FROM_ARGUMENT &&
        ptowsp_op_arg_is_unsigned(w->s.kernel, (size_t)argument_number(w, arg->value)))
      numbers[unsigned_count++] = (int64_t)i;
  }
  ptowsp_op_set_attr(
      stage->kernel, "function_type",
      ptowsp_attr_type(context, ptowsp_type_function(context, types, count, NULL, 0)));
  ptowsp_op_set_attr(stage->kernel, "arg_names", ptowsp_attr_array(context, names, count));
  ptowsp_op_set_attr(stage->kernel, "arg_access", ptowsp_attr_array(context, access, count));
  if (unsigned_count)
    ptowsp_op_set_attr(stage->kernel, "wsp.unsigned",
                       ptowsp_attr_i64_array(context, numbers, unsigned_count));
}

bool split_build_kernel(splitting_t *w, stage_t *stage, const char *name) {
  ptowsp_builder_t at = ptowsp_builder_before(w->original);
  at.loc = ptowsp_op_loc(w->original);
  ptowsp_op_state_t state = {.id = PTOWSP_OP_WSP_KERNEL, .loc = at.loc, .region_count = 1};
  stage->kernel = ptowsp_build(&at, &state);
  ptowsp_op_set_attr(stage->kernel, "sym_name", ptowsp_attr_cstring(w->s.context, name));
  ptowsp_builder_t end =
      ptowsp_builder_at_end(ptowsp_block_create(ptowsp_op_region(stage->kernel, 0)), at.loc);
  ptowsp_op_state_t last = {.id = PTOWSP_OP_WSP_RETURN, .loc = at.loc};
  ptowsp_op_t *terminator = ptowsp_build(&end, &last);
  split_find_moves(w, stage);
  for (size_t i = 0; i < stage->ops.size; i++)
    ptowsp_op_move_before(stage->ops.data[i], terminator);
  resolve_t r = {w, stage, ptowsp_value_map_create()};
  bool ok = true;
  for (size_t i = 0; ok && i < stage->ops.size; i++)
    ok = ptowsp_walk_pre(stage->ops.data[i], resolve, &r);
  ptowsp_value_map_destroy(r.map);
  if (ok && stage->args.size > SPLIT_MAX_ARGS)
    ok = split_fail(&w->s, ptowsp_op_loc(stage->ops.data[0]),
                    "a part of it takes more than 16 arguments");
  if (ok) describe_kernel(w, stage);
  return ok;
}

// ---------------------------------------------------------------- tasks of stages

typedef struct {
  splitting_t *w;
  ptowsp_op_t *task;
  ptowsp_builder_t b;
  ptowsp_value_map_t *map; // from the kernel to the workload
} unfold_t;

static ptowsp_value_t *outside(unfold_t *u, ptowsp_value_t *value) {
  ptowsp_value_t *known = ptowsp_value_map_get(u->map, value);
  if (known != value) return known;
  int64_t number = argument_number(u->w, value);
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (number >= 0) {
    known = ptowsp_op_operand(u->task, (size_t)number);
  } else if (op && ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE)) {
    for (size_t i = 0; i < ptowsp_op_operand_count(op); i++)
      if (!outside(u, ptowsp_op_operand(op, i))) return NULL;
    ptowsp_op_t *copy = ptowsp_op_clone(op, u->map);
    ptowsp_op_move_before(copy, u->b.before);
    return ptowsp_op_result(copy, 0);
  } else {
    split_fail(&u->w->s, ptowsp_value_loc(value), "a loop around it depends on data");
    return NULL;
  }
  ptowsp_value_map_set(u->map, value, known);
  return known;
}

static ptowsp_value_t *build_value(unfold_t *u, ptowsp_op_id_t id, ptowsp_type_t type,
                                   ptowsp_value_t *const *operands, size_t count) {
  ptowsp_op_state_t state = {.id = id,
                             .loc = u->b.loc,
                             .operands = operands,
                             .operand_count = count,
                             .result_types = &type,
                             .result_count = 1};
  return ptowsp_op_result(ptowsp_build(&u->b, &state), 0);
}

// The arrays that are declared in a block of the kernel, allocated.
static void allocate(unfold_t *u, ptowsp_block_t *block) {
  splitting_t *w = u->w;
  for (size_t i = 0; i < w->locals.size; i++) {
    ptowsp_op_t *local = w->locals.data[i];
    if (ptowsp_op_block(local) != block) continue;
    ptowsp_value_t *alloc =
        ptowsp_build_alloc(&u->b, array_type(w, local, false), NULL, array_name(w, local));
    ptowsp_value_map_set(u->map, ptowsp_op_result(local, 0), alloc);
  }
}

// By how much the loops around move a view in a dimension; NULL: not at all.
static ptowsp_value_t *moved_by(unfold_t *u, const stage_t *stage, const arg_t *arg, size_t dim) {
  ptowsp_value_t *sum = NULL;
  for (size_t i = 0; i < stage->around.size; i++) {
    int64_t step = arg->shift[dim * stage->around.size + i];
    ptowsp_value_t *iv = ptowsp_block_arg(ptowsp_op_body(stage->around.data[i]), 0);
    if (!step) continue;
    iv = ptowsp_value_map_get(u->map, iv);
    if (step != 1)
      iv = ptowsp_build_binary(&u->b, PTOWSP_OP_ARITH_MULI, iv, ptowsp_build_index(&u->b, step));
    sum = sum ? ptowsp_build_binary(&u->b, PTOWSP_OP_ARITH_ADDI, sum, iv) : iv;
  }
  return sum;
}

// The task's view of an array, moved: its last subscripts are those of the kernel's argument.
static ptowsp_value_t *moved_view(unfold_t *u, const stage_t *stage, const arg_t *arg) {
  ptowsp_value_t *view = outside(u, arg->value);
  ptowsp_op_t *at = ptowsp_value_op(view);
  size_t count = ptowsp_op_operand_count(at), rank = ptowsp_type_rank(ptowsp_value_type(view));
  ptowsp_value_t *operands[2 * CONTRACTION_RANK + 2];
  for (size_t i = 0; i < count; i++) {
    operands[i] = ptowsp_op_operand(at, i);
    if (i < count - rank) continue;
    ptowsp_value_t *by = moved_by(u, stage, arg, i - (count - rank));
    if (by) operands[i] = ptowsp_build_binary(&u->b, PTOWSP_OP_ARITH_ADDI, operands[i], by);
  }
  return build_value(u, PTOWSP_OP_WSP_AT, ptowsp_value_type(view), operands, count);
}

static ptowsp_value_t *operand(unfold_t *u, const stage_t *stage, const arg_t *arg) {
  splitting_t *w = u->w;
  ptowsp_value_t *value = ptowsp_value_map_get(u->map, arg->value);
  if (arg->source == FROM_ARGUMENT && !arg->shift) return outside(u, arg->value);
  if (arg->source == FROM_ARGUMENT) return moved_view(u, stage, arg);
  if (arg->source == FROM_LOOP)
    return build_value(u, PTOWSP_OP_ARITH_INDEX_CAST, ptowsp_type_i(w->s.context, 64), &value, 1);
  ptowsp_type_t view = array_type(w, ptowsp_value_op(arg->value), true);
  ptowsp_value_t *operands[CONTRACTION_RANK + 2] = {value};
  for (size_t i = 0; i < ptowsp_type_rank(view); i++) {
    operands[i + 1] = arg->shift ? moved_by(u, stage, arg, i) : NULL;
    if (!operands[i + 1]) operands[i + 1] = ptowsp_build_index(&u->b, 0);
  }
  return build_value(u, PTOWSP_OP_WSP_AT, view, operands, ptowsp_type_rank(view) + 1);
}

static bool build_task(unfold_t *u, const stage_t *stage) {
  ptowsp_context_t *context = u->w->s.context;
  ptowsp_value_t *operands[SPLIT_MAX_ARGS + 1];
  for (size_t i = 0; i < stage->args.size; i++)
    if (!(operands[i] = operand(u, stage, &stage->args.data[i]))) return false;
  int32_t segments[] = {(int32_t)stage->args.size, 0};
  ptowsp_named_attr_t properties[] = {
      {ptowsp_intern_cstr(context, "callee"),
       ptowsp_attr_symbol(context, ptowsp_op_symbol(stage->kernel))},
      {ptowsp_intern_cstr(context, "operandSegmentSizes"),
       ptowsp_attr_i32_array(context, segments, 2)}};
  ptowsp_op_state_t state = {.id = PTOWSP_OP_WSP_TASK,
                             .loc = u->b.loc,
                             .operands = operands,
                             .operand_count = stage->args.size,
                             .properties = ptowsp_attr_dictionary(context, properties, 2),
                             .attributes = ptowsp_op_attributes(u->task)};
  ptowsp_build(&u->b, &state);
  return true;
}

static bool unfold(unfold_t *u, ptowsp_block_t *block, stage_t *const *list, size_t count) {
  bool ok = true;
  allocate(u, block);
  for (size_t i = 0; ok && i < count; i++) {
    const stage_t *stage = list[i];
    if (!stage->loop) {
      ok = build_task(u, stage);
      continue;
    }
    ptowsp_value_t *lower = outside(u, ptowsp_op_operand(stage->loop, 0));
    ptowsp_value_t *upper = lower ? outside(u, ptowsp_op_operand(stage->loop, 1)) : NULL;
    ptowsp_value_t *step = upper ? outside(u, ptowsp_op_operand(stage->loop, 2)) : NULL;
    if (!step) return false;
    ptowsp_builder_t around = u->b;
    ptowsp_op_t *loop = ptowsp_build_for(&u->b, lower, upper, step);
    ptowsp_op_set_loc(loop, ptowsp_op_loc(stage->loop));
    ptowsp_op_set_properties(loop, ptowsp_op_properties(stage->loop));
    ptowsp_op_set_attributes(loop, ptowsp_op_attributes(stage->loop));
    ptowsp_value_map_set(u->map, ptowsp_block_arg(ptowsp_op_body(stage->loop), 0),
                         ptowsp_block_arg(ptowsp_op_body(loop), 0));
    u->b.before = ptowsp_block_terminator(ptowsp_op_body(loop));
    u->b.block = ptowsp_op_body(loop);
    ok = unfold(u, ptowsp_op_body(stage->loop), stage->inner.data, stage->inner.size);
    u->b = around;
  }
  return ok;
}

bool split_replace_task(splitting_t *w, ptowsp_op_t *task) {
  unfold_t u = {
      .w = w, .task = task, .b = ptowsp_builder_before(task), .map = ptowsp_value_map_create()};
  bool ok = unfold(&u, ptowsp_op_body(w->s.kernel), w->top.data, w->top.size);
  ptowsp_value_map_destroy(u.map);
  return ok;
}
