// Runs the import on a stack of its own.
//
// clang and the importer recurse over expressions; libclang's own thread has 8 MiB, which a
// few thousand nested operators use up, and running out of stack is a crash. The memory is
// reserved only: pages are taken as they are touched.
#include <pthread.h>
#include <stdlib.h>

#include "importer.h"

typedef struct {
  void (*run)(void *data);
  void *data;
} job_t;

static void *start(void *argument) {
  const job_t *job = argument;
  job->run(job->data);
  return NULL;
}

static bool start_thread(pthread_t *thread, size_t bytes, job_t *job) {
  pthread_attr_t attributes;
  if (pthread_attr_init(&attributes)) return false;
  bool ok = !pthread_attr_setstacksize(&attributes, bytes) &&
            !pthread_create(thread, &attributes, start, job);
  pthread_attr_destroy(&attributes);
  return ok;
}

void run_on_deep_stack(void (*run)(void *data), void *data) {
  static const char no_threads[] = "LIBCLANG_NOTHREADS"; // libclang stays on our stack
  static const size_t sizes[] = {(size_t)1 << 30, (size_t)256 << 20, (size_t)64 << 20};
  job_t job = {run, data};
  pthread_t thread;
  bool was_set = getenv(no_threads) != NULL;
  if (!was_set) setenv(no_threads, "1", 0);
  bool started = false;
  for (size_t i = 0; i < PTOWSP_COUNTOF(sizes) && !started; i++)
    started = start_thread(&thread, sizes[i], &job);
  if (started)
    pthread_join(thread, NULL);
  else
    run(data);
  if (!was_set) unsetenv(no_threads);
}
