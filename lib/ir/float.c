// Float kinds as bit patterns: round to nearest even, NaN kept quiet.
#include <math.h>
#include <string.h>

#include "ir_internal.h"

static const ptowsp_float_format_t FORMATS[] = {
#define PTOWSP_FLOAT_KIND(ID, NAME, WIDTH, EXPONENT, MANTISSA, BIAS, SPECIAL) \
  {NAME, WIDTH, EXPONENT, MANTISSA, BIAS, PTOWSP_SPECIAL_##SPECIAL},
#include "ptowsp/float_kinds.def"
};

const ptowsp_float_format_t *ptowsp_float_format(ptowsp_float_kind_t kind) {
  return &FORMATS[kind];
}

bool ptowsp_float_kind_parse(ptowsp_str_t name, ptowsp_float_kind_t *out_kind) {
  for (size_t i = 0; i < PTOWSP_COUNTOF(FORMATS); i++)
    if (ptowsp_str_is(name, FORMATS[i].name)) {
      *out_kind = (ptowsp_float_kind_t)i;
      return true;
    }
  return false;
}

const char *ptowsp_float_kind_name(ptowsp_float_kind_t kind) { return FORMATS[kind].name; }

// What the bits without their sign may say, from above.
static uint64_t largest_finite(const ptowsp_float_format_t *f) {
  uint64_t ones = (UINT64_C(1) << (f->exponent_bits + f->mantissa_bits)) - 1;
  switch (f->special) {
    case PTOWSP_SPECIAL_IEEE:
      return ones - (UINT64_C(1) << f->mantissa_bits);
    case PTOWSP_SPECIAL_NAN_ONLY:
    case PTOWSP_SPECIAL_SCALE:
      return ones - 1;
    default:
      return ones;
  }
}

static uint64_t nan_bits(const ptowsp_float_format_t *f, uint64_t sign) {
  switch (f->special) {
    case PTOWSP_SPECIAL_IEEE:
      return sign | (largest_finite(f) + 1) | UINT64_C(1) << (f->mantissa_bits - 1);
    case PTOWSP_SPECIAL_NEG_ZERO:
      return UINT64_C(1) << (f->exponent_bits + f->mantissa_bits);
    case PTOWSP_SPECIAL_FINITE: // none: the largest number
      return sign | largest_finite(f);
    default:
      return sign | (largest_finite(f) + 1);
  }
}

static uint64_t overflow_bits(const ptowsp_float_format_t *f, uint64_t sign) {
  return f->special == PTOWSP_SPECIAL_IEEE ? sign | (largest_finite(f) + 1) : nan_bits(f, sign);
}

uint64_t ptowsp_float_encode(ptowsp_float_kind_t kind, double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  if (kind == PTOWSP_FLOAT_F64) return bits;
  const ptowsp_float_format_t *f = &FORMATS[kind];
  bool scale = f->special == PTOWSP_SPECIAL_SCALE;
  uint64_t sign = scale ? 0 : bits >> 63 << (f->exponent_bits + f->mantissa_bits);
  if (isnan(value)) return nan_bits(f, sign);
  if (isinf(value)) return overflow_bits(f, sign);
  if (value == 0) return f->special == PTOWSP_SPECIAL_NEG_ZERO ? 0 : sign;
  int exponent, mantissa_bits = (int)f->mantissa_bits;
  double fraction = frexp(fabs(value), &exponent); // [0.5, 1)
  int power = exponent - 1, lowest = scale ? -f->bias : 1 - f->bias;
  int unit = (power < lowest ? lowest : power) - mantissa_bits; // weight of the last bit
  uint64_t mantissa = (uint64_t)nearbyint(ldexp(fraction, exponent - unit));
  if (scale) { // a tie goes to the even mantissa, which is up: 1.5 is 2
    mantissa = fraction >= 0.75 ? 2 : 1;
    if (power < lowest) return 0;
  }
  uint64_t hidden = UINT64_C(1) << f->mantissa_bits;
  // Adding lets a mantissa that rounded up carry into the exponent by itself.
  uint64_t biased = power < lowest ? 0 : (uint64_t)(power + f->bias);
  uint64_t magnitude = biased ? (biased << f->mantissa_bits) + mantissa - hidden : mantissa;
  if (scale) magnitude = (uint64_t)(power + f->bias) + mantissa - 1;
  if (magnitude > largest_finite(f)) return overflow_bits(f, sign);
  return magnitude || f->special != PTOWSP_SPECIAL_NEG_ZERO ? sign | magnitude : 0;
}

static bool is_nan(const ptowsp_float_format_t *f, uint64_t bits, uint64_t magnitude) {
  if (f->special == PTOWSP_SPECIAL_NEG_ZERO) return magnitude == 0 && bits != 0;
  return magnitude > largest_finite(f);
}

double ptowsp_float_decode(ptowsp_float_kind_t kind, uint64_t bits) {
  if (kind == PTOWSP_FLOAT_F64) {
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
  }
  const ptowsp_float_format_t *f = &FORMATS[kind];
  uint64_t mantissa = bits & ((UINT64_C(1) << f->mantissa_bits) - 1);
  uint64_t magnitude = bits & ((UINT64_C(1) << (f->exponent_bits + f->mantissa_bits)) - 1);
  int exponent = (int)(magnitude >> f->mantissa_bits);
  bool negative = bits >> (f->exponent_bits + f->mantissa_bits) & 1;
  double value;
  if (is_nan(f, bits, magnitude))
    value = f->special == PTOWSP_SPECIAL_IEEE && !mantissa ? (double)INFINITY : (double)NAN;
  else if (exponent == 0 && f->special != PTOWSP_SPECIAL_SCALE)
    value = ldexp((double)mantissa, 1 - f->bias - (int)f->mantissa_bits);
  else
    value = ldexp((double)(mantissa | UINT64_C(1) << f->mantissa_bits),
                  exponent - f->bias - (int)f->mantissa_bits);
  return negative ? -value : value;
}

// A double's sign, exponent and 64-bit mantissa with the highest bit set lie within f80 and f128.
void ptowsp_float_encode_wide(ptowsp_float_kind_t kind, double value, uint64_t out_words[2]) {
  const ptowsp_float_format_t *f = &FORMATS[kind];
  bool f80 = kind == PTOWSP_FLOAT_F80;
  uint64_t sign = signbit(value) != 0, mantissa = 0, exponent = 0;
  if (!isfinite(value)) {
    exponent = (UINT64_C(1) << f->exponent_bits) - 1;
    mantissa = isnan(value) ? UINT64_C(3) << 62 : UINT64_C(1) << 63;
  } else if (value != 0) {
    int power;
    mantissa = (uint64_t)ldexp(frexp(fabs(value), &power), 53) << 11;
    exponent = (uint64_t)(power - 1 + f->bias);
  }
  if (f80) {
    out_words[0] = mantissa;
    out_words[1] = sign << 15 | exponent;
    return;
  }
  mantissa <<= 1; // the hidden bit is not written
  out_words[0] = mantissa << 48;
  out_words[1] = sign << 63 | exponent << 48 | mantissa >> 16;
}
