// The custom forms of memref that a format string cannot say (format_hooks.def), read.
#include <stdlib.h>
#include <string.h>

#include "parse_ops.h"

bool ptowsp_parse_index_list(ptowsp_parser_t *p, size_t group, const char *attr,
                             ptowsp_token_kind_t open) {
  bool square = open == TOKEN_LEFT_SQUARE;
  ptowsp_token_kind_t close = square ? TOKEN_RIGHT_SQUARE : TOKEN_RIGHT_PAREN;
  PTOWSP_VEC(int64_t) numbers = {0};
  bool ok = ptowsp_parser_expect(p, open, square ? "expected '['" : "expected '('");
  if (ok && !ptowsp_parser_at(p, close)) do {
      int64_t number = PTOWSP_DYNAMIC;
      ok = ptowsp_parser_at(p, TOKEN_PERCENT) ? ptowsp_push_operand(p, group)
                                              : ptowsp_parser_integer(p, &number);
      ptowsp_vec_push(&numbers, number);
    } while (ok && ptowsp_parser_accept(p, TOKEN_COMMA));
  ok = ok && ptowsp_parser_expect(p, close, square ? "expected ']'" : "expected ')'") &&
       ptowsp_add_property(p, ptowsp_intern_cstr(p->context, attr),
                           ptowsp_attr_i64_array(p->context, numbers.data, numbers.size));
  ptowsp_vec_deinit(&numbers);
  return ok;
}

// [offsets] [sizes] [strides]
bool ptowsp_parse_hook_DynamicIndexLists(ptowsp_parser_t *p) {
  return ptowsp_parse_index_list(p, 1, "static_offsets", TOKEN_LEFT_SQUARE) &&
         ptowsp_parse_index_list(p, 2, "static_sizes", TOKEN_LEFT_SQUARE) &&
         ptowsp_parse_index_list(p, 3, "static_strides", TOKEN_LEFT_SQUARE);
}

static bool parse_label(ptowsp_parser_t *p, const char *label) {
  if (!ptowsp_parser_accept_keyword(p, label)) return ptowsp_parser_fail(p, "expected '%s'", label);
  return ptowsp_parser_expect(p, TOKEN_COLON, "expected ':'");
}

// offset: [offset], sizes: [sizes], strides: [strides]
bool ptowsp_parse_hook_NamedIndexLists(ptowsp_parser_t *p) {
  return parse_label(p, "offset") &&
         ptowsp_parse_index_list(p, 1, "static_offsets", TOKEN_LEFT_SQUARE) &&
         ptowsp_parser_expect(p, TOKEN_COMMA, "expected ','") && parse_label(p, "sizes") &&
         ptowsp_parse_index_list(p, 2, "static_sizes", TOKEN_LEFT_SQUARE) &&
         ptowsp_parser_expect(p, TOKEN_COMMA, "expected ','") && parse_label(p, "strides") &&
         ptowsp_parse_index_list(p, 3, "static_strides", TOKEN_LEFT_SQUARE);
}

bool ptowsp_parse_hook_OutputShape(ptowsp_parser_t *p) {
  return ptowsp_parse_index_list(p, 1, "static_output_shape", TOKEN_LEFT_SQUARE);
}

// ---------------------------------------------------------------- memref.global

// dense<…>, of the memref's extents and element.
static bool parse_elements(ptowsp_parser_t *p, ptowsp_type_t memref, ptowsp_attr_t *out) {
  ptowsp_type_t type =
      ptowsp_type_tensor(p->context, ptowsp_type_shape(memref), ptowsp_type_rank(memref),
                         ptowsp_type_element(memref), NULL);
  if (!ptowsp_parser_accept_keyword(p, "dense"))
    return ptowsp_parser_fail(p, "expected 'dense' or 'uninitialized'");
  ptowsp_token_t literal = p->token;
  return ptowsp_parse_dense_skip(p) && ptowsp_parse_dense(p, &literal, type, out);
}

