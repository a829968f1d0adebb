using Ojousama.Tests.Saving;
using Ojousama.UnityYaml;

namespace Ojousama.Tests.Yaml;

public sealed class UnityFileTests
{
    [Test]
    public void Objects_of_a_scene_are_told_apart()
    {
        UnityFile file = UnityFile.Parse("Talk.unity", UnityFile.Head + """
            --- !u!1 &705507993
            GameObject:
              m_Component:
              - component: {fileID: 705507995}
              m_Name: Main Camera
            --- !u!4 &-5 stripped
            Transform:
              m_LocalPosition: {x: 0, y: 1.5, z: -10}

            """);

        Assert.That(file.Documents.Select(d => (d.ClassId, d.FileId, d.Stripped, d.TypeName)),
            Is.EqualTo(new[] { (1, 705507993L, false, "GameObject"), (4, -5L, true, "Transform") }));
        Assert.That(file.Documents[1].Body.Get("m_LocalPosition").Line, Is.EqualTo(10));
    }

    [Test]
    public void Fields_follow_Unitys_rules()
    {
        var target = new Everything();
        var mouse = new object();
        UnityReference? asked = null;
        var reader = new ObjectReader((reference, _, _) =>
        {
            asked = reference;
            return null;
        });

        reader.Fill(target, Parse("""
            inherited: 3
            _private: 2
            mood: 7
            numbers: 01000000ffffffff
            moods: 0000000007000000
            flags: 0100
            ratios:
            - 0.5
            - -1e-3
            inner: {here: 1}
            inners:
            - here: 4
            - {}
            renamed: old name
            asset: {fileID: 11400000, guid: 00112233445566778899aabbccddeeff, type: 2}
            """));

        Assert.Multiple(() =>
        {
            Assert.That(target.inherited, Is.EqualTo(3));
            Assert.That(target.Private, Is.EqualTo(2));
            Assert.That(target.mood, Is.EqualTo(Mood.Glad));
            Assert.That(target.numbers, Is.EqualTo(new[] { 1, -1 }));
            Assert.That(target.moods, Is.EqualTo(new[] { Mood.Calm, Mood.Glad }));
            Assert.That(target.flags, Is.EqualTo(new[] { true, false }));
            Assert.That(target.ratios, Is.EqualTo(new[] { 0.5f, -0.001f }));
            Assert.That((target.inner.here, target.inner.kept), Is.EqualTo((1, 9)));
            Assert.That(target.inners.Select(i => (i.here, i.kept)), Is.EqualTo(new[] { (4, 9), (0, 9) }));
            Assert.That(target.now, Is.EqualTo("old name"));
            Assert.That(target.nothing, Is.Empty, "Unity knows no null string");
            Assert.That(asked, Is.EqualTo(new UnityReference(11400000, "00112233445566778899aabbccddeeff")));
        });
    }

    [TestCase("Constant")]
    [TestCase("Fixed")]
    [TestCase("Skipped")]
    [TestCase("hidden")]
    [TestCase("table")]
    public void Fields_that_Unity_does_not_store_are_unknown(string name) =>
        Assert.That(() => new ObjectReader().Fill(new Everything(), Parse($"{name}: 1")),
            Throws.TypeOf<OjousamaException>().With.Message.Contains($"Everything has no field “{name}”"));

    [Test]
    public void Lists_are_written_as_Unity_writes_them() =>
        Assert.That(ObjectWriter.WriteField("x", new Lists(), 0), Is.EqualTo("""
            x:
              numbers: 01000000ffffffff
              nothing:BLANK
              texts:
              - a
              -BLANK
              - '- b'
              inners:
              - here: 0
                kept: 9

            """.Replace("BLANK", " ")));

    [Test]
    public void Files_are_found_by_the_guid_beside_them()
    {
        using var folder = new TemporaryFolder();
        foreach (string name in new[] { "Art", "Hidden~", ".git" })
            Directory.CreateDirectory(folder[name]);
        PutMeta(folder["Art"], "01");
        PutMeta(folder["Art/room.png"], "02");
        PutMeta(folder["Hidden~/room.png"], "02");
        PutMeta(folder[".git/room.png"], "02");

        var index = new AssetIndex(folder["."]);

        Assert.Multiple(() =>
        {
            Assert.That(index.PathOf("02"), Is.EqualTo(Path.GetFullPath(folder["Art/room.png"])));
            Assert.That(index.GuidOf(folder["Art"]), Is.EqualTo("01"));
            Assert.That(index.PathOf("03"), Is.Null);
            Assert.That(new AssetIndex(folder["Hidden~"]).PathOf("02"), Is.EqualTo(Path.GetFullPath(folder["Hidden~/room.png"])));
        });
        PutMeta(folder["Art/copy.png"], "02");
        Assert.That(() => new AssetIndex(folder["."]), Throws.TypeOf<OjousamaException>().With.Message.Contains("have the same guid 02"));
    }

    [Test]
    public void A_guid_of_the_package_is_the_hash_of_its_name_and_path() =>
        Assert.That(PackageGuid.Of("Runtime/OjousamaException.cs"), Is.EqualTo("2bef5af797bc11e58971d8dff2f692f1"));

    static void PutMeta(string path, string guid) => File.WriteAllText(path + ".meta", $"fileFormatVersion: 2\nguid: {guid}\n");

    static UnityMapping Parse(string text) => NodeReader.Read("x.asset", 1, text).AsMapping();

#pragma warning disable CS0649, CS0169 // fields that only the reader sets
    enum Mood
    {
        Calm,
        Glad = 7,
    }

    [Serializable]
    class Inner
    {
        public int here;
        public int kept = 9;
    }

    class Base
    {
        public int inherited;
    }

    sealed class Everything : Base
    {
        public const int Constant = 1;
        public readonly int Fixed = 1;
        [NonSerialized] public int Skipped;
        int hidden;
        public Dictionary<string, int>? table;

        [UnityEngine.SerializeField] int _private;
        public int Private => _private;

        public Mood mood;
        public List<int>? numbers;
        public Mood[]? moods;
        public bool[]? flags;
        public float[]? ratios;
        public Inner inner = new();
        public List<Inner> inners = [];
        [UnityEngine.Serialization.FormerlySerializedAs("renamed")] public string now = "";
        public string? nothing;
        public UnityEngine.Object? asset;
    }

    [Serializable]
    sealed class Lists
    {
        public List<int> numbers = [1, -1];
        public int[] nothing = [];
        public string[] texts = ["a", "", "- b"];
        public Inner[] inners = [new()];
    }
#pragma warning restore CS0649, CS0169
}
