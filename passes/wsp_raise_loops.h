// What the files of wsp-raise-loops share: the state of raising one kernel.
//
// The scalar program is read, never changed, until all of a kernel is raised; what is built on the
// way stands in front of its terminator and is erased again where an attempt fails.
#ifndef PTOWSP_PASSES_WSP_RAISE_LOOPS_H
#define PTOWSP_PASSES_WSP_RAISE_LOOPS_H

#include "ptowsp/analyses.h"
#include "ptowsp/tile.h"

enum { RAISE_MAX_DIMS = 24, RAISE_MAX_DEPTH = 12, RAISE_MAX_LOOPS = 512 };

// A loop of the nest that becomes an extent of tiles. Affine forms are isl's, owned by the pass's
// state: over the parameters, which are the variables of loops that are kept and integer
// arguments, of the scalar program.
typedef struct {
  ptowsp_op_t *op;
  isl_aff *lower;
  int64_t extent, step; // iterations, and what lies between them
  bool reversed;        // rows or columns count down from the last iteration
} raise_loop_t;

// Where a form lies: forms that differ by a number are on one line.
typedef struct {
  size_t line;
  int64_t at;
} raise_point_t;

// The first form seen of a line, and a number that is the same for all of them.
typedef struct {
  isl_aff *first;
  uint64_t key;
} raise_line_t;

// The elements an access touches in all iterations of the nest: up to two extents.
// Its rows run over the loop `row`, its columns over `col`; NULL: extent 1.
typedef struct {
  ptowsp_value_t *array; // argument or allocation
  bool local;            // an allocation: it lives in tiles only
  ptowsp_type_t element;
  size_t rank; // of the array, behind one dimension for each nest loop around an allocation
  isl_aff *base[RAISE_MAX_DIMS];       // the box around what is touched
  raise_point_t point[RAISE_MAX_DIMS]; // of the base
  int64_t size[RAISE_MAX_DIMS];
  int64_t stride[RAISE_MAX_DIMS]; // in elements
  // How the subscripts advance from one row or column to the next.
  int64_t row_step[RAISE_MAX_DIMS], col_step[RAISE_MAX_DIMS];
  ptowsp_op_t *row, *col;
  int64_t rows, cols;
  uint64_t key; // raise_box_key's, of a box that is kept
} raise_box_t;

// A value of the scalar program and what stands for it: a scalar, or a tile over the loops that
// it varies with. One loop: a tile of one row over `col`.
typedef struct {
  ptowsp_value_t *from;
  ptowsp_value_t *to; // NULL: a condition, of which masks are made where they are used
  ptowsp_op_t *row, *col;
  bool deferred; // a condition that varies
} raise_value_t;

// The tile that holds what a box of an array has in it now.
typedef struct {
  const raise_box_t *box;
  ptowsp_value_t *tile;
  ptowsp_op_t *store; // that wrote it and nothing has read since; NULL: none
} raise_known_t;

// Views and constants built so far, to build each once.
typedef struct {
  const raise_box_t *box;
  ptowsp_value_t *view;
} raise_view_t;

typedef struct {
  int64_t value;
  ptowsp_value_t *constant;
} raise_index_t;

typedef struct {
  ptowsp_attr_t attr;
  ptowsp_value_t *constant;
} raise_number_t;

// A window into which elements were woven one after another.
typedef struct {
  const raise_box_t *box;
  ptowsp_value_t *merged; // what it holds
  ptowsp_value_t *fresh;  // the same where these are; what it is elsewhere does not matter
  int64_t period;         // of the elements woven
  uint64_t phases;        // which of a period's elements these are; 0: not counted
} raise_woven_t;

// What a reduction makes of the element. The first three have instructions.
typedef enum {
  RAISE_SUM,
  RAISE_MAX,
  RAISE_MIN,
  RAISE_PRODUCT,
  RAISE_EXTREME, // condition ? operand : element, the condition comparing these two
  RAISE_PLACE,   // condition ? payload : element, with the condition of an extreme
  RAISE_LAST,    // condition ? payload : element
} raise_reduce_t;

