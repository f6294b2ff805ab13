// canonicalize: fold constants, simplify, drop dead code.
//
//   %c2 = arith.constant 2 : index             %c6 = arith.constant 6 : index
//   %c4 = arith.constant 4 : index        →    %0 = arith.addi %i, %c6 : index
//   %0 = arith.addi %c2, %i : index
//   %1 = arith.addi %0, %c4 : index
//
// Needs nothing. Constants end up once, at the start of the isolated op around them.
// Keeps every effect, its order, and the value of every result.
#include <stdlib.h>

#include "ptowsp/fold.h"
#include "ptowsp/pass.h"

// The constants of one isolated op, by attribute (which knows its type).
typedef struct {
  ptowsp_op_t *root;
  ptowsp_value_map_t *constants;
  ptowsp_op_t *last; // of the constants at the start; NULL: none yet
  uint64_t rewrites, erased;
  bool moved; // a constant
} canonicalize_t;

static bool is_dead(ptowsp_op_t *op) {
  uint32_t traits = ptowsp_op_info(op) ? ptowsp_op_info(op)->traits : 0;
  uint32_t removable = PTOWSP_TRAIT_PURE | PTOWSP_TRAIT_READS | PTOWSP_TRAIT_ALLOCATES;
  if (!(traits & removable) || (traits & (PTOWSP_TRAIT_WRITES | PTOWSP_TRAIT_TERMINATOR)))
    return false;
  for (size_t i = 0; i < ptowsp_op_result_count(op); i++)
    if (ptowsp_value_has_uses(ptowsp_op_result(op, i))) return false;
  return true;
}

// An interned attribute is as good a key as a value's address.
static ptowsp_value_t *key_of(ptowsp_attr_t attr) { return (ptowsp_value_t *)(uintptr_t)attr; }

// What follows the constants at the start of the root.
static ptowsp_op_t *behind_constants(const canonicalize_t *c) {
  return c->last ? ptowsp_op_next(c->last) : ptowsp_block_first(ptowsp_op_body(c->root));
}

static ptowsp_value_t *constant_value(canonicalize_t *c, ptowsp_attr_t attr) {
  ptowsp_value_t *key = key_of(attr), *known = ptowsp_value_map_get(c->constants, key);
  if (known != key) return known;
  ptowsp_builder_t b = ptowsp_builder_at_end(ptowsp_op_body(c->root), ptowsp_op_loc(c->root));
  b.before = behind_constants(c);
  ptowsp_value_t *fresh = ptowsp_build_constant(&b, attr);
  c->last = ptowsp_value_op(fresh);
  ptowsp_value_map_set(c->constants, key, fresh);
  return fresh;
}

// Brings a constant to the front of its root, or drops it for an equal one there.
static void pool_constant(canonicalize_t *c, ptowsp_op_t *op) {
  ptowsp_value_t *key = key_of(ptowsp_op_attr(op, "value"));
  ptowsp_value_t *known = ptowsp_value_map_get(c->constants, key);
  ptowsp_value_t *result = ptowsp_op_result(op, 0);
  if (known == result) return;
  if (known == key) {
    ptowsp_value_map_set(c->constants, key, result);
    ptowsp_op_t *place = behind_constants(c);
    if (op != place) {
      ptowsp_op_move_before(op, place);
      c->moved = true;
    }
    c->last = op;
    return;
  }
  ptowsp_value_replace_all(result, known);
  ptowsp_op_erase(op);
  c->rewrites++;
}

static bool is_constant(ptowsp_value_t *value) { return ptowsp_value_constant_attr(value) != NULL; }

// Constants of commutative operations go right, where the patterns look for them.
static void order_operands(canonicalize_t *c, ptowsp_op_t *op) {
  if (!ptowsp_op_has_trait(op, PTOWSP_TRAIT_COMMUTATIVE)) return;
  ptowsp_value_t *lhs = ptowsp_op_operand(op, 0), *rhs = ptowsp_op_operand(op, 1);
  if (!is_constant(lhs) || is_constant(rhs)) return;
  ptowsp_op_set_operand(op, 0, rhs);
  ptowsp_op_set_operand(op, 1, lhs);
  c->rewrites++;
}

