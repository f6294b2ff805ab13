#include "roundtrip.h"

#include <string.h>

static int line_size(const char *text) { return (int)strcspn(text, "\n"); }

// Both end in NUL.
static void report(ptowsp_context_t *context, const char *name, const char *first,
                   const char *second) {
  size_t line = 1, at = 0, begin = 0;
  for (; first[at] && first[at] == second[at]; at++)
    if (first[at] == '\n') line++, begin = at + 1;
  ptowsp_error(context, PTOWSP_LOC_UNKNOWN, "%s, line %zu: reads back as other IR", name, line);
  ptowsp_note(context, PTOWSP_LOC_UNKNOWN, "printed: %.*s", line_size(first + begin),
              first + begin);
  ptowsp_note(context, PTOWSP_LOC_UNKNOWN, "read and printed: %.*s", line_size(second + begin),
              second + begin);
}

static bool check(ptowsp_module_t *module, const ptowsp_print_options_t *options,
                  const char *name) {
  ptowsp_context_t *context = ptowsp_op_context(ptowsp_module_op(module));
  ptowsp_buffer_t first = {0}, second = {0};
  ptowsp_print(&first, ptowsp_module_op(module), options);
  ptowsp_str_t text = {first.data, first.size};
  ptowsp_context_set_file_text(context, ptowsp_context_file(context, ptowsp_str(name)), text);
  ptowsp_module_t *again = ptowsp_parse(context, text, name);
  bool same = false;
  if (again) {
    ptowsp_print(&second, ptowsp_module_op(again), options);
    same = first.size == second.size && memcmp(first.data, second.data, first.size) == 0;
    if (!same) report(context, name, first.data, second.data);
    ptowsp_module_destroy(again);
  }
  ptowsp_buffer_deinit(&first);
  ptowsp_buffer_deinit(&second);
  return same;
}

bool roundtrip_check(ptowsp_module_t *module) {
  return check(module, &(ptowsp_print_options_t){0}, "<custom form>") &&
         check(module, &(ptowsp_print_options_t){.generic = true}, "<generic form>") &&
         check(module, &(ptowsp_print_options_t){.locations = true}, "<custom form>") &&
         check(module, &(ptowsp_print_options_t){.generic = true, .locations = true},
               "<generic form>");
}
