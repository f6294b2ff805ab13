// Patterns of canonicalize: cf, and the blocks of a region.
#include <stdlib.h>

#include "canonicalize.h"

// The values that a branch hands to its i-th successor: operands [*begin, *end).
static void handed(const ptowsp_op_t *op, size_t i, size_t *begin, size_t *end) {
  *begin = 0, *end = ptowsp_op_operand_count(op);
  if (ptowsp_op_is(op, PTOWSP_OP_CF_BR)) return;
  if (ptowsp_op_is(op, PTOWSP_OP_CF_SWITCH)) {
    ptowsp_attr_t sizes = ptowsp_op_attr(op, "operandSegmentSizes");
    ptowsp_attr_t cases = ptowsp_op_attr(op, "case_operand_segments");
    *begin = 1;
    *end = 1 + (size_t)ptowsp_attr_dense_array_int(sizes, 1);
    for (size_t k = 0; k < i; k++) {
      *begin = *end;
      *end += (size_t)ptowsp_attr_dense_array_int(cases, k);
    }
    return;
  }
  ptowsp_attr_t sizes = ptowsp_op_attr(op, "operandSegmentSizes");
  *begin = 1 + (i ? (size_t)ptowsp_attr_dense_array_int(sizes, 1) : 0);
  *end = *begin + (size_t)ptowsp_attr_dense_array_int(sizes, 1 + i);
}

static bool hands_same(const ptowsp_op_t *op) {
  size_t begin, end, other, other_end;
  handed(op, 0, &begin, &end);
  handed(op, 1, &other, &other_end);
  if (end - begin != other_end - other) return false;
  for (; begin < end; begin++, other++)
    if (ptowsp_op_operand(op, begin) != ptowsp_op_operand(op, other)) return false;
  return true;
}

typedef PTOWSP_VEC(ptowsp_value_t *) values_t;

static void build_branch(ptowsp_op_t *op, ptowsp_block_t *successor, const values_t *values) {
  ptowsp_builder_t b = ptowsp_builder_at_end(ptowsp_op_block(op), ptowsp_op_loc(op));
  ptowsp_build(&b, &(ptowsp_op_state_t){.id = PTOWSP_OP_CF_BR,
                                        .operands = values->data,
                                        .operand_count = values->size,
                                        .successors = &successor,
                                        .successor_count = 1});
}

pattern_result_t pattern_take_successor(canonicalizer_t *c, ptowsp_op_t *op) {
  int64_t condition = 1;
  (void)c;
  if (!canonicalize_known(ptowsp_op_operand(op, 0), &condition) &&
      (ptowsp_op_successor(op, 0) != ptowsp_op_successor(op, 1) || !hands_same(op)))
    return PATTERN_NONE;
  size_t begin, end, taken = condition == 0;
  values_t values = {0};
  handed(op, taken, &begin, &end);
  for (size_t i = begin; i < end; i++) ptowsp_vec_push(&values, ptowsp_op_operand(op, i));
  build_branch(op, ptowsp_op_successor(op, taken), &values);
  ptowsp_vec_deinit(&values);
  ptowsp_op_erase(op);
  return PATTERN_GONE;
}

pattern_result_t pattern_select_handed(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  if (ptowsp_op_successor(op, 0) != ptowsp_op_successor(op, 1)) return PATTERN_NONE;
  size_t begin, end, other, other_end;
  values_t values = {0};
  handed(op, 0, &begin, &end);
  handed(op, 1, &other, &other_end);
  ptowsp_builder_t b = ptowsp_builder_at_end(ptowsp_op_block(op), ptowsp_op_loc(op));
  b.before = op;
  for (; begin < end; begin++, other++) {
    ptowsp_value_t *x = ptowsp_op_operand(op, begin), *y = ptowsp_op_operand(op, other);
    ptowsp_type_t type = ptowsp_value_type(x);
    ptowsp_op_state_t select = {
        .id = PTOWSP_OP_ARITH_SELECT,
        .operands = (ptowsp_value_t *[]){ptowsp_op_operand(op, 0), x, y},
        .operand_count = 3,
        .result_types = &type,
        .result_count = 1,
    };
    ptowsp_vec_push(&values, x == y ? x : ptowsp_op_result(ptowsp_build(&b, &select), 0));
  }
  build_branch(op, ptowsp_op_successor(op, 0), &values);
  ptowsp_vec_deinit(&values);
  ptowsp_op_erase(op);
  return PATTERN_GONE;
}