// (x + a) + b → x + (a + b), and the same for products: wrapping keeps both exact.
static void reassociate(canonicalize_t *c, ptowsp_op_t *op) {
  ptowsp_op_id_t id = ptowsp_op_id(op);
  if (id != PTOWSP_OP_ARITH_ADDI && id != PTOWSP_OP_ARITH_MULI) return;
  ptowsp_op_t *inner = ptowsp_value_op(ptowsp_op_operand(op, 0));
  if (!ptowsp_op_is(inner, id)) return;
  ptowsp_attr_t a = ptowsp_value_constant_attr(ptowsp_op_operand(inner, 1));
  ptowsp_attr_t b = ptowsp_value_constant_attr(ptowsp_op_operand(op, 1));
  if (!a || !b || ptowsp_attr_kind(a) != PTOWSP_ATTR_INTEGER ||
      ptowsp_attr_kind(b) != PTOWSP_ATTR_INTEGER)
    return;
  uint64_t x = (uint64_t)ptowsp_attr_int_value(a), y = (uint64_t)ptowsp_attr_int_value(b);
  uint64_t joined = id == PTOWSP_OP_ARITH_ADDI ? x + y : x * y;
  ptowsp_attr_t attr =
      ptowsp_attr_integer(ptowsp_op_context(op), (int64_t)joined, ptowsp_attr_value_type(a));
  ptowsp_op_set_operand(op, 0, ptowsp_op_operand(inner, 0));
  ptowsp_op_set_operand(op, 1, constant_value(c, attr));
  c->rewrites++;
}

// x - c → x + (-c), so that sums of indices have one form.
static bool subtract_to_add(canonicalize_t *c, ptowsp_op_t *op) {
  if (!ptowsp_op_is(op, PTOWSP_OP_ARITH_SUBI)) return false;
  ptowsp_attr_t rhs = ptowsp_value_constant_attr(ptowsp_op_operand(op, 1));
  if (!rhs || ptowsp_attr_kind(rhs) != PTOWSP_ATTR_INTEGER) return false;
  uint64_t negated = 0 - (uint64_t)ptowsp_attr_int_value(rhs);
  ptowsp_attr_t attr =
      ptowsp_attr_integer(ptowsp_op_context(op), (int64_t)negated, ptowsp_attr_value_type(rhs));
  ptowsp_builder_t b = ptowsp_builder_before(op);
  ptowsp_value_t *sum = ptowsp_build_binary(&b, PTOWSP_OP_ARITH_ADDI, ptowsp_op_operand(op, 0),
                                            constant_value(c, attr));
  ptowsp_value_replace_all(ptowsp_op_result(op, 0), sum);
  ptowsp_op_erase(op);
  c->rewrites++;
  return true;
}

// A loop that runs no iteration, or whose body does nothing, goes.
static bool drop_loop(canonicalize_t *c, ptowsp_op_t *op) {
  if (!ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) || ptowsp_op_result_count(op)) return false;
  int64_t lower, upper;
  ptowsp_block_t *body = ptowsp_op_body(op);
  bool never = ptowsp_value_constant(ptowsp_op_operand(op, 0), &lower) &&
               ptowsp_value_constant(ptowsp_op_operand(op, 1), &upper) && lower >= upper &&
               !ptowsp_op_attr(op, "unsignedCmp");
  bool empty = ptowsp_block_first(body) == ptowsp_block_terminator(body);
  if (!never && !empty) return false;
  ptowsp_op_erase(op);
  c->rewrites++;
  return true;
}

// A conditional whose condition is known becomes its branch.
static bool take_branch(canonicalize_t *c, ptowsp_op_t *op) {
  if (!ptowsp_op_is(op, PTOWSP_OP_SCF_IF)) return false;
  ptowsp_attr_t condition = ptowsp_value_constant_attr(ptowsp_op_operand(op, 0));
  if (!condition || ptowsp_attr_kind(condition) != PTOWSP_ATTR_INTEGER) return false;
  size_t taken = ptowsp_attr_int_value(condition) ? 0 : 1;
  ptowsp_region_t *region = ptowsp_op_region(op, taken);
  if (!ptowsp_region_is_empty(region)) {
    ptowsp_block_t *block = ptowsp_region_first(region);
    ptowsp_op_t *yield = ptowsp_block_terminator(block);
    for (size_t i = 0; i < ptowsp_op_result_count(op); i++)
      ptowsp_value_replace_all(ptowsp_op_result(op, i), ptowsp_op_operand(yield, i));
    ptowsp_block_splice(block, op);
  }
  ptowsp_op_erase(op);
  c->rewrites++;
  return true;
}

