namespace Ojousama.Studio.Training.Model;

/// <summary>What sets one family of models apart from the next; all else is the same transformer.</summary>
/// <remarks>After llama.cpp's src/models/*.cpp of the release that plays.</remarks>
/// <param name="Name"><c>general.architecture</c> of its GGUF files.</param>
internal sealed record Architecture(string Name)
{
    /// <summary>Rotary pairs are half a head apart rather than neighbours.</summary>
    public bool IsNeoX { get; init; } = true;

    /// <summary>The embedding is multiplied by √width.</summary>
    public bool ScalesEmbedding { get; init; }

    /// <summary>Queries and keys are normalised a head before they are turned.</summary>
    public bool NormsHeads { get; init; }

    /// <summary>What attention and feed-forward add is normalised too.</summary>
    public bool NormsOutputs { get; init; }

    /// <summary>gelu rather than silu gates the feed-forward.</summary>
    public bool IsGelu { get; init; }

    /// <summary>Every nth layer sees everything, the others a window; 0: all see everything.</summary>
    public int WindowPeriod { get; init; }

    /// <summary>The window where the file names none; 0: no window then.</summary>
    public int DefaultWindow { get; init; }

    /// <summary>Frequency base of the windowed layers where the file names none; null: that of the others.</summary>
    public float? WindowedBase { get; init; }

    /// <summary>The one size (27B, by its layers) whose attention is scaled by width ÷ heads instead of the head's size.</summary>
    public int WideLayers { get; init; }

    public static IReadOnlyList<Architecture> All { get; } =
    [
        new("gemma3") { ScalesEmbedding = true, NormsHeads = true, NormsOutputs = true, IsGelu = true, WindowPeriod = 6, WindowedBase = 10000, WideLayers = 62 },
        new("gemma2") { ScalesEmbedding = true, NormsOutputs = true, IsGelu = true, WindowPeriod = 2, DefaultWindow = 4096, WideLayers = 46 },
        new("llama") { IsNeoX = false },
        new("qwen2"),
        new("qwen3") { NormsHeads = true },
    ];
}
