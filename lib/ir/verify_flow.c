// What control flow beyond counted loops and conditionals must be: the regions of scf, the
// successors of cf and functions as values, in MLIR's words.
#include <inttypes.h>
#include <string.h>

#include "verify.h"

static ptowsp_type_t operand_type(const ptowsp_op_t *op, size_t i) {
  return op->operands[i].value->type;
}

// What is handed on along an edge, of `edge`'s operands from `begin` on, against `count` types.
static bool check_edge(const ptowsp_op_t *op, const ptowsp_op_t *edge, size_t begin,
                       const char *target, size_t count,
                       ptowsp_type_t (*type)(const void *, size_t), const void *data) {
  ptowsp_context_t *context = op->module->context;
  size_t found = edge->operand_count - begin;
  const char *name = edge == op ? "parent" : ptowsp_op_name(edge);
  const char *what = edge == op ? "" : "Operation ";
  ptowsp_buffer_t x = {0}, y = {0};
  size_t i = 0;
  while (i < count && i < found && operand_type(edge, begin + i) == type(data, i)) i++;
  bool ok = i == count && found == count;
  if (found != count)
    ptowsp_verify_fail(op,
                       "region control flow edge from %s%s to %s: source has %zu operands, but "
                       "target successor needs %zu",
                       what, name, target, found, count);
  else if (!ok)
    ptowsp_verify_fail(op,
                       "along control flow edge from %s%s to %s: successor operand type #%zu '%s' "
                       "should match successor input type #%zu '%s'",
                       what, name, target, i, ptowsp_verify_type(&x, operand_type(edge, begin + i)),
                       i, ptowsp_verify_type(&y, type(data, i)));
  if (!ok && edge != op) ptowsp_note(context, edge->loc, "region branch point");
  ptowsp_buffer_deinit(&x);
  ptowsp_buffer_deinit(&y);
  return ok;
}

static ptowsp_type_t arg_type(const void *block, size_t i) {
  return ((const ptowsp_block_t *)block)->args[i]->type;
}

static ptowsp_type_t result_type(const void *op, size_t i) {
  return ((const ptowsp_op_t *)op)->results[i].type;
}

static bool to_block(const ptowsp_op_t *op, const ptowsp_op_t *edge, size_t begin,
                     const ptowsp_block_t *block, const char *target) {
  return check_edge(op, edge, begin, target, block->arg_count, arg_type, block);
}

static bool to_parent(const ptowsp_op_t *op, const ptowsp_op_t *edge, size_t begin) {
  return check_edge(op, edge, begin, "parent", op->result_count, result_type, op);
}

// ---------------------------------------------------------------- scf.yield

static const ptowsp_op_id_t yielding[] = {PTOWSP_OP_SCF_EXECUTE_REGION, PTOWSP_OP_SCF_FOR,
                                          PTOWSP_OP_SCF_IF, PTOWSP_OP_SCF_INDEX_SWITCH,
                                          PTOWSP_OP_SCF_WHILE};

bool ptowsp_verify_yield(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  const ptowsp_op_t *parent = ptowsp_op_parent(op);
  size_t i = 0;
  while (i < PTOWSP_COUNTOF(yielding) && !ptowsp_op_is(parent, yielding[i])) i++;
  if (i == PTOWSP_COUNTOF(yielding))
    return ptowsp_verify_fail(op,
                              "expects parent op to be one of 'scf.execute_region, scf.for, "
                              "scf.if, scf.index_switch, scf.while'");
  // Those of the others are held against them there.
  if (!ptowsp_op_is(parent, PTOWSP_OP_SCF_FOR) && !ptowsp_op_is(parent, PTOWSP_OP_SCF_IF))
    return true;
  if (op->operand_count != parent->result_count)
    return ptowsp_verify_fail(op, "has %u operands, but parent '%s' needs %u", op->operand_count,
                              ptowsp_op_name(parent), parent->result_count);
  for (i = 0; i < op->operand_count; i++) {
    if (operand_type(op, i) == parent->results[i].type) continue;
    ptowsp_buffer_t x = {0}, y = {0};
    ptowsp_verify_fail(op, "type of operand '%s' does not match the parent's result type '%s'",
                       ptowsp_verify_type(&x, operand_type(op, i)),
                       ptowsp_verify_type(&y, parent->results[i].type));
    ptowsp_buffer_deinit(&x);
    ptowsp_buffer_deinit(&y);
    return false;
  }
  return true;
}

