"""What keys and seals are derived from never changes: rows, cookies and other systems hold what they made.

``salts.txt`` names each salt and purpose of the code. A line may be added. One that is changed or removed
ends what was sealed or kept under it: then say in the commit what happens to that.
"""

import ast
from collections.abc import Iterator

from tests.repo.files import ROOT

LIST = ROOT / "tests" / "repo" / "salts.txt"
ENDINGS = ("PURPOSE", "SALT", "key_salt")


def test_every_salt_and_purpose_is_the_one_it_always_was() -> None:
    assert sorted(set(_list_salts())) == LIST.read_text().splitlines()


def _list_salts() -> Iterator[str]:
    for path in sorted((ROOT / "portal").rglob("*.py")):
        if "sandbox" in path.parts:
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            yield from (_get_text(value) for value in _find_values(node))


def _find_values(node: ast.AST) -> Iterator[ast.expr]:
    if isinstance(node, ast.Assign):
        if any(isinstance(one, ast.Name) and one.id.endswith(ENDINGS) for one in node.targets):
            yield node.value
    elif isinstance(node, ast.Call):
        name = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
        if name == "salted_hmac":
            yield node.args[0]
        yield from (
            one.value
            for one in node.keywords
            if one.arg in {"purpose", "salt"} and name in {"seal", "unseal", "HKDF", "dumps", "loads"}
        )


def _get_text(value: ast.expr) -> str:
    """The text itself; a name stands for a constant that is listed where it is given its value."""
    if isinstance(value, ast.Constant):
        return value.value.decode() if isinstance(value.value, bytes) else str(value.value)
    text = ast.unparse(value)
    assert text.endswith((*ENDINGS, "purpose", "purpose.encode()")), f"{text}: a salt has to be a constant"
    return f"({text.rpartition('.')[2]})"
