// Patterns of canonicalize: buffers and views whose numbers are known. Their types say so, and a
// memref.cast takes them back to what is read; the patterns of look_through_cast go on from there.
#include <string.h>

#include "canonicalize.h"

enum { OFFSETS, SIZES, STRIDES, LISTS, MOST_RANK = 64 };

static const char *const list_names[LISTS] = {"static_offsets", "static_sizes", "static_strides"};

// The numbers of a view: known ones, and values where they are PTOWSP_DYNAMIC.
typedef struct {
  size_t counts[LISTS];
  int64_t numbers[LISTS][MOST_RANK];
  ptowsp_value_t *values[LISTS][MOST_RANK];
  bool found; // a value that is a known number
} box_t;

static int64_t add(int64_t a, int64_t b) {
  int64_t sum;
  bool known = a != PTOWSP_DYNAMIC && b != PTOWSP_DYNAMIC && !__builtin_add_overflow(a, b, &sum);
  return known ? sum : PTOWSP_DYNAMIC;
}

static int64_t multiply(int64_t a, int64_t b) {
  int64_t product;
  if (a == 0 || b == 0) return 0;
  bool known =
      a != PTOWSP_DYNAMIC && b != PTOWSP_DYNAMIC && !__builtin_mul_overflow(a, b, &product);
  return known ? product : PTOWSP_DYNAMIC;
}

static bool read_box(const ptowsp_op_t *op, box_t *box) {
  size_t operand = 1;
  box->found = false;
  for (size_t list = 0; list < LISTS; list++) {
    ptowsp_attr_t numbers = ptowsp_op_attr(op, list_names[list]);
    box->counts[list] = ptowsp_attr_count(numbers);
    if (box->counts[list] > MOST_RANK) return false;
    for (size_t i = 0; i < box->counts[list]; i++) {
      int64_t *number = &box->numbers[list][i], known;
      *number = ptowsp_attr_dense_array_int(numbers, i);
      box->values[list][i] = NULL;
      if (*number != PTOWSP_DYNAMIC) continue;
      ptowsp_value_t *value = box->values[list][i] = ptowsp_op_operand(op, operand++);
      if (!canonicalize_known(value, &known) || known == PTOWSP_DYNAMIC ||
          (list == STRIDES ? known == 0 : known < 0))
        continue;
      *number = known;
      box->found = true;
    }
  }
  return true;
}

// A view like `op` of another source and with other numbers, in front of it.
static ptowsp_value_t *build_box(ptowsp_op_t *op, ptowsp_value_t *source, const box_t *box,
                                 ptowsp_type_t type) {
  ptowsp_context_t *context = ptowsp_op_context(op);
  ptowsp_value_t *operands[1 + LISTS * MOST_RANK] = {source};
  int32_t sizes[1 + LISTS] = {1};
  ptowsp_named_attr_t entries[LISTS + 1];
  size_t count = 1;
  for (size_t list = 0; list < LISTS; list++) {
    size_t before = count;
    for (size_t i = 0; i < box->counts[list]; i++)
      if (box->numbers[list][i] == PTOWSP_DYNAMIC) operands[count++] = box->values[list][i];
    sizes[1 + list] = (int32_t)(count - before);
    entries[list] = (ptowsp_named_attr_t){
        ptowsp_intern_cstr(context, list_names[list]),
        ptowsp_attr_i64_array(context, box->numbers[list], box->counts[list])};
  }
  entries[LISTS] = (ptowsp_named_attr_t){ptowsp_intern_cstr(context, "operandSegmentSizes"),
                                         ptowsp_attr_i32_array(context, sizes, 1 + LISTS)};
  ptowsp_builder_t b = ptowsp_builder_before(op);
  ptowsp_op_state_t state = {.id = ptowsp_op_id(op),
                             .operands = operands,
                             .operand_count = count,
                             .result_types = &type,
                             .result_count = 1,
                             .properties = ptowsp_attr_dictionary(context, entries, LISTS + 1),
                             .attributes = ptowsp_op_attributes(op)};
  return ptowsp_op_result(ptowsp_build(&b, &state), 0);
}

// Puts a buffer in the place of the op's, under the type that is read.
static pattern_result_t replace_as(ptowsp_op_t *op, ptowsp_value_t *value) {
  ptowsp_type_t type = ptowsp_value_type(ptowsp_op_result(op, 0));
  ptowsp_builder_t b = ptowsp_builder_before(op);
  if (ptowsp_value_type(value) != type)
    value = ptowsp_build_cast(&b, PTOWSP_OP_MEMREF_CAST, value, type);
  return canonicalize_replace(op, value);
}

