using Ojousama.Gguf;
using Ojousama.Studio.Merging.LinearAlgebra;
using Ojousama.Studio.Merging.Methods;
using Ojousama.Studio.Merging.Models;
using Ojousama.Studio.Merging.Recipes;
using Ojousama.Studio.Merging.Tensors;

namespace Ojousama.Studio.Merging.Adapters;

/// <summary>Model minus model as an adapter: the nearest of a rank to each matrix's difference.</summary>
/// <param name="Tensors">Matrices that the adapter changes.</param>
/// <param name="Kept">Norm of what the adapter does, divided by that of the matrices' differences.</param>
/// <param name="Least">The same of the matrix that fits worst.</param>
/// <param name="LeastName">Which that is.</param>
/// <param name="LeftOut">Norm of differences outside of those matrices, which no adapter here holds, divided by that of all differences.</param>
internal sealed record Extraction(int Tensors, double Kept, double Least, string LeastName, double LeftOut)
{
    /// <param name="model">The tuned one.</param>
    /// <param name="origin">The one to be taken off.</param>
    /// <param name="rank">Of the adapter.</param>
    /// <param name="path">Of the adapter.</param>
    /// <param name="threads">That compute.</param>
    /// <param name="progress">From 0 to 1.</param>
    /// <param name="cancellationToken">Leaves nothing behind.</param>
    /// <exception cref="OjousamaException">The models are unlike or equal, or the file cannot be written.</exception>
    public static Extraction Write(ModelReference model, ModelReference origin, int rank, string path, int threads, IProgress<float>? progress, CancellationToken cancellationToken)
    {
        using var files = new ModelFiles(origin, [model]);
        GgufTensor[] tensors = [.. files.Form.Tensors.Values];
        var results = new (LowRankPair? Pair, double All, double Kept)[tensors.Length];
        int done = 0;
        Workers.For(tensors.Length, threads, i =>
        {
            GgufTensor tensor = tensors[i];
            ITensorSource tuned = files.Tensor(model, tensor.Name), basis = files.Tensor(origin, tensor.Name);
            if (!tuned.Shape.SequenceEqual(basis.Shape))
                throw new OjousamaException($"'{tensor.Name}' has unlike shapes in the two models", "Take a model that was tuned from the other");
            var difference = new MergeInput(tensor.Name, [tuned], basis, new Dictionary<string, double>(), []);
            results[i].All = difference.Sum(1, (block, sum) => sum[0] += Geometry.Dot(block[0], block[0]))[0];
            if (results[i].All > 0 && IsAdapted(tensor))
            {
                int most = (int)Math.Min(rank, Math.Min(tensor.Shape[0], tensor.Shape[1]));
                (results[i].Pair, double[] values) = AdapterMethods.Decompose(new DenseMap(Values(difference), difference.Width), most);
                results[i].Kept = values.Sum(v => v * v);
            }

            progress?.Report(Interlocked.Increment(ref done) / (float)tensors.Length);
        }, cancellationToken);

        var pairs = new Dictionary<string, LowRankPair>();
        double adapted = 0, kept = 0, all = 0, least = 1;
        string worst = "";
        for (int i = 0; i < tensors.Length; i++)
        {
            all += results[i].All;
            if (results[i].Pair is not { } pair)
                continue;
            pairs[tensors[i].Name] = pair;
            adapted += results[i].All;
            kept += results[i].Kept;
            double share = Math.Sqrt(results[i].Kept / results[i].All);
            (least, worst) = share < least ? (share, tensors[i].Name) : (least, worst);
        }

        if (pairs.Count == 0)
            throw new OjousamaException($"{model} does not differ from {origin} in any matrix that an adapter changes", "Name a model that was tuned from it");
        PairsWriter.Write(path, files.Form, pairs, new Dictionary<string, string>());
        return new Extraction(pairs.Count, Math.Sqrt(kept / adapted), least, worst, Math.Sqrt((all - adapted) / all));
    }

    static bool IsAdapted(GgufTensor tensor) => TensorName.Parse(tensor.Name) is { Layer: not null, Part: var part }
        && (part.StartsWith("attn_", StringComparison.Ordinal) || part.StartsWith("ffn_", StringComparison.Ordinal))
        && part.EndsWith(".weight", StringComparison.Ordinal) && tensor.Shape[1] > 1 && tensor.Shape[2] == 1;

    static float[] Values(MergeInput difference)
    {
        float[] values = new float[difference.Values];
        difference.ForEach(block => block[0].CopyTo(values.AsSpan((int)block.FirstValue)));
        return values;
    }
}
