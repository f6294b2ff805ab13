// pto-plan-memory: every tile of a kernel gets an address in its memory.
//
//   %0 = pto.tload %a : …              %0 = pto.tload %a {addr = 0 : i64} : …
//   %1 = pto.tload %b : …         →    %1 = pto.tload %b {addr = 16384 : i64} : …
//   %2 = pto.tadd %0, %1 : …           %2 = pto.tadd %0, %1 {addr = 32768 : i64} : …
//
// A tile lives from the instruction that makes it to the last one that reads it (through the end
// of a loop that it was made before). As long as a memory holds all tiles of the kernel beside each
// other they get places of their own, so that the pipes can run ahead; else dead tiles' places are
// used again: in the cube's memories in turn, so that a place is filled while others are read; in
// UB first that of an operand which dies in an instruction that works in place.
//
// A tile that a loop carries has one place from before the loop until it is read last behind it.
// What the next iteration's tile is made by gets that place, if nothing reads the old one
// afterwards; else a pto.tmov copies it there.
//
// Needs kernels in tile form; others stay as they are. Every address is a multiple of 32 bytes, or
// of 512 in the cube's memories. pto-insert-sync then orders what shares a place.
#include <stdlib.h>

#include "pto_plan_memory.h"
#include "ptowsp/pass.h"
#include "ptowsp/tile.h"

typedef struct {
  ptowsp_op_t *op; // that writes it
  bool scratch;    // working memory of `op`, else its result
  ptowsp_memory_t memory;
  int64_t bytes, align;
  size_t start, end; // positions in the kernel, both inclusive
  int64_t address;
} buffer_t;

typedef struct {
  const ptowsp_op_t *op;
  size_t position;
} place_t;

typedef struct {
  ptowsp_context_t *context; // NULL: nothing is reported
  ptowsp_op_t *kernel;
  PTOWSP_VEC(ptowsp_op_t *) order; // every op, in text order
  PTOWSP_VEC(place_t) places;      // the same, sorted for look-up
  PTOWSP_VEC(size_t) ends;         // position of the last op inside, or its own
  PTOWSP_VEC(buffer_t) buffers;
} plan_t;

enum { MEMORIES = PTOWSP_MEMORY_L0C + 1 };

static void number(plan_t *plan, ptowsp_op_t *op) {
  size_t at = plan->order.size;
  ptowsp_vec_push(&plan->order, op);
  ptowsp_vec_push(&plan->ends, at);
  for (size_t i = 0; i < ptowsp_op_region_count(op); i++)
    for (ptowsp_block_t *block = ptowsp_region_first(ptowsp_op_region(op, i)); block;
         block = ptowsp_block_next(block))
      ptowsp_block_each(block, inner) number(plan, inner);
  plan->ends.data[at] = plan->order.size - 1;
}

static int by_address(const void *a, const void *b) {
  const place_t *x = a, *y = b;
  return (uintptr_t)x->op<(uintptr_t)y->op ? -1 : (uintptr_t)x->op>(uintptr_t) y->op;
}

static void sort(plan_t *plan) {
  for (size_t i = 0; i < plan->order.size; i++)
    ptowsp_vec_push(&plan->places, ((place_t){plan->order.data[i], i}));
  qsort(plan->places.data, plan->places.size, sizeof(place_t), by_address);
}

static size_t position(const plan_t *plan, const ptowsp_op_t *op) {
  place_t key = {op, 0};
  const place_t *found =
      bsearch(&key, plan->places.data, plan->places.size, sizeof(place_t), by_address);
  return found->position;
}

// The position up to which a value is read, seen from where it is made.
static size_t last_use(const plan_t *plan, ptowsp_op_t *made_by, ptowsp_value_t *value) {
  size_t last = position(plan, made_by);
  for (ptowsp_use_t *use = ptowsp_value_first_use(value); use; use = ptowsp_use_next(use)) {
    ptowsp_op_t *user = ptowsp_use_op(use);
    // Of an accumulation the first operand lives on in the result, the factors do not. What a loop
    // carries lives on in what it carries in the end.
    size_t end = plan->ends.data[position(plan, user)], operand = ptowsp_use_operand(use);
    ptowsp_value_t *lives_on = NULL;
    if (ptowsp_tile_is_alias(user) && operand == 0) lives_on = ptowsp_op_result(user, 0);
    if (ptowsp_op_is(user, PTOWSP_OP_SCF_FOR)) lives_on = ptowsp_op_result(user, operand - 3);
    if (lives_on) {
      size_t later = last_use(plan, made_by, lives_on);
      if (later > end) end = later;
    }
    // A reader in a loop reads again in the next iteration.
    for (ptowsp_op_t *loop = ptowsp_op_parent(user); loop != ptowsp_op_parent(made_by);
         loop = ptowsp_op_parent(loop))
      if (plan->ends.data[position(plan, loop)] > end) end = plan->ends.data[position(plan, loop)];
    if (end > last) last = end;
  }
  return last;
}

