// The intermediate representation: MLIR's shape, in C.
//
// A module is an operation whose region holds operations. Operations have
// operands, results, two dictionaries of attributes, regions of blocks, and a
// location. Types, attributes and identifiers are interned in a context and
// compared by pointer. Operations, blocks, regions and values live in the
// arena of the module they were made for and die with it.
#ifndef PTOWSP_IR_H
#define PTOWSP_IR_H

#include "ptowsp/attributes.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef struct ptowsp_op ptowsp_op_t;
typedef struct ptowsp_block ptowsp_block_t;
typedef struct ptowsp_region ptowsp_region_t;
typedef struct ptowsp_value ptowsp_value_t;
typedef struct ptowsp_use ptowsp_use_t;
typedef struct ptowsp_module ptowsp_module_t;

// ---------------------------------------------------------------- op table

// What a registered operation promises, one bit each; see the columns of the tables.
typedef enum {
  PTOWSP_TRAIT_PURE = 1 << 0,           // no effect, result depends on operands alone
  PTOWSP_TRAIT_READS = 1 << 1,          // reads memory
  PTOWSP_TRAIT_WRITES = 1 << 2,         // writes memory
  PTOWSP_TRAIT_ALLOCATES = 1 << 3,      // makes a fresh buffer
  PTOWSP_TRAIT_TERMINATOR = 1 << 4,     // ends a block
  PTOWSP_TRAIT_COMMUTATIVE = 1 << 5,    // first two operands may be swapped
  PTOWSP_TRAIT_SAME_TYPE = 1 << 6,      // all operands and results have one type
  PTOWSP_TRAIT_SAME_OPERANDS = 1 << 7,  // all operands have one type
  PTOWSP_TRAIT_ISOLATED = 1 << 8,       // regions use no value from above
  PTOWSP_TRAIT_SYMBOL = 1 << 9,         // has sym_name, visible in the symbol table around it
  PTOWSP_TRAIT_SYMBOL_TABLE = 1 << 10,  // holds symbols
  PTOWSP_TRAIT_SINGLE_BLOCK = 1 << 11,  // each region has at most one block
  PTOWSP_TRAIT_CONSTANT = 1 << 12,      // `value` is the result
  PTOWSP_TRAIT_RECURSIVE = 1 << 13,     // effects are those of the ops inside
  PTOWSP_TRAIT_SEGMENTS = 1 << 14,      // operandSegmentSizes splits the operands
  PTOWSP_TRAIT_NO_TERMINATOR = 1 << 15, // its blocks need no terminator
  PTOWSP_TRAIT_FUNCTION = 1 << 16,      // sym_name, function_type, entry block arguments
  PTOWSP_TRAIT_ELEMENTWISE = 1 << 17,   // works on vectors and tensors of one shape as on scalars
} ptowsp_trait_t;

// Pipes of an AICore; NONE for everything that is not a tile instruction.
typedef enum {
  PTOWSP_PIPE_NONE,
  PTOWSP_PIPE_S,
  PTOWSP_PIPE_V,
  PTOWSP_PIPE_M,
  PTOWSP_PIPE_MTE1,
  PTOWSP_PIPE_MTE2,
  PTOWSP_PIPE_MTE3,
  PTOWSP_PIPE_FIX,
  PTOWSP_PIPE_COUNT,
} ptowsp_pipe_t;

const char *ptowsp_pipe_name(ptowsp_pipe_t pipe); // "V", "MTE2", …; "none"
bool ptowsp_pipe_parse(ptowsp_str_t name, ptowsp_pipe_t *out_pipe);

// Every registered operation, in the order of the tables.
typedef enum {
#define PTOWSP_OP(ID, NAME, OPERANDS, RESULTS, ATTRS, REGIONS, TRAITS, PIPE, FORMAT, SUMMARY) \
  PTOWSP_OP_##ID,
#include "ptowsp/ops.def"
#undef PTOWSP_OP
  PTOWSP_OP_COUNT,
  PTOWSP_OP_UNREGISTERED = PTOWSP_OP_COUNT,
} ptowsp_op_id_t;

// One row of the tables (ops.def says what the columns mean).
typedef struct {
  ptowsp_op_id_t id;
  const char *name;
  const char *operands;
  const char *results;
  const char *attrs;
  const char *regions;
  uint32_t traits;
  ptowsp_pipe_t pipe;
  const char *format;
  const char *summary;
} ptowsp_op_info_t;

