from flask import Flask, request
from lxml import etree

app = Flask(__name__)
tree = etree.parse("users.xml")


@app.route("/user")
def user():
    name = request.args["name"]
    # ruleid: py-xpath-injection
    found = tree.xpath("//user[@name='" + name + "']")
    # ruleid: py-xpath-injection
    found += etree.XPath(f"//group[. = '{request.args['group']}']")(tree)
    # ok: py-xpath-injection
    found += tree.xpath("//user[@name=$name]", name=name)
    # ok: py-xpath-injection
    found += tree.xpath("//user[%d]" % int(request.args["number"]))
    return [element.tag for element in found]
