// Trials: what a tile costs, found by making its kernel.
//
// The first tile of a nest is copied into a kernel whose parameters are the nest's arrays, whole.
// Its text goes into a module of its own, where the passes that kernels go through decide what
// becomes of it. Nothing of the program changes.
#include <stdlib.h>

#include "choose.h"
#include "tile.h"

typedef struct {
  const subject_t *subject;
  const cut_t *cuts;
  size_t cut_count;
  ptowsp_op_t *nest;
  ptowsp_op_t *kernel;
  ptowsp_builder_t b; // before the kernel's return
  ptowsp_value_map_t *map;
  PTOWSP_VEC(ptowsp_attr_t) names;
  PTOWSP_VEC(ptowsp_attr_t) access;
  PTOWSP_VEC(ptowsp_type_t) types;
} maker_t;

// ---------------------------------------------------------------- values from outside

static ptowsp_value_t *add_argument(maker_t *m, ptowsp_type_t type, const char *access) {
  ptowsp_context_t *context = ptowsp_op_context(m->nest);
  char name[32];
  snprintf(name, sizeof name, "a%zu", m->types.size);
  ptowsp_vec_push(&m->names, ptowsp_attr_cstring(context, name));
  ptowsp_vec_push(&m->access, ptowsp_attr_cstring(context, access));
  ptowsp_vec_push(&m->types, type);
  return ptowsp_block_add_arg(ptowsp_op_body(m->kernel), type, PTOWSP_LOC_UNKNOWN);
}

static bool is_local(const maker_t *m, ptowsp_value_t *value) {
  for (size_t i = 0; m->subject->locals && i < m->subject->locals->size; i++)
    if (m->subject->locals->data[i] == value) return true;
  return false;
}

static ptowsp_value_t *add_local(maker_t *m, ptowsp_value_t *value) {
  ptowsp_type_t type = ptowsp_value_type(value);
  size_t rank = ptowsp_type_rank(type);
  int64_t shape[rank + 1];
  if (!ptowsp_tile_shape(m->subject, m->cuts, m->cut_count, value, shape)) return NULL;
  type = ptowsp_type_memref(ptowsp_type_context(type), shape, rank, ptowsp_type_element(type), NULL,
                            NULL);
  ptowsp_op_t *op = ptowsp_value_op(value);
  ptowsp_op_state_t state = {.id = PTOWSP_OP_MEMREF_ALLOC,
                             .result_types = &type,
                             .result_count = 1,
                             .properties = ptowsp_op_properties(op),
                             .attributes = ptowsp_op_attributes(op)};
  return ptowsp_op_result(ptowsp_build(&m->b, &state), 0);
}

static ptowsp_value_t *add_array(maker_t *m, ptowsp_value_t *value) {
  ptowsp_type_t type = ptowsp_value_type(value);
  size_t rank = ptowsp_type_rank(type);
  int64_t strides[rank + 1], offset = 0;
  if (is_local(m, value)) return add_local(m, value);
  if (!ptowsp_type_has_static_shape(type) || !ptowsp_type_strides(type, strides, &offset))
    return NULL;
  ptowsp_context_t *context = ptowsp_type_context(type);
  if (rank)
    type = ptowsp_type_memref(context, ptowsp_type_shape(type), rank, ptowsp_type_element(type),
                              ptowsp_attr_strided(context, strides, rank, PTOWSP_DYNAMIC),
                              ptowsp_type_space(type));
  return add_argument(m, type, "inout");
}

static ptowsp_value_t *add_scalar(maker_t *m, ptowsp_type_t type) {
  ptowsp_context_t *context = ptowsp_type_context(type);
  if (!ptowsp_type_is_index(type)) return add_argument(m, type, "value");
  ptowsp_value_t *wide = add_argument(m, ptowsp_type_i(context, 64), "value");
  return ptowsp_build_cast(&m->b, PTOWSP_OP_ARITH_INDEX_CAST, wide, type);
}

