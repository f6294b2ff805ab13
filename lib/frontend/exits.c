// return, continue, break and switch: the IR has none of them.
//
// What stands behind a statement that may leave moves into the branch that stays:
//
//   if (c) return;  rest        scf.if c {} else { rest }
//
// A function's value is then the value of the scf.if, which becomes a select where both sides may
// be computed. Where no branch leaves for certain, or from within a loop, a flag remembers that
// it was left: what follows, and what the loop still has to do, stands under it.
#include <stdlib.h>

#include "importer.h"

enum { LEAVES_FUNCTION = 1, LEAVES_ITERATION = 2, LEAVES_LOOP = 4 };

struct exit_flag {
  unsigned mask;
  unsigned break_target, continue_target; // of the statements that set it
  array_t cell;
  exit_flag_t *outer;
};

// ---------------------------------------------------------------- questions

static unsigned exits_of(importer_t *im, CXCursor cursor) {
  enum CXCursorKind kind = clang_getCursorKind(cursor);
  unsigned mask = 0;
  switch (kind) {
    case CXCursor_ReturnStmt:
      return LEAVES_FUNCTION;
    case CXCursor_ContinueStmt:
      return LEAVES_ITERATION;
    case CXCursor_BreakStmt:
      return LEAVES_LOOP;
    case CXCursor_ForStmt:
    case CXCursor_WhileStmt:
    case CXCursor_DoStmt:
    case CXCursor_IfStmt:
    case CXCursor_CompoundStmt:
    case CXCursor_SwitchStmt:
    case CXCursor_CaseStmt:
    case CXCursor_DefaultStmt:
    case CXCursor_LabelStmt: // refused where it is imported
      break;
    default:
      return 0;
  }
  children_t children = source_children(im, cursor);
  for (size_t i = 0; i < children.size; i++) mask |= exits_of(im, children.data[i]);
  if (kind == CXCursor_SwitchStmt) return mask & ~(unsigned)LEAVES_LOOP;
  bool is_loop = kind == CXCursor_ForStmt || kind == CXCursor_WhileStmt || kind == CXCursor_DoStmt;
  return is_loop ? mask & LEAVES_FUNCTION : mask;
}

bool may_leave(importer_t *im, CXCursor cursor) { return exits_of(im, cursor) != 0; }

static bool is_exit(CXCursor cursor) {
  enum CXCursorKind kind = clang_getCursorKind(cursor);
  return kind == CXCursor_ReturnStmt || kind == CXCursor_ContinueStmt || kind == CXCursor_BreakStmt;
}

static bool is_label(CXCursor cursor) {
  enum CXCursorKind kind = clang_getCursorKind(cursor);
  return kind == CXCursor_CaseStmt || kind == CXCursor_DefaultStmt;
}

static bool any_leaves(importer_t *im, const CXCursor *list, size_t count) {
  for (size_t i = 0; i < count; i++)
    if (always_leaves(im, list[i])) return true;
  return false;
}

// A switch that no break ends and whose last case leaves.
static bool switch_leaves(importer_t *im, CXCursor cursor) {
  children_t parts = source_children(im, cursor);
  CXCursor body = parts.data[parts.size - 1];
  children_t children = source_children(im, body);
  if (exits_of(im, body) & LEAVES_LOOP) return false;
  bool has_default = false;
  size_t last = 0;
  for (size_t i = 0; i < children.size; i++) {
    if (!is_label(children.data[i])) continue;
    last = i;
    for (CXCursor label = children.data[i]; is_label(label);) {
      has_default |= clang_getCursorKind(label) == CXCursor_DefaultStmt;
      children_t inner = source_children(im, label);
      if (!inner.size) break;
      label = inner.data[inner.size - 1];
    }
  }
  return has_default && any_leaves(im, children.data + last, children.size - last);
}

bool always_leaves(importer_t *im, CXCursor cursor) {
  if (is_exit(cursor)) return true;
  enum CXCursorKind kind = clang_getCursorKind(cursor);
  if (kind == CXCursor_SwitchStmt) return switch_leaves(im, cursor);
  if (kind != CXCursor_IfStmt && kind != CXCursor_CompoundStmt && kind != CXCursor_LabelStmt &&
      !is_label(cursor))
    return false;
  children_t children = source_children(im, cursor);
  if (kind == CXCursor_IfStmt)
    return children.size == 3 && always_leaves(im, children.data[1]) &&
           always_leaves(im, children.data[2]);
  return any_leaves(im, children.data, children.size);
}

