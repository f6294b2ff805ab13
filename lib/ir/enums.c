// Lists of words that attributes can be.
#include <stdlib.h>
#include <string.h>

#include "format.h"

static const ptowsp_enum_t enums[] = {
#define PTOWSP_ENUM(NAME, STORAGE, PREFIX, SEPARATOR, WORDS) \
  {#NAME, PTOWSP_STORAGE_##STORAGE, PREFIX, SEPARATOR, WORDS},
#include "ptowsp/ops/enums.def"
};

const ptowsp_enum_t *ptowsp_enum_find(ptowsp_str_t name) {
  for (size_t i = 0; i < PTOWSP_COUNTOF(enums); i++)
    if (ptowsp_str_is(name, enums[i].name)) return &enums[i];
  return NULL;
}

int ptowsp_enum_number(const ptowsp_enum_t *words, ptowsp_str_t word) {
  int number = 0;
  for (const char *at = words->words; *at; number++) {
    size_t size = strcspn(at, " ");
    if (ptowsp_str_equal(word, (ptowsp_str_t){at, size})) return number;
    at += size;
    at += *at == ' ';
  }
  return -1;
}

ptowsp_str_t ptowsp_enum_word(const ptowsp_enum_t *words, int64_t number) {
  for (const char *at = words->words; *at; number--) {
    size_t size = strcspn(at, " ");
    if (number == 0) return (ptowsp_str_t){at, size};
    at += size;
    at += *at == ' ';
  }
  return (ptowsp_str_t){"", 0};
}

bool ptowsp_enum_is_flags(const ptowsp_enum_t *words) {
  return words->storage == PTOWSP_STORAGE_FLAGS || words->storage == PTOWSP_STORAGE_FLAGS_ALL;
}

static int word_count(const ptowsp_enum_t *words) {
  int count = 1;
  for (const char *at = words->words; *at; at++) count += *at == ' ';
  return count;
}

ptowsp_attr_t ptowsp_flags_attr(ptowsp_context_t *context, const ptowsp_enum_t *words,
                                uint64_t numbers) {
  int last = word_count(words) - 1;
  if (numbers & ~UINT64_C(1)) numbers &= ~UINT64_C(1);
  if (words->storage == PTOWSP_STORAGE_FLAGS_ALL) {
    uint64_t all = UINT64_C(1) << last, each = all - 2;
    if ((numbers & all) || (numbers & each) == each) numbers = all;
  }
  ptowsp_buffer_t text = {0};
  ptowsp_buffer_printf(&text, "%s<", words->prefix);
  const char *separator = "";
  for (int number = 0; number <= last; number++) {
    if (!(numbers >> number & 1)) continue;
    ptowsp_str_t word = ptowsp_enum_word(words, number);
    ptowsp_buffer_printf(&text, "%s%.*s", separator, (int)word.size, word.data);
    separator = words->separator;
  }
  ptowsp_buffer_putc(&text, '>');
  ptowsp_attr_t attr = ptowsp_attr_opaque(context, (ptowsp_str_t){text.data, text.size}, NULL);
  ptowsp_buffer_deinit(&text);
  return attr;
}

static bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

// prefix<word, word> with words of the list; false if the text is not that.
static bool read_words(const ptowsp_enum_t *words, ptowsp_str_t text, uint64_t *out_numbers) {
  size_t prefix = strlen(words->prefix);
  if (text.size < prefix + 2 || memcmp(text.data, words->prefix, prefix) != 0 ||
      text.data[prefix] != '<' || text.data[text.size - 1] != '>')
    return false;
  const char *at = text.data + prefix + 1, *end = text.data + text.size - 1;
  for (*out_numbers = 0; at < end; at++) {
    while (at < end && is_blank(*at)) at++;
    const char *word = at;
    while (at < end && *at != ',' && !is_blank(*at)) at++;
    int number = ptowsp_enum_number(words, (ptowsp_str_t){word, (size_t)(at - word)});
    if (number < 0) return false;
    *out_numbers |= UINT64_C(1) << number;
    while (at < end && is_blank(*at)) at++;
    if (at == end) return true;
    if (*at != ',') return false;
  }
  return false;
}

bool ptowsp_flags_are(const ptowsp_enum_t *words, ptowsp_str_t text) {
  uint64_t numbers;
  return read_words(words, text, &numbers);
}

ptowsp_attr_t ptowsp_flags_read(ptowsp_context_t *context, ptowsp_str_t text) {
  uint64_t numbers;
  for (size_t i = 0; i < PTOWSP_COUNTOF(enums); i++)
    if (ptowsp_enum_is_flags(&enums[i]) && read_words(&enums[i], text, &numbers))
      return ptowsp_flags_attr(context, &enums[i], numbers);
  return NULL;
}
