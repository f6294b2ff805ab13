// RUN: grep -v -e '^//' -e '^$' %s > %t.in
// RUN: ptowsp-opt %t.in | diff %t.in -
// RUN: ptowsp-opt --print-generic %t.in | ptowsp-opt | diff %t.in -

// Modules have names and attributes and nest.
module @top attributes {wsp.source = "gemm.c"} {
  module @inner {
  }
  module attributes {my.tag} {
    %0 = unrealized_conversion_cast to i32
  }
}
