// kernels/aic/*.cpp and kernels/aiv/*.cpp: one kernel a file, one instruction a line.
//
//   %0 = pto.tload %a {addr = 0 : i64}      TLOAD(a_ub, …); behind TASSIGN(a_ub, 0x0)
//   pto.set_flag "MTE2", "V", 0             set_flag(PIPE_MTE2, PIPE_V, EVENT_ID0);
//   %1 = pto.texp %0 {addr = 0 : i64}       TEXP(t1, a_ub);
#include <inttypes.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "printer.h"
#include "ptowsp/check.h"

static const instruction_t instructions[] = {
#define AICORE_OP(ID, NAME, FORM, SIMULATION, EXACT) \
  {PTOWSP_OP_##ID, NAME, FORM, SIMULATION, EXACT},
#include "instructions.def"
};

const instruction_t *aicore_find_instruction(const ptowsp_op_t *op) {
  for (size_t i = 0; i < PTOWSP_COUNTOF(instructions); i++)
    if (ptowsp_op_is(op, instructions[i].id)) return &instructions[i];
  return NULL;
}

// ---------------------------------------------------------------- instructions

// Declares the view of global memory a transfer goes to or comes from; its name, or NULL.
static const char *declare_global(printer_t *p, ptowsp_op_t *op, ptowsp_value_t *memref,
                                  ptowsp_type_t tile) {
  const char *type = aicore_global_type(p, op, ptowsp_value_type(memref), tile);
  ptowsp_value_t *root;
  const cxx_expr_t *element;
  if (!type || !cxx_view(&p->scope, memref, &root, &element)) return NULL;
  const char *array = aicore_array_name(p, memref);
  if (!array) {
    ptowsp_error(p->scope.context, ptowsp_op_loc(op),
                 "an AICore kernel has no array of its own in global memory; make it a parameter");
    return NULL;
  }
  const char *name = cxx_name(&p->scope, ptowsp_arena_printf(p->scope.arena, "%s_gm", array));
  bool origin = element->kind == CXX_INT && element->value == 0;
  aicore_line(p, "%s %s(%s%s%s);", type, name, array, origin ? "" : " + ",
              origin ? "" : cxx_text(&p->scope, element));
  return name;
}

static bool print_load(printer_t *p, ptowsp_op_t *op) {
  ptowsp_type_t tile = ptowsp_value_type(ptowsp_op_result(op, 0));
  const char *source = declare_global(p, op, ptowsp_op_operand(op, 0), tile);
  const char *name = source ? aicore_declare_tile(p, op) : NULL;
  bool apart = aicore_is_apart(ptowsp_value_type(ptowsp_op_operand(op, 0)), tile);
  if (apart) aicore_use_helper(p, "load_apart");
  if (name) aicore_line(p, "%s(%s, %s);", apart ? "load_apart" : "TLOAD", name, source);
  return name != NULL;
}

static bool print_store(printer_t *p, ptowsp_op_t *op) {
  ptowsp_value_t *value = ptowsp_op_operand(op, 0);
  const char *target = declare_global(p, op, ptowsp_op_operand(op, 1), ptowsp_value_type(value));
  if (!target) return false;
  ptowsp_str_t atomic = ptowsp_op_attr_text(op, "atomic");
  if (ptowsp_op_attr(op, "relu")) {
    aicore_use_helper(p, "store_relu");
    aicore_line(p, "store_relu(%s, %s);", target, aicore_tile_name(p, value));
    return true;
  }
  if (!atomic.size) {
    bool apart =
        aicore_is_apart(ptowsp_value_type(ptowsp_op_operand(op, 1)), ptowsp_value_type(value));
    if (apart) aicore_use_helper(p, "store_apart");
    aicore_line(p, "%s(%s, %s);", apart ? "store_apart" : "TSTORE", target,
                aicore_tile_name(p, value));
    return true;
  }
  if (!ptowsp_str_is(atomic, "add")) {
    ptowsp_error(p->scope.context, ptowsp_op_loc(op), "a store cannot accumulate with '%.*s'",
                 (int)atomic.size, atomic.data);
    return false;
  }
  aicore_use_helper(p, "store_add");
  aicore_line(p, "store_add(%s, %s);", target, aicore_tile_name(p, value));
  return true;
}

// Narrowing floats round to nearest even, as C does; floats become integers by truncation.
static const char *rounding(const ptowsp_op_t *op) {
  static const char *const modes[] = {"RINT", "ROUND", "FLOOR", "CEIL", "TRUNC"};
  ptowsp_type_t from = ptowsp_type_element(ptowsp_value_type(ptowsp_op_operand(op, 0)));
  ptowsp_type_t to = ptowsp_type_element(ptowsp_value_type(ptowsp_op_result(op, 0)));
  bool truncates = ptowsp_type_is_float(from) && !ptowsp_type_is_float(to);
  return modes[ptowsp_op_attr_int(op, "rounding", truncates ? 4 : 0)];
}

// The conversions of the machine. False after an error.
static bool check_conversion(printer_t *p, const ptowsp_op_t *op) {
  static const struct {
    const char *from, *to;
  } pairs[] = {
#define AICORE_CONVERSION(FROM, TO) {FROM, TO},
#include "conversions.def"
  };
  const char *ends[2];
  ptowsp_value_t *values[2] = {ptowsp_op_operand(op, 0), ptowsp_op_result(op, 0)};
  for (size_t i = 0; i < 2; i++) {
    ptowsp_type_t element = ptowsp_type_element(ptowsp_value_type(values[i]));
    if (!(ends[i] = aicore_element_name(element))) {
      aicore_refuse_element(p, ptowsp_op_loc(op), element);
      return false;
    }
  }
  for (size_t i = 0; i < PTOWSP_COUNTOF(pairs); i++)
    if (strcmp(ends[0], pairs[i].from) == 0 && strcmp(ends[1], pairs[i].to) == 0) return true;
  ptowsp_error(p->scope.context, ptowsp_op_loc(op),
               "the machine does not convert %s to %s in one step; go through float or half",
               ends[0], ends[1]);
  return false;
}

// ", x, y" of all operands. NULL after an error.
static const char *plain_operands(printer_t *p, ptowsp_op_t *op) {
  const char *text = "";
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++) {
    const char *operand = aicore_operand_text(p, ptowsp_op_operand(op, i));
    if (!operand) return NULL;
    text = ptowsp_arena_printf(p->scope.arena, "%s, %s", text, operand);
  }
  return text;
}

