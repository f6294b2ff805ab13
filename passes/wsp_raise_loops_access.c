// Loops and boxes: what a nest touches.
#include <stdlib.h>
#include <string.h>

#include "wsp_raise_loops_windows.h"

// ---------------------------------------------------------------- loops

const raise_loop_t *raise_find_loop(const raise_t *r, const ptowsp_op_t *op) {
  for (size_t i = 0; i < r->loop_count; i++)
    if (r->loops[i].op == op) return &r->loops[i];
  return NULL;
}

const char *raise_loop_name(raise_t *r, const ptowsp_op_t *loop) {
  ptowsp_str_t name = loop ? ptowsp_loop_name(loop) : (ptowsp_str_t){0};
  return name.size ? ptowsp_arena_strdup(r->arena, name) : "?";
}

// The innermost loop around an operation from whose variable the value is computed; NULL: none.
static ptowsp_op_t *loop_behind(ptowsp_value_t *value, int depth) {
  ptowsp_op_t *op = ptowsp_value_op(value), *innermost = NULL;
  if (!op) {
    op = ptowsp_block_op(ptowsp_value_block(value));
    return ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) ? op : NULL;
  }
  if (!ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE) || depth == 0) return NULL;
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++) {
    ptowsp_op_t *loop = loop_behind(ptowsp_op_operand(op, i), depth - 1);
    if (loop && (!innermost || ptowsp_op_is_ancestor(innermost, loop))) innermost = loop;
  }
  return innermost;
}

ptowsp_op_t *raise_bounder(ptowsp_op_t *loop) {
  enum { DEPTH = 8 };
  ptowsp_op_t *lower = loop_behind(ptowsp_op_operand(loop, 0), DEPTH);
  ptowsp_op_t *upper = loop_behind(ptowsp_op_operand(loop, 1), DEPTH);
  if (!lower || !upper) return lower ? lower : upper;
  return ptowsp_op_is_ancestor(lower, upper) ? upper : lower;
}

static bool add_loop(raise_t *r, ptowsp_op_t *op) {
  ptowsp_loc_t loc = ptowsp_op_loc(op);
  int64_t coefficients[RAISE_MAX_LOOPS], length = 0; // of loops around
  if (ptowsp_op_result_count(op)) return raise_fail(r, loc, false, "the loop carries values");
  if (r->loop_count == RAISE_MAX_LOOPS) return raise_fail(r, loc, false, "too many loops");
  raise_loop_t loop = {.op = op};
  if (!ptowsp_value_constant(ptowsp_op_operand(op, 2), &loop.step) || loop.step < 1)
    return raise_fail(r, loc, true, "the step of loop '%s' is not constant",
                      raise_loop_name(r, op));
  isl_aff *lower = raise_affine(r, ptowsp_op_operand(op, 0));
  isl_aff *upper = lower ? raise_affine(r, ptowsp_op_operand(op, 1)) : NULL;
  bool ok =
      upper && raise_distance(lower, upper, &length) && raise_coefficients(r, lower, coefficients);
  for (size_t i = 0; ok && i < r->loop_count; i++) ok = coefficients[i] == 0;
  if (ok) loop.lower = raise_at_lower(r, lower);
  ptowsp_op_t *bounder = loop.lower ? NULL : raise_bounder(op);
  if (bounder && raise_find_loop(r, bounder)) r->carrier = bounder;
  if (!loop.lower)
    return raise_fail(r, loc, true, "the trip count of loop '%s' is not constant",
                      raise_loop_name(r, op));
  // Sums and products of a few numbers within it are no overflow; no tile is larger.
  enum { MOST = 1 << 30 };
  if (length > MOST || loop.step > MOST)
    return raise_fail(r, loc, true, "loop '%s' goes beyond the extents of tiles",
                      raise_loop_name(r, op));
  if (length > 0) loop.extent = (length + loop.step - 1) / loop.step;
  r->loops[r->loop_count++] = loop;
  return true;
}

static bool fail_at_condition(raise_t *r, ptowsp_op_t *op) {
  ptowsp_loc_t loc = ptowsp_op_loc(op);
  const char *reason = "the condition has no tile instruction";
  raise_condition_obstacle(r, op, &loc, &reason);
  return raise_fail(r, loc, false, "%s", reason);
}

