// Whole lines at once. Producers write the same few shapes of operations over and over: lines
// that differ in the names of values alone, in either form,
//
//   %7 = "arith.addi"(%6, %arg0) <{…}> : (i64, i64) -> i64
//   %7 = arith.addi %6, %arg0 : i64
//
// What such a line meant is kept beside its text. A line of the same text around its names, whose
// operands have the same types, means the same and is made into an operation without being read
// token by token. Anything else, and all that is wrong, is left to the parser.
#include <stdlib.h>
#include <string.h>

#include "parse_ops.h"

enum { SLOTS = 256, MOST_BYTES = 1 << 12, MOST_VALUES = 8 };

// A piece of a line between two names.
typedef struct {
  uint16_t begin, size;
} piece_t;

typedef struct line {
  const char *text;        // a slice of the input; NULL: free
  ptowsp_op_state_t state; // its values and types are filled in each time
  bool has_result;         // and so begins with its name
  uint8_t use_count;
  uint8_t use_of[MOST_VALUES];          // by operand: its place in the text
  piece_t pieces[MOST_VALUES + 1];      // in front of each use, and behind the last
  uint16_t name_at, name_size;          // the op's name in the first piece
  ptowsp_type_t use_types[MOST_VALUES]; // by place in the text
  ptowsp_type_t result_types[MOST_VALUES];
  struct line *next; // what came behind it when it was last read
} line_t;

struct ptowsp_lines {
  line_t *last; // read or kept; NULL: none
  line_t slots[SLOTS];
};

// A line as it is read.
typedef struct {
  const char *start, *first; // where it begins, and its first piece
  const char *end;           // its newline
  ptowsp_name_t result, uses[MOST_VALUES];
} match_t;

// ---------------------------------------------------------------- names

// The name at `at`; NULL: there is none, or it is left to the parser.
static inline const char *read_name(const char *at, const char *end, ptowsp_name_t *name) {
  const char *start = at;
  uint32_t number = 0, hash = 0;
  if (end - at < 2 || *at != '%') return NULL;
  at++;
  if (PTOWSP_CLASSES[(unsigned char)*at] & CLASS_DIGIT) {
    for (; at < end && PTOWSP_CLASSES[(unsigned char)*at] & CLASS_DIGIT; at++)
      number = number * 10 + (uint32_t)(*at - '0');
    uint32_t size = (uint32_t)(at - start);
    if (size > PTOWSP_NAME_DIGITS + 1) return NULL;
    *name = (ptowsp_name_t){{start, size}, number, size | PTOWSP_NAME_NUMBER};
    return at;
  }
  for (; at < end; at++) {
    unsigned char c = (unsigned char)*at;
    unsigned classes = PTOWSP_CLASSES[c];
    if (classes & CLASS_DIGIT) {
      number = number * 10 + (c - '0');
    } else if (classes & (CLASS_LETTER | CLASS_PUNCTUATION)) {
      hash = ptowsp_name_mix(hash, number, c);
      number = 0;
    } else {
      break;
    }
  }
  uint32_t size = (uint32_t)(at - start);
  *name = (ptowsp_name_t){{start, size}, hash + number, size};
  return size > 1 ? at : NULL;
}

// ---------------------------------------------------------------- finding the shape

static inline uint64_t mix(uint64_t hash, uint64_t word) {
  const uint64_t k = UINT64_C(0x9ddfea08eb382d69);
  hash = (hash ^ word) * k;
  return hash ^ hash >> 29;
}

static line_t *slot_of(ptowsp_parser_t *p, const char *first, const char *end) {
  enum { HEAD = 48, WORD = 8 };
  size_t size = (size_t)(end - first) < HEAD ? (size_t)(end - first) : HEAD;
  const char *use = memchr(first, '%', size), *at = first;
  if (use) size = (size_t)(use - first);
  uint64_t hash = size, word = 0;
  for (; size >= WORD; size -= WORD, at += WORD) {
    memcpy(&word, at, WORD);
    hash = mix(hash, word);
  }
  word = 0;
  memcpy(&word, at, size);
  hash = mix(hash, word);
  // The types stand at the end, as a rule.
  word = 0;
  if (end - first >= WORD && !memchr(end - WORD, '%', WORD)) memcpy(&word, end - WORD, WORD);
  return &p->lines->slots[mix(hash, word) >> 56];
}

static inline bool skip_piece(const line_t *line, size_t i, const char **at, const char *end) {
  piece_t piece = line->pieces[i];
  if ((size_t)(end - *at) < piece.size || memcmp(*at, line->text + piece.begin, piece.size) != 0)
    return false;
  *at += piece.size;
  return true;
}

static bool match_line(const line_t *line, match_t *m, const char *end) {
  const char *at = m->first;
  if (!line->text || line->has_result != (m->first != m->start)) return false;
  for (size_t i = 0; i < line->use_count; i++)
    if (!skip_piece(line, i, &at, end) || !(at = read_name(at, end, &m->uses[i]))) return false;
  if (!skip_piece(line, line->use_count, &at, end) || at == end || *at != '\n') return false;
  m->end = at;
  return true;
}

static line_t *find_line(ptowsp_parser_t *p, const char *start, match_t *m) {
  const char *end = p->lexer.end;
  m->start = m->first = start;
  if (*start == '%' && !(m->first = read_name(start, end, &m->result))) return NULL;
  line_t *line = p->lines->last ? p->lines->last->next : NULL;
  if (line && match_line(line, m, end)) return line;
  size_t size = (size_t)(end - start);
  const char *newline = memchr(start, '\n', size < MOST_BYTES ? size : MOST_BYTES);
  if (!newline || newline < m->first) return NULL;
  line = slot_of(p, m->first, newline);
  return match_line(line, m, end) ? line : NULL;
}

