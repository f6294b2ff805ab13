// ptowsp-translate: C to IR, and programs to what a target takes.
//
// For a target, C is imported and put through the default pipeline. IR whose tasks know their
// dependences is taken as it stands, any other goes through the default pipeline too.
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "../common/cli.h"
#include "../common/sizes.h"
#include "ptowsp/frontend.h"
#include "ptowsp/pass.h"
#include "targets.h"

static const char tool[] = "ptowsp-translate";

typedef struct {
  bool import, locations, generic;
  const char *output, *workload, *database;
  const ptowsp_target_info_t *target;
  sizes_t sizes;
} settings_t;

enum { IMPORT, TARGET, OUTPUT, WORKLOAD, SIZE, LOCATIONS, GENERIC, DATABASE, OPTIONS };

static const cli_option_t options[OPTIONS] = {
    [IMPORT] = {"import-c", 0, NULL, "print the IR of a C file", false},
    [TARGET] = {"target", 0, "NAME", "write the program for a target (below)", false},
    [OUTPUT] = {"output", 'o', "OUT",
                "a directory for trees, else a file (default: standard output)", false},
    [WORKLOAD] = {"workload", 0, "NAME", "which workload of several", false},
    [SIZE] = {"size", 0, "NAME=N", "the value of a workload's scalar parameter", false},
    [LOCATIONS] = {"print-locations", 0, NULL, "with --import-c: print loc(…) behind operations",
                   false},
    [GENERIC] = {"print-generic", 0, NULL,
                 "with --import-c: every operation in MLIR's generic form", false},
    [DATABASE] = {"compile-commands", 'p', "DIR",
                  "take compiler arguments from DIR/compile_commands.json", false},
};

static void help_targets(void *data, ptowsp_buffer_t *out) {
  (void)data;
  ptowsp_buffer_puts(out, "\ntargets:\n");
  for (size_t i = 0; i < target_count(); i++) {
    const ptowsp_target_info_t *info = target_at(i);
    ptowsp_buffer_printf(out, "  %-30s %s%s\n", info->name, info->summary,
                         info->target ? "" : " (not built yet)");
  }
}

// ---------------------------------------------------------------- the command line

static bool choose_target(settings_t *s, const char *name) {
  s->target = target_find(name);
  if (s->target && s->target->target) return true;
  ptowsp_buffer_t built = {0};
  for (size_t i = 0; i < target_count(); i++)
    if (target_at(i)->target)
      ptowsp_buffer_printf(&built, "%s%s", built.size ? ", " : "", target_at(i)->name);
  if (s->target)
    cli_usage_error(tool, "target '%s' is not built yet; there is %s", name, built.data);
  else
    cli_usage_error(tool, "unknown target '%s'; there is %s", name, built.data);
  ptowsp_buffer_deinit(&built);
  return false;
}

static bool handle(void *data, size_t option, const char *argument) {
  settings_t *s = data;
  switch (option) {
    case IMPORT:
      s->import = true;
      return true;
    case TARGET:
      return choose_target(s, argument);
    case OUTPUT:
      s->output = argument;
      return true;
    case WORKLOAD:
      s->workload = argument;
      return true;
    case SIZE:
      return sizes_add(tool, &s->sizes, argument);
    case DATABASE:
      s->database = argument;
      return true;
    case LOCATIONS:
      s->locations = true;
      return true;
    default:
      s->generic = true;
      return true;
  }
}

static bool is_c(const char *path) {
  size_t size = strlen(path);
  return size > 2 && strcmp(path + size - 2, ".c") == 0;
}