static ptowsp_walk_t visit_loop(ptowsp_op_t *op, void *data) {
  raise_t *r = data;
  bool ok = true;
  r->exhausted = r->exhausted || r->visits == 0;
  if (r->exhausted) {
    raise_fail(r, ptowsp_op_loc(op), false, "the search for tile instructions has become too long");
    return PTOWSP_WALK_INTERRUPT;
  }
  r->visits--;
  if (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR))
    ok = add_loop(r, op);
  else if (ptowsp_op_is(op, PTOWSP_OP_SCF_IF))
    ok = fail_at_condition(r, op);
  else if (ptowsp_op_region_count(op))
    ok = raise_fail(r, ptowsp_op_loc(op), false, "no tile instruction for %s", ptowsp_op_name(op));
  return ok ? PTOWSP_WALK_ADVANCE : PTOWSP_WALK_INTERRUPT;
}

bool raise_collect_loops(raise_t *r, ptowsp_op_t *root) {
  r->loop_count = 0;
  raise_forget_accesses(r);
  return ptowsp_walk_pre(root, visit_loop, r);
}

// ---------------------------------------------------------------- boxes

static ptowsp_value_t *accessed(ptowsp_op_t *access, size_t *out_first_index) {
  size_t memref = ptowsp_op_is(access, PTOWSP_OP_MEMREF_STORE) ? 1 : 0;
  *out_first_index = memref + 1;
  return ptowsp_op_operand(access, memref);
}

// How a loop of the nest moves the subscripts of an access.
typedef struct {
  const raise_loop_t *loop;
  int64_t steps[RAISE_MAX_DIMS];
} motion_t;

typedef struct {
  motion_t motions[RAISE_MAX_DEPTH];
  size_t count;
} motions_t;

static motion_t *motion_of(motions_t *motions, const raise_loop_t *loop) {
  for (size_t i = 0; i < motions->count; i++)
    if (motions->motions[i].loop == loop) return &motions->motions[i];
  if (motions->count == RAISE_MAX_DEPTH) return NULL;
  motions->motions[motions->count] = (motion_t){.loop = loop};
  return &motions->motions[motions->count++];
}

// No array has places further apart: sums and products of a few such numbers are no overflow.
enum { MAX_SPAN = 1 << 30 };

// Adds the next dimension with its subscript's form.
static bool add_dim(raise_t *r, raise_box_t *box, motions_t *motions, isl_aff *form,
                    int64_t stride) {
  int64_t coefficients[RAISE_MAX_LOOPS], below = 0, first = 0;
  size_t dim = box->rank++;
  if (!raise_coefficients(r, form, coefficients)) return false;
  box->size[dim] = 1;
  box->stride[dim] = stride;
  for (size_t i = 0; i < r->loop_count; i++) {
    int64_t step = 0, span = 0;
    if (!coefficients[i] || r->loops[i].extent <= 1) continue;
    if (__builtin_mul_overflow(coefficients[i], r->loops[i].step, &step) ||
        __builtin_mul_overflow(step, r->loops[i].extent - 1, &span) || span > MAX_SPAN ||
        span < -MAX_SPAN)
      return false;
    motion_t *motion = motion_of(motions, &r->loops[i]);
    if (!motion) return false;
    motion->steps[dim] = r->loops[i].reversed ? -step : step;
    box->size[dim] += llabs(span);
    if (span < 0) below += span;
    if (box->size[dim] > MAX_SPAN) return false;
  }
  isl_aff *base = raise_at_lower(r, form);
  if (base && raise_is_number(base, &first) && llabs(first) > MAX_SPAN) return false;
  if (base && below) base = raise_keep(r, isl_aff_add_constant_si(isl_aff_copy(base), (int)below));
  if (base) raise_set_base(r, box, dim, base);
  return base != NULL;
}

// The dimensions an allocation inside the nest has for the loops around it.
static bool add_private_dims(raise_t *r, raise_box_t *box, motions_t *motions, ptowsp_op_t *alloc) {
  for (size_t i = 0; i < r->loop_count; i++) {
    if (!ptowsp_op_is_ancestor(r->loops[i].op, alloc)) continue;
    isl_aff *variable = raise_affine(r, ptowsp_block_arg(ptowsp_op_body(r->loops[i].op), 0));
    if (!variable || !add_dim(r, box, motions, variable, 0)) return false;
  }
  return true;
}

