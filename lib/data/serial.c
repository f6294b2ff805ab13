// The serial elision as a subprocess; check.h says what for.
//
// A driver that includes the user's file is compiled into a directory of its own. Arrays
// are shared with the running program through memory files, so that nothing is written to disk
// but the program itself.
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <math.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include "ptowsp/check.h"
#include "ptowsp/frontend.h"

extern char **environ;

// The first descriptor of an array in the driver; those below are the standard ones.
enum { FIRST_FD = 3, MAX_MESSAGE_LINES = 40 };

struct ptowsp_serial {
  ptowsp_context_t *context;
  ptowsp_arena_t *arena;
  const char *path;
  const char *workload;
  ptowsp_check_param_t *params;
  size_t param_count;
  bool has_bf16;
  char *directory; // NULL: not made or removed
  char *program;
  char *compiler; // its first word
  pid_t pid;      // of the compiler; 0: not running
  int messages;   // what it says; -1: none
};

// ---------------------------------------------------------------- the driver

static uint64_t array_bytes(ptowsp_type_t type) {
  uint64_t bytes = ptowsp_type_bytes(ptowsp_type_element(type));
  for (size_t i = 0; i < ptowsp_type_rank(type); i++) bytes *= (uint64_t)ptowsp_type_shape(type)[i];
  return bytes;
}

static bool is_array(const ptowsp_check_param_t *param) {
  return ptowsp_type_kind(param->type) == PTOWSP_TYPE_MEMREF;
}

static bool is_bf16(const ptowsp_value_t *value) {
  ptowsp_type_t type = ptowsp_value_type(value);
  if (ptowsp_type_kind(type) == PTOWSP_TYPE_MEMREF) type = ptowsp_type_element(type);
  return ptowsp_type_is_float(type) && ptowsp_type_float_kind(type) == PTOWSP_FLOAT_BF16;
}

static ptowsp_walk_t find_bf16(ptowsp_op_t *op, void *data) {
  (void)data;
  bool found = false;
  for (size_t i = 0; i < ptowsp_op_result_count(op); i++)
    found = found || is_bf16(ptowsp_op_result(op, i));
  ptowsp_block_t *body = ptowsp_op_region_count(op) ? ptowsp_op_body(op) : NULL;
  for (size_t i = 0; body && i < ptowsp_block_arg_count(body); i++)
    found = found || is_bf16(ptowsp_block_arg(body, i));
  return found ? PTOWSP_WALK_INTERRUPT : PTOWSP_WALK_ADVANCE;
}

// C's spelling of a path in quotes.
static void print_quoted(ptowsp_buffer_t *text, const char *path) {
  ptowsp_buffer_putc(text, '"');
  for (; *path; path++) {
    if (*path == '"' || *path == '\\') ptowsp_buffer_putc(text, '\\');
    ptowsp_buffer_putc(text, *path);
  }
  ptowsp_buffer_putc(text, '"');
}

// What clang calls to round to __bf16, and what libraries of gcc 12 and older do not have.
static void print_bf16_support(ptowsp_buffer_t *text) {
  ptowsp_buffer_puts(
      text,
      "\n__bf16 __truncsfbf2(float ptowsp_x) {\n"
      "  unsigned ptowsp_bits, ptowsp_nan = ptowsp_x != ptowsp_x;\n"
      "  __builtin_memcpy(&ptowsp_bits, &ptowsp_x, 4);\n"
      "  ptowsp_bits = ptowsp_nan ? ptowsp_bits | 0x400000u\n"
      "                           : ptowsp_bits + 0x7fffu + (ptowsp_bits >> 16 & 1u);\n"
      "  unsigned short ptowsp_half = (unsigned short)(ptowsp_bits >> 16);\n"
      "  __bf16 ptowsp_result;\n"
      "  __builtin_memcpy(&ptowsp_result, &ptowsp_half, 2);\n"
      "  return ptowsp_result;\n"
      "}\n"
      // To odd in float first: the second rounding then sees that the first one lost something.
      "__bf16 __truncdfbf2(double ptowsp_x) {\n"
      "  float ptowsp_near = (float)ptowsp_x;\n"
      "  unsigned ptowsp_bits;\n"
      "  __builtin_memcpy(&ptowsp_bits, &ptowsp_near, 4);\n"
      "  if ((double)ptowsp_near != ptowsp_x && ptowsp_x == ptowsp_x) {\n"
      "    ptowsp_bits -= __builtin_fabs((double)ptowsp_near) > __builtin_fabs(ptowsp_x);\n"
      "    ptowsp_bits |= 1u;\n"
      "  }\n"
      "  __builtin_memcpy(&ptowsp_near, &ptowsp_bits, 4);\n"
      "  return __truncsfbf2(ptowsp_near);\n"
      "}\n");
}

