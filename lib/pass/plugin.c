#include "ptowsp/plugin.h"

#include <dlfcn.h>
#include <string.h>

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

// The first name that is there already, or that is no operation's; NULL: none.
static const char *bad_op(ptowsp_context_t *context, const ptowsp_plugin_t *plugin) {
  for (size_t i = 0; i < plugin->op_count; i++) {
    const char *name = plugin->ops[i].name;
    if (!strchr(name, '.') || ptowsp_op_info_find(context, ptowsp_str(name))) return name;
  }
  return NULL;
}

static const char *bad_pass(ptowsp_context_t *context, const ptowsp_plugin_t *plugin) {
  for (size_t i = 0; i < plugin->pass_count; i++) {
    const char *name = plugin->passes[i].name;
    if (ptowsp_pass_find(context, ptowsp_str(name)) || !plugin->passes[i].pass) return name;
  }
  return NULL;
}

static void close_library(void *library) { dlclose(library); }

bool ptowsp_plugin_load(ptowsp_context_t *context, const char *path) {
  ptowsp_buffer_t file = {0};
  // Without a slash dlopen would look in the system's directories.
  ptowsp_buffer_printf(&file, "%s%s", strchr(path, '/') ? "" : "./", path);
  void *library = dlopen(file.data, RTLD_NOW | RTLD_LOCAL);
  ptowsp_buffer_deinit(&file);
  if (!library) return refuse(context, NULL, "cannot load plugin '%s': %s", path, dlerror());
  ptowsp_plugin_entry_t entry;
  *(void **)&entry = dlsym(library, PTOWSP_PLUGIN_ENTRY);
  const ptowsp_plugin_t *plugin = entry ? entry() : NULL;
  if (!plugin)
    return refuse(context, library, "'%s' is no ptowsp plugin: it does not define %s", path,
                  PTOWSP_PLUGIN_ENTRY);
  if (plugin->api != PTOWSP_PLUGIN_API || plugin->op_count_of_tables != PTOWSP_OP_COUNT)
    return refuse(context, library,
                  "plugin '%s' was built for version %u.%u of the plugin interface, this is "
                  "%d.%d; build it again",
                  path, plugin->api, plugin->op_count_of_tables, PTOWSP_PLUGIN_API,
                  PTOWSP_OP_COUNT);
  const char *bad = bad_op(context, plugin);
  if (bad)
    return refuse(context, library, "plugin '%s': operation '%s' is taken or has no dialect", path,
                  bad);
  bad = bad_pass(context, plugin);
  if (bad) return refuse(context, library, "plugin '%s': pass '%s' is taken or empty", path, bad);
  for (size_t i = 0; i < plugin->op_count; i++)
    ptowsp_context_add_op(context, &plugin->ops[i], plugin->verify_op);
  for (size_t i = 0; i < plugin->pass_count; i++)
    ptowsp_context_add_pass(context, &plugin->passes[i]);
  ptowsp_context_keep(context, library, close_library);
  return true;
}