// A store that is repeated over a loop, or two, and depends on what it stored before.
typedef struct {
  raise_reduce_t kind;
  ptowsp_op_t *store, *combine;
  ptowsp_op_t *loads[4]; // of the element
  size_t load_count;
  ptowsp_value_t *operand;   // what is accumulated, or compared
  ptowsp_value_t *condition; // NULL: none
  bool holds;                // whether it does where the element changes
  int predicate;             // pto.tcmp's: operand predicate element
  ptowsp_value_t *payload;
  ptowsp_op_t *extreme, *extreme_store; // of a place
  ptowsp_op_t *over, *also;             // the loop; the second one of a total, or NULL
  // Of an extreme, once it is known: the compared values, the extreme, what was there before and
  // whether it is replaced.
  raise_value_t found_operand, found_best;
  ptowsp_value_t *best, *old, *better;
} raise_reduction_t;

// The box of an access of the nest.
typedef struct {
  ptowsp_op_t *op;
  const raise_box_t *box;
} raise_access_t;

// What may be done in more than one way, and how it is done.
typedef struct {
  bool written;   // loops that accumulate, or move in strides, are written out where a nest is no
                  // tile with them
  bool kept;      // an outer loop is kept rather than inner ones written out
  bool taps;      // short loops are written out whose variables conditions compare with others'
  bool planes;    // short loops over the planes of local arrays are written out
  bool steps;     // loops of every other element run over all
  bool flat;      // loops that were kept are written out
  bool turned;    // loops whose iterations are independent go into those that run in order
  bool sums;      // also into those that only accumulate
  bool may_write; // out: whether these make a difference
  bool may_keep;
  bool may_tap;
  bool may_plane;
  bool may_step;
} raise_ways_t;

// The scalar program rewritten, before it is raised, for what was asked.
typedef struct {
  bool widened, guarded, planes, taps, turned, sums, steps;
  ptowsp_op_t *program; // NULL: turning makes no difference
  size_t unrolled;      // and what came of it
  bool may_tap, may_step;
} raise_rewritten_t;

typedef struct {
  ptowsp_pass_run_t *run;
  ptowsp_context_t *context;
  ptowsp_arena_t *arena;
  isl_ctx *isl;
  ptowsp_op_t *kernel;
  ptowsp_op_t *scalar; // a copy of the kernel, which is rewritten on the way and erased at the end
  ptowsp_builder_t b;
  ptowsp_summaries_t *summaries; // NULL: not asked for yet

  raise_loop_t loops[RAISE_MAX_LOOPS]; // of the nest being raised
  size_t loop_count;
  bool vectorized;  // some nest has become tiles
  bool strided;     // transfers of elements that do not lie side by side are taken
  bool outer;       // some loop around others would have to be written out
  bool written_out; // it may be
  bool settled;     // no loop goes into another one
  bool may_guard;   // a condition keeps an access within its array, and its loops' ranges do not
  bool guarded;     // loads under such a condition are of another element where it does not hold
  bool widened;     // tables are choices; loops between arguments run over all they could touch
  raise_ways_t ways;
  PTOWSP_VEC(raise_rewritten_t) rewrites;
  ptowsp_op_t *best; // a kernel of the cheapest instructions so far; NULL: none
  uint64_t best_cycles;
  uint64_t scalar_cycles;     // of the kernel as it is
  ptowsp_value_map_t *forms;  // of the attempt at a nest; NULL: none
  PTOWSP_VEC(isl_aff *) affs; // every form in use
  PTOWSP_VEC(raise_line_t) lines;
  ptowsp_arena_t *boxes;               // of what is known and viewed
  PTOWSP_VEC(raise_access_t) accesses; // of the nest, as far as they are known
  ptowsp_numbering_t numbered;         // their operations

  PTOWSP_VEC(raise_value_t) values;
  PTOWSP_VEC(raise_known_t) known;
  PTOWSP_VEC(raise_view_t) views;
  PTOWSP_VEC(raise_index_t) indices;
  PTOWSP_VEC(raise_number_t) numbers;
  PTOWSP_VEC(raise_woven_t) woven;
  PTOWSP_VEC(raise_reduction_t) reductions;
  PTOWSP_VEC(ptowsp_loc_t) kept;      // short loops that were kept; they are copied from way to way
  PTOWSP_VEC(ptowsp_op_t *) consumed; // done as part of a reduction
  PTOWSP_VEC(ptowsp_op_t *) dead;     // built, then superseded
  PTOWSP_VEC(ptowsp_op_t *) tasks;    // that run the kernel
  // Pairs of arguments that some task binds to the same memory.
  PTOWSP_VEC(size_t) aliases;

  bool failed;
  bool deeper; // keeping the outermost loop of the nest as a loop may help
  ptowsp_loc_t reason_loc;
  const char *reason;
  // A loop of the nest that has to run in order, or makes others' bounds vary; NULL: unknown.
  ptowsp_op_t *carrier;
  isl_aff *split; // the one iteration of it on which others depend; NULL: there are more
  size_t splits, cuts;
  struct {
    ptowsp_op_t *loop; // of the nest, behind so many iterations of which another tile begins; NULL
    int64_t at;
  } cut;
  bool carried;            // a local's value comes from another iteration of a loop that is kept
  ptowsp_value_t *missing; // that local
  bool rewritten;          // a loop was replaced by others, which are to be raised instead
  size_t unrolled;         // operations made by writing loops out
  size_t visits;           // operations of nests that may still be tried, one by one
  bool exhausted;          // none are left: there is no other attempt
  size_t built;            // instructions asked for, in all attempts
  int64_t tile_bytes;      // that a tile in UB may take
  bool divided;            // a loop into pieces whose tiles take no more than that
  bool reloads;            // large tiles are loaded wherever they are used, rather than to be kept
  ptowsp_op_t *bounder;    // a loop on whose variable another one's bounds depend, not as a form
  struct {
    int64_t bytes, rows, cols; // of a tile that exceeds that; 0: none did
  } large;
} raise_t;