static void print_number(ptowsp_buffer_t *text, double number) {
  if (isfinite(number))
    ptowsp_buffer_printf(text, "%a", number);
  else
    ptowsp_buffer_printf(text, "%s__builtin_%s", signbit(number) ? "-" : "",
                         isnan(number) ? "nan(\"\")" : "inf()");
}

static void print_driver(const ptowsp_serial_t *s, const char *absolute, ptowsp_buffer_t *text) {
  // The user's file comes first: it sees the headers it asks for and no others. Its macros reach
  // what follows, so that names of our own say whose they are.
  ptowsp_buffer_puts(text, "#define main ptowsp_user_main\n#include ");
  print_quoted(text, absolute);
  if (s->has_bf16) print_bf16_support(text);
  ptowsp_buffer_puts(text,
                     "\n#undef main\n"
                     "#include <sys/mman.h>\n#include <sys/resource.h>\n"
                     "static void *ptowsp_check_map(int ptowsp_fd, unsigned long ptowsp_bytes) {\n"
                     "  void *ptowsp_at = mmap(0, ptowsp_bytes, PROT_READ | PROT_WRITE,\n"
                     "                         MAP_SHARED, ptowsp_fd, 0);\n"
                     "  if (ptowsp_at == MAP_FAILED) __builtin_trap();\n"
                     "  return ptowsp_at;\n"
                     "}\n"
                     "int main(void) {\n"
                     "  struct rlimit ptowsp_stack;\n"
                     "  if (getrlimit(RLIMIT_STACK, &ptowsp_stack) == 0) {\n"
                     "    ptowsp_stack.rlim_cur = ptowsp_stack.rlim_max;\n"
                     "    setrlimit(RLIMIT_STACK, &ptowsp_stack);\n"
                     "  }\n");
  ptowsp_buffer_printf(text, "  %s(", s->workload);
  for (size_t i = 0; i < s->param_count; i++) {
    const ptowsp_check_param_t *param = &s->params[i];
    if (i) ptowsp_buffer_puts(text, ", ");
    if (is_array(param))
      ptowsp_buffer_printf(text, "ptowsp_check_map(%zu, %llu)", FIRST_FD + i,
                           (unsigned long long)array_bytes(param->type));
    else if (ptowsp_type_is_float(param->type))
      print_number(
          text, ptowsp_float_decode(ptowsp_type_float_kind(param->type), (uint64_t)param->scalar));
    else if (param->is_unsigned)
      ptowsp_buffer_printf(text, "%lluull", (unsigned long long)param->scalar);
    else
      ptowsp_buffer_printf(text, "(long long)%lluull", (unsigned long long)param->scalar);
  }
  ptowsp_buffer_puts(text, ");\n  return 0;\n}\n");
}

// ---------------------------------------------------------------- the compiler

typedef PTOWSP_VEC(const char *) words_t;

// Options that every C compiler reads alike; `*takes_next` if the value is the next word.
static bool is_common_option(const char *word, bool *takes_next) {
  static const char *const joined[] = {"-D", "-U", "-I"};
  static const char *const separate[] = {"-include", "-isystem", "-iquote", "-idirafter"};
  *takes_next = false;
  for (size_t i = 0; i < PTOWSP_COUNTOF(joined); i++)
    if (strncmp(word, joined[i], 2) == 0) {
      *takes_next = word[2] == '\0';
      return true;
    }
  for (size_t i = 0; i < PTOWSP_COUNTOF(separate); i++)
    if (strcmp(word, separate[i]) == 0) return *takes_next = true;
  return strncmp(word, "-std=", 5) == 0;
}

static void add_user_options(words_t *words, const char *const *args, size_t count) {
  for (size_t i = 0; i < count; i++) {
    bool takes_next;
    if (!is_common_option(args[i], &takes_next)) continue;
    ptowsp_vec_push(words, args[i]);
    if (takes_next && i + 1 < count) ptowsp_vec_push(words, args[++i]);
  }
}

