using UnityEngine;

namespace Ojousama.Player.Web;

/// <summary>KeyboardEvent.code of the browser as Unity's KeyCode.</summary>
internal static class BrowserKeys
{
    static readonly Dictionary<string, KeyCode> Named = new()
    {
        ["Enter"] = KeyCode.Return,
        ["NumpadEnter"] = KeyCode.KeypadEnter,
        ["Backquote"] = KeyCode.BackQuote,
        ["ArrowUp"] = KeyCode.UpArrow,
        ["ArrowDown"] = KeyCode.DownArrow,
        ["ArrowLeft"] = KeyCode.LeftArrow,
        ["ArrowRight"] = KeyCode.RightArrow,
        ["BracketLeft"] = KeyCode.LeftBracket,
        ["BracketRight"] = KeyCode.RightBracket,
        ["Equal"] = KeyCode.Equals,
        ["ShiftLeft"] = KeyCode.LeftShift,
        ["ShiftRight"] = KeyCode.RightShift,
        ["ControlLeft"] = KeyCode.LeftControl,
        ["ControlRight"] = KeyCode.RightControl,
        ["AltLeft"] = KeyCode.LeftAlt,
        ["AltRight"] = KeyCode.RightAlt,
        ["NumpadDecimal"] = KeyCode.KeypadPeriod,
        ["NumpadAdd"] = KeyCode.KeypadPlus,
        ["NumpadSubtract"] = KeyCode.KeypadMinus,
    };

    public static KeyCode ToKeyCode(string code)
    {
        if (Named.TryGetValue(code, out KeyCode named))
            return named;
        string name = code.StartsWith("Key", StringComparison.Ordinal) ? code[3..]
            : code.StartsWith("Digit", StringComparison.Ordinal) ? "Alpha" + code[5..]
            : code.StartsWith("Numpad", StringComparison.Ordinal) ? "Keypad" + code[6..]
            : code;
        return Enum.TryParse(name, out KeyCode key) ? key : KeyCode.None;
    }
}
