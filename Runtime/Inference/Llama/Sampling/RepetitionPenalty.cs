using System;
using Ojousama.Inference.Llama.Model;

namespace Ojousama.Inference.Llama.Sampling
{
    /// <summary>Lowers the logits of tokens that would repeat what a reply has said already.</summary>
    /// <remarks>The repetition penalty of CTRL (Keskar et al. 2019), and DRY (p-e-w 2024). Allocates nothing per token.</remarks>
    internal sealed class RepetitionPenalty
    {
        const float MostDry = 10000f; // as good as infinite, and still a number to subtract

        readonly float _penalty, _dryMultiplier, _dryBase;
        readonly int _window, _dryAllowed;
        readonly char[] _breakers;
        readonly Vocabulary _vocabulary;
        readonly int[] _tokens; // the reply so far
        readonly bool[] _isBreaker; // of each of them
        readonly int[] _lengths; // of the passage that each of them ends and that the reply's end repeats
        int _count;

        public RepetitionPenalty(SamplingOptions options, int maxTokens, Vocabulary vocabulary)
        {
            _penalty = options.RepetitionPenalty;
            _window = options.RepetitionWindow;
            _dryMultiplier = options.DryMultiplier;
            _dryBase = options.DryBase;
            _dryAllowed = options.DryAllowedLength;
            _breakers = options.DryBreakers.ToCharArray();
            _vocabulary = vocabulary;
            _tokens = new int[maxTokens];
            _isBreaker = new bool[maxTokens];
            _lengths = new int[maxTokens];
        }

        public void Add(int token)
        {
            if (_count == _tokens.Length)
                return;
            _isBreaker[_count] = _vocabulary.Piece(token).Text?.IndexOfAny(_breakers) >= 0;
            _tokens[_count++] = token;
        }

        public void Apply(Span<float> logits)
        {
            if (_penalty != 1f)
                PenaliseTokens(logits);
            if (_dryMultiplier > 0f)
                PenalisePassages(logits);
        }

        void PenaliseTokens(Span<float> logits)
        {
            int begin = Math.Max(0, _count - _window);
            for (int i = begin; i < _count; i++)
            {
                int token = _tokens[i];
                if (Array.IndexOf(_tokens, token, begin, i - begin) < 0) // each once
                    logits[token] = logits[token] > 0f ? logits[token] / _penalty : logits[token] * _penalty;
            }
        }

        /// <summary>Where an earlier passage equals the reply's end, the token that followed it would make the repetition longer.</summary>
        void PenalisePassages(Span<float> logits)
        {
            int last = _count - 1;
            for (int end = 0; end < last; end++)
            {
                int length = 0;
                while (length <= end && _tokens[end - length] == _tokens[last - length] && !_isBreaker[last - length])
                    length++;
                _lengths[end] = length;
            }

            for (int end = 0; end < last; end++)
            {
                if (_lengths[end] >= _dryAllowed && IsLongestBefore(_tokens[end + 1], end, last))
                    logits[_tokens[end + 1]] -= Math.Min(MostDry, _dryMultiplier * MathF.Pow(_dryBase, _lengths[end] - _dryAllowed));
            }
        }

        /// <summary>Several passages may be followed by the same token: the longest counts, and it only once.</summary>
        bool IsLongestBefore(int token, int end, int last)
        {
            for (int other = 0; other < last; other++)
            {
                if (_tokens[other + 1] == token && (_lengths[other] > _lengths[end] || (_lengths[other] == _lengths[end] && other < end)))
                    return false;
            }

            return true;
        }
    }
}
