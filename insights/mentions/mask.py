"""What is not prose is set aside: URLs, file names, badges, tags, imports.

Everything here keeps the length of the text, so that an offset into the masked copy is an offset into the original.
A masked character becomes `MASK`, which no expression of the vocabulary can match across.
"""

import re

MASK = "\x01"

_WIDE = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | {0x3000: 0x20}

_BLOCK_TAGS = {
    "<p": "\n\n", "<div": "\n\n", "<li": "\n- ", "<tr": "\n| ", "<td": "| ", "<th": "| ", "<br": "\n",
    "<pre": "\n```\n",
    "</pre": "\n```\n", "</p": "\n\n", "</li": "\n", "</ul": "\n\n", "</ol": "\n\n", "</div": "\n\n", "</table": "\n\n",
    "<blockquote": "\n> ", "<h1": "\n# ", "<h2": "\n## ", "<h3": "\n## ", "<h4": "\n## ", "<h5": "\n## ",
    "<h6": "\n## ", "</h1": "\n", "</h2": "\n", "</h3": "\n", "</h4": "\n", "</h5": "\n", "</h6": "\n",
}  # fmt: skip
_TAG = re.compile(r"<!--.{0,4000}?-->|<(/?[a-zA-Z][a-zA-Z0-9]{0,15})(?=[\s>/])[^<>]{0,1500}>", re.DOTALL)

_EXTENSION = (
    r"(?:py|ipynb|csv|tsv|md|rst|sh|bat|json|jsonl|ya?ml|toml|cfg|ini|pth?|ckpt|h5|hdf5|pkl|npy|npz|"
    r"png|jpe?g|gif|svg|txt"
    r"|zip|gz|tar|pdf|parquet|feather|onnx|bin|safetensors|dockerfile|lisp|cpp|cu|rs|js|html|lock|log|"
    r"model|weights|rds)"
)
_SIZE = r"(?:base|large|small|xlarge|xxlarge|xsmall|uncased|cased|instruct)"
"""Tells the name of published weights from a competition's."""
_LISTED = (
    r"(?:cv|lb|public|private|lgbm?|lightgbm|xgb|xgboost|cat|catboost|cb|rf|mlp|nn|dnn|cnn|rnn|gru|lstm|bilstm|tcn|svm|"
    r"knn|lr|ridge|bert|roberta|deberta|electra|bce|ce|dice|jaccard|iou|lovasz|focal|tversky|mse|mae|kl)"
)
"""Boards, models and losses: between slashes they are a list and no path."""
_ASIDE = re.compile(
    r"(?P<url>https?://[^\s<>\"')\]}，。、）】]+|www\.[^\s<>\"')\]]+)"
    r"|(?P<target>\]\([^()\n]{0,1000}(?:\([^()\n]{0,300}\)[^()\n]{0,300})?\))"
    r"|(?P<image>!\[[^\]\n]{0,500}\])"
    r"|(?P<pin>(?<![\w.])[\w\-\[\]]{2,60}(?:\s?(?:==|~=|>=)\s?v?\d[\w.]{0,30}|=\d+\.\d+\.\d[\w.]{0,10}))"
    r"|(?P<file>(?<![^\s`'\"(\[{,=|"
    r"*>:])(?:[\w.\-~+@%(){}]{1,80}[/\\]){0,12}[\w.\-+@%(){}]{0,120}\.(?i:" + _EXTENSION + r")\b)"
    r"|(?P<path>(?<![^\s`'\"(\[=])(?:\.{0,2}/|~/|(?!(?i:" + _LISTED + r")/(?i:" + _LISTED + r")\b)"
    r"[a-zA-Z_][\w.\-]{0,60}/(?=[\w.\-]{0,60}[/_]))[\w.\-/]{1,200})"
    r"|(?P<slug>(?<![\w-])(?![a-z0-9-]*-" + _SIZE + r"(?![a-z0-9]))[a-z]+(?:-[a-z0-9]+){4,}(?![\w-]))"
    r"|(?P<mail>[\w.+\-]{1,60}@[\w\-]{1,60}\.[\w.\-]{2,60})"
    r"|(?P<handle>(?<![\w`])@[a-zA-Z]\w{2,40})"
)
_PATH_OPTION = re.compile(
    r"(?<![\w\-])--?(?![\w\-]{0,40}(?:model|arch|architecture|encoder|backbone)[\-_]?name)[\w\-]{0,60}?"
    r"(?:dir|path|name|file|ckpt|checkpoint|weights?|resume|load|root|cfgs?|config|output|input)"
    r"[\w\-]{0,60}[= ]{1,3}[^\s-]\S*"
)
_CHATTER = re.compile(
    r"^\s*(?:[$>!%#]\s?)?(?:import |from \S+ import|pip3? |conda |apt|sudo |git |wget |curl |cd |"
    r"mkdir |kaggle |unzip |cp |mv |rm "
    r"|source |export |docker |cat |ls |echo |chmod |@(?:article|misc|inproceedings|software)|FROM |"
    r"RUN |COPY |#include|using |def |class |return |for |if |elif |else|while |with |try|except|raise "
    r"|assert |print|self\.)"
)

_TREE = re.compile(r"[^#\w]*[│├└┗┣┝┕┠][^#:]*")
"""A line of a printed directory tree, up to its comment."""


def fold(text: str) -> str:
    """Lower case with half-width ASCII, one character for one character."""
    if text.isascii():
        return text.lower()
    lowered = text.translate(_WIDE).lower()
    if len(lowered) == len(text):
        return lowered
    return "".join(low if len(low := char.lower()) == 1 else char for char in text.translate(_WIDE))


def markdown_of_html(text: str) -> str:
    """Tags are replaced by the Markdown that they stand for, padded to their own length; other tags are masked."""
    return _TAG.sub(_tag, text) if "<" in text else text


def _tag(match: re.Match[str]) -> str:
    width = match.end() - match.start()
    name = (match.group(1) or "").lower()
    mark = _BLOCK_TAGS.get("<" + name, "")
    return mark.ljust(width) if mark and len(mark) <= width else MASK * width


def mask_prose(line: str) -> str:
    """A line of prose without links' targets, file names, pinned packages and handles."""
    line = _without_tree(line)
    return _ASIDE.sub(lambda match: MASK * (match.end() - match.start()), line)


def _without_tree(line: str) -> str:
    tree = _TREE.match(line)
    return MASK * tree.end() + line[tree.end() :] if tree else line


def mask_code(line: str) -> str:
    """A line of code: imports, installations and shell housekeeping say nothing of the solution; arguments do."""
    if _CHATTER.match(line):
        return MASK * len(line)
    line = _PATH_OPTION.sub(lambda match: MASK * (match.end() - match.start()), line)
    return mask_prose(line)