// ", x, y, scratch": the operands and the scratch tile, typed as the first. NULL after an error.
static const char *scratch_operands(printer_t *p, ptowsp_op_t *op) {
  ptowsp_type_t type = ptowsp_value_type(ptowsp_op_operand(op, 0));
  ptowsp_attr_t addr = ptowsp_op_attr(op, "scratch");
  if (!addr) {
    ptowsp_error(p->scope.context, ptowsp_op_loc(op),
                 "'%s' has no scratch address; run pto-plan-memory", ptowsp_op_name(op));
    return NULL;
  }
  const char *operands = plain_operands(p, op);
  if (!operands) return NULL;
  const char *scratch = cxx_name(&p->scope, "scratch");
  aicore_line(p, "%s %s;", aicore_tile_type(p, type, ptowsp_op_loc(op)), scratch);
  aicore_line(p, "TASSIGN(%s, 0x%" PRIx64 ");", scratch, ptowsp_attr_int_value(addr));
  return ptowsp_arena_printf(p->scope.arena, "%s, %s", operands, scratch);
}

// A comparison, for order with scratch if the machine needs it. False after an error.
static bool print_compare(printer_t *p, ptowsp_op_t *op, const char *function) {
  static const char *const modes[] = {"EQ", "NE", "LT", "LE", "GT", "GE"};
  bool orders = ptowsp_tile_scratch(op) > 0;
  bool scalar = ptowsp_op_is(op, PTOWSP_OP_PTO_TCMPS);
  if (orders) function = scalar ? "compare_order_scalar" : "compare_order";
  const char *operands = orders ? scratch_operands(p, op) : plain_operands(p, op);
  const char *name = operands ? aicore_declare_tile(p, op) : NULL;
  if (!name) return false;
  aicore_use_helper(p, function);
  aicore_line(p, "%s(%s%s, CmpMode::%s);", function, name, operands,
              modes[ptowsp_op_attr_int(op, "predicate", 0)]);
  return true;
}

