using System.CommandLine;
using Ojousama.Character;
using Ojousama.Studio.Datasets;
using Ojousama.Studio.Datasets.Building;
using Ojousama.Studio.Datasets.Importing;
using Ojousama.Studio.Datasets.Statistics;
using Ojousama.Studio.Tokens;
using Ojousama.UnityYaml;

namespace Ojousama.Studio.Cli;

/// <summary><c>data stats</c>: what an author wants to know of lines before training on them.</summary>
static class DataStatsCommand
{
    const string Example = """
        ojousama data stats --sheet Ayane.asset --page lines.html

        With a sheet it counts tokens too, and names the lines that contradict her. The page shows it all in a browser.
        """;

    public static Command Create()
    {
        var data = DataOptions.Paths();
        var sheet = new Option<string?>("--sheet") { Description = "Whose model counts tokens, and whom lines may contradict.", HelpName = "S.asset" };
        var page = new Option<string?>("--page") { Description = "A web page of one file with every figure and every line that was found.", HelpName = "P.html" };
        var command = new ExampleCommand("stats", "Measure lines: lengths, tokens, openings, duplicates, contradictions.", Example) { data, sheet, page };
        command.SetAction(parsed =>
        {
            string[] paths = parsed.GetValue(data) ?? [];
            Import import = Importers.Read(paths.Length > 0 ? paths : DatasetLoader.OwnData(BuildPreset.Default), new ImportOptions());
            DataOptions.Tell(import, parsed.InvocationConfiguration.Error);
            TextWriter output = parsed.InvocationConfiguration.Output;
            DatasetStatistics statistics;
            Contradiction[]? contradictions = null;
            if (parsed.GetValue(sheet) is string path)
            {
                CharacterSheet character = SheetFile.Read(path);
                statistics = DatasetStatistics.Of(import.Rows, TokenCounter.Of(character.model.file).Count);
                string voice = VoiceName.OfSheet(path);
                contradictions = [.. Contradictions.Find([.. import.Rows.Where(r => r.Voice.Length == 0 || r.Voice == voice)], character)];
                Write(statistics, output);
                Write(contradictions, character, output);
            }
            else
            {
                statistics = DatasetStatistics.Of(import.Rows);
                Write(statistics, output);
            }

            if (parsed.GetValue(page) is string to)
                StatisticsPage.Write(to, statistics, contradictions);
            return StudioCommandLine.Done;
        });
        return command;
    }

    static void Write(DatasetStatistics statistics, TextWriter output)
    {
        foreach (VoiceStatistics voice in statistics.Voices)
        {
            output.WriteLine($"{voice.Name}: {voice.Rows} rows, {voice.Turns} turns, {voice.Share(voice.TurnsInConversations)} in talks");
            output.WriteLine($"  states a fact {voice.Share(voice.WithGold)}, facts unused {voice.Share(voice.WithDistractorsOnly)}, no facts {voice.Share(voice.WithoutFacts)}");
            output.WriteLine($"  reply {voice.ReplyLength} characters{(voice.ReplyTokens is { } tokens ? $", {tokens} tokens" : "")}; line {voice.QuestionLength} characters");
            output.WriteLine($"  openings: {string.Join(", ", voice.Openings.Take(8).Select(o => $"{o.Opening} {voice.Share(o.Count)}"))}");
        }

        output.WriteLine($"licences: {string.Join(", ", statistics.Licences.Select(l => $"{l.Licence} {l.Rows}"))}");
        output.WriteLine($"{statistics.Clusters} clusters by fact and question, the largest of {statistics.LargestCluster} rows");
        output.WriteLine($"{statistics.Duplicates.Count} duplicates, {statistics.AskedTwice.Count} questions asked twice of the same facts");
        foreach (var (row, earlier, question) in statistics.AskedTwice)
            output.WriteLine($"  {row.Id} and {earlier.Id}: {question}");
    }

    static void Write(IReadOnlyList<Contradiction> found, CharacterSheet sheet, TextWriter output)
    {
        output.WriteLine($"{found.Count} lines seem to contradict the sheet of {sheet.name}");
        foreach (Contradiction contradiction in found)
            output.WriteLine($"  {contradiction.Row.Id} {contradiction.Slot}: 「{contradiction.Turn.Reply}」, the sheet says 「{contradiction.Fact}」");
    }
}
