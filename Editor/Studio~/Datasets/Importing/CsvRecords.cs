using System.Text;
using Ojousama.Studio.Files;

namespace Ojousama.Studio.Datasets.Importing;

/// <summary>The records of a delimited file (RFC 4180: quoted fields may hold the delimiter, line ends and doubled quotes).</summary>
static class CsvRecords
{
    /// <returns>Fields, with the line that the record begins on. A quote that is never closed is refused.</returns>
    public static IEnumerable<(int Line, string[] Fields)> Read(SourceFile file, char delimiter, Import import)
    {
        string text = file.Text;
        int line = 1;
        for (int at = 0; at < text.Length;)
        {
            int start = line;
            var fields = new List<string>();
            bool more = true;
            while (more)
            {
                if (ReadField(text, delimiter, ref at, ref line) is not string field)
                {
                    import.Refuse(file, start, "a quote is not closed");
                    yield break;
                }

                fields.Add(field);
                more = at < text.Length && text[at] == delimiter;
                at++; // over the delimiter or the line end
            }

            line++;
            if (fields.Count > 1 || fields[0].Length > 0)
                yield return (start, [.. fields]);
        }
    }

    /// <summary>Leaves <paramref name="at"/> on the delimiter, the line end or the end of the text; null if a quote is open there.</summary>
    static string? ReadField(string text, char delimiter, ref int at, ref int line)
    {
        var field = new StringBuilder();
        bool quoted = at < text.Length && text[at] == '"';
        if (quoted)
            at++;
        for (; at < text.Length; at++)
        {
            char c = text[at];
            if (quoted && c == '"')
            {
                if (at + 1 < text.Length && text[at + 1] == '"')
                    at++;
                else
                {
                    quoted = false;
                    continue;
                }
            }
            else if (!quoted && (c == delimiter || c == '\n'))
                break;

            if (c == '\n')
                line++;
            field.Append(c);
        }

        return quoted ? null : field.ToString();
    }
}
