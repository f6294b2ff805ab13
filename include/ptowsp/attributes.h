// What is interned in a context: types, attributes, and the locations that are attributes. ir.h has
// the operations that carry them.
#ifndef PTOWSP_ATTRIBUTES_H
#define PTOWSP_ATTRIBUTES_H

#include "ptowsp/diagnostics.h"
#include "ptowsp/support.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef const struct ptowsp_type *ptowsp_type_t;
typedef const struct ptowsp_attr *ptowsp_attr_t;

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
// The elements that an array may have: no machine of ours holds more, and sums and products of
// sizes stay within 64 bits.
#define PTOWSP_MOST_ELEMENTS (INT64_C(1) << 40)
// Whether an array may have that shape. Extents of 0, and those that are not known, count as 1.
bool ptowsp_shape_is_held(const int64_t *shape, size_t rank);
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
// `data` holds ptowsp_type_bytes(element) bytes an element; one element if splat. Elements that are
// all the same are one splat, whoever lists them.
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

#ifdef __cplusplus
}
#endif

#endif
