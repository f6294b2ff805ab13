// Operations under construction, shared by parse_op.c, parse_blocks.c, parse_custom.c and the
// hooks.
#ifndef PTOWSP_LIB_IR_PARSE_OPS_H
#define PTOWSP_LIB_IR_PARSE_OPS_H

#include "parse.h"

// A slice of one of the stacks below.
typedef struct {
  uint32_t begin, count;
  bool given;
} ptowsp_slice_t;

// %name:count in front of an op.
typedef struct {
  ptowsp_str_t name;
  uint32_t count;
  ptowsp_loc_t loc;
} ptowsp_result_name_t;

// An argument of an entry block that the op's custom form declares.
typedef struct {
  ptowsp_ssa_use_t name;
  ptowsp_type_t type;
} ptowsp_entry_arg_t;

// A block that is referred to or defined in the current region.
typedef struct {
  ptowsp_str_t name;
  ptowsp_block_t *block;
  ptowsp_loc_t loc;
  uint32_t hash, chain; // chain: index + 1 of the one before with that place in block_heads
  bool defined;
} ptowsp_block_name_t;

// What all open ops share; a frame remembers where its part begins. Only the innermost
// open op pushes.
struct ops_stacks {
  PTOWSP_VEC(ptowsp_result_name_t) result_names;
  PTOWSP_VEC(ptowsp_ssa_use_t) operands;
  PTOWSP_VEC(ptowsp_type_t) types;
  PTOWSP_VEC(ptowsp_named_attr_t) properties;
  PTOWSP_VEC(ptowsp_named_attr_t) attributes;
  PTOWSP_VEC(ptowsp_op_t *) carriers; // ops that hold parsed regions until theirs exists
  PTOWSP_VEC(ptowsp_op_t *) spare_carriers;
  PTOWSP_VEC(ptowsp_block_t *) successors;
  PTOWSP_VEC(int64_t) numbers; // of cases
  PTOWSP_VEC(ptowsp_entry_arg_t) entry_args;
  PTOWSP_VEC(ptowsp_block_name_t) blocks;
  PTOWSP_VEC(uint32_t) block_heads;    // index + 1 of the last with a hash; a power of two
  PTOWSP_VEC(ptowsp_value_t *) values; // scratch: resolved operands
  PTOWSP_VEC(uint32_t) value_uses;     // beside them: which of `operands` each was
  ptowsp_str_t last_name;              // as spelled, of the last op of the generic form,
  const ptowsp_op_info_t *last_info;   // and what it meant
  const char *last_interned;
};

struct op_frame {
  const ptowsp_op_info_t *info; // NULL: unregistered
  const ptowsp_spec_t *spec;    // of the custom form; NULL: generic form
  const char *name;             // interned
  const char *begin;            // of its text
  ptowsp_attr_t whole;          // the properties of an op that is not known
  ptowsp_str_t spelled;         // the name as it stands there
  ptowsp_loc_t loc;
  ptowsp_block_t *block; // where the op goes
  uint32_t pc;           // next format element; generic: the region to come
  bool bare_types;       // the parentheses around result types were left out
  bool in_group;         // regions of the format's group have been read
  bool lost;             // its head is wrong: only mistakes inside its regions are of interest

  // Begins of this op's part of each stack.
  uint32_t result_names, operands, types, properties, attributes, carriers, successors, entry_args,
      numbers;

  // The open region.
  ptowsp_scope_t scope;
  ptowsp_block_t *current; // block that ops are appended to
  uint32_t blocks;         // begin of its block names
  ptowsp_op_id_t terminator;
  ptowsp_loc_t brace; // that opens it

  // By group of the row: of the custom form alone, not even zero in the generic one.
  ptowsp_slice_t operand_groups[PTOWSP_SPEC_MAX];
  ptowsp_slice_t operand_types[PTOWSP_SPEC_MAX];
  ptowsp_slice_t result_types[PTOWSP_SPEC_MAX];
  uint8_t region_of_carrier[PTOWSP_SPEC_MAX]; // unless the row has many regions
};

