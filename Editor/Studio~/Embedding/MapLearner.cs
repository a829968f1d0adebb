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

    readonly List<string> _texts = [];
    readonly List<TextKind> _kinds = [];
    readonly Dictionary<(TextKind, string), int> _at = [];

    /// <param name="progress">0 to 1, of the embedding and then of the learning.</param>
    /// <param name="log">Told what is learned from what.</param>
    /// <param name="cancellationToken">Checked between batches.</param>
    /// <exception cref="OjousamaException">The rows hold too few pairs.</exception>
    public async Task<EmbeddingMap> LearnAsync(IProgress<float>? progress, Action<string> log, CancellationToken cancellationToken)
    {
        List<Contrast> questions = Questions(), wordings = [], replies = [];
        foreach (var (remark, wording, reply) in Remarks())
        {
            replies.Add(new Contrast(remark, [reply], 0));
            if (wording >= 0)
                wordings.Add(new Contrast(remark, [wording], 0));
        }

        if (questions.Count < s_questions.BatchSize || wordings.Count < s_wordings.BatchSize)
            throw new OjousamaException(
                $"The rows hold {questions.Count} questions with a fact and {wordings.Count} remarks in two wordings, too few to learn a map",
                "Give more rows, such as the package's own context-ja");
        log($"{questions.Count} questions with their facts, {wordings.Count} remarks beside another wording, {replies.Count} with their reply");

        int[] smallTalk = [.. SmallTalk.Lines.Select(line => Add(TextKind.Query, line))];
        float[][] vectors = await EmbedAsync(progress?.Part(0f, 0.5f), cancellationToken).ConfigureAwait(false);
        float[] mean = CentreAll(vectors, smallTalk);

        var (query, passage) = new MapTrainer(vectors, s_questions).Train(questions, progress?.Part(0.5f, 0.65f), cancellationToken);
        var (line, _) = new MapTrainer(vectors, s_wordings).Train(wordings, progress?.Part(0.65f, 0.85f), cancellationToken);
        var (said, replied) = new MapTrainer(vectors, s_replies).Train(replies, progress?.Part(0.85f, 1f), cancellationToken);
        return new EmbeddingMap(mean, [query.Values, passage.Values, line.Values, said.Values, replied.Values]);
    }

    List<Contrast> Questions() =>
    [
        .. from row in rows
           from turn in row.Turns
           where turn.Gold != null
           select new Contrast(Add(TextKind.Query, turn.Question), [.. turn.Facts.Select(fact => Add(TextKind.Passage, fact))], turn.Gold!.Value)
    ];

    /// <summary>Remarks that begin a talk and need no fact, each beside another that gets the same reply (-1 if there is none) and that reply.</summary>
    IEnumerable<(int Remark, int Wording, int Reply)> Remarks()
    {
        var byReply = rows.Where(row => row.Turns is [{ Facts.Count: 0 }]).GroupBy(row => (row.Voice, row.Turns[0].Reply), row => row.Turns[0].Question);
        foreach (var group in byReply)
        {
            int[] wordings = [.. group.Distinct().Select(text => Add(TextKind.Query, text))];
            int reply = Add(TextKind.Passage, group.Key.Reply);
            for (int i = 0; i < wordings.Length; i++)
                yield return (wordings[i], wordings.Length > 1 ? wordings[(i + 1) % wordings.Length] : -1, reply);
        }
    }

    int Add(TextKind kind, string text)
    {
        if (_at.TryGetValue((kind, text), out int at))
            return at;
        _at[(kind, text)] = _texts.Count;
        _texts.Add(text);
        _kinds.Add(kind);
        return _texts.Count - 1;
    }

    async Task<float[][]> EmbedAsync(IProgress<float>? progress, CancellationToken cancellationToken)
    {
        const int PerCall = 256;
        var vectors = new float[_texts.Count][];
        int done = 0;
        foreach (TextKind kind in (TextKind[])[TextKind.Query, TextKind.Passage])
        {
            int[] ids = [.. Enumerable.Range(0, _texts.Count).Where(i => _kinds[i] == kind)];
            foreach (int[] part in ids.Chunk(PerCall))
            {
                string[] texts = [.. part.Select(i => kind == TextKind.Query ? KanaSpelling.Respell(_texts[i]) : _texts[i])];
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
