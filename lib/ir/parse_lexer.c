#include "parse_lexer.h"

#include <string.h>

// clang-format off
#define LETTER(c) [c] = CLASS_LETTER
#define HEX(c) [c] = CLASS_LETTER | CLASS_HEX
#define DIGIT(c) [c] = CLASS_DIGIT | CLASS_HEX
const unsigned char PTOWSP_CLASSES[256] = {
  HEX('a'), HEX('b'), HEX('c'), HEX('d'), HEX('e'), HEX('f'), LETTER('g'), LETTER('h'), LETTER('i'),
  LETTER('j'), LETTER('k'), LETTER('l'), LETTER('m'), LETTER('n'), LETTER('o'), LETTER('p'),
  LETTER('q'), LETTER('r'), LETTER('s'), LETTER('t'), LETTER('u'), LETTER('v'), LETTER('w'),
  LETTER('x'), LETTER('y'), LETTER('z'),
  HEX('A'), HEX('B'), HEX('C'), HEX('D'), HEX('E'), HEX('F'), LETTER('G'), LETTER('H'), LETTER('I'),
  LETTER('J'), LETTER('K'), LETTER('L'), LETTER('M'), LETTER('N'), LETTER('O'), LETTER('P'),
  LETTER('Q'), LETTER('R'), LETTER('S'), LETTER('T'), LETTER('U'), LETTER('V'), LETTER('W'),
  LETTER('X'), LETTER('Y'), LETTER('Z'), LETTER('_'),
  DIGIT('0'), DIGIT('1'), DIGIT('2'), DIGIT('3'), DIGIT('4'), DIGIT('5'), DIGIT('6'), DIGIT('7'),
  DIGIT('8'), DIGIT('9'),
  ['$'] = CLASS_PUNCTUATION, ['.'] = CLASS_PUNCTUATION, ['-'] = CLASS_PUNCTUATION,
  ['\0'] = CLASS_SPACE, [' '] = CLASS_SPACE, ['\t'] = CLASS_SPACE, ['\r'] = CLASS_SPACE,
  ['\n'] = CLASS_SPACE | CLASS_STRING_STOP, ['\v'] = CLASS_STRING_STOP,
  ['\f'] = CLASS_STRING_STOP, ['"'] = CLASS_STRING_STOP, ['\\'] = CLASS_STRING_STOP,
};
static const unsigned char PUNCTUATION[256] = {
  ['}'] = TOKEN_RIGHT_BRACE, ['('] = TOKEN_LEFT_PAREN, [')'] = TOKEN_RIGHT_PAREN,
  ['['] = TOKEN_LEFT_SQUARE, [']'] = TOKEN_RIGHT_SQUARE, ['<'] = TOKEN_LESS,
  ['>'] = TOKEN_GREATER, [','] = TOKEN_COMMA, ['='] = TOKEN_EQUAL, ['?'] = TOKEN_QUESTION,
  ['+'] = TOKEN_PLUS, ['*'] = TOKEN_STAR, ['|'] = TOKEN_VERTICAL, ['/'] = TOKEN_SLASH,
};
// clang-format on
#undef LETTER
#undef HEX
#undef DIGIT

static unsigned class_at(const ptowsp_lexer_t *lexer, const char *at) {
  return at < lexer->end ? PTOWSP_CLASSES[(unsigned char)*at] : 0;
}

// Behind the bytes from `at` on that belong to the classes.
static inline const char *skip_classes(const ptowsp_lexer_t *lexer, const char *at,
                                       unsigned classes) {
  const char *end = lexer->end;
  while (at < end && PTOWSP_CLASSES[(unsigned char)*at] & classes) at++;
  return at;
}

static bool char_at(const ptowsp_lexer_t *lexer, const char *at, char c) {
  return at < lexer->end && *at == c;
}

void ptowsp_lexer_init(ptowsp_lexer_t *lexer, ptowsp_context_t *context, ptowsp_str_t text,
                       uint32_t file) {
  *lexer = (ptowsp_lexer_t){.context = context,
                            .begin = text.data,
                            .at = text.data,
                            .end = text.data + text.size,
                            .line_start = text.data,
                            .line = 1,
                            .file = file};
}

