#!/bin/sh
# Builds a fuzz target and runs it on its corpus, which grows from run to run.
#
#   sh utils/fuzz/run.sh TARGET SECONDS [OPTION-OF-LIBFUZZER…]
#
# TARGET is parse or passes. PTOWSP_BUILD_DIR names another build directory than build-fuzz/; corpus
# and findings (crash-…, leak-…, timeout-…, oom-…) are in its fuzz/TARGET/. PTOWSP_BIN, a directory
# with our tools, adds the modules of the examples to the seeds.
set -eu
cd "$(dirname "$0")/../.."
build=${PTOWSP_BUILD_DIR:-build-fuzz}
case ${1-} in
  parse | passes) ;;
  *) echo "usage: run.sh parse|passes SECONDS [OPTION…]" >&2; exit 2 ;;
esac
target=$1
seconds=${2:?seconds to run}
shift 2

[ -f "$build/build.ninja" ] || cmake -S . -B "$build" -G Ninja -DPTOWSP_FUZZ=ON \
  -DCMAKE_C_COMPILER=clang-22 -DCMAKE_BUILD_TYPE=Debug -DCMAKE_C_FLAGS_DEBUG=-O1
ninja -C "$build" "fuzz-$target"

work=$build/fuzz/$target
mkdir -p "$work/corpus"
python3 utils/fuzz/seeds.py "$target" "$work/seeds" "$work/dictionary" ${PTOWSP_BIN:+"$PTOWSP_BIN"}
UBSAN_OPTIONS=print_stacktrace=1 exec "$build/bin/fuzz-$target" "$work/corpus" "$work/seeds" \
  -dict="$work/dictionary" -artifact_prefix="$work/" -max_total_time="$seconds" \
  -timeout=25 -rss_limit_mb=2048 -max_len=16384 -print_final_stats=1 "$@"
