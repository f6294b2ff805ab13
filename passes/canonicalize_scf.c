// Patterns of canonicalize: scf.
#include <stdlib.h>
#include <string.h>

#include "canonicalize.h"

// ---------------------------------------------------------------- loops

static bool known_bounds(const ptowsp_op_t *op, int64_t *lower, int64_t *upper) {
  return canonicalize_known(ptowsp_op_operand(op, 0), lower) &&
         canonicalize_known(ptowsp_op_operand(op, 1), upper) && !ptowsp_op_attr(op, "unsignedCmp");
}

// Whether a loop that runs does nothing but hand on values from outside.
static bool hands_on(const ptowsp_op_t *op) {
  ptowsp_op_t *yield = canonicalize_terminator(op, 0);
  bool outside = canonicalize_is_bare(op, 0) && yield;
  for (size_t i = 0; outside && i < ptowsp_op_operand_count(yield); i++)
    outside = canonicalize_is_outside(op, ptowsp_op_operand(yield, i));
  return outside;
}

// Whether a step, once it is known, is none: what the loop does is undefined.
static bool stands_still(const ptowsp_op_t *op, size_t step) {
  int64_t known;
  return canonicalize_known(ptowsp_op_operand(op, step), &known) &&
         (known == 0 || (known < 0 && !ptowsp_op_attr(op, "unsignedCmp")));
}

// Puts a loop's initial values in the place of its results.
static pattern_result_t drop(ptowsp_op_t *op, size_t first) {
  for (size_t i = 0; i < ptowsp_op_result_count(op); i++)
    ptowsp_value_replace_all(ptowsp_op_result(op, i), ptowsp_op_operand(op, first + i));
  ptowsp_op_erase(op);
  return PATTERN_GONE;
}

pattern_result_t pattern_drop_parallel(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  size_t rank = ptowsp_block_arg_count(ptowsp_op_body(op));
  for (size_t i = 0; i < rank; i++) {
    int64_t lower, upper;
    bool known = canonicalize_known(ptowsp_op_operand(op, i), &lower) &&
                 canonicalize_known(ptowsp_op_operand(op, rank + i), &upper);
    bool never =
        (known && lower >= upper) || ptowsp_op_operand(op, i) == ptowsp_op_operand(op, rank + i);
    if (never || stands_still(op, 2 * rank + i)) return drop(op, 3 * rank);
  }
  return PATTERN_NONE;
}

pattern_result_t pattern_drop_loop(canonicalizer_t *c, ptowsp_op_t *op) {
  enum { STEP = 2, FIRST = 3 }; // operands: the step, the initial values
  (void)c;
  int64_t lower, upper;
  bool known = known_bounds(op, &lower, &upper);
  bool never = (known && lower >= upper) || ptowsp_op_operand(op, 0) == ptowsp_op_operand(op, 1) ||
               stands_still(op, STEP);
  bool empty = ptowsp_op_result_count(op) == 0 && canonicalize_is_bare(op, 0);
  if (known && !never && hands_on(op)) return canonicalize_put_region(op, 0);
  return never || empty ? drop(op, FIRST) : PATTERN_NONE;
}

// Loops with annotations are what the passes behind work on, so they stay.
static bool is_annotated(const ptowsp_op_t *op) {
  ptowsp_attr_t attributes = ptowsp_op_attributes(op);
  for (size_t i = 0; attributes && i < ptowsp_attr_count(attributes); i++)
    if (strncmp(ptowsp_attr_entry(attributes, i).name, "wsp.", 4) == 0) return true;
  return false;
}

// Puts the body of a loop that runs once in its place.
static pattern_result_t run_body(ptowsp_op_t *op) {
  enum { FIRST = 3 };
  ptowsp_block_t *body = ptowsp_op_body(op);
  ptowsp_value_replace_all(ptowsp_block_arg(body, 0), ptowsp_op_operand(op, 0));
  for (size_t i = 0; i < ptowsp_op_result_count(op); i++)
    ptowsp_value_replace_all(ptowsp_block_arg(body, i + 1), ptowsp_op_operand(op, FIRST + i));
  return canonicalize_put_region(op, 0);
}

