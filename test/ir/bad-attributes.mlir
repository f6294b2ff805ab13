// RUN: ptowsp-opt --split-input-file --verify-diagnostics %s

// expected-error@+1 {{duplicate key 'a' in dictionary attribute}}
"foo.op"() {a = 1, a = 2} : () -> ()

// -----

// expected-error@+1 {{expected attribute value}}
"foo.op"() {a = } : () -> ()

// -----

// expected-error@+1 {{integer constant out of range for attribute}}
"foo.op"() {a = 256 : i8} : () -> ()

// -----

// expected-error@+1 {{integer constant out of range for attribute}}
"foo.op"() {a = 99999999999999999999} : () -> ()

// -----

// expected-error@+1 {{integer constant out of range for attribute}}
"foo.op"() {a = 0x1FFFFFFFFFFFFFFFFFFFFFFFFFFFFFFFF : i128} : () -> ()

// -----

// expected-error@+1 {{f8E8M0FNU has no negative numbers}}
"foo.op"() {a = -1.0 : f8E8M0FNU} : () -> ()

// -----

// expected-error@+1 {{unexpected decimal integer literal for a floating point value}}
"foo.op"() {a = 1 : f32} : () -> ()

// -----

// expected-error@+1 {{floating point value not valid for specified type}}
"foo.op"() {a = 1.0 : i32} : () -> ()

// -----

// expected-error@+1 {{hexadecimal float constant out of range for type}}
"foo.op"() {a = 0x10000 : f16} : () -> ()

// -----

// expected-error@+1 {{undefined symbol alias id 'nobody'}}
"foo.op"() {a = #nobody} : () -> ()

// -----

// expected-note@+1 {{previously defined here}}
#a = 1 : i32
// expected-error@+1 {{redefinition of attribute alias id 'a'}}
#a = 2 : i32

// -----

// expected-error@+1 {{unbalanced '>' character in pretty dialect name}}
"foo.op"() {a = #foo.attr<[1>]>} : () -> ()

// -----

// expected-error@+1 {{element type bitwidth must be a multiple of 8}}
"foo.op"() {a = array<i7: 1>} : () -> ()

// -----

// expected-error@+1 {{sparse index #0 is not contained within the value shape}}
"foo.op"() {a = sparse<2, 5> : tensor<2xi32>} : () -> ()

// -----

// expected-error@+1 {{inferred shape of elements literal does not match type}}
"foo.op"() {a = sparse<[[0], [1]], [5]> : tensor<2xi32>} : () -> ()

// -----

// expected-error@+1 {{`dense_resource` expected a shaped type}}
"foo.op"() {a = dense_resource<key> : i32} : () -> ()

// -----

// expected-error@+1 {{expected distinct ID}}
"foo.op"() {a = distinct[x]<1>} : () -> ()

// -----

// expected-error@+1 {{use of undeclared identifier}}
"foo.op"() {a = affine_map<(d0) -> (d1)>} : () -> ()

// -----

// expected-error@+1 {{operation location alias was never defined}}
"foo.op"() : () -> () loc(#nowhere)

// -----

// expected-error@+1 {{a symbol that is referred to has no '::@' in its name}}
"foo.op"() {a = @a::@"b::@c"} : () -> ()

// -----

// expected-error@+1 {{the properties of 'arith.constant' are a dictionary, {name = value}}}
"arith.constant"() <1> : () -> i32
