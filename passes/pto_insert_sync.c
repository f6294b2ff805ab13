// pto-insert-sync: orders the pipes of a kernel by flags and barriers.
//
//   %0 = pto.tload %a {addr = 0} : …           %0 = pto.tload %a {addr = 0} : …
//   %1 = pto.texp %0 {addr = 0} : …       →    pto.set_flag MTE2 -> V event 0
//                                              pto.wait_flag MTE2 -> V event 0
//                                              %1 = pto.texp %0 {addr = 0} : …
//
// Each pipe runs its instructions in order and ahead of the others. Two instructions of different
// pipes that touch the same bytes, one writing, need a flag; two such ones of the vector pipe need
// a barrier in it. Overlap is decided on addresses (tiles) and on arrays (global memory), never on
// names. What other flags imply already is not said again: every pipe carries a clock of what it
// knows to be complete.
//
// A flag is set behind the instruction that others wait for and waited for right before the one
// that needs it, in the same block; an event is used again only when its waiting side is known to
// be through. Around loops, between their iterations and around conditions all pipes drain.
//
// Needs addresses (pto-plan-memory). Kernels that have flags or barriers already, and scalar ones,
// stay as they are.
#include <stdlib.h>
#include <string.h>

#include "ptowsp/analysis.h"
#include "ptowsp/pass.h"
#include "ptowsp/tile.h"

enum { EVENTS = 8, PIPES = PTOWSP_PIPE_COUNT, MAX_TOUCHES = 6, GLOBAL = -1 };

// Bytes of a memory that an instruction reads or writes, or an array in global memory.
typedef struct {
  bool write;
  int memory; // ptowsp_memory_t or GLOBAL
  int64_t low, high;
  ptowsp_value_t *array;
} touch_t;

// For each pipe the last of its instructions that is known to be complete; -1: none.
typedef struct {
  int64_t done[PIPES];
} clock_vector_t;

typedef struct {
  ptowsp_op_t *op;
  ptowsp_pipe_t pipe;
  touch_t touches[MAX_TOUCHES];
  size_t touch_count;
  clock_vector_t after; // what its pipe knows when it is complete
} instruction_t;

// A flag from instruction `from` to instruction `to`.
typedef struct {
  ptowsp_pipe_t src, dst;
  int64_t event, from, to;
} flag_t;

typedef PTOWSP_VEC(ptowsp_op_t *) tasks_t; // of the module

typedef struct {
  ptowsp_context_t *context;
  ptowsp_op_t *kernel;
  bool failed;
  PTOWSP_VEC(instruction_t) code; // since all pipes drained
  PTOWSP_VEC(flag_t) flags;
  clock_vector_t clocks[PIPES];
  const tasks_t *tasks;
} sync_t;

static void restart(sync_t *s) {
  s->code.size = 0;
  s->flags.size = 0;
  for (int p = 0; p < PIPES; p++)
    for (int q = 0; q < PIPES; q++) s->clocks[p].done[q] = -1;
}

// ---------------------------------------------------------------- what is touched

// Notes that the instruction touches what an op's attribute places in a memory.
static void touch_placed(sync_t *s, instruction_t *to, ptowsp_op_t *op, const char *attr,
                         touch_t touch, int64_t bytes, int64_t align) {
  int64_t capacity = ptowsp_memory_capacity(s->kernel, (ptowsp_memory_t)touch.memory);
  touch.low = ptowsp_op_attr_int(op, attr, -1);
  if (touch.low < 0 || bytes > capacity || touch.low > capacity - bytes) {
    if (!s->failed)
      ptowsp_error(s->context, ptowsp_op_loc(op), "'%s' places nothing within the %lld bytes of %s",
                   attr, (long long)capacity, ptowsp_memory_name((ptowsp_memory_t)touch.memory));
    s->failed = true;
    return;
  }
  if (touch.low % align != 0) {
    if (!s->failed)
      ptowsp_error(s->context, ptowsp_op_loc(op), "'%s' must be a multiple of %lld bytes", attr,
                   (long long)align);
    s->failed = true;
    return;
  }
  touch.high = touch.low + bytes;
  to->touches[to->touch_count++] = touch;
}

