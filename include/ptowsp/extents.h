// Variable extents: what `wsp.extents` of a kernel or workload says.
//
// Its entry for an array with "?" in its shape is an affine map without dimensions, whose symbols
// are the function's integer arguments in order and whose results are the extents.
#ifndef PTOWSP_EXTENTS_H
#define PTOWSP_EXTENTS_H

#include "ptowsp/ir.h"

#ifdef __cplusplus
extern "C" {
#endif

// The integer arguments of a function, and the values known of them.
typedef struct {
  size_t count;
  size_t *arguments; // which argument a symbol is
  bool *known;
  int64_t *values;
} ptowsp_symbols_t;

ptowsp_symbols_t ptowsp_symbols_create(const ptowsp_op_t *function);
void ptowsp_symbols_destroy(ptowsp_symbols_t *symbols);
// The symbol an argument is; SIZE_MAX: none.
size_t ptowsp_symbols_find(const ptowsp_symbols_t *symbols, size_t argument);

typedef enum {
  PTOWSP_EXTENT_KNOWN,
  PTOWSP_EXTENT_MISSING, // a symbol has no value
  PTOWSP_EXTENT_INVALID, // not computable: malformed, overflow, division by zero or of a negative
} ptowsp_extent_status_t;

typedef struct {
  ptowsp_extent_status_t status;
  int64_t value;
  size_t symbol; // MISSING: the first one
  bool unique;   // MISSING: it is the only one
} ptowsp_extent_t;

// Result `dimension` of an entry of wsp.extents; INVALID if the entry is no such map.
ptowsp_extent_t ptowsp_extent(ptowsp_attr_t map, size_t dimension, const ptowsp_symbols_t *symbols);
// The one missing symbol's value that makes the extent `value`, where the extent is linear in it:
// made known. False if there is no such number.
bool ptowsp_extent_solve(ptowsp_attr_t map, size_t dimension, ptowsp_symbols_t *symbols,
                         int64_t value);

#ifdef __cplusplus
}
#endif

#endif