// ---------------------------------------------------------------- scf.while

static const ptowsp_op_t *end_of(const ptowsp_op_t *op, size_t region, ptowsp_op_id_t id,
                                 const char *what) {
  const ptowsp_block_t *block = op->regions[region].first;
  const ptowsp_op_t *last = block ? block->last : NULL;
  if (ptowsp_op_is(last, id)) return last;
  ptowsp_verify_fail(op, "expects the '%s' region to terminate with '%s'", what,
                     ptowsp_op_info_by_id(id)->name);
  if (last) ptowsp_note(op->module->context, last->loc, "terminator here");
  return NULL;
}

static bool has_operands(const ptowsp_op_t *op) {
  for (uint32_t i = 0; i < op->operand_count; i++)
    if (!op->operands[i].value) return false;
  return true;
}

bool ptowsp_verify_while(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  const ptowsp_op_t *condition = end_of(op, 0, PTOWSP_OP_SCF_CONDITION, "before");
  const ptowsp_op_t *yield = end_of(op, 1, PTOWSP_OP_SCF_YIELD, "after");
  if (!condition || !yield) return false;
  if (!condition->operand_count || !has_operands(condition) || !has_operands(yield)) return true;
  const ptowsp_block_t *before = op->regions[0].first, *after = op->regions[1].first;
  return to_block(op, op, 0, before, "Region #0") && to_parent(op, condition, 1) &&
         to_block(op, condition, 1, after, "Region #1") &&
         to_block(op, yield, 0, before, "Region #0");
}

static bool check_parent(const ptowsp_op_t *op, ptowsp_op_id_t id) {
  return ptowsp_op_is(ptowsp_op_parent(op), id) ||
         ptowsp_verify_fail(op, "expects parent op '%s'", ptowsp_op_info_by_id(id)->name);
}

bool ptowsp_verify_condition(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  return check_parent(op, PTOWSP_OP_SCF_WHILE);
}

// ---------------------------------------------------------------- scf.execute_region, index_switch

static bool check_yields(ptowsp_op_t *op, size_t region) {
  for (const ptowsp_block_t *block = op->regions[region].first; block; block = block->next)
    if (ptowsp_op_is(block->last, PTOWSP_OP_SCF_YIELD) && has_operands(block->last) &&
        !to_parent(op, block->last, 0))
      return false;
  return true;
}

bool ptowsp_verify_execute_region(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  const ptowsp_block_t *entry = op->regions[0].first;
  if (!entry) return ptowsp_verify_fail(op, "region needs to have at least one block");
  if (entry->arg_count) return ptowsp_verify_fail(op, "region cannot have any arguments");
  return check_yields(op, 0);
}

// `name` with the number `i`, or alone.
static bool check_case(ptowsp_op_t *op, size_t region, const char *name) {
  const ptowsp_block_t *block = op->regions[region].first;
  const ptowsp_op_t *last = block ? block->last : NULL;
  ptowsp_context_t *context = op->module->context;
  if (!ptowsp_op_is(last, PTOWSP_OP_SCF_YIELD))
    return ptowsp_verify_fail(op, "expected %s to end with scf.yield", name);
  if (block->arg_count) return ptowsp_verify_fail(op, "%s cannot have any arguments", name);
  if (!has_operands(last)) return true;
  if (last->operand_count != op->result_count) {
    ptowsp_verify_fail(op, "expected each region to return %u values, but %s returns %u",
                       op->result_count, name, last->operand_count);
    ptowsp_note(context, last->loc, "see yield operation here");
    return false;
  }
  for (uint32_t i = 0; i < op->result_count; i++) {
    if (operand_type(last, i) == op->results[i].type) continue;
    ptowsp_buffer_t x = {0}, y = {0};
    ptowsp_verify_fail(op, "expected result #%u of each region to be '%s'", i,
                       ptowsp_verify_type(&x, op->results[i].type));
    ptowsp_note(context, last->loc, "%s returns '%s' here", name,
                ptowsp_verify_type(&y, operand_type(last, i)));
    ptowsp_buffer_deinit(&x);
    ptowsp_buffer_deinit(&y);
    return false;
  }
  return true;
}

static int by_number(const void *a, const void *b) {
  const int64_t *x = a, *y = b;
  return (*x > *y) - (*x < *y);
}

