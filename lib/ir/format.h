// The columns of the op tables, compiled: what an op's operands, results,
// attributes and regions must be, and how its custom form is spelled. Printer,
// parser and verifier all run on this; none knows an op that a row describes.
//
// ops.def says what the columns mean, the language of formats among them.
#ifndef PTOWSP_LIB_IR_FORMAT_H
#define PTOWSP_LIB_IR_FORMAT_H

#include "ir_internal.h"

enum { PTOWSP_SPEC_MAX = 8 };

typedef enum { PTOWSP_ARITY_ONE, PTOWSP_ARITY_OPTIONAL, PTOWSP_ARITY_MANY } ptowsp_arity_t;

typedef enum {
  PTOWSP_RULE_any,
  PTOWSP_RULE_index,
  PTOWSP_RULE_int,
  PTOWSP_RULE_intlike,
  PTOWSP_RULE_i1,
  PTOWSP_RULE_float,
  PTOWSP_RULE_numeric,
  PTOWSP_RULE_memref,
  PTOWSP_RULE_tile,
  PTOWSP_RULE_function,
  PTOWSP_RULE_tensor,
  PTOWSP_RULE_vector,
  PTOWSP_RULE_shaped,
  PTOWSP_RULE_anymemref, // ranked or not
  PTOWSP_RULE_SAME,      // "=name": the type of that operand or result
  PTOWSP_RULE_ELEMENT,   // "element=name": its element type
  PTOWSP_RULE_TYPEOF,    // "typeof=name": the type of that attribute
} ptowsp_rule_t;

// A group of operands or results.
typedef struct {
  ptowsp_str_t name;
  ptowsp_rule_t rule;
  ptowsp_arity_t arity;
  uint8_t other; // for SAME and ELEMENT: a group, for TYPEOF: an attribute
  bool other_is_result;
} ptowsp_group_spec_t;

typedef enum {
  PTOWSP_STORAGE_I64,
  PTOWSP_STORAGE_I32,
  PTOWSP_STORAGE_STRING,
  PTOWSP_STORAGE_FLAGS,
  PTOWSP_STORAGE_FLAGS_ALL,
} ptowsp_storage_t;

// A list of words an attribute can be (ops/enums.def).
typedef struct {
  const char *name;
  ptowsp_storage_t storage;
  const char *prefix;
  const char *separator;
  const char *words;
} ptowsp_enum_t;

typedef enum {
  PTOWSP_ATTR_RULE_any,
  PTOWSP_ATTR_RULE_unit,
  PTOWSP_ATTR_RULE_bool,
  PTOWSP_ATTR_RULE_i64,
  PTOWSP_ATTR_RULE_i32,
  PTOWSP_ATTR_RULE_int,
  PTOWSP_ATTR_RULE_float,
  PTOWSP_ATTR_RULE_numeric,
  PTOWSP_ATTR_RULE_string,
  PTOWSP_ATTR_RULE_symname, // a string that names a symbol: spelled @name
  PTOWSP_ATTR_RULE_symbol,
  PTOWSP_ATTR_RULE_type,
  PTOWSP_ATTR_RULE_array,
  PTOWSP_ATTR_RULE_dict,
  PTOWSP_ATTR_RULE_i32array,
  PTOWSP_ATTR_RULE_i64array,
  PTOWSP_ATTR_RULE_strings,
  PTOWSP_ATTR_RULE_function,
  PTOWSP_ATTR_RULE_map,
  PTOWSP_ATTR_RULE_ENUM,
} ptowsp_attr_rule_t;

typedef struct {
  const char *name; // interned
  ptowsp_attr_rule_t rule;
  bool optional;
  bool segments; // operandSegmentSizes: written by the parser, never spelled
  bool spelled;  // by the format, so not in attr-dict
  const ptowsp_enum_t *words;
  ptowsp_attr_t otherwise; // what an absent one stands for, or NULL
  ptowsp_attr_t implied;   // the same, and generic text leaves it out, too
} ptowsp_attr_spec_t;

typedef enum {
  PTOWSP_FORMAT_LITERAL,
  PTOWSP_FORMAT_NO_SPACE, // index 1: but one that is always there
  PTOWSP_FORMAT_OPERAND,
  PTOWSP_FORMAT_ATTR,
  PTOWSP_FORMAT_REGION,  // index2: REGION_… of below
  PTOWSP_FORMAT_REGIONS, // index: attribute of the cases or PTOWSP_FORMAT_ALL
  PTOWSP_FORMAT_SUCCESSOR,
  PTOWSP_FORMAT_OPERAND_TYPE,
  PTOWSP_FORMAT_RESULT_TYPE,
  PTOWSP_FORMAT_FUNCTIONAL_TYPE, // index: operand group or PTOWSP_FORMAT_ALL; index2: result group
  PTOWSP_FORMAT_ATTR_DICT,
  PTOWSP_FORMAT_ATTR_DICT_KEYWORD,
  PTOWSP_FORMAT_GROUP, // index: element behind the group; index2: anchor element
  PTOWSP_FORMAT_HOOK,  // index: row of format_hooks.def
} ptowsp_format_kind_t;

