// Integers of any width: two's complement in 64-bit words, the lowest first.
#ifndef PTOWSP_LIB_IR_WIDE_H
#define PTOWSP_LIB_IR_WIDE_H

#include "ptowsp/support.h"

typedef struct {
  uint64_t *words;
  size_t count; // at least 1
} ptowsp_wide_t;

// Decimal digits or 0x…, negated if asked. The result is as short as its sign allows;
// ptowsp_wide_deinit ends it.
ptowsp_wide_t ptowsp_wide_parse(ptowsp_str_t digits, bool negative);
void ptowsp_wide_deinit(ptowsp_wide_t *wide);
// Drops words that repeat the sign.
size_t ptowsp_wide_shorten(const uint64_t *words, size_t count);
// Bits of the value without a sign bit; of a negative value those that its complement needs.
size_t ptowsp_wide_bits(const uint64_t *words, size_t count);
bool ptowsp_wide_is_negative(const uint64_t *words, size_t count);
// In decimal.
void ptowsp_wide_print(ptowsp_buffer_t *out, const uint64_t *words, size_t count);

#endif
