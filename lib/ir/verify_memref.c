// What ops that see memory in another way must be, in MLIR's words.
#include <inttypes.h>
#include <string.h>

#include "verify.h"
#include "verify_layout.h"

enum { MAX_RANK = 64 };

static ptowsp_type_t operand_type(const ptowsp_op_t *op, size_t i) {
  return op->operands[i].value->type;
}

static bool known(int64_t number) { return number != PTOWSP_DYNAMIC; }

static bool fits(int64_t a, int64_t b) { return a == b || !known(a) || !known(b); }

// ---------------------------------------------------------------- memref.reinterpret_cast

static bool fail_number(const ptowsp_op_t *op, const char *what, int64_t wanted, int64_t found,
                        int dim) {
  char wanted_text[24] = "dynamic", found_text[24] = "dynamic", where[24] = "";
  if (known(wanted)) snprintf(wanted_text, sizeof wanted_text, "%" PRId64, wanted);
  if (known(found)) snprintf(found_text, sizeof found_text, "%" PRId64, found);
  if (dim >= 0) snprintf(where, sizeof where, " in dim = %d", dim);
  ptowsp_error(op->module->context, op->loc, "expected result type with %s = %s instead of %s%s",
               what, wanted_text, found_text, where);
  return false;
}

// A known extent may be forgotten in the type, but not made up.
static bool promises(int64_t stated, int64_t in_type) {
  return !known(in_type) || stated == in_type;
}

bool ptowsp_verify_reinterpret_cast(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  ptowsp_type_t source = operand_type(op, 0), result = op->results[0].type;
  ptowsp_attr_t offsets = ptowsp_attr_lookup(op->properties, "static_offsets");
  ptowsp_attr_t sizes = ptowsp_attr_lookup(op->properties, "static_sizes");
  ptowsp_attr_t steps = ptowsp_attr_lookup(op->properties, "static_strides");
  size_t rank = ptowsp_type_rank(result);
  int64_t strides[MAX_RANK], offset;
  if (!ptowsp_verify_mixed(v, op, 1, "static_offsets", "offset", 1) ||
      !ptowsp_verify_mixed(v, op, 2, "static_sizes", "size", rank) ||
      !ptowsp_verify_mixed(v, op, 3, "static_strides", "stride", rank) ||
      !ptowsp_layout_check_signs(op))
    return false;
  if (ptowsp_type_space(source) != ptowsp_type_space(result) ||
      ptowsp_type_element(source) != ptowsp_type_element(result)) {
    ptowsp_buffer_t x = {0}, y = {0};
    bool element = ptowsp_type_element(source) != ptowsp_type_element(result);
    ptowsp_error(v->context, op->loc,
                 "different %s specified for source type '%s' and result memref type '%s'",
                 element ? "element types" : "memory spaces", ptowsp_verify_type(&x, source),
                 ptowsp_verify_type(&y, result));
    ptowsp_buffer_deinit(&x);
    ptowsp_buffer_deinit(&y);
    return false;
  }
  for (size_t i = 0; i < rank; i++) {
    int64_t size = ptowsp_attr_dense_array_int(sizes, i);
    if (!promises(size, ptowsp_type_shape(result)[i]))
      return fail_number(op, "size", size, ptowsp_type_shape(result)[i], (int)i);
  }
  if (rank > MAX_RANK || !ptowsp_type_strides(result, strides, &offset))
    return ptowsp_verify_fail(op, "expected result type to have strided layout");
  if (!promises(ptowsp_attr_dense_array_int(offsets, 0), offset))
    return fail_number(op, "offset", ptowsp_attr_dense_array_int(offsets, 0), offset, -1);
  for (size_t i = 0; i < rank; i++) {
    int64_t step = ptowsp_attr_dense_array_int(steps, i);
    if (!promises(step, strides[i])) return fail_number(op, "stride", step, strides[i], (int)i);
  }
  return true;
}

// ---------------------------------------------------------------- reassociations

