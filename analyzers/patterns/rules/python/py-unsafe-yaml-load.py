import yaml
from yaml import Loader, SafeLoader


def settings(text, stream):
    # ruleid: py-unsafe-yaml-load
    first = yaml.load(text, Loader=yaml.UnsafeLoader)
    # ruleid: py-unsafe-yaml-load
    second = yaml.load(stream)
    # ruleid: py-unsafe-yaml-load
    third = yaml.load(stream, Loader=Loader)
    # ruleid: py-unsafe-yaml-load
    fourth = yaml.unsafe_load(text)
    # ok: py-unsafe-yaml-load
    fifth = yaml.safe_load(text)
    # ok: py-unsafe-yaml-load
    sixth = yaml.load(text, Loader=yaml.SafeLoader)
    # ok: py-unsafe-yaml-load
    eighth = yaml.load("retries: 3", Loader=yaml.Loader)
    # ok: py-unsafe-yaml-load
    seventh = yaml.load(text, Loader=SafeLoader)
    return first, second, third, fourth, fifth, sixth, seventh, eighth
