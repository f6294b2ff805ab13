// Floats as MLIR prints them: scientific with six decimals where that is exact, else the
// shortest form its library gives, else the bits in hexadecimal. The digits come from the
// value's exact decimal expansion; truncation and rounding follow llvm::APFloat::toString.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ir_internal.h"
#include "print.h"
#include "wide.h"

// What the smallest double takes: no other value has a decimal form.
enum { DOUBLE_DIGITS = 1100, MAX_DIGITS = DOUBLE_DIGITS + 64, MAX_WORDS = 130 };

// digits[0] is the most significant; the value is 0.d0 d1 … times 10^(exponent + count), that is
// the integer d0 d1 … times 10^exponent.
typedef struct {
  char digits[MAX_DIGITS + 8];
  int count;
  int exponent;
} decimal_t;

static void expand(double value, decimal_t *out) {
  char text[DOUBLE_DIGITS + 32];
  snprintf(text, sizeof text, "%.*e", DOUBLE_DIGITS - 1, value);
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
  for (; out->exponent > 0 && out->count < DOUBLE_DIGITS; out->exponent--)
    out->digits[out->count++] = '0';
}

// words * factor, in place; the number of words then.
static size_t multiply(uint64_t *words, size_t count, uint64_t factor) {
  unsigned __int128 carry = 0;
  for (size_t i = 0; i < count; i++) {
    carry += (unsigned __int128)words[i] * factor;
    words[i] = (uint64_t)carry;
    carry >>= 64;
  }
  if (carry) words[count++] = (uint64_t)carry;
  return count;
}

// significand * 2^power, an integer or one over a power of ten.
static void expand_wide(unsigned __int128 significand, int power, decimal_t *out) {
  uint64_t words[MAX_WORDS / 2];
  ptowsp_buffer_t text = {0};
  for (; !(significand & 1); significand >>= 1) power++;
  size_t count = 2;
  words[0] = (uint64_t)significand;
  words[1] = (uint64_t)(significand >> 64);
  out->exponent = power < 0 ? power : 0;
  for (uint64_t base = power < 0 ? 5 : 2, left = (uint64_t)abs(power); left;) {
    uint64_t factor = 1;
    for (int i = 0; i < 24 && left; i++, left--) factor *= base;
    count = multiply(words, count, factor);
  }
  words[count++] = 0; // the sign
  ptowsp_wide_print(&text, words, count);
  out->count = (int)text.size;
  memcpy(out->digits, text.data, text.size);
  ptowsp_buffer_deinit(&text);
}

static void copy_decimal(decimal_t *to, const decimal_t *from) {
  to->count = from->count;
  to->exponent = from->exponent;
  memcpy(to->digits, from->digits, (size_t)from->count);
}

// Bits of the integer that the digits spell.
static int bit_length(const decimal_t *decimal) {
  uint32_t words[MAX_WORDS];
  int used = 0;
  for (int i = 0; i < decimal->count;) {
    uint64_t carry = 0, base = 1; // some digits at a time
    for (; i < decimal->count && base < 1000000000; i++, base *= 10)
      carry = 10 * carry + (uint64_t)(decimal->digits[i] - '0');
    for (int w = 0; w < used; w++) {
      carry += (uint64_t)words[w] * base;
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

// Whether the text behind `from`, read as a double first, gives exactly these bits.
static bool reads_back(const ptowsp_buffer_t *out, size_t from, ptowsp_float_kind_t kind,
                       const uint64_t words[2]) {
  double value = strtod(out->data + from, NULL);
  if (ptowsp_float_format(kind)->width <= 64) return ptowsp_float_encode(kind, value) == words[0];
  uint64_t again[2];
  ptowsp_float_encode_wide(kind, value, again);
  return again[0] == words[0] && again[1] == words[1];
}

// Whether significand * 2^power is a double: decimals are read as one.
static bool is_double(unsigned __int128 significand, int power) {
  int bits = 128;
  while (!(significand & 1)) {
    significand >>= 1;
    power++;
  }
  while (!(significand >> (bits - 1))) bits--;
  return bits <= 53 && power >= -1074 && power + bits <= 1024;
}

// Whether nothing was cut off. MLIR asks this of a wide float's own precision, which is close.
static bool is_exact(const decimal_t *cut, const decimal_t *exact) {
  for (int i = cut->count; i < exact->count; i++)
    if (exact->digits[i] != '0') return false;
  return memcmp(cut->digits, exact->digits, (size_t)cut->count) == 0;
}

// A positive number in decimal; false: only its bits say it.
static bool print_decimal(ptowsp_buffer_t *out, ptowsp_float_kind_t kind, const uint64_t words[2],
                          size_t start, const decimal_t *exact) {
  const ptowsp_float_format_t *format = ptowsp_float_format(kind);
  size_t unsigned_start = out->size;
  decimal_t decimal;
  copy_decimal(&decimal, exact);
  limit(&decimal, 6);
  spell_scientific(&decimal, out);
  bool narrow = format->width <= 64;
  if ((narrow || is_exact(&decimal, exact)) && reads_back(out, start, kind, words)) return true;
  out->size = unsigned_start;
  int precision = 2 + (int)(format->mantissa_bits + 1) * 59 / 196;
  copy_decimal(&decimal, exact);
  limit(&decimal, precision);
  return spell_default(&decimal, precision, out) && (narrow || reads_back(out, start, kind, words));
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
    decimal_t exact;
    expand(fabs(value), &exact);
    if (print_decimal(out, kind, (uint64_t[]){bits, 0}, start, &exact)) return;
    out->size = start;
  }
  int digits = ((int)ptowsp_float_format(kind)->width + 3) / 4;
  ptowsp_buffer_printf(out, "0x%0*llX", digits, (unsigned long long)bits);
}

void ptowsp_print_float_wide(ptowsp_buffer_t *out, ptowsp_float_kind_t kind,
                             const uint64_t words[2]) {
  bool f80 = kind == PTOWSP_FLOAT_F80;
  const ptowsp_float_format_t *format = ptowsp_float_format(kind);
  int exponent = (int)(f80 ? words[1] : words[1] >> 48) & 0x7fff;
  unsigned __int128 significand = words[0];
  if (!f80)
    significand |= (unsigned __int128)(words[1] << 16 >> 16 | (uint64_t)(exponent != 0) << 48)
                   << 64;
  size_t start = out->size;
  bool normal = !f80 || (exponent != 0) == (words[0] >> 63);
  if (exponent != 0x7fff && normal) {
    if (words[1] >> (f80 ? 15 : 63)) ptowsp_buffer_putc(out, '-');
    if (!significand) {
      ptowsp_buffer_puts(out, "0.000000e+00");
      return;
    }
    decimal_t exact;
    int power = (exponent ? exponent : 1) - format->bias - (int)format->mantissa_bits;
    if (is_double(significand, power)) {
      expand_wide(significand, power, &exact);
      if (print_decimal(out, kind, words, start, &exact)) return;
    }
    out->size = start;
  }
  ptowsp_buffer_printf(out, "0x%0*llX%016llX", f80 ? 4 : 16, (unsigned long long)words[1],
                       (unsigned long long)words[0]);
}
