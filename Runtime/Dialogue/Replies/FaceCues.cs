using System;
using System.Collections.Generic;
using System.Text.RegularExpressions;
using Ojousama.Character;
using Ojousama.Text;

namespace Ojousama.Dialogue.Replies
{
    /// <summary>Finds a face for a sentence by the author's cues, for models that name none.</summary>
    /// <remarks>Such a tag is shown and saved, but no prompt holds it: the model did not write it, and would begin to.</remarks>
    internal sealed class FaceCues
    {
        static readonly Regex FaceTag = new Regex($@"\[{TextTag.Face}:[^\]]*\]", RegexOptions.CultureInvariant);

        readonly List<(string Cue, string Face)> _cues = new List<(string, string)>(); // longest first
        readonly Dictionary<string, int> _affection = new Dictionary<string, int>();
        readonly string _rest = "";

        public FaceCues(IReadOnlyList<Expression> expressions)
        {
            foreach (Expression expression in expressions)
            {
                _affection[expression.name] = expression.affection;
                foreach (string cue in expression.cues)
                {
                    if (cue.Length > 0)
                        _cues.Add((cue, expression.name));
                }
            }

            _cues.Sort((a, b) => b.Cue.Length.CompareTo(a.Cue.Length));
            if (_cues.Count > 0)
                _rest = expressions[0].name;
        }

        /// <summary>The face that a sentence brings; null to keep the one before.</summary>
        /// <param name="sentence">Without markup.</param>
        /// <param name="isFirst">A reply without a cue begins with the face at rest.</param>
        public string? Find(string sentence, bool isFirst)
        {
            foreach (var (cue, face) in _cues)
            {
                if (sentence.IndexOf(cue, StringComparison.Ordinal) >= 0)
                    return face;
            }

            return isFirst && _rest.Length > 0 ? _rest : null;
        }

        /// <summary>What ending with a face does to affection.</summary>
        public int AffectionOf(string face) => _affection.TryGetValue(face, out int step) ? step : 0;

        /// <summary>A saved reply as the model wrote it.</summary>
        public string AsWritten(string reply) => _cues.Count == 0 ? reply : FaceTag.Replace(reply, "");
    }
}
