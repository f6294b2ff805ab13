// Which results must be bit-equal to the serial elision, and whether they are.
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "ptowsp/check.h"

// ---------------------------------------------------------------- tolerances

// A sum in another order, or functions of another library, relative to the terms. A type of 16 bits
// rounds what differs by little to its next number: one unit in the last place of it.
double ptowsp_check_factor(ptowsp_type_t element) {
  if (!ptowsp_type_is_float(element)) return 0;
  switch (ptowsp_type_float_kind(element)) {
    case PTOWSP_FLOAT_BF16:
      return 8e-3; // 2^-7
    case PTOWSP_FLOAT_F16:
      return 1e-3; // 2^-10
    default:
      return 1e-5;
  }
}

// Terms of a sum from which on more is allowed: what the serial sum itself is off by grows with
// their number, and stays below what is allowed then.
enum { LONG_SUM = 4096 };

typedef struct {
  const ptowsp_value_t *value; // a parameter of the workload or an allocation
  double factor;
} buffer_factor_t;

typedef struct {
  PTOWSP_VEC(buffer_factor_t) buffers;
  PTOWSP_VEC(ptowsp_op_t *) tasks;
} analysis_t;

static double *factor_of(analysis_t *a, const ptowsp_value_t *value) {
  for (size_t i = 0; i < a->buffers.size; i++)
    if (a->buffers.data[i].value == value) return &a->buffers.data[i].factor;
  ptowsp_vec_push(&a->buffers, ((buffer_factor_t){value, 0}));
  return &a->buffers.data[a->buffers.size - 1].factor;
}

static const ptowsp_value_t *root_of(const ptowsp_value_t *value) {
  for (ptowsp_op_t *op; (op = ptowsp_value_op(value)) && ptowsp_op_is(op, PTOWSP_OP_WSP_AT);)
    value = ptowsp_op_operand(op, 0);
  return value;
}

static ptowsp_walk_t collect_task(ptowsp_op_t *op, void *data) {
  analysis_t *a = data;
  if (ptowsp_op_is(op, PTOWSP_OP_WSP_TASK)) ptowsp_vec_push(&a->tasks, op);
  return PTOWSP_WALK_ADVANCE;
}

// What of a kernel is not the C library's to the last bit.
typedef struct {
  bool inexact;
  double terms; // of the longest sum of floats in an order of its own
} inexact_t;

// Iterations of the loops around an op, as far as they are known.
static double iterations_around(const ptowsp_op_t *op) {
  double times = 1;
  for (ptowsp_op_t *up = ptowsp_op_parent(op); up; up = ptowsp_op_parent(up)) {
    int64_t lower, upper, step;
    if (ptowsp_op_is(up, PTOWSP_OP_SCF_FOR) &&
        ptowsp_value_constant(ptowsp_op_operand(up, 0), &lower) &&
        ptowsp_value_constant(ptowsp_op_operand(up, 1), &upper) &&
        ptowsp_value_constant(ptowsp_op_operand(up, 2), &step) && step > 0 && upper > lower)
      times *= ceil(((double)upper - (double)lower) / (double)step);
  }
  return times;
}

static void add_sum(inexact_t *found, const ptowsp_op_t *op, size_t operand, size_t dimension) {
  ptowsp_type_t type = ptowsp_value_type(ptowsp_op_operand(op, operand));
  double terms = (double)ptowsp_type_shape(type)[dimension] * iterations_around(op);
  found->inexact = true;
  found->terms = fmax(found->terms, terms);
}