// type, then = dense<…> or = uninitialized or nothing
bool ptowsp_parse_hook_GlobalValue(ptowsp_parser_t *p) {
  ptowsp_type_t type;
  ptowsp_attr_t value = ptowsp_attr_unit(p->context);
  if (!ptowsp_parse_type_at(p, &type)) return false;
  if (ptowsp_type_kind(type) != PTOWSP_TYPE_MEMREF || !ptowsp_type_has_static_shape(type))
    return ptowsp_parser_fail(p, "type should be static shaped memref");
  if (!ptowsp_add_property(p, ptowsp_intern_cstr(p->context, "type"),
                           ptowsp_attr_type(p->context, type)))
    return false;
  if (!ptowsp_parser_accept(p, TOKEN_EQUAL)) return true;
  if (!ptowsp_parser_accept_keyword(p, "uninitialized") && !parse_elements(p, type, &value))
    return false;
  return ptowsp_add_property(p, ptowsp_intern_cstr(p->context, "initial_value"), value);
}

// ---------------------------------------------------------------- memref.transpose

typedef PTOWSP_VEC(ptowsp_str_t) words_t;

static bool parse_words(ptowsp_parser_t *p, words_t *words) {
  if (!ptowsp_parser_expect(p, TOKEN_LEFT_PAREN, "expected '('")) return false;
  if (ptowsp_parser_accept(p, TOKEN_RIGHT_PAREN)) return true;
  do {
    if (!ptowsp_parser_at(p, TOKEN_BARE)) return ptowsp_parser_fail(p, "expected a dimension");
    ptowsp_vec_push(words, ptowsp_token_text(&p->token));
    ptowsp_parser_advance(p);
  } while (ptowsp_parser_accept(p, TOKEN_COMMA));
  return ptowsp_parser_expect(p, TOKEN_RIGHT_PAREN, "expected ')'");
}

static bool add_permutation(ptowsp_parser_t *p, const words_t *from, const words_t *to) {
  ptowsp_buffer_t text = {0};
  ptowsp_buffer_puts(&text, "affine_map<(");
  for (size_t i = 0; i < from->size; i++) ptowsp_buffer_printf(&text, i ? ", d%zu" : "d%zu", i);
  ptowsp_buffer_puts(&text, ") -> (");
  bool ok = true;
  for (size_t i = 0; ok && i < to->size; i++) {
    size_t k = 0;
    while (k < from->size && !ptowsp_str_equal(from->data[k], to->data[i])) k++;
    ok = k < from->size || ptowsp_parser_fail(p, "use of undeclared identifier '%.*s'",
                                              (int)to->data[i].size, to->data[i].data);
    ptowsp_buffer_printf(&text, i ? ", d%zu" : "d%zu", k);
  }
  ptowsp_buffer_puts(&text, ")>");
  ok = ok &&
       ptowsp_add_property(p, ptowsp_intern_cstr(p->context, "permutation"),
                           ptowsp_attr_affine(p->context, (ptowsp_str_t){text.data, text.size}));
  ptowsp_buffer_deinit(&text);
  return ok;
}

// (i, j) -> (j, i)
bool ptowsp_parse_hook_Permutation(ptowsp_parser_t *p) {
  words_t from = {0}, to = {0};
  bool ok = parse_words(p, &from) && ptowsp_parser_expect(p, TOKEN_ARROW, "expected '->'") &&
            parse_words(p, &to) && add_permutation(p, &from, &to);
  ptowsp_vec_deinit(&from);
  ptowsp_vec_deinit(&to);
  return ok;
}

// ---------------------------------------------------------------- memref.prefetch

static bool parse_choice(ptowsp_parser_t *p, const char *yes, const char *no, const char *attr) {
  bool value = ptowsp_parser_accept_keyword(p, yes);
  if (!value && !ptowsp_parser_accept_keyword(p, no))
    return ptowsp_parser_fail(p, "expected '%s' or '%s'", yes, no);
  return ptowsp_add_property(p, ptowsp_intern_cstr(p->context, attr),
                             ptowsp_attr_bool(p->context, value));
}

// , read, locality<3>, data
bool ptowsp_parse_hook_PrefetchKind(ptowsp_parser_t *p) {
  int64_t hint;
  return ptowsp_parser_expect(p, TOKEN_COMMA, "expected ','") &&
         parse_choice(p, "write", "read", "isWrite") &&
         ptowsp_parser_expect(p, TOKEN_COMMA, "expected ','") &&
         (ptowsp_parser_accept_keyword(p, "locality") ||
          ptowsp_parser_fail(p, "expected 'locality'")) &&
         ptowsp_parser_expect(p, TOKEN_LESS, "expected '<'") && ptowsp_parser_integer(p, &hint) &&
         ptowsp_parser_expect(p, TOKEN_GREATER, "expected '>'") &&
         ptowsp_parser_expect(p, TOKEN_COMMA, "expected ','") &&
         ptowsp_add_property(
             p, ptowsp_intern_cstr(p->context, "localityHint"),
             ptowsp_attr_integer(p->context, hint, ptowsp_type_i(p->context, 32))) &&
         parse_choice(p, "data", "instr", "isDataCache");
}

