// Types: the leaves at once, the others as nests (see parse_attr.c).
#include <stdlib.h>
#include <string.h>

#include "parse_nest.h"

// Digits behind i, si, ui: 0 … 2^24-1.
static bool parse_width(const char *digits, const char *end, unsigned *out_width) {
  unsigned width = 0;
  for (; digits < end; digits++) {
    if (*digits < '0' || *digits > '9') return false;
    width = width * 10 + (unsigned)(*digits - '0');
    if (width >= 1u << 24) return false;
  }
  *out_width = width;
  return true;
}

static ptowsp_type_t integer_type(ptowsp_parser_t *p, ptowsp_str_t text) {
  const char *end = text.data + text.size;
  unsigned width;
  if (text.size >= 2 && text.data[0] == 'i' && parse_width(text.data + 1, end, &width))
    return ptowsp_type_integer(p->context, width, PTOWSP_SIGNLESS);
  if (text.size < 3 || text.data[1] != 'i') return NULL;
  if (text.data[0] == 's' && parse_width(text.data + 2, end, &width))
    return ptowsp_type_integer(p->context, width, PTOWSP_SIGNED);
  if (text.data[0] == 'u' && parse_width(text.data + 2, end, &width))
    return ptowsp_type_integer(p->context, width, PTOWSP_UNSIGNED);
  return NULL;
}

ptowsp_type_t ptowsp_parse_scalar_type(ptowsp_parser_t *p) {
  if (!ptowsp_parser_at(p, TOKEN_BARE)) return NULL;
  ptowsp_str_t text = ptowsp_token_text(&p->token);
  ptowsp_type_t type = NULL;
  if (ptowsp_str_is(text, "index")) type = ptowsp_type_index(p->context);
  if (!type) type = integer_type(p, text);
  ptowsp_float_kind_t kind;
  if (!type && ptowsp_float_kind_parse(text, &kind)) type = ptowsp_type_float(p->context, kind);
  if (type) ptowsp_parser_advance(p);
  return type;
}

// ---------------------------------------------------------------- shapes

// Behind a dimension: goes behind the "x" of the next token ("x4xf32").
static bool expect_x(ptowsp_parser_t *p) {
  if (!ptowsp_parser_at(p, TOKEN_BARE) || p->token.start[0] != 'x')
    return ptowsp_parser_fail(p, "expected 'x' in dimension list");
  ptowsp_lexer_rewind(&p->lexer, &p->token, 1);
  ptowsp_parser_advance(p);
  return true;
}

static bool parse_dimension(ptowsp_parser_t *p) {
  if (ptowsp_parser_accept(p, TOKEN_QUESTION)) {
    ptowsp_vec_push(&p->dims, PTOWSP_DYNAMIC);
    return true;
  }
  uint64_t value = 0;
  bool zero_x = p->token.size > 1 && p->token.start[1] == 'x'; // "0x4" is 0 by 4
  if (zero_x)
    ptowsp_lexer_rewind(&p->lexer, &p->token, 1);
  else if (!ptowsp_parser_u64(&p->token, &value) || value > INT64_MAX)
    return ptowsp_parser_fail(p, "invalid dimension");
  ptowsp_parser_advance(p);
  ptowsp_vec_push(&p->dims, (int64_t)value);
  return true;
}

// "4x?x" in front of an element type; the dimensions go on p->dims. Vectors: none is dynamic,
// and those in brackets are scalable.
static bool parse_dimensions(ptowsp_parser_t *p, bool dynamic, uint32_t *out_scalable) {
  size_t base = p->dims.size;
  for (;;) {
    bool scalable = out_scalable && ptowsp_parser_at(p, TOKEN_LEFT_SQUARE);
    if (scalable) ptowsp_parser_advance(p);
    if (!ptowsp_parser_at(p, TOKEN_INTEGER) && !ptowsp_parser_at(p, TOKEN_QUESTION))
      return !scalable || ptowsp_parser_fail(p, "expected integer dimension");
    if (!dynamic && ptowsp_parser_at(p, TOKEN_QUESTION))
      return ptowsp_parser_fail(p, "expected static shape");
    if (scalable) {
      if (p->dims.size - base >= 32)
        return ptowsp_parser_fail(p, "only the first 32 dimensions may be scalable");
      *out_scalable |= UINT32_C(1) << (p->dims.size - base);
    }
    if (!parse_dimension(p) ||
        (scalable &&
         !ptowsp_parser_expect(p, TOKEN_RIGHT_SQUARE, "missing ']' closing scalable dimension")) ||
        !expect_x(p))
      return false;
    if (out_scalable && p->dims.data[p->dims.size - 1] < 1)
      return ptowsp_parser_fail(p, "vector types must have positive constant sizes");
  }
}

