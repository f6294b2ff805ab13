// Locations that are more than a place in a file. A ptowsp_loc_t holds one place; the high bit of
// its file says that a whole structure stands behind, at an index of the context's table.
//
//   kind      pointers                integers
//   UNKNOWN
//   FILE                              file, line, column, end line (0: a point), end column
//   NAME      text, location          size
//   CALLSITE  callee, caller
//   FUSED     metadata, locations
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "context_internal.h"

enum { UNKNOWN_FILE = 0 };
#define STRUCTURED UINT32_C(0x80000000)

static ptowsp_attr_t intern(ptowsp_context_t *context, ptowsp_location_kind_t kind,
                            const void *const *pointers, size_t pointer_count,
                            const int64_t *integers, size_t integer_count) {
  ptowsp_node_t key = {.kind = PTOWSP_ATTR_LOCATION,
                       .is_attr = 1,
                       .a = kind,
                       .pointers = pointers,
                       .pointer_count = (uint32_t)pointer_count,
                       .integers = integers,
                       .integer_count = (uint32_t)integer_count};
  return (ptowsp_attr_t)ptowsp_node_intern(context, key);
}

// ---------------------------------------------------------------- the table

// Gives a structure its place in the table.
static ptowsp_attr_t keep(ptowsp_context_t *context, ptowsp_attr_t attr, ptowsp_loc_t place) {
  place.file = ptowsp_loc_file(context, place);
  if (context->shared) pthread_mutex_lock(&context->lock);
  if (ptowsp_numbering_enter(&context->locations, attr) == context->places.size)
    ptowsp_vec_push(&context->places, place);
  if (context->shared) pthread_mutex_unlock(&context->lock);
  return attr;
}

static ptowsp_loc_t look_up(ptowsp_context_t *context, ptowsp_attr_t attr) {
  if (context->shared) pthread_mutex_lock(&context->lock);
  uint32_t index = ptowsp_numbering_find(&context->locations, attr);
  ptowsp_loc_t place = context->places.data[index];
  if (context->shared) pthread_mutex_unlock(&context->lock);
  place.file = STRUCTURED | index;
  return place;
}

bool ptowsp_loc_is_structured(ptowsp_loc_t loc) { return loc.file & STRUCTURED; }

uint32_t ptowsp_loc_file(const ptowsp_context_t *context, ptowsp_loc_t loc) {
  if (!(loc.file & STRUCTURED)) return loc.file;
  return context->places.data[loc.file & ~STRUCTURED].file;
}

// ---------------------------------------------------------------- making them

ptowsp_attr_t ptowsp_location_unknown(ptowsp_context_t *context) {
  return intern(context, PTOWSP_LOCATION_UNKNOWN, NULL, 0, NULL, 0);
}

static bool is_plain(const int64_t *i) { return !i[3] || (i[3] == i[1] && i[4] > i[2]); }

ptowsp_attr_t ptowsp_location_file(ptowsp_context_t *context, uint32_t file, uint32_t line,
                                   uint32_t column, uint32_t end_line, uint32_t end_column) {
  int64_t integers[] = {file, line, column, end_line, end_line ? end_column : 0};
  ptowsp_attr_t attr = intern(context, PTOWSP_LOCATION_FILE, NULL, 0, integers, 5);
  if (is_plain(integers)) return attr;
  return keep(context, attr, (ptowsp_loc_t){file, line, column, 0});
}

ptowsp_attr_t ptowsp_location_name(ptowsp_context_t *context, ptowsp_str_t name,
                                   ptowsp_attr_t child) {
  const void *pointers[] = {ptowsp_intern(context, name), child};
  int64_t size = (int64_t)name.size;
  ptowsp_attr_t attr = intern(context, PTOWSP_LOCATION_NAME, pointers, 2, &size, 1);
  return keep(context, attr, ptowsp_attr_loc(child));
}

ptowsp_attr_t ptowsp_location_callsite(ptowsp_context_t *context, ptowsp_attr_t callee,
                                       ptowsp_attr_t caller) {
  const void *pointers[] = {callee, caller};
  ptowsp_attr_t attr = intern(context, PTOWSP_LOCATION_CALLSITE, pointers, 2, NULL, 0);
  ptowsp_loc_t place = ptowsp_attr_loc(callee);
  return keep(context, attr, ptowsp_loc_file(context, place) ? place : ptowsp_attr_loc(caller));
}

typedef PTOWSP_VEC(const void *) parts_t;

static void add_part(parts_t *parts, ptowsp_attr_t part) {
  if (ptowsp_location_kind(part) != PTOWSP_LOCATION_UNKNOWN)
    ptowsp_vec_push(parts, (const void *)part);
}

typedef struct {
  const void *part;
  size_t index;
} numbered_t;

static int by_part(const void *a, const void *b) {
  const numbered_t *x = a, *y = b;
  if (x->part != y->part) return x->part < y->part ? -1 : 1;
  return (x->index > y->index) - (x->index < y->index);
}

