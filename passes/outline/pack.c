// Kernels with more arguments than a task takes: some are packed.
//
//   wsp.task @k(%a, %b, …, %x, %y)        %p = memref.alloc, %s = memref.alloc
//                                   →     wsp.task @k_pack(%a, %b, …, %p)   // copies
//                                         wsp.task @k_pack_0(%x, %y, %s)    // stores
//                                         wsp.task @k(…, %p, %s)
//                                         wsp.task @k_unpack(%p, %b)        // what k wrote
//
// Scalars of one type become the elements of an array, arrays of one element type and rank the
// slices of one. Tasks of their own fill it before the kernel runs and bring back what it wrote;
// the buffer has a part for every iteration of the loops around the task, so that tasks stay
// independent.
#include <stdlib.h>

#include "ptowsp/expand.h"
#include "region.h"

enum { MAX_PACK_RANK = PTOWSP_MAX_RANK - 2, MAX_BUFFER_BYTES = 1 << 28 };

// Arguments that become one.
typedef struct {
  ptowsp_type_t element;
  size_t rank; // of each, 0: scalars
  bool is_unsigned;
  PTOWSP_VEC(size_t) members;
  size_t count; // how many of them are packed
  int64_t shape[PTOWSP_MAX_RANK];
} group_t;

typedef struct {
  outline_t *o;
  ptowsp_op_t *kernel;
  const ptowsp_summary_t *summary;
  size_t count; // arguments
  PTOWSP_VEC(group_t) groups;
  size_t *group_of; // of each argument that is packed; else SIZE_MAX
  size_t *place;    // in the group
} pack_t;

// Of one array, the box that is copied.
typedef struct {
  const int64_t *offsets, *sizes;
} part_t;

static ptowsp_value_t *argument(const pack_t *p, size_t i) {
  return ptowsp_block_arg(ptowsp_op_body(p->kernel), i);
}

// ---------------------------------------------------------------- groups

// Whether an argument is used as a scalar, or through loads and stores alone.
static bool is_packable(const pack_t *p, size_t i) {
  ptowsp_value_t *value = argument(p, i);
  ptowsp_type_t type = ptowsp_value_type(value);
  if (!is_memref(value)) return !ptowsp_type_is_index(type);
  if (!ptowsp_type_has_static_shape(type) || ptowsp_type_rank(type) > MAX_PACK_RANK) return false;
  for (ptowsp_use_t *use = ptowsp_value_first_use(value); use; use = ptowsp_use_next(use))
    if (!ptowsp_op_is(ptowsp_use_op(use), PTOWSP_OP_MEMREF_LOAD) &&
        !ptowsp_op_is(ptowsp_use_op(use), PTOWSP_OP_MEMREF_STORE))
      return false;
  return ptowsp_type_rank(type) > 0;
}

static void add_member(pack_t *p, size_t i) {
  ptowsp_value_t *value = argument(p, i);
  bool array = is_memref(value), sign = ptowsp_op_arg_is_unsigned(p->kernel, i);
  ptowsp_type_t type = ptowsp_value_type(value);
  ptowsp_type_t element = array ? ptowsp_type_element(type) : type;
  size_t rank = array ? ptowsp_type_rank(type) : 0, k = 0;
  while (k < p->groups.size &&
         (p->groups.data[k].element != element || p->groups.data[k].rank != rank ||
          p->groups.data[k].is_unsigned != sign))
    k++;
  if (k == p->groups.size)
    ptowsp_vec_push(&p->groups, ((group_t){.element = element, .rank = rank, .is_unsigned = sign}));
  ptowsp_vec_push(&p->groups.data[k].members, i);
}

// What is only read comes first: it need not be brought back.
static void list_groups(pack_t *p) {
  for (int written = 0; written < 2; written++)
    for (size_t i = 0; i < p->count; i++)
      if (is_packable(p, i) && p->summary->args[i].writes == (written == 1)) add_member(p, i);
}