static bool check_distinct(ptowsp_op_t *op, ptowsp_attr_t cases) {
  PTOWSP_VEC(int64_t) sorted = {0};
  for (size_t i = 0; i < ptowsp_attr_count(cases); i++)
    ptowsp_vec_push(&sorted, ptowsp_attr_dense_array_int(cases, i));
  if (sorted.size) qsort(sorted.data, sorted.size, sizeof *sorted.data, by_number);
  size_t i = 1;
  while (i < sorted.size && sorted.data[i] != sorted.data[i - 1]) i++;
  bool ok = i >= sorted.size ||
            ptowsp_verify_fail(op, "has duplicate case value: %" PRId64, sorted.data[i]);
  ptowsp_vec_deinit(&sorted);
  return ok;
}

bool ptowsp_verify_index_switch(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  ptowsp_attr_t cases = ptowsp_attr_lookup(op->properties, "cases");
  if (ptowsp_attr_count(cases) + 1 != op->region_count)
    return ptowsp_verify_fail(op, "has %u case regions but %zu case values", op->region_count - 1,
                              ptowsp_attr_count(cases));
  bool ok = check_distinct(op, cases) && check_case(op, 0, "default region");
  for (uint32_t i = 1; ok && i < op->region_count; i++) {
    char name[32];
    snprintf(name, sizeof name, "case region #%u", i - 1);
    ok = check_case(op, i, name);
  }
  return ok;
}

// ---------------------------------------------------------------- scf.parallel, scf.reduce

bool ptowsp_verify_parallel(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  const ptowsp_spec_t *spec = ptowsp_specs_get(&v->specs, op->info);
  const ptowsp_block_t *body = op->regions[0].first;
  size_t begin, count[4];
  for (size_t i = 0; i < 4; i++) ptowsp_spec_operands(spec, op, i, &begin, &count[i]);
  if (!count[2])
    return ptowsp_verify_fail(
        op, "needs at least one tuple element for lowerBound, upperBound and step");
  if (count[0] != count[2] || count[1] != count[2])
    return ptowsp_verify_fail(op,
                              "expects the same number of lower bounds, upper bounds and steps");
  if (!body || !ptowsp_op_is(body->last, PTOWSP_OP_SCF_REDUCE))
    return ptowsp_verify_fail(op, "expects body to terminate with 'scf.reduce'");
  if (body->arg_count != count[2])
    return ptowsp_verify_fail(
        op, "expects the same number of induction variables: %u as bound and step values: %zu",
        body->arg_count, count[2]);
  for (uint32_t i = 0; i < body->arg_count; i++)
    if (!ptowsp_type_is_index(body->args[i]->type))
      return ptowsp_verify_fail(op,
                                "expects arguments for the induction variable to be of index type");
  if (op->result_count != body->last->operand_count)
    return ptowsp_verify_fail(
        op, "expects number of results: %u to be the same as number of reductions: %u",
        op->result_count, body->last->operand_count);
  if (op->result_count != count[3])
    return ptowsp_verify_fail(
        op, "expects number of results: %u to be the same as number of initial values: %zu",
        op->result_count, count[3]);
  for (size_t i = 0; i < count[2]; i++) {
    int64_t step;
    if (ptowsp_value_constant(op->operands[count[0] + count[1] + i].value, &step) && step <= 0)
      return ptowsp_verify_fail(op, "constant step operand must be positive");
  }
  for (uint32_t i = 0; i < op->result_count; i++)
    if (op->results[i].type != operand_type(op, begin + i))
      return ptowsp_verify_fail(
          op, "expects the type of result #%u to be that of its initial value", i);
  return true;
}

bool ptowsp_verify_reduce(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  const ptowsp_op_t *parent = ptowsp_op_parent(op);
  if (!check_parent(op, PTOWSP_OP_SCF_PARALLEL)) return false;
  if (op->region_count != op->operand_count)
    return ptowsp_verify_fail(op, "expects as many regions as operands");
  for (uint32_t i = 0; i < op->region_count; i++) {
    const ptowsp_block_t *block = op->regions[i].first;
    ptowsp_type_t type = operand_type(op, i);
    bool fits = block && block->arg_count == 2 && block->args[0]->type == type &&
                block->args[1]->type == type;
    if (!block) return ptowsp_verify_fail(op, "%u-th reduction has an empty body", i);
    if (!fits)
      return ptowsp_verify_fail(op,
                                "expected two arguments with type of the operand in the %u-th "
                                "reduction region",
                                i);
    if (!ptowsp_op_is(block->last, PTOWSP_OP_SCF_REDUCE_RETURN))
      return ptowsp_verify_fail(op,
                                "reduction bodies must be terminated with an "
                                "'scf.reduce.return' op");
    if (i < parent->result_count && parent->results[i].type != type)
      return ptowsp_verify_fail(
          op, "expects the type of operand #%u to be that of the loop's result", i);
  }
  return true;
}

