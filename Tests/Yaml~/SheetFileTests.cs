using CsCheck;
using Ojousama.Character;
using Ojousama.Tests.Saving;
using Ojousama.UnityYaml;

namespace Ojousama.Tests.Yaml;

public sealed class SheetFileTests
{
    const string Head = """
        %YAML 1.1
        %TAG !u! tag:unity3d.com,2011:
        --- !u!114 &11400000
        MonoBehaviour:
          m_ObjectHideFlags: 0
          m_CorrespondingSourceObject: {fileID: 0}
          m_PrefabInstance: {fileID: 0}
          m_PrefabAsset: {fileID: 0}
          m_GameObject: {fileID: 0}
          m_Enabled: 1
          m_EditorHideFlags: 0
          m_Script: {fileID: 11500000, guid: SCRIPT, type: 3}
          m_Name: Ayane
          m_EditorClassIdentifier:BLANK

        """;

    static readonly string Script = PackageGuid.Of("Runtime/Unity/CharacterSheetAsset.cs");

    [Test]
    public void A_sheet_that_Unity_wrote_is_read()
    {
        using var folder = new TemporaryFolder();
        // Unity escapes what is not ASCII and folds near column 80; texts with a blank line between stand for one line break.
        string path = Put(folder, """
              sheet:
                version: 1
                name: "\u5C0F\u91CE\u5BFA\u7D62\u97F3"
                age: 17
                instruction: Answer as Ayane and stay
                  in her voice
                facts:
                - text: "\u540D\u524D\u306F\u5C0F\u91CE\u5BFA\u7D62\u97F3\u3002\u5BB6\u306F\u4EAC
                    \u90FD\u3002"
                  questions:
                  - "\u304A\u540D\u524D\u306F\uFF1F"
                  - 'Who is she: a lady?'
                - text:
                  questions: []
                model:
                  adapterScale: 0.5

            """);

        CharacterSheet sheet = SheetFile.Read(path);

        Assert.Multiple(() =>
        {
            Assert.That(sheet.name, Is.EqualTo("小野寺絢音"));
            Assert.That(sheet.age, Is.EqualTo(17));
            Assert.That(sheet.instruction, Is.EqualTo("Answer as Ayane and stay in her voice"));
            Assert.That(sheet.facts, Has.Count.EqualTo(2));
            Assert.That(sheet.facts[0].text, Is.EqualTo("名前は小野寺絢音。家は京 都。"));
            Assert.That(sheet.facts[0].questions, Is.EqualTo(new[] { "お名前は？", "Who is she: a lady?" }));
            Assert.That(sheet.facts[1].text, Is.Empty);
            Assert.That(sheet.model.adapterScale, Is.EqualTo(0.5f));
            Assert.That(sheet.model.contextTokens, Is.EqualTo(new ModelSettings().contextTokens), "a missing field keeps its default");
            Assert.That(sheet.sampling.minP, Is.EqualTo(0.05f));
        });
    }

    [Test]
    public void Any_text_is_read_as_it_was_written_and_written_again_byte_by_byte()
    {
        using var folder = new TemporaryFolder();
        string path = folder["Ayane.asset"];
        Gen<string> text = Gen.OneOf(Gen.String[Gen.Char["-?:,[]{}#&*!|>'\"%@` \t\n\r\\~.=<0aあ。：「」　\u0085\u2028\ufeff\0\u00a0"], 0, 12], Gen.Const("花🌸"));
        Gen<Fact> fact = Gen.Select(text, text.List[0, 3], (t, q) => new Fact { text = t, questions = q });

        Gen.Select(text, fact.List[0, 4], Gen.Single.Where(float.IsFinite)).Sample((name, facts, scale) =>
        {
            var sheet = new CharacterSheet { name = name, facts = facts, model = { adapterScale = scale } };
            SheetFile.Write(path, sheet);
            string written = File.ReadAllText(path);
            CharacterSheet read = SheetFile.Read(path);
            SheetFile.Write(path, read);

            Assert.That(read.name, Is.EqualTo(name));
            Assert.That(read.model.adapterScale, Is.EqualTo(scale));
            Assert.That(read.facts.Select(f => f.text), Is.EqualTo(facts.Select(f => f.text)));
            Assert.That(read.facts.Select(f => f.questions), Is.EqualTo(facts.Select(f => f.questions)));
            Assert.That(File.ReadAllText(path), Is.EqualTo(written));
        }, iter: 300, threads: 1);
    }

