using System.Diagnostics;
using System.Threading.Channels;
using Ojousama.Inference;

namespace Ojousama.LLamaSharp.Scheduling;

/// <summary>One reply on its way from the loop, which writes it, to one consumer, who awaits it.</summary>
sealed class ReplyStream(InferenceLoop loop, GenerationRequest request, CancellationToken cancellationToken) : IAsyncEnumerable<GenerationItem>
{
    readonly Channel<GenerationItem> _items = Channel.CreateUnbounded<GenerationItem>(new UnboundedChannelOptions { SingleReader = true, SingleWriter = true });
    int _started;
    volatile bool _isCancelled;

    public GenerationRequest Request => request;

    public Stopwatch Watch { get; } = new();

    /// <summary>Whether nobody wants the rest; looked at between steps.</summary>
    public bool IsCancelled => _isCancelled;

    public IAsyncEnumerator<GenerationItem> GetAsyncEnumerator(CancellationToken enumeration = default)
    {
        if (Interlocked.Exchange(ref _started, 1) != 0)
            throw new InvalidOperationException("A reply can be enumerated once; ask for another.");
        Watch.Start();
        return ReadAsync(enumeration);
    }

    /// <summary>Called by the loop only.</summary>
    public void Write(GenerationItem item)
    {
        _items.Writer.TryWrite(item);
        if (item.IsLast)
            _items.Writer.TryComplete();
    }

    async IAsyncEnumerator<GenerationItem> ReadAsync(CancellationToken enumeration)
    {
        using CancellationTokenRegistration caller = cancellationToken.Register(Cancel), reader = enumeration.Register(Cancel);
        loop.Submit(this);
        try
        {
            await foreach (GenerationItem item in _items.Reader.ReadAllAsync(CancellationToken.None).ConfigureAwait(false))
                yield return item;
        }
        finally
        {
            Cancel();
        }
    }

    void Cancel() => _isCancelled = true;
}
