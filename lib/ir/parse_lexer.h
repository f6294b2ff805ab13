// Tokens of MLIR's text, straight over the input buffer.
#ifndef PTOWSP_LIB_IR_PARSE_LEXER_H
#define PTOWSP_LIB_IR_PARSE_LEXER_H

#include "ptowsp/diagnostics.h"

typedef enum {
  TOKEN_EOF,
  TOKEN_ERROR, // already reported
  TOKEN_BARE,  // identifier or keyword
  TOKEN_AT,    // @name or @"name"
  TOKEN_HASH,  // #name
  TOKEN_PERCENT,
  TOKEN_CARET,
  TOKEN_EXCLAMATION,
  TOKEN_STRING,
  TOKEN_INTEGER, // decimal or 0x…
  TOKEN_FLOAT,
  TOKEN_ARROW,
  TOKEN_COLON_COLON,
  TOKEN_ELLIPSIS,
  TOKEN_FILE_METADATA_BEGIN, // {-#
  TOKEN_FILE_METADATA_END,   // #-}
  TOKEN_LEFT_BRACE,
  TOKEN_RIGHT_BRACE,
  TOKEN_LEFT_PAREN,
  TOKEN_RIGHT_PAREN,
  TOKEN_LEFT_SQUARE,
  TOKEN_RIGHT_SQUARE,
  TOKEN_LESS,
  TOKEN_GREATER,
  TOKEN_COMMA,
  TOKEN_COLON,
  TOKEN_EQUAL,
  TOKEN_QUESTION,
  TOKEN_PLUS,
  TOKEN_MINUS,
  TOKEN_STAR,
  TOKEN_VERTICAL,
  TOKEN_SLASH,
} ptowsp_token_kind_t;

typedef struct {
  ptowsp_token_kind_t kind;
  uint32_t size;
  const char *start;
  uint32_t line;
  uint32_t column;
} ptowsp_token_t;

// What a byte can be part of.
enum {
  CLASS_LETTER = 1, // letters and _
  CLASS_DIGIT = 2,
  CLASS_PUNCTUATION = 4, // $ . -
  CLASS_HEX = 8,
  CLASS_SPACE = 16,
  CLASS_STRING_STOP = 32, // what ends a run of plain bytes in a string
};
extern const unsigned char PTOWSP_CLASSES[256];

typedef struct {
  ptowsp_context_t *context;
  const char *begin;
  const char *at;
  const char *end;
  const char *line_start;
  uint32_t line;
  uint32_t file;
  bool quiet; // says nothing about what is no token
} ptowsp_lexer_t;

void ptowsp_lexer_init(ptowsp_lexer_t *lexer, ptowsp_context_t *context, ptowsp_str_t text,
                       uint32_t file);
// Goes on to the next byte that is neither blank nor in a comment.
void ptowsp_lexer_skip_blanks(ptowsp_lexer_t *lexer);
// The next token. An unexpected character is reported and gives TOKEN_ERROR.
ptowsp_token_t ptowsp_lexer_next(ptowsp_lexer_t *lexer);
// Goes back into a token just read: `offset` of its bytes stay consumed.
void ptowsp_lexer_rewind(ptowsp_lexer_t *lexer, const ptowsp_token_t *token, size_t offset);
ptowsp_loc_t ptowsp_token_loc(const ptowsp_lexer_t *lexer, const ptowsp_token_t *token);
ptowsp_str_t ptowsp_token_text(const ptowsp_token_t *token);
bool ptowsp_token_is(const ptowsp_token_t *token, const char *keyword);
// The bytes a string token (or the quoted part of @"…") stands for. Appends to `out`.
void ptowsp_token_unescape(ptowsp_str_t quoted, ptowsp_buffer_t *out);

#endif
