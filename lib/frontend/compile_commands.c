// Compiler arguments of a file from compile_commands.json, as clang's own tools find them.
//
// Only what decides about the text and its meaning is taken: macros, include paths, -std. Paths
// are relative to the directory that the entry names.
#include <clang-c/CXCompilationDatabase.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ptowsp/frontend.h"

static const struct {
  const char *text, *option; // how it may be written, and how it is passed on
  bool is_path, is_joined;   // the value may follow without a blank
} taken[] = {
    {"-D", "-D", false, true},
    {"-U", "-U", false, true},
    {"-I", "-I", true, true},
    {"-isystem", "-isystem", true, true},
    {"-iquote", "-iquote", true, true},
    {"-idirafter", "-idirafter", true, true},
    {"-include", "-include", true, true},
    {"-imacros", "-imacros", true, true},
    {"--define-macro=", "-D", false, true},
    {"--define-macro", "-D", false, false},
    {"--undefine-macro=", "-U", false, true},
    {"--undefine-macro", "-U", false, false},
    {"--include-directory=", "-I", true, true},
    {"--include-directory", "-I", true, false},
    {"--include=", "-include", true, true},
    {"--include", "-include", true, false},
};

static void add(ptowsp_words_t *words, const char *text, size_t size) {
  ptowsp_vec_push(words, strndup(text, size));
}

static void add_value(ptowsp_words_t *words, const char *directory, const char *value,
                      bool is_path) {
  ptowsp_buffer_t text = {0};
  if (is_path && *value != '/') ptowsp_buffer_printf(&text, "%s/", directory);
  ptowsp_buffer_puts(&text, value);
  add(words, text.data, text.size);
  ptowsp_buffer_deinit(&text);
}

// Takes one argument; `next` is the one behind it, or NULL. True if that was its value.
static bool take(ptowsp_words_t *words, const char *directory, const char *arg, const char *next) {
  if (!strncmp(arg, "-std=", 5)) add(words, arg, strlen(arg));
  if (!strncmp(arg, "--std=", 6)) add(words, arg + 1, strlen(arg + 1));
  if (!strncmp(arg, "-include-pch", 12)) return false;
  for (size_t i = 0; i < PTOWSP_COUNTOF(taken); i++) {
    size_t size = strlen(taken[i].text);
    bool is_whole = !strcmp(arg, taken[i].text);
    if (strncmp(arg, taken[i].text, size) || (!is_whole && !taken[i].is_joined)) continue;
    if (is_whole && !next) return false;
    add(words, taken[i].option, strlen(taken[i].option));
    add_value(words, directory, is_whole ? next : arg + size, taken[i].is_path);
    return is_whole;
  }
  return false;
}

static void take_command(ptowsp_words_t *words, CXCompileCommand command) {
  CXString directory = clang_CompileCommand_getDirectory(command);
  unsigned count = clang_CompileCommand_getNumArgs(command);
  for (unsigned i = 1; i < count; i++) {
    CXString arg = clang_CompileCommand_getArg(command, i);
    CXString next = clang_CompileCommand_getArg(command, i + 1 < count ? i + 1 : i);
    if (take(words, clang_getCString(directory), clang_getCString(arg),
             i + 1 < count ? clang_getCString(next) : NULL))
      i++;
    clang_disposeString(arg);
    clang_disposeString(next);
  }
  clang_disposeString(directory);
}

// Asked for one file, libclang would guess a command if there is none: so all are compared.
static bool is_for(CXCompileCommand command, const char *path) {
  CXString name = clang_CompileCommand_getFilename(command);
  CXString directory = clang_CompileCommand_getDirectory(command);
  const char *text = clang_getCString(name);
  char given[2 * PATH_MAX], real[PATH_MAX];
  snprintf(given, sizeof given, "%s%s%s", *text == '/' ? "" : clang_getCString(directory),
           *text == '/' ? "" : "/", text);
  bool same = realpath(given, real) && !strcmp(real, path);
  clang_disposeString(name);
  clang_disposeString(directory);
  return same;
}

// False if the directory has no entry for the file.
static bool read_database(const char *directory, const char *path, ptowsp_words_t *words) {
  CXCompilationDatabase_Error error;
  CXCompilationDatabase database = clang_CompilationDatabase_fromDirectory(directory, &error);
  if (error != CXCompilationDatabase_NoError) return false;
  CXCompileCommands commands = clang_CompilationDatabase_getAllCompileCommands(database);
  unsigned count = commands ? clang_CompileCommands_getSize(commands) : 0;
  bool found = false;
  for (unsigned i = 0; i < count && !found; i++) {
    CXCompileCommand command = clang_CompileCommands_getCommand(commands, i);
    found = is_for(command, path);
    if (found) take_command(words, command);
  }
  if (commands) clang_CompileCommands_dispose(commands);
  clang_CompilationDatabase_dispose(database);
  return found;
}

static bool has_database(const char *directory) {
  char file[PATH_MAX + 32];
  snprintf(file, sizeof file, "%s/compile_commands.json", directory);
  return access(file, R_OK) == 0;
}

static bool fail(ptowsp_context_t *context, const char *directory, const char *what) {
  ptowsp_error(context, PTOWSP_LOC_UNKNOWN, "%s/compile_commands.json: %s", directory, what);
  return false;
}

bool ptowsp_compile_commands(ptowsp_context_t *context, const char *path, const char *directory,
                             ptowsp_words_t *out_words) {
  char file[PATH_MAX];
  if (!realpath(path, file)) return true; // said when it is read
  if (directory) {
    if (!has_database(directory)) return fail(context, directory, "cannot be read");
    return read_database(directory, file, out_words) ||
           fail(context, directory, "has no entry for this file, or is malformed");
  }
  char around[PATH_MAX];
  strcpy(around, file);
  for (char *slash; (slash = strrchr(around, '/'));) {
    *slash = 0;
    if (has_database(around)) {
      read_database(around, file, out_words);
      break;
    }
  }
  return true;
}

void ptowsp_words_free(ptowsp_words_t *words) {
  for (size_t i = 0; i < words->size; i++) free(words->data[i]);
  ptowsp_vec_deinit(words);
}
