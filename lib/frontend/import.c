// ptowsp_import_c: one file in, one module out.
//
// Kernels are imported first, in the order of the text, then workloads. All errors of
// the file are reported before the module is given up.
#include <stdlib.h>
#include <string.h>

#include "importer.h"

enum { MAX_FILE_BYTES = 16 << 20 };

// ---------------------------------------------------------------- the file

// What is wrong with the bytes of a file; NULL: nothing.
static const char *content_problem(const char *data, size_t size) {
  if (size == 0) return "the file is empty";
  if (size > MAX_FILE_BYTES) return "the file is too large: more than 16 MiB";
  if (memchr(data, 0, size)) return "the file is not text: it has a zero byte";
  return NULL;
}

static bool read_source(ptowsp_context_t *context, const char *path, char **out_data,
                        size_t *out_size) {
  ptowsp_loc_t loc = {ptowsp_context_file(context, ptowsp_str(path)), 0, 0, 0};
  const char *problem = NULL;
  if (!ptowsp_file_read(path, out_data, out_size, &problem)) {
    ptowsp_error(context, loc, "%s", problem);
    return false;
  }
  problem = content_problem(*out_data, *out_size);
  if (!problem) return true;
  ptowsp_error(context, loc, "%s", problem);
  free(*out_data);
  return false;
}

// ---------------------------------------------------------------- parsing

// A pointer of another type, or to const, passed to a kernel would make the serial
// program undefined: not a warning here.
static const char *const fixed_args[] = {
    "-x",
    "c",
    "-std=gnu17", // as compilers do without an option
    "-D__PTOWSP__=1",
    "-Werror=incompatible-pointer-types",
    "-Werror=incompatible-pointer-types-discards-qualifiers",
    "-Werror=pointer-sign",
    "-Werror=int-conversion",
    "-Werror=division-by-zero", // what has no value in any run
    "-Werror=shift-count-negative",
    "-Werror=shift-count-overflow",
    "-I",
};

static bool parse(importer_t *im, CXIndex index, const char *text, size_t size,
                  const char *const *clang_args, size_t clang_arg_count) {
  size_t fixed = PTOWSP_COUNTOF(fixed_args), own = fixed + 3, count = own + clang_arg_count;
  const char **args = PTOWSP_ARENA_NEW(im->arena, const char *, count);
  memcpy(args, fixed_args, sizeof fixed_args);
  args[fixed] = ptowsp_include_dir();
  args[fixed + 1] = "-isystem"; // short forms of headers, in front of the C library's
  args[fixed + 2] = ptowsp_arena_printf(im->arena, "%s/ptowsp/clang", ptowsp_include_dir());
  for (size_t i = 0; i < clang_arg_count; i++) args[own + i] = clang_args[i];
  struct CXUnsavedFile file = {im->path, text, size};
  enum CXErrorCode code =
      clang_parseTranslationUnit2(index, im->path, args, (int)count, &file, 1,
                                  CXTranslationUnit_IgnoreNonErrorsFromIncludedFiles, &im->unit);
  if (code == CXError_Success) return true;
  ptowsp_loc_t loc = {ptowsp_context_file(im->context, ptowsp_str(im->path)), 0, 0, 0};
  ptowsp_error(im->context, loc,
               code == CXError_Crashed ? "clang crashed on this file"
                                       : "clang cannot parse this file; are its "
                                         "arguments right?");
  return false;
}

// ---------------------------------------------------------------- the top level

typedef struct {
  importer_t *im;
  cursor_vec_t kernels, workloads;
} top_level_t;

static enum CXChildVisitResult visit_top_level(CXCursor cursor, CXCursor parent,
                                               CXClientData data) {
  (void)parent;
  top_level_t *top = data;
  importer_t *im = top->im;
  if (!source_is_main(im, cursor)) return CXChildVisit_Continue;
  check_annotations(im, cursor);
  enum CXCursorKind kind = clang_getCursorKind(cursor);
  if (kind == CXCursor_UnexposedDecl || kind == CXCursor_AsmStmt) {
    ptowsp_str_t word = source_word(im, clang_getCursorLocation(cursor));
    if (ptowsp_str_is(word, "asm") || ptowsp_str_is(word, "__asm__") ||
        ptowsp_str_is(word, "__asm"))
      refuse(im, cursor,
             "inline assembly is not part of the language; write in C what it computes");
  }
  if (kind != CXCursor_FunctionDecl || !clang_isCursorDefinition(cursor))
    return CXChildVisit_Continue;
  if (is_kernel(im, cursor))
    ptowsp_vec_push(&top->kernels, cursor);
  else if (is_workload(im, cursor))
    ptowsp_vec_push(&top->workloads, cursor);
  return CXChildVisit_Continue;
}

