using System;
using System.Collections.Generic;
using Ojousama.Inference.Llama.KvCache;
using Ojousama.Inference.Llama.Model;
using Ojousama.Inference.Llama.Sampling;

namespace Ojousama.Inference.Llama.Scheduling
{
    /// <summary>A request that the worker is serving. Touched by the worker only.</summary>
    internal sealed class GenerationJob
    {
        readonly Utf8Assembler _assembler = new Utf8Assembler();
        readonly TokenSampler _sampler;
        readonly StopScanner? _stops;
        readonly int[] _choices;
        readonly int _promptTokens;
        readonly TimeSpan _queued;
        int _cachedTokens = -1; // until it begins
        TimeSpan _firstToken;
        float[]? _choiceLogProbabilities;

        /// <param name="stream">Where the reply goes.</param>
        /// <param name="tokens">The prompt; the reply's tokens are appended to it.</param>
        /// <param name="adapter">The adapter to speak with.</param>
        /// <param name="vocabulary">Lives longer than the job.</param>
        /// <exception cref="OjousamaException">The request's options are unfit.</exception>
        public GenerationJob(GenerationStream stream, List<int> tokens, AdapterKey adapter, Vocabulary vocabulary)
        {
            Stream = stream;
            Tokens = tokens;
            Adapter = adapter;
            Tokens.Capacity = Math.Max(Tokens.Capacity, Tokens.Count + stream.Request.MaxTokens);
            if (stream.Request.StopStrings.Count > 0)
                _stops = Scanner(stream.Request.StopStrings);
            _choices = vocabulary.Singles(stream.Request.Choices);
            _sampler = new TokenSampler(stream.Request.Sampling, stream.Request.MaxTokens, vocabulary);
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

        /// <summary>Whether nothing was sampled yet, and something will be.</summary>
        public bool BeginsReply => Tokens.Count == _promptTokens && Stream.Request.MaxTokens > 0;

        /// <summary>Whether nobody waits for it yet.</summary>
        public bool IsBackground => Stream.Request.Priority?.IsBackground == true;

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
        public bool Sample(Span<float> logits, Vocabulary vocabulary)
        {
            if (Stream.Request.MaxTokens == 0)
                return Ends(StopReason.Length);
            if (_choices.Length > 0 && _choiceLogProbabilities == null)
                _choiceLogProbabilities = TokenSampler.LogProbabilities(logits, _choices);
            int token = _sampler.Sample(logits);
            if (Tokens.Count == _promptTokens)
                _firstToken = Stream.Watch.Elapsed;
            if (token < 0) // the grammar has no way to go on
                return Ends(StopReason.End);
            TokenPiece piece = vocabulary.Piece(token);
            if (piece.EndsReply)
                return Ends(StopReason.End);

            Tokens.Add(token);
            string text = _assembler.Append(piece);
            Stream.Write(GenerationItem.Piece(_stops == null ? text : _stops.Pass(text), token));
            return _stops?.IsStopped == true ? Ends(StopReason.StopString)
                : Tokens.Count == MaxTokens && Ends(StopReason.Length);
        }

        bool Ends(StopReason reason)
        {
            End(reason);
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
            string held = _stops?.Flush() ?? "";
            Stream.Write(GenerationItem.Last(new GenerationEnd(reason, timings, error, _choiceLogProbabilities), held));
            _sampler.Dispose();
        }

        static StopScanner Scanner(IReadOnlyList<string> stops)
        {
            for (int i = 0; i < stops.Count; i++)
            {
                if (string.IsNullOrEmpty(stops[i]))
                    throw new OjousamaException("A stop string is empty", "Leave it out");
            }

            return new StopScanner(stops);
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