// The instruction that says where a tile is. What a loop carries is where the first was.
static ptowsp_op_t *placed_by(ptowsp_value_t *tile) {
  ptowsp_op_t *op = ptowsp_value_op(tile);
  return op && ptowsp_op_is_tile(op) ? op : ptowsp_tile_origin(tile);
}

static void touch_tile(sync_t *s, instruction_t *to, ptowsp_value_t *tile, bool write) {
  ptowsp_type_t type = ptowsp_value_type(tile);
  ptowsp_op_t *op = placed_by(tile);
  if (!op || !ptowsp_op_attr(op, "addr")) {
    if (!s->failed)
      ptowsp_error(s->context, ptowsp_op_loc(op ? op : to->op),
                   "the tile has no address: run pto-plan-memory before pto-insert-sync");
    s->failed = true;
    return;
  }
  touch_t touch = {.write = write, .memory = (int)ptowsp_type_tile_memory(type)};
  ptowsp_tile_layout_t layout = ptowsp_tile_layout(type);
  touch_placed(s, to, op, "addr", touch, layout.bytes, layout.align);
}

static void touch_array(instruction_t *to, ptowsp_value_t *memref, bool write) {
  to->touches[to->touch_count++] =
      (touch_t){write, GLOBAL, 0, INT64_MAX, ptowsp_memref_root(memref)};
}

static instruction_t describe(sync_t *s, ptowsp_op_t *op, ptowsp_pipe_t pipe) {
  instruction_t to = {.op = op, .pipe = pipe};
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++) {
    ptowsp_value_t *operand = ptowsp_op_operand(op, i);
    ptowsp_type_kind_t kind = ptowsp_type_kind(ptowsp_value_type(operand));
    if (kind == PTOWSP_TYPE_TILE)
      touch_tile(s, &to, operand, false);
    else if (kind == PTOWSP_TYPE_MEMREF)
      touch_array(&to, operand, ptowsp_op_has_trait(op, PTOWSP_TRAIT_WRITES));
  }
  if (ptowsp_op_result_count(op) == 0) return to;
  ptowsp_type_t made = ptowsp_value_type(ptowsp_op_result(op, 0));
  if (ptowsp_type_kind(made) != PTOWSP_TYPE_TILE) return to;
  touch_tile(s, &to, ptowsp_op_result(op, 0), true);
  touch_t scratch = {.write = true, .memory = PTOWSP_MEMORY_UB};
  if (ptowsp_op_attr(op, "scratch"))
    touch_placed(s, &to, op, "scratch", scratch, ptowsp_tile_scratch(op),
                 ptowsp_tile_layout(made).align);
  return to;
}

static bool is_argument(const sync_t *s, const ptowsp_value_t *value) {
  return !ptowsp_value_op(value) && ptowsp_value_block(value) == ptowsp_op_body(s->kernel);
}

static bool is_made_here(const ptowsp_value_t *value) {
  return ptowsp_op_is_local(ptowsp_value_op(value));
}

// Two arguments are the same array if some call says so. What a loop carries, say, may be any.
static bool may_be_same(sync_t *s, ptowsp_value_t *x, ptowsp_value_t *y) {
  if (x == y) return true;
  bool known = (is_argument(s, x) || is_made_here(x)) && (is_argument(s, y) || is_made_here(y));
  if (!known || is_made_here(x) || is_made_here(y)) return !known;
  ptowsp_str_t name = ptowsp_op_symbol(s->kernel);
  for (size_t i = 0; i < s->tasks->size; i++) {
    ptowsp_op_t *task = s->tasks->data[i];
    if (!ptowsp_str_equal(ptowsp_op_attr_text(task, "callee"), name)) continue;
    ptowsp_value_t *a = ptowsp_op_operand(task, ptowsp_value_index(x));
    ptowsp_value_t *b = ptowsp_op_operand(task, ptowsp_value_index(y));
    if (ptowsp_memref_root(a) == ptowsp_memref_root(b)) return true;
  }
  return false;
}

