#include "regions.h"

#include <stdlib.h>
#include <string.h>

void ptowsp_regions_init(regions_t *r, size_t buffers, size_t accesses, size_t idle_limit) {
  *r = (regions_t){.free = -1, .oldest = -1, .newest = -1, .idle_limit = idle_limit};
  r->bucket_count = 1024;
  r->buckets = ptowsp_malloc(r->bucket_count * sizeof(int32_t));
  memset(r->buckets, 0xff, r->bucket_count * sizeof(int32_t));
  r->buffer_classes = ptowsp_malloc((buffers + 1) * sizeof(int32_t));
  memset(r->buffer_classes, 0xff, (buffers + 1) * sizeof(int32_t));
  // Filled as tasks come: pages a short run never reaches stay untouched.
  r->accesses = ptowsp_calloc(accesses + 1, sizeof(access_t));
}

void ptowsp_regions_deinit(regions_t *r) {
  ptowsp_vec_deinit(&r->regions);
  ptowsp_vec_deinit(&r->classes);
  free(r->buckets);
  free(r->buffer_classes);
  free(r->accesses);
}

// ---------------------------------------------------------------- cells

static int64_t floor_divide(int64_t a, int64_t b) {
  int64_t q = a / b;
  return q - (a % b < 0);
}

static uint64_t mix(uint64_t hash, uint64_t value) {
  hash = (hash ^ value) * UINT64_C(0x9e3779b97f4a7c15);
  return hash ^ (hash >> 29);
}

static uint64_t cell_hash(int32_t class, const int64_t *cell, int32_t rank) {
  uint64_t hash = mix(UINT64_C(0x243f6a8885a308d3), (uint64_t)class);
  for (int32_t d = 0; d < rank; d++) hash = mix(hash, (uint64_t)cell[d]);
  return hash;
}

static int32_t *bucket_of(const regions_t *r, uint64_t cell) {
  return &r->buckets[cell & (r->bucket_count - 1)];
}

static void grow_buckets(regions_t *r) {
  free(r->buckets);
  r->bucket_count *= 2;
  r->buckets = ptowsp_malloc(r->bucket_count * sizeof(int32_t));
  memset(r->buckets, 0xff, r->bucket_count * sizeof(int32_t));
  for (size_t i = 0; i < r->regions.size; i++) {
    region_t *region = &r->regions.data[i];
    if (region->class < 0) continue;
    int32_t *bucket = bucket_of(r, region->cell);
    region->chain = *bucket;
    *bucket = (int32_t)i;
  }
}

static int32_t class_of(regions_t *r, const ptowsp_task_arg_t *arg) {
  size_t bytes = (size_t)arg->rank * sizeof(int64_t);
  for (int32_t i = r->buffer_classes[arg->buffer]; i >= 0; i = r->classes.data[i].next)
    if (memcmp(r->classes.data[i].size, arg->size, bytes) == 0) return i;
  region_class_t class = {.buffer = arg->buffer, .rank = arg->rank, .first = -1};
  for (int32_t d = 0; d < arg->rank; d++) {
    class.size[d] = arg->size[d];
    class.aligned[d] = true;
  }
  class.next = r->buffer_classes[arg->buffer];
  ptowsp_vec_push(&r->classes, class);
  return r->buffer_classes[arg->buffer] = (int32_t)r->classes.size - 1;
}

// ---------------------------------------------------------------- search

static bool overlaps(const region_t *region, const region_class_t *class,
                     const ptowsp_task_arg_t *arg) {
  for (int32_t d = 0; d < class->rank; d++)
    if (region->low[d] >= arg->low[d] + arg->size[d] ||
        arg->low[d] >= region->low[d] + class->size[d])
      return false;
  return true;
}

static void find_in_list(regions_t *r, const region_class_t *class, const ptowsp_task_arg_t *arg,
                         region_list_t *out) {
  for (int32_t i = class->first; i >= 0; i = r->regions.data[i].next)
    if (overlaps(&r->regions.data[i], class, arg)) ptowsp_vec_push(out, i);
}

