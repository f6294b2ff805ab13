// The intermediate representation: MLIR's shape, in C.
//
// A module is an operation whose region holds operations. Operations have
// operands, results, two dictionaries of attributes, regions of blocks, and a
// location. Types, attributes and identifiers are interned in a context and
// compared by pointer. Operations, blocks, regions and values live in the
// arena of the module they were made for and die with it.
#ifndef PTOWSP_IR_H
#define PTOWSP_IR_H

#include "ptowsp/diagnostics.h"
#include "ptowsp/support.h"

typedef const struct ptowsp_type *ptowsp_type_t;
typedef const struct ptowsp_attr *ptowsp_attr_t;
typedef struct ptowsp_op ptowsp_op_t;
typedef struct ptowsp_block ptowsp_block_t;
typedef struct ptowsp_region ptowsp_region_t;
typedef struct ptowsp_value ptowsp_value_t;
typedef struct ptowsp_use ptowsp_use_t;
typedef struct ptowsp_module ptowsp_module_t;

// ---------------------------------------------------------------- context

// Holds everything that is interned, the file table and the diagnostic handler.
// Not thread-safe; independent contexts are independent.
ptowsp_context_t *ptowsp_context_create(void);
void ptowsp_context_destroy(ptowsp_context_t *context);
// A NUL-terminated interned copy; equal texts give equal pointers.
const char *ptowsp_intern(ptowsp_context_t *context, ptowsp_str_t text);
const char *ptowsp_intern_cstr(ptowsp_context_t *context, const char *text);

// ---------------------------------------------------------------- types

typedef enum {
  PTOWSP_TYPE_NONE,
  PTOWSP_TYPE_INDEX,
  PTOWSP_TYPE_INTEGER,
  PTOWSP_TYPE_FLOAT,
  PTOWSP_TYPE_FUNCTION,
  PTOWSP_TYPE_MEMREF,
  PTOWSP_TYPE_TENSOR,
  PTOWSP_TYPE_VECTOR,
  PTOWSP_TYPE_TUPLE,
  PTOWSP_TYPE_COMPLEX,
  PTOWSP_TYPE_TILE,   // !pto.tile<64x64xf32, ub>
  PTOWSP_TYPE_OPAQUE, // !dialect.body of a dialect we do not know
} ptowsp_type_kind_t;

typedef enum {
  PTOWSP_SIGNLESS,
  PTOWSP_SIGNED,
  PTOWSP_UNSIGNED,
} ptowsp_signedness_t;

typedef enum {
#define PTOWSP_FLOAT_KIND(ID, NAME, WIDTH, EXPONENT, MANTISSA, BIAS, SPECIAL) PTOWSP_FLOAT_##ID,
#include "ptowsp/float_kinds.def"
} ptowsp_float_kind_t;

// Memories of a core that a tile can live in (facts: the machine table).
typedef enum {
  PTOWSP_MEMORY_UB,
  PTOWSP_MEMORY_L1,
  PTOWSP_MEMORY_L0A,
  PTOWSP_MEMORY_L0B,
  PTOWSP_MEMORY_L0C,
} ptowsp_memory_t;

// An extent, stride or offset that is not known at compile time; prints as "?".
#define PTOWSP_DYNAMIC INT64_MIN

ptowsp_type_kind_t ptowsp_type_kind(ptowsp_type_t type);
ptowsp_context_t *ptowsp_type_context(ptowsp_type_t type);

ptowsp_type_t ptowsp_type_none(ptowsp_context_t *context);
ptowsp_type_t ptowsp_type_index(ptowsp_context_t *context);
ptowsp_type_t ptowsp_type_integer(ptowsp_context_t *context, unsigned width,
                                  ptowsp_signedness_t signedness);
ptowsp_type_t ptowsp_type_i(ptowsp_context_t *context, unsigned width); // signless
ptowsp_type_t ptowsp_type_float(ptowsp_context_t *context, ptowsp_float_kind_t kind);
ptowsp_type_t ptowsp_type_function(ptowsp_context_t *context, const ptowsp_type_t *inputs,
                                   size_t input_count, const ptowsp_type_t *results,
                                   size_t result_count);
// `layout` is NULL (identity), a strided attribute or an affine map attribute;
// `space` is NULL or any attribute. rank SIZE_MAX: unranked, and without a layout.
ptowsp_type_t ptowsp_type_memref(ptowsp_context_t *context, const int64_t *shape, size_t rank,
                                 ptowsp_type_t element, ptowsp_attr_t layout, ptowsp_attr_t space);