// Whether the bounds, whatever they are, lie no further apart than the step: x, and x + c that does
// not wrap.
static bool reaches_next(const ptowsp_op_t *op) {
  enum { STEP = 2 };
  int64_t step, distance;
  ptowsp_op_t *sum = canonicalize_made_by(ptowsp_op_operand(op, 1), PTOWSP_OP_ARITH_ADDI);
  ptowsp_attr_t flags = sum ? ptowsp_op_attr(sum, "overflowFlags") : NULL;
  return flags && ptowsp_attr_kind(flags) == PTOWSP_ATTR_OPAQUE &&
         strstr(ptowsp_attr_text(flags).data, "nsw") &&
         ptowsp_op_operand(sum, 0) == ptowsp_op_operand(op, 0) &&
         !ptowsp_op_attr(op, "unsignedCmp") &&
         canonicalize_known(ptowsp_op_operand(sum, 1), &distance) &&
         canonicalize_known(ptowsp_op_operand(op, STEP), &step) && distance > 0 && distance <= step;
}

pattern_result_t pattern_run_once(canonicalizer_t *c, ptowsp_op_t *op) {
  enum { STEP = 2 };
  (void)c;
  int64_t lower, upper, step, next;
  if (is_annotated(op)) return PATTERN_NONE;
  if (reaches_next(op)) return run_body(op);
  if (!known_bounds(op, &lower, &upper) ||
      !canonicalize_known(ptowsp_op_operand(op, STEP), &step) || step < 1 || lower >= upper ||
      (!__builtin_add_overflow(lower, step, &next) && next < upper))
    return PATTERN_NONE;
  return run_body(op);
}

// What a value is where the loop's variable is `iv`; false: that is not known.
static bool value_at(const ptowsp_op_t *loop, const ptowsp_value_t *value, int64_t iv, int *budget,
                     int64_t *out_value) {
  if (canonicalize_known(value, out_value)) return true;
  ptowsp_op_t *op = ptowsp_value_op(value);
  int64_t a, b;
  *out_value = iv;
  if (!op) return value == ptowsp_block_arg(ptowsp_op_body(loop), 0);
  if (--*budget < 0 || ptowsp_op_operand_count(op) != 2 ||
      !value_at(loop, ptowsp_op_operand(op, 0), iv, budget, &a) ||
      !value_at(loop, ptowsp_op_operand(op, 1), iv, budget, &b))
    return false;
  unsigned width = ptowsp_type_width(ptowsp_value_type(ptowsp_op_operand(op, 0)));
  if (!ptowsp_op_is(op, PTOWSP_OP_ARITH_CMPI)) {
    if (!ptowsp_evaluate_integers(ptowsp_op_id(op), a, b, width, out_value)) return false;
    *out_value = ptowsp_sign_extend(*out_value, width);
    return true;
  }
  int64_t predicate = ptowsp_op_attr_int(op, "predicate", 0);
  *out_value = ptowsp_evaluate_comparison(predicate, a, b, width);
  return true;
}

// The one conditional that is all a loop's body does; NULL: there is more to it.
static ptowsp_op_t *only_conditional(const ptowsp_op_t *loop) {
  ptowsp_op_t *only = NULL;
  ptowsp_block_each(ptowsp_op_body(loop), op) {
    if (ptowsp_op_has_trait(op, PTOWSP_TRAIT_TERMINATOR)) break;
    if (ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE) && !ptowsp_op_region_count(op)) continue;
    if (only || !ptowsp_op_is(op, PTOWSP_OP_SCF_IF) || ptowsp_op_result_count(op) ||
        !canonicalize_is_bare(op, 1))
      return NULL;
    only = op;
  }
  return only;
}

pattern_result_t pattern_narrow_loop(canonicalizer_t *c, ptowsp_op_t *op) {
  enum { STEP = 2, MOST = 64, BUDGET = 32 };
  int64_t lower, upper, step, first = 0, end = 0;
  ptowsp_op_t *inner = ptowsp_op_result_count(op) ? NULL : only_conditional(op);
  if (!inner || !known_bounds(op, &lower, &upper) ||
      !canonicalize_known(ptowsp_op_operand(op, STEP), &step) || step < 1 || lower >= upper ||
      __builtin_sub_overflow(upper, lower, &end) || (end - 1) / step >= MOST)
    return PATTERN_NONE;
  bool before = true, behind = false;
  for (int64_t i = 0, count = (end - 1) / step + 1; i < count; i++) {
    int64_t iv = lower + i * step, holds;
    int budget = BUDGET;
    if (!value_at(op, ptowsp_op_operand(inner, 0), iv, &budget, &holds)) return PATTERN_NONE;
    if (holds & 1) {
      if (behind) return PATTERN_NONE; // it held before, and did not in between
      if (before) first = iv;
      before = false;
      end = iv;
    } else {
      behind = !before;
    }
  }
  ptowsp_type_t index = ptowsp_value_type(ptowsp_op_operand(op, 0));
  int64_t low = before ? lower : first, high = before ? lower : behind ? end + 1 : upper;
  ptowsp_op_set_operand(op, 0, canonicalize_integer(c, low, index));
  ptowsp_op_set_operand(op, 1, canonicalize_integer(c, high, index));
  if (!before) canonicalize_put_region(inner, 0);
  return PATTERN_CHANGED;
}