// The branch that is all there is of a block.
static ptowsp_op_t *only_branch(const ptowsp_block_t *block) {
  ptowsp_op_t *op = ptowsp_block_first(block);
  return ptowsp_op_is(op, PTOWSP_OP_CF_BR) && op == ptowsp_block_last(block) ? op : NULL;
}

// That branch if it may be taken from in front of the block: nothing else reads what the block is
// handed, and it goes to where there is more to do, which ends chains and leaves circles alone.
static ptowsp_op_t *branch_to_skip(const ptowsp_block_t *block) {
  ptowsp_op_t *branch = only_branch(block);
  if (!branch || only_branch(ptowsp_op_successor(branch, 0))) return NULL;
  for (size_t i = 0; i < ptowsp_block_arg_count(block); i++) {
    const ptowsp_use_t *use = ptowsp_value_first_use(ptowsp_block_arg(block, i));
    for (; use; use = ptowsp_use_next(use))
      if (ptowsp_use_op(use) != branch) return NULL;
  }
  return branch;
}

// What the successor gets, or what the block behind it gets if that is where `skip` goes.
static void push_handed(values_t *values, const ptowsp_op_t *op, size_t i,
                        const ptowsp_op_t *skip) {
  size_t begin, end;
  const ptowsp_block_t *block = ptowsp_op_successor(op, i);
  handed(op, i, &begin, &end);
  for (size_t k = begin; !skip && k < end; k++) ptowsp_vec_push(values, ptowsp_op_operand(op, k));
  for (size_t k = 0; skip && k < ptowsp_op_operand_count(skip); k++) {
    ptowsp_value_t *value = ptowsp_op_operand(skip, k);
    for (size_t arg = 0; arg < end - begin; arg++)
      if (value == ptowsp_block_arg(block, arg)) {
        value = ptowsp_op_operand(op, begin + arg);
        break;
      }
    ptowsp_vec_push(values, value);
  }
}

canonicalize_edge_t canonicalize_follow(const ptowsp_op_t *op, size_t i) {
  values_t values = {0};
  const ptowsp_op_t *skip = branch_to_skip(ptowsp_op_successor(op, i));
  push_handed(&values, op, i, skip);
  ptowsp_block_t *block = ptowsp_op_successor(skip ? skip : op, skip ? 0 : i);
  return (canonicalize_edge_t){block, values.data, values.size};
}

pattern_result_t pattern_skip_block(canonicalizer_t *c, ptowsp_op_t *op) {
  enum { MOST = 2 };
  ptowsp_block_t *successors[MOST];
  int32_t sizes[1 + MOST] = {1};
  size_t count = ptowsp_op_successor_count(op), skipped = 0;
  values_t values = {0};
  (void)c;
  if (count == MOST) ptowsp_vec_push(&values, ptowsp_op_operand(op, 0));
  for (size_t i = 0; i < count; i++) {
    size_t before = values.size;
    const ptowsp_op_t *skip = branch_to_skip(ptowsp_op_successor(op, i));
    push_handed(&values, op, i, skip);
    successors[i] = ptowsp_op_successor(skip ? skip : op, skip ? 0 : i);
    sizes[1 + i] = (int32_t)(values.size - before);
    skipped += skip != NULL;
  }
  if (skipped && count == 1) build_branch(op, successors[0], &values);
  if (skipped && count == MOST) {
    ptowsp_context_t *context = ptowsp_op_context(op);
    ptowsp_builder_t b = ptowsp_builder_at_end(ptowsp_op_block(op), ptowsp_op_loc(op));
    ptowsp_named_attr_t entry = {ptowsp_intern_cstr(context, "operandSegmentSizes"),
                                 ptowsp_attr_i32_array(context, sizes, 1 + MOST)};
    ptowsp_build(&b, &(ptowsp_op_state_t){.id = PTOWSP_OP_CF_COND_BR,
                                          .operands = values.data,
                                          .operand_count = values.size,
                                          .properties = ptowsp_attr_dictionary(context, &entry, 1),
                                          .successors = successors,
                                          .successor_count = MOST});
  }
  ptowsp_vec_deinit(&values);
  if (!skipped) return PATTERN_NONE;
  ptowsp_op_erase(op);
  return PATTERN_GONE;
}

// ---------------------------------------------------------------- blocks

typedef struct {
  ptowsp_block_t *block;
  size_t edges; // from blocks that are reached
  bool fixed;   // something other than a branch leads to it
  size_t into;  // the last of the branches to it, by number
} node_t;

typedef PTOWSP_VEC(node_t) nodes_t;