static bool conflict(sync_t *s, const instruction_t *a, const instruction_t *b) {
  for (size_t i = 0; i < a->touch_count; i++)
    for (size_t j = 0; j < b->touch_count; j++) {
      const touch_t *x = &a->touches[i], *y = &b->touches[j];
      if (!x->write && !y->write) continue;
      if (x->memory != y->memory || x->high <= y->low || y->high <= x->low) continue;
      if (x->memory != GLOBAL || may_be_same(s, x->array, y->array)) return true;
    }
  return false;
}

// ---------------------------------------------------------------- flags and barriers

static ptowsp_attr_t pipe_attr(sync_t *s, ptowsp_pipe_t pipe) {
  return ptowsp_attr_cstring(s->context, ptowsp_pipe_name(pipe));
}

static void build(ptowsp_builder_t *b, ptowsp_op_id_t id, ptowsp_named_attr_t *attrs,
                  size_t count) {
  ptowsp_context_t *context = ptowsp_module_context(b->module);
  for (size_t i = 0; i < count; i++) attrs[i].name = ptowsp_intern_cstr(context, attrs[i].name);
  ptowsp_op_state_t state = {
      .id = id, .loc = b->loc, .properties = ptowsp_attr_dictionary(context, attrs, count)};
  ptowsp_build(b, &state);
}

static void build_flag(sync_t *s, ptowsp_builder_t b, ptowsp_op_id_t id, const flag_t *flag) {
  ptowsp_named_attr_t attrs[] = {{"src", pipe_attr(s, flag->src)},
                                 {"dst", pipe_attr(s, flag->dst)},
                                 {"event", ptowsp_attr_i64(s->context, flag->event)}};
  build(&b, id, attrs, PTOWSP_COUNTOF(attrs));
}

static void build_barrier(sync_t *s, ptowsp_op_t *before, const char *pipe) {
  ptowsp_builder_t b = ptowsp_builder_before(before);
  ptowsp_named_attr_t attrs[] = {{"pipe", ptowsp_attr_cstring(s->context, pipe)}};
  build(&b, PTOWSP_OP_PTO_PIPE_BARRIER, attrs, 1);
}

// All pipes drain before `op`.
static void drain(sync_t *s, ptowsp_op_t *op) {
  if (s->code.size) build_barrier(s, op, "ALL");
  restart(s);
}

// An event whose earlier waits are through when `from` is complete; -1: none.
static int64_t free_event(const sync_t *s, ptowsp_pipe_t src, ptowsp_pipe_t dst, int64_t from) {
  for (int64_t event = 0; event < EVENTS; event++) {
    bool busy = false;
    for (size_t i = 0; i < s->flags.size && !busy; i++) {
      const flag_t *flag = &s->flags.data[i];
      if (flag->src != src || flag->dst != dst || flag->event != event) continue;
      busy = s->code.data[from].after.done[dst] < flag->to;
    }
    if (!busy) return event;
  }
  return -1;
}

// A set_flag goes behind its instruction and the flags set there before.
static ptowsp_builder_t behind(ptowsp_op_t *op) {
  ptowsp_op_t *next = ptowsp_op_next(op);
  while (ptowsp_op_is(next, PTOWSP_OP_PTO_SET_FLAG)) next = ptowsp_op_next(next);
  ptowsp_builder_t b = ptowsp_builder_before(next);
  b.loc = ptowsp_op_loc(op);
  return b;
}

static void learn(clock_vector_t *clock, const clock_vector_t *from) {
  for (int p = 0; p < PIPES; p++)
    if (from->done[p] > clock->done[p]) clock->done[p] = from->done[p];
}

