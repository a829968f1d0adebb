using System.Globalization;

namespace Ojousama.Studio.Merging.Recipes;

/// <summary>What a recipe says of a parameter: a number, a gradient along the layers, or one of those for each kind of tensor.</summary>
internal abstract record ParameterSetting
{
    /// <param name="tensor">The tensor's names: this project's and Hugging Face's.</param>
    /// <param name="depth">From 0 at the first layer of the slice to 1 at its last.</param>
    /// <returns>Null if nothing is said of such a tensor.</returns>
    public abstract double? At(IReadOnlyList<string> tensor, double depth);

    /// <summary>As YAML in one line.</summary>
    public abstract string Text { get; }

    protected static string Written(double value) => value.ToString("0.######", CultureInfo.InvariantCulture);
}

/// <summary>Everywhere the same. Yes and no are 1 and 0.</summary>
internal sealed record ScalarSetting(double Value) : ParameterSetting
{
    public override double? At(IReadOnlyList<string> tensor, double depth) => Value;

    public override string Text => Written(Value);
}

/// <summary>Straight lines between points at equal distances.</summary>
internal sealed record GradientSetting(IReadOnlyList<double> Points) : ParameterSetting
{
    public override double? At(IReadOnlyList<string> tensor, double depth)
    {
        double place = depth * (Points.Count - 1);
        int first = (int)place, second = Math.Min(Points.Count - 1, first + 1);
        return Points[first] + (place - first) * (Points[second] - Points[first]);
    }

    public override string Text => $"[{string.Join(", ", Points.Select(Written))}]";
}

/// <summary>The first whose filter is part of the tensor's name counts; null and * match all.</summary>
internal sealed record FilteredSetting(IReadOnlyList<(string? Filter, ParameterSetting Value)> Cases) : ParameterSetting
{
    public override double? At(IReadOnlyList<string> tensor, double depth)
    {
        foreach (var (filter, value) in Cases)
        {
            if (filter is null or "*" || tensor.Any(name => name.Contains(filter, StringComparison.Ordinal)))
                return value.At(tensor, depth);
        }

        return null;
    }

    public override string Text => $"[{string.Join(", ", Cases.Select(c => c.Filter == null ? $"{{value: {c.Value.Text}}}" : $"{{filter: \"{c.Filter}\", value: {c.Value.Text}}}"))}]";
}
