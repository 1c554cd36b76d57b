import ast

from flask import Flask, request

app = Flask(__name__)
SHAPES = {"circle": 1, "square": 2}


@app.route("/calc")
def calc():
    formula = request.args["formula"]
    # ruleid: py-eval-of-input
    total = eval(formula, {"__builtins__": {}})
    body = request.get_data(as_text=True)
    # ruleid: py-eval-of-input
    exec("result = " + body)
    # ok: py-eval-of-input
    values = ast.literal_eval(formula)
    # ok: py-eval-of-input
    shape = SHAPES[request.args["shape"]]
    # ok: py-eval-of-input
    one = eval("1 + 1")
    return {"total": total, "values": values, "shape": shape, "one": one}
