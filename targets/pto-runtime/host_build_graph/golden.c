// golden.py and golden/: inputs from a seed, expected outputs from the user's own C.
//
// The serial elision is the meaning of the program, so the tree carries the source and its
// headers, and the expected outputs are what they compute when compiled as plain C.
#include <errno.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "../aicore/aicore.h"
#include "graph.h"
#include "ptowsp/check.h"

// ---------------------------------------------------------------- sources

typedef struct {
  hbg_graph_t *graph;
  ptowsp_tree_t *tree;
  PTOWSP_VEC(const char *) directories; // -I, in order
} sources_t;

static bool is_file(const char *path) {
  char *data;
  size_t size;
  const char *error;
  if (!ptowsp_file_read(path, &data, &size, &error)) return false;
  free(data);
  return true;
}

static const char *directory_of(hbg_graph_t *graph, const char *path) {
  const char *slash = strrchr(path, '/');
  if (!slash) return "";
  return ptowsp_arena_strdup(graph->arena, (ptowsp_str_t){path, (size_t)(slash - path) + 1});
}

static bool copy_file(sources_t *sources, const char *from, const char *to);

// The name in an #include line, and whether it is in quotes. False: not such a line.
static bool read_include(const char *line, const char *end, ptowsp_str_t *out_name,
                         bool *out_quoted) {
  while (line < end && (*line == ' ' || *line == '\t')) line++;
  if (line == end || *line++ != '#') return false;
  while (line < end && (*line == ' ' || *line == '\t')) line++;
  if (end - line < 7 || strncmp(line, "include", 7) != 0) return false;
  for (line += 7; line < end && (*line == ' ' || *line == '\t'); line++) continue;
  if (line == end || (*line != '"' && *line != '<')) return false;
  *out_quoted = *line == '"';
  const char *stop = memchr(line + 1, *out_quoted ? '"' : '>', (size_t)(end - line) - 1);
  if (!stop) return false;
  *out_name = (ptowsp_str_t){line + 1, (size_t)(stop - line) - 1};
  return true;
}

// Takes along an included file if it is the user's: beside the including one, or in a -I
// directory. System headers are found again by the compiler.
static bool copy_include(sources_t *sources, const char *from, const char *to, ptowsp_str_t name,
                         bool quoted) {
  hbg_graph_t *graph = sources->graph;
  const char *plain = ptowsp_arena_strdup(graph->arena, name);
  const char *found = NULL, *place = NULL;
  if (quoted) {
    const char *beside = plain[0] == '/' ? "" : directory_of(graph, from);
    found = ptowsp_arena_printf(graph->arena, "%s%s", beside, plain);
    place = ptowsp_arena_printf(graph->arena, "%s%s", directory_of(graph, to), plain);
    if (!is_file(found)) found = NULL;
  }
  for (size_t i = 0; !found && i < sources->directories.size; i++) {
    found = ptowsp_arena_printf(graph->arena, "%s/%s", sources->directories.data[i], plain);
    place = ptowsp_arena_printf(graph->arena, "golden/%s", plain);
    if (!is_file(found)) found = NULL;
  }
  if (!found || ptowsp_tree_has(sources->tree, place)) return true;
  if (strstr(plain, "..") || plain[0] == '/') {
    ptowsp_error(graph->context, ptowsp_op_loc(graph->workload),
                 "the tree carries the source and its headers along, and '%s' lies outside: move "
                 "it beside the source or give its directory with -I",
                 plain);
    return false;
  }
  return copy_file(sources, found, place);
}

static bool copy_file(sources_t *sources, const char *from, const char *to) {
  hbg_graph_t *graph = sources->graph;
  char *data;
  size_t size;
  const char *error;
  if (!ptowsp_file_read(from, &data, &size, &error)) {
    ptowsp_error(graph->context, ptowsp_op_loc(graph->workload),
                 "the tree carries the C source along to compute its expected outputs, but '%s' "
                 "cannot be read: %s",
                 from, error);
    return false;
  }
  ptowsp_buffer_append(ptowsp_tree_add(sources->tree, to), data, size);
  bool ok = true;
  for (const char *line = data, *end = data + size; ok && line < end;) {
    const char *stop = memchr(line, '\n', (size_t)(end - line));
    if (!stop) stop = end;
    ptowsp_str_t name;
    bool quoted;
    if (read_include(line, stop, &name, &quoted))
      ok = copy_include(sources, from, to, name, quoted);
    line = stop + 1;
  }
  free(data);
  return ok;
}

