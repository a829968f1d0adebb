using Ojousama.Character;
using Ojousama.UnityYaml;

namespace Ojousama.Studio.Datasets.Building;

/// <summary>What an author asks samples of, on the command line of <c>data build</c> and <c>train</c> alike.</summary>
sealed record DataRequest
{
    /// <summary>Files and folders of rows; empty for the package's own data.</summary>
    public IReadOnlyList<string> Data { get; init; } = [];

    /// <summary>Character sheets; a sheet's voice is its file name up to a digit or another mark of a version: <c>Ayane61.asset</c> speaks as <c>ayane</c>.</summary>
    public IReadOnlyList<string> Sheets { get; init; } = [];

    /// <summary>Voices of imaginary characters whose rows the first sheet takes too.</summary>
    public IReadOnlyList<string> Also { get; init; } = [];

    public BuildPreset Preset { get; init; } = BuildPreset.Default;

    /// <summary>Null for the preset's.</summary>
    public ulong? Seed { get; init; }

    /// <summary>Share of the rows to train on that is used.</summary>
    public double Share { get; init; } = 1;

    /// <summary>A JSON file with a list <c>validation</c> of row ids; null to choose them by cluster.</summary>
    public string? Validation { get; init; }

    /// <summary>What the first sheet speaks with.</summary>
    /// <exception cref="OjousamaException">The sheet cannot be read.</exception>
    public ModelSettings Model => Sheets.Count > 0 ? SheetFile.Read(Sheets[0]).model : new ModelSettings();
}
