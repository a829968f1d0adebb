using System.CommandLine;
using Ojousama.Studio.Datasets;
using Ojousama.Studio.Datasets.Importing;
using Ojousama.Studio.Questions;
using Ojousama.UnityYaml;

namespace Ojousama.Studio.Cli;

/// <summary><c>data questions</c>: makes what the adapter of <c>sheet questions</c> is trained on.</summary>
static class DataQuestionsCommand
{
    const string Example = """
        ojousama data questions --out asker
        ojousama train --sheet asker/Asker.asset --data asker/asker.jsonl --preset starter --rank 8 --alpha 16 --out asker.gguf

        The first writes asker/asker.jsonl, in which each row is a fact and the question that it answers, and asker/Asker.asset,
        the sheet to train it with.
        """;

    public static Command Create()
    {
        Option<string[]> data = DataOptions.Paths();
        var output = new Option<string>("--out") { Description = "A folder; files of the same names in it are replaced.", HelpName = "FOLDER", Required = true };
        var command = new ExampleCommand("questions", "Turn rows about, for training what asks for facts.", Example) { data, output };
        command.SetAction(parsed =>
        {
            Import import = Importers.Read(parsed.GetValue(data) is { Length: > 0 } paths ? paths : [DataFolder.Find("context-ja")], new ImportOptions());
            DataOptions.Tell(import, parsed.InvocationConfiguration.Error);
            IReadOnlyList<DatasetRow> rows = AskerRows.Of(import.Rows);
            if (rows.Count == 0)
                throw new OjousamaException("No row asks for a fact that stands beside it", "Name rows of one turn with “facts” and “gold”");
            string folder = parsed.GetRequiredValue(output);
            Directory.CreateDirectory(folder);
            string path = Path.Combine(folder, $"{Asker.Voice}.jsonl");
            DatasetFile.Write(path, rows);
            SheetFile.Write(Path.Combine(folder, "Asker.asset"), Asker.Sheet);
            parsed.InvocationConfiguration.Output.WriteLine($"{path}: {rows.Count} facts with a question");
            return StudioCommandLine.Done;
        });
        return command;
    }
}