// NULL: there are no such buffers.
static ptowsp_type_t strided(ptowsp_type_t like, const int64_t *shape, const int64_t *strides,
                             size_t rank, int64_t offset) {
  ptowsp_context_t *context = ptowsp_type_context(like);
  ptowsp_attr_t layout = ptowsp_attr_strided(context, strides, rank, offset);
  if (!ptowsp_shape_is_held(shape, rank)) return NULL;
  return ptowsp_type_memref(context, shape, rank, ptowsp_type_element(like), layout,
                            ptowsp_type_space(like));
}

// ---------------------------------------------------------------- memref.subview

// Whether what is known of a box lies in its source.
static bool fits(const box_t *box, ptowsp_type_t source) {
  for (size_t i = 0; i < box->counts[OFFSETS]; i++) {
    int64_t extent = ptowsp_type_shape(source)[i], offset = box->numbers[OFFSETS][i];
    if (extent == PTOWSP_DYNAMIC || offset == PTOWSP_DYNAMIC) continue;
    if (offset >= extent) return false;
    int64_t size = box->numbers[SIZES][i], stride = box->numbers[STRIDES][i];
    if (size == PTOWSP_DYNAMIC || stride == PTOWSP_DYNAMIC) continue;
    int64_t last = add(offset, multiply(size - 1, stride)); // not known: beyond 64 bits
    if (last == PTOWSP_DYNAMIC || last >= extent || last < 0) return false;
  }
  return true;
}

// Which dimensions of a box the result has; those it has not are of extent one, the first of them
// if there is a choice. False: that cannot be told.
static bool find_kept(const ptowsp_op_t *op, bool *kept) {
  ptowsp_type_t source = ptowsp_value_type(ptowsp_op_operand(op, 0));
  ptowsp_type_t result = ptowsp_value_type(ptowsp_op_result(op, 0));
  ptowsp_attr_t sizes = ptowsp_op_attr(op, "static_sizes");
  ptowsp_attr_t steps = ptowsp_op_attr(op, "static_strides");
  size_t rank = ptowsp_type_rank(source), left = ptowsp_type_rank(result);
  int64_t strides[MOST_RANK], own[MOST_RANK], offset;
  if (rank > MOST_RANK || !ptowsp_type_strides(source, strides, &offset) ||
      !ptowsp_type_strides(result, own, &offset))
    return false;
  for (size_t i = rank; i-- > 0;) {
    int64_t size = ptowsp_attr_dense_array_int(sizes, i);
    int64_t stride = multiply(strides[i], ptowsp_attr_dense_array_int(steps, i));
    bool all = left == i + 1;
    kept[i] =
        left && (all || (ptowsp_type_shape(result)[left - 1] == size && own[left - 1] == stride));
    if (!kept[i] && size != 1) return false;
    left -= kept[i];
  }
  return left == 0;
}

// The type that a box of a source has, of its dimensions those that are kept.
static ptowsp_type_t box_type(const box_t *box, ptowsp_type_t source, const bool *kept) {
  int64_t strides[MOST_RANK], shape[MOST_RANK], offset;
  size_t rank = 0;
  if (!ptowsp_type_strides(source, strides, &offset)) return NULL;
  for (size_t i = 0; i < box->counts[OFFSETS]; i++) {
    offset = add(offset, multiply(box->numbers[OFFSETS][i], strides[i]));
    if (!kept[i]) continue;
    shape[rank] = box->numbers[SIZES][i];
    strides[rank++] = multiply(strides[i], box->numbers[STRIDES][i]);
  }
  return strided(source, shape, strides, rank, offset);
}

// Whether a value is the extent of a buffer's dimension.
static bool is_extent(const ptowsp_value_t *value, const ptowsp_value_t *buffer, size_t i) {
  ptowsp_op_t *dim = canonicalize_made_by(value, PTOWSP_OP_MEMREF_DIM);
  ptowsp_op_t *view = canonicalize_made_by(buffer, PTOWSP_OP_MEMREF_SUBVIEW);
  int64_t number;
  box_t box;
  if (view && read_box(view, &box) &&
      box.counts[SIZES] == ptowsp_type_rank(ptowsp_value_type(buffer)))
    return box.values[SIZES][i] == value;
  return dim && ptowsp_op_operand(dim, 0) == buffer &&
         canonicalize_known(ptowsp_op_operand(dim, 1), &number) && number == (int64_t)i;
}