// Whether the dimensions that a loop moves come before those of the other one, or its strides
// are the longer ones in memory: then it gives the rows.
static bool is_outer(const raise_box_t *box, const motion_t *a, const motion_t *b) {
  int64_t x = 0, y = 0;
  for (size_t i = 0; i < box->rank; i++) {
    bool moves_a = a->steps[i] != 0, moves_b = b->steps[i] != 0;
    if ((box->local || box->stride[i] == 0) && moves_a != moves_b) return moves_a;
    x += a->steps[i] * box->stride[i];
    y += b->steps[i] * box->stride[i];
  }
  if (llabs(x) != llabs(y)) return llabs(x) > llabs(y);
  return ptowsp_op_is_ancestor(a->loop->op, b->loop->op);
}

static void ask_for(raise_t *r, ptowsp_op_t *loop) {
  r->ways.may_write = true;
  if (r->ways.written) r->carrier = loop;
}

void raise_ask_for_loop(raise_t *r, ptowsp_op_t *const *loops, size_t count) {
  const raise_loop_t *shortest = NULL;
  for (size_t i = 0; i < count; i++)
    for (size_t j = 0; loops[i] && j < r->reductions.size; j++) {
      const raise_reduction_t *reduction = &r->reductions.data[j];
      const raise_loop_t *loop = raise_find_loop(r, loops[i]);
      if (!loop || (reduction->over != loops[i] && reduction->also != loops[i])) continue;
      if (!shortest || loop->extent < shortest->extent) shortest = loop;
    }
  if (shortest) ask_for(r, shortest->op);
}

static bool fail_in_loops(raise_t *r, ptowsp_loc_t loc, const motions_t *motions) {
  ptowsp_op_t *loops[RAISE_MAX_DEPTH];
  for (size_t i = 0; i < motions->count; i++) loops[i] = motions->motions[i].loop->op;
  raise_ask_for_loop(r, loops, motions->count);
  return raise_fail(r, loc, true, "an access varies with more than two loops of the nest");
}

// Chooses which loop gives the rows and which one the columns.
static bool orient(raise_t *r, ptowsp_loc_t loc, raise_box_t *box, motions_t *motions) {
  const motion_t *moving[2] = {NULL, NULL};
  size_t count = motions->count;
  if (count > 2) return fail_in_loops(r, loc, motions);
  for (size_t i = 0; i < count; i++) moving[i] = &motions->motions[i];
  if (count == 2 && is_outer(box, moving[1], moving[0])) {
    const motion_t *swap = moving[0];
    moving[0] = moving[1], moving[1] = swap;
  }
  if (count == 0) return true;
  const motion_t *col = moving[count - 1];
  box->col = col->loop->op;
  box->cols = col->loop->extent;
  memcpy(box->col_step, col->steps, sizeof box->col_step);
  if (count == 1) return true;
  box->row = moving[0]->loop->op;
  box->rows = moving[0]->loop->extent;
  memcpy(box->row_step, moving[0]->steps, sizeof box->row_step);
  return true;
}

static int64_t in_memory(const raise_box_t *box, const int64_t *steps) {
  int64_t stride = 0;
  for (size_t i = 0; i < box->rank; i++) stride += steps[i] * box->stride[i];
  return stride;
}

int64_t raise_row_stride(const raise_box_t *box) { return in_memory(box, box->row_step); }
int64_t raise_col_stride(const raise_box_t *box) { return in_memory(box, box->col_step); }

// AICores move what lies side by side; anything else is a last resort.
static bool check_transfer(raise_t *r, ptowsp_op_t *access, const raise_box_t *box) {
  ptowsp_loc_t loc = ptowsp_op_loc(access);
  bool load = ptowsp_op_is(access, PTOWSP_OP_MEMREF_LOAD);
  if (load ? raise_has_window(r, box) : raise_is_woven(r, box)) return true;
  if (r->strided || box->local || !box->col || raise_col_stride(box) == 1) return true;
  if (box->row) ask_for(r, box->col); // the rows are something to run over
  return raise_fail(r, loc, true,
                    "the access along loop '%s' is strided: no tile instruction %s it",
                    raise_loop_name(r, box->col), load ? "loads" : "stores");
}