// What stands behind the operands: the numbers that an instruction has in its attributes.
static const char *number_arguments(printer_t *p, ptowsp_op_t *op, form_t form) {
  switch (form) {
    case CONVERT:
      return ptowsp_arena_printf(p->scope.arena, ", RoundMode::CAST_%s", rounding(op));
    case TRIANGLE:
      return ptowsp_arena_printf(p->scope.arena, ", %" PRId64,
                                 ptowsp_op_attr_int(op, "diagonal", 0));
    case MERGE:
      return ptowsp_arena_printf(p->scope.arena, ", %" PRId64, ptowsp_op_attr_int(op, "block", 0));
    case PART:
      return ptowsp_arena_printf(p->scope.arena, ", %" PRId64 ", %" PRId64,
                                 ptowsp_op_attr_int(op, "row", 0),
                                 ptowsp_op_attr_int(op, "col", 0));
    default:
      return "";
  }
}

// "<…>" of the instructions that take types and numbers so.
static const char *template_arguments(printer_t *p, ptowsp_op_t *op, form_t form) {
  static const char *const patterns[] = {"P0101", "P1010", "P0001", "P0010", "P0100", "P1000"};
  ptowsp_loc_t loc = ptowsp_op_loc(op);
  ptowsp_type_t type = ptowsp_value_type(ptowsp_op_result(op, 0));
  const char *name = aicore_tile_type(p, type, loc);
  switch (form) {
    case COUNT:
      return ptowsp_arena_printf(p->scope.arena, "<%s, %s, 0>", name,
                                 aicore_element_name(ptowsp_type_element(type)));
    case TRIANGLE:
      return ptowsp_arena_printf(p->scope.arena, "<%s, %" PRId64 ">", name,
                                 ptowsp_op_attr_int(op, "triangle", 0));
    case PATTERN:
      return ptowsp_arena_printf(
          p->scope.arena, "<%s, %s, MaskPattern::%s>", name,
          aicore_tile_type(p, ptowsp_value_type(ptowsp_op_operand(op, 0)), loc),
          patterns[ptowsp_op_attr_int(op, "pattern", 0)]);
    default:
      return "";
  }
}

// Changes the first operand's tile: its variable has the result from now on.
static bool print_update(printer_t *p, ptowsp_op_t *op, const instruction_t *instruction) {
  const char *operands = plain_operands(p, op);
  if (!operands) return false;
  for (size_t i = 0; i < p->tiles.size; i++) {
    tile_name_t *tile = &p->tiles.data[i];
    if (tile->value != ptowsp_op_operand(op, 0)) continue;
    tile->value = ptowsp_op_result(op, 0);
    tile->reads_left = aicore_count_uses(tile->value);
  }
  aicore_line(p, "%s(%s);", aicore_callee(p, op, instruction), operands + 2);
  return true;
}

static bool print_spread(printer_t *p, ptowsp_op_t *op, const instruction_t *instruction) {
  const char *name = aicore_declare_tile(p, op);
  if (!name) return false;
  aicore_use_helper(p, "spread");
  aicore_line(p, "spread(%s, %s);", name, aicore_tile_name(p, ptowsp_op_operand(op, 1)));
  aicore_line(p, "%s(%s, %s, %s);", aicore_callee(p, op, instruction), name,
              aicore_tile_name(p, ptowsp_op_operand(op, 0)), name);
  return true;
}