// ---------------------------------------------------------------- lists

typedef struct {
  const CXCursor *data;
  size_t size;
} list_t;

static list_t join(importer_t *im, list_t a, list_t b) {
  CXCursor *data = PTOWSP_ARENA_NEW(im->arena, CXCursor, a.size + b.size + 1);
  for (size_t i = 0; i < a.size; i++) data[i] = a.data[i];
  for (size_t i = 0; i < b.size; i++) data[a.size + i] = b.data[i];
  return (list_t){data, a.size + b.size};
}

static list_t children_list(importer_t *im, CXCursor cursor) {
  children_t children = source_children(im, cursor);
  return (list_t){children.data, children.size};
}

// An if one of whose branches leaves: what follows belongs to the other.
typedef struct {
  CXCursor condition;
  list_t branches[2];
} split_t;

static bool split_if(importer_t *im, CXCursor cursor, list_t rest, split_t *out) {
  if (clang_getCursorKind(cursor) != CXCursor_IfStmt) return false;
  children_t children = source_children(im, cursor);
  list_t yes = {children.data + 1, 1}, no = {children.data + 2, children.size > 2 ? 1 : 0};
  bool yes_leaves = always_leaves(im, yes.data[0]);
  bool no_leaves = no.size && always_leaves(im, no.data[0]);
  if (!yes_leaves && !no_leaves) return false;
  out->condition = children.data[0];
  out->branches[0] = yes_leaves ? yes : join(im, yes, rest);
  out->branches[1] = no_leaves ? no : join(im, no, rest);
  return true;
}

static void refuse_dead(importer_t *im, list_t rest) {
  for (size_t i = 0; i < rest.size; i++) {
    enum CXCursorKind kind = clang_getCursorKind(rest.data[i]);
    if (kind == CXCursor_NullStmt || kind == CXCursor_BreakStmt) continue;
    refuse(im, rest.data[i], "this is never reached; remove it");
    return;
  }
}

// ---------------------------------------------------------------- flags

static array_t build_flag(importer_t *im) {
  ctype_t truth = {C_BOOL, 8, false, 0};
  array_t cell = build_cell(im, truth, "left");
  store_element(im, &cell, operand_constant(truth, 0));
  return cell;
}

// A flag for the ways in which a statement may be left.
static void push_flag(importer_t *im, exit_flag_t *flag, unsigned mask) {
  *flag = (exit_flag_t){mask, im->break_target, im->continue_target, build_flag(im), im->flags};
  im->flags = flag;
}

static ptowsp_value_t *build_not_left(importer_t *im, const exit_flag_t *flag) {
  return as_truth(im, build_not(im, load_element(im, &flag->cell)));
}

void import_exit(importer_t *im, CXCursor cursor) {
  unsigned way = exits_of(im, cursor);
  children_t value = source_children(im, cursor);
  if (value.size && im->result.memref) {
    operand_t x = convert_explicitly(im, import_expression(im, value.data[0]), im->result.element);
    if (!operand_is_none(x)) store_element(im, &im->result, x);
  } else if (value.size) {
    import_expression(im, value.data[0]); // for its errors: where it goes has been refused
  }
  for (exit_flag_t *flag = im->flags; flag; flag = flag->outer) {
    bool is_meant = way == LEAVES_FUNCTION ||
                    (way == LEAVES_LOOP ? flag->break_target == im->break_target
                                        : flag->continue_target == im->continue_target);
    if ((flag->mask & way) && is_meant)
      store_element(im, &flag->cell, operand_constant(flag->cell.element, 1));
  }
}

// ---------------------------------------------------------------- statements

static void import_rest(importer_t *im, list_t list);

// Whether a branch does nothing but leave, and nobody needs to know.
static bool is_bare_exit(importer_t *im, list_t list) {
  while (list.size == 1 && clang_getCursorKind(list.data[0]) == CXCursor_CompoundStmt)
    list = children_list(im, list.data[0]);
  return list.size == 1 && is_exit(list.data[0]) && !im->flags &&
         !source_children(im, list.data[0]).size;
}

