// The importer's shared state and the functions its files offer each other.
//
// libclang parses; the importer walks cursors and builds IR. Every switch over
// cursor kinds refuses what it does not know, at its source range. A failed
// expression yields an operand of form NONE after an error was emitted; callers
// pass it on silently, so that one mistake gives one message.
#ifndef PTOWSP_FRONTEND_IMPORTER_H
#define PTOWSP_FRONTEND_IMPORTER_H

#include <clang-c/Index.h>

#include "ptowsp/frontend.h"

enum {
  MAX_RANK = 8,       // of an array
  MAX_ARGUMENTS = 64, // of a kernel; more than a task record holds are packed
  MAX_DEPTH = 1000,   // nesting of expressions and statements
};

// ---------------------------------------------------------------- C types

typedef enum { C_NONE, C_VOID, C_BOOL, C_INTEGER, C_FLOAT } ctype_kind_t;

// A scalar type of C as far as the IR can hold it.
typedef struct {
  ctype_kind_t kind;
  unsigned width; // bits; _Bool: 8
  bool is_signed;
  ptowsp_float_kind_t float_kind;
} ctype_t;

// ---------------------------------------------------------------- values

// How the value of an expression is held until somebody needs it as plain IR.
typedef enum {
  FORM_NONE,     // refused; an error has been emitted
  FORM_PLAIN,    // `value` has the IR type of `type` (_Bool: never)
  FORM_CONSTANT, // an integer known now: `low`
  FORM_TRUTH,    // `value` is i1; the C value is 0 or 1
  FORM_INDEX,    // `value` is index and equals the C value (mod 2^64 for 64-bit unsigned)
  FORM_WIDE,     // `value` is f32; the C type is 16 bits wide and rounding is pending
} form_t;

typedef struct {
  form_t form;
  ctype_t type;
  ptowsp_value_t *value;
  bool is_leaf;   // PLAIN: a scalar variable, as opposed to a computed or loaded value
  bool is_ranged; // the value is known to lie in [low, high]
  int64_t low, high;
} operand_t;

// An array, or the part of it that some leading subscripts select.
typedef struct {
  ptowsp_value_t *memref; // NULL: refused
  ctype_t element;
  size_t rank;                 // of the memref
  size_t taken;                // leading dimensions fixed by subscripts
  operand_t indices[MAX_RANK]; // one a dimension, INDEX or CONSTANT: where the part starts
  const char *name;
  bool is_scalar; // &x, of a memref of rank 0: an array of that one element
  bool is_tile;   // wsp_at: of as many dimensions as what it is passed to
} array_t;

typedef enum { BIND_POISON, BIND_VALUE, BIND_CELL, BIND_ARRAY } binding_kind_t;

// What a declaration means in the function being imported.
typedef struct {
  CXCursor decl;
  binding_kind_t kind;
  bool is_loop_variable;
  operand_t value; // VALUE
  array_t array;   // ARRAY; CELL: a memref of rank 0
} binding_t;

typedef enum { MODE_KERNEL, MODE_WORKLOAD } function_mode_t;

typedef PTOWSP_VEC(CXCursor) cursor_vec_t;

// A kernel of the module (or one that failed to get there).
typedef struct {
  CXCursor decl;
  const char *name;
  bool failed;
  size_t param_count;
  ctype_t *param_types;         // scalars and element types
  ptowsp_type_t *param_memrefs; // NULL: a scalar
} kernel_t;

typedef struct exit_flag exit_flag_t; // exits.c

// A loop that is being built.
typedef struct {
  const ptowsp_op_t *op;
  CXCursor statement;
  CXCursor step; // i++, which an expression may hold: the loop does it
} open_loop_t;

// An error that has been reported.
typedef struct {
  ptowsp_loc_t loc;
  const char *text;
} refused_t;

