using System.Security.Cryptography;
using System.Text.Json;
using Ojousama.Character;
using Ojousama.Inference.Remote;
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
        ModelSettings weights = sheets.Sheet.model;
        string model = RemoteModelOptions.Host.Server ?? weights.file, adapter = settings.UsesAdapter ? weights.adapter : "";
        bool isRemote = RemoteDialogueModel.IsAddress(model);
        var asked = new QuestionSet([.. plan.Questions, .. plan.Conversations.Select(c => c.Question)], plan.Characters);
        return new RunHeader(
            run,
            isRemote ? new Uri(model).Host : Path.GetFileName(model), // an address may hold a password
            Path.GetFileName(adapter),
            plan.Count,
            settings,
            asked.Fingerprint,
            FingerprintOf(sheets.Sheet, isRemote || adapter.Length == 0 ? [] : RawFile.Read(PackagePaths.FindModel(adapter))));
    }

    static string FingerprintOf(CharacterSheet sheet, byte[] adapter)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(JsonSerializer.SerializeToUtf8Bytes(sheet, s_fields));
        hash.AppendData(adapter);
        return Convert.ToHexStringLower(hash.GetHashAndReset())[..16];
    }

    static readonly JsonSerializerOptions s_fields = new() { IncludeFields = true };
}