// rank SIZE_MAX: unranked. `encoding` may be NULL.
ptowsp_type_t ptowsp_type_tensor(ptowsp_context_t *context, const int64_t *shape, size_t rank,
                                 ptowsp_type_t element, ptowsp_attr_t encoding);
ptowsp_type_t ptowsp_type_vector(ptowsp_context_t *context, const int64_t *shape, size_t rank,
                                 ptowsp_type_t element);
// Bit i of `scalable`: dimension i is a multiple, known only at run time, of its extent.
ptowsp_type_t ptowsp_type_vector_scalable(ptowsp_context_t *context, const int64_t *shape,
                                          size_t rank, uint32_t scalable, ptowsp_type_t element);
ptowsp_type_t ptowsp_type_tuple(ptowsp_context_t *context, const ptowsp_type_t *types,
                                size_t count);
// Of an integer or float type.
ptowsp_type_t ptowsp_type_complex(ptowsp_context_t *context, ptowsp_type_t element);
// A two-dimensional tile of `rows` x `cols` valid elements in a core's memory.
ptowsp_type_t ptowsp_type_tile(ptowsp_context_t *context, int64_t rows, int64_t cols,
                               ptowsp_type_t element, ptowsp_memory_t memory);
// `text` is everything behind the "!", e.g. "foo.bar<3>".
ptowsp_type_t ptowsp_type_opaque(ptowsp_context_t *context, ptowsp_str_t text);

bool ptowsp_type_is_index(ptowsp_type_t type);
bool ptowsp_type_is_integer(ptowsp_type_t type); // any integer, not index
bool ptowsp_type_is_i(ptowsp_type_t type, unsigned width);
bool ptowsp_type_is_float(ptowsp_type_t type);
// Bits of an integer or float; index: 64; of a vector or tensor those of an element.
unsigned ptowsp_type_width(ptowsp_type_t type);
// The element of a vector or tensor; any other type itself.
ptowsp_type_t ptowsp_type_scalar(ptowsp_type_t type);
// `scalar`, or a vector or tensor of it with the shape of `like`.
ptowsp_type_t ptowsp_type_shaped_like(ptowsp_type_t scalar, ptowsp_type_t like);
// Both scalars, or vectors or tensors of one shape.
bool ptowsp_type_same_shape(ptowsp_type_t a, ptowsp_type_t b);
ptowsp_signedness_t ptowsp_type_signedness(ptowsp_type_t type);
ptowsp_float_kind_t ptowsp_type_float_kind(ptowsp_type_t type);
// "f32" and so on, and back (false: no such kind).
const char *ptowsp_float_kind_name(ptowsp_float_kind_t kind);
bool ptowsp_float_kind_parse(ptowsp_str_t name, ptowsp_float_kind_t *out_kind);
// Bytes in memory of an integer, float, index or complex element (i1: 1).
size_t ptowsp_type_bytes(ptowsp_type_t element);

// Shaped types (memref, tensor, vector, tile: rank 2); complex has an element alone.
ptowsp_type_t ptowsp_type_element(ptowsp_type_t type);
size_t ptowsp_type_rank(ptowsp_type_t type); // 0 if unranked
bool ptowsp_type_is_unranked(ptowsp_type_t type);
uint32_t ptowsp_type_scalable(ptowsp_type_t vector); // bit i: dimension i
const int64_t *ptowsp_type_shape(ptowsp_type_t type);
bool ptowsp_type_has_static_shape(ptowsp_type_t type);
ptowsp_attr_t ptowsp_type_layout(ptowsp_type_t memref); // NULL: identity
ptowsp_attr_t ptowsp_type_space(ptowsp_type_t memref);  // or a tensor's encoding; NULL: none
ptowsp_memory_t ptowsp_type_tile_memory(ptowsp_type_t tile);
// Strides in elements (rank many) and offset of a memref; PTOWSP_DYNAMIC where
// unknown. False if the layout is an affine map that is not the identity, or the memref unranked.
bool ptowsp_type_strides(ptowsp_type_t memref, int64_t *out_strides, int64_t *out_offset);

// Function and tuple types.
size_t ptowsp_type_input_count(ptowsp_type_t function);
ptowsp_type_t ptowsp_type_input(ptowsp_type_t function, size_t i);
size_t ptowsp_type_result_count(ptowsp_type_t function); // or a tuple's elements
ptowsp_type_t ptowsp_type_result(ptowsp_type_t function, size_t i);
ptowsp_str_t ptowsp_type_opaque_text(ptowsp_type_t type);

// "ub", "l1", "l0a", "l0b", "l0c", and back (false: no such memory).
const char *ptowsp_memory_name(ptowsp_memory_t memory);
bool ptowsp_memory_parse(ptowsp_str_t name, ptowsp_memory_t *out_memory);

