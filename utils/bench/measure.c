// measure N COMMAND ARG…: runs the command N times with its output dropped and prints
// "MEDIAN-MS MIN-MS PEAK-RSS-MB MIN-CPU-MS SYSTEM-MS": elapsed time, then user and system time
// and the system's part of it. The peak is that of the child alone, which is why this is a
// program of its own: a child starts with the high-water mark of the process it came from.
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>

extern char **environ;

static double now_ms(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int compare(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static double ms_of(struct timeval time) {
  return (double)time.tv_sec * 1e3 + (double)time.tv_usec / 1e3;
}

int main(int argc, char **argv) {
  int runs = argc > 2 ? atoi(argv[1]) : 0;
  if (runs < 1) {
    fprintf(stderr, "usage: measure N COMMAND [ARG]...\n");
    return 2;
  }
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_addopen(&actions, 1, "/dev/null", O_WRONLY, 0);
  double *ms = malloc(sizeof(double) * (size_t)runs);
  double least_cpu = 0, system_part = 0;
  long peak_kb = 0;
  for (int i = 0; i < runs; i++) {
    pid_t child;
    int status;
    struct rusage usage;
    double start = now_ms();
    if (posix_spawnp(&child, argv[2], &actions, NULL, argv + 2, environ) != 0 ||
        wait4(child, &status, 0, &usage) < 0 || status != 0) {
      fprintf(stderr, "measure: %s failed\n", argv[2]);
      return 1;
    }
    ms[i] = now_ms() - start;
    double user = ms_of(usage.ru_utime), system = ms_of(usage.ru_stime);
    if (i == 0 || user + system < least_cpu) {
      least_cpu = user + system;
      system_part = system;
    }
    if (usage.ru_maxrss > peak_kb) peak_kb = usage.ru_maxrss;
  }
  qsort(ms, (size_t)runs, sizeof(double), compare);
  printf("%.1f %.1f %.1f %.1f %.1f\n", ms[runs / 2], ms[0], (double)peak_kb / 1024, least_cpu,
         system_part);
  free(ms);
  posix_spawn_file_actions_destroy(&actions);
  return 0;
}