static size_t find(const ptowsp_value_map_t *places, const ptowsp_block_t *block) {
  const ptowsp_value_t *key = (const ptowsp_value_t *)block;
  const ptowsp_value_t *found = ptowsp_value_map_get(places, (ptowsp_value_t *)key);
  return found == key ? SIZE_MAX : (size_t)((uintptr_t)found >> 1);
}

static size_t add(nodes_t *nodes, ptowsp_value_map_t *places, ptowsp_block_t *block) {
  ptowsp_value_t *place = (ptowsp_value_t *)((uintptr_t)nodes->size << 1 | 1);
  ptowsp_value_map_set(places, (ptowsp_value_t *)block, place);
  ptowsp_vec_push(nodes, ((node_t){.block = block}));
  return nodes->size - 1;
}

// Blocks that control reaches from the first one, and how often each is branched to.
static void reach(ptowsp_region_t *region, nodes_t *nodes, ptowsp_value_map_t *places) {
  add(nodes, places, ptowsp_region_first(region));
  for (size_t at = 0; at < nodes->size; at++) {
    const ptowsp_op_t *end = ptowsp_block_last(nodes->data[at].block);
    for (size_t i = 0; end && i < ptowsp_op_successor_count(end); i++) {
      size_t place = find(places, ptowsp_op_successor(end, i));
      if (place == SIZE_MAX) place = add(nodes, places, ptowsp_op_successor(end, i));
      nodes->data[place].edges++;
    }
  }
}

// A block that ends in the only branch to another takes that one's operations.
static bool merge(ptowsp_block_t *block, const nodes_t *nodes, const ptowsp_value_map_t *places) {
  ptowsp_op_t *end = ptowsp_block_last(block);
  if (!ptowsp_op_is(end, PTOWSP_OP_CF_BR)) return false;
  ptowsp_block_t *next = ptowsp_op_successor(end, 0);
  size_t place = find(places, next);
  if (next == block || place == 0 || place == SIZE_MAX || nodes->data[place].edges != 1)
    return false;
  for (size_t i = 0; i < ptowsp_block_arg_count(next); i++)
    ptowsp_value_replace_all(ptowsp_block_arg(next, i), ptowsp_op_operand(end, i));
  ptowsp_op_erase(end);
  ptowsp_block_each(next, op) ptowsp_op_move_to_end(op, block);
  ptowsp_block_erase(next);
  return true;
}

static bool is_branch(const ptowsp_op_t *op) {
  return ptowsp_op_is(op, PTOWSP_OP_CF_BR) || ptowsp_op_is(op, PTOWSP_OP_CF_COND_BR) ||
         ptowsp_op_is(op, PTOWSP_OP_CF_SWITCH);
}

// A branch to a block, and the number of the one before it to the same.
typedef struct {
  ptowsp_op_t *op;
  size_t previous;
} branch_t;

typedef PTOWSP_VEC(branch_t) branches_t;

static void find_branches(nodes_t *nodes, const ptowsp_value_map_t *places, branches_t *out) {
  ptowsp_vec_push(out, ((branch_t){0})); // number 0 is none
  for (size_t at = 0; at < nodes->size; at++) {
    ptowsp_op_t *end = ptowsp_block_last(nodes->data[at].block);
    for (size_t i = 0; end && i < ptowsp_op_successor_count(end); i++) {
      node_t *to = &nodes->data[find(places, ptowsp_op_successor(end, i))];
      to->fixed |= !is_branch(end);
      if (out->data[to->into].op == end) continue;
      ptowsp_vec_push(out, ((branch_t){end, to->into}));
      to->into = out->size - 1;
    }
  }
}

// Hands a successor only what is kept of its arguments.
static void hand_kept(ptowsp_op_t *op, const ptowsp_block_t *block, const bool *keep) {
  values_t values = {0};
  PTOWSP_VEC(int32_t) sizes = {0};
  size_t begin, end, first = ptowsp_op_is(op, PTOWSP_OP_CF_BR) ? 0 : 1;
  if (first) ptowsp_vec_push(&values, ptowsp_op_operand(op, 0));
  for (size_t i = 0; i < ptowsp_op_successor_count(op); i++) {
    size_t before = values.size;
    bool all = ptowsp_op_successor(op, i) != block;
    handed(op, i, &begin, &end);
    for (size_t k = begin; k < end; k++)
      if (all || keep[k - begin]) ptowsp_vec_push(&values, ptowsp_op_operand(op, k));
    ptowsp_vec_push(&sizes, (int32_t)(values.size - before));
  }
  ptowsp_context_t *context = ptowsp_op_context(op);
  int32_t rest = (int32_t)(values.size - first) - sizes.data[0];
  int32_t segments[] = {1, sizes.data[0], rest};
  ptowsp_op_set_operands(op, values.data, values.size);
  if (first)
    ptowsp_op_set_attr(op, "operandSegmentSizes", ptowsp_attr_i32_array(context, segments, 3));
  if (ptowsp_op_is(op, PTOWSP_OP_CF_SWITCH))
    ptowsp_op_set_attr(op, "case_operand_segments",
                       ptowsp_attr_i32_array(context, sizes.data + 1, sizes.size - 1));
  ptowsp_vec_deinit(&sizes);
  ptowsp_vec_deinit(&values);
}