// The first value of a loop around the nest stands for all of them.
static ptowsp_value_t *first_value(maker_t *m, ptowsp_op_t *loop) {
  int64_t lower = 0;
  ptowsp_value_constant(ptowsp_op_operand(loop, 0), &lower);
  return ptowsp_build_index(&m->b, lower);
}

// The kernel's value for one that is not computed again there.
static ptowsp_value_t *make_given(maker_t *m, ptowsp_value_t *value) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  ptowsp_type_t type = ptowsp_value_type(value);
  if (ptowsp_type_kind(type) == PTOWSP_TYPE_MEMREF) return add_array(m, value);
  ptowsp_op_t *owner = op ? NULL : ptowsp_block_op(ptowsp_value_block(value));
  if (ptowsp_op_is(owner, PTOWSP_OP_SCF_FOR) && ptowsp_value_index(value) == 0)
    return first_value(m, owner);
  return add_scalar(m, type);
}

static bool give(maker_t *m, ptowsp_value_t *value) {
  if (ptowsp_value_map_get(m->map, value) != value) return true;
  ptowsp_value_t *made = make_given(m, value);
  if (made) ptowsp_value_map_set(m->map, value, made);
  return made != NULL;
}

static bool is_copied(ptowsp_value_t *value, void *data) {
  const maker_t *m = data;
  ptowsp_op_t *op = ptowsp_value_op(value);
  return ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE) && !ptowsp_op_region_count(op) &&
         ptowsp_value_map_get(m->map, value) == value;
}

static ptowsp_walk_t copy_op(ptowsp_op_t *op, void *data) {
  maker_t *m = data;
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++)
    if (!give(m, ptowsp_op_operand(op, i))) return PTOWSP_WALK_INTERRUPT;
  ptowsp_op_move_before(ptowsp_op_clone(op, m->map), m->b.before);
  return PTOWSP_WALK_ADVANCE;
}

// Makes the kernel's value for one from outside of the nest.
static bool bring_in(maker_t *m, ptowsp_value_t *value) {
  return ptowsp_walk_sources(value, is_copied, copy_op, m) && give(m, value);
}

static ptowsp_walk_t enter_outside(ptowsp_op_t *op, void *data) {
  maker_t *m = data;
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++) {
    ptowsp_value_t *value = ptowsp_op_operand(op, i);
    ptowsp_op_t *owner = ptowsp_value_op(value);
    if (!owner) owner = ptowsp_block_op(ptowsp_value_block(value));
    if (!ptowsp_op_is_ancestor(m->nest, owner) && !bring_in(m, value)) return PTOWSP_WALK_INTERRUPT;
  }
  return PTOWSP_WALK_ADVANCE;
}

// ---------------------------------------------------------------- the kernel

typedef struct {
  PTOWSP_VEC(ptowsp_op_t *) ops;
} found_t;

static ptowsp_walk_t list_op(ptowsp_op_t *op, void *data) {
  ptowsp_vec_push(&((found_t *)data)->ops, op);
  return PTOWSP_WALK_ADVANCE;
}

// Whether the loop has more iterations than a tile of that size.
static bool is_cut(const ptowsp_op_t *loop, int64_t size) {
  int64_t lower = 0, step = 0;
  return size < ptowsp_loop_iterations(loop, &lower, &step);
}

static void shorten(ptowsp_op_t *copy, const cut_t *cut) {
  int64_t lower = 0, step = 1;
  ptowsp_value_constant(ptowsp_op_operand(copy, 0), &lower);
  ptowsp_value_constant(ptowsp_op_operand(copy, 2), &step);
  ptowsp_builder_t b = ptowsp_builder_before(copy);
  lower += cut->number * cut->size * step;
  if (cut->number) ptowsp_op_set_operand(copy, 0, ptowsp_build_index(&b, lower));
  ptowsp_op_set_operand(copy, 1, ptowsp_build_index(&b, lower + cut->size * step));
}

