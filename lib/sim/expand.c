// Compiles an orchestration to a flat program over slots.
#include "ptowsp/expand.h"

#include <stdlib.h>
#include <string.h>

#include "plan_region.h"
#include "program.h"

// Values to slots (scalars) or to places in buffers (memrefs).
typedef struct {
  ptowsp_value_t *value;
  uint32_t slot;
  int32_t buffer;  // of a memref
  ptowsp_op_t *at; // the wsp.at a memref comes from, or NULL
} binding_t;

typedef struct {
  ptowsp_expansion_t *expansion;
  binding_t *table; // open addressing
  size_t capacity, count;
  PTOWSP_VEC(uint32_t) ivs; // slots of the loops around
  bool failed;
} compiler_t;

static size_t place_of(const compiler_t *c, const ptowsp_value_t *value) {
  uint64_t hash = (uint64_t)(uintptr_t)value * UINT64_C(0x9e3779b97f4a7c15);
  size_t i = (size_t)(hash >> 20) & (c->capacity - 1);
  while (c->table[i].value && c->table[i].value != value) i = (i + 1) & (c->capacity - 1);
  return i;
}

static binding_t *bind(compiler_t *c, ptowsp_value_t *value) {
  if (2 * c->count >= c->capacity) {
    binding_t *old = c->table;
    size_t old_capacity = c->capacity;
    c->capacity = old_capacity ? 2 * old_capacity : 64;
    c->table = ptowsp_calloc(c->capacity, sizeof(binding_t));
    for (size_t i = 0; i < old_capacity; i++)
      if (old[i].value) c->table[place_of(c, old[i].value)] = old[i];
    free(old);
  }
  binding_t *binding = &c->table[place_of(c, value)];
  if (!binding->value) c->count++;
  *binding = (binding_t){.value = value, .buffer = -1};
  return binding;
}

static const binding_t *lookup(const compiler_t *c, const ptowsp_value_t *value) {
  const binding_t *binding = &c->table[place_of(c, value)];
  return binding->value ? binding : NULL;
}

static uint32_t new_slot(compiler_t *c, int64_t initial) {
  ptowsp_vec_push(&c->expansion->slots, initial);
  return (uint32_t)c->expansion->slots.size - 1;
}

static uint32_t define(compiler_t *c, ptowsp_value_t *value) {
  uint32_t slot = new_slot(c, 0);
  bind(c, value)->slot = slot;
  return slot;
}

static uint32_t slot_of(const compiler_t *c, const ptowsp_value_t *value) {
  const binding_t *binding = lookup(c, value);
  return binding ? binding->slot : 0;
}

static uint32_t emit(compiler_t *c, step_t step) {
  ptowsp_vec_push(&c->expansion->steps, step);
  return (uint32_t)c->expansion->steps.size - 1;
}

static void refuse(compiler_t *c, ptowsp_op_t *op, const char *advice) {
  c->failed = true;
  ptowsp_error(c->expansion->context, ptowsp_op_loc(op),
               "'%s' has no place in an orchestration: %s", ptowsp_op_name(op), advice);
}

static void compile_block(compiler_t *c, ptowsp_block_t *block);

// ---------------------------------------------------------------- scalars

static bool is_scalar(ptowsp_type_t type) {
  return ptowsp_type_is_index(type) || ptowsp_type_is_integer(type) || ptowsp_type_is_float(type);
}

static bool compile_constant(compiler_t *c, ptowsp_op_t *op) {
  ptowsp_attr_t value = ptowsp_op_attr(op, "value");
  int64_t bits;
  if (value && ptowsp_attr_kind(value) == PTOWSP_ATTR_INTEGER)
    bits = ptowsp_attr_int_value(value);
  else if (value && ptowsp_attr_kind(value) == PTOWSP_ATTR_FLOAT)
    bits = (int64_t)ptowsp_attr_float_value_bits(value);
  else
    return false;
  uint32_t slot = new_slot(c, bits);
  bind(c, ptowsp_op_result(op, 0))->slot = slot;
  return true;
}

