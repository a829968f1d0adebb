using Ojousama.Prompting;
using Ojousama.Studio.Training;
using Ojousama.Studio.Training.Data;
using Ojousama.Studio.Training.Runs;

namespace Ojousama.Benchmarks.Figures;

/// <summary>The command <c>train</c>, with eight samples of 128 tokens a step: the most memory that its process ever held.</summary>
internal sealed class TrainingMemoryFigure : IFigure
{
    const int Samples = 8, Length = 128;

    public string Name => "peak memory of training, 8 × 128 tokens";

    public Bar Bar => new(1.2, AtMost: true, " GB");

    public async Task<Outcome> MeasureAsync(Machine machine)
    {
        string folder = Directory.CreateTempSubdirectory("ojousama-").FullName;
        try
        {
            string lines = Path.Combine(folder, "lines.csv");
            File.WriteAllText(lines, "prompt,completion\n" + string.Concat(Enumerable.Range(0, Samples).Select(i => $"{Question(i)},{Reply(i)}\n")));
            using var process = new TrainingProcess(
            [
                "train", "--worker", "--preset", "starter", "--sheet", Machine.SheetPath, "--data", lines, "--out", Path.Combine(folder, "a.gguf"),
                "--rank", "8", "--epochs", "3", "--threads", $"{machine.Threads}", "--device", "cpu",
            ]);
            TrainingEvent? last = null;
            await foreach (TrainingEvent told in process.ReadAsync(CancellationToken.None))
                last = told;
            if (last is RunFailed failure)
                throw new OjousamaException(failure.Problem, failure.Remedy);
            double gigabytes = ((RunEnded)last!).PeakMemoryBytes / 1e9;
            return new Outcome(gigabytes, $"peak resident set of the trainer's process, rank 8, {machine.Threads} threads");
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    /// <summary>As long as makes the sample fill its length.</summary>
    static string Question(int number)
    {
        using var tokenizer = new SampleTokenizer(Machine.ModelFile, Length);
        string words = "";
        for (int i = number; ; i++)
        {
            string longer = words + "春夏秋冬朝昼夕夜東西南北花鳥風月雪雨雲空海山川"[i % 23];
            if (tokenizer.Tokenize(new TrainingSample("", Machine.Sheet.instruction, [new Exchange(longer, [], Reply(number))])) == null)
                return words;
            words = longer;
        }
    }

    static string Reply(int number) => $"そちらは{number}番目のお庭にございますわ。よろしければ、ご一緒にお散歩いたしませんこと？";
}
