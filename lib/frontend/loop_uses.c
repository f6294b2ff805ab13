// What a loop's body and the code around it do with what the head of the loop uses.
#include <stdlib.h>

#include "loops.h"

CXCursor variable_of(importer_t *im, CXCursor cursor) {
  cursor = source_strip(im, cursor);
  return clang_getCursorKind(cursor) == CXCursor_DeclRefExpr ? clang_getCursorReferenced(cursor)
                                                             : clang_getNullCursor();
}

bool is_comma(CXCursor cursor) {
  return clang_getCursorKind(cursor) == CXCursor_BinaryOperator &&
         clang_getCursorBinaryOperatorKind(cursor) == CXBinaryOperator_Comma;
}

typedef struct {
  importer_t *im;
  CXCursor decl;
  CXCursor found; // what is looked for
} uses_t;

// ---------------------------------------------------------------- stability of the bound

// C evaluates the bound before every iteration, scf.for once: it must not change.
typedef struct {
  importer_t *im;
  cursor_vec_t written;
  CXCursor body;
  bool ok;
} stability_t;

// The variable that subscripts are applied to, or whose address is taken.
static CXCursor root_of(importer_t *im, CXCursor cursor) {
  for (;;) {
    cursor = source_strip(im, cursor);
    if (clang_getCursorKind(cursor) == CXCursor_GenericSelectionExpr) // wsp_at
      cursor = source_strip(im, generic_choice(im, cursor));
    enum CXCursorKind kind = clang_getCursorKind(cursor);
    if (kind == CXCursor_DeclRefExpr) return clang_getCursorReferenced(cursor);
    if (kind != CXCursor_ArraySubscriptExpr && kind != CXCursor_UnaryOperator &&
        kind != CXCursor_BinaryOperator && kind != CXCursor_CStyleCastExpr)
      return clang_getNullCursor();
    children_t children = source_children(im, cursor);
    bool is_last = kind == CXCursor_CStyleCastExpr; // behind its type
    cursor = children.data[is_last ? children.size - 1 : 0];
  }
}

// Whether two names may be of one array: pointers and parameters of inlined functions are.
static bool may_be_same(importer_t *im, CXCursor a, CXCursor b) {
  if (clang_Cursor_isNull(a)) return false;
  if (clang_equalCursors(a, b)) return true;
  const binding_t *one = find_binding(im, a), *other = find_binding(im, b);
  if (one && one->kind >= BIND_CELL && other && other->kind >= BIND_CELL)
    return one->array.memref == other->array.memref;
  return clang_getCanonicalType(clang_getCursorType(a)).kind == CXType_Pointer;
}

// Whether nothing is written through a name: const float a[n], const float *p.
static bool is_read_only(CXCursor decl) {
  CXType type = clang_getCanonicalType(clang_getCursorType(decl));
  if (type.kind == CXType_Pointer) type = clang_getCanonicalType(clang_getPointeeType(type));
  return clang_isConstQualifiedType(type);
}

// A place where an array is written, or passed to a function that may write it.
static enum CXChildVisitResult find_write(CXCursor cursor, CXCursor parent, CXClientData data) {
  (void)parent;
  uses_t *uses = data;
  children_t children = {0};
  enum CXCursorKind kind = clang_getCursorKind(cursor);
  if (writes_its_operand(cursor)) children = source_children(uses->im, cursor);
  if (children.size && may_be_same(uses->im, root_of(uses->im, children.data[0]), uses->decl))
    uses->found = cursor;
  for (int i = 0; kind == CXCursor_CallExpr && i < clang_Cursor_getNumArguments(cursor); i++) {
    CXCursor root = root_of(uses->im, clang_Cursor_getArgument(cursor, (unsigned)i));
    if (!clang_Cursor_isNull(root) && !is_read_only(root) &&
        may_be_same(uses->im, root, uses->decl))
      uses->found = cursor;
  }
  return clang_Cursor_isNull(uses->found) ? CXChildVisit_Recurse : CXChildVisit_Break;
}

// Whether the loop leaves the array alone that a bound reads: then the bound stays what it is.
static bool is_left_alone(const stability_t *state, CXCursor subscript) {
  uses_t uses = {state->im, root_of(state->im, subscript), clang_getNullCursor()};
  if (clang_Cursor_isNull(uses.decl)) return false;
  find_write(state->body, state->body, &uses);
  if (clang_Cursor_isNull(uses.found)) clang_visitChildren(state->body, find_write, &uses);
  return clang_Cursor_isNull(uses.found);
}

// Whether a call depends on its arguments alone: none of them is an array.
static bool is_of_scalars(CXCursor call) {
  CXCursor function = clang_getCursorReferenced(call);
  if (clang_getCursorKind(function) != CXCursor_FunctionDecl) return false;
  for (int i = 0; i < clang_Cursor_getNumArguments(call); i++)
    if (pointer_rank(clang_getCursorType(clang_Cursor_getArgument(call, (unsigned)i))))
      return false;
  return true;
}

