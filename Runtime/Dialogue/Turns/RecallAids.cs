using Ojousama.Dialogue.Answers;
using Ojousama.Inference;
using Ojousama.Recall.Stock;

namespace Ojousama.Dialogue.Turns
{
    /// <summary>What was made for a character's embedder or voice, and helps to answer by what was recalled. Immutable.</summary>
    internal sealed class RecallAids
    {
        /// <param name="decision">Of the embedder that finds facts and lines.</param>
        /// <param name="reranker">Reads what was found; null for none.</param>
        /// <param name="stock">What her voice says to lines that are like none she remembers; null for nothing.</param>
        public RecallAids(AnswerDecision decision, IReranker? reranker, StockReplies? stock)
        {
            Decision = decision;
            Reranker = reranker;
            Stock = stock;
        }

        public static RecallAids None { get; } = new RecallAids(AnswerDecision.Usual, null, null);

        public AnswerDecision Decision { get; }

        public IReranker? Reranker { get; }

        public StockReplies? Stock { get; }
    }
}
