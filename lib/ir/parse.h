// The parser's state, shared by its files. Nothing here recurses with the input:
// nested types and attributes, and nested regions, live on explicit stacks.
#ifndef PTOWSP_LIB_IR_PARSE_H
#define PTOWSP_LIB_IR_PARSE_H

#include "format.h"
#include "parse_lexer.h"

// Nesting of regions, and of types and attributes, beyond this is refused.
enum { PTOWSP_PARSE_MAX_DEPTH = 100000 };

typedef struct nest nest_t;         // parse_attr.c
typedef struct op_frame op_frame_t; // parse_ops.h

// #name = attribute, !name = type.
typedef struct {
  ptowsp_str_t name; // with its # or !
  const void *value; // of an attribute or type
  ptowsp_loc_t loc;
  uint64_t size;   // of the text it stands for, with the aliases in it written out
  bool keeps_name; // it is printed under its name
} ptowsp_alias_t;

// A location given by an alias that is defined further down.
typedef struct {
  ptowsp_op_t *op;
  ptowsp_block_t *block; // of an argument, else NULL
  uint32_t arg;
  ptowsp_token_t alias;
} ptowsp_pending_loc_t;

// `name` or `name#number` where a value is used.
typedef struct {
  ptowsp_str_t name;
  uint32_t number;
  ptowsp_loc_t loc;
} ptowsp_ssa_use_t;

// An SSA name as it is looked up.
typedef struct {
  ptowsp_str_t text; // with its %
  uint32_t hash;
  uint32_t key; // the size; for a number of up to 9 digits with PTOWSP_NAME_NUMBER
} ptowsp_name_t;

// Such names are equal when their hashes and keys are: the bytes need not be compared.
#define PTOWSP_NAME_NUMBER (UINT32_C(1) << 31)
enum { PTOWSP_NAME_DIGITS = 9 };

// What a byte that is no digit makes of the hash so far and the number in front of it; the number
// at the end of a name is added.
static inline uint32_t ptowsp_name_mix(uint32_t hash, uint32_t number, unsigned char c) {
  hash = (hash ^ number ^ c) * 16777619u;
  return hash ^ hash >> 15;
}

// One SSA name (parse_scope.c).
typedef struct {
  ptowsp_value_t *first; // value number 0; results lie side by side. NULL: forward references only
  uint32_t name, key;    // a slice of the input: where it is defined or first used
  uint32_t hash, chain, isolation;
  union {
    uint32_t count;   // of the values
    uint32_t forward; // without any: index + 1 of the first forward reference; 0: none
  };
} ptowsp_ssa_entry_t;

// A value used before its definition was seen.
typedef struct {
  ptowsp_value_t *placeholder; // NULL: resolved
  uint32_t number, next;       // next: index + 1
  ptowsp_loc_t loc;
} ptowsp_forward_t;

// What is to be read next.
typedef enum { WANT_ATTR, WANT_TYPE, WANT_LOC } ptowsp_want_t;

typedef struct {
  ptowsp_lexer_t lexer;
  ptowsp_token_t token;
  ptowsp_context_t *context;
  ptowsp_module_t *module;
  ptowsp_specs_t specs;
  ptowsp_buffer_t text; // scratch: unescaped strings, normalized affine maps
  PTOWSP_VEC(ptowsp_alias_t) aliases;
  PTOWSP_VEC(uint32_t) alias_slots;  // index + 1
  uint64_t expanded, large_expanded; // text that aliases, and large ones, stood for so far
  PTOWSP_VEC(ptowsp_pending_loc_t) pending_locs;

  // Types and attributes under construction (parse_attr.c).
  PTOWSP_VEC(nest_t) nests;
  PTOWSP_VEC(const void *) values;
  PTOWSP_VEC(int64_t) dims;
  ptowsp_want_t want;
  PTOWSP_VEC(uint64_t) distinct; // the input's numbers of distinct attributes; ours: the index

  // SSA names (parse_scope.c).
  PTOWSP_VEC(ptowsp_ssa_entry_t) entries; // memory of ptowsp_pages_alloc
  PTOWSP_VEC(ptowsp_forward_t) forwards;
  uint32_t *heads;
  uint32_t head_count, isolation, isolation_count;

  // Operations under construction (parse_ops.h).
  PTOWSP_VEC(op_frame_t) frames;
  struct ops_stacks *stacks;
  struct ptowsp_lines *lines;        // shapes of lines that were read before (parse_line.c)
  PTOWSP_VEC(ptowsp_str_t) poisoned; // names of what was given up (parse_recover.c)
  bool any_name, any_alias;          // nobody knows which those are
  size_t failures;                   // errors of the context before this parse
} ptowsp_parser_t;

// ---------------------------------------------------------------- tokens (parse.c)

static inline void ptowsp_parser_advance(ptowsp_parser_t *parser) {
  parser->token = ptowsp_lexer_next(&parser->lexer);
}
static inline bool ptowsp_parser_at(const ptowsp_parser_t *parser, ptowsp_token_kind_t kind) {
  return parser->token.kind == kind;
}
static inline bool ptowsp_parser_accept(ptowsp_parser_t *parser, ptowsp_token_kind_t kind) {
  if (parser->token.kind != kind) return false;
  ptowsp_parser_advance(parser);
  return true;
}
bool ptowsp_parser_accept_keyword(ptowsp_parser_t *parser, const char *keyword);
// Errors at the current token. False.
bool ptowsp_parser_fail(ptowsp_parser_t *parser, const char *format, ...) PTOWSP_PRINTF(2, 3);
static inline bool ptowsp_parser_expect(ptowsp_parser_t *parser, ptowsp_token_kind_t kind,
                                        const char *message) {
  return ptowsp_parser_accept(parser, kind) || ptowsp_parser_fail(parser, "%s", message);
}
// The same for a word that nothing is called: says what it may be meant to be, if that is sure.
bool ptowsp_parser_fail_word(ptowsp_parser_t *parser, const ptowsp_nearest_t *nearest,
                             const char *format, ...) PTOWSP_PRINTF(3, 4);
