namespace Ojousama.Studio.Evaluation.Pairwise;

/// <summary>A rating of Glicko-2, on the scale of Glicko.</summary>
/// <param name="Value">1500 for a system that nothing is known of.</param>
/// <param name="Deviation">RD: the truth lies within two of it, 19 times in 20.</param>
/// <param name="Volatility">How erratic the results are.</param>
sealed record GlickoRating(double Value = 1500, double Deviation = 350, double Volatility = 0.06);

/// <summary>Glicko-2 (M. Glickman, “Example of the Glicko-2 system”, 2022); step numbers are the paper's.</summary>
/// <param name="tau">τ: how fast the volatility may change.</param>
sealed class Glicko2(double tau = 0.5)
{
    const double Scale = 173.7178; // the paper's rounding of 400 / ln 10
    const double Precision = 1e-6;

    /// <summary>Rates matches one after the other, a period each, the second system against the first one's new rating: as japanese-llm-roleplay-benchmark does.</summary>
    /// <remarks>The order of the matches alone moves a rating by some 40 points; <see cref="Davidson"/> knows no order.</remarks>
    public IReadOnlyDictionary<string, GlickoRating> RateInOrder(IEnumerable<Match> matches)
    {
        var ratings = new Dictionary<string, GlickoRating>();
        foreach (Match match in matches)
        {
            GlickoRating a = ratings.GetValueOrDefault(match.A, new()), b = ratings.GetValueOrDefault(match.B, new());
            a = ratings[match.A] = Update(a, [(b, match.ScoreOfA)]);
            ratings[match.B] = Update(b, [(a, 1 - match.ScoreOfA)]);
        }

        return ratings;
    }

    /// <summary>The rating after a period.</summary>
    /// <param name="player">Before it.</param>
    /// <param name="games">At least one: the opponent as it was before, and the score against it, 0 to 1.</param>
    public GlickoRating Update(GlickoRating player, IReadOnlyList<(GlickoRating Opponent, double Score)> games)
    {
        double mu = (player.Value - 1500) / Scale, phi = player.Deviation / Scale; // step 2
        double precision = 0, surprise = 0;
        foreach (var (opponent, score) in games)
        {
            double g = G(opponent.Deviation / Scale);
            double expected = 1 / (1 + Math.Exp(-g * (mu - (opponent.Value - 1500) / Scale)));
            precision += g * g * expected * (1 - expected);
            surprise += g * (score - expected);
        }

        double v = 1 / precision; // step 3
        double delta = v * surprise; // step 4
        double sigma = Volatility(phi, player.Volatility, v, delta); // step 5
        double wide = phi * phi + sigma * sigma; // step 6, squared
        double narrow = 1 / (1 / wide + 1 / v); // step 7, squared
        return new GlickoRating(1500 + Scale * (mu + narrow * surprise), Scale * Math.Sqrt(narrow), sigma);
    }

    static double G(double phi) => 1 / Math.Sqrt(1 + 3 * phi * phi / (Math.PI * Math.PI));

    /// <summary>Step 5: the root of f by the Illinois algorithm.</summary>
    double Volatility(double phi, double sigma, double v, double delta)
    {
        double start = Math.Log(sigma * sigma);
        double a = start, b;
        if (delta * delta > phi * phi + v)
            b = Math.Log(delta * delta - phi * phi - v);
        else
        {
            int k = 1;
            while (F(start - k * tau) < 0)
                k++;
            b = start - k * tau;
        }

        double fa = F(a), fb = F(b);
        while (Math.Abs(b - a) > Precision)
        {
            double c = a + (a - b) * fa / (fb - fa), fc = F(c);
            if (fc * fb <= 0)
                (a, fa) = (b, fb);
            else
                fa /= 2;
            (b, fb) = (c, fc);
        }

        return Math.Exp(a / 2);

        double F(double x)
        {
            double e = Math.Exp(x), sum = phi * phi + v + e;
            return e * (delta * delta - sum) / (2 * sum * sum) - (x - start) / (tau * tau);
        }
    }
}
