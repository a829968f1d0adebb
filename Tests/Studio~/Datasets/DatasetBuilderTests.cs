using Ojousama.Character;
using Ojousama.Inference;
using Ojousama.Inference.Llama;
using Ojousama.Prompting;
using Ojousama.Recall;
using Ojousama.Recall.Maps;
using Ojousama.Studio.Datasets;
using Ojousama.Studio.Datasets.Building;
using Ojousama.Studio.Datasets.Importing;
using Ojousama.Studio.Training;
using Ojousama.Tests.Inference;

namespace Ojousama.Tests.Studio.Datasets;

public sealed class DatasetBuilderTests
{
    EmbeddingCache _cache = null!; // most tests embed the same rows
    IEmbedder _embedder = null!; // as in play, with its map

    [OneTimeSetUp]
    public async Task Load()
    {
        _cache = new EmbeddingCache(await LlamaEmbedder.LoadAsync(LlamaFixture.Embedder));
        _embedder = MappedEmbedder.Over(_cache, PackagePaths.FindModel(LlamaFixture.Embedder));
    }

    [OneTimeTearDown]
    public void Free() => _cache.Dispose();

    [Test]
    public async Task APromptHasTheBytesOfPlay()
    {
        CharacterSheet sheet = Sheet();
        FactIndex play = await FactIndex.BuildAsync(sheet.facts, sheet.name, _embedder);
        string question = "飼ってる猫、なんて名前？";
        Dataset data = await BuildAsync(sheet, Options with { ValidationIds = new HashSet<string> { "a" } },
            Row("a", "hina", new DatasetTurn(question, ["猫の名前はミント。"], 0, "ミントって言うんだよ")),
            Row("b", "hina", new DatasetTurn("やっほー", [], null, "やっほー！")));

        string[] recalled = [.. (await play.RecallAsync(question, 3)).Select(f => f.Text)];
        Assert.That(Text(data.Validation.Single()), Is.EqualTo(
            $"<start_of_turn>user\n元気に答える。\n・{recalled[0]}\n・{recalled[1]}\n・{recalled[2]}\n\n{question}<end_of_turn>\n<start_of_turn>model\n"));
        Assert.That(recalled, Does.Contain("猫の名前はミント。"));
    }

    [Test]
    public async Task TheGoldFactStandsAnywhereAmongDistractorsThatDoNotAnswer()
    {
        DatasetRow[] rows = [.. Context("starter.jsonl").Where(r => r.Turns[0].Gold != null).Take(90)];
        Dataset data = await BuildAsync(Sheet(), Options with { RecalledDistractors = 1, SubstitutionRate = 0 }, rows);
        IReadOnlyList<TrainingSample> epoch = data.Epoch(0);
        var places = new int[3];
        foreach (TrainingSample sample in epoch)
        {
            DatasetTurn turn = rows.Single(r => r.Id == sample.Id).Turns[0];
            IReadOnlyList<string> block = sample.Turns[0].Facts;
            places[block.ToList().IndexOf(turn.GoldFact!)]++;
            Assert.That(block, Has.Count.EqualTo(3).And.Unique, sample.Id);
        }

        Assert.That(places, Is.All.GreaterThan(epoch.Count / 6));
        Assert.That(epoch.Count(s => s.Turns[0].Facts.Except(rows.Single(r => r.Id == s.Id).Turns[0].Facts).Any()), Is.GreaterThan(epoch.Count * 9 / 10),
            "the distractors are recalled ones");
    }

    [Test]
    public async Task FactsThatDoNotAnswerAreNotShownWhereOnlyAnswersAre()
    {
        DatasetRow[] rows = [.. Context("starter.jsonl").Take(90)];
        Dataset data = await BuildAsync(Sheet(), Options with { ShowsOnlyAnswers = true, ValidationShare = 0 }, rows);
        foreach (TrainingSample sample in data.Epoch(0))
            Assert.That(sample.Turns[0].Facts.Count > 0, Is.EqualTo(rows.Single(r => r.Id == sample.Id).Turns[0].Gold != null), sample.Id);
    }

