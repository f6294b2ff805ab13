// Whole files in, whole files out: what is written appears complete or not at all.
#include <errno.h>
#include <fcntl.h>
#include <ftw.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <unistd.h>

#include "ptowsp/support.h"

static bool read_all(int fd, size_t limit, ptowsp_buffer_t *buffer) {
  struct stat info;
  if (fstat(fd, &info) == 0 && S_ISREG(info.st_mode)) {
    if ((uint64_t)info.st_size > limit) return errno = EFBIG, false;
    ptowsp_buffer_reserve(buffer, (size_t)info.st_size + 1);
  }
  for (;;) {
    ptowsp_buffer_reserve(buffer, 1 << 16);
    ssize_t got = read(fd, buffer->data + buffer->size, buffer->capacity - buffer->size - 1);
    if (got < 0 && errno == EINTR) continue;
    if (got < 0) return false;
    buffer->size += (size_t)got;
    buffer->data[buffer->size] = 0;
    if (got == 0) return true;
    if (buffer->size > limit) return errno = EFBIG, false;
  }
}

bool ptowsp_file_read(const char *path, char **out_data, size_t *out_size, const char **out_error) {
  return ptowsp_file_read_up_to(path, PTOWSP_TEXT_FILE_MAX, out_data, out_size, out_error);
}

bool ptowsp_file_read_up_to(const char *path, size_t limit, char **out_data, size_t *out_size,
                            const char **out_error) {
  bool is_stdin = strcmp(path, "-") == 0;
  int fd = is_stdin ? STDIN_FILENO : open(path, O_RDONLY | O_CLOEXEC);
  if (fd < 0) {
    *out_error = strerror(errno);
    return false;
  }
  ptowsp_buffer_t buffer = {0};
  bool ok = read_all(fd, limit, &buffer);
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

static bool map(int fd, ptowsp_text_t *text) {
  enum { WORTH_IT = 1 << 16 }; // below that a copy is cheaper
  struct stat info;
  if (fstat(fd, &info) != 0 || !S_ISREG(info.st_mode) || info.st_size < WORTH_IT) return false;
  size_t size = (size_t)info.st_size;
  void *data = mmap(NULL, size, PROT_READ, MAP_PRIVATE | MAP_POPULATE, fd, 0);
  if (data == MAP_FAILED) return false;
  *text = (ptowsp_text_t){data, size, true};
  return true;
}

bool ptowsp_text_open(const char *path, ptowsp_text_t *out_text, const char **out_error) {
  int fd = strcmp(path, "-") ? open(path, O_RDONLY | O_CLOEXEC) : -1;
  bool is_mapped = fd >= 0 && map(fd, out_text);
  if (fd >= 0) close(fd);
  if (is_mapped) return true;
  char *data;
  size_t size;
  if (!ptowsp_file_read(path, &data, &size, out_error)) return false;
  *out_text = (ptowsp_text_t){data, size, false};
  return true;
}

void ptowsp_text_release(ptowsp_text_t *text) {
  if (text->is_mapped)
    munmap((void *)text->data, text->size);
  else
    free((void *)text->data);
  *text = (ptowsp_text_t){0};
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

struct ptowsp_output {
  char *path;
  char *beside; // NULL: written in place
  int fd;       // -1: closed
};

static ptowsp_output_t *give_up(ptowsp_output_t *output, const char **out_error) {
  *out_error = strerror(errno);
  ptowsp_output_abandon(output);
  return NULL;
}

ptowsp_output_t *ptowsp_output_open(const char *path, const char **out_error) {
  ptowsp_output_t *output = ptowsp_calloc(1, sizeof(*output));
  output->path = ptowsp_strdup(path);
  output->fd = STDOUT_FILENO;
  if (strcmp(path, "-") == 0) return output;
  struct stat info;
  bool exists = stat(path, &info) == 0;
  // What is not a regular file cannot be renamed into place.
  if (exists && !S_ISREG(info.st_mode)) {
    output->fd = open(path, O_WRONLY | O_CLOEXEC);
    return output->fd >= 0 ? output : give_up(output, out_error);
  }
  ptowsp_buffer_t beside = {0};
  ptowsp_buffer_printf(&beside, "%s.XXXXXX", path);
  output->fd = mkostemp(beside.data, O_CLOEXEC);
  if (output->fd < 0) {
    int problem = errno;
    ptowsp_buffer_deinit(&beside);
    errno = problem;
    return give_up(output, out_error);
  }
  output->beside = beside.data;
  mode_t mask = umask(0);
  umask(mask);
  fchmod(output->fd, exists ? info.st_mode & 07777 : 0666 & ~mask);
  return output;
}

bool ptowsp_output_write(ptowsp_output_t *output, const void *data, size_t size,
                         const char **out_error) {
  if (write_all(output->fd, data, size)) return true;
  *out_error = strerror(errno);
  return false;
}

static bool close_output(ptowsp_output_t *output) {
  int fd = output->fd;
  output->fd = -1;
  return fd < 0 || fd == STDOUT_FILENO || close(fd) == 0;
}

bool ptowsp_output_finish(ptowsp_output_t *output, const char **out_error) {
  if (close_output(output)) return true;
  *out_error = strerror(errno);
  return false;
}

bool ptowsp_output_commit(ptowsp_output_t *output, const char **out_error) {
  bool ok = !output->beside || rename(output->beside, output->path) == 0;
  if (!ok) *out_error = strerror(errno);
  if (ok) {
    free(output->beside);
    output->beside = NULL;
  }
  ptowsp_output_abandon(output);
  return ok;
}

void ptowsp_output_abandon(ptowsp_output_t *output) {
  if (!output) return;
  close_output(output);
  if (output->beside) unlink(output->beside);
  free(output->beside);
  free(output->path);
  free(output);
}

bool ptowsp_file_write(const char *path, const void *data, size_t size, const char **out_error) {
  ptowsp_output_t *output = ptowsp_output_open(path, out_error);
  if (!output) return false;
  if (ptowsp_output_write(output, data, size, out_error) && ptowsp_output_finish(output, out_error))
    return ptowsp_output_commit(output, out_error);
  ptowsp_output_abandon(output);
  return false;
}

static int remove_entry(const char *path, const struct stat *info, int flag, struct FTW *walk) {
  (void)info, (void)flag, (void)walk;
  return remove(path);
}

void ptowsp_tree_remove(const char *path) { nftw(path, remove_entry, 16, FTW_DEPTH | FTW_PHYS); }