static group_t *largest_group(pack_t *p) {
  group_t *best = NULL;
  for (size_t i = 0; i < p->groups.size; i++) {
    group_t *group = &p->groups.data[i];
    if (group->count || group->members.size < 2) continue;
    bool scalars = group->rank == 0, best_scalars = best && best->rank == 0;
    if (!best || (scalars && !best_scalars) ||
        (scalars == best_scalars && group->members.size > best->members.size))
      best = group;
  }
  return best;
}

// False: there is no array as large.
static bool set_shape(const pack_t *p, group_t *group) {
  group->shape[0] = (int64_t)group->count;
  for (size_t d = 0; d < group->rank; d++) {
    group->shape[d + 1] = 1;
    for (size_t i = 0; i < group->count; i++) {
      const ptowsp_footprint_t *f = &p->summary->args[group->members.data[i]];
      int64_t end = f->sizes[d] > 0 ? f->offsets[d] + f->sizes[d] : 1;
      if (end > group->shape[d + 1]) group->shape[d + 1] = end;
    }
  }
  return ptowsp_shape_is_held(group->shape, group->rank + 1);
}

// Packs scalars, then the arrays there are most of, until few enough arguments are left.
static bool choose_groups(pack_t *p) {
  size_t left = p->count;
  while (left > PTOWSP_MAX_TASK_ARGS) {
    group_t *group = largest_group(p);
    if (!group) {
      ptowsp_error(p->o->context, ptowsp_op_loc(p->kernel),
                   "this task needs %zu arguments, a task takes at most %d, and too few of them "
                   "are of one type to be packed; split the statement or the nest",
                   p->count, PTOWSP_MAX_TASK_ARGS);
      return false;
    }
    size_t enough = left - PTOWSP_MAX_TASK_ARGS + 1;
    group->count = group->members.size < enough ? group->members.size : enough;
    left -= group->count - 1;
    if (!set_shape(p, group)) {
      ptowsp_error(p->o->context, ptowsp_op_loc(p->kernel),
                   "this task needs %zu arguments, a task takes at most %d, and arrays of one type "
                   "are too large to be packed; split the statement or the nest",
                   p->count, PTOWSP_MAX_TASK_ARGS);
      return false;
    }
    for (size_t i = 0; i < group->count; i++) {
      p->group_of[group->members.data[i]] = (size_t)(group - p->groups.data);
      p->place[group->members.data[i]] = i;
    }
  }
  return true;
}

// ---------------------------------------------------------------- building

// The type of a kernel's parameter for it.
static ptowsp_type_t view_type(const pack_t *p, const group_t *group) {
  ptowsp_type_t type =
      ptowsp_type_memref(p->o->context, group->shape, group->rank + 1, group->element, NULL, NULL);
  int64_t strides[PTOWSP_MAX_RANK], offset;
  ptowsp_type_strides(type, strides, &offset);
  return ptowsp_type_memref(
      p->o->context, group->shape, group->rank + 1, group->element,
      ptowsp_attr_strided(p->o->context, strides, group->rank + 1, PTOWSP_DYNAMIC), NULL);
}

typedef struct {
  ptowsp_type_t types[64];
  ptowsp_attr_t names[64], access[64];
  int64_t unsigned_numbers[64];
  size_t count, unsigned_count;
} signature_t;

static void add_parameter(const pack_t *p, signature_t *s, ptowsp_type_t type, const char *name,
                          const char *access, bool is_unsigned) {
  if (is_unsigned) s->unsigned_numbers[s->unsigned_count++] = (int64_t)s->count;
  s->types[s->count] = type;
  s->names[s->count] = ptowsp_attr_cstring(p->o->context, name);
  s->access[s->count++] = ptowsp_attr_cstring(p->o->context, access);
}

