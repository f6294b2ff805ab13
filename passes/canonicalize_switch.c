// Patterns of canonicalize: cf.switch.
#include <stdlib.h>

#include "canonicalize.h"

typedef struct {
  ptowsp_op_t *op;
  size_t count; // of successors, the default first
  ptowsp_block_t **successors;
  PTOWSP_VEC(ptowsp_value_t *) values; // handed to them, one behind the other
  PTOWSP_VEC(size_t) ends;             // in `values`, of each successor's
  PTOWSP_VEC(int64_t) cases;           // of all but the default
} switch_t;

static ptowsp_attr_t case_value(const ptowsp_op_t *op, size_t i) {
  return ptowsp_attr_dense_element(ptowsp_op_attr(op, "case_values"), i);
}

static size_t begin_of(const switch_t *s, size_t i) { return i ? s->ends.data[i - 1] : 0; }

// Whether two successors are one, and get the same.
static bool goes_alike(const switch_t *s, size_t a, size_t b) {
  size_t size = s->ends.data[a] - begin_of(s, a);
  if (s->successors[a] != s->successors[b] || s->ends.data[b] - begin_of(s, b) != size)
    return false;
  for (size_t i = 0; i < size; i++)
    if (s->values.data[begin_of(s, a) + i] != s->values.data[begin_of(s, b) + i]) return false;
  return true;
}

// Reads the switch; true: it skips blocks that only branch on.
static bool read_switch(switch_t *s, ptowsp_op_t *op) {
  bool skips = false;
  *s = (switch_t){.op = op, .count = ptowsp_op_successor_count(op)};
  s->successors = ptowsp_malloc(s->count * sizeof(ptowsp_block_t *));
  for (size_t i = 0; i < s->count; i++) {
    canonicalize_edge_t edge = canonicalize_follow(op, i);
    s->successors[i] = edge.block;
    skips |= edge.block != ptowsp_op_successor(op, i);
    for (size_t k = 0; k < edge.count; k++) ptowsp_vec_push(&s->values, edge.values[k]);
    ptowsp_vec_push(&s->ends, s->values.size);
    free(edge.values);
  }
  return skips;
}

static void deinit_switch(switch_t *s) {
  free(s->successors);
  ptowsp_vec_deinit(&s->values);
  ptowsp_vec_deinit(&s->ends);
  ptowsp_vec_deinit(&s->cases);
}

// Leaves out the cases that do what the default does.
static size_t drop_cases(switch_t *s) {
  size_t kept = 1, size = s->ends.data[0];
  for (size_t i = 1; i < s->count; i++) {
    if (goes_alike(s, 0, i)) continue;
    ptowsp_vec_push(&s->cases, ptowsp_attr_int_value(case_value(s->op, i - 1)));
    size_t begin = begin_of(s, i), end = s->ends.data[i];
    s->successors[kept] = s->successors[i];
    for (size_t k = begin; k < end; k++) s->values.data[size++] = s->values.data[k];
    // The end of what is in front is not needed any more.
    s->ends.data[kept++] = size;
  }
  size_t dropped = s->count - kept;
  s->count = s->ends.size = kept;
  s->values.size = size;
  return dropped;
}

static ptowsp_attr_t build_cases(const switch_t *s) {
  ptowsp_type_t old = ptowsp_attr_value_type(ptowsp_op_attr(s->op, "case_values"));
  ptowsp_type_t element = ptowsp_type_element(old);
  int64_t count = (int64_t)s->cases.size;
  ptowsp_context_t *context = ptowsp_op_context(s->op);
  ptowsp_type_t type = ptowsp_type_kind(old) == PTOWSP_TYPE_VECTOR
                           ? ptowsp_type_vector(context, &count, 1, element)
                           : ptowsp_type_tensor(context, &count, 1, element, NULL);
  ptowsp_buffer_t data = {0};
  for (size_t i = 0; i < s->cases.size; i++) {
    int64_t number = ptowsp_type_is_i(element, 1) ? s->cases.data[i] & 1 : s->cases.data[i];
    ptowsp_buffer_append(&data, (const char *)&number, ptowsp_type_bytes(element));
  }
  ptowsp_attr_t cases = ptowsp_attr_dense(context, type, data.data, data.size, false);
  ptowsp_buffer_deinit(&data);
  return cases;
}

static void build_switch(const switch_t *s) {
  ptowsp_context_t *context = ptowsp_op_context(s->op);
  PTOWSP_VEC(ptowsp_value_t *) operands = {0};
  PTOWSP_VEC(int32_t) segments = {0};
  ptowsp_vec_push(&operands, ptowsp_op_operand(s->op, 0));
  for (size_t i = 0; i < s->values.size; i++) ptowsp_vec_push(&operands, s->values.data[i]);
  for (size_t i = 1; i < s->count; i++)
    ptowsp_vec_push(&segments, (int32_t)(s->ends.data[i] - s->ends.data[i - 1]));
  int32_t sizes[] = {1, (int32_t)s->ends.data[0], (int32_t)(s->values.size - s->ends.data[0])};
  ptowsp_named_attr_t entries[] = {
      {ptowsp_intern_cstr(context, "case_values"), build_cases(s)},
      {ptowsp_intern_cstr(context, "case_operand_segments"),
       ptowsp_attr_i32_array(context, segments.data, segments.size)},
      {ptowsp_intern_cstr(context, "operandSegmentSizes"),
       ptowsp_attr_i32_array(context, sizes, 3)},
  };
  ptowsp_builder_t b = ptowsp_builder_before(s->op);
  ptowsp_build(&b, &(ptowsp_op_state_t){.id = PTOWSP_OP_CF_SWITCH,
                                        .loc = ptowsp_op_loc(s->op),
                                        .operands = operands.data,
                                        .operand_count = operands.size,
                                        .properties = ptowsp_attr_dictionary(
                                            context, entries, PTOWSP_COUNTOF(entries)),
                                        .attributes = ptowsp_op_attributes(s->op),
                                        .successors = s->successors,
                                        .successor_count = s->count});
  ptowsp_vec_deinit(&operands);
  ptowsp_vec_deinit(&segments);
}

static void build_branch(const switch_t *s, size_t i) {
  ptowsp_builder_t b = ptowsp_builder_before(s->op);
  ptowsp_build(&b, &(ptowsp_op_state_t){.id = PTOWSP_OP_CF_BR,
                                        .loc = ptowsp_op_loc(s->op),
                                        .operands = s->values.data + begin_of(s, i),
                                        .operand_count = s->ends.data[i] - begin_of(s, i),
                                        .successors = &s->successors[i],
                                        .successor_count = 1});
}

// The successor for a number.
static size_t find_case(const switch_t *s, int64_t number) {
  for (size_t i = 0; i < s->cases.size; i++)
    if (s->cases.data[i] == number) return i + 1;
  return 0;
}

pattern_result_t pattern_shrink_switch(canonicalizer_t *c, ptowsp_op_t *op) {
  (void)c;
  switch_t s;
  int64_t number;
  size_t count = ptowsp_op_successor_count(op);
  if (count > 1 && !case_value(op, count - 2)) return PATTERN_NONE;
  bool changed = read_switch(&s, op);
  changed |= drop_cases(&s) > 0;
  bool known = canonicalize_known(ptowsp_op_operand(op, 0), &number);
  if (known || s.count == 1)
    build_branch(&s, known ? find_case(&s, number) : 0);
  else if (changed)
    build_switch(&s);
  changed |= known || s.count == 1;
  deinit_switch(&s);
  if (!changed) return PATTERN_NONE;
  ptowsp_op_erase(op);
  return PATTERN_GONE;
}
