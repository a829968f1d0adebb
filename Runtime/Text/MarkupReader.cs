using System;
using System.Collections.Generic;
using System.Text;

namespace Ojousama.Text
{
    /// <summary>Takes markup out of a stream of characters, and hands the rest to the layout as grapheme clusters.</summary>
    /// <remarks>
    /// Markup: ｜漢字《かんじ》 or [ruby:かんじ]漢字[/ruby], 《《emphasis》》 or [em]emphasis[/em], and tags such as [face:shy]. It may be cut
    /// anywhere. What only looked like markup is text after all; but a tag that nobody knows is dropped, and so is one that the end
    /// of the text cuts short, because models invent and break them.
    /// </remarks>
    internal sealed class MarkupReader
    {
        /// <summary>Characters that may begin markup.</summary>
        public static readonly char[] Starters = { '[', '｜', '《' };

        const int LongestTag = 64;
        const int LongestRuby = 32; // characters of the base, and of the reading

        readonly GraphemeReader _graphemes;
        readonly StringBuilder _held = new StringBuilder(); // markup so far, from its first character
        readonly StringPool _strings;
        readonly IMarkupTarget _target;
        readonly ISet<string> _names;
        Mode _mode;
        int _bracket; // where 《 stands in a ruby that is held

        /// <param name="target">Gets the text.</param>
        /// <param name="names">Tags that are kept.</param>
        public MarkupReader(IMarkupTarget target, ISet<string> names)
        {
            _target = target;
            _names = names;
            _strings = new StringPool();
            _graphemes = new GraphemeReader(_strings);
        }

        enum Mode
        {
            Text,
            Tag,     // [
            Base,    // ｜
            Reading, // ｜漢字《
            Opening, // 《, perhaps the first of two
            Closing, // 》 within emphasis, perhaps the first of two
        }

        /// <summary>Tags that were kept, each with the number of the glyph before which it stands.</summary>
        public Queue<(int Glyph, TextTag Tag)> Tags { get; } = new Queue<(int Glyph, TextTag Tag)>();

        /// <summary>Takes the next code unit.</summary>
        public void Push(char c)
        {
            switch (_mode)
            {
                case Mode.Tag when c == ']':
                    ReadTag();
                    Drop();
                    return;
                case Mode.Tag when c != '[' && c != '\n' && _held.Length < LongestTag:
                case Mode.Base when c != '《' && c != '｜' && c != '[' && c != '\n' && _held.Length <= LongestRuby:
                case Mode.Reading when c != '》' && c != '[' && c != '\n' && _held.Length - _bracket <= LongestRuby:
                    _held.Append(c);
                    return;
                case Mode.Base when c == '《' && _held.Length > 1:
                    _bracket = _held.Length;
                    _held.Append(c);
                    _mode = Mode.Reading;
                    return;
                case Mode.Reading when c == '》':
                    ReadRuby();
                    Drop();
                    return;
                case Mode.Opening when c == '《':
                case Mode.Closing when c == '》':
                    Emphasize(_mode == Mode.Opening);
                    Drop();
                    return;
            }

            if (_held.Length > 0)
            {
                Release();
                Push(c); // it may go on with what is held now
                return;
            }

            _mode = c switch
            {
                '[' => Mode.Tag,
                '｜' => Mode.Base,
                '《' => Mode.Opening,
                '》' when _target.Emphasis => Mode.Closing,
                _ => Mode.Text,
            };
            if (_mode == Mode.Text)
                PushText(c);
            else
                _held.Append(c);
        }

        /// <summary>The text has ended.</summary>
        public void Flush()
        {
            while (_held.Length > 0)
            {
                bool isCutTag = _mode == Mode.Tag && (_held.Length == 1 || _held[1] < '\u0080');
                if (isCutTag)
                    Drop();
                Release();
            }

            EndCluster();
            _target.Flush();
        }

        /// <summary>Begins a new text.</summary>
        public void Clear()
        {
            _graphemes.Clear();
            _target.Clear();
            Tags.Clear();
            Drop();
        }

        void ReadTag()
        {
            EndCluster();
            Span<char> tag = stackalloc char[_held.Length - 1];
            _held.CopyTo(1, tag, tag.Length);
            int colon = tag.IndexOfAny(':', '：');
            Span<char> before = colon < 0 ? tag : tag.Slice(0, colon);
            foreach (ref char c in before)
                c = char.ToLowerInvariant(c);
            string name = _strings.Get(MemoryExtensions.Trim((ReadOnlySpan<char>)before));
            string value = colon < 0 ? "" : _strings.Get(MemoryExtensions.Trim((ReadOnlySpan<char>)tag.Slice(colon + 1)));
            switch (name)
            {
                case "ruby" when value.Length > 0:
                    _target.BeginRuby(value);
                    break;
                case "/ruby":
                    _target.EndRuby();
                    break;
                case "em":
                case "/em":
                    _target.Emphasis = name == "em";
                    break;
                default:
                    if (_names.Contains(name))
                        Tags.Enqueue((_target.GlyphCount, new TextTag(name, value)));
                    break;
            }
        }

        void ReadRuby()
        {
            EndCluster();
            Span<char> held = stackalloc char[_held.Length];
            _held.CopyTo(0, held, held.Length);
            if (_bracket + 1 < held.Length)
                _target.BeginRuby(_strings.Get(held.Slice(_bracket + 1)));
            foreach (char c in held.Slice(1, _bracket - 1))
                PushText(c);
            EndCluster();
            _target.EndRuby();
        }

        void Emphasize(bool on)
        {
            EndCluster();
            _target.Emphasis = on;
        }

        /// <summary>The first character that is held is text after all. Those after it may still begin markup.</summary>
        void Release()
        {
            if (_held.Length == 0)
                return;
            Span<char> held = stackalloc char[_held.Length];
            _held.CopyTo(0, held, held.Length);
            Drop();
            PushText(held[0]);
            for (int i = 1; i < held.Length; i++)
                Push(held[i]);
        }

        void Drop()
        {
            _held.Clear();
            _mode = Mode.Text;
        }

        void PushText(char c)
        {
            if (_graphemes.Push(c) is string cluster)
                _target.Add(cluster);
        }

        void EndCluster()
        {
            if (_graphemes.Flush() is string cluster)
                _target.Add(cluster);
        }
    }
}
