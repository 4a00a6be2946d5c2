"""The five sentences with which the service's guide shows its embedding API."""

GUIDE_TEXTS = (
    "I am Batman and I'm rich",
    "I am Spiderman",
    "I am Ironman and I'm a bilionaire",
    "I am Flash",
    "I am the president of USA",
)
