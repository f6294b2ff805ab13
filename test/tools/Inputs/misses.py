# Files with expectations that nothing meets, into a directory.
import sys

mark = "// exp" + "ected-"
texts = {
    "kind": "func.func @f() -> i32 {\n  %swarning@+1 {{undeclared}}\n  return %%x : i32\n}\n",
    "line": "func.func @f() -> i32 {\n  %serror@+2 {{undeclared}}\n  return %%x : i32\n}\n",
    "pattern": "%serror-re@+1 {{a {{[}} b}}\nmodule {}\n",
    "place": "%serror@there {{undeclared}}\nmodule {}\n",
}
for name, text in texts.items():
    with open(f"{sys.argv[1]}/{name}.mlir", "w") as file:
        file.write(text % mark)
