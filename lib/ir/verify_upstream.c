// What upstream ops must be beyond their rows, in MLIR's words.
#include <inttypes.h>
#include <string.h>

#include "verify.h"
#include "verify_layout.h"

static ptowsp_type_t operand_type(const ptowsp_op_t *op, size_t i) {
  return op->operands[i].value->type;
}

// "'x' op <message> 'a' … 'b'": the two types of a conversion.
static bool fail_types(const ptowsp_op_t *op, const char *before, ptowsp_type_t a,
                       const char *between, ptowsp_type_t b, const char *behind) {
  ptowsp_buffer_t x = {0}, y = {0};
  ptowsp_verify_fail(op, "%s '%s' %s '%s'%s", before, ptowsp_verify_type(&x, a), between,
                     ptowsp_verify_type(&y, b), behind);
  ptowsp_buffer_deinit(&x);
  ptowsp_buffer_deinit(&y);
  return false;
}

// ---------------------------------------------------------------- builtin

bool ptowsp_verify_conversion(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  if (op->result_count) return true;
  return ptowsp_verify_fail(op, "expected at least one result for cast operation");
}

// ---------------------------------------------------------------- arith

bool ptowsp_verify_constant(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  ptowsp_attr_t value = ptowsp_attr_lookup(op->properties, "value");
  ptowsp_attr_kind_t kind = ptowsp_attr_kind(value);
  if (kind != PTOWSP_ATTR_INTEGER && kind != PTOWSP_ATTR_FLOAT && kind != PTOWSP_ATTR_WIDE &&
      kind != PTOWSP_ATTR_DENSE && kind != PTOWSP_ATTR_DENSE_TEXT && kind != PTOWSP_ATTR_SPARSE &&
      kind != PTOWSP_ATTR_RESOURCE && kind != PTOWSP_ATTR_OPAQUE)
    return ptowsp_verify_fail(op, "value must be an integer, float, or elements attribute");
  ptowsp_type_t type = op->results[0].type;
  if (ptowsp_type_is_integer(type) && ptowsp_type_signedness(type) != PTOWSP_SIGNLESS)
    return ptowsp_verify_fail(op, "integer return type must be signless");
  return true;
}

bool ptowsp_verify_widening(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  ptowsp_type_t from = operand_type(op, 0), to = op->results[0].type;
  if (ptowsp_type_width(to) > ptowsp_type_width(from)) return true;
  return fail_types(op, "operand type", from, "and result type", to,
                    " are cast incompatible: the result's must be wider");
}

bool ptowsp_verify_narrowing(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  ptowsp_type_t from = operand_type(op, 0), to = op->results[0].type;
  if (ptowsp_type_width(to) < ptowsp_type_width(from)) return true;
  return fail_types(op, "operand type", from, "and result type", to,
                    " are cast incompatible: the result's must be shorter");
}

static bool fail_cast(const ptowsp_op_t *op) {
  return fail_types(op, "operand type", operand_type(op, 0), "and result type", op->results[0].type,
                    " are cast incompatible");
}

bool ptowsp_verify_index_cast(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  bool from = ptowsp_type_is_index(ptowsp_type_scalar(operand_type(op, 0)));
  bool to = ptowsp_type_is_index(ptowsp_type_scalar(op->results[0].type));
  return from != to || fail_cast(op);
}

bool ptowsp_verify_bitcast(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  ptowsp_type_t from = ptowsp_type_scalar(operand_type(op, 0));
  ptowsp_type_t to = ptowsp_type_scalar(op->results[0].type);
  bool index = ptowsp_type_is_index(from) || ptowsp_type_is_index(to);
  return (!index && ptowsp_type_width(from) == ptowsp_type_width(to)) || fail_cast(op);
}

// ---------------------------------------------------------------- builtin and func

bool ptowsp_verify_module(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  const ptowsp_block_t *body = op->regions[0].first;
  if (!body) return ptowsp_verify_fail(op, "expects region #0 to have 1 block");
  if (body->arg_count) return ptowsp_verify_fail(op, "region should have no arguments");
  for (size_t i = 0; op->attributes && i < ptowsp_attr_count(op->attributes); i++) {
    const char *name = ptowsp_attr_entry(op->attributes, i).name;
    if (!strchr(name, '.'))
      return ptowsp_verify_fail(
          op, "can only contain attributes with dialect-prefixed names, found: '%s'", name);
  }
  return true;
}

