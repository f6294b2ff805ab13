#include "common.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static FILE *nowhere(void) {
  static FILE *file;
  if (!file) file = fopen("/dev/null", "w");
  return file;
}

// The pass manager adds this note when a pass leaves behind what does not verify.
static void render(void *data, ptowsp_context_t *context, const ptowsp_diagnostic_t *diagnostic) {
  static char last[512];
  ptowsp_diagnostic_print(data, context, diagnostic);
  if (strncmp(diagnostic->text, "after pass", 10) == 0) {
    fprintf(stderr, "error: %s\n", last);
    fuzz_fail("a pass broke the module", ptowsp_str(diagnostic->text));
  }
  if (diagnostic->severity == PTOWSP_SEVERITY_ERROR)
    snprintf(last, sizeof last, "%s", diagnostic->text);
}

ptowsp_context_t *fuzz_context_create(void) {
  ptowsp_context_t *context = ptowsp_context_create();
  ptowsp_context_set_diagnostic_handler(context, render, nowhere());
  return context;
}

void fuzz_context_destroy(ptowsp_context_t *context) { ptowsp_context_destroy(context); }

void fuzz_fail(const char *what, ptowsp_str_t text) {
  fprintf(stderr, "%s:\n%.*s\n", what, (int)text.size, text.data);
  abort();
}

ptowsp_module_t *fuzz_parse(ptowsp_context_t *context, ptowsp_str_t text) {
  static const char name[] = "input";
  ptowsp_context_set_file_text(context, ptowsp_context_file(context, ptowsp_str(name)), text);
  size_t errors = ptowsp_context_error_count(context);
  ptowsp_module_t *module = ptowsp_parse(context, text, name);
  if (!module != (ptowsp_context_error_count(context) > errors))
    fuzz_fail("refused without an error, or accepted with one", text);
  return module;
}

static ptowsp_str_t print(ptowsp_buffer_t *out, ptowsp_module_t *module,
                          const ptowsp_print_options_t *options) {
  ptowsp_print(out, ptowsp_module_op(module), options);
  return (ptowsp_str_t){out->data, out->size};
}

void fuzz_round_trip(ptowsp_module_t *module, bool is_valid) {
  static const ptowsp_print_options_t forms[] = {
      {.generic = false}, {.generic = true}, {.locations = true}, {.local_scope = true}};
  for (size_t i = 0; i < PTOWSP_COUNTOF(forms); i++) {
    ptowsp_buffer_t first = {0}, second = {0};
    ptowsp_str_t text = print(&first, module, &forms[i]);
    ptowsp_module_t *again = ptowsp_parse(ptowsp_module_context(module), text, "printed");
    if (!again && is_valid) fuzz_fail("what was printed does not parse", text);
    if (again) {
      ptowsp_str_t twice = print(&second, again, &forms[i]);
      if (is_valid && !ptowsp_str_equal(text, twice)) {
        fprintf(stderr, "first:\n%s\n", text.data);
        fuzz_fail("printed, parsed and printed differently", twice);
      }
      ptowsp_module_destroy(again);
    }
    ptowsp_buffer_deinit(&first);
    ptowsp_buffer_deinit(&second);
  }
}
