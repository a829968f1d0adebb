using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Inference.Remote.Protocols;

namespace Ojousama.Inference.Remote
{
    /// <summary>Makes a server's events the items of a stream: whole characters, each token once, and nothing behind a stop string.</summary>
    internal sealed class ReplyPieces
    {
        readonly ServerTokenizer? _tokenizer;
        readonly Stopwatch _watch;
        readonly StopScanner _stops;
        readonly bool _onlyReads; // llama-server samples a token of a reply that is to have none
        readonly List<GenerationItem> _items = new List<GenerationItem>();
        string _half = ""; // the first of two surrogates
        int _silent = -1; // a token that spelled nothing: part of the reply only if another follows, because one like it ends it
        int _seen; // tokens that events held or that were made up for
        int _generated = -1, _cached = -1;
        TimeSpan _first;

        public ReplyPieces(GenerationRequest request, ServerTokenizer? tokenizer, Stopwatch watch)
        {
            _tokenizer = tokenizer;
            _watch = watch;
            _stops = new StopScanner(request.StopStrings);
            _onlyReads = request.MaxTokens <= 0;
        }

        /// <summary>Whether a stop string has come.</summary>
        public bool IsStopped => _stops.IsStopped;

        /// <summary>Whether the server has told how many tokens there were.</summary>
        public bool IsCounted => PromptTokens >= 0 && _generated >= 0;

        public int PromptTokens { get; private set; } = -1;

        /// <summary>Takes an event. The items are valid until the next call.</summary>
        public async Task<IReadOnlyList<GenerationItem>> TakeAsync(ReplyEvent reply, CancellationToken cancellationToken)
        {
            _items.Clear();
            PromptTokens = Math.Max(PromptTokens, reply.PromptTokens);
            _cached = Math.Max(_cached, reply.CachedTokens);
            int before = Math.Max(0, _generated);
            _generated = Math.Max(_generated, reply.Generated);
            string text = Whole(reply.Text);
            if (reply.Stop != null && reply.Tokens.Count == 0 && text.Length == 0)
            {
                if (reply.Stop != StopReason.End)
                    SaySilent(); // it was no end token
                return _items;
            }

            if (reply.Tokens.Count == 0)
            {
                if (text.Length > 0)
                    Say(text, -1);
                return _items;
            }

            SaySilent();
            foreach (int missing in await MissingTokensAsync(reply, text, reply.Generated - before, cancellationToken).ConfigureAwait(false))
                Say("", missing);
            for (int i = 0; i < reply.Tokens.Count - 1; i++)
                Say("", reply.Tokens[i]);
            int last = reply.Tokens[reply.Tokens.Count - 1];
            if (text.Length == 0)
                _silent = last;
            else
                Say(text, last);
            return _items;
        }

        /// <summary>The last item, behind those that came with it.</summary>
        public IReadOnlyList<GenerationItem> End(StopReason reason, IReadOnlyList<GenerationItem>? items = null, OjousamaException? error = null)
        {
            var all = new List<GenerationItem>(items ?? Array.Empty<GenerationItem>());
            var timings = new GenerationTimings
            {
                FirstToken = _first,
                Total = _watch.Elapsed,
                PrefillTokens = Math.Max(0, PromptTokens - Math.Max(0, _cached)),
                CachedTokens = Math.Max(0, _cached),
                GeneratedTokens = _seen,
            };
            all.Add(GenerationItem.Last(new GenerationEnd(reason, timings, error), _stops.Flush()));
            return all;
        }

        void SaySilent()
        {
            if (_silent >= 0)
                Say("", _silent);
            _silent = -1;
        }

        void Say(string text, int token)
        {
            if (_onlyReads)
                return;
            if (_first == default)
                _first = _watch.Elapsed;
            _seen++;
            _items.Add(GenerationItem.Piece(_stops.Pass(text), token));
        }

        /// <summary>
        /// llama-server tells nothing of tokens that spell only a part of a character, until the last part comes with its own token. The server's
        /// tokenizer spells the character as it was sampled, or else nobody knows the tokens of this reply.
        /// </summary>
        async Task<IReadOnlyList<int>> MissingTokensAsync(ReplyEvent reply, string text, int generated, CancellationToken cancellationToken)
        {
            int missing = generated - reply.Tokens.Count;
            if (reply.Generated < 0 || missing <= 0)
                return Array.Empty<int>();
            int[] spelled = _tokenizer == null ? Array.Empty<int>() : await _tokenizer.WordsAsync(text, cancellationToken).ConfigureAwait(false);
            int count = spelled.Length - reply.Tokens.Count;
            if (count != missing || spelled[spelled.Length - 1] != reply.Tokens[reply.Tokens.Count - 1])
                return new[] { -1 };
            var tokens = new int[missing];
            Array.Copy(spelled, tokens, missing);
            return tokens;
        }

        /// <summary>Some servers cut a character of two UTF-16 units between two events.</summary>
        string Whole(string text)
        {
            text = _half + text;
            bool isCut = text.Length > 0 && char.IsHighSurrogate(text[text.Length - 1]);
            _half = isCut ? text.Substring(text.Length - 1) : "";
            return isCut ? text.Substring(0, text.Length - 1) : text;
        }
    }
}
