"""What is streamed and what stands above it."""

from __future__ import annotations

_PARAGRAPH = (
    "The **answer** goes on with `code`, a [link](https://example.org) and plain words. " * 4
)
PLAIN = f"""## A heading

{_PARAGRAPH}

- first item of a list
- second item, *with emphasis*

```python
def area(radius: float) -> float:
    # of a circle
    return 3.14159 * radius ** 2
```

| model | context |
|---|--:|
| small | 8,000 |
| large | 128,000 |

> A quote.

{_PARAGRAPH}

"""

_PYTHON = '''@dataclass(frozen=True)
class Circle:
    """A circle around the origin."""

    radius: float = 1.0

    def area(self) -> float:
        # in square metres
        return 3.14159 * self.radius ** 2

    def __str__(self) -> str:
        return f"circle of {self.radius:.2f} m, {self.area():.2f} m²"
'''
_TYPESCRIPT = """export async function read<T>(url: string): Promise<T[]> {
  const answer = await fetch(url, { headers: { accept: "application/json" } });
  if (!answer.ok) throw new Error(`no answer: ${answer.status}`);
  return (await answer.json()).map((each: T) => ({ ...each, seen: true })); // a copy
}
"""
_SQL = """SELECT conversations.title, count(*) AS answers
FROM messages JOIN conversations ON conversations.id = conversation_id
WHERE role = 'assistant' AND created_at > 1700000000 -- this year
GROUP BY conversation_id ORDER BY answers DESC LIMIT 10;
"""
_BASH = """for file in *.log; do
    grep -c "error" "$file" | sed "s/^/$file: /"  # a count for each
done
"""


def rich(passes: int = 12) -> str:
    """Code in four languages, tables of 10 and 40 rows, formulas of which no two are the same."""
    return "".join(_rich(number) for number in range(passes))


def _rich(number: int) -> str:
    return "\n".join(
        (
            f"### Part {number}\n",
            f"{_PARAGRAPH}\n",
            _formulas(4 * number),
            _table(10, number),
            f"```python\n{_PYTHON}```\n",
            f"```typescript\n{_TYPESCRIPT}```\n",
            _formulas(4 * number + 2),
            f"```sql\n{_SQL}```\n",
            f"1. A list with $k_{{{number}}} \\le n$ in it\n2. and `code`\n",
            f"```bash\n{_BASH}```\n",
            _table(40, number),
        )
    )


def _formulas(first: int) -> str:
    return "".join(
        f"With $a_{{{number}}} = \\sqrt{{x^2 + {number}}}$ "
        f"and \\(b \\ge \\frac{{1}}{{{number + 2}}}\\) it follows that\n\n"
        f"$$\n\\sum_{{k=1}}^{{n}} \\frac{{a_{{{number}}}}}{{k^2}} "
        f"= \\int_0^{{{number + 1}}} e^{{-t}} \\, dt\n$$\n\n"
        for number in (first, first + 1)
    )


def _table(rows: int, number: int) -> str:
    return "| model | context | price | remark |\n|---|--:|--:|:--|\n" + "".join(
        f"| model-{number}-{row} | {1_000 * row} | {row / 7:.2f} EUR | a **remark** on `it` |\n"
        for row in range(rows)
    )


WORDS = "A sentence of *ten* words that fills the history evenly. " * 15
"""A message of the history."""

ANSWERS = {"plain": PLAIN, "rich": rich()}