static bool in_path(ptowsp_serial_t *s, const char *program) {
  const char *path = getenv("PATH");
  if (!path) return false;
  char *rest = ptowsp_arena_strdup(s->arena, ptowsp_str(path));
  for (char *directory; (directory = strsep(&rest, ":"));)
    if (access(ptowsp_arena_printf(s->arena, "%s/%s", directory, program), X_OK) == 0) return true;
  return false;
}

// The machine's compiler may be a gcc without __bf16 (12 and older); a clang has it.
static const char *default_compiler(ptowsp_serial_t *s) {
  static const char *const with_bf16[] = {"clang-22", "clang"};
  for (size_t i = 0; i < PTOWSP_COUNTOF(with_bf16) && s->has_bf16; i++)
    if (in_path(s, with_bf16[i])) return with_bf16[i];
  return "cc";
}

// $CC split at spaces, or the machine's compiler.
static void add_compiler(ptowsp_serial_t *s, words_t *words) {
  const char *from = getenv("CC");
  while (from && *from == ' ') from++;
  if (!from || !*from) from = default_compiler(s);
  for (char *word = strtok(ptowsp_arena_strdup(s->arena, ptowsp_str(from)), " "); word;
       word = strtok(NULL, " "))
    ptowsp_vec_push(words, word);
}

static bool is_clang(const char *compiler) {
  const char *name = strrchr(compiler, '/');
  return strstr(name ? name : compiler, "clang") != NULL;
}

static void add_options(ptowsp_serial_t *s, words_t *words, const char *source) {
  static const char *const options[] = {
      "-std=gnu17",        "-O2", "-w", "-D_GNU_SOURCE",
      "-ffp-contract=off", // one rounding an operation
      "-fno-builtin",      // elementary functions from the C library, never folded
  };
  for (size_t i = 0; i < PTOWSP_COUNTOF(options); i++) ptowsp_vec_push(words, options[i]);
  // Expressions of 16-bit floats are evaluated in f32 and rounded where they are stored, as the
  // importer reads them; clang does so anyway and does not know the option in all versions.
  if (!is_clang(s->compiler)) ptowsp_vec_push(words, "-fexcess-precision=standard");
  // gcc takes 0.0f - (float)i for -(float)i, which is -0 where i is 0, unless roundings may change.
  if (!is_clang(s->compiler)) ptowsp_vec_push(words, "-frounding-math");
  ptowsp_vec_push(words, "-I");
  ptowsp_vec_push(words, ptowsp_include_dir());
  ptowsp_vec_push(words, "-o");
  ptowsp_vec_push(words, s->program);
  ptowsp_vec_push(words, source);
}

static bool fail(ptowsp_serial_t *s, const char *what, int error) {
  ptowsp_error(s->context, PTOWSP_LOC_UNKNOWN, "serial elision: %s: %s", what, strerror(error));
  return false;
}

static bool make_directory(ptowsp_serial_t *s) {
  const char *parent = getenv("TMPDIR");
  if (!parent || !*parent) parent = "/tmp";
  char *directory = ptowsp_arena_printf(s->arena, "%s/ptowsp-XXXXXX", parent);
  if (!mkdtemp(directory))
    return fail(s, ptowsp_arena_printf(s->arena, "cannot make a directory in '%s'", parent), errno);
  s->directory = directory;
  s->program = ptowsp_arena_printf(s->arena, "%s/serial", directory);
  return true;
}

static bool write_driver(ptowsp_serial_t *s, const char *source, const char *absolute) {
  ptowsp_buffer_t text = {0};
  print_driver(s, absolute, &text);
  const char *error;
  bool ok = ptowsp_file_write(source, text.data, text.size, &error);
  if (!ok) ptowsp_error(s->context, PTOWSP_LOC_UNKNOWN, "cannot write '%s': %s", source, error);
  ptowsp_buffer_deinit(&text);
  return ok;
}

// Runs a program with its standard error in `messages` and no other descriptor of ours but
// `fds`, which become FIRST_FD and up (-1: none).
static int spawn(pid_t *pid, const char *const *words, int messages, const int *fds,
                 size_t fd_count) {
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, messages, 1);
  posix_spawn_file_actions_adddup2(&actions, messages, 2);
  for (size_t i = 0; i < fd_count; i++)
    if (fds[i] >= 0) posix_spawn_file_actions_adddup2(&actions, fds[i], (int)(FIRST_FD + i));
  int error = posix_spawnp(pid, words[0], &actions, NULL, (char *const *)words, environ);
  posix_spawn_file_actions_destroy(&actions);
  return error;
}