// Instructions that sum floats in an order of their own, and elementary functions.
static ptowsp_walk_t find_inexact(ptowsp_op_t *op, void *data) {
  inexact_t *found = data;
  switch (ptowsp_op_id(op)) {
    case PTOWSP_OP_PTO_TMATMUL:
    case PTOWSP_OP_PTO_TMATMUL_ACC:
      add_sum(found, op, ptowsp_op_operand_count(op) - 2, 1);
      break;
    case PTOWSP_OP_PTO_TROWSUM:
    case PTOWSP_OP_PTO_TROWPROD:
      add_sum(found, op, 0, 1);
      break;
    case PTOWSP_OP_PTO_TCOLSUM:
    case PTOWSP_OP_PTO_TCOLPROD:
      add_sum(found, op, 0, 0);
      break;
    case PTOWSP_OP_PTO_TEXP:
    case PTOWSP_OP_PTO_TLOG:
    case PTOWSP_OP_PTO_TROWEXPANDEXPDIF:
    case PTOWSP_OP_PTO_TCOLEXPANDEXPDIF:
      found->inexact = true;
      break;
    case PTOWSP_OP_PTO_TSTORE:
      found->inexact |= ptowsp_op_attr(op, "atomic") != NULL;
      break;
    default:
      break;
  }
  return PTOWSP_WALK_ADVANCE;
}

static inexact_t look_for_inexact(ptowsp_op_t *kernel) {
  inexact_t found = {0};
  if (!kernel) return found;
  ptowsp_walk_pre(kernel, find_inexact, &found);
  double terms = (double)ptowsp_op_attr_int(kernel, "wsp.reassociated", 0);
  found.inexact |= ptowsp_op_attr(kernel, "wsp.reassociated") != NULL;
  found.terms = fmax(found.terms, terms);
  return found;
}

static bool is_float_array(const ptowsp_value_t *value) {
  ptowsp_type_t type = ptowsp_value_type(value);
  return ptowsp_type_kind(type) == PTOWSP_TYPE_MEMREF &&
         ptowsp_type_is_float(ptowsp_type_element(type));
}

static void take_coarser(const ptowsp_value_t *value, double *factor) {
  ptowsp_type_t type = ptowsp_value_type(value);
  ptowsp_type_kind_t kind = ptowsp_type_kind(type);
  bool is_shaped = kind == PTOWSP_TYPE_MEMREF || kind == PTOWSP_TYPE_TILE;
  *factor = fmax(*factor, ptowsp_check_factor(is_shaped ? ptowsp_type_element(type) : type));
}

static ptowsp_walk_t find_coarsest(ptowsp_op_t *op, void *data) {
  for (size_t i = 0; i < ptowsp_op_result_count(op); i++)
    take_coarser(ptowsp_op_result(op, i), data);
  return PTOWSP_WALK_ADVANCE;
}

// Of the floats that the kernel takes, and of those that it rounds to on its way.
static double coarsest_factor(ptowsp_op_t *kernel) {
  double factor = 0;
  ptowsp_block_t *body = kernel ? ptowsp_op_body(kernel) : NULL;
  for (size_t i = 0; body && i < ptowsp_block_arg_count(body); i++)
    take_coarser(ptowsp_block_arg(body, i), &factor);
  if (kernel) ptowsp_walk_pre(kernel, find_coarsest, &factor);
  return factor;
}

// Interrupted by a float that becomes an integer: one that differs by little may be rounded to the
// next one.
static ptowsp_walk_t find_rounding(ptowsp_op_t *op, void *data) {
  (void)data;
  bool converts = ptowsp_op_is(op, PTOWSP_OP_ARITH_FPTOSI) ||
                  ptowsp_op_is(op, PTOWSP_OP_ARITH_FPTOUI) || ptowsp_op_is(op, PTOWSP_OP_PTO_TCVT);
  if (!converts) return PTOWSP_WALK_ADVANCE;
  ptowsp_type_t from = ptowsp_value_type(ptowsp_op_operand(op, 0));
  ptowsp_type_t to = ptowsp_value_type(ptowsp_op_result(op, 0));
  if (ptowsp_type_kind(from) == PTOWSP_TYPE_TILE) from = ptowsp_type_element(from);
  if (ptowsp_type_kind(to) == PTOWSP_TYPE_TILE) to = ptowsp_type_element(to);
  return ptowsp_type_is_float(from) && ptowsp_type_is_integer(to) ? PTOWSP_WALK_INTERRUPT
                                                                  : PTOWSP_WALK_ADVANCE;
}