// Keeps the first of those that are the same; the first place is the metadata's.
static void drop_repeated(parts_t *parts) {
  PTOWSP_VEC(numbered_t) sorted = {0};
  for (size_t i = 1; i < parts->size; i++)
    ptowsp_vec_push(&sorted, ((numbered_t){parts->data[i], i}));
  if (sorted.size > 1) qsort(sorted.data, sorted.size, sizeof *sorted.data, by_part);
  for (size_t i = 1; i < sorted.size; i++)
    if (sorted.data[i].part == sorted.data[i - 1].part) parts->data[sorted.data[i].index] = NULL;
  size_t kept = 1;
  for (size_t i = 1; i < parts->size; i++)
    if (parts->data[i]) parts->data[kept++] = parts->data[i];
  parts->size = kept;
  ptowsp_vec_deinit(&sorted);
}

// As MLIR does: unknown parts and those that are there already go, fused parts of the same
// metadata are taken apart, and what remains alone stands for itself.
ptowsp_attr_t ptowsp_location_fused(ptowsp_context_t *context, const ptowsp_attr_t *locations,
                                    size_t count, ptowsp_attr_t metadata) {
  parts_t parts = {0};
  ptowsp_vec_push(&parts, (const void *)metadata);
  for (size_t i = 0; i < count; i++) {
    ptowsp_attr_t part = locations[i];
    bool flat =
        ptowsp_location_kind(part) == PTOWSP_LOCATION_FUSED && part->node.pointers[0] == metadata;
    if (!flat) add_part(&parts, part);
    for (uint32_t k = 1; flat && k < part->node.pointer_count; k++)
      add_part(&parts, part->node.pointers[k]);
  }
  drop_repeated(&parts);
  if (parts.size == 1 && metadata)
    ptowsp_vec_push(&parts, (const void *)ptowsp_location_unknown(context));
  ptowsp_attr_t attr;
  if (parts.size == 1) {
    attr = ptowsp_location_unknown(context);
  } else if (parts.size == 2 && !metadata) {
    attr = parts.data[1];
  } else {
    ptowsp_loc_t place = PTOWSP_LOC_UNKNOWN;
    for (size_t i = 1; i < parts.size && !ptowsp_loc_file(context, place); i++)
      place = ptowsp_attr_loc(parts.data[i]);
    attr = intern(context, PTOWSP_LOCATION_FUSED, parts.data, parts.size, NULL, 0);
    keep(context, attr, place);
  }
  ptowsp_vec_deinit(&parts);
  return attr;
}

// ---------------------------------------------------------------- to and from values

ptowsp_attr_t ptowsp_attr_location(ptowsp_context_t *context, ptowsp_loc_t loc) {
  if (loc.file & STRUCTURED) return context->locations.pointers.data[loc.file & ~STRUCTURED];
  if (loc.file == UNKNOWN_FILE) return ptowsp_location_unknown(context);
  return ptowsp_location_file(context, loc.file, loc.line, loc.column, loc.length ? loc.line : 0,
                              loc.column + loc.length);
}

ptowsp_loc_t ptowsp_attr_loc(ptowsp_attr_t location) {
  assert(ptowsp_attr_kind(location) == PTOWSP_ATTR_LOCATION);
  const int64_t *i = location->node.integers;
  switch (ptowsp_location_kind(location)) {
    case PTOWSP_LOCATION_UNKNOWN:
      return PTOWSP_LOC_UNKNOWN;
    case PTOWSP_LOCATION_FILE:
      if (is_plain(i))
        return (ptowsp_loc_t){(uint32_t)i[0], (uint32_t)i[1], (uint32_t)i[2],
                              i[3] ? (uint32_t)(i[4] - i[2]) : 0};
      break;
    default:
      break;
  }
  return look_up(location->node.context, location);
}

ptowsp_location_kind_t ptowsp_location_kind(ptowsp_attr_t location) {
  assert(ptowsp_attr_kind(location) == PTOWSP_ATTR_LOCATION);
  return (ptowsp_location_kind_t)location->node.a;
}

size_t ptowsp_location_count(ptowsp_attr_t location) {
  switch (ptowsp_location_kind(location)) {
    case PTOWSP_LOCATION_NAME:
      return 1;
    case PTOWSP_LOCATION_CALLSITE:
      return 2;
    case PTOWSP_LOCATION_FUSED:
      return location->node.pointer_count - 1;
    default:
      return 0;
  }
}

ptowsp_attr_t ptowsp_location_at(ptowsp_attr_t location, size_t i) {
  assert(i < ptowsp_location_count(location));
  return location->node.pointers[i + (ptowsp_location_kind(location) != PTOWSP_LOCATION_CALLSITE)];
}

ptowsp_attr_t ptowsp_location_metadata(ptowsp_attr_t fused) { return fused->node.pointers[0]; }

ptowsp_str_t ptowsp_location_text(ptowsp_attr_t name) {
  return (ptowsp_str_t){name->node.pointers[0], (size_t)name->node.integers[0]};
}
