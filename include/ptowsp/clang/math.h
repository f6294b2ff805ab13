// <math.h> as the importer reads it: what ISO C17 says and the constants that come without
// -std=c17, without the C library's own machinery, whose parsing takes longer than that of most
// programs. Where more than that is asked for, the C library's header follows instead. Compiling
// the program never comes here.
#if defined(_GNU_SOURCE) || defined(_XOPEN_SOURCE) || defined(__cplusplus)
#include_next <math.h>
#elif !defined(PTOWSP_CLANG_MATH_H)
#define PTOWSP_CLANG_MATH_H

#if !defined(__STRICT_ANSI__) || defined(_DEFAULT_SOURCE)
#define M_E 2.7182818284590452354
#define M_LOG2E 1.4426950408889634074
#define M_LOG10E 0.43429448190325182765
#define M_LN2 0.69314718055994530942
#define M_LN10 2.30258509299404568402
#define M_PI 3.14159265358979323846
#define M_PI_2 1.57079632679489661923
#define M_PI_4 0.78539816339744830962
#define M_1_PI 0.31830988618379067154
#define M_2_PI 0.63661977236758134308
#define M_2_SQRTPI 1.12837916709551257390
#define M_SQRT2 1.41421356237309504880
#define M_SQRT1_2 0.70710678118654752440
#endif

typedef float float_t;
typedef double double_t;

#define HUGE_VAL __builtin_huge_val()
#define HUGE_VALF __builtin_huge_valf()
#define HUGE_VALL __builtin_huge_vall()
#define INFINITY __builtin_inff()
#define NAN __builtin_nanf("")
#define FP_NAN 0
#define FP_INFINITE 1
#define FP_ZERO 2
#define FP_SUBNORMAL 3
#define FP_NORMAL 4
#define FP_ILOGB0 (-2147483647 - 1)
#define FP_ILOGBNAN (-2147483647 - 1)
#define MATH_ERRNO 1
#define MATH_ERREXCEPT 2
#define math_errhandling (MATH_ERRNO | MATH_ERREXCEPT)

#define fpclassify(x) __builtin_fpclassify(FP_NAN, FP_INFINITE, FP_NORMAL, FP_SUBNORMAL, FP_ZERO, x)
#define isfinite(x) __builtin_isfinite(x)
#define isinf(x) __builtin_isinf_sign(x)
#define isnan(x) __builtin_isnan(x)
#define isnormal(x) __builtin_isnormal(x)
#define signbit(x) __builtin_signbit(x)
#define isgreater(x, y) __builtin_isgreater(x, y)
#define isgreaterequal(x, y) __builtin_isgreaterequal(x, y)
#define isless(x, y) __builtin_isless(x, y)
#define islessequal(x, y) __builtin_islessequal(x, y)
#define islessgreater(x, y) __builtin_islessgreater(x, y)
#define isunordered(x, y) __builtin_isunordered(x, y)

#define PTOWSP_MATH_1_(type, name) type name(type)
#define PTOWSP_MATH_2_(type, name) type name(type, type)
#define PTOWSP_MATH_(type, f)            \
  PTOWSP_MATH_1_(type, acos##f);         \
  PTOWSP_MATH_1_(type, asin##f);         \
  PTOWSP_MATH_1_(type, atan##f);         \
  PTOWSP_MATH_1_(type, cos##f);          \
  PTOWSP_MATH_1_(type, sin##f);          \
  PTOWSP_MATH_1_(type, tan##f);          \
  PTOWSP_MATH_1_(type, acosh##f);        \
  PTOWSP_MATH_1_(type, asinh##f);        \
  PTOWSP_MATH_1_(type, atanh##f);        \
  PTOWSP_MATH_1_(type, cosh##f);         \
  PTOWSP_MATH_1_(type, sinh##f);         \
  PTOWSP_MATH_1_(type, tanh##f);         \
  PTOWSP_MATH_1_(type, exp##f);          \
  PTOWSP_MATH_1_(type, exp2##f);         \
  PTOWSP_MATH_1_(type, expm1##f);        \
  PTOWSP_MATH_1_(type, log##f);          \
  PTOWSP_MATH_1_(type, log10##f);        \
  PTOWSP_MATH_1_(type, log1p##f);        \
  PTOWSP_MATH_1_(type, log2##f);         \
  PTOWSP_MATH_1_(type, logb##f);         \
  PTOWSP_MATH_1_(type, cbrt##f);         \
  PTOWSP_MATH_1_(type, fabs##f);         \
  PTOWSP_MATH_1_(type, sqrt##f);         \
  PTOWSP_MATH_1_(type, erf##f);          \
  PTOWSP_MATH_1_(type, erfc##f);         \
  PTOWSP_MATH_1_(type, lgamma##f);       \
  PTOWSP_MATH_1_(type, tgamma##f);       \
  PTOWSP_MATH_1_(type, ceil##f);         \
  PTOWSP_MATH_1_(type, floor##f);        \
  PTOWSP_MATH_1_(type, nearbyint##f);    \
  PTOWSP_MATH_1_(type, rint##f);         \
  PTOWSP_MATH_1_(type, round##f);        \
  PTOWSP_MATH_1_(type, trunc##f);        \
  PTOWSP_MATH_2_(type, atan2##f);        \
  PTOWSP_MATH_2_(type, hypot##f);        \
  PTOWSP_MATH_2_(type, pow##f);          \
  PTOWSP_MATH_2_(type, fmod##f);         \
  PTOWSP_MATH_2_(type, remainder##f);    \
  PTOWSP_MATH_2_(type, copysign##f);     \
  PTOWSP_MATH_2_(type, nextafter##f);    \
  PTOWSP_MATH_2_(type, fdim##f);         \
  PTOWSP_MATH_2_(type, fmax##f);         \
  PTOWSP_MATH_2_(type, fmin##f);         \
  type fma##f(type, type, type);         \
  type frexp##f(type, int *);            \
  type ldexp##f(type, int);              \
  type modf##f(type, type *);            \
  type nan##f(const char *);             \
  type nexttoward##f(type, long double); \
  type remquo##f(type, type, int *);     \
  type scalbn##f(type, int);             \
  type scalbln##f(type, long);           \
  int ilogb##f(type);                    \
  long lrint##f(type);                   \
  long lround##f(type);                  \
  long long llrint##f(type);             \
  long long llround##f(type);

PTOWSP_MATH_(double, )
PTOWSP_MATH_(float, f)
PTOWSP_MATH_(long double, l)

#undef PTOWSP_MATH_
#undef PTOWSP_MATH_1_
#undef PTOWSP_MATH_2_

#endif
