#include "ptowsp/plugin.h"

#include <dlfcn.h>
#include <string.h>

#include "pass_internal.h"

enum { MOST_ROWS = 10000 }; // above, a count is a mistake

static bool refuse(ptowsp_context_t *context, void *library, const char *format, ...)
    PTOWSP_PRINTF(3, 4);

static bool refuse(ptowsp_context_t *context, void *library, const char *format, ...) {
  ptowsp_buffer_t text = {0};
  va_list args;
  va_start(args, format);
  ptowsp_buffer_vprintf(&text, format, args);
  va_end(args);
  ptowsp_error(context, PTOWSP_LOC_UNKNOWN, "%s", text.data);
  ptowsp_buffer_deinit(&text);
  if (library) dlclose(library);
  return false;
}

// ---------------------------------------------------------------- what a plugin brings

// Why a row is refused: a message with the row's name, or NULL.
typedef struct {
  ptowsp_context_t *context;
  const ptowsp_plugin_t *plugin;
  ptowsp_buffer_t why;
} check_t;

static bool say(check_t *c, const char *format, ...) PTOWSP_PRINTF(2, 3);

static bool say(check_t *c, const char *format, ...) {
  va_list args;
  va_start(args, format);
  ptowsp_buffer_vprintf(&c->why, format, args);
  va_end(args);
  return false;
}

