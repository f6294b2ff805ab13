// Where <ptowsp/ptowsp.h> is.
#include <limits.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "ptowsp/frontend.h"

static char directory[PATH_MAX + 32];

static bool has_header(const char *path) {
  char header[PATH_MAX + 64];
  int length = snprintf(header, sizeof header, "%s/ptowsp/ptowsp.h", path);
  return length > 0 && (size_t)length < sizeof header && access(header, R_OK) == 0;
}

// PREFIX/bin/tool has its headers in PREFIX/include.
static bool find_beside_executable(void) {
  char path[PATH_MAX];
  ssize_t length = readlink("/proc/self/exe", path, sizeof path - 1);
  if (length <= 0) return false;
  path[length] = 0;
  for (int i = 0; i < 2; i++) {
    char *slash = strrchr(path, '/');
    if (!slash) return false;
    *slash = 0;
  }
  snprintf(directory, sizeof directory, "%s/include", path);
  return has_header(directory);
}

static void find_directory(void) {
  const char *chosen = getenv("PTOWSP_INCLUDE_DIR");
  if (chosen && *chosen && strlen(chosen) < sizeof directory)
    strcpy(directory, chosen);
  else if (!find_beside_executable())
    snprintf(directory, sizeof directory, "%s", PTOWSP_INCLUDE_DIR);
}

const char *ptowsp_include_dir(void) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  pthread_once(&once, find_directory);
  return directory;
}