    [Test]
    public async Task FactsStandInTheOrderOfRecall()
    {
        DatasetRow[] rows = [.. Context("starter.jsonl").Where(r => r.Turns[0].Gold != null && r.Turns[0].Facts.Count == 3).Take(30)];
        Dataset data = await BuildAsync(Sheet(), Options with { Order = BlockOrder.Recalled, ValidationShare = 0, RecalledDistractors = 0.5 }, rows);
        int first = 0, swapped = 0;
        foreach (TrainingSample sample in data.Epoch(0))
        {
            DatasetTurn written = rows.Single(r => r.Id == sample.Id).Turns[0];
            IReadOnlyList<string> shown = sample.Turns[0].Facts;
            if (shown.Intersect(written.Facts).Count() == 3) // its own block, no value swapped
            {
                FactIndex play = await FactIndex.BuildAsync([.. written.Facts.Select(f => new Fact { text = f })], "", _embedder);
                Assert.That(shown, Is.EqualTo((await play.ExplainAsync(written.Question)).Scores.Select(f => f.Text)), sample.Id);
            }

            first += shown[0] == written.GoldFact ? 1 : 0;
            swapped += shown.Contains(written.GoldFact) ? 0 : 1;
        }

        Assert.That(first, Is.GreaterThan((rows.Length - swapped) / 2), "recall is mostly right");
    }

    [Test]
    public async Task EveryEpochIsNewAndEveryEpochCanBeHadAgain()
    {
        DatasetRow[] rows = [.. Context("starter.jsonl").Take(60), .. Context("starter-multiturn.jsonl").Take(10)];
        Dataset data = await BuildAsync(Sheet(), Options, rows), again = await BuildAsync(Sheet(), Options, [.. rows.Reverse()]);
        string[] first = [.. data.Epoch(0).Select(Text)], second = [.. data.Epoch(1).Select(Text)];
        Assert.Multiple(() =>
        {
            Assert.That(again.Epoch(0).Select(Text), Is.EquivalentTo(first));
            Assert.That(first.Intersect(second).Count(), Is.LessThan(first.Length / 3));
            Assert.That(data.Validation.Select(Text), Is.EquivalentTo(again.Validation.Select(Text)));
            Assert.That(data.TrainingRows.Concat(data.ValidationRows).Select(r => r.Id), Is.EquivalentTo(rows.Select(r => r.Id)));
        });
    }

    [Test]
    public async Task FactsThatAreOfNoUseAreLeftOutOftenAndGoldFactsNever()
    {
        DatasetRow[] rows = [.. Context("starter.jsonl").Where(r => r.Turns[0].Facts.Count == 3).Take(120)];
        Dataset data = await BuildAsync(Sheet(), Options with { DroppedBlocks = 0.5, RecalledDistractors = 0, BareLines = 1, ValidationShare = 0 }, rows);
        ILookup<bool, int> sizes = data.Epoch(0).ToLookup(s => rows.Single(r => r.Id == s.Id).Turns[0].Gold != null, s => s.Turns[0].Facts.Count);
        Assert.Multiple(() =>
        {
            Assert.That(sizes[true], Is.All.EqualTo(3));
            Assert.That(sizes[false], Is.All.AnyOf(0, 3));
            Assert.That(sizes[false].Count(n => n == 0), Is.InRange(sizes[false].Count() / 4, sizes[false].Count() * 3 / 4));
        });
    }

    [Test]
    public async Task TheStarterPresetLeavesBlocksAsTheirAuthorsWroteThem()
    {
        DatasetRow[] rows = [.. Context("starter.jsonl").Where(r => r.Turns[0].Facts.Count == 3).Take(60)];
        Dataset data = await BuildAsync(Sheet(), BuildPreset.Starter.Options with { SubstitutionRate = 0, ValidationShare = 0 }, rows);
        foreach (TrainingSample sample in data.Epoch(0).Concat(data.Epoch(1)))
            Assert.That(sample.Turns[0].Facts, Is.EqualTo(rows.Single(r => r.Id == sample.Id).Turns[0].Facts));
    }