static bool is_index_group(ptowsp_attr_t group) {
  bool is = ptowsp_attr_kind(group) == PTOWSP_ATTR_ARRAY;
  for (size_t i = 0; is && i < ptowsp_attr_count(group); i++) {
    ptowsp_attr_t number = ptowsp_attr_at(group, i);
    is = ptowsp_attr_kind(number) == PTOWSP_ATTR_INTEGER &&
         ptowsp_type_is_i(ptowsp_attr_value_type(number), 64);
  }
  return is;
}

// [[0, 1], [2]]: all dimensions of the larger one, in order, a group for each of the smaller.
static bool check_reassociation(const ptowsp_op_t *op, ptowsp_type_t small, ptowsp_type_t large) {
  ptowsp_attr_t groups = ptowsp_attr_lookup(op->properties, "reassociation");
  size_t rank = ptowsp_type_rank(small), wanted = ptowsp_type_rank(large);
  int64_t next = 0;
  if (ptowsp_attr_count(groups) != rank)
    return ptowsp_verify_fail(op, "invalid number of reassociation groups: found %zu, expected %zu",
                              ptowsp_attr_count(groups), rank);
  for (size_t i = 0; i < rank; i++) {
    ptowsp_attr_t group = ptowsp_attr_at(groups, i);
    if (!is_index_group(group))
      return ptowsp_verify_fail(op,
                                "attribute 'reassociation' failed to satisfy constraint: Array "
                                "of 64-bit integer array attributes");
    int64_t product = 1;
    bool dynamic = false;
    for (size_t k = 0; k < ptowsp_attr_count(group); k++, next++) {
      ptowsp_attr_t at = ptowsp_attr_at(group, k);
      if (ptowsp_attr_kind(at) != PTOWSP_ATTR_INTEGER || ptowsp_attr_int_value(at) != next)
        return ptowsp_verify_fail(op, "reassociation indices must be contiguous");
      if (next >= (int64_t)wanted)
        return ptowsp_verify_fail(op, "reassociation index %" PRId64 " is out of bounds", next);
      int64_t size = ptowsp_type_shape(large)[next];
      if (!known(size) || __builtin_mul_overflow(product, size, &product)) dynamic = true;
    }
    int64_t size = ptowsp_type_shape(small)[i];
    if (dynamic ? known(size) : size != product)
      return dynamic || !known(size)
                 ? ptowsp_verify_fail(op,
                                      "collapsed dim (%zu) must be dynamic if and only if "
                                      "reassociation group is dynamic",
                                      i)
                 : ptowsp_verify_fail(op,
                                      "collapsed dim size (%" PRId64
                                      ") must equal "
                                      "reassociation group size (%" PRId64 ")",
                                      size, product);
  }
  for (size_t i = 0; !rank && i < wanted; i++)
    if (known(ptowsp_type_shape(large)[i]) && ptowsp_type_shape(large)[i] != 1)
      return ptowsp_verify_fail(op, "rank 0 memrefs can only be extended/collapsed with/from ones");
  return next == (int64_t)wanted || !rank ||
         ptowsp_verify_fail(op, "reassociation leaves out dimensions from %" PRId64 " on", next);
}

static bool check_element(const ptowsp_op_t *op, ptowsp_type_t a, ptowsp_type_t b) {
  return (ptowsp_type_element(a) == ptowsp_type_element(b) &&
          ptowsp_type_space(a) == ptowsp_type_space(b)) ||
         ptowsp_verify_fail(op,
                            "expected the element type and memory space of source and result "
                            "to be the same");
}

bool ptowsp_verify_collapse_shape(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  ptowsp_type_t source = operand_type(op, 0), result = op->results[0].type;
  if (ptowsp_type_rank(source) < ptowsp_type_rank(result))
    return ptowsp_verify_fail(
        op, "has source rank %zu and result rank %zu. This is not a collapse (%zu < %zu)",
        ptowsp_type_rank(source), ptowsp_type_rank(result), ptowsp_type_rank(source),
        ptowsp_type_rank(result));
  return check_reassociation(op, result, source) && check_element(op, source, result) &&
         ptowsp_layout_check_collapse(op, source, result);
}

