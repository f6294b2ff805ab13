// Places and texts of the user's file: cursors to locations, names, words, children.
#include <stdlib.h>
#include <string.h>

#include "importer.h"

// The number of a file in the context; the last one asked for is remembered.
static uint32_t file_number(importer_t *im, CXFile file) {
  if (!file) return 0;
  if (im->last_file && clang_File_isEqual(file, im->last_file)) return im->last_file_number;
  CXString name = clang_getFileName(file);
  im->last_file_number = ptowsp_context_file(im->context, ptowsp_str(clang_getCString(name)));
  im->last_file = file;
  clang_disposeString(name);
  return im->last_file_number;
}

// Columns from `offset` to the end of its line, without trailing blanks.
static uint32_t rest_of_line(importer_t *im, CXFile file, unsigned offset) {
  size_t size = 0;
  const char *text = clang_getFileContents(im->unit, file, &size);
  if (!text || offset >= size) return 0;
  const char *newline = memchr(text + offset, '\n', size - offset);
  size_t length = newline ? (size_t)(newline - text) - offset : size - offset;
  while (length && strchr(" \t\r", text[offset + length - 1])) length--;
  return (uint32_t)length;
}

// Whether a place is in a macro's argument, which stands elsewhere than the macro does.
static bool is_in_argument(CXSourceLocation location) {
  unsigned offset = 0, expansion_offset = 0;
  clang_getFileLocation(location, NULL, NULL, NULL, &offset);
  clang_getExpansionLocation(location, NULL, NULL, NULL, &expansion_offset);
  return offset != expansion_offset;
}

ptowsp_loc_t source_range_loc(importer_t *im, CXSourceRange range) {
  CXFile file = NULL, end_file = NULL;
  unsigned line = 0, column = 0, offset = 0, end_line = 0, end_offset = 0;
  CXSourceLocation start = clang_getRangeStart(range);
  // What begins with a macro's argument and ends in its body is the whole use of the macro.
  if (is_in_argument(start) && !is_in_argument(clang_getRangeEnd(range)))
    clang_getExpansionLocation(start, &file, &line, &column, &offset);
  else
    clang_getFileLocation(start, &file, &line, &column, &offset);
  clang_getFileLocation(clang_getRangeEnd(range), &end_file, &end_line, NULL, &end_offset);
  ptowsp_loc_t loc = {file_number(im, file), line, column, 1};
  if (!file || !end_file || !clang_File_isEqual(file, end_file) || end_offset <= offset) return loc;
  loc.length = end_line == line ? end_offset - offset : rest_of_line(im, file, offset);
  return loc;
}

ptowsp_loc_t source_loc(importer_t *im, CXCursor cursor) {
  return source_range_loc(im, clang_getCursorExtent(cursor));
}