const ptowsp_op_info_t *ptowsp_op_info_by_id(ptowsp_op_id_t id);
// NULL: not registered.
const ptowsp_op_info_t *ptowsp_op_info_by_name(ptowsp_str_t name);
// Those of the tables, then those that were added to the context; NULL behind the last.
const ptowsp_op_info_t *ptowsp_op_info_at(const ptowsp_context_t *context, size_t i);
// As by_name, or an operation that was added to the context.
const ptowsp_op_info_t *ptowsp_op_info_find(const ptowsp_context_t *context, ptowsp_str_t name);
// Why row `i` cannot be added, or NULL: a column that says nothing, a format that does not fit it.
// Formats may name others of the `count` rows. No column but the format may be NULL.
const char *ptowsp_op_info_check(ptowsp_context_t *context, const ptowsp_op_info_t *rows,
                                 size_t count, size_t i);
// What an added operation does beyond its row (fold.h).
typedef struct ptowsp_op_hooks ptowsp_op_hooks_t;
// Adds an operation under a name that is not taken. The row must live as long as the context;
// `hooks` are copied and may be NULL. Operations with this name are registered from here on: their
// id is above PTOWSP_OP_UNREGISTERED, and they are made under PTOWSP_OP_UNREGISTERED by name.
void ptowsp_context_add_op(ptowsp_context_t *context, const ptowsp_op_info_t *row,
                           const ptowsp_op_hooks_t *hooks);
// What a library hangs off the context under an address of its own (NULL: nothing yet); set once.
void *ptowsp_context_slot(const ptowsp_context_t *context, const void *key);
void ptowsp_context_set_slot(ptowsp_context_t *context, const void *key, void *value);
// Ends `object` by `destroy` when the context ends, after everything that may refer to it.
void ptowsp_context_keep(ptowsp_context_t *context, void *object, void (*destroy)(void *object));
// Whether the table names `attr` as an inherent attribute (a property) of the op.
bool ptowsp_op_info_has_attr(const ptowsp_op_info_t *info, const char *attr);

// ---------------------------------------------------------------- operations

// What a new operation is made of. Zero-initialize, then fill in.
typedef struct {
  ptowsp_op_id_t id;
  const char *name; // of an unregistered op; ignored otherwise
  ptowsp_loc_t loc;
  ptowsp_value_t *const *operands;
  size_t operand_count;
  const ptowsp_type_t *result_types;
  size_t result_count;
  ptowsp_attr_t properties; // dictionary of inherent attributes, or NULL
  ptowsp_attr_t attributes; // dictionary of discardable attributes, or NULL
  size_t region_count;
  ptowsp_block_t *const *successors; // of a terminator; generic form only
  size_t successor_count;
} ptowsp_op_state_t;

// A detached operation with empty regions.
ptowsp_op_t *ptowsp_op_create(ptowsp_module_t *module, const ptowsp_op_state_t *state);
// Unlinks and destroys; results must be unused (asserted). Regions go with it.
void ptowsp_op_erase(ptowsp_op_t *op);
// A deep copy, detached. Operands and nested uses are mapped through `map` (may be
// NULL); results, block arguments and nested results are entered into it.
typedef struct ptowsp_value_map ptowsp_value_map_t;
ptowsp_op_t *ptowsp_op_clone(ptowsp_op_t *op, ptowsp_value_map_t *map);
ptowsp_value_map_t *ptowsp_value_map_create(void);
void ptowsp_value_map_destroy(ptowsp_value_map_t *map);
void ptowsp_value_map_set(ptowsp_value_map_t *map, ptowsp_value_t *from, ptowsp_value_t *to);
// `from` itself if it was never set.
ptowsp_value_t *ptowsp_value_map_get(const ptowsp_value_map_t *map, ptowsp_value_t *from);

ptowsp_op_id_t ptowsp_op_id(const ptowsp_op_t *op);
bool ptowsp_op_is(const ptowsp_op_t *op, ptowsp_op_id_t id); // false for NULL
const char *ptowsp_op_name(const ptowsp_op_t *op);
const ptowsp_op_info_t *ptowsp_op_info(const ptowsp_op_t *op);    // NULL: unregistered
bool ptowsp_op_has_trait(const ptowsp_op_t *op, uint32_t traits); // all of them
// Whether the op makes a buffer: memref.alloc or memref.alloca. False for NULL.
bool ptowsp_op_is_alloc(const ptowsp_op_t *op);
// Whether the op makes a variable of the code around it, in nobody else's sight. In a workload a
// memref.alloc with dimensions is none: it makes an array in global memory. False for NULL.
bool ptowsp_op_is_local(const ptowsp_op_t *op);
ptowsp_loc_t ptowsp_op_loc(const ptowsp_op_t *op);
void ptowsp_op_set_loc(ptowsp_op_t *op, ptowsp_loc_t loc);
ptowsp_module_t *ptowsp_op_module(const ptowsp_op_t *op);
ptowsp_context_t *ptowsp_op_context(const ptowsp_op_t *op);