static void compile_arithmetic(compiler_t *c, ptowsp_op_t *op) {
  ptowsp_value_t *result = ptowsp_op_result(op, 0);
  size_t count = ptowsp_op_operand_count(op);
  bool select = ptowsp_op_is(op, PTOWSP_OP_ARITH_SELECT);
  ptowsp_type_t from = ptowsp_value_type(ptowsp_op_operand(op, select));
  ptowsp_type_t to = ptowsp_value_type(result);
  if (!is_scalar(from) || !is_scalar(to) || ptowsp_type_width(from) > 64 ||
      ptowsp_type_width(to) > 64) {
    refuse(c, op, "only integers and floats of up to 64 bits are computed here");
    return;
  }
  step_t step = {.kind = (uint16_t)ptowsp_op_id(op), .op = op};
  step.width = (uint8_t)ptowsp_type_width(from);
  step.other = (uint8_t)ptowsp_type_width(to);
  if (ptowsp_op_is(op, PTOWSP_OP_ARITH_CMPI) || ptowsp_op_is(op, PTOWSP_OP_ARITH_CMPF))
    step.other = (uint8_t)ptowsp_op_attr_int(op, "predicate", 0);
  if (ptowsp_type_is_float(from)) step.format = (uint8_t)ptowsp_type_float_kind(from);
  if (ptowsp_type_is_float(to)) step.flag = (uint8_t)ptowsp_type_float_kind(to);
  step.a = slot_of(c, ptowsp_op_operand(op, 0));
  if (count > 1) step.b = slot_of(c, ptowsp_op_operand(op, 1));
  if (count > 2) step.c = slot_of(c, ptowsp_op_operand(op, 2));
  step.dst = define(c, result);
  emit(c, step);
}

// ---------------------------------------------------------------- control

// Moves the terminator's operands to `to`, all at once: through fresh slots.
static void compile_yield(compiler_t *c, ptowsp_op_t *yield, const uint32_t *to) {
  size_t count = ptowsp_op_operand_count(yield);
  uint32_t first = (uint32_t)c->expansion->slots.size;
  for (size_t i = 0; i < count; i++)
    emit(c, (step_t){.kind = STEP_MOVE,
                     .dst = new_slot(c, 0),
                     .a = slot_of(c, ptowsp_op_operand(yield, i))});
  for (size_t i = 0; i < count; i++)
    emit(c, (step_t){.kind = STEP_MOVE, .dst = to[i], .a = first + (uint32_t)i});
}

static bool results_are_scalars(compiler_t *c, ptowsp_op_t *op) {
  for (size_t i = 0; i < ptowsp_op_result_count(op); i++)
    if (!is_scalar(ptowsp_value_type(ptowsp_op_result(op, i)))) {
      refuse(c, op, "it may carry integers and floats only");
      return false;
    }
  return true;
}

static void compile_for(compiler_t *c, ptowsp_op_t *op) {
  if (!results_are_scalars(c, op)) return;
  ptowsp_block_t *body = ptowsp_op_body(op);
  size_t carried = ptowsp_op_result_count(op);
  ptowsp_arena_t *arena = c->expansion->arena;
  uint32_t *args = PTOWSP_ARENA_NEW(arena, uint32_t, carried + 1);
  for (size_t i = 0; i < carried; i++) {
    args[i] = define(c, ptowsp_block_arg(body, i + 1));
    bind(c, ptowsp_op_result(op, i))->slot = args[i];
    emit(c, (step_t){
                .kind = STEP_MOVE, .dst = args[i], .a = slot_of(c, ptowsp_op_operand(op, 3 + i))});
  }
  step_t enter = {.kind = STEP_FOR, .op = op};
  enter.flag = ptowsp_op_attr(op, "unsignedCmp") != NULL;
  enter.width = (uint8_t)ptowsp_type_width(ptowsp_value_type(ptowsp_block_arg(body, 0)));
  enter.a = slot_of(c, ptowsp_op_operand(op, 0));
  enter.b = slot_of(c, ptowsp_op_operand(op, 1));
  enter.c = slot_of(c, ptowsp_op_operand(op, 2));
  enter.dst = define(c, ptowsp_block_arg(body, 0));
  uint32_t at = emit(c, enter);
  ptowsp_vec_push(&c->ivs, enter.dst);
  compile_block(c, body);
  c->ivs.size--;
  if (ptowsp_block_terminator(body)) compile_yield(c, ptowsp_block_terminator(body), args);
  step_t next = enter;
  next.kind = STEP_NEXT;
  next.jump = at + 1;
  emit(c, next);
  c->expansion->steps.data[at].jump = (uint32_t)c->expansion->steps.size;
}

