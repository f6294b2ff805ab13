// Memory, text and files: the ground everything else stands on.
//
// Nothing here knows of IR or of diagnostics. Running out of memory is not an
// error a caller handles: the allocators abort with a message.
#ifndef PTOWSP_SUPPORT_H
#define PTOWSP_SUPPORT_H

#include <stdarg.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif

#if defined(__GNUC__)
#define PTOWSP_PRINTF(fmt, first) __attribute__((format(printf, fmt, first)))
#define PTOWSP_NORETURN __attribute__((noreturn))
#else
#define PTOWSP_PRINTF(fmt, first)
#define PTOWSP_NORETURN
#endif

#define PTOWSP_COUNTOF(array) (sizeof(array) / sizeof((array)[0]))

// A view of bytes that somebody else owns; not NUL-terminated.
typedef struct {
  const char *data;
  size_t size;
} ptowsp_str_t;

#define PTOWSP_STR(literal) ((ptowsp_str_t){"" literal, sizeof(literal) - 1})

ptowsp_str_t ptowsp_str(const char *text);
bool ptowsp_str_equal(ptowsp_str_t a, ptowsp_str_t b);
bool ptowsp_str_is(ptowsp_str_t a, const char *text);

// malloc family that never returns NULL for a nonzero size.
void *ptowsp_malloc(size_t bytes);
void *ptowsp_calloc(size_t count, size_t bytes);
void *ptowsp_realloc(void *block, size_t bytes);
char *ptowsp_strdup(const char *text);

// Says so and ends the program.
PTOWSP_NORETURN void ptowsp_out_of_memory(size_t bytes);

// For what may grow to megabytes: zeroed, aligned to 16 bytes at least, on large pages where the
// system has them; of a large block, what is not touched costs no memory. Growing keeps the
// content and may move the block. The size is given again each time.
void *ptowsp_pages_alloc(size_t bytes);
void *ptowsp_pages_grow(void *block, size_t bytes, size_t to);
void ptowsp_pages_free(void *block, size_t bytes);

// An arena: allocations live until the arena is destroyed or reset.
typedef struct ptowsp_arena ptowsp_arena_t;

ptowsp_arena_t *ptowsp_arena_create(void);
void ptowsp_arena_destroy(ptowsp_arena_t *arena);
// Frees everything allocated so far; the arena stays usable.
void ptowsp_arena_reset(ptowsp_arena_t *arena);
// Zeroed memory, aligned to 16 bytes.
void *ptowsp_arena_alloc(ptowsp_arena_t *arena, size_t bytes);
void *ptowsp_arena_copy(ptowsp_arena_t *arena, const void *data, size_t bytes);
// A NUL-terminated copy.
char *ptowsp_arena_strdup(ptowsp_arena_t *arena, ptowsp_str_t text);
char *ptowsp_arena_printf(ptowsp_arena_t *arena, const char *format, ...) PTOWSP_PRINTF(2, 3);

#define PTOWSP_ARENA_NEW(arena, type, count) \
  ((type *)ptowsp_arena_alloc((arena), sizeof(type) * (size_t)(count)))

// A growing byte buffer, always NUL-terminated behind `size`. Zero-initialized
// storage is a valid empty buffer.
typedef struct {
  char *data;
  size_t size;
  size_t capacity;
} ptowsp_buffer_t;

void ptowsp_buffer_deinit(ptowsp_buffer_t *buffer);
void ptowsp_buffer_reserve(ptowsp_buffer_t *buffer, size_t extra);
void ptowsp_buffer_append(ptowsp_buffer_t *buffer, const void *data, size_t size);
void ptowsp_buffer_puts(ptowsp_buffer_t *buffer, const char *text);
void ptowsp_buffer_putc(ptowsp_buffer_t *buffer, char c);
void ptowsp_buffer_printf(ptowsp_buffer_t *buffer, const char *format, ...) PTOWSP_PRINTF(2, 3);
void ptowsp_buffer_vprintf(ptowsp_buffer_t *buffer, const char *format, va_list args)
    PTOWSP_PRINTF(2, 0);
// Appends `text` as a JSON string with its quotes.
void ptowsp_buffer_json_string(ptowsp_buffer_t *buffer, ptowsp_str_t text);

// A growing array: `data` points to elements of the type named at declaration.
// Zero-initialized storage is a valid empty vector; free(v.data) ends it.
#define PTOWSP_VEC(type) \
  struct {               \
    type *data;          \
    size_t size;         \
    size_t capacity;     \
  }