size_t ptowsp_op_operand_count(const ptowsp_op_t *op);
ptowsp_value_t *ptowsp_op_operand(const ptowsp_op_t *op, size_t i);
void ptowsp_op_set_operand(ptowsp_op_t *op, size_t i, ptowsp_value_t *value);
// Replaces a value wherever it is an operand of the op.
void ptowsp_op_replace_operand(ptowsp_op_t *op, const ptowsp_value_t *value, ptowsp_value_t *with);
// Replaces all operands by a new list.
void ptowsp_op_set_operands(ptowsp_op_t *op, ptowsp_value_t *const *operands, size_t count);
size_t ptowsp_op_result_count(const ptowsp_op_t *op);
ptowsp_value_t *ptowsp_op_result(const ptowsp_op_t *op, size_t i);
size_t ptowsp_op_region_count(const ptowsp_op_t *op);
ptowsp_region_t *ptowsp_op_region(const ptowsp_op_t *op, size_t i);
size_t ptowsp_op_successor_count(const ptowsp_op_t *op);
ptowsp_block_t *ptowsp_op_successor(const ptowsp_op_t *op, size_t i);

// Attributes. `attr` looks among the inherent, then the discardable ones (NULL:
// none). `set_attr` puts it where the table says; NULL removes. Names are C strings.
ptowsp_attr_t ptowsp_op_attr(const ptowsp_op_t *op, const char *name);
void ptowsp_op_set_attr(ptowsp_op_t *op, const char *name, ptowsp_attr_t value);
// A dictionary, NULL: none. What an operation that is not known has may be any attribute.
ptowsp_attr_t ptowsp_op_properties(const ptowsp_op_t *op);
ptowsp_attr_t ptowsp_op_attributes(const ptowsp_op_t *op); // NULL: none
void ptowsp_op_set_properties(ptowsp_op_t *op, ptowsp_attr_t dictionary);
void ptowsp_op_set_attributes(ptowsp_op_t *op, ptowsp_attr_t dictionary);
// Shorthands: the text of a string or symbol attribute (empty view: absent), an integer.
ptowsp_str_t ptowsp_op_attr_text(const ptowsp_op_t *op, const char *name);
int64_t ptowsp_op_attr_int(const ptowsp_op_t *op, const char *name, int64_t otherwise);
// Whether an argument of a kernel or workload is of an unsigned C type, or an array of one.
bool ptowsp_op_arg_is_unsigned(const ptowsp_op_t *function, size_t argument);

// Where it stands.
ptowsp_block_t *ptowsp_op_block(const ptowsp_op_t *op); // NULL: detached
ptowsp_op_t *ptowsp_op_parent(const ptowsp_op_t *op);   // the op around it, or NULL
ptowsp_op_t *ptowsp_op_next(const ptowsp_op_t *op);
ptowsp_op_t *ptowsp_op_previous(const ptowsp_op_t *op);
bool ptowsp_op_is_ancestor(const ptowsp_op_t *ancestor, const ptowsp_op_t *op); // or equal
void ptowsp_op_remove(ptowsp_op_t *op);                                         // unlinks, keeps
void ptowsp_op_move_before(ptowsp_op_t *op, ptowsp_op_t *anchor);
void ptowsp_op_move_to_end(ptowsp_op_t *op, ptowsp_block_t *block);

// ---------------------------------------------------------------- regions and blocks