static enum CXChildVisitResult check_stability(CXCursor cursor, CXCursor parent,
                                               CXClientData data) {
  (void)parent;
  stability_t *state = data;
  importer_t *im = state->im;
  enum CXCursorKind kind = clang_getCursorKind(cursor);
  if (kind == CXCursor_UnaryExpr) return CXChildVisit_Continue; // sizeof reads nothing
  bool is_element = kind == CXCursor_ArraySubscriptExpr ||
                    (kind == CXCursor_UnaryOperator &&
                     clang_getCursorUnaryOperatorKind(cursor) == CXUnaryOperator_Deref);
  if (is_element && is_left_alone(state, cursor)) return CXChildVisit_Recurse;
  if (kind == CXCursor_CallExpr && is_of_scalars(cursor)) return CXChildVisit_Recurse;
  if (is_element || kind == CXCursor_CallExpr) {
    refuse(im, cursor, "read this into a scalar before the loop; a bound is evaluated once");
    state->ok = false;
    return CXChildVisit_Continue;
  }
  if (writes_its_operand(cursor)) {
    refuse(im, cursor, "the head of a loop is evaluated once; change this in front of the loop");
    state->ok = false;
    return CXChildVisit_Continue;
  }
  if (kind == CXCursor_DeclRefExpr &&
      source_contains(&state->written, clang_getCursorReferenced(cursor))) {
    refuse(im, cursor, "the bound '%s' is changed inside the loop; copy it before the loop",
           source_name(im, cursor));
    state->ok = false;
  }
  return CXChildVisit_Recurse;
}

bool is_stable(importer_t *im, const loop_t *loop, CXCursor expression) {
  stability_t state = {.im = im, .body = loop->body, .ok = true};
  cursor_vec_t outer = im->assigned;
  im->assigned = (cursor_vec_t){0};
  collect_assigned(im, loop->body);
  for (size_t i = 0; i < loop->variable_count; i++)
    if (loop->variables[i].step) ptowsp_vec_push(&im->assigned, loop->variables[i].decl);
  state.written = im->assigned;
  im->assigned = outer;
  check_stability(expression, expression, &state);
  if (state.ok) clang_visitChildren(expression, check_stability, &state);
  ptowsp_vec_deinit(&state.written);
  return state.ok;
}

// ---------------------------------------------------------------- variables from outside

static bool assigns_to(importer_t *im, CXCursor cursor, CXCursor decl) {
  cursor = source_strip(im, cursor);
  return clang_getCursorKind(cursor) == CXCursor_BinaryOperator &&
         clang_getCursorBinaryOperatorKind(cursor) == CXBinaryOperator_Assign &&
         clang_equalCursors(variable_of(im, source_children(im, cursor).data[0]), decl);
}

static enum CXChildVisitResult find_use(CXCursor cursor, CXCursor parent, CXClientData data) {
  (void)parent;
  uses_t *uses = data;
  enum CXCursorKind kind = clang_getCursorKind(cursor);
  if (kind == CXCursor_DeclRefExpr &&
      clang_equalCursors(clang_getCursorReferenced(cursor), uses->decl)) {
    uses->found = cursor;
    return CXChildVisit_Break;
  }
  if (kind != CXCursor_ForStmt) return CXChildVisit_Recurse;
  children_t parts = source_children(uses->im, cursor);
  if (parts.size != 4 || clang_getCursorKind(parts.data[0]) == CXCursor_DeclStmt)
    return CXChildVisit_Recurse;
  CXCursor init = source_strip(uses->im, parts.data[0]);
  while (is_comma(init)) { // i = 0, j = 0
    children_t sides = source_children(uses->im, init);
    if (assigns_to(uses->im, sides.data[1], uses->decl)) return CXChildVisit_Continue;
    init = source_strip(uses->im, sides.data[0]);
  }
  return assigns_to(uses->im, init, uses->decl) ? CXChildVisit_Continue : CXChildVisit_Recurse;
}

bool is_loop_only(importer_t *im, CXCursor decl) {
  uses_t uses = {im, decl, clang_getNullCursor()};
  if (!im->inlining.size) return false;
  clang_visitChildren(im->inlining.data[im->inlining.size - 1], find_use, &uses);
  return clang_Cursor_isNull(uses.found);
}

bool check_outside(importer_t *im, loop_t *loop) {
  for (size_t i = 0; i < loop->variable_count; i++) {
    variable_t *variable = &loop->variables[i];
    if (!variable->is_outside || is_loop_only(im, variable->decl)) continue;
    const binding_t *binding = find_binding(im, variable->decl);
    variable->is_kept = binding && binding->kind == BIND_CELL;
    if (variable->is_kept) {
      variable->cell = binding->array;
      continue;
    }
    if (binding && binding->kind == BIND_POISON) return false;
    refuse(im, loop->statement,
           "'%s' is used outside of its loops as well; declare a variable for each loop, in its "
           "head",
           source_name(im, variable->decl));
    return false;
  }
  return true;
}