// A kernel with these parameters, whose body ends in its return.
static ptowsp_op_t *build_kernel(const pack_t *p, const signature_t *s, const char *name) {
  ptowsp_context_t *context = p->o->context;
  ptowsp_builder_t at = ptowsp_builder_before(p->kernel);
  ptowsp_op_state_t state = {
      .id = PTOWSP_OP_WSP_KERNEL, .loc = ptowsp_op_loc(p->kernel), .region_count = 1};
  ptowsp_op_t *kernel = ptowsp_build(&at, &state);
  ptowsp_block_t *block = ptowsp_block_create(ptowsp_op_region(kernel, 0));
  for (size_t i = 0; i < s->count; i++) ptowsp_block_add_arg(block, s->types[i], state.loc);
  ptowsp_builder_t end = ptowsp_builder_at_end(block, state.loc);
  ptowsp_op_state_t last = {.id = PTOWSP_OP_WSP_RETURN, .loc = state.loc};
  ptowsp_build(&end, &last);
  ptowsp_type_t type = ptowsp_type_function(context, s->types, s->count, NULL, 0);
  ptowsp_op_set_attr(kernel, "sym_name", ptowsp_attr_cstring(context, name));
  ptowsp_op_set_attr(kernel, "function_type", ptowsp_attr_type(context, type));
  ptowsp_op_set_attr(kernel, "arg_names", ptowsp_attr_array(context, s->names, s->count));
  ptowsp_op_set_attr(kernel, "arg_access", ptowsp_attr_array(context, s->access, s->count));
  if (s->unsigned_count)
    ptowsp_op_set_attr(kernel, "wsp.unsigned",
                       ptowsp_attr_i64_array(context, s->unsigned_numbers, s->unsigned_count));
  return kernel;
}

static void build_task(const pack_t *p, ptowsp_builder_t *b, ptowsp_op_t *kernel,
                       ptowsp_value_t *const *operands, size_t count) {
  ptowsp_context_t *context = p->o->context;
  int32_t segments[] = {(int32_t)count, 0};
  ptowsp_named_attr_t properties[] = {{ptowsp_intern_cstr(context, "callee"),
                                       ptowsp_attr_symbol(context, ptowsp_op_symbol(kernel))},
                                      {ptowsp_intern_cstr(context, "operandSegmentSizes"),
                                       ptowsp_attr_i32_array(context, segments, 2)}};
  ptowsp_op_state_t state = {
      .id = PTOWSP_OP_WSP_TASK, .loc = b->loc, .operands = operands, .operand_count = count};
  state.properties = ptowsp_attr_dictionary(context, properties, 2);
  ptowsp_build(b, &state);
}

static const char *argument_name(const pack_t *p, size_t i) {
  ptowsp_attr_t names = ptowsp_op_attr(p->kernel, "arg_names");
  return ptowsp_intern(p->o->context, ptowsp_attr_text(ptowsp_attr_at(names, i)));
}

// ---------------------------------------------------------------- copies

// Stores to, or loads from, an element: of the slice at a place, or of an array (NULL place).
static ptowsp_value_t *element(ptowsp_builder_t *b, ptowsp_value_t *memref, const size_t *place,
                               ptowsp_value_t *const *ivs, size_t rank, ptowsp_value_t *stored) {
  ptowsp_value_t *operands[PTOWSP_MAX_RANK + 2];
  size_t count = 0;
  if (stored) operands[count++] = stored;
  operands[count++] = memref;
  if (place) operands[count++] = ptowsp_build_index(b, (int64_t)*place);
  for (size_t d = 0; d < rank; d++) operands[count++] = ivs[d];
  ptowsp_type_t type = ptowsp_type_element(ptowsp_value_type(memref));
  ptowsp_op_state_t state = {.id = stored ? PTOWSP_OP_MEMREF_STORE : PTOWSP_OP_MEMREF_LOAD,
                             .loc = b->loc,
                             .operands = operands,
                             .operand_count = count,
                             .result_types = &type,
                             .result_count = stored ? 0 : 1};
  ptowsp_op_t *op = ptowsp_build(b, &state);
  return stored ? NULL : ptowsp_op_result(op, 0);
}

