"""The example of function calling in the service's guide."""

from __future__ import annotations

from desktop_app.tooling.definitions import ToolDefinition

GUIDE_SYSTEM_PROMPT = (
    "Don't make assumptions about what values to plug into functions. "
    "Ask for clarification if a user request is ambiguous."
)
GUIDE_QUESTION = "What's the weather like today in Hamburg"
GUIDE_TOOL = ToolDefinition(
    name="get_current_weather",
    description="Get the current weather",
    parameters={
        "type": "object",
        "properties": {
            "location": {
                "type": "string",
                "description": "The city and state, e.g. San Francisco, CA",
            },
            "format": {
                "type": "string",
                "enum": ["celsius", "fahrenheit"],
                "description": ("The temperature unit to use. Infer this from the users location."),
            },
        },
        "required": ["location", "format"],
    },
)