// Whether a box is all of its source.
static bool is_whole(const box_t *box, const ptowsp_value_t *source) {
  const int64_t *shape = ptowsp_type_shape(ptowsp_value_type(source));
  for (size_t i = 0; i < box->counts[OFFSETS]; i++) {
    if (box->numbers[OFFSETS][i] != 0 || box->numbers[STRIDES][i] != 1) return false;
    int64_t size = box->numbers[SIZES][i];
    if (size == PTOWSP_DYNAMIC ? !is_extent(box->values[SIZES][i], source, i) : size != shape[i])
      return false;
  }
  return true;
}

pattern_result_t pattern_know_box(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  box_t box;
  bool kept[MOST_RANK];
  ptowsp_value_t *source = ptowsp_op_operand(op, 0);
  ptowsp_op_t *cast = canonicalize_made_by(source, PTOWSP_OP_MEMREF_CAST);
  if (!read_box(op, &box) || !find_kept(op, kept)) return PATTERN_NONE;
  if (cast && canonicalize_says_as_much(ptowsp_value_type(ptowsp_op_operand(cast, 0)),
                                        ptowsp_value_type(source)))
    source = ptowsp_op_operand(cast, 0);
  ptowsp_type_t type = ptowsp_value_type(source);
  bool same_rank =
      ptowsp_type_rank(type) == ptowsp_type_rank(ptowsp_value_type(ptowsp_op_result(op, 0)));
  if (same_rank && is_whole(&box, source)) return replace_as(op, source);
  if ((!box.found && source == ptowsp_op_operand(op, 0)) || !fits(&box, type)) return PATTERN_NONE;
  ptowsp_type_t result = box_type(&box, type, kept);
  return result ? replace_as(op, build_box(op, source, &box, result)) : PATTERN_NONE;
}

// ---------------------------------------------------------------- memref.reinterpret_cast

// A view that begins where its source does: the source's memory is its own.
static ptowsp_value_t *memory_of(ptowsp_value_t *source) {
  ptowsp_op_t *op = ptowsp_value_op(source);
  bool same = ptowsp_op_is(op, PTOWSP_OP_MEMREF_CAST) ||
              ptowsp_op_is(op, PTOWSP_OP_MEMREF_REINTERPRET_CAST);
  if (ptowsp_op_is(op, PTOWSP_OP_MEMREF_SUBVIEW)) {
    ptowsp_attr_t offsets = ptowsp_op_attr(op, list_names[OFFSETS]);
    same = true;
    for (size_t i = 0; i < ptowsp_attr_count(offsets); i++)
      same &= ptowsp_attr_dense_array_int(offsets, i) == 0;
  }
  return same ? ptowsp_op_operand(op, 0) : source;
}

// Whether the numbers are what the type of the source says.
static bool is_layout_of(const box_t *box, const ptowsp_value_t *source, ptowsp_type_t result) {
  int64_t strides[MOST_RANK], offset;
  size_t rank = box->counts[SIZES];
  if (ptowsp_value_type(source) != result || rank > MOST_RANK ||
      !ptowsp_type_strides(result, strides, &offset) || offset != box->numbers[OFFSETS][0] ||
      offset == PTOWSP_DYNAMIC)
    return false;
  for (size_t i = 0; i < rank; i++) {
    int64_t extent = ptowsp_type_shape(result)[i];
    bool whole = extent == PTOWSP_DYNAMIC
                     ? box->values[SIZES][i] && is_extent(box->values[SIZES][i], source, i)
                     : box->numbers[SIZES][i] == extent;
    if (!whole || strides[i] == PTOWSP_DYNAMIC || box->numbers[STRIDES][i] != strides[i])
      return false;
  }
  return true;
}

pattern_result_t pattern_know_layout(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  box_t box;
  ptowsp_value_t *source = ptowsp_op_operand(op, 0), *memory = memory_of(source);
  ptowsp_type_t type = ptowsp_value_type(ptowsp_op_result(op, 0)), own = type;
  if (!read_box(op, &box)) return PATTERN_NONE;
  if (box.found)
    own = strided(type, box.numbers[SIZES], box.numbers[STRIDES], box.counts[SIZES],
                  box.numbers[OFFSETS][0]);
  if (!own) return PATTERN_NONE;
  if (is_layout_of(&box, source, type)) return canonicalize_replace(op, source);
  if (!box.found && memory == source) return PATTERN_NONE;
  return replace_as(op, build_box(op, memory, &box, own));
}

// ---------------------------------------------------------------- sizes in order

