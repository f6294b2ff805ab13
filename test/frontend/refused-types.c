// RUN: %exits 1 ptowsp-translate --import-c %s 2>&1 | FileCheck %s

// Types outside the language, in declarations, parameters and expressions.
#include <ptowsp/ptowsp.h>
struct pair { int x, y; };
union both { int i; float f; };
typedef float vec __attribute__((vector_size(16)));
// CHECK: :[[#@LINE+1]]:31: error: a parameter of type 'struct pair' is not part of the language
wsp_kernel void k(float a[8], struct pair p) { a[0] = p.x; }
// CHECK: :[[#@LINE+1]]:19: error: an array of 'long double' is not part of the language; the element types are _Bool, the integers of 8 to 64 bits, _Float16, __bf16, float and double
wsp_kernel void l(long double a[8]) { a[0] = 1; }
wsp_kernel void m(float a[8], int n) {
// CHECK: :[[#@LINE+1]]:3: error: the type 'long double' is not part of the language
  long double x = 1;
// CHECK: :[[#@LINE+1]]:3: error: the type '__int128' is not part of the language
  __int128 y = n;
// CHECK: :[[#@LINE+1]]:3: error: the type 'struct pair' is not part of the language
  struct pair z;
// CHECK: :[[#@LINE+1]]:3: error: the type 'union both' is not part of the language
  union both u;
// CHECK: :[[#@LINE+1]]:3: error: the type 'vec' is not part of the language
  vec v;
// CHECK: :[[#@LINE+1]]:3: error: the type '_Complex float' is not part of the language
  float _Complex c;
// CHECK: :[[#@LINE+1]]:3: error: the type '_Atomic(int)' is not part of the language
  _Atomic int t;
// CHECK: :[[#@LINE+1]]:10: error: the type 'long double' is not part of the language
  a[0] = 1.5L;
// CHECK: :[[#@LINE+1]]:14: error: the type '__int128' is not part of the language
  a[1] = n * (__int128)n;
}
