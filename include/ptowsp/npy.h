// NumPy's .npy format (version 1.0 to 3.0, C order, little-endian).
#ifndef PTOWSP_NPY_H
#define PTOWSP_NPY_H

#include "ptowsp/ir.h"

#ifdef __cplusplus
extern "C" {
#endif

// Reads `path` into `data`, which has room for the whole array of `shape`/`element`.
// C types: f16 f4 f8 i1 i2 i4 i8 u1 u2 u4 u8 b1 in numpy's spelling; `is_unsigned`
// tells i32 from u32 where the IR's signless type cannot. False after an error:
// unreadable, not .npy, other type, shape, byte order, Fortran order, truncated, trailing bytes.
bool ptowsp_npy_read(ptowsp_context_t *context, const char *path, const char *dtype,
                     const int64_t *shape, size_t rank, void *data, size_t bytes);
// The shape a file's header says. False, and nothing reported, if it cannot be told.
enum { PTOWSP_NPY_MAX_RANK = 32 };
bool ptowsp_npy_shape(const char *path, int64_t out_shape[PTOWSP_NPY_MAX_RANK], size_t *out_rank);
// Appends everything that stands before the data.
void ptowsp_npy_header(ptowsp_buffer_t *buffer, const char *dtype, const int64_t *shape,
                       size_t rank);
// "<f4" and the like for an element type; NULL if numpy has none (bf16).
const char *ptowsp_npy_dtype(ptowsp_type_t element, bool is_unsigned);

#ifdef __cplusplus
}
#endif

#endif