static inline const char *skip_blanks(ptowsp_lexer_t *lexer) {
  const char *at = lexer->at, *end = lexer->end;
  for (; at < end; at++) {
    if (*at == '\n') {
      lexer->line++;
      lexer->line_start = at + 1;
    } else if (*at == '/' && at + 1 < end && at[1] == '/') {
      const char *newline = memchr(at, '\n', (size_t)(end - at));
      at = newline ? newline - 1 : end - 1;
    } else if (!(PTOWSP_CLASSES[(unsigned char)*at] & CLASS_SPACE)) {
      break;
    }
  }
  return at;
}

void ptowsp_lexer_skip_blanks(ptowsp_lexer_t *lexer) { lexer->at = skip_blanks(lexer); }

static inline ptowsp_token_t finish(ptowsp_lexer_t *lexer, ptowsp_token_kind_t kind,
                                    const char *start, const char *stop) {
  lexer->at = stop;
  return (ptowsp_token_t){kind, (uint32_t)(stop - start), start, lexer->line,
                          (uint32_t)(start - lexer->line_start) + 1};
}

static ptowsp_token_t fail(ptowsp_lexer_t *lexer, const char *start, const char *stop,
                           const char *message) {
  ptowsp_token_t token = finish(lexer, TOKEN_ERROR, start, stop);
  if (!lexer->quiet) ptowsp_error(lexer->context, ptowsp_token_loc(lexer, &token), "%s", message);
  return token;
}

// An escape is \\ \" \n \t or two hexadecimal digits.
static ptowsp_token_t lex_string(ptowsp_lexer_t *lexer, const char *start, const char *quote,
                                 ptowsp_token_kind_t kind) {
  for (const char *at = quote + 1, *end = lexer->end;; at++) {
    while (at < end && !(PTOWSP_CLASSES[(unsigned char)*at] & CLASS_STRING_STOP)) at++;
    if (at >= end) break;
    if (*at == '"') return finish(lexer, kind, start, at + 1);
    if (*at != '\\') return fail(lexer, start, at, "expected '\"' in string literal");
    at++;
    if (at < lexer->end && strchr("\"\\nt", *at) && *at) continue;
    if (!(class_at(lexer, at) & CLASS_HEX) || !(class_at(lexer, at + 1) & CLASS_HEX))
      return fail(lexer, start, at, "unknown escape in string literal");
    at++;
  }
  return fail(lexer, start, lexer->end, "expected '\"' in string literal");
}

static ptowsp_token_t lex_number(ptowsp_lexer_t *lexer, const char *start) {
  const char *at = start + 1;
  if (*start == '0' && char_at(lexer, at, 'x') && (class_at(lexer, at + 1) & CLASS_HEX)) {
    at += 2;
    while (class_at(lexer, at) & CLASS_HEX) at++;
    return finish(lexer, TOKEN_INTEGER, start, at);
  }
  while (class_at(lexer, at) & CLASS_DIGIT) at++;
  if (!char_at(lexer, at, '.')) return finish(lexer, TOKEN_INTEGER, start, at);
  at++;
  while (class_at(lexer, at) & CLASS_DIGIT) at++;
  if (char_at(lexer, at, 'e') || char_at(lexer, at, 'E')) {
    const char *digits = at + 1;
    if (char_at(lexer, digits, '+') || char_at(lexer, digits, '-')) digits++;
    if (class_at(lexer, digits) & CLASS_DIGIT) {
      at = digits;
      while (class_at(lexer, at) & CLASS_DIGIT) at++;
    }
  }
  return finish(lexer, TOKEN_FLOAT, start, at);
}

// suffix-id ::= digit+ | (letter | [$._-]) (letter | digit | [$._-])*
static ptowsp_token_t lex_prefixed(ptowsp_lexer_t *lexer, const char *start,
                                   ptowsp_token_kind_t kind) {
  const char *at = start + 1;
  unsigned first = class_at(lexer, at);
  if (first & CLASS_DIGIT) {
    at = skip_classes(lexer, at, CLASS_DIGIT);
  } else if (first & (CLASS_LETTER | CLASS_PUNCTUATION)) {
    at = skip_classes(lexer, at, CLASS_LETTER | CLASS_DIGIT | CLASS_PUNCTUATION);
  } else {
    return fail(lexer, start, at,
                kind == TOKEN_PERCENT ? "invalid SSA name"
                : kind == TOKEN_CARET ? "invalid block name"
                                      : "invalid attribute or type name");
  }
  return finish(lexer, kind, start, at);
}

