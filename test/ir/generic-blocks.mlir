// RUN: grep -v -e '^//' -e '^$' %s > %t.in
// RUN: ptowsp-opt --print-generic %t.in | diff %t.in -
// RUN: ptowsp-opt %t.in | ptowsp-opt --print-generic | diff %t.in -

// Blocks with labels, arguments and successors keep the order of their labels.
"builtin.module"() ({
  "func.func"() <{function_type = (i1) -> (), sym_name = "f"}> ({
  ^bb0(%arg0: i1):
    "foo.branch"(%arg0)[^bb2, ^bb1] : (i1) -> ()
  ^bb1:  // 2 preds: ^bb0, ^bb2
    "func.return"() : () -> ()
  ^bb2:  // pred: ^bb0
    "foo.branch"()[^bb1] : () -> ()
  }) : () -> ()
  "foo.regions"() ({
  ^bb0:
  }, {
  }, {
    "foo.op"() : () -> ()
  ^bb1(%0: i32):  // no predecessors
    "foo.op"(%0) : (i32) -> ()
  }) : () -> ()
}) : () -> ()