// Whether strides and extents in memory stay within what is computed with here.
static bool is_near(const raise_box_t *box) {
  int64_t reach = 0, part = 0;
  for (size_t i = 0; i < box->rank; i++)
    if (__builtin_mul_overflow(box->size[i] - 1, box->stride[i], &part) ||
        __builtin_add_overflow(reach, part, &reach) || reach > MAX_SPAN / 2)
      return false;
  return true;
}

static bool make_box(raise_t *r, ptowsp_op_t *access, raise_box_t *out_box) {
  size_t first = 0;
  ptowsp_loc_t loc = ptowsp_op_loc(access);
  ptowsp_value_t *array = accessed(access, &first);
  ptowsp_type_t type = ptowsp_value_type(array);
  ptowsp_op_t *made_by = ptowsp_value_op(array);
  int64_t strides[RAISE_MAX_DIMS], offset = 0;
  motions_t motions = {0};
  raise_box_t box = {.array = array, .element = ptowsp_type_element(type), .rows = 1, .cols = 1};
  if (made_by && !ptowsp_op_is_local(made_by))
    return raise_fail(r, loc, false, "the array comes from %s", ptowsp_op_name(made_by));
  box.local = made_by != NULL;
  if (ptowsp_type_rank(type) + RAISE_MAX_DEPTH > RAISE_MAX_DIMS ||
      !ptowsp_type_strides(type, strides, &offset))
    return raise_fail(r, loc, false, "the array has a layout or rank that tiles do not take");
  bool affine = !made_by || add_private_dims(r, &box, &motions, made_by);
  for (size_t i = 0; affine && i < ptowsp_type_rank(type); i++) {
    if (strides[i] == PTOWSP_DYNAMIC)
      return raise_fail(r, loc, false, "the array's extents are not constant");
    if (strides[i] < 1)
      return raise_fail(r, loc, false, "the array has a layout or rank that tiles do not take");
    isl_aff *form = raise_affine(r, ptowsp_op_operand(access, first + i));
    affine = form && add_dim(r, &box, &motions, form, strides[i]);
  }
  if (!affine) return raise_fail(r, loc, true, "a subscript is not affine in the loops' variables");
  if (!is_near(&box))
    return raise_fail(r, loc, true, "what is touched lies too far apart in memory for tiles");
  if (!orient(r, loc, &box, &motions) || !check_transfer(r, access, &box)) return false;
  *out_box = box;
  return true;
}

bool raise_box(raise_t *r, ptowsp_op_t *access, raise_box_t *out_box) {
  uint32_t known = r->loop_count ? ptowsp_numbering_find(&r->numbered, access) : UINT32_MAX;
  if (known != UINT32_MAX) {
    *out_box = *r->accesses.data[known].box;
    return true;
  }
  raise_box_t box;
  if (!make_box(r, access, &box)) return false;
  if (r->loop_count) {
    ptowsp_numbering_enter(&r->numbered, access);
    ptowsp_vec_push(&r->accesses, ((raise_access_t){access, raise_keep_box(r, &box)}));
  }
  *out_box = box;
  return true;
}

void raise_forget_accesses(raise_t *r) {
  r->accesses.size = 0;
  ptowsp_numbering_deinit(&r->numbered);
}

const raise_box_t *raise_keep_box(raise_t *r, const raise_box_t *box) {
  raise_box_t *kept = ptowsp_arena_copy(r->boxes, box, sizeof *box);
  kept->key = raise_box_key(box);
  return kept;
}

uint64_t raise_box_key(const raise_box_t *box) {
  uint64_t key = (uintptr_t)box->array ^ ((uint64_t)box->rows << 32) ^ (uint64_t)box->cols;
  for (size_t i = 0; i < box->rank; i++)
    key = (key ^ box->point[i].line ^ ((uint64_t)box->point[i].at << 16)) * 0x9E3779B97F4A7C15u;
  return key;
}

