namespace Ojousama.Studio.Datasets.Building;

/// <summary>A named way to build.</summary>
/// <param name="Name">What an author writes after <c>--preset</c>.</param>
/// <param name="Summary">One line for help.</param>
/// <param name="Options">How rows become samples.</param>
sealed record BuildPreset(string Name, string Summary, BuildOptions Options)
{
    public static readonly BuildPreset Default = new("default", "Substitution, distractors from recall, a split by cluster", new BuildOptions());

    public static readonly BuildPreset Lines = new(
        "lines", "What play shows: facts only where one answers, best first, and else the nearest remembered line", new BuildOptions { Examples = 1, Order = BlockOrder.Recalled, ShowsOnlyAnswers = true });

    /// <summary>Trains on every row, as the report did, so there is nothing to validate on.</summary>
    public static readonly BuildPreset Report = new(
        "report", "The report's rows and its prompt with the three facts nearest to the line", Plain with { ValidationShare = 0 });

    public static readonly BuildPreset ReportWithoutContext = new(
        "report-plain", "The report's rows and its prompt without facts", Plain with { ValidationShare = 0, BlockSize = 0 });

    /// <summary>How the samples of the PyTorch run were built whose figures are published.</summary>
    public static readonly BuildPreset Starter = new(
        "starter", "Blocks as authors wrote them and substitution, as in the reference run", new BuildOptions { RecalledDistractors = 0, BareLines = 1, DroppedBlocks = 0, Order = BlockOrder.Written });

    public static readonly IReadOnlyList<BuildPreset> All = [Default, Lines, Report, ReportWithoutContext, Starter];

    static BuildOptions Plain => new()
    {
        SubstitutionRate = 0, RecalledDistractors = 0, BareLines = 1, DroppedBlocks = 0, Order = BlockOrder.Written, FillsBlocks = true,
    };

    /// <summary>Whether play's recall is asked for blocks, which takes a minute for ten thousand turns.</summary>
    public bool UsesRecall => this != Starter && Options.BlockSize > 0;

    /// <summary>Whether it brings its own sheet.</summary>
    public bool IsReport => this == Report || this == ReportWithoutContext;

    /// <exception cref="OjousamaException">Nothing is called that.</exception>
    public static BuildPreset Find(string name) => All.FirstOrDefault(p => p.Name == name)
        ?? throw new OjousamaException($"No preset is called “{name}”", $"Write one of {string.Join(", ", All.Select(p => p.Name))}");
}
