// Inputs from a seed; inputs.h says how.
#include "ptowsp/inputs.h"

#include <assert.h>
#include <string.h>

static uint64_t splitmix64(uint64_t *state) {
  uint64_t z = *state += UINT64_C(0x9E3779B97F4A7C15);
  z = (z ^ z >> 30) * UINT64_C(0xBF58476D1CE4E5B9);
  z = (z ^ z >> 27) * UINT64_C(0x94D049BB133111EB);
  return z ^ z >> 31;
}

// The element's bits for one draw.
static uint64_t draw(ptowsp_type_t element, bool is_unsigned, uint64_t z) {
  if (ptowsp_type_is_float(element)) {
    double value = ((double)(z >> 53) - 1024) / 1024;
    return ptowsp_float_encode(ptowsp_type_float_kind(element), value);
  }
  if (ptowsp_type_is_i(element, 1)) return z >> 63;
  uint64_t value = z >> 60;
  return is_unsigned ? value : value - 8;
}

void ptowsp_inputs_fill(uint64_t seed, const char *name, ptowsp_type_t element, bool is_unsigned,
                        void *data, size_t count) {
  uint64_t state = seed + ptowsp_fnv1a(name, strlen(name));
  size_t bytes = ptowsp_type_bytes(element);
  assert(bytes && bytes <= sizeof(uint64_t));
  char *to = data;
  for (size_t i = 0; i < count; i++, to += bytes) {
    uint64_t bits = draw(element, is_unsigned, splitmix64(&state));
    memcpy(to, &bits, bytes); // the low bytes: both sides are little-endian
  }
}
