using System.Diagnostics;
using Ojousama.Character;
using Ojousama.Inference.Llama;
using Ojousama.Recall;

namespace Ojousama.Benchmarks.Figures;

/// <summary>A game's first start with a large world: every fact is embedded once, and kept on disk from then on.</summary>
internal sealed class FirstLoadFigure : IFigure
{
    const int Facts = 3000;

    static readonly string[] s_places = ["旧校舎の音楽室", "駅前の喫茶店", "丘の上の植物園", "商店街の古本屋", "港の見える公園", "学園の大温室", "図書館の地下書庫", "神社の石段"];
    static readonly string[] s_things = ["銀の懐中時計", "青い表紙の日記", "古いオルゴール", "赤い傘", "星図", "硝子の小瓶", "手編みの襟巻き"];
    static readonly string[] s_people = ["絢音の祖母", "園芸部の部長", "花屋の主人", "転校生の美咲", "執事の高瀬", "幼なじみの小春", "音楽の先生", "猫好きの司書"];
    static readonly string[] s_deeds = ["見つけた", "忘れてきた", "直してもらった", "受け取った", "隠している", "譲り受けた", "探し続けている"];

    public string Name => $"recall: first load of {Facts} facts";

    public Bar Bar => new(15, AtMost: true, Unit: " s");

    public async Task<Outcome> MeasureAsync(Machine machine)
    {
        Fact[] facts = [.. Enumerable.Range(0, Facts).Select(i => new Fact { text = Text(i) })];
        using LlamaEmbedder embedder = await LlamaEmbedder.LoadAsync(PackagePaths.FindModel("multilingual-e5-small-ja.gguf"));
        long start = Stopwatch.GetTimestamp();
        TimeSpan spent = Environment.CpuUsage.TotalTime;
        FactIndex index = await FactIndex.BuildAsync(facts, "絢音", embedder);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        return new Outcome(seconds, $"{index.Count} facts of {facts.Average(f => f.text.Length):F0} characters, without question forms; small talk is embedded with them; {(Environment.CpuUsage.TotalTime - spent).TotalSeconds:F1} s of all cores");
    }

    /// <summary>Each is another sentence.</summary>
    static string Text(int i) =>
        $"{s_people[i % 8]}は{s_places[i / 8 % 8]}で{s_things[i / 64 % 7]}を{s_deeds[i / 448 % 7]}。";
}
