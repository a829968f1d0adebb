using System.Text.RegularExpressions;
using Ojousama.Studio.Files;
using Ojousama.Text;

namespace Ojousama.Studio.Cli;

/// <summary>A text file of one fact a line. Character cards, tables and pages are made of lines too, but these are no facts.</summary>
static partial class FactsFile
{
    /// <exception cref="OjousamaException">The file is missing, something else or empty.</exception>
    public static IReadOnlyList<string> Read(string path)
    {
        SourceFile file = SourceFile.Open(path);
        var lines = file.Text.Split('\n').Select((text, i) => (Text: text, Number: i + 1))
            .Where(line => !UnicodeText.IsBlank(line.Text) && line.Text.TrimStart()[0] != '#').ToArray();
        if (KindOf(file, [.. lines.Select(line => line.Text.Trim())]) is string kind)
            throw NoFacts($"{path} is {kind}");
        foreach (var (text, number) in lines)
        {
            if (KindOf(text) is string markup)
                throw NoFacts($"{path} holds {markup} in line {number}");
        }

        string[] facts = [.. lines.Select(line => ListMark().Replace(line.Text.Trim(), "")).Where(fact => fact.Length > 0).Select(Sentence)];
        return facts.Length > 0 ? facts : throw new OjousamaException($"{path} holds no fact", "Write one a line, such as 「年齢は16歳。」");
    }

    static OjousamaException NoFacts(string problem) =>
        new($"{problem}, not a list of facts", "Copy what it tells of her into a text file, a sentence a line, such as 「年齢は16歳。」");

    static string Sentence(string line) => SentenceMarks.IsEnd(line[^1]) ? line : line + "。";

    static string? KindOf(SourceFile file, string[] lines)
    {
        if (file.IsWorkbook)
            return "a workbook or an archive";
        if (file.Text.Any(c => char.IsControl(c) && c is not ('\n' or '\t')))
            return "no text";
        if (file.Extension is ".yaml" or ".yml")
            return "YAML";
        int commas = lines.Length > 1 ? lines[0].Count(c => c == ',') : 0;
        bool hasColumns = commas > 0 && lines.All(line => line.Count(c => c == ',') == commas);
        return file.Extension is ".csv" or ".tsv" || hasColumns ? "a table" : null;
    }

    /// <summary>What a line is that no sentence looks like; null for one that may be a fact.</summary>
    static string? KindOf(string written)
    {
        string line = written.Trim();
        if (line.StartsWith(@"{\rtf", StringComparison.Ordinal))
            return "RTF";
        if (Call().IsMatch(line))
            return "W++";
        if (line[0] is '{' or '}' or '[' or ']' || line.StartsWith("//", StringComparison.Ordinal) || line.StartsWith("/*", StringComparison.Ordinal))
            return "JSON";
        if (line[0] == '<')
            return "a page of markup";
        if (line.StartsWith("```", StringComparison.Ordinal))
            return "a block of code";
        if (line.StartsWith("%YAML", StringComparison.Ordinal) || Member().IsMatch(line))
            return "YAML, TOML or a script";
        if (line.Contains('\t'))
            return "a row of a table";
        return line.Any(char.IsLetterOrDigit) ? null : $"“{line}”";
    }

    /// <summary>A character card's <c>Age("16")</c>.</summary>
    [GeneratedRegex(@"^\[?\s*\w[\w ]*\(\s*""")]
    private static partial Regex Call();

    /// <summary><c>title: A</c> and <c>age = 16</c>, whose names are ASCII, as those of programs are.</summary>
    [GeneratedRegex(@"^(- )?[A-Za-z_][\w.-]*\s*[:=]", RegexOptions.ECMAScript)]
    private static partial Regex Member();

    /// <summary>What begins an item of a list: <c>-</c>, <c>・</c> or <c>1.</c>.</summary>
    [GeneratedRegex(@"^(?:[-*+•]\s+|・\s*|[0-9]+[.)]\s+)")]
    private static partial Regex ListMark();
}