// ---------------------------------------------------------------- memref.extract_strided_metadata

// The types of all results: the groups of extents and strides share one list.
bool ptowsp_parse_hook_MetadataTypes(ptowsp_parser_t *p) {
  ptowsp_slice_t *types = ptowsp_parser_frame(p)->result_types;
  if (!ptowsp_push_type(p, &types[0]) || !ptowsp_parser_expect(p, TOKEN_COMMA, "expected ','") ||
      !ptowsp_push_type(p, &types[1]))
    return false;
  types[2] = types[3] = (ptowsp_slice_t){.given = true, .begin = types[1].begin + 1};
  while (ptowsp_parser_accept(p, TOKEN_COMMA))
    if (!ptowsp_push_type(p, &types[2])) return false;
  return true;
}

// ---------------------------------------------------------------- memref.distinct_objects

// The types of all operands, which are the results' as well.
bool ptowsp_parse_hook_SameTypes(ptowsp_parser_t *p) {
  op_frame_t *frame = ptowsp_parser_frame(p);
  ptowsp_slice_t *types = &frame->operand_types[0];
  do {
    if (!ptowsp_push_type(p, types)) return false;
  } while (ptowsp_parser_accept(p, TOKEN_COMMA));
  frame->result_types[0] = *types;
  return true;
}

// ---------------------------------------------------------------- memref.dma_start

// %buffer[%i, …]; how many indices there are goes to the numbers.
static bool parse_place(ptowsp_parser_t *p) {
  int64_t count = 0;
  if (!ptowsp_push_operand(p, 0) || !ptowsp_parser_expect(p, TOKEN_LEFT_SQUARE, "expected '['"))
    return false;
  if (!ptowsp_parser_at(p, TOKEN_RIGHT_SQUARE)) do {
      if (!ptowsp_push_operand(p, 0)) return false;
      count++;
    } while (ptowsp_parser_accept(p, TOKEN_COMMA));
  ptowsp_vec_push(&p->stacks->numbers, count);
  return ptowsp_parser_expect(p, TOKEN_RIGHT_SQUARE, "expected ']'");
}

static bool parse_comma(ptowsp_parser_t *p) {
  return ptowsp_parser_expect(p, TOKEN_COMMA, "expected ','");
}

// source, target, count, tag, and stride and count in between if there
bool ptowsp_parse_hook_DmaOperands(ptowsp_parser_t *p) {
  if (!parse_place(p) || !parse_comma(p) || !parse_place(p) || !parse_comma(p) ||
      !ptowsp_push_operand(p, 0) || !parse_comma(p) || !parse_place(p))
    return false;
  bool strided = ptowsp_parser_accept(p, TOKEN_COMMA);
  ptowsp_vec_push(&p->stacks->numbers, strided ? 2 : 0);
  return !strided || (ptowsp_push_operand(p, 0) && parse_comma(p) && ptowsp_push_operand(p, 0));
}

static void push_indices(ptowsp_parser_t *p, ptowsp_slice_t *types, int64_t count) {
  for (int64_t i = 0; i < count; i++, types->count++)
    ptowsp_vec_push(&p->stacks->types, ptowsp_type_index(p->context));
}

// The buffers' types; everything else is an index.
bool ptowsp_parse_hook_DmaTypes(ptowsp_parser_t *p) {
  op_frame_t *frame = ptowsp_parser_frame(p);
  ptowsp_slice_t *types = &frame->operand_types[0];
  const int64_t counts[] = {
      p->stacks->numbers.data[frame->numbers], p->stacks->numbers.data[frame->numbers + 1] + 1,
      p->stacks->numbers.data[frame->numbers + 2] + p->stacks->numbers.data[frame->numbers + 3]};
  for (size_t i = 0; i < PTOWSP_COUNTOF(counts); i++) {
    if ((i && !parse_comma(p)) || !ptowsp_push_type(p, types)) return false;
    push_indices(p, types, counts[i]);
  }
  return true;
}
