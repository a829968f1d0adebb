using System.Globalization;
using System.IO.Compression;
using System.Xml;
using System.Xml.Linq;
using Ojousama.Studio.Files;

namespace Ojousama.Studio.Datasets.Importing;

/// <summary>The cells of an xlsx file's first sheet, as far as they are text or numbers (ECMA-376 part 1, 18.3 and 18.4).</summary>
static class Workbook
{
    static readonly XNamespace Main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

    /// <returns>Row number and fields from column A on; a cell that is not there is empty.</returns>
    /// <exception cref="OjousamaException">The archive or its XML is damaged.</exception>
    public static List<(int Line, string[] Fields)> Read(SourceFile file)
    {
        try
        {
            using var archive = new ZipArchive(new MemoryStream(file.Bytes));
            // Runs of rich text are parts of one string; phonetic guides (rPh) are not part of it.
            string[] shared = archive.GetEntry("xl/sharedStrings.xml") is { } strings
                ? [.. Load(strings).Root!.Elements(Main + "si").Select(TextOf)]
                : [];
            ZipArchiveEntry sheet = archive.GetEntry("xl/worksheets/sheet1.xml") ?? throw new InvalidDataException("it has no first sheet");
            return [.. Load(sheet).Descendants(Main + "row").Select((row, i) => ((int?)row.Attribute("r") ?? i + 1, FieldsOf(row, shared)))];
        }
        catch (Exception e) when (e is InvalidDataException or XmlException or FormatException or IndexOutOfRangeException)
        {
            throw new OjousamaException($"{file.Name} is a damaged workbook: {e.Message.TrimEnd('.')}", "Open it, save it as CSV and import that", e);
        }
    }

    static XDocument Load(ZipArchiveEntry entry)
    {
        using Stream stream = entry.Open();
        return XDocument.Load(stream);
    }

    static string[] FieldsOf(XElement row, string[] shared)
    {
        var fields = new List<string>();
        foreach (XElement cell in row.Elements(Main + "c"))
        {
            int column = (string?)cell.Attribute("r") is string reference ? ColumnOf(reference) : fields.Count;
            while (fields.Count < column)
                fields.Add("");
            string value = (string?)cell.Element(Main + "v") ?? "";
            fields.Add((string?)cell.Attribute("t") switch
            {
                "s" => shared[int.Parse(value, CultureInfo.InvariantCulture)],
                "inlineStr" => cell.Element(Main + "is") is { } inline ? TextOf(inline) : "",
                _ => value,
            });
        }

        return [.. fields];
    }

    static string TextOf(XElement item) =>
        string.Concat(item.Descendants(Main + "t").Where(t => t.Parent!.Name != Main + "rPh").Select(t => t.Value));

    /// <summary>0 for A, 26 for AA.</summary>
    static int ColumnOf(string reference)
    {
        int column = 0;
        foreach (char c in reference.TakeWhile(char.IsAsciiLetter))
            column = 26 * column + char.ToUpperInvariant(c) - 'A' + 1;
        return column - 1;
    }
}
