// The first byte chooses passes, the rest is a module: parsed, verified, transformed, verified
// after every pass, printed. A pass may refuse a module, with an error; it may not break it.
#include "common.h"
#include "ptowsp/pass.h"

#include <string.h>

// By the first byte, from 'a' on (seeds.py counts along): these, then each pass of the table alone,
// then each with one option and a value of its kind.
static const char *const pipelines[] = {
    "default",
    "canonicalize,cse,loop-invariant-code-motion,inline,symbol-dce",
    "wsp-tile,wsp-outline-tasks,wsp-infer-deps",
    "wsp-raise-loops,pto-plan-memory,pto-insert-sync",
    "wsp.kernel(canonicalize,cse,loop-invariant-code-motion)",
    "func.func(canonicalize,cse,loop-invariant-code-motion)",
};

// The values tried of an option. Not every one is right for it: then the pass must say so.
static const char *const numbers[] = {"0", "1", "7", "64", "-9223372036854775808"};
static const char *const truths[] = {"true", "false"};
static const char *const words[] = {"round_robin", "affinity", "abort", "i", "N=3", "x"};

static size_t list_values(const ptowsp_pass_option_t *option, const char *const **out_values) {
  bool number = option->kind == PTOWSP_OPTION_INT, truth = option->kind == PTOWSP_OPTION_BOOL;
  *out_values = number ? numbers : truth ? truths : words;
  if (option->choices && !number) { // its own words, as many as there are bars and one
    size_t count = 1;
    for (const char *c = option->choices; *c; c++) count += *c == '|';
    return count;
  }
  return number ? PTOWSP_COUNTOF(numbers) : truth ? PTOWSP_COUNTOF(truths) : PTOWSP_COUNTOF(words);
}

static void put_value(ptowsp_buffer_t *text, const ptowsp_pass_option_t *option,
                      const char *const *values, size_t k) {
  if (!option->choices || option->kind == PTOWSP_OPTION_INT) {
    ptowsp_buffer_puts(text, values[k]);
    return;
  }
  const char *word = option->choices;
  while (k--) word = strchr(word, '|') + 1;
  ptowsp_buffer_printf(text, "%.*s", (int)strcspn(word, "|"), word);
}

// The choice-th of passes and options, as text; less those if there are not so many.
static size_t spell(const ptowsp_context_t *context, size_t choice, bool options,
                    ptowsp_buffer_t *text) {
  for (size_t i = 0; i < ptowsp_pass_count(context); i++) {
    const ptowsp_pass_info_t *info = ptowsp_pass_at(context, i);
    if (!info->pass) continue;
    if (!options && choice-- == 0) {
      ptowsp_buffer_puts(text, info->name);
      return 0;
    }
    for (size_t j = 0; options && j < info->pass->option_count; j++) {
      const ptowsp_pass_option_t *option = &info->pass->options[j];
      const char *const *values;
      size_t count = list_values(option, &values);
      if (choice < count) {
        ptowsp_buffer_printf(text, "%s{%s=", info->name, option->name);
        put_value(text, option, values, choice);
        ptowsp_buffer_puts(text, "}");
        return 0;
      }
      choice -= count;
    }
  }
  return choice;
}

static bool append(ptowsp_pipeline_t *pipeline, size_t choice, const ptowsp_context_t *context) {
  size_t fixed = PTOWSP_COUNTOF(pipelines);
  if (choice == 0) return ptowsp_pipeline_append_named(pipeline, pipelines[0]);
  if (choice < fixed) return ptowsp_pipeline_parse(pipeline, ptowsp_str(pipelines[choice]));
  ptowsp_buffer_t text = {0};
  choice = spell(context, choice - fixed, false, &text);
  if (!text.size) choice = spell(context, choice, true, &text);
  bool ok = text.size ? ptowsp_pipeline_parse(pipeline, (ptowsp_str_t){text.data, text.size})
                      : append(pipeline, choice % fixed, context);
  ptowsp_buffer_deinit(&text);
  return ok;
}

static void transform(ptowsp_context_t *context, ptowsp_module_t *module, size_t choice) {
  static const ptowsp_pipeline_options_t options = {.verify_each = true};
  ptowsp_pipeline_t *pipeline = ptowsp_pipeline_create(context);
  size_t errors = ptowsp_context_error_count(context);
  bool ok = append(pipeline, choice, context) && ptowsp_pipeline_run(pipeline, module, &options);
  if (ok != (ptowsp_context_error_count(context) == errors))
    fuzz_fail("failed without an error, or went on after one", PTOWSP_STR(""));
  if (ok) fuzz_round_trip(module, true);
  ptowsp_pipeline_destroy(pipeline);
}

const size_t fuzz_prefix = 1, fuzz_module_share = 6;

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size) {
  if (size == 0) return 0;
  ptowsp_context_t *context = fuzz_context_create();
  ptowsp_module_t *module = fuzz_parse(context, (ptowsp_str_t){(const char *)data + 1, size - 1});
  if (module) {
    if (ptowsp_verify(ptowsp_module_op(module)))
      transform(context, module, (uint8_t)(data[0] - 'a'));
    ptowsp_module_destroy(module);
  }
  fuzz_context_destroy(context);
  return 0;
}
