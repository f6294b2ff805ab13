// Runs the flat program of an orchestration and hands out its tasks.
#include <stdlib.h>
#include <string.h>

#include "program.h"
#include "ptowsp/fold.h"
#include "scalar.h"

typedef struct {
  ptowsp_expansion_t *x;
  int64_t *slots;
  ptowsp_task_t task;
  ptowsp_task_arg_t args[PTOWSP_MAX_TASK_ARGS];
  int64_t low[PTOWSP_MAX_TASK_ARGS][PTOWSP_MAX_RANK];
  int64_t *ivs;
} run_t;

static void note_loops(const run_t *run, const task_plan_t *plan) {
  ptowsp_buffer_t text = {0};
  for (size_t i = 0; i < plan->iv_count; i++) {
    const char *name = ptowsp_task_iv_name(plan->op, i);
    ptowsp_buffer_printf(&text, "%s%s = %lld", i ? ", " : "", name ? name : "a loop without name",
                         (long long)run->slots[plan->ivs[i]]);
  }
  if (text.size) ptowsp_note(run->x->context, ptowsp_op_loc(plan->op), "at %s", text.data);
  ptowsp_buffer_deinit(&text);
}

static bool report_outside(const run_t *run, const task_plan_t *plan, const arg_plan_t *arg,
                           int32_t d) {
  const ptowsp_expansion_t *x = run->x;
  int64_t low = (int64_t)((uint64_t)run->slots[arg->index[d]] + (uint64_t)arg->offset[d]);
  ptowsp_error(x->context, ptowsp_op_loc(plan->op),
               "task reaches outside of array '%s': indices %lld to %lld of dimension %d, whose "
               "extent is %lld",
               x->buffers.data[arg->buffer].name, (long long)low,
               (long long)((uint64_t)low + (uint64_t)arg->size[d] - 1), (int)d,
               (long long)arg->extent[d]);
  note_loops(run, plan);
  return false;
}

// A region that is no box is checked as the stretch of elements it lies in.
static bool check_whole(const run_t *run, const task_plan_t *plan, const arg_plan_t *arg,
                        int64_t element) {
  const ptowsp_expansion_t *x = run->x;
  int64_t total = 1;
  for (int32_t d = 0; d < arg->rank; d++) total *= arg->extent[d];
  int64_t first = element + arg->reach_low, last = element + arg->reach_high;
  if (first >= 0 && last < total) return true;
  ptowsp_error(x->context, ptowsp_op_loc(plan->op),
               "task reaches outside of array '%s': elements %lld to %lld of %lld",
               x->buffers.data[arg->buffer].name, (long long)first, (long long)last,
               (long long)total);
  note_loops(run, plan);
  return false;
}

static bool bind_array(run_t *run, const task_plan_t *plan, size_t i) {
  const arg_plan_t *arg = &plan->args[i];
  ptowsp_task_arg_t *out = &run->args[i];
  uint64_t element = 0;
  for (int32_t d = 0; d < arg->rank; d++) {
    int64_t index = run->slots[arg->index[d]], low;
    element += (uint64_t)index * (uint64_t)arg->stride[d];
    if (arg->whole) {
      run->low[i][d] = 0;
      continue;
    }
    if (__builtin_add_overflow(index, arg->offset[d], &low) || low < 0 ||
        low > arg->extent[d] - arg->size[d])
      if (arg->reads || arg->writes) return report_outside(run, plan, arg, d);
    run->low[i][d] = low;
  }
  *out = (ptowsp_task_arg_t){.buffer = arg->buffer,
                             .rank = arg->rank,
                             .reads = arg->reads,
                             .writes = arg->writes,
                             .element = (int64_t)element,
                             .low = run->low[i],
                             .size = arg->size};
  return !arg->whole || check_whole(run, plan, arg, (int64_t)element);
}

static bool bind_task(run_t *run, const task_plan_t *plan) {
  for (size_t i = 0; i < plan->arg_count; i++) {
    if (plan->args[i].buffer < 0) {
      run->args[i] =
          (ptowsp_task_arg_t){.buffer = -1, .bits = (uint64_t)run->slots[plan->args[i].index[0]]};
      continue;
    }
    if (!bind_array(run, plan, i)) return false;
  }
  for (size_t i = 0; i < plan->iv_count; i++) run->ivs[i] = run->slots[plan->ivs[i]];
  ptowsp_task_t *task = &run->task;
  task->op = plan->op;
  task->kernel = plan->kernel;
  task->scheduler = plan->scheduler == UINT32_MAX ? -1 : run->slots[plan->scheduler];
  task->args = run->args;
  task->arg_count = plan->arg_count;
  task->ivs = run->ivs;
  task->iv_count = plan->iv_count;
  return true;
}

static bool report_element(const run_t *run, const read_plan_t *plan, int32_t d) {
  const ptowsp_expansion_t *x = run->x;
  ptowsp_error(x->context, ptowsp_op_loc(plan->op),
               "this reads outside of array '%s': index %lld of dimension %d, whose extent is %lld",
               x->buffers.data[plan->place.buffer].name,
               (long long)run->slots[plan->place.index[d]], (int)d,
               (long long)plan->place.extent[d]);
  return false;
}

