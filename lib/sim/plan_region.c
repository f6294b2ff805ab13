// Where the region of a task's argument lies in its buffer.
//
// The argument is a strided view laid over the buffer from some element on, and the kernel
// touches a box of that view (its footprint). A view dimension whose stride is that of a
// buffer dimension moves along it; a longer one spills over into the next outer dimension
// when it covers whole rows. What fits neither way is taken as the whole buffer.
#include "plan_region.h"

static int64_t find_dimension(const arg_plan_t *plan, int64_t stride) {
  for (int32_t d = 0; d < plan->rank; d++)
    if (plan->stride[d] == stride) return d;
  return -1;
}

// Adds one view dimension of the footprint; false if it is no part of a box.
static bool add_dimension(arg_plan_t *plan, int64_t stride, int64_t offset, int64_t size) {
  if (size == 1 && offset == 0) return true;
  int64_t d = find_dimension(plan, stride);
  if (d < 0) return false;
  plan->offset[d] += offset;
  while (size > plan->extent[d] && d > 0) {
    if (offset || size % plan->extent[d] || plan->size[d] != 1) return false;
    plan->size[d] = plan->extent[d];
    size /= plan->extent[d];
    d--;
  }
  if (size > 1 && plan->size[d] != 1) return false;
  if (size > 1) plan->size[d] = size;
  return true;
}

static void take_whole(arg_plan_t *plan, const int64_t *strides, const int64_t *offsets,
                       const int64_t *sizes, size_t rank) {
  plan->whole = true;
  plan->reach_low = plan->reach_high = 0;
  for (size_t i = 0; i < rank; i++) {
    plan->reach_low += offsets[i] * strides[i];
    plan->reach_high += (offsets[i] + sizes[i] - 1) * strides[i];
  }
  for (int32_t d = 0; d < plan->rank; d++) {
    plan->offset[d] = 0;
    plan->size[d] = plan->extent[d];
  }
}

void ptowsp_plan_region(arg_plan_t *plan, ptowsp_type_t view, ptowsp_attr_t footprint) {
  int64_t strides[PTOWSP_MAX_RANK], offsets[PTOWSP_MAX_RANK], sizes[PTOWSP_MAX_RANK], ignored;
  size_t rank = ptowsp_type_rank(view);
  ptowsp_type_strides(view, strides, &ignored);
  ptowsp_attr_t from = ptowsp_attr_lookup(footprint, "offsets");
  ptowsp_attr_t extents = ptowsp_attr_lookup(footprint, "sizes");
  for (size_t i = 0; i < rank; i++) {
    offsets[i] = from ? ptowsp_attr_dense_array_int(from, i) : 0;
    sizes[i] = extents ? ptowsp_attr_dense_array_int(extents, i) : ptowsp_type_shape(view)[i];
  }
  for (int32_t d = 0; d < plan->rank; d++) {
    plan->offset[d] = 0;
    plan->size[d] = 1;
  }
  for (size_t i = 0; i < rank; i++)
    if (sizes[i] == 0) plan->reads = plan->writes = false; // the kernel leaves it alone
  for (size_t i = 0; i < rank; i++) {
    if (sizes[i] == 0) return;
    if (add_dimension(plan, strides[i], offsets[i], sizes[i])) continue;
    take_whole(plan, strides, offsets, sizes, rank);
    return;
  }
}