// The same for what closes a bracket, with a note at the one that is open.
bool ptowsp_parser_expect_close(ptowsp_parser_t *parser, ptowsp_token_kind_t kind,
                                ptowsp_loc_t open, const char *message);
bool ptowsp_parser_fail_at(ptowsp_parser_t *parser, ptowsp_loc_t loc, const char *format, ...)
    PTOWSP_PRINTF(3, 4);
ptowsp_loc_t ptowsp_parser_loc(const ptowsp_parser_t *parser);
// The unescaped text of a string token; valid until the next call.
ptowsp_str_t ptowsp_parser_string(ptowsp_parser_t *parser, const ptowsp_token_t *token);
// An unsigned integer token. False: it does not fit.
bool ptowsp_parser_u64(const ptowsp_token_t *token, uint64_t *out_value);
// A possibly negative integer at the current token; an error if there is none.
bool ptowsp_parser_integer(ptowsp_parser_t *parser, int64_t *out_value);
// @name or @"name" at the current token, interned.
bool ptowsp_parser_symbol_name(ptowsp_parser_t *parser, const char **out_name);

const void *ptowsp_parser_find_alias(ptowsp_parser_t *parser, ptowsp_str_t name);
// The same for an alias of a type or attribute at the token, which is written out when it is
// printed. NULL after an error.
const void *ptowsp_parser_use_alias(ptowsp_parser_t *parser);

// ---------------------------------------------------------------- types and attributes

bool ptowsp_parse_type_at(ptowsp_parser_t *parser, ptowsp_type_t *out_type);
// What stands in the parentheses of loc(…).
bool ptowsp_parse_location_at(ptowsp_parser_t *parser, ptowsp_attr_t *out_location);
bool ptowsp_parse_attr_at(ptowsp_parser_t *parser, ptowsp_attr_t *out_attr);
// '{' entries '}' at the current token.
bool ptowsp_parse_dictionary_at(ptowsp_parser_t *parser, ptowsp_attr_t *out_dictionary);
// affine_map<…> or affine_set<…>, behind the keyword (parse_affine.c).
bool ptowsp_parse_affine(ptowsp_parser_t *parser, bool is_set, ptowsp_attr_t *out_attr);
// dense<…>: the literal's extent, then its elements once the type is known (parse_dense.c).
bool ptowsp_parse_dense_skip(ptowsp_parser_t *parser);
bool ptowsp_parse_dense(ptowsp_parser_t *parser, const ptowsp_token_t *literal, ptowsp_type_t type,
                        ptowsp_attr_t *out_attr);
bool ptowsp_parse_sparse(ptowsp_parser_t *parser, const ptowsp_token_t *literal, ptowsp_type_t type,
                         ptowsp_attr_t *out_attr);
bool ptowsp_parse_dense_array(ptowsp_parser_t *parser, ptowsp_attr_t *out_attr);
// One number of the given type: an integer, float, hexadecimal or boolean literal.
bool ptowsp_parse_number(ptowsp_parser_t *parser, const ptowsp_token_t *token, bool negative,
                         ptowsp_type_t type, ptowsp_attr_t *out_attr);
// An integer, index or float type; NULL without an error if the token is none.
ptowsp_type_t ptowsp_parse_scalar_type(ptowsp_parser_t *parser);

// loc(…) at the current token (parse_loc.c). `pending` is set to the alias token where
// the location is an alias not defined yet.
bool ptowsp_parse_loc(ptowsp_parser_t *parser, ptowsp_loc_t *out_loc, ptowsp_token_t *out_pending);

// ---------------------------------------------------------------- SSA names (parse_scope.c)

// Marks the names known now, to forget the later ones. `isolated`: hide those known now.
typedef struct {
  uint32_t entries, isolation;
  bool isolated;
} ptowsp_scope_t;

ptowsp_scope_t ptowsp_scope_enter(ptowsp_parser_t *parser, bool isolated);
// False after errors: names used but never defined.
bool ptowsp_scope_leave(ptowsp_parser_t *parser, ptowsp_scope_t scope);
bool ptowsp_scope_define(ptowsp_parser_t *parser, ptowsp_str_t name, ptowsp_loc_t loc,
                         ptowsp_value_t *first, uint32_t count);
ptowsp_value_t *ptowsp_scope_use(ptowsp_parser_t *parser, const ptowsp_ssa_use_t *use,
                                 ptowsp_type_t type);
// The value's type if it is known already, else NULL.
ptowsp_type_t ptowsp_scope_type(ptowsp_parser_t *parser, const ptowsp_ssa_use_t *use);
// Whether the name may have been defined in what an error made unreadable.
bool ptowsp_scope_is_poisoned(const ptowsp_parser_t *parser, ptowsp_str_t name);
void ptowsp_scope_deinit(ptowsp_parser_t *parser);

// For callers that have worked out the name's hash: the first of its values and their number, or
// NULL if it is not defined (yet).
ptowsp_value_t *ptowsp_scope_lookup(ptowsp_parser_t *parser, const ptowsp_name_t *name,
                                    uint32_t *out_count);
// Whether the name is neither defined nor used yet.
bool ptowsp_scope_is_new(ptowsp_parser_t *parser, const ptowsp_name_t *name);
// Defines a name that is new.
void ptowsp_scope_add(ptowsp_parser_t *parser, const ptowsp_name_t *name, ptowsp_value_t *first,
                      uint32_t count);

#endif
