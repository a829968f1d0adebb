namespace Ojousama.Benchmarks;

/// <summary>One row of the table: something measured, and the bar it has to pass.</summary>
internal interface IFigure
{
    /// <summary>What is measured, as a ratio wherever there is something to measure by.</summary>
    string Name { get; }

    /// <summary>The least, or for <see cref="Bar.AtMost"/> the most, that passes.</summary>
    Bar Bar { get; }

    Task<Outcome> MeasureAsync(Machine machine);
}

/// <param name="Value">The limit.</param>
/// <param name="AtMost">Whether smaller is better.</param>
/// <param name="Unit">Behind the number.</param>
internal readonly record struct Bar(double Value, bool AtMost = false, string Unit = "×")
{
    public bool IsPassedBy(double value) => AtMost ? value <= Value : value >= Value;

    public override string ToString() => $"{(AtMost ? "≤" : "≥")} {Value:0.####}{Unit}";
}

/// <param name="Value">What is held against the bar.</param>
/// <param name="Detail">The numbers it comes from.</param>
internal sealed record Outcome(double Value, string Detail);