enum { PTOWSP_FORMAT_ALL = 0xff };
// Of a region: its entry's arguments stand in front, its terminator is always printed.
enum { PTOWSP_REGION_DECLARED = 1, PTOWSP_REGION_ENDS = 2 };

typedef struct {
  ptowsp_format_kind_t kind;
  uint8_t index, index2;
  ptowsp_str_t text;         // of a literal
  ptowsp_op_id_t terminator; // of a region; PTOWSP_OP_COUNT: none implied
} ptowsp_element_t;

typedef struct {
  const ptowsp_op_info_t *info;
  ptowsp_group_spec_t operands[PTOWSP_SPEC_MAX], results[PTOWSP_SPEC_MAX];
  ptowsp_attr_spec_t attrs[PTOWSP_SPEC_MAX];
  uint8_t operand_count, result_count, attr_count, region_count;
  ptowsp_str_t regions[PTOWSP_SPEC_MAX];
  bool many_regions; // the last name is of a group
  ptowsp_str_t successors[PTOWSP_SPEC_MAX];
  uint8_t successor_count;
  bool many_successors;
  ptowsp_element_t *elements;
  uint8_t element_count;
  bool has_defaults;   // some attribute stands for something when absent
  const char *problem; // why the row makes no sense; NULL: it does
} ptowsp_spec_t;

// Rows of format_hooks.def.
typedef enum {
#define PTOWSP_FORMAT_HOOK(NAME, DECLARES) PTOWSP_HOOK_##NAME,
#include "format_hooks.def"
  PTOWSP_HOOK_COUNT,
} ptowsp_hook_t;

// Compiles rows when they are first asked for; one per printing, parsing or verification.
typedef struct {
  ptowsp_context_t *context;
  ptowsp_arena_t *arena;
  const ptowsp_spec_t **specs; // by id, those of added operations behind those of the tables
  uint16_t names[4 * PTOWSP_OP_COUNT]; // hash table of op ids + 1, filled by the first search
  bool has_names;
} ptowsp_specs_t;

// What a row's format does not tell of its operation; NULL: it tells all.
const char *ptowsp_format_check(const ptowsp_spec_t *spec);

void ptowsp_specs_init(ptowsp_specs_t *specs, ptowsp_context_t *context);
void ptowsp_specs_deinit(ptowsp_specs_t *specs);
// ptowsp_op_info_find for callers with many names.
const ptowsp_op_info_t *ptowsp_specs_find(ptowsp_specs_t *specs, ptowsp_str_t name);
const ptowsp_spec_t *ptowsp_specs_get(ptowsp_specs_t *specs, const ptowsp_op_info_t *info);

// Where the i-th operand (result) group of an op lies. False if the counts do not fit the row.
bool ptowsp_spec_operands(const ptowsp_spec_t *spec, const ptowsp_op_t *op, size_t i,
                          size_t *out_begin, size_t *out_count);
bool ptowsp_spec_results(const ptowsp_spec_t *spec, const ptowsp_op_t *op, size_t i,
                         size_t *out_begin, size_t *out_count);
// The attribute, or what its absence stands for; NULL: absent.
ptowsp_attr_t ptowsp_spec_attr(const ptowsp_op_t *op, const ptowsp_attr_spec_t *attr);
const ptowsp_attr_spec_t *ptowsp_spec_find_attr(const ptowsp_spec_t *spec, ptowsp_str_t name);

bool ptowsp_rule_accepts(ptowsp_rule_t rule, ptowsp_type_t type);
const char *ptowsp_rule_name(ptowsp_rule_t rule);
bool ptowsp_attr_rule_accepts(const ptowsp_attr_spec_t *spec, ptowsp_attr_t attr);
const char *ptowsp_attr_rule_name(const ptowsp_attr_spec_t *spec);

// The list of that name, or NULL.
const ptowsp_enum_t *ptowsp_enum_find(ptowsp_str_t name);
// Number of a word in a list, -1: not in it; and back (empty view: none).
int ptowsp_enum_number(const ptowsp_enum_t *words, ptowsp_str_t word);
ptowsp_str_t ptowsp_enum_word(const ptowsp_enum_t *words, int64_t number);

// Whether the list's words may stand together, as #prefix<word, word>.
bool ptowsp_enum_is_flags(const ptowsp_enum_t *words);
// Whether a text is that, with words of the list.
bool ptowsp_flags_are(const ptowsp_enum_t *words, ptowsp_str_t text);
// The attribute for the words with these numbers, as MLIR spells it.
ptowsp_attr_t ptowsp_flags_attr(ptowsp_context_t *context, const ptowsp_enum_t *words,
                                uint64_t numbers);
// The same for the text of such an attribute; NULL if it is none.
ptowsp_attr_t ptowsp_flags_read(ptowsp_context_t *context, ptowsp_str_t text);

// Checks an op against its row. With `report`, emits an error for each violation.
bool ptowsp_spec_check(const ptowsp_spec_t *spec, const ptowsp_op_t *op, bool report);

#endif
