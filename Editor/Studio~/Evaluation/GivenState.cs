using System.Globalization;
using Ojousama.Character;

namespace Ojousama.Studio.Evaluation;

/// <summary>A state of the game that an author made up: <c>chapter=2,affection=40,festival_over=1</c>.</summary>
sealed class GivenState(IReadOnlyDictionary<string, double> values) : IGameState
{
    /// <returns>Null if the text is no list of names and numbers.</returns>
    public static GivenState? Parse(string text)
    {
        var values = new Dictionary<string, double>();
        foreach (string part in text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
        {
            string[] pair = part.Split('=', StringSplitOptions.TrimEntries);
            if (pair.Length != 2 || pair[0].Length == 0 || !double.TryParse(pair[1], NumberStyles.Float, CultureInfo.InvariantCulture, out double value))
                return null;
            values[pair[0]] = value;
        }

        return new GivenState(values);
    }

    public double ValueOf(string name) => values.GetValueOrDefault(name);

    /// <summary>Leaves in a sheet what she may tell in a state; without one, everything.</summary>
    public static void Apply(GivenState? state, CharacterSheet sheet)
    {
        if (state != null)
            sheet.facts.RemoveAll(fact => !Gate.Parse(fact.gate).IsOpen(state));
        foreach (Fact fact in sheet.facts)
            fact.gate = "";
    }
}
