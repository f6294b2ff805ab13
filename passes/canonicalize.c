// canonicalize: fold constants, simplify, drop dead code.
//
//   %c2 = arith.constant 2 : index             %c6 = arith.constant 6 : index
//   %c4 = arith.constant 4 : index        →    %0 = arith.addi %i, %c6 : index
//   %0 = arith.addi %c2, %i : index
//   %1 = arith.addi %0, %c4 : index
//
// Folds what is known, applies the patterns of canonicalize.def (docs/passes.md lists them), and
// drops what nothing needs: unused values, writes to buffers that nothing reads.
//
// Needs nothing. Constants end up once, at the start of the isolated op around them.
// Keeps every effect, its order, and the value of every result.
#include "canonicalize.h"

#include <stdlib.h>

static const struct {
  ptowsp_op_id_t id;
  pattern_t apply;
} patterns[] = {
#define PTOWSP_PATTERN(ID, FUNCTION, FROM, TO) {PTOWSP_OP_##ID, pattern_##FUNCTION},
#include "canonicalize.def"
};

// The patterns of one op: a range of the table.
typedef struct {
  uint16_t first, end;
} range_t;

// One isolated op; its constants by attribute (which knows its type).
struct canonicalizer {
  ptowsp_op_t *root;
  ptowsp_value_map_t *constants;
  ptowsp_op_t *last; // of the constants at the start; NULL: none yet
  uint64_t rewrites, erased;
  bool moved;                      // a constant
  range_t ranges[PTOWSP_OP_COUNT]; // by id
};

// Whether the op only writes to a buffer of its own that is never read. Buffers with many users are
// taken to be.
static bool is_unread_store(ptowsp_op_t *op) {
  enum { MAX_USES = 32 };
  bool store = ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE);
  if (!store && !ptowsp_op_is(op, PTOWSP_OP_MEMREF_DEALLOC)) return false;
  ptowsp_value_t *memref = ptowsp_op_operand(op, store ? 1 : 0);
  if (!ptowsp_op_is_alloc(ptowsp_value_op(memref))) return false;
  size_t count = 0;
  for (ptowsp_use_t *use = ptowsp_value_first_use(memref); use; use = ptowsp_use_next(use)) {
    bool writes =
        ptowsp_op_is(ptowsp_use_op(use), PTOWSP_OP_MEMREF_DEALLOC) ||
        (ptowsp_op_is(ptowsp_use_op(use), PTOWSP_OP_MEMREF_STORE) && ptowsp_use_operand(use) == 1);
    if (!writes || ++count > MAX_USES) return false;
  }
  return true;
}

// Whether running the op changes nothing; `silent`: nothing in its regions does.
static bool has_no_effect(const ptowsp_op_t *op, bool silent) {
  uint32_t traits = ptowsp_op_info(op) ? ptowsp_op_info(op)->traits : 0;
  uint32_t harmless = PTOWSP_TRAIT_PURE | PTOWSP_TRAIT_READS | PTOWSP_TRAIT_ALLOCATES;
  if (traits & PTOWSP_TRAIT_WRITES) return false;
  return traits & harmless || (silent && traits & PTOWSP_TRAIT_RECURSIVE);
}

static bool is_dead(ptowsp_op_t *op, bool silent) {
  if (ptowsp_op_has_trait(op, PTOWSP_TRAIT_WRITES)) return is_unread_store(op);
  if (!has_no_effect(op, silent) || ptowsp_op_has_trait(op, PTOWSP_TRAIT_TERMINATOR)) return false;
  for (size_t i = 0; i < ptowsp_op_result_count(op); i++)
    if (ptowsp_value_has_uses(ptowsp_op_result(op, i))) return false;
  return true;
}

// An interned attribute is as good a key as a value's address.
static ptowsp_value_t *key_of(ptowsp_attr_t attr) { return (ptowsp_value_t *)(uintptr_t)attr; }

// What follows the constants at the start of the root.
static ptowsp_op_t *behind_constants(const canonicalizer_t *c) {
  return c->last ? ptowsp_op_next(c->last) : ptowsp_block_first(ptowsp_op_body(c->root));
}

ptowsp_value_t *canonicalize_constant(canonicalizer_t *c, ptowsp_attr_t attr) {
  ptowsp_value_t *key = key_of(attr), *known = ptowsp_value_map_get(c->constants, key);
  if (known != key) return known;
  ptowsp_builder_t b = ptowsp_builder_at_end(ptowsp_op_body(c->root), ptowsp_op_loc(c->root));
  b.before = behind_constants(c);
  ptowsp_value_t *fresh = ptowsp_build_constant(&b, attr);
  c->last = ptowsp_value_op(fresh);
  ptowsp_value_map_set(c->constants, key, fresh);
  return fresh;
}

ptowsp_value_t *canonicalize_integer(canonicalizer_t *c, int64_t value, ptowsp_type_t type) {
  ptowsp_type_t scalar = ptowsp_type_scalar(type);
  ptowsp_attr_t number = ptowsp_attr_integer(ptowsp_op_context(c->root), value, scalar);
  return canonicalize_constant(c, type == scalar ? number : ptowsp_attr_splat(number, type));
}

pattern_result_t canonicalize_replace(ptowsp_op_t *op, ptowsp_value_t *with) {
  ptowsp_value_replace_all(ptowsp_op_result(op, 0), with);
  ptowsp_op_erase(op);
  return PATTERN_GONE;
}

