"""What real Jinja2, in the environment that dbt makes of it, does with every .sql file of a folder.

    python jinja_render.py FOLDER OUT

Each file is parsed, and rendered with a context that knows nothing of any warehouse: macros of the folder are
called for real, every other name that a tag calls or looks into is a `Thing`, which prints how it was come by.
Writes one JSON line first, {"jinja2", "names"}, then one per file: {"path", "refused", "text", "error", "cuts"}, where
`refused` is the parser's message, `text` is null when rendering raised, and `cuts` is what the parser says of the
file's beginnings, [code points, refused]: whole files hardly ever have an error.
"""

import json
import re
import signal
import sys
from pathlib import Path

import jinja2
from dbt_common.clients.jinja import get_environment
from jinja2 import nodes
from jinja2.ext import Extension

LONGEST = 400
SECONDS = 10


class Snapshot(Extension):
    """dbt takes snapshot blocks out of a file before Jinja2 sees it; here the file is one template, so they are macros."""

    tags = {"snapshot"}

    def parse(self, parser):
        node = nodes.Macro(lineno=next(parser.stream).lineno)
        node.name = "snapshot_" + parser.parse_assign_target(name_only=True).name
        node.args, node.defaults = [], []
        node.body = parser.parse_statements(("name:endsnapshot",), drop_needle=True)
        return node


class Returned(BaseException):
    def __init__(self, value):
        self.value = value


class Refused(Exception):
    pass


def shown(value):
    if isinstance(value, jinja2.Undefined):
        return "undefined"
    return repr(value)


def arguments(given, named):
    return ", ".join([*map(shown, given), *(f"{key}={shown(value)}" for key, value in named.items())])


class Thing:
    """Answers whatever is asked of it with another of its kind."""

    def __init__(self, text):
        self._text = text if len(text) <= LONGEST else text[:LONGEST]

    def __repr__(self):
        return self._text

    def __getattr__(self, name):
        # Jinja2 and its sandbox ask every object for these.
        if name.startswith("_") or name in ("unsafe_callable", "alters_data", "jinja_pass_arg"):
            raise AttributeError(name)
        return Thing(f"{self._text}.{name}")

    def __getitem__(self, key):
        if isinstance(key, str) and key.startswith("_"):
            raise KeyError(key)
        return Thing(f"{self._text}[{shown(key)}]")

    def __call__(self, *given, **named):
        return Thing(f"{self._text}({arguments(given, named)})")

    def __iter__(self):
        return iter([Thing(f"{self._text}#1"), Thing(f"{self._text}#2")])

    def __len__(self):
        return 2

    def __eq__(self, other):
        return isinstance(other, Thing) and other._text == self._text

    def __hash__(self):
        return hash(self._text)

    def __lt__(self, other):
        return self._text < other._text if isinstance(other, Thing) else NotImplemented

    def __add__(self, other):
        return Thing(f"({self._text} + {shown(other)})")

    def __radd__(self, other):
        return Thing(f"({shown(other)} + {self._text})")

    def __sub__(self, other):
        return Thing(f"({self._text} - {shown(other)})")

    def __rsub__(self, other):
        return Thing(f"({shown(other)} - {self._text})")


class With(Thing):
    """A Thing of which some attributes, or the call, are known."""

    def __init__(self, text, known=None, call=None):
        super().__init__(text)
        self._known = known or {}
        self._call = call

    def __getattr__(self, name):
        if not name.startswith("_") and name in self._known:
            return self._known[name]
        return super().__getattr__(name)

    def __call__(self, *given, **named):
        return self._call(*given, **named) if self._call else super().__call__(*given, **named)


def setting(label):
    def call(*given, **named):
        if len(given) > 1:
            return given[1]
        return named["default"] if "default" in named else Thing(f"{label}({arguments(given, named)})")

    return call


def give_back(value=None):
    raise Returned(value)


def refuse(message=None, *_given, **_named):
    raise Refused(str(message))


def nothing(*_given, **_named):
    return ""