// Loops over a box that copy between an array and its slice.
static void build_copy(ptowsp_op_t *kernel, ptowsp_value_t *array, ptowsp_value_t *buffer,
                       size_t place, part_t part, bool back) {
  size_t rank = ptowsp_type_rank(ptowsp_value_type(array));
  ptowsp_value_t *ivs[PTOWSP_MAX_RANK];
  ptowsp_builder_t b = ptowsp_builder_before(ptowsp_block_terminator(ptowsp_op_body(kernel)));
  for (size_t d = 0; d < rank; d++) {
    ptowsp_value_t *from = ptowsp_build_index(&b, part.offsets[d]);
    ptowsp_value_t *to = ptowsp_build_index(&b, part.offsets[d] + part.sizes[d]);
    ptowsp_op_t *loop = ptowsp_build_for(&b, from, to, ptowsp_build_index(&b, 1));
    ivs[d] = ptowsp_block_arg(ptowsp_op_body(loop), 0);
    b = ptowsp_builder_before(ptowsp_block_terminator(ptowsp_op_body(loop)));
  }
  ptowsp_value_t *value = element(&b, back ? buffer : array, back ? &place : NULL, ivs, rank, NULL);
  element(&b, back ? array : buffer, back ? NULL : &place, ivs, rank, value);
}

// Whether a slice must hold what was there before, and whether it is brought back.
static bool is_copied(const pack_t *p, size_t i, bool back) {
  const ptowsp_footprint_t *f = &p->summary->args[i];
  if (!f->is_memref) return !back;
  return back ? f->writes : f->reads || (f->writes && !f->covers);
}

static part_t part_of(const pack_t *p, size_t i, bool back) {
  const ptowsp_footprint_t *f = &p->summary->args[i];
  if (back) return (part_t){f->write_offsets, f->write_sizes};
  return (part_t){f->offsets, f->sizes};
}

// One task that copies some members, from `first` on; returns the first that it does not.
static size_t add_copies(const pack_t *p, const group_t *group, size_t first, bool back,
                         ptowsp_value_t *const *arguments, ptowsp_value_t *buffer,
                         ptowsp_builder_t *b) {
  signature_t s = {0};
  ptowsp_value_t *operands[PTOWSP_MAX_TASK_ARGS];
  size_t members[PTOWSP_MAX_TASK_ARGS], next = first;
  for (; next < group->count && s.count < PTOWSP_MAX_TASK_ARGS - 1; next++) {
    size_t i = group->members.data[next];
    if (!is_copied(p, i, back)) continue;
    members[s.count] = i;
    operands[s.count] = arguments[i];
    add_parameter(p, &s, ptowsp_value_type(argument(p, i)), argument_name(p, i),
                  group->rank ? back ? "out" : "in" : "value", group->is_unsigned);
  }
  if (!s.count) return next;
  operands[s.count] = buffer;
  add_parameter(p, &s, view_type(p, group), "packed", back ? "in" : "out", group->is_unsigned);
  char base[128];
  ptowsp_str_t name = ptowsp_op_symbol(p->kernel);
  snprintf(base, sizeof base, "%.*s_%s", (int)(name.size < 100 ? name.size : 100), name.data,
           back ? "unpack" : "pack");
  ptowsp_op_t *kernel = build_kernel(p, &s, ptowsp_symbol_unique(p->o->module, base));
  ptowsp_block_t *body = ptowsp_op_body(kernel);
  ptowsp_value_t *packed = ptowsp_block_arg(body, s.count - 1);
  for (size_t k = 0; k + 1 < s.count; k++) {
    ptowsp_value_t *from = ptowsp_block_arg(body, k);
    size_t place = p->place[members[k]];
    if (group->rank) {
      build_copy(kernel, from, packed, place, part_of(p, members[k], back), back);
    } else {
      ptowsp_builder_t in = ptowsp_builder_before(ptowsp_block_terminator(body));
      element(&in, packed, &place, NULL, 0, from);
    }
  }
  ptowsp_op_t *shared = NULL;
  size_t order[64];
  for (size_t i = 0; i < p->o->kernels.size && !shared; i++) {
    ptowsp_op_t *other = p->o->kernels.data[i];
    if (ptowsp_block_arg_count(ptowsp_op_body(other)) == s.count &&
        ptowsp_op_attr(other, "wsp.unsigned") == ptowsp_op_attr(kernel, "wsp.unsigned") &&
        ptowsp_bodies_equal(kernel, other, order))
      shared = other;
    for (size_t k = 0; shared && k < s.count; k++)
      if (order[k] != k) shared = NULL;
  }
  if (shared)
    ptowsp_op_erase(kernel);
  else
    ptowsp_vec_push(&p->o->kernels, kernel);
  build_task(p, b, shared ? shared : kernel, operands, s.count);
  return next;
}