bool ptowsp_verify_reduce_return(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  if (!check_parent(op, PTOWSP_OP_SCF_REDUCE)) return false;
  const ptowsp_block_t *block = op->block;
  if (!block->arg_count || block->args[0]->type == operand_type(op, 0)) return true;
  ptowsp_buffer_t text = {0};
  ptowsp_verify_fail(op, "must have type '%s' (the type of the reduction inputs)",
                     ptowsp_verify_type(&text, block->args[0]->type));
  ptowsp_buffer_deinit(&text);
  return false;
}

// ---------------------------------------------------------------- scf.forall

bool ptowsp_verify_forall(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  const ptowsp_block_t *body = op->regions[0].first;
  ptowsp_attr_t upper = ptowsp_attr_lookup(op->properties, "staticUpperBound");
  size_t rank = ptowsp_attr_count(upper), begin, outputs;
  if (!body || !ptowsp_op_is(body->last, PTOWSP_OP_SCF_FORALL_IN_PARALLEL))
    return ptowsp_verify_fail(op, "expects body to terminate with 'scf.forall.in_parallel'");
  if (!ptowsp_verify_mixed(v, op, 0, "staticLowerBound", "lower bound", rank) ||
      !ptowsp_verify_mixed(v, op, 1, "staticUpperBound", "upper bound", rank) ||
      !ptowsp_verify_mixed(v, op, 2, "staticStep", "step", rank))
    return false;
  ptowsp_attr_t mapping = ptowsp_attr_lookup(op->properties, "mapping");
  if (mapping && ptowsp_attr_count(mapping) && ptowsp_attr_count(mapping) != rank)
    return ptowsp_verify_fail(op, "mapping attribute size must match op rank");
  ptowsp_spec_operands(ptowsp_specs_get(&v->specs, op->info), op, 3, &begin, &outputs);
  if (op->result_count != outputs)
    return ptowsp_verify_fail(op, "produces %u results, but has %zu outputs", op->result_count,
                              outputs);
  if (body->arg_count != rank + outputs)
    return ptowsp_verify_fail(op, "region expects %zu arguments", rank + outputs);
  for (size_t i = 0; i < rank; i++)
    if (!ptowsp_type_is_index(body->args[i]->type))
      return ptowsp_verify_fail(op, "expects %zu-th block argument to be an index", i);
  for (size_t i = 0; i < outputs; i++)
    if (op->results[i].type != operand_type(op, begin + i) ||
        body->args[rank + i]->type != operand_type(op, begin + i))
      return ptowsp_verify_fail(
          op, "type mismatch between %zu-th output, block argument and result", i);
  return true;
}

// Operations that put results together belong to dialects that are not known here.
bool ptowsp_verify_in_parallel(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  if (!check_parent(op, PTOWSP_OP_SCF_FORALL)) return false;
  const ptowsp_block_t *body = op->regions[0].first;
  if (!body)
    return ptowsp_verify_fail(op,
                              "region #0 ('region') failed to verify constraint: region with "
                              "1 blocks");
  for (const ptowsp_op_t *inside = body->first; inside; inside = inside->next)
    if (inside->info)
      return ptowsp_verify_fail(op, "expected only ParallelCombiningOpInterface ops");
  return true;
}

// ---------------------------------------------------------------- cf

static bool check_successor(const ptowsp_op_t *op, uint32_t i, size_t begin, size_t count) {
  ptowsp_context_t *context = op->module->context;
  const ptowsp_block_t *block = ptowsp_op_successors(op)[i];
  if (block->arg_count != count) {
    ptowsp_error(context, op->loc,
                 "branch has %zu operands for successor #%u, but target block has %u", count, i,
                 block->arg_count);
    return false;
  }
  for (size_t k = 0; k < count; k++)
    if (block->args[k]->type != operand_type(op, begin + k)) {
      ptowsp_error(context, op->loc, "type mismatch for bb argument #%zu of successor #%u", k, i);
      return false;
    }
  return true;
}