// The type with its open extents from operand `first` on known, as far as they are; the other
// operands are left. The type itself: none is.
static ptowsp_type_t know_extents(const ptowsp_op_t *op, size_t first, bool *keep) {
  ptowsp_type_t type = ptowsp_value_type(ptowsp_op_result(op, 0));
  size_t rank = ptowsp_type_rank(type), operand = first;
  int64_t shape[MOST_RANK], known;
  if (rank > MOST_RANK) return type;
  for (size_t i = 0; i < rank; i++) {
    shape[i] = ptowsp_type_shape(type)[i];
    if (shape[i] != PTOWSP_DYNAMIC) continue;
    keep[operand - first] =
        !canonicalize_known(ptowsp_op_operand(op, operand), &known) || known < 0;
    if (!keep[operand++ - first]) shape[i] = known;
  }
  if (!ptowsp_shape_is_held(shape, rank)) return type;
  return ptowsp_type_memref(ptowsp_type_context(type), shape, rank, ptowsp_type_element(type),
                            ptowsp_type_layout(type), ptowsp_type_space(type));
}

static pattern_result_t know_sizes(ptowsp_op_t *op, size_t first) {
  bool keep[MOST_RANK + 1];
  size_t count = ptowsp_op_operand_count(op), kept = 0, sizes = 0;
  if (count > MOST_RANK) return PATTERN_NONE;
  memset(keep, true, sizeof keep);
  ptowsp_value_t *operands[MOST_RANK];
  ptowsp_type_t type = know_extents(op, first, keep);
  if (type == ptowsp_value_type(ptowsp_op_result(op, 0))) return PATTERN_NONE;
  for (size_t i = 0; i < count; i++)
    if (i < first || keep[i - first]) operands[kept++] = ptowsp_op_operand(op, i);
  ptowsp_builder_t b = ptowsp_builder_before(op);
  ptowsp_op_state_t state = {.id = ptowsp_op_id(op),
                             .operands = operands,
                             .operand_count = kept,
                             .result_types = &type,
                             .result_count = 1,
                             .properties = ptowsp_op_properties(op),
                             .attributes = ptowsp_op_attributes(op)};
  ptowsp_op_t *fresh = ptowsp_build(&b, &state);
  if (ptowsp_op_has_trait(op, PTOWSP_TRAIT_SEGMENTS)) {
    for (size_t i = 0; i < ptowsp_type_rank(type); i++)
      sizes += ptowsp_type_shape(type)[i] == PTOWSP_DYNAMIC;
    int32_t segments[] = {(int32_t)sizes, (int32_t)(kept - sizes)};
    ptowsp_op_set_attr(fresh, "operandSegmentSizes",
                       ptowsp_attr_i32_array(ptowsp_op_context(op), segments, 2));
  }
  return replace_as(op, ptowsp_op_result(fresh, 0));
}

pattern_result_t pattern_know_alloc(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  return know_sizes(op, 0);
}

pattern_result_t pattern_know_view(canonicalizer_t *c, ptowsp_op_t *op) {
  enum { FIRST_SIZE = 2 };
  (void)c;
  return know_sizes(op, FIRST_SIZE);
}

// ---------------------------------------------------------------- memref.dim

pattern_result_t pattern_read_extent(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  int64_t known;
  ptowsp_value_t *number = ptowsp_op_operand(op, 1);
  ptowsp_op_t *reshape = canonicalize_made_by(ptowsp_op_operand(op, 0), PTOWSP_OP_MEMREF_RESHAPE);
  ptowsp_block_t *block = ptowsp_value_block(number);
  bool early = block && ptowsp_op_has_trait(ptowsp_block_op(block), PTOWSP_TRAIT_ISOLATED) &&
               ptowsp_op_body(ptowsp_block_op(block)) == block;
  if (!reshape || (!early && !canonicalize_known(number, &known))) return PATTERN_NONE;
  // Right behind it: what says the extents may be overwritten then.
  ptowsp_value_t *operands[] = {ptowsp_op_operand(reshape, 1), number};
  ptowsp_type_t element = ptowsp_type_element(ptowsp_value_type(operands[0]));
  ptowsp_builder_t b = ptowsp_builder_after(reshape);
  ptowsp_op_state_t state = {.id = PTOWSP_OP_MEMREF_LOAD,
                             .operands = operands,
                             .operand_count = 2,
                             .result_types = &element,
                             .result_count = 1};
  ptowsp_value_t *extent = ptowsp_op_result(ptowsp_build(&b, &state), 0);
  ptowsp_type_t index = ptowsp_value_type(ptowsp_op_result(op, 0));
  if (element != index) extent = ptowsp_build_cast(&b, PTOWSP_OP_ARITH_INDEX_CAST, extent, index);
  return canonicalize_replace(op, extent);
}
