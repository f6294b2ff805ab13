// Float kinds as bit patterns: round to nearest even, NaN kept quiet.
#include <math.h>
#include <string.h>

#include "ptowsp/ir.h"

typedef struct {
  unsigned exponent_bits, mantissa_bits;
} float_format_t;

static float_format_t format_of(ptowsp_float_kind_t kind) {
  switch (kind) {
    case PTOWSP_FLOAT_F16:
      return (float_format_t){5, 10};
    case PTOWSP_FLOAT_BF16:
      return (float_format_t){8, 7};
    case PTOWSP_FLOAT_TF32:
      return (float_format_t){8, 10};
    case PTOWSP_FLOAT_F32:
      return (float_format_t){8, 23};
    default:
      return (float_format_t){11, 52};
  }
}

uint64_t ptowsp_float_encode(ptowsp_float_kind_t kind, double value) {
  uint64_t bits;
  memcpy(&bits, &value, sizeof bits);
  float_format_t f = format_of(kind);
  if (f.mantissa_bits == 52) return bits;
  uint64_t sign = bits >> 63 << (f.exponent_bits + f.mantissa_bits);
  uint64_t infinity = ((UINT64_C(1) << f.exponent_bits) - 1) << f.mantissa_bits;
  if (isnan(value)) return sign | infinity | UINT64_C(1) << (f.mantissa_bits - 1);
  if (isinf(value)) return sign | infinity;
  if (value == 0) return sign;
  int exponent, bias = (1 << (f.exponent_bits - 1)) - 1;
  double fraction = frexp(fabs(value), &exponent); // [0.5, 1)
  int power = exponent - 1, lowest = 1 - bias;
  int unit = (power < lowest ? lowest : power) - (int)f.mantissa_bits; // weight of the last bit
  uint64_t mantissa = (uint64_t)nearbyint(ldexp(fraction, exponent - unit));
  uint64_t hidden = UINT64_C(1) << f.mantissa_bits;
  // Adding lets a mantissa that rounded up carry into the exponent by itself.
  uint64_t biased = power < lowest ? 0 : (uint64_t)(power + bias);
  uint64_t magnitude = biased ? (biased << f.mantissa_bits) + mantissa - hidden : mantissa;
  return sign | (magnitude > infinity ? infinity : magnitude);
}

double ptowsp_float_decode(ptowsp_float_kind_t kind, uint64_t bits) {
  float_format_t f = format_of(kind);
  if (f.mantissa_bits == 52) {
    double value;
    memcpy(&value, &bits, sizeof value);
    return value;
  }
  uint64_t mantissa = bits & ((UINT64_C(1) << f.mantissa_bits) - 1);
  int exponent = (int)(bits >> f.mantissa_bits & ((UINT64_C(1) << f.exponent_bits) - 1));
  int bias = (1 << (f.exponent_bits - 1)) - 1;
  bool negative = bits >> (f.exponent_bits + f.mantissa_bits) & 1;
  double value;
  if (exponent == (1 << f.exponent_bits) - 1)
    value = mantissa ? (double)NAN : (double)INFINITY;
  else if (exponent == 0)
    value = ldexp((double)mantissa, 1 - bias - (int)f.mantissa_bits);
  else
    value = ldexp((double)(mantissa | UINT64_C(1) << f.mantissa_bits),
                  exponent - bias - (int)f.mantissa_bits);
  return negative ? -value : value;
}
