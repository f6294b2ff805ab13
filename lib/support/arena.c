// A bump allocator over chunks: they grow by four, and then take address space
// alone until they are used (ptowsp_pages_alloc).
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ptowsp/support.h"

enum { ALIGN = 16, FIRST_CHUNK = 1 << 12, SMALL_CHUNK = 1 << 18, LARGE_CHUNK = 1 << 25 };

typedef struct chunk {
  struct chunk *previous;
  size_t size;
  _Alignas(ALIGN) char data[];
} chunk_t;

struct ptowsp_arena {
  chunk_t *chunk;
  size_t used;
  size_t next_size;
};

ptowsp_arena_t *ptowsp_arena_create(void) {
  ptowsp_arena_t *arena = ptowsp_calloc(1, sizeof *arena);
  arena->next_size = FIRST_CHUNK;
  return arena;
}

void ptowsp_arena_reset(ptowsp_arena_t *arena) {
  for (chunk_t *chunk = arena->chunk, *previous; chunk; chunk = previous) {
    previous = chunk->previous;
    ptowsp_pages_free(chunk, sizeof *chunk + chunk->size);
  }
  *arena = (ptowsp_arena_t){.next_size = FIRST_CHUNK};
}

void ptowsp_arena_destroy(ptowsp_arena_t *arena) {
  if (!arena) return;
  ptowsp_arena_reset(arena);
  free(arena);
}

// A fresh chunk is zero, so allocations are without touching them again.
static void add_chunk(ptowsp_arena_t *arena, size_t at_least) {
  size_t size = at_least > arena->next_size ? at_least : arena->next_size;
  if (size > SMALL_CHUNK && size < LARGE_CHUNK) size = LARGE_CHUNK;
  chunk_t *chunk = ptowsp_pages_alloc(sizeof *chunk + size);
  chunk->previous = arena->chunk;
  chunk->size = size;
  arena->chunk = chunk;
  arena->used = 0;
  if (arena->next_size <= SMALL_CHUNK) arena->next_size *= 4;
}

void *ptowsp_arena_alloc(ptowsp_arena_t *arena, size_t bytes) {
  bytes = (bytes + ALIGN - 1) & ~(size_t)(ALIGN - 1);
  if (!arena->chunk || arena->chunk->size - arena->used < bytes) add_chunk(arena, bytes);
  void *block = arena->chunk->data + arena->used;
  arena->used += bytes;
  return block;
}

void *ptowsp_arena_copy(ptowsp_arena_t *arena, const void *data, size_t bytes) {
  void *block = ptowsp_arena_alloc(arena, bytes);
  if (bytes) memcpy(block, data, bytes);
  return block;
}

char *ptowsp_arena_strdup(ptowsp_arena_t *arena, ptowsp_str_t text) {
  char *copy = ptowsp_arena_alloc(arena, text.size + 1);
  if (text.size) memcpy(copy, text.data, text.size);
  return copy;
}

char *ptowsp_arena_printf(ptowsp_arena_t *arena, const char *format, ...) {
  va_list args;
  va_start(args, format);
  va_list again;
  va_copy(again, args);
  int size = vsnprintf(NULL, 0, format, args);
  va_end(args);
  char *text = ptowsp_arena_alloc(arena, (size_t)size + 1);
  vsnprintf(text, (size_t)size + 1, format, again);
  va_end(again);
  return text;
}
