// Pipelines as text: "a{x=1 y=2},b", inside "builtin.module(…)" or not, with passes anchored on
// what is inside the module: "a,wsp.kernel(b,c),builtin.module(func.func(d))".
#include <stdlib.h>
#include <string.h>

#include "pass_internal.h"

ptowsp_pipeline_t *ptowsp_pipeline_create(ptowsp_context_t *context) {
  ptowsp_pipeline_t *pipeline = ptowsp_calloc(1, sizeof *pipeline);
  pipeline->context = context;
  return pipeline;
}

void ptowsp_pipeline_destroy(ptowsp_pipeline_t *pipeline) {
  if (!pipeline) return;
  for (size_t i = 0; i < pipeline->passes.size; i++) {
    free(pipeline->passes.data[i].values);
    ptowsp_vec_deinit(&pipeline->passes.data[i].statistics.all);
  }
  ptowsp_vec_deinit(&pipeline->passes);
  free(pipeline);
}

// A position in the text, which is also a source file for its diagnostics.
enum { MOST_ERRORS = 20 };

typedef struct {
  ptowsp_pipeline_t *pipeline;
  const char *begin, *at, *end;
  uint32_t file;
  unsigned depth; // of anchors
  unsigned wrong; // how many names and values were refused; what follows is still looked at
} text_t;

static ptowsp_loc_t locate(const text_t *t, const char *at, size_t length) {
  ptowsp_loc_t loc = {t->file, 1, 1, (uint32_t)length};
  for (const char *c = t->begin; c < at; c++) {
    loc.column = *c == '\n' ? 1 : loc.column + 1;
    loc.line += *c == '\n';
  }
  return loc;
}

static bool fail(text_t *t, const char *at, size_t length, const char *format, ...)
    PTOWSP_PRINTF(4, 5);

static bool fail(text_t *t, const char *at, size_t length, const char *format, ...) {
  ptowsp_buffer_t message = {0};
  va_list args;
  va_start(args, format);
  ptowsp_buffer_vprintf(&message, format, args);
  va_end(args);
  ptowsp_error(t->pipeline->context, locate(t, at, length), "%s", message.data);
  ptowsp_buffer_deinit(&message);
  t->wrong++;
  return false;
}

// The same at a word that is close to another, with that word.
static bool fail_word(text_t *t, const ptowsp_nearest_t *nearest, const char *format, ...)
    PTOWSP_PRINTF(3, 4);

static bool fail_word(text_t *t, const ptowsp_nearest_t *nearest, const char *format, ...) {
  ptowsp_buffer_t message = {0};
  va_list args;
  va_start(args, format);
  ptowsp_buffer_vprintf(&message, format, args);
  va_end(args);
  ptowsp_emit_word(t->pipeline->context, locate(t, nearest->word.data, nearest->word.size), nearest,
                   message.data);
  ptowsp_buffer_deinit(&message);
  t->wrong++;
  return false;
}

static bool is_one_of(char c, const char *set) { return c && strchr(set, c); }

static void skip_space(text_t *t) {
  while (t->at < t->end && is_one_of(*t->at, " \t\n\r\f\v")) t->at++;
}

static bool accept(text_t *t, char c) {
  skip_space(t);
  if (t->at == t->end || *t->at != c) return false;
  t->at++;
  return true;
}

static ptowsp_str_t take_until(text_t *t, const char *stops) {
  skip_space(t);
  const char *start = t->at;
  while (t->at < t->end && !is_one_of(*t->at, stops)) t->at++;
  return (ptowsp_str_t){start, (size_t)(t->at - start)};
}

// ---------------------------------------------------------------- options

// What stands behind the quote or bracket at `at` and its partner, and behind the partner; NULL:
// it has none.
static const char *skip_group(const char *at, const char *end) {
  static const char opening[] = "\"'{([", closing[] = "\"'})]";
  ptowsp_buffer_t open = {0}; // the partners that are still to come
  do {
    char wanted = open.size ? open.data[open.size - 1] : 0;
    if (*at == wanted)
      open.size--;
    else if (wanted != '"' && wanted != '\'' && is_one_of(*at, opening))
      ptowsp_buffer_putc(&open, closing[strchr(opening, *at) - opening]);
    at++;
  } while (open.size && at < end);
  bool closed = !open.size;
  ptowsp_buffer_deinit(&open);
  return closed ? at : NULL;
}

