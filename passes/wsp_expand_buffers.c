// wsp-expand-buffers: arrays that the iterations of a task loop allocate become one array with a
// slot for each.
//
//   scf.for %i = %c0 to %c8 step %c1 {            %t = memref.alloc() : memref<8x64xf32>
//     %t = memref.alloc() : memref<64xf32>        scf.for %i = %c0 to %c8 step %c1 {
//     %v = wsp.at %t[%c0] : …               →       %v = wsp.at %t[%i, %c0] : …
//     wsp.task @k(%v)                               wsp.task @k(%v)
//   }                                             }
//
// A machine that has one place for an allocation in the text would make each iteration wait for
// the one before to be through with it; with a place of its own none has to. Buffers that would
// grow beyond max-bytes stay inside, and so do those in loops without constant bounds or under
// conditions, and those whose rank would exceed what a task's arguments take.
//
// Slots begin at lines of 64 bytes, which two cores must not both write: the outermost extent
// grows accordingly.
//
// Needs the final form of workloads. Keeps what a kernel computes.
#include "ptowsp/analysis.h"
#include "ptowsp/expand.h"
#include "ptowsp/pass.h"

static const ptowsp_pass_option_t options[] = {
    {"max-bytes", PTOWSP_OPTION_INT, "0..", "268435456", "the largest array that is made"},
};

// A loop the buffer leaves, and its number of iterations.
typedef struct {
  ptowsp_op_t *op;
  int64_t lower, step, trips;
} left_t;

typedef struct {
  left_t loops[PTOWSP_MAX_RANK]; // innermost first
  size_t count;
  int64_t slot[PTOWSP_MAX_RANK];
  size_t slot_rank;
} way_t;

enum { LINE = 64 };

static bool constant_loop(ptowsp_op_t *op, left_t *out) {
  out->op = op;
  out->trips = ptowsp_loop_iterations(op, &out->lower, &out->step);
  return out->trips > 0 && !ptowsp_op_result_count(op);
}

// The shape of a slot, in whole lines, and its bytes. False: it is not of constant size.
static bool slot_of(ptowsp_type_t type, int64_t *out_shape, size_t *out_rank, int64_t *out_bytes) {
  size_t rank = ptowsp_type_rank(type);
  int64_t row = (int64_t)ptowsp_type_bytes(ptowsp_type_element(type));
  if (rank >= PTOWSP_MAX_RANK) return false;
  for (size_t d = 0; d < rank; d++) {
    out_shape[d] = ptowsp_type_shape(type)[d];
    if (out_shape[d] <= 0 || (d && __builtin_mul_overflow(row, out_shape[d], &row))) return false;
  }
  if (rank == 0) out_shape[rank++] = 1;
  int64_t unit = LINE / ptowsp_gcd(LINE, row);
  if (out_shape[0] > INT64_MAX - unit) return false;
  out_shape[0] = (out_shape[0] + unit - 1) / unit * unit;
  *out_rank = rank;
  return !__builtin_mul_overflow(row, out_shape[0], out_bytes) && *out_bytes > 0;
}

// The loops around an allocation that it can leave.
static way_t find_way(ptowsp_op_t *alloc, int64_t most) {
  way_t way = {0};
  ptowsp_type_t type = ptowsp_value_type(ptowsp_op_result(alloc, 0));
  int64_t bytes;
  // Views see the elements where the identity has them.
  if (ptowsp_op_operand_count(alloc) || ptowsp_type_layout(type) || ptowsp_type_space(type) ||
      !slot_of(type, way.slot, &way.slot_rank, &bytes))
    return way;
  for (ptowsp_op_t *loop = ptowsp_op_parent(alloc);; loop = ptowsp_op_parent(loop)) {
    left_t left;
    if (way.slot_rank + way.count >= PTOWSP_MAX_RANK || !constant_loop(loop, &left) ||
        left.trips > most / bytes)
      return way;
    bytes *= left.trips;
    way.loops[way.count++] = left;
  }
}