def context(macros, names):
    def dispatch(name, *given, **named):
        return macros.get(f"default__{name}") or Thing(f"adapter.dispatch({arguments((name, *given), named)})")

    known = {name: Thing(name) for name in names}
    known.update(
        {
            "execute": True,
            "is_incremental": lambda: True,
            "return": give_back,
            "log": nothing,
            "print": nothing,
            "var": With("var", call=setting("var")),
            "env_var": With("env_var", call=setting("env_var")),
            "config": With("config", {"get": setting("config.get")}, nothing),
            "adapter": With("adapter", {"dispatch": dispatch}),
            "exceptions": With("exceptions", {"raise_compiler_error": refuse, "warn": nothing}),
        }
    )
    return {**known, **macros}


class Macro:
    """As dbt calls one: in a module of its own, ended by `return`."""

    def __init__(self, environment, node, known):
        template = nodes.Template([node], lineno=1)
        template.set_environment(environment)
        code = environment.compile(template)
        self._template = environment.template_class.from_code(environment, code, environment.make_globals(None))
        self._name = node.name
        self._known = known

    def __call__(self, *given, **named):
        module = self._template.make_module(self._known, False)
        try:
            return getattr(module, self._name)(*given, **named)
        except Returned as returned:
            return returned.value


PREFIX = "dbt_macro__"
RESERVED = {"loop", "caller", "varargs", "kwargs", "self", "super", "true", "false", "none", "True", "False", "None"}
WORDS = set("if elif else endif for in recursive is not and or set do call filter block macro test".split())


def called_names(text):
    inside = " ".join(re.findall(r"\{[{%].*?[%}]\}", text, re.S))
    return re.findall(r"(?<![\w.])([A-Za-z_][A-Za-z0-9_]*)\s*[.(]", inside, re.A)


def parse(environment, text):
    try:
        return environment.parse(text), None
    except jinja2.TemplateSyntaxError as error:
        return None, f"{error.lineno}: {error.message}"
    except RecursionError:
        return None, "0: too deep"


def cuts(environment, text):
    places = sorted({len(text) * part // 5 for part in range(1, 5)})
    return [(place, parse(environment, text[:place])[1]) for place in places]


def too_slow(_signal, _frame):
    raise TimeoutError("took too long")


def main(folder, out):
    environment = get_environment(None)
    environment.add_extension(Snapshot)
    texts = {}
    for path in sorted(Path(folder).rglob("*.sql")):
        if path.is_file():
            # dbt reads files as UTF-8; what isn't, is no template for anybody.
            try:
                texts[path.relative_to(folder).as_posix()] = path.read_bytes().decode("utf-8")
            except UnicodeDecodeError:
                continue

    parsed, refused = {}, {}
    for path, text in texts.items():
        tree, refused[path] = parse(environment, text)
        if tree is not None:
            parsed[path] = tree

    names = {name for text in texts.values() for name in called_names(text)}
    names = sorted(names - RESERVED - WORDS - set(environment.globals))
    macros = {}
    known = {}
    for path, tree in parsed.items():
        for node in tree.body:
            if isinstance(node, nodes.Macro):
                name = node.name.removeprefix(PREFIX)
                macros[name] = Macro(environment, node, known)
    known.update(context(macros, names))

    signal.signal(signal.SIGALRM, too_slow)
    with open(out, "w", encoding="utf-8") as lines:
        print(json.dumps({"jinja2": jinja2.__version__, "names": names}), file=lines)
        for path, text in texts.items():
            answer = {"path": path, "refused": refused[path], "text": None, "error": None}
            answer["cuts"] = cuts(environment, text)
            if path in parsed:
                signal.alarm(SECONDS)
                try:
                    template = environment.from_string(text)
                    answer["text"] = template.render(known)
                except (Exception, Returned) as error:  # whatever a template can raise is an answer
                    answer["error"] = f"{type(error).__name__}: {error}"
                finally:
                    signal.alarm(0)
            print(json.dumps(answer), file=lines)


if __name__ == "__main__":
    sys.setrecursionlimit(3000)
    main(sys.argv[1], sys.argv[2])
