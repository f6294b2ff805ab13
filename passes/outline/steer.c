// What steers a workload: bounds and conditions around tasks, and numbers that tasks take.
//
//   %n = memref.load %len[%b]              %n = wsp.slot %len[%b]
//   scf.for %t = 0 to %n { wsp.task … }    scf.for %t = 0 to %n { wsp.task … }
//
// An element that steers is read by the orchestration itself, where the program reads it. A
// variable that steers becomes a value that loops carry and conditions yield, if the
// orchestration can compute all that is stored in it:
//
//   store false, %left                     %2 = scf.for … iter_args(%left = false) {
//   scf.for … {                              %1 = scf.if (not %left) {
//     scf.if (not (load %left)) {     →        wsp.task …; %s = wsp.slot …
//       wsp.task …                             scf.yield %s
//       store …, %left                       } else { scf.yield %left }
//
// What cannot be is written by tasks and read from memory, as arrays are.
#include <stdlib.h>

#include "ptowsp/expand.h"
#include "region.h"

typedef struct {
  outline_t *o;
  ptowsp_walk_fn_t find_structure;
  ptowsp_value_map_t *map; // values as the orchestration has them
  ops_t cells;             // variables that steer
  ops_t tables;            // constant arrays that do
  ops_t copied;            // conditions that the orchestration has a copy of
  ops_t seen;              // ops whose results do; later, loops and conditions of its own
} steer_t;

// ---------------------------------------------------------------- questions

static bool is_branch(const ptowsp_op_t *op) {
  return ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) || ptowsp_op_is(op, PTOWSP_OP_SCF_IF);
}

static bool is_structure(const steer_t *s, ptowsp_op_t *op) {
  return is_branch(op) && !ptowsp_walk_pre(op, s->find_structure, NULL);
}

// The variable that an op loads from or stores to; NULL: none.
static ptowsp_op_t *cell_of(const ptowsp_op_t *op) {
  bool load = ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD);
  if (!load && !ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE)) return NULL;
  ptowsp_op_t *alloc = ptowsp_value_op(ptowsp_op_operand(op, load ? 0 : 1));
  if (!ptowsp_op_is_local(alloc)) return NULL;
  return ptowsp_type_rank(ptowsp_value_type(ptowsp_op_result(alloc, 0))) == 0 ? alloc : NULL;
}

static bool contains(const ops_t *ops, const ptowsp_op_t *op) {
  for (size_t i = 0; i < ops->size; i++)
    if (ops->data[i] == op) return true;
  return false;
}

typedef struct {
  const steer_t *s;
  const ptowsp_value_t *root;
} search_t;

// A kernel is asked; anything else writes what its traits say.
static bool writes_operand(const steer_t *s, ptowsp_op_t *op, size_t i) {
  if (!ptowsp_op_is(op, PTOWSP_OP_WSP_TASK)) return !ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD);
  ptowsp_op_t *kernel = ptowsp_symbol_lookup(op, ptowsp_op_attr_text(op, "callee"));
  const ptowsp_summary_t *summary =
      kernel ? ptowsp_summary(ptowsp_analyses_summaries(s->o->analyses), kernel) : NULL;
  return !summary || i >= summary->count || summary->args[i].writes;
}

static ptowsp_walk_t find_writer(ptowsp_op_t *op, void *data) {
  const search_t *search = data;
  const ptowsp_op_info_t *info = ptowsp_op_info(op);
  if (info && !(info->traits & PTOWSP_TRAIT_WRITES)) return PTOWSP_WALK_ADVANCE;
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++) {
    ptowsp_value_t *value = ptowsp_op_operand(op, i);
    if (is_memref(value) && ptowsp_memref_root(value) == search->root &&
        writes_operand(search->s, op, i))
      return PTOWSP_WALK_INTERRUPT;
  }
  return PTOWSP_WALK_ADVANCE;
}

// ---------------------------------------------------------------- what is known