static void compile_branch(compiler_t *c, ptowsp_region_t *region, const uint32_t *results) {
  ptowsp_block_t *block = ptowsp_region_first(region);
  if (!block) return;
  compile_block(c, block);
  if (ptowsp_block_terminator(block)) compile_yield(c, ptowsp_block_terminator(block), results);
}

static void compile_if(compiler_t *c, ptowsp_op_t *op) {
  if (!results_are_scalars(c, op)) return;
  size_t count = ptowsp_op_result_count(op);
  uint32_t *results = PTOWSP_ARENA_NEW(c->expansion->arena, uint32_t, count + 1);
  for (size_t i = 0; i < count; i++) results[i] = define(c, ptowsp_op_result(op, i));
  uint32_t unless =
      emit(c, (step_t){.kind = STEP_UNLESS, .a = slot_of(c, ptowsp_op_operand(op, 0)), .op = op});
  compile_branch(c, ptowsp_op_region(op, 0), results);
  uint32_t jump = emit(c, (step_t){.kind = STEP_JUMP});
  c->expansion->steps.data[unless].jump = (uint32_t)c->expansion->steps.size;
  compile_branch(c, ptowsp_op_region(op, 1), results);
  c->expansion->steps.data[jump].jump = (uint32_t)c->expansion->steps.size;
}

// ---------------------------------------------------------------- tasks

static bool access_of(ptowsp_op_t *function, size_t i, bool *out_reads, bool *out_writes) {
  ptowsp_attr_t access = ptowsp_op_attr(function, "arg_access");
  ptowsp_str_t text = {"", 0};
  if (access && i < ptowsp_attr_count(access)) text = ptowsp_attr_text(ptowsp_attr_at(access, i));
  bool inout = ptowsp_str_is(text, "inout");
  *out_reads = inout || ptowsp_str_is(text, "in");
  *out_writes = inout || ptowsp_str_is(text, "out");
  return *out_reads || *out_writes;
}

static const char *arg_name(ptowsp_op_t *function, size_t i, const char *otherwise) {
  ptowsp_attr_t names = ptowsp_op_attr(function, "arg_names");
  if (!names || i >= ptowsp_attr_count(names)) return otherwise;
  return ptowsp_attr_text(ptowsp_attr_at(names, i)).data;
}

// Whether a region can be computed: constant extents and strides, a footprint that is a box.
static bool is_plannable(ptowsp_type_t view, ptowsp_attr_t footprint) {
  int64_t strides[PTOWSP_MAX_RANK], offset;
  size_t rank = ptowsp_type_rank(view);
  if (rank > PTOWSP_MAX_RANK || !ptowsp_type_has_static_shape(view) ||
      !ptowsp_type_strides(view, strides, &offset))
    return false;
  ptowsp_attr_t sizes = ptowsp_attr_lookup(footprint, "sizes");
  for (size_t i = 0; i < rank; i++) {
    if (strides[i] < 1) return false;
    if (sizes && ptowsp_attr_dense_array_int(sizes, i) < 0) return false;
  }
  return true;
}

static bool plan_array(compiler_t *c, ptowsp_op_t *op, ptowsp_op_t *kernel, size_t i,
                       arg_plan_t *plan) {
  ptowsp_expansion_t *x = c->expansion;
  ptowsp_value_t *value = ptowsp_op_operand(op, i);
  const binding_t *place = lookup(c, value);
  if (!place || place->buffer < 0) {
    refuse(c, op, "an array argument comes from a parameter, a local array or wsp.at of one");
    return false;
  }
  plan->buffer = place->buffer;
  ptowsp_type_t type = x->buffers.data[plan->buffer].type;
  plan->rank = (int32_t)ptowsp_type_rank(type);
  int64_t ignored;
  ptowsp_type_strides(type, plan->stride, &ignored);
  uint32_t zero = place->at ? 0 : new_slot(c, 0);
  for (int32_t d = 0; d < plan->rank; d++) {
    plan->extent[d] = ptowsp_type_shape(type)[d];
    plan->index[d] = place->at ? slot_of(c, ptowsp_op_operand(place->at, (size_t)d + 1)) : zero;
  }
  if (!access_of(kernel, i, &plan->reads, &plan->writes)) {
    c->failed = true;
    ptowsp_error(x->context, ptowsp_op_loc(kernel),
                 "kernel '%s' does not say how it accesses '%s': run wsp-infer-deps or declare "
                 "it in, out or inout",
                 ptowsp_op_symbol(kernel).data, arg_name(kernel, i, "an argument"));
    return false;
  }
  ptowsp_attr_t footprints = ptowsp_op_attr(kernel, "footprints");
  ptowsp_attr_t footprint = NULL;
  if (footprints && i < ptowsp_attr_count(footprints)) footprint = ptowsp_attr_at(footprints, i);
  if (footprint && ptowsp_attr_kind(footprint) != PTOWSP_ATTR_DICTIONARY) footprint = NULL;
  if (!is_plannable(ptowsp_value_type(value), footprint)) {
    refuse(c, op, "an array argument has constant extents and strides, and at most 8 dimensions");
    return false;
  }
  ptowsp_plan_region(plan, ptowsp_value_type(value), footprint);
  if (plan->whole)
    ptowsp_remark(x->context, ptowsp_op_loc(op),
                  "the region of '%s' that '%s' accesses is not a box of the array: "
                  "the whole array is taken",
                  x->buffers.data[plan->buffer].name, ptowsp_op_symbol(kernel).data);
  return true;
}