// Whether nothing but its own yield reads the iteration value.
static bool is_unread(const ptowsp_value_t *value, const ptowsp_op_t *yield, size_t operand) {
  for (ptowsp_use_t *use = ptowsp_value_first_use(value); use; use = ptowsp_use_next(use))
    if (ptowsp_use_op(use) != yield || ptowsp_use_operand(use) != operand) return false;
  return true;
}

// A loop like `op` with the iteration values that `keep` names; the others have no reader left.
static void rebuild_for(ptowsp_op_t *op, const bool *keep) {
  enum { FIRST = 3 };
  size_t count = ptowsp_op_result_count(op);
  bool *args = ptowsp_malloc((count + 1) * sizeof(*args));
  args[0] = true;
  if (count) memcpy(args + 1, keep, count * sizeof(*keep));
  ptowsp_op_t *fresh = canonicalize_rebuild(op, FIRST, keep, keep);
  canonicalize_keep_operands(canonicalize_terminator(fresh, 0), 0, keep);
  ptowsp_block_keep_args(ptowsp_op_body(fresh), args);
  free(args);
}

enum { FIRST_INIT = 3 }; // operand of scf.for

// Marks the iteration values that are what they were at first in every iteration: each is given on
// as it is, or as another that is too and began as the same.
static void find_staying(const ptowsp_op_t *op, const ptowsp_op_t *yield, bool *stays) {
  enum { MOST_ROUNDS = 64 };
  size_t count = ptowsp_op_result_count(op);
  const ptowsp_block_t *body = ptowsp_op_body(op);
  bool changed = true;
  for (size_t i = 0; i < count; i++) stays[i] = true;
  for (size_t round = 0; changed; round++) {
    changed = false;
    for (size_t i = 0; i < count; i++) {
      ptowsp_value_t *next = ptowsp_op_operand(yield, i);
      ptowsp_value_t *init = ptowsp_op_operand(op, FIRST_INIT + i);
      size_t k = ptowsp_value_block(next) == body ? ptowsp_value_index(next) : 0;
      bool holds = next == init || (k > 0 && stays[k - 1] && round < MOST_ROUNDS &&
                                    init == ptowsp_op_operand(op, FIRST_INIT + k - 1));
      if (!stays[i] || holds) continue;
      stays[i] = false;
      changed = true;
    }
  }
}

// Which earlier iteration value is always the same as this one; itself: none.
static size_t find_twin(const ptowsp_op_t *op, const ptowsp_op_t *yield, size_t i) {
  enum { MOST = 16 }; // that are compared with each other
  size_t k = i < MOST ? 0 : i;
  while (k < i && (ptowsp_op_operand(op, FIRST_INIT + i) != ptowsp_op_operand(op, FIRST_INIT + k) ||
                   ptowsp_op_operand(yield, i) != ptowsp_op_operand(yield, k)))
    k++;
  return k;
}

// Reads an iteration value and the result that goes with it as something else.
static void read_as(ptowsp_op_t *op, size_t i, ptowsp_value_t *arg, ptowsp_value_t *result) {
  ptowsp_value_replace_all(ptowsp_block_arg(ptowsp_op_body(op), i + 1), arg);
  ptowsp_value_replace_all(ptowsp_op_result(op, i), result);
}