// A value ends at a space or the brace behind the options, unless it stands in quotes or braces,
// which are not part of it; inside, quotes and brackets come in pairs.
static bool take_value(text_t *t, ptowsp_str_t *out_value) {
  skip_space(t);
  const char *start = t->at;
  while (t->at < t->end && !is_one_of(*t->at, " \t\n\r\f\v}")) {
    const char *next = is_one_of(*t->at, "\"'{([") ? skip_group(t->at, t->end) : t->at + 1;
    if (!next) return fail(t, t->at, 1, "this '%c' has no partner", *t->at);
    bool whole = t->at == start && is_one_of(*start, "\"'{") &&
                 (next == t->end || is_one_of(*next, " \t\n\r\f\v}"));
    t->at = next;
    if (!whole) continue;
    *out_value = (ptowsp_str_t){start + 1, (size_t)(next - start) - 2};
    return true;
  }
  *out_value = (ptowsp_str_t){start, (size_t)(t->at - start)};
  return true;
}

static bool refuse_value(text_t *t, const ptowsp_pass_instance_t *instance,
                         const ptowsp_pass_option_t *option, ptowsp_str_t value,
                         ptowsp_str_t place) {
  ptowsp_buffer_t values = {0};
  ptowsp_pass_option_values(option, &values);
  bool several = option->kind < PTOWSP_OPTION_INTS && memchr(value.data, ',', value.size);
  const char *article = "";
  if (option->kind == PTOWSP_OPTION_INT) article = "an ";
  if (option->kind == PTOWSP_OPTION_FLOAT) article = "a ";
  fail(t, place.data, place.size, "option '%s' of pass '%s' takes %s%s, not '%.*s'%s", option->name,
       instance->info->name, article, values.data, (int)value.size, value.data,
       several ? "; spaces stand between options" : "");
  ptowsp_buffer_deinit(&values);
  return false;
}

static void refuse_option(text_t *t, const ptowsp_pass_instance_t *instance, ptowsp_str_t name) {
  const ptowsp_pass_t *pass = instance->info->pass;
  ptowsp_nearest_t nearest = ptowsp_nearest_begin(name);
  for (size_t i = 0; i < pass->option_count; i++)
    ptowsp_nearest_offer(&nearest, pass->options[i].name);
  fail_word(t, &nearest, "pass '%s' has no option '%.*s'", instance->info->name, (int)name.size,
            name.data);
}

static void set_option(text_t *t, const ptowsp_pass_instance_t *instance,
                       const ptowsp_pass_option_t *option, ptowsp_str_t value, ptowsp_str_t place) {
  const char *checked = ptowsp_pass_option_check(t->pipeline->context, option, value);
  if (!checked)
    refuse_value(t, instance, option, value, place);
  else
    instance->values[option - instance->info->pass->options] = checked;
}

// False where the text cannot be followed any further.
static bool parse_option(text_t *t, const ptowsp_pass_instance_t *instance, bool *given) {
  const ptowsp_pass_t *pass = instance->info->pass;
  ptowsp_str_t name = take_until(t, "= \t\n\r\f\v}");
  ptowsp_str_t value = PTOWSP_STR("true"); // a lone name sets a flag
  bool written = accept(t, '=');
  if (written && !take_value(t, &value)) return false;
  const ptowsp_pass_option_t *option = ptowsp_pass_option_find(pass, name);
  size_t index = option ? (size_t)(option - pass->options) : 0;
  if (!option)
    refuse_option(t, instance, name);
  else if (given[index])
    fail(t, name.data, name.size, "option '%s' of pass '%s' is there twice", option->name,
         instance->info->name);
  else if (memchr(value.data, '\n', value.size)) // the text is one line of a reproducer
    fail(t, name.data, name.size, "the value of an option has no line breaks");
  else
    set_option(t, instance, option, value, written ? value : name);
  if (option) given[index] = true;
  return true;
}

