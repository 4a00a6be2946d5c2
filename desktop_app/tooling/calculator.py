"""Arithmetic from a text, without `eval` and within bounds of time and memory."""

from __future__ import annotations

import ast
import math
import operator
from collections.abc import Callable, Mapping
from enum import StrEnum

Number = int | float

_LONGEST = 500  # characters
_DEEPEST = 60  # operations within operations
_LARGEST = 4_096  # bits of a whole number
_MOST_ARGUMENTS = 100
_SPELLINGS = str.maketrans({"×": "*", "·": "*", "÷": "/", "−": "-", "^": "**"})

_BINARY: Mapping[type[ast.operator], Callable[[Number, Number], Number]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
}
_UNARY: Mapping[type[ast.unaryop], Callable[[Number], Number]] = {
    ast.UAdd: operator.pos,
    ast.USub: operator.neg,
}
_FUNCTIONS: Mapping[str, Callable[..., Number]] = {
    "abs": abs,
    "acos": math.acos,
    "asin": math.asin,
    "atan": math.atan,
    "ceil": math.ceil,
    "cos": math.cos,
    "degrees": math.degrees,
    "exp": math.exp,
    "floor": math.floor,
    "ln": math.log,
    "log": math.log,
    "log10": math.log10,
    "log2": math.log2,
    "max": max,
    "min": min,
    "radians": math.radians,
    "round": round,
    "sin": math.sin,
    "sqrt": math.sqrt,
    "tan": math.tan,
}
_CONSTANTS: Mapping[str, float] = {"pi": math.pi, "e": math.e, "tau": math.tau}


class CalculationProblem(StrEnum):
    """Why there is no result."""

    NOT_ARITHMETIC = "not_arithmetic"  # letters, code, anything but numbers and operations
    TOO_LARGE = "too_large"  # the text, or a number on the way
    DIVISION_BY_ZERO = "division_by_zero"
    UNDEFINED = "undefined"  # such as the root of a negative number


class CalculationFailed(ValueError):
    """The expression has no result."""

    def __init__(self, problem: CalculationProblem) -> None:
        super().__init__(problem.value)
        self.problem = problem


def calculate(expression: str) -> Number:
    """The value of an expression: + - * / // % **, brackets, common functions, pi and e.

    Raises:
        CalculationFailed: it is no arithmetic, or has no result within the bounds.
    """
    if len(expression) > _LONGEST:
        raise CalculationFailed(CalculationProblem.TOO_LARGE)
    try:
        return _value(_parsed(expression), 0)
    except TypeError:
        raise CalculationFailed(CalculationProblem.NOT_ARITHMETIC) from None
    except (OverflowError, RecursionError, MemoryError):
        raise CalculationFailed(CalculationProblem.TOO_LARGE) from None
    except ZeroDivisionError:
        raise CalculationFailed(CalculationProblem.DIVISION_BY_ZERO) from None
    except CalculationFailed:
        raise
    except ValueError:
        raise CalculationFailed(CalculationProblem.UNDEFINED) from None


def written(value: Number) -> str:
    """A number without the noise of binary fractions: 0.1 + 0.2 is 0.3."""
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() and abs(value) < 1e15 else f"{value:.15g}"
    return str(value)


def _parsed(expression: str) -> ast.expr:
    try:
        return ast.parse(expression.translate(_SPELLINGS).strip(), mode="eval").body
    except (SyntaxError, ValueError):  # of a null byte
        raise CalculationFailed(CalculationProblem.NOT_ARITHMETIC) from None


def _value(node: ast.expr, depth: int) -> Number:
    if depth > _DEEPEST:
        raise CalculationFailed(CalculationProblem.TOO_LARGE)
    match node:
        case ast.Constant(value=int() | float() as value) if not isinstance(value, bool):
            return _bounded(value)
        case ast.Name(id=name) if name in _CONSTANTS:
            return _CONSTANTS[name]
        case ast.UnaryOp(op=sign, operand=operand) if type(sign) in _UNARY:
            return _UNARY[type(sign)](_value(operand, depth + 1))
        case ast.BinOp(left=left, op=ast.Pow(), right=right):
            return _power(_value(left, depth + 1), _value(right, depth + 1))
        case ast.BinOp(left=left, op=sign, right=right) if type(sign) in _BINARY:
            apply = _BINARY[type(sign)]
            return _bounded(apply(_value(left, depth + 1), _value(right, depth + 1)))
        case ast.Call(func=ast.Name(id=name), args=arguments, keywords=[]) if name in _FUNCTIONS:
            if len(arguments) > _MOST_ARGUMENTS:
                raise CalculationFailed(CalculationProblem.TOO_LARGE)
            return _bounded(_FUNCTIONS[name](*(_value(one, depth + 1) for one in arguments)))
        case _:
            raise CalculationFailed(CalculationProblem.NOT_ARITHMETIC)


def _power(base: Number, exponent: Number) -> Number:
    if isinstance(base, int) and isinstance(exponent, int) and exponent > 0:
        # Told before it is computed: 9**9**9 would take all memory.
        if base.bit_length() * exponent > _LARGEST and abs(base) > 1:
            raise CalculationFailed(CalculationProblem.TOO_LARGE)
        return _bounded(base**exponent)
    if base < 0 and not float(exponent).is_integer():
        raise CalculationFailed(CalculationProblem.UNDEFINED)
    return _bounded(float(base) ** float(exponent))


def _bounded(value: Number) -> Number:
    if isinstance(value, int) and value.bit_length() > _LARGEST:
        raise CalculationFailed(CalculationProblem.TOO_LARGE)
    if isinstance(value, float) and not math.isfinite(value):
        raise CalculationFailed(CalculationProblem.TOO_LARGE)
    return value
