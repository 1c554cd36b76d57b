from flask import Flask, render_template, render_template_string, request
from jinja2 import Environment

app = Flask(__name__)
env = Environment(autoescape=True)


@app.route("/hello")
def hello():
    name = request.args["name"]
    # ruleid: py-template-injection
    page = render_template_string(f"<h1>Hello {name}</h1>")
    # ruleid: py-template-injection
    page += env.from_string("Bye " + name).render()
    # ok: py-template-injection
    page += render_template_string("<h1>Hello {{ name }}</h1>", name=name)
    # ok: py-template-injection
    page += render_template("hello.html", name=name)
    # ok: py-template-injection
    page += env.from_string("Bye {{ name }}").render(name=name)
    return page
