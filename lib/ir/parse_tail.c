// Rests of lines. Behind its operands an op of the generic form has, up to the end of the line,
// attributes and a signature; producers write the same few of them over and over. What a rest
// meant for an op of the same name is kept by its text, so that it is read once.
#include <stdlib.h>
#include <string.h>

#include "parse_ops.h"

enum { SLOTS = 256, MOST_BYTES = 1 << 12 };

struct ptowsp_tails {
  const ptowsp_tail_t *last; // found or kept; NULL: none
  ptowsp_tail_t slots[SLOTS];
};

static uint64_t hash_rest(const char *name, const char *text, size_t size) {
  const uint64_t k = UINT64_C(0x9ddfea08eb382d69);
  uint64_t hash = ((uintptr_t)name ^ size) * k, word = 0;
  for (; size >= 8; size -= 8, text += 8) {
    memcpy(&word, text, 8);
    hash = (hash ^ (hash >> 29) ^ word) * k;
  }
  word = 0;
  memcpy(&word, text, size);
  return (hash ^ (hash >> 29) ^ word) * k;
}

static ptowsp_tail_t *slot_of(ptowsp_parser_t *p, const char *name, const char *text, size_t size) {
  if (!p->tails) p->tails = ptowsp_calloc(1, sizeof *p->tails);
  return &p->tails->slots[hash_rest(name, text, size) >> 56];
}

static bool begins_with(const ptowsp_tail_t *tail, const char *name, const char *text, size_t size,
                        size_t operand_count) {
  return tail->name == name && tail->size <= size && tail->input_count == operand_count &&
         memcmp(tail->text, text, tail->size) == 0;
}

static const ptowsp_tail_t *find(ptowsp_parser_t *p, const char *name, size_t operand_count) {
  const char *text = p->token.start;
  size_t size = (size_t)(p->lexer.end - text);
  // Lines alike follow each other: the last rest comes before any search.
  const ptowsp_tail_t *last = p->tails ? p->tails->last : NULL;
  if (last && last->size < size && text[last->size] == '\n' &&
      begins_with(last, name, text, size, operand_count))
    return last;
  const char *line_end = memchr(text, '\n', size < MOST_BYTES ? size : MOST_BYTES);
  if (!line_end) return NULL;
  size = (size_t)(line_end - text);
  const ptowsp_tail_t *tail = slot_of(p, name, text, size);
  bool known = tail->size == size && begins_with(tail, name, text, size, operand_count);
  return known ? p->tails->last = tail : NULL;
}

const ptowsp_tail_t *ptowsp_tail_find(ptowsp_parser_t *p, size_t operand_count) {
  const op_frame_t *frame = ptowsp_parser_frame(p);
  // Properties in front of regions are not part of this rest.
  if (p->stacks->properties.size != frame->properties) return NULL;
  const ptowsp_tail_t *tail = find(p, frame->name, operand_count);
  if (!tail) return NULL;
  p->lexer.at = p->token.start + tail->size;
  ptowsp_parser_advance(p);
  return tail;
}

void ptowsp_tail_keep(ptowsp_parser_t *p, const char *text, ptowsp_tail_t tail) {
  const op_frame_t *frame = ptowsp_parser_frame(p);
  size_t size = (size_t)(p->lexer.end - text);
  const char *line_end = memchr(text, '\n', size < MOST_BYTES ? size : MOST_BYTES);
  if (!line_end) return;
  // Only if the rest of the line was all of it, and nothing of it was on the next line.
  ptowsp_lexer_t lexer = p->lexer;
  lexer.at = line_end;
  ptowsp_lexer_skip_blanks(&lexer);
  if (lexer.at != p->token.start) return;
  tail.name = frame->name;
  tail.text = text;
  tail.size = (uint32_t)(line_end - text);
  ptowsp_tail_t *slot = slot_of(p, tail.name, text, tail.size);
  *slot = tail;
  p->tails->last = slot;
}

void ptowsp_tails_deinit(ptowsp_parser_t *p) { free(p->tails); }
