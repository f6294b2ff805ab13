// Annotations: the wsp_… macros arrive as annotate("wsp.…", arguments) attributes.
#include <string.h>

#include "importer.h"

typedef enum {
  PLACE_FUNCTION,
  PLACE_KERNEL,
  PLACE_WORKLOAD,
  PLACE_ARRAY,
  PLACE_LOOP,
  PLACE_WORKLOAD_LOOP,
} place_t;

static const char *const place_names[] = {
    [PLACE_FUNCTION] = "a function",
    [PLACE_KERNEL] = "a kernel",
    [PLACE_WORKLOAD] = "a workload",
    [PLACE_ARRAY] = "an array parameter of a kernel or workload",
    [PLACE_LOOP] = "the variable of a for loop in a kernel or workload",
    [PLACE_WORKLOAD_LOOP] = "the variable of a for loop in a workload",
};

static const struct {
  const char *macro;
  place_t place;
} rows[] = {
#define PTOWSP_ANNOTATION(ID, MACRO, PLACE, ARGUMENTS, SUMMARY) {MACRO, PLACE_##PLACE},
#include "ptowsp/annotations.def"
};

static const char *const planned_words[] = {
#define PTOWSP_ANNOTATION_PLANNED(MACRO, SUMMARY) MACRO,
#include "ptowsp/annotations.def"
};

typedef struct {
  const char *name;
  bool is_built;
} choice_t;

typedef enum {
#define PTOWSP_POLICY(ID, SUMMARY) POLICY_##ID,
#define PTOWSP_POLICY_PLANNED(ID, SUMMARY)
#include "ptowsp/policies.def"
} policy_t;

static const choice_t policies[] = {
#define PTOWSP_POLICY(ID, SUMMARY) {#ID, true},
#define PTOWSP_POLICY_PLANNED(ID, SUMMARY) {#ID, false},
#include "ptowsp/policies.def"
};

static const choice_t window_modes[] = {
#define PTOWSP_WINDOW_MODE(ID, NAME, SUMMARY) {NAME, true},
#define PTOWSP_WINDOW_MODE_PLANNED(NAME) {NAME, false},
#include "ptowsp/annotations.def"
};

bool is_planned_word(ptowsp_str_t name) {
  for (size_t i = 0; i < PTOWSP_COUNTOF(planned_words); i++)
    if (ptowsp_str_is(name, planned_words[i])) return true;
  return false;
}

// "wsp.tile" is wsp_tile. ANNOTATION_COUNT: none of the table.
static annotation_t annotation_of(const char *text) {
  if (strncmp(text, "wsp.", 4)) return ANNOTATION_COUNT;
  for (size_t i = 0; i < PTOWSP_COUNTOF(rows); i++)
    if (!strcmp(rows[i].macro + 4, text + 4)) return (annotation_t)i;
  return ANNOTATION_COUNT;
}

typedef struct {
  importer_t *im;
  annotations_t found;
} reading_t;

static enum CXChildVisitResult read_attribute(CXCursor cursor, CXCursor parent, CXClientData data) {
  (void)parent;
  reading_t *reading = data;
  if (clang_getCursorKind(cursor) != CXCursor_AnnotateAttr) return CXChildVisit_Continue;
  annotation_t id = annotation_of(source_name(reading->im, cursor));
  if (id == ANNOTATION_COUNT || reading->found.has[id]) return CXChildVisit_Continue;
  reading->found.has[id] = true;
  reading->found.attribute[id] = cursor;
  return CXChildVisit_Continue;
}

annotations_t read_annotations(importer_t *im, CXCursor decl) {
  reading_t reading = {.im = im};
  if (clang_Cursor_hasAttrs(decl)) clang_visitChildren(decl, read_attribute, &reading);
  return reading.found;
}

// ---------------------------------------------------------------- places

typedef struct {
  importer_t *im;
  annotations_t function; // of the function being walked
  CXCursor loop_init, loop_variable;
  CXCursor decl; // the last declaration with attributes, and those seen on it
  bool seen[ANNOTATION_COUNT];
} walk_t;

static bool is_array_or_pointer(CXType type) {
  type = clang_getCanonicalType(type);
  return type.kind == CXType_ConstantArray || type.kind == CXType_IncompleteArray ||
         type.kind == CXType_VariableArray || type.kind == CXType_Pointer;
}