// Whether it loads from a parameter that nothing writes, or from a table: known when the workload
// starts.
static bool is_known(const steer_t *s, const ptowsp_op_t *load) {
  if (ptowsp_table_is(ptowsp_op_operand(load, 0))) return true;
  search_t search = {s, ptowsp_memref_root(ptowsp_op_operand(load, 0))};
  return !ptowsp_value_op(search.root) && ptowsp_walk_pre(s->o->workload, find_writer, &search);
}

// ---------------------------------------------------------------- variables that steer

static void slice(steer_t *s, ptowsp_value_t *value);

static ptowsp_walk_t slice_operands(ptowsp_op_t *op, void *data) {
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++)
    if (!is_memref(ptowsp_op_operand(op, i))) slice(data, ptowsp_op_operand(op, i));
  if (cell_of(op) && !contains(&((steer_t *)data)->cells, cell_of(op)))
    ptowsp_vec_push(&((steer_t *)data)->cells, cell_of(op));
  return PTOWSP_WALK_ADVANCE;
}

static void slice(steer_t *s, ptowsp_value_t *value) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (!op || contains(&s->seen, op)) return;
  ptowsp_vec_push(&s->seen, op);
  ptowsp_walk_pre(op, slice_operands, s);
}

static ptowsp_walk_t slice_structure(ptowsp_op_t *op, void *data) {
  steer_t *s = data;
  if (is_structure(s, op) || ptowsp_op_is(op, PTOWSP_OP_WSP_TASK) ||
      ptowsp_op_is(op, PTOWSP_OP_WSP_AT))
    for (size_t i = 0; i < ptowsp_op_operand_count(op); i++)
      if (!is_memref(ptowsp_op_operand(op, i))) slice(s, ptowsp_op_operand(op, i));
  if (ptowsp_op_is(op, PTOWSP_OP_WSP_TASK) || is_structure(s, op) ||
      ptowsp_op_is(op, PTOWSP_OP_WSP_WORKLOAD))
    return PTOWSP_WALK_ADVANCE;
  return PTOWSP_WALK_SKIP;
}

// The op inside of the structures that a store stands in, or it itself.
static ptowsp_op_t *statement_of(const steer_t *s, ptowsp_op_t *op) {
  for (ptowsp_op_t *outer = ptowsp_op_parent(op); outer != s->o->workload;
       outer = ptowsp_op_parent(op)) {
    if (is_structure(s, outer)) break;
    op = outer;
  }
  return op;
}

// Whether the orchestration can do what an op inside of a statement does.
static ptowsp_walk_t find_foreign(ptowsp_op_t *op, void *data) {
  const steer_t *s = ((search_t *)data)->s;
  ptowsp_op_t *cell = cell_of(op);
  bool own = cell ? contains(&s->cells, cell)
             : ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD)
                 ? is_known(s, op)
                 : is_branch(op) || ptowsp_op_has_trait(op, PTOWSP_TRAIT_TERMINATOR) ||
                       ptowsp_is_orchestral(op);
  return own ? PTOWSP_WALK_ADVANCE : PTOWSP_WALK_INTERRUPT;
}

static bool is_computable(const steer_t *s, ptowsp_value_t *value, int *budget) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (!op || is_memref(value)) return true;
  if (--*budget < 0) return false;
  if (ptowsp_op_region_count(op)) {
    return ptowsp_walk_pre(op, find_foreign, &(search_t){s, NULL});
  }
  if (!ptowsp_is_orchestral(op) && !ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD)) return false;
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++)
    if (!is_computable(s, ptowsp_op_operand(op, i), budget)) return false;
  return true;
}

// Whether the orchestration can keep the variable.
static bool is_kept(const steer_t *s, ptowsp_op_t *cell) {
  ptowsp_use_t *use = ptowsp_value_first_use(ptowsp_op_result(cell, 0));
  for (; use; use = ptowsp_use_next(use)) {
    ptowsp_op_t *op = ptowsp_use_op(use);
    if (cell_of(op) != cell) return false;
    if (!ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE)) continue;
    ptowsp_op_t *statement = statement_of(s, op);
    int budget = 1000;
    if (statement == op ? !is_computable(s, ptowsp_op_operand(op, 0), &budget)
                        : !ptowsp_walk_pre(statement, find_foreign, &(search_t){s, NULL}))
      return false;
  }
  return true;
}

