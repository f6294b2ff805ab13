// A tree of files: gathered in memory, written beside its place, renamed into it.
#include "ptowsp/target.h"

#include <assert.h>
#include <dirent.h>
#include <errno.h>
#include <jansson.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

typedef struct {
  char *path;
  ptowsp_buffer_t *text;
} file_t;

struct ptowsp_tree {
  PTOWSP_VEC(file_t) files; // sorted by path
};

ptowsp_tree_t *ptowsp_tree_create(void) { return ptowsp_calloc(1, sizeof(ptowsp_tree_t)); }

void ptowsp_tree_destroy(ptowsp_tree_t *tree) {
  if (!tree) return;
  for (size_t i = 0; i < tree->files.size; i++) {
    ptowsp_buffer_deinit(tree->files.data[i].text);
    free(tree->files.data[i].text);
    free(tree->files.data[i].path);
  }
  ptowsp_vec_deinit(&tree->files);
  free(tree);
}

size_t ptowsp_tree_count(const ptowsp_tree_t *tree) { return tree->files.size; }

const char *ptowsp_tree_path(const ptowsp_tree_t *tree, size_t i) {
  assert(i < tree->files.size);
  return tree->files.data[i].path;
}

bool ptowsp_tree_has(const ptowsp_tree_t *tree, const char *path) {
  for (size_t i = 0; i < tree->files.size; i++)
    if (strcmp(tree->files.data[i].path, path) == 0) return true;
  return false;
}

ptowsp_buffer_t *ptowsp_tree_add(ptowsp_tree_t *tree, const char *path) {
  assert(path[0] != '/' && !ptowsp_tree_has(tree, path));
  file_t file = {ptowsp_strdup(path), ptowsp_calloc(1, sizeof(ptowsp_buffer_t))};
  ptowsp_vec_push(&tree->files, file);
  size_t at = tree->files.size - 1;
  for (; at > 0 && strcmp(tree->files.data[at - 1].path, path) > 0; at--)
    tree->files.data[at] = tree->files.data[at - 1];
  tree->files.data[at] = file;
  return file.text;
}

// ---------------------------------------------------------------- what stands in the way

static char *message(const char *format, ...) PTOWSP_PRINTF(1, 2);
static char *message(const char *format, ...) {
  ptowsp_buffer_t text = {0};
  va_list args;
  va_start(args, format);
  ptowsp_buffer_vprintf(&text, format, args);
  va_end(args);
  return text.data;
}

static bool manifest_lists(const json_t *files, const char *path) {
  size_t i;
  json_t *file;
  json_array_foreach(files, i, file) {
    if (json_is_string(file) && strcmp(json_string_value(file), path) == 0) return true;
  }
  return false;
}