static void import_split(importer_t *im, CXCursor cursor, const split_t *split) {
  ptowsp_loc_t outer_loc = im->builder.loc;
  im->builder.loc = source_loc(im, cursor);
  ptowsp_value_t *condition = import_condition(im, split->condition);
  if (!condition) condition = ptowsp_build_constant(&im->builder, ptowsp_attr_bool(im->context, 1));
  bool is_negated = is_bare_exit(im, split->branches[0]);
  if (is_negated) condition = as_truth(im, build_not(im, operand_truth(ctype_int(), condition)));
  ptowsp_op_t *op = build_if(im, condition, NULL);
  for (size_t i = 0; i < (is_negated ? 1 : 2); i++) {
    ptowsp_builder_t outer = enter_region(im, op, i);
    size_t mark = im->bindings.size;
    import_rest(im, split->branches[is_negated ? 1 : i]);
    im->bindings.size = mark;
    leave_region(im, outer, NULL);
  }
  im->builder.loc = outer_loc;
}

// A statement that may or may not leave, and what follows if it did not.
static void import_flagged(importer_t *im, CXCursor cursor, unsigned mask, list_t rest) {
  exit_flag_t flag;
  push_flag(im, &flag, mask);
  import_statement(im, cursor);
  im->flags = flag.outer;
  if (!rest.size) return;
  ptowsp_op_t *op = build_if(im, build_not_left(im, &flag), NULL);
  ptowsp_builder_t outer = enter_region(im, op, 0);
  import_rest(im, rest);
  leave_region(im, outer, NULL);
}

static void import_rest(importer_t *im, list_t list) {
  if (!list.size || !enter_level(im, list.data[0])) return;
  for (size_t i = 0; i < list.size; i++) {
    CXCursor cursor = list.data[i];
    unsigned mask = exits_of(im, cursor);
    if (!mask) {
      import_statement(im, cursor);
      continue;
    }
    list_t rest = {list.data + i + 1, list.size - i - 1};
    split_t split;
    if (is_exit(cursor)) {
      import_exit(im, cursor);
      refuse_dead(im, rest);
    } else if (clang_getCursorKind(cursor) == CXCursor_CompoundStmt) {
      if (always_leaves(im, cursor)) refuse_dead(im, rest), rest.size = 0;
      import_rest(im, join(im, children_list(im, cursor), rest));
    } else if (split_if(im, cursor, rest, &split)) {
      import_split(im, cursor, &split);
    } else {
      import_flagged(im, cursor, mask, rest);
    }
    break;
  }
  im->depth--;
}

void import_list(importer_t *im, const CXCursor *statements, size_t count) {
  if (im->has_exits) {
    import_rest(im, (list_t){statements, count});
    return;
  }
  for (size_t i = 0; i < count; i++) import_statement(im, statements[i]);
}

// ---------------------------------------------------------------- values

// Whether a list of statements leaves by branches alone, so that no flag is needed.
static bool is_structured(importer_t *im, list_t list) {
  for (size_t i = 0; i < list.size; i++) {
    CXCursor cursor = list.data[i];
    unsigned mask = exits_of(im, cursor);
    list_t rest = {list.data + i + 1, list.size - i - 1};
    split_t split;
    if (!mask) continue;
    if (is_exit(cursor)) return true;
    if (clang_getCursorKind(cursor) == CXCursor_CompoundStmt)
      return is_structured(im, join(im, children_list(im, cursor), rest));
    return split_if(im, cursor, rest, &split) && is_structured(im, split.branches[0]) &&
           is_structured(im, split.branches[1]);
  }
  return true;
}

static operand_t import_value(importer_t *im, list_t list, ctype_t type);

static operand_t import_split_value(importer_t *im, const split_t *split, ctype_t type) {
  ptowsp_value_t *condition = import_condition(im, split->condition);
  bool ok = condition;
  if (!condition) condition = ptowsp_build_constant(&im->builder, ptowsp_attr_bool(im->context, 1));
  ptowsp_op_t *op = build_if(im, condition, ctype_ir(im, type));
  for (size_t i = 0; i < 2; i++) {
    ptowsp_builder_t outer = enter_region(im, op, i);
    size_t mark = im->bindings.size;
    operand_t x = import_value(im, split->branches[i], type);
    ptowsp_value_t *value = materialize(im, x);
    im->bindings.size = mark;
    ok = ok && value;
    leave_region(im, outer, value);
  }
  return ok ? from_ir(type, flatten_select(im, op)) : operand_none();
}