pattern_result_t pattern_drop_iteration_values(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  size_t count = ptowsp_op_result_count(op), dropped = 0;
  ptowsp_op_t *yield = canonicalize_terminator(op, 0);
  if (count == 0 || !yield) return PATTERN_NONE;
  bool *keep = ptowsp_malloc(count * sizeof(*keep));
  find_staying(op, yield, keep);
  for (size_t i = 0; i < count; i++) {
    ptowsp_value_t *init = ptowsp_op_operand(op, FIRST_INIT + i);
    size_t twin = find_twin(op, yield, i);
    keep[i] = !keep[i];
    if (!keep[i])
      read_as(op, i, init, init);
    else if (twin != i)
      read_as(op, i, ptowsp_block_arg(ptowsp_op_body(op), twin + 1), ptowsp_op_result(op, twin));
  }
  for (size_t i = 0; i < count; i++) {
    ptowsp_value_t *arg = ptowsp_block_arg(ptowsp_op_body(op), i + 1);
    keep[i] &= ptowsp_value_has_uses(ptowsp_op_result(op, i)) || !is_unread(arg, yield, i);
    if (keep[i]) continue;
    ptowsp_value_replace_all(arg, ptowsp_op_operand(op, FIRST_INIT + i));
    dropped++;
  }
  if (dropped) rebuild_for(op, keep);
  free(keep);
  return dropped ? PATTERN_GONE : PATTERN_NONE;
}

// ---------------------------------------------------------------- conditionals

pattern_result_t pattern_take_branch(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  int64_t condition;
  if (!canonicalize_known(ptowsp_op_operand(op, 0), &condition)) return PATTERN_NONE;
  return canonicalize_put_region(op, condition ? 0 : 1);
}

pattern_result_t pattern_drop_empty(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  if (ptowsp_op_result_count(op) || !canonicalize_is_bare(op, 1)) return PATTERN_NONE;
  if (canonicalize_is_bare(op, 0)) {
    ptowsp_op_erase(op);
    return PATTERN_GONE;
  }
  if (ptowsp_region_is_empty(ptowsp_op_region(op, 1))) return PATTERN_NONE;
  ptowsp_block_erase(ptowsp_region_first(ptowsp_op_region(op, 1)));
  return PATTERN_CHANGED;
}

// Which region of `op` holds `user`; 2: none.
static size_t region_around(const ptowsp_op_t *op, ptowsp_op_t *user) {
  while (user && ptowsp_op_parent(user) != op) user = ptowsp_op_parent(user);
  if (!user) return 2;
  return ptowsp_block_region(ptowsp_op_block(user)) == ptowsp_op_region(op, 0) ? 0 : 1;
}

pattern_result_t pattern_know_condition(canonicalizer_t *c, ptowsp_op_t *op) {
  enum { MAX_USES = 64 }; // of a condition that decides everything
  ptowsp_value_t *condition = ptowsp_op_operand(op, 0);
  bool changed = false;
  ptowsp_use_t *next, *use = ptowsp_value_first_use(condition);
  for (size_t count = 0; use && count < MAX_USES; use = next, count++) {
    next = ptowsp_use_next(use);
    ptowsp_op_t *user = ptowsp_use_op(use);
    size_t region = user == op ? 2 : region_around(op, user);
    if (region == 2) continue;
    ptowsp_value_t *known =
        canonicalize_integer(c, region == 0 ? -1 : 0, ptowsp_value_type(condition));
    ptowsp_op_set_operand(user, ptowsp_use_operand(use), known);
    changed = true;
  }
  return changed ? PATTERN_CHANGED : PATTERN_NONE;
}

// What arith.select chooses among, here: numbers, and vectors of them.
static bool is_scalar(ptowsp_type_t type) {
  type = ptowsp_type_scalar(type);
  return ptowsp_type_is_integer(type) || ptowsp_type_is_index(type) || ptowsp_type_is_float(type);
}

pattern_result_t pattern_select_values(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  size_t selected = 0;
  ptowsp_op_t *yes = canonicalize_terminator(op, 0), *no = canonicalize_terminator(op, 1);
  for (size_t i = 0; yes && no && i < ptowsp_op_result_count(op); i++) {
    ptowsp_value_t *a = ptowsp_op_operand(yes, i), *b = ptowsp_op_operand(no, i);
    ptowsp_value_t *result = ptowsp_op_result(op, i);
    if (!ptowsp_value_has_uses(result) || !is_scalar(ptowsp_value_type(a)) ||
        !canonicalize_is_outside(op, a) || !canonicalize_is_outside(op, b))
      continue;
    ptowsp_value_t *operands[] = {ptowsp_op_operand(op, 0), a, b};
    ptowsp_type_t type = ptowsp_value_type(a);
    ptowsp_builder_t builder = ptowsp_builder_before(op);
    ptowsp_op_t *select = ptowsp_build(&builder, &(ptowsp_op_state_t){.id = PTOWSP_OP_ARITH_SELECT,
                                                                      .loc = ptowsp_op_loc(op),
                                                                      .operands = operands,
                                                                      .operand_count = 3,
                                                                      .result_types = &type,
                                                                      .result_count = 1});
    ptowsp_value_replace_all(result, ptowsp_op_result(select, 0));
    selected++;
  }
  return selected ? PATTERN_CHANGED : PATTERN_NONE;
}