static bool start_compiler(ptowsp_serial_t *s, const char *const *clang_args, size_t count) {
  char absolute[PATH_MAX];
  if (!realpath(s->path, absolute)) return fail(s, s->path, errno);
  if (strpbrk(absolute, "\"\\\n")) {
    ptowsp_error(s->context, PTOWSP_LOC_UNKNOWN,
                 "serial elision: no #include can name '%s'; take quotes, backslashes and line "
                 "ends out of the path",
                 absolute);
    return false;
  }
  if (!make_directory(s)) return false;
  char *source = ptowsp_arena_printf(s->arena, "%s/serial.c", s->directory);
  if (!write_driver(s, source, absolute)) return false;
  s->messages = memfd_create("messages", MFD_CLOEXEC);
  if (s->messages < 0) return fail(s, "cannot make a memory file", errno);
  words_t words = {0};
  add_compiler(s, &words);
  s->compiler = ptowsp_arena_strdup(s->arena, ptowsp_str(words.data[0]));
  add_options(s, &words, source);
  add_user_options(&words, clang_args, count);
  ptowsp_vec_push(&words, "-lm");
  ptowsp_vec_push(&words, NULL);
  int error = spawn(&s->pid, words.data, s->messages, NULL, 0);
  ptowsp_vec_deinit(&words);
  if (!error) return true;
  s->pid = 0;
  return fail(s, ptowsp_arena_printf(s->arena, "cannot run the C compiler '%s'", s->compiler),
              error);
}

ptowsp_serial_t *ptowsp_serial_start(ptowsp_context_t *context, const char *path,
                                     ptowsp_op_t *workload, const ptowsp_check_param_t *params,
                                     size_t param_count, const char *const *clang_args,
                                     size_t clang_arg_count) {
  ptowsp_serial_t *s = ptowsp_calloc(1, sizeof(*s));
  s->context = context;
  s->arena = ptowsp_arena_create();
  s->path = ptowsp_arena_strdup(s->arena, ptowsp_str(path));
  s->workload = ptowsp_arena_strdup(s->arena, ptowsp_op_symbol(workload));
  s->has_bf16 = !ptowsp_walk_pre(ptowsp_op_parent(workload), find_bf16, NULL);
  s->params = ptowsp_arena_copy(s->arena, params, param_count * sizeof(params[0]));
  s->param_count = param_count;
  s->messages = -1;
  for (size_t i = 0; i < param_count; i++)
    s->params[i].name = ptowsp_arena_strdup(s->arena, ptowsp_str(params[i].name));
  if (start_compiler(s, clang_args, clang_arg_count)) return s;
  ptowsp_serial_destroy(s);
  return NULL;
}

// ---------------------------------------------------------------- running

// Waits; true if the process ended with status 0, else false and how it ended.
static bool wait_for(pid_t pid, ptowsp_buffer_t *how) {
  int status;
  while (waitpid(pid, &status, 0) < 0)
    if (errno != EINTR) {
      ptowsp_buffer_printf(how, "was lost: %s", strerror(errno));
      return false;
    }
  if (WIFEXITED(status) && WEXITSTATUS(status) == 0) return true;
  if (WIFEXITED(status))
    ptowsp_buffer_printf(how, "ended with status %d", WEXITSTATUS(status));
  else
    ptowsp_buffer_printf(how, "was ended by signal %d (%s)", WTERMSIG(status),
                         strsignal(WTERMSIG(status)));
  return false;
}

// What the process wrote, a note a line.
static void note_messages(ptowsp_serial_t *s) {
  ptowsp_buffer_t text = {0};
  char chunk[4096];
  ssize_t got;
  for (off_t at = 0; (got = pread(s->messages, chunk, sizeof(chunk), at)) > 0; at += got)
    ptowsp_buffer_append(&text, chunk, (size_t)got);
  size_t lines = 0;
  char *rest = text.data;
  for (char *line; rest && (line = strsep(&rest, "\n")) && lines < MAX_MESSAGE_LINES;)
    if (*line) {
      ptowsp_note(s->context, PTOWSP_LOC_UNKNOWN, "%s", line);
      lines++;
    }
  ptowsp_buffer_deinit(&text);
}