// A tensor is a value that nothing here computes with: it may be larger.
static bool check_elements(ptowsp_parser_t *p, const int64_t *shape, size_t rank) {
  return ptowsp_shape_is_held(shape, rank) ||
         ptowsp_parser_fail(p, "a shape may have 2^40 elements at most");
}

static ptowsp_type_step_t begin_shaped(ptowsp_parser_t *p, shaped_t shaped) {
  nest_t *nest = ptowsp_nest_push(p, NEST_ELEMENT, WANT_TYPE);
  nest->shaped = shaped;
  ptowsp_parser_advance(p);
  if (!ptowsp_parser_expect(p, TOKEN_LESS, "expected '<' in shaped type")) return TYPE_FAILED;
  if (shaped != SHAPED_VECTOR && ptowsp_parser_accept(p, TOKEN_STAR)) {
    nest->flag = true;
    return expect_x(p) ? TYPE_NESTED : TYPE_FAILED;
  }
  size_t base = p->dims.size;
  if (!parse_dimensions(p, shaped != SHAPED_VECTOR,
                        shaped == SHAPED_VECTOR ? &nest->count : NULL) ||
      (shaped != SHAPED_TENSOR && !check_elements(p, p->dims.data + base, p->dims.size - base)))
    return TYPE_FAILED;
  return TYPE_NESTED;
}

// !pto.tile<64x64xf32, ub>
static bool parse_tile(ptowsp_parser_t *p, const void **out) {
  size_t base = p->dims.size;
  ptowsp_parser_advance(p);
  if (!ptowsp_parser_expect(p, TOKEN_LESS, "expected '<' in tile type") ||
      !parse_dimensions(p, false, NULL))
    return false;
  size_t rank = p->dims.size - base;
  const int64_t *shape = p->dims.data + base;
  p->dims.size = base;
  if (!check_elements(p, shape, rank)) return false;
  if (rank != 2 || shape[0] < 1 || shape[1] < 1)
    return ptowsp_parser_fail(p, "a tile has two positive extents, as in 64x64xf32");
  ptowsp_type_t element = ptowsp_parse_scalar_type(p);
  if (!element || ptowsp_type_is_index(element) || ptowsp_type_width(element) > 64)
    return ptowsp_parser_fail(p, "expected an integer or float element type of up to 64 bits");
  if (!ptowsp_parser_expect(p, TOKEN_COMMA, "expected ',' and the tile's memory")) return false;
  ptowsp_memory_t memory;
  ptowsp_str_t word = ptowsp_token_text(&p->token);
  if (!ptowsp_parser_at(p, TOKEN_BARE) || !ptowsp_memory_parse(word, &memory)) {
    ptowsp_nearest_t nearest = ptowsp_nearest_begin(word);
    for (memory = PTOWSP_MEMORY_UB; memory <= PTOWSP_MEMORY_L0C; memory++)
      ptowsp_nearest_offer(&nearest, ptowsp_memory_name(memory));
    return ptowsp_parser_fail_word(p, &nearest, "expected a memory: ub, l1, l0a, l0b or l0c");
  }
  ptowsp_parser_advance(p);
  *out = ptowsp_type_tile(p->context, shape[0], shape[1], element, memory);
  return ptowsp_parser_expect(p, TOKEN_GREATER, "expected '>' in tile type");
}

// ---------------------------------------------------------------- starting a type