bool ptowsp_verify_expand_shape(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  ptowsp_type_t source = operand_type(op, 0), result = op->results[0].type;
  ptowsp_attr_t shape = ptowsp_attr_lookup(op->properties, "static_output_shape");
  size_t rank = ptowsp_type_rank(result);
  if (ptowsp_type_rank(source) > rank)
    return ptowsp_verify_fail(op,
                              "has source rank %zu and result rank %zu. This is not an "
                              "expansion (%zu > %zu)",
                              ptowsp_type_rank(source), rank, ptowsp_type_rank(source), rank);
  if (!check_reassociation(op, source, result) || !check_element(op, source, result) ||
      !ptowsp_verify_mixed(v, op, 1, "static_output_shape", "output shape", rank))
    return false;
  for (size_t i = 0; i < rank; i++)
    if (!promises(ptowsp_attr_dense_array_int(shape, i), ptowsp_type_shape(result)[i]))
      return ptowsp_verify_fail(op, "invalid output shape provided at pos %zu", i);
  return ptowsp_layout_check_expand(op, source, result);
}

// ---------------------------------------------------------------- memref.reshape

bool ptowsp_verify_memref_reshape(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  ptowsp_type_t source = operand_type(op, 0), shape = operand_type(op, 1);
  ptowsp_type_t result = op->results[0].type, element = ptowsp_type_element(shape);
  if (ptowsp_type_rank(shape) != 1 ||
      !(ptowsp_type_is_index(element) || ptowsp_type_is_integer(element)))
    return ptowsp_verify_fail(op,
                              "operand #1 must be 1D memref of signless integer or index values");
  if (ptowsp_type_element(source) != ptowsp_type_element(result))
    return ptowsp_verify_fail(
        op, "element types of source and destination memref types should be the same");
  if (!ptowsp_type_is_unranked(source) && !ptowsp_layout_is_identity(source))
    return ptowsp_verify_fail(op, "source memref type should have identity affine map");
  if (ptowsp_type_is_unranked(result)) return true;
  if (!ptowsp_layout_is_identity(result))
    return ptowsp_verify_fail(op, "result memref type should have identity affine map");
  int64_t size = ptowsp_type_shape(shape)[0];
  if (!known(size))
    return ptowsp_verify_fail(
        op,
        "cannot use shape operand with dynamic length to reshape to statically-ranked memref type");
  return size == (int64_t)ptowsp_type_rank(result) ||
         ptowsp_verify_fail(op, "length of shape operand differs from the result's memref rank");
}

// ---------------------------------------------------------------- memref.view, memref.transpose

bool ptowsp_verify_view(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  ptowsp_type_t source = operand_type(op, 0), result = op->results[0].type;
  size_t dynamic = 0, sizes = op->operand_count - 2;
  if (ptowsp_type_rank(source) != 1 || !ptowsp_type_is_i(ptowsp_type_element(source), 8)) {
    ptowsp_buffer_t text = {0};
    ptowsp_verify_fail(
        op, "operand #0 must be 1D memref of 8-bit signless integer values, but got '%s'",
        ptowsp_verify_type(&text, source));
    ptowsp_buffer_deinit(&text);
    return false;
  }
  if (!ptowsp_layout_is_identity(source))
    return ptowsp_verify_fail(op, "unsupported map for base memref type");
  if (!ptowsp_layout_is_identity(result))
    return ptowsp_verify_fail(op, "unsupported map for result memref type");
  if (ptowsp_type_space(source) != ptowsp_type_space(result))
    return ptowsp_verify_fail(op,
                              "different memory spaces specified for base memref type and view "
                              "memref type");
  for (size_t i = 0; i < ptowsp_type_rank(result); i++)
    dynamic += !known(ptowsp_type_shape(result)[i]);
  return dynamic == sizes ||
         ptowsp_verify_fail(op, "incorrect number of dynamic sizes, has %zu, expected %zu", sizes,
                            dynamic);
}

