// Floats as MLIR prints them: scientific with six decimals where that is exact, else the
// shortest form its library gives, else the bits in hexadecimal. The digits come from the
// value's exact decimal expansion; truncation and rounding follow llvm::APFloat::toString.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "print.h"

enum { MAX_DIGITS = 1100 };

// digits[0] is the most significant; the value is 0.d0 d1 … times 10^(exponent + count), that is
// the integer d0 d1 … times 10^exponent.
typedef struct {
  char digits[MAX_DIGITS + 8];
  int count;
  int exponent;
} decimal_t;

static void expand(double value, decimal_t *out) {
  char text[MAX_DIGITS + 32];
  snprintf(text, sizeof text, "%.*e", MAX_DIGITS - 1, value);
  const char *e = strchr(text, 'e');
  out->count = 0;
  for (const char *at = text; at < e; at++)
    if (*at != '.') out->digits[out->count++] = *at;
  out->exponent = atoi(e + 1) - (out->count - 1);
  while (out->count > 1 && out->digits[out->count - 1] == '0') {
    out->count--;
    out->exponent++;
  }
  // An integer keeps its zeros: the library works on the integer itself.
  for (; out->exponent > 0 && out->count < MAX_DIGITS; out->exponent--)
    out->digits[out->count++] = '0';
}

// Bits of the integer that the digits spell.
static int bit_length(const decimal_t *decimal) {
  uint32_t words[128] = {0};
  int used = 0;
  for (int i = 0; i < decimal->count; i++) {
    uint64_t carry = (uint64_t)(decimal->digits[i] - '0');
    for (int w = 0; w < used; w++) {
      carry += (uint64_t)words[w] * 10;
      words[w] = (uint32_t)carry;
      carry >>= 32;
    }
    if (carry) words[used++] = (uint32_t)carry;
  }
  return used ? 32 * used - __builtin_clz(words[used - 1]) : 0;
}

static void drop_trailing_zeros(decimal_t *decimal) {
  while (decimal->count > 1 && decimal->digits[decimal->count - 1] == '0') {
    decimal->count--;
    decimal->exponent++;
  }
}

// First truncates to what `precision` digits need in bits, then rounds half up.
static void limit(decimal_t *decimal, int precision) {
  int bits = bit_length(decimal), required = (precision * 196 + 58) / 59;
  if (bits > required) {
    int removable = (bits - required) * 59 / 196;
    decimal->count -= removable;
    decimal->exponent += removable;
  }
  drop_trailing_zeros(decimal);
  if (decimal->count <= precision) return;
  bool up = decimal->digits[precision] >= '5';
  decimal->exponent += decimal->count - precision;
  decimal->count = precision;
  if (up) {
    while (decimal->count && decimal->digits[decimal->count - 1] == '9') {
      decimal->count--;
      decimal->exponent++;
    }
    if (decimal->count) {
      decimal->digits[decimal->count - 1]++;
    } else {
      decimal->digits[decimal->count++] = '1';
    }
  }
  drop_trailing_zeros(decimal);
}

// d.dddddde±XX with six decimals
static void spell_scientific(const decimal_t *d, ptowsp_buffer_t *out) {
  int exponent = d->exponent + d->count - 1;
  ptowsp_buffer_printf(out, "%c.%.*s", d->digits[0], d->count - 1, d->digits + 1);
  for (int i = d->count - 1; i < 6; i++) ptowsp_buffer_putc(out, '0');
  ptowsp_buffer_printf(out, "e%c%02d", exponent < 0 ? '-' : '+', abs(exponent));
}

// The library's own choice; false: it has no decimal point.
static bool spell_default(const decimal_t *d, int precision, ptowsp_buffer_t *out) {
  enum { MAX_PADDING = 3 };
  int top = d->exponent + d->count - 1; // power of the first digit
  bool scientific = d->exponent >= 0
                        ? d->exponent > MAX_PADDING || d->count + d->exponent > precision
                        : top < 0 && -top > MAX_PADDING;
  if (scientific) {
    ptowsp_buffer_printf(out, "%c.", d->digits[0]);
    if (d->count == 1)
      ptowsp_buffer_putc(out, '0');
    else
      ptowsp_buffer_append(out, d->digits + 1, (size_t)d->count - 1);
    ptowsp_buffer_printf(out, "E%c%d", top < 0 ? '-' : '+', abs(top));
    return true;
  }
  if (d->exponent >= 0) return false;
  int whole = d->count + d->exponent;
  if (whole > 0) {
    ptowsp_buffer_printf(out, "%.*s.%.*s", whole, d->digits, d->count - whole, d->digits + whole);
    return true;
  }
  ptowsp_buffer_puts(out, "0.");
  for (int i = 0; i < -whole; i++) ptowsp_buffer_putc(out, '0');
  ptowsp_buffer_append(out, d->digits, (size_t)d->count);
  return true;
}

static int significand_bits(ptowsp_float_kind_t kind) {
  switch (kind) {
    case PTOWSP_FLOAT_F16:
    case PTOWSP_FLOAT_TF32:
      return 11;
    case PTOWSP_FLOAT_BF16:
      return 8;
    case PTOWSP_FLOAT_F32:
      return 24;
    default:
      return 53;
  }
}

// Whether the text behind `from` reads back to exactly these bits.
static bool reads_back(const ptowsp_buffer_t *out, size_t from, ptowsp_float_kind_t kind,
                       uint64_t bits) {
  return ptowsp_float_encode(kind, strtod(out->data + from, NULL)) == bits;
}

void ptowsp_print_float(ptowsp_buffer_t *out, ptowsp_float_kind_t kind, uint64_t bits) {
  double value = ptowsp_float_decode(kind, bits);
  size_t start = out->size;
  if (isfinite(value)) {
    if (signbit(value)) ptowsp_buffer_putc(out, '-');
    if (value == 0) {
      ptowsp_buffer_puts(out, "0.000000e+00");
      return;
    }
    size_t unsigned_start = out->size;
    decimal_t exact, decimal;
    expand(fabs(value), &exact);
    decimal = exact;
    limit(&decimal, 6);
    spell_scientific(&decimal, out);
    if (reads_back(out, start, kind, bits)) return;
    out->size = unsigned_start;
    int precision = 2 + significand_bits(kind) * 59 / 196;
    decimal = exact;
    limit(&decimal, precision);
    if (spell_default(&decimal, precision, out)) return;
    out->size = start;
  }
  unsigned width = kind == PTOWSP_FLOAT_F64 ? 64 : kind == PTOWSP_FLOAT_F32 ? 32 : 16;
  if (kind == PTOWSP_FLOAT_TF32) width = 20;
  ptowsp_buffer_printf(out, "0x%0*llX", (int)width / 4, (unsigned long long)bits);
}
