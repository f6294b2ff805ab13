// The task window: a ring of records, and the dependences between the tasks in it.
//
// A task depends on the last writers of what it touches and, where it writes, on the readers
// since. A record is freed, in order, when its task and all readers of its data are done.
#include <stdlib.h>

#include "model.h"

// Boxes nobody in flight touches that are kept to know the longest chain through them.
enum { IDLE_REGIONS = 1 << 17 };

void ptowsp_window_init(model_t *m, size_t window) {
  size_t buffers = ptowsp_expansion_buffer_count(m->expansion);
  m->window = window;
  m->max_args = ptowsp_expansion_max_args(m->expansion);
  m->max_ivs = ptowsp_expansion_max_ivs(m->expansion);
  m->ring = ptowsp_calloc(window, sizeof(record_t));
  if (m->options->buffers) m->words = ptowsp_calloc(window * m->max_args + 1, sizeof(uint64_t));
  if (m->options->trace) m->ivs = ptowsp_calloc(window * m->max_ivs + 1, sizeof(int64_t));
  m->free_edge = -1;
  ptowsp_regions_init(&m->regions, buffers, window * m->max_args, IDLE_REGIONS);
}

void ptowsp_window_deinit(model_t *m) {
  free(m->ring);
  free(m->words);
  free(m->ivs);
  ptowsp_vec_deinit(&m->edges);
  ptowsp_regions_deinit(&m->regions);
  ptowsp_vec_deinit(&m->found);
  ptowsp_vec_deinit(&m->covered);
}

static int32_t new_edge(model_t *m) {
  int32_t i = m->free_edge;
  if (i >= 0) {
    m->free_edge = m->edges.data[i].next_producer;
    return i;
  }
  ptowsp_vec_push(&m->edges, (edge_t){0});
  return (int32_t)m->edges.size - 1;
}

static void depend(model_t *m, int32_t consumer, int32_t producer, bool reads_data) {
  record_t *c = &m->ring[consumer], *p = &m->ring[producer];
  if (producer == consumer || (p->done && !reads_data)) return;
  if (p->marked_by == c->number) {
    edge_t *edge = &m->edges.data[p->marked_edge];
    if (reads_data && !edge->holds) p->holds++;
    edge->holds |= reads_data;
    return;
  }
  int32_t i = new_edge(m);
  m->edges.data[i] = (edge_t){.producer = producer,
                              .consumer = consumer,
                              .next_consumer = p->consumers,
                              .next_producer = c->producers,
                              .counted = !p->done,
                              .holds = reads_data};
  p->consumers = i;
  c->producers = i;
  c->waits += !p->done;
  p->holds += reads_data;
  p->marked_by = c->number;
  p->marked_edge = i;
  m->result->dependences++;
}

static void depend_on_region(model_t *m, int32_t record, const ptowsp_task_arg_t *arg,
                             const region_t *region, uint64_t *path) {
  int32_t args = (int32_t)m->max_args;
  if (region->writer >= 0) depend(m, record, region->writer / args, arg->reads);
  if (region->write_path > *path) *path = region->write_path;
  if (!arg->writes) return;
  for (int32_t i = region->readers; i >= 0; i = m->regions.accesses[i].next)
    depend(m, record, i / args, false);
  if (region->read_path > *path) *path = region->read_path;
}

static bool is_access(const ptowsp_task_arg_t *arg) {
  return arg->buffer >= 0 && (arg->reads || arg->writes);
}

// All arguments are looked up before any is entered: a task does not wait for itself.
static uint64_t find_dependences(model_t *m, int32_t record, const ptowsp_task_t *task) {
  uint64_t path = m->path;
  m->covered.size = 0;
  for (size_t i = 0; i < task->arg_count; i++) {
    const ptowsp_task_arg_t *arg = &task->args[i];
    if (!is_access(arg)) continue;
    m->found.size = 0;
    ptowsp_regions_find(&m->regions, arg, &m->found);
    for (size_t k = 0; k < m->found.size; k++) {
      int32_t region = m->found.data[k];
      depend_on_region(m, record, arg, &m->regions.regions.data[region], &path);
      if (arg->writes && ptowsp_regions_covers(&m->regions, arg, region))
        ptowsp_vec_push(&m->covered, region);
    }
  }
  return path;
}