    [Test]
    public void A_new_sheet_has_the_head_that_Unity_writes()
    {
        using var folder = new TemporaryFolder();
        SheetFile.Write(folder["Ayane.asset"], new CharacterSheet { name = "絢音" });

        string text = File.ReadAllText(folder["Ayane.asset"]);

        Assert.That(text, Does.StartWith(Unity(Head) + $"  sheet:\n    version: {CharacterSheet.CurrentVersion}\n    name: 絢音\n    reading: \n    namePlate: \n    age: 0\n"));
        Assert.That(text, Does.Contain("\n    facts: []\n"));
    }

    [Test]
    public void Writing_leaves_all_else_in_the_file_alone()
    {
        using var folder = new TemporaryFolder();
        const string portrait = "  portrait: {fileID: 21300000, guid: 00112233445566778899aabbccddeeff, type: 3}\n";
        const string other = "--- !u!114 &7\nMonoBehaviour:\n  m_Script: {fileID: 11500000, guid: 00, type: 3}\n";
        string path = Put(folder, "  sheet:\n    name: old\n" + portrait + other);

        SheetFile.Write(path, new CharacterSheet { name = "new" });

        Assert.That(SheetFile.Read(path).name, Is.EqualTo("new"));
        Assert.That(File.ReadAllText(path), Does.EndWith(portrait + other).And.Not.Contain("old"));
    }

    [TestCase("  sheet:\n    nmae: x\n", "line 16: CharacterSheet has no field “nmae”. Rename it to “name”, or remove it.")]
    [TestCase("  sheet:\n    facts:\n    - text: x\n      question: x\n", "line 18: Fact has no field “question”. Rename it to “questions”, or remove it.")]
    [TestCase("  sheet:\n    zzzzzzzzzzzzzzz: x\n", "line 16: CharacterSheet has no field “zzzzzzzzzzzzzzz”. Remove it.")]
    [TestCase("  sheet:\n    age: old\n", "line 16: “old” is not a whole number that fits")]
    [TestCase("  sheet:\n    facts: x\n", "line 16: a list should stand here, but it is the value “x”")]
    [TestCase("  sheet:\n    name: a\n    name: b\n", "line 17: the field “name” stands here a second time")]
    [TestCase("  sheet:\n    name: a: b\n", "line 16: this is no valid YAML")]
    [TestCase("  shet:\n    name: a\n", "Rename “shet” to “sheet”.")]
    public void A_mistake_is_named_with_its_line_and_its_cure(string body, string message)
    {
        using var folder = new TemporaryFolder();
        string path = Put(folder, body);

        var error = Assert.Throws<OjousamaException>(() => SheetFile.Read(path));

        Assert.That(error!.Message, Does.StartWith(path).And.Contain(message));
    }

    [TestCase("not yaml", "is no Unity text asset")]
    [TestCase("%YAML 1.1\n--- !u!114 &11400000\nMonoBehaviour:\n  m_Script: {fileID: 11500000, guid: 0, type: 3}\n", "is no character sheet")]
    [TestCase("%YAML 1.1\n--- !u!x\nMonoBehaviour:\n", "line 2: “--- !u!x” should read")]
    public void What_is_no_sheet_is_refused(string text, string message)
    {
        using var folder = new TemporaryFolder();
        File.WriteAllText(folder["x.asset"], text);

        Assert.Multiple(() =>
        {
            Assert.That(() => SheetFile.Read(folder["x.asset"]), Throws.TypeOf<OjousamaException>().With.Message.Contains(message));
            Assert.That(() => SheetFile.Read(folder["missing.asset"]), Throws.TypeOf<OjousamaException>().With.Message.Contains("missing.asset"));
        });
    }

    static string Unity(string head) => head.Replace("SCRIPT", Script).Replace("BLANK", " ");

    static string Put(TemporaryFolder folder, string body)
    {
        string path = folder["Ayane.asset"];
        File.WriteAllText(path, Unity(Head) + body);
        return path;
    }
}
