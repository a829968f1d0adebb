using System;
using System.Collections.Generic;
using System.Text;
using Ojousama.Inference;

namespace Ojousama.Dialogue
{
    /// <summary>Shapes the pieces of one reply: guards them, cuts them into sentences, and keeps what was said.</summary>
    internal sealed class ReplyReader
    {
        readonly OutputGuard _guard = new OutputGuard();
        readonly SentenceSplitter _splitter = new SentenceSplitter();
        readonly Queue<DialogueItem> _items = new Queue<DialogueItem>();
        readonly StringBuilder _reply = new StringBuilder();
        readonly List<int> _tokens = new List<int>();

        /// <summary>All text released so far.</summary>
        public string Reply => _reply.ToString();

        /// <summary>The tokens as sampled; none after a cut, because they spell more than <see cref="Reply"/>.</summary>
        public IReadOnlyList<int> Tokens => IsCut ? (IReadOnlyList<int>)Array.Empty<int>() : _tokens;

        /// <summary>Whether the guard ended the reply; the rest of the stream is not wanted.</summary>
        public bool IsCut => _guard.IsCut;

        /// <summary>Takes the next item of the model's stream.</summary>
        public void Read(GenerationItem item)
        {
            if (item.Token >= 0)
                _tokens.Add(item.Token);
            Release(_guard.Pass(item.Text));
            if (!item.IsLast && !IsCut)
                return;
            Release(_guard.Flush());
            if (_splitter.TryFlush(out string last))
                _items.Enqueue(new SentenceEnd(last));
        }

        /// <summary>Takes the next shaped item, if one is ready.</summary>
        public bool TryTake(out DialogueItem? item) => _items.TryDequeue(out item);

        /// <summary>An empty reply is a failure: the scene needs a line.</summary>
        public OjousamaException? ErrorIfEmpty() => _reply.Length > 0
            ? null
            : new OjousamaException(
                IsCut ? "The reply held nothing that may be shown" : "The model ended its turn without a word",
                "Say the line again, or check that the sheet's instruction and adapter belong together");

        void Release(string text)
        {
            while (text.Length > 0)
            {
                int taken = _splitter.Take(text, out string? sentence);
                if (taken > 0)
                {
                    string piece = text.Substring(0, taken);
                    _reply.Append(piece);
                    _items.Enqueue(new TextPiece(piece));
                    text = text.Substring(taken);
                }

                if (sentence != null)
                    _items.Enqueue(new SentenceEnd(sentence));
            }
        }
    }
}
