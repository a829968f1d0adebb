using System.IO.Compression;
using System.Text;
using Ojousama.Studio.Datasets;
using Ojousama.Studio.Datasets.Importing;

namespace Ojousama.Tests.Studio.Datasets;

public sealed class ImporterTests
{
    string _folder = "";

    [SetUp]
    public void CreateFolder() => _folder = Directory.CreateTempSubdirectory("ojousama-import-").FullName;

    [TearDown]
    public void DeleteFolder() => Directory.Delete(_folder, true);

    [Test]
    public void TheThreeFilesOfOjousamaTalkScriptHoldTheSameLines()
    {
        Import csv = Read(DataFolder.Find("ojousama/ojousamatalkscript200.csv"));
        Import json = Read(DataFolder.Find("ojousama/ojousamatalkscript200.jsonl"));
        Import chat = Read(DataFolder.Find("ojousama/ojousamatalkscript200_gpt-3.5-1106ver.jsonl"));
        Assert.Multiple(() =>
        {
            Assert.That(csv.Rows, Has.Count.EqualTo(202));
            Assert.That(csv.Rows[0].Turns[0].Question, Is.EqualTo("おはよう"));
            Assert.That(csv.Rows[0].Turns[0].Reply, Is.EqualTo("おはようございます。素敵な朝ですね"));
            Assert.That(csv.Rows[0].Origin.Licence, Is.EqualTo(Licence.Mit));
            Assert.That(Lines(json), Is.EqualTo(Lines(csv)).IgnoreCase);
            Assert.That(Lines(json), Is.Not.EqualTo(Lines(csv)));
            Assert.That(json.Notes, Has.One.Contains("lower case"));
            Assert.That(chat.Rows, Has.Count.EqualTo(202));
            Assert.That(csv.Refused.Concat(json.Refused).Concat(chat.Refused), Is.Empty);
        });
    }

