// Host threads that run kernels while simulated time goes on.
//
// A kernel is handed over when its task is issued and waited for when its completion is
// polled. Consumers are issued after that, so host threads never see a race that the
// dependences do not order, and simulated time never sees the host threads.
#include <pthread.h>
#include <stdlib.h>

#include "model.h"

typedef struct {
  void (*run)(const uint64_t *);
  const uint64_t *args;
  int32_t record;
} job_t;

struct workers {
  pthread_mutex_t lock;
  pthread_cond_t work, ran;
  job_t *jobs; // ring; as many as there are records
  size_t size, head, tail;
  bool *pending; // by record: handed over, not run yet
  bool stop;
  size_t thread_count;
  pthread_t *threads;
};

static void *work(void *data) {
  workers_t *w = data;
  pthread_mutex_lock(&w->lock);
  for (;;) {
    while (w->head == w->tail && !w->stop) pthread_cond_wait(&w->work, &w->lock);
    if (w->head == w->tail) break;
    job_t job = w->jobs[w->tail++ % w->size];
    pthread_mutex_unlock(&w->lock);
    job.run(job.args);
    pthread_mutex_lock(&w->lock);
    w->pending[job.record] = false;
    pthread_cond_broadcast(&w->ran);
  }
  pthread_mutex_unlock(&w->lock);
  return NULL;
}

workers_t *ptowsp_workers_create(size_t threads, size_t window) {
  workers_t *w = ptowsp_calloc(1, sizeof(*w));
  pthread_mutex_init(&w->lock, NULL);
  pthread_cond_init(&w->work, NULL);
  pthread_cond_init(&w->ran, NULL);
  w->size = window;
  w->jobs = ptowsp_calloc(window, sizeof(job_t));
  w->pending = ptowsp_calloc(window, sizeof(bool));
  w->threads = ptowsp_calloc(threads, sizeof(pthread_t));
  // A host that grants fewer threads, or none, still gives the same results.
  for (size_t i = 0; i < threads; i++)
    if (pthread_create(&w->threads[w->thread_count], NULL, work, w) == 0) w->thread_count++;
  return w;
}

void ptowsp_workers_destroy(workers_t *w) {
  pthread_mutex_lock(&w->lock);
  w->stop = true;
  pthread_cond_broadcast(&w->work);
  pthread_mutex_unlock(&w->lock);
  for (size_t i = 0; i < w->thread_count; i++) pthread_join(w->threads[i], NULL);
  pthread_cond_destroy(&w->ran);
  pthread_cond_destroy(&w->work);
  pthread_mutex_destroy(&w->lock);
  free(w->jobs);
  free(w->pending);
  free(w->threads);
  free(w);
}

void ptowsp_workers_start(workers_t *w, int32_t record, void (*run)(const uint64_t *),
                          const uint64_t *args) {
  if (w->thread_count == 0) {
    run(args);
    return;
  }
  pthread_mutex_lock(&w->lock);
  w->jobs[w->head++ % w->size] = (job_t){run, args, record};
  w->pending[record] = true;
  pthread_cond_signal(&w->work);
  pthread_mutex_unlock(&w->lock);
}

void ptowsp_workers_wait(workers_t *w, int32_t record) {
  pthread_mutex_lock(&w->lock);
  while (w->pending[record]) pthread_cond_wait(&w->ran, &w->lock);
  pthread_mutex_unlock(&w->lock);
}