static void find_cells(steer_t *s) {
  ptowsp_walk_pre(s->o->workload, slice_structure, s);
  // What stores of these variables depend on steers too.
  for (size_t i = 0; i < s->cells.size; i++) {
    ptowsp_use_t *use = ptowsp_value_first_use(ptowsp_op_result(s->cells.data[i], 0));
    for (; use; use = ptowsp_use_next(use)) {
      if (!ptowsp_op_is(ptowsp_use_op(use), PTOWSP_OP_MEMREF_STORE)) continue;
      slice_operands(ptowsp_use_op(use), s);
      ptowsp_op_t *statement = statement_of(s, ptowsp_use_op(use));
      if (statement != ptowsp_use_op(use)) ptowsp_walk_pre(statement, slice_operands, s);
    }
  }
  // One that cannot be kept may take others with it.
  for (size_t i = 0; i < s->cells.size;) {
    if (is_kept(s, s->cells.data[i])) {
      i++;
      continue;
    }
    s->cells.data[i] = s->cells.data[--s->cells.size];
    i = 0;
  }
}

// ---------------------------------------------------------------- variables to values

static bool uses_cell(ptowsp_op_t *op, const ptowsp_op_t *cell, bool stores) {
  ptowsp_use_t *use = ptowsp_value_first_use(ptowsp_op_result(cell, 0));
  for (; use; use = ptowsp_use_next(use))
    if (ptowsp_op_is_ancestor(op, ptowsp_use_op(use)) &&
        (!stores || ptowsp_op_is(ptowsp_use_op(use), PTOWSP_OP_MEMREF_STORE)))
      return true;
  return false;
}

static ptowsp_value_t *keep_in_block(steer_t *s, ptowsp_op_t *cell, ptowsp_block_t *block,
                                     ptowsp_value_t *value);

// The same op with one more result; its regions are still empty.
static ptowsp_op_t *with_result(ptowsp_op_t *op, ptowsp_value_t *first, ptowsp_type_t type) {
  size_t count = ptowsp_op_operand_count(op), results = ptowsp_op_result_count(op);
  ptowsp_value_t *operands[count + 1];
  ptowsp_type_t types[results + 1];
  for (size_t i = 0; i < count; i++) operands[i] = ptowsp_op_operand(op, i);
  for (size_t i = 0; i < results; i++) types[i] = ptowsp_value_type(ptowsp_op_result(op, i));
  operands[count] = first;
  types[results] = type;
  ptowsp_builder_t b = ptowsp_builder_before(op);
  ptowsp_op_state_t state = {.id = ptowsp_op_id(op),
                             .loc = ptowsp_op_loc(op),
                             .operands = operands,
                             .operand_count = count + (first != NULL),
                             .result_types = types,
                             .result_count = results + 1,
                             .properties = ptowsp_op_properties(op),
                             .attributes = ptowsp_op_attributes(op),
                             .region_count = ptowsp_op_region_count(op)};
  return ptowsp_build(&b, &state);
}

// Moves a block's ops and arguments into a region; an empty block that yields, if there is none.
static ptowsp_block_t *move_block(ptowsp_block_t *from, ptowsp_region_t *region, ptowsp_loc_t loc) {
  ptowsp_block_t *to = ptowsp_block_create(region);
  ptowsp_builder_t end = ptowsp_builder_at_end(to, loc);
  ptowsp_op_state_t yield = {.id = PTOWSP_OP_SCF_YIELD, .loc = loc};
  if (!from) {
    ptowsp_build(&end, &yield);
    return to;
  }
  for (size_t i = 0; i < ptowsp_block_arg_count(from); i++) {
    ptowsp_value_t *old = ptowsp_block_arg(from, i);
    ptowsp_value_replace_all(
        old, ptowsp_block_add_arg(to, ptowsp_value_type(old), ptowsp_value_loc(old)));
  }
  ptowsp_block_each(from, op) ptowsp_op_move_to_end(op, to);
  return to;
}