// Notes why the present attempt fails, unless it has failed already. False.
bool raise_fail(raise_t *r, ptowsp_loc_t loc, bool deeper, const char *format, ...)
    PTOWSP_PRINTF(4, 5);

// wsp_raise_loops_nests.c: nests of loops
// Raises the operations of a block of the scalar program, one nest after the other.
bool raise_block(raise_t *r, ptowsp_block_t *block);
// Erases what was built behind an operation; NULL: all of the block.
void raise_erase_built(raise_t *r, const ptowsp_op_t *last);

// The loops around an operation of the scalar program, outermost first, and the values of their
// variables, at least.
typedef struct {
  ptowsp_op_t *loops[RAISE_MAX_DEPTH];
  size_t depth;
  isl_set *domain;
} raise_place_t;

// wsp_raise_loops_places.c: where accesses are
// False: too many loops; else the domain is the caller's.
bool raise_find_place(raise_t *r, ptowsp_op_t *op, raise_place_t *out_place);
// The subscripts of a memref.load or memref.store.
size_t raise_rank(const ptowsp_op_t *access);
// The iterations in which a subscript lies within what the kernel touches; NULL: unknown. And
// whether those are all there are at the place.
isl_set *raise_within(raise_t *r, ptowsp_op_t *access, size_t dim, const raise_place_t *place);
bool raise_is_within(raise_t *r, ptowsp_op_t *access, size_t dim, const raise_place_t *place);
// Whether an access stays within what the kernel touches, for all values of the loops around it
// and whatever conditions it stands under.
bool raise_is_safe(raise_t *r, ptowsp_op_t *access);
// The elements of an argument that the kernel touches; false: unknown.
bool raise_touched(raise_t *r, ptowsp_value_t *array, size_t dim, int64_t *out_first,
                   int64_t *out_size);
// Whether a load may be one of some other element where the condition around it does not hold: data
// or arguments say where it is. Where loops' variables do, their ranges are cut instead.
bool raise_is_guardable(raise_t *r, ptowsp_op_t *op);

