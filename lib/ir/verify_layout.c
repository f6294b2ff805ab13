// What views of memory must be, as their layouts say, in MLIR's words.
#include <inttypes.h>
#include <string.h>

#include "verify.h"
#include "verify_layout.h"

static bool known(int64_t number) { return number != PTOWSP_DYNAMIC; }

int64_t ptowsp_layout_multiply(int64_t a, int64_t b) {
  int64_t product;
  if (a == 0 || b == 0) return 0;
  if (!known(a) || !known(b) || __builtin_mul_overflow(a, b, &product)) return PTOWSP_DYNAMIC;
  return product;
}

int64_t ptowsp_layout_add(int64_t a, int64_t b) {
  int64_t sum;
  if (!known(a) || !known(b) || __builtin_add_overflow(a, b, &sum)) return PTOWSP_DYNAMIC;
  return sum;
}

bool ptowsp_layout_is_identity(ptowsp_type_t memref) {
  ptowsp_attr_t layout = ptowsp_type_layout(memref);
  if (!layout) return true;
  if (ptowsp_attr_kind(layout) != PTOWSP_ATTR_STRIDED || ptowsp_attr_strided_offset(layout) != 0)
    return false;
  size_t rank = ptowsp_type_rank(memref);
  return rank == 0 || (rank == 1 && ptowsp_attr_strided_stride(layout, 0) == 1);
}

size_t ptowsp_layout_symbols(ptowsp_type_t memref) {
  ptowsp_attr_t layout = ptowsp_type_layout(memref);
  size_t count = 0;
  if (!layout) return 0;
  if (ptowsp_attr_kind(layout) == PTOWSP_ATTR_STRIDED) {
    for (size_t i = 0; i < ptowsp_type_rank(memref); i++)
      count += !known(ptowsp_attr_strided_stride(layout, i));
    return count + !known(ptowsp_attr_strided_offset(layout));
  }
  // affine_map<(d0, d1)[s0, s1] -> …>
  ptowsp_str_t text = ptowsp_attr_text(layout);
  const char *at = memchr(text.data, ')', text.size);
  if (!at || at[1] != '[') return 0;
  for (at += 2, count = 1; *at && *at != ']'; at++) count += *at == ',';
  return count;
}

// ---------------------------------------------------------------- boxes

static bool check_signs(const ptowsp_op_t *op, ptowsp_attr_t numbers, const char *what) {
  for (size_t i = 0; i < ptowsp_attr_count(numbers); i++) {
    int64_t number = ptowsp_attr_dense_array_int(numbers, i);
    if (number >= 0 || !known(number)) continue;
    ptowsp_error(op->module->context, op->loc, "expected %s to be non-negative, but got %" PRId64,
                 what, number);
    return false;
  }
  return true;
}

bool ptowsp_layout_check_signs(const ptowsp_op_t *op) {
  return check_signs(op, ptowsp_attr_lookup(op->properties, "static_offsets"), "offsets") &&
         check_signs(op, ptowsp_attr_lookup(op->properties, "static_sizes"), "sizes");
}

bool ptowsp_layout_check_bounds(const ptowsp_op_t *op, ptowsp_type_t source) {
  ptowsp_context_t *context = op->module->context;
  ptowsp_attr_t offsets = ptowsp_attr_lookup(op->properties, "static_offsets");
  ptowsp_attr_t sizes = ptowsp_attr_lookup(op->properties, "static_sizes");
  ptowsp_attr_t strides = ptowsp_attr_lookup(op->properties, "static_strides");
  for (size_t i = 0; i < ptowsp_type_rank(source); i++) {
    int64_t extent = ptowsp_type_shape(source)[i], last;
    int64_t offset = ptowsp_attr_dense_array_int(offsets, i);
    int64_t size = ptowsp_attr_dense_array_int(sizes, i);
    int64_t stride = ptowsp_attr_dense_array_int(strides, i);
    if (!known(extent) || !known(offset)) continue;
    if (offset >= extent) {
      ptowsp_error(context, op->loc, "offset %zu is out-of-bounds: %" PRId64 " >= %" PRId64, i,
                   offset, extent);
      return false;
    }
    if (!known(size) || !known(stride)) continue;
    last = ptowsp_layout_add(offset, ptowsp_layout_multiply(size - 1, stride));
    if (known(last) && last < extent) continue;
    ptowsp_error(context, op->loc,
                 "slice along dimension %zu runs out-of-bounds: %" PRId64 " >= %" PRId64, i, last,
                 extent);
    return false;
  }
  return true;
}

// ---------------------------------------------------------------- reshapes