static bool replace_by_fold(canonicalize_t *c, ptowsp_op_t *op) {
  ptowsp_fold_t fold;
  if (!ptowsp_op_fold(op, &fold)) return false;
  ptowsp_value_t *with = fold.value ? fold.value : constant_value(c, fold.constant);
  if (with == ptowsp_op_result(op, 0)) return false;
  ptowsp_value_replace_all(ptowsp_op_result(op, 0), with);
  ptowsp_op_erase(op);
  c->rewrites++;
  return true;
}

static ptowsp_walk_t simplify(ptowsp_op_t *op, void *data) {
  canonicalize_t *c = data;
  if (op == c->root) return PTOWSP_WALK_ADVANCE;
  if (ptowsp_op_is(op, PTOWSP_OP_ARITH_CONSTANT)) {
    pool_constant(c, op);
    return PTOWSP_WALK_ADVANCE;
  }
  order_operands(c, op);
  reassociate(c, op);
  // Each of these erases the op when it applies, so the first that does is the last.
  (void)(replace_by_fold(c, op) || subtract_to_add(c, op) || drop_loop(c, op) ||
         take_branch(c, op));
  return PTOWSP_WALK_ADVANCE;
}

// A place in the tree that is to be gone on with, back to front.
typedef struct {
  ptowsp_op_t *op;
  size_t region;         // the one to come
  ptowsp_block_t *block; // in the region before it; NULL: it is through
  ptowsp_op_t *next;
} place_t;

static bool next_block(place_t *place) {
  if (place->block) place->block = ptowsp_block_next(place->block);
  while (!place->block) {
    if (place->region == ptowsp_op_region_count(place->op)) return false;
    place->block = ptowsp_region_first(ptowsp_op_region(place->op, place->region++));
  }
  place->next = ptowsp_block_last(place->block);
  return true;
}

static void drop_if_dead(canonicalize_t *c, ptowsp_op_t *op) {
  if (!is_dead(op)) return;
  ptowsp_op_erase(op);
  c->erased++;
}

// Back to front, so that what fed a dead op is looked at after it.
static void drop_dead_code(canonicalize_t *c) {
  PTOWSP_VEC(place_t) stack = {0};
  ptowsp_vec_push(&stack, ((place_t){.op = c->root}));
  while (stack.size) {
    place_t *top = &stack.data[stack.size - 1];
    ptowsp_op_t *op = top->next;
    if (op) {
      top->next = ptowsp_op_previous(op);
      bool opens = ptowsp_op_region_count(op) && !ptowsp_op_has_trait(op, PTOWSP_TRAIT_ISOLATED);
      if (opens)
        ptowsp_vec_push(&stack, ((place_t){.op = op}));
      else
        drop_if_dead(c, op);
    } else if (!next_block(top)) {
      op = top->op;
      stack.size--;
      if (op != c->root) drop_if_dead(c, op);
    }
  }
  ptowsp_vec_deinit(&stack);
}

static void canonicalize_root(ptowsp_op_t *root, ptowsp_pass_run_t *run) {
  canonicalize_t c = {.root = root};
  uint64_t before;
  do {
    // Constants that died take their place in the pool with them.
    c.constants = ptowsp_value_map_create();
    c.last = NULL;
    before = c.rewrites + c.erased;
    ptowsp_walk_isolated(root, simplify, &c);
    drop_dead_code(&c);
    ptowsp_value_map_destroy(c.constants);
  } while (c.rewrites + c.erased != before);
  if (c.moved || c.rewrites + c.erased) run->changed_nothing = false;
  ptowsp_pass_count_up(run, "operations rewritten", c.rewrites);
  ptowsp_pass_count_up(run, "dead operations erased", c.erased);
}

// Isolated ops inside others come first.
static ptowsp_walk_t visit(ptowsp_op_t *op, void *run) {
  bool isolated = ptowsp_op_has_trait(op, PTOWSP_TRAIT_ISOLATED);
  if (isolated && ptowsp_op_body(op)) canonicalize_root(op, run);
  return PTOWSP_WALK_ADVANCE;
}

static bool run(ptowsp_pass_run_t *run) {
  run->changed_nothing = true;
  ptowsp_walk_post(run->root, visit, run);
  return true;
}

const ptowsp_pass_t ptowsp_pass_canonicalize = {.nests = true, .run = run};