bool raise_box_is_plain(const raise_box_t *box) {
  bool plain = true;
  for (size_t i = 0; i < box->rank; i++) {
    int64_t row = llabs(box->row_step[i]), col = llabs(box->col_step[i]);
    if (!row || !col) continue;
    if (row / col >= box->cols || col / row >= box->rows) return true; // as digits of a number
    plain = false;
  }
  return plain;
}

bool raise_box_distance(const raise_box_t *a, const raise_box_t *b, size_t dim,
                        int64_t *out_distance) {
  const int64_t most = (int64_t)1 << 62; // sums with extents hold numbers below
  return a->point[dim].line == b->point[dim].line &&
         !__builtin_sub_overflow(b->point[dim].at, a->point[dim].at, out_distance) &&
         *out_distance > -most && *out_distance < most;
}

bool raise_box_equal(const raise_box_t *a, const raise_box_t *b) {
  if (a->array != b->array || a->rank != b->rank) return false;
  if (a->rows != b->rows || a->cols != b->cols) return false;
  for (size_t i = 0; i < a->rank; i++)
    if (a->size[i] != b->size[i] || a->row_step[i] != b->row_step[i] ||
        a->col_step[i] != b->col_step[i] || a->point[i].line != b->point[i].line ||
        a->point[i].at != b->point[i].at)
      return false;
  return true;
}

// Whether the inner box goes along in all dimensions that a loop of the outer one moves: of a
// diagonal nothing else is there.
static bool goes_along(const raise_box_t *outer, const raise_box_t *inner, const int64_t steps[]) {
  size_t first = 0;
  int64_t begin = 0, distance = 0;
  while (first < outer->rank && !steps[first]) first++;
  if (first == outer->rank || !raise_box_distance(outer, inner, first, &begin)) return true;
  for (size_t i = first + 1; i < outer->rank; i++)
    if (steps[i] && (steps[i] != steps[first] || inner->row_step[i] != inner->row_step[first] ||
                     inner->col_step[i] != inner->col_step[first] ||
                     !raise_box_distance(outer, inner, i, &distance) || distance != begin))
      return false;
  return true;
}

bool raise_box_contains(const raise_box_t *outer, const raise_box_t *inner) {
  if (outer->array != inner->array || outer->rank != inner->rank) return false;
  for (size_t i = 0; i < outer->rank; i++) {
    int64_t distance = 0;
    bool dense = llabs(outer->row_step[i]) <= 1 && llabs(outer->col_step[i]) <= 1 &&
                 !(outer->row_step[i] && outer->col_step[i]);
    if (!dense || !raise_box_distance(outer, inner, i, &distance)) return false;
    if (distance < 0 || distance + inner->size[i] > outer->size[i]) return false;
  }
  return goes_along(outer, inner, outer->row_step) && goes_along(outer, inner, outer->col_step);
}

bool raise_are_aliases(const raise_t *r, ptowsp_value_t *a, ptowsp_value_t *b) {
  if (!r->aliases.size || ptowsp_value_op(a) || ptowsp_value_op(b)) return false;
  for (size_t i = 0; i + 1 < r->aliases.size; i += 2) {
    size_t x = r->aliases.data[i], y = r->aliases.data[i + 1];
    size_t m = ptowsp_value_index(a), n = ptowsp_value_index(b);
    if ((x == m && y == n) || (x == n && y == m)) return true;
  }
  return false;
}

static int64_t divisor(int64_t a, int64_t b) {
  while (b) {
    int64_t rest = a % b;
    a = b, b = rest;
  }
  return llabs(a);
}

// What all subscripts of a dimension differ by a multiple of; 0: they do not differ.
static int64_t common_step(const raise_box_t *box, size_t dim) {
  return divisor(box->row_step[dim], box->col_step[dim]);
}

bool raise_box_may_overlap(const raise_t *r, const raise_box_t *a, const raise_box_t *b) {
  if (a->array != b->array) return raise_are_aliases(r, a->array, b->array);
  for (size_t i = 0; i < a->rank && i < b->rank; i++) {
    int64_t distance = 0;
    if (!raise_box_distance(a, b, i, &distance)) continue;
    if (distance >= a->size[i] || -distance >= b->size[i]) return false;
    int64_t step = divisor(common_step(a, i), common_step(b, i));
    if (step > 1 && distance % step != 0) return false; // interleaved
  }
  return true;
}