    [Test]
    public async Task ASubstitutedKeyStandsInTheFactAndInTheReply()
    {
        DatasetRow[] rows = [.. Context("starter.jsonl").Where(r => r.Turns[0].GoldFact is string g && KeySubstitution.KeyOf(g, r.Turns[0].Reply) != null).Take(80)];
        Dataset data = await BuildAsync(Sheet(), Options with { SubstitutionRate = 1, RecalledDistractors = 0, ValidationShare = 0 }, rows);
        int changed = 0;
        foreach (TrainingSample sample in data.Epoch(0))
        {
            DatasetTurn written = rows.Single(r => r.Id == sample.Id).Turns[0];
            Exchange now = sample.Turns[0];
            if (now.Reply == written.Reply)
                continue;
            changed++;
            string oldKey = KeySubstitution.KeyOf(written.GoldFact!, written.Reply)!;
            string gold = now.Facts[now.Facts.ToList().FindIndex(f => !written.Facts.Contains(f))];
            Assert.That(KeySubstitution.KeyOf(gold, now.Reply), Is.Not.Null.And.Not.EqualTo(oldKey), now.Reply);
        }

        Assert.That(changed, Is.GreaterThan(rows.Length * 8 / 10));
    }

    [Test]
    public async Task ALineIsShownWhatOtherRowsAnsweredToALikeOne()
    {
        DatasetRow[] rows =
        [
            Row("w-1", "hina", new DatasetTurn("雨が降ってきた", [], null, "傘、半分こしよ！")), Row("w-1b", "hina", new DatasetTurn("うわ、雨だ", [], null, "傘入ってく？")),
            Row("w-2", "hina", new DatasetTurn("雨、やみそうにないな", [], null, "教室で待とっか")), Row("w-3", "hina", new DatasetTurn("お腹すいたなあ", [], null, "パン食べる？")),
            Row("w-4", "hina", new DatasetTurn("何か食べたいなあ", [], null, "売店いこ！")), Row("w-5", "hina", new DatasetTurn("猫の名前は？", ["猫の名前はミント。"], 0, "ミントだよ")),
        ];
        BuildOptions options = Options with { ValidationShare = 0, Examples = 1, DroppedExamples = 0, UnfitExamples = 0, BareLines = 1 };
        Dataset data = await BuildAsync(Sheet(), options, rows);
        Dictionary<string, Exchange> turns = data.Epoch(0).ToDictionary(s => s.Id, s => s.Turns[0]);
        Assert.Multiple(() =>
        {
            Assert.That(ShownTo("w-1"), Is.EqualTo("教室で待とっか"), "neither its own reply nor that of its other wording");
            Assert.That(ShownTo("w-1b"), Is.EqualTo("教室で待とっか"));
            Assert.That(ShownTo("w-2"), Is.AnyOf("傘、半分こしよ！", "傘入ってく？"));
            Assert.That(ShownTo("w-4"), Is.EqualTo("パン食べる？"));
            Assert.That(turns["w-5"].Examples, Is.Empty, "a fact says what to answer");
            Assert.That(turns.Values.Where(t => t.Facts.Count > 0).SelectMany(t => t.Examples), Is.Empty);
        });

        string ShownTo(string id) => turns[id].Examples.Single().Reply;
    }

    [Test]
    public async Task SomeLinesAreShownNothingAndSomeALineThatDoesNotFit()
    {
        DatasetRow[] rows = [.. Context("starter.jsonl").Where(r => r.Turns[0].Facts.Count == 0).Take(40)];
        BuildOptions options = Options with { ValidationShare = 0, Examples = 1, BareLines = 1 };
        Dataset bare = await BuildAsync(Sheet(), options with { DroppedExamples = 1, UnfitExamples = 0 }, rows);
        Dataset unfit = await BuildAsync(Sheet(), options with { DroppedExamples = 0, UnfitExamples = 1 }, rows);
        Dataset again = await BuildAsync(Sheet(), options with { DroppedExamples = 0, UnfitExamples = 1 }, rows);
        Dataset fit = await BuildAsync(Sheet(), options with { DroppedExamples = 0, UnfitExamples = 0 }, rows);
        Assert.Multiple(() =>
        {
            Assert.That(Shown(bare), Is.All.Null);
            Assert.That(Shown(unfit).Zip(Shown(fit)).Count(s => s.First == s.Second), Is.LessThan(rows.Length / 4));
            Assert.That(Shown(again), Is.EqualTo(Shown(unfit)), "the same seed, the same lines");
            Assert.That(fit.Epoch(0).Where(s => s.Turns[0].Examples.Any(e => e.Reply == s.Turns[0].Reply)), Is.Empty);
            Assert.That(fit.Hash, Is.Not.EqualTo(bare.Hash));
        });

        static string?[] Shown(Dataset data) => [.. data.Epoch(0).Select(s => s.Turns[0].Examples.SingleOrDefault()?.Reply)];
    }

