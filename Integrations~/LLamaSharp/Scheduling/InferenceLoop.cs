using System.Collections.Concurrent;
using LLama;
using LLama.Native;
using Ojousama.Gguf;
using Ojousama.Inference;
using Ojousama.Inference.Llama.Validation;

namespace Ojousama.LLamaSharp.Scheduling;

/// <summary>The thread that serves every talk on one model: what is to be read and written goes into one batch a step.</summary>
sealed class InferenceLoop : IDisposable
{
    readonly LLamaWeights _weights;
    readonly LLamaContext _context;
    readonly PromptTokenizer _tokenizer;
    readonly GgufFile _header;
    readonly int _contextTokens;
    readonly LLamaBatch _batch = new();
    readonly Talk[] _talks;
    readonly ConcurrentQueue<ReplyStream> _submitted = new();
    readonly Queue<Job> _waiting = new();
    readonly List<Job> _running = [];
    readonly Dictionary<string, LoraAdapter> _adapters = [];
    readonly AutoResetEvent _wake = new(false);
    readonly Thread _thread;
    AdapterUse? _adapter; // set in the context now
    long _clock;
    volatile bool _isEnding;

    public InferenceLoop(LLamaWeights weights, LLamaContext context, PromptTokenizer tokenizer, GgufFile header, DialogueModelOptions options)
    {
        _weights = weights;
        _context = context;
        _tokenizer = tokenizer;
        _header = header;
        _contextTokens = options.ContextTokens;
        _talks = [.. Enumerable.Range(0, options.MaxConversations).Select(id => new Talk(id))];
        _thread = new Thread(Run) { IsBackground = true, Name = "Ojousama LLamaSharp" };
        _thread.Start();
    }

    public void Submit(ReplyStream stream)
    {
        _submitted.Enqueue(stream);
        _wake.Set();
        if (_isEnding && !_thread.IsAlive)
            FailSubmitted();
    }

    public void Dispose()
    {
        _isEnding = true;
        _wake.Set();
        _thread.Join();
        FailSubmitted();
        _context.Dispose();
    }

    void Run()
    {
        while (!_isEnding)
        {
            Accept();
            EndCancelled();
            Start();
            if (_running.Count == 0)
                _wake.WaitOne();
            else
                Step();
        }

        foreach (Job job in _running.Concat(_waiting))
            job.End(StopReason.Error, Closed());
    }

    /// <summary>Turns what was submitted into jobs; what cannot be served ends at once.</summary>
    void Accept()
    {
        while (_submitted.TryDequeue(out ReplyStream? stream))
        {
            try
            {
                _waiting.Enqueue(JobOf(stream));
            }
            catch (Exception e) when (e is not OutOfMemoryException)
            {
                Fail(stream, e);
            }
        }
    }

    Job JobOf(ReplyStream stream)
    {
        GenerationRequest request = stream.Request;
        List<LLamaToken> tokens = _tokenizer.Tokenize(request.Prompt);
        if (tokens.Count == 0 || request.MaxTokens < 0)
            throw new OjousamaException("The request has no prompt or asks for fewer than no tokens", "Give it a prompt, and MaxTokens of at least 0");
        if (tokens.Count + request.MaxTokens > _contextTokens)
            throw new OjousamaException(
                $"The prompt of {tokens.Count} tokens and a reply of up to {request.MaxTokens} do not fit into the context of {_contextTokens}",
                "Shorten the prompt, lower MaxTokens or raise contextTokens");
        AdapterUse? adapter = request.Adapter == null || request.AdapterScale == 0f ? null : new AdapterUse(PackagePaths.FindModel(request.Adapter), request.AdapterScale);
        if (adapter != null)
            Load(adapter.Path);
        return new Job(stream, tokens, adapter, [.. request.Choices.Select(_tokenizer.Choice)], SamplerChain.Of(request.Sampling, _weights, _tokenizer));
    }

    void Load(string path)
    {
        if (_adapters.ContainsKey(path))
            return;
        GgufFile file = GgufFile.Read(path);
        ModelCheck.Adapter(file, _header);
        AdapterValues.Check(file);
        _adapters[path] = NativeLibraries.Try(() => _weights.NativeHandle.LoadLoraFromFile(path), $"LLamaSharp cannot load the adapter {path}");
    }

    void EndCancelled()
    {
        foreach (Job job in _running.Where(job => job.Stream.IsCancelled).ToArray())
            End(job, StopReason.Cancelled);
    }