static void add_buffers(plan_t *plan, ptowsp_op_t *op, size_t at) {
  if (!ptowsp_op_is_tile(op) || ptowsp_op_result_count(op) == 0 || ptowsp_tile_is_alias(op)) return;
  ptowsp_type_t type = ptowsp_value_type(ptowsp_op_result(op, 0));
  ptowsp_tile_layout_t layout = ptowsp_tile_layout(type);
  buffer_t result = {.op = op,
                     .memory = ptowsp_type_tile_memory(type),
                     .bytes = layout.bytes,
                     .align = layout.align,
                     .start = at,
                     .end = last_use(plan, op, ptowsp_op_result(op, 0))};
  // What a loop carries has the place of the first.
  if (ptowsp_tile_origin(ptowsp_op_result(op, 0)) == op) ptowsp_vec_push(&plan->buffers, result);
  int64_t bytes = ptowsp_tile_scratch(op);
  if (!bytes) return;
  buffer_t scratch = result;
  scratch.scratch = true;
  scratch.bytes = bytes;
  scratch.end = at;
  ptowsp_vec_push(&plan->buffers, scratch);
}

static int64_t align_up(int64_t value, int64_t align) {
  return (value + align - 1) / align * align;
}

// Gives each tile of a memory its own place. False: they do not fit.
static bool place_apart(plan_t *plan, ptowsp_memory_t memory) {
  int64_t top = 0;
  for (size_t i = 0; i < plan->buffers.size; i++) {
    buffer_t *buffer = &plan->buffers.data[i];
    if (buffer->memory != memory) continue;
    buffer->address = align_up(top, buffer->align);
    top = buffer->address + buffer->bytes;
  }
  return top <= ptowsp_memory_capacity(plan->kernel, memory);
}

// An operand's place that the result may take over: the operand dies here.
static const buffer_t *dying_operand(const plan_t *plan, size_t index) {
  const buffer_t *buffer = &plan->buffers.data[index];
  if (buffer->scratch || !ptowsp_tile_in_place(buffer->op)) return NULL;
  for (size_t i = 0; i < ptowsp_op_operand_count(buffer->op); i++) {
    ptowsp_value_t *operand = ptowsp_op_operand(buffer->op, i);
    if (ptowsp_value_type(operand) != ptowsp_value_type(ptowsp_op_result(buffer->op, 0))) continue;
    ptowsp_op_t *made_by = ptowsp_tile_origin(operand);
    for (size_t j = 0; j < index; j++) {
      const buffer_t *other = &plan->buffers.data[j];
      if (other->op == made_by && !other->scratch && other->end == buffer->start) return other;
    }
  }
  return NULL;
}

// The lowest address from `start` on at which the tile overlaps no tile alive with it.
static int64_t first_fit(const plan_t *plan, size_t index, int64_t start) {
  const buffer_t *buffer = &plan->buffers.data[index];
  int64_t address = align_up(start, buffer->align);
  for (bool moved = true; moved;) {
    moved = false;
    for (size_t i = 0; i < index; i++) {
      const buffer_t *other = &plan->buffers.data[i];
      if (other->memory != buffer->memory) continue;
      if (other->end < buffer->start || buffer->end < other->start) continue;
      if (other->address >= address + buffer->bytes || address >= other->address + other->bytes)
        continue;
      address = align_up(other->address + other->bytes, buffer->align);
      moved = true;
    }
  }
  return address;
}

// Places the tiles of a memory, using places again. Each looks for a place behind the one before it
// and then from the start, so that a place rests as long as possible before it is filled again: the
// pipe that fills it need not wait for the one that reads it. `compact`: at the lowest place
// instead, which takes the least memory. The index of a tile that does not fit, or SIZE_MAX.
static size_t place_shared(plan_t *plan, ptowsp_memory_t memory, bool compact) {
  int64_t capacity = ptowsp_memory_capacity(plan->kernel, memory), top = 0;
  for (size_t i = 0; i < plan->buffers.size; i++) {
    buffer_t *buffer = &plan->buffers.data[i];
    if (buffer->memory != memory) continue;
    const buffer_t *operand = compact ? dying_operand(plan, i) : NULL;
    buffer->address = operand ? operand->address : first_fit(plan, i, compact ? 0 : top);
    if (!compact && buffer->address + buffer->bytes > capacity)
      buffer->address = first_fit(plan, i, 0);
    top = buffer->address + buffer->bytes;
    if (top > capacity) return i;
  }
  return SIZE_MAX;
}

