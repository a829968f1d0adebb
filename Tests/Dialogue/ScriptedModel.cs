using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Inference;

namespace Ojousama.Tests.Dialogue
{
    /// <summary>Says what a test tells it, piece by piece, where a real model cannot be made to (leaks, failures, stalls).</summary>
    internal sealed class ScriptedModel : IDialogueModel
    {
        readonly string[] _pieces;

        public ScriptedModel(params string[] pieces) => _pieces = pieces;

        public List<GenerationRequest> Requests { get; } = new List<GenerationRequest>();

        public OjousamaException? Error { get; set; }

        /// <summary>Awaited before every piece, so that a test decides when the model goes on.</summary>
        public SemaphoreSlim? Gate { get; set; }

        /// <summary>Whether each reply begins with the number of its request: one that was said before would be drawn again.</summary>
        public bool IsNumbered { get; set; }

        /// <summary>How long the writing of a reply is said to have taken.</summary>
        public TimeSpan Writing { get; set; }

        public int ContextTokens { get; set; } = 2048;

        /// <summary>One token a character.</summary>
        public int CountTokens(IReadOnlyList<PromptSegment> prompt) => prompt.Sum(s => s.IsControl ? 1 : s.Text.Length);

        public async IAsyncEnumerable<GenerationItem> GenerateAsync(
            GenerationRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            int number;
            lock (Requests)
            {
                Requests.Add(request);
                number = Requests.Count;
            }

            for (int i = 0; i < _pieces.Length && request.MaxTokens > 0; i++)
            {
                if (Gate != null)
                    await Gate.WaitAsync(CancellationToken.None);
                if (cancellationToken.IsCancellationRequested)
                {
                    yield return GenerationItem.Last(new GenerationEnd(StopReason.Cancelled, new GenerationTimings { GeneratedTokens = i }));
                    yield break;
                }

                yield return GenerationItem.Piece(IsNumbered && i == 0 ? $"{number}、{_pieces[i]}" : _pieces[i], i + 100);
            }

            var reason = Error == null ? StopReason.End : StopReason.Error;
            yield return GenerationItem.Last(new GenerationEnd(reason, new GenerationTimings { GeneratedTokens = _pieces.Length, Total = Writing }, Error));
        }
    }
}
