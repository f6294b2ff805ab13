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

static size_t rank_of(CXType type) {
  size_t rank = 0;
  type = clang_getCanonicalType(type);
  for (; type.kind == CXType_ConstantArray || type.kind == CXType_VariableArray;
       type = clang_getCanonicalType(clang_getArrayElementType(type)))
    rank++;
  return rank;
}

// Whether an expression reads a variable that something writes after its first value.
static enum CXChildVisitResult find_assigned(CXCursor cursor, CXCursor parent, CXClientData data) {
  (void)parent;
  importer_t **im = data;
  if (clang_getCursorKind(cursor) == CXCursor_DeclRefExpr &&
      source_contains(&(*im)->assigned, clang_getCursorReferenced(cursor)))
    *im = NULL;
  return *im ? CXChildVisit_Recurse : CXChildVisit_Break;
}

// The extents of a typedef are what they were where it stands.
static bool sizes_stay(importer_t *im, const CXCursor *sizes, size_t rank) {
  for (size_t i = 0; i < rank; i++) {
    importer_t *found = im;
    find_assigned(sizes[i], sizes[i], &found);
    if (found) clang_visitChildren(sizes[i], find_assigned, &found);
    if (found) continue;
    refuse(im, sizes[i], "this extent of a typedef is of a variable that changes; copy it first");
    return false;
  }
  return true;
}

bool array_sizes(importer_t *im, CXCursor decl, size_t rank, CXCursor *out_sizes) {
  children_t children = source_children(im, decl);
  size_t inner = 0, found = 0;
  for (size_t i = 0; i < children.size && !inner; i++) {
    if (clang_getCursorKind(children.data[i]) != CXCursor_TypeRef) continue;
    CXCursor type = clang_getCursorReferenced(children.data[i]);
    if (clang_getCursorKind(type) != CXCursor_TypedefDecl) continue;
    inner = rank_of(clang_getTypedefDeclUnderlyingType(type));
    CXCursor *sizes = out_sizes + rank - inner;
    if (inner > rank || !array_sizes(im, type, inner, sizes) || !sizes_stay(im, sizes, inner))
      return false;
  }
  // clang visits the element's type first.
  for (size_t i = 0; i < children.size && found < rank - inner; i++)
    if (clang_isExpression(clang_getCursorKind(children.data[i])))
      out_sizes[rank - inner - 1 - found++] = children.data[i];
  if (found == rank - inner) return true;
  refuse(im, decl, "write the extents of '%s' between its own brackets", source_name(im, decl));
  return false;
}

bool shape_is_static(const int64_t *extents, size_t rank) {
  for (size_t i = 0; i < rank; i++)
    if (extents[i] == PTOWSP_DYNAMIC) return false;
  return true;
}

// ---------------------------------------------------------------- parameters

// A call of a function that is one expression: its parameters are the arguments.
typedef struct frame {
  CXCursor call, function;
  const struct frame *outer;
} frame_t;

typedef struct {
  importer_t *im;
  const cursor_vec_t *symbols; // the integer parameters
  ptowsp_buffer_t *text;
  const frame_t *frame;
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
  refuse(
      p->im, cursor,
      "an extent of a parameter is made of integer parameters, constants, +, -, *, /, %%, ?: and "
      "calls that return such; make this a parameter of its own");
  return false;
}

static bool print_symbol(printing_t *p, CXCursor cursor, level_t level) {
  CXCursor decl = clang_getCursorReferenced(cursor);
  const frame_t *frame = p->frame;
  for (int i = 0; frame && i < clang_Cursor_getNumArguments(frame->function); i++) {
    if (!clang_equalCursors(clang_Cursor_getArgument(frame->function, (unsigned)i), decl)) continue;
    p->frame = frame->outer;
    bool ok = print_expression(p, clang_Cursor_getArgument(frame->call, (unsigned)i), level);
    p->frame = frame;
    return ok;
  }
  for (size_t i = 0; i < p->symbols->size; i++)
    if (clang_equalCursors(p->symbols->data[i], decl)) {
      ptowsp_buffer_printf(p->text, "s%zu", i);
      return true;
    }
  return refuse_expression(p, cursor);
}

// static int blocks(int n) { return (n + 15) / 16; }
static bool print_call(printing_t *p, CXCursor call, level_t level) {
  CXCursor function = clang_getCursorDefinition(clang_getCursorReferenced(call));
  children_t body = {0}, value = {0};
  if (!clang_Cursor_isNull(function)) body = source_children(p->im, function_body(p->im, function));
  if (body.size == 1 && clang_getCursorKind(body.data[0]) == CXCursor_ReturnStmt)
    value = source_children(p->im, body.data[0]);
  if (value.size != 1 ||
      clang_Cursor_getNumArguments(function) != clang_Cursor_getNumArguments(call))
    return refuse_expression(p, call);
  frame_t frame = {call, function, p->frame};
  p->frame = &frame;
  bool ok = print_expression(p, value.data[0], level);
  p->frame = frame.outer;
  return ok;
}

