using System.IO.Compression;
using System.Text;
using Ojousama.Studio.Datasets;
using Ojousama.Studio.Datasets.Importing;

namespace Ojousama.Tests.Studio.Datasets;

/// <summary>What stands in a file is used, or refused, or told as left out.</summary>
public sealed class ImportedRowTests
{
    string _folder = "";

    [SetUp]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("ojousama-rows-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, true);

    [TestCase("""{"instruction":"倍にして","input":21,"output":"42"}""", "倍にして\n21 → 42")]
    [TestCase("""{"prompt":"どこで？","completion":"銀座。","history":[["似合うね。","どうも。"]]}""", "似合うね。 → どうも。 | どこで？ → 銀座。")]
    [TestCase("""{"instruction":"どこで？","output":"銀座。","chat_history":[["似合うね。","どうも。"]]}""", "似合うね。 → どうも。 | どこで？ → 銀座。")]
    [TestCase("""{"question":"どこで？","facts":[],"reply":"銀座。","history":[["似合うね。","どうも。"]]}""", "似合うね。 → どうも。 | どこで？ → 銀座。")]
    [TestCase("""{"conversations":[{"role":"User","content":"やあ"},{"role":"chatgpt","content":"どうも"}]}""", "やあ → どうも")]
    [TestCase("""{"messages":[{"from":"System","value":"短く"},{"from":"human","value":"やあ","train":false},{"from":"model","value":"どうも"}]}""", "やあ → どうも")]
    [TestCase("""{"messages":[{"role":"user","content":[{"type":"text","text":"やあ"},{"type":"text","text":"元気？"}]},{"role":"assistant","content":"ええ"}]}""", "やあ\n元気？ → ええ")]
    [TestCase("""{"prompt":"や\r\nあ","completion":"ど\rうも"}""", "や\nあ → ど\nうも")]
    [TestCase("\uFEFF{\"prompt\":\"やあ\",\"completion\":\"どうも\"}", "やあ → どうも")]
    [TestCase("// of mine\n{\"prompt\":\"やあ\",\"completion\":\"どうも\"}", "やあ → どうも")]
    [TestCase("/* of mine */ [{\"prompt\":\"やあ\",\"completion\":\"どうも\"}]", "やあ → どうも")]
    public void WhatCanBeUsedIsUsed(string row, string talk) => Assert.That(Talk(Read("a.json", row)), Is.EqualTo(talk));

    [TestCase("""{"prompt":"これは？","completion":"猫。","label":false}""", "bad reply")]
    [TestCase("""{"prompt":"これは？","completion":"猫。","tools":[{"name":"a"}]}""", "“tools”")]
    [TestCase("""{"question":"好き？","facts":"紅茶が好き。","reply":"ええ"}""", "“facts” is no list")]
    [TestCase("""{"question":"好き？","facts":["紅茶が好き。"],"gold":"0","reply":"ええ"}""", "“gold” is \"0\"")]
    [TestCase("""{"question":"好き？","facts":["紅茶が好き。"],"gold":0.5,"reply":"ええ"}""", "“gold” is 0.5")]
    [TestCase("""{"id":"a","turns":["好き？"]}""", "no object")]
    [TestCase("""{"utterances":[]}""", "no utterances")]
    [TestCase("""{"utterances":[{"interlocutor_id":"A","text":"やあ"}]}""", "one speaker only")]
    [TestCase("""{"name":"A","text":"やあ"}""", "answers anybody")]
    [TestCase("""[{"prompt":NaN,"completion":"はい"}]""", "no JSON")]
    [TestCase("[{\"prompt\":\"や\nあ\",\"completion\":\"はい\"}]", "no JSON")]
    public void WhatCannotBeUsedIsRefused(string row, string reason)
    {
        Import import = Read("a.json", row);
        Assert.That(import.Rows, Is.Empty);
        Assert.That(import.Refused.Single().Reason, Does.Contain(reason));
    }

    [TestCase("""{"prompt":"これは？","completion":"猫。","system":"短く"}""", "the sheet instructs her")]
    [TestCase("""{"instruction":"これは？","output":"猫。","system_prompt":"短く"}""", "the sheet instructs her")]
    [TestCase("""{"instruction":"これは？","output":"猫。","category":"qa","reasoning":"耳"}""", "“category”, “reasoning” said something")]
    [TestCase("""{"messages":[{"role":"user","content":"これは？"},{"role":"assistant","content":"猫。","reasoning_content":"耳"}]}""", "“reasoning_content”")]
    public void WhatIsLeftOutIsTold(string row, string note)
    {
        Import import = Read("a.json", row);
        Assert.That(Talk(import), Is.EqualTo("これは？ → 猫。"));
        Assert.That(import.Notes.Single(), Does.Contain(note));
    }

    [TestCase("""{"prompt":"やあ","completion":"どうも"}""")]
    [TestCase("""{"instruction":"やあ","output":"どうも","category":"qa"}""")]
    [TestCase("""{"utterances":[{"interlocutor_id":1,"text":"やあ"},{"interlocutor_id":2,"text":"どうも"}]}""")]
    [TestCase("{\"name\":\"A\",\"text\":\"やあ\"}\n{\"name\":\"B\",\"text\":\"どうも\"}\n{\"name\":\"B\",\"text\":\"ね\"}")]
    [TestCase("{\"speaker\":\"A\",\"utterance\":\"やあ\"}\n{\"speaker\":\"B\",\"utterance\":\"どうも\"}\n{\"speaker\":\"B\",\"utterance\":\"ね\"}")]
    public void AShapeSettlesNoTermsButAFileBesideDoes(string rows)
    {
        Assert.That(Read("a.json", rows).Rows.Single().Origin.Licence, Is.EqualTo(Licence.Unstated));
        File.WriteAllText(Path.Combine(_folder, "LICENSE"), "SPDX-License-Identifier: CC-BY-4.0\n");
        Assert.That(Read("a.json", rows).Rows.Single().Origin.Licence.Name, Is.EqualTo("CC-BY-4.0"));
    }

    [TestCase("a.csv", "\"prompt\",\"completion\"\nやあ,どうも\n")]
    [TestCase("a.csv", "Prompt;Completion;\nやあ;どうも;\n")]
    [TestCase("a.csv", "備考,completion,prompt\nx,どうも,やあ\n")]
    [TestCase("a.txt", "prompt\tcompletion\nやあ\tどうも\n")]
    public void ATableIsKnownByItsColumns(string name, string table) => Assert.That(Talk(Read(name, table)), Is.EqualTo("やあ → どうも"));

    [Test]
    public void AColumnWithoutUseIsToldAndAnUnquotedCommaRefused()
    {
        Import import = Read("a.csv", "prompt,completion,備考\nやあ,どうも,x\nやあ,どうも,x,y\n");
        Assert.That(import.Notes.Single(), Does.Contain("“備考”"));
        Assert.That(import.Refused.Single(), Is.EqualTo(new RefusedLine("a.csv", 3, "has 4 fields instead of 3: put what holds a delimiter in quotes")));
    }

    [Test]
    public void TheFirstTabOfAnyWorkbookIsReadByItsColumns()
    {
        Import import = Importers.Read([WriteWorkbook("own.xlsx", "prompt", "completion")], new ImportOptions());
        Assert.That(Talk(import), Is.EqualTo("や\nあ → どうも"));
        Assert.That(import.Rows.Single().Origin.Licence, Is.EqualTo(Licence.Unstated));
        var error = Assert.Throws<OjousamaException>(() => Importers.Read([WriteWorkbook("other.xlsx", "質問", "返答")], new ImportOptions()));
        Assert.That(error!.Message, Does.Contain("no format that is known").And.Contain("prompt and completion"));
    }

    [Test]
    public void ATableThatSpeaksOfTsukuyomiIsNotHers()
    {
        Import import = Read("a.csv", "prompt,completion\nつくよみちゃんは好き？,ええ\n");
        Assert.That(import.Rows.Single().Origin.Licence, Is.EqualTo(Licence.Unstated));
    }

    [Test]
    public void OneFileKillsNoFolder()
    {
        Write("rows.jsonl", """{"prompt":"やあ","completion":"どうも"}""");
        Write("._rows.jsonl", "\0\u0005\u0016\u0007");
        Write("~$book.xlsx", "小春");
        Write("broken.xlsx", "PK\u0003\u0004");
        if (!OperatingSystem.IsWindows())
        {
            File.CreateSymbolicLink(Path.Combine(_folder, "gone.jsonl"), Path.Combine(_folder, "nowhere"));
            Directory.CreateSymbolicLink(Path.Combine(_folder, "loop"), _folder);
        }

        Import import = Importers.Read([_folder], new ImportOptions());
        Assert.That(Talk(import), Is.EqualTo("やあ → どうも"));
        Assert.That(import.Refused.Select(r => r.File), Is.EqualTo(OperatingSystem.IsWindows() ? ["broken.xlsx"] : new[] { "broken.xlsx", "gone.jsonl" }));
    }

    [TestCase("Ayane", "ayane")]
    [TestCase("Ｒｉｎ", "rin")]
    public void AVoiceIsNamedWhateverItsCaseAndWidth(string written, string voice) =>
        Assert.That(Read("a.jsonl", $$"""{"question":"やあ","facts":[],"reply":"どうも","voice":"{{written}}"}""").Rows.Single().Voice, Is.EqualTo(voice));

    static string Talk(Import import) => string.Join(" | ", import.Rows.Single().Turns.Select(t => $"{t.Question} → {t.Reply}"));

    Import Read(string name, string text) => Importers.Read([Write(name, text)], new ImportOptions());

    string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    /// <summary>Of the Strict kind, with a second sheet that stands first, a CR as Excel writes it and an error in a cell.</summary>
    string WriteWorkbook(string name, string first, string second)
    {
        const string Main = "xmlns=\"http://purl.oclc.org/ooxml/spreadsheetml/main\"";
        string path = Path.Combine(_folder, name);
        using var archive = ZipFile.Open(path, ZipArchiveMode.Create);
        WriteEntry("xl/workbook.xml", $"<workbook {Main} xmlns:r=\"http://purl.oclc.org/ooxml/officeDocument/relationships\"><sheets><sheet name=\"b\" r:id=\"rId2\"/><sheet name=\"a\" r:id=\"rId1\"/></sheets></workbook>");
        WriteEntry("xl/_rels/workbook.xml.rels", "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"rId2\" Target=\"worksheets/sheet2.xml\"/></Relationships>");
        WriteEntry("xl/worksheets/sheet1.xml", $"<worksheet {Main}><sheetData/></worksheet>");
        WriteEntry("xl/worksheets/sheet2.xml", $"<worksheet {Main}><sheetData><row>{Cell(first)}{Cell(second)}</row><row>{Cell("や_x000D_\nあ")}{Cell("どうも")}<c t=\"e\"><v>#N/A</v></c></row></sheetData></worksheet>");
        return path;

        static string Cell(string text) => $"<c t=\"inlineStr\"><is><t>{text}</t></is></c>";

        void WriteEntry(string entry, string text)
        {
            using var writer = new StreamWriter(archive.CreateEntry(entry).Open(), Encoding.UTF8);
            writer.Write(text);
        }
    }
}