// The last instruction of each pipe that `now` must wait for, less what its pipe knows to be
// complete and what waiting for the others implies; -1: none.
static clock_vector_t needs(sync_t *s, const instruction_t *now) {
  clock_vector_t need, least;
  const clock_vector_t *known = &s->clocks[now->pipe];
  for (int p = 0; p < PIPES; p++) need.done[p] = -1;
  for (size_t i = 0; i < s->code.size; i++) {
    const instruction_t *before = &s->code.data[i];
    if (before->pipe == now->pipe && now->pipe != PTOWSP_PIPE_V) continue;
    if ((int64_t)i <= known->done[before->pipe] || !conflict(s, before, now)) continue;
    need.done[before->pipe] = (int64_t)i;
  }
  least = need;
  for (int p = 0; p < PIPES; p++)
    for (int q = 0; q < PIPES; q++) {
      if (p == q || need.done[q] < 0 || need.done[p] < 0 || q == (int)now->pipe) continue;
      if (s->code.data[need.done[q]].after.done[p] >= need.done[p]) least.done[p] = -1;
    }
  return least;
}

static bool set_flags(sync_t *s, instruction_t *now, const clock_vector_t *need) {
  flag_t flags[PIPES];
  size_t count = 0;
  for (int p = 0; p < PIPES; p++) {
    if (need->done[p] < 0 || p == (int)now->pipe) continue;
    flag_t flag = {(ptowsp_pipe_t)p, now->pipe, free_event(s, p, now->pipe, need->done[p]),
                   need->done[p], (int64_t)s->code.size};
    if (flag.event < 0) return false;
    flags[count++] = flag;
  }
  for (size_t i = 0; i < count; i++) {
    const instruction_t *from = &s->code.data[flags[i].from];
    build_flag(s, behind(from->op), PTOWSP_OP_PTO_SET_FLAG, &flags[i]);
    build_flag(s, ptowsp_builder_before(now->op), PTOWSP_OP_PTO_WAIT_FLAG, &flags[i]);
    learn(&s->clocks[now->pipe], &from->after);
    ptowsp_vec_push(&s->flags, flags[i]);
  }
  return true;
}

static void add_instruction(sync_t *s, ptowsp_op_t *op, ptowsp_pipe_t pipe) {
  instruction_t now = describe(s, op, pipe);
  if (s->failed) return;
  clock_vector_t need = needs(s, &now);
  if (!set_flags(s, &now, &need)) {
    // All events of a pair are in flight.
    drain(s, op);
  } else if (pipe == PTOWSP_PIPE_V && need.done[pipe] > s->clocks[pipe].done[pipe]) {
    build_barrier(s, op, ptowsp_pipe_name(pipe));
    for (size_t i = 0; i < s->code.size; i++)
      if (s->code.data[i].pipe == pipe) s->clocks[pipe].done[pipe] = (int64_t)i;
  }
  int64_t number = (int64_t)s->code.size;
  now.after = s->clocks[pipe];
  now.after.done[pipe] = number;
  // The other pipes complete in order; the vector unit overlaps its own instructions.
  if (pipe != PTOWSP_PIPE_V) s->clocks[pipe].done[pipe] = number;
  ptowsp_vec_push(&s->code, now);
}

// ---------------------------------------------------------------- blocks

static ptowsp_pipe_t pipe_of(const ptowsp_op_t *op) {
  if (ptowsp_op_is_tile(op)) return ptowsp_tile_pipe(op);
  bool scalar = ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD) || ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE);
  return scalar ? PTOWSP_PIPE_S : PTOWSP_PIPE_NONE;
}

static void sync_block(sync_t *s, ptowsp_block_t *block);