// ---------------------------------------------------------------- tasks

// The loop in front of which a buffer with room for all iterations stands, so that these need not
// wait for one another; the task itself if the room would be too much, or nobody knows it.
static ptowsp_op_t *place_of_buffer(ptowsp_op_t *task, int64_t bytes, int64_t *out_count) {
  ptowsp_op_t *place = task;
  int64_t lower, step, count;
  *out_count = 1;
  for (ptowsp_op_t *op = ptowsp_op_parent(task);
       (count = ptowsp_loop_iterations(op, &lower, &step)) > 0; op = ptowsp_op_parent(op)) {
    if (count > MAX_BUFFER_BYTES / bytes / *out_count) break;
    *out_count *= count;
    place = op;
  }
  return place;
}

// The number of the iteration, of all loops between the buffer and the task.
static ptowsp_value_t *build_number(ptowsp_builder_t *b, ptowsp_op_t *task, ptowsp_op_t *place) {
  ptowsp_value_t *number = NULL;
  int64_t lower, step, scale = 1;
  for (ptowsp_op_t *op = task; op != place;) {
    op = ptowsp_op_parent(op);
    int64_t count = ptowsp_loop_iterations(op, &lower, &step);
    ptowsp_value_t *value = ptowsp_block_arg(ptowsp_op_body(op), 0);
    if (lower)
      value = ptowsp_build_binary(b, PTOWSP_OP_ARITH_SUBI, value, ptowsp_build_index(b, lower));
    if (step > 1)
      value = ptowsp_build_binary(b, PTOWSP_OP_ARITH_DIVSI, value, ptowsp_build_index(b, step));
    if (scale > 1)
      value = ptowsp_build_binary(b, PTOWSP_OP_ARITH_MULI, value, ptowsp_build_index(b, scale));
    number = number ? ptowsp_build_binary(b, PTOWSP_OP_ARITH_ADDI, number, value) : value;
    scale *= count;
  }
  return number ? number : ptowsp_build_index(b, 0);
}

// A view of the task's own part of a buffer.
static ptowsp_value_t *build_buffer(const pack_t *p, const group_t *group, ptowsp_op_t *task,
                                    ptowsp_builder_t *b) {
  ptowsp_context_t *context = p->o->context;
  int64_t shape[PTOWSP_MAX_RANK + 1], bytes = (int64_t)ptowsp_type_bytes(group->element);
  for (size_t d = 0; d <= group->rank; d++) bytes *= shape[d + 1] = group->shape[d];
  ptowsp_op_t *place = place_of_buffer(task, bytes, &shape[0]);
  ptowsp_type_t view = view_type(p, group);
  ptowsp_type_t type =
      ptowsp_type_memref(context, shape, group->rank + 2, group->element, NULL, NULL);
  ptowsp_builder_t front = ptowsp_builder_before(place);
  front.loc = b->loc;
  ptowsp_value_t *operands[PTOWSP_MAX_RANK + 2] = {
      ptowsp_build_alloc(&front, type, NULL, "packed")};
  operands[1] = build_number(b, task, place);
  for (size_t d = 0; d <= group->rank; d++) operands[d + 2] = ptowsp_build_index(b, 0);
  ptowsp_op_state_t at = {.id = PTOWSP_OP_WSP_AT,
                          .loc = b->loc,
                          .operands = operands,
                          .operand_count = group->rank + 3,
                          .result_types = &view,
                          .result_count = 1};
  return ptowsp_op_result(ptowsp_build(b, &at), 0);
}