static ptowsp_token_t lex_at(ptowsp_lexer_t *lexer, const char *start) {
  const char *at = start + 1;
  if (char_at(lexer, at, '"')) return lex_string(lexer, start, at, TOKEN_AT);
  if (!(class_at(lexer, at) & CLASS_LETTER))
    return fail(lexer, start, at, "@ identifier expected to start with letter or '_'");
  while ((class_at(lexer, at) & (CLASS_LETTER | CLASS_DIGIT | CLASS_PUNCTUATION))) at++;
  return finish(lexer, TOKEN_AT, start, at);
}

ptowsp_token_t ptowsp_lexer_next(ptowsp_lexer_t *lexer) {
  const char *start = skip_blanks(lexer), *at = start + 1;
  if (start >= lexer->end) return finish(lexer, TOKEN_EOF, lexer->end, lexer->end);
  unsigned char c = (unsigned char)*start;
  if (PUNCTUATION[c]) return finish(lexer, (ptowsp_token_kind_t)PUNCTUATION[c], start, at);
  if (PTOWSP_CLASSES[c] & CLASS_LETTER) {
    // A bare identifier has no '-': "a->b" is three tokens.
    while (at < lexer->end && (PTOWSP_CLASSES[(unsigned char)*at] & (CLASS_LETTER | CLASS_DIGIT) ||
                               *at == '.' || *at == '$'))
      at++;
    return finish(lexer, TOKEN_BARE, start, at);
  }
  if (PTOWSP_CLASSES[c] & CLASS_DIGIT) return lex_number(lexer, start);
  switch (c) {
    case '%':
      return lex_prefixed(lexer, start, TOKEN_PERCENT);
    case '#':
      if (char_at(lexer, at, '-') && char_at(lexer, at + 1, '}'))
        return finish(lexer, TOKEN_FILE_METADATA_END, start, at + 2);
      return lex_prefixed(lexer, start, TOKEN_HASH);
    case '!':
      return lex_prefixed(lexer, start, TOKEN_EXCLAMATION);
    case '^':
      return lex_prefixed(lexer, start, TOKEN_CARET);
    case '@':
      return lex_at(lexer, start);
    case '"':
      return lex_string(lexer, start, start, TOKEN_STRING);
    case '-':
      if (char_at(lexer, at, '>')) return finish(lexer, TOKEN_ARROW, start, at + 1);
      return finish(lexer, TOKEN_MINUS, start, at);
    case ':':
      if (char_at(lexer, at, ':')) return finish(lexer, TOKEN_COLON_COLON, start, at + 1);
      return finish(lexer, TOKEN_COLON, start, at);
    case '{':
      if (char_at(lexer, at, '-') && char_at(lexer, at + 1, '#'))
        return finish(lexer, TOKEN_FILE_METADATA_BEGIN, start, at + 2);
      return finish(lexer, TOKEN_LEFT_BRACE, start, at);
    case '.':
      if (char_at(lexer, at, '.') && char_at(lexer, at + 1, '.'))
        return finish(lexer, TOKEN_ELLIPSIS, start, at + 2);
      return fail(lexer, start, at, "expected three consecutive dots for an ellipsis");
    default:
      return fail(lexer, start, at, "unexpected character");
  }
}

void ptowsp_lexer_rewind(ptowsp_lexer_t *lexer, const ptowsp_token_t *token, size_t offset) {
  lexer->at = token->start + offset;
  lexer->line = token->line;
  lexer->line_start = token->start - (token->column - 1);
}

ptowsp_loc_t ptowsp_token_loc(const ptowsp_lexer_t *lexer, const ptowsp_token_t *token) {
  return (ptowsp_loc_t){lexer->file, token->line, token->column, token->size};
}

ptowsp_str_t ptowsp_token_text(const ptowsp_token_t *token) {
  return (ptowsp_str_t){token->start, token->size};
}

bool ptowsp_token_is(const ptowsp_token_t *token, const char *keyword) {
  return token->kind == TOKEN_BARE && strlen(keyword) == token->size &&
         memcmp(token->start, keyword, token->size) == 0;
}

static int hex_digit(char c) { return c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10; }

void ptowsp_token_unescape(ptowsp_str_t quoted, ptowsp_buffer_t *out) {
  for (size_t i = 1; i + 1 < quoted.size; i++) {
    char c = quoted.data[i];
    if (c == '\\') {
      c = quoted.data[++i];
      if (c == 'n') {
        c = '\n';
      } else if (c == 't') {
        c = '\t';
      } else if (c != '"' && c != '\\') {
        c = (char)(hex_digit(c) * 16 + hex_digit(quoted.data[i + 1]));
        i++;
      }
    }
    ptowsp_buffer_putc(out, c);
  }
}
