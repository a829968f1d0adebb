using System.Security.Cryptography;
using System.Text.Json;
using Ojousama.Character;
using Ojousama.Studio.Files;

namespace Ojousama.Studio.Evaluation.Runs;

/// <summary>The first line of a file of results: what was asked of whom, so that only like is continued.</summary>
/// <param name="Run">Name of the run on pages.</param>
/// <param name="Model">File name of the model.</param>
/// <param name="Adapter">File name of the adapter; empty for none.</param>
/// <param name="Count">Results of a whole run.</param>
/// <param name="Settings">How she was rehearsed.</param>
/// <param name="Questions">Stands for all that is asked.</param>
/// <param name="Character">Stands for the sheet and the bytes of the adapter.</param>
sealed record RunHeader(string Run, string Model, string Adapter, int Count, RehearsalSettings Settings, string Questions, string Character)
{
    /// <exception cref="OjousamaException">The adapter cannot be read.</exception>
    public static RunHeader Of(string run, SheetSet sheets, EvaluationPlan plan, RehearsalSettings settings)
    {
        ModelSettings model = sheets.Sheet.model;
        string adapter = settings.UsesAdapter ? model.adapter : "";
        var asked = new QuestionSet([.. plan.Questions, .. plan.Conversations.Select(c => c.Question)], plan.Characters);
        return new RunHeader(
            run, Path.GetFileName(model.file), Path.GetFileName(adapter), plan.Count, settings, asked.Fingerprint, FingerprintOf(sheets.Sheet, adapter));
    }

    static string FingerprintOf(CharacterSheet sheet, string adapter)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(sheet, s_fields));
        if (adapter.Length > 0)
            hash.AppendData(SourceFile.Open(PackagePaths.FindModel(adapter)).Bytes);
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    static readonly JsonSerializerOptions s_fields = new() { IncludeFields = true };
}
