namespace Ojousama.Studio.Evaluation.Pairwise;

/// <summary>How often each system won against, and drew with, each other.</summary>
sealed class ResultTable
{
    readonly double[,] _wins, _ties; // of the row over the column; ties symmetric

    public ResultTable(int systems)
    {
        Systems = systems;
        _wins = new double[systems, systems];
        _ties = new double[systems, systems];
    }

    /// <summary>How many there are.</summary>
    public int Systems { get; }

    /// <param name="i">Index of a system.</param>
    /// <param name="j">Index of another.</param>
    /// <param name="scoreOfI">As in <see cref="Match.ScoreOfA"/>.</param>
    /// <param name="weight">How often it happened.</param>
    public void Add(int i, int j, double scoreOfI, double weight = 1)
    {
        if (scoreOfI == Match.Tie)
        {
            _ties[i, j] += weight;
            _ties[j, i] += weight;
        }
        else if (scoreOfI > Match.Tie)
            _wins[i, j] += weight;
        else
            _wins[j, i] += weight;
    }

    public double Wins(int i, int j) => _wins[i, j];

    public double Ties(int i, int j) => _ties[i, j];

    public double Games(int i, int j) => _wins[i, j] + _wins[j, i] + _ties[i, j];

    /// <summary>Whether any two systems were compared, be it through others: ratings of those that were not have nothing in common.</summary>
    public bool IsConnected()
    {
        var reached = new HashSet<int> { 0 };
        var next = new Stack<int>(reached);
        while (next.TryPop(out int i))
        {
            for (int j = 0; j < Systems; j++)
            {
                if (Games(i, j) > 0 && reached.Add(j))
                    next.Push(j);
            }
        }

        return reached.Count == Systems;
    }
}
