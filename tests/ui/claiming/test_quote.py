from __future__ import annotations

from PySide6.QtCore import QPointF

from curator.text.passages import cut
from ui.window.claiming.quote_card import QuoteCard, QuoteText

TEXT = "A \U0001f9ec gene\u2028line e\u0301tude, שלום and so on. " + "Much more was said about it. " * 40


def test_the_passage_under_the_mouse_is_right_beside_emoji_and_combining_marks(qtbot) -> None:
    quote = QuoteText()
    qtbot.addWidget(quote)
    quote.resize(600, 100)
    quote.show_passages([cut(TEXT, 2, 8), cut(TEXT, 14, 20)])
    assert quote.words == "“\U0001f9ec gene … e\u0301tude”"
    assert quote.passage_at(QPointF(12, 10)) == 0
    found = [quote.passage_at(QPointF(x, 10)) for x in range(0, 300, 2)]
    assert found.index(1) > found.index(0)
    assert set(found) == {None, 0, 1}


def test_a_long_quote_is_shortened_until_it_is_asked_for(qtbot) -> None:
    quote = QuoteText()
    qtbot.addWidget(quote)
    quote.resize(300, 100)
    quote.show_passages([cut(TEXT, 0, len(TEXT))])
    assert quote.is_cut
    short = quote.heightForWidth(300)
    quote.show_whole(True)
    assert quote.heightForWidth(300) > 4 * short


def test_words_are_shown_as_words_and_never_as_markup(qtbot) -> None:
    card = QuoteCard()
    qtbot.addWidget(card)
    text = "<b>bold</b> & <img src=x>"
    card.show_passages([cut(text, 0, len(text))], editable=True)
    assert card.text.words == f"“{text}”"
    assert "&lt;b&gt;" in card.places[0].toolTip()


def test_a_claim_without_words_says_how_it_gets_some(qtbot) -> None:
    card = QuoteCard()
    qtbot.addWidget(card)
    card.show_passages([], editable=True)
    assert not card._none.isHidden()
    assert "press P" in card._none.text()
    card.show_passages([cut(TEXT, 0, 5)], editable=True)
    assert card._none.isHidden()
    assert not card.text.isHidden()
