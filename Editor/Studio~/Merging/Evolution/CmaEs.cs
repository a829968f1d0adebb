using MathNet.Numerics.LinearAlgebra;

namespace Ojousama.Studio.Merging.Evolution;

/// <summary>Searches numbers by their ranks alone: covariance matrix adaptation.</summary>
/// <remarks>N. Hansen, The CMA Evolution Strategy: A Tutorial, arXiv:1604.00772; names and constants are its (table 1), with positive weights.</remarks>
internal sealed class CmaEs
{
    readonly int _parents;
    readonly double[] _weights;
    readonly double _mass, _sigmaRate, _sigmaDamping, _pathRate, _rankOne, _rankMu, _expectedLength;

    /// <param name="state">Where to begin or go on.</param>
    /// <param name="population">Candidates a generation; 0 for the tutorial's.</param>
    public CmaEs(CmaState state, int population = 0)
    {
        State = state;
        double n = state.Mean.Length;
        Population = population > 0 ? population : 4 + (int)(3 * Math.Log(n));
        _parents = Math.Max(1, Population / 2);
        double[] raw = [.. Enumerable.Range(1, _parents).Select(i => Math.Log((Population + 1) / 2.0) - Math.Log(i))];
        _weights = Array.ConvertAll(raw, w => w / raw.Sum());
        _mass = 1 / _weights.Sum(w => w * w);
        _sigmaRate = (_mass + 2) / (n + _mass + 5);
        _sigmaDamping = 1 + 2 * Math.Max(0, Math.Sqrt((_mass - 1) / (n + 1)) - 1) + _sigmaRate;
        _pathRate = (4 + _mass / n) / (n + 4 + 2 * _mass / n);
        _rankOne = 2 / ((n + 1.3) * (n + 1.3) + _mass);
        _rankMu = Math.Min(1 - _rankOne, 2 * (0.25 + _mass + 1 / _mass - 2) / ((n + 2) * (n + 2) + _mass));
        _expectedLength = Math.Sqrt(n) * (1 - 1 / (4 * n) + 1 / (21 * n * n));
    }

    public CmaState State { get; private set; }

    public int Population { get; }

    /// <summary>Candidates of this generation; the same again for the same state and seed.</summary>
    public double[][] Ask(int seed)
    {
        var random = new Random(HashCode.Combine(seed, 7919 * State.Generation));
        var (vectors, lengths) = Axes();
        return [.. Enumerable.Range(0, Population).Select(_ =>
        {
            Vector<double> z = Vector<double>.Build.Dense(State.Mean.Length, _ => Gauss(random));
            return (Vector<double>.Build.Dense(State.Mean) + State.Sigma * (vectors * lengths.PointwiseMultiply(z))).ToArray();
        })];
    }

    /// <summary>Moves towards the better half.</summary>
    /// <param name="ranked">The candidates, the best first; they may have been brought back within bounds.</param>
    public void Tell(IReadOnlyList<double[]> ranked)
    {
        CmaState s = State;
        int n = s.Mean.Length;
        Vector<double> mean = Vector<double>.Build.Dense(s.Mean);
        Vector<double>[] steps = [.. ranked.Take(_parents).Select(x => (Vector<double>.Build.Dense(x) - mean) / s.Sigma)];
        Vector<double> step = steps.Select((y, i) => _weights[i] * y).Aggregate((a, b) => a + b);

        var (vectors, lengths) = Axes();
        Vector<double> whitened = vectors * (vectors.TransposeThisAndMultiply(step) / lengths);
        Vector<double> sigmaPath = (1 - _sigmaRate) * Vector<double>.Build.Dense(s.SigmaPath) + Math.Sqrt(_sigmaRate * (2 - _sigmaRate) * _mass) * whitened;
        double settled = Math.Sqrt(1 - Math.Pow(1 - _sigmaRate, 2 * (s.Generation + 1)));
        double stalled = sigmaPath.L2Norm() / settled < (1.4 + 2.0 / (n + 1)) * _expectedLength ? 1 : 0;
        Vector<double> path = (1 - _pathRate) * Vector<double>.Build.Dense(s.Path) + stalled * Math.Sqrt(_pathRate * (2 - _pathRate) * _mass) * step;

        Matrix<double> covariance = Matrix<double>.Build.Dense(n, n, s.Covariance);
        covariance = (1 - _rankOne - _rankMu + (1 - stalled) * _rankOne * _pathRate * (2 - _pathRate)) * covariance + _rankOne * path.OuterProduct(path);
        for (int i = 0; i < steps.Length; i++)
            covariance += _rankMu * _weights[i] * steps[i].OuterProduct(steps[i]);
        double sigma = s.Sigma * Math.Exp(Math.Min(1, _sigmaRate / _sigmaDamping * (sigmaPath.L2Norm() / _expectedLength - 1)));
        State = new CmaState((mean + s.Sigma * step).ToArray(), sigma, covariance.ToColumnMajorArray(), sigmaPath.ToArray(), path.ToArray(), s.Generation + 1);
    }

    (Matrix<double> Vectors, Vector<double> Lengths) Axes()
    {
        int n = State.Mean.Length;
        Matrix<double> covariance = Matrix<double>.Build.Dense(n, n, State.Covariance);
        var evd = ((covariance + covariance.Transpose()) / 2).Evd(Symmetricity.Symmetric);
        return (evd.EigenVectors, evd.EigenValues.Map(value => Math.Sqrt(Math.Max(1e-20, value.Real))));
    }

    static double Gauss(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}

/// <summary>Where a search stands, to be written down and taken up again.</summary>
/// <param name="Mean">The middle of the next generation.</param>
/// <param name="Sigma">Overall step size.</param>
/// <param name="Covariance">Column by column.</param>
/// <param name="SigmaPath">Where the steps led, evened out over all directions.</param>
/// <param name="Path">Where they led.</param>
/// <param name="Generation">Generations told.</param>
internal sealed record CmaState(double[] Mean, double Sigma, double[] Covariance, double[] SigmaPath, double[] Path, int Generation)
{
    public static CmaState Begin(double[] mean, double sigma)
    {
        int n = mean.Length;
        double[] identity = new double[n * n];
        for (int i = 0; i < n; i++)
            identity[i * n + i] = 1;
        return new CmaState(mean, sigma, identity, new double[n], new double[n], 0);
    }
}