// ---------------------------------------------------------------- making the op

// False, and nothing has happened: the parser has something to say about it.
static ptowsp_op_t *make_op(ptowsp_parser_t *p, const line_t *line, const match_t *m) {
  ptowsp_value_t *uses[MOST_VALUES], *operands[MOST_VALUES];
  uint32_t count;
  for (size_t i = 0; i < line->use_count; i++) {
    uses[i] = ptowsp_scope_lookup(p, &m->uses[i], &count);
    if (!uses[i] || uses[i]->type != line->use_types[i]) return NULL;
  }
  if (line->has_result && !ptowsp_scope_is_new(p, &m->result)) return NULL;
  for (size_t i = 0; i < line->use_count; i++) operands[i] = uses[line->use_of[i]];
  ptowsp_op_state_t state = line->state;
  state.operands = operands;
  state.result_types = line->result_types;
  state.loc = (ptowsp_loc_t){p->lexer.file, p->lexer.line,
                             (uint32_t)(m->first - p->lexer.line_start) + line->name_at + 1,
                             line->name_size};
  ptowsp_op_t *op = ptowsp_op_create(p->module, &state);
  ptowsp_op_move_to_end(op, ptowsp_parser_frame(p)->current);
  if (line->has_result) ptowsp_scope_add(p, &m->result, &op->results[0], 1);
  return op;
}

bool ptowsp_lines_read(ptowsp_parser_t *p) {
  if (!p->lines) return true;
  ptowsp_op_t *op = NULL;
  match_t m;
  ptowsp_lexer_rewind(&p->lexer, &p->token, 0);
  for (;;) {
    line_t *line = p->lexer.at < p->lexer.end ? find_line(p, p->lexer.at, &m) : NULL;
    ptowsp_op_t *next = line ? make_op(p, line, &m) : NULL;
    if (!next) break;
    op = next;
    if (p->lines->last) p->lines->last->next = line;
    p->lines->last = line;
    p->lexer.at = m.end;
    ptowsp_lexer_skip_blanks(&p->lexer);
  }
  ptowsp_parser_advance(p);
  return !op || ptowsp_parse_trailing_loc(p, op); // which may stand on the next line
}

// ---------------------------------------------------------------- keeping shapes

// The pieces of the line around its uses; false: it is not of a kind that is kept.
static bool cut(ptowsp_parser_t *p, line_t *line, const char *first, const char *newline) {
  const op_frame_t *frame = ptowsp_parser_frame(p);
  const struct ops_stacks *s = p->stacks;
  const char *at = first;
  for (size_t i = 0; i < line->use_count; i++) {
    const ptowsp_ssa_use_t *use = &s->operands.data[frame->operands + i];
    if (use->number || use->name.data < at) return false;
    line->pieces[i] = (piece_t){(uint16_t)(at - first), (uint16_t)(use->name.data - at)};
    at = use->name.data + use->name.size;
  }
  line->pieces[line->use_count] = (piece_t){(uint16_t)(at - first), (uint16_t)(newline - at)};
  return true;
}

static bool same_line(ptowsp_parser_t *p, const char *newline) {
  ptowsp_lexer_t lexer = p->lexer;
  lexer.at = newline;
  ptowsp_lexer_skip_blanks(&lexer);
  return lexer.at == p->token.start; // nothing of the op lies between the two
}

void ptowsp_line_keep(ptowsp_parser_t *p, const ptowsp_op_t *op) {
  const struct ops_stacks *s = p->stacks;
  const op_frame_t *frame = ptowsp_parser_frame(p);
  size_t names = s->result_names.size - frame->result_names;
  size_t uses = s->operands.size - frame->operands;
  if (op->region_count || op->successor_count || uses > MOST_VALUES ||
      op->result_count > MOST_VALUES || uses != op->operand_count)
    return;
  const char *start = frame->begin, *first = start;
  size_t rest = (size_t)(p->lexer.end - start);
  const char *newline = memchr(start, '\n', rest < MOST_BYTES ? rest : MOST_BYTES);
  if (!newline || !same_line(p, newline)) return;
  if (names) {
    const ptowsp_result_name_t *name = &s->result_names.data[frame->result_names];
    if (names > 1 || name->count != 1) return;
    first = name->name.data + name->name.size;
  }
  // A name without its dialect means what the op around it says.
  if (frame->spec && !memchr(frame->spelled.data, '.', frame->spelled.size)) return;
  if (!p->lines) p->lines = ptowsp_calloc(1, sizeof *p->lines);
  line_t line = {.text = first,
                 .state = {.id = ptowsp_op_id(op),
                           .name = frame->name,
                           .properties = op->properties,
                           .attributes = op->attributes,
                           .operand_count = uses,
                           .result_count = op->result_count},
                 .has_result = names > 0,
                 .use_count = (uint8_t)uses,
                 .name_at = (uint16_t)(frame->spelled.data - first),
                 .name_size = (uint16_t)frame->spelled.size};
  if (!cut(p, &line, first, newline)) return;
  for (size_t i = 0; i < uses; i++) {
    uint32_t use = s->value_uses.data[i] - frame->operands;
    line.use_of[i] = (uint8_t)use;
    line.use_types[use] = op->operands[i].value->type;
  }
  for (size_t i = 0; i < op->result_count; i++) line.result_types[i] = op->results[i].type;
  line_t *slot = slot_of(p, first, newline);
  line.next = slot->next;
  *slot = line;
  if (p->lines->last) p->lines->last->next = slot;
  p->lines->last = slot;
}

void ptowsp_lines_deinit(ptowsp_parser_t *p) { free(p->lines); }
