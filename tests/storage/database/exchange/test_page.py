"""A message in a web page looks as in the window, and nothing of it becomes markup."""

from __future__ import annotations

import subprocess
import sys
import time
from html.parser import HTMLParser

import pytest

from desktop_app.storage.database.exchange.page.texts import Texts

_VOID = {"br", "hr", "img", "input"}
_ELEMENTS = {
    "a", "blockquote", "br", "code", "div", "em", "figcaption", "figure", "h3", "h4", "h5", "h6",
    "hr", "img", "input", "li", "math", "mi", "mo", "mrow", "mtext", "ol", "p", "pre", "s", "span",
    "strong", "table", "tbody", "td", "th", "thead", "tr", "ul",
}  # fmt: skip
_ATTRIBUTES = {
    "alt", "checked", "class", "disabled", "display", "fence", "form", "href", "lspace",
    "mathvariant", "rel", "rspace", "src", "start", "stretchy", "style", "type",
}  # fmt: skip
PICTURE = "data:image/png;base64,iVBORw0KGgo="


class Page(HTMLParser):
    """Elements, attributes and text; fails where an element is not closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.elements: list[str] = []
        self.attributes: list[tuple[str, str]] = []
        self.text = ""
        self._open: list[str] = []
        self.feed(html)
        self.close()
        assert not self._open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.elements.append(tag)
        self.attributes += [(name, value or "") for name, value in attrs]
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self._open.pop() == tag

    def handle_data(self, data: str) -> None:
        self.text += data


def html(markdown: str) -> str:
    return "".join(Texts().markdown(markdown))


def typed(text: str) -> str:
    return "".join(Texts().verbatim(text))


@pytest.mark.parametrize(
    ("markdown", "written"),
    [
        ("a **b** *c* ~~d~~ `e`", "a <strong>b</strong> <em>c</em> <s>d</s> <code>e</code>"),
        ("# Top\n###### Low", "<h3>Top</h3>\n<h6>Low</h6>"),  # below title and author
        ("> a\n>> b", "<blockquote>\n<p>a</p>\n<blockquote>\n<p>b</p>"),
        ("3. a\n4. b", '<ol start="3">\n<li>a</li>\n<li>b</li>'),
        ("- [x] done", 'disabled="" type="checkbox" checked=""> done</li>'),
        ("- [ ] open", 'disabled="" type="checkbox"> open</li>'),
        ("|a|b|\n|-|-:|\n|1|2|", '<td style="text-align:right">2</td>'),
        ("a  \nb\n\n---", "a<br>\nb</p>\n<hr>"),
        ('[a](https://b.c/d?e=f&g "t")', '<a href="https://b.c/d?e=f&amp;g" rel'),
        ("<me@a.example>", 'href="mailto:me@a.example"'),
        ("(see https://a.b/c_(d).)", ">https://a.b/c_(d)</a>.)"),
        ("[https://a.b](https://c.d)", ">https://a.b</a></p>"),
        ("a <b>c</b>", "a &lt;b&gt;c&lt;/b&gt;"),
        ("<div>\nx\n</div>", "&lt;div&gt;\nx\n&lt;/div&gt;"),
    ],
)
def test_markdown_is_laid_out(markdown: str, written: str) -> None:
    assert written in html(markdown)


@pytest.mark.parametrize(
    ("markdown", "written"),
    [
        ("so $x$ is", '<p>so <math display="inline"><mrow><mi>x</mi></mrow></math> is</p>'),
        (r"so \(x\) is", "<mi>x</mi>"),
        ("$$\nx\n$$", '<div class="formula"><math display="block">'),
        ("\\[\nx\n\n= y\n\\]", '<div class="formula"><math display="block">'),
        ("so \\[\nx\n\\], then", '<p>so</p>\n<div class="formula">'),
        ("- a\n  \\[\n  x\n  \\]\n- b", "<mi>x</mi></mrow></math></div>\n</li>"),
        ("> $$\n> x\n> $$", '<blockquote>\n<div class="formula">'),
        (r"\begin{align} a &= b \end{align}", "<mtable"),
        ("|a|\n|-|\n|$|x|$|", '<mi>x</mi><mo stretchy="false" lspace="0" rspace="0">|</mo>'),
        (r"$\unknown{x}$", r"<code>$\unknown{x}$</code>"),
        ("from $5 to $10", "<p>from $5 to $10</p>"),
        ("`$x$` and\n\n    $y$", "<code>$x$</code>"),
        ("```\n$$\nx\n$$\n```", "<code>$$\nx\n$$</code>"),
        ("$$ is slang\n\nand **so**", "<p>$$ is slang</p>\n<p>and <strong>so</strong>"),
    ],
)
def test_formulas_are_those_of_the_window(markdown: str, written: str) -> None:
    assert written in html(markdown)


def test_code_has_its_language_and_its_colours() -> None:
    written = html("```python\ndef f():\n    return '<😀>'  # 1\n```\nafter")
    assert "<figcaption>python</figcaption><pre><code>" in written
    assert '<span class="keyword">def</span> <span class="name">f</span>' in written
    assert (
        """<span class="string">'&lt;😀&gt;'</span>  <span class="comment"># 1</span>""" in written
    )
    assert "<p>after</p>" in written
    assert Page(written).text.startswith("pythondef f():\n    return '<😀>'  # 1\n")


@pytest.mark.parametrize(
    "code", ["```nobody-knows\na = 1\n```", f"```python\n{'a = 1;' * 20_000}\n```"]
)
def test_code_without_colours_is_all_there(code: str) -> None:
    page = Page(html(code))
    assert "span" not in page.elements
    assert page.text.strip().endswith(code.split("\n")[1])


