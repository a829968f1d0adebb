using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Recall;
using Ojousama.Recall.Lines;
using Ojousama.Text;

namespace Ojousama.Dialogue.Answers
{
    /// <summary>What the player said earlier in the conversation, as facts: for when he asks whether she listened.</summary>
    internal static class ToldByPlayer
    {
        const string Before = "お相手は「", After = "」と言った。";

        /// <summary>What a remark gains in which he speaks of himself: what he goes on to say of it seldom names the thing again.</summary>
        const float SelfBonus = 0.1f;

        /// <summary>Fewer characters tell nothing: うん。</summary>
        const int Shortest = 4;

        /// <summary>What joins a sentence to the one before it, without which it is quoted.</summary>
        static readonly Regex s_joint = new Regex("^(しかも|ちなみに|でも|だけど|けど|あと|それで|それと|で|実は|ていうか|てか|まあ|いや|あの|えっと|ねえ|なあ|ほら|あー|うわ|そう)[、,…ー]+|^(しかも|ちなみに)", RegexOptions.CultureInvariant);

        /// <summary>His sentences, best answer to the line first. Questions tell nothing.</summary>
        public static async Task<IReadOnlyList<RecalledFact>> RecallAsync(
            string line, IReadOnlyList<Turn> turns, int count, ILineComparer lines, CancellationToken cancellationToken)
        {
            string[] told = turns.SelectMany(turn => Sentences(turn.PlayerLine)).Distinct().ToArray();
            var scores = await lines.CompareAsync(line, told, cancellationToken).ConfigureAwait(true);
            return told.Select((said, i) => (Text: Before + said + After, Score: scores[i] + (LineCues.NamesPlayer(said) ? SelfBonus : 0)))
                .Select(fact => new RecalledFact(fact.Text, fact.Score, margin: fact.Score, gate: null))
                .OrderByDescending(fact => fact.Score).Take(count).ToArray();
        }

        static IEnumerable<string> Sentences(string said)
        {
            var splitter = new SentenceSplitter();
            var sentences = said.Select(splitter.Push).OfType<string>().ToList();
            if (splitter.Flush() is string rest)
                sentences.Add(rest);
            return sentences.Where(sentence => !LineCues.Asks(sentence)).Select(sentence => s_joint.Replace(sentence.Trim(), "").TrimEnd('。'))
                .Where(sentence => LineCues.WithoutPlayer(sentence).Count(char.IsLetterOrDigit) >= Shortest);
        }

        /// <summary>The words that such a fact quotes; null if it is another.</summary>
        public static string? Quoted(string fact) => fact.StartsWith(Before, System.StringComparison.Ordinal) && fact.EndsWith(After, System.StringComparison.Ordinal)
            ? fact.Substring(Before.Length, fact.Length - Before.Length - After.Length)
            : null;
    }
}
