// Pipelines as text: "a{x=1 y=2},b", inside "builtin.module(…)" or not, with passes anchored
// on functions: "a,wsp.kernel(b,c)".
#include <errno.h>
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
typedef struct {
  ptowsp_pipeline_t *pipeline;
  const char *begin, *at, *end;
  uint32_t file;
} text_t;

static bool fail(text_t *t, const char *at, size_t length, const char *format, ...)
    PTOWSP_PRINTF(4, 5);

static bool fail(text_t *t, const char *at, size_t length, const char *format, ...) {
  ptowsp_buffer_t message = {0};
  va_list args;
  va_start(args, format);
  ptowsp_buffer_vprintf(&message, format, args);
  va_end(args);
  ptowsp_loc_t loc = {t->file, 1, (uint32_t)(at - t->begin) + 1, (uint32_t)length};
  ptowsp_error(t->pipeline->context, loc, "%s", message.data);
  ptowsp_buffer_deinit(&message);
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
  ptowsp_loc_t loc = {t->file, 1, (uint32_t)(nearest->word.data - t->begin) + 1,
                      (uint32_t)nearest->word.size};
  ptowsp_emit_word(t->pipeline->context, loc, nearest, message.data);
  ptowsp_buffer_deinit(&message);
  return false;
}

static void skip_space(text_t *t) {
  while (t->at < t->end && strchr(" \t\n", *t->at)) t->at++;
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
  while (t->at < t->end && !strchr(stops, *t->at)) t->at++;
  return (ptowsp_str_t){start, (size_t)(t->at - start)};
}

// Equal but for "-" and "_", which texts may use alike.
static bool same_word(ptowsp_str_t text, const char *word, size_t size) {
  if (text.size != size) return false;
  for (size_t i = 0; i < size; i++) {
    char a = text.data[i] == '-' ? '_' : text.data[i], b = word[i] == '-' ? '_' : word[i];
    if (a != b) return false;
  }
  return true;
}

// The canonical spelling of a value, or NULL if the option does not take it.
static const char *check_value(ptowsp_context_t *context, const ptowsp_pass_option_t *option,
                               ptowsp_str_t value) {
  const char *text = ptowsp_intern(context, value);
  if (option->kind == PTOWSP_OPTION_INT) {
    char *end;
    errno = 0;
    (void)strtoll(text, &end, 0);
    return value.size && !*end && !errno ? text : NULL;
  }
  const char *choices = option->kind == PTOWSP_OPTION_BOOL ? "true|false" : option->choices;
  if (!choices) return text;
  for (const char *at = choices;; at++) {
    size_t size = strcspn(at, "|");
    if (same_word(value, at, size)) return ptowsp_intern(context, (ptowsp_str_t){at, size});
    at += size;
    if (!*at) return NULL;
  }
}

bool ptowsp_pass_option_accepts(ptowsp_context_t *context, const ptowsp_pass_option_t *option,
                                const char *value) {
  return check_value(context, option, ptowsp_str(value)) != NULL;
}

static const ptowsp_pass_option_t *find_option(const ptowsp_pass_t *pass, ptowsp_str_t name) {
  for (size_t i = 0; i < pass->option_count; i++)
    if (same_word(name, pass->options[i].name, strlen(pass->options[i].name)))
      return &pass->options[i];
  return NULL;
}

static bool parse_option(text_t *t, const ptowsp_pass_instance_t *instance) {
  const ptowsp_pass_t *pass = instance->info->pass;
  ptowsp_str_t name = take_until(t, "= \t\n}");
  const ptowsp_pass_option_t *option = find_option(pass, name);
  if (!option) {
    ptowsp_nearest_t nearest = ptowsp_nearest_begin(name);
    for (size_t i = 0; i < pass->option_count; i++)
      ptowsp_nearest_offer(&nearest, pass->options[i].name);
    return fail_word(t, &nearest, "pass '%s' has no option '%.*s'", instance->info->name,
                     (int)name.size, name.data);
  }
  ptowsp_str_t value = PTOWSP_STR("true"); // a lone name sets a flag
  bool written = accept(t, '=');
  if (written) value = take_until(t, " \t\n}");
  const char *checked = check_value(t->pipeline->context, option, value);
  ptowsp_str_t place = written ? value : name;
  if (!checked && option->kind == PTOWSP_OPTION_INT)
    return fail(t, place.data, place.size, "option '%s' of pass '%s' takes an integer, not '%.*s'",
                option->name, instance->info->name, (int)value.size, value.data);
  if (!checked)
    return fail(t, place.data, place.size, "option '%s' of pass '%s' takes %s, not '%.*s'",
                option->name, instance->info->name,
                option->choices ? option->choices : "true|false", (int)value.size, value.data);
  instance->values[option - pass->options] = checked;
  return true;
}

