// The printer's state, shared by its files.
#ifndef PTOWSP_LIB_IR_PRINT_H
#define PTOWSP_LIB_IR_PRINT_H

#include <string.h>

#include "format.h"

typedef struct ptowsp_aliases ptowsp_aliases_t; // print_aliases.c

// An op whose regions are being printed.
typedef struct {
  ptowsp_op_t *op;
  const ptowsp_spec_t *spec; // NULL: generic form
  uint32_t pc;               // next format element; generic: the next region
  ptowsp_block_t *block;     // in the open region
  ptowsp_op_t *next;         // op of that block to print next
  ptowsp_op_id_t terminator; // implied in the open region
  uint32_t region, element;  // which to print, and what spells it
  uint32_t group;            // how many of the format's group have been printed
  bool space, punctuation;   // spacing of the custom form
  uint32_t edges;            // begin of the open region's edges
} ptowsp_print_frame_t;

// "^to is reached from ^from", within one region.
typedef struct {
  uint32_t to, from;
} ptowsp_edge_t;

// The text of an op behind its results, which all ops of one shape have in common but for the
// names of their operands (print_line.c).
enum { PTOWSP_PRINT_LINES = 128, PTOWSP_PRINT_LINE_SIZE = 256, PTOWSP_PRINT_LINE_USES = 8 };
typedef struct {
  const ptowsp_op_t *op;          // of the shape; NULL: free
  const ptowsp_op_info_t *around; // the row of the op around it
  uint16_t size, use_count;
  uint16_t ends[PTOWSP_PRINT_LINE_USES];     // of the pieces in front of each use
  uint16_t operands[PTOWSP_PRINT_LINE_USES]; // that stand there
  char text[PTOWSP_PRINT_LINE_SIZE];         // without the names
} ptowsp_print_line_t;

// Where the names are in what is being printed.
typedef struct {
  bool active;
  size_t begin;
  size_t use_count;
  struct {
    size_t begin, end;
    uint32_t operand;
  } uses[PTOWSP_PRINT_LINE_USES];
} ptowsp_print_record_t;

typedef struct {
  ptowsp_buffer_t *out;
  ptowsp_print_options_t options;
  ptowsp_context_t *context;
  ptowsp_specs_t specs;
  ptowsp_arena_t *arena; // names
  PTOWSP_VEC(ptowsp_print_frame_t) frames;
  PTOWSP_VEC(ptowsp_str_t) names;  // a value's scratch is 2n + 1: number n, or 2n: name n of these
  PTOWSP_VEC(ptowsp_edge_t) edges; // of open regions of several blocks, sorted in each
  PTOWSP_VEC(ptowsp_named_attr_t) attrs; // scratch
  ptowsp_aliases_t *aliases;             // NULL: none
  ptowsp_print_line_t *lines;            // by hash of the shape
  ptowsp_print_record_t record;
} ptowsp_printer_t;

// ptowsp_buffer_append, for the many small pieces of an op.
static inline void ptowsp_print_bytes(ptowsp_buffer_t *out, const char *text, size_t size) {
  if (out->capacity - out->size <= size) ptowsp_buffer_reserve(out, size);
  memcpy(out->data + out->size, text, size);
  out->size += size;
  out->data[out->size] = 0;
}
static inline void ptowsp_print_char(ptowsp_buffer_t *out, char c) {
  ptowsp_print_bytes(out, &c, 1);
}

// SSA names of everything inside `root` (print_names.c).
void ptowsp_names_assign(ptowsp_printer_t *printer, ptowsp_op_t *root);
// What an op printed before says of this one: prints it. False: the shape is new.
bool ptowsp_print_known(ptowsp_printer_t *printer, const ptowsp_op_t *op);
// Begins to note where the operands of an op are printed, and keeps its shape at the end.
void ptowsp_print_record(ptowsp_printer_t *printer);
void ptowsp_print_keep(ptowsp_printer_t *printer, const ptowsp_op_t *op);
// An operand of the op that is being printed, as ptowsp_print_value.
void ptowsp_print_operand(ptowsp_printer_t *printer, const ptowsp_op_t *op, size_t i);
// Writes a number in decimal, at most 20 bytes; returns where it ends.
char *ptowsp_write_u64(char *at, uint64_t value);
// %name, or %name#i of an op with several results.
void ptowsp_print_value(ptowsp_printer_t *printer, const ptowsp_value_t *value);
// %name, without a result number.
void ptowsp_print_value_name(ptowsp_printer_t *printer, const ptowsp_value_t *value);

void ptowsp_print_u64(ptowsp_buffer_t *out, uint64_t value);
void ptowsp_print_i64(ptowsp_buffer_t *out, int64_t value);
// A float of a kind from its bits, as MLIR spells it (print_float.c).
void ptowsp_print_float(ptowsp_buffer_t *out, ptowsp_float_kind_t kind, uint64_t bits);
// f80 or f128.
void ptowsp_print_float_wide(ptowsp_buffer_t *out, ptowsp_float_kind_t kind,
                             const uint64_t words[2]);
