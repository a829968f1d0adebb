using System.CommandLine;
using Ojousama.Studio.Datasets;
using Ojousama.Studio.Datasets.Importing;

namespace Ojousama.Studio.Cli;

/// <summary><c>data import</c>: reads sets of many formats and writes them as one.</summary>
static class DataImportCommand
{
    const string Example = """
        ojousama data import zundamon.json scenario.jsonl --out rows.jsonl

        Every row keeps its file, line, licence and hash; what cannot be used is told with line and reason.
        Without --out nothing is written. Sets whose terms forbid to pass them on are never written.
        """;

    public static Command Create()
    {
        var files = new Argument<string[]>("PATH") { Description = "Files and folders.", Arity = ArgumentArity.OneOrMore };
        var format = new Option<string?>("--format")
        {
            Description = $"What the files are; found out if it is left out. One of {string.Join(", ", Importers.All.Select(i => i.Name))}.", HelpName = "NAME",
        };
        var speaker = new Option<string?>("--speaker") { Description = "Whose lines become replies in scripts; who speaks most if it is left out.", HelpName = "NAME" };
        var licence = new Option<string?>("--licence") { Description = "The terms of the files. Left out, those of a LICENSE beside them, else unstated.", HelpName = "SPDX" };
        var output = new Option<string?>("--out") { Description = "The rows, a JSON object a line. An older file is replaced.", HelpName = "R.jsonl" };
        var command = new ExampleCommand("import", "Read lines of many formats and write them as one.", Example) { files, format, speaker, licence, output };
        command.SetAction(parsed =>
        {
            Import import = Importers.Read(parsed.GetRequiredValue(files), new ImportOptions
            {
                Format = parsed.GetValue(format), Speaker = parsed.GetValue(speaker), Licence = parsed.GetValue(licence),
            });
            DataOptions.Tell(import, parsed.InvocationConfiguration.Error);
            string licences = string.Join(", ", import.Rows.GroupBy(r => r.Origin.Licence.Name).Select(g => $"{g.Count()} {g.Key}"));
            parsed.InvocationConfiguration.Output.WriteLine(
                $"{import.Rows.Count} rows, {import.Rows.Sum(r => r.Turns.Count)} turns ({licences}), {import.Refused.Count} lines refused");
            if (parsed.GetValue(output) is string path)
            {
                if (import.Rows.Count == 0)
                    throw new OjousamaException($"No row is sound, so {path} was not written", "Mend the lines that were refused");
                DatasetFile.Write(path, import.Rows);
                parsed.InvocationConfiguration.Output.WriteLine($"{path}: written");
            }

            return StudioCommandLine.Done;
        });
        return command;
    }
}
