using System.Globalization;
using System.IO.Compression;
using System.Text.RegularExpressions;
using System.Xml;
using System.Xml.Linq;
using Ojousama.Studio.Files;
using Ojousama.Text;

namespace Ojousama.Studio.Datasets.Importing;

/// <summary>The cells of an xlsx file's first sheet, as far as they are text or numbers (ECMA-376 part 1, 18.2 to 18.4).</summary>
/// <remarks>Elements are found by their local names: Strict files have namespaces of their own.</remarks>
static partial class Workbook
{
    /// <returns>Row number and fields from column A on; a cell that is not there, or holds an error such as #N/A, is empty.</returns>
    /// <exception cref="OjousamaException">The archive or its XML is damaged.</exception>
    public static List<(int Line, string[] Fields)> Read(SourceFile file)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(file.Bytes));
            // Runs of rich text are parts of one string; phonetic guides (rPh) are not part of it.
            string[] shared = archive.GetEntry("xl/sharedStrings.xml") is { } strings ? [.. Within(Load(strings).Root!, "si").Select(TextOf)] : [];
            ZipArchiveEntry sheet = archive.GetEntry(FirstSheet(archive)) ?? throw new InvalidDataException("it has no first sheet");
            return [.. Load(sheet).Descendants().Where(e => e.Name.LocalName == "row").Select((row, i) => ((int?)row.Attribute("r") ?? i + 1, FieldsOf(row, shared)))];
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or FormatException or IndexOutOfRangeException or OverflowException)
        {
            throw new OjousamaException($"{file.Name} is a damaged workbook: {e.Message.TrimEnd('.')}", "Open it, save it as CSV and import that", e);
        }
    }

    /// <summary>The one whose tab stands first: the names of the files keep the order in which the sheets were made.</summary>
    static string FirstSheet(ZipArchive archive)
    {
        const string First = "xl/worksheets/sheet1.xml";
        if (archive.GetEntry("xl/workbook.xml") is not { } workbook || archive.GetEntry("xl/_rels/workbook.xml.rels") is not { } relations)
            return First;
        XElement? sheet = Load(workbook).Descendants().FirstOrDefault(e => e.Name.LocalName == "sheet");
        string? id = sheet?.Attributes().FirstOrDefault(a => a.Name.LocalName == "id" && a.Name.NamespaceName.Length > 0)?.Value;
        string? target = (string?)Within(Load(relations).Root!, "Relationship").FirstOrDefault(relation => (string?)relation.Attribute("Id") == id)?.Attribute("Target");
        return target == null ? First : target.StartsWith('/') ? target[1..] : "xl/" + target;
    }

    static XDocument Load(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        return XDocument.Load(stream);
    }

    static IEnumerable<XElement> Within(XElement parent, string name) => parent.Elements().Where(e => e.Name.LocalName == name);

    static string[] FieldsOf(XElement row, string[] shared)
    {
        var fields = new List<string>();
        foreach (XElement cell in Within(row, "c"))
        {
            int column = (string?)cell.Attribute("r") is string reference ? ColumnOf(reference) : fields.Count;
            while (fields.Count < column)
                fields.Add("");
            string value = (string?)Within(cell, "v").FirstOrDefault() ?? "";
            fields.Add((string?)cell.Attribute("t") switch
            {
                "s" => shared[int.Parse(value, CultureInfo.InvariantCulture)],
                "inlineStr" => Within(cell, "is").FirstOrDefault() is { } inline ? TextOf(inline) : "",
                "str" => Unescape(value),
                "e" => "",
                _ => value,
            });
        }

        return [.. fields];
    }

    static string TextOf(XElement item) => Unescape(string.Concat(
        item.Descendants().Where(t => t.Name.LocalName == "t" && t.Parent!.Name.LocalName != "rPh").Select(t => t.Value)));

    /// <summary>Excel writes what XML may not hold, such as the CR of a line end, as _x000D_.</summary>
    static string Unescape(string text) =>
        UnicodeText.Repair(Escape().Replace(text, match => ((char)Convert.ToInt32(match.Groups[1].Value, 16)).ToString()));

    [GeneratedRegex("_x([0-9A-Fa-f]{4})_")]
    private static partial Regex Escape();

    /// <summary>0 for A, 26 for AA.</summary>
    static int ColumnOf(string reference)
    {
        int column = 0;
        foreach (char c in reference.TakeWhile(char.IsAsciiLetter))
            column = 26 * column + char.ToUpperInvariant(c) - 'A' + 1;
        return column - 1;
    }
}