// The table of types holds for targets whose long and pointers have 64 bits.
static bool check_target(importer_t *im) {
  CXTargetInfo target = clang_getTranslationUnitTargetInfo(im->unit);
  bool ok = clang_TargetInfo_getPointerWidth(target) == 64;
  clang_TargetInfo_dispose(target);
  if (!ok) {
    ptowsp_loc_t loc = {ptowsp_context_file(im->context, ptowsp_str(im->path)), 0, 0, 0};
    ptowsp_error(im->context, loc, "the target of the clang arguments must have 64-bit pointers");
  }
  return ok;
}

// A static workload that another calls is a part of that one: nobody else can run it.
static void hide_parts(importer_t *im) {
  for (size_t i = 0; i < im->called.size; i++) {
    CXCursor workload = im->called.data[i];
    ptowsp_op_t *op =
        ptowsp_symbol_lookup(ptowsp_module_op(im->module), ptowsp_str(source_name(im, workload)));
    if (op && clang_getCursorLinkage(workload) == CXLinkage_Internal)
      ptowsp_op_set_attr(op, "sym_visibility", ptowsp_attr_cstring(im->context, "private"));
  }
}

static void import_unit(importer_t *im) {
  top_level_t top = {.im = im};
  clang_visitChildren(clang_getTranslationUnitCursor(im->unit), visit_top_level, &top);
  if (!top.kernels.size && !top.workloads.size) {
    ptowsp_loc_t loc = {ptowsp_context_file(im->context, ptowsp_str(im->path)), 0, 0, 0};
    ptowsp_error(im->context, loc,
                 "the file defines neither a wsp_kernel nor a wsp_workload; include "
                 "<ptowsp/ptowsp.h> and annotate one");
  }
  for (size_t i = 0; i < top.kernels.size; i++)
    import_kernel(im, top.kernels.data[i], top.kernels.data[i]);
  for (size_t i = 0; i < top.workloads.size; i++) import_workload(im, top.workloads.data[i]);
  hide_parts(im);
  ptowsp_vec_deinit(&top.kernels);
  ptowsp_vec_deinit(&top.workloads);
}

static ptowsp_module_t *import_text(importer_t *im, CXIndex index, const char *text, size_t size,
                                    const char *const *clang_args, size_t clang_arg_count) {
  size_t errors = ptowsp_context_error_count(im->context);
  if (!parse(im, index, text, size, clang_args, clang_arg_count)) return NULL;
  if (pass_clang_diagnostics(im) && check_target(im)) {
    ptowsp_loc_t loc = {ptowsp_context_file(im->context, ptowsp_str(im->path)), 1, 1, 0};
    im->module = ptowsp_module_create(im->context, loc);
    ptowsp_op_set_attr(ptowsp_module_op(im->module), "wsp.source",
                       ptowsp_attr_cstring(im->context, im->path));
    import_unit(im);
  }
  clang_disposeTranslationUnit(im->unit);
  if (im->module && ptowsp_context_error_count(im->context) > errors) {
    ptowsp_module_destroy(im->module);
    im->module = NULL;
  }
  return im->module;
}

typedef struct {
  ptowsp_context_t *context;
  const char *path;
  const char *const *clang_args;
  size_t clang_arg_count;
  char *text;
  size_t size;
  ptowsp_module_t *module;
} import_t;

static void run_import(void *data) {
  import_t *import = data;
  importer_t im = {
      .context = import->context, .path = import->path, .arena = ptowsp_arena_create()};
  if (!strcmp(import->path, "-")) {
    im.path = "<stdin>";
    uint32_t file = ptowsp_context_file(im.context, ptowsp_str(im.path));
    ptowsp_context_set_file_text(im.context, file, (ptowsp_str_t){import->text, import->size});
  }
  CXIndex index = clang_createIndex(0, 0);
  import->module = import_text(&im, index, import->text, import->size, import->clang_args,
                               import->clang_arg_count);
  clang_disposeIndex(index);
  ptowsp_vec_deinit(&im.bindings);
  ptowsp_vec_deinit(&im.kernels);
  ptowsp_vec_deinit(&im.checked);
  ptowsp_vec_deinit(&im.called);
  ptowsp_vec_deinit(&im.loops);
  ptowsp_vec_deinit(&im.refused);
  ptowsp_arena_destroy(im.arena);
}

ptowsp_module_t *ptowsp_import_c(ptowsp_context_t *context, const char *path,
                                 const char *const *clang_args, size_t clang_arg_count) {
  import_t import = {.context = context,
                     .path = path,
                     .clang_args = clang_args,
                     .clang_arg_count = clang_arg_count};
  if (!read_source(context, path, &import.text, &import.size)) return NULL;
  run_on_deep_stack(run_import, &import);
  free(import.text);
  return import.module;
}