// One group of operands behind those in front for each successor.
bool ptowsp_verify_branch(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  const ptowsp_spec_t *spec = ptowsp_specs_get(&v->specs, op->info);
  for (uint32_t i = 0; i < op->successor_count; i++) {
    size_t begin, count, group = spec->operand_count - op->successor_count + i;
    ptowsp_spec_operands(spec, op, group, &begin, &count);
    if (!check_successor(op, i, begin, count)) return false;
  }
  ptowsp_attr_t weights = ptowsp_attr_lookup(op->properties, "branch_weights");
  if (!weights || ptowsp_attr_count(weights) == op->successor_count) return true;
  return ptowsp_verify_fail(op,
                            "expects number of branch weights to match number of successors: "
                            "%zu vs %u",
                            ptowsp_attr_count(weights), op->successor_count);
}

bool ptowsp_verify_switch(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  const ptowsp_spec_t *spec = ptowsp_specs_get(&v->specs, op->info);
  ptowsp_attr_t values = ptowsp_attr_lookup(op->properties, "case_values");
  ptowsp_attr_t segments = ptowsp_attr_lookup(op->properties, "case_operand_segments");
  size_t begin, count, cases = op->successor_count - 1u;
  if (!values != !cases || ptowsp_attr_count(segments) != cases)
    return ptowsp_verify_fail(op, "number of case values should match number of case destinations");
  if (values) {
    ptowsp_type_t type = ptowsp_attr_value_type(values), flag = operand_type(op, 0);
    bool is_list = type && ptowsp_type_kind(type) == PTOWSP_TYPE_VECTOR;
    if (!is_list || ptowsp_type_element(type) != flag)
      return ptowsp_verify_fail(op, "'flag' type should match case value type");
    if (ptowsp_type_rank(type) != 1 || ptowsp_type_shape(type)[0] != (int64_t)cases)
      return ptowsp_verify_fail(op,
                                "number of case values should match number of case destinations");
  }
  ptowsp_spec_operands(spec, op, 1, &begin, &count);
  if (!check_successor(op, 0, begin, count)) return false;
  ptowsp_spec_operands(spec, op, 2, &begin, &count);
  int64_t total = 0;
  for (size_t i = 0; i < cases; i++) {
    int64_t size = ptowsp_attr_dense_array_int(segments, i);
    if (size < 0 || (total += size) > (int64_t)count) break;
  }
  if (total != (int64_t)count)
    return ptowsp_verify_fail(op, "'case_operand_segments' does not add up to %zu operands", count);
  for (uint32_t i = 0; i < cases; i++) {
    size_t size = (size_t)ptowsp_attr_dense_array_int(segments, i);
    if (!check_successor(op, i + 1, begin, size)) return false;
    begin += size;
  }
  return true;
}

// ---------------------------------------------------------------- func

bool ptowsp_verify_call_indirect(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  ptowsp_type_t type = operand_type(op, 0);
  bool inputs = ptowsp_type_input_count(type) + 1 == op->operand_count;
  for (uint32_t i = 1; inputs && i < op->operand_count; i++)
    inputs = operand_type(op, i) == ptowsp_type_input(type, i - 1);
  if (!inputs)
    return ptowsp_verify_fail(op, "failed to verify that callee input types match argument types");
  bool results = ptowsp_type_result_count(type) == op->result_count;
  for (uint32_t i = 0; results && i < op->result_count; i++)
    results = op->results[i].type == ptowsp_type_result(type, i);
  return results ||
         ptowsp_verify_fail(op, "failed to verify that callee result types match result types");
}

bool ptowsp_verify_function_constant(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  ptowsp_str_t name = ptowsp_op_attr_text(op, "value");
  const ptowsp_op_t *function = ptowsp_verify_symbol(v, op, name);
  if (!ptowsp_op_is(function, PTOWSP_OP_FUNC_FUNC))
    return ptowsp_verify_fail(op, "reference to undefined function '%s'", name.data);
  ptowsp_attr_t type = ptowsp_attr_lookup(function->properties, "function_type");
  return !type || ptowsp_attr_kind(type) != PTOWSP_ATTR_TYPE ||
         ptowsp_attr_as_type(type) == op->results[0].type ||
         ptowsp_verify_fail(op, "reference to function with mismatched type");
}