static uint32_t kernel_number(ptowsp_expansion_t *x, ptowsp_op_t *kernel) {
  for (size_t i = 0; i < x->kernels.size; i++)
    if (x->kernels.data[i] == kernel) return (uint32_t)i;
  ptowsp_vec_push(&x->kernels, kernel);
  return (uint32_t)x->kernels.size - 1;
}

static ptowsp_op_t *callee_of(compiler_t *c, ptowsp_op_t *op, size_t arg_count) {
  ptowsp_str_t name = ptowsp_op_attr_text(op, "callee");
  ptowsp_op_t *kernel = ptowsp_symbol_lookup(op, name);
  const char *problem = NULL;
  if (!ptowsp_op_is(kernel, PTOWSP_OP_WSP_KERNEL))
    problem = "is not a kernel of this module";
  else if (arg_count != ptowsp_block_arg_count(ptowsp_op_body(kernel)))
    problem = "takes another number of arguments";
  else if (arg_count > PTOWSP_MAX_TASK_ARGS)
    problem = "takes more than 16 arguments, the most a task carries";
  if (!problem) return kernel;
  c->failed = true;
  ptowsp_error(c->expansion->context, ptowsp_op_loc(op), "'%.*s' %s", (int)name.size, name.data,
               problem);
  return NULL;
}

static void compile_task(compiler_t *c, ptowsp_op_t *op) {
  ptowsp_expansion_t *x = c->expansion;
  ptowsp_attr_t segments = ptowsp_op_attr(op, "operandSegmentSizes");
  size_t operands = ptowsp_op_operand_count(op);
  bool scheduled = segments && ptowsp_attr_dense_array_int(segments, 1) == 1;
  size_t arg_count = operands - scheduled;
  ptowsp_op_t *kernel = callee_of(c, op, arg_count);
  if (!kernel) return;
  task_plan_t plan = {.op = op, .kernel = kernel_number(x, kernel), .arg_count = arg_count};
  plan.args = PTOWSP_ARENA_NEW(x->arena, arg_plan_t, arg_count);
  plan.scheduler = scheduled ? slot_of(c, ptowsp_op_operand(op, arg_count)) : UINT32_MAX;
  for (size_t i = 0; i < arg_count; i++) {
    ptowsp_value_t *value = ptowsp_op_operand(op, i);
    plan.args[i].buffer = -1;
    plan.args[i].index[0] = slot_of(c, value);
    if (is_scalar(ptowsp_value_type(value))) continue;
    if (!plan_array(c, op, kernel, i, &plan.args[i])) return;
  }
  plan.iv_count = c->ivs.size;
  plan.ivs = ptowsp_arena_copy(x->arena, c->ivs.data, c->ivs.size * sizeof(uint32_t));
  if (arg_count > x->max_args) x->max_args = arg_count;
  if (plan.iv_count > x->max_ivs) x->max_ivs = plan.iv_count;
  ptowsp_vec_push(&x->tasks, plan);
  emit(c, (step_t){.kind = STEP_TASK, .a = (uint32_t)x->tasks.size - 1, .op = op});
}

// ---------------------------------------------------------------- elements

