// Memory straight from the system, for what grows large: it comes zeroed, in large pages where
// the system has them, and costs nothing until it is touched.
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>

#include "ptowsp/support.h"

#ifdef __has_feature
#define HAS_FEATURE(x) __has_feature(x)
#else
#define HAS_FEATURE(x) 0
#endif

#if defined(__SANITIZE_ADDRESS__) || HAS_FEATURE(address_sanitizer)

// A sanitizer watches what malloc gives, and nothing else.
void *ptowsp_pages_alloc(size_t bytes) { return ptowsp_calloc(1, bytes); }

void *ptowsp_pages_grow(void *block, size_t bytes, size_t to) {
  char *grown = ptowsp_realloc(block, to);
  memset(grown + bytes, 0, to - bytes);
  return grown;
}

void ptowsp_pages_free(void *block, size_t bytes) {
  (void)bytes;
  free(block);
}

#else

enum { LARGE_PAGE = 1 << 21 };

static size_t round_up(size_t bytes) {
  return (bytes + LARGE_PAGE - 1) & ~(size_t)(LARGE_PAGE - 1);
}

// Address space at a multiple of the large page's size; NULL: there is none.
static char *reserve(size_t bytes) {
  size_t room = bytes + LARGE_PAGE;
  char *begin =
      mmap(NULL, room, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (begin == MAP_FAILED) return NULL;
  size_t skip = round_up((uintptr_t)begin) - (uintptr_t)begin;
  if (skip) munmap(begin, skip);
  if (LARGE_PAGE - skip) munmap(begin + skip + bytes, LARGE_PAGE - skip);
  return begin + skip;
}

void *ptowsp_pages_alloc(size_t bytes) {
  bytes = round_up(bytes);
  char *block = reserve(bytes);
  if (!block) ptowsp_out_of_memory(bytes);
  madvise(block, bytes, MADV_HUGEPAGE);
  return block;
}

void *ptowsp_pages_grow(void *block, size_t bytes, size_t to) {
  bytes = round_up(bytes);
  to = round_up(to);
  if (to == bytes) return block;
  // Between two such places the system moves its tables alone, not what is in the pages.
  char *place = reserve(to);
  if (!place || mremap(block, bytes, to, MREMAP_MAYMOVE | MREMAP_FIXED, place) == MAP_FAILED)
    ptowsp_out_of_memory(to);
  return place;
}

void ptowsp_pages_free(void *block, size_t bytes) {
  if (block) munmap(block, round_up(bytes));
}

#endif