// wsp_raise_loops_conditions.c: conditions become choices
// Makes conditional code unconditional as far as it may be.
void raise_flatten_conditions(raise_t *r);
// Whether an integer division has a divisor that only a condition, or a loop that does not run, may
// keep from 0.
bool raise_may_trap(ptowsp_op_t *op);
// Makes the code under one scf.if unconditional, which must be allowed.
void raise_flatten(raise_t *r, ptowsp_op_t *op);
// Why that is not possible for an scf.if; false: it is.
bool raise_condition_obstacle(raise_t *r, ptowsp_op_t *op, ptowsp_loc_t *out_loc,
                              const char **out_reason);

// wsp_raise_loops_turn.c: loops around others that run in order
// Lets loops whose iterations are independent go into those; `sums`: also into loops that only
// accumulate. False: there is none that could.
bool raise_turn_loops(raise_t *r, bool sums);

// wsp_raise_loops_locals.c: local variables
typedef struct {
  ptowsp_op_t *op, *before;
} raise_moved_t;

typedef PTOWSP_VEC(raise_moved_t) raise_sunk_t;

// Declares variables in the innermost loop whose every iteration sets them first.
void raise_sink_locals(ptowsp_op_t *kernel, raise_sunk_t *out_sunk);
// Declares them again where they were.
void raise_put_back(raise_sunk_t *sunk);

// wsp_raise_loops_carry.c: elements read again through an index
// Carries elements that a loop reads through an index which it carries.
void raise_carry_elements(raise_t *r);

// wsp_raise_loops_starts.c: extremes that start from an element
// Lets them take it as the others.
void raise_begin_extremes(raise_t *r);
// Lets extremes of some elements take all, once conditions are choices.
void raise_guard_extremes(raise_t *r);

// wsp_raise_loops_digits.c: variables that are divided
// Splits loops whose variable's quotients and remainders are places.
void raise_split_digits(raise_t *r);

// wsp_raise_loops_widths.c: local integers
// Keeps local integers of 8 and 16 bits that something is added to in 32 bits.
void raise_widen_locals(raise_t *r);

// wsp_raise_loops_steps.c: loops of every other element
// Lets loops run over all elements, under a condition, that take every other one, from a start that
// varies; or notes that there are some.
void raise_square_steps(raise_t *r);

// wsp_raise_loops_kept.c: what is known of locals in and behind loops that are kept
enum { RAISE_MAX_CARRIED = 32 };
typedef struct {
  raise_known_t tiles[RAISE_MAX_CARRIED]; // before the loop
  bool dropped[RAISE_MAX_CARRIED];        // it is not handed on
  size_t count;
} raise_carried_t;

// The tiles of locals that a loop changes, `all` or those that are read elsewhere too; none, if
// they are too many.
void raise_find_carried(raise_t *r, ptowsp_op_t *loop, bool all, raise_carried_t *out_carried);
// Leaves out those that were dropped; false: none was, or none is left.
bool raise_drop_carried(raise_carried_t *carried);
// The loop that is kept, without what is in it; `carried` may be NULL here and below.
ptowsp_op_t *raise_build_kept(raise_t *r, ptowsp_value_t *const bounds[3],
                              const raise_carried_t *carried);
// Whether the missing local may be in tiles if the loop's iterations follow each other: they write
// it, or parts of it are.
bool raise_may_find(const raise_t *r, ptowsp_op_t *loop);
// Limits what is known to what is so in every iteration.
void raise_enter_kept(raise_t *r, ptowsp_op_t *loop, ptowsp_op_t *kept,
                      const raise_carried_t *carried);
// Hands on what is known at the end of an iteration; false: some is not, and dropped.
bool raise_hand_on(raise_t *r, ptowsp_op_t *kept, raise_carried_t *carried);
// Limits what was known before the loop to what is so behind it.
void raise_leave_kept(raise_t *r, ptowsp_op_t *loop, ptowsp_op_t *kept,
                      const raise_carried_t *carried, const raise_known_t *before, size_t count);

// wsp_raise_loops_tables.c: local arrays of constants
// Makes choices of reads of small tables by subscripts that vary.
void raise_spell_tables(raise_t *r);