// The directories and the definitions of the import's command line.
static void read_arguments(sources_t *sources, ptowsp_buffer_t *flags) {
  const ptowsp_target_options_t *options = sources->graph->options;
  for (size_t i = 0; i < options->clang_arg_count; i++) {
    const char *arg = options->clang_args[i];
    bool joined = arg[0] == '-' && arg[1] && strchr("IDU", arg[1]) && arg[2];
    bool parted = arg[0] == '-' && arg[1] && strchr("IDU", arg[1]) && !arg[2] &&
                  i + 1 < options->clang_arg_count;
    const char *value = joined ? arg + 2 : parted ? options->clang_args[++i] : NULL;
    if (!value) continue;
    if (arg[1] == 'I') {
      ptowsp_vec_push(&sources->directories, value);
      continue;
    }
    char *text = ptowsp_arena_printf(sources->graph->arena, "-%c%s", arg[1], value);
    ptowsp_buffer_puts(flags, ", ");
    ptowsp_buffer_json_string(flags, ptowsp_str(text));
  }
  ptowsp_vec_push(&sources->directories, options->include_dir);
}

// golden/golden.c: calls the workload on pointers.
static void print_driver(hbg_graph_t *graph, const char *source, ptowsp_buffer_t *out) {
  ptowsp_buffer_printf(out,
                       "// The sequential program that %s is, for golden.py to call.\n"
                       "#include \"%s\"\n\n"
                       "void pto_wsp_golden(void **arrays);\n"
                       "void pto_wsp_golden(void **arrays)\n{\n    %s(",
                       source, source, graph->name);
  ptowsp_block_t *body = ptowsp_op_body(graph->workload);
  for (size_t i = 0, array = 0; i < ptowsp_block_arg_count(body); i++) {
    ptowsp_type_t type = ptowsp_value_type(ptowsp_block_arg(body, i));
    if (i) ptowsp_buffer_puts(out, ", ");
    if (ptowsp_type_kind(type) == PTOWSP_TYPE_MEMREF)
      ptowsp_buffer_printf(out, "arrays[%zu]", array++);
    else if (ptowsp_type_is_float(type))
      ptowsp_buffer_printf(
          out, "%a",
          ptowsp_float_decode(ptowsp_type_float_kind(type), (uint64_t)graph->sizes_by_argument[i]));
    else
      ptowsp_buffer_printf(out, "%" PRId64, graph->sizes_by_argument[i]);
  }
  ptowsp_buffer_puts(out, ");\n}\n");
}

// ---------------------------------------------------------------- golden.py

// numpy's name of the elements; unsigned ones wider than a byte go under the signed name, since
// the runner's torch has no others and the bits are the same.
static const char *dtype_name(ptowsp_type_t element, bool is_unsigned) {
  if (ptowsp_type_is_float(element)) {
    switch (ptowsp_type_float_kind(element)) {
      case PTOWSP_FLOAT_F16:
        return "float16";
      case PTOWSP_FLOAT_BF16:
        return "bfloat16";
      case PTOWSP_FLOAT_F32:
        return "float32";
      default:
        return "float64";
    }
  }
  switch (ptowsp_type_width(element)) {
    case 1:
      return "bool";
    case 16:
      return "int16";
    case 32:
      return "int32";
    case 64:
      return "int64";
    default:
      return is_unsigned ? "uint8" : "int8";
  }
}

static void print_arrays(hbg_graph_t *graph, ptowsp_buffer_t *out) {
  ptowsp_block_t *body = ptowsp_op_body(graph->workload);
  ptowsp_buffer_puts(out,
                     "# Name, elements, extents, access, draws unsigned, start of its stream.\n"
                     "_ARRAYS = [\n");
  for (size_t i = 0, array = 0; i < ptowsp_block_arg_count(body); i++) {
    ptowsp_type_t type = ptowsp_value_type(ptowsp_block_arg(body, i));
    if (ptowsp_type_kind(type) != PTOWSP_TYPE_MEMREF) continue;
    const hbg_buffer_t *buffer = &graph->buffers.data[array++];
    bool no_sign = hbg_is_unsigned(graph, i);
    ptowsp_str_t access = cxx_nth_text(graph->workload, "arg_access", i);
    ptowsp_buffer_printf(out, "    (\"%s\", \"%s\", (", buffer->name,
                         dtype_name(ptowsp_type_element(type), no_sign));
    for (size_t d = 0; d < ptowsp_type_rank(type); d++)
      ptowsp_buffer_printf(out, "%" PRId64 ", ", ptowsp_type_shape(type)[d]);
    ptowsp_buffer_printf(out, "), \"%.*s\", %s, 0x%016" PRIx64 "),\n", (int)access.size,
                         access.data, no_sign ? "True" : "False",
                         ptowsp_fnv1a(buffer->name, strlen(buffer->name)));
  }
  ptowsp_buffer_puts(out, "]\n");
}

