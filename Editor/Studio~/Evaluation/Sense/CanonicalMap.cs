using MathNet.Numerics.LinearAlgebra;
using MathNet.Numerics.LinearAlgebra.Factorization;
using Ojousama.Inference;

namespace Ojousama.Studio.Evaluation.Sense;

/// <summary>Two linear maps that bring what was said and what is answered to it as near as can be: canonical correlation analysis (H. Hotelling 1936).</summary>
/// <remarks>
/// An embedder knows which texts are alike, and a good answer is not like its question. The maps learn what goes with what. Each component
/// is scaled by the root of its correlation, so that what is hardly shared hardly counts.
/// </remarks>
/// <param name="LineMean">Taken off a line's vector.</param>
/// <param name="ReplyMean">Taken off a reply's.</param>
/// <param name="Line">A row a component, the most correlated first.</param>
/// <param name="Reply">As <paramref name="Line"/>.</param>
sealed record CanonicalMap(float[] LineMean, float[] ReplyMean, float[][] Line, float[][] Reply)
{
    public int Components => Line.Length;

    /// <param name="lines">Vectors of lines.</param>
    /// <param name="replies">Those of their replies, in the same order.</param>
    /// <param name="components">How many to keep.</param>
    /// <param name="ridge">Added to the variances, as a share of their mean: more pairs need less.</param>
    public static CanonicalMap Fit(IReadOnlyList<float[]> lines, IReadOnlyList<float[]> replies, int components, double ridge)
    {
        var (x, xMean) = Centred(lines);
        var (y, yMean) = Centred(replies);
        Matrix<double> wx = InverseRoot(x, ridge), wy = InverseRoot(y, ridge);
        Svd<double> svd = (wx * x.TransposeThisAndMultiply(y) / lines.Count * wy).Svd();
        return new CanonicalMap(xMean, yMean, Rows(svd.U.Transpose() * wx), Rows(svd.VT * wy));

        float[][] Rows(Matrix<double> map) => [.. map.EnumerateRows(0, components).Select((row, i) => row.Select(v => (float)(v * Math.Sqrt(svd.S[i]))).ToArray())];
    }

    public float[] OfLine(float[] vector) => Apply(Line, LineMean, vector);

    public float[] OfReply(float[] vector) => Apply(Reply, ReplyMean, vector);

    static float[] Apply(float[][] map, float[] mean, float[] vector)
    {
        float[] centred = [.. vector.Zip(mean, (v, m) => v - m)];
        return [.. map.Select(row => VectorMath.Dot(row, centred))];
    }

    static (Matrix<double> Rows, float[] Mean) Centred(IReadOnlyList<float[]> vectors)
    {
        Matrix<double> rows = Matrix<double>.Build.Dense(vectors.Count, vectors[0].Length, (i, j) => vectors[i][j]);
        Vector<double> mean = rows.ColumnSums() / vectors.Count;
        return (Matrix<double>.Build.Dense(rows.RowCount, rows.ColumnCount, (i, j) => rows[i, j] - mean[j]), [.. mean.Select(v => (float)v)]);
    }

    /// <summary>(XᵀX / n + ridge)^−½.</summary>
    static Matrix<double> InverseRoot(Matrix<double> centred, double ridge)
    {
        Matrix<double> covariance = centred.TransposeThisAndMultiply(centred) / centred.RowCount;
        double added = ridge * covariance.Trace() / covariance.RowCount;
        Evd<double> evd = covariance.Evd(Symmetricity.Symmetric);
        var roots = Matrix<double>.Build.DenseOfDiagonalVector(Vector<double>.Build.DenseOfEnumerable(evd.EigenValues.Select(v => 1 / Math.Sqrt(Math.Max(v.Real, 0) + added))));
        return evd.EigenVectors * roots * evd.EigenVectors.Transpose();
    }
}