// wsp_raise_loops_domains.c: loops' ranges
// Gives one iteration of a loop, of this value of the variable, a loop of its own; false: it has
// one, or there are enough loops.
bool raise_split_loop(raise_t *r, ptowsp_op_t *loop, isl_aff *at);
// Makes two loops of one, the first of so many iterations; false: there are enough loops.
bool raise_cut_loop(raise_t *r, ptowsp_op_t *loop, int64_t iterations);
// Does what the body of the loop does where the variable is within the bounds; the condition.
ptowsp_op_t *raise_guard_body(raise_t *r, ptowsp_op_t *loop, ptowsp_value_t *lower,
                              ptowsp_value_t *upper);
// What a subscript adds to the loop's variable that varies with others, in front of the loop; NULL:
// nothing.
ptowsp_value_t *raise_shift_of(raise_t *r, ptowsp_op_t *loop);
// Limits a range of values to those for which all lies within its array that each iteration of the
// loop touches.
void raise_limit_to_touched(raise_t *r, ptowsp_op_t *loop, int64_t *least, int64_t *most);
// Lets the variable count from there.
void raise_shift(ptowsp_op_t *loop, ptowsp_value_t *by);
// Writes a loop out, iteration by iteration; false: it is too long.
bool raise_unroll(raise_t *r, ptowsp_op_t *loop);
// Runs a loop block by block, each of so many iterations; false: it is no longer than that.
bool raise_block_loop(raise_t *r, ptowsp_op_t *loop, int64_t size);
// Lets loops of constant extent that begin where those around say begin at 0.
void raise_straighten_loops(raise_t *r);
// Computes values of loops' variables in 32 bits that are no sums of multiples of them.
void raise_spell_indices(raise_t *r);
// Computes exponentials and logarithms of floats in float that the program takes in double.
void raise_narrow_functions(raise_t *r);
// Makes bounds constant that depend on loops around.
void raise_square_bounds(raise_t *r);
// The comparison with the lower (0) or upper (1) bound that a loop had before; NULL: it has it yet.
ptowsp_op_t *raise_bound_of(ptowsp_op_t *loop, size_t bound);
// The same for bounds that depend on arguments, where what the loop touches limits it.
void raise_square_arguments(raise_t *r);

// wsp_raise_loops_written.c: loops that are written out in advance
// Writes out short loops whose variables are compared together with those of other loops: the taps
// of a window at a border.
void raise_write_out_taps(raise_t *r);
// Writes out short loops that fill a local array plane by plane, so that each plane is a tile.
void raise_write_out_planes(raise_t *r);
// Notes that a loop is kept, if it is short.
void raise_note_kept(raise_t *r, ptowsp_op_t *loop);
// Writes out the loops that were.
void raise_write_out_kept(raise_t *r);

// wsp_raise_loops_affine.c: affine forms
// The value as a form over loops' variables and integer arguments; NULL: it is not affine.
isl_aff *raise_affine(raise_t *r, ptowsp_value_t *value);
// From here on, until they are forgotten, forms of the same value are the same.
void raise_remember_forms(raise_t *r);
void raise_forget_forms(raise_t *r);
// Keeps a form until the kernel is done; takes it, and returns it.
isl_aff *raise_keep(raise_t *r, isl_aff *aff);
// Sets a dimension's base, which is kept.
void raise_set_base(raise_t *r, raise_box_t *box, size_t dim, isl_aff *base);
isl_aff *raise_constant_form(raise_t *r, int64_t value);
// The coefficients of the nest's loops; false: they are not integers.
bool raise_coefficients(raise_t *r, isl_aff *aff, int64_t out_coefficients[RAISE_MAX_LOOPS]);
// The form's value where every loop of the nest is at its lower bound.
isl_aff *raise_at_lower(raise_t *r, isl_aff *aff);
// b - a, if that is a number.
bool raise_distance(isl_aff *a, isl_aff *b, int64_t *out_distance);
isl_aff *raise_minus(raise_t *r, isl_aff *a, isl_aff *b);
bool raise_is_number(isl_aff *aff, int64_t *out_number);
// The value of a form over the parameters, as an index.
ptowsp_value_t *raise_aff_value(raise_t *r, isl_aff *aff);

