using System;
using System.Globalization;
using System.Text;
using Ojousama.Text;

namespace Ojousama.Dialogue.Replies
{
    /// <summary>Reads the tags of a reply: [face:shy] of the faces that she can show, [affection:+1] of −3 to +3. All others vanish.</summary>
    internal sealed class ReplyTags
    {
        const int LongestTag = 64;
        const int LargestStep = 3;

        readonly ReplyRules _rules;

        /// <param name="sentence">As the model wrote it.</param>
        /// <param name="rules">The tags that are known.</param>
        public ReplyTags(string sentence, ReplyRules rules)
        {
            _rules = rules;
            Text = sentence.IndexOf('[') < 0 ? sentence : Read(sentence);
        }

        /// <summary>The sentence with the known tags in one spelling, and no other half-width bracket.</summary>
        public string Text { get; }

        /// <summary>The last face; null if none was named.</summary>
        public string? Expression { get; private set; }

        /// <summary>The last step, within the author's range; null if none was named.</summary>
        public int? Affection { get; private set; }

        string Read(string sentence)
        {
            var text = new StringBuilder(sentence.Length);
            for (int i = 0; i < sentence.Length; i++)
            {
                if (sentence[i] != '[')
                {
                    text.Append(sentence[i]);
                    continue;
                }

                int end = EndOfTag(sentence, i);
                if (end > i)
                    text.Append(Known(sentence.Substring(i + 1, end - i - 1).TrimEnd(']')));
                i = end;
            }

            return text.ToString();
        }

        /// <summary>Index of the last character of the tag. One that is cut short ends with its half-width characters.</summary>
        static int EndOfTag(string sentence, int start)
        {
            for (int i = start + 1; i < sentence.Length && i - start < LongestTag && sentence[i] != '[' && sentence[i] != '\n'; i++)
            {
                if (sentence[i] == ']')
                    return i;
            }

            int end = start;
            while (end + 1 < sentence.Length && sentence[end + 1] > ' ' && sentence[end + 1] < '\u007F' && sentence[end + 1] != '[')
                end++;
            return end;
        }

        string Known(string tag)
        {
            string folded = UnicodeText.Compatible(tag);
            int colon = folded.IndexOf(':');
            if (colon < 0)
                return "";
            string name = folded.Substring(0, colon).Trim().ToLowerInvariant(), value = folded.Substring(colon + 1).Trim();
            if (name == TextTag.Face && _rules.Expressions.TryGetValue(value, out string? face))
                Expression = face;
            else if (name == TextTag.Affection && TryStep(value, out int step))
                Affection = _rules.Affection.Clamp(step);
            else
                return "";
            return name == TextTag.Face ? $"[{name}:{Expression}]" : $"[{name}:{value}]";
        }

        static bool TryStep(string value, out int step) =>
            int.TryParse(value.Replace('−', '-'), NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out step) && Math.Abs(step) <= LargestStep;
    }
}