static void add_yielded(ptowsp_block_t *block, ptowsp_value_t *value) {
  ptowsp_op_t *yield = ptowsp_block_terminator(block);
  size_t count = ptowsp_op_operand_count(yield);
  ptowsp_value_t *operands[count + 1];
  for (size_t i = 0; i < count; i++) operands[i] = ptowsp_op_operand(yield, i);
  operands[count] = value;
  ptowsp_op_set_operands(yield, operands, count + 1);
}

// A loop or condition that stores to the variable: it hands the value on.
static ptowsp_value_t *carry(steer_t *s, ptowsp_op_t *cell, ptowsp_op_t *op,
                             ptowsp_value_t *value) {
  ptowsp_type_t type = ptowsp_value_type(value);
  bool loop = ptowsp_op_is(op, PTOWSP_OP_SCF_FOR);
  ptowsp_op_t *wider = with_result(op, loop ? value : NULL, type);
  for (size_t i = 0; i < ptowsp_op_region_count(op); i++) {
    ptowsp_block_t *from = ptowsp_region_first(ptowsp_op_region(op, i));
    ptowsp_block_t *to = move_block(from, ptowsp_op_region(wider, i), ptowsp_op_loc(op));
    ptowsp_value_t *first = loop ? ptowsp_block_add_arg(to, type, ptowsp_op_loc(op)) : value;
    add_yielded(to, keep_in_block(s, cell, to, first));
  }
  size_t results = ptowsp_op_result_count(op);
  for (size_t i = 0; i < results; i++)
    ptowsp_value_replace_all(ptowsp_op_result(op, i), ptowsp_op_result(wider, i));
  for (size_t i = 0; i < s->seen.size; i++)
    if (s->seen.data[i] == op) s->seen.data[i] = s->seen.data[--s->seen.size];
  ptowsp_vec_push(&s->seen, wider);
  ptowsp_op_erase(op);
  return ptowsp_op_result(wider, results);
}

// Replaces the loads in a block by what the variable holds, which is `value` where it begins;
// returns what it holds at the end.
static ptowsp_value_t *keep_in_block(steer_t *s, ptowsp_op_t *cell, ptowsp_block_t *block,
                                     ptowsp_value_t *value) {
  ptowsp_block_each(block, op) {
    if (cell_of(op) == cell) {
      if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD))
        ptowsp_value_replace_all(ptowsp_op_result(op, 0), value);
      else
        value = ptowsp_op_operand(op, 0);
      ptowsp_op_erase(op);
    } else if (uses_cell(op, cell, true)) {
      value = carry(s, cell, op, value);
    } else if (uses_cell(op, cell, false)) {
      for (size_t i = 0; i < ptowsp_op_region_count(op); i++) {
        ptowsp_block_t *inner = ptowsp_region_first(ptowsp_op_region(op, i));
        if (inner) keep_in_block(s, cell, inner, value);
      }
    }
  }
  return value;
}

static ptowsp_value_t *zero(ptowsp_builder_t *b, ptowsp_type_t type) {
  ptowsp_context_t *context = ptowsp_type_context(type);
  if (ptowsp_type_is_float(type))
    return ptowsp_build_constant(b, ptowsp_attr_float(context, 0, type));
  if (ptowsp_type_is_i(type, 1)) return ptowsp_build_constant(b, ptowsp_attr_bool(context, 0));
  return ptowsp_build_constant(b, ptowsp_attr_integer(context, 0, type));
}