    [TestCase("shift_jis", "CP932")]
    [TestCase("utf-16", "UTF-16LE")]
    [TestCase("utf-8", "UTF-8 with BOM")]
    public void EncodingsAndLineEndsAreSniffed(string encoding, string name)
    {
        Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);
        var written = Encoding.GetEncoding(encoding);
        string path = Path.Combine(_folder, "lines.csv");
        File.WriteAllBytes(path, [.. written.GetPreamble(), .. written.GetBytes("prompt,completion\r\n\"①髙橋さん、\r\n元気？\",元気ですわ\r\n")]);
        Import import = Read(path);
        Assert.Multiple(() =>
        {
            Assert.That(import.Rows.Single().Turns[0].Question, Is.EqualTo("①髙橋さん、\n元気？"));
            Assert.That(import.Notes, Has.One.Contains(name));
        });
    }

    [TestCase("rows.jsonl", "{0}\n{1}\n{0}\n")]
    [TestCase("rows.json", "[{0},\n{1},\n{0}]")]
    public void ALineSeparatorWithinAStringEndsNoLine(string name, string form)
    {
        const string Sound = """{"messages": [{"role": "user", "content": "元気？"}, {"role": "assistant", "content": "はい。"}]}""";
        Import import = Read(Write(name, form.Replace("{0}", Sound).Replace("{1}", Sound.Replace("はい", "は\u2028い\u0085\u2029"))));
        Assert.That(import.Rows.Select(r => r.Origin.Line), Is.EqualTo(new[] { 1, 3 }), "U+0085 is a control character");
        Assert.That(import.Refused.Single(), Is.EqualTo(new RefusedLine(name, 2, "holds a control character")));

        import = Read(Write(name, form.Replace("{0}", Sound).Replace("{1}", Sound.Replace("はい", "は\u2028い\u2029"))));
        Assert.That(import.Rows.Select(r => r.Origin.Line), Is.EqualTo(new[] { 1, 2, 3 }));
        Assert.That(import.Refused, Is.Empty);
    }

    [Test]
    public void HalfASurrogatePairRefusesItsRowOnly()
    {
        Import import = Read(Write("a.jsonl", """
            {"question":"好き？","facts":[],"reply":"は\ud83dい"}
            {"question":"好き？","facts":["\udc00"],"reply":"はい"}
            {"question":"好き？","facts":[],"reply":"か\u3099\ud83d\ude04"}
            """));
        Assert.That(import.Rows.Single().Turns[0].Reply, Is.EqualTo("が😄"));
        Assert.That(import.Refused.Select(r => r.Line), Is.EqualTo(new[] { 1, 2 }));
    }

    [TestCase("<|im_end|>")]
    [TestCase("<|eot_id|>")]
    [TestCase("</s>")]
    [TestCase("<end_of_turn>")]
    [TestCase("<turn|>")]
    [TestCase("[/INST]")]
    [TestCase("<｜end▁of▁sentence｜>")]
    [TestCase("<tool_call>")]
    public void AControlTokenOfAnyFamilyIsRefused(string token)
    {
        Import import = Read(Write("a.jsonl", $$"""
            {"question":"お名前は？","facts":[],"reply":"絢音ですわ。{{token}}"}
            {"question":"1<2>0、List<string>、[3:0]は？","facts":[],"reply":"はい。"}
            """));
        Assert.That(import.Refused.Single().Reason, Does.Contain(token));
        Assert.That(import.Rows, Has.Count.EqualTo(1));
    }

    [Test]
    public void AHistoryStandsBeforeItsInstruction()
    {
        Import import = Read(Write("a.json", """
            [{"instruction": "それはどこで買ったの？", "input": "", "output": "銀座ですわ。", "history": [["その髪飾り、似合ってるね。", "ありがとうございます。"]], "system": "お嬢様として答える。"},
            {"instruction": "元気？", "input": "", "output": "ええ。", "history": []},
            {"instruction": "元気？", "input": "", "output": "ええ。", "history": ["やあ"]},
            {"instruction": "これは？", "input": "", "output": "猫。", "images": ["a.png"]}]
            """));
        Assert.That(import.Rows[0].Turns.Select(t => (t.Question, t.Reply)), Is.EqualTo(new[]
        {
            ("その髪飾り、似合ってるね。", "ありがとうございます。"), ("それはどこで買ったの？", "銀座ですわ。"),
        }));
        Assert.That(import.Notes, Has.One.Contains("the sheet instructs her"));
        Assert.That(import.Refused.Select(r => (r.Line, r.Reason.Split(' ')[0])), Is.EqualTo(new[] { (3, "its"), (4, "has") }));
        Assert.That(import.Rows, Has.Count.EqualTo(2));
    }

    [TestCase("\"text\"", "no JSON object")]
    [TestCase("null", "no JSON object")]
    [TestCase("{\"instruction\":\"これは？\",\"output\":\"猫。\",\"videos\":[\"a.mp4\"]}", "“videos”")]
    [TestCase("{\"instruction\":\"これは？\",\"output\":\"猫。\",\"kto_tag\":false}", "bad reply")]
    [TestCase("{\"instruction\":\"これは？\",\"output\":\"猫。\",\"history\":[{\"role\":\"user\"}]}", "its history")]
    [TestCase("{\"instruction\":\"これは？\",\"output\":\"猫。\",\"label\":0}", "bad reply")]
    [TestCase("{\"instruction\":\"これは？\",\"output\":\"猫。\",\"kto_tag\":\"false\"}", "bad reply")]
    [TestCase("{\"instruction\":\"これは？\",\"output\":\"猫。\",\"chat_history\":\"前\"}", "its chat_history")]
    [TestCase("{\"instruction\":\"これは？\",\"input\":[1],\"output\":\"猫。\"}", "“input” is no text")]
    [TestCase("{\"instruction\":\"これは？\",\"context\":{\"a\":1},\"output\":\"猫。\"}", "“context” is no text")]
    [TestCase("{\"instruction\":\"これは？\",\"output\":\"\\u200b\"}", "reply is empty")]
    [TestCase("{\"instruction\":\"<|im_start|>\",\"output\":\"猫。\"}", "<|im_start|>")]
    public void OfAnArrayOfInstructionsOneThatCannotBeUsedIsRefusedAlone(string row, string reason)
    {
        Import import = Read(Write("a.json", $"[{{\"instruction\":\"元気？\",\"output\":\"ええ。\"}},\n{row},\n{{\"instruction\":\"元気？\",\"output\":\"ええ。\"}}]"));
        Assert.That(import.Rows, Has.Count.EqualTo(2));
        Assert.That(import.Refused.Single().Reason, Does.Contain(reason));
        Assert.That(import.Refused.Single().Line, Is.EqualTo(2));
    }

    [TestCase("{\"role\":\"user\",\"content\":\"天気は？\"},{\"role\":\"assistant\",\"content\":\"晴れ。\",\"tool_calls\":[{\"id\":\"1\"}]}", "“tool_calls”")]
    [TestCase("{\"role\":\"user\",\"content\":\"天気は？\"},{\"role\":\"assistant\",\"content\":\"雨。\",\"weight\":0}", "“weight” is 0")]
    [TestCase("{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":\"a.png\"}]},{\"role\":\"assistant\",\"content\":\"猫。\"}", "“content” is no text")]
    [TestCase("{\"role\":\"user\",\"content\":\"天気は？\"},{\"role\":\"assistant\",\"content\":\"雨。\",\"weight\":\"0\"}", "“weight”")]
    [TestCase("{\"role\":\"user\",\"content\":\"天気は？\"},{\"role\":\"assistant\",\"content\":\"雨。\",\"train\":false}", "“train”")]
    [TestCase("{\"role\":\"user\",\"content\":\"天気は？\"},{\"role\":\"assistant\",\"content\":\"雨。\",\"loss\":false}", "“loss”")]
    [TestCase("{\"role\":\"user\",\"content\":\"天気は？\"},{\"role\":\"assistant\",\"content\":\"雨。\",\"loss_weight\":0}", "“loss_weight”")]
    [TestCase("{\"role\":\"user\",\"content\":\"<image>これは？\"},{\"role\":\"assistant\",\"content\":\"猫。\"}", "<image>")]
    [TestCase("{\"content\":\"これは？\"},{\"role\":\"assistant\",\"content\":\"猫。\"}", "without a role")]
    [TestCase("{\"role\":\"assistant\",\"content\":\"猫。\"}", "do not alternate: “assistant”")]
    [TestCase("{\"role\":\"tool\",\"content\":\"晴れ\"},{\"role\":\"assistant\",\"content\":\"晴れ。\"}", "“tool”")]
    [TestCase("\"天気は？\",\"晴れ。\"", "no object")]
    public void AMessageThatSaysMoreThanWordsRefusesItsRow(string messages, string reason)
    {
        Import import = Read(Write("a.jsonl", "{\"messages\":[{\"role\":\"developer\",\"content\":\"短く\"},{\"role\":\"user\",\"content\":\"元気？\"},{\"role\":\"assistant\",\"content\":\"ええ。\"}]}\n{\"messages\":[" + messages + "]}"));
        Assert.That(import.Rows, Has.Count.EqualTo(1));
        Assert.That(import.Notes, Has.One.Contains("the sheet instructs her"));
        Assert.That(import.Refused.Single().Reason, Does.Contain(reason));
    }

    [Test]
    public void WhatStandsBehindAnArrayIsTold()
    {
        Import import = Read(Write("a.json", "[{\"instruction\":\"元気？\",\"output\":\"ええ。\"}]\n[{\"instruction\":\"元気？\",\"output\":\"ええ。\"}]"));
        Assert.That(import.Rows, Has.Count.EqualTo(1));
        Assert.That(import.Refused.Single(), Is.EqualTo(new RefusedLine("a.json", 2, "is no JSON, and what stands after it was not read: '[' is invalid after a single JSON value")));
    }

    [Test]
    public void ANameOfHalfACharacterHarmsNoOther()
    {
        Import import = Read(Write("a.jsonl", """
            {"question":"好き？","facts":[],"reply":"はい"}
            {"\ud83d":1,"question":"好き？","facts":[],"reply":"はい"}
            """));
        Assert.That((import.Rows.Count, import.Refused.Single().Reason), Is.EqualTo((1, "holds half a character in the name of a member")));
    }

    [Test]
    public void ARowThatCannotBeUsedIsRefusedWithItsLineAndReason()
    {
        Import import = Read(Write("bad.jsonl", """
            {"question":"好き？","facts":["紅茶が好き。"],"gold":0,"reply":"紅茶ですわ"}
            {"question":"好き？","facts":["紅茶が好き。"],"gold":1,"reply":"紅茶ですわ"}
            {"question":"好き？",

            {"question":"名は？","facts":[],"gold":null,"reply":""}
            {"question":"<start_of_turn>は？","facts":[],"gold":null,"reply":"はて"}
            """));
        Assert.Multiple(() =>
        {
            Assert.That(import.Rows.Select(r => r.Id), Is.EqualTo(new[] { "bad-1" }));
            Assert.That(import.Refused.Select(r => r.Line), Is.EqualTo(new[] { 2, 3, 5, 6 }));
            Assert.That(import.Refused[0].Reason, Does.Contain("gold is 1"));
            Assert.That(import.Refused[1].Reason, Does.Contain("no JSON"));
            Assert.That(import.Refused[2].Reason, Does.Contain("reply is empty"));
            Assert.That(import.Refused[3].Reason, Does.Contain("control token"));
        });
    }

    [Test]
    public void EachFormatIsKnownByItsShape()
    {
        Write("alpaca.json", """[{"instruction":"訳して","input":"tea","output":"紅茶なのだ"}]""");
        Write("dolly.jsonl", """{"instruction":"空は？","input":"","output":"青いのだ","category":"open_qa"}""");
        Write("sharegpt.json", """[{"conversations":[{"from":"human","value":"やあ"},{"from":"gpt","value":"どうも"}]}]""");
        Write("messages.jsonl", """{"messages":[{"role":"user","content":"やあ"},{"role":"user","content":"ねえ"}]}""");
        Write("persona.json", "{\"dialogue_id\":1,\n\"utterances\":[{\"interlocutor_id\":\"AA\",\"text\":\"趣味は？\"},{\"interlocutor_id\":\"BB\",\"text\":\"釣りです\"}]}");
        Write("script.jsonl", "{\"name\":\"太郎\",\"text\":\"おい\"}\n{\"name\":\"花子\",\"text\":\"はい。\"}\n{\"name\":\"花子\",\"text\":\"何か？\"}");
        Write("scene.tsv", "name\ttext\n太郎\t行こう\n花子\tええ\n\t二人は歩いた。\n太郎\t寒いね\n花子\tそうね\n花子\t手を\n");
        Import import = Read(_folder);
        Assert.Multiple(() =>
        {
            Assert.That(Row(import, "alpaca-1"), Is.EqualTo("訳して\ntea → 紅茶なのだ"));
            Assert.That(Row(import, "dolly-1"), Is.EqualTo("空は？ → 青いのだ"));
            Assert.That(Row(import, "sharegpt-1"), Is.EqualTo("やあ → どうも"));
            Assert.That(Row(import, "persona-1"), Is.EqualTo("趣味は？ → 釣りです"));
            Assert.That(Row(import, "script-1"), Is.EqualTo("おい → はい。何か？"));
            Assert.That(Row(import, "scene-2"), Is.EqualTo("行こう → ええ"));
            Assert.That(Row(import, "scene-5"), Is.EqualTo("寒いね → そうね手を"));
            Assert.That(import.Refused.Single().File, Is.EqualTo("messages.jsonl"));
            Assert.That(import.Rows.Single(r => r.Id == "dolly-1").Origin.Licence, Is.EqualTo(Licence.Unstated), "their shape settles no terms");
        });
    }

    [Test]
    public void AdultScenesAreLeftOutAndCounted()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "h_converted"));
        string scene = "{\"speaker\":\"A\",\"utterance\":\"やあ\"}\n{\"speaker\":\"B\",\"utterance\":\"ええ\"}\n{\"speaker\":\"B\",\"utterance\":\"ね\"}";
        Write("scene.jsonl", scene);
        Write("h_converted/other.jsonl", scene);
        Import import = Read(_folder);
        Assert.Multiple(() =>
        {
            Assert.That(import.Rows.Single().Origin.File, Is.EqualTo("scene.jsonl"));
            Assert.That(import.Refused.Single().Reason, Does.Contain("adult"));
        });
    }

    [Test]
    public void AWorkbookMayBeReadButNeverPassedOn()
    {
        string path = Path.Combine(_folder, "talk.xlsx");
        using (var archive = ZipFile.Open(path, ZipArchiveMode.Create))
        {
            const string Main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
            WriteEntry(archive, "xl/sharedStrings.xml",
                $"<sst {Main}><si><t>好きなものは？</t></si><si><r><t>空を</t></r><r><t>眺めること</t></r><rPh><t>ナガ</t></rPh></si></sst>");
            WriteEntry(archive, "xl/worksheets/sheet1.xml",
                $"<worksheet {Main}><sheetData><row r=\"1\"/><row r=\"2\"><c r=\"B2\" t=\"inlineStr\"><is><t>【A】話しかけ</t></is></c><c r=\"C2\" t=\"inlineStr\"><is><t>【B】お返事</t></is></c></row>" +
                "<row r=\"3\"><c r=\"B3\" t=\"s\"><v>0</v></c><c r=\"C3\" t=\"s\"><v>1</v></c></row></sheetData></worksheet>");
        }

        Import import = Read(path);
        Assert.Multiple(() =>
        {
            Assert.That(Row(import, "talk-3"), Is.EqualTo("好きなものは？ → 空を眺めること"));
            var error = Assert.Throws<OjousamaException>(() => DatasetFile.Write(Path.Combine(_folder, "out.jsonl"), import.Rows));
            Assert.That(error!.Problem, Does.Contain("talk.xlsx:3"));
            Assert.That(File.Exists(Path.Combine(_folder, "out.jsonl")), Is.False);
        });
    }

    [Test]
    public void WhatIsWrittenIsReadBackWithItsLicence()
    {
        IReadOnlyList<DatasetRow> rows = Read(DataFolder.Find("ojousama/ojousamatalkscript200.csv")).Rows;
        string path = Path.Combine(_folder, "rows.jsonl");
        DatasetFile.Write(path, rows);
        IReadOnlyList<DatasetRow> back = Read(path).Rows;
        Assert.Multiple(() =>
        {
            Assert.That(back.Select(r => (r.Id, r.Hash)), Is.EqualTo(rows.Select(r => (r.Id, r.Hash))));
            Assert.That(back.Select(r => r.Origin.Licence.Name), Is.All.EqualTo("MIT"));
        });
    }

    static Import Read(string path) => Importers.Read([path], new ImportOptions());

    static string[] Lines(Import import) => [.. import.Rows.Select(r => $"{r.Turns[0].Question}/{r.Turns[0].Reply}")];

    static string Row(Import import, string id) =>
        string.Join(" | ", import.Rows.Where(r => r.Id == id).SelectMany(r => r.Turns).Select(t => $"{t.Question} → {t.Reply}"));

    string Write(string name, string text)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, text);
        return path;
    }

    static void WriteEntry(ZipArchive archive, string name, string text)
    {
        using var writer = new StreamWriter(archive.CreateEntry(name).Open());
        writer.Write(text);
    }
}
