using System.Numerics.Tensors;
using Ojousama.Inference;
using Ojousama.Recall;
using Ojousama.Recall.Maps;
using Ojousama.Studio.Datasets;

namespace Ojousama.Studio.Embedding;

/// <summary>Learns an embedder's map from rows of dialogue: questions and the facts that answer them, remarks in two wordings, remarks and replies.</summary>
sealed class MapLearner(IEmbedder embedder, IReadOnlyList<DatasetRow> rows)
{
    static readonly MapOptions s_questions = new();
    static readonly MapOptions s_wordings = new() { Epochs = 25, Temperature = 0.05f, IsShared = true };
    static readonly MapOptions s_replies = new() { Epochs = 20, Temperature = 0.05f };

    readonly DialoguePairs _pairs = new(rows);

    /// <param name="progress">0 to 1, of the embedding and then of the learning.</param>
    /// <param name="log">Told what is learned from what.</param>
    /// <param name="cancellationToken">Checked between batches.</param>
    /// <exception cref="OjousamaException">The rows hold too few pairs.</exception>
    public async Task<EmbeddingMap> LearnAsync(IProgress<float>? progress, Action<string> log, CancellationToken cancellationToken)
    {
        IReadOnlyList<Contrast> questions = _pairs.Questions, wordings = _pairs.Wordings, replies = _pairs.Replies;
        if (questions.Count < s_questions.BatchSize || wordings.Count < s_wordings.BatchSize)
            throw new OjousamaException(
                $"The rows hold {questions.Count} questions with a fact and {wordings.Count} remarks in two wordings, too few to learn a map",
                "Give more rows, such as the package's own context-ja");
        log($"{questions.Count} questions with their facts, {wordings.Count} remarks beside another wording, {replies.Count} with their reply");

        int[] smallTalk = [.. SmallTalk.Lines.Select(line => _pairs.Add(TextKind.Query, line))];
        float[][] vectors = await EmbedAsync(progress?.Part(0f, 0.5f), cancellationToken).ConfigureAwait(false);
        float[] mean = CentreAll(vectors, smallTalk);

        var (query, passage) = new MapTrainer(vectors, s_questions).Train(questions, progress?.Part(0.5f, 0.65f), cancellationToken);
        var (line, _) = new MapTrainer(vectors, s_wordings).Train(wordings, progress?.Part(0.65f, 0.85f), cancellationToken);
        var (said, replied) = new MapTrainer(vectors, s_replies).Train(replies, progress?.Part(0.85f, 1f), cancellationToken);
        return new EmbeddingMap(mean, [query.Values, passage.Values, line.Values, said.Values, replied.Values]);
    }

    async Task<float[][]> EmbedAsync(IProgress<float>? progress, CancellationToken cancellationToken)
    {
        const int PerCall = 256;
        var vectors = new float[_pairs.Texts.Count][];
        int done = 0;
        foreach (TextKind kind in (TextKind[])[TextKind.Query, TextKind.Passage])
        {
            int[] ids = [.. Enumerable.Range(0, vectors.Length).Where(i => _pairs.Texts[i].Kind == kind)];
            foreach (int[] part in ids.Chunk(PerCall))
            {
                string[] texts = [.. part.Select(_pairs.Spelled)];
                float[][] made = await embedder.EmbedAsync(texts, kind, cancellationToken).ConfigureAwait(false);
                for (int i = 0; i < part.Length; i++)
                    vectors[part[i]] = (float[])made[i].Clone();
                progress?.Report((done += part.Length) / (float)vectors.Length);
            }
        }

        return vectors;
    }

    /// <summary>Takes the mean of small talk off every vector, in place, as play does.</summary>
    static float[] CentreAll(float[][] vectors, int[] smallTalk)
    {
        var mean = new float[vectors[0].Length];
        foreach (int i in smallTalk)
            TensorPrimitives.Add(mean, vectors[i], mean);
        TensorPrimitives.Divide(mean, smallTalk.Length, mean);
        foreach (float[] vector in vectors)
        {
            TensorPrimitives.Subtract(vector, mean, vector);
            TensorPrimitives.Divide(vector, TensorPrimitives.Norm<float>(vector), vector);
        }

        return mean;
    }
}
