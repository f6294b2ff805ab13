// The layout behind ir.h, for lib/ir alone.
#ifndef PTOWSP_IR_INTERNAL_H
#define PTOWSP_IR_INTERNAL_H

#include "ptowsp/fold.h"
#include "ptowsp/ir.h"

// Types and attributes share one shape: a kind, two small numbers, pointers to
// other interned things and integers. Interning compares just that, so a new
// kind needs no hash or equality function of its own.
typedef struct {
  ptowsp_context_t *context;
  uint32_t hash;
  uint8_t kind;
  uint8_t is_attr;
  uint16_t b;
  uint32_t a;
  uint32_t pointer_count;
  uint32_t integer_count;
  const void *const *pointers;
  const int64_t *integers;
} ptowsp_node_t;

struct ptowsp_type {
  ptowsp_node_t node;
};
struct ptowsp_attr {
  ptowsp_node_t node;
};

// Returns the interned node equal to `key` (its arrays are copied if it is new).
const ptowsp_node_t *ptowsp_node_intern(ptowsp_context_t *context, ptowsp_node_t key);
// Whether anything was made that is printed under a name of its own (print_aliases.c), apart from
// locations; those who make it say so.
bool ptowsp_context_has_aliases(const ptowsp_context_t *context);
void ptowsp_context_note_alias(ptowsp_context_t *context);
// Interned bytes of any length, aligned to 16; NUL-terminated behind `size`.
const char *ptowsp_intern_bytes(ptowsp_context_t *context, const void *data, size_t size);

// The row of an operation that was added to the context, by its id or, for
// PTOWSP_OP_UNREGISTERED, by its name; NULL: none.
const ptowsp_op_info_t *ptowsp_op_info_added(const ptowsp_context_t *context, ptowsp_op_id_t id,
                                             const char *name);
// The names of all operations, for one that is misspelled; and of one without its dialect, where
// that of `dialect` ("func.", NULL: none) may go without.
void ptowsp_op_info_offer(const ptowsp_context_t *context, ptowsp_nearest_t *nearest);
void ptowsp_op_info_offer_bare(ptowsp_nearest_t *nearest, const char *dialect);
// One above the highest id of the context's operations.
size_t ptowsp_op_info_id_end(const ptowsp_context_t *context);
// Runs the check that came with the op's row.
void ptowsp_op_verify_added(ptowsp_op_t *op);
bool ptowsp_op_fold_added(ptowsp_op_t *op, ptowsp_fold_t *out_fold);

// What a dialect that is not known here says, of a type or attribute: text, with other types and
// attributes inside where it has aliases. pointers: the interned text without these, the type of an
// attribute, the parts; integers: the text's size, where in it each part stands.
ptowsp_attr_t ptowsp_attr_opaque_of(ptowsp_context_t *context, const void *const *pointers,
                                    const int64_t *integers, size_t parts);
ptowsp_type_t ptowsp_type_opaque_of(ptowsp_context_t *context, const void *const *pointers,
                                    const int64_t *integers, size_t parts);
// The same attribute with another type.
ptowsp_attr_t ptowsp_attr_opaque_typed(ptowsp_attr_t attr, ptowsp_type_t type);
static inline size_t ptowsp_opaque_parts(const ptowsp_node_t *node) {
  return node->pointer_count - 2;
}

// How a float kind lays out its bits; float_kinds.def says what the columns mean.
typedef enum {
  PTOWSP_SPECIAL_IEEE,
  PTOWSP_SPECIAL_NAN_ONLY,
  PTOWSP_SPECIAL_NEG_ZERO,
  PTOWSP_SPECIAL_FINITE,
  PTOWSP_SPECIAL_SCALE,
} ptowsp_float_special_t;
typedef struct {
  const char *name;
  unsigned width, exponent_bits, mantissa_bits;
  int bias;
  ptowsp_float_special_t special;
} ptowsp_float_format_t;
const ptowsp_float_format_t *ptowsp_float_format(ptowsp_float_kind_t kind);
// The pattern of f80 or f128, low word first.
void ptowsp_float_encode_wide(ptowsp_float_kind_t kind, double value, uint64_t out_words[2]);

