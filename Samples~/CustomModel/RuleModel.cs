using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Inference;

namespace Ojousama.Samples.CustomModel
{
    /// <summary>Answers by rules, with no weights and no server. Put an engine or a service of your own in its place: these three members are all it takes.</summary>
    public sealed class RuleModel : IDialogueModel
    {
        static readonly (string Word, string Reply)[] Rules =
        {
            ("名前", "図書委員の本田栞です。"),
            ("おすすめ", "雨の日には、宮沢賢治の童話はいかがですか。"),
            ("何時", "図書室は午後五時まで開いていますよ。"),
        };

        /// <inheritdoc/>
        public int ContextTokens => 2048;

        /// <summary>Characters do for tokens here: a conversation drops its oldest turns by this.</summary>
        public int CountTokens(IReadOnlyList<PromptSegment> prompt) => prompt.Sum(segment => segment.Text.Length);

        /// <inheritdoc/>
        public async IAsyncEnumerable<GenerationItem> GenerateAsync(GenerationRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            StopReason reason = StopReason.End;
            if (request.MaxTokens > 0) // 0 asks to read the prompt ahead
            {
                foreach (char character in ReplyTo(string.Concat(request.Prompt.Select(segment => segment.Text))))
                {
                    await Task.Delay(20);
                    if (cancellationToken.IsCancellationRequested)
                    {
                        reason = StopReason.Cancelled; // told, not thrown
                        break;
                    }

                    yield return GenerationItem.Piece(character.ToString(), token: -1);
                }
            }

            yield return GenerationItem.Last(new GenerationEnd(reason, default));
        }

        /// <summary>The prompt holds the whole conversation: the word that was said last decides.</summary>
        static string ReplyTo(string prompt)
        {
            var (word, reply) = Rules.OrderByDescending(rule => prompt.LastIndexOf(rule.Word, StringComparison.Ordinal)).First();
            return prompt.Contains(word) ? reply : "それは、書架で一緒に調べてみましょう。";
        }
    }
}