// x << 2, x >> 3, x & 7 and x & ~7 as the products and quotients they are.
static bool print_bits(printing_t *p, enum CXBinaryOperatorKind kind, children_t sides,
                       level_t level) {
  int64_t by, power;
  bool is_shift = kind == CXBinaryOperator_Shl || kind == CXBinaryOperator_Shr;
  if (!constant_integer(sides.data[1], &by) || (is_shift && (by < 0 || by > 30))) return false;
  power = is_shift ? INT64_C(1) << by : by < 0 ? -by : by + 1;
  if ((!is_shift && kind != CXBinaryOperator_And) || power < 1 || (power & (power - 1)))
    return false;
  bool is_rounding = kind == CXBinaryOperator_And && by<0, encloses = level> LEVEL_PRODUCT;
  if (encloses) ptowsp_buffer_putc(p->text, '(');
  bool ok = print_expression(p, sides.data[0], LEVEL_PRODUCT);
  ptowsp_buffer_printf(p->text, "%s%lld",
                       kind == CXBinaryOperator_Shl                  ? " * "
                       : kind == CXBinaryOperator_Shr || is_rounding ? " floordiv "
                                                                     : " mod ",
                       (long long)power);
  if (is_rounding) ptowsp_buffer_printf(p->text, " * %lld", (long long)power);
  if (encloses) ptowsp_buffer_putc(p->text, ')');
  return ok;
}

// x > y, 1 or 0, as (x - y + 2^62 - 1) / 2^62; what does not fit there is found when it is
// computed.
static bool print_greater(printing_t *p, CXCursor x, CXCursor y) {
  ptowsp_buffer_puts(p->text, "((");
  bool ok = print_expression(p, x, LEVEL_SUM);
  ptowsp_buffer_puts(p->text, " - ");
  ok = ok && print_expression(p, y, LEVEL_PRODUCT);
  ptowsp_buffer_puts(p->text, " + 4611686018427387903) floordiv 4611686018427387904)");
  return ok;
}

static bool print_comparison(printing_t *p, binary_t op, CXCursor x, CXCursor y) {
  bool is_negated = op == BINARY_LE || op == BINARY_GE || op == BINARY_EQ;
  bool both = op == BINARY_EQ || op == BINARY_NE; // one of x > y and y > x
  ptowsp_buffer_puts(p->text, is_negated ? "(1 - " : "(");
  bool swaps = op == BINARY_LT || op == BINARY_GE,
       ok = print_greater(p, swaps ? y : x, swaps ? x : y);
  if (both) ptowsp_buffer_puts(p->text, is_negated ? " - " : " + ");
  if (both) ok = ok && print_greater(p, y, x);
  ptowsp_buffer_puts(p->text, ")");
  return ok;
}

// A condition as 1 or 0.
static bool print_condition(printing_t *p, CXCursor cursor) {
  bool assigns;
  cursor = strip_casts(p->im, cursor);
  children_t sides = source_children(p->im, cursor);
  enum CXCursorKind kind = clang_getCursorKind(cursor);
  enum CXBinaryOperatorKind op = clang_getCursorBinaryOperatorKind(cursor);
  binary_t which = kind == CXCursor_BinaryOperator ? binary_of(op, &assigns) : BINARY_COUNT;
  if (which != BINARY_COUNT && !assigns && binary_is_comparison(which))
    return print_comparison(p, which, sides.data[0], sides.data[1]);
  bool is_and = kind == CXCursor_BinaryOperator && op == CXBinaryOperator_LAnd;
  bool is_or = kind == CXCursor_BinaryOperator && op == CXBinaryOperator_LOr;
  if (!is_and && !is_or) return refuse_expression(p, cursor);
  ptowsp_buffer_puts(p->text, is_and ? "(" : "(1 - (1 - "); // x || y is !(!x && !y)
  bool ok = print_condition(p, sides.data[0]);
  ptowsp_buffer_puts(p->text, is_and ? " * " : ") * (1 - ");
  ok = ok && print_condition(p, sides.data[1]);
  ptowsp_buffer_puts(p->text, is_and ? ")" : "))");
  return ok;
}

// c ? x : y is y + (x - y) * c.
static bool print_choice(printing_t *p, CXCursor cursor) {
  children_t parts = source_children(p->im, cursor);
  ptowsp_buffer_puts(p->text, "(");
  bool ok = print_expression(p, parts.data[2], LEVEL_SUM);
  ptowsp_buffer_puts(p->text, " + (");
  ok = ok && print_expression(p, parts.data[1], LEVEL_SUM);
  ptowsp_buffer_puts(p->text, " - ");
  ok = ok && print_expression(p, parts.data[2], LEVEL_PRODUCT);
  ptowsp_buffer_puts(p->text, ") * ");
  ok = ok && print_condition(p, parts.data[0]);
  ptowsp_buffer_puts(p->text, ")");
  return ok;
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
  return print_bits(p, kind, sides, level) || refuse_expression(p, cursor);
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
  bool ok = kind == CXCursor_DeclRefExpr           ? print_symbol(p, cursor, level)
            : kind == CXCursor_BinaryOperator      ? print_binary(p, cursor, level)
            : kind == CXCursor_CallExpr            ? print_call(p, cursor, level)
            : kind == CXCursor_ConditionalOperator ? print_choice(p, cursor)
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
  printing_t printing = {im, symbols, &text, NULL};
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