static bool parse_options(text_t *t, const ptowsp_pass_instance_t *instance) {
  const char *open = t->at;
  if (!accept(t, '{')) return true;
  bool *given = ptowsp_calloc(instance->info->pass->option_count + 1, sizeof *given), ok = true;
  while (ok && !accept(t, '}')) {
    if (t->at == t->end)
      ok = fail(t, open, 1, "expected '}' after the options of a pass");
    else
      ok = parse_option(t, instance, given);
  }
  free(given);
  return ok;
}

// ---------------------------------------------------------------- passes and anchors

// The last name of a path.
static const char *innermost(const char *anchor) {
  const char *last = strrchr(anchor, '(');
  return last ? last + 1 : anchor;
}

static void refuse_pass(text_t *t, ptowsp_str_t name) {
  const ptowsp_context_t *context = t->pipeline->context;
  if (ptowsp_op_info_find(context, name)) {
    fail(t, name.data, name.size,
         "'%.*s' is an operation: passes that run on it stand in brackets behind it",
         (int)name.size, name.data);
    return;
  }
  ptowsp_nearest_t nearest = ptowsp_nearest_begin(name);
  for (size_t i = 0; i < ptowsp_pass_count(context); i++)
    ptowsp_nearest_offer(&nearest, ptowsp_pass_at(context, i)->name);
  for (size_t i = 0; ptowsp_pipeline_name(i); i++)
    ptowsp_nearest_offer(&nearest, ptowsp_pipeline_name(i));
  fail_word(t, &nearest, "unknown pass '%.*s' (--help lists them)", (int)name.size, name.data);
}

// The options of a pass that is refused.
static bool skip_options(text_t *t) {
  const char *open = t->at;
  if (!accept(t, '{')) return true;
  t->at = skip_group(t->at - 1, t->end);
  if (t->at) return true;
  t->at = t->end;
  return fail(t, open, 1, "expected '}' after the options of a pass");
}

// A name that stands for several passes. False where the text cannot be followed any further.
static bool parse_named(text_t *t, const char *pipeline, ptowsp_str_t name, const char *anchor) {
  if (anchor)
    fail(t, name.data, name.size, "pipeline '%s' runs on the whole module, not inside '%s(…)'",
         pipeline, innermost(anchor));
  if (t->at < t->end && *t->at == '{')
    fail(t, t->at, 1, "pipeline '%s' has no options; its passes have", pipeline);
  if (!skip_options(t)) return false;
  if (t->wrong) return true;
  bool ok = ptowsp_pipeline_append_named(t->pipeline, pipeline);
  ptowsp_str_t text = {t->begin, (size_t)(t->end - t->begin)};
  ptowsp_context_set_file_text(t->pipeline->context, t->file, text);
  return ok;
}

static bool parse_pass(text_t *t, ptowsp_str_t name, const char *anchor) {
  const ptowsp_pass_info_t *info = ptowsp_pass_find(t->pipeline->context, name);
  for (size_t i = 0; !info && ptowsp_pipeline_name(i); i++)
    if (ptowsp_str_is(name, ptowsp_pipeline_name(i)))
      return parse_named(t, ptowsp_pipeline_name(i), name, anchor);
  if (!info)
    refuse_pass(t, name);
  else if (!info->pass)
    fail(t, name.data, name.size, "pass '%s' is not built yet", info->name);
  else if (anchor && !info->pass->nests)
    fail(t, name.data, name.size, "pass '%s' runs on the whole module, not inside '%s(…)'",
         info->name, innermost(anchor));
  if (!info || !info->pass) return skip_options(t);
  ptowsp_pass_instance_t instance = {.info = info, .anchor = anchor};
  instance.values = ptowsp_calloc(info->pass->option_count + 1, sizeof *instance.values);
  for (size_t i = 0; i < info->pass->option_count; i++)
    instance.values[i] = info->pass->options[i].otherwise;
  ptowsp_vec_push(&t->pipeline->passes, instance);
  return parse_options(t, &instance);
}