static const char functions[] =
    "\n\n"
    "def _draw(dtype, shape, unsigned, start):\n"
    "    \"\"\"The array ptowsp-run draws from seed 0: splitmix64, one number an element.\"\"\"\n"
    "    count = int(np.prod(shape, dtype=np.int64))\n"
    "    with np.errstate(over=\"ignore\"):\n"
    "        z = np.arange(1, count + 1, dtype=np.uint64) * np.uint64(0x9E3779B97F4A7C15)\n"
    "        z += np.uint64(start)\n"
    "        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)\n"
    "        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)\n"
    "        z ^= z >> np.uint64(31)\n"
    "    if \"float\" in dtype:\n"
    "        return ((z >> np.uint64(53)).astype(np.float64) - 1024) / 1024\n"
    "    if dtype == \"bool\":\n"
    "        return z >> np.uint64(63)\n"
    "    return (z >> np.uint64(60)).astype(np.int64) - (0 if unsigned else 8)\n"
    "\n\n"
    "def _array(values, dtype):\n"
    "    if dtype == \"bfloat16\":\n"
    "        import torch  # numpy has no such type\n"
    "        return torch.from_numpy(np.ascontiguousarray(values)).to(torch.bfloat16)\n"
    "    return np.ascontiguousarray(values).astype(\"int8\" if dtype == \"bool\" else dtype)\n"
    "\n\n"
    "def generate_inputs(params):\n"
    "    tensors = {}\n"
    "    for name, dtype, shape, access, unsigned, start in _ARRAYS:\n"
    "        if access == \"out\":\n"
    "            values = np.zeros(shape, dtype=np.float64)\n"
    "        else:\n"
    "            values = _draw(dtype, shape, unsigned, start).reshape(shape)\n"
    "        tensors[name] = _array(values, dtype)\n"
    "    return tensors\n"
    "\n\n"
    "@functools.lru_cache(maxsize=None)\n"
    "def _program():\n"
    "    with tempfile.TemporaryDirectory() as directory:\n"
    "        library = str(Path(directory) / \"golden.so\")\n"
    "        compiler = shlex.split(os.environ.get(\"CC\", \"cc\"))\n"
    "        subprocess.run(compiler + _FLAGS + [\"-I\", str(_GOLDEN), str(_GOLDEN / "
    "\"golden.c\"),\n"
    "                                           \"-o\", library, \"-lm\"], check=True)\n"
    "        return ctypes.CDLL(library).pto_wsp_golden\n"
    "\n\n"
    "def _address(tensor):\n"
    "    return tensor.data_ptr() if hasattr(tensor, \"data_ptr\") else tensor.ctypes.data\n"
    "\n\n"
    "def compute_golden(tensors, params):\n"
    "    \"\"\"Runs the program on the tensors (numpy or torch, contiguous) in place.\"\"\"\n"
    "    addresses = [_address(tensors[name]) for name in TENSOR_ORDER]\n"
    "    _program()((ctypes.c_void_p * len(addresses))(*addresses))\n";