enum { DEPTH = 3 };
static bool is_compared(const ptowsp_value_t *value, int depth);

bool ptowsp_tile_is_shifted(const ptowsp_op_t *loop) {
  int64_t number;
  ptowsp_value_t *lower = ptowsp_op_operand(loop, 0), *upper = ptowsp_op_operand(loop, 1);
  ptowsp_op_t *op = ptowsp_value_op(upper);
  return ptowsp_op_is(op, PTOWSP_OP_ARITH_ADDI) &&
         ((ptowsp_op_operand(op, 0) == lower &&
           ptowsp_value_constant(ptowsp_op_operand(op, 1), &number)) ||
          (ptowsp_op_operand(op, 1) == lower &&
           ptowsp_value_constant(ptowsp_op_operand(op, 0), &number)));
}

// Whether it compares or bounds, or computes what a comparison or a loop takes up to some
// operations away.
static bool leads_to_comparison(const ptowsp_op_t *op, int depth) {
  if (ptowsp_op_is(op, PTOWSP_OP_ARITH_CMPI)) return true;
  if (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR)) return !ptowsp_tile_is_shifted(op);
  return depth && ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE) && !ptowsp_op_region_count(op) &&
         ptowsp_op_result_count(op) == 1 && is_compared(ptowsp_op_result(op, 0), depth - 1);
}

static bool is_compared(const ptowsp_value_t *value, int depth) {
  for (ptowsp_use_t *use = ptowsp_value_first_use(value); use; use = ptowsp_use_next(use))
    if (leads_to_comparison(ptowsp_use_op(use), depth)) return true;
  return false;
}

bool ptowsp_tile_is_compared(const ptowsp_op_t *loop) {
  return is_compared(ptowsp_block_arg(ptowsp_op_body(loop), 0), DEPTH);
}

// ---------------------------------------------------------------- where tiles begin

// Whether a value is computed from the loop's variable.
static bool depends(ptowsp_value_t *value, const ptowsp_op_t *loop, int depth) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (!op) return ptowsp_block_op(ptowsp_value_block(value)) == loop;
  for (size_t i = 0; depth && i < ptowsp_op_operand_count(op); i++)
    if (depends(ptowsp_op_operand(op, i), loop, depth - 1)) return true;
  return false;
}

// The first subscript of a load or a store; 0: it is neither.
static size_t first_subscript(const ptowsp_op_t *op) {
  if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE)) return 2;
  return ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD) ? 1 : 0;
}

// Accesses to an array, and the dimensions that move with a loop in the first of them.
typedef struct {
  const ptowsp_op_t *loop;
  const ptowsp_value_t *array;
  uint64_t dimensions;
  bool any;
} moving_t;

// Interrupted by an access in which others move.
static ptowsp_walk_t find_other(ptowsp_op_t *op, void *data) {
  moving_t *m = data;
  size_t first = first_subscript(op);
  if (!first || ptowsp_op_operand(op, first - 1) != m->array) return PTOWSP_WALK_ADVANCE;
  uint64_t dimensions = 0;
  for (size_t i = first; i < ptowsp_op_operand_count(op) && i - first < 64; i++)
    if (depends(ptowsp_op_operand(op, i), m->loop, DEPTH)) dimensions |= UINT64_C(1) << (i - first);
  if (m->any && dimensions != m->dimensions) return PTOWSP_WALK_INTERRUPT;
  m->dimensions = dimensions;
  m->any = true;
  return PTOWSP_WALK_ADVANCE;
}

// Whether no view of the array begins where the loop's tiles do: y[i][j] and y[j][i].
static bool is_turned(const ptowsp_op_t *loop, const ptowsp_value_t *array) {
  moving_t m = {.loop = loop, .array = array};
  return !ptowsp_walk_pre((ptowsp_op_t *)loop, find_other, &m);
}