ptowsp_op_t *ptowsp_region_op(const ptowsp_region_t *region);
ptowsp_block_t *ptowsp_region_first(const ptowsp_region_t *region); // NULL: empty
ptowsp_block_t *ptowsp_region_last(const ptowsp_region_t *region);
bool ptowsp_region_is_empty(const ptowsp_region_t *region);
// Moves all blocks of a region to the end of another one of the module, or behind a block.
void ptowsp_region_take(ptowsp_region_t *to, ptowsp_region_t *from);
void ptowsp_region_take_behind(ptowsp_block_t *block, ptowsp_region_t *from);
void ptowsp_region_swap(ptowsp_region_t *a, ptowsp_region_t *b);
// Visits the blocks, each behind the one that it is dominated by, and its depth in the tree of
// these (preorder; UINT32_MAX and in the end: it is not reached from the first).
typedef void (*ptowsp_block_fn_t)(ptowsp_block_t *block, uint32_t depth, void *data);
void ptowsp_region_dominators(ptowsp_region_t *region, ptowsp_block_fn_t visit, void *data);
// A new block at the end of the region.
ptowsp_block_t *ptowsp_block_create(ptowsp_region_t *region);
// Takes a block with its operations out of its region. Nothing that stays may read its values once
// all blocks that go have gone, nor branch to it.
void ptowsp_block_erase(ptowsp_block_t *block);
// Parts a block: a new one behind it takes `first` and what follows in it.
ptowsp_block_t *ptowsp_block_split(ptowsp_op_t *first);
ptowsp_block_t *ptowsp_block_next(const ptowsp_block_t *block);
ptowsp_region_t *ptowsp_block_region(const ptowsp_block_t *block);
ptowsp_op_t *ptowsp_block_op(const ptowsp_block_t *block); // the op around it
ptowsp_op_t *ptowsp_block_first(const ptowsp_block_t *block);
ptowsp_op_t *ptowsp_block_last(const ptowsp_block_t *block);
ptowsp_op_t *ptowsp_block_terminator(const ptowsp_block_t *block); // NULL: none
ptowsp_value_t *ptowsp_block_add_arg(ptowsp_block_t *block, ptowsp_type_t type, ptowsp_loc_t loc);
size_t ptowsp_block_arg_count(const ptowsp_block_t *block);
ptowsp_value_t *ptowsp_block_arg(const ptowsp_block_t *block, size_t i);
// Drops the arguments that `keep` (one for each) does not name; nothing reads them.
void ptowsp_block_keep_args(ptowsp_block_t *block, const bool *keep);
// Moves every op of `from` but its terminator before `anchor`.
void ptowsp_block_splice(ptowsp_block_t *from, ptowsp_op_t *anchor);

// The one block of the op's first region; NULL if it has none.
ptowsp_block_t *ptowsp_op_body(const ptowsp_op_t *op);