// ---------------------------------------------------------------- attributes

typedef enum {
  PTOWSP_ATTR_UNIT,
  PTOWSP_ATTR_INTEGER, // typed; booleans are i1
  PTOWSP_ATTR_FLOAT,
  PTOWSP_ATTR_STRING,
  PTOWSP_ATTR_TYPE,
  PTOWSP_ATTR_SYMBOL, // @a::@b
  PTOWSP_ATTR_ARRAY,
  PTOWSP_ATTR_DICTIONARY,
  PTOWSP_ATTR_DENSE_ARRAY, // array<i64: 1, 2>
  PTOWSP_ATTR_DENSE,       // dense<...> : tensor or vector type, raw elements or splat
  PTOWSP_ATTR_STRIDED,     // strided<[s, ...], offset: o>
  PTOWSP_ATTR_AFFINE,      // affine_map<...> or affine_set<...>, in normal spelling
  PTOWSP_ATTR_LOCATION,    // loc(...)
  PTOWSP_ATTR_OPAQUE,      // #dialect.body of a dialect we do not know
  PTOWSP_ATTR_WIDE,        // an integer beyond 64 bits, or an f80 or f128
  PTOWSP_ATTR_DENSE_TEXT,  // dense<["a", ...]> of an opaque element type
  PTOWSP_ATTR_SPARSE,      // sparse<indices, values>
  PTOWSP_ATTR_RESOURCE,    // dense_resource<key>
  PTOWSP_ATTR_DISTINCT,    // distinct[number]<attribute>
} ptowsp_attr_kind_t;

typedef struct {
  const char *name; // interned
  ptowsp_attr_t value;
} ptowsp_named_attr_t;

ptowsp_attr_kind_t ptowsp_attr_kind(ptowsp_attr_t attr);

ptowsp_attr_t ptowsp_attr_unit(ptowsp_context_t *context);
// The value is kept sign-extended from the type's width (i1: 0 or -1; use _bool).
ptowsp_attr_t ptowsp_attr_integer(ptowsp_context_t *context, int64_t value, ptowsp_type_t type);
ptowsp_attr_t ptowsp_attr_i64(ptowsp_context_t *context, int64_t value);
ptowsp_attr_t ptowsp_attr_index(ptowsp_context_t *context, int64_t value);
ptowsp_attr_t ptowsp_attr_bool(ptowsp_context_t *context, bool value);
// The value is rounded to the type; NaN payloads are kept in `bits` form below.
ptowsp_attr_t ptowsp_attr_float(ptowsp_context_t *context, double value, ptowsp_type_t type);
// From the type's own bit pattern (f16 in the low 16 bits, and so on).
ptowsp_attr_t ptowsp_attr_float_bits(ptowsp_context_t *context, uint64_t bits, ptowsp_type_t type);
ptowsp_attr_t ptowsp_attr_string(ptowsp_context_t *context, ptowsp_str_t text);
ptowsp_attr_t ptowsp_attr_cstring(ptowsp_context_t *context, const char *text);
ptowsp_attr_t ptowsp_attr_typed_string(ptowsp_context_t *context, ptowsp_str_t text,
                                       ptowsp_type_t type);
ptowsp_attr_t ptowsp_attr_type(ptowsp_context_t *context, ptowsp_type_t type);
// `text` without the leading @; nested references are "a::@b".
ptowsp_attr_t ptowsp_attr_symbol(ptowsp_context_t *context, ptowsp_str_t text);
ptowsp_attr_t ptowsp_attr_array(ptowsp_context_t *context, const ptowsp_attr_t *elements,
                                size_t count);
// Entries in any order; names must be distinct (asserted). Kept sorted by name.
ptowsp_attr_t ptowsp_attr_dictionary(ptowsp_context_t *context, const ptowsp_named_attr_t *entries,
                                     size_t count);
// Elements are i1 or of whole bytes, given as raw values of ptowsp_type_bytes(element) each.
ptowsp_attr_t ptowsp_attr_dense_array(ptowsp_context_t *context, ptowsp_type_t element,
                                      const void *data, size_t count);
ptowsp_attr_t ptowsp_attr_i64_array(ptowsp_context_t *context, const int64_t *values, size_t count);
ptowsp_attr_t ptowsp_attr_i32_array(ptowsp_context_t *context, const int32_t *values, size_t count);
// Of an integer or float type: two's complement or the bit pattern in words, lowest first. What
// fits 64 bits is an integer attribute or a float attribute like any other.
ptowsp_attr_t ptowsp_attr_wide(ptowsp_context_t *context, const uint64_t *words, size_t count,
                               ptowsp_type_t type);