static bool check_usage(const settings_t *s, const cli_result_t *args) {
  if (s->import == (s->target != NULL))
    return cli_usage_error(tool, "say either --import-c or --target=NAME (see --help)");
  if (args->file_count != 1)
    return cli_usage_error(
        tool, args->file_count ? "one input file, not '%s' and '%s'" : "no input file",
        args->file_count ? args->files[0] : "", args->file_count ? args->files[1] : "");
  if (s->database && (args->rest_count || (!s->import && !is_c(args->files[0]))))
    return cli_usage_error(
        tool, args->rest_count ? "--compile-commands and arguments behind '--' exclude each other"
                               : "--compile-commands is for C files");
  if (s->import && (s->workload || s->sizes.size))
    return cli_usage_error(tool, "--workload and --size belong to --target");
  if (s->target && (s->locations || s->generic))
    return cli_usage_error(tool, "--print-locations and --print-generic belong to --import-c");
  if (s->target && s->target->kind == PTOWSP_TARGET_TREE && !s->output)
    return cli_usage_error(tool, "target '%s' is a directory: give it with -o DIR",
                           s->target->name);
  return true;
}

// ---------------------------------------------------------------- the work

static ptowsp_module_t *load(ptowsp_context_t *context, const settings_t *s,
                             const cli_result_t *args) {
  const char *path = args->files[0];
  ptowsp_module_t *module = NULL;
  if (s->import || is_c(path)) {
    module = ptowsp_import_c(context, path, (const char *const *)args->rest, args->rest_count);
  } else {
    char *text;
    size_t size;
    if (!cli_read(context, path, &text, &size)) return NULL;
    const char *name = strcmp(path, "-") == 0 ? "<stdin>" : path;
    uint32_t file = ptowsp_context_file(context, ptowsp_str(name));
    ptowsp_context_set_file_text(context, file, (ptowsp_str_t){text, size});
    module = ptowsp_parse(context, (ptowsp_str_t){text, size}, name);
    free(text);
  }
  if (module && ptowsp_verify(ptowsp_module_op(module))) return module;
  ptowsp_module_destroy(module);
  return NULL;
}

// Stops at what the passes have yet to change: element accesses in a workload, tasks whose
// dependences nobody knows.
static ptowsp_walk_t find_unfinished(ptowsp_op_t *op, void *data) {
  (void)data;
  switch (ptowsp_op_id(op)) {
    case PTOWSP_OP_WSP_KERNEL:
      return PTOWSP_WALK_SKIP;
    case PTOWSP_OP_MEMREF_LOAD:
    case PTOWSP_OP_MEMREF_STORE:
      return PTOWSP_WALK_INTERRUPT;
    case PTOWSP_OP_WSP_TASK:
      return ptowsp_op_attr(op, "depends") ? PTOWSP_WALK_ADVANCE : PTOWSP_WALK_INTERRUPT;
    default:
      return PTOWSP_WALK_ADVANCE;
  }
}

static bool finish(ptowsp_context_t *context, ptowsp_module_t *module, const settings_t *s,
                   bool from_c) {
  if (!from_c && ptowsp_walk_pre(ptowsp_module_op(module), find_unfinished, NULL)) return true;
  if (!sizes_bind(module, s->workload, &s->sizes)) return false;
  ptowsp_pipeline_t *pipeline = ptowsp_pipeline_create(context);
  ptowsp_pipeline_options_t plain = {0};
  bool ok = ptowsp_pipeline_append_named(pipeline, "default") &&
            ptowsp_pipeline_run(pipeline, module, &plain);
  ptowsp_pipeline_destroy(pipeline);
  return ok;
}

static bool write_tree(ptowsp_context_t *context, const ptowsp_tree_t *tree, const char *path) {
  char *error;
  if (ptowsp_tree_write(tree, path, &error)) return true;
  ptowsp_error(context, PTOWSP_LOC_UNKNOWN, "%s", error);
  free(error);
  return false;
}

static bool translate(ptowsp_context_t *context, ptowsp_module_t *module, const settings_t *s,
                      const cli_result_t *args) {
  ptowsp_target_options_t target_options = {
      .workload = s->workload,
      .sizes = s->sizes.data,
      .size_count = s->sizes.size,
      .include_dir = ptowsp_include_dir(),
      .clang_args = (const char *const *)args->rest,
      .clang_arg_count = args->rest_count,
  };
  const ptowsp_target_t *target = s->target->target;
  if (s->target->kind == PTOWSP_TARGET_TREE) {
    ptowsp_tree_t *tree = ptowsp_tree_create();
    bool ok =
        target->emit_tree(module, &target_options, tree) && write_tree(context, tree, s->output);
    ptowsp_tree_destroy(tree);
    return ok;
  }
  ptowsp_buffer_t text = {0};
  bool ok = target->emit_text(module, &target_options, &text) &&
            cli_write(context, s->output ? s->output : "-", text.data, text.size);
  ptowsp_buffer_deinit(&text);
  return ok;
}