static bool check_element_attrs(const ptowsp_op_t *op, const char *name, const char *what,
                                size_t count) {
  ptowsp_attr_t attrs = ptowsp_attr_lookup(op->properties, name);
  if (!attrs) return true;
  if (ptowsp_attr_count(attrs) != count)
    return ptowsp_verify_fail(op,
                              "expects %s attribute array to have the same number of elements as "
                              "the number of function %ss, got %zu, but expected %zu",
                              what, what, ptowsp_attr_count(attrs), count);
  for (size_t i = 0; i < count; i++)
    if (ptowsp_attr_kind(ptowsp_attr_at(attrs, i)) != PTOWSP_ATTR_DICTIONARY)
      return ptowsp_verify_fail(op,
                                "expects %s attribute dictionary to be a DictionaryAttr, but got "
                                "another attribute",
                                what);
  for (size_t i = 0; i < count; i++)
    for (size_t k = 0; k < ptowsp_attr_count(ptowsp_attr_at(attrs, i)); k++)
      if (!strchr(ptowsp_attr_entry(ptowsp_attr_at(attrs, i), k).name, '.'))
        return ptowsp_verify_fail(op, "%ss may only have dialect attributes", what);
  return true;
}

// The entry block against the inputs; shared by functions, kernels and workloads.
static bool check_entry(const ptowsp_op_t *op, ptowsp_type_t type) {
  const ptowsp_block_t *entry = op->regions[0].first;
  size_t count = ptowsp_type_input_count(type);
  if (!entry) return true;
  if (entry->arg_count != count)
    return ptowsp_verify_fail(op, "entry block must have %zu arguments to match function signature",
                              count);
  for (size_t i = 0; i < count; i++) {
    if (entry->args[i]->type == ptowsp_type_input(type, i)) continue;
    ptowsp_buffer_t x = {0}, y = {0};
    ptowsp_verify_fail(op,
                       "type of entry block argument #%zu('%s') must match the type of the "
                       "corresponding argument in function signature('%s')",
                       i, ptowsp_verify_type(&x, entry->args[i]->type),
                       ptowsp_verify_type(&y, ptowsp_type_input(type, i)));
    ptowsp_buffer_deinit(&x);
    ptowsp_buffer_deinit(&y);
    return false;
  }
  return true;
}

static ptowsp_type_t function_type(const ptowsp_op_t *op) {
  ptowsp_attr_t attr = ptowsp_attr_lookup(op->properties, "function_type");
  bool is_type = attr && ptowsp_attr_kind(attr) == PTOWSP_ATTR_TYPE &&
                 ptowsp_type_kind(ptowsp_attr_as_type(attr)) == PTOWSP_TYPE_FUNCTION;
  return is_type ? ptowsp_attr_as_type(attr) : NULL;
}

static bool check_declaration(const ptowsp_op_t *op) {
  ptowsp_str_t visibility = ptowsp_op_attr_text(op, "sym_visibility");
  bool is_public = !visibility.size || ptowsp_str_is(visibility, "public");
  return op->regions[0].first || !is_public ||
         ptowsp_verify_fail(op, "symbol declaration cannot have public visibility");
}

bool ptowsp_verify_function(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  ptowsp_type_t type = function_type(op);
  return check_element_attrs(op, "arg_attrs", "argument", ptowsp_type_input_count(type)) &&
         check_element_attrs(op, "res_attrs", "result", ptowsp_type_result_count(type)) &&
         check_entry(op, type) && check_declaration(op);
}

bool ptowsp_verify_function_return(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  ptowsp_op_t *function = ptowsp_op_parent(op);
  if (!ptowsp_op_is(function, PTOWSP_OP_FUNC_FUNC))
    return ptowsp_verify_fail(op, "expects parent op 'func.func'");
  ptowsp_type_t type = function_type(function);
  if (!type) return true; // said at the function
  const char *name = ptowsp_op_symbol(function).data;
  size_t count = ptowsp_type_result_count(type);
  if (op->operand_count != count)
    return ptowsp_verify_fail(op, "has %u operands, but enclosing function (@%s) returns %zu",
                              op->operand_count, name, count);
  for (size_t i = 0; i < count; i++)
    if (operand_type(op, i) != ptowsp_type_result(type, i)) {
      ptowsp_buffer_t x = {0}, y = {0};
      ptowsp_verify_fail(op,
                         "type of return operand %zu ('%s') doesn't match function result type "
                         "('%s') in function @%s",
                         i, ptowsp_verify_type(&x, operand_type(op, i)),
                         ptowsp_verify_type(&y, ptowsp_type_result(type, i)), name);
      ptowsp_buffer_deinit(&x);
      ptowsp_buffer_deinit(&y);
      return false;
    }
  return true;
}