// `strings` is an array of as many strings as `type` has elements, or of one for all.
ptowsp_attr_t ptowsp_attr_dense_text(ptowsp_context_t *context, ptowsp_type_t type,
                                     ptowsp_attr_t strings);
// Dense attributes: a row of numbers for each value; both NULL: there are none.
ptowsp_attr_t ptowsp_attr_sparse(ptowsp_context_t *context, ptowsp_type_t type,
                                 ptowsp_attr_t indices, ptowsp_attr_t values);
ptowsp_attr_t ptowsp_attr_resource(ptowsp_context_t *context, ptowsp_str_t key, ptowsp_type_t type);
ptowsp_attr_t ptowsp_attr_distinct(ptowsp_context_t *context, int64_t number, ptowsp_attr_t of);
// `data` holds ptowsp_type_bytes(element) bytes an element; one element if splat.
ptowsp_attr_t ptowsp_attr_dense(ptowsp_context_t *context, ptowsp_type_t type, const void *data,
                                size_t bytes, bool splat);
ptowsp_attr_t ptowsp_attr_strided(ptowsp_context_t *context, const int64_t *strides, size_t rank,
                                  int64_t offset);
// `text` is the whole attribute: in MLIR's normal form, or, for the second, in any. The second
// returns NULL for what is no map or set.
ptowsp_attr_t ptowsp_attr_affine_parse(ptowsp_context_t *context, ptowsp_str_t text);
ptowsp_attr_t ptowsp_attr_affine(ptowsp_context_t *context, ptowsp_str_t text);
ptowsp_attr_t ptowsp_attr_location(ptowsp_context_t *context, ptowsp_loc_t loc);
ptowsp_attr_t ptowsp_attr_opaque(ptowsp_context_t *context, ptowsp_str_t text, ptowsp_type_t type);

// The type of a typed attribute (numbers, elements; opaque and string if given), else NULL.
ptowsp_type_t ptowsp_attr_value_type(ptowsp_attr_t attr);
int64_t ptowsp_attr_int_value(ptowsp_attr_t attr);
double ptowsp_attr_float_value(ptowsp_attr_t attr);
uint64_t ptowsp_attr_float_value_bits(ptowsp_attr_t attr);
// The words of a wide attribute; integers as few as the sign allows.
const uint64_t *ptowsp_attr_wide_words(ptowsp_attr_t attr, size_t *out_count);
ptowsp_attr_t ptowsp_attr_dense_text_strings(ptowsp_attr_t attr);
ptowsp_attr_t ptowsp_attr_sparse_indices(ptowsp_attr_t attr); // NULL: none
ptowsp_attr_t ptowsp_attr_sparse_values(ptowsp_attr_t attr);
int64_t ptowsp_attr_distinct_number(ptowsp_attr_t attr);
ptowsp_attr_t ptowsp_attr_distinct_of(ptowsp_attr_t attr);
// String, symbol, affine, opaque and resource attributes.
ptowsp_str_t ptowsp_attr_text(ptowsp_attr_t attr);
ptowsp_type_t ptowsp_attr_as_type(ptowsp_attr_t attr);
// Array and dictionary: elements; dense array: elements.
size_t ptowsp_attr_count(ptowsp_attr_t attr);
ptowsp_attr_t ptowsp_attr_at(ptowsp_attr_t array, size_t i);
ptowsp_named_attr_t ptowsp_attr_entry(ptowsp_attr_t dictionary, size_t i);
// NULL if there is no such entry (or the dictionary is NULL).
ptowsp_attr_t ptowsp_attr_lookup(ptowsp_attr_t dictionary, const char *name);
ptowsp_type_t ptowsp_attr_dense_array_element(ptowsp_attr_t attr);
// Element i of an integer dense array, sign-extended.
int64_t ptowsp_attr_dense_array_int(ptowsp_attr_t attr, size_t i);
double ptowsp_attr_dense_array_float(ptowsp_attr_t attr, size_t i);
const void *ptowsp_attr_dense_array_data(ptowsp_attr_t attr);
const void *ptowsp_attr_dense_data(ptowsp_attr_t attr, size_t *out_bytes, bool *out_splat);
size_t ptowsp_attr_strided_rank(ptowsp_attr_t strided);
int64_t ptowsp_attr_strided_stride(ptowsp_attr_t strided, size_t i);
int64_t ptowsp_attr_strided_offset(ptowsp_attr_t strided);
ptowsp_loc_t ptowsp_attr_loc(ptowsp_attr_t location);

