// <math.h> as the importer reads it: what ISO C17 says, without the C library's own machinery,
// whose parsing takes longer than that of most programs. Where more than ISO C is asked for, the
// C library's header follows instead. Compiling the program never comes here.
#if !defined(__STRICT_ANSI__) || defined(_GNU_SOURCE) || defined(_DEFAULT_SOURCE) || \
    defined(_POSIX_C_SOURCE) || defined(_XOPEN_SOURCE) || defined(__cplusplus)
#include_next <math.h>
#elif !defined(PTOWSP_CLANG_MATH_H)
#define PTOWSP_CLANG_MATH_H

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