static void find_in_cell(regions_t *r, int32_t class, const int64_t *cell,
                         const ptowsp_task_arg_t *arg, region_list_t *out) {
  const region_class_t *c = &r->classes.data[class];
  uint64_t hash = cell_hash(class, cell, c->rank);
  for (int32_t i = *bucket_of(r, hash); i >= 0; i = r->regions.data[i].chain) {
    region_t *region = &r->regions.data[i];
    // Two cells may share a hash; an entry is still met once.
    if (region->cell != hash || region->class != class || region->visited == r->query) continue;
    region->visited = r->query;
    if (overlaps(region, c, arg)) ptowsp_vec_push(out, i);
  }
}

static void find_in_class(regions_t *r, int32_t class, const ptowsp_task_arg_t *arg,
                          region_list_t *out) {
  const region_class_t *c = &r->classes.data[class];
  int64_t first[PTOWSP_MAX_RANK], last[PTOWSP_MAX_RANK], cell[PTOWSP_MAX_RANK];
  uint64_t cells = 1;
  for (int32_t d = 0; d < c->rank; d++) {
    int64_t reach = c->aligned[d] ? 0 : c->size[d] - 1;
    first[d] = cell[d] = floor_divide(arg->low[d] - reach, c->size[d]);
    last[d] = floor_divide(arg->low[d] + arg->size[d] - 1, c->size[d]);
    cells *= (uint64_t)(last[d] - first[d] + 1);
    if (cells > c->count) {
      find_in_list(r, c, arg, out);
      return;
    }
  }
  for (;;) {
    find_in_cell(r, class, cell, arg, out);
    int32_t d = c->rank - 1;
    for (; d >= 0 && cell[d] == last[d]; d--) cell[d] = first[d];
    if (d < 0) return;
    cell[d]++;
  }
}

void ptowsp_regions_find(regions_t *r, const ptowsp_task_arg_t *arg, region_list_t *out) {
  r->query++;
  for (int32_t i = r->buffer_classes[arg->buffer]; i >= 0; i = r->classes.data[i].next)
    find_in_class(r, i, arg, out);
}

bool ptowsp_regions_covers(const regions_t *r, const ptowsp_task_arg_t *arg, int32_t region) {
  const region_t *e = &r->regions.data[region];
  const region_class_t *class = &r->classes.data[e->class];
  for (int32_t d = 0; d < class->rank; d++)
    if (e->low[d] < arg->low[d] || e->low[d] + class->size[d] > arg->low[d] + arg->size[d])
      return false;
  return true;
}

// ---------------------------------------------------------------- entries

static void leave_idle(regions_t *r, region_t *region) {
  if (!region->idle) return;
  region->idle = false;
  r->idle_count--;
  if (region->older >= 0)
    r->regions.data[region->older].newer = region->newer;
  else
    r->oldest = region->newer;
  if (region->newer >= 0)
    r->regions.data[region->newer].older = region->older;
  else
    r->newest = region->older;
}

static void join_idle(regions_t *r, int32_t i) {
  region_t *region = &r->regions.data[i];
  if (region->idle || region->writer >= 0 || region->readers >= 0) return;
  region->idle = true;
  region->older = r->newest;
  region->newer = -1;
  if (r->newest >= 0)
    r->regions.data[r->newest].newer = i;
  else
    r->oldest = i;
  r->newest = i;
  if (++r->idle_count <= r->idle_limit) return;
  r->forgot = true;
  ptowsp_regions_remove(r, r->oldest);
}

static void detach_readers(regions_t *r, region_t *region) {
  for (int32_t i = region->readers; i >= 0; i = r->accesses[i].next) r->accesses[i].region = -1;
  region->readers = -1;
}