static bool parse_pass(text_t *t, ptowsp_str_t name, const char *anchor) {
  const ptowsp_pass_info_t *info = ptowsp_pass_find(t->pipeline->context, name);
  if (!info) {
    ptowsp_nearest_t nearest = ptowsp_nearest_begin(name);
    for (size_t i = 0; i < ptowsp_pass_count(t->pipeline->context); i++)
      ptowsp_nearest_offer(&nearest, ptowsp_pass_at(t->pipeline->context, i)->name);
    return fail_word(t, &nearest, "unknown pass '%.*s' (--help lists them)", (int)name.size,
                     name.data);
  }
  if (!info->pass) return fail(t, name.data, name.size, "pass '%s' is not built yet", info->name);
  if (anchor && !info->pass->nests)
    return fail(t, name.data, name.size, "pass '%s' runs on the whole module, not inside '%s(…)'",
                info->name, anchor);
  ptowsp_pass_instance_t instance = {.info = info, .anchor = anchor};
  instance.values = ptowsp_calloc(info->pass->option_count + 1, sizeof *instance.values);
  for (size_t i = 0; i < info->pass->option_count; i++)
    instance.values[i] = info->pass->options[i].otherwise;
  ptowsp_vec_push(&t->pipeline->passes, instance);
  if (!accept(t, '{')) return true;
  while (!accept(t, '}')) {
    if (t->at == t->end) return fail(t, t->at, 1, "expected '}' after the options of a pass");
    if (!parse_option(t, &instance)) return false;
  }
  return true;
}

static bool is_module(ptowsp_str_t name) {
  return ptowsp_str_is(name, "builtin.module") || ptowsp_str_is(name, "any");
}

static bool parse_list(text_t *t, const char *anchor);

// NAME "(" passes ")": the module may stand around everything, functions around their passes.
static bool parse_anchor(text_t *t, ptowsp_str_t name, const char *around) {
  const ptowsp_op_info_t *info = ptowsp_op_info_by_name(name);
  bool function = info && info->traits & PTOWSP_TRAIT_FUNCTION;
  if (!is_module(name) && !function)
    return fail(t, name.data, name.size,
                "'%.*s' is no anchor: builtin.module, wsp.kernel, wsp.workload and func.func are",
                (int)name.size, name.data);
  if (around)
    return fail(t, name.data, name.size, "'%.*s' cannot stand inside '%s'", (int)name.size,
                name.data, around);
  if (accept(t, ')')) return true;
  if (!parse_list(t, function ? info->name : NULL)) return false;
  return accept(t, ')') || fail(t, t->at, 1, "expected ')' after the passes of an anchor");
}

static bool parse_list(text_t *t, const char *anchor) {
  do {
    ptowsp_str_t name = take_until(t, "{},() \t\n");
    if (!name.size) return fail(t, t->at, 1, "expected the name of a pass");
    bool ok = accept(t, '(') ? parse_anchor(t, name, anchor) : parse_pass(t, name, anchor);
    if (!ok) return false;
  } while (accept(t, ','));
  return true;
}

bool ptowsp_pipeline_parse(ptowsp_pipeline_t *pipeline, ptowsp_str_t text) {
  text_t t = {pipeline, text.data, text.data, text.data + text.size, 0};
  t.file = ptowsp_context_file(pipeline->context, PTOWSP_STR("<pass-pipeline>"));
  ptowsp_context_set_file_text(pipeline->context, t.file, text);
  skip_space(&t);
  if (t.at == t.end) return true; // an empty pipeline
  if (!parse_list(&t, NULL)) return false;
  skip_space(&t);
  return t.at == t.end || fail(&t, t.at, 1, "expected ',' between passes");
}

static void print_pass(const ptowsp_pass_instance_t *instance, ptowsp_buffer_t *buffer) {
  const ptowsp_pass_t *pass = instance->info->pass;
  ptowsp_buffer_puts(buffer, instance->info->name);
  bool open = false;
  for (size_t k = 0; k < pass->option_count; k++) {
    if (!instance->values[k]) continue;
    ptowsp_buffer_printf(buffer, "%s%s=%s", open ? " " : "{", pass->options[k].name,
                         instance->values[k]);
    open = true;
  }
  if (open) ptowsp_buffer_putc(buffer, '}');
}

void ptowsp_pipeline_print(const ptowsp_pipeline_t *pipeline, ptowsp_buffer_t *buffer) {
  const char *anchor = NULL;
  ptowsp_buffer_puts(buffer, "builtin.module(");
  for (size_t i = 0; i < pipeline->passes.size; i++) {
    const ptowsp_pass_instance_t *instance = &pipeline->passes.data[i];
    bool moves = instance->anchor != anchor;
    if (moves && anchor) ptowsp_buffer_putc(buffer, ')');
    if (i) ptowsp_buffer_putc(buffer, ',');
    anchor = instance->anchor;
    if (moves && anchor) ptowsp_buffer_printf(buffer, "%s(", anchor);
    print_pass(instance, buffer);
  }
  ptowsp_buffer_puts(buffer, anchor ? "))" : ")");
}
static const char *option_value(const ptowsp_pass_run_t *run, const char *name) {
  const ptowsp_pass_option_t *option = find_option(run->instance->info->pass, ptowsp_str(name));
  return run->instance->values[option - run->instance->info->pass->options];
}

bool ptowsp_pass_option_is_set(const ptowsp_pass_run_t *run, const char *name) {
  return option_value(run, name) != NULL;
}

int64_t ptowsp_pass_option_int(const ptowsp_pass_run_t *run, const char *name) {
  return strtoll(option_value(run, name), NULL, 0);
}

bool ptowsp_pass_option_bool(const ptowsp_pass_run_t *run, const char *name) {
  const char *value = option_value(run, name);
  return value && strcmp(value, "true") == 0;
}

const char *ptowsp_pass_option_string(const ptowsp_pass_run_t *run, const char *name) {
  return option_value(run, name);
}