static void rewrite_task(const pack_t *p, ptowsp_op_t *task, ptowsp_op_t *kernel) {
  ptowsp_value_t *old[p->count + 1], *operands[PTOWSP_MAX_TASK_ARGS];
  ptowsp_value_t *buffers[p->groups.size + 1];
  size_t count = 0;
  for (size_t i = 0; i < p->count; i++) old[i] = ptowsp_op_operand(task, i);
  ptowsp_builder_t before = ptowsp_builder_before(task);
  for (size_t i = 0; i < p->count; i++)
    if (p->group_of[i] == SIZE_MAX) operands[count++] = old[i];
  for (size_t g = 0; g < p->groups.size; g++) {
    const group_t *group = &p->groups.data[g];
    if (!group->count) continue;
    buffers[g] = operands[count++] = build_buffer(p, group, task, &before);
    for (size_t k = 0; k < group->count;)
      k = add_copies(p, group, k, false, old, buffers[g], &before);
  }
  build_task(p, &before, kernel, operands, count);
  for (size_t g = 0; g < p->groups.size; g++)
    for (size_t k = 0; k < p->groups.data[g].count;)
      k = add_copies(p, &p->groups.data[g], k, true, old, buffers[g], &before);
  ptowsp_op_erase(task);
}

typedef struct {
  ptowsp_str_t callee;
  ops_t tasks;
} calls_t;

static ptowsp_walk_t find_call(ptowsp_op_t *op, void *data) {
  calls_t *calls = data;
  if (ptowsp_op_is(op, PTOWSP_OP_WSP_TASK) &&
      ptowsp_str_equal(ptowsp_op_attr_text(op, "callee"), calls->callee))
    ptowsp_vec_push(&calls->tasks, op);
  return PTOWSP_WALK_ADVANCE;
}

// ---------------------------------------------------------------- the kernel

static void use_slice(const pack_t *p, size_t i, ptowsp_value_t *buffer) {
  ptowsp_value_t *old = argument(p, i);
  for (ptowsp_use_t *use; (use = ptowsp_value_first_use(old));) {
    ptowsp_op_t *op = ptowsp_use_op(use);
    size_t count = ptowsp_op_operand_count(op), memref = ptowsp_use_operand(use);
    ptowsp_value_t *operands[count + 1];
    ptowsp_builder_t b = ptowsp_builder_before(op);
    for (size_t k = 0; k < count; k++) operands[k <= memref ? k : k + 1] = ptowsp_op_operand(op, k);
    operands[memref] = buffer;
    operands[memref + 1] = ptowsp_build_index(&b, (int64_t)p->place[i]);
    ptowsp_op_set_operands(op, operands, count + 1);
  }
}

static void use_element(const pack_t *p, size_t i, ptowsp_value_t *buffer) {
  ptowsp_op_t *first = ptowsp_block_first(ptowsp_op_body(p->kernel));
  ptowsp_builder_t b = ptowsp_builder_before(first);
  ptowsp_value_replace_all(argument(p, i), element(&b, buffer, &p->place[i], NULL, 0, NULL));
}