static ptowsp_type_step_t begin_exclamation(ptowsp_parser_t *p, const void **out) {
  ptowsp_str_t name = ptowsp_token_text(&p->token);
  if (ptowsp_str_is(name, "!pto.tile")) return parse_tile(p, out) ? TYPE_DONE : TYPE_FAILED;
  bool has_body = p->lexer.at < p->lexer.end && *p->lexer.at == '<';
  if (memchr(name.data, '.', name.size) || has_body)
    return ptowsp_parse_opaque_type(p, (ptowsp_type_t *)out) ? TYPE_DONE : TYPE_FAILED;
  *out = ptowsp_parser_use_alias(p);
  return *out ? TYPE_DONE : TYPE_FAILED;
}

// '(' types ')' '->' results
static ptowsp_type_step_t begin_results(ptowsp_parser_t *p, const void **out);

static ptowsp_type_step_t begin_function(ptowsp_parser_t *p, const void **out) {
  ptowsp_nest_push(p, NEST_INPUTS, WANT_TYPE);
  ptowsp_parser_advance(p);
  if (!ptowsp_parser_accept(p, TOKEN_RIGHT_PAREN)) return TYPE_NESTED;
  return begin_results(p, out);
}

static ptowsp_type_step_t begin_tuple(ptowsp_parser_t *p, const void **out) {
  ptowsp_nest_push(p, NEST_TUPLE, WANT_TYPE);
  ptowsp_parser_advance(p);
  if (!ptowsp_parser_expect(p, TOKEN_LESS, "expected '<' in tuple type")) return TYPE_FAILED;
  if (!ptowsp_parser_accept(p, TOKEN_GREATER)) return TYPE_NESTED;
  p->nests.size--;
  *out = ptowsp_type_tuple(p->context, NULL, 0);
  return TYPE_DONE;
}

static ptowsp_type_step_t begin_complex(ptowsp_parser_t *p) {
  ptowsp_nest_push(p, NEST_COMPLEX, WANT_TYPE);
  ptowsp_parser_advance(p);
  return ptowsp_parser_expect(p, TOKEN_LESS, "expected '<' in complex type") ? TYPE_NESTED
                                                                             : TYPE_FAILED;
}

// i, si or ui with digits.
static bool is_integer_name(ptowsp_str_t text) {
  size_t at = text.data[0] == 's' || text.data[0] == 'u';
  if (at + 1 >= text.size || text.data[at++] != 'i') return false;
  while (at < text.size && text.data[at] >= '0' && text.data[at] <= '9') at++;
  return at == text.size;
}

static bool fail_type(ptowsp_parser_t *p) {
  static const char *const names[] = {
      "memref", "tensor", "vector", "tuple", "complex", "index", "none",
#define PTOWSP_FLOAT_KIND(ID, NAME, WIDTH, EXPONENT, MANTISSA, BIAS, SPECIAL) NAME,
#include "ptowsp/float_kinds.def"
  };
  if (!ptowsp_parser_at(p, TOKEN_BARE)) return ptowsp_parser_fail(p, "expected non-function type");
  ptowsp_nearest_t nearest = ptowsp_nearest_begin(ptowsp_token_text(&p->token));
  for (size_t i = 0; i < PTOWSP_COUNTOF(names); i++) ptowsp_nearest_offer(&nearest, names[i]);
  return ptowsp_parser_fail_word(p, &nearest, "expected non-function type");
}

ptowsp_type_step_t ptowsp_type_begin(ptowsp_parser_t *p, const void **out) {
  if (ptowsp_parser_at(p, TOKEN_EXCLAMATION)) return begin_exclamation(p, out);
  if (ptowsp_parser_at(p, TOKEN_LEFT_PAREN)) return begin_function(p, out);
  if (ptowsp_parser_at(p, TOKEN_BARE)) {
    *out = ptowsp_parse_scalar_type(p);
    if (*out) return TYPE_DONE;
    if (ptowsp_token_is(&p->token, "memref")) return begin_shaped(p, SHAPED_MEMREF);
    if (ptowsp_token_is(&p->token, "tensor")) return begin_shaped(p, SHAPED_TENSOR);
    if (ptowsp_token_is(&p->token, "vector")) return begin_shaped(p, SHAPED_VECTOR);
    if (ptowsp_token_is(&p->token, "tuple")) return begin_tuple(p, out);
    if (ptowsp_token_is(&p->token, "complex")) return begin_complex(p);
    if (ptowsp_parser_accept_keyword(p, "none")) {
      *out = ptowsp_type_none(p->context);
      return TYPE_DONE;
    }
    if (is_integer_name(ptowsp_token_text(&p->token)))
      return ptowsp_parser_fail(p, "integer bitwidth is limited to 16777215 bits"), TYPE_FAILED;
  }
  fail_type(p);
  return TYPE_FAILED;
}

