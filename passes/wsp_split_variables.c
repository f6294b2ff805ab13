// wsp-split-variables: a scalar variable that is used for several values becomes several, each in
// the innermost loop whose iterations set it anew.
//
//   %s = memref.alloc() : memref<f32>       for i
//   for i                                     %s0 = memref.alloc() : memref<f32>
//     store 0, %s                             store 0, %s0
//     for j: … %s …                     →     for j: … %s0 …
//     store …, %s; load %s                    … the value …
//   for i                                   for i
//     store 1, %s …                           %s1 = memref.alloc() …
//
// Variables of functions are often declared at their top, for all loops at once. Seen as one place
// in memory, such a variable ties every iteration to the one before, and every nest to the next.
//
// A store in the variable's own block starts a new variable. A region takes the variable to itself
// when each of its runs writes before it reads, and nothing behind it reads what it leaves. A
// variable that is stored to once, in its own block, is no variable but that value.
//
// Needs nothing. Keeps what is computed.
#include "ptowsp/ir.h"
#include "ptowsp/pass.h"
#include "ptowsp/support.h"

#include <stdlib.h>

typedef PTOWSP_VEC(ptowsp_op_t *) ops_t;

// Loads and stores of one variable in the order of the text.
typedef struct {
  ptowsp_op_t **data;
  size_t size;
} accesses_t;

// What a piece of code does first with a variable.
typedef enum {
  FLOW_NONE,  // it may leave the variable as it was, and has not read that
  FLOW_READS, // it may read what was there before
  FLOW_SETS,  // it writes before it reads, whatever way it goes
} flow_t;

static bool is_store(const ptowsp_op_t *op) { return ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE); }

static accesses_t slice(accesses_t of, size_t from, size_t to) {
  return (accesses_t){of.data + from, to - from};
}

// The operation of the block that an access stands in, or is.
static ptowsp_op_t *member_of(const ptowsp_block_t *block, ptowsp_op_t *op) {
  while (ptowsp_op_block(op) != block) op = ptowsp_op_parent(op);
  return op;
}

// The accesses from the first one on that stand in one operation of the block.
static size_t count_in_member(const ptowsp_block_t *block, accesses_t of, ptowsp_op_t **out_op) {
  *out_op = member_of(block, of.data[0]);
  size_t count = 1;
  while (count < of.size && ptowsp_op_is_ancestor(*out_op, of.data[count])) count++;
  return count;
}

static bool is_in(const ptowsp_region_t *region, ptowsp_op_t *op) {
  for (; op; op = ptowsp_op_parent(op))
    if (ptowsp_op_block(op) && ptowsp_block_region(ptowsp_op_block(op)) == region) return true;
  return false;
}

// The accesses in a region, from the start of the list on; regions come in order.
static size_t count_in_region(const ptowsp_region_t *region, accesses_t of) {
  size_t count = 0;
  while (count < of.size && is_in(region, of.data[count])) count++;
  return count;
}

static bool runs(const ptowsp_op_t *loop) {
  int64_t lower, upper;
  return ptowsp_value_constant(ptowsp_op_operand(loop, 0), &lower) &&
         ptowsp_value_constant(ptowsp_op_operand(loop, 1), &upper) && lower < upper;
}

static flow_t flow_of(const ptowsp_block_t *block, accesses_t of);

static flow_t flow_of_op(ptowsp_op_t *op, accesses_t of) {
  bool is_for = ptowsp_op_is(op, PTOWSP_OP_SCF_FOR);
  if (!is_for && !ptowsp_op_is(op, PTOWSP_OP_SCF_IF)) return FLOW_READS;
  bool sets = !is_for || runs(op);
  for (size_t i = 0; i < ptowsp_op_region_count(op); i++) {
    ptowsp_region_t *region = ptowsp_op_region(op, i);
    size_t count = count_in_region(region, of);
    flow_t flow = count ? flow_of(ptowsp_region_first(region), slice(of, 0, count)) : FLOW_NONE;
    if (flow == FLOW_READS) return flow;
    sets &= flow == FLOW_SETS;
    of = slice(of, count, of.size);
  }
  return sets ? FLOW_SETS : FLOW_NONE;
}

