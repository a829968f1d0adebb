namespace Ojousama.Player.Web;

/// <summary>What the browser shows of one element: never changed, so that any thread may render it.</summary>
internal sealed record ElementSnapshot
{
    /// <summary>Of HTML.</summary>
    public required string Tag { get; init; }

    /// <summary>Of C#, for selectors.</summary>
    public required string Type { get; init; }

    public string? Name { get; init; }

    public required string Classes { get; init; }

    public string? Style { get; init; }

    public string? Text { get; init; }

    public string? Tooltip { get; init; }

    public string? Role { get; init; }

    public string? Live { get; init; }

    public bool IsHiddenFromReaders { get; init; }

    public bool IgnoresPointer { get; init; }

    public int? TabIndex { get; init; }

    public bool IsDisabled { get; init; }

    public bool IsChecked { get; init; }

    public bool IsMeasured { get; init; }

    /// <summary>From and to of a role that has a value.</summary>
    public (float Low, float High, float Now)? Range { get; init; }

    public NativeInput? Input { get; init; }

    /// <summary>What code wants scrolled: “number|x|y|element”; a number that changed is an order.</summary>
    public string? Scroll { get; init; }

    public required MirrorNode[] Children { get; init; }
}

/// <summary>The browser's own control within a field.</summary>
/// <param name="Kind">The type of an input, or textarea, or select.</param>
/// <param name="Label">Read out by screen readers.</param>
/// <param name="Value">As the browser spells it.</param>
/// <param name="Edits">Changes when code has set the value: only then it goes to the browser, so that nobody's typing is overwritten.</param>
/// <param name="Selections">Changes when code selects all.</param>
internal sealed record NativeInput(string Kind, string Label, string Value, int Edits, int Selections = 0)
{
    public string? Placeholder { get; init; }

    public int? MaxLength { get; init; }

    public bool IsReadOnly { get; init; }

    public bool IsDisabled { get; init; }

    public string? Min { get; init; }

    public string? Max { get; init; }

    public string? Step { get; init; }

    public IReadOnlyList<string> Options { get; init; } = [];
}