static bool stands_well(const walk_t *walk, place_t place, CXCursor parent) {
  bool on_function = clang_getCursorKind(parent) == CXCursor_FunctionDecl;
  bool in_kernel = walk->function.has[ANNOTATION_KERNEL];
  bool in_workload = walk->function.has[ANNOTATION_WORKLOAD];
  switch (place) {
    case PLACE_FUNCTION:
      return on_function;
    case PLACE_KERNEL:
      return on_function && in_kernel;
    case PLACE_WORKLOAD:
      return on_function && in_workload;
    case PLACE_ARRAY:
      return clang_getCursorKind(parent) == CXCursor_ParmDecl && (in_kernel || in_workload) &&
             is_array_or_pointer(clang_getCursorType(parent));
    case PLACE_LOOP:
      return clang_equalCursors(parent, walk->loop_variable) && (in_kernel || in_workload);
    case PLACE_WORKLOAD_LOOP:
      return clang_equalCursors(parent, walk->loop_variable) && in_workload;
  }
  return false;
}

static void check_annotation(walk_t *walk, CXCursor cursor, CXCursor parent) {
  importer_t *im = walk->im;
  const char *text = source_name(im, cursor);
  if (strncmp(text, "wsp.", 4)) return; // some other tool's
  annotation_t id = annotation_of(text);
  if (id == ANNOTATION_COUNT) {
    const char *word = ptowsp_arena_printf(im->arena, "wsp_%s", text + 4);
    refuse(
        im, cursor,
        is_planned_word(ptowsp_str(word)) ? "'%s' is not built yet" : "there is no annotation '%s'",
        word);
    return;
  }
  if (!stands_well(walk, rows[id].place, parent)) {
    refuse(im, cursor, "'%s' belongs on %s", rows[id].macro, place_names[rows[id].place]);
    return;
  }
  if (!clang_equalCursors(walk->decl, parent)) {
    walk->decl = parent;
    memset(walk->seen, 0, sizeof walk->seen);
  }
  bool is_access = rows[id].place == PLACE_ARRAY;
  bool has_access =
      walk->seen[ANNOTATION_IN] || walk->seen[ANNOTATION_OUT] || walk->seen[ANNOTATION_INOUT];
  if (walk->seen[id])
    refuse(im, cursor, "'%s' is given twice", rows[id].macro);
  else if (is_access && has_access)
    refuse(im, cursor, "a parameter has one of wsp_in, wsp_out and wsp_inout");
  else if ((id == ANNOTATION_KERNEL && walk->seen[ANNOTATION_WORKLOAD]) ||
           (id == ANNOTATION_WORKLOAD && walk->seen[ANNOTATION_KERNEL]))
    refuse(im, cursor, "a function is a kernel or a workload, not both");
  walk->seen[id] = true;
}

// Attributes that say nothing about what is computed.
static const char *const harmless_attributes[] = {
    "unused",  "maybe_unused", "always_inline", "noinline", "const", "pure",     "nonnull",
    "nothrow", "hot",          "cold",          "flatten",  "leaf",  "noreturn", "returns_nonnull",
};

static void check_attribute(importer_t *im, CXCursor cursor) {
  ptowsp_str_t word = source_word(im, clang_getRangeStart(clang_getCursorExtent(cursor)));
  ptowsp_str_t bare = word;
  while (bare.size > 2 && bare.data[0] == '_') bare.data++, bare.size--;
  while (bare.size > 2 && bare.data[bare.size - 1] == '_') bare.size--;
  for (size_t i = 0; i < PTOWSP_COUNTOF(harmless_attributes); i++)
    if (ptowsp_str_is(bare, harmless_attributes[i])) return;
  refuse(im, cursor, "the attribute '%.*s' is not part of the language; leave it away",
         (int)word.size, word.data);
}

static enum CXChildVisitResult visit_for_annotations(CXCursor cursor, CXCursor parent,
                                                     CXClientData data) {
  walk_t *walk = data;
  enum CXCursorKind kind = clang_getCursorKind(cursor);
  if (kind == CXCursor_AnnotateAttr)
    check_annotation(walk, cursor, parent);
  else if (kind == CXCursor_DeclStmt && clang_getCursorKind(parent) == CXCursor_ForStmt)
    walk->loop_init = cursor;
  else if (kind == CXCursor_VarDecl && clang_equalCursors(parent, walk->loop_init))
    walk->loop_variable = cursor;
  return CXChildVisit_Recurse;
}