static bool finish_compiler(ptowsp_serial_t *s) {
  if (!s->pid) return true;
  ptowsp_buffer_t how = {0};
  bool ok = wait_for(s->pid, &how);
  s->pid = 0;
  if (!ok) {
    ptowsp_error(s->context, PTOWSP_LOC_UNKNOWN, "serial elision: the C compiler '%s' %s on '%s'",
                 s->compiler, how.data, s->path);
    note_messages(s);
  }
  ptowsp_buffer_deinit(&how);
  return ok;
}

static bool write_all(int fd, const char *data, uint64_t bytes) {
  while (bytes) {
    size_t chunk = bytes < (1u << 30) ? (size_t)bytes : 1u << 30;
    ssize_t done = write(fd, data, chunk);
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) return false;
    data += done;
    bytes -= (uint64_t)done;
  }
  return true;
}

static bool read_all(int fd, char *data, uint64_t bytes) {
  for (uint64_t at = 0; at < bytes;) {
    uint64_t left = bytes - at;
    ssize_t done = pread(fd, data + at, left < (1u << 30) ? left : 1u << 30, (off_t)at);
    if (done < 0 && errno == EINTR) continue;
    if (done <= 0) return false;
    at += (uint64_t)done;
  }
  return true;
}

// Memory files with the arrays' contents. They are numbered behind the descriptors the
// driver gets, so that placing one there never closes another.
static bool share_arrays(ptowsp_serial_t *s, void *const *arrays, int *fds) {
  for (size_t i = 0; i < s->param_count; i++) {
    if (!is_array(&s->params[i])) continue;
    int fd = memfd_create("array", MFD_CLOEXEC);
    if (fd < 0) return fail(s, "cannot make a memory file", errno);
    fds[i] = fcntl(fd, F_DUPFD_CLOEXEC, (int)(FIRST_FD + s->param_count));
    close(fd);
    if (fds[i] < 0) return fail(s, "cannot make a memory file", errno);
    if (!write_all(fds[i], arrays[i], array_bytes(s->params[i].type)))
      return fail(s, "cannot fill a memory file", errno);
  }
  return true;
}

static bool run_program(ptowsp_serial_t *s, const int *fds) {
  if (ftruncate(s->messages, 0) || lseek(s->messages, 0, SEEK_SET) < 0)
    return fail(s, "cannot reuse a memory file", errno);
  const char *words[] = {s->program, NULL};
  pid_t pid;
  int error = spawn(&pid, words, s->messages, fds, s->param_count);
  if (error) return fail(s, "cannot run the compiled program", error);
  // It runs without its file from here on: less is left behind should we be interrupted.
  ptowsp_tree_remove(s->directory);
  s->directory = NULL;
  ptowsp_buffer_t how = {0};
  bool ok = wait_for(pid, &how);
  if (!ok) {
    ptowsp_error(s->context, PTOWSP_LOC_UNKNOWN, "serial elision: '%s' as a plain C program %s",
                 s->path, how.data);
    note_messages(s);
  }
  ptowsp_buffer_deinit(&how);
  return ok;
}

bool ptowsp_serial_run(ptowsp_serial_t *s, void *const *arrays) {
  if (!finish_compiler(s)) return false;
  int *fds = PTOWSP_ARENA_NEW(s->arena, int, s->param_count + 1);
  for (size_t i = 0; i < s->param_count; i++) fds[i] = -1;
  bool ok = share_arrays(s, arrays, fds) && run_program(s, fds);
  for (size_t i = 0; i < s->param_count; i++) {
    if (fds[i] < 0) continue;
    if (ok && !read_all(fds[i], arrays[i], array_bytes(s->params[i].type)))
      ok = fail(s, "cannot read a memory file", errno);
    close(fds[i]);
  }
  return ok;
}

void ptowsp_serial_destroy(ptowsp_serial_t *s) {
  if (!s) return;
  if (s->pid) {
    kill(s->pid, SIGKILL);
    while (waitpid(s->pid, NULL, 0) < 0 && errno == EINTR) continue;
  }
  if (s->messages >= 0) close(s->messages);
  if (s->directory) ptowsp_tree_remove(s->directory);
  ptowsp_arena_destroy(s->arena);
  free(s);
}
