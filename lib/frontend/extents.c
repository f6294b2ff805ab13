// Extents of arrays: constants, or expressions of C99's variable length arrays.
//
// The type of a parameter has "?" for a variable extent, and the function says in wsp.extents
// what it is: one affine map an array, whose symbols are the integer parameters in order.
//
//   (int M, int N, float A[M][2 * N])     wsp.extents = [unit, unit, affine_map<()[s0, s1] -> (s0,
//   s1 * 2)>]
//
// A local array has its sizes as operands.
#include <string.h>

#include "importer.h"

bool array_sizes(importer_t *im, CXCursor decl, size_t rank, CXCursor *out_sizes) {
  children_t children = source_children(im, decl);
  size_t found = 0;
  // clang visits the element's type first.
  for (size_t i = 0; i < children.size && found < rank; i++)
    if (clang_isExpression(clang_getCursorKind(children.data[i])))
      out_sizes[rank - 1 - found++] = children.data[i];
  if (found == rank) return true;
  refuse(im, decl, "write the extents of '%s' between its own brackets, not in a typedef",
         source_name(im, decl));
  return false;
}

bool shape_is_static(const int64_t *extents, size_t rank) {
  for (size_t i = 0; i < rank; i++)
    if (extents[i] == PTOWSP_DYNAMIC) return false;
  return true;
}

// ---------------------------------------------------------------- parameters

typedef struct {
  importer_t *im;
  const cursor_vec_t *symbols; // the integer parameters
  ptowsp_buffer_t *text;
} printing_t;

// How tightly an expression holds together.
typedef enum { LEVEL_SUM, LEVEL_PRODUCT, LEVEL_UNIT } level_t;

static bool print_expression(printing_t *p, CXCursor cursor, level_t level);

static CXCursor strip_casts(importer_t *im, CXCursor cursor) {
  for (;;) {
    cursor = source_strip(im, cursor);
    ctype_t type = ctype_of(clang_getCursorType(cursor));
    if (clang_getCursorKind(cursor) != CXCursor_CStyleCastExpr || type.kind != C_INTEGER ||
        type.width < 32)
      return cursor;
    children_t children = source_children(im, cursor);
    cursor = children.data[children.size - 1];
  }
}

static bool refuse_expression(printing_t *p, CXCursor cursor) {
  refuse(p->im, cursor,
         "an extent is made of integer parameters, constants, +, -, *, / and %%; make this a "
         "parameter of its own");
  return false;
}

static bool print_symbol(printing_t *p, CXCursor cursor) {
  CXCursor decl = clang_getCursorReferenced(cursor);
  for (size_t i = 0; i < p->symbols->size; i++)
    if (clang_equalCursors(p->symbols->data[i], decl)) {
      ptowsp_buffer_printf(p->text, "s%zu", i);
      return true;
    }
  return refuse_expression(p, cursor);
}

// MLIR's order: constants stand on the right of + and *.
static bool print_binary(printing_t *p, CXCursor cursor, level_t level) {
  static const struct {
    enum CXBinaryOperatorKind kind;
    level_t level;
    const char *spelling;
  } operators[] = {
      {CXBinaryOperator_Add, LEVEL_SUM, " + "},
      {CXBinaryOperator_Sub, LEVEL_SUM, " - "},
      {CXBinaryOperator_Mul, LEVEL_PRODUCT, " * "},
      {CXBinaryOperator_Div, LEVEL_PRODUCT, " floordiv "},
      {CXBinaryOperator_Rem, LEVEL_PRODUCT, " mod "},
  };
  enum CXBinaryOperatorKind kind = clang_getCursorBinaryOperatorKind(cursor);
  children_t sides = source_children(p->im, cursor);
  for (size_t i = 0; i < PTOWSP_COUNTOF(operators); i++) {
    if (operators[i].kind != kind) continue;
    int64_t value;
    bool swaps = (kind == CXBinaryOperator_Add || kind == CXBinaryOperator_Mul) &&
                 constant_integer(sides.data[0], &value);
    bool encloses = operators[i].level < level;
    if (encloses) ptowsp_buffer_putc(p->text, '(');
    if (!print_expression(p, sides.data[swaps ? 1 : 0], operators[i].level)) return false;
    ptowsp_buffer_puts(p->text, operators[i].spelling);
    if (!print_expression(p, sides.data[swaps ? 0 : 1], operators[i].level + 1)) return false;
    if (encloses) ptowsp_buffer_putc(p->text, ')');
    return true;
  }
  return refuse_expression(p, cursor);
}

static bool print_expression(printing_t *p, CXCursor cursor, level_t level) {
  int64_t value;
  if (constant_integer(cursor, &value) && value >= 0) {
    ptowsp_buffer_printf(p->text, "%lld", (long long)value);
    return true;
  }
  cursor = strip_casts(p->im, cursor);
  if (!enter_level(p->im, cursor)) return false;
  enum CXCursorKind kind = clang_getCursorKind(cursor);
  bool ok = kind == CXCursor_DeclRefExpr      ? print_symbol(p, cursor)
            : kind == CXCursor_BinaryOperator ? print_binary(p, cursor, level)
                                              : refuse_expression(p, cursor);
  p->im->depth--;
  return ok;
}

ptowsp_attr_t extents_attr(importer_t *im, CXCursor param, const int64_t *extents, size_t rank,
                           const cursor_vec_t *symbols) {
  CXCursor sizes[MAX_RANK];
  if (!array_sizes(im, param, rank, sizes)) return NULL;
  ptowsp_buffer_t text = {0};
  ptowsp_buffer_puts(&text, "affine_map<()");
  for (size_t i = 0; i < symbols->size; i++)
    ptowsp_buffer_printf(&text, "%ss%zu", i ? ", " : "[", i);
  ptowsp_buffer_puts(&text, symbols->size ? "] -> (" : " -> (");
  printing_t printing = {im, symbols, &text};
  bool ok = true;
  for (size_t i = 0; i < rank; i++) {
    if (i) ptowsp_buffer_puts(&text, ", ");
    if (extents[i] != PTOWSP_DYNAMIC)
      ptowsp_buffer_printf(&text, "%lld", (long long)extents[i]);
    else
      ok &= print_expression(&printing, sizes[i], LEVEL_SUM);
  }
  ptowsp_buffer_puts(&text, ")>");
  ptowsp_attr_t attr =
      ok ? ptowsp_attr_affine_parse(im->context, (ptowsp_str_t){text.data, text.size}) : NULL;
  ptowsp_buffer_deinit(&text);
  return attr;
}

// ---------------------------------------------------------------- local arrays

bool import_sizes(importer_t *im, CXCursor decl, int64_t *extents, size_t rank,
                  ptowsp_value_t **out_sizes) {
  CXCursor sizes[MAX_RANK];
  if (shape_is_static(extents, rank)) return true;
  if (!array_sizes(im, decl, rank, sizes)) return false;
  for (size_t i = 0; i < rank; i++) {
    if (extents[i] != PTOWSP_DYNAMIC) continue;
    operand_t size = import_index(im, sizes[i]);
    if (operand_is_none(size)) return false;
    if (size.form != FORM_CONSTANT) {
      *out_sizes++ = as_index(im, size);
    } else if (size.low >= 1) {
      extents[i] = size.low;
    } else {
      refuse(im, sizes[i], "an array extent must be at least 1");
      return false;
    }
  }
  return true;
}