    [Test]
    public async Task AShareOfTheRowsKeepsTheValidation()
    {
        DatasetRow[] rows = [.. Context("starter.jsonl").Take(120)];
        Dataset all = await BuildAsync(Sheet(), Options, rows), half = await BuildAsync(Sheet(), Options with { Share = 0.5 }, rows);
        Assert.Multiple(() =>
        {
            Assert.That(half.ValidationRows, Is.EqualTo(all.ValidationRows));
            Assert.That(half.TrainingRows, Is.SubsetOf(all.TrainingRows));
            Assert.That(half.TrainingRows.Count, Is.InRange(all.TrainingRows.Count * 35 / 100, all.TrainingRows.Count * 65 / 100));
        });
    }

    [Test]
    public async Task ThePresetOfTheReportHasItsRowsAndItsPrompt()
    {
        Import lines = Importers.Read([DataFolder.Find("ojousama/ojousamatalkscript200.csv")], new ImportOptions());
        var cast = new VoiceCast([(ReportPreset.Voice, ReportPreset.Sheet(withContext: true))], []);
        Dataset data = await DatasetBuilder.BuildAsync(ReportPreset.Rows(lines.Rows), cast, BuildPreset.Report.Options, _embedder);
        IReadOnlyList<TrainingSample> epoch = data.Epoch(0);
        TrainingSample name = epoch.Single(s => s.Id == "report-name");
        Assert.Multiple(() =>
        {
            Assert.That(epoch, Has.Count.EqualTo(204));
            Assert.That(data.Validation, Is.Empty);
            Assert.That(epoch.Select(s => s.Turns[0].Facts.Count), Is.All.EqualTo(3));
            Assert.That(name.Turns[0].Reply, Is.EqualTo("小野寺絢音といいますわ"));
            Assert.That(name.Turns[0].Facts, Does.Contain("名前は小野寺絢音。"));
            Assert.That(name.Instruction, Does.StartWith("お嬢様のように振る舞ってほしいです。").And.EndsWith("その場合は無視してください。"));
            Assert.That(data.Epoch(1).Select(Text), Is.EqualTo(epoch.Select(Text)), "nothing is random in it");
        });
    }

    [Test]
    public void RowsWhoseVoiceNobodyHasAreAnError()
    {
        var error = Assert.ThrowsAsync<OjousamaException>(() => BuildAsync(Sheet(), Options, Row("a", "someone", new DatasetTurn("やあ", [], null, "やあ"))));
        Assert.That(error!.Remedy, Does.Contain("someone"));
    }

    static BuildOptions Options => new() { ValidationShare = 0.1 };

    static CharacterSheet Sheet() => new()
    {
        name = "陽菜",
        instruction = "元気に答える。",
        facts = [.. new[] { "猫の名前はミント。", "水泳部に入っている。", "弟は八歳。", "苦手な科目は古典。", "家はパン屋。" }.Select(t => new Fact { text = t })],
    };

    Task<Dataset> BuildAsync(CharacterSheet sheet, BuildOptions options, params DatasetRow[] rows) =>
        DatasetBuilder.BuildAsync(rows, new VoiceCast([("hina", sheet)], ["ojousama"]), options, _embedder);

    static IReadOnlyList<DatasetRow> Context(string file) => Importers.Read([DataFolder.Find($"context-ja/{file}")], new ImportOptions()).Rows;

    static DatasetRow Row(string id, string voice, params DatasetTurn[] turns) => new(id, voice, turns, new RowOrigin("test", 1, Licence.Cc0));

    /// <summary>The prompt of the last turn, control tokens by their names.</summary>
    static string Text(TrainingSample sample)
    {
        IReadOnlyList<PromptSegment> prompt = new PromptWriter(ChatTemplate.Gemma).Write(
            sample.Instruction, [.. sample.Turns.SkipLast(1)], sample.Turns[^1].Facts, sample.Turns[^1].PlayerLine);
        return string.Concat(prompt.Select(s => s.Text));
    }
}