static bool is_viewed_only(ptowsp_op_t *alloc) {
  ptowsp_use_t *use = ptowsp_value_first_use(ptowsp_op_result(alloc, 0));
  for (; use; use = ptowsp_use_next(use))
    if (!ptowsp_op_is(ptowsp_use_op(use), PTOWSP_OP_WSP_AT)) return false;
  return true;
}

// The number of the iteration, from 0.
static ptowsp_value_t *slot(ptowsp_builder_t *b, const left_t *loop) {
  ptowsp_value_t *value = ptowsp_block_arg(ptowsp_op_body(loop->op), 0);
  if (loop->lower)
    value = ptowsp_build_binary(b, PTOWSP_OP_ARITH_SUBI, value, ptowsp_build_index(b, loop->lower));
  if (loop->step == 1) return value;
  return ptowsp_build_binary(b, PTOWSP_OP_ARITH_DIVSI, value, ptowsp_build_index(b, loop->step));
}

static void redirect(ptowsp_op_t *at, const way_t *way, ptowsp_value_t *buffer) {
  ptowsp_value_t *operands[2 * PTOWSP_MAX_RANK + 1] = {buffer};
  size_t count = 1;
  ptowsp_builder_t b = ptowsp_builder_before(at);
  for (size_t i = way->count; i-- > 0;) operands[count++] = slot(&b, &way->loops[i]);
  for (size_t i = 1; i < ptowsp_op_operand_count(at); i++)
    operands[count++] = ptowsp_op_operand(at, i);
  while (count <= way->count + way->slot_rank) operands[count++] = ptowsp_build_index(&b, 0);
  ptowsp_op_set_operands(at, operands, count);
}

static void expand(ptowsp_op_t *alloc, int64_t most) {
  way_t way = find_way(alloc, most);
  if (!way.count || !is_viewed_only(alloc)) return;
  ptowsp_value_t *old = ptowsp_op_result(alloc, 0);
  ptowsp_type_t type = ptowsp_value_type(old);
  int64_t shape[PTOWSP_MAX_RANK];
  size_t rank = 0;
  for (size_t i = way.count; i-- > 0;) shape[rank++] = way.loops[i].trips;
  for (size_t d = 0; d < way.slot_rank; d++) shape[rank++] = way.slot[d];
  if (!ptowsp_shape_is_held(shape, rank)) return;
  ptowsp_type_t wide = ptowsp_type_memref(ptowsp_op_context(alloc), shape, rank,
                                          ptowsp_type_element(type), NULL, NULL);
  ptowsp_builder_t b = ptowsp_builder_before(way.loops[way.count - 1].op);
  b.loc = ptowsp_op_loc(alloc);
  ptowsp_op_state_t state = {.id = PTOWSP_OP_MEMREF_ALLOC,
                             .loc = b.loc,
                             .result_types = &wide,
                             .result_count = 1,
                             .properties = ptowsp_op_properties(alloc),
                             .attributes = ptowsp_op_attributes(alloc)};
  ptowsp_op_t *fresh = ptowsp_build(&b, &state);
  for (ptowsp_use_t *use; (use = ptowsp_value_first_use(old));)
    redirect(ptowsp_use_op(use), &way, ptowsp_op_result(fresh, 0));
  ptowsp_op_erase(alloc);
}

typedef PTOWSP_VEC(ptowsp_op_t *) allocs_t;

static ptowsp_walk_t collect(ptowsp_op_t *op, void *data) {
  if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_ALLOC)) ptowsp_vec_push((allocs_t *)data, op);
  return PTOWSP_WALK_ADVANCE;
}

static bool run(ptowsp_pass_run_t *run) {
  int64_t most = ptowsp_pass_option_int(run, "max-bytes");
  ptowsp_block_each(ptowsp_module_body(run->module), workload) {
    if (!ptowsp_op_is(workload, PTOWSP_OP_WSP_WORKLOAD)) continue;
    allocs_t allocs = {0};
    ptowsp_walk_pre(workload, collect, &allocs);
    for (size_t i = 0; i < allocs.size; i++) expand(allocs.data[i], most);
    ptowsp_vec_deinit(&allocs);
  }
  return true;
}

const ptowsp_pass_t ptowsp_pass_wsp_expand_buffers = {
    .options = options, .option_count = PTOWSP_COUNTOF(options), .run = run};
