// <assert.h> as the importer reads it: assert is an expression, as C says, where the C library has
// a statement in one. Compiling the program never comes here.
#undef assert
#undef static_assert
#define static_assert _Static_assert
#ifdef NDEBUG
#define assert(expression) ((void)0)
#else
#define assert(expression) \
  ((expression) ? (void)0 : __assert_fail(#expression, __FILE__, __LINE__, __func__))
#ifndef PTOWSP_CLANG_ASSERT_H
#define PTOWSP_CLANG_ASSERT_H
extern void __assert_fail(const char *, const char *, unsigned, const char *)
    __attribute__((__noreturn__));
#endif
#endif