// ---------------------------------------------------------------- continuing

static void pop(ptowsp_parser_t *p) {
  nest_t *nest = &p->nests.data[--p->nests.size];
  p->values.size = nest->values;
  p->dims.size = nest->dims;
}

static const ptowsp_type_t *parts(const ptowsp_parser_t *p, const nest_t *nest) {
  return (const ptowsp_type_t *)(p->values.data + nest->values);
}

static ptowsp_type_step_t finish_function(ptowsp_parser_t *p, const void **out) {
  nest_t *nest = &p->nests.data[p->nests.size - 1];
  const ptowsp_type_t *types = parts(p, nest);
  size_t count = p->values.size - nest->values;
  *out = ptowsp_type_function(p->context, types, nest->count, types ? types + nest->count : NULL,
                              count - nest->count);
  pop(p);
  return TYPE_DONE;
}

static ptowsp_type_step_t begin_results(ptowsp_parser_t *p, const void **out) {
  nest_t *nest = &p->nests.data[p->nests.size - 1];
  nest->count = (uint32_t)(p->values.size - nest->values);
  p->want = WANT_TYPE;
  if (!ptowsp_parser_expect(p, TOKEN_ARROW, "expected '->' in function type")) return TYPE_FAILED;
  nest->kind = NEST_RESULT;
  if (!ptowsp_parser_at(p, TOKEN_LEFT_PAREN)) return TYPE_NESTED;
  ptowsp_parser_advance(p);
  if (ptowsp_parser_accept(p, TOKEN_RIGHT_PAREN)) return finish_function(p, out);
  nest->kind = NEST_RESULTS;
  return TYPE_NESTED;
}

// Of a memref; of a tensor too, but for other buffers.
static bool is_memref_element(ptowsp_type_t type) {
  switch (ptowsp_type_kind(type)) {
    case PTOWSP_TYPE_INDEX:
    case PTOWSP_TYPE_INTEGER:
    case PTOWSP_TYPE_FLOAT:
    case PTOWSP_TYPE_COMPLEX:
    case PTOWSP_TYPE_VECTOR:
    case PTOWSP_TYPE_MEMREF:
    case PTOWSP_TYPE_OPAQUE:
      return true;
    default:
      return false;
  }
}

// A dialect that is not known here may have types that vectors hold, as !llvm.ptr.
static bool is_vector_element(ptowsp_type_t type) {
  return ptowsp_type_is_index(type) || ptowsp_type_is_integer(type) || ptowsp_type_is_float(type) ||
         ptowsp_type_kind(type) == PTOWSP_TYPE_OPAQUE;
}

// An affine map's dimensions are the buffer's: affine_map<(d0, d1)…
static bool fits_rank(ptowsp_parser_t *p, ptowsp_attr_t layout, size_t rank) {
  if (ptowsp_attr_kind(layout) != PTOWSP_ATTR_AFFINE) return true;
  ptowsp_str_t text = ptowsp_attr_text(layout);
  const char *at = memchr(text.data, '(', text.size);
  size_t count = at && at[1] == 'd';
  for (; at && *at != ')'; at++) count += *at == ',';
  return count == rank ||
         ptowsp_parser_fail(p, "memref layout mismatch between rank and affine map: %zu != %zu",
                            rank, count);
}

// What MLIR takes: numbers, texts, dictionaries, and attributes of dialects.
static bool is_space(ptowsp_attr_t attr) {
  ptowsp_attr_kind_t kind = ptowsp_attr_kind(attr);
  return kind == PTOWSP_ATTR_INTEGER || kind == PTOWSP_ATTR_STRING ||
         kind == PTOWSP_ATTR_DICTIONARY || kind == PTOWSP_ATTR_OPAQUE;
}

