// Who accessed what last: the regions of all buffers, with the tasks in flight that touch them.
//
// An entry is a box of a buffer with its last writer and the readers since. Entries of one
// buffer with equal extents form a class and are hashed by the cell their low corner lies
// in, cells being as large as the boxes; a query looks into the cells that can hold an
// overlapping box, or walks the class when that is shorter. So overlap is exact at the cost
// of the matches, whatever offsets and extents meet.
//
// An entry goes when a later write covers it. One without a task in flight still tells how
// long a chain of tasks ends in it; of these the oldest are forgotten beyond a bound.
#ifndef PTOWSP_SIM_REGIONS_H
#define PTOWSP_SIM_REGIONS_H

#include "ptowsp/expand.h"

typedef struct {
  int64_t low[PTOWSP_MAX_RANK];
  uint64_t cell;                  // hash of class and cell
  uint64_t write_path, read_path; // longest chains ending in the writer, in a reader
  uint64_t visited;               // number of the last query that met it
  int32_t class;                  // -1: free
  int32_t chain;                  // next in its bucket, or in the free list
  int32_t previous, next;         // in its class
  int32_t older, newer;           // among the entries without a task in flight
  int32_t writer;                 // access number; -1: none in flight
  int32_t readers;                // list of accesses
  bool idle;
} region_t;

// An access of a task in flight; number = record * accesses per record + argument.
typedef struct {
  int32_t region;         // -1: none any more
  int32_t previous, next; // among the readers
} access_t;

typedef struct {
  int32_t buffer, rank;
  int64_t size[PTOWSP_MAX_RANK];
  bool aligned[PTOWSP_MAX_RANK]; // every low corner is a multiple of the size
  int32_t first;                 // its entries
  size_t count;
  int32_t next; // class of the same buffer
} region_class_t;

typedef struct {
  PTOWSP_VEC(region_t) regions;
  PTOWSP_VEC(region_class_t) classes;
  int32_t *buckets;
  size_t bucket_count, region_count;
  int32_t free;
  int32_t *buffer_classes; // first class of each buffer
  access_t *accesses;
  uint64_t query;
  int32_t oldest, newest; // idle entries
  size_t idle_count, idle_limit;
  bool forgot; // an idle entry has been dropped: chains are lower bounds from here on
} regions_t;

typedef PTOWSP_VEC(int32_t) region_list_t;

void ptowsp_regions_init(regions_t *r, size_t buffers, size_t accesses, size_t idle_limit);
void ptowsp_regions_deinit(regions_t *r);
// The entries that overlap the argument's box, each once, appended to `out`.
void ptowsp_regions_find(regions_t *r, const ptowsp_task_arg_t *arg, region_list_t *out);
// Whether the argument's box holds all of the entry's.
bool ptowsp_regions_covers(const regions_t *r, const ptowsp_task_arg_t *arg, int32_t region);
void ptowsp_regions_remove(regions_t *r, int32_t region);
// Enters an access with the length of the chain that ends in its task.
void ptowsp_regions_enter(regions_t *r, const ptowsp_task_arg_t *arg, int32_t access,
                          uint64_t path);
// The access's task is no longer in flight.
void ptowsp_regions_leave(regions_t *r, int32_t access);

#endif
