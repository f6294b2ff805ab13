#include "wide.h"

#include <stdlib.h>
#include <string.h>

static void negate(uint64_t *words, size_t count) {
  uint64_t carry = 1;
  for (size_t i = 0; i < count; i++) {
    words[i] = ~words[i] + carry;
    carry = carry && words[i] == 0;
  }
}

// words * factor + addend; what does not fit is never there: the caller made room.
static void multiply_add(uint64_t *words, size_t count, uint64_t factor, uint64_t addend) {
  unsigned __int128 carry = addend;
  for (size_t i = 0; i < count; i++) {
    carry += (unsigned __int128)words[i] * factor;
    words[i] = (uint64_t)carry;
    carry >>= 64;
  }
}

static void read_hex(ptowsp_str_t digits, uint64_t *words) {
  for (size_t i = 0; i < digits.size; i++) {
    char c = digits.data[digits.size - 1 - i];
    uint64_t digit = (uint64_t)(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    words[i / 16] |= digit << (i % 16 * 4);
  }
}

// Eighteen digits at a time; `used` words hold the number so far.
static void read_decimal(ptowsp_str_t digits, uint64_t *words) {
  enum { CHUNK = 18 };
  size_t used = 1;
  for (size_t at = 0; at < digits.size;) {
    uint64_t chunk = 0, power = 1;
    for (size_t i = 0; i < CHUNK && at < digits.size; i++, at++, power *= 10)
      chunk = chunk * 10 + (uint64_t)(digits.data[at] - '0');
    multiply_add(words, used + 1, power, chunk);
    if (words[used]) used++;
  }
}

ptowsp_wide_t ptowsp_wide_parse(ptowsp_str_t digits, bool negative) {
  bool hex = digits.size > 2 && digits.data[1] == 'x';
  if (hex) digits = (ptowsp_str_t){digits.data + 2, digits.size - 2};
  ptowsp_wide_t wide = {.count = digits.size / 16 + 3};
  wide.words = ptowsp_calloc(wide.count, sizeof *wide.words);
  if (hex)
    read_hex(digits, wide.words);
  else
    read_decimal(digits, wide.words);
  if (negative) negate(wide.words, wide.count);
  wide.count = ptowsp_wide_shorten(wide.words, wide.count);
  return wide;
}

void ptowsp_wide_deinit(ptowsp_wide_t *wide) {
  free(wide->words);
  *wide = (ptowsp_wide_t){0};
}

bool ptowsp_wide_is_negative(const uint64_t *words, size_t count) { return words[count - 1] >> 63; }

size_t ptowsp_wide_shorten(const uint64_t *words, size_t count) {
  while (count > 1 && words[count - 1] == (words[count - 2] >> 63 ? UINT64_MAX : 0)) count--;
  return count;
}

size_t ptowsp_wide_bits(const uint64_t *words, size_t count) {
  uint64_t flip = ptowsp_wide_is_negative(words, count) ? UINT64_MAX : 0;
  while (count && (words[count - 1] ^ flip) == 0) count--;
  return count ? 64 * count - (size_t)__builtin_clzll(words[count - 1] ^ flip) : 0;
}

void ptowsp_wide_print(ptowsp_buffer_t *out, const uint64_t *words, size_t count) {
  static const uint64_t CHUNK = UINT64_C(1000000000000000000); // eighteen digits
  uint64_t *rest = ptowsp_malloc(count * sizeof *rest);
  memcpy(rest, words, count * sizeof *rest);
  if (ptowsp_wide_is_negative(words, count)) {
    negate(rest, count);
    ptowsp_buffer_putc(out, '-');
  }
  PTOWSP_VEC(uint64_t) chunks = {0};
  do {
    unsigned __int128 remainder = 0;
    for (size_t i = count; i-- > 0;) {
      remainder = remainder << 64 | rest[i];
      rest[i] = (uint64_t)(remainder / CHUNK);
      remainder %= CHUNK;
    }
    ptowsp_vec_push(&chunks, (uint64_t)remainder);
    while (count && rest[count - 1] == 0) count--;
  } while (count);
  for (size_t i = chunks.size; i-- > 0;)
    ptowsp_buffer_printf(out, i + 1 == chunks.size ? "%llu" : "%018llu",
                         (unsigned long long)chunks.data[i]);
  ptowsp_vec_deinit(&chunks);
  free(rest);
}