typedef struct {
  ptowsp_context_t *context;
  ptowsp_module_t *module;
  ptowsp_arena_t *arena; // scratch, dies with the import
  CXTranslationUnit unit;
  const char *path;
  CXFile last_file; // of the last location, with its number in the context
  uint32_t last_file_number;

  ptowsp_builder_t builder;
  function_mode_t mode;
  bool index_context; // inside a subscript or bound: scalars become index at once
  unsigned depth;
  size_t calls;     // that have been inlined in this kernel or workload
  bool is_too_deep; // or too long: has been reported; nothing more is
  PTOWSP_VEC(binding_t) bindings;
  PTOWSP_VEC(binding_t) tables; // constant arrays of the file that this function uses
  cursor_vec_t assigned;        // variables that something writes after their first value
  cursor_vec_t checked;         // functions seen by check_function
  cursor_vec_t inlining;        // functions being inlined, outermost first
  cursor_vec_t called;          // workloads that workloads call
  PTOWSP_VEC(kernel_t) kernels;
  PTOWSP_VEC(open_loop_t) loops;
  PTOWSP_VEC(refused_t) refused;

  bool has_exits;                         // return, continue, break in the function, not at its end
  exit_flag_t *flags;                     // that statements which leave set, innermost first
  unsigned break_target, continue_target; // the loop or switch that these leave, by number
  unsigned last_target;
  array_t result; // of an inlined function that is left in several places
} importer_t;

// ---------------------------------------------------------------- source.c

typedef struct {
  CXCursor *data;
  size_t size;
} children_t;

ptowsp_loc_t source_loc(importer_t *im, CXCursor cursor);
ptowsp_loc_t source_range_loc(importer_t *im, CXSourceRange range);
// The identifier, number or operator at a place of a file; empty if there is none.
ptowsp_str_t source_word(importer_t *im, CXSourceLocation location);
// The first character at or behind a place that is not blank; 0: none.
char source_next_char(importer_t *im, CXSourceLocation location);
// Copies into the arena and disposes.
const char *source_string(importer_t *im, CXString string);
const char *source_name(importer_t *im, CXCursor cursor);
const char *source_type_name(importer_t *im, CXType type);
children_t source_children(importer_t *im, CXCursor cursor);
// Without parentheses and the nodes clang adds for implicit conversions.
CXCursor source_strip(importer_t *im, CXCursor cursor);
// Whether a cursor stands in the file being imported, also where a macro wrote it.
bool source_is_main(importer_t *im, CXCursor cursor);
bool source_contains(const cursor_vec_t *set, CXCursor cursor);
// Reports a construct outside the language, at the cursor.
void refuse(importer_t *im, CXCursor cursor, const char *format, ...) PTOWSP_PRINTF(3, 4);
// The same for a cursor whose kind no switch accepts: names it, and what to write instead.
void refuse_kind(importer_t *im, CXCursor cursor);

// ---------------------------------------------------------------- deep_stack.c

// Calls `run` and returns when it is done; it has room for deep recursion.
void run_on_deep_stack(void (*run)(void *data), void *data);

// ---------------------------------------------------------------- clang_diagnostics.c

// Passes clang's own diagnostics on; false if one of them is an error.
bool pass_clang_diagnostics(importer_t *im);

// ---------------------------------------------------------------- types.c

// kind C_NONE if the IR cannot hold it; nothing is reported.
ctype_t ctype_of(CXType type);
ctype_t ctype_integer(unsigned width, bool is_signed);
ctype_t ctype_int(void);
ctype_t ctype_float(ptowsp_float_kind_t kind);
bool ctype_equal(ctype_t a, ctype_t b);
bool ctype_is_narrow_float(ctype_t type); // f16 and bf16: computed in f32
bool ctype_holds(ctype_t type, int64_t value);
ptowsp_type_t ctype_ir(importer_t *im, ctype_t type); // _Bool: i1, a byte in memory
// The type of arithmetic on operands of these types (C17 6.3.1.1, 6.3.1.8).
ctype_t ctype_promote(ctype_t type);
ctype_t ctype_common(ctype_t a, ctype_t b);
// What to write instead of a type outside the language: "; use …", or "".
const char *type_advice(CXType type);
// Extents of a declaration's array type, outermost first (PTOWSP_DYNAMIC: not constant),
// and its element type. False after an error at the declaration: too many of them, an element
// type outside the language.
bool array_shape(importer_t *im, CXCursor where, CXType type, int64_t *out_extents,
                 size_t *out_rank, ctype_t *out_element);

// ---------------------------------------------------------------- extents.c

// The expressions between a declaration's brackets, outermost first; false after an error.
bool array_sizes(importer_t *im, CXCursor decl, size_t rank, CXCursor *out_sizes);
bool shape_is_static(const int64_t *extents, size_t rank);
// What a parameter's extents are, as an affine map of the integer parameters; NULL after an
// error.
ptowsp_attr_t extents_attr(importer_t *im, CXCursor param, const int64_t *extents, size_t rank,
                           const cursor_vec_t *symbols);