// Reads lines from the current token on that are as others before (parse_line.c), any number.
// False after an error.
bool ptowsp_lines_read(ptowsp_parser_t *parser);
// Remembers what the line of the innermost frame's op, which has just been read, means.
void ptowsp_line_keep(ptowsp_parser_t *parser, const ptowsp_op_t *op);
void ptowsp_lines_deinit(ptowsp_parser_t *parser);
// loc(…) behind an op, if there.
bool ptowsp_parse_trailing_loc(ptowsp_parser_t *parser, ptowsp_op_t *op);

typedef enum { OP_FAILED, OP_DONE, OP_REGION } ptowsp_op_step_t;

// Goes on with the innermost frame's custom form. OP_REGION: a '{' was consumed, its region is
// open; OP_DONE: every element has been read.
ptowsp_op_step_t ptowsp_parse_custom(ptowsp_parser_t *parser);
// Result types and operands from what the custom form gave; creates the op.
bool ptowsp_finish_custom(ptowsp_parser_t *parser);
// Opens a region of the innermost frame, behind its '{'. Until the op exists it belongs to another.
void ptowsp_open_region(ptowsp_parser_t *parser, bool has_entry_args);
ptowsp_region_t *ptowsp_opened_region(ptowsp_parser_t *parser);
// At its '}': blocks that were never defined are errors, the implied terminator is made.
void ptowsp_close_region(ptowsp_parser_t *parser);
// ^name(args): at the current token.
bool ptowsp_parse_block_label(ptowsp_parser_t *parser);
// Creates the innermost frame's op, binds its results, pops the frame.
bool ptowsp_finish_op(ptowsp_parser_t *parser, ptowsp_value_t *const *operands,
                      size_t operand_count, const ptowsp_type_t *result_types, size_t result_count);

op_frame_t *ptowsp_parser_frame(ptowsp_parser_t *parser);
void ptowsp_parser_push_frame(ptowsp_parser_t *parser);
void ptowsp_parser_pop_frame(ptowsp_parser_t *parser);
// After an error in what began at a token: gives up the frames above the first `frames` and goes
// on to where reading may continue (parse_recover.c). False: there were too many errors.
bool ptowsp_parser_recover(ptowsp_parser_t *parser, const ptowsp_token_t *begin, size_t frames);
// Behind a region of an op whose head is wrong: the next one, or what follows the op.
ptowsp_op_step_t ptowsp_parser_end_lost(ptowsp_parser_t *parser);
// '{' of a region of the innermost frame.
bool ptowsp_expect_region(ptowsp_parser_t *parser);
// ^name at the current token: one more successor.
bool ptowsp_push_successor(ptowsp_parser_t *parser);
// %name or %name#number at the current token.
bool ptowsp_parse_ssa_use(ptowsp_parser_t *parser, ptowsp_ssa_use_t *out_use);
bool ptowsp_add_property(ptowsp_parser_t *parser, const char *name, ptowsp_attr_t value);
// '{' … '}': entries that the row names become properties.
bool ptowsp_parse_attr_dict(ptowsp_parser_t *parser);

// Helpers for hooks.
bool ptowsp_push_operand(ptowsp_parser_t *parser, size_t group); // one more of the group
bool ptowsp_push_type(ptowsp_parser_t *parser, ptowsp_slice_t *slice);
// [%i, 4, …]: operands of the group; numbers and the mark for an operand in the attribute. `open`
// is the bracket, square or round.
bool ptowsp_parse_index_list(ptowsp_parser_t *parser, size_t group, const char *attr,
                             ptowsp_token_kind_t open);
bool ptowsp_push_entry_arg(ptowsp_parser_t *parser, const ptowsp_ssa_use_t *name,
                           ptowsp_type_t type);

#define PTOWSP_FORMAT_HOOK(NAME, DECLARES) bool ptowsp_parse_hook_##NAME(ptowsp_parser_t *parser);
#include "format_hooks.def"

#endif
