namespace Ojousama.Studio.Datasets.Building;

/// <summary>How rows become samples. The named presets are in <see cref="BuildPreset"/>.</summary>
sealed record BuildOptions
{
    /// <summary>All that is random follows from it, the epoch and the row's words.</summary>
    public ulong Seed { get; init; } = 1;

    /// <summary>Share of the rows that is kept for validation, cluster by cluster.</summary>
    public double ValidationShare { get; init; } = 0.04;

    /// <summary>Ids of the rows to validate on; null to choose them by <see cref="ValidationShare"/>.</summary>
    public IReadOnlySet<string>? ValidationIds { get; init; }

    /// <summary>Facts of a block.</summary>
    /// <value>Default 3, as in play.</value>
    public int BlockSize { get; init; } = 3;

    /// <summary>Share of the samples of an epoch whose key noun, name or number is another one.</summary>
    /// <value>Default 0.4. Without it the model learns the facts instead of reading them, and copies 17 points worse.</value>
    public double SubstitutionRate { get; init; } = 0.4;

    /// <summary>Share of the author's blocks whose distractors are replaced by what recall brings up for the line.</summary>
    public double RecalledDistractors { get; init; } = 0.5;

    /// <summary>Share of the lines without facts that keep an empty block; the others get facts of the sheet that they do not need.</summary>
    /// <value>Default 0.43: of all samples 15 % with an empty block to 20 % with distractors only.</value>
    public double BareLines { get; init; } = 0.43;

    /// <summary>Share of the author's blocks without a gold fact that are shown empty, because play recalls nothing for most small talk.</summary>
    /// <value>Default 0.4. What she does not know she does not know without facts either.</value>
    public double DroppedBlocks { get; init; } = 0.4;

    /// <summary>Whether only turns that one of their facts answers are shown facts: play decides that before the model speaks.</summary>
    public bool ShowsOnlyAnswers { get; init; }

    /// <summary>Most remembered lines that a turn without facts is shown, found among the other rows.</summary>
    /// <value>Default 0: none.</value>
    public int Examples { get; init; }

    /// <summary>Share of those turns that are shown none all the same, because recall may find nothing.</summary>
    public double DroppedExamples { get; init; } = 0.15;

    /// <summary>Share of those turns that are shown a line which has nothing to do with them, so that the model learns to pass over one.</summary>
    public double UnfitExamples { get; init; } = 0.15;

    /// <summary>Share of the rows to train on that is used: for finding out what more rows bring. Validation is the same for any.</summary>
    public double Share { get; init; } = 1;

    /// <summary>In which order the facts of a block stand.</summary>
    public BlockOrder Order { get; init; } = BlockOrder.Shuffled;

    /// <summary>Whether blocks hold the nearest facts also for lines that recall nothing in play.</summary>
    public bool FillsBlocks { get; init; }
}

/// <summary>In which order the facts of a block stand.</summary>
enum BlockOrder
{
    /// <summary>As the author wrote them, or recall found them.</summary>
    Written,

    /// <summary>At random: where a fact stands says nothing about it.</summary>
    Shuffled,

    /// <summary>Nearest to the line first, as in play, so that the model may trust recall as far as it deserves.</summary>
    Recalled,
}