// The index values of a local array's variable extents; those found constant are settled in
// `extents`. False after an error.
bool import_sizes(importer_t *im, CXCursor decl, int64_t *extents, size_t rank,
                  ptowsp_value_t **out_sizes);

// ---------------------------------------------------------------- conversions.c

operand_t operand_none(void);
operand_t operand_plain(ctype_t type, ptowsp_value_t *value);
operand_t operand_constant(ctype_t type, int64_t value);
operand_t operand_truth(ctype_t type, ptowsp_value_t *value);
operand_t operand_index(ctype_t type, ptowsp_value_t *value);
operand_t operand_wide(ctype_t type, ptowsp_value_t *value);
bool operand_is_none(operand_t x);
operand_t convert(importer_t *im, operand_t x, ctype_t to);
// A cast the user wrote also rounds what is held wider than its type.
operand_t convert_explicitly(importer_t *im, operand_t x, ctype_t to);
ptowsp_value_t *materialize(importer_t *im, operand_t x); // of type ctype_ir
// arith.cmpi or arith.cmpf with a predicate by its number.
ptowsp_value_t *build_comparison(importer_t *im, ptowsp_op_id_t id, int predicate,
                                 ptowsp_value_t *x, ptowsp_value_t *y);
// Rounds a __bf16 that is held wider where clang does: before anything but + - * / takes it.
operand_t settle(importer_t *im, operand_t x);
ptowsp_value_t *materialize_wide(importer_t *im, operand_t x); // f32 of a 16-bit float
operand_t from_ir(ctype_t type, ptowsp_value_t *value);        // of type ctype_ir
ptowsp_value_t *as_truth(importer_t *im, operand_t x);
ptowsp_value_t *as_index(importer_t *im, operand_t x);
// The same as an operand: CONSTANT stays, all else becomes INDEX.
operand_t to_index(importer_t *im, operand_t x);
ptowsp_value_t *float_constant(importer_t *im, ctype_t type, double value);

// ---------------------------------------------------------------- arithmetic.c

// The binary operators, one a row of operators.def.
typedef enum {
#define OPERATOR(ID, SPELLING, CLANG, SIGNED, UNSIGNED, FLOAT) BINARY_##ID,
#define COMPARISON OPERATOR
#include "operators.def"
  BINARY_COUNT,
} binary_t;

// BINARY_COUNT: not in the table. `out_assigns`: the compound assignment of it.
binary_t binary_of(enum CXBinaryOperatorKind kind, bool *out_assigns);
bool binary_is_shift(binary_t op);
bool binary_is_comparison(binary_t op);
// Operands must have a common type (shifts: each promoted). `where` is for errors.
operand_t build_binary(importer_t *im, CXCursor where, binary_t op, operand_t x, operand_t y);
operand_t build_index_binary(importer_t *im, binary_t op, operand_t x, operand_t y);
operand_t build_negation(importer_t *im, operand_t x);
operand_t build_complement(importer_t *im, operand_t x);
operand_t build_not(importer_t *im, operand_t x);

// ---------------------------------------------------------------- expressions.c

operand_t import_expression(importer_t *im, CXCursor cursor);
// What _Generic chooses; a null cursor: that is not certain.
CXCursor generic_choice(importer_t *im, CXCursor generic);
// In index arithmetic as far as C's meaning allows.
operand_t import_index(importer_t *im, CXCursor cursor);
ptowsp_value_t *import_condition(importer_t *im, CXCursor cursor); // i1; NULL after an error
// The value of an integer constant expression; false if it is none (nothing is reported).
bool constant_integer(CXCursor cursor, int64_t *out_value);

// ---------------------------------------------------------------- assignments.c

// =, op=, ++ and --: the value they have; form NONE after an error.
operand_t import_assignment(importer_t *im, CXCursor cursor);
// Whether an expression assigns or calls.
bool has_effects(CXCursor cursor);

// ---------------------------------------------------------------- conditionals.c