// The dimensions that the map's results name; false unless each does, once.
static bool read_permutation(ptowsp_attr_t map, size_t rank, size_t *out_dims) {
  bool seen[MAX_RANK] = {0};
  ptowsp_str_t text = ptowsp_attr_text(map);
  const char *at = memmem(text.data, text.size, "-> (", 4);
  size_t count = 0;
  if (!at || rank > MAX_RANK || memchr(text.data, '[', text.size)) return false;
  for (at += 4; *at == 'd' && count < rank; at += *at == ',' ? 2 : 0) {
    char *end;
    size_t dim = strtoul(at + 1, &end, 10);
    if ((*end != ',' && *end != ')') || dim >= rank || seen[dim]) return false;
    seen[dim] = true;
    out_dims[count++] = dim;
    at = end;
  }
  return *at == ')' && count == rank;
}

bool ptowsp_verify_memref_transpose(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  ptowsp_type_t source = operand_type(op, 0), result = op->results[0].type;
  size_t rank = ptowsp_type_rank(source), dims[MAX_RANK];
  int64_t strides[MAX_RANK], shape[MAX_RANK], turned[MAX_RANK], own[MAX_RANK], offset, own_offset;
  if (!read_permutation(ptowsp_attr_lookup(op->properties, "permutation"), rank, dims))
    return ptowsp_verify_fail(op, "expected a permutation map");
  if (!ptowsp_type_strides(source, strides, &offset))
    return ptowsp_verify_fail(op, "expected a source with strides");
  for (size_t i = 0; i < rank; i++) {
    shape[i] = ptowsp_type_shape(source)[dims[i]];
    turned[i] = strides[dims[i]];
  }
  ptowsp_attr_t layout = ptowsp_attr_strided(v->context, turned, rank, offset);
  ptowsp_type_t wanted = ptowsp_type_memref(v->context, shape, rank, ptowsp_type_element(source),
                                            layout, ptowsp_type_space(source));
  bool same = ptowsp_type_rank(result) == rank && ptowsp_type_strides(result, own, &own_offset) &&
              own_offset == offset && ptowsp_type_element(source) == ptowsp_type_element(result) &&
              ptowsp_type_space(source) == ptowsp_type_space(result);
  for (size_t i = 0; same && i < rank; i++)
    same = ptowsp_type_shape(result)[i] == shape[i] && own[i] == turned[i];
  if (same) return true;
  ptowsp_buffer_t x = {0}, y = {0};
  ptowsp_verify_fail(
      op, "result type '%s' is not equivalent to the canonical transposed input type '%s'",
      ptowsp_verify_type(&x, result), ptowsp_verify_type(&y, wanted));
  ptowsp_buffer_deinit(&x);
  ptowsp_buffer_deinit(&y);
  return false;
}

// ---------------------------------------------------------------- small ones

bool ptowsp_verify_space_cast(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  ptowsp_type_t a = operand_type(op, 0), b = op->results[0].type;
  bool unranked = ptowsp_type_is_unranked(a);
  bool same =
      ptowsp_type_element(a) == ptowsp_type_element(b) && unranked == ptowsp_type_is_unranked(b);
  if (same && !unranked)
    same =
        ptowsp_type_rank(a) == ptowsp_type_rank(b) &&
        ptowsp_type_layout(a) == ptowsp_type_layout(b) &&
        !memcmp(ptowsp_type_shape(a), ptowsp_type_shape(b), ptowsp_type_rank(a) * sizeof(int64_t));
  if (same) return true;
  ptowsp_buffer_t x = {0}, y = {0};
  ptowsp_verify_fail(op, "operand type '%s' and result type '%s' are cast incompatible",
                     ptowsp_verify_type(&x, a), ptowsp_verify_type(&y, b));
  ptowsp_buffer_deinit(&x);
  ptowsp_buffer_deinit(&y);
  return false;
}

bool ptowsp_verify_alignment(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  int64_t alignment = ptowsp_op_attr_int(op, "alignment", 0);
  return (alignment > 0 && !(alignment & (alignment - 1))) ||
         ptowsp_verify_fail(op, "alignment must be power of 2");
}

bool ptowsp_verify_has_alignment(const ptowsp_op_t *op) {
  int64_t alignment = ptowsp_op_attr_int(op, "alignment", 1);
  return (alignment > 0 && !(alignment & (alignment - 1))) ||
         ptowsp_verify_fail(op,
                            "attribute 'alignment' failed to satisfy constraint: 64-bit signless "
                            "integer attribute whose value is positive and whose value is a power "
                            "of two > 0");
}

