using System;
using System.Collections.Generic;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Inference.Remote.Http;
using Ojousama.Inference.Remote.Json;

namespace Ojousama.Inference.Remote.Protocols
{
    /// <summary>llama-server's own tokenizer, asked once for each text: with it a prompt is the very tokens that it is in play, and no word becomes a control token.</summary>
    /// <remarks>Thread-safe. Keeps some thousand texts, those used last; of a conversation only what is new has to be asked for.</remarks>
    internal sealed class ServerTokenizer
    {
        const int MaxKept = 4096;

        readonly ServerConnection _connection;
        readonly TokenEstimate _estimate;
        readonly IReadOnlyList<int> _bos;
        readonly object _lock = new object();
        Dictionary<(string Text, bool IsControl), int[]> _kept = new(), _keptBefore = new();

        /// <param name="connection">To the server.</param>
        /// <param name="estimate">For texts that were not asked for yet.</param>
        /// <param name="bos">What the server's vocabulary puts before a prompt.</param>
        public ServerTokenizer(ServerConnection connection, TokenEstimate estimate, IReadOnlyList<int> bos)
        {
            _connection = connection;
            _estimate = estimate;
            _bos = bos;
        }

        /// <exception cref="ServerFault">The server failed.</exception>
        /// <exception cref="OjousamaException">A control token is none of the server's model.</exception>
        public async Task<List<int>> TokenizeAsync(IReadOnlyList<PromptSegment> prompt, CancellationToken cancellationToken)
        {
            var tokens = new List<int>(_bos);
            foreach (PromptSegment segment in PromptText.Merged(prompt, keepsTokens: true))
            {
                tokens.AddRange(segment.Tokens ??
                    (segment.IsControl ? new[] { await ControlAsync(segment.Text, cancellationToken).ConfigureAwait(false) }
                    : await WordsAsync(segment.Text, cancellationToken).ConfigureAwait(false)));
            }

            return tokens;
        }

        /// <summary>Exact for what was tokenised before, else estimated. Asks nobody.</summary>
        public int Count(IReadOnlyList<PromptSegment> prompt)
        {
            int count = _bos.Count;
            foreach (PromptSegment segment in PromptText.Merged(prompt, keepsTokens: true))
                count += segment.IsControl ? 1 : segment.Tokens?.Count ?? Find((segment.Text, false))?.Length ?? _estimate.Of(segment.Text);
            return count;
        }

        /// <summary>The tokens of plain words.</summary>
        public async Task<int[]> WordsAsync(string text, CancellationToken cancellationToken)
        {
            if (Find((text, false)) is { } kept)
                return kept;
            int estimated = _estimate.Of(text);
            int[] tokens = await AskAsync(text, isControl: false, cancellationToken).ConfigureAwait(false);
            _estimate.Learn(estimated, tokens.Length);
            return tokens;
        }

        /// <summary>A control token by its name, or a text that is one token.</summary>
        public async Task<int> ControlAsync(string name, CancellationToken cancellationToken)
        {
            int[] tokens = Find((name, true)) ?? await AskAsync(name, isControl: true, cancellationToken).ConfigureAwait(false);
            return tokens.Length == 1 ? tokens[0] : throw new OjousamaException(
                $"'{name}' is {tokens.Length} tokens of the model at {_connection.Address}, not one", "Correct the sheet's model.turnFormat, or serve the model that the sheet was made for");
        }

        /// <summary>Whether a text is one token.</summary>
        public async Task<bool> HasAsync(string name, CancellationToken cancellationToken) =>
            (Find((name, true)) ?? await AskAsync(name, isControl: true, cancellationToken).ConfigureAwait(false)).Length == 1;

        /// <summary>What the server's vocabulary puts before every prompt.</summary>
        public static async Task<int[]> BosAsync(ServerConnection connection, CancellationToken cancellationToken) => Read(
            await connection.AskAsync("tokenize", Body("", isControl: false, addsBos: true), cancellationToken).ConfigureAwait(false), connection);

        async Task<int[]> AskAsync(string text, bool isControl, CancellationToken cancellationToken)
        {
            JsonValue answer = await _connection.AskAsync("tokenize", Body(text, isControl, addsBos: false), cancellationToken).ConfigureAwait(false);
            int[] tokens = Read(answer, _connection);
            Keep((text, isControl), tokens);
            return tokens;
        }

        static string Body(string text, bool isControl, bool addsBos) => new JsonWriter().Begin('{')
            .Field("content", text).Field("add_special", addsBos).Field("parse_special", isControl).End('}').ToString();

        static int[] Read(JsonValue answer, ServerConnection connection)
        {
            IReadOnlyList<JsonValue> items = answer["tokens"].Items;
            var tokens = new int[items.Count];
            for (int i = 0; i < tokens.Length; i++)
            {
                tokens[i] = items[i].Count(-1);
                if (tokens[i] < 0)
                    throw new ServerFault(connection.Problem("tells tokens that are no numbers"), mayPass: false);
            }

            return answer["tokens"].Kind == JsonKind.Array ? tokens : throw new ServerFault(connection.Problem("tells no tokens"), mayPass: false);
        }

        int[]? Find((string, bool) key)
        {
            lock (_lock)
            {
                if (_kept.TryGetValue(key, out int[]? tokens))
                    return tokens;
                if (!_keptBefore.TryGetValue(key, out tokens))
                    return null;
                _kept[key] = tokens; // used again: it outlives the next change of generations
                return tokens;
            }
        }

        void Keep((string, bool) key, int[] tokens)
        {
            lock (_lock)
            {
                if (_kept.Count >= MaxKept / 2)
                    (_keptBefore, _kept) = (_kept, new Dictionary<(string, bool), int[]>());
                _kept[key] = tokens;
            }
        }
    }
}
