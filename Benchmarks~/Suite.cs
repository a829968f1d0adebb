using Ojousama.Benchmarks.Figures;
using Ojousama.Recall;

namespace Ojousama.Benchmarks;

/// <summary>The rows, in the order of the table.</summary>
internal static class Suite
{
    public static IReadOnlyList<IFigure> OnCpu { get; } =
    [
        .. OfModel(leastOfManyTalks: 2),
        new BusyDecodeFigure(allCores: false),
        new BusyDecodeFigure(allCores: true),
        new FrameFigure(isBusy: false),
        new FrameFigure(isBusy: true),
        new TrainingMemoryFigure(),
        new MergeFigure(measuresMemory: false),
        new MergeFigure(measuresMemory: true),
        new TextBoxFigure(measuresBytes: false),
        new TextBoxFigure(measuresBytes: true),
        new LoadFigure(),
        new RollBackFigure(),
        new RecallScanFigure(61, RowFormat.Float, isRatio: false),
        new RecallScanFigure(61, RowFormat.Float, isRatio: true),
        new RecallScanFigure(100_000, RowFormat.Int8, isRatio: false),
        new RecallScanFigure(100_000, RowFormat.Int8, isRatio: true),
        new EmbeddingFigure(),
        new FirstLoadFigure(),
        new RemoteFigure(isFirstToken: true),
        new RemoteFigure(isFirstToken: false),
        new ParallelRehearsalFigure(),
        .. LLamaSharpFigures.All,
    ];

    /// <summary>What a GPU makes different.</summary>
    public static IReadOnlyList<IFigure> OnGpu { get; } = OfModel(leastOfManyTalks: 4);

    static IFigure[] OfModel(double leastOfManyTalks) =>
    [
        new DecodeFigure(withAdapter: false),
        new DecodeFigure(withAdapter: true),
        new PrefillFigure(withAdapter: false),
        new PrefillFigure(withAdapter: true),
        new LogitsFigure(),
        new WarmPrefixFigure(),
        new SpeculativeReplyFigure(),
        new ManyConversationsFigure(leastOfManyTalks),
        new AllocationFigure(),
        new CancelFigure(),
        new MemoryFigure(),
        new TrainingFigure(),
    ];
}
