#!/bin/sh
# Checks everything: the format, the builds with gcc and with clang 22 (warnings are errors), and
# the test suite. Closes with "N passed, N failed"; exit status 1 if anything failed.
#
#   sh utils/check.sh              format, both builds, suite
#   sh utils/check.sh --sanitize   a build with AddressSanitizer, LeakSanitizer and
#                                  UndefinedBehaviorSanitizer, and the suite under it
#   sh utils/check.sh --long       the same as without options, 2,000 random programs
#                                  (utils/fuzz/check_programs.py) and every operator on all pairs
#                                  of types (utils/fuzz/gen_conversions.py): most of an hour
#
# PTOWSP_BUILD_DIR names another build directory than build/; the others stand beside it.
set -u
cd "$(dirname "$0")/.." || exit 1
build=${PTOWSP_BUILD_DIR:-build}

sanitize=no
long=no
case ${1-} in
  '') ;;
  --sanitize) sanitize=yes ;;
  --long) long=yes ;;
  *) echo "usage: check.sh [--sanitize|--long]" >&2; exit 2 ;;
esac

passed=0
failed=0
finish() {
  [ $((passed + failed)) -gt 0 ] || failed=1
  echo "$passed passed, $failed failed"
  [ "$failed" -eq 0 ]
  exit
}

# check NAME COMMAND…: one check, which passes if the command does; shows its output if not.
check() {
  name=$1
  shift
  if output=$("$@" 2>&1); then
    passed=$((passed + 1))
    echo "ok      $name"
  else
    failed=$((failed + 1))
    printf '%s\n' "$output"
    echo "FAILED  $name"
    return 1
  fi
}

formatted() {
  find include lib passes targets tools utils -name '*.[ch]' -exec clang-format-22 --dry-run -Werror {} +
}
# build_in DIRECTORY CMAKE-OPTION…
build_in() {
  directory=$1
  shift
  cmake -S . -B "$directory" -G Ninja "$@" && ninja -C "$directory"
}
# Each operator on the edge values of each pair of types, against the C compiler.
conversions() {
  mkdir -p "$build/conversions"
  /usr/bin/python3 utils/fuzz/gen_conversions.py --all "$build/conversions" || return 1
  for program in "$build"/conversions/*.c; do
    "$build/bin/ptowsp-run" "$program" --check \
      --pass-pipeline=canonicalize,cse,wsp-infer-deps,wsp-assign-dispatch,wsp-task-window || return 1
  done
}
# suite DIRECTORY: runs all tests of a build and adds their numbers to ours.
suite() {
  results=$1/lit.json
  rm -f "$results"
  "$lit" -sv --output "$results" "$1/test"
  counts=$(/usr/bin/python3 utils/lit_counts.py "$results")
  set -- $counts
  echo "suite   $1 passed, $2 failed, $3 skipped"
  if [ $(($1 + $2)) -eq 0 ]; then
    echo "FAILED  no test ran"
    set -- 0 1 0
  fi
  passed=$((passed + $1))
  failed=$((failed + $2))
}

lit=/usr/lib/llvm-22/bin/lit
check "tools and libraries are installed" sh utils/install-deps.sh --tests || finish

if [ $sanitize = yes ]; then
  check "build with sanitizers" build_in "$build-sanitize" -DCMAKE_C_COMPILER=gcc \
    -DCMAKE_BUILD_TYPE=Debug "-DCMAKE_C_FLAGS_DEBUG=-O1 -g" -DPTOWSP_SANITIZE=ON || finish
  suite "$build-sanitize"
else
  check "format" formatted
  check "build with clang 22" build_in "$build-clang" -DCMAKE_C_COMPILER=clang-22 \
    -DCMAKE_BUILD_TYPE=Debug
  check "build with gcc" build_in "$build" -DCMAKE_C_COMPILER=gcc -DCMAKE_BUILD_TYPE=Release || finish
  suite "$build"
  [ $long = no ] || check "2,000 random programs" \
    /usr/bin/python3 utils/fuzz/check_programs.py "--bin=$build/bin" "--keep=$build/fuzz" 0 2000
  [ $long = no ] || check "operators on all pairs of types" conversions
fi
finish
