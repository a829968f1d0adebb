using System.Diagnostics;
using System.Text.Json;
using Ojousama.Character;
using Ojousama.Loading;
using Ojousama.Studio.Evaluation;
using Ojousama.Tests.Inference.Remote;

namespace Ojousama.Benchmarks.Figures;

/// <summary>Questions rehearsed sixteen at once on one llama-server beside one by one on it.</summary>
internal sealed class ParallelRehearsalFigure : IFigure
{
    const int Talks = 16;

    public string Name => "rehearse --parallel 16 on a server ÷ one by one";

    public Bar Bar => new(3);

    public async Task<Outcome> MeasureAsync(Machine machine)
    {
        using LlamaServerProcess server = await LlamaServer.StartAsync(machine, Talks);
        CharacterSheet sheet = Machine.Sheet;
        sheet.model.file = server.Address;
        sheet.model.adapter = Machine.AdapterFile;
        using LoadedCharacter character = await LoadedCharacter.LoadAsync(sheet);
        Question[] questions = [.. Enumerable.Range(0, 2 * Talks).Select(i => new Question(JsonSerializer.SerializeToElement($"{i}"), $"{i}番目のお客さまに、最近のことを詳しく話してください。"))];
        var (together, alone, ratio) = await machine.AlternateAsync(() => RateAsync(character, questions, Talks), () => RateAsync(character, questions, 1));
        return new Outcome(ratio, $"{together:F2} and {alone:F2} replies/s, {questions.Length} questions, {machine.Threads} threads, medians of {machine.Pairs} pairs");
    }

    static async Task<double> RateAsync(LoadedCharacter character, IReadOnlyList<Question> questions, int parallel)
    {
        var rehearsal = new Rehearsal(character, new RehearsalSettings { IsPlain = true, IsGreedy = true }, isReproducible: false);
        var watch = Stopwatch.StartNew();
        await foreach (var (_, replies) in rehearsal.AskAsync(questions, parallel))
        {
            if (replies[0].Error is { } error)
                throw error;
        }

        return questions.Count / watch.Elapsed.TotalSeconds;
    }
}