// wsp_raise_loops_access.c: loops, boxes, legality
const char *raise_loop_name(raise_t *r, const ptowsp_op_t *loop);
const raise_loop_t *raise_find_loop(const raise_t *r, const ptowsp_op_t *op);
// The innermost loop on whose variable the bounds of a loop depend; NULL: none.
ptowsp_op_t *raise_bounder(ptowsp_op_t *loop);
bool raise_collect_loops(raise_t *r, ptowsp_op_t *root);
// The box of a memref.load or memref.store.
bool raise_box(raise_t *r, ptowsp_op_t *access, raise_box_t *out_box);
void raise_forget_accesses(raise_t *r);
const raise_box_t *raise_keep_box(raise_t *r, const raise_box_t *box);
// What lies between two rows, or columns, in memory, in elements.
int64_t raise_row_stride(const raise_box_t *box);
int64_t raise_col_stride(const raise_box_t *box);
// Whether each element of the box is touched once: every loop moves a subscript of its own, or both
// are digits of one.
bool raise_box_is_plain(const raise_box_t *box);
bool raise_box_equal(const raise_box_t *a, const raise_box_t *b);
// The same for equal boxes: where one is looked for among many, the others are seldom compared.
uint64_t raise_box_key(const raise_box_t *box);
// b - a in one dimension, if that is a number.
bool raise_box_distance(const raise_box_t *a, const raise_box_t *b, size_t dim,
                        int64_t *out_distance);
// Whether `inner` lies within `outer` for certain.
bool raise_box_contains(const raise_box_t *outer, const raise_box_t *inner);
bool raise_box_may_overlap(const raise_t *r, const raise_box_t *a, const raise_box_t *b);
// Whether two arrays are arguments that some call binds to the same memory.
bool raise_are_aliases(const raise_t *r, ptowsp_value_t *a, ptowsp_value_t *b);
// Asks for one of the loops to be written out that only accumulate: the shortest; NULL: none.
void raise_ask_for_loop(raise_t *r, ptowsp_op_t *const *loops, size_t count);

// wsp_raise_loops_compare.c: ways to raise a kernel
// Puts the instructions built behind `last` aside, if they are the cheapest so far; else erases
// them.
void raise_put_aside(raise_t *r, ptowsp_op_t *last);
// Forgets the cheapest instructions.
void raise_drop_best(raise_t *r);
// Builds the cheapest instructions again, in front of the kernel's terminator.
void raise_take_best(raise_t *r);

// wsp_raise_loops_share.c: what raised code does again
// Leaves of what is done behind an operation, or from the beginning of the kernel on, what is done
// the first time, if the kernel's tiles fit then.
void raise_share(raise_t *r, ptowsp_op_t *last);

// wsp_raise_loops_match.c: reductions, recognized
// Finds the stores of the nest that accumulate.
bool raise_match_reductions(raise_t *r, ptowsp_op_t *root);
const raise_reduction_t *raise_reduction_of(const raise_t *r, const ptowsp_op_t *op);
bool raise_is_consumed(const raise_t *r, const ptowsp_op_t *op);

// wsp_raise_loops_order.c: dependences
// Proves that running each memory operation for the whole nest before the next one keeps every
// dependence; reductions are matched before.
bool raise_check_order(raise_t *r, ptowsp_op_t *root);
// Finds the tasks that run the kernel, and which arguments are the same memory in one.
bool raise_find_tasks(raise_t *r);

// wsp_raise_loops_needs.c: accesses that matter
// Leaves of the accesses of a nest's model the iterations in which they matter.
void raise_restrict_accesses(raise_t *r, ptowsp_op_t *root, ptowsp_model_t *model);