// ---------------------------------------------------------------- locations as attributes

// A ptowsp_loc_t is one place; what MLIR's other kinds of locations say beyond it is an attribute
// that the value leads to (ptowsp_attr_location). Its place is that of the first known part.
typedef enum {
  PTOWSP_LOCATION_UNKNOWN,
  PTOWSP_LOCATION_FILE,     // "file":line:column, to :column or line:column
  PTOWSP_LOCATION_NAME,     // "name"(location)
  PTOWSP_LOCATION_CALLSITE, // callsite(callee at caller)
  PTOWSP_LOCATION_FUSED,    // fused<metadata>[location, ...]
} ptowsp_location_kind_t;

ptowsp_location_kind_t ptowsp_location_kind(ptowsp_attr_t location);
ptowsp_attr_t ptowsp_location_unknown(ptowsp_context_t *context);
// end_line 0: a point.
ptowsp_attr_t ptowsp_location_file(ptowsp_context_t *context, uint32_t file, uint32_t line,
                                   uint32_t column, uint32_t end_line, uint32_t end_column);
ptowsp_attr_t ptowsp_location_name(ptowsp_context_t *context, ptowsp_str_t name,
                                   ptowsp_attr_t child);
ptowsp_attr_t ptowsp_location_callsite(ptowsp_context_t *context, ptowsp_attr_t callee,
                                       ptowsp_attr_t caller);
// `metadata` may be NULL. May be another kind of location where parts say nothing or the same.
ptowsp_attr_t ptowsp_location_fused(ptowsp_context_t *context, const ptowsp_attr_t *locations,
                                    size_t count, ptowsp_attr_t metadata);
// The locations inside; a call site's callee comes first.
size_t ptowsp_location_count(ptowsp_attr_t location);
ptowsp_attr_t ptowsp_location_at(ptowsp_attr_t location, size_t i);
ptowsp_attr_t ptowsp_location_metadata(ptowsp_attr_t fused); // NULL: none
ptowsp_str_t ptowsp_location_text(ptowsp_attr_t name);

// Conversions between a double and a float kind's bit pattern (round to nearest even); kinds of
// at most 64 bits.
uint64_t ptowsp_float_encode(ptowsp_float_kind_t kind, double value);
double ptowsp_float_decode(ptowsp_float_kind_t kind, uint64_t bits);

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
// The same, or an operation that was added to the context.
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
ptowsp_attr_t ptowsp_op_properties(const ptowsp_op_t *op); // NULL: none
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
// A new block at the end of the region.
ptowsp_block_t *ptowsp_block_create(ptowsp_region_t *region);
// Takes a block with its operations out of its region. Nothing that stays may read its values once
// all blocks that go have gone, nor branch to it.
void ptowsp_block_erase(ptowsp_block_t *block);
ptowsp_block_t *ptowsp_block_next(const ptowsp_block_t *block);
ptowsp_region_t *ptowsp_block_region(const ptowsp_block_t *block);
ptowsp_op_t *ptowsp_block_op(const ptowsp_block_t *block); // the op around it
ptowsp_op_t *ptowsp_block_first(const ptowsp_block_t *block);
ptowsp_op_t *ptowsp_block_last(const ptowsp_block_t *block);
ptowsp_op_t *ptowsp_block_terminator(const ptowsp_block_t *block); // NULL: none
ptowsp_value_t *ptowsp_block_add_arg(ptowsp_block_t *block, ptowsp_type_t type, ptowsp_loc_t loc);
size_t ptowsp_block_arg_count(const ptowsp_block_t *block);
ptowsp_value_t *ptowsp_block_arg(const ptowsp_block_t *block, size_t i);
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
ptowsp_value_t *ptowsp_build_constant(ptowsp_builder_t *b, ptowsp_attr_t value);
ptowsp_value_t *ptowsp_build_index(ptowsp_builder_t *b, int64_t value);
// A memref.alloc with as many sizes as the type has open extents. Name: NULL for none.
ptowsp_value_t *ptowsp_build_alloc(ptowsp_builder_t *b, ptowsp_type_t type,
                                   ptowsp_value_t *const *sizes, const char *name);
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

// ---------------------------------------------------------------- verification and text

// Checks structure, dominance, the op tables' constraints and the ops' own
// hooks; emits an error for each violation found. True: none.
bool ptowsp_verify(ptowsp_op_t *root);

typedef struct {
  bool generic;     // MLIR's generic form for every op
  bool locations;   // print loc(...)
  bool local_scope; // no names for maps, sets, tuples and places: all is said where it stands
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

#endif