static bool print_compute(printer_t *p, ptowsp_op_t *op, const instruction_t *instruction) {
  form_t form = instruction->form;
  if (form == COMPARE) return print_compare(p, op, instruction->name);
  if (form == UPDATE) return print_update(p, op, instruction);
  if (form == SPREAD) return print_spread(p, op, instruction);
  if (form == CONVERT && !check_conversion(p, op)) return false;
  const char *operands =
      form == REDUCE || form == SCRATCH ? scratch_operands(p, op) : plain_operands(p, op);
  const char *name = operands ? aicore_declare_tile(p, op) : NULL;
  if (!name) return false;
  const char *callee = aicore_callee(p, op, instruction);
  if (form == CONVERT &&
      ptowsp_value_type(ptowsp_op_operand(op, 0)) == ptowsp_value_type(ptowsp_op_result(op, 0)))
    aicore_use_helper(p, callee = "whole");
  aicore_line(p, "%s%s(%s%s%s);", callee, template_arguments(p, op, form), name, operands,
              number_arguments(p, op, form));
  return true;
}

static bool is_column(const ptowsp_value_t *value) {
  ptowsp_type_t type = ptowsp_value_type(value);
  return ptowsp_type_kind(type) == PTOWSP_TYPE_TILE && ptowsp_tile_layout(type).column_major;
}

static bool is_bf16(ptowsp_type_t type) {
  if (ptowsp_type_kind(type) == PTOWSP_TYPE_TILE) type = ptowsp_type_element(type);
  return ptowsp_type_is_float(type) && ptowsp_type_float_kind(type) == PTOWSP_FLOAT_BF16;
}

static bool has_bf16(const ptowsp_op_t *op) {
  for (size_t i = 0; i < ptowsp_op_operand_count(op); i++)
    if (is_bf16(ptowsp_value_type(ptowsp_op_operand(op, i)))) return true;
  for (size_t i = 0; i < ptowsp_op_result_count(op); i++)
    if (is_bf16(ptowsp_value_type(ptowsp_op_result(op, i)))) return true;
  return false;
}

// The a2a3 computes with bf16. pto-isa's CPU simulator takes its bits for those of half, which is
// right only where they are moved.
static bool check_bf16(printer_t *p, const ptowsp_op_t *op) {
  switch (ptowsp_op_id(op)) {
    case PTOWSP_OP_PTO_TLOAD:
    case PTOWSP_OP_PTO_TSTORE:
    case PTOWSP_OP_PTO_TMOV:
      return true;
    default:
      break;
  }
  if (!has_bf16(op)) return true;
  ptowsp_error(p->scope.context, ptowsp_op_loc(op),
               "the simulator of " AICORE_ISA
               " computes __bf16 as if it were half; use _Float16 or float");
  return false;
}

// Most instructions of the a2a3 take row-major tiles: a column must be seen as a row.
static bool check_form(printer_t *p, ptowsp_op_t *op, const instruction_t *instruction) {
  bool column = false;
  switch (instruction->form) {
    case ELEMENTWISE:
    case ROWS:
    case SCRATCH:
    case COMPARE:
    case PATTERN:
    case TRIANGLE:
    case MERGE:
    case UPDATE:
    case SPREAD:
      column = is_column(ptowsp_op_result(op, 0));
      for (size_t i = 0; i < ptowsp_op_operand_count(op); i++)
        column = column || is_column(ptowsp_op_operand(op, i));
      break;
    default:
      break;
  }
  if (!column) return true;
  ptowsp_error(p->scope.context, ptowsp_op_loc(op),
               "'%s' works on rows; see the column as a row with pto.treshape", ptowsp_op_name(op));
  return false;
}

static bool print_flag(printer_t *p, ptowsp_op_t *op) {
  ptowsp_str_t src = ptowsp_op_attr_text(op, "src"), dst = ptowsp_op_attr_text(op, "dst");
  aicore_line(p, "%s(PIPE_%.*s, PIPE_%.*s, EVENT_ID%" PRId64 ");",
              ptowsp_op_is(op, PTOWSP_OP_PTO_SET_FLAG) ? "set_flag" : "wait_flag", (int)src.size,
              src.data, (int)dst.size, dst.data, ptowsp_op_attr_int(op, "event", 0));
  return true;
}