static bool is_word_char(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

ptowsp_str_t source_word(importer_t *im, CXSourceLocation location) {
  CXFile file = NULL;
  unsigned offset = 0;
  clang_getFileLocation(location, &file, NULL, NULL, &offset);
  size_t size = 0;
  const char *text = file ? clang_getFileContents(im->unit, file, &size) : NULL;
  ptowsp_str_t word = {"", 0};
  if (!text || offset >= size) return word;
  word.data = text + offset;
  while (offset + word.size < size && is_word_char(word.data[word.size])) word.size++;
  return word;
}

char source_next_char(importer_t *im, CXSourceLocation location) {
  CXFile file = NULL;
  unsigned offset = 0;
  clang_getFileLocation(location, &file, NULL, NULL, &offset);
  size_t size = 0;
  const char *text = file ? clang_getFileContents(im->unit, file, &size) : NULL;
  while (text && offset < size && strchr(" \t\r\n", text[offset])) offset++;
  return text && offset < size ? text[offset] : 0;
}

const char *source_string(importer_t *im, CXString string) {
  const char *text = clang_getCString(string);
  const char *copy = ptowsp_arena_strdup(im->arena, ptowsp_str(text ? text : ""));
  clang_disposeString(string);
  return copy;
}

const char *source_name(importer_t *im, CXCursor cursor) {
  return source_string(im, clang_getCursorSpelling(cursor));
}

const char *source_type_name(importer_t *im, CXType type) {
  return source_string(im, clang_getTypeSpelling(type));
}

static enum CXChildVisitResult collect_child(CXCursor cursor, CXCursor parent, CXClientData data) {
  (void)parent;
  ptowsp_vec_push((cursor_vec_t *)data, cursor);
  return CXChildVisit_Continue;
}

children_t source_children(importer_t *im, CXCursor cursor) {
  cursor_vec_t found = {0};
  clang_visitChildren(cursor, collect_child, &found);
  children_t children = {ptowsp_arena_copy(im->arena, found.data, found.size * sizeof(CXCursor)),
                         found.size};
  ptowsp_vec_deinit(&found);
  return children;
}

CXCursor source_strip(importer_t *im, CXCursor cursor) {
  for (;;) {
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    if (kind != CXCursor_UnexposedExpr && kind != CXCursor_ParenExpr) return cursor;
    children_t children = source_children(im, cursor);
    if (children.size != 1) return cursor;
    cursor = children.data[0];
  }
}

bool source_is_main(importer_t *im, CXCursor cursor) {
  CXFile file = NULL;
  clang_getFileLocation(clang_getCursorLocation(cursor), &file, NULL, NULL, NULL);
  return file && clang_File_isEqual(file, clang_getFile(im->unit, im->path));
}

bool source_contains(const cursor_vec_t *set, CXCursor cursor) {
  for (size_t i = 0; i < set->size; i++)
    if (clang_equalCursors(set->data[i], cursor)) return true;
  return false;
}

typedef struct {
  importer_t *im;
  CXFile file;
  CXSourceLocation from; // where it is included
  bool found;
} inclusion_t;

static void find_inclusion(CXFile file, CXSourceLocation *stack, unsigned size, CXClientData data) {
  inclusion_t *inclusion = data;
  if (!size || inclusion->found || !clang_File_isEqual(file, inclusion->file)) return;
  inclusion->from = stack[0];
  inclusion->found = true;
}

// The macro whose #define a place stands in; empty: none.
static ptowsp_str_t defined_at(importer_t *im, CXFile file, unsigned offset) {
  size_t size = 0, at = offset;
  const char *text = clang_getFileContents(im->unit, file, &size);
  ptowsp_str_t word = {"", 0};
  if (!text || offset >= size) return word;
  while (at && (text[at - 1] != '\n' || (at > 1 && text[at - 2] == '\\'))) at--;
  at += strspn(text + at, " \t");
  if (text[at] != '#') return word;
  at += 1 + strspn(text + at + 1, " \t");
  if (strncmp(text + at, "define", 6)) return word;
  at += 6 + strspn(text + at + 6, " \t");
  word.data = text + at;
  while (at + word.size < offset && is_word_char(word.data[word.size])) word.size++;
  return word;
}

// Whether a word is a macro of <ptowsp/ptowsp.h>, whose text tells nobody anything.
static bool is_annotation(ptowsp_str_t word) {
  return word.size > 4 && !memcmp(word.data, "wsp_", 4);
}

// What is wrong with a function, or with what follows an annotation, is shown at its name.
static CXSourceRange place_of(importer_t *im, CXCursor cursor) {
  CXSourceRange range = clang_getCursorExtent(cursor);
  enum CXCursorKind kind = clang_getCursorKind(cursor);
  bool is_variable = kind == CXCursor_ParmDecl || kind == CXCursor_VarDecl;
  ptowsp_str_t word = {"", 0};
  if (is_variable) word = source_word(im, clang_getRangeStart(range));
  bool is_annotated = is_annotation(word) && *source_name(im, cursor);
  return kind == CXCursor_FunctionDecl || is_annotated
             ? clang_Cursor_getSpellingNameRange(cursor, 0, 0)
             : range;
}

// The place of an error, as seen from the file that is imported: macros and headers.
static void note_origin(importer_t *im, CXCursor cursor) {
  CXSourceLocation start = clang_getRangeStart(place_of(im, cursor));
  CXFile file = NULL, spelled = NULL;
  unsigned line = 0, column = 0, offset = 0, spelled_offset = 0;
  clang_getExpansionLocation(start, &file, NULL, NULL, &offset);
  clang_getSpellingLocation(start, &spelled, &line, &column, &spelled_offset);
  if (spelled && !is_in_argument(start) && spelled_offset != offset) {
    ptowsp_str_t macro = defined_at(im, spelled, spelled_offset);
    if (!macro.size) macro = source_word(im, start);
    ptowsp_loc_t loc = {file_number(im, spelled), line, column, 1};
    if (macro.size && !is_annotation(source_word(im, start)))
      ptowsp_note(im->context, loc, "expanded from macro '%.*s'", (int)macro.size, macro.data);
  }
  inclusion_t inclusion = {.im = im, .file = file};
  if (!file || source_is_main(im, cursor)) return;
  clang_getInclusions(im->unit, find_inclusion, &inclusion);
  if (inclusion.found)
    ptowsp_note(im->context, source_range_loc(im, clang_getRange(inclusion.from, inclusion.from)),
                "included from here");
}

void refuse(importer_t *im, CXCursor cursor, const char *format, ...) {
  ptowsp_buffer_t text = {0};
  va_list args;
  va_start(args, format);
  ptowsp_buffer_vprintf(&text, format, args);
  va_end(args);
  ptowsp_loc_t loc = source_range_loc(im, place_of(im, cursor));
  // A function is imported wherever it is called: what is wrong in it is one error.
  bool is_known = false;
  for (size_t i = 0; i < im->refused.size && !is_known; i++) {
    const refused_t *other = &im->refused.data[i];
    is_known = other->loc.file == loc.file && other->loc.line == loc.line &&
               other->loc.column == loc.column && !strcmp(other->text, text.data);
  }
  if (!is_known) {
    const char *copy = ptowsp_arena_strdup(im->arena, ptowsp_str(text.data));
    ptowsp_vec_push(&im->refused, ((refused_t){loc, copy}));
    ptowsp_error(im->context, loc, "%s", text.data);
    if (!clang_Cursor_isNull(cursor)) note_origin(im, cursor);
  }
  ptowsp_buffer_deinit(&text);
}

// What the language lacks, and what to write instead.
static const struct {
  enum CXCursorKind kind;
  const char *text;
} refusals[] = {
#define REFUSAL(KIND, TEXT) {CXCursor_##KIND, TEXT},
#include "refusals.def"
};

void refuse_kind(importer_t *im, CXCursor cursor) {
  enum CXCursorKind kind = clang_getCursorKind(cursor);
  if (kind == CXCursor_MemberRefExpr && is_poisoned(im, cursor)) return;
  for (size_t i = 0; i < PTOWSP_COUNTOF(refusals); i++)
    if (refusals[i].kind == kind) {
      refuse(im, cursor, "%s", refusals[i].text);
      return;
    }
  const char *name = source_string(im, clang_getCursorKindSpelling(kind));
  refuse(im, cursor, "the language does not have this construct (%s)", name);
}