bool ptowsp_window_writes(model_t *m, const ptowsp_task_arg_t *box) {
  bool writes = false;
  m->found.size = 0;
  ptowsp_regions_find(&m->regions, box, &m->found);
  for (size_t k = 0; k < m->found.size && !writes; k++) {
    const region_t *region = &m->regions.regions.data[m->found.data[k]];
    if (region->write_path > m->path) m->path = region->write_path;
    writes = region->writer >= 0 && !m->ring[region->writer / (int32_t)m->max_args].done;
  }
  return writes;
}

static void enter_accesses(model_t *m, int32_t record, const ptowsp_task_t *task) {
  regions_t *r = &m->regions;
  // A region may be covered by several arguments: it is removed once.
  for (size_t i = 0; i < m->covered.size; i++)
    if (r->regions.data[m->covered.data[i]].class >= 0)
      ptowsp_regions_remove(r, m->covered.data[i]);
  for (size_t i = 0; i < task->arg_count; i++) {
    int32_t access = record * (int32_t)m->max_args + (int32_t)i;
    if (is_access(&task->args[i]))
      ptowsp_regions_enter(r, &task->args[i], access, m->ring[record].path);
    else
      r->accesses[access].region = -1;
  }
}

static void bind_words(model_t *m, int32_t record, const ptowsp_task_t *task) {
  uint64_t *words = &m->words[(size_t)record * m->max_args];
  for (size_t i = 0; i < task->arg_count; i++) {
    const ptowsp_task_arg_t *arg = &task->args[i];
    words[i] = arg->bits;
    if (arg->buffer < 0) continue;
    ptowsp_type_t type = ptowsp_expansion_buffer(m->expansion, (size_t)arg->buffer)->type;
    uint64_t bytes = ptowsp_type_bytes(ptowsp_type_element(type));
    words[i] =
        (uint64_t)(uintptr_t)m->options->buffers[arg->buffer] + (uint64_t)arg->element * bytes;
  }
}

int32_t ptowsp_window_enter(model_t *m, const ptowsp_task_t *task) {
  int32_t i = (int32_t)((size_t)m->head % m->window);
  record_t *record = &m->ring[i];
  *record = (record_t){.number = task->number,
                       .op = task->op,
                       .kernel = task->kernel,
                       .consumers = -1,
                       .producers = -1,
                       .core = -1,
                       .marked_by = -1,
                       .arg_count = (uint16_t)task->arg_count};
  record->path = find_dependences(m, i, task) + m->options->kernels[task->kernel].cycles;
  if (record->path > m->result->critical_path_cycles)
    m->result->critical_path_cycles = record->path;
  enter_accesses(m, i, task);
  if (m->words) bind_words(m, i, task);
  if (m->ivs)
    for (size_t k = 0; k < task->iv_count; k++) m->ivs[(size_t)i * m->max_ivs + k] = task->ivs[k];
  m->head++;
  ptowsp_sim_resource_t *ring = &m->result->resources[PTOWSP_SIM_TASK_RING];
  uint64_t used = (uint64_t)(m->head - m->tail);
  if (used > ring->high_water) ring->high_water = used;
  return i;
}

static void free_records(model_t *m) {
  while (m->tail < m->head) {
    int32_t i = (int32_t)((size_t)m->tail % m->window);
    record_t *record = &m->ring[i];
    if (!record->done || record->holds) return;
    for (int32_t k = 0; k < record->arg_count; k++)
      ptowsp_regions_leave(&m->regions, i * (int32_t)m->max_args + k);
    m->tail++;
  }
}

void ptowsp_window_leave(model_t *m, int32_t i, uint64_t time) {
  record_t *record = &m->ring[i];
  record->done = true;
  for (int32_t e = record->consumers; e >= 0; e = m->edges.data[e].next_consumer) {
    edge_t *edge = &m->edges.data[e];
    if (edge->counted && --m->ring[edge->consumer].waits == 0)
      ptowsp_schedulers_ready(m, edge->consumer, time);
  }
  // Its own producers are done, their lists of consumers walked: the edges can go.
  for (int32_t e = record->producers, next; e >= 0; e = next) {
    edge_t *edge = &m->edges.data[e];
    next = edge->next_producer;
    if (edge->holds) m->ring[edge->producer].holds--;
    edge->next_producer = m->free_edge;
    m->free_edge = e;
  }
  free_records(m);
}
