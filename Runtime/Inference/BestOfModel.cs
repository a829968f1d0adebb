using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Text;
using System.Threading;
using System.Threading.Tasks;

namespace Ojousama.Inference
{
    /// <summary>Generates several replies to each prompt and streams the one that scores best, once all are complete.</summary>
    /// <remarks>
    /// The first reply reads the prompt; the others begin as forks of its KV cells and are decoded in the same batches, so that
    /// a reply more costs far less than a reply. Thread-safe if the model and the scorer are. With greedy sampling, where all would be equal, it generates one.
    /// </remarks>
    public sealed class BestOfModel : IDialogueModel
    {
        readonly IDialogueModel _model;
        readonly int _candidates;
        readonly Func<IReadOnlyList<string>, CancellationToken, Task<IReadOnlyList<float>>> _score;
        readonly Action<string>? _log;

        /// <param name="model">Generates the candidates.</param>
        /// <param name="candidates">How many, 1 to 16.</param>
        /// <param name="score">A score for each whole reply; higher is better. If it fails, the first reply is taken.</param>
        /// <param name="log">Told when <paramref name="score"/> fails.</param>
        public BestOfModel(
            IDialogueModel model,
            int candidates,
            Func<IReadOnlyList<string>, CancellationToken, Task<IReadOnlyList<float>>> score,
            Action<string>? log = null)
        {
            if (candidates < 1 || candidates > 16)
                throw new ArgumentOutOfRangeException(nameof(candidates), candidates, "1 to 16 candidates");
            _model = model;
            _candidates = candidates;
            _score = score;
            _log = log;
        }

        /// <inheritdoc/>
        public int ContextTokens => _model.ContextTokens;

        /// <inheritdoc/>
        public int CountTokens(IReadOnlyList<PromptSegment> prompt) => _model.CountTokens(prompt);

        /// <inheritdoc/>
        public async IAsyncEnumerable<GenerationItem> GenerateAsync(
            GenerationRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            int count = request.Sampling.Temperature <= 0f || request.MaxTokens == 0 ? 1 : _candidates;
            var watch = Stopwatch.StartNew();
            using var all = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            var replies = new Task<List<GenerationItem>>[count];
            var begun = new TaskCompletionSource<bool>(TaskCreationOptions.RunContinuationsAsynchronously);
            try
            {
                replies[0] = CollectAsync(request, begun, all.Token);
                await begun.Task.ConfigureAwait(true); // its prompt has been read: the others can share the cells
                for (int i = 1; i < count; i++)
                    replies[i] = CollectAsync(request with { Sampling = Reseeded(request.Sampling, i) }, null, all.Token);
                await Task.WhenAll(replies).ConfigureAwait(true);
            }
            finally
            {
                all.Cancel();
            }

            var best = await ChooseAsync(replies.Select(r => r.Result).ToArray(), cancellationToken).ConfigureAwait(true);
            foreach (GenerationItem item in best)
                yield return item.End == null ? item : GenerationItem.Last(Timed(item.End, watch.Elapsed));
        }

        static SamplingOptions Reseeded(SamplingOptions sampling, int i) =>
            sampling.Seed is uint seed ? sampling with { Seed = unchecked(seed + (uint)i * 0x9E3779B9u) } : sampling;

        /// <summary>The reply cannot be shown before all are complete, so that is when its first token counts.</summary>
        static GenerationEnd Timed(GenerationEnd end, TimeSpan elapsed)
        {
            GenerationTimings t = end.Timings;
            return new GenerationEnd(
                end.Reason,
                new GenerationTimings
                {
                    Queued = t.Queued,
                    FirstToken = elapsed,
                    Total = elapsed,
                    PrefillTokens = t.PrefillTokens,
                    CachedTokens = t.CachedTokens,
                    GeneratedTokens = t.GeneratedTokens,
                },
                end.Error,
                end.ChoiceLogProbabilities);
        }

        async Task<List<GenerationItem>> CollectAsync(GenerationRequest request, TaskCompletionSource<bool>? begun, CancellationToken cancellationToken)
        {
            var items = new List<GenerationItem>();
            try
            {
                await foreach (GenerationItem item in _model.GenerateAsync(request, cancellationToken).ConfigureAwait(false))
                {
                    items.Add(item);
                    begun?.TrySetResult(true);
                }
            }
            finally
            {
                begun?.TrySetResult(true); // what was thrown is found in the task
            }

            return items;
        }

        async Task<List<GenerationItem>> ChooseAsync(List<GenerationItem>[] replies, CancellationToken cancellationToken)
        {
            var texts = replies.Select(Text).ToArray();
            int[] whole = Enumerable.Range(0, replies.Length).Where(i => texts[i].Length > 0 && replies[i].Last().Error == null).ToArray();
            if (whole.Length < 2 || cancellationToken.IsCancellationRequested)
                return replies[whole.FirstOrDefault()];
            try
            {
                var scores = await _score(whole.Select(i => texts[i]).ToArray(), cancellationToken).ConfigureAwait(true);
                int best = 0;
                for (int i = 1; i < whole.Length; i++)
                {
                    if (scores[i] > scores[best])
                        best = i;
                }

                return replies[whole[best]];
            }
            catch (Exception e) when (!(e is OperationCanceledException))
            {
                _log?.Invoke($"Scoring {whole.Length} replies failed, the first is said: {e.Message.TrimEnd('.')}");
                return replies[whole[0]];
            }
        }

        static string Text(List<GenerationItem> items)
        {
            var text = new StringBuilder();
            foreach (GenerationItem item in items)
                text.Append(item.Text);
            return text.ToString();
        }
    }
}