// Interrupted by an access to such an array.
static ptowsp_walk_t find_turned(ptowsp_op_t *op, void *data) {
  size_t first = first_subscript(op);
  bool turned = first && is_turned(data, ptowsp_op_operand(op, first - 1));
  return turned ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

// Where a tile begins is an argument of its kernel, if conditions or trip counts depend on it, or
// places in arrays that are seen from their start: what holds in the first tile need not in the
// others. NULL: it makes no difference.
static ptowsp_value_t *tile_origin(maker_t *m, const cut_t *cut) {
  bool turned = !ptowsp_walk_pre(cut->loop, find_turned, cut->loop);
  if (!is_cut(cut->loop, cut->size) || !(turned || ptowsp_tile_is_compared(cut->loop))) return NULL;
  const subject_t *of = m->subject;
  if (!turned && of->parts && ptowsp_tile_has_kinds(of->isl, of->nest, cut->loop, cut->size))
    return NULL;
  return add_scalar(m, ptowsp_type_index(ptowsp_op_context(m->nest)));
}

// The value with a loop's variable in it moved, computed before an op.
static ptowsp_value_t *move_value(ptowsp_value_t *value, const ptowsp_op_t *loop,
                                  ptowsp_value_t *moved, ptowsp_op_t *before) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (value == ptowsp_block_arg(ptowsp_op_body(loop), 0)) return moved;
  if (!op || !ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE) || !depends(value, loop, DEPTH))
    return value;
  ptowsp_value_map_t *map = ptowsp_value_map_create();
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++) {
    ptowsp_value_t *operand = ptowsp_op_operand(op, i);
    ptowsp_value_map_set(map, operand, move_value(operand, loop, moved, before));
  }
  ptowsp_op_t *copy = ptowsp_op_clone(op, map);
  ptowsp_value_map_destroy(map);
  ptowsp_op_move_before(copy, before);
  return ptowsp_op_result(copy, ptowsp_value_index(value));
}

static ptowsp_walk_t list_access(ptowsp_op_t *op, void *data) {
  if (first_subscript(op)) ptowsp_vec_push(&((found_t *)data)->ops, op);
  return PTOWSP_WALK_ADVANCE;
}

static void move_origin(ptowsp_op_t *copy, ptowsp_value_t *origin) {
  ptowsp_block_t *body = ptowsp_op_body(copy);
  ptowsp_value_t *variable = ptowsp_block_arg(body, 0);
  found_t turned = {0};
  ptowsp_walk_pre(copy, list_access, &turned);
  size_t count = 0;
  for (size_t i = 0; i < turned.ops.size; i++) {
    ptowsp_op_t *op = turned.ops.data[i];
    if (is_turned(copy, ptowsp_op_operand(op, first_subscript(op) - 1)))
      turned.ops.data[count++] = op;
  }
  ptowsp_builder_t b = ptowsp_builder_before(ptowsp_block_first(body));
  ptowsp_value_t *moved = ptowsp_build_binary(&b, PTOWSP_OP_ARITH_ADDI, variable, origin);
  for (size_t i = 0; i < count; i++) {
    ptowsp_op_t *op = turned.ops.data[i];
    for (size_t k = first_subscript(op); k < ptowsp_op_operand_count(op); k++)
      ptowsp_op_set_operand(op, k, move_value(ptowsp_op_operand(op, k), copy, moved, op));
  }
  ptowsp_use_t *next;
  for (ptowsp_use_t *use = ptowsp_value_first_use(variable); use; use = next) {
    next = ptowsp_use_next(use);
    ptowsp_op_t *op = ptowsp_use_op(use);
    if (op != ptowsp_value_op(moved) && leads_to_comparison(op, DEPTH))
      ptowsp_op_set_operand(op, ptowsp_use_operand(use), moved);
  }
  ptowsp_vec_deinit(&turned.ops);
}