static bool fail_operand(const ptowsp_op_t *op, size_t i, ptowsp_type_t wanted) {
  ptowsp_buffer_t x = {0}, y = {0};
  ptowsp_verify_fail(
      op,
      "operand type mismatch: expected operand type '%s', but provided '%s' for operand number %zu",
      ptowsp_verify_type(&x, wanted), ptowsp_verify_type(&y, operand_type(op, i)), i);
  ptowsp_buffer_deinit(&x);
  ptowsp_buffer_deinit(&y);
  return false;
}

bool ptowsp_verify_call(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  ptowsp_str_t name = ptowsp_op_attr_text(op, "callee");
  ptowsp_op_t *callee = ptowsp_verify_symbol(v, op, name);
  ptowsp_type_t type = ptowsp_op_is(callee, PTOWSP_OP_FUNC_FUNC) ? function_type(callee) : NULL;
  if (!type) return ptowsp_verify_fail_symbol(op, name, "function");
  if (op->operand_count != ptowsp_type_input_count(type))
    return ptowsp_verify_fail(op, "incorrect number of operands for callee");
  for (size_t i = 0; i < op->operand_count; i++)
    if (operand_type(op, i) != ptowsp_type_input(type, i))
      return fail_operand(op, i, ptowsp_type_input(type, i));
  if (op->result_count != ptowsp_type_result_count(type))
    return ptowsp_verify_fail(op, "incorrect number of results for callee");
  for (size_t i = 0; i < op->result_count; i++)
    if (op->results[i].type != ptowsp_type_result(type, i))
      return ptowsp_verify_fail(op, "result type mismatch at index %zu", i);
  return true;
}

// ---------------------------------------------------------------- scf

// Whether the op belongs to a kernel or workload, whose loops come to an end. In functions MLIR
// takes any step: inlining may turn an argument into one that nothing should ever be called with.
static bool is_in_program(const ptowsp_op_t *op) {
  while (op && !ptowsp_op_is(op, PTOWSP_OP_WSP_KERNEL) && !ptowsp_op_is(op, PTOWSP_OP_WSP_WORKLOAD))
    op = ptowsp_op_parent(op);
  return op != NULL;
}

bool ptowsp_verify_for(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  const ptowsp_block_t *body = op->regions[0].first;
  if (!body) return ptowsp_verify_fail(op, "expects region #0 to have 1 block");
  ptowsp_type_t type = operand_type(op, 0);
  if (operand_type(op, 1) != type || operand_type(op, 2) != type)
    return ptowsp_verify_fail(
        op, "failed to verify that all of {lowerBound, upperBound, step} have same type");
  if (!body->arg_count || body->args[0]->type != type)
    return ptowsp_verify_fail(op, "expected induction variable to be same type as bounds and step");
  size_t carried = op->operand_count - 3;
  if (op->result_count != carried)
    return ptowsp_verify_fail(op, "mismatch in number of loop-carried values and defined values");
  if (body->arg_count != carried + 1)
    return ptowsp_verify_fail(op, "mismatch in number of basic block args and defined values");
  for (size_t i = 0; i < carried; i++) {
    if (operand_type(op, 3 + i) != op->results[i].type)
      return ptowsp_verify_fail(op, "types mismatch between %zuth iter operand and defined value",
                                i);
    if (body->args[1 + i]->type != op->results[i].type)
      return ptowsp_verify_fail(
          op, "types mismatch between %zuth iter region arg and defined value", i);
  }
  int64_t step;
  bool is_unsigned = ptowsp_attr_lookup(op->properties, "unsignedCmp") != NULL;
  if (ptowsp_value_constant(op->operands[2].value, &step) &&
      (step == 0 || (step < 0 && !is_unsigned)) && is_in_program(op))
    return ptowsp_verify_fail(op, "constant step operand must be positive");
  if (!ptowsp_op_is(body->last, PTOWSP_OP_SCF_YIELD))
    return ptowsp_verify_fail(op, "expects its region to be terminated by 'scf.yield'");
  return true;
}

bool ptowsp_verify_if(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  const ptowsp_block_t *then_block = op->regions[0].first, *else_block = op->regions[1].first;
  if (!then_block) return ptowsp_verify_fail(op, "expects region #0 to have 1 block");
  if (op->result_count && !else_block)
    return ptowsp_verify_fail(op, "must have an else block if defining values");
  if (then_block->arg_count || (else_block && else_block->arg_count))
    return ptowsp_verify_fail(op, "region entry blocks must have no arguments");
  if (!ptowsp_op_is(then_block->last, PTOWSP_OP_SCF_YIELD) ||
      (else_block && !ptowsp_op_is(else_block->last, PTOWSP_OP_SCF_YIELD)))
    return ptowsp_verify_fail(op, "expects its regions to be terminated by 'scf.yield'");
  return true;
}

