// C's scalar types, their arithmetic conversions, and array types.
#include <string.h>

#include "importer.h"

// Widths are those of x86-64 and of the runtime's AICPUs; other targets are refused.
static const struct {
  enum CXTypeKind clang;
  ctype_t type;
} scalar_types[] = {
    {CXType_Void, {.kind = C_VOID}},
    {CXType_Bool, {C_BOOL, 8, false, 0}},
    {CXType_Char_S, {C_INTEGER, 8, true, 0}},
    {CXType_SChar, {C_INTEGER, 8, true, 0}},
    {CXType_Char_U, {C_INTEGER, 8, false, 0}},
    {CXType_UChar, {C_INTEGER, 8, false, 0}},
    {CXType_Short, {C_INTEGER, 16, true, 0}},
    {CXType_UShort, {C_INTEGER, 16, false, 0}},
    {CXType_Int, {C_INTEGER, 32, true, 0}},
    {CXType_UInt, {C_INTEGER, 32, false, 0}},
    {CXType_Long, {C_INTEGER, 64, true, 0}},
    {CXType_ULong, {C_INTEGER, 64, false, 0}},
    {CXType_LongLong, {C_INTEGER, 64, true, 0}},
    {CXType_ULongLong, {C_INTEGER, 64, false, 0}},
    {CXType_Float16, {C_FLOAT, 16, true, PTOWSP_FLOAT_F16}},
    {CXType_Float, {C_FLOAT, 32, true, PTOWSP_FLOAT_F32}},
    {CXType_Double, {C_FLOAT, 64, true, PTOWSP_FLOAT_F64}},
};

// libclang has no kind for __bf16.
static bool is_bf16(CXType type) {
  if (type.kind != CXType_Unexposed) return false;
  CXString name = clang_getTypeSpelling(clang_getUnqualifiedType(type));
  bool same = strcmp(clang_getCString(name), "__bf16") == 0;
  clang_disposeString(name);
  return same;
}

ctype_t ctype_of(CXType type) {
  type = clang_getCanonicalType(type);
  if (type.kind == CXType_Enum)
    type = clang_getCanonicalType(clang_getEnumDeclIntegerType(clang_getTypeDeclaration(type)));
  for (size_t i = 0; i < PTOWSP_COUNTOF(scalar_types); i++)
    if (scalar_types[i].clang == type.kind) return scalar_types[i].type;
  if (is_bf16(type)) return ctype_float(PTOWSP_FLOAT_BF16);
  return (ctype_t){0};
}

ctype_t ctype_integer(unsigned width, bool is_signed) {
  return (ctype_t){C_INTEGER, width, is_signed, 0};
}

ctype_t ctype_int(void) { return ctype_integer(32, true); }

ctype_t ctype_float(ptowsp_float_kind_t kind) {
  unsigned width = kind == PTOWSP_FLOAT_F64 ? 64 : kind == PTOWSP_FLOAT_F32 ? 32 : 16;
  return (ctype_t){C_FLOAT, width, true, kind};
}

bool ctype_equal(ctype_t a, ctype_t b) {
  return a.kind == b.kind && a.width == b.width && a.is_signed == b.is_signed &&
         a.float_kind == b.float_kind;
}

bool ctype_is_narrow_float(ctype_t type) { return type.kind == C_FLOAT && type.width == 16; }

bool ctype_holds(ctype_t type, int64_t value) {
  if (type.kind == C_BOOL) return value == 0 || value == 1;
  if (type.width == 64) return type.is_signed || value >= 0;
  if (type.is_signed) {
    int64_t limit = INT64_C(1) << (type.width - 1);
    return value >= -limit && value < limit;
  }
  return value >= 0 && value < (INT64_C(1) << type.width);
}

ptowsp_type_t ctype_ir(importer_t *im, ctype_t type) {
  if (type.kind == C_FLOAT) return ptowsp_type_float(im->context, type.float_kind);
  return ptowsp_type_i(im->context, type.kind == C_BOOL ? 1 : type.width);
}

ctype_t ctype_promote(ctype_t type) {
  bool is_small = type.kind == C_BOOL || (type.kind == C_INTEGER && type.width < 32);
  return is_small ? ctype_int() : type;
}

