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

enum { LARGE_PAGE = 1 << 21 };

// Below that malloc does as well. A sanitizer watches what malloc gives, and nothing else.
#if defined(__SANITIZE_ADDRESS__) || HAS_FEATURE(address_sanitizer)
static const size_t WORTH_IT = SIZE_MAX;
#else
static const size_t WORTH_IT = 1 << 20;
#endif

static size_t round_up(size_t bytes) {
  return (bytes + LARGE_PAGE - 1) & ~(size_t)(LARGE_PAGE - 1);
}

// Address space at a multiple of the large page's size.
static char *reserve(size_t bytes) {
  size_t room = bytes + LARGE_PAGE;
  char *begin =
      mmap(NULL, room, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS | MAP_NORESERVE, -1, 0);
  if (begin == MAP_FAILED) ptowsp_out_of_memory(bytes);
  size_t skip = round_up((uintptr_t)begin) - (uintptr_t)begin;
  if (skip) munmap(begin, skip);
  munmap(begin + skip + bytes, LARGE_PAGE - skip);
  madvise(begin + skip, bytes, MADV_HUGEPAGE);
  return begin + skip;
}

void *ptowsp_pages_alloc(size_t bytes) {
  return bytes < WORTH_IT ? ptowsp_calloc(1, bytes) : reserve(round_up(bytes));
}

void *ptowsp_pages_grow(void *block, size_t bytes, size_t to) {
  if (to < WORTH_IT) {
    char *grown = ptowsp_realloc(block, to);
    memset(grown + bytes, 0, to - bytes);
    return grown;
  }
  if (bytes >= WORTH_IT && round_up(bytes) == round_up(to)) return block;
  char *place = reserve(round_up(to));
  if (bytes < WORTH_IT) {
    if (bytes) memcpy(place, block, bytes);
    free(block);
    return place;
  }
  // Between two such places the system moves its tables alone, not what is in the pages.
  if (mremap(block, round_up(bytes), round_up(to), MREMAP_MAYMOVE | MREMAP_FIXED, place) ==
      MAP_FAILED)
    ptowsp_out_of_memory(to);
  return place;
}

void ptowsp_pages_free(void *block, size_t bytes) {
  if (bytes < WORTH_IT)
    free(block);
  else
    munmap(block, round_up(bytes));
}