static bool is_integer_array(const ptowsp_value_t *value) {
  ptowsp_type_t type = ptowsp_value_type(value);
  return ptowsp_type_kind(type) == PTOWSP_TYPE_MEMREF &&
         ptowsp_type_is_integer(ptowsp_type_element(type)) &&
         ptowsp_type_width(ptowsp_type_element(type)) > 1;
}

// "in", "out", "inout"; anything else may be both.
static bool may(ptowsp_op_t *kernel, size_t arg, const char *other) {
  ptowsp_attr_t access = kernel ? ptowsp_op_attr(kernel, "arg_access") : NULL;
  if (!access || ptowsp_attr_kind(access) != PTOWSP_ATTR_ARRAY || arg >= ptowsp_attr_count(access))
    return true;
  return !ptowsp_str_is(ptowsp_attr_text(ptowsp_attr_at(access, arg)), other);
}

// Carries tolerances from what a task reads to what it writes. True if any grew.
static bool carry(analysis_t *a, ptowsp_op_t *task) {
  ptowsp_op_t *kernel = ptowsp_symbol_lookup(task, ptowsp_op_attr_text(task, "callee"));
  double factor = 0;
  size_t count = ptowsp_op_operand_count(task);
  for (size_t i = 0; i < count; i++) {
    const ptowsp_value_t *arg = ptowsp_op_operand(task, i);
    if (is_float_array(arg) && may(kernel, i, "out"))
      factor = fmax(factor, *factor_of(a, root_of(arg)));
  }
  inexact_t found = look_for_inexact(kernel);
  if (factor > 0 || found.inexact) {
    double own = coarsest_factor(kernel) * fmax(1, found.terms / LONG_SUM);
    factor = fmax(factor, own);
  }
  bool grew = false;
  bool rounds = factor > 0 && kernel && !ptowsp_walk_pre(kernel, find_rounding, NULL);
  for (size_t i = 0; i < count && factor > 0; i++) {
    const ptowsp_value_t *arg = ptowsp_op_operand(task, i);
    if (!may(kernel, i, "in")) continue;
    double own = is_float_array(arg) ? factor : rounds && is_integer_array(arg) ? 1 : 0;
    double *written = factor_of(a, root_of(arg));
    if (*written >= own) continue;
    *written = own;
    grew = true;
  }
  return grew;
}

void ptowsp_check_tolerances(ptowsp_op_t *workload, double *out_factors) {
  analysis_t a = {0};
  ptowsp_walk_pre(workload, collect_task, &a);
  for (bool grew = true; grew;) {
    grew = false;
    for (size_t i = 0; i < a.tasks.size; i++) grew = carry(&a, a.tasks.data[i]) || grew;
  }
  ptowsp_block_t *body = ptowsp_op_body(workload);
  for (size_t i = 0; body && i < ptowsp_block_arg_count(body); i++)
    out_factors[i] = *factor_of(&a, ptowsp_block_arg(body, i));
  ptowsp_vec_deinit(&a.buffers);
  ptowsp_vec_deinit(&a.tasks);
}

// ---------------------------------------------------------------- comparison

typedef struct {
  ptowsp_type_t element;
  bool is_float, is_unsigned;
  size_t bytes;
} reader_t;

static uint64_t bits_at(const reader_t *r, const void *data, uint64_t i) {
  uint64_t bits = 0;
  memcpy(&bits, (const char *)data + i * r->bytes, r->bytes);
  return bits;
}

static double float_at(const reader_t *r, const void *data, uint64_t i) {
  return ptowsp_float_decode(ptowsp_type_float_kind(r->element), bits_at(r, data, i));
}

// Of integers: the distance, saturated.
static double distance_of_integers(const reader_t *r, uint64_t x, uint64_t y) {
  unsigned shift = 64 - 8 * (unsigned)r->bytes;
  if (!r->is_unsigned) { // so that the order is that of unsigned numbers
    x = (uint64_t)((int64_t)(x << shift) >> shift) ^ (UINT64_C(1) << 63);
    y = (uint64_t)((int64_t)(y << shift) >> shift) ^ (UINT64_C(1) << 63);
  }
  return (double)(x > y ? x - y : y - x);
}