static bool is_any(ptowsp_str_t name) { return ptowsp_str_is(name, "any"); }

static bool is_module(ptowsp_str_t name) { return ptowsp_str_is(name, "builtin.module"); }

bool ptowsp_anchor_takes(const ptowsp_op_t *op, ptowsp_str_t name) {
  return ptowsp_op_has_trait(op, PTOWSP_TRAIT_ISOLATED) &&
         (is_any(name) || ptowsp_str_is(name, ptowsp_op_name(op)));
}

static void refuse_anchor(text_t *t, ptowsp_str_t name) {
  const ptowsp_context_t *context = t->pipeline->context;
  if (ptowsp_op_info_find(context, name)) {
    fail(t, name.data, name.size, "'%.*s' is no anchor: it is not isolated from what is around it",
         (int)name.size, name.data);
    return;
  }
  static const char *const anchors[] = {"builtin.module", "wsp.kernel", "wsp.workload", "func.func",
                                        "any"};
  ptowsp_nearest_t nearest = ptowsp_nearest_begin(name);
  for (size_t i = 0; i < PTOWSP_COUNTOF(anchors); i++) ptowsp_nearest_offer(&nearest, anchors[i]);
  fail_word(t, &nearest,
            "'%.*s' is no anchor: there is no such operation; builtin.module, wsp.kernel, "
            "wsp.workload and func.func are, and any",
            (int)name.size, name.data);
}

// False where the text cannot be followed any further.
static bool check_anchor(text_t *t, ptowsp_str_t name, const char *around) {
  enum { MOST_ANCHORS = 64 };
  const ptowsp_context_t *context = t->pipeline->context;
  if (t->depth > MOST_ANCHORS)
    return fail(t, name.data, name.size, "anchors nest deeper than %d", MOST_ANCHORS);
  if (is_any(name) || is_module(name)) return true;
  const ptowsp_op_info_t *info = ptowsp_op_info_find(context, name);
  const ptowsp_op_info_t *outer =
      around ? ptowsp_op_info_find(context, ptowsp_str(innermost(around))) : NULL;
  if (!info || !(info->traits & PTOWSP_TRAIT_ISOLATED))
    refuse_anchor(t, name);
  else if (outer && outer->traits & info->traits & PTOWSP_TRAIT_FUNCTION)
    fail(t, name.data, name.size, "'%.*s' cannot stand inside '%s'", (int)name.size, name.data,
         outer->name);
  return true;
}

static const char *join_anchors(text_t *t, const char *around, ptowsp_str_t name) {
  ptowsp_buffer_t path = {0};
  if (around) ptowsp_buffer_printf(&path, "%s(", around);
  ptowsp_buffer_append(&path, name.data, name.size);
  const char *joined = ptowsp_intern(t->pipeline->context, (ptowsp_str_t){path.data, path.size});
  ptowsp_buffer_deinit(&path);
  return joined;
}

static bool parse_list(text_t *t, const char *anchor, bool inside);

// NAME "(" passes ")": the outermost module, or anything, is the module; what stands inside of it
// is what is inside the module.
static bool parse_anchor(text_t *t, ptowsp_str_t name, const char *open, const char *around,
                         bool inside) {
  t->depth++;
  if (!check_anchor(t, name, around)) return false;
  bool outermost = !inside && (is_any(name) || is_module(name));
  const char *anchor = outermost ? NULL : join_anchors(t, around, name);
  if (!accept(t, ')')) {
    if (!parse_list(t, anchor, true)) return false;
    if (!accept(t, ')')) return fail(t, open, 1, "expected ')' after the passes of an anchor");
  }
  t->depth--;
  return true;
}