ctype_t ctype_common(ctype_t a, ctype_t b) {
  if (a.kind == C_FLOAT || b.kind == C_FLOAT) {
    if (a.kind != C_FLOAT) return b;
    if (b.kind != C_FLOAT) return a;
    return b.width > a.width ? b : a;
  }
  a = ctype_promote(a);
  b = ctype_promote(b);
  if (a.width != b.width) return a.width > b.width ? a : b;
  return a.is_signed ? b : a;
}

const char *type_advice(CXType type) {
  static const struct {
    enum CXTypeKind kind;
    const char *text;
  } rows[] = {
      {CXType_Record, "; use one array or scalar for each member"},
      {CXType_Complex, "; use one array or scalar for each part"},
      {CXType_LongDouble, "; use double"},
      {CXType_Float128, "; use double"},
      {CXType_Int128, "; use int64_t"},
      {CXType_UInt128, "; use uint64_t"},
      {CXType_Atomic, "; tasks are ordered by what they touch: use the plain type"},
      {CXType_Vector, "; use an array and a loop"},
      {CXType_ExtVector, "; use an array and a loop"},
      {CXType_Pointer, "; declare an array, or subscript the one meant"},
  };
  type = clang_getCanonicalType(type);
  CXType pointee = clang_getCanonicalType(clang_getPointeeType(type));
  if (pointee.kind == CXType_FunctionProto || pointee.kind == CXType_FunctionNoProto)
    return "; call functions by their names";
  for (size_t i = 0; i < PTOWSP_COUNTOF(rows); i++)
    if (rows[i].kind == type.kind) return rows[i].text;
  return "";
}

static bool element_type(importer_t *im, CXCursor where, CXType type, ctype_t *out_element) {
  ctype_t element = ctype_of(type);
  if (element.kind == C_NONE || element.kind == C_VOID) {
    refuse(
        im, where,
        "an array of '%s' is not part of the language; the element types are _Bool, the integers "
        "of 8 to 64 bits, _Float16, __bf16, float and double%s",
        source_type_name(im, type), type_advice(type));
    return false;
  }
  *out_element = element;
  return true;
}

// To C, `const int n = 4; float a[n]` has a variable extent; its value is known nevertheless.
static bool settle_extents(importer_t *im, CXCursor decl, int64_t *extents, size_t rank) {
  CXCursor sizes[MAX_RANK];
  if (shape_is_static(extents, rank)) return true;
  if (!array_sizes(im, decl, rank, sizes)) return false;
  for (size_t i = 0; i < rank; i++) {
    int64_t value;
    if (extents[i] != PTOWSP_DYNAMIC || !constant_integer(sizes[i], &value)) continue;
    if (value < 1) {
      refuse(im, sizes[i], "an array extent must be at least 1");
      return false;
    }
    extents[i] = value;
  }
  return true;
}

bool array_shape(importer_t *im, CXCursor where, CXType type, int64_t *out_extents,
                 size_t *out_rank, ctype_t *out_element) {
  size_t rank = 0;
  type = clang_getCanonicalType(type);
  for (;; type = clang_getArrayElementType(type)) {
    if (clang_isVolatileQualifiedType(type)) { // clang keeps an element's qualifiers outside
      refuse(im, where,
             "volatile arrays are not part of the language; only tasks change them: leave volatile "
             "away");
      return false;
    }
    if (type.kind == CXType_IncompleteArray) {
      refuse(im, where, "the array needs its first extent between the brackets");
      return false;
    }
    if (type.kind != CXType_ConstantArray && type.kind != CXType_VariableArray) break;
    if (rank == MAX_RANK) {
      refuse(im, where, "an array has at most %d dimensions", MAX_RANK);
      return false;
    }
    bool is_variable = type.kind == CXType_VariableArray;
    out_extents[rank] = is_variable ? PTOWSP_DYNAMIC : clang_getArraySize(type);
    if (!is_variable && out_extents[rank] < 1) {
      refuse(im, where, "an array extent must be at least 1");
      return false;
    }
    rank++;
  }
  *out_rank = rank;
  return settle_extents(im, where, out_extents, rank) && element_type(im, where, type, out_element);
}