static void keep(steer_t *s, ptowsp_op_t *cell) {
  // What C leaves undefined is nought.
  ptowsp_builder_t b = ptowsp_builder_after(cell);
  ptowsp_type_t type = ptowsp_type_element(ptowsp_value_type(ptowsp_op_result(cell, 0)));
  keep_in_block(s, cell, ptowsp_op_block(cell), zero(&b, type));
  ptowsp_op_erase(cell);
}

// ---------------------------------------------------------------- elements to slots

static ptowsp_value_t *steering(steer_t *s, ptowsp_value_t *value);

static ptowsp_value_t *build_slot(steer_t *s, ptowsp_op_t *load) {
  size_t count = ptowsp_op_operand_count(load);
  ptowsp_value_t *operands[count];
  operands[0] = ptowsp_op_operand(load, 0);
  for (size_t i = 1; i < count; i++) operands[i] = steering(s, ptowsp_op_operand(load, i));
  ptowsp_value_t *choice = ptowsp_table_choice(load, operands + 1);
  if (choice) {
    ptowsp_op_t *table = ptowsp_value_op(operands[0]);
    if (!contains(&s->tables, table)) ptowsp_vec_push(&s->tables, table);
    return choice;
  }
  ptowsp_type_t type = ptowsp_value_type(ptowsp_op_result(load, 0));
  ptowsp_op_state_t state = {.id = PTOWSP_OP_WSP_SLOT,
                             .loc = ptowsp_op_loc(load),
                             .operands = operands,
                             .operand_count = count,
                             .result_types = &type,
                             .result_count = 1};
  ptowsp_builder_t b = ptowsp_builder_before(load);
  return ptowsp_op_result(ptowsp_build(&b, &state), 0);
}

// Makes a statement the orchestration's own: what it loads, and takes from outside.
static void own_block(steer_t *s, ptowsp_block_t *block) {
  ptowsp_block_each(block, op) {
    for (size_t i = 0; i < ptowsp_op_operand_count(op); i++) {
      ptowsp_value_t *value = ptowsp_op_operand(op, i);
      if (!is_memref(value)) ptowsp_op_set_operand(op, i, steering(s, value));
    }
    for (size_t i = 0; i < ptowsp_op_region_count(op); i++) {
      ptowsp_block_t *inner = ptowsp_region_first(ptowsp_op_region(op, i));
      if (inner) own_block(s, inner);
    }
    if (!ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD)) continue;
    ptowsp_value_replace_all(ptowsp_op_result(op, 0), build_slot(s, op));
    ptowsp_op_erase(op);
  }
}

static void refuse(steer_t *s, ptowsp_op_t *op) {
  if (s->o->ok)
    ptowsp_error(s->o->context, ptowsp_op_loc(op),
                 "which tasks there are depends on '%s', which a workload does not compute; let a "
                 "kernel compute it into an array of one element, and read that",
                 ptowsp_op_name(op));
  s->o->ok = false;
}

static ptowsp_value_t *make_steering(steer_t *s, ptowsp_value_t *value) {
  ptowsp_op_t *op = ptowsp_value_op(value);
  if (!op || is_memref(value) || ptowsp_op_is(op, PTOWSP_OP_WSP_SLOT)) return value;
  if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_LOAD)) return build_slot(s, op);
  if (ptowsp_op_region_count(op)) {
    if (contains(&s->seen, op)) return value; // it is the orchestration's already
    ptowsp_op_t *copy = ptowsp_op_clone(op, s->map);
    ptowsp_op_move_before(copy, op);
    for (size_t i = 0; i < ptowsp_op_operand_count(copy); i++)
      ptowsp_op_set_operand(copy, i, steering(s, ptowsp_op_operand(op, i)));
    for (size_t i = 0; i < ptowsp_op_region_count(copy); i++) {
      ptowsp_block_t *inner = ptowsp_region_first(ptowsp_op_region(copy, i));
      if (inner) own_block(s, inner);
    }
    ptowsp_vec_push(&s->seen, copy);
    ptowsp_vec_push(&s->copied, op);
    return ptowsp_op_result(copy, ptowsp_value_index(value));
  }
  if (!is_pure(op)) return value;
  bool same = true;
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++)
    same &= steering(s, ptowsp_op_operand(op, i)) == ptowsp_op_operand(op, i);
  if (same) return value;
  if (!ptowsp_is_orchestral(op)) refuse(s, op);
  ptowsp_op_t *copy = ptowsp_op_clone(op, s->map);
  ptowsp_op_move_before(copy, op);
  return ptowsp_op_result(copy, 0);
}