// NULL if everything below `root`/`below` is listed; else a malloc'ed path that is not.
static char *find_foreign(const char *root, const char *below, const json_t *files) {
  char *path = message("%s%s%s", root, *below ? "/" : "", below);
  DIR *directory = opendir(path);
  if (!directory) return path;
  free(path);
  char *foreign = NULL;
  for (struct dirent *entry; !foreign && (entry = readdir(directory));) {
    if (!strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..")) continue;
    if (!strcmp(entry->d_name, "__pycache__")) continue;
    char *name = message("%s%s%s", below, *below ? "/" : "", entry->d_name);
    char *full = message("%s/%s", root, name);
    struct stat info;
    if (lstat(full, &info) == 0 && S_ISDIR(info.st_mode))
      foreign = find_foreign(root, name, files);
    else if (!manifest_lists(files, name))
      foreign = ptowsp_strdup(name);
    free(full);
    free(name);
  }
  closedir(directory);
  return foreign;
}

static bool is_empty(const char *path) {
  DIR *directory = opendir(path);
  if (!directory) return false;
  bool empty = true;
  for (struct dirent *entry; empty && (entry = readdir(directory));)
    empty = !strcmp(entry->d_name, ".") || !strcmp(entry->d_name, "..");
  closedir(directory);
  return empty;
}

// Whether `directory` may be replaced; sets *out_exists.
static bool may_replace(const char *directory, bool *out_exists, char **out_error) {
  struct stat info;
  *out_exists = lstat(directory, &info) == 0;
  if (!*out_exists) return true;
  if (!S_ISDIR(info.st_mode)) {
    *out_error = message("'%s' exists and is not a directory", directory);
    return false;
  }
  if (is_empty(directory)) return true;
  char *path = message("%s/%s", directory, PTOWSP_TREE_MANIFEST);
  json_t *manifest = json_load_file(path, 0, NULL);
  free(path);
  json_t *files = json_object_get(manifest, "files");
  if (!json_is_array(files) || !json_is_string(json_object_get(manifest, "generator"))) {
    json_decref(manifest);
    *out_error = message(
        "'%s' is not empty and not a tree written by this tool; "
        "give another directory or empty it",
        directory);
    return false;
  }
  char *foreign = find_foreign(directory, "", files);
  json_decref(manifest);
  if (!foreign) return true;
  *out_error = message(
      "'%s' holds '%s', which this tool did not write; move it away or give "
      "another directory",
      directory, foreign);
  free(foreign);
  return false;
}

// ---------------------------------------------------------------- writing

// The directories above a place, made where there are none. The topmost one made goes to
// *out_made (unless that is NULL), to be removed again should nothing come of the tree.
static bool make_parents(const char *place, char **out_made, char **out_error) {
  for (const char *slash = strchr(place + 1, '/'); slash; slash = strchr(slash + 1, '/')) {
    char *parent = message("%.*s", (int)(slash - place), place);
    bool made = mkdir(parent, 0777) == 0;
    bool ok = made || errno == EEXIST;
    if (!ok) *out_error = message("cannot create the directory '%s': %s", parent, strerror(errno));
    if (made && out_made && !*out_made)
      *out_made = parent;
    else
      free(parent);
    if (!ok) return false;
  }
  return true;
}

static bool write_files(const ptowsp_tree_t *tree, const char *root, char **out_error) {
  for (size_t i = 0; i < tree->files.size; i++) {
    const file_t *file = &tree->files.data[i];
    char *path = message("%s/%s", root, file->path);
    const char *why = NULL;
    if (!make_parents(path, NULL, out_error)) {
      free(path);
      return false;
    }
    bool ok =
        ptowsp_file_write(path, file->text->data ? file->text->data : "", file->text->size, &why);
    if (!ok) *out_error = message("cannot write '%s': %s", file->path, why);
    free(path);
    if (!ok) return false;
  }
  return true;
}

// Puts `fresh` where `directory` is, keeping the old one until the new one stands.
static bool move_into_place(const char *fresh, const char *directory, bool exists,
                            char **out_error) {
  char *former = exists ? message("%s.old", fresh) : NULL;
  bool moved = !exists || rename(directory, former) == 0;
  bool ok = moved && rename(fresh, directory) == 0;
  if (!ok) {
    *out_error = message("cannot put the tree at '%s': %s", directory, strerror(errno));
    if (exists && moved) rename(former, directory);
  } else if (exists) {
    ptowsp_tree_remove(former);
  }
  free(former);
  return ok;
}

bool ptowsp_tree_write(const ptowsp_tree_t *tree, const char *directory, char **out_error) {
  char *place = ptowsp_strdup(directory);
  for (size_t n = strlen(place); n > 1 && place[n - 1] == '/'; n--) place[n - 1] = '\0';
  bool exists;
  char *made = NULL;
  bool ok = may_replace(place, &exists, out_error) && make_parents(place, &made, out_error);
  if (ok) {
    char *fresh = message("%s.XXXXXX", place);
    ok = mkdtemp(fresh) != NULL;
    if (!ok) {
      *out_error = message("cannot create a directory beside '%s': %s", place, strerror(errno));
    } else {
      mode_t mask = umask(0);
      umask(mask);
      ok = chmod(fresh, 0777 & ~mask) == 0;
      if (!ok) *out_error = message("cannot set the mode of '%s': %s", fresh, strerror(errno));
      ok = ok && write_files(tree, fresh, out_error) &&
           move_into_place(fresh, place, exists, out_error);
      if (!ok) ptowsp_tree_remove(fresh);
    }
    free(fresh);
  }
  if (!ok && made) ptowsp_tree_remove(made);
  free(made);
  free(place);
  return ok;
}