// A layout of the identity is no layout, whatever symbols it has.
static ptowsp_attr_t simplify_layout(ptowsp_attr_t layout, size_t rank) {
  if (ptowsp_attr_kind(layout) != PTOWSP_ATTR_AFFINE) return layout;
  ptowsp_buffer_t identity = {0};
  ptowsp_buffer_puts(&identity, " -> (");
  for (size_t i = 0; i < rank; i++) ptowsp_buffer_printf(&identity, "%sd%zu", i ? ", " : "", i);
  ptowsp_buffer_puts(&identity, ")>");
  const char *results = strstr(ptowsp_attr_text(layout).data, " -> (");
  bool same = results && !strcmp(results, identity.data);
  ptowsp_buffer_deinit(&identity);
  return same ? NULL : layout;
}

static ptowsp_type_step_t finish_shaped(ptowsp_parser_t *p, const void **out) {
  nest_t *nest = &p->nests.data[p->nests.size - 1];
  const int64_t *shape = p->dims.data + nest->dims;
  size_t rank = p->dims.size - nest->dims, extra = p->values.size - nest->values - 1;
  ptowsp_type_t element = p->values.data[nest->values];
  ptowsp_attr_t first = extra ? p->values.data[nest->values + 1] : NULL;
  if (!ptowsp_parser_expect(p, TOKEN_GREATER, "expected '>' in shaped type")) return TYPE_FAILED;
  if (nest->shaped == SHAPED_VECTOR) {
    *out = ptowsp_type_vector_scalable(p->context, shape, rank, nest->count, element);
  } else if (nest->shaped == SHAPED_TENSOR) {
    *out = ptowsp_type_tensor(p->context, shape, nest->flag ? SIZE_MAX : rank, element, first);
  } else {
    bool is_layout = first && (ptowsp_attr_kind(first) == PTOWSP_ATTR_STRIDED ||
                               ptowsp_attr_kind(first) == PTOWSP_ATTR_AFFINE);
    ptowsp_attr_t space = extra > is_layout ? p->values.data[nest->values + 1 + is_layout] : NULL;
    if (is_layout && nest->flag)
      return ptowsp_parser_fail(p, "an unranked memref has no layout"), TYPE_FAILED;
    if (is_layout && ptowsp_attr_kind(first) == PTOWSP_ATTR_STRIDED &&
        ptowsp_attr_strided_rank(first) != rank)
      return ptowsp_parser_fail_at(p, ptowsp_token_loc(&p->lexer, &nest->token),
                                   "expected the number of strides to match the rank"),
             TYPE_FAILED;
    if (is_layout && !fits_rank(p, first, rank)) return TYPE_FAILED;
    if (space && !is_space(space))
      return ptowsp_parser_fail(p, "unsupported memory space Attribute"), TYPE_FAILED;
    if (space && ptowsp_attr_kind(space) == PTOWSP_ATTR_INTEGER && !ptowsp_attr_int_value(space))
      space = NULL; // the default one
    ptowsp_attr_t layout = is_layout ? simplify_layout(first, rank) : NULL;
    *out =
        ptowsp_type_memref(p->context, shape, nest->flag ? SIZE_MAX : rank, element, layout, space);
  }
  pop(p);
  return TYPE_DONE;
}

static ptowsp_type_step_t resume_complex(ptowsp_parser_t *p, const void **value) {
  if (!ptowsp_type_is_integer(*value) && !ptowsp_type_is_float(*value))
    return ptowsp_parser_fail(p, "invalid element type for complex"), TYPE_FAILED;
  if (!ptowsp_parser_expect(p, TOKEN_GREATER, "expected '>' in complex type")) return TYPE_FAILED;
  *value = ptowsp_type_complex(p->context, *value);
  pop(p);
  return TYPE_DONE;
}