// The arguments of a block that nothing reads go. Returns how many.
static size_t drop_unread(const node_t *node, const branches_t *branches) {
  size_t count = ptowsp_block_arg_count(node->block), unread = 0;
  if (node->fixed || count == 0) return 0;
  bool *keep = ptowsp_malloc(count * sizeof(*keep));
  for (size_t i = 0; i < count; i++) {
    keep[i] = ptowsp_value_has_uses(ptowsp_block_arg(node->block, i));
    unread += !keep[i];
  }
  for (size_t i = node->into; unread && i; i = branches->data[i].previous)
    hand_kept(branches->data[i].op, node->block, keep);
  if (unread) ptowsp_block_keep_args(node->block, keep);
  free(keep);
  return unread;
}

// Back to front, so that what was only handed on is not read any more; the first block's stay.
static size_t drop_arguments(nodes_t *nodes, const ptowsp_value_map_t *places) {
  branches_t branches = {0};
  size_t dropped = 0;
  find_branches(nodes, places, &branches);
  for (size_t at = nodes->size; at-- > 1;) dropped += drop_unread(&nodes->data[at], &branches);
  ptowsp_vec_deinit(&branches);
  return dropped;
}

// In a block that one branch alone leads to, its condition is known.
static size_t know_condition(canonicalizer_t *c, const ptowsp_op_t *op, const nodes_t *nodes,
                             const ptowsp_value_map_t *places) {
  enum { MAX_USES = 64 }; // of a condition that decides everything
  if (!ptowsp_op_is(op, PTOWSP_OP_CF_COND_BR)) return 0;
  ptowsp_value_t *condition = ptowsp_op_operand(op, 0);
  size_t changes = 0, count = 0;
  ptowsp_use_t *next, *use = ptowsp_value_first_use(condition);
  for (; use && count < MAX_USES; use = next, count++) {
    next = ptowsp_use_next(use);
    ptowsp_op_t *user = ptowsp_use_op(use);
    for (size_t i = 0; i < 2; i++) {
      if (ptowsp_op_block(user) != ptowsp_op_successor(op, i) ||
          nodes->data[find(places, ptowsp_op_successor(op, i))].edges != 1)
        continue;
      ptowsp_value_t *known =
          canonicalize_integer(c, i == 0 ? -1 : 0, ptowsp_value_type(condition));
      ptowsp_op_set_operand(user, ptowsp_use_operand(use), known);
      changes++;
      break;
    }
  }
  return changes;
}

static size_t simplify_region(canonicalizer_t *c, ptowsp_region_t *region) {
  nodes_t nodes = {0};
  ptowsp_value_map_t *places = ptowsp_value_map_create();
  size_t changes = 0;
  reach(region, &nodes, places);
  for (ptowsp_block_t *block = ptowsp_region_first(region), *next; block; block = next) {
    next = ptowsp_block_next(block);
    if (find(places, block) != SIZE_MAX) continue;
    ptowsp_block_erase(block);
    changes++;
  }
  for (size_t i = 0; i < nodes.size; i++)
    changes += know_condition(c, ptowsp_block_last(nodes.data[i].block), &nodes, places);
  changes += drop_arguments(&nodes, places);
  for (ptowsp_block_t *block = ptowsp_region_first(region); block; block = ptowsp_block_next(block))
    while (merge(block, &nodes, places)) changes++;
  ptowsp_value_map_destroy(places);
  ptowsp_vec_deinit(&nodes);
  return changes;
}

size_t canonicalize_blocks(canonicalizer_t *c, ptowsp_op_t *op) {
  size_t changes = 0;
  for (size_t i = 0; i < ptowsp_op_region_count(op); i++) {
    ptowsp_block_t *first = ptowsp_region_first(ptowsp_op_region(op, i));
    if (first && ptowsp_block_next(first)) changes += simplify_region(c, ptowsp_op_region(op, i));
  }
  return changes;
}