// Iterates over a block's ops; the current op may be erased inside the loop.
#define ptowsp_block_each(block, op)                                                             \
  for (ptowsp_op_t *op = ptowsp_block_first(block), *op##_next = op ? ptowsp_op_next(op) : NULL; \
       op; op = op##_next, op##_next = op ? ptowsp_op_next(op) : NULL)

// ---------------------------------------------------------------- values

ptowsp_type_t ptowsp_value_type(const ptowsp_value_t *value);
void ptowsp_value_set_type(ptowsp_value_t *value, ptowsp_type_t type);
ptowsp_op_t *ptowsp_value_op(const ptowsp_value_t *value);       // NULL: a block argument
ptowsp_block_t *ptowsp_value_block(const ptowsp_value_t *value); // of an argument, else NULL
size_t ptowsp_value_index(const ptowsp_value_t *value);          // result or argument number
ptowsp_loc_t ptowsp_value_loc(const ptowsp_value_t *value);
bool ptowsp_value_has_uses(const ptowsp_value_t *value);
void ptowsp_value_replace_all(ptowsp_value_t *value, ptowsp_value_t *with);
ptowsp_use_t *ptowsp_value_first_use(const ptowsp_value_t *value);
ptowsp_use_t *ptowsp_use_next(const ptowsp_use_t *use);
ptowsp_op_t *ptowsp_use_op(const ptowsp_use_t *use);
size_t ptowsp_use_operand(const ptowsp_use_t *use); // which operand of that op

// ---------------------------------------------------------------- modules and symbols

// Owns the arena of a tree of operations whose root is a builtin.module.
ptowsp_module_t *ptowsp_module_create(ptowsp_context_t *context, ptowsp_loc_t loc);
void ptowsp_module_destroy(ptowsp_module_t *module);
ptowsp_op_t *ptowsp_module_op(const ptowsp_module_t *module);
ptowsp_block_t *ptowsp_module_body(const ptowsp_module_t *module);
ptowsp_context_t *ptowsp_module_context(const ptowsp_module_t *module);
ptowsp_arena_t *ptowsp_module_arena(ptowsp_module_t *module);
// The op with this sym_name in the nearest symbol table around `from`; NULL: none.
ptowsp_op_t *ptowsp_symbol_lookup(const ptowsp_op_t *from, ptowsp_str_t name);
// sym_name of a symbol op; an empty view otherwise.
ptowsp_str_t ptowsp_op_symbol(const ptowsp_op_t *op);
// Whether sym_visibility keeps a symbol from being used from outside its table.
bool ptowsp_symbol_is_private(const ptowsp_op_t *op);
// "base", or "base_0", "base_1", …: a name no symbol of the module has. Interned.
const char *ptowsp_symbol_unique(ptowsp_module_t *module, const char *base);

// ---------------------------------------------------------------- predicates

// Of arith.cmpi, arith.cmpf and pto.tcmp: the numbers of the words in ops/enums.def.
typedef enum {
  PTOWSP_CMPI_EQ,
  PTOWSP_CMPI_NE,
  PTOWSP_CMPI_SLT,
  PTOWSP_CMPI_SLE,
  PTOWSP_CMPI_SGT,
  PTOWSP_CMPI_SGE,
  PTOWSP_CMPI_ULT,
  PTOWSP_CMPI_ULE,
  PTOWSP_CMPI_UGT,
  PTOWSP_CMPI_UGE,
} ptowsp_cmpi_t;

typedef enum {
  PTOWSP_CMPF_FALSE,
  PTOWSP_CMPF_OEQ,
  PTOWSP_CMPF_OGT,
  PTOWSP_CMPF_OGE,
  PTOWSP_CMPF_OLT,
  PTOWSP_CMPF_OLE,
  PTOWSP_CMPF_ONE,
  PTOWSP_CMPF_ORD,
  PTOWSP_CMPF_UEQ,
  PTOWSP_CMPF_UGT,
  PTOWSP_CMPF_UGE,
  PTOWSP_CMPF_ULT,
  PTOWSP_CMPF_ULE,
  PTOWSP_CMPF_UNE,
  PTOWSP_CMPF_UNO,
  PTOWSP_CMPF_TRUE,
} ptowsp_cmpf_t;

typedef enum {
  PTOWSP_TCMP_EQ,
  PTOWSP_TCMP_NE,
  PTOWSP_TCMP_LT,
  PTOWSP_TCMP_LE,
  PTOWSP_TCMP_GT,
  PTOWSP_TCMP_GE,
} ptowsp_tcmp_t;

// ---------------------------------------------------------------- builder

// Makes operations at a place: before `before`, or at the end of `block`.
typedef struct {
  ptowsp_module_t *module;
  ptowsp_block_t *block;
  ptowsp_op_t *before; // NULL: at the end of `block`
  ptowsp_loc_t loc;    // given to what is built
} ptowsp_builder_t;

ptowsp_builder_t ptowsp_builder_at_end(ptowsp_block_t *block, ptowsp_loc_t loc);
ptowsp_builder_t ptowsp_builder_before(ptowsp_op_t *op); // takes the op's location
ptowsp_builder_t ptowsp_builder_after(ptowsp_op_t *op);

ptowsp_op_t *ptowsp_build(ptowsp_builder_t *builder, const ptowsp_op_state_t *state);
// The common shapes. Result types: given, or that of the first operand.
ptowsp_value_t *ptowsp_build_unary(ptowsp_builder_t *b, ptowsp_op_id_t id, ptowsp_value_t *x);
ptowsp_value_t *ptowsp_build_cast(ptowsp_builder_t *b, ptowsp_op_id_t id, ptowsp_value_t *x,
                                  ptowsp_type_t to);
ptowsp_value_t *ptowsp_build_binary(ptowsp_builder_t *b, ptowsp_op_id_t id, ptowsp_value_t *x,
                                    ptowsp_value_t *y);
// arith.cmpi or arith.cmpf.
ptowsp_value_t *ptowsp_build_compare(ptowsp_builder_t *b, ptowsp_op_id_t id, int64_t predicate,
                                     ptowsp_value_t *x, ptowsp_value_t *y);
ptowsp_value_t *ptowsp_build_select(ptowsp_builder_t *b, ptowsp_value_t *condition,
                                    ptowsp_value_t *yes, ptowsp_value_t *no);
ptowsp_value_t *ptowsp_build_constant(ptowsp_builder_t *b, ptowsp_attr_t value);
ptowsp_value_t *ptowsp_build_index(ptowsp_builder_t *b, int64_t value);
// A memref.alloc with as many sizes as the type has open extents. Name: NULL for none.
ptowsp_value_t *ptowsp_build_alloc(ptowsp_builder_t *b, ptowsp_type_t type,
                                   ptowsp_value_t *const *sizes, const char *name);
// memref.load and memref.store, with as many subscripts as the memref has dimensions.
ptowsp_value_t *ptowsp_build_load(ptowsp_builder_t *b, ptowsp_value_t *memref,
                                  ptowsp_value_t *const *indices);
ptowsp_op_t *ptowsp_build_store(ptowsp_builder_t *b, ptowsp_value_t *value, ptowsp_value_t *memref,
                                ptowsp_value_t *const *indices);
// A cf.br at the end of a block, which hands on the operands of another op.
void ptowsp_build_branch(ptowsp_block_t *block, const ptowsp_op_t *like, ptowsp_block_t *successor);
// An scf.for without results; its body ends in scf.yield already. The induction
// variable is argument 0 of ptowsp_op_body(op).
ptowsp_op_t *ptowsp_build_for(ptowsp_builder_t *b, ptowsp_value_t *lower, ptowsp_value_t *upper,
                              ptowsp_value_t *step);
// The integer a value is known to be (arith.constant), false otherwise.
bool ptowsp_value_constant(const ptowsp_value_t *value, int64_t *out_value);

// ---------------------------------------------------------------- walking

typedef enum {
  PTOWSP_WALK_ADVANCE,
  PTOWSP_WALK_SKIP,      // pre-order: do not go into this op's regions
  PTOWSP_WALK_INTERRUPT, // stop everything
} ptowsp_walk_t;

typedef ptowsp_walk_t (*ptowsp_walk_fn_t)(ptowsp_op_t *op, void *data);
// Visits `root` and everything inside. False if interrupted. In post-order the
// visited op may be erased; nesting depth is bounded by memory, not by the stack.
bool ptowsp_walk_pre(ptowsp_op_t *root, ptowsp_walk_fn_t visit, void *data);
bool ptowsp_walk_post(ptowsp_op_t *root, ptowsp_walk_fn_t visit, void *data);
// The same, visiting isolated ops below the root but not what is inside them.
bool ptowsp_walk_isolated(ptowsp_op_t *root, ptowsp_walk_fn_t visit, void *data);

// Visits the ops that a value is computed from, each once and behind those that its operands come
// from. `follows` says of a value whether its op is one of them; it has one. False if interrupted.
typedef bool (*ptowsp_follow_fn_t)(ptowsp_value_t *value, void *data);
bool ptowsp_walk_sources(ptowsp_value_t *value, ptowsp_follow_fn_t follows, ptowsp_walk_fn_t visit,
                         void *data);

// ---------------------------------------------------------------- verification and text

// Checks structure, dominance, the op tables' constraints and the ops' own
// hooks; emits an error for each violation found. True: none.
bool ptowsp_verify(ptowsp_op_t *root);

typedef struct {
  bool generic;     // MLIR's generic form for every op
  bool locations;   // print loc(...)
  bool local_scope; // no names for maps, sets, tuples and places: all is said where it stands
  // Dense attributes of so many elements or more, not all the same, print as
  // dense_resource<__elided__>, which does not read back to what they are; 0: all are printed.
  size_t elide_from;
} ptowsp_print_options_t;

void ptowsp_print(ptowsp_buffer_t *buffer, ptowsp_op_t *root,
                  const ptowsp_print_options_t *options); // NULL: defaults
// The same in pieces, for a text that need not be in memory as a whole. False, and nothing further
// is written, once `write` has returned false.
typedef bool (*ptowsp_print_write_fn_t)(void *data, const char *text, size_t size);
bool ptowsp_print_pieces(ptowsp_op_t *root, const ptowsp_print_options_t *options,
                         ptowsp_print_write_fn_t write, void *data);
void ptowsp_print_type(ptowsp_buffer_t *buffer, ptowsp_type_t type);
void ptowsp_print_attr(ptowsp_buffer_t *buffer, ptowsp_attr_t attr);

// Parses a module. A sequence of top-level ops without builtin.module gets one.
// NULL after errors were emitted. `file_name` is what locations say.
ptowsp_module_t *ptowsp_parse(ptowsp_context_t *context, ptowsp_str_t text, const char *file_name);

#ifdef __cplusplus
}
#endif

#endif