// The element's bits as slots hold them: integers with their sign.
static int64_t slot_value(ptowsp_type_t type, uint64_t bits) {
  unsigned width = ptowsp_type_is_index(type) ? 64 : ptowsp_type_width(type);
  if (ptowsp_type_is_float(type)) return (int64_t)ptowsp_zero_extend((int64_t)bits, width);
  return ptowsp_sign_extend((int64_t)bits, width);
}

static bool read_element(run_t *run, const step_t *step, ptowsp_slot_fn_t read, void *data) {
  const read_plan_t *plan = &run->x->reads.data[step->a];
  const arg_plan_t *place = &plan->place;
  int64_t low[PTOWSP_MAX_RANK];
  uint64_t element = 0, bits = 0;
  for (int32_t d = 0; d < place->rank; d++) {
    low[d] = run->slots[place->index[d]];
    if (low[d] < 0 || low[d] >= place->extent[d]) return report_element(run, plan, d);
    element += (uint64_t)low[d] * (uint64_t)place->stride[d];
  }
  ptowsp_slot_t slot = {.op = plan->op, .type = plan->type};
  slot.element = (ptowsp_task_arg_t){.buffer = place->buffer,
                                     .rank = place->rank,
                                     .reads = true,
                                     .element = (int64_t)element,
                                     .low = low,
                                     .size = place->size};
  if (!read(data, &slot, &bits)) return false;
  run->slots[step->dst] = slot_value(plan->type, bits);
  return true;
}

static bool enter_loop(const run_t *run, const step_t *step, bool *out_taken) {
  int64_t lower = run->slots[step->a], upper = run->slots[step->b];
  int64_t by = run->slots[step->c];
  if (by <= 0 && !(step->flag && by != 0)) {
    ptowsp_error(run->x->context, ptowsp_op_loc(step->op),
                 "the loop's step is %lld, it must be positive", (long long)by);
    return false;
  }
  *out_taken = step->flag ? (uint64_t)lower < (uint64_t)upper : lower < upper;
  run->slots[step->dst] = lower;
  return true;
}

// Whether the loop goes round again. The distance to the bound never overflows; the sum may.
static bool next_turn(const run_t *run, const step_t *step) {
  uint64_t now = (uint64_t)run->slots[step->dst], by = (uint64_t)run->slots[step->c];
  if ((uint64_t)run->slots[step->b] - now <= by) return false;
  run->slots[step->dst] = (int64_t)(now + by);
  return true;
}

static bool run_steps(run_t *run, ptowsp_task_fn_t submit, ptowsp_slot_fn_t read, void *data) {
  const step_t *steps = run->x->steps.data;
  int64_t *slots = run->slots;
  for (const step_t *step = steps;; step++) {
    switch (step->kind) {
      case STEP_FOR: {
        bool taken;
        if (!enter_loop(run, step, &taken)) return false;
        if (!taken) step = steps + step->jump - 1;
        break;
      }
      case STEP_NEXT:
        if (next_turn(run, step)) step = steps + step->jump - 1;
        break;
      case STEP_UNLESS:
        if (!slots[step->a]) step = steps + step->jump - 1;
        break;
      case STEP_JUMP:
        step = steps + step->jump - 1;
        break;
      case STEP_MOVE:
        slots[step->dst] = slots[step->a];
        break;
      case STEP_TICKET:
        slots[step->dst] = run->task.number;
        break;
      case STEP_TASK:
        if (!bind_task(run, &run->x->tasks.data[step->a])) return false;
        if (!submit(data, &run->task)) return false;
        run->task.number++;
        break;
      case STEP_READ:
        if (!read_element(run, step, read, data)) return false;
        break;
      case STEP_END:
        return true;
      case PTOWSP_OP_ARITH_ADDI:
        if (step->width == 64) {
          slots[step->dst] = (int64_t)((uint64_t)slots[step->a] + (uint64_t)slots[step->b]);
          break;
        } // fall through
      default:
        if (ptowsp_scalar_step(step, slots)) break;
        ptowsp_error(run->x->context, ptowsp_op_loc(step->op),
                     "the result is undefined: division by zero, or beyond the type");
        return false;
    }
  }
}

bool ptowsp_expansion_run(ptowsp_expansion_t *x, ptowsp_task_fn_t submit, ptowsp_slot_fn_t read,
                          void *data) {
  run_t run = {.x = x};
  size_t bytes = x->slots.size * sizeof(int64_t);
  run.slots = ptowsp_malloc(bytes + sizeof(int64_t));
  if (bytes) memcpy(run.slots, x->slots.data, bytes);
  run.ivs = ptowsp_calloc(x->max_ivs + 1, sizeof(int64_t));
  bool ok = run_steps(&run, submit, read, data);
  free(run.slots);
  free(run.ivs);
  return ok;
}