// ---------------------------------------------------------------- bodies

static bool print_block(printer_t *p, ptowsp_block_t *block);

// The tiles that a loop carries are in one place, which has a name before the loop. False after an
// error.
static bool carry_tiles(printer_t *p, ptowsp_op_t *op) {
  for (size_t i = 0; i < ptowsp_op_result_count(op); i++) {
    ptowsp_value_t *first = ptowsp_op_operand(op, 3 + i);
    if (ptowsp_type_kind(ptowsp_value_type(first)) != PTOWSP_TYPE_TILE) {
      ptowsp_error(p->scope.context, ptowsp_op_loc(op),
                   "a loop over tiles carries tiles, no scalars; keep the value in an array of one "
                   "element");
      return false;
    }
    aicore_carry_tile(p, first, ptowsp_block_arg(ptowsp_op_body(op), 1 + i));
    aicore_carry_tile(p, first, ptowsp_op_result(op, i));
  }
  return true;
}

// What a loop over tiles runs over. False after an error.
static bool print_for(printer_t *p, ptowsp_op_t *op) {
  if (!carry_tiles(p, op)) return false;
  ptowsp_str_t wish = ptowsp_op_attr_text(op, "wsp.iv");
  const char *iv = cxx_name(&p->scope, wish.size ? ptowsp_arena_strdup(p->scope.arena, wish) : "i");
  const char *bound[3];
  for (size_t i = 0; i < 3; i++)
    if (!(bound[i] = aicore_scalar_text(p, ptowsp_op_operand(op, i)))) return false;
  cxx_value_set(&p->scope, ptowsp_block_arg(ptowsp_op_body(op), 0), cxx_var(p->scope.arena, iv));
  aicore_line(p, "for (int64_t %s = %s; %s < %s; %s += %s) {", iv, bound[0], iv, bound[1], iv,
              bound[2]);
  p->depth++;
  bool ok = print_block(p, ptowsp_op_body(op));
  p->depth--;
  aicore_line(p, "}");
  return ok;
}

// The kernel was left scalar: says why, in the words of the pass that left it so.
static bool refuse_scalar(printer_t *p, ptowsp_op_t *op) {
  ptowsp_str_t why = ptowsp_op_attr_text(p->kernel, "wsp.scalar");
  if (why.size)
    ptowsp_error(p->scope.context, ptowsp_op_loc(op),
                 "a kernel of tile instructions is needed: kernel '%s' stays scalar: %.*s", p->name,
                 (int)why.size, why.data);
  else
    ptowsp_error(p->scope.context, ptowsp_op_loc(op),
                 "kernel '%s' is not in tile instructions; run wsp-raise-loops", p->name);
  return false;
}

// Stops at what no printed loop or number is.
static ptowsp_walk_t find_scalar(ptowsp_op_t *op, void *data) {
  if (ptowsp_op_is(op, PTOWSP_OP_WSP_KERNEL) || ptowsp_op_is(op, PTOWSP_OP_SCF_FOR) ||
      ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE) ||
      ptowsp_op_has_trait(op, PTOWSP_TRAIT_TERMINATOR))
    return PTOWSP_WALK_ADVANCE;
  *(ptowsp_op_t **)data = op;
  return PTOWSP_WALK_INTERRUPT;
}

// A kernel that was left scalar is refused as that, whatever else its arguments are.
static bool check_raised(printer_t *p) {
  ptowsp_op_t *op = p->kernel;
  if (!ptowsp_op_attr_text(p->kernel, "wsp.scalar").size) return true;
  ptowsp_walk_pre(p->kernel, find_scalar, &op);
  return refuse_scalar(p, op);
}