static bool place(plan_t *plan, ptowsp_memory_t memory) {
  if (place_apart(plan, memory)) return true;
  if (memory != PTOWSP_MEMORY_UB && place_shared(plan, memory, false) == SIZE_MAX) return true;
  size_t left = place_shared(plan, memory, true);
  if (left == SIZE_MAX) return true;
  if (!plan->context) return false;
  const buffer_t *buffer = &plan->buffers.data[left];
  ptowsp_str_t name = ptowsp_op_symbol(plan->kernel);
  ptowsp_error(plan->context, ptowsp_op_loc(buffer->op),
               "the tiles of kernel '%.*s' do not fit: %lld bytes of %s are needed here, %lld "
               "are available; use smaller tiles",
               (int)name.size, name.data, (long long)(buffer->address + buffer->bytes),
               ptowsp_memory_name(memory), (long long)ptowsp_memory_capacity(plan->kernel, memory));
  return false;
}

static void write_addresses(plan_t *plan) {
  for (size_t i = 0; i < plan->buffers.size; i++) {
    const buffer_t *buffer = &plan->buffers.data[i];
    ptowsp_op_set_attr(buffer->op, buffer->scratch ? "scratch" : "addr",
                       ptowsp_attr_i64(plan->context, buffer->address));
  }
  for (size_t i = 0; i < plan->order.size; i++) {
    ptowsp_op_t *op = plan->order.data[i];
    if (!ptowsp_op_is_tile(op) || ptowsp_op_result_count(op) == 0) continue;
    ptowsp_op_t *made_by = ptowsp_tile_origin(ptowsp_op_result(op, 0));
    if (made_by && made_by != op) ptowsp_op_set_attr(op, "addr", ptowsp_op_attr(made_by, "addr"));
  }
}

// An accumulator has its new value once it was accumulated into.
static bool check_accumulators(plan_t *plan) {
  for (size_t i = 0; i < plan->order.size; i++) {
    ptowsp_op_t *op = plan->order.data[i];
    if (!ptowsp_tile_updates(op)) continue;
    const char *what =
        ptowsp_op_is(op, PTOWSP_OP_PTO_TSCATTER) ? "scattered into" : "accumulated into";
    ptowsp_value_t *acc = ptowsp_op_operand(op, 0);
    for (ptowsp_use_t *use = ptowsp_value_first_use(acc); use; use = ptowsp_use_next(use)) {
      if (position(plan, ptowsp_use_op(use)) <= i) continue;
      ptowsp_error(plan->context, ptowsp_op_loc(ptowsp_use_op(use)),
                   "this reads a tile that was %s since", what);
      ptowsp_note(plan->context, ptowsp_op_loc(op), "%s here, in place", what);
      return false;
    }
  }
  return true;
}

static bool place_all(plan_t *plan) {
  for (size_t i = 0; i < plan->order.size; i++) add_buffers(plan, plan->order.data[i], i);
  for (int memory = 0; memory < MEMORIES; memory++)
    if (!place(plan, memory)) return false;
  return true;
}

static bool plan_kernel(plan_t *plan) {
  ptowsp_tile_carry(plan->kernel);
  number(plan, plan->kernel);
  sort(plan);
  if (!check_accumulators(plan) || !place_all(plan)) return false;
  write_addresses(plan);
  return true;
}

static void plan_deinit(plan_t *plan) {
  ptowsp_vec_deinit(&plan->order);
  ptowsp_vec_deinit(&plan->places);
  ptowsp_vec_deinit(&plan->ends);
  ptowsp_vec_deinit(&plan->buffers);
}

bool pto_plan_memory_fits(ptowsp_op_t *kernel) {
  plan_t plan = {.kernel = kernel};
  number(&plan, kernel);
  sort(&plan);
  bool fits = place_all(&plan);
  plan_deinit(&plan);
  return fits;
}

static bool run(ptowsp_pass_run_t *run) {
  bool ok = true;
  ptowsp_block_each(ptowsp_module_body(run->module), op) {
    if (!ptowsp_op_is(op, PTOWSP_OP_WSP_KERNEL)) continue;
    plan_t plan = {.context = run->context, .kernel = op};
    ok = plan_kernel(&plan) && ok;
    plan_deinit(&plan);
  }
  return ok;
}

const ptowsp_pass_t ptowsp_pass_pto_plan_memory = {.run = run};
