// Numbers for pointers: a hash table of the numbers, over the pointers in their order.
#include <stdlib.h>

#include "ptowsp/support.h"

// Where a pointer's number is, plus one, or is to be.
static uint32_t *slot_of(const ptowsp_numbering_t *numbering, const void *pointer) {
  size_t mask = numbering->slots.size - 1;
  size_t at = (size_t)((uintptr_t)pointer >> 4) * UINT64_C(0x9e3779b97f4a7c15) >> 20 & mask;
  while (numbering->slots.data[at] &&
         numbering->pointers.data[numbering->slots.data[at] - 1] != pointer)
    at = (at + 1) & mask;
  return &numbering->slots.data[at];
}

static void grow(ptowsp_numbering_t *numbering) {
  size_t size = numbering->slots.size ? 2 * numbering->slots.size : 64;
  free(numbering->slots.data);
  numbering->slots.data = ptowsp_calloc(size, sizeof *numbering->slots.data);
  numbering->slots.size = numbering->slots.capacity = size;
  for (size_t i = 0; i < numbering->pointers.size; i++)
    *slot_of(numbering, numbering->pointers.data[i]) = (uint32_t)i + 1;
}

uint32_t ptowsp_numbering_enter(ptowsp_numbering_t *numbering, const void *pointer) {
  if (2 * numbering->pointers.size >= numbering->slots.size) grow(numbering);
  uint32_t *slot = slot_of(numbering, pointer);
  if (!*slot) {
    ptowsp_vec_push(&numbering->pointers, pointer);
    *slot = (uint32_t)numbering->pointers.size;
  }
  return *slot - 1;
}

uint32_t ptowsp_numbering_find(const ptowsp_numbering_t *numbering, const void *pointer) {
  return numbering->slots.size ? *slot_of(numbering, pointer) - 1 : UINT32_MAX;
}

void ptowsp_numbering_deinit(ptowsp_numbering_t *numbering) {
  ptowsp_vec_deinit(&numbering->pointers);
  ptowsp_vec_deinit(&numbering->slots);
}