static bool print_op(printer_t *p, ptowsp_op_t *op) {
  ptowsp_loc_t loc = ptowsp_op_loc(op);
  const instruction_t *instruction = aicore_find_instruction(op);
  if (instruction && loc.line && loc.line != p->line) {
    aicore_line(p, "// %s", cxx_where(&p->scope, loc));
    p->line = loc.line;
  }
  if (!check_bf16(p, op)) return false;
  if (instruction) {
    if (!check_form(p, op, instruction)) return false;
    bool ok = instruction->form == LOAD    ? print_load(p, op)
              : instruction->form == STORE ? print_store(p, op)
                                           : print_compute(p, op, instruction);
    aicore_end_reads(p, op);
    return ok;
  }
  switch (ptowsp_op_id(op)) {
    case PTOWSP_OP_PTO_SET_FLAG:
    case PTOWSP_OP_PTO_WAIT_FLAG:
      return print_flag(p, op);
    case PTOWSP_OP_PTO_PIPE_BARRIER: {
      ptowsp_str_t pipe = ptowsp_op_attr_text(op, "pipe");
      aicore_line(p, "pipe_barrier(PIPE_%.*s);", (int)pipe.size, pipe.data);
      return true;
    }
    case PTOWSP_OP_SCF_FOR:
      return print_for(p, op);
    default:
      break;
  }
  if (ptowsp_op_is_tile(op)) {
    ptowsp_error(p->scope.context, loc,
                 "'%s' is newer than " AICORE_ISA "; run pto-expand-instructions",
                 ptowsp_op_name(op));
    return false;
  }
  if (ptowsp_op_has_trait(op, PTOWSP_TRAIT_PURE) ||
      ptowsp_op_has_trait(op, PTOWSP_TRAIT_TERMINATOR))
    return true;
  return refuse_scalar(p, op);
}

static bool print_block(printer_t *p, ptowsp_block_t *block) {
  ptowsp_block_each(block, op) if (!print_op(p, op)) return false;
  return true;
}

// Reads the parameters from the task's 64-bit words.
static bool print_parameters(printer_t *p) {
  ptowsp_block_t *body = ptowsp_op_body(p->kernel);
  for (size_t i = 0; i < ptowsp_block_arg_count(body); i++) {
    ptowsp_value_t *value = ptowsp_block_arg(body, i);
    ptowsp_type_t type = ptowsp_value_type(value);
    ptowsp_str_t user = cxx_nth_text(p->kernel, "arg_names", i);
    ptowsp_str_t access = cxx_nth_text(p->kernel, "arg_access", i);
    const char *name = cxx_name(&p->scope, ptowsp_arena_strdup(p->scope.arena, user));
    cxx_value_set(&p->scope, value, cxx_var(p->scope.arena, name));
    bool is_array = ptowsp_type_kind(type) == PTOWSP_TYPE_MEMREF;
    ptowsp_type_t element_type = is_array ? ptowsp_type_element(type) : type;
    const char *element =
        is_array ? aicore_memory_name(element_type) : aicore_element_name(element_type);
    if (!element) {
      aicore_refuse_element(p, ptowsp_value_loc(value), element_type);
      return false;
    }
    if (is_array) {
      aicore_line(p, "__gm__ %s* %s = reinterpret_cast<__gm__ %s*>(args[%zu]); // %.*s", element,
                  name, element, i, (int)access.size, access.data);
    } else if (ptowsp_type_is_float(type)) {
      // Floats come as their bits, in the low end of the word.
      aicore_line(p, "union { int64_t word; %s value; } %s_bits;", element, name);
      aicore_line(p, "%s_bits.word = args[%zu];", name, i);
      aicore_line(p, "const %s %s = %s_bits.value;", element, name, name);
    } else {
      aicore_line(p, "const %s %s = static_cast<%s>(args[%zu]);", element, name, element, i);
    }
  }
  return true;
}

static const char head[] =
    "#include <cstdint>\n"
    "#include <pto/pto-inst.hpp>\n"
    "\n"
    "using namespace pto;\n"
    "\n"
    "#ifndef __gm__\n"
    "#define __gm__\n"
    "#endif\n"
    "#ifndef __aicore__\n"
    "#define __aicore__ [aicore]\n"
    "#endif\n"
    "\n";