bool ptowsp_verify_prefetch(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  int64_t hint = ptowsp_op_attr_int(op, "localityHint", 0);
  if (hint < 0 || hint > 3)
    return ptowsp_verify_fail(op,
                              "attribute 'localityHint' failed to satisfy constraint: 32-bit "
                              "signless integer attribute whose minimum value is 0 whose maximum "
                              "value is 3");
  return op->operand_count - 1 == ptowsp_type_rank(operand_type(op, 0)) ||
         ptowsp_verify_fail(op, "too few indices");
}

static bool fail_layout(const ptowsp_op_t *op, const char *which, ptowsp_type_t type) {
  ptowsp_buffer_t text = {0};
  ptowsp_verify_fail(op, "unsupported layout for %s memref type '%s'", which,
                     ptowsp_verify_type(&text, type));
  ptowsp_buffer_deinit(&text);
  return false;
}

bool ptowsp_verify_realloc(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  ptowsp_type_t source = operand_type(op, 0), result = op->results[0].type;
  bool dynamic = ptowsp_type_rank(result) == 1 && !known(ptowsp_type_shape(result)[0]);
  if (!ptowsp_verify_has_alignment(op)) return false;
  if (ptowsp_type_rank(source) != 1 || ptowsp_type_rank(result) != 1)
    return ptowsp_verify_fail(op, "expected 1-dimensional buffers");
  if (ptowsp_type_layout(source)) return fail_layout(op, "source", source);
  if (ptowsp_type_layout(result)) return fail_layout(op, "result", result);
  if (ptowsp_type_element(source) != ptowsp_type_element(result))
    return ptowsp_verify_fail(op, "source element type differs from the result's");
  if (ptowsp_type_space(source) != ptowsp_type_space(result))
    return ptowsp_verify_fail(op, "source memory space differs from the result's");
  if (dynamic == (op->operand_count == 2)) return true;
  ptowsp_buffer_t text = {0};
  ptowsp_error(v->context, op->loc, "%s dimension operand for result type '%s'",
               dynamic ? "missing" : "unnecessary", ptowsp_verify_type(&text, result));
  ptowsp_buffer_deinit(&text);
  return false;
}

bool ptowsp_verify_atomic(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  static const char floats[] = " addf maximumf minimumf mulf maxnumf minnumf ";
  const ptowsp_spec_t *spec = ptowsp_specs_get(&v->specs, op->info);
  const ptowsp_attr_spec_t *attr = ptowsp_spec_find_attr(spec, PTOWSP_STR("kind"));
  ptowsp_str_t kind = ptowsp_enum_word(attr->words, ptowsp_op_attr_int(op, "kind", 0));
  if (op->operand_count - 2 != ptowsp_type_rank(operand_type(op, 1)))
    return ptowsp_verify_fail(op, "expects the number of subscripts to be equal to memref rank");
  if (ptowsp_type_element(operand_type(op, 1)) != operand_type(op, 0))
    return ptowsp_verify_fail(op,
                              "failed to verify that value type matches element type of memref");
  const char *found = memmem(floats, sizeof floats - 1, kind.data, kind.size);
  bool is_float = found && found[-1] == ' ' && found[kind.size] == ' ';
  bool has_float = ptowsp_type_is_float(operand_type(op, 0));
  if (is_float == has_float || ptowsp_str_is(kind, "assign")) return true;
  return ptowsp_verify_fail(op, "with kind '%.*s' expects %s type", (int)kind.size, kind.data,
                            is_float ? "a floating-point" : "an integer");
}

bool ptowsp_verify_generic_atomic(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  const ptowsp_block_t *body = op->regions[0].first;
  ptowsp_type_t type = op->results[0].type;
  if (op->operand_count - 1 != ptowsp_type_rank(operand_type(op, 0)))
    return ptowsp_verify_fail(op, "expected number of subscripts to match memref rank");
  if (!body || body->arg_count != 1 || body->args[0]->type != type)
    return ptowsp_verify_fail(op,
                              "expected single number of entry block arguments of the element "
                              "type");
  const ptowsp_op_t *end = body->last;
  if (!ptowsp_op_is(end, PTOWSP_OP_MEMREF_ATOMIC_YIELD))
    return ptowsp_verify_fail(op, "expected its region to end in 'memref.atomic_yield'");
  return end->operand_count != 1 || !end->operands[0].value || operand_type(end, 0) == type ||
         ptowsp_verify_fail(end, "types mismatch between yield op and its parent");
}