// Keeps one side of the loop: drops it, or the stores around it.
static void keep_part(const found_t *to, ptowsp_op_t *block, trial_part_t part) {
  if (part == TRIAL_AROUND) {
    ptowsp_op_erase(block);
    return;
  }
  for (size_t i = to->ops.size; part == TRIAL_INSIDE && i-- > 0;) {
    ptowsp_op_t *op = to->ops.data[i];
    if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE) && !ptowsp_op_is_ancestor(block, op))
      ptowsp_op_erase(op);
  }
}

static void copy_nest(maker_t *m, const cut_t *cuts, size_t count, ptowsp_op_t *block,
                      trial_part_t part) {
  ptowsp_value_t *origins[count + 1];
  for (size_t k = 0; k < count; k++) origins[k] = tile_origin(m, &cuts[k]);
  ptowsp_op_t *copy = ptowsp_op_clone(m->nest, m->map), *inner = NULL;
  ptowsp_op_move_before(copy, m->b.before);
  found_t from = {0}, to = {0};
  ptowsp_walk_pre(m->nest, list_op, &from);
  ptowsp_walk_pre(copy, list_op, &to);
  for (size_t i = 0; i < from.ops.size; i++) {
    ptowsp_op_t *op = from.ops.data[i];
    for (size_t k = 0; k < count; k++) {
      if (cuts[k].loop != op || !is_cut(op, cuts[k].size)) continue;
      shorten(to.ops.data[i], &cuts[k]);
      if (origins[k]) move_origin(to.ops.data[i], origins[k]);
    }
    if (op == block) inner = to.ops.data[i];
    ptowsp_op_set_attr(to.ops.data[i], "wsp.tile", NULL);
  }
  if (inner) keep_part(&to, inner, part);
  ptowsp_vec_deinit(&from.ops);
  ptowsp_vec_deinit(&to.ops);
}

static void finish_kernel(maker_t *m) {
  ptowsp_context_t *context = ptowsp_op_context(m->nest);
  size_t count = m->types.size;
  ptowsp_type_t type = ptowsp_type_function(context, m->types.data, count, NULL, 0);
  ptowsp_op_set_attr(m->kernel, "sym_name", ptowsp_attr_cstring(context, "trial"));
  ptowsp_op_set_attr(m->kernel, "function_type", ptowsp_attr_type(context, type));
  ptowsp_op_set_attr(m->kernel, "arg_names", ptowsp_attr_array(context, m->names.data, count));
  ptowsp_op_set_attr(m->kernel, "arg_access", ptowsp_attr_array(context, m->access.data, count));
}

// What a task of the kernel passes for an argument, which has the array's first elements.
static ptowsp_value_t *pass_argument(ptowsp_op_t *workload, ptowsp_type_t type, ptowsp_builder_t *b,
                                     ptowsp_type_t *out_taken) {
  ptowsp_context_t *context = ptowsp_type_context(type);
  bool memref = ptowsp_type_kind(type) == PTOWSP_TYPE_MEMREF;
  size_t rank = memref ? ptowsp_type_rank(type) : 0;
  *out_taken = type;
  if (rank)
    *out_taken = ptowsp_type_memref(context, ptowsp_type_shape(type), rank,
                                    ptowsp_type_element(type), NULL, ptowsp_type_space(type));
  ptowsp_value_t *operands[rank + 1];
  operands[0] = ptowsp_block_add_arg(ptowsp_op_body(workload), *out_taken, PTOWSP_LOC_UNKNOWN);
  if (!memref) return operands[0];
  for (size_t i = 0; i < rank; i++) operands[i + 1] = ptowsp_build_index(b, 0);
  ptowsp_op_state_t state = {.id = PTOWSP_OP_WSP_AT,
                             .operands = operands,
                             .operand_count = rank + 1,
                             .result_types = &type,
                             .result_count = 1};
  return ptowsp_op_result(ptowsp_build(b, &state), 0);
}

