// Compiler arguments of a file from compile_commands.json, as clang's own tools find them.
//
// Only what decides about the text and its meaning is taken: macros, include paths, -std. Paths
// are relative to the directory that the entry names, and that to the one of the database.
#include <clang-c/CXCompilationDatabase.h>
#include <jansson.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ptowsp/frontend.h"

static const struct {
  const char *text, *option; // how it may be written, and how it is passed on
  bool is_path, is_joined;   // the value may follow without a blank
  bool is_searched;          // a file that is looked for where headers are, too
} taken[] = {
    {"-D", "-D", false, true, false},
    {"-U", "-U", false, true, false},
    {"-I", "-I", true, true, false},
    {"-isystem", "-isystem", true, true, false},
    {"-iquote", "-iquote", true, true, false},
    {"-idirafter", "-idirafter", true, true, false},
    {"-include", "-include", true, true, true},
    {"-imacros", "-imacros", true, true, true},
    {"--define-macro=", "-D", false, true, false},
    {"--define-macro", "-D", false, false, false},
    {"--undefine-macro=", "-U", false, true, false},
    {"--undefine-macro", "-U", false, false, false},
    {"--include-directory=", "-I", true, true, false},
    {"--include-directory", "-I", true, false, false},
    {"--include=", "-include", true, true, true},
    {"--include", "-include", true, false, true},
};

static void add(ptowsp_words_t *words, const char *text, size_t size) {
  ptowsp_vec_push(words, strndup(text, size));
}

// `is_searched`: left to clang unless the file is in the directory.
static void add_value(ptowsp_words_t *words, const char *directory, const char *value, bool is_path,
                      bool is_searched) {
  ptowsp_buffer_t text = {0};
  if (is_path && *value != '/') ptowsp_buffer_printf(&text, "%s/", directory);
  ptowsp_buffer_puts(&text, value);
  if (is_searched && access(text.data, R_OK))
    add(words, value, strlen(value));
  else
    add(words, text.data, text.size);
  ptowsp_buffer_deinit(&text);
}

// The directory an entry names, which may be relative to that of the database.
static void directory_of(CXCompileCommand command, const char *database, ptowsp_buffer_t *out) {
  CXString directory = clang_CompileCommand_getDirectory(command);
  const char *text = clang_getCString(directory);
  if (*text != '/') ptowsp_buffer_printf(out, "%s/", database);
  ptowsp_buffer_puts(out, text);
  clang_disposeString(directory);
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
    add_value(words, directory, is_whole ? next : arg + size, taken[i].is_path,
              taken[i].is_searched);
    return is_whole;
  }
  return false;
}

static void take_command(ptowsp_words_t *words, CXCompileCommand command, const char *database) {
  ptowsp_buffer_t directory = {0};
  directory_of(command, database, &directory);
  unsigned count = clang_CompileCommand_getNumArgs(command);
  for (unsigned i = 1; i < count; i++) {
    CXString arg = clang_CompileCommand_getArg(command, i);
    CXString next = clang_CompileCommand_getArg(command, i + 1 < count ? i + 1 : i);
    if (take(words, directory.data, clang_getCString(arg),
             i + 1 < count ? clang_getCString(next) : NULL))
      i++;
    clang_disposeString(arg);
    clang_disposeString(next);
  }
  ptowsp_buffer_deinit(&directory);
}

// Asked for one file, libclang would guess a command if there is none: so all are compared.
static bool is_for(CXCompileCommand command, const char *path, const char *database) {
  CXString name = clang_CompileCommand_getFilename(command);
  const char *text = clang_getCString(name);
  char real[PATH_MAX];
  ptowsp_buffer_t given = {0};
  if (*text != '/') directory_of(command, database, &given);
  ptowsp_buffer_printf(&given, "%s%s", *text == '/' ? "" : "/", text);
  bool same = realpath(given.data, real) && !strcmp(real, path);
  ptowsp_buffer_deinit(&given);
  clang_disposeString(name);
  return same;
}

// What an entry lacks; NULL: nothing.
static const char *missing(json_t *entry) {
  if (!json_is_string(json_object_get(entry, "directory"))) return "\"directory\"";
  if (!json_is_string(json_object_get(entry, "file"))) return "\"file\"";
  bool has_command = json_is_string(json_object_get(entry, "command")) ||
                     json_is_array(json_object_get(entry, "arguments"));
  return has_command ? NULL : "\"command\" or \"arguments\"";
}

// Whether the database is one: an array of objects with what each needs. Else an error, at the
// place of the file where JSON ends.
static bool check_database(ptowsp_context_t *context, const char *directory) {
  ptowsp_buffer_t path = {0};
  json_error_t error;
  ptowsp_buffer_printf(&path, "%s/compile_commands.json", directory);
  json_t *root = json_load_file(path.data, 0, &error), *entry;
  ptowsp_loc_t loc = {ptowsp_context_file(context, ptowsp_str(path.data)), 0, 0, 0};
  bool ok = json_is_array(root);
  size_t i;
  if (!root) {
    loc.line = error.line > 0 ? (uint32_t)error.line : 1;
    loc.column = error.column > 0 ? (uint32_t)error.column : 1;
    ptowsp_error(context, loc, "%s", error.text);
  } else if (!ok) {
    ptowsp_error(context, loc, "this is not an array of compile commands");
  }
  json_array_foreach(root, i, entry) {
    const char *what = missing(entry);
    if (!what) continue;
    ptowsp_error(context, loc, "entry %zu has no %s", i + 1, what);
    ok = false;
  }
  json_decref(root);
  ptowsp_buffer_deinit(&path);
  return ok;
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
    found = is_for(command, path, directory);
    if (found) take_command(words, command, directory);
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
    return check_database(context, directory) &&
           (read_database(directory, file, out_words) ||
            fail(context, directory, "has no entry for this file"));
  }
  char around[PATH_MAX];
  strcpy(around, file);
  for (char *slash; (slash = strrchr(around, '/'));) {
    *slash = 0;
    if (!has_database(around)) continue;
    if (!check_database(context, around)) return false;
    read_database(around, file, out_words);
    break;
  }
  return true;
}

void ptowsp_words_free(ptowsp_words_t *words) {
  for (size_t i = 0; i < words->size; i++) free(words->data[i]);
  ptowsp_vec_deinit(words);
}