bool ptowsp_verify_atomic_yield(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  return ptowsp_op_is(ptowsp_op_parent(op), PTOWSP_OP_MEMREF_GENERIC_ATOMIC_RMW) ||
         ptowsp_verify_fail(op, "expects parent op 'memref.generic_atomic_rmw'");
}

bool ptowsp_verify_scope(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  const ptowsp_block_t *entry = op->regions[0].first;
  return !entry || !entry->arg_count || ptowsp_verify_fail(op, "region should have no arguments");
}

bool ptowsp_verify_scope_return(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  const ptowsp_op_t *scope = ptowsp_op_parent(op);
  if (!ptowsp_op_is(scope, PTOWSP_OP_MEMREF_ALLOCA_SCOPE))
    return ptowsp_verify_fail(op, "expects parent op 'memref.alloca_scope'");
  bool same = op->operand_count == scope->result_count;
  for (uint32_t i = 0; same && i < op->operand_count; i++)
    same = operand_type(op, i) == scope->results[i].type;
  return same || ptowsp_verify_fail(op, "does not return the types of its scope's results");
}

bool ptowsp_verify_metadata(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  ptowsp_type_t source = operand_type(op, 0), base = op->results[0].type;
  size_t rank = ptowsp_type_rank(source);
  if (op->result_count != 2 + 2 * rank)
    return ptowsp_verify_fail(op, "expected %zu sizes and strides", rank);
  ptowsp_type_t inferred = ptowsp_type_memref(
      op->module->context, NULL, 0, ptowsp_type_element(source), NULL, ptowsp_type_space(source));
  if (base == inferred) return true;
  ptowsp_buffer_t text = {0}, has = {0};
  ptowsp_verify_fail(op, "the base buffer must be '%s', but is '%s'",
                     ptowsp_verify_type(&text, inferred), ptowsp_verify_type(&has, base));
  ptowsp_buffer_deinit(&text);
  ptowsp_buffer_deinit(&has);
  return false;
}

bool ptowsp_verify_dim(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  ptowsp_type_t type = operand_type(op, 0);
  if (ptowsp_type_is_unranked(type) || ptowsp_type_rank(type)) return true;
  ptowsp_buffer_t text = {0};
  ptowsp_verify_fail(op,
                     "operand #0 must be unranked.memref of any type values or non-0-ranked.memref "
                     "of any type values, but got '%s'",
                     ptowsp_verify_type(&text, type));
  ptowsp_buffer_deinit(&text);
  return false;
}

bool ptowsp_verify_distinct(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  bool same = op->operand_count == op->result_count;
  if (!op->operand_count) return ptowsp_verify_fail(op, "expected at least one operand");
  for (uint32_t i = 0; same && i < op->result_count; i++)
    same = op->results[i].type == operand_type(op, i);
  return same || ptowsp_verify_fail(op, "operand types and result types must match");
}

// ---------------------------------------------------------------- memref.dma_start

// A buffer with its indices at *at, which moves behind them.
static bool check_place(const ptowsp_op_t *op, uint32_t *at, const char *what) {
  if (*at >= op->operand_count)
    return ptowsp_verify_fail(op, "expected at least %u operands", *at + 1);
  ptowsp_type_t type = operand_type(op, *at);
  if (ptowsp_type_kind(type) != PTOWSP_TYPE_MEMREF || ptowsp_type_is_unranked(type))
    return ptowsp_verify_fail(op, "expected %s to be of memref type", what);
  uint32_t end = *at + 1 + (uint32_t)ptowsp_type_rank(type);
  if (end > op->operand_count) return ptowsp_verify_fail(op, "expected at least %u operands", end);
  for (++*at; *at < end; ++*at)
    if (!ptowsp_type_is_index(operand_type(op, *at)))
      return ptowsp_verify_fail(op, "expected %s indices to be of index type", what);
  return true;
}