static void compile_read(compiler_t *c, ptowsp_op_t *op) {
  ptowsp_expansion_t *x = c->expansion;
  const binding_t *place = lookup(c, ptowsp_op_operand(op, 0));
  if (!place || place->buffer < 0 || place->at) {
    refuse(c, op, "it reads an element of a parameter or of a local array of the workload");
    return;
  }
  read_plan_t plan = {.op = op, .type = ptowsp_value_type(ptowsp_op_result(op, 0))};
  plan.place.buffer = place->buffer;
  ptowsp_type_t type = x->buffers.data[place->buffer].type;
  int64_t ignored;
  ptowsp_type_strides(type, plan.place.stride, &ignored);
  plan.place.rank = (int32_t)ptowsp_type_rank(type);
  for (int32_t d = 0; d < plan.place.rank; d++) {
    plan.place.extent[d] = ptowsp_type_shape(type)[d];
    plan.place.index[d] = slot_of(c, ptowsp_op_operand(op, (size_t)d + 1));
    plan.place.size[d] = 1;
  }
  uint32_t to = define(c, ptowsp_op_result(op, 0));
  ptowsp_vec_push(&x->reads, plan);
  emit(c, (step_t){.kind = STEP_READ, .dst = to, .a = (uint32_t)x->reads.size - 1, .op = op});
}

// ---------------------------------------------------------------- buffers

static bool add_buffer(compiler_t *c, ptowsp_op_t *op, ptowsp_value_t *value,
                       ptowsp_buffer_info_t info) {
  ptowsp_type_t type = info.type = ptowsp_value_type(value);
  if (!ptowsp_type_has_static_shape(type) || ptowsp_type_layout(type) ||
      ptowsp_type_rank(type) > PTOWSP_MAX_RANK) {
    refuse(c, op, "an array needs constant extents, at most 8 of them, in C's own layout");
    return false;
  }
  ptowsp_vec_push(&c->expansion->buffers, info);
  bind(c, value)->buffer = (int32_t)c->expansion->buffers.size - 1;
  return true;
}

static void compile_at(compiler_t *c, ptowsp_op_t *op) {
  const binding_t *source = lookup(c, ptowsp_op_operand(op, 0));
  if (!source || source->buffer < 0 || source->at) {
    refuse(c, op, "its source is a parameter or a local array of the workload");
    return;
  }
  int32_t buffer = source->buffer;
  binding_t *binding = bind(c, ptowsp_op_result(op, 0));
  binding->buffer = buffer;
  binding->at = op;
}

static void compile_alloc(compiler_t *c, ptowsp_op_t *op) {
  ptowsp_str_t name = ptowsp_op_attr_text(op, "wsp.name");
  ptowsp_buffer_info_t info = {
      .name = name.size ? name.data : "buffer", .parameter = -1, .loc = ptowsp_op_loc(op)};
  add_buffer(c, op, ptowsp_op_result(op, 0), info);
}

static void compile_op(compiler_t *c, ptowsp_op_t *op) {
  switch (ptowsp_op_id(op)) {
    case PTOWSP_OP_SCF_FOR:
      compile_for(c, op);
      return;
    case PTOWSP_OP_SCF_IF:
      compile_if(c, op);
      return;
    case PTOWSP_OP_WSP_TASK:
      compile_task(c, op);
      return;
    case PTOWSP_OP_WSP_AT:
      compile_at(c, op);
      return;
    case PTOWSP_OP_WSP_SLOT:
      compile_read(c, op);
      return;
    case PTOWSP_OP_MEMREF_ALLOC:
      compile_alloc(c, op);
      return;
    case PTOWSP_OP_MEMREF_DEALLOC:
      return; // buffers live as long as the run
    case PTOWSP_OP_SCF_YIELD:
    case PTOWSP_OP_WSP_RETURN:
      return; // taken care of by the op around
    case PTOWSP_OP_WSP_TICKET:
      emit(c, (step_t){.kind = STEP_TICKET, .dst = define(c, ptowsp_op_result(op, 0))});
      return;
    case PTOWSP_OP_ARITH_CONSTANT:
      if (!compile_constant(c, op)) refuse(c, op, "constants are integers or floats");
      return;
    default:
      break;
  }
  if (ptowsp_is_orchestral(op))
    compile_arithmetic(c, op);
  else if (ptowsp_op_has_trait(op, PTOWSP_TRAIT_READS) ||
           ptowsp_op_has_trait(op, PTOWSP_TRAIT_WRITES))
    refuse(c, op, "move it into a kernel, or run wsp-tile and wsp-outline-tasks");
  else
    refuse(c, op, "compute it in a kernel");
}