static flow_t flow_of(const ptowsp_block_t *block, accesses_t of) {
  while (of.size) {
    ptowsp_op_t *op;
    size_t count = count_in_member(block, of, &op);
    flow_t flow = op != of.data[0] ? flow_of_op(op, slice(of, 0, count))
                  : is_store(op)   ? FLOW_SETS
                                   : FLOW_READS;
    if (flow != FLOW_NONE) return flow;
    of = slice(of, count, of.size);
  }
  return FLOW_NONE;
}

static void redirect(accesses_t of, ptowsp_value_t *variable) {
  for (size_t i = 0; i < of.size; i++)
    ptowsp_op_set_operand(of.data[i], is_store(of.data[i]) ? 1 : 0, variable);
}

static ptowsp_value_t *build_variable(ptowsp_op_t *before, const ptowsp_op_t *like) {
  ptowsp_builder_t b = ptowsp_builder_before(before);
  ptowsp_type_t type = ptowsp_value_type(ptowsp_op_result(like, 0));
  ptowsp_op_state_t state = {.id = ptowsp_op_id(like),
                             .loc = ptowsp_op_loc(like),
                             .result_types = &type,
                             .result_count = 1,
                             .properties = ptowsp_op_properties(like),
                             .attributes = ptowsp_op_attributes(like)};
  return ptowsp_op_result(ptowsp_build(&b, &state), 0);
}

// Whether every run of the operation's regions sets the variable before it reads it.
static bool sets_anew(ptowsp_op_t *op, accesses_t of) {
  return (ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) || ptowsp_op_is(op, PTOWSP_OP_SCF_IF)) &&
         flow_of_op(op, of) != FLOW_READS;
}

static void split(const ptowsp_op_t *like, const ptowsp_block_t *block, accesses_t of);

static void move_into(const ptowsp_op_t *like, ptowsp_op_t *op, accesses_t of) {
  for (size_t i = 0; i < ptowsp_op_region_count(op); i++) {
    ptowsp_region_t *region = ptowsp_op_region(op, i);
    size_t count = count_in_region(region, of);
    if (!count) continue;
    ptowsp_block_t *body = ptowsp_region_first(region);
    ptowsp_value_t *variable = build_variable(ptowsp_block_first(body), like);
    redirect(slice(of, 0, count), variable);
    split(like, body, slice(of, 0, count));
    if (!ptowsp_value_first_use(variable)) ptowsp_op_erase(ptowsp_value_op(variable));
    of = slice(of, count, of.size);
  }
}

// The accesses to one variable of the block, of which at most the first stores in the block itself.
static void split_one(const ptowsp_op_t *like, const ptowsp_block_t *block, accesses_t of) {
  while (of.size) {
    ptowsp_op_t *op;
    size_t count = count_in_member(block, of, &op);
    accesses_t rest = slice(of, count, of.size);
    if (op != of.data[0] && sets_anew(op, slice(of, 0, count)) &&
        flow_of(block, rest) != FLOW_READS)
      move_into(like, op, slice(of, 0, count));
    of = rest;
  }
}

// Whether the first access stores, in the block itself, what all others load.
static bool is_one_value(const ptowsp_block_t *block, accesses_t of) {
  if (!is_store(of.data[0]) || ptowsp_op_block(of.data[0]) != block) return false;
  for (size_t i = 1; i < of.size; i++)
    if (is_store(of.data[i])) return false;
  return true;
}

static void replace_by_value(accesses_t of) {
  ptowsp_value_t *value = ptowsp_op_operand(of.data[0], 0);
  for (size_t i = 1; i < of.size; i++) {
    ptowsp_value_replace_all(ptowsp_op_result(of.data[i], 0), value);
    ptowsp_op_erase(of.data[i]);
  }
  ptowsp_op_erase(of.data[0]);
}