bool ptowsp_verify_dma_start(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  uint32_t at = 0;
  if (op->operand_count < 4) return ptowsp_verify_fail(op, "expected at least 4 operands");
  if (!check_place(op, &at, "source") || !check_place(op, &at, "destination")) return false;
  if (at >= op->operand_count || !ptowsp_type_is_index(operand_type(op, at)))
    return ptowsp_verify_fail(op, "expected num elements to be of index type");
  at++;
  if (!check_place(op, &at, "tag")) return false;
  if (at == op->operand_count) return true;
  if (at + 2 != op->operand_count) return ptowsp_verify_fail(op, "incorrect number of operands");
  return (ptowsp_type_is_index(operand_type(op, at)) &&
          ptowsp_type_is_index(operand_type(op, at + 1))) ||
         ptowsp_verify_fail(op, "expected stride and num elements per stride to be of type index");
}

bool ptowsp_verify_dma_wait(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  size_t rank = ptowsp_type_rank(operand_type(op, 0)), count = op->operand_count - 2;
  return count == rank ||
         ptowsp_verify_fail(op,
                            "expected tagIndices to have the same number of elements as the "
                            "tagMemRef rank, expected %zu, but got %zu",
                            rank, count);
}

// ---------------------------------------------------------------- globals

bool ptowsp_verify_global(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  (void)v;
  ptowsp_type_t type = ptowsp_attr_as_type(ptowsp_attr_lookup(op->properties, "type"));
  ptowsp_attr_t value = ptowsp_attr_lookup(op->properties, "initial_value");
  if (!ptowsp_verify_has_alignment(op)) return false;
  if (ptowsp_type_kind(type) != PTOWSP_TYPE_MEMREF)
    return ptowsp_verify_fail(
        op, "attribute 'type' failed to satisfy constraint: memref type attribute");
  if (!ptowsp_type_has_static_shape(type)) {
    ptowsp_buffer_t text = {0};
    ptowsp_verify_fail(op, "type should be static shaped memref, but got '%s'",
                       ptowsp_verify_type(&text, type));
    ptowsp_buffer_deinit(&text);
    return false;
  }
  if (!value || ptowsp_attr_kind(value) == PTOWSP_ATTR_UNIT) return true;
  ptowsp_type_t own = ptowsp_attr_value_type(value);
  if (!own || ptowsp_type_kind(own) != PTOWSP_TYPE_TENSOR)
    return ptowsp_verify_fail(op, "initial value should be a unit or elements attribute");
  bool same = ptowsp_type_rank(own) == ptowsp_type_rank(type) &&
              ptowsp_type_element(own) == ptowsp_type_element(type);
  for (size_t i = 0; same && i < ptowsp_type_rank(own); i++)
    same = fits(ptowsp_type_shape(own)[i], ptowsp_type_shape(type)[i]);
  return same || ptowsp_verify_fail(op, "initial value does not have the type's shape and element");
}

bool ptowsp_verify_get_global(ptowsp_verifier_t *v, ptowsp_op_t *op) {
  ptowsp_str_t name = ptowsp_op_attr_text(op, "name");
  const ptowsp_op_t *global = ptowsp_verify_symbol(v, op, name);
  if (!ptowsp_op_is(global, PTOWSP_OP_MEMREF_GLOBAL))
    return ptowsp_verify_fail_symbol(op, name, "global memref");
  ptowsp_attr_t attr = ptowsp_attr_lookup(global->properties, "type");
  if (!attr || ptowsp_attr_kind(attr) != PTOWSP_ATTR_TYPE) return true;
  if (ptowsp_attr_as_type(attr) == op->results[0].type) return true;
  ptowsp_buffer_t x = {0}, y = {0};
  ptowsp_verify_fail(op, "result type '%s' does not match type '%s' of the global memref @%s",
                     ptowsp_verify_type(&x, op->results[0].type),
                     ptowsp_verify_type(&y, ptowsp_attr_as_type(attr)), name.data);
  ptowsp_buffer_deinit(&x);
  ptowsp_buffer_deinit(&y);
  return false;
}