// Whether a loop hands its tiles on in one place each.
static void check_carried(sync_t *s, ptowsp_op_t *loop) {
  for (size_t i = 0; i < ptowsp_op_result_count(loop) && !s->failed; i++) {
    ptowsp_value_t *carried = ptowsp_op_result(loop, i);
    if (ptowsp_type_kind(ptowsp_value_type(carried)) != PTOWSP_TYPE_TILE) continue;
    ptowsp_op_t *yield = ptowsp_block_terminator(ptowsp_op_body(loop));
    ptowsp_op_t *first = placed_by(ptowsp_op_operand(loop, 3 + i));
    ptowsp_op_t *next = placed_by(ptowsp_op_operand(yield, i));
    if (first && next && ptowsp_op_attr(first, "addr") == ptowsp_op_attr(next, "addr")) continue;
    ptowsp_error(s->context, ptowsp_op_loc(loop),
                 "carried tile %zu of this loop changes its place; run pto-plan-memory before "
                 "pto-insert-sync",
                 i + 1);
    s->failed = true;
  }
}

static void sync_regions(sync_t *s, ptowsp_op_t *op) {
  drain(s, op);
  if (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR)) check_carried(s, op);
  for (size_t i = 0; i < ptowsp_op_region_count(op); i++) {
    ptowsp_block_t *body = ptowsp_region_first(ptowsp_op_region(op, i));
    if (!body) continue;
    sync_block(s, body);
    ptowsp_op_t *end = ptowsp_block_terminator(body);
    if (end) drain(s, end);
    restart(s);
  }
}

static void sync_block(sync_t *s, ptowsp_block_t *block) {
  ptowsp_op_t *next = NULL;
  for (ptowsp_op_t *op = ptowsp_block_first(block); op && !s->failed; op = next) {
    next = ptowsp_op_next(op);
    if (ptowsp_op_region_count(op))
      sync_regions(s, op);
    else if (pipe_of(op) != PTOWSP_PIPE_NONE)
      add_instruction(s, op, pipe_of(op));
  }
}

typedef struct {
  bool tiles, flags;
} content_t;

static ptowsp_walk_t visit_content(ptowsp_op_t *op, void *data) {
  content_t *content = data;
  if (ptowsp_op_is_tile(op)) content->tiles = true;
  if (ptowsp_op_is(op, PTOWSP_OP_PTO_SET_FLAG) || ptowsp_op_is(op, PTOWSP_OP_PTO_WAIT_FLAG) ||
      ptowsp_op_is(op, PTOWSP_OP_PTO_PIPE_BARRIER))
    content->flags = true;
  return PTOWSP_WALK_ADVANCE;
}

static ptowsp_walk_t visit_task(ptowsp_op_t *op, void *data) {
  tasks_t *tasks = data;
  if (ptowsp_op_is(op, PTOWSP_OP_WSP_TASK)) ptowsp_vec_push(tasks, op);
  return PTOWSP_WALK_ADVANCE;
}

static bool run(ptowsp_pass_run_t *run) {
  bool ok = true;
  tasks_t tasks = {0};
  ptowsp_walk_pre(ptowsp_module_op(run->module), visit_task, &tasks);
  ptowsp_block_each(ptowsp_module_body(run->module), op) {
    content_t content = {0};
    if (!ptowsp_op_is(op, PTOWSP_OP_WSP_KERNEL)) continue;
    ptowsp_walk_pre(op, visit_content, &content);
    // Scalar kernels have one pipe; flags that are there already are somebody's choice.
    if (!content.tiles || content.flags) continue;
    sync_t s = {.context = run->context, .kernel = op, .tasks = &tasks};
    restart(&s);
    sync_block(&s, ptowsp_op_body(op));
    ok = ok && !s.failed;
    ptowsp_vec_deinit(&s.code);
    ptowsp_vec_deinit(&s.flags);
  }
  ptowsp_vec_deinit(&tasks);
  return ok;
}

const ptowsp_pass_t ptowsp_pass_pto_insert_sync = {.run = run};
