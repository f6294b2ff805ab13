// What parse_attr.c and parse_type.c share: the frames of values under construction.
#ifndef PTOWSP_LIB_IR_PARSE_NEST_H
#define PTOWSP_LIB_IR_PARSE_NEST_H

#include "parse.h"

typedef enum {
  NEST_ARRAY,
  NEST_DICTIONARY,
  NEST_NUMBER, // a literal whose type follows
  NEST_OPAQUE, // a dialect attribute whose type follows
  NEST_STRING, // a string whose type follows
  NEST_RESOURCE,
  NEST_DISTINCT,
  NEST_TYPE_ATTR,
  NEST_DENSE,
  NEST_SPARSE,
  NEST_INPUTS,  // of a function type
  NEST_RESULTS, // in parentheses
  NEST_RESULT,  // alone
  NEST_TUPLE,
  NEST_COMPLEX,
  NEST_ELEMENT, // element type of a shaped type
  NEST_LOC,     // loc( … )
  NEST_LOC_NAME,
  NEST_LOC_CALLSITE,
  NEST_LOC_METADATA,
  NEST_LOC_FUSED,
  NEST_TRAILERS, // its layout, memory space or encoding
} nest_kind_t;

typedef enum { SHAPED_MEMREF, SHAPED_TENSOR, SHAPED_VECTOR } shaped_t;

struct nest {
  nest_kind_t kind;
  uint32_t values, dims; // where its parts begin on the stacks
  uint32_t count;        // inputs of a function type; scalable dimensions of a vector
  shaped_t shaped;
  bool flag; // negative number; unranked
  ptowsp_token_t token;
};

typedef enum { TYPE_FAILED, TYPE_DONE, TYPE_NESTED } ptowsp_type_step_t;

nest_t *ptowsp_nest_push(ptowsp_parser_t *parser, nest_kind_t kind, ptowsp_want_t want);
ptowsp_type_step_t ptowsp_loc_begin(ptowsp_parser_t *parser, const void **out);
ptowsp_type_step_t ptowsp_loc_resume(ptowsp_parser_t *parser, const void **value);
ptowsp_type_step_t ptowsp_type_begin(ptowsp_parser_t *parser, const void **out);
ptowsp_type_step_t ptowsp_type_resume(ptowsp_parser_t *parser, const void **value);
// "dialect.body" or "dialect<body>" of a dialect nobody knows (parse_opaque.c).
bool ptowsp_parse_opaque_type(ptowsp_parser_t *parser, ptowsp_type_t *out_type);
bool ptowsp_parse_opaque_attr(ptowsp_parser_t *parser, ptowsp_attr_t *out_attr);
// An alias that was never defined, at its token.
bool ptowsp_parser_fail_alias(ptowsp_parser_t *parser, const ptowsp_token_t *token);
// Our number for the distinct attribute that has this one in the input.
size_t ptowsp_parser_distinct(ptowsp_parser_t *parser, uint64_t number);
// A name that occurs twice, or NULL.
const char *ptowsp_nest_duplicate(const ptowsp_named_attr_t *entries, size_t count);

#endif