bool canonicalize_known(const ptowsp_value_t *value, int64_t *out_value) {
  ptowsp_attr_t attr = ptowsp_value_constant_number(value);
  if (!attr || ptowsp_attr_kind(attr) != PTOWSP_ATTR_INTEGER ||
      ptowsp_type_width(ptowsp_attr_value_type(attr)) > 64)
    return false;
  *out_value = ptowsp_attr_int_value(attr);
  return true;
}

ptowsp_op_t *canonicalize_made_by(const ptowsp_value_t *value, ptowsp_op_id_t id) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  return ptowsp_op_is(op, id) ? op : NULL;
}

// Brings a constant to the front of its root, or drops it for an equal one there.
static void pool_constant(canonicalizer_t *c, ptowsp_op_t *op) {
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
static void order_operands(canonicalizer_t *c, ptowsp_op_t *op) {
  if (!ptowsp_op_has_trait(op, PTOWSP_TRAIT_COMMUTATIVE)) return;
  ptowsp_value_t *lhs = ptowsp_op_operand(op, 0), *rhs = ptowsp_op_operand(op, 1);
  if (!is_constant(lhs) || is_constant(rhs)) return;
  ptowsp_op_set_operand(op, 0, rhs);
  ptowsp_op_set_operand(op, 1, lhs);
  c->rewrites++;
}

static bool replace_by_fold(canonicalizer_t *c, ptowsp_op_t *op) {
  ptowsp_fold_t fold;
  if (!ptowsp_op_fold(op, &fold)) return false;
  ptowsp_value_t *with = fold.value ? fold.value : canonicalize_constant(c, fold.constant);
  if (with == ptowsp_op_result(op, 0)) return false;
  ptowsp_value_replace_all(ptowsp_op_result(op, 0), with);
  ptowsp_op_erase(op);
  c->rewrites++;
  return true;
}

// In the order of the table. An op that a pattern changed may fold now.
static void apply_patterns(canonicalizer_t *c, ptowsp_op_t *op) {
  ptowsp_op_id_t id = ptowsp_op_id(op);
  if (id >= PTOWSP_OP_COUNT) {
    ptowsp_rewrite_t result = ptowsp_op_canonicalize(op);
    if (result != PTOWSP_REWRITE_NONE) c->rewrites++;
    if (result == PTOWSP_REWRITE_CHANGED) replace_by_fold(c, op);
    return;
  }
  range_t range = c->ranges[id];
  for (size_t i = range.first; i < range.end; i++) {
    pattern_result_t result = patterns[i].apply(c, op);
    if (result == PATTERN_NONE) continue;
    c->rewrites++;
    if (result == PATTERN_GONE || replace_by_fold(c, op)) return;
  }
}

static void find_ranges(canonicalizer_t *c) {
  for (size_t i = 0; i < PTOWSP_COUNTOF(patterns); i++) {
    range_t *range = &c->ranges[patterns[i].id];
    if (!range->end) range->first = (uint16_t)i;
    range->end = (uint16_t)(i + 1);
  }
}

static ptowsp_walk_t simplify(ptowsp_op_t *op, void *data) {
  canonicalizer_t *c = data;
  c->rewrites += canonicalize_blocks(c, op);
  if (op == c->root) return PTOWSP_WALK_ADVANCE;
  if (ptowsp_op_is(op, PTOWSP_OP_ARITH_CONSTANT)) {
    pool_constant(c, op);
    return PTOWSP_WALK_ADVANCE;
  }
  order_operands(c, op);
  if (!replace_by_fold(c, op)) apply_patterns(c, op);
  return PTOWSP_WALK_ADVANCE;
}

// A place in the tree that is to be gone on with, back to front.
typedef struct {
  ptowsp_op_t *op;
  size_t region;         // the one to come
  ptowsp_block_t *block; // in the region before it; NULL: it is through
  ptowsp_op_t *next;
  bool loud; // something that stays has an effect
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

// `around`: of the region that holds the op.
static void drop_if_dead(canonicalizer_t *c, ptowsp_op_t *op, bool silent, place_t *around) {
  if (!is_dead(op, silent)) {
    around->loud |= !has_no_effect(op, silent);
    return;
  }
  ptowsp_op_erase(op);
  c->erased++;
}

// Back to front, so that what fed a dead op is looked at after it.
static void drop_dead_code(canonicalizer_t *c) {
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
        drop_if_dead(c, op, !ptowsp_op_region_count(op), top);
    } else if (!next_block(top)) {
      op = top->op;
      bool silent = !top->loud;
      stack.size--;
      if (op != c->root) drop_if_dead(c, op, silent, &stack.data[stack.size - 1]);
    }
  }
  ptowsp_vec_deinit(&stack);
}

static void canonicalize_root(ptowsp_op_t *root, ptowsp_pass_run_t *run) {
  canonicalizer_t c = {.root = root};
  find_ranges(&c);
  uint64_t before;
  int64_t left = ptowsp_pass_option_int(run, "max-iterations"); // 0: as many as it takes
  do {
    // Constants that died take their place in the pool with them.
    c.constants = ptowsp_value_map_create();
    c.last = NULL;
    before = c.rewrites + c.erased;
    ptowsp_walk_isolated(root, simplify, &c);
    drop_dead_code(&c);
    ptowsp_value_map_destroy(c.constants);
  } while (c.rewrites + c.erased != before && --left != 0);
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

static const ptowsp_pass_option_t options[] = {
    {"max-iterations", PTOWSP_OPTION_INT, "1..", NULL,
     "sweeps over the code; when absent, until nothing changes"},
};

const ptowsp_pass_t ptowsp_pass_canonicalize = {
    .options = options, .option_count = PTOWSP_COUNTOF(options), .nests = true, .run = run};