def test_what_a_person_typed_stands_as_it_was_typed_but_for_code() -> None:
    written = typed("*a*\n  $b$ <i>\n```python\nx = 1\n```\n# c")
    assert '<div class="text">*a*\n  $b$ &lt;i&gt;</div>' in written
    assert "<figcaption>python</figcaption>" in written
    assert '<div class="text"># c</div>' in written
    assert "<pre><code>unclosed</code></pre>" in typed("~~~\nunclosed")


def test_a_picture_within_a_text_stays_and_a_remote_one_is_only_a_link() -> None:
    written = html(f"![far *away*](https://a.b/c.png) ![near]({PICTURE}) ![](x.png)")
    page = Page(written)
    assert page.elements.count("img") == 1
    assert f'<img src="{PICTURE}" alt="near">' in written
    assert 'href="https://a.b/c.png"' in written
    assert ">far away</a>" in written
    assert "x.png" in page.text
    link = html("[![badge](https://a.b/c.png)](https://d.e)")
    assert Page(link).elements.count("a") == 1
    assert 'href="https://d.e"' in link


def test_the_data_of_a_picture_is_what_it_was_wherever_it_stands() -> None:
    large = "data:image/png;base64," + "A" * 1_000_000
    assert f'<img src="{large}" alt="a">' in html(f"**x**\n![a]({large})")
    assert f"![a]({PICTURE})" in Page(html(f"```\n![a]({PICTURE})\n```")).text
    assert f"[a]({PICTURE}" in Page(html(f"`[a]({PICTURE})`")).text


@pytest.mark.parametrize(
    "text",
    [
        "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&</pre></div>",
        "[a](javascript:alert(1)) [b](JAVASCRIPT:x) [c](data:text/html,x) [d](vbscript:x)",
        "[a](java&#10;script:x) [b](&#106;avascript:x) [c](//a.b) [d](/etc/passwd) [e](file:///x)",
        "<javascript:alert(1)> [a]: x\n\n[a]: javascript:x\n\n[a] ![a]",
        '[a](https://b.c/"onclick="x) [a](https://b.c "\\"onclick=x") <https://a.b/"onclick="x>',
        '![a](javascript:x) ![b](file:///x) !["onerror=x](data:image/png;base64,AA==)',
        '![a](data:image/svg+xml,<svg/onload=x>) ![b](data:image/x;"onerror=x)',
        '```"><script>x</script>\n</code></pre><script>\n```',
        "```html\n<script>alert(1)</script>\n```",
        "~~~python\" onclick=\"x\n'</span><script>'\n~~~",
        r"$\text{<script>}$ $<script>$ $$</div><script>$$ \(\unknown<script>\)",
        "|<script>|\n|:-:|\n|<img src=x>|",
        "https://a.b/\"onclick=\"x https://a.b/<script> http://a'onclick='x",
        "# <script>\n- <script>\n> <script>\n\n    <script>",
        "&lt;script&gt; &#60;script&#62; \\<script\\>",
        "<!-- x --> <?php x ?> <![CDATA[x]]> </section></article>",
        "picture:0 ![a](picture:0) ![b](picture:0000000000000000/0)",
    ],
)
def test_no_text_becomes_markup(text: str) -> None:
    for written in (html(text), html("> - " + text.replace("\n", "\n>   ")), typed(text)):
        page = Page(written)
        assert set(page.elements) <= _ELEMENTS
        assert {name for name, _ in page.attributes} <= _ATTRIBUTES
        for name, value in page.attributes:
            if name == "href":
                assert value.startswith(("https://", "http://", "mailto:"))
            if name == "src":
                assert value.startswith("data:image/")
            if name == "style":
                assert value.startswith("text-align:")


@pytest.mark.parametrize(
    "piece",
    [
        ">", "[", "![", "[a](", "*a **b ", "`[", "<a", "$a ", "\\[\n", "\\[\n\\\\]\n", "$$\n",
        "- \\[\n", "> - ", "|a", "&#", "\\begin{align}", "![](data:image/png;base64,", "```",
        "[a]: <", "https://a)", "~~~\n",
    ],
)  # fmt: skip
def test_a_hostile_text_takes_no_longer_than_its_length(piece: str) -> None:
    def seconds(length: int) -> float:
        started = time.thread_time()
        assert html(piece * (length // len(piece)))
        return time.thread_time() - started

    seconds(1_000)
    # What grows with the square would take 16 times as long.
    assert seconds(16_000) < 10 * seconds(4_000) + 0.05


def test_a_line_of_a_megabyte_is_plain_text_and_all_of_it() -> None:
    for line in ("[" * 1_000_000, "**a** " * 170_000):
        page = Page(html(f"*before*\n\n{line}"))
        assert page.text.rstrip().endswith(line.rstrip())
        assert page.elements.count("strong") == 0


def test_brackets_by_the_hundred_thousand_end() -> None:
    assert Page(html("[" * 100_000)).text.strip() == "[" * 100_000


def test_a_long_text_is_written_in_parts_and_none_cuts_its_code() -> None:
    code = "```\n" + "x = 1\n\n" * 2_000 + "```\n\n"
    text = "".join(f"# Part {n}\n\nsome **bold** words\n\n{code}" for n in range(9))
    parts = [part for part in Texts().markdown(text) if part]
    assert len(parts) == 3
    page = Page("".join(parts))
    assert page.elements.count("h3") == page.elements.count("strong") == 9
    assert page.elements.count("pre") == 9


def test_nothing_of_it_is_loaded_before_a_page_is_written() -> None:
    program = (
        "import sys; from desktop_app.storage.database.exchange import HtmlFormat;"
        "HtmlFormat(None); print({'markdown_it', 'latex2mathml', 'pygments'} & set(sys.modules))"
    )
    told = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )
    assert told.stdout.strip() == "set()"