// wsp_raise_loops_values.c: arithmetic on tiles
ptowsp_value_t *raise_index(raise_t *r, int64_t value);
bool raise_find(raise_t *r, ptowsp_value_t *from, raise_value_t *out_value);
void raise_define(raise_t *r, ptowsp_value_t *from, const raise_value_t *value);
bool raise_is_defined(const raise_t *r, const ptowsp_value_t *from);
bool raise_is_scalar(const raise_value_t *value);
ptowsp_value_t *raise_tile_op(raise_t *r, ptowsp_op_id_t id, ptowsp_type_t type,
                              ptowsp_value_t *const *operands, size_t count);
// Of one tile; of two of the same type; of a tile and a number. NULL of NULL.
ptowsp_value_t *raise_single(raise_t *r, ptowsp_op_id_t id, ptowsp_type_t type, ptowsp_value_t *x);
ptowsp_value_t *raise_pair(raise_t *r, ptowsp_op_id_t id, ptowsp_value_t *x, ptowsp_value_t *y);
ptowsp_value_t *raise_with_number(raise_t *r, ptowsp_op_id_t id, ptowsp_value_t *x, double number);
ptowsp_type_t raise_tile_type(raise_t *r, int64_t rows, int64_t cols, ptowsp_type_t element,
                              ptowsp_memory_t memory);
// A tile of these loops from a value that varies with fewer; NULL after a failure.
ptowsp_value_t *raise_expand(raise_t *r, const raise_value_t *value, ptowsp_type_t element,
                             ptowsp_op_t *row, ptowsp_op_t *col);
bool raise_binary(raise_t *r, ptowsp_op_id_t id, const raise_value_t *x, const raise_value_t *y,
                  raise_value_t *out_value);
bool raise_arith(raise_t *r, ptowsp_op_t *op);
const char *raise_type_name(raise_t *r, ptowsp_type_t type);
// The loops over which the result of combining two values varies.
bool raise_join(raise_t *r, const raise_value_t *x, const raise_value_t *y, ptowsp_op_t **out_row,
                ptowsp_op_t **out_col);

// wsp_raise_loops_ranges.c: what words hold
// Whether an index, and all that it is computed from, is a number of 32 bits for certain;
// `trusting`: if what comes of ints of data and arguments is one, as in C. An argument of 64 bits
// is what tasks hand to it.
bool raise_is_word(const raise_t *r, ptowsp_value_t *index, bool trusting);
// Whether it is one, and not negative.
bool raise_is_natural(const raise_t *r, ptowsp_value_t *index);
// Whether it lies between -limit and limit, and whether the difference of two is a word.
bool raise_is_below(const raise_t *r, ptowsp_value_t *index, int64_t limit);
bool raise_is_word_apart(const raise_t *r, ptowsp_value_t *x, ptowsp_value_t *y);

// wsp_raise_loops_count.c: values of loops' variables
// The values of a form over the nest's loops, as integers, and words of the same signs.
bool raise_count(raise_t *r, isl_aff *form, ptowsp_type_t element, raise_value_t *out_value);
bool raise_count_signs(raise_t *r, isl_aff *form, raise_value_t *out_value);
// The values of an index, computed from loops' variables and from data.
bool raise_index_value(raise_t *r, ptowsp_value_t *index, ptowsp_type_t element,
                       raise_value_t *out_value);
// An index that is the same in all iterations, in the range of words, which compares with another
// one as it does; NULL: there is none.
ptowsp_value_t *raise_near_index(raise_t *r, ptowsp_value_t *index, ptowsp_value_t *other);

// wsp_raise_loops_choice.c: conditions
bool raise_index_compare(raise_t *r, ptowsp_op_t *op);
bool raise_condition(raise_t *r, ptowsp_op_t *op, const raise_value_t *operands);
// A mask of these loops for a condition of the scalar program; NULL after a failure.
ptowsp_value_t *raise_mask(raise_t *r, ptowsp_value_t *from, ptowsp_op_t *row, ptowsp_op_t *col);
// A mask from two tiles, or a tile and a scalar; `predicate` is pto.tcmp's.
ptowsp_value_t *raise_compare(raise_t *r, int64_t predicate, ptowsp_value_t *x, ptowsp_value_t *y);
bool raise_choose(raise_t *r, ptowsp_value_t *condition, const raise_value_t *yes,
                  const raise_value_t *no, ptowsp_type_t element, raise_value_t *out_value);
