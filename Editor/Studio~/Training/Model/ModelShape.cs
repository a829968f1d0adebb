using Ojousama.Gguf;
using Ojousama.Inference.Llama.Model;
using Ojousama.Studio.Training.Kernels;

namespace Ojousama.Studio.Training.Model;

/// <summary>The sizes of a base model, read from its header and checked, since ggml would end the process over a wrong one.</summary>
internal sealed class ModelShape
{
    readonly GgufFile _file;

    /// <exception cref="OjousamaException">The model cannot be trained, with the reason.</exception>
    public ModelShape(GgufFile file)
    {
        _file = file;
        string name = file.Text("general.architecture");
        Architecture = Architecture.All.FirstOrDefault(a => a.Name == name)
            ?? throw Untrainable($"its architecture is '{name}'", $"Take a model of {string.Join(", ", Architecture.All.Select(a => a.Name))}");
        Layers = Whole("block_count");
        Width = Whole("embedding_length");
        FeedForward = Whole("feed_forward_length");
        Heads = Whole("attention.head_count");
        KeyHeads = Whole("attention.head_count_kv", Heads);
        HeadSize = Whole("attention.key_length", Width / Math.Max(1, Heads));
        RotaryDimensions = Whole("rope.dimension_count", HeadSize);
        Epsilon = Number("attention.layer_norm_rms_epsilon", 1e-6);
        RopeBase = Number("rope.freq_base", 10000);
        WindowedRopeBase = Number("rope.freq_base_swa", Architecture.WindowedBase ?? RopeBase);
        double linear = Number("rope.scaling.factor", Number("rope.scale_linear", 0));
        RopeScale = linear == 0 ? 1f : (float)(1 / linear);
        Window = Whole("attention.sliding_window", Architecture.DefaultWindow);
        WindowPeriod = Whole("attention.sliding_window_pattern", Architecture.WindowPeriod);
        AttentionCap = name == "gemma2" ? Number("attn_logit_softcapping", 50) : 0;
        OutputCap = Architecture.IsGelu ? Number("final_logit_softcapping", name == "gemma2" ? 30 : 0) : 0;
        AttentionScale = 1f / MathF.Sqrt(Layers == Architecture.WideLayers ? Width / Heads : HeadSize);
        Vocabulary = (int)Tensor("token_embd.weight", Width).Shape[1];
        Check();
    }

    public Architecture Architecture { get; }
    public int Layers { get; }

    /// <summary>Values of a token between the layers.</summary>
    public int Width { get; }

    public int FeedForward { get; }
    public int Heads { get; }
    public int KeyHeads { get; }
    public int HeadSize { get; }
    public int RotaryDimensions { get; }
    public int Vocabulary { get; }
    public int Window { get; }
    public int WindowPeriod { get; }
    public float Epsilon { get; }
    public float RopeBase { get; }
    public float WindowedRopeBase { get; }
    public float RopeScale { get; }
    public float AttentionScale { get; }
    public float AttentionCap { get; }
    public float OutputCap { get; }

    public bool IsWindowed(int layer) =>
        Architecture.WindowPeriod > 0 && Window > 0 && (WindowPeriod == 0 || layer % WindowPeriod < WindowPeriod - 1);

    /// <summary>The header of a tensor whose rows must have this width.</summary>
    public GgufTensor Tensor(string name, long width)
    {
        if (!_file.Tensors.TryGetValue(name, out GgufTensor? tensor))
            throw Untrainable($"it lacks the tensor '{name}'", "Take a complete model");
        if (tensor.Shape[0] != width)
            throw Untrainable($"its tensor '{name}' is {tensor.Shape[0]} wide, not {width}", "Copy or download it again");
        return tensor;
    }

    void Check()
    {
        if (Layers <= 0 || Heads <= 0 || KeyHeads <= 0 || Heads % KeyHeads != 0 || RotaryDimensions > HeadSize || RotaryDimensions % 2 != 0)
            throw Untrainable("its header contradicts itself", "Copy or download it again");
        if (Width % Tile.Columns != 0 || HeadSize % Tile.Columns != 0 || FeedForward % Tile.Columns != 0)
            throw Untrainable($"its widths ({Width}, {HeadSize}, {FeedForward}) are no multiples of {Tile.Columns}", "Take another model");
        if (_file.Text(Key("rope.scaling.type")) is not ("" or "none" or "linear"))
            throw Untrainable($"its positions are scaled by '{_file.Text(Key("rope.scaling.type"))}'", "Take a model without that scaling");
        if (_file.Tensors.Keys.FirstOrDefault(t => t.EndsWith(".scale", StringComparison.Ordinal) || t.Contains("_exps.") || t.Contains("attn_qkv.")) is { } odd)
            throw Untrainable($"its tensor '{odd}' is of a kind that the trainer does not know", "Take a dense model with separate q, k and v");
    }

    string Key(string name) => $"{_file.Text("general.architecture")}.{name}";

    int Whole(string name, int? fallback = null) => (int)Number(name, fallback);

    float Number(string name, double? fallback = null)
    {
        if (!_file.Values.TryGetValue(Key(name), out GgufValue value))
            return (float)(fallback ?? throw Untrainable($"its header lacks '{Key(name)}'", "Copy or download it again"));
        return value.Type is GgufType.Array or GgufType.String
            ? throw Untrainable($"its '{Key(name)}' differs by layer", "Take a model whose layers are alike")
            : (float)value.Number;
    }

    OjousamaException Untrainable(string reason, string remedy) => new($"{_file.Path} cannot be trained: {reason}", remedy);
}