// How far off an element is, in units of what is allowed: at most 1 is right.
static double excess(const reader_t *r, const void *got, const void *expected, uint64_t i,
                     double factor, double scale) {
  if (bits_at(r, got, i) == bits_at(r, expected, i)) return 0;
  if (!r->is_float)
    return factor > 0
               ? distance_of_integers(r, bits_at(r, got, i), bits_at(r, expected, i)) / factor
               : INFINITY;
  double x = float_at(r, got, i);
  double y = float_at(r, expected, i);
  if (isnan(x) && isnan(y)) return 0;
  if (x == y) return factor > 0 ? 0 : INFINITY; // zeros of either sign
  if (!isfinite(x) || !isfinite(y)) return INFINITY;
  double distance = fabs(x - y);
  double allowed = factor * (fabs(y) + scale);
  // Of several elements that must be exact, the one that is furthest off is the worst.
  return allowed > 0 ? distance / allowed : 2 + distance;
}

static void print_value(const reader_t *r, const void *data, uint64_t i, bool is_unsigned,
                        char *text, size_t size) {
  uint64_t bits = bits_at(r, data, i);
  if (r->is_float) {
    bool is_double = r->bytes == 8;
    snprintf(text, size, "%.*g", is_double ? 17 : 9, float_at(r, data, i));
  } else if (is_unsigned || r->bytes == 8) {
    snprintf(text, size, is_unsigned ? "%llu" : "%lld", (unsigned long long)bits);
  } else {
    unsigned shift = 64 - 8 * (unsigned)r->bytes;
    snprintf(text, size, "%lld", (long long)(bits << shift) >> shift);
  }
}

static void print_place(const ptowsp_check_param_t *param, uint64_t element, char *text,
                        size_t size) {
  size_t rank = ptowsp_type_rank(param->type);
  const int64_t *shape = ptowsp_type_shape(param->type);
  uint64_t indices[32] = {0};
  for (size_t i = rank; i-- > 0;) {
    if (i < PTOWSP_COUNTOF(indices)) indices[i] = element % (uint64_t)shape[i];
    element /= (uint64_t)shape[i];
  }
  int at = snprintf(text, size, "%s", param->name);
  for (size_t i = 0; i < rank && i < PTOWSP_COUNTOF(indices) && at < (int)size; i++)
    at += snprintf(text + at, size - (size_t)at, "[%llu]", (unsigned long long)indices[i]);
}

bool ptowsp_check_compare(const ptowsp_check_param_t *param, const void *got, const void *expected,
                          double factor, ptowsp_check_worst_t *out_worst) {
  ptowsp_type_t element = ptowsp_type_element(param->type);
  reader_t r = {element, ptowsp_type_is_float(element), param->is_unsigned,
                ptowsp_type_bytes(element)};
  uint64_t count = 1;
  for (size_t i = 0; i < ptowsp_type_rank(param->type); i++)
    count *= (uint64_t)ptowsp_type_shape(param->type)[i];
  if (memcmp(got, expected, count * r.bytes) == 0) return true;
  double scale = 0;
  for (uint64_t i = 0; i < count && r.is_float && factor > 0; i++) {
    double y = fabs(float_at(&r, expected, i));
    if (isfinite(y) && y > scale) scale = y;
  }
  ptowsp_check_worst_t worst = {0};
  double most = 1;
  for (uint64_t i = 0; i < count; i++) {
    double e = excess(&r, got, expected, i, factor, scale);
    if (e <= 1) continue;
    worst.mismatches++;
    if (e <= most) continue;
    most = e;
    worst.element = i;
  }
  if (!worst.mismatches) return true;
  print_place(param, worst.element, worst.place, sizeof(worst.place));
  print_value(&r, got, worst.element, param->is_unsigned, worst.got, sizeof(worst.got));
  print_value(&r, expected, worst.element, param->is_unsigned, worst.expected,
              sizeof(worst.expected));
  *out_worst = worst;
  return false;
}