static ptowsp_type_step_t resume_element(ptowsp_parser_t *p, const void **value) {
  nest_t *nest = &p->nests.data[p->nests.size - 1];
  bool fits = nest->shaped == SHAPED_VECTOR ? is_vector_element(*value) : is_memref_element(*value);
  if (nest->shaped == SHAPED_TENSOR && ptowsp_type_kind(*value) == PTOWSP_TYPE_MEMREF) fits = false;
  if (!fits)
    return ptowsp_parser_fail(p, nest->shaped == SHAPED_MEMREF   ? "invalid memref element type"
                                 : nest->shaped == SHAPED_TENSOR ? "invalid tensor element type"
                                                                 : "vector elements must be "
                                                                   "int/index/float type"),
           TYPE_FAILED;
  ptowsp_vec_push(&p->values, *value);
  nest->kind = NEST_TRAILERS;
  if (nest->shaped != SHAPED_VECTOR && ptowsp_parser_accept(p, TOKEN_COMMA)) {
    p->want = WANT_ATTR;
    return TYPE_NESTED;
  }
  return finish_shaped(p, value);
}

static ptowsp_type_step_t resume_trailers(ptowsp_parser_t *p, const void **value) {
  nest_t *nest = &p->nests.data[p->nests.size - 1];
  ptowsp_vec_push(&p->values, *value);
  ptowsp_attr_kind_t kind = ptowsp_attr_kind(*value);
  bool may_follow = nest->shaped == SHAPED_MEMREF && p->values.size - nest->values == 2 &&
                    (kind == PTOWSP_ATTR_STRIDED || kind == PTOWSP_ATTR_AFFINE);
  if (may_follow && ptowsp_parser_accept(p, TOKEN_COMMA)) {
    p->want = WANT_ATTR;
    return TYPE_NESTED;
  }
  return finish_shaped(p, value);
}

static ptowsp_type_step_t resume_tuple(ptowsp_parser_t *p, const void **value) {
  nest_t *nest = &p->nests.data[p->nests.size - 1];
  ptowsp_vec_push(&p->values, *value);
  p->want = WANT_TYPE;
  if (ptowsp_parser_accept(p, TOKEN_COMMA)) return TYPE_NESTED;
  if (!ptowsp_parser_expect(p, TOKEN_GREATER, "expected '>' in tuple type")) return TYPE_FAILED;
  *value = ptowsp_type_tuple(p->context, parts(p, nest), p->values.size - nest->values);
  pop(p);
  return TYPE_DONE;
}

ptowsp_type_step_t ptowsp_type_resume(ptowsp_parser_t *p, const void **value) {
  switch (p->nests.data[p->nests.size - 1].kind) {
    case NEST_INPUTS:
      ptowsp_vec_push(&p->values, *value);
      p->want = WANT_TYPE;
      if (ptowsp_parser_accept(p, TOKEN_COMMA)) return TYPE_NESTED;
      if (!ptowsp_parser_expect(p, TOKEN_RIGHT_PAREN, "expected ')'")) return TYPE_FAILED;
      return begin_results(p, value);
    case NEST_RESULTS:
      ptowsp_vec_push(&p->values, *value);
      p->want = WANT_TYPE;
      if (ptowsp_parser_accept(p, TOKEN_COMMA)) return TYPE_NESTED;
      if (!ptowsp_parser_expect(p, TOKEN_RIGHT_PAREN, "expected ')'")) return TYPE_FAILED;
      return finish_function(p, value);
    case NEST_RESULT:
      ptowsp_vec_push(&p->values, *value);
      return finish_function(p, value);
    case NEST_TUPLE:
      return resume_tuple(p, value);
    case NEST_COMPLEX:
      return resume_complex(p, value);
    case NEST_ELEMENT:
      return resume_element(p, value);
    case NEST_TRAILERS:
      return resume_trailers(p, value);
    default:
      return TYPE_FAILED;
  }
}

static int by_name(const void *a, const void *b) {
  const char *x = ((const ptowsp_named_attr_t *)a)->name;
  const char *y = ((const ptowsp_named_attr_t *)b)->name;
  return (x > y) - (x < y);
}

const char *ptowsp_nest_duplicate(const ptowsp_named_attr_t *entries, size_t count) {
  ptowsp_named_attr_t *sorted = ptowsp_malloc(count * sizeof *sorted);
  memcpy(sorted, entries, count * sizeof *sorted);
  qsort(sorted, count, sizeof *sorted, by_name);
  const char *twice = NULL;
  for (size_t i = 1; i < count && !twice; i++)
    if (sorted[i - 1].name == sorted[i].name) twice = sorted[i].name;
  free(sorted);
  return twice;
}