static bool print(ptowsp_context_t *context, ptowsp_module_t *module, const settings_t *s) {
  ptowsp_buffer_t text = {0};
  ptowsp_print_options_t how = {.generic = s->generic, .locations = s->locations};
  ptowsp_print(&text, ptowsp_module_op(module), &how);
  bool ok = cli_write(context, s->output ? s->output : "-", text.data, text.size);
  ptowsp_buffer_deinit(&text);
  return ok;
}

// False after a usage error: --workload names none of the module's, or does not choose.
static bool check_workload(ptowsp_module_t *module, const settings_t *s) {
  bool of_one = s->target && s->target->kind == PTOWSP_TARGET_TREE;
  ptowsp_buffer_t names = {0};
  size_t count = 0;
  bool found = false;
  ptowsp_block_each(ptowsp_module_body(module), op) {
    if (!ptowsp_op_is(op, PTOWSP_OP_WSP_WORKLOAD)) continue;
    if (!s->workload && ptowsp_symbol_is_private(op)) continue;
    found |= s->workload && ptowsp_str_is(ptowsp_op_symbol(op), s->workload);
    ptowsp_buffer_printf(&names, "%s'%s'", count++ ? ", " : "", ptowsp_op_symbol(op).data);
  }
  bool ok = s->workload ? found : !of_one || count < 2;
  if (!ok && s->workload)
    cli_usage_error(tool, "no workload '%s'; there is %s", s->workload,
                    count ? names.data : "none");
  else if (!ok)
    cli_usage_error(tool, "several workloads: choose by --workload among %s", names.data);
  ptowsp_buffer_deinit(&names);
  return ok;
}

// The compiler arguments of a C file, where none are given.
static bool find_arguments(ptowsp_context_t *context, const settings_t *s, cli_result_t *args,
                           ptowsp_words_t *words) {
  if ((!s->import && !is_c(args->files[0])) || args->rest_count) return true;
  if (!ptowsp_compile_commands(context, args->files[0], s->database, words)) return false;
  args->rest = words->data;
  args->rest_count = words->size;
  return true;
}

static int run(const settings_t *s, cli_result_t *args) {
  if (!check_usage(s, args)) return CLI_USAGE;
  int status = CLI_INPUT_ERROR;
  ptowsp_context_t *context = ptowsp_context_create();
  ptowsp_context_set_diagnostic_handler(context, ptowsp_diagnostic_print, stderr);
  ptowsp_words_t words = {0};
  ptowsp_module_t *module =
      find_arguments(context, s, args, &words) ? load(context, s, args) : NULL;
  if (module && (!check_workload(module, s) || !sizes_check(tool, module, s->workload, &s->sizes)))
    status = CLI_USAGE;
  else if (module && (s->import ? print(context, module, s)
                                : finish(context, module, s, is_c(args->files[0])) &&
                                      translate(context, module, s, args)))
    status = CLI_OK;
  ptowsp_module_destroy(module);
  ptowsp_context_destroy(context);
  ptowsp_words_free(&words);
  return status;
}

int main(int argc, char **argv) {
  settings_t settings = {0};
  cli_t cli = {.tool = tool,
               .usage =
                   "--import-c FILE.c [-o OUT] [-- CLANG-ARGS…]\n"
                   "--target=NAME [-o OUT] [OPTION]… FILE.c|FILE.mlir|- [-- CLANG-ARGS…]",
               .summary = "imports C, and writes programs for a target",
               .options = options,
               .option_count = OPTIONS,
               .help = help_targets,
               .handle = handle,
               .data = &settings};
  cli_result_t args;
  int status = cli_parse(&cli, argc, argv, &args) ? run(&settings, &args) : args.status;
  cli_result_deinit(&args);
  ptowsp_vec_deinit(&settings.sizes);
  return status;
}
