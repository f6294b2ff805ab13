// A plugin with one thing wrong in its rows, which a macro names.
#include <ptowsp/plugin.h>

#define ROW .operands = "", .results = "", .attrs = "", .regions = "", .summary = ""

static bool run(ptowsp_pass_run_t *run) { return run != NULL; }
static const ptowsp_pass_option_t options[] = {{"n", PTOWSP_OPTION_INT, NULL, "many", ""}};
static const ptowsp_pass_t sound = {.run = run}, empty = {0},
                           endless = {.run = run, .option_count = 3};
static const ptowsp_pass_t typed = {.run = run, .options = options, .option_count = 1};

#if defined NO_RESULT
const ptowsp_plugin_t *ptowsp_plugin(void) { return NULL; }
#else
static const ptowsp_op_info_t ops[] = {
#if defined NO_OP_NAME
    {ROW},
#elif defined NO_DIALECT
    {.name = "square", ROW},
#elif defined NO_COLUMN
    {.name = "t.op"},
#elif defined TWICE
    {.name = "t.op", ROW},
    {.name = "t.op", ROW},
#elif defined CONSTRAINT
    {.name = "t.op", ROW, .operands = "x:round"},
#elif defined ATTRIBUTE
    {.name = "t.op", ROW, .attrs = "x?:i64"},
#elif defined OPERAND
    {.name = "t.op", ROW, .operands = "x y:any"},
#elif defined FORMAT
    {.name = "t.op", ROW, .format = "$y attr-dict"},
#elif defined NO_OPERAND
    {.name = "t.op", ROW, .operands = "x:any", .format = "attr-dict `:` type($x)"},
#elif defined NO_TYPE
    {.name = "t.op", ROW, .operands = "x:any", .results = "r:any", .format = "$x attr-dict `:` type($x)"},
#elif defined NO_REGION
    {.name = "t.op", ROW, .regions = "body", .format = "attr-dict"},
#elif defined NO_DICTIONARY
    {.name = "t.op", ROW, .format = "`now`"},
#elif defined LITERAL
    {.name = "t.op", ROW, .format = "`x"},
#elif defined NO_END
    {.name = "t.op", .regions = "r", .format = "body($r, t.last)", .operands = "", .results = "", .attrs = "", .summary = ""},
#elif defined INSTEAD
    {.name = "t.op", ROW, .attrs = "mode:string=fast"},
#elif defined TRAITS
    {.name = "t.op", ROW, .traits = PTOWSP_TRAIT_COMMUTATIVE},
#elif defined MANY
    {.name = "t.op",
     ROW,
     .operands = "a:any, b:any, c:any, d:any, e:any, f:any, g:any, h:any, i:any"},
#endif
    {.name = "t.last", ROW}};
static const ptowsp_pass_info_t passes[] = {
#if defined NO_PASS_NAME
    {0},
#elif defined PASS_NAME
    {"a,b", "", &sound},
#elif defined NO_SUMMARY
    {"t", NULL, &sound},
#elif defined EMPTY_PASS
    {"t", "", &empty},
#elif defined PASS_TAKEN
    {"cse", "", &sound},
#elif defined OPTIONS
    {"t", "", &endless},
#elif defined DEFAULT
    {"t", "", &typed},
#endif
    {"last", "", &sound}};

const ptowsp_plugin_t *ptowsp_plugin(void) {
  static ptowsp_plugin_t plugin = {PTOWSP_PLUGIN_VERSION, .ops = ops, .passes = passes};
  plugin.op_count = sizeof ops / sizeof ops[0];
  plugin.pass_count = sizeof passes / sizeof passes[0];
#if defined COUNT
  plugin.op_count = (size_t)-1;
#elif defined NO_ROWS
  plugin.passes = NULL;
#endif
  (void)empty, (void)endless, (void)typed;
  return &plugin;
}
#endif
