using System;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Threading;
using Ojousama.Inference.Llama.Model;

namespace Ojousama.Inference.Llama.Sampling
{
    /// <summary>Chooses the tokens of one reply. The same seed and logits give the same tokens on every machine.</summary>
    /// <remarks>Allocates nothing per token. Used, and disposed, by the worker only.</remarks>
    internal sealed class TokenSampler : IDisposable
    {
        static int s_seeds = Environment.TickCount;

        readonly float _temperature, _topP;
        readonly float _logMinP; // of the min-p share; minus infinity keeps all
        readonly (int Token, float Bias)[] _biases;
        readonly RepetitionPenalty? _penalty;
        readonly GrammarSampler? _grammar;
        float[] _weights = new float[64];
        int[] _candidates = new int[64];
        ulong _state;

        /// <param name="options">Not kept.</param>
        /// <param name="maxTokens">Most tokens of the reply.</param>
        /// <param name="vocabulary">Lives longer than the sampler.</param>
        /// <exception cref="OjousamaException">An option is unfit.</exception>
        public TokenSampler(SamplingOptions options, int maxTokens, Vocabulary vocabulary)
        {
            options.Check();
            _temperature = options.Temperature;
            _topP = options.TopP;
            _logMinP = options.MinP > 0f ? MathF.Log(options.MinP) : float.NegativeInfinity;
            _biases = vocabulary.Biases(options.LogitBias);
            if (options.RepetitionPenalty != 1f || options.DryMultiplier > 0f)
                _penalty = new RepetitionPenalty(options, maxTokens, vocabulary);
            if (options.Grammar != null)
                _grammar = new GrammarSampler(options.Grammar, vocabulary);
            _state = Mix(options.Seed ?? (uint)Interlocked.Increment(ref s_seeds) * 2654435769u);
        }

        /// <param name="logits">A score for each token of the vocabulary; changed by the call.</param>
        /// <returns>The token, or -1 if the grammar allows none.</returns>
        public int Sample(Span<float> logits)
        {
            foreach (var (biased, bias) in _biases)
                logits[biased] += bias;
            _penalty?.Apply(logits);
            int token = Choose(logits);
            if (_grammar != null && !_grammar.Allows(token))
            {
                // Most tokens are allowed, and to ask for one is far cheaper than for all.
                token = _grammar.Mask(logits) ? Choose(logits) : -1;
            }

            if (token < 0)
                return -1;
            _penalty?.Add(token);
            _grammar?.Add(token);
            return token;
        }

        /// <summary>The natural logarithm of the probability of some tokens, by the softmax of all.</summary>
        /// <param name="logits">As the model gave them.</param>
        /// <param name="tokens">Indices into it.</param>
        public static float[] LogProbabilities(ReadOnlySpan<float> logits, int[] tokens)
        {
            float max = Max(logits);
            double sum = 0;
            foreach (float logit in logits)
                sum += Math.Exp(logit - max);
            float total = max + (float)Math.Log(sum);
            var result = new float[tokens.Length];
            for (int i = 0; i < tokens.Length; i++)
                result[i] = logits[tokens[i]] - total;
            return result;
        }

        public void Dispose() => _grammar?.Dispose();

        int Choose(ReadOnlySpan<float> logits)
        {
            float max = Max(logits);
            int count = float.IsNaN(max) || float.IsInfinity(max) ? 0 : _temperature <= 0f ? 1 : Collect(logits, max);
            if (count == 0)
                throw new OjousamaException(
                    "The model's scores are no numbers", "Leave out the adapter or lower its scale; if it happens without one, take the model in another quantisation");
            if (_temperature <= 0f)
                return logits.IndexOf(max);

            if (_topP < 1f)
                count = Nucleus.Keep(_weights, _candidates, count, _topP);
            float total = 0f;
            for (int i = 0; i < count; i++)
                total += _weights[i] = MathF.Exp((logits[_candidates[i]] - max) / _temperature);
            float at = NextUnit() * total;
            for (int i = 0; i < count - 1; i++)
            {
                at -= _weights[i];
                if (at < 0f)
                    return _candidates[i];
            }

            return _candidates[count - 1];
        }

        /// <summary>Gathers the tokens that min-p keeps, in order, with their likelihood relative to the best.</summary>
        int Collect(ReadOnlySpan<float> logits, float max)
        {
            float threshold = max + _logMinP;
            var wanted = new Vector<float>(threshold);
            var vectors = MemoryMarshal.Cast<float, Vector<float>>(logits);
            int count = 0;
            for (int begin = 0; begin < logits.Length; begin += Vector<float>.Count)
            {
                int end = Math.Min(begin + Vector<float>.Count, logits.Length);
                int vector = begin / Vector<float>.Count;
                if (vector < vectors.Length && !Vector.GreaterThanOrEqualAny(vectors[vector], wanted))
                    continue;
                for (int i = begin; i < end; i++)
                {
                    if (!(logits[i] >= threshold))
                        continue;
                    if (count == _candidates.Length)
                        Grow();
                    _weights[count] = _topP < 1f ? MathF.Exp(logits[i] - max) : 0f;
                    _candidates[count++] = i;
                }
            }

            return count;
        }

        void Grow()
        {
            Array.Resize(ref _candidates, _candidates.Length * 4);
            Array.Resize(ref _weights, _weights.Length * 4);
        }

        static float Max(ReadOnlySpan<float> values)
        {
            var vectors = MemoryMarshal.Cast<float, Vector<float>>(values);
            var best = new Vector<float>(float.NegativeInfinity);
            for (int i = 0; i < vectors.Length; i++)
                best = Vector.Max(best, vectors[i]);
            float max = float.NegativeInfinity;
            for (int i = 0; i < Vector<float>.Count; i++)
                max = Math.Max(max, best[i]);
            for (int i = vectors.Length * Vector<float>.Count; i < values.Length; i++)
                max = Math.Max(max, values[i]);
            return max;
        }

        /// <summary>0 up to but without 1, of 24 bits: SplitMix64 (Steele, Lea, Flood 2014).</summary>
        float NextUnit()
        {
            _state += 0x9E3779B97F4A7C15;
            return (Mix(_state) >> 40) * (1f / (1 << 24));
        }

        static ulong Mix(ulong z)
        {
            z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
            z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
            return z ^ (z >> 31);
        }
    }
}
