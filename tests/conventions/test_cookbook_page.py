"""The questions in the docs are those of the queries; each query says what it asks and where it misleads."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools.make_cookbook_page import PAGE, page, read_recipe, recipes


def test_the_page_is_up_to_date() -> None:
    assert PAGE.read_text(encoding="utf-8") == page(), "run: make cookbook"


def test_numbers_run_without_gaps() -> None:
    assert [recipe.number for recipe in recipes()] == [f"{number:02}" for number in range(1, len(recipes()) + 1)]


@pytest.mark.parametrize("recipe", recipes(), ids=lambda recipe: recipe.path.stem)
def test_questions_and_caveats_are_in_both_languages(recipe: object) -> None:
    texts = [getattr(recipe, name) for name in ("question_zh", "question_en", "caveats_zh", "caveats_en")]
    chinese = [any("\u4e00" <= character <= "\u9fff" for character in text) for text in texts]
    assert chinese[0]
    assert chinese[2]
    assert all(len(text) > 10 for text in texts)
    assert texts[0].endswith("?")
    assert texts[1].endswith("?")


def test_a_head_without_caveats_is_told(tmp_path: Path) -> None:
    path = tmp_path / "01_x.sql"
    path.write_text("-- 问:多少?\n-- Question: How many?\nselect 1\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"01_x\.sql.*complete the head"):
        read_recipe(path)