static bool parse_list(text_t *t, const char *anchor, bool inside) {
  do {
    ptowsp_str_t name = take_until(t, "{},() \t\n\r\f\v");
    if (!name.size) return fail(t, t->at, 1, "expected the name of a pass");
    bool ok = accept(t, '(') ? parse_anchor(t, name, t->at - 1, anchor, inside)
                             : parse_pass(t, name, anchor);
    if (!ok || t->wrong >= MOST_ERRORS) return false;
  } while (accept(t, ','));
  skip_space(t);
  if (t->at == t->end || (inside && *t->at == ')')) return true;
  if (*t->at == ')') return fail(t, t->at, 1, "this ')' closes nothing");
  if (*t->at == '}') return fail(t, t->at, 1, "this '}' closes nothing");
  return fail(t, t->at, 1, "expected ',' between passes");
}

bool ptowsp_pipeline_parse(ptowsp_pipeline_t *pipeline, ptowsp_str_t text) {
  text_t t = {
      .pipeline = pipeline, .begin = text.data, .at = text.data, .end = text.data + text.size};
  t.file = ptowsp_context_file(pipeline->context, PTOWSP_STR("<pass-pipeline>"));
  ptowsp_context_set_file_text(pipeline->context, t.file, text);
  skip_space(&t);
  return t.at == t.end || (parse_list(&t, NULL, false) && !t.wrong); // it may be empty
}

// ---------------------------------------------------------------- printing

// In what a value has to stand to be read as it is.
static void print_value(const char *value, ptowsp_buffer_t *buffer) {
  const char *quotes = "";
  if (!*value || strpbrk(value, " \t\r\f\v\"'{}()[]"))
    quotes = !strchr(value, '"') ? "\"\"" : !strchr(value, '\'') ? "''" : "{}";
  ptowsp_buffer_printf(buffer, "%.1s%s%s", quotes, value, *quotes ? quotes + 1 : "");
}

static void print_pass(const ptowsp_pass_instance_t *instance, ptowsp_buffer_t *buffer) {
  const ptowsp_pass_t *pass = instance->info->pass;
  ptowsp_buffer_puts(buffer, instance->info->name);
  bool open = false;
  for (size_t k = 0; k < pass->option_count; k++) {
    if (!instance->values[k]) continue;
    ptowsp_buffer_printf(buffer, "%s%s=", open ? " " : "{", pass->options[k].name);
    print_value(instance->values[k], buffer);
    open = true;
  }
  if (open) ptowsp_buffer_putc(buffer, '}');
}

static size_t depth_of(const char *anchor) {
  size_t depth = *anchor != 0;
  for (const char *at = anchor; *at; at++) depth += *at == '(';
  return depth;
}

// How much of two paths is the same: whole names.
static size_t common_length(const char *a, const char *b) {
  size_t common = 0;
  for (size_t i = 0;; i++) {
    bool ends = (!a[i] || a[i] == '(') && (!b[i] || b[i] == '(');
    if (ends) common = i;
    if (!a[i] || a[i] != b[i]) return common;
  }
}

void ptowsp_pipeline_print(const ptowsp_pipeline_t *pipeline, ptowsp_buffer_t *buffer) {
  const char *around = "";
  ptowsp_buffer_puts(buffer, "builtin.module(");
  for (size_t i = 0; i < pipeline->passes.size; i++) {
    const ptowsp_pass_instance_t *instance = &pipeline->passes.data[i];
    const char *anchor = instance->anchor ? instance->anchor : "";
    size_t common = common_length(around, anchor);
    for (size_t k = depth_of(around + common + (around[common] == '(')); k > 0; k--)
      ptowsp_buffer_putc(buffer, ')');
    if (i) ptowsp_buffer_putc(buffer, ',');
    if (anchor[common])
      ptowsp_buffer_printf(buffer, "%s(", anchor + common + (anchor[common] == '('));
    around = anchor;
    print_pass(instance, buffer);
  }
  for (size_t k = depth_of(around); k > 0; k--) ptowsp_buffer_putc(buffer, ')');
  ptowsp_buffer_putc(buffer, ')');
}