void check_annotations(importer_t *im, CXCursor top_level) {
  walk_t walk = {.im = im,
                 .loop_init = clang_getNullCursor(),
                 .loop_variable = clang_getNullCursor(),
                 .decl = clang_getNullCursor()};
  walk.function = read_annotations(im, top_level);
  clang_visitChildren(top_level, visit_for_annotations, &walk);
}

static enum CXChildVisitResult visit_for_attributes(CXCursor cursor, CXCursor parent,
                                                    CXClientData data) {
  (void)parent;
  enum CXCursorKind kind = clang_getCursorKind(cursor);
  if (clang_isAttribute(kind) && kind != CXCursor_AnnotateAttr) check_attribute(data, cursor);
  return CXChildVisit_Recurse;
}

void check_function(importer_t *im, CXCursor definition) {
  if (source_contains(&im->checked, definition)) return;
  ptowsp_vec_push(&im->checked, definition);
  // What the C library says of its functions is its own matter.
  if (!clang_Location_isInSystemHeader(clang_getCursorLocation(definition)))
    clang_visitChildren(definition, visit_for_attributes, im);
  if (!source_is_main(im, definition)) check_annotations(im, definition);
}

// ---------------------------------------------------------------- arguments

static children_t arguments_of(importer_t *im, CXCursor attribute) {
  return source_children(im, attribute);
}

// The text of a string argument; NULL if it is not a string.
static const char *string_argument(importer_t *im, CXCursor argument) {
  const char *text = NULL;
  CXEvalResult evaluated = clang_Cursor_Evaluate(argument);
  if (evaluated && clang_EvalResult_getKind(evaluated) == CXEval_StrLiteral)
    text = ptowsp_arena_strdup(im->arena, ptowsp_str(clang_EvalResult_getAsStr(evaluated)));
  if (evaluated) clang_EvalResult_dispose(evaluated);
  if (text) return text;
  // A macro argument's string is not evaluated: its spelling is quoted.
  CXCursor literal = source_strip(im, argument);
  if (clang_getCursorKind(literal) != CXCursor_StringLiteral) return NULL;
  const char *quoted = source_name(im, literal);
  size_t length = strlen(quoted);
  if (length < 2) return NULL;
  return ptowsp_arena_strdup(im->arena, (ptowsp_str_t){quoted + 1, length - 2});
}

static bool count_argument(importer_t *im, CXCursor argument, const char *what, int64_t *out) {
  int64_t value = 0;
  if (constant_integer(argument, &value) && value >= 1 && value <= INT32_MAX) {
    *out = value;
    return true;
  }
  refuse(im, argument, "%s must be a positive integer constant", what);
  return false;
}

// The row of a named choice; -1 after an error.
static int choose(importer_t *im, CXCursor argument, const char *what, const choice_t *choices,
                  size_t count) {
  const char *name = string_argument(im, argument);
  if (!name) {
    refuse(im, argument, "the %s must be a string", what);
    return -1;
  }
  for (size_t i = 0; i < count; i++) {
    if (strcmp(choices[i].name, name)) continue;
    if (choices[i].is_built) return (int)i;
    refuse(im, argument, "the %s \"%s\" is not built yet", what, name);
    return -1;
  }
  refuse(im, argument, "there is no %s \"%s\"", what, name);
  return -1;
}

const char *access_annotation(importer_t *im, const annotations_t *annotations, bool is_const) {
  if (annotations->has[ANNOTATION_IN]) return "in";
  annotation_t written = annotations->has[ANNOTATION_OUT]     ? ANNOTATION_OUT
                         : annotations->has[ANNOTATION_INOUT] ? ANNOTATION_INOUT
                                                              : ANNOTATION_COUNT;
  if (written == ANNOTATION_COUNT) return "";
  if (is_const)
    refuse(im, annotations->attribute[written], "'%s' on a const array, which cannot be written",
           rows[written].macro);
  return written == ANNOTATION_OUT ? "out" : "inout";
}