// The runner compares with |got - expected| <= ATOL + RTOL * |expected|.
static void print_tolerance(hbg_graph_t *graph, ptowsp_buffer_t *out) {
  size_t count = ptowsp_block_arg_count(ptowsp_op_body(graph->workload));
  double *factors = PTOWSP_ARENA_NEW(graph->arena, double, count + 1);
  ptowsp_check_tolerances(graph->workload, factors);
  double factor = 0, floats = 0;
  for (size_t i = 0; i < count; i++) {
    ptowsp_type_t type = ptowsp_value_type(ptowsp_block_arg(ptowsp_op_body(graph->workload), i));
    bool is_float = ptowsp_type_kind(type) == PTOWSP_TYPE_MEMREF &&
                    ptowsp_type_is_float(ptowsp_type_element(type));
    factor = factors[i] > factor ? factors[i] : factor;
    if (is_float && factors[i] > floats) floats = factors[i];
  }
  // One tolerance for all outputs: that of the floats, if there are any.
  if (floats > 0) factor = floats;
  for (size_t i = 0; i < graph->kernels.size; i++) {
    double own = aicore_function_tolerance(graph->kernels.data[i].op);
    factor = own > factor ? own : factor;
  }
  if (factor == 0 || factor == 1) {
    ptowsp_buffer_puts(out, factor == 0
                                ? "\n\n# Every operation rounds as in the sequential program.\n"
                                  "RTOL = 0.0\nATOL = 0.0\n"
                                : "\n\n# Sums in another order than in the sequential program, "
                                  "rounded to integers.\nRTOL = 0.0\nATOL = 1.0\n");
    return;
  }
  ptowsp_buffer_printf(
      out,
      "\n\ndef _largest_output():\n"
      "    tensors = generate_inputs({})\n"
      "    compute_golden(tensors, {})\n"
      "    largest = 0.0\n"
      "    for name in __outputs__:\n"
      "        values = tensors[name]\n"
      "        if hasattr(values, \"data_ptr\"):\n"
      "            values = values.double().numpy()\n"
      "        finite = values[np.isfinite(values)]\n"
      "        largest = max(largest, float(np.abs(finite).max(initial=0)))\n"
      "    return largest\n"
      "\n\n"
      "# Sums in another order than in the sequential program, or another exp or log:\n"
      "# |got - expected| <= RTOL * (|expected| + max |expected|).\n"
      "RTOL = %.0e\nATOL = RTOL * _largest_output()\n",
      factor);
}

static void print_python(hbg_graph_t *graph, const char *source, const char *flags,
                         ptowsp_buffer_t *out) {
  ptowsp_buffer_printf(
      out,
      "\"\"\"Inputs and expected outputs of workload %s; written by ptowsp.\n\n"
      "The expected outputs are those of the program itself: golden/golden.c "
      "includes %s,\nwhich is a sequential C program, and is compiled with $CC "
      "(or cc) on first use.\n\"\"\"\n"
      "import ctypes\nimport functools\nimport os\nimport shlex\n"
      "import subprocess\nimport tempfile\nfrom pathlib import Path\n\n"
      "import numpy as np\n\n"
      "_GOLDEN = Path(__file__).resolve().parent / \"golden\"\n"
      "# -Bsymbolic: a function of the program may be called as one of the C library.\n"
      "_FLAGS = [\"-std=c17\", \"-O2\", \"-ffp-contract=off\", \"-w\", \"-shared\", "
      "\"-fPIC\", \"-Wl,-Bsymbolic\"%s]\n",
      graph->name, source, flags);
  print_arrays(graph, out);
  ptowsp_buffer_puts(out,
                     "TENSOR_ORDER = [array[0] for array in _ARRAYS]\n"
                     "__outputs__ = [array[0] for array in _ARRAYS if array[3] != \"in\"]\n");
  ptowsp_buffer_puts(out, functions);
  print_tolerance(graph, out);
}

bool hbg_emit_golden(hbg_graph_t *graph, ptowsp_tree_t *tree) {
  ptowsp_op_t *module = ptowsp_op_parent(graph->workload);
  ptowsp_str_t path = ptowsp_op_attr_text(module, "wsp.source");
  if (!path.size) {
    ptowsp_error(graph->context, ptowsp_op_loc(graph->workload),
                 "the tree carries the C source along to compute its expected outputs, but this "
                 "module does not name one (wsp.source): import it with --import-c");
    return false;
  }
  const char *from = ptowsp_arena_strdup(graph->arena, path);
  const char *slash = strrchr(from, '/');
  const char *name = slash ? slash + 1 : from;
  // Not ours, and a name that an #include can spell.
  if (strcmp(name, "golden.c") == 0 || strpbrk(name, "\"\\\n")) name = "program.c";
  sources_t sources = {.graph = graph, .tree = tree};
  ptowsp_buffer_t flags = {0};
  read_arguments(&sources, &flags);
  bool ok = copy_file(&sources, from, ptowsp_arena_printf(graph->arena, "golden/%s", name));
  if (ok) {
    print_driver(graph, name, ptowsp_tree_add(tree, "golden/golden.c"));
    print_python(graph, name, flags.size ? flags.data : "", ptowsp_tree_add(tree, "golden.py"));
  }
  ptowsp_buffer_deinit(&flags);
  ptowsp_vec_deinit(&sources.directories);
  return ok;
}