// The kernel with its packed arguments, in the place of the old one.
static ptowsp_op_t *rebuild(const pack_t *p) {
  signature_t s = {0};
  ptowsp_attr_t access = ptowsp_op_attr(p->kernel, "arg_access");
  size_t place[p->count + 1], buffers[p->groups.size + 1];
  for (size_t i = 0; i < p->count; i++) {
    if (p->group_of[i] != SIZE_MAX) continue;
    place[i] = s.count;
    add_parameter(p, &s, ptowsp_value_type(argument(p, i)), argument_name(p, i),
                  ptowsp_intern(p->o->context, ptowsp_attr_text(ptowsp_attr_at(access, i))),
                  ptowsp_op_arg_is_unsigned(p->kernel, i));
  }
  for (size_t g = 0; g < p->groups.size; g++) {
    if (!p->groups.data[g].count) continue;
    buffers[g] = s.count;
    add_parameter(p, &s, view_type(p, &p->groups.data[g]), "packed", "",
                  p->groups.data[g].is_unsigned);
  }
  ptowsp_str_t name = ptowsp_op_symbol(p->kernel);
  ptowsp_op_t *kernel = build_kernel(p, &s, ptowsp_intern(p->o->context, name));
  ptowsp_block_t *body = ptowsp_op_body(kernel);
  for (size_t i = 0; i < p->count; i++) {
    if (p->group_of[i] == SIZE_MAX)
      ptowsp_value_replace_all(argument(p, i), ptowsp_block_arg(body, place[i]));
    else if (is_memref(argument(p, i)))
      use_slice(p, i, ptowsp_block_arg(body, buffers[p->group_of[i]]));
    else
      use_element(p, i, ptowsp_block_arg(body, buffers[p->group_of[i]]));
  }
  ptowsp_block_splice(ptowsp_op_body(p->kernel), ptowsp_block_terminator(body));
  if (ptowsp_op_attr(p->kernel, "core"))
    ptowsp_op_set_attr(kernel, "core", ptowsp_op_attr(p->kernel, "core"));
  return kernel;
}

static bool pack_kernel(outline_t *o, ptowsp_summaries_t *summaries, ptowsp_op_t *kernel) {
  calls_t calls = {.callee = ptowsp_op_symbol(kernel)};
  ptowsp_walk_pre(ptowsp_module_op(o->module), find_call, &calls);
  pack_t p = {.o = o, .kernel = kernel};
  p.count = ptowsp_block_arg_count(ptowsp_op_body(kernel));
  p.summary = calls.tasks.size ? ptowsp_summary(summaries, kernel) : NULL;
  p.group_of = ptowsp_calloc(p.count, sizeof *p.group_of);
  p.place = ptowsp_calloc(p.count, sizeof *p.place);
  for (size_t i = 0; i < p.count; i++) p.group_of[i] = SIZE_MAX;
  bool ok = true;
  if (p.summary) {
    list_groups(&p);
    ok = choose_groups(&p);
    if (ok) {
      ptowsp_remark(o->context, ptowsp_op_loc(kernel),
                    "this task has %zu arguments, more than the %d that a task takes: arrays and "
                    "scalars of one type are packed by tasks of their own",
                    p.count, PTOWSP_MAX_TASK_ARGS);
      // Copies are made from the old arguments' types; the body moves last.
      ptowsp_op_t *name = NULL;
      for (size_t i = 0; i < calls.tasks.size; i++) rewrite_task(&p, calls.tasks.data[i], kernel);
      name = rebuild(&p);
      for (size_t i = 0; i < o->kernels.size; i++)
        if (o->kernels.data[i] == kernel) o->kernels.data[i] = name;
      ptowsp_op_erase(kernel);
    }
  } else {
    ok = calls.tasks.size == 0;
  }
  for (size_t i = 0; i < p.groups.size; i++) ptowsp_vec_deinit(&p.groups.data[i].members);
  ptowsp_vec_deinit(&p.groups);
  ptowsp_vec_deinit(&calls.tasks);
  free(p.group_of);
  free(p.place);
  return ok;
}

bool ptowsp_outline_pack(outline_t *o) {
  ops_t kernels = {0};
  bool ok = true;
  ptowsp_block_each(ptowsp_module_body(o->module), op) {
    if (ptowsp_op_is(op, PTOWSP_OP_WSP_KERNEL) && ptowsp_op_body(op) &&
        ptowsp_block_arg_count(ptowsp_op_body(op)) > PTOWSP_MAX_TASK_ARGS)
      ptowsp_vec_push(&kernels, op);
  }
  ptowsp_summaries_t *summaries = kernels.size ? ptowsp_summaries_create(o->isl) : NULL;
  for (size_t i = 0; i < kernels.size; i++) ok &= pack_kernel(o, summaries, kernels.data[i]);
  if (summaries) ptowsp_summaries_destroy(summaries);
  ptowsp_vec_deinit(&kernels);
  return ok;
}