static void compile_block(compiler_t *c, ptowsp_block_t *block) {
  ptowsp_block_each(block, op) compile_op(c, op);
}

static void bind_parameters(compiler_t *c, const int64_t *sizes) {
  ptowsp_op_t *workload = c->expansion->workload;
  ptowsp_block_t *body = ptowsp_op_body(workload);
  for (size_t i = 0; i < ptowsp_block_arg_count(body); i++) {
    ptowsp_value_t *value = ptowsp_block_arg(body, i);
    if (is_scalar(ptowsp_value_type(value))) {
      uint32_t slot = new_slot(c, sizes ? sizes[i] : 0);
      bind(c, value)->slot = slot;
      continue;
    }
    ptowsp_buffer_info_t info = {.name = arg_name(workload, i, "buffer"),
                                 .parameter = (int32_t)i,
                                 .loc = ptowsp_value_loc(value)};
    // An undeclared parameter may be read and written: it is drawn and compared.
    if (!access_of(workload, i, &info.is_input, &info.is_output))
      info.is_input = info.is_output = true;
    add_buffer(c, workload, value, info);
  }
}

ptowsp_expansion_t *ptowsp_expansion_create(ptowsp_op_t *workload, const int64_t *sizes) {
  ptowsp_expansion_t *x = ptowsp_calloc(1, sizeof(*x));
  x->workload = workload;
  x->context = ptowsp_op_context(workload);
  x->arena = ptowsp_arena_create();
  compiler_t c = {.expansion = x};
  c.capacity = 64;
  c.table = ptowsp_calloc(c.capacity, sizeof(binding_t));
  bind_parameters(&c, sizes);
  if (!c.failed) compile_block(&c, ptowsp_op_body(workload));
  emit(&c, (step_t){.kind = STEP_END});
  free(c.table);
  ptowsp_vec_deinit(&c.ivs);
  if (!c.failed) return x;
  ptowsp_expansion_destroy(x);
  return NULL;
}

void ptowsp_expansion_destroy(ptowsp_expansion_t *x) {
  if (!x) return;
  ptowsp_vec_deinit(&x->steps);
  ptowsp_vec_deinit(&x->slots);
  ptowsp_vec_deinit(&x->tasks);
  ptowsp_vec_deinit(&x->reads);
  ptowsp_vec_deinit(&x->buffers);
  ptowsp_vec_deinit(&x->kernels);
  ptowsp_arena_destroy(x->arena);
  free(x);
}

ptowsp_op_t *ptowsp_expansion_workload(const ptowsp_expansion_t *x) { return x->workload; }

size_t ptowsp_expansion_buffer_count(const ptowsp_expansion_t *x) { return x->buffers.size; }

const ptowsp_buffer_info_t *ptowsp_expansion_buffer(const ptowsp_expansion_t *x, size_t i) {
  return &x->buffers.data[i];
}

size_t ptowsp_expansion_kernel_count(const ptowsp_expansion_t *x) { return x->kernels.size; }

ptowsp_op_t *ptowsp_expansion_kernel(const ptowsp_expansion_t *x, size_t i) {
  return x->kernels.data[i];
}

size_t ptowsp_expansion_max_args(const ptowsp_expansion_t *x) { return x->max_args; }

size_t ptowsp_expansion_max_ivs(const ptowsp_expansion_t *x) { return x->max_ivs; }

const char *ptowsp_task_iv_name(const ptowsp_op_t *task, size_t i) {
  size_t depth = 0;
  for (ptowsp_op_t *op = ptowsp_op_parent(task); op; op = ptowsp_op_parent(op))
    depth += ptowsp_op_is(op, PTOWSP_OP_SCF_FOR);
  for (ptowsp_op_t *op = ptowsp_op_parent(task); op; op = ptowsp_op_parent(op)) {
    if (!ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) || --depth != i) continue;
    ptowsp_str_t name = ptowsp_op_attr_text(op, "wsp.iv");
    return name.size ? name.data : NULL;
  }
  return NULL;
}