static void detach_writer(regions_t *r, region_t *region) {
  if (region->writer >= 0) r->accesses[region->writer].region = -1;
  region->writer = -1;
}

void ptowsp_regions_remove(regions_t *r, int32_t i) {
  region_t *region = &r->regions.data[i];
  region_class_t *class = &r->classes.data[region->class];
  detach_readers(r, region);
  detach_writer(r, region);
  leave_idle(r, region);
  if (region->previous >= 0)
    r->regions.data[region->previous].next = region->next;
  else
    class->first = region->next;
  if (region->next >= 0) r->regions.data[region->next].previous = region->previous;
  class->count--;
  int32_t *link = bucket_of(r, region->cell);
  while (*link != i) link = &r->regions.data[*link].chain;
  *link = region->chain;
  region->class = -1;
  region->chain = r->free;
  r->free = i;
  r->region_count--;
}

static int32_t new_region(regions_t *r) {
  if (++r->region_count > r->bucket_count) grow_buckets(r);
  int32_t i = r->free;
  if (i >= 0) {
    r->free = r->regions.data[i].chain;
    return i;
  }
  ptowsp_vec_push(&r->regions, (region_t){.class = -1});
  return (int32_t)r->regions.size - 1;
}

// The entry of exactly this box, made if there is none.
static int32_t region_of(regions_t *r, const ptowsp_task_arg_t *arg) {
  int32_t class = class_of(r, arg);
  region_class_t *c = &r->classes.data[class];
  int64_t cell[PTOWSP_MAX_RANK];
  for (int32_t d = 0; d < c->rank; d++) {
    cell[d] = arg->low[d] / c->size[d];
    if (cell[d] * c->size[d] != arg->low[d]) c->aligned[d] = false;
  }
  uint64_t hash = cell_hash(class, cell, c->rank);
  size_t bytes = (size_t)c->rank * sizeof(int64_t);
  for (int32_t i = *bucket_of(r, hash); i >= 0; i = r->regions.data[i].chain) {
    const region_t *region = &r->regions.data[i];
    if (region->class == class && memcmp(region->low, arg->low, bytes) == 0) return i;
  }
  int32_t i = new_region(r);
  int32_t *bucket = bucket_of(r, hash);
  region_t *region = &r->regions.data[i];
  *region = (region_t){.cell = hash,
                       .class = class,
                       .chain = *bucket,
                       .previous = -1,
                       .next = c->first,
                       .writer = -1,
                       .readers = -1};
  memcpy(region->low, arg->low, bytes);
  *bucket = i;
  if (c->first >= 0) r->regions.data[c->first].previous = i;
  c->first = i;
  c->count++;
  return i;
}

void ptowsp_regions_enter(regions_t *r, const ptowsp_task_arg_t *arg, int32_t access,
                          uint64_t path) {
  int32_t i = region_of(r, arg);
  region_t *region = &r->regions.data[i];
  access_t *a = &r->accesses[access];
  leave_idle(r, region);
  *a = (access_t){.region = i, .previous = -1, .next = -1};
  if (arg->writes) {
    detach_readers(r, region);
    detach_writer(r, region);
    region->writer = access;
    region->write_path = path;
    region->read_path = 0;
    return;
  }
  a->next = region->readers;
  if (a->next >= 0) r->accesses[a->next].previous = access;
  region->readers = access;
  if (path > region->read_path) region->read_path = path;
}

void ptowsp_regions_leave(regions_t *r, int32_t access) {
  access_t *a = &r->accesses[access];
  int32_t i = a->region;
  if (i < 0) return;
  a->region = -1;
  region_t *region = &r->regions.data[i];
  if (region->writer == access) {
    region->writer = -1;
  } else {
    if (a->previous >= 0)
      r->accesses[a->previous].next = a->next;
    else
      region->readers = a->next;
    if (a->next >= 0) r->accesses[a->next].previous = a->previous;
  }
  join_idle(r, i);
}