// `one` where the condition holds, else 0.
bool raise_truth(raise_t *r, ptowsp_value_t *condition, double one, ptowsp_type_t element,
                 raise_value_t *out_value);

// wsp_raise_loops_gather.c: elements that do not lie side by side
// Whether a load has subscripts that are computed, from data say.
bool raise_is_gather(raise_t *r, ptowsp_op_t *load);
bool raise_gather(raise_t *r, ptowsp_op_t *load);
// Whether a box with strides is gathered from rows around it.
bool raise_has_window(raise_t *r, const raise_box_t *box);
ptowsp_value_t *raise_load_window(raise_t *r, const raise_box_t *box);
// The box's elements from a tile that holds them among others; NULL: it does not, or a failure.
ptowsp_value_t *raise_load_part(raise_t *r, const raise_known_t *known, const raise_box_t *box);

// wsp_raise_loops_bits.c: integers
bool raise_is_bits(ptowsp_op_id_t id);
bool raise_bits(raise_t *r, ptowsp_op_id_t id, const raise_value_t *x, const raise_value_t *y,
                ptowsp_type_t element, raise_value_t *out_value);

// wsp_raise_loops_divide.c: quotients and remainders of 32-bit integers
bool raise_divide(raise_t *r, ptowsp_op_id_t id, const raise_value_t *x, const raise_value_t *y,
                  raise_value_t *out_value);

// wsp_raise_loops_convert.c: element types
// A number that an integer type does not have is a failure, and 0.
ptowsp_value_t *raise_number(raise_t *r, double value, ptowsp_type_t element);
bool raise_is_cast(ptowsp_op_id_t id);
// A conversion of the scalar program.
bool raise_cast(raise_t *r, ptowsp_op_t *op, raise_value_t *value);
// To another type in one instruction, which must hold the value.
bool raise_convert(raise_t *r, raise_value_t *value, ptowsp_type_t to);
// Integers to a type of 32 bits; false: they have more, or a failure.
bool raise_widen(raise_t *r, raise_value_t *value, ptowsp_type_t to, bool is_unsigned);
// Elements of 4 bytes that hold these, and these again.
ptowsp_value_t *raise_as_words(raise_t *r, ptowsp_value_t *tile);
ptowsp_value_t *raise_from_words(raise_t *r, ptowsp_value_t *tile, ptowsp_type_t element);
// To a type that pto.tcmp takes, in the same order.
bool raise_comparable(raise_t *r, raise_value_t *value, bool unsigned_order);

// wsp_raise_loops_functions.c: functions without an instruction
// Whether a formula stands for the function.
bool raise_has_formula(const ptowsp_op_t *op);
// Raises the formula in its place.
bool raise_formula(raise_t *r, ptowsp_op_t *op);

// wsp_raise_loops_product.c: matrix products
// Raises the kernel if all it does is to multiply matrices; `lines`: also one row or one column.
bool raise_products(raise_t *r, bool lines);

// wsp_raise_loops_reduce.c: reductions, raised
bool raise_reduction(raise_t *r, ptowsp_op_t *store, const raise_box_t *box);

// wsp_raise_loops_memory.c: loads and stores
// The tile of what a box holds; NULL after a failure.
ptowsp_value_t *raise_load_box(raise_t *r, const raise_box_t *box);
// Writes a tile to the box; `atomic` adds it to what is there.
bool raise_store_box(raise_t *r, const raise_box_t *box, ptowsp_value_t *tile, bool atomic);
// Writes a tile to the box, of whose elements only those of `changed` are others than before.
bool raise_store_around(raise_t *r, const raise_box_t *box, const raise_box_t *changed,
                        ptowsp_value_t *tile);
bool raise_load(raise_t *r, ptowsp_op_t *load);
bool raise_store(raise_t *r, ptowsp_op_t *store);
// Shortens what raising one operation at a time leaves behind.
void raise_tidy(raise_t *r, ptowsp_block_t *block, ptowsp_op_t *first);

#endif