ptowsp_attr_t tile_annotation(importer_t *im, const annotations_t *annotations) {
  if (!annotations->has[ANNOTATION_TILE]) return NULL;
  CXCursor attribute = annotations->attribute[ANNOTATION_TILE];
  children_t arguments = arguments_of(im, attribute);
  if (arguments.size != 1) {
    refuse(im, attribute, "wsp_tile has one argument, the size");
    return NULL;
  }
  const char *text = string_argument(im, arguments.data[0]);
  if (text && !strcmp(text, "auto")) return ptowsp_attr_cstring(im->context, text);
  int64_t size;
  if (!count_argument(im, arguments.data[0], "the tile size", &size)) return NULL;
  return ptowsp_attr_i64(im->context, size);
}

ptowsp_attr_t core_annotation(importer_t *im, const annotations_t *annotations) {
  static const choice_t cores[] = {{"aic", true}, {"aiv", true}};
  if (!annotations->has[ANNOTATION_CORE]) return NULL;
  CXCursor attribute = annotations->attribute[ANNOTATION_CORE];
  children_t arguments = arguments_of(im, attribute);
  int core = arguments.size == 1
                 ? choose(im, arguments.data[0], "core type", cores, PTOWSP_COUNTOF(cores))
                 : -1;
  return core < 0 ? NULL : ptowsp_attr_cstring(im->context, cores[core].name);
}

static ptowsp_named_attr_t entry(importer_t *im, const char *name, ptowsp_attr_t value) {
  return (ptowsp_named_attr_t){ptowsp_intern_cstr(im->context, name), value};
}

ptowsp_attr_t dispatch_annotation(importer_t *im, const annotations_t *annotations) {
  if (!annotations->has[ANNOTATION_DISPATCH]) return NULL;
  CXCursor attribute = annotations->attribute[ANNOTATION_DISPATCH];
  children_t arguments = arguments_of(im, attribute);
  if (!arguments.size) return NULL; // clang has reported it
  int policy = choose(im, arguments.data[0], "dispatch policy", policies, PTOWSP_COUNTOF(policies));
  if (policy < 0) return NULL;
  bool has_key = policy == POLICY_affinity;
  if (arguments.size != (has_key ? 3 : 2)) {
    refuse(im, attribute,
           has_key ? "write wsp_dispatch(\"affinity\", \"key\", n)"
                   : "write wsp_dispatch(\"round_robin\", n)");
    return NULL;
  }
  int64_t count;
  if (!count_argument(im, arguments.data[arguments.size - 1], "the number of schedulers", &count))
    return NULL;
  const char *key = has_key ? string_argument(im, arguments.data[1]) : NULL;
  if (has_key && !key) {
    refuse(im, arguments.data[1],
           "the affinity key must be a string, the name of a loop variable or parameter");
    return NULL;
  }
  ptowsp_named_attr_t entries[] = {
      entry(im, "policy", ptowsp_attr_cstring(im->context, policies[policy].name)),
      entry(im, "n", ptowsp_attr_i64(im->context, count)),
      entry(im, "key", key ? ptowsp_attr_cstring(im->context, key) : NULL),
  };
  return ptowsp_attr_dictionary(im->context, entries, key ? 3 : 2);
}

ptowsp_attr_t window_annotation(importer_t *im, const annotations_t *annotations) {
  if (!annotations->has[ANNOTATION_TASK_WINDOW]) return NULL;
  CXCursor attribute = annotations->attribute[ANNOTATION_TASK_WINDOW];
  children_t arguments = arguments_of(im, attribute);
  int64_t size;
  if (arguments.size != 2) {
    refuse(im, attribute, "write wsp_task_window(n, \"stall\")");
    return NULL;
  }
  bool ok = count_argument(im, arguments.data[0], "the task window", &size);
  int mode =
      choose(im, arguments.data[1], "task window mode", window_modes, PTOWSP_COUNTOF(window_modes));
  if (!ok || mode < 0) return NULL;
  ptowsp_named_attr_t entries[] = {
      entry(im, "size", ptowsp_attr_i64(im->context, size)),
      entry(im, "mode", ptowsp_attr_cstring(im->context, window_modes[mode].name)),
  };
  return ptowsp_attr_dictionary(im->context, entries, PTOWSP_COUNTOF(entries));
}