// Of an op whose regions, each of one block, end in what becomes its results; and of scf.yield in
// more blocks.
pattern_result_t pattern_drop_results(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  size_t count = ptowsp_op_result_count(op), unread = 0;
  if (count == 0) return PATTERN_NONE;
  bool *keep = ptowsp_malloc(count * sizeof(*keep));
  for (size_t i = 0; i < count; i++) {
    keep[i] = ptowsp_value_has_uses(ptowsp_op_result(op, i));
    unread += !keep[i];
  }
  if (unread) {
    ptowsp_op_t *fresh = canonicalize_rebuild(op, 0, NULL, keep);
    for (size_t i = 0; i < ptowsp_op_region_count(fresh); i++) {
      ptowsp_block_t *block = ptowsp_region_first(ptowsp_op_region(fresh, i));
      for (; block; block = ptowsp_block_next(block))
        if (ptowsp_op_is(ptowsp_block_last(block), PTOWSP_OP_SCF_YIELD))
          canonicalize_keep_operands(ptowsp_block_last(block), 0, keep);
    }
  }
  free(keep);
  return unread ? PATTERN_GONE : PATTERN_NONE;
}

// What an outer conditional yields, where a conditional in it is all it does, is also what the
// other cases yield; then it is what both conditions together decide.
static bool yields_alike(const ptowsp_op_t *op, const ptowsp_op_t *inner) {
  ptowsp_op_t *yes = canonicalize_terminator(op, 0), *no = canonicalize_terminator(op, 1);
  ptowsp_op_t *inner_no = canonicalize_terminator(inner, 1);
  for (size_t i = 0; i < ptowsp_op_result_count(op); i++) {
    ptowsp_value_t *value = ptowsp_op_operand(yes, i), *other = ptowsp_op_operand(no, i);
    if (ptowsp_value_op(value) == inner)
      value = ptowsp_op_operand(inner_no, ptowsp_value_index(value));
    if (value != other) return false;
  }
  return true;
}

pattern_result_t pattern_join_conditions(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  if (!canonicalize_is_bare(op, 1)) return PATTERN_NONE;
  ptowsp_op_t *inner = ptowsp_block_first(ptowsp_op_body(op)), *yield;
  if (!ptowsp_op_is(inner, PTOWSP_OP_SCF_IF) ||
      ptowsp_op_next(inner) != (yield = canonicalize_terminator(op, 0)) ||
      !canonicalize_is_bare(inner, 1) || ptowsp_op_attributes(inner) || ptowsp_op_attributes(op) ||
      !yields_alike(op, inner))
    return PATTERN_NONE;
  ptowsp_builder_t b = ptowsp_builder_before(op);
  ptowsp_value_t *both = ptowsp_build_binary(&b, PTOWSP_OP_ARITH_ANDI, ptowsp_op_operand(op, 0),
                                             ptowsp_op_operand(inner, 0));
  ptowsp_op_set_operand(op, 0, both);
  canonicalize_put_region(inner, 0);
  return PATTERN_CHANGED;
}

pattern_result_t pattern_swap_branches(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  int64_t bits;
  ptowsp_op_t *inverse = canonicalize_made_by(ptowsp_op_operand(op, 0), PTOWSP_OP_ARITH_XORI);
  if (!inverse || ptowsp_region_is_empty(ptowsp_op_region(op, 1)) ||
      !canonicalize_known(ptowsp_op_operand(inverse, 1), &bits) || bits != -1)
    return PATTERN_NONE;
  ptowsp_op_set_operand(op, 0, ptowsp_op_operand(inverse, 0));
  ptowsp_region_swap(ptowsp_op_region(op, 0), ptowsp_op_region(op, 1));
  return PATTERN_CHANGED;
}