static operand_t import_value(importer_t *im, list_t list, ctype_t type) {
  operand_t result = operand_none();
  for (size_t i = 0; i < list.size; i++) {
    CXCursor cursor = list.data[i];
    if (!exits_of(im, cursor)) {
      import_statement(im, cursor);
      continue;
    }
    if (!enter_level(im, cursor)) return result;
    ptowsp_loc_t outer = im->builder.loc;
    im->builder.loc = source_loc(im, cursor);
    list_t rest = {list.data + i + 1, list.size - i - 1};
    split_t split;
    if (is_exit(cursor)) {
      result = import_expression(im, source_children(im, cursor).data[0]);
      result = convert_explicitly(im, result, type);
      refuse_dead(im, rest);
    } else if (clang_getCursorKind(cursor) == CXCursor_CompoundStmt) {
      result = import_value(im, join(im, children_list(im, cursor), rest), type);
    } else if (split_if(im, cursor, rest, &split)) {
      result = import_split_value(im, &split, type);
    }
    im->builder.loc = outer;
    im->depth--;
    break;
  }
  return result;
}

operand_t import_returned(importer_t *im, const CXCursor *statements, size_t count, ctype_t type) {
  list_t list = {statements, count};
  if (is_structured(im, list)) return import_value(im, list, type);
  im->result = build_cell(im, type, "result");
  import_rest(im, list);
  return load_element(im, &im->result);
}

// ---------------------------------------------------------------- loops

CXCursor break_condition(importer_t *im, CXCursor cursor) {
  if (clang_getCursorKind(cursor) != CXCursor_IfStmt) return clang_getNullCursor();
  children_t children = source_children(im, cursor);
  CXCursor branch = children.data[1];
  while (clang_getCursorKind(branch) == CXCursor_CompoundStmt) {
    children_t inner = source_children(im, branch);
    if (inner.size != 1) break;
    branch = inner.data[0];
  }
  bool is_bare = children.size == 2 && clang_getCursorKind(branch) == CXCursor_BreakStmt;
  return is_bare ? children.data[0] : clang_getNullCursor();
}

void begin_loop(importer_t *im, const CXCursor *items, size_t count, bool is_guarded,
                loop_exits_t *loop) {
  *loop = (loop_exits_t){.break_target = im->break_target, .continue_target = im->continue_target};
  if (!im->has_exits && !is_guarded) return;
  unsigned mask = is_guarded ? LEAVES_LOOP : 0;
  for (size_t i = 0; i < count; i++) mask |= exits_of(im, items[i]);
  im->break_target = im->continue_target = ++im->last_target;
  if (mask & LEAVES_LOOP) {
    loop->flag = PTOWSP_ARENA_NEW(im->arena, exit_flag_t, 1);
    push_flag(im, loop->flag, LEAVES_LOOP);
  }
  loop->may_return = mask & LEAVES_FUNCTION;
}

// The innermost flag that a return inside sets.
static const exit_flag_t *return_flag(const importer_t *im) {
  for (const exit_flag_t *flag = im->flags; flag; flag = flag->outer)
    if (flag->mask & LEAVES_FUNCTION) return flag;
  return NULL;
}

void enter_loop_body(importer_t *im, loop_exits_t *loop) {
  loop->guards[0] = loop->flag;
  loop->guards[1] = loop->may_return ? return_flag(im) : NULL;
  for (size_t i = 0; i < 2; i++)
    if (loop->guards[i])
      loop->outer[i] = enter_region(im, build_if(im, build_not_left(im, loop->guards[i]), NULL), 0);
}

void leave_loop_body(importer_t *im, loop_exits_t *loop) {
  for (size_t i = 2; i-- > 0;)
    if (loop->guards[i]) leave_region(im, loop->outer[i], NULL);
}

ptowsp_op_t *build_unless_left(importer_t *im, const loop_exits_t *loop) {
  return build_if(im, build_not_left(im, loop->flag), NULL);
}

void leave_loop(importer_t *im, const loop_exits_t *loop) {
  store_element(im, &loop->flag->cell, operand_constant(loop->flag->cell.element, 1));
}

void end_loop(importer_t *im, const loop_exits_t *loop) {
  if (loop->flag) im->flags = loop->flag->outer;
  im->break_target = loop->break_target;
  im->continue_target = loop->continue_target;
}

