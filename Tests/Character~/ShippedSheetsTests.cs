using Ojousama.Character;
using Ojousama.Tests.Package;
using Ojousama.UnityYaml;

namespace Ojousama.Tests.Character;

public sealed class ShippedSheetsTests
{
    public static IEnumerable<string> Sheets() => Directory.GetFiles(Folder, "*.asset").Select(path => Path.GetFileName(path)).Order();

    static string Folder => Path.Combine(PackageFolder.Root, "Samples~", "DatingSim", "Characters");

    [TestCaseSource(nameof(Sheets))]
    public void A_sheet_that_we_ship_is_sound_and_of_age(string file)
    {
        CharacterSheet sheet = Read(file);

        SheetValidator.ThrowIfInvalid(sheet, file);
        Assert.Multiple(() =>
        {
            Assert.That(sheet.age, Is.GreaterThanOrEqualTo(17));
            Assert.That(sheet.facts, Has.Count.GreaterThanOrEqualTo(file == "Ayane.asset" ? 11 : 25));
            Assert.That(sheet.facts.Select(f => f.questions.Count), Has.All.GreaterThanOrEqualTo(3));
            Assert.That(sheet.facts.Select(f => f.text), Does.Contain($"名前は{sheet.name}。").And.Contain($"年齢は{sheet.age}歳。"));
        });
    }

    [TestCaseSource(nameof(Sheets))]
    public void Writing_a_sheet_that_we_ship_changes_no_byte(string file)
    {
        string copy = Path.Combine(TestContext.CurrentContext.WorkDirectory, Guid.NewGuid() + ".asset");
        File.Copy(Path.Combine(Folder, file), copy);
        try
        {
            SheetFile.Write(copy, SheetFile.Read(copy));

            Assert.That(File.ReadAllBytes(copy), Is.EqualTo(File.ReadAllBytes(Path.Combine(Folder, file))));
        }
        finally
        {
            File.Delete(copy);
        }
    }

    [Test]
    public void A_sheet_of_version_1_is_brought_up_when_it_is_read()
    {
        string copy = Path.Combine(TestContext.CurrentContext.WorkDirectory, Guid.NewGuid() + ".asset");
        string old = File.ReadAllText(Path.Combine(Folder, "Ayane.asset")).Replace("version: 2", "version: 1");
        File.WriteAllText(copy, old);
        try
        {
            Assert.That(SheetFile.Read(copy).version, Is.EqualTo(CharacterSheet.CurrentVersion));
        }
        finally
        {
            File.Delete(copy);
        }
    }

    [Test]
    public void The_voices_differ()
    {
        var sheets = Sheets().Where(f => f != "Ayane61.asset").Select(Read).ToArray();

        Assert.That(sheets.Select(s => s.speech.firstPerson), Is.Unique);
        Assert.That(sheets.Select(s => s.instruction), Is.Unique);
        foreach (var (one, other) in sheets.SelectMany(_ => sheets, (a, b) => (a, b)).Where(p => p.a != p.b))
            Assert.That(one.speech.likedEndings.Intersect(other.speech.likedEndings), Is.Empty, $"{one.name} and {other.name}");
    }

    [Test]
    public void Every_gate_opens_and_closes_somewhere_in_the_story()
    {
        var states = Story().ToArray();
        foreach (Fact fact in Sheets().Select(Read).SelectMany(s => s.facts).Where(f => f.gate.Length > 0))
        {
            Gate gate = Gate.Parse(fact.gate);
            Assert.That(states.Select(gate.IsOpen).Distinct().Count(), Is.EqualTo(2), $"{fact.text} {fact.gate}");
        }
    }

    /// <summary>The chapters, some affections, and every flag that the sheets name, on and off.</summary>
    static IEnumerable<IGameState> Story()
    {
        string[] flags = ["party_promised", "festival_over", "misaki_decided", "rin_umbrella", "koharu_book", "koharu_stays"];
        for (int chapter = 1; chapter <= 4; chapter++)
        {
            foreach (int affection in new[] { 0, 20, 30, 40 })
            {
                for (int bits = 0; bits < 1 << flags.Length; bits++)
                {
                    var values = new Dictionary<string, double> { ["chapter"] = chapter, ["affection"] = affection };
                    for (int i = 0; i < flags.Length; i++)
                        values[flags[i]] = (bits >> i) & 1;
                    yield return new State(values);
                }
            }
        }
    }

    static CharacterSheet Read(string file) => SheetFile.Read(Path.Combine(Folder, file));

    sealed class State(Dictionary<string, double> values) : IGameState
    {
        public double ValueOf(string name) => values.GetValueOrDefault(name);
    }
}