// ---------------------------------------------------------------- memref

static bool check_indices(ptowsp_op_t *op, ptowsp_type_t memref, size_t indices, const char *what) {
  size_t rank = ptowsp_type_rank(memref);
  return indices == rank ||
         ptowsp_verify_fail(op, "incorrect number of indices for %s, expected %zu but got %zu",
                            what, rank, indices);
}

bool ptowsp_verify_load(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  return ptowsp_verify_has_alignment(op) &&
         check_indices(op, operand_type(op, 0), op->operand_count - 1, "load");
}

bool ptowsp_verify_store(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  return ptowsp_verify_has_alignment(op) &&
         check_indices(op, operand_type(op, 1), op->operand_count - 2, "store");
}

bool ptowsp_verify_alloc(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  const ptowsp_spec_t *spec = ptowsp_specs_get(&v->specs, op->info);
  ptowsp_type_t type = op->results[0].type;
  size_t begin, sizes, symbols, dynamic = 0;
  for (size_t i = 0; i < ptowsp_type_rank(type); i++)
    dynamic += ptowsp_type_shape(type)[i] == PTOWSP_DYNAMIC;
  ptowsp_spec_operands(spec, op, 0, &begin, &sizes);
  ptowsp_spec_operands(spec, op, 1, &begin, &symbols);
  if (sizes != dynamic)
    return ptowsp_verify_fail(
        op, "dimension operand count does not equal memref dynamic dimension count");
  size_t wanted = ptowsp_layout_symbols(type);
  if (symbols != wanted)
    return ptowsp_verify_fail(op,
                              "symbol operand count does not equal memref symbol count: expected "
                              "%zu, got %zu",
                              wanted, symbols);
  return ptowsp_verify_has_alignment(op);
}

static bool fits(int64_t a, int64_t b) {
  return a == b || a == PTOWSP_DYNAMIC || b == PTOWSP_DYNAMIC;
}

enum { MAX_RANK = 64 };

// Same element and rank; extents, strides and offset equal where both are known.
static bool cast_compatible(ptowsp_type_t a, ptowsp_type_t b) {
  size_t rank = ptowsp_type_rank(a);
  bool unranked = ptowsp_type_is_unranked(a);
  if (ptowsp_type_element(a) != ptowsp_type_element(b) ||
      ptowsp_type_space(a) != ptowsp_type_space(b))
    return false;
  if (unranked || ptowsp_type_is_unranked(b)) return unranked != ptowsp_type_is_unranked(b);
  if (ptowsp_type_rank(b) != rank) return false;
  for (size_t i = 0; i < rank; i++)
    if (!fits(ptowsp_type_shape(a)[i], ptowsp_type_shape(b)[i])) return false;
  if (ptowsp_type_layout(a) == ptowsp_type_layout(b)) return true;
  int64_t strides_a[MAX_RANK], strides_b[MAX_RANK], offset_a, offset_b;
  if (rank > MAX_RANK || !ptowsp_type_strides(a, strides_a, &offset_a) ||
      !ptowsp_type_strides(b, strides_b, &offset_b) || !fits(offset_a, offset_b))
    return false;
  for (size_t i = 0; i < rank; i++)
    if (!fits(strides_a[i], strides_b[i])) return false;
  return true;
}

bool ptowsp_verify_memref_cast(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  return cast_compatible(operand_type(op, 0), op->results[0].type) || fail_cast(op);
}

bool ptowsp_verify_memref_copy(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  ptowsp_type_t a = operand_type(op, 0), b = operand_type(op, 1);
  if (ptowsp_type_element(a) != ptowsp_type_element(b))
    return ptowsp_verify_fail(op, "requires the same element type for all operands");
  if (ptowsp_type_is_unranked(a) || ptowsp_type_is_unranked(b)) return true;
  bool same = ptowsp_type_rank(a) == ptowsp_type_rank(b);
  for (size_t i = 0; same && i < ptowsp_type_rank(a); i++)
    same = fits(ptowsp_type_shape(a)[i], ptowsp_type_shape(b)[i]);
  return same || ptowsp_verify_fail(op, "requires the same shape for all operands");
}

// ---------------------------------------------------------------- memref.subview