operand_t import_ternary(importer_t *im, CXCursor cursor);
operand_t import_logical(importer_t *im, CXCursor cursor, bool is_and);
// An scf.if with results of `type` (NULL: none), both regions empty, with a builder in
// a new block of a region, and back with scf.yield of `value` (NULL: nothing).
ptowsp_op_t *build_if(importer_t *im, ptowsp_value_t *condition, ptowsp_type_t type);
ptowsp_builder_t enter_region(importer_t *im, ptowsp_op_t *op, size_t region);
void leave_region(importer_t *im, ptowsp_builder_t outer, ptowsp_value_t *value);

// Whether an op may stop the program for some operands.
bool op_may_trap(ptowsp_op_t *op);
// An scf.if with one result as arith.select, if both sides may as well be computed.
ptowsp_value_t *flatten_select(importer_t *im, ptowsp_op_t *op);

// ---------------------------------------------------------------- exits.c

// Whether a statement leaves its function, loop or switch in any case.
bool always_leaves(importer_t *im, CXCursor cursor);
// Whether a statement may leave it.
bool may_leave(importer_t *im, CXCursor cursor);
// Statements in order; those behind one that may leave run if it did not.
void import_list(importer_t *im, const CXCursor *statements, size_t count);
// return, continue or break where it stands.
void import_exit(importer_t *im, CXCursor cursor);
// The value that a function's statements return; form NONE after an error.
operand_t import_returned(importer_t *im, const CXCursor *statements, size_t count, ctype_t type);
void import_switch(importer_t *im, CXCursor cursor);

// What leaves a loop: begun before its scf.for is built, ended behind it.
typedef struct {
  exit_flag_t *flag; // that break sets; NULL: none
  bool may_return;
  unsigned break_target, continue_target; // around the loop
  const exit_flag_t *guards[2];           // the body runs where none of them is set
  ptowsp_builder_t outer[2];
} loop_exits_t;

// `is_guarded`: a further condition of the loop leaves it like a break.
void begin_loop(importer_t *im, const CXCursor *items, size_t count, bool is_guarded,
                loop_exits_t *loop);
// The condition under which a statement does nothing but break; a null cursor: it is none of them.
CXCursor break_condition(importer_t *im, CXCursor cursor);
void enter_loop_body(importer_t *im, loop_exits_t *loop);
void leave_loop_body(importer_t *im, loop_exits_t *loop);
void end_loop(importer_t *im, const loop_exits_t *loop);
// An scf.if, with empty regions, for what an iteration does only if nothing has left the loop.
ptowsp_op_t *build_unless_left(importer_t *im, const loop_exits_t *loop);
// Leaves the loop from here on.
void leave_loop(importer_t *im, const loop_exits_t *loop);

// ---------------------------------------------------------------- calls.c

operand_t import_call(importer_t *im, CXCursor cursor);
// A call as a statement: a task in a workload, else inlined.
void import_call_statement(importer_t *im, CXCursor cursor);

// ---------------------------------------------------------------- memory_calls.c

// memcpy or memset as a statement; false: the function is another one.
bool import_memory_call(importer_t *im, CXCursor call, const char *name);

// ---------------------------------------------------------------- arrays.c

// An array or a slice of one: A, A[i], &A[i][j], wsp_at(A, i, j).
array_t import_array(importer_t *im, CXCursor cursor);
// The element or scalar cell an lvalue names; memref NULL after an error.
array_t import_element(importer_t *im, CXCursor cursor);
// What an element or cell holds; of a cell of a workload what is known of it.
operand_t load_element(importer_t *im, const array_t *element);
// The same, always by a load.
operand_t build_load(importer_t *im, const array_t *element);
// The dimensions of an array that no subscript has fixed.
size_t open_rank(const array_t *array);
// Gives a tile the dimensions of the parameter it is passed to; false after an error.
bool fit_tile(importer_t *im, CXCursor argument, CXCursor param, array_t *array);
void store_element(importer_t *im, const array_t *element, operand_t value);
array_t whole_array(ptowsp_value_t *memref, ctype_t element, const char *name);
ptowsp_value_t *build_at(importer_t *im, const array_t *array, ptowsp_type_t view);

// ---------------------------------------------------------------- declarations.c

