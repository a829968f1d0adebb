using Ojousama.Character;

namespace Ojousama.Studio.Evaluation.Grid;

/// <summary>What a family of models needs beside its file. The report's three, and the default model.</summary>
/// <param name="Name">As the command line has it.</param>
/// <param name="ChatTemplate">How turns are marked; empty for what the file tells.</param>
/// <param name="ContextTokens">Room for a sheet of some 60 facts.</param>
sealed record GridPreset(string Name, string ChatTemplate, int ContextTokens)
{
    public const string Default = "default";

    public static IReadOnlyList<GridPreset> All { get; } =
    [
        new(Default, "", 2048),
        new("llama-3.1-8b-ezo", "llama3", 4096), // AXCXEPT/Llama-3.1-8B-EZO-1.1-it
        new("elyza-8b", "llama3", 4096), // elyza/Llama-3-ELYZA-JP-8B
        new("ezo-gemma-2-9b", "gemma", 4096), // AXCXEPT/EZO-Common-9B-gemma-2-it
    ];

    /// <summary>Lets a sheet speak with a model of this family.</summary>
    /// <param name="sheet">Changed.</param>
    /// <param name="model">Path of the GGUF; null for the sheet's.</param>
    /// <param name="adapter">Path of the adapter; null for the sheet's, empty for none.</param>
    /// <exception cref="OjousamaException">A preset other than the default without a model.</exception>
    public void Apply(CharacterSheet sheet, string? model, string? adapter)
    {
        if (Name != Default && model == null)
            throw new OjousamaException($"The preset {Name} needs a model, which is not part of this package", "Point at its GGUF by --model, and at an adapter that was trained on it by --adapter");
        sheet.model.file = model ?? sheet.model.file;
        sheet.model.adapter = adapter ?? (Name == Default ? sheet.model.adapter : "");
        sheet.model.turnFormat = Name == Default ? sheet.model.turnFormat : ChatTemplate;
        sheet.model.contextTokens = Math.Max(ContextTokens, sheet.model.contextTokens);
    }
}