// A value as the orchestration has it: with slots for elements.
static ptowsp_value_t *steering(steer_t *s, ptowsp_value_t *value) {
  ptowsp_value_t *known = ptowsp_value_map_get(s->map, value);
  if (known != value) return known;
  ptowsp_value_t *made = make_steering(s, value);
  if (made != value) ptowsp_value_map_set(s->map, value, made);
  return made;
}

static void steer_operands(steer_t *s, ptowsp_op_t *op) {
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++) {
    ptowsp_value_t *value = ptowsp_op_operand(op, i), *made = steering(s, value);
    if (made != value) ptowsp_op_set_operand(op, i, made);
  }
}

static void steer_block(steer_t *s, ptowsp_block_t *block) {
  ptowsp_block_each(block, op) {
    bool structure = is_structure(s, op);
    bool own = is_branch(op) && ptowsp_op_result_count(op) && contains(&s->seen, op);
    bool terminator = ptowsp_op_has_trait(op, PTOWSP_TRAIT_TERMINATOR);
    bool taken = ptowsp_op_is(op, PTOWSP_OP_WSP_TASK) || ptowsp_op_is(op, PTOWSP_OP_WSP_AT);
    if (structure || own || terminator || taken) steer_operands(s, op);
    for (size_t i = 0; i < ptowsp_op_region_count(op) && (structure || own); i++) {
      ptowsp_block_t *inner = ptowsp_region_first(ptowsp_op_region(op, i));
      if (inner) (own && !structure ? own_block : steer_block)(s, inner);
    }
  }
}

// ---------------------------------------------------------------- all of it

static ptowsp_walk_t find_store(ptowsp_op_t *op, void *data) {
  (void)data;
  return ptowsp_op_is(op, PTOWSP_OP_MEMREF_STORE) ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

// Erases what only steered.
static void drop_copied(steer_t *s) {
  for (size_t i = s->copied.size; i-- > 0;) {
    ptowsp_op_t *op = s->copied.data[i];
    bool used = !ptowsp_walk_pre(op, find_store, NULL);
    ptowsp_drop_dead(s->o->workload);
    for (size_t k = 0; k < ptowsp_op_result_count(op); k++)
      used |= ptowsp_value_has_uses(ptowsp_op_result(op, k));
    if (!used) ptowsp_op_erase(op);
  }
  // The subscripts of one may come from another.
  for (size_t i = 0; i < s->tables.size;) {
    ptowsp_drop_dead(s->o->workload);
    if (ptowsp_table_drop(s->tables.data[i])) {
      s->tables.data[i] = s->tables.data[--s->tables.size];
      i = 0;
    } else {
      i++;
    }
  }
}

void ptowsp_outline_steer(outline_t *o, ptowsp_walk_fn_t find_structure) {
  steer_t s = {.o = o, .find_structure = find_structure};
  find_cells(&s);
  s.seen.size = 0; // from here on: loops and conditions that are the orchestration's
  for (size_t i = 0; i < s.cells.size; i++) keep(&s, s.cells.data[i]);
  s.map = ptowsp_value_map_create();
  steer_block(&s, ptowsp_op_body(o->workload));
  ptowsp_value_map_destroy(s.map);
  drop_copied(&s);
  ptowsp_vec_deinit(&s.copied);
  ptowsp_vec_deinit(&s.tables);
  ptowsp_vec_deinit(&s.cells);
  ptowsp_vec_deinit(&s.seen);
}