    /// <summary>In the order of their coming. One that is to be reproducible is served alone, and reads its prompt from the first token.</summary>
    void Start()
    {
        while (_waiting.TryPeek(out Job? job))
        {
            bool isAlone = job.Stream.Request.IsReproducible;
            if (job.Stream.IsCancelled)
            {
                _waiting.Dequeue().End(StopReason.Cancelled);
                continue;
            }

            Talk? talk = _talks.Where(talk => !talk.IsBusy).OrderByDescending(talk => talk.Common(job.Tokens, job.Adapter)).ThenBy(talk => talk.LastUsed).FirstOrDefault();
            if (talk == null || (_running.Count > 0 && (isAlone || _running[0].Stream.Request.IsReproducible)))
                return;
            Cut(talk, isAlone ? 0 : talk.Common(job.Tokens, job.Adapter));
            talk.Adapter = job.Adapter;
            talk.LastUsed = ++_clock;
            job.Start(talk);
            _running.Add(_waiting.Dequeue());
        }
    }

    void Cut(Talk talk, int length)
    {
        if (talk.Cached.Count == length)
            return;
        _context.NativeHandle.MemorySequenceRemove(talk.Id, length, -1);
        talk.Cached.RemoveRange(length, talk.Cached.Count - length);
    }

    /// <summary>Decodes one batch, of jobs under one adapter, and samples from it.</summary>
    void Step()
    {
        bool anyoneWaits = _running.Exists(job => !job.IsBackground);
        Job next = _running.Where(job => job.IsBackground != anyoneWaits).MinBy(job => job.LastServed)!;
        List<Job> jobs = [.. _running.Where(job => job.IsBackground == next.IsBackground && job.Adapter == next.Adapter).OrderBy(job => job.Remaining)]; // who writes goes before who reads
        try
        {
            Use(next.Adapter);
            Fill(jobs);
            jobs.RemoveAll(job => job.InBatch == 0);
            Decode();
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            foreach (Job job in jobs)
            {
                Cut(job.Talk!, 0);
                End(job, StopReason.Error, AsError(e));
            }

            return;
        }

        foreach (Job job in jobs)
            Finish(job);
    }

    void Use(AdapterUse? adapter)
    {
        if (adapter == _adapter)
            return;
        _context.NativeHandle.SetLoraAdapters(adapter == null ? [] : [(_adapters[adapter.Path], adapter.Scale)]);
        _adapter = adapter;
    }

    void Fill(List<Job> jobs)
    {
        _batch.Clear();
        foreach (Job job in jobs)
        {
            int begin = job.Talk!.Cached.Count;
            job.InBatch = Math.Min(job.Remaining, LLamaSharpDialogueModel.BatchTokens - _batch.TokenCount);
            for (int i = begin; i < begin + job.InBatch; i++)
                job.OutputIndex = _batch.Add(job.Tokens[i], i, job.Talk.Id, i == job.Tokens.Count - 1);
            job.LastServed = job.InBatch > 0 ? ++_clock : job.LastServed;
        }
    }

    /// <summary>Where cells are short, talks that nobody is in lose theirs, the one left alone for the longest first.</summary>
    void Decode()
    {
        DecodeResult result;
        while ((result = _context.NativeHandle.Decode(_batch)) == DecodeResult.NoKvSlot)
        {
            Talk? idle = _talks.Where(talk => !talk.IsBusy && talk.Cached.Count > 0).MinBy(talk => talk.LastUsed);
            if (idle == null)
                break;
            Cut(idle, 0);
        }

        if (result != DecodeResult.Ok)
            throw new OjousamaException($"LLamaSharp could not decode ({result})", "Say it again; if it persists, lower contextTokens, or MaxConversations");
    }

    void Finish(Job job)
    {
        try
        {
            if (!job.ConfirmDecoded() || !job.Sample(_context.NativeHandle, _weights.NativeHandle))
                return;
            _running.Remove(job);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            End(job, StopReason.Error, AsError(e));
        }
    }

    void End(Job job, StopReason reason, OjousamaException? error = null)
    {
        _running.Remove(job);
        job.End(reason, error);
    }

    void FailSubmitted()
    {
        while (_submitted.TryDequeue(out ReplyStream? stream))
            Fail(stream, Closed());
    }

    static void Fail(ReplyStream stream, Exception e) =>
        stream.Write(GenerationItem.Last(new GenerationEnd(StopReason.Error, new GenerationTimings { Total = stream.Watch.Elapsed }, AsError(e))));

    static OjousamaException AsError(Exception e) => e as OjousamaException ?? new OjousamaException($"Generating failed: {e.Message.TrimEnd('.')}", "Report it with the log", e);

    static OjousamaException Closed() => new("The model was closed before the reply was complete", "Keep the model until its replies have ended");
}
