// Whole files in, whole files out: what is written appears complete or not at all.
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ptowsp/support.h"

static bool read_all(int fd, ptowsp_buffer_t *buffer) {
  for (;;) {
    ptowsp_buffer_reserve(buffer, 1 << 16);
    ssize_t got = read(fd, buffer->data + buffer->size, buffer->capacity - buffer->size - 1);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return false;
    buffer->size += (size_t)got;
    buffer->data[buffer->size] = 0;
    if (got == 0) return true;
  }
}

bool ptowsp_file_read(const char *path, char **out_data, size_t *out_size, const char **out_error) {
  bool is_stdin = strcmp(path, "-") == 0;
  int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    *out_error = strerror(errno);
    return false;
  }
  struct stat info;
  ptowsp_buffer_t buffer = {0};
  if (!is_stdin && fstat(fd, &info) == 0 && S_ISREG(info.st_mode))
    ptowsp_buffer_reserve(&buffer, (size_t)info.st_size + 1);
  bool ok = read_all(fd, &buffer);
  if (!ok) *out_error = strerror(errno);
  if (!is_stdin) close(fd);
  if (!ok) {
    ptowsp_buffer_deinit(&buffer);
    return false;
  }
  *out_data = buffer.data;
  *out_size = buffer.size;
  return true;
}

static bool write_all(int fd, const char *data, size_t size) {
  while (size) {
    ssize_t put = write(fd, data, size);
    if (put < 0 && errno == EINTR) continue;
    if (put < 0) return false;
    data += put;
    size -= (size_t)put;
  }
  return true;
}

// Standard output and anything that is not a regular file cannot be renamed into place.
static bool write_through(int fd, const void *data, size_t size, bool keep_open,
                          const char **out_error) {
  bool ok = write_all(fd, data, size);
  if (!ok) *out_error = strerror(errno);
  if (!keep_open && close(fd) != 0 && ok) {
    *out_error = strerror(errno);
    ok = false;
  }
  return ok;
}

bool ptowsp_file_write(const char *path, const void *data, size_t size, const char **out_error) {
  if (strcmp(path, "-") == 0) return write_through(STDOUT_FILENO, data, size, true, out_error);
  struct stat info;
  bool exists = stat(path, &info) == 0;
  if (exists && !S_ISREG(info.st_mode)) {
    int fd = open(path, O_WRONLY | O_CLOEXEC);
    if (fd < 0) {
      *out_error = strerror(errno);
      return false;
    }
    return write_through(fd, data, size, false, out_error);
  }
  ptowsp_buffer_t beside = {0};
  ptowsp_buffer_printf(&beside, "%s.XXXXXX", path);
  int fd = mkostemp(beside.data, O_CLOEXEC);
  bool ok = fd >= 0;
  if (!ok) *out_error = strerror(errno);
  if (ok) {
    mode_t mask = umask(0);
    umask(mask);
    fchmod(fd, exists ? info.st_mode & 07777 : 0666 & ~mask);
    ok = write_through(fd, data, size, false, out_error);
    if (ok && rename(beside.data, path) != 0) {
      *out_error = strerror(errno);
      ok = false;
    }
    if (!ok) unlink(beside.data);
  }
  ptowsp_buffer_deinit(&beside);
  return ok;
}

static int remove_entry(const char *path, const struct stat *info, int flag, struct FTW *walk) {
  (void)info, (void)flag, (void)walk;
  return remove(path);
}

void ptowsp_tree_remove(const char *path) { nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS); }
