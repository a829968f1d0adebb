using System;
using System.Collections.Generic;

namespace Ojousama.Inference.Llama
{
    /// <summary>A request that the worker is serving. Touched by the worker only.</summary>
    internal sealed class GenerationJob
    {
        readonly Utf8Assembler _assembler = new Utf8Assembler();
        readonly TokenSampler _sampler;
        readonly int _promptTokens;
        readonly TimeSpan _queued;
        int _cachedTokens = -1; // until it begins
        TimeSpan _firstToken;

        /// <param name="stream">Where the reply goes.</param>
        /// <param name="tokens">The prompt; the reply's tokens are appended to it.</param>
        /// <param name="adapter">The adapter to speak with.</param>
        public GenerationJob(GenerationStream stream, List<int> tokens, AdapterKey adapter)
        {
            Stream = stream;
            Tokens = tokens;
            Adapter = adapter;
            Tokens.Capacity = Math.Max(Tokens.Capacity, Tokens.Count + stream.Request.MaxTokens);
            _sampler = new TokenSampler(stream.Request.Sampling);
            _promptTokens = tokens.Count;
            _queued = stream.Watch.Elapsed;
        }

        public GenerationStream Stream { get; }

        public AdapterKey Adapter { get; }

        /// <summary>All that the model has to have read before the next token: the prompt and what was sampled so far.</summary>
        public List<int> Tokens { get; }

        /// <summary>Tokens that it may grow to.</summary>
        public int MaxTokens => _promptTokens + Stream.Request.MaxTokens;

        /// <summary>Set while it runs.</summary>
        public Sequence? Sequence { get; private set; }

        /// <summary>Tokens that are not yet decoded; 1 while it generates.</summary>
        public int Remaining => Tokens.Count - Sequence!.Tokens.Count;

        /// <summary>How many of its tokens are in the batch.</summary>
        public int Decoding { get; set; }

        /// <summary>Index in the batch of its last token.</summary>
        public int OutputIndex { get; set; }

        /// <summary>When a batch last held its tokens, in ticks.</summary>
        public long LastServed { get; set; }

        /// <summary>Whether nobody waits for it yet.</summary>
        public bool IsAhead => Stream.Request.Ahead?.IsAwaited == false;

        /// <summary>Begins, or goes on after <see cref="Suspend"/>.</summary>
        public void Start(Sequence sequence)
        {
            Sequence = sequence;
            if (_cachedTokens < 0)
                _cachedTokens = sequence.Tokens.Count;
            sequence.Tokens.Capacity = Math.Max(sequence.Tokens.Capacity, MaxTokens);
        }

        /// <summary>Gives up its place; what it has sampled stays with it.</summary>
        public void Suspend() => Sequence = null;

        /// <summary>Notes that the batch was decoded. Returns whether the model has now read everything, so that there is a token to sample.</summary>
        public bool ConfirmDecoded()
        {
            int begin = Sequence!.Tokens.Count;
            for (int i = begin; i < begin + Decoding; i++)
                Sequence.Tokens.Add(Tokens[i]);
            if (Tokens.Count == _promptTokens)
                ReportProgress();
            return Remaining == 0;
        }

        /// <summary>Samples from a row of logits and streams what it spells. Returns whether the reply has ended.</summary>
        public bool Sample(ReadOnlySpan<float> logits, Vocabulary vocabulary)
        {
            if (Stream.Request.MaxTokens == 0)
            {
                End(StopReason.Length);
                return true;
            }

            int token = _sampler.Sample(logits);
            if (Tokens.Count == _promptTokens)
                _firstToken = Stream.Watch.Elapsed;
            TokenPiece piece = vocabulary.Piece(token);
            if (piece.EndsReply)
            {
                End(StopReason.End);
                return true;
            }

            Tokens.Add(token);
            Stream.Write(GenerationItem.Piece(_assembler.Append(piece), token));
            if (Tokens.Count < MaxTokens)
                return false;
            End(StopReason.Length);
            return true;
        }

        public void End(StopReason reason, OjousamaException? error = null)
        {
            var timings = new GenerationTimings
            {
                Queued = _queued,
                FirstToken = _firstToken,
                Total = Stream.Watch.Elapsed,
                CachedTokens = Math.Max(0, _cachedTokens),
                PrefillTokens = Sequence == null ? 0 : Math.Min(Sequence.Tokens.Count, _promptTokens) - _cachedTokens,
                GeneratedTokens = Tokens.Count - _promptTokens,
            };
            Stream.Write(GenerationItem.Last(new GenerationEnd(reason, timings, error)));
        }

        void ReportProgress()
        {
            try
            {
                Stream.Request.Progress?.Report((float)Sequence!.Tokens.Count / _promptTokens);
            }
            catch (Exception)
            {
                // A listener's fault must not cost the reply.
            }
        }
    }
}