// ---------------------------------------------------------------- switch

// The statements of a case, behind all its labels.
typedef struct {
  CXCursor first; // label
  ptowsp_value_t *condition;
  bool is_default;
  list_t statements;
} case_t;

typedef PTOWSP_VEC(case_t) cases_t;

// Adds the condition of one label; false after an error.
static bool add_label(importer_t *im, CXCursor label, operand_t x, case_t *c) {
  if (clang_getCursorKind(label) == CXCursor_DefaultStmt) return c->is_default = true;
  children_t parts = source_children(im, label);
  int64_t low, high;
  if (parts.size < 2 || parts.size > 3 || !constant_integer(parts.data[0], &low) ||
      !constant_integer(parts.data[parts.size - 2], &high)) {
    refuse(im, label, "a case has a constant; write one");
    return false;
  }
  operand_t first = convert(im, operand_constant(ctype_integer(64, true), low), x.type);
  ptowsp_value_t *equal = NULL;
  if (parts.size == 2) {
    equal = as_truth(im, build_binary(im, label, BINARY_EQ, x, first));
  } else { // case 1 ... 4:
    operand_t last = convert(im, operand_constant(ctype_integer(64, true), high), x.type);
    equal = ptowsp_build_binary(&im->builder, PTOWSP_OP_ARITH_ANDI,
                                as_truth(im, build_binary(im, label, BINARY_GE, x, first)),
                                as_truth(im, build_binary(im, label, BINARY_LE, x, last)));
  }
  c->condition = c->condition
                     ? ptowsp_build_binary(&im->builder, PTOWSP_OP_ARITH_ORI, c->condition, equal)
                     : equal;
  return true;
}

static bool read_cases(importer_t *im, CXCursor body, operand_t x, cases_t *out) {
  children_t children = source_children(im, body);
  bool ok = true;
  for (size_t i = 0; i < children.size;) {
    CXCursor cursor = children.data[i++];
    case_t c = {.first = cursor};
    if (!is_label(cursor)) {
      refuse(im, cursor, "a switch begins with a case; put this before it");
      return false;
    }
    while (ok && is_label(cursor)) {
      ok = add_label(im, cursor, x, &c);
      children_t parts = source_children(im, cursor);
      cursor = parts.data[parts.size - 1];
    }
    size_t end = i;
    while (end < children.size && !is_label(children.data[end])) end++;
    c.statements = join(im, (list_t){&cursor, 1}, (list_t){children.data + i, end - i});
    i = end;
    ptowsp_vec_push(out, c);
  }
  // A case that nothing ends goes on with the statements of the next.
  for (size_t i = out->size; i-- > 1;) {
    case_t *c = &out->data[i - 1];
    if (!any_leaves(im, c->statements.data, c->statements.size))
      c->statements = join(im, c->statements, out->data[i].statements);
  }
  return ok;
}

static void import_cases(importer_t *im, const cases_t *cases, size_t i) {
  while (i < cases->size && cases->data[i].is_default) i++;
  if (i == cases->size) {
    for (size_t k = 0; k < cases->size; k++)
      if (cases->data[k].is_default) import_rest(im, cases->data[k].statements);
    return;
  }
  ptowsp_op_t *op = build_if(im, cases->data[i].condition, NULL);
  for (size_t region = 0; region < 2; region++) {
    ptowsp_builder_t outer = enter_region(im, op, region);
    size_t mark = im->bindings.size;
    if (region == 0)
      import_rest(im, cases->data[i].statements);
    else
      import_cases(im, cases, i + 1);
    im->bindings.size = mark;
    leave_region(im, outer, NULL);
  }
}

void import_switch(importer_t *im, CXCursor cursor) {
  children_t parts = source_children(im, cursor);
  CXCursor body = parts.data[parts.size - 1];
  operand_t x = import_expression(im, parts.data[0]);
  if (clang_getCursorKind(body) != CXCursor_CompoundStmt) {
    refuse(im, body, "put the cases of a switch in braces");
    return;
  }
  if (operand_is_none(x)) return;
  x = convert(im, x, ctype_promote(x.type));
  unsigned outer = im->break_target;
  im->break_target = ++im->last_target;
  cases_t cases = {0};
  if (read_cases(im, body, x, &cases)) import_cases(im, &cases, 0);
  ptowsp_vec_deinit(&cases);
  im->break_target = outer;
}
