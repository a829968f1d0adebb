using System;
using System.Collections.Generic;
using System.Text;
using Ojousama.Dialogue.Guard;
using Ojousama.Inference;
using Ojousama.Text;

namespace Ojousama.Dialogue.Replies
{
    /// <summary>Shapes the pieces of one reply: cuts them into sentences, reads their tags, and lets out only what may be shown.</summary>
    /// <remarks>
    /// A sentence is let out whole, once all of it was checked: what a player has seen cannot be taken back. The text appears more slowly
    /// than models write it, so only the wait for the first sentence is ever felt.
    /// </remarks>
    internal sealed class ReplyReader
    {
        readonly ReplyRules _rules;
        readonly LeakGuard _leaks = new LeakGuard();
        readonly SentenceSplitter _splitter = new SentenceSplitter();
        readonly Queue<DialogueItem> _items = new Queue<DialogueItem>();
        readonly StringBuilder _reply = new StringBuilder();
        readonly StringBuilder _written = new StringBuilder();
        readonly HashSet<string> _sentences = new HashSet<string>();
        readonly List<int> _tokens = new List<int>();
        int? _affection; // that the reply named
        string? _refused; // why a sentence was not let out
        bool _isStopped; // by a string
        bool _isUntold; // the tokens of some text are not known, as those of most remote models
        bool _isCutShort; // the reply ran out of tokens within a sentence that was left out

        public ReplyReader(ReplyRules rules) => _rules = rules;

        /// <summary>All text let out so far, with its tags.</summary>
        public string Reply => _reply.ToString();

        /// <summary>The same without the faces that the author's cues added: what later prompts hold.</summary>
        public string Written => _written.ToString();

        /// <summary>The last face; empty if the reply neither named nor brought one.</summary>
        public string Expression { get; private set; } = "";

        /// <summary>What the reply does to affection, within the author's range.</summary>
        public int Affection => _affection ?? _rules.Affection.Clamp(_rules.Cues.AffectionOf(Expression));

        /// <summary>The tokens as sampled; none after a cut, because they spell more than <see cref="Reply"/>, and none if some are not known.</summary>
        public IReadOnlyList<int> Tokens => IsCut || _isCutShort || _isStopped || _isUntold ? (IReadOnlyList<int>)Array.Empty<int>() : _tokens;

        /// <summary>Whether the guard ended the reply; the rest of the stream is not wanted.</summary>
        public bool IsCut => _leaks.IsCut || _refused != null;

        /// <summary>Why nothing can be shown of the reply; null if something can. The scene needs a line.</summary>
        public OjousamaException? Error => _reply.Length > 0 ? null : new OjousamaException(
            _refused != null ? $"The reply {_refused}"
            : IsCut ? "The reply held nothing that may be shown"
            : "The model ended its turn without a word",
            "Say the line again, or check that the sheet's instruction and adapter belong together");

        /// <summary>Whether a whole reply may be shown to its end.</summary>
        public static bool MayShow(string reply, ReplyRules rules)
        {
            var reader = new ReplyReader(rules);
            reader.Read(GenerationItem.Piece(reply, -1));
            reader.Read(GenerationItem.Last(new GenerationEnd(StopReason.End, default)));
            return !reader.IsCut && reader.Error == null;
        }

        /// <summary>Takes the next item of the model's stream.</summary>
        public void Read(GenerationItem item)
        {
            if (item.Token >= 0)
                _tokens.Add(item.Token);
            else
                _isUntold |= !item.IsLast;
            _isStopped = item.End?.Reason == StopReason.StopString;
            Split(_leaks.Pass(item.Text));
            if (!item.IsLast && !IsCut)
                return;
            Split(_leaks.Flush());
            if (!(_splitter.Flush() is string rest))
                return;
            _isCutShort = (item.End?.Reason == StopReason.Length || item.Error != null) && _reply.Length > 0;
            if (!_isCutShort)
                LetOut(rest);
        }

        /// <summary>Takes the next shaped item, if one is ready.</summary>
        public bool TryTake(out DialogueItem? item) => _items.TryDequeue(out item);

        void Split(string text)
        {
            foreach (char c in text)
            {
                if (_splitter.Push(c) is string sentence)
                    LetOut(sentence);
            }

            // A loop may never come to the end of its sentence.
            if (text.Length > 0 && _refused == null && _rules.GuardsReplies && LoopCheck.Loops(_splitter.Unfinished))
                _refused = "repeats itself";
        }

        void LetOut(string read)
        {
            if (_refused != null)
                return;
            string sentence = UnicodeText.Repair(UnicodeText.WithoutHalves(read));
            var tags = new ReplyTags(_reply.Length == 0 ? WithoutLabel(sentence) : sentence, _rules);
            string plain = Markup.Strip(tags.Text).Trim();
            _refused = plain.Length > 0 ? _rules.RefuseSentence(plain, _sentences) : null;
            if (_refused != null || tags.Text.Length == 0)
                return;
            string? brought = tags.Expression == null && plain.Length > 0 ? _rules.Cues.Find(plain, isFirst: _sentences.Count == 0) : null;
            bool isNew = brought != null && brought != Expression;
            string shown = isNew ? $"[{TextTag.Face}:{brought}]{tags.Text}" : tags.Text;
            Expression = tags.Expression ?? brought ?? Expression;
            _affection = tags.Affection ?? _affection;
            _written.Append(tags.Text);
            _reply.Append(shown);
            _items.Enqueue(new TextPiece(shown));
            if (plain.Length == 0)
                return;
            _sentences.Add(plain);
            _items.Enqueue(new SentenceEnd(plain));
        }

        /// <summary>Novels and scripts write 絢音：「…」; the name plate says that already.</summary>
        string WithoutLabel(string sentence)
        {
            foreach (string name in _rules.Names)
            {
                bool isLabel = name.Length > 0 && sentence.Length > name.Length &&
                    sentence.StartsWith(name, StringComparison.Ordinal) && "：:「".IndexOf(sentence[name.Length]) >= 0;
                if (isLabel)
                    return sentence.Substring(name.Length).TrimStart('：', ':', ' ', '　');
            }

            return sentence;
        }
    }
}