// Numbers without their type, and elements (print_dense.c).
void ptowsp_print_integer(ptowsp_buffer_t *out, ptowsp_type_t type, int64_t value);
void ptowsp_print_wide(ptowsp_buffer_t *out, ptowsp_type_t type, const uint64_t *words,
                       size_t count);
void ptowsp_print_dense_array(ptowsp_buffer_t *out, ptowsp_attr_t attr);
void ptowsp_print_dense(ptowsp_buffer_t *out, ptowsp_attr_t attr);
void ptowsp_print_sparse(ptowsp_buffer_t *out, ptowsp_attr_t attr);
// @name, quoted where it must be.
void ptowsp_print_symbol(ptowsp_buffer_t *out, ptowsp_str_t name);
// A name without a sigil, quoted where it must be.
void ptowsp_print_key(ptowsp_buffer_t *out, ptowsp_str_t text);
void ptowsp_print_quoted(ptowsp_buffer_t *out, ptowsp_str_t text);
void ptowsp_print_attr_name(ptowsp_buffer_t *out, const char *name);
// dense<…> without its type, or dense_resource<__elided__> in its place.
void ptowsp_print_elements(ptowsp_buffer_t *out, const ptowsp_aliases_t *aliases,
                           ptowsp_attr_t attr);
// With the printer's aliases in the place of what they stand for.
void ptowsp_put_type(ptowsp_printer_t *printer, ptowsp_type_t type);
void ptowsp_put_attr(ptowsp_printer_t *printer, ptowsp_attr_t attr);
// "name = value" or "name".
void ptowsp_put_entry(ptowsp_printer_t *printer, ptowsp_named_attr_t entry);
// What stands in loc(…).
void ptowsp_put_location(ptowsp_printer_t *printer, ptowsp_loc_t loc);

// A line's end and the blanks in front of the next; the depth of the innermost frame's op is the
// number of frames less one.
void ptowsp_print_newline(ptowsp_printer_t *printer, size_t depth);
void ptowsp_print_block_name(ptowsp_printer_t *printer, const ptowsp_block_t *block);
// [%i, 4, …]: the operands of a group where the attribute has the mark for one, else its numbers;
// and whether there are as many marks as operands.
void ptowsp_print_index_list(ptowsp_printer_t *printer, const ptowsp_op_t *op, size_t group,
                             const char *attr, const char *brackets);
bool ptowsp_index_list_fits(const ptowsp_spec_t *spec, const ptowsp_op_t *op, size_t group,
                            const char *attr);
// Whether results have a name for each group of the row, instead of one for all.
bool ptowsp_names_groups(const ptowsp_op_t *op);

// The aliases of all that is inside `root` (print_aliases.c); NULL: none.
ptowsp_aliases_t *ptowsp_aliases_create(ptowsp_op_t *root, const ptowsp_print_options_t *options);
void ptowsp_aliases_destroy(ptowsp_aliases_t *aliases);
// The number of a distinct attribute in the text, the next one where it is new.
int64_t ptowsp_print_number(ptowsp_aliases_t *aliases, ptowsp_attr_t attr);
// Whether a dense attribute is too large for the options; NULL: none is.
bool ptowsp_aliases_elide(const ptowsp_aliases_t *aliases, ptowsp_attr_t attr);
// The name of a type or attribute; false: it has none.
bool ptowsp_print_alias(ptowsp_buffer_t *out, const ptowsp_aliases_t *aliases, const void *node);
// A line for each; `deferred`: those that stand behind the module.
void ptowsp_print_alias_definitions(ptowsp_buffer_t *out, ptowsp_aliases_t *aliases, bool deferred);
void ptowsp_print_definition(ptowsp_buffer_t *out, ptowsp_aliases_t *aliases, const void *node,
                             bool is_attr);

// Whether the op can be printed in its custom form so that it reads back the same.
bool ptowsp_print_fits(ptowsp_printer_t *printer, const ptowsp_op_t *op, const ptowsp_spec_t *spec);
// Goes on with the innermost frame's custom form. True: the region `frame->region` is to be printed
// now, as the element behind which `frame->pc` stands says.
bool ptowsp_print_custom(ptowsp_printer_t *printer);
// " loc(…)" if asked for.
void ptowsp_print_trailing_loc(ptowsp_printer_t *printer, ptowsp_loc_t loc);
// The same behind an argument, which takes no alias for the whole.
void ptowsp_print_arg_loc(ptowsp_printer_t *printer, ptowsp_loc_t loc);

#define PTOWSP_FORMAT_HOOK(NAME, DECLARES)                                   \
  void ptowsp_print_hook_##NAME(ptowsp_printer_t *printer, ptowsp_op_t *op); \
  bool ptowsp_fits_hook_##NAME(const ptowsp_spec_t *spec, const ptowsp_op_t *op);
#include "format_hooks.def"

#endif