static ptowsp_op_t *build_function(ptowsp_op_t *before, ptowsp_op_id_t id,
                                   ptowsp_builder_t *out_b) {
  ptowsp_builder_t at = ptowsp_builder_before(before);
  ptowsp_op_state_t state = {.id = id, .region_count = 1};
  ptowsp_op_t *op = ptowsp_build(&at, &state);
  ptowsp_builder_t end =
      ptowsp_builder_at_end(ptowsp_block_create(ptowsp_op_region(op, 0)), PTOWSP_LOC_UNKNOWN);
  ptowsp_op_state_t last = {.id = PTOWSP_OP_WSP_RETURN};
  *out_b = ptowsp_builder_before(ptowsp_build(&end, &last));
  return op;
}

// A workload with a task of the kernel: what it is split into depends on its tasks.
static ptowsp_op_t *build_caller(const maker_t *m) {
  ptowsp_context_t *context = ptowsp_op_context(m->nest);
  size_t count = m->types.size;
  ptowsp_builder_t b;
  ptowsp_op_t *workload = build_function(m->kernel, PTOWSP_OP_WSP_WORKLOAD, &b);
  ptowsp_value_t *operands[count + 1];
  ptowsp_type_t types[count + 1];
  for (size_t i = 0; i < count; i++)
    operands[i] = pass_argument(workload, m->types.data[i], &b, &types[i]);
  ptowsp_type_t type = ptowsp_type_function(context, types, count, NULL, 0);
  ptowsp_op_set_attr(workload, "sym_name", ptowsp_attr_cstring(context, "caller"));
  ptowsp_op_set_attr(workload, "function_type", ptowsp_attr_type(context, type));
  ptowsp_op_set_attr(workload, "arg_names", ptowsp_attr_array(context, m->names.data, count));
  ptowsp_op_set_attr(workload, "arg_access", ptowsp_attr_array(context, m->access.data, count));
  int32_t segments[] = {(int32_t)count, 0};
  ptowsp_named_attr_t properties[] = {{ptowsp_intern_cstr(context, "callee"),
                                       ptowsp_attr_symbol(context, ptowsp_op_symbol(m->kernel))},
                                      {ptowsp_intern_cstr(context, "operandSegmentSizes"),
                                       ptowsp_attr_i32_array(context, segments, 2)}};
  ptowsp_op_state_t task = {.id = PTOWSP_OP_WSP_TASK, .operands = operands, .operand_count = count};
  task.properties = ptowsp_attr_dictionary(context, properties, 2);
  ptowsp_build(&b, &task);
  return workload;
}

static ptowsp_op_t *around(ptowsp_op_t *op) {
  while (!ptowsp_op_has_trait(op, PTOWSP_TRAIT_FUNCTION)) op = ptowsp_op_parent(op);
  return op;
}

// The kernel as text; false: a value of the nest has no place in a kernel.
static bool kernel_text(const subject_t *subject, const cut_t *cuts, size_t count,
                        ptowsp_op_t *block, trial_part_t part, ptowsp_buffer_t *text) {
  ptowsp_op_t *nest = subject->nest;
  maker_t m = {.subject = subject,
               .cuts = cuts,
               .cut_count = count,
               .nest = nest,
               .map = ptowsp_value_map_create()};
  m.kernel = build_function(around(nest), PTOWSP_OP_WSP_KERNEL, &m.b);
  bool ok = ptowsp_walk_pre(nest, enter_outside, &m);
  if (ok) {
    copy_nest(&m, cuts, count, block, part);
    finish_kernel(&m);
    ptowsp_print_options_t options = {.generic = true};
    ptowsp_print(text, m.kernel, &options);
    ptowsp_op_t *caller = build_caller(&m);
    ptowsp_print(text, caller, &options);
    ptowsp_op_erase(caller);
  }
  ptowsp_op_erase(m.kernel);
  ptowsp_value_map_destroy(m.map);
  ptowsp_vec_deinit(&m.names);
  ptowsp_vec_deinit(&m.access);
  ptowsp_vec_deinit(&m.types);
  return ok;
}