// "word", "word-word", with dots between dialect and name where `dotted`.
static bool is_name(const char *name, bool dotted) {
  size_t dots = 0;
  if (!(*name >= 'a' && *name <= 'z') && !(*name >= 'A' && *name <= 'Z')) return false;
  for (const char *at = name; *at; at++) {
    bool letter = (*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z');
    bool other = (*at >= '0' && *at <= '9') || *at == '_' || *at == (dotted ? '$' : '-');
    if (*at == '.') dots++;
    if (!letter && !other && !(dotted && *at == '.' && at[1] && at[1] != '.')) return false;
  }
  return !dotted || dots;
}

static bool check_op(check_t *c, size_t i) {
  const ptowsp_op_info_t *op = &c->plugin->ops[i];
  if (!op->name) return say(c, "operation #%zu has no name", i);
  if (!is_name(op->name, true))
    return say(c, "'%s' is no name of an operation, which are like 'dialect.name'", op->name);
  if (ptowsp_op_info_find(c->context, ptowsp_str(op->name)))
    return say(c, "operation '%s' is taken", op->name);
  if (!op->operands || !op->results || !op->attrs || !op->regions || !op->summary)
    return say(c, "operation '%s' leaves a column of its row NULL; an empty one is \"\"", op->name);
  for (size_t k = 0; k < i; k++)
    if (strcmp(c->plugin->ops[k].name, op->name) == 0)
      return say(c, "operation '%s' is there twice", op->name);
  const char *bad = ptowsp_op_info_check(c->context, c->plugin->ops, c->plugin->op_count, i);
  if (bad) return say(c, "operation '%s': %s", op->name, bad);
  return true;
}

static bool check_option(check_t *c, const ptowsp_pass_info_t *pass, size_t i) {
  const ptowsp_pass_option_t *option = &pass->pass->options[i];
  if (!option->name || !is_name(option->name, false) || !option->summary)
    return say(c, "option #%zu of pass '%s' has no name or no summary", i, pass->name);
  for (size_t k = 0; k < i; k++)
    if (strcmp(pass->pass->options[k].name, option->name) == 0)
      return say(c, "pass '%s' has two options '%s'", pass->name, option->name);
  if (option->kind > PTOWSP_OPTION_SIZES)
    return say(c, "option '%s' of pass '%s' is of no kind", option->name, pass->name);
  if (option->otherwise &&
      !ptowsp_pass_option_check(c->context, option, ptowsp_str(option->otherwise)))
    return say(c, "option '%s' of pass '%s' does not take its own default, '%s'", option->name,
               pass->name, option->otherwise);
  return true;
}

static bool check_pass(check_t *c, size_t i) {
  const ptowsp_pass_info_t *pass = &c->plugin->passes[i];
  if (!pass->name) return say(c, "pass #%zu has no name", i);
  if (!is_name(pass->name, false))
    return say(c, "'%s' is no name of a pass, which are like 'one-two'", pass->name);
  if (!pass->summary) return say(c, "pass '%s' has no summary", pass->name);
  if (!pass->pass || !pass->pass->run) return say(c, "pass '%s' has nothing to run", pass->name);
  if (ptowsp_pass_find(c->context, ptowsp_str(pass->name)))
    return say(c, "pass '%s' is taken", pass->name);
  for (size_t k = 0; k < i; k++)
    if (strcmp(c->plugin->passes[k].name, pass->name) == 0)
      return say(c, "pass '%s' is there twice", pass->name);
  if (pass->pass->option_count > MOST_ROWS || (pass->pass->option_count && !pass->pass->options))
    return say(c, "pass '%s' counts %zu options and has none", pass->name,
               pass->pass->option_count);
  for (size_t k = 0; k < pass->pass->option_count; k++)
    if (!check_option(c, pass, k)) return false;
  return true;
}

static bool check_rows(check_t *c) {
  const ptowsp_plugin_t *plugin = c->plugin;
  if (plugin->op_count > MOST_ROWS || (plugin->op_count && !plugin->ops))
    return say(c, "it counts %zu operations and has none", plugin->op_count);
  if (plugin->pass_count > MOST_ROWS || (plugin->pass_count && !plugin->passes))
    return say(c, "it counts %zu passes and has none", plugin->pass_count);
  for (size_t i = 0; i < plugin->op_count; i++)
    if (!check_op(c, i)) return false;
  for (size_t i = 0; i < plugin->pass_count; i++)
    if (!check_pass(c, i)) return false;
  return true;
}

static void close_library(void *library) { dlclose(library); }

bool ptowsp_plugin_load(ptowsp_context_t *context, const char *path) {
  ptowsp_buffer_t file = {0};
  // Without a slash dlopen would look in the system's directories.
  ptowsp_buffer_printf(&file, "%s%s", strchr(path, '/') ? "" : "./", path);
  bool cut = ptowsp_plugin_file_is_cut(file.data);
  void *library = cut ? NULL : dlopen(file.data, RTLD_NOW | RTLD_LOCAL);
  ptowsp_buffer_deinit(&file);
  if (cut) return refuse(context, NULL, "cannot load plugin '%s': the file is cut short", path);
  if (!library) return refuse(context, NULL, "cannot load plugin '%s': %s", path, dlerror());
  ptowsp_plugin_entry_t entry;
  *(void **)&entry = dlsym(library, PTOWSP_PLUGIN_ENTRY);
  if (!entry)
    return refuse(context, library, "'%s' is no ptowsp plugin: it does not define %s", path,
                  PTOWSP_PLUGIN_ENTRY);
  if (!ptowsp_plugin_symbol_is_function(*(void **)&entry))
    return refuse(context, library, "'%s' is no ptowsp plugin: its %s is no function", path,
                  PTOWSP_PLUGIN_ENTRY);
  const ptowsp_plugin_t *plugin = entry();
  if (!plugin)
    return refuse(context, library, "'%s' is no ptowsp plugin: its %s returns NULL", path,
                  PTOWSP_PLUGIN_ENTRY);
  if (plugin->api != PTOWSP_PLUGIN_API || plugin->op_count_of_tables != PTOWSP_OP_COUNT)
    return refuse(context, library,
                  "plugin '%s' was built for version %u.%u of the plugin interface, this is "
                  "%d.%d; build it again",
                  path, plugin->api, plugin->op_count_of_tables, PTOWSP_PLUGIN_API,
                  PTOWSP_OP_COUNT);
  check_t check = {.context = context, .plugin = plugin};
  if (!check_rows(&check)) {
    refuse(context, library, "plugin '%s': %s", path, check.why.data);
    ptowsp_buffer_deinit(&check.why);
    return false;
  }
  const ptowsp_op_hooks_t hooks = {plugin->verify_op, plugin->fold_op, plugin->canonicalize_op};
  for (size_t i = 0; i < plugin->op_count; i++)
    ptowsp_context_add_op(context, &plugin->ops[i], &hooks);
  for (size_t i = 0; i < plugin->pass_count; i++)
    ptowsp_context_add_pass(context, &plugin->passes[i]);
  ptowsp_context_keep(context, library, close_library);
  return true;
}