binding_t *find_binding(importer_t *im, CXCursor decl); // NULL: none
binding_t *bind(importer_t *im, CXCursor decl, binding_kind_t kind);
// Whether an expression is about a variable whose declaration was refused: say no more.
bool is_poisoned(importer_t *im, CXCursor cursor);
void import_declaration(importer_t *im, CXCursor statement);
void import_variable(importer_t *im, CXCursor decl);
// A scalar with a first value (form NONE: without one): SSA, or a cell if it is written later.
void bind_scalar(importer_t *im, CXCursor decl, ctype_t type, operand_t value);
// =, op=, ++ and --.
bool writes_its_operand(CXCursor cursor);
// A variable of rank 0 without a value.
array_t build_cell(importer_t *im, ctype_t type, const char *name);
// Enters what a function or statement writes into im->assigned; true if it holds a break, a
// continue, or a return that is not its last statement.
bool collect_assigned(importer_t *im, CXCursor code);
// A constant of file scope: `const int N = 4;`.
operand_t import_global(importer_t *im, CXCursor reference, CXCursor decl);
// (float[]){1, 2}, and the list of its values.
array_t import_array_literal(importer_t *im, CXCursor literal);
CXCursor literal_values(importer_t *im, CXCursor literal);
// A constant array of file scope, as a local array filled where the kernel begins;
// memref NULL after an error.
array_t import_table(importer_t *im, CXCursor reference, CXCursor decl);

// ---------------------------------------------------------------- cells.c

// What a cell holds: a value known from the stores in front, or a load.
operand_t cell_value(importer_t *im, const array_t *cell);
// Cells that nothing reads, with what is stored in them.
void erase_unread_cells(ptowsp_op_t *function);

// ---------------------------------------------------------------- initializers.c

void import_array_initializer(importer_t *im, const array_t *array, CXCursor initializer);

// ---------------------------------------------------------------- statements.c, loops.c

// Goes one level down into an expression or statement; false if that is too deep.
bool enter_level(importer_t *im, CXCursor cursor);

void import_statement(importer_t *im, CXCursor cursor);
void import_for(importer_t *im, CXCursor cursor);
// Whether a variable declared in the current function is used in loops over it alone.
bool is_loop_only(importer_t *im, CXCursor decl);

// ---------------------------------------------------------------- annotations.c

typedef enum {
#define PTOWSP_ANNOTATION(ID, MACRO, PLACE, ARGUMENTS, SUMMARY) ANNOTATION_##ID,
#include "ptowsp/annotations.def"
  ANNOTATION_COUNT,
} annotation_t;

// The annotations of one declaration.
typedef struct {
  bool has[ANNOTATION_COUNT];
  CXCursor attribute[ANNOTATION_COUNT];
} annotations_t;

// Reads the attributes of a declaration without reporting anything.
annotations_t read_annotations(importer_t *im, CXCursor decl);
// Walks a declaration and reports annotations that are unknown, not built yet, repeated,
// or where they mean nothing. Every declaration of the file is checked.
void check_annotations(importer_t *im, CXCursor top_level);
// Checks a function that becomes part of the program, once: attributes the language does
// not have, and the annotations if it comes from an included file.
void check_function(importer_t *im, CXCursor definition);
// "in", "out", "inout" or "" of an array parameter.
const char *access_annotation(importer_t *im, const annotations_t *annotations, bool is_const);
// Attributes of the IR; NULL if absent or after an error.
ptowsp_attr_t dispatch_annotation(importer_t *im, const annotations_t *annotations);
ptowsp_attr_t window_annotation(importer_t *im, const annotations_t *annotations);
ptowsp_attr_t core_annotation(importer_t *im, const annotations_t *annotations);
ptowsp_attr_t tile_annotation(importer_t *im, const annotations_t *annotations); // or "auto"
// Whether `name` is a word of the language that is not built yet.
bool is_planned_word(ptowsp_str_t name);

// ---------------------------------------------------------------- functions.c

bool is_kernel(importer_t *im, CXCursor function);
bool is_workload(importer_t *im, CXCursor function);
// The kernel a function defines, imported when first met; NULL after an error.
kernel_t *import_kernel(importer_t *im, CXCursor function, CXCursor where);
void import_workload(importer_t *im, CXCursor function);

// ---------------------------------------------------------------- inlining.c

// The body of a function's definition; a null cursor: it has none.
CXCursor function_body(importer_t *im, CXCursor function);
// The dimensions of what a pointer or an array parameter points to; 0: it is neither.
size_t pointer_rank(CXType type);
// Imports a call of a function of the file in place.
operand_t inline_call(importer_t *im, CXCursor call, CXCursor function);

#endif
