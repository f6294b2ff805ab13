// Types and attributes of dialects nobody knows: their text as it is spelled. Aliases in it, and
// distinct attributes, are parts of their own: other names may stand for them when it is printed.
#include <stdlib.h>
#include <string.h>

#include "ir_internal.h"
#include "parse_nest.h"

typedef struct {
  ptowsp_parser_t *p;
  ptowsp_buffer_t text;              // without the parts
  PTOWSP_VEC(const void *) pointers; // as ptowsp_attr_opaque_of takes them
  PTOWSP_VEC(int64_t) integers;
  PTOWSP_VEC(char) closers;
} opaque_t;

static void deinit(opaque_t *o) {
  ptowsp_buffer_deinit(&o->text);
  ptowsp_vec_deinit(&o->pointers);
  ptowsp_vec_deinit(&o->integers);
  ptowsp_vec_deinit(&o->closers);
}

static bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
static bool is_digit(char c) { return c >= '0' && c <= '9'; }

static void add_part(opaque_t *o, const void *part) {
  ptowsp_vec_push(&o->pointers, part);
  ptowsp_vec_push(&o->integers, (int64_t)o->text.size);
}

// #name or !name of an alias at `at`: goes behind it. A name that is none is text.
static bool take_alias(opaque_t *o, const char **at) {
  const char *stop = *at + 1, *end = o->p->lexer.end;
  while (stop < end && (is_letter(*stop) || is_digit(*stop) || strchr("_$-.", *stop)) && *stop)
    stop++;
  const void *value = ptowsp_parser_find_alias(o->p, (ptowsp_str_t){*at, (size_t)(stop - *at)});
  if (!value) return false;
  add_part(o, value);
  *at = stop;
  return true;
}

// distinct[number]<>: the numbers are those of the input.
static bool take_distinct(opaque_t *o, const char **at) {
  static const char word[] = "distinct[";
  const char *end = o->p->lexer.end, *digits = *at + sizeof word - 1;
  if ((size_t)(end - *at) < sizeof word || memcmp(*at, word, sizeof word - 1) != 0) return false;
  const char *stop = digits;
  uint64_t number = 0;
  while (stop < end && is_digit(*stop)) number = number * 10 + (uint64_t)(*stop++ - '0');
  if (stop == digits || stop - digits > 18 || end - stop < 3 || memcmp(stop, "]<>", 3) != 0)
    return false;
  ptowsp_attr_t unit = ptowsp_attr_unit(o->p->context);
  int64_t ours = (int64_t)ptowsp_parser_distinct(o->p, number);
  add_part(o, ptowsp_attr_distinct(o->p->context, ours, unit));
  *at = stop + 3;
  return true;
}

// Behind the string that begins in front of `at`.
static const char *skip_string(const ptowsp_lexer_t *lexer, const char *at) {
  while (at < lexer->end && *at != '"' && *at != '\n') at += *at == '\\' ? 2 : 1;
  return at < lexer->end ? at + 1 : lexer->end;
}

// Whether a word could not begin at `at`.
static bool in_word(const char *at) {
  return is_letter(at[-1]) || is_digit(at[-1]) || at[-1] == '_' || at[-1] == '.' || at[-1] == '$';
}

static char closer_of(char c) {
  return c == '<' ? '>' : c == '[' ? ']' : c == '(' ? ')' : c == '{' ? '}' : 0;
}

// One character of a body, a string, a comment, which is left out, or a part. False after an error.
static bool read_piece(opaque_t *o, const char **at, ptowsp_loc_t open) {
  ptowsp_lexer_t *lexer = &o->p->lexer;
  const char *begin = *at;
  char c = *begin;
  if ((c == '#' || c == '!') && take_alias(o, at)) return true;
  if (c == 'd' && !in_word(begin) && take_distinct(o, at)) return true;
  if (c == '/' && begin + 1 < lexer->end && begin[1] == '/') {
    const char *newline = memchr(begin, '\n', (size_t)(lexer->end - begin));
    *at = newline ? newline : lexer->end;
    return true;
  }
  ++*at;
  if (closer_of(c)) {
    ptowsp_vec_push(&o->closers, closer_of(c));
  } else if (c == '-' && *at < lexer->end && **at == '>') {
    ++*at;
  } else if (c == '>' || c == ']' || c == ')' || c == '}') {
    if (o->closers.data[o->closers.size - 1] != c)
      return ptowsp_parser_fail_at(o->p, open, "unbalanced '%c' character in pretty dialect name",
                                   c);
    o->closers.size--;
  } else if (c == '"') {
    *at = skip_string(lexer, *at);
  } else if (c == '\n') {
    lexer->line++;
    lexer->line_start = *at;
  }
  ptowsp_buffer_append(&o->text, begin, (size_t)(*at - begin));
  return true;
}