// Makes room for that many more elements.
#define ptowsp_vec_reserve(vec, extra)                                                     \
  do {                                                                                     \
    if ((vec)->capacity - (vec)->size < (extra)) {                                         \
      while ((vec)->capacity - (vec)->size < (extra))                                      \
        (vec)->capacity = (vec)->capacity ? 2 * (vec)->capacity : 8;                       \
      (vec)->data = ptowsp_realloc((vec)->data, (vec)->capacity * sizeof((vec)->data[0])); \
    }                                                                                      \
  } while (0)
#define ptowsp_vec_push(vec, value)       \
  do {                                    \
    ptowsp_vec_reserve(vec, 1u);          \
    (vec)->data[(vec)->size++] = (value); \
  } while (0)
#define ptowsp_vec_deinit(vec) \
  do {                         \
    free((vec)->data);         \
    (vec)->data = NULL;        \
    (vec)->size = 0;           \
    (vec)->capacity = 0;       \
  } while (0)

// Pointers numbered 0, 1, 2, … in the order in which they are entered. Zero-initialized storage
// is a valid empty one.
typedef struct {
  PTOWSP_VEC(const void *) pointers; // by number
  PTOWSP_VEC(uint32_t) slots;        // hashed: number + 1; 0: free
} ptowsp_numbering_t;
// The pointer's number, the next one if it is new.
uint32_t ptowsp_numbering_enter(ptowsp_numbering_t *numbering, const void *pointer);
// UINT32_MAX: it was never entered.
uint32_t ptowsp_numbering_find(const ptowsp_numbering_t *numbering, const void *pointer);
void ptowsp_numbering_deinit(ptowsp_numbering_t *numbering);

// The greatest common divisor of two numbers that are not negative; 0 only of two zeros.
int64_t ptowsp_gcd(int64_t a, int64_t b);

// 64-bit FNV-1a (Fowler, Noll, Vo), the hash that names symbols (semantics of run-time values).
uint64_t ptowsp_fnv1a(const void *data, size_t size);

// The one word that a misspelled one is close to: begin, offer all that there are (they must
// outlive the search), end. NULL: none is close, or several are equally.
typedef struct {
  ptowsp_str_t word;
  const char *best;
  size_t distance;
  bool tie;
} ptowsp_nearest_t;
ptowsp_nearest_t ptowsp_nearest_begin(ptowsp_str_t word);
void ptowsp_nearest_offer(ptowsp_nearest_t *nearest, const char *candidate);
const char *ptowsp_nearest_end(const ptowsp_nearest_t *nearest);

// Reads a whole file ("-" is standard input). On failure returns false and sets
// *out_error to a message in static or malloc'ed storage the caller must not free.
// The data is NUL-terminated behind `size`; the caller frees it.
bool ptowsp_file_read(const char *path, char **out_data, size_t *out_size, const char **out_error);
// The same with another bound on the size; above it, the file is too large.
bool ptowsp_file_read_up_to(const char *path, size_t limit, char **out_data, size_t *out_size,
                            const char **out_error);
// The same to read from alone, without a copy where the file can be mapped. The file must keep its
// length until the text is released: reading beyond the end of a file cut short is a SIGBUS.
typedef struct {
  const char *data;
  size_t size;
  bool is_mapped;
} ptowsp_text_t;
bool ptowsp_text_open(const char *path, ptowsp_text_t *out_text, const char **out_error);
void ptowsp_text_release(ptowsp_text_t *text);
// No text of ours is longer; a device that never ends is not read for ever.
#define PTOWSP_TEXT_FILE_MAX ((size_t)1 << 30)

// Writes a whole file beside its destination and renames it into place, so that
// a failure (full disk, unwritable directory) leaves no half-written file. "-"
// is standard output. Devices and pipes are written directly. Errors as above.
bool ptowsp_file_write(const char *path, const void *data, size_t size, const char **out_error);

// A file written piece by piece that appears complete or not at all: pieces go to a file
// beside the destination until `commit` renames it into place. "-" is standard output;
// devices and pipes are written directly. Errors as above.
typedef struct ptowsp_output ptowsp_output_t;
ptowsp_output_t *ptowsp_output_open(const char *path, const char **out_error);
bool ptowsp_output_write(ptowsp_output_t *output, const void *data, size_t size,
                         const char **out_error);
// Everything is on its way to the disk; nothing may be written any more.
bool ptowsp_output_finish(ptowsp_output_t *output, const char **out_error);
// After `finish`. Frees the output, whether it succeeds or not.
bool ptowsp_output_commit(ptowsp_output_t *output, const char **out_error);
// Leaves no trace. Frees the output (NULL: nothing).
void ptowsp_output_abandon(ptowsp_output_t *output);

// Removes a directory tree; used for temporary directories the tools make.
void ptowsp_tree_remove(const char *path);

// Monotonic wall time in milliseconds.
double ptowsp_now_ms(void);

#ifdef __cplusplus
}
#endif

#endif
