using System.Text;
using LLama.Native;
using Ojousama.Inference;
using Ojousama.Inference.Llama.Sampling;

namespace Ojousama.LLamaSharp.Scheduling;

/// <summary>A request that the loop is serving. Touched by the loop only.</summary>
sealed class Job(ReplyStream stream, List<LLamaToken> tokens, AdapterUse? adapter, int[] choices, SafeLLamaSamplerChainHandle sampler)
{
    readonly Decoder _decoder = Encoding.UTF8.GetDecoder(); // holds back the bytes of half a character
    readonly StopScanner? _stops = stream.Request.StopStrings.Count > 0 ? new StopScanner(stream.Request.StopStrings) : null;
    readonly int _promptTokens = tokens.Count;
    readonly TimeSpan _queued = stream.Watch.Elapsed;
    int _cached;
    TimeSpan _firstToken;
    float[]? _choiceLogProbabilities;

    public ReplyStream Stream => stream;

    public AdapterUse? Adapter => adapter;

    /// <summary>The prompt and what was sampled so far.</summary>
    public List<LLamaToken> Tokens => tokens;

    /// <summary>Set while it runs.</summary>
    public Talk? Talk { get; private set; }

    /// <summary>How many of its tokens are in the batch.</summary>
    public int InBatch { get; set; }

    /// <summary>Where its last token's logits will be.</summary>
    public int OutputIndex { get; set; }

    public long LastServed { get; set; }

    public int Remaining => tokens.Count - Talk!.Cached.Count;

    public bool IsBackground => stream.Request.Priority?.IsBackground == true;

    public void Start(Talk talk)
    {
        Talk = talk;
        talk.IsBusy = true;
        _cached = talk.Cached.Count;
    }

    /// <summary>Notes that the batch was decoded. Returns whether there is a token to sample.</summary>
    public bool ConfirmDecoded()
    {
        Talk!.Cached.AddRange(tokens.GetRange(Talk.Cached.Count, InBatch));
        if (tokens.Count == _promptTokens)
            ReportProgress();
        return Remaining == 0;
    }

    /// <returns>Whether the reply has ended.</returns>
    public bool Sample(SafeLLamaContextHandle context, SafeLlamaModelHandle model)
    {
        if (stream.Request.MaxTokens == 0)
            return Ends(StopReason.Length);
        if (choices.Length > 0 && _choiceLogProbabilities == null)
            _choiceLogProbabilities = TokenSampler.LogProbabilities(context.GetLogitsIth(OutputIndex), choices);
        LLamaToken token = sampler.Sample(context, OutputIndex);
        if (tokens.Count == _promptTokens)
            _firstToken = stream.Watch.Elapsed;
        if (token.IsEndOfGeneration(model.Vocab))
            return Ends(StopReason.End);
        tokens.Add(token);
        string text = Spell(token, model);
        stream.Write(GenerationItem.Piece(_stops == null ? text : _stops.Pass(text), (int)token));
        return _stops?.IsStopped == true ? Ends(StopReason.StopString)
            : tokens.Count == _promptTokens + stream.Request.MaxTokens && Ends(StopReason.Length);
    }

    public void End(StopReason reason, OjousamaException? error = null)
    {
        if (Talk != null)
            Talk.IsBusy = false;
        var timings = new GenerationTimings
        {
            Queued = _queued,
            FirstToken = _firstToken,
            Total = stream.Watch.Elapsed,
            CachedTokens = _cached,
            PrefillTokens = Talk == null ? 0 : Math.Min(Talk.Cached.Count, _promptTokens) - _cached,
            GeneratedTokens = tokens.Count - _promptTokens,
        };
        stream.Write(GenerationItem.Last(new GenerationEnd(reason, timings, error, _choiceLogProbabilities), _stops?.Flush() ?? ""));
        sampler.Dispose();
    }

    void ReportProgress()
    {
        try
        {
            stream.Request.Progress?.Report((float)Talk!.Cached.Count / _promptTokens);
        }
        catch (Exception)
        {
            // A listener's fault must not cost the reply.
        }
    }

    bool Ends(StopReason reason)
    {
        End(reason);
        return true;
    }

    string Spell(LLamaToken token, SafeLlamaModelHandle model)
    {
        Span<byte> bytes = stackalloc byte[512];
        int length = (int)Math.Min(model.TokenToSpan(token, bytes, 0, false), (uint)bytes.Length);
        Span<char> letters = stackalloc char[512];
        return new string(letters[.._decoder.GetChars(bytes[..length], letters, flush: false)]);
    }
}
