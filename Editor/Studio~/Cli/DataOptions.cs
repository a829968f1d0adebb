using System.CommandLine;
using Ojousama.Studio.Datasets;
using Ojousama.Studio.Datasets.Building;
using Ojousama.Studio.Datasets.Importing;

namespace Ojousama.Studio.Cli;

/// <summary>The options that say what is trained on; <c>data build</c> and <c>train</c> share them.</summary>
sealed class DataOptions
{
    public Option<string[]> Data { get; } = Paths();

    public Option<string[]> Sheets { get; } = new("--sheet")
    {
        Description = "Who speaks; repeat it for several voices. Rows of a voice go to the sheet whose file name begins with it.", HelpName = "S.asset",
    };

    public Option<string[]> Also { get; } = new("--also")
    {
        Description = "A voice of imaginary characters whose rows the first sheet takes too, e.g. ojousama.", HelpName = "VOICE",
    };

    public Option<string> Preset { get; } = CreatePreset();

    public Option<int> Seed { get; } = CommonOptions.Number("--seed", "What all that is random follows from.", least: 0, most: int.MaxValue, usual: 1);

    public Option<double> Share { get; } = CommonOptions.Number(
        "--share", "Share of the rows to train on that is used, to find out what more rows bring. Validation stays the same.", least: 0.001, most: 1.0, usual: 1.0);

    public Option<string?> Validation { get; } = new("--validation")
    {
        Description = "A JSON file whose list “validation” holds the ids of the rows that are never trained on.", HelpName = "V.json",
    };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[Sheets, Data, Also, Preset, Seed, Share, Validation])
            command.Add(option);
    }

    public DataRequest Read(ParseResult parsed) => new()
    {
        Data = parsed.GetValue(Data) ?? [],
        Sheets = parsed.GetValue(Sheets) ?? [],
        Also = [.. (parsed.GetValue(Also) ?? []).Select(VoiceName.KeyOf)],
        Preset = BuildPreset.Find(parsed.GetRequiredValue(Preset)),
        Seed = (ulong)parsed.GetValue(Seed),
        Share = parsed.GetValue(Share),
        Validation = parsed.GetValue(Validation),
    };

    public static Option<string[]> Paths() => new("--data")
    {
        Description = "Files and folders of lines; the package's own if it is left out.", HelpName = "PATH", AllowMultipleArgumentsPerToken = true,
    };

    /// <summary>Tells on standard error what was refused, so that no line is lost in silence.</summary>
    public static void Tell(Import import, TextWriter error)
    {
        const int Most = 20;
        foreach (string note in import.Notes)
            error.WriteLine(note);
        foreach (RefusedLine refused in import.Refused.Take(Most))
            error.WriteLine($"{refused.File}:{refused.Line} {refused.Reason}");
        if (import.Refused.Count > Most)
            error.WriteLine($"… and {import.Refused.Count - Most} more lines were refused");
    }

    static Option<string> CreatePreset()
    {
        var option = new Option<string>("--preset")
        {
            Description = string.Join(" ", BuildPreset.All.Select(p => $"{p.Name}: {p.Summary}.")),
            HelpName = string.Join('|', BuildPreset.All.Select(p => p.Name)),
            DefaultValueFactory = _ => BuildPreset.Default.Name,
        };
        option.AcceptOnlyFromAmong([.. BuildPreset.All.Select(p => p.Name)]);
        return option;
    }
}
