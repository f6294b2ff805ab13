// A mutator that knows words and lines: bytes changed at random rarely get past the parser.
#include <ctype.h>
#include <stdlib.h>
#include <string.h>

#include "common.h"
#include "mutate_ir.h"

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max_size);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed);

typedef struct {
  char *data;
  size_t size, max_size;
  uint32_t random;
} input_t;

typedef struct {
  size_t begin, size;
} span_t;

static size_t random_below(input_t *in, size_t bound) {
  in->random = in->random * 1664525u + 1013904223u; // Numerical Recipes' constants
  return bound ? (in->random >> 8) % bound : 0;
}

// Replaces a span by a copy of `text`, which may lie in the input; nothing if there is no room.
static void splice(input_t *in, span_t at, const char *text, size_t size) {
  if (in->size - at.size + size > in->max_size) return;
  char *copy = ptowsp_malloc(size + 1);
  memcpy(copy, text, size);
  memmove(in->data + at.begin + size, in->data + at.begin + at.size, in->size - at.begin - at.size);
  memcpy(in->data + at.begin, copy, size);
  in->size += size - at.size;
  free(copy);
}

static bool in_word(char c) { return isalnum((unsigned char)c) || strchr("_.%@#!^$-", c); }

static span_t word_at(const input_t *in, size_t at) {
  span_t word = {at, 1};
  if (!in->data[at] || !in_word(in->data[at])) return word;
  size_t end = at + 1;
  while (word.begin > 0 && in->data[word.begin - 1] && in_word(in->data[word.begin - 1]))
    word.begin--;
  while (end < in->size && in->data[end] && in_word(in->data[end])) end++;
  word.size = end - word.begin;
  return word;
}

static span_t line_at(const input_t *in, size_t at) {
  span_t line = {at, 0};
  while (line.begin > 0 && in->data[line.begin - 1] != '\n') line.begin--;
  const char *newline = memchr(in->data + at, '\n', in->size - at);
  line.size = (newline ? (size_t)(newline - in->data) + 1 : in->size) - line.begin;
  return line;
}

static char kind_of(const input_t *in, span_t word) {
  char c = in->data[word.begin];
  if (isdigit((unsigned char)c) || c == '-') return '0';
  if (isalpha((unsigned char)c)) return memchr(in->data + word.begin, '.', word.size) ? '.' : 'a';
  return c;
}

// A word of a kind, somewhere; any word if a few tries find none.
static span_t find_word(input_t *in, char kind) {
  span_t word = {0, 0};
  for (int tries = 0; tries < 32; tries++) {
    word = word_at(in, random_below(in, in->size));
    if (kind_of(in, word) == kind) break;
  }
  return word;
}

static void put_number(input_t *in) {
  static const char *const numbers[] = {"0",
                                        "1",
                                        "-1",
                                        "2",
                                        "3",
                                        "7",
                                        "8",
                                        "16",
                                        "63",
                                        "64",
                                        "65",
                                        "127",
                                        "128",
                                        "255",
                                        "256",
                                        "4096",
                                        "65536",
                                        "2147483647",
                                        "2147483648",
                                        "4294967296",
                                        "9223372036854775807",
                                        "-9223372036854775808",
                                        "1.0e+00",
                                        "0x7FC00000"};
  const char *text = numbers[random_below(in, PTOWSP_COUNTOF(numbers))];
  splice(in, find_word(in, '0'), text, strlen(text));
}

static void put_op(input_t *in) {
  const char *name = ptowsp_op_info_by_id((ptowsp_op_id_t)random_below(in, PTOWSP_OP_COUNT))->name;
  splice(in, find_word(in, '.'), name, strlen(name));
}

static void put_type(input_t *in) {
  static const char *const types[] = {"i1",
                                      "i8",
                                      "i32",
                                      "i64",
                                      "i128",
                                      "index",
                                      "f16",
                                      "bf16",
                                      "f32",
                                      "f64",
                                      "memref<f32>",
                                      "memref<4x4xf32>",
                                      "memref<?xf32>",
                                      "memref<0xf32>",
                                      "memref<4x4xf32, strided<[8, 1], offset: ?>>",
                                      "!pto.tile<16x16xf32, ub>",
                                      "vector<4xf32>",
                                      "none"};
  const char *text = types[random_below(in, PTOWSP_COUNTOF(types))];
  splice(in, find_word(in, 'a'), text, strlen(text));
}

// Puts one word where another of its kind stands: operands, names, numbers change places.
static void copy_word(input_t *in) {
  span_t from = word_at(in, random_below(in, in->size));
  span_t to = find_word(in, kind_of(in, from));
  splice(in, to, in->data + from.begin, from.size);
}

static void copy_line(input_t *in) {
  span_t from = line_at(in, random_below(in, in->size));
  span_t to = {line_at(in, random_below(in, in->size)).begin, 0};
  splice(in, to, in->data + from.begin, from.size);
}

static void drop_line(input_t *in) { splice(in, line_at(in, random_below(in, in->size)), "", 0); }

static void drop_word(input_t *in) { splice(in, word_at(in, random_below(in, in->size)), "", 0); }

// Of the module behind the first `prefix` bytes; 0 if it does not parse or grows too large.
static size_t mutate_module(input_t *in, size_t prefix) {
  if (in->size < prefix) return 0;
  ptowsp_str_t text = {in->data + prefix, in->size - prefix};
  ptowsp_buffer_t out = {0};
  size_t size = 0;
  if (fuzz_mutate_ir(text, in->random, &out) && prefix + out.size <= in->max_size) {
    memcpy(in->data + prefix, out.data, out.size);
    size = prefix + out.size;
  }
  ptowsp_buffer_deinit(&out);
  return size;
}

size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max_size, unsigned seed) {
  static void (*const changes[])(input_t *) = {put_number, put_number, put_op,    put_type,
                                               copy_word,  copy_word,  copy_word, copy_line,
                                               drop_line,  drop_word};
  input_t in = {(char *)data, size, max_size, seed};
  size_t choice = random_below(&in, 8);
  if (choice < fuzz_module_share) {
    size_t mutated = mutate_module(&in, fuzz_prefix);
    if (mutated) return mutated;
  }
  if (size < 2 || choice == 7) return LLVMFuzzerMutate(data, size, max_size);
  for (size_t left = 1 + random_below(&in, 3); left && in.size > 1; left--)
    changes[random_below(&in, PTOWSP_COUNTOF(changes))](&in);
  return in.size;
}