// The dimensions [*begin, *end) of the larger shape that group `i` names.
static void find_group(ptowsp_attr_t groups, size_t i, size_t *begin, size_t *end) {
  *begin = 0;
  for (size_t k = 0; k < i; k++) *begin += ptowsp_attr_count(ptowsp_attr_at(groups, k));
  *end = *begin + ptowsp_attr_count(ptowsp_attr_at(groups, i));
}

// The stride of a collapsed group; false if its elements are not evenly apart.
static bool collapse_group(const int64_t *shape, const int64_t *strides, size_t begin, size_t end,
                           int64_t *out_stride) {
  size_t last = end;
  if (begin == end) return false;
  while (last > begin + 1 && shape[last - 1] == 1) last--;
  int64_t stride = *out_stride =
      known(shape[last - 1]) || last == begin + 1 ? strides[last - 1] : PTOWSP_DYNAMIC;
  for (size_t i = end; i-- > begin + 1;) {
    stride = ptowsp_layout_multiply(stride, shape[i]);
    if (shape[i - 1] == 1) continue;
    if (known(stride) && known(strides[i - 1]) && stride != strides[i - 1]) return false;
  }
  return true;
}

static void expand_group(const int64_t *shape, size_t begin, size_t end, int64_t stride,
                         int64_t *out_strides) {
  for (size_t i = end; i-- > begin;) {
    out_strides[i] = stride;
    stride = ptowsp_layout_multiply(stride, shape[i]);
  }
}

static bool fail_wanted(const ptowsp_op_t *op, const char *what, ptowsp_type_t wanted,
                        ptowsp_type_t found) {
  ptowsp_buffer_t x = {0}, y = {0};
  ptowsp_verify_fail(op, "expected %s type to be '%s' but found '%s'", what,
                     ptowsp_verify_type(&x, wanted), ptowsp_verify_type(&y, found));
  ptowsp_buffer_deinit(&x);
  ptowsp_buffer_deinit(&y);
  return false;
}

static ptowsp_type_t with_layout(ptowsp_type_t type, ptowsp_type_t source, ptowsp_attr_t layout) {
  return ptowsp_type_memref(ptowsp_type_context(type), ptowsp_type_shape(type),
                            ptowsp_type_rank(type), ptowsp_type_element(source), layout,
                            ptowsp_type_space(source));
}

enum { MAX_RANK = 64 };

bool ptowsp_layout_check_collapse(const ptowsp_op_t *op, ptowsp_type_t source,
                                  ptowsp_type_t result) {
  ptowsp_attr_t groups = ptowsp_attr_lookup(op->properties, "reassociation"), layout = NULL;
  int64_t strides[MAX_RANK], own[MAX_RANK], offset;
  size_t begin, end;
  if (!ptowsp_layout_is_identity(source)) {
    bool even =
        ptowsp_type_rank(source) <= MAX_RANK && ptowsp_type_strides(source, strides, &offset);
    for (size_t i = 0; even && i < ptowsp_attr_count(groups); i++) {
      find_group(groups, i, &begin, &end);
      even = collapse_group(ptowsp_type_shape(source), strides, begin, end, &own[i]);
    }
    if (!even)
      return ptowsp_verify_fail(op, "invalid source layout map or collapsing non-contiguous dims");
    layout = ptowsp_attr_strided(op->module->context, own, ptowsp_attr_count(groups), offset);
  }
  ptowsp_type_t wanted = with_layout(result, source, layout);
  return wanted == result || fail_wanted(op, "collapsed", wanted, result);
}

bool ptowsp_layout_check_expand(const ptowsp_op_t *op, ptowsp_type_t source, ptowsp_type_t result) {
  ptowsp_attr_t groups = ptowsp_attr_lookup(op->properties, "reassociation"), layout = NULL;
  int64_t strides[MAX_RANK], own[MAX_RANK], offset;
  size_t begin, end;
  if (!ptowsp_layout_is_identity(source)) {
    if (ptowsp_type_rank(result) > MAX_RANK || !ptowsp_type_strides(source, strides, &offset))
      return ptowsp_verify_fail(op, "invalid source layout map");
    for (size_t i = 0; i < ptowsp_attr_count(groups); i++) {
      find_group(groups, i, &begin, &end);
      expand_group(ptowsp_type_shape(result), begin, end, strides[i], own);
    }
    if (!ptowsp_attr_count(groups))
      for (size_t i = 0; i < ptowsp_type_rank(result); i++) own[i] = 1;
    layout = ptowsp_attr_strided(op->module->context, own, ptowsp_type_rank(result), offset);
  }
  ptowsp_type_t wanted = with_layout(result, source, layout);
  return wanted == result || fail_wanted(op, "expanded", wanted, result);
}
