using Ojousama.Studio.Files;

namespace Ojousama.Studio.Datasets.Importing;

/// <summary>Delimited text or a workbook whose first row names its columns.</summary>
static class Table
{
    static readonly char[] s_delimiters = ['\t', ';', ','];

    /// <summary>Anything but JSON may be one.</summary>
    public static bool IsTable(SourceFile file) => !file.IsJson;

    /// <summary>All records, the header among them.</summary>
    public static IEnumerable<(int Line, string[] Fields)> Records(SourceFile file, Import import) =>
        file.IsWorkbook ? Workbook.Read(file) : CsvRecords.Read(file, DelimiterOf(file.Text), import);

    /// <summary>Whether the header names all of these columns.</summary>
    public static bool FirstHas(SourceFile file, params string[] columns) =>
        IsTable(file) && columns.All(HeaderOf(Records(file, new Import(new ImportOptions())).FirstOrDefault().Fields).Contains);

    /// <returns>The fields of these columns, in this order; empty where a row is too short for one.</returns>
    /// <remarks>Other columns are named as left out. A row with more fields than the header has an unquoted delimiter, and is refused.</remarks>
    public static IEnumerable<(int Line, string[] Fields)> Read(SourceFile file, Import import, params string[] columns)
    {
        string[]? header = null;
        foreach (var (line, fields) in Records(file, import))
        {
            if (header == null)
            {
                header = HeaderOf(fields);
                if (!columns.All(header.Contains))
                {
                    import.Refuse(file, line, $"does not name the columns {string.Join(" and ", columns)}, so the file was not read");
                    yield break;
                }

                import.LeaveOut(file, header.Where(name => name.Length > 0).Except(columns));
            }
            else if (fields.Skip(header.Length).Any(field => field.Trim().Length > 0))
                import.Refuse(file, line, $"has {fields.Length} fields instead of {header.Length}: put what holds a delimiter in quotes");
            else
                yield return (line, [.. columns.Select(column => fields.ElementAtOrDefault(Array.IndexOf(header, column)) ?? "")]);
        }
    }

    /// <summary>Names as they are compared: whatever their case, and without the empty ones that a delimiter at the end makes.</summary>
    static string[] HeaderOf(string[]? fields) =>
        [.. (fields ?? []).Select(field => field.Trim().ToLowerInvariant()).Reverse().SkipWhile(name => name.Length == 0).Reverse()];

    /// <summary>What stands most often in the first line: Excel writes tabs or, in some countries, semicolons.</summary>
    static char DelimiterOf(string text)
    {
        string first = text.Split('\n', 2)[0];
        return s_delimiters.OrderBy(delimiter => first.Count(c => c == delimiter)).Last();
    }
}
