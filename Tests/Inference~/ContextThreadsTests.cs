using System.Diagnostics;
using Ojousama.Inference.Llama.Model;
using Ojousama.Studio.Training.Ggml;
using Ojousama.Tests.Training;

namespace Ojousama.Tests.Inference;

public sealed class ContextThreadsTests
{
    [Test]
    public void ThreadsChangeBetweenBatchesAndLeaveNoneBehind()
    {
        using var folder = new Saving.TemporaryFolder();
        string path = folder["tiny.gguf"];
        TinyModel.Write(path, "gemma3", GgmlType.F32);
        LlamaModel model = LlamaModel.Rent(path, LayerPlacement.Cpu, null, CancellationToken.None);
        using (var context = new LlamaContext(model, sequences: 1, cells: 64, batchTokens: 16, threads: 1, embeddings: false))
        {
            float[] alone = Scores(context, threads: 1);
            int threads = Process.GetCurrentProcess().Threads.Count;
            for (int i = 0; i < 50; i++)
            {
                int count = 1 + (i % 3);
                Assert.That(Scores(context, count).Zip(alone, (a, b) => Math.Abs(a - b)).Max(), Is.LessThan(1e-4f), $"{count} threads");
            }

            Scores(context, threads: 1);
            Assert.That(Process.GetCurrentProcess().Threads.Count, Is.LessThanOrEqualTo(threads + 5), "50 pools would have left as many; .NET's own pool may have grown");
        }

        model.Return();
    }

    static float[] Scores(LlamaContext context, int threads)
    {
        context.Clear();
        context.Threads = threads;
        context.FillBatch(position: 0, count: 8);
        Assert.That(context.Decode(), Is.Zero);
        Assert.That(context.DecodeTime, Is.GreaterThan(TimeSpan.Zero));
        return context.Logits(7).ToArray();
    }
}