// Names of pto-isa and of the emitted file.
static const char *const own_names[] = {
    "Shape",       "Stride",          "Tile",         "GlobalTensor", "TileType", "BLayout",
    "SLayout",     "Layout",          "RoundMode",    "AtomicType",   "TileLeft", "TileRight",
    "TileAcc",     "GlobalTensorDim", "half",         "bfloat16_t",   "pto",      "CmpMode",
    "MaskPattern", "is_in",           "greater",      "smaller",      "rest",     "kernel_entry",
    "set_flag",    "wait_flag",       "pipe_barrier",
};

bool aicore_emit_kernel(ptowsp_op_t *kernel, ptowsp_buffer_t *out) {
  ptowsp_buffer_t body = {0};
  printer_t p = {.kernel = kernel, .out = &body, .depth = 1};
  p.scope = (cxx_scope_t){.context = ptowsp_op_context(kernel),
                          .arena = ptowsp_arena_create(),
                          .place = "an AICore kernel",
                          .is_kernel = true};
  for (size_t i = 0; i < PTOWSP_COUNTOF(own_names); i++) cxx_reserve(&p.scope, own_names[i]);
  aicore_reserve_helpers(&p);
  cxx_reserve_helpers(&p.scope);
  p.name = ptowsp_arena_strdup(p.scope.arena, ptowsp_op_symbol(kernel));
  aicore_find_padded_types(&p);
  bool ok = check_raised(&p) && print_parameters(&p) && print_block(&p, ptowsp_op_body(kernel));
  bool cube = ptowsp_str_is(ptowsp_op_attr_text(kernel, "core"), "aic");
  if (ok) {
    ptowsp_buffer_printf(out,
                         "// Kernel %s (%s) for the %s core, written by ptowsp for " AICORE_ISA
                         ".\n// To change it, change the source and emit it again.\n",
                         p.name, cxx_where(&p.scope, ptowsp_op_loc(kernel)),
                         cube ? "cube" : "vector");
    ptowsp_buffer_puts(out, head);
    aicore_print_helpers(&p, out);
    cxx_print_helpers(out, body.data ? body.data : "", "__aicore__ ");
    if (p.types.size) ptowsp_buffer_append(out, p.types.data, p.types.size);
    ptowsp_buffer_puts(out,
                       "\nextern \"C\" __aicore__ __attribute__((always_inline)) void "
                       "kernel_entry(__gm__ int64_t* args) {\n");
    ptowsp_buffer_append(out, body.data, body.size);
    ptowsp_buffer_puts(out, "}\n");
  }
  ptowsp_buffer_deinit(&body);
  ptowsp_buffer_deinit(&p.types);
  ptowsp_vec_deinit(&p.tiles);
  ptowsp_vec_deinit(&p.tile_types);
  ptowsp_vec_deinit(&p.padded);
  ptowsp_vec_deinit(&p.globals);
  ptowsp_vec_deinit(&p.simulated);
  ptowsp_buffer_deinit(&p.simulations);
  cxx_scope_deinit(&p.scope);
  ptowsp_arena_destroy(p.scope.arena);
  return ok;
}

static ptowsp_walk_t find_inexact(ptowsp_op_t *op, void *data) {
  double *factor = data;
  const instruction_t *instruction = aicore_find_instruction(op);
  if (!instruction || instruction->exact) return PTOWSP_WALK_ADVANCE;
  ptowsp_type_t element = ptowsp_type_element(ptowsp_value_type(ptowsp_op_result(op, 0)));
  double own = ptowsp_check_factor(element);
  if (own > *factor) *factor = own;
  return PTOWSP_WALK_ADVANCE;
}

double aicore_function_tolerance(ptowsp_op_t *kernel) {
  double factor = 0;
  ptowsp_walk_pre(kernel, find_inexact, &factor);
  return factor;
}
