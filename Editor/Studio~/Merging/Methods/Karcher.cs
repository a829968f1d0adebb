namespace Ojousama.Studio.Merging.Methods;

/// <summary>The mean of the models' directions on the sphere, with the mean of their lengths.</summary>
/// <remarks>
/// Karcher 1977; the iteration is mergekit's. The mean stays a combination of the models, so that all of it is worked out from
/// their scalar products.
/// </remarks>
internal sealed class Karcher : IMergeMethod
{
    public MethodTraits Traits { get; } = new("karcher", BaseUse.None, 1, int.MaxValue, new("max_iter", 10), new("tol", 1e-5));

    public BlockMerge Prepare(MergeInput input)
    {
        int n = input.Models;
        if (n == 1)
            return Geometry.Combine(input, [1]);
        double tolerance = input["tol"];
        double[,] products = Geometry.Products(input);
        double[] lengths = [.. Enumerable.Range(0, n).Select(i => Math.Sqrt(products[i, i]))];
        int[] valid = [.. Enumerable.Range(0, n).Where(i => lengths[i] > tolerance)];
        if (valid.Length == 0)
            return Geometry.Combine(input, new double[n]);

        double share = 1.0 / valid.Length;
        double Cosine(int i, int j) => products[valid[i], valid[j]] / (lengths[valid[i]] * lengths[valid[j]]);
        double Dot(double[] a, double[] b) => Enumerable.Range(0, a.Length).Sum(i => Enumerable.Range(0, b.Length).Sum(j => a[i] * b[j] * Cosine(i, j)));
        double[] Unit(int i) => [.. Enumerable.Range(0, valid.Length).Select(j => i == j ? 1.0 : 0)];
        double[] Scaled(double[] a, double factor) => Array.ConvertAll(a, v => v * factor);

        double[] mean = [.. Enumerable.Repeat(share, valid.Length)]; // in multiples of the models' directions
        double length = Math.Sqrt(Dot(mean, mean));
        mean = length < tolerance ? Unit(0) : Scaled(mean, 1 / length);
        for (int round = 0; round < input["max_iter"]; round++)
        {
            double[] tangent = new double[mean.Length];
            for (int i = 0; i < mean.Length; i++)
            {
                double cosine = Math.Clamp(Dot(mean, Unit(i)), -1, 1), angle = Math.Acos(cosine);
                if (angle < tolerance)
                    continue;
                double factor = share * angle / Math.Sin(angle);
                for (int j = 0; j < mean.Length; j++)
                    tangent[j] += factor * ((i == j ? 1 : 0) - cosine * mean[j]);
            }

            double step = Math.Sqrt(Math.Max(0, Dot(tangent, tangent)));
            if (step < tolerance)
                break;
            mean = [.. mean.Select((m, j) => Math.Cos(step) * m + Math.Sin(step) / step * tangent[j])];
            mean = Scaled(mean, 1 / Math.Sqrt(Dot(mean, mean)));
        }

        double[] multiples = new double[n];
        for (int i = 0; i < valid.Length; i++)
            multiples[valid[i]] = lengths.Average() * mean[i] / lengths[valid[i]];
        return Geometry.Combine(input, multiples);
    }
}