// The result's dimensions are the box's, in order, some of extent one left out: `reached` says
// how many of the result's may be taken when the box's have been gone through up to here.
static bool matches_box(ptowsp_type_t result, const int64_t *sizes, const int64_t *strides,
                        int64_t offset, size_t rank) {
  int64_t own[MAX_RANK], own_offset;
  size_t own_rank = ptowsp_type_rank(result);
  bool reached[MAX_RANK + 1] = {true};
  if (own_rank > rank || !ptowsp_type_strides(result, own, &own_offset) || own_offset != offset)
    return false;
  for (size_t i = 0; i < rank; i++)
    for (size_t at = own_rank + 1; at-- > 0;) {
      bool same = at && ptowsp_type_shape(result)[at - 1] == sizes[i] && own[at - 1] == strides[i];
      reached[at] = (reached[at] && sizes[i] == 1) || (same && reached[at - 1]);
    }
  return reached[own_rank];
}

// The same of the extents alone.
static bool matches_sizes(ptowsp_type_t result, const int64_t *sizes, size_t rank) {
  size_t own_rank = ptowsp_type_rank(result), at = 0;
  for (size_t i = 0; i < rank; i++) {
    bool same = at < own_rank && ptowsp_type_shape(result)[at] == sizes[i];
    if (!same && sizes[i] != 1) return false;
    at += same;
  }
  return at == own_rank;
}

static bool fail_result(const ptowsp_op_t *op, const char *wanted, ptowsp_type_t type) {
  ptowsp_buffer_t text = {0};
  bool got = wanted[strlen(wanted) - 2] == ',';
  ptowsp_verify_fail(op, "%s%s'%s'", wanted, got ? "but got " : "",
                     ptowsp_verify_type(&text, type));
  ptowsp_buffer_deinit(&text);
  return false;
}

bool ptowsp_verify_subview(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  ptowsp_type_t source = operand_type(op, 0), result = op->results[0].type;
  size_t rank = ptowsp_type_rank(source), begin, count;
  static const char *const names[] = {"static_offsets", "static_sizes", "static_strides"};
  const ptowsp_spec_t *spec = ptowsp_specs_get(&v->specs, op->info);
  ptowsp_attr_t lists[3];
  for (size_t i = 0; i < 3; i++) {
    size_t dynamic = 0;
    lists[i] = ptowsp_attr_lookup(op->properties, names[i]);
    if (ptowsp_attr_count(lists[i]) != rank)
      return ptowsp_verify_fail(op, "expected %zu %s values, got %zu", rank, names[i] + 7,
                                ptowsp_attr_count(lists[i]));
    for (size_t k = 0; k < rank; k++)
      dynamic += ptowsp_attr_dense_array_int(lists[i], k) == PTOWSP_DYNAMIC;
    ptowsp_spec_operands(spec, op, i + 1, &begin, &count);
    if (dynamic != count)
      return ptowsp_verify_fail(op, "expected %zu dynamic %s values", dynamic, names[i] + 7);
  }
  if (!ptowsp_layout_check_signs(op)) return false;
  int64_t strides[MAX_RANK], sizes[MAX_RANK], offset;
  if (rank > MAX_RANK || !ptowsp_type_strides(source, strides, &offset))
    return ptowsp_verify_fail(op, "expected a source with strides");
  for (size_t k = 0; k < rank; k++) {
    offset = ptowsp_layout_add(
        offset, ptowsp_layout_multiply(ptowsp_attr_dense_array_int(lists[0], k), strides[k]));
    sizes[k] = ptowsp_attr_dense_array_int(lists[1], k);
    strides[k] = ptowsp_layout_multiply(strides[k], ptowsp_attr_dense_array_int(lists[2], k));
  }
  if (ptowsp_type_rank(result) > rank)
    return fail_result(op, "expected result rank to be smaller or equal to the source rank, ",
                       result);
  if (ptowsp_type_element(source) != ptowsp_type_element(result))
    return fail_result(op, "expected result element type to be ", ptowsp_type_element(source));
  if (ptowsp_type_space(source) != ptowsp_type_space(result))
    return ptowsp_verify_fail(op,
                              "different memory spaces specified for base memref type and "
                              "subview memref type");
  if (matches_box(result, sizes, strides, offset, rank))
    return ptowsp_layout_check_bounds(op, source);
  ptowsp_attr_t layout = ptowsp_attr_strided(v->context, strides, rank, offset);
  ptowsp_buffer_t text = {0};
  ptowsp_type_t box = ptowsp_type_memref(v->context, sizes, rank, ptowsp_type_element(source),
                                         layout, ptowsp_type_space(source));
  ptowsp_verify_fail(op,
                     "expected result type to be '%s' or a rank-reduced version. (mismatch of "
                     "result %s)",
                     ptowsp_verify_type(&text, box),
                     matches_sizes(result, sizes, rank) ? "layout" : "sizes");
  ptowsp_buffer_deinit(&text);
  return false;
}