// ---------------------------------------------------------------- the cost

// A kernel that the passes have split runs as so many tasks, one behind the other.
static void add_costs(ptowsp_module_t *module, const ptowsp_machine_t *machine, trial_t *trial) {
  bool first = true;
  ptowsp_block_each(ptowsp_module_body(module), op) {
    if (!ptowsp_op_is(op, PTOWSP_OP_WSP_KERNEL)) continue;
    ptowsp_kernel_cost_t cost = ptowsp_kernel_cost_rough(op, machine);
    trial->cycles += cost.cycles;
    if (!first) trial->cycles += (uint64_t)ptowsp_tile_overhead(machine);
    trial->split |= !first;
    first = false;
    for (size_t i = 0; i < PTOWSP_PIPE_COUNT; i++) trial->pipes[i] += cost.pipes[i];
    trial->cube |= ptowsp_kernel_is_cube(op);
    ptowsp_str_t scalar = ptowsp_op_attr_text(op, "wsp.scalar");
    if (scalar.size) trial->scalar = ptowsp_intern(ptowsp_module_context(module), scalar);
  }
}

// ---------------------------------------------------------------- trials

void ptowsp_tile_forget_tries(tries_t *tries) {
  for (size_t i = 0; i < tries->size; i++) free(tries->data[i].text);
  ptowsp_vec_deinit(tries);
}

static bool find_tried(const tries_t *tries, uint64_t hash, ptowsp_str_t text, trial_t *out_trial) {
  for (size_t i = 0; tries && i < tries->size; i++) {
    const tried_t *tried = &tries->data[i];
    if (tried->hash != hash || !ptowsp_str_is(text, tried->text)) continue;
    *out_trial = tried->trial;
    return true;
  }
  return false;
}

// Takes the kernel through its passes; false: it is none.
static bool try_kernel(ptowsp_context_t *context, const ptowsp_machine_t *machine,
                       ptowsp_str_t text, trial_t *out_trial) {
  ptowsp_module_t *module = ptowsp_parse(context, text, "trial");
  if (!module) return false;
  ptowsp_op_set_attr(ptowsp_module_op(module), "wsp.machine",
                     ptowsp_machine_attr(context, machine));
  *out_trial = (trial_t){0};
  ptowsp_pipeline_t *pipeline = ptowsp_pipeline_create(context);
  out_trial->fits = ptowsp_pipeline_append_named(pipeline, "kernel") &&
                    ptowsp_pipeline_run(pipeline, module, NULL);
  ptowsp_pipeline_destroy(pipeline);
  add_costs(module, machine, out_trial);
  ptowsp_module_destroy(module);
  return true;
}

bool ptowsp_tile_try(const subject_t *subject, const cut_t *cuts, size_t count, ptowsp_op_t *block,
                     trial_part_t part, trial_t *out_trial) {
  ptowsp_context_t *context = ptowsp_op_context(subject->nest);
  ptowsp_buffer_t buffer = {0};
  ptowsp_trial_t quiet = ptowsp_trial_begin(context);
  bool made = kernel_text(subject, cuts, count, block, part, &buffer);
  ptowsp_str_t text = {buffer.data, buffer.size};
  uint64_t hash = made ? ptowsp_fnv1a(text.data, text.size) : 0;
  if (made && !find_tried(subject->tries, hash, text, out_trial)) {
    trial_t trial;
    made = try_kernel(context, subject->machine, text, &trial);
    if (made) *out_trial = trial;
    if (made && subject->tries) {
      ptowsp_vec_push(subject->tries, ((tried_t){hash, buffer.data, trial}));
      buffer = (ptowsp_buffer_t){0};
    }
  }
  ptowsp_buffer_deinit(&buffer);
  ptowsp_trial_end(context, &quiet);
  return made;
}