struct ptowsp_use {
  ptowsp_value_t *value;
  ptowsp_op_t *op;
  ptowsp_use_t *next;
  ptowsp_use_t **link; // what points to this use
};

struct ptowsp_value {
  ptowsp_type_t type;
  ptowsp_use_t *uses;
  uint32_t index;
  uint32_t is_arg : 1;
  uint32_t scratch : 31; // for one traversal at a time: printing, verification
};

// A value with is_arg.
typedef struct {
  ptowsp_value_t value;
  ptowsp_block_t *block;
} ptowsp_arg_t;

struct ptowsp_region {
  ptowsp_op_t *op;
  ptowsp_block_t *first, *last;
};

// The op and what is inside of it read no value any more.
void ptowsp_op_drop_uses(ptowsp_op_t *op);

struct ptowsp_block {
  ptowsp_region_t *region;
  ptowsp_block_t *next, *previous;
  ptowsp_op_t *first, *last;
  ptowsp_value_t **args;
  ptowsp_loc_t *arg_locs;
  uint32_t arg_count, arg_capacity;
  uint32_t scratch; // as a value's
};

// Behind the op, in one allocation: its results, the name if it is unregistered, its regions, its
// successors, its operands. A large program is mostly these, so nothing is stored twice.
struct ptowsp_op {
  ptowsp_op_t *next, *previous;
  ptowsp_block_t *block;
  const ptowsp_op_info_t *info; // NULL: unregistered
  ptowsp_module_t *module;
  ptowsp_loc_t loc;
  ptowsp_attr_t properties, attributes;
  ptowsp_use_t *operands;
  ptowsp_region_t *regions;
  uint32_t result_count, operand_count, region_count, successor_count;
  ptowsp_value_t results[];
};

static inline ptowsp_block_t **ptowsp_op_successors(const ptowsp_op_t *op) {
  return (ptowsp_block_t **)(op->regions + op->region_count);
}

// The op of a value that is no argument.
static inline ptowsp_op_t *ptowsp_result_op(const ptowsp_value_t *result) {
  const char *first = (const char *)(result - result->index);
  return (ptowsp_op_t *)(first - offsetof(ptowsp_op_t, results));
}

static inline bool ptowsp_loc_equal(ptowsp_loc_t a, ptowsp_loc_t b) {
  return a.file == b.file && a.line == b.line && a.column == b.column && a.length == b.length;
}

// Whether nothing but operands and what is in regions tells the ops apart: name, attributes,
// types and counts are the same. What depends on those alone need not be worked out again.
bool ptowsp_op_same_shape(const ptowsp_op_t *a, const ptowsp_op_t *b);

// An entry of the file metadata; all interned, the value as it is spelled.
typedef struct {
  ptowsp_str_t section, group, key, value;
} ptowsp_resource_t;

// An index of symbols (symbol.c), made when one is first looked up.
typedef struct ptowsp_symbols ptowsp_symbols_t;
void ptowsp_symbols_deinit(ptowsp_module_t *module);
// To be called when an op that is a symbol has come into a block or has changed its name.
void ptowsp_symbol_enter(ptowsp_op_t *op);
static inline void ptowsp_op_placed(ptowsp_op_t *op) {
  if (op->info && op->info->traits & PTOWSP_TRAIT_SYMBOL) ptowsp_symbol_enter(op);
}

struct ptowsp_module {
  ptowsp_context_t *context;
  ptowsp_arena_t *arena;                      // reached through ptowsp_module_arena
  PTOWSP_VEC(ptowsp_arena_t *) worker_arenas; // of what workers added
  PTOWSP_VEC(ptowsp_resource_t) resources;
  ptowsp_numbering_t named;       // what aliases of the input stand for that is opaque
  PTOWSP_VEC(const char *) names; // theirs, interned
  ptowsp_op_t *op;
  ptowsp_symbols_t *symbols; // NULL: none was looked up yet
  uint32_t marks;            // the highest that verification left in the scratch of values
  _Atomic bool has_names;    // printing left names there
};

#endif