// Splits a variable made in the block: `of` are all accesses to it, `like` an op that made it.
// What is stored and not read goes, unless that is all there is: the user shall hear of it.
static void split(const ptowsp_op_t *like, const ptowsp_block_t *block, accesses_t of) {
  for (size_t from = 0, to; from < of.size; from = to) {
    to = from + 1;
    while (to < of.size && !(is_store(of.data[to]) && ptowsp_op_block(of.data[to]) == block)) to++;
    accesses_t part = slice(of, from, to);
    if (is_one_value(block, part) && (part.size > 1 || of.size > 1)) {
      replace_by_value(part);
      continue;
    }
    if (from) redirect(part, build_variable(member_of(block, part.data[0]), like));
    split_one(like, block, part);
  }
}

static bool is_alone(const ptowsp_block_t *block) {
  const ptowsp_region_t *region = ptowsp_block_region(block);
  return ptowsp_region_first(region) == ptowsp_region_last(region);
}

static ptowsp_walk_t collect_variables(ptowsp_op_t *op, void *data) {
  if (!ptowsp_op_is_alloc(op) || ptowsp_op_operand_count(op) || !is_alone(ptowsp_op_block(op)) ||
      ptowsp_type_rank(ptowsp_value_type(ptowsp_op_result(op, 0))))
    return PTOWSP_WALK_ADVANCE;
  ptowsp_use_t *use = ptowsp_value_first_use(ptowsp_op_result(op, 0));
  for (; use; use = ptowsp_use_next(use)) {
    const ptowsp_op_t *user = ptowsp_use_op(use);
    if (!ptowsp_op_is(user, PTOWSP_OP_MEMREF_LOAD) && !is_store(user)) return PTOWSP_WALK_ADVANCE;
    if (is_store(user) && ptowsp_op_operand(user, 0) == ptowsp_op_result(op, 0))
      return PTOWSP_WALK_ADVANCE;
  }
  ptowsp_vec_push((ops_t *)data, op);
  return PTOWSP_WALK_ADVANCE;
}

typedef struct {
  ptowsp_numbering_t numbers; // of the values that are variables
  ops_t *accesses;            // by number
} table_t;

static ptowsp_walk_t collect_accesses(ptowsp_op_t *op, void *data) {
  table_t *table = data;
  if (!is_store(op) && !ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD)) return PTOWSP_WALK_ADVANCE;
  const ptowsp_value_t *variable = ptowsp_op_operand(op, is_store(op) ? 1 : 0);
  uint32_t number = ptowsp_numbering_find(&table->numbers, variable);
  if (number < table->numbers.pointers.size) ptowsp_vec_push(&table->accesses[number], op);
  return PTOWSP_WALK_ADVANCE;
}

static bool run(ptowsp_pass_run_t *run) {
  ops_t variables = {0};
  table_t table = {0};
  ptowsp_walk_pre(run->root, collect_variables, &variables);
  for (size_t i = 0; i < variables.size; i++)
    ptowsp_numbering_enter(&table.numbers, ptowsp_op_result(variables.data[i], 0));
  table.accesses = ptowsp_calloc(variables.size + 1, sizeof *table.accesses);
  ptowsp_walk_pre(run->root, collect_accesses, &table);
  for (size_t i = 0; i < variables.size; i++) {
    ptowsp_op_t *variable = variables.data[i];
    accesses_t all = {table.accesses[i].data, table.accesses[i].size};
    if (all.size) split(variable, ptowsp_op_block(variable), all);
    if (all.size && !ptowsp_value_first_use(ptowsp_op_result(variable, 0)))
      ptowsp_op_erase(variable);
    ptowsp_vec_deinit(&table.accesses[i]);
  }
  free(table.accesses);
  ptowsp_numbering_deinit(&table.numbers);
  ptowsp_vec_deinit(&variables);
  return true;
}

const ptowsp_pass_t ptowsp_pass_wsp_split_variables = {.nests = true, .run = run};
