#!/bin/sh
# Prints a module of about N operations in generic form.
#
#   sh utils/bench/opt/generate.sh chain N    additions, each of the one before
#   sh utils/bench/opt/generate.sh wide N     one block of distinct constants
#   sh utils/bench/opt/generate.sh nest N     modules within modules, 100 levels at a time
#   sh utils/bench/opt/generate.sh deep N     modules within modules, N levels at once
set -eu
shape=$1
count=$2
exec awk -v shape="$shape" -v count="$count" '
function open() { print "\"builtin.module\"() ({" }
function close_() { print "}) : () -> ()" }
function chain(i, previous) {
  print "  \"func.func\"() <{function_type = (i64) -> i64, sym_name = \"chain\"}> ({"
  print "  ^bb0(%arg0: i64):"
  previous = "%arg0"
  for (i = 0; i < count; i++) {
    printf "    %%%d = \"arith.addi\"(%s, %%arg0) <{overflowFlags = #arith.overflow<none>}> : (i64, i64) -> i64\n", i, previous
    previous = "%" i
  }
  print "    \"func.return\"(" previous ") : (i64) -> ()"
  print "  }) : () -> ()"
}
function wide(i) {
  for (i = 0; i < count; i++)
    printf "  %%%d = \"arith.constant\"() <{value = %d : i64}> : () -> i64\n", i, i
}
function nest(levels, i, k) {
  for (i = 0; i < count; i += levels) {
    for (k = 0; k < levels; k++) open()
    print "^bb0:"
    for (k = 0; k < levels; k++) close_()
  }
}
BEGIN {
  open()
  if (shape == "chain") chain()
  if (shape == "wide") wide()
  if (shape == "nest") nest(100)
  if (shape == "deep") nest(count)
  close_()
}'