// "<…>" behind a dialect's name, brackets balanced. After an error the parser goes on right behind
// the bracket.
static bool read_body(opaque_t *o) {
  ptowsp_parser_t *p = o->p;
  ptowsp_lexer_t before = p->lexer;
  ptowsp_loc_t open = ptowsp_parser_loc(p);
  const char *at = p->token.start;
  bool ok = true;
  do {
    ok = at < p->lexer.end && *at
             ? read_piece(o, &at, open)
             : ptowsp_parser_fail_at(p, open, "unbalanced '<' character in pretty dialect name");
  } while (ok && o->closers.size);
  if (!ok) {
    p->lexer = before;
    return false;
  }
  p->lexer.at = at;
  ptowsp_parser_advance(p);
  return true;
}

// Whether a name can be spelled behind a dot: letters, digits, '_' and '.', and one pair of
// brackets at the end.
static bool is_simple(const char *text, size_t size) {
  size_t at = 0, depth = 0;
  if (!size || !is_letter(*text)) return false;
  while (at < size && (is_letter(text[at]) || is_digit(text[at]) || strchr("_.", text[at]))) at++;
  if (at == size) return true;
  for (bool first = true; at < size; at++, first = false) {
    char c = text[at];
    if (first && c != '<') return false;
    if (c == '"') {
      for (at++; at < size && text[at] != '"'; at++) at += text[at] == '\\';
    } else if (c == '-' && at + 1 < size && text[at + 1] == '>') {
      at++;
    } else if (closer_of(c)) {
      depth++;
    } else if (c && strchr(">])}", c) && --depth == 0) {
      return at + 1 == size;
    }
  }
  return false;
}

// The name as MLIR spells it: "dialect.name" where that can be, else "dialect<name>". `dialect` is
// the size of the dialect's name, behind which o->text has '.' or '<'.
static void respell(opaque_t *o, size_t dialect) {
  ptowsp_buffer_t *text = &o->text;
  bool dotted = text->data[dialect] == '.';
  size_t begin = dialect + 1, size = text->size - begin - !dotted;
  bool simple = is_simple(text->data + begin, size);
  // A part may begin a name or be the whole of it.
  bool starts = o->integers.size > 1 && o->integers.data[1] == (int64_t)begin;
  if (starts) simple = false;
  if (simple == dotted) return;
  text->data[dialect] = simple ? '.' : '<';
  if (simple)
    text->data[--text->size] = 0;
  else
    ptowsp_buffer_putc(text, '>');
}

// Reads the text into `o`, with room for the text and the type in front of the parts.
static bool read_text(opaque_t *o) {
  ptowsp_parser_t *p = o->p;
  ptowsp_token_t name = p->token;
  ptowsp_vec_push(&o->pointers, NULL);
  ptowsp_vec_push(&o->pointers, NULL);
  ptowsp_vec_push(&o->integers, 0);
  ptowsp_buffer_append(&o->text, name.start + 1, name.size - 1);
  ptowsp_parser_advance(p);
  const char *dot = memchr(name.start, '.', name.size);
  bool has_body = ptowsp_parser_at(p, TOKEN_LESS) && p->token.start == name.start + name.size;
  if (!has_body && !dot) return ptowsp_parser_fail_alias(p, &name);
  if (has_body && !read_body(o)) return false;
  respell(o, dot ? (size_t)(dot - name.start) - 1 : name.size - 1);
  o->pointers.data[0] = ptowsp_intern(p->context, (ptowsp_str_t){o->text.data, o->text.size});
  o->integers.data[0] = (int64_t)o->text.size;
  return true;
}

bool ptowsp_parse_opaque_type(ptowsp_parser_t *p, ptowsp_type_t *out_type) {
  opaque_t o = {.p = p};
  bool ok = read_text(&o);
  if (ok)
    *out_type =
        ptowsp_type_opaque_of(p->context, o.pointers.data, o.integers.data, o.integers.size - 1);
  deinit(&o);
  return ok;
}

bool ptowsp_parse_opaque_attr(ptowsp_parser_t *p, ptowsp_attr_t *out_attr) {
  opaque_t o = {.p = p};
  bool ok = read_text(&o);
  if (ok) {
    ptowsp_attr_t flags =
        o.integers.size > 1
            ? NULL
            : ptowsp_flags_read(p->context, (ptowsp_str_t){o.text.data, o.text.size});
    *out_attr = flags ? flags
                      : ptowsp_attr_opaque_of(p->context, o.pointers.data, o.integers.data,
                                              o.integers.size - 1);
  }
  deinit(&o);
  return ok;
}
