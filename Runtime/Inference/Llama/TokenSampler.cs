using System;
using System.Numerics;
using System.Runtime.InteropServices;
using System.Threading;

namespace Ojousama.Inference.Llama
{
    /// <summary>Chooses the next token of one reply. The same seed and logits give the same tokens on every machine.</summary>
    internal sealed class TokenSampler
    {
        static int s_seeds = Environment.TickCount;

        readonly float _temperature;
        readonly float _logMinP; // of the min-p share; minus infinity keeps all
        float[] _weights = new float[64];
        int[] _candidates = new int[64];
        ulong _state;

        public TokenSampler(SamplingOptions options)
        {
            _temperature = options.Temperature;
            _logMinP = options.MinP > 0f ? MathF.Log(Math.Min(1f, options.MinP)) : float.NegativeInfinity;
            uint seed = options.Seed ?? (uint)Interlocked.Increment(ref s_seeds) * 2654435769u;
            _state = Mix(seed);
        }

        /// <param name="logits">A score for each token of the vocabulary.</param>
        /// <remarks>Min-p acts on the model's own distribution, before the temperature, so that a high temperature lets in nothing absurd.</remarks>
        public int Sample(ReadOnlySpan<float> logits)
        {
            float max = Max(logits);
            if (_temperature <= 0f)
                return logits.IndexOf(max);

            int count = 0;
            float total = 0f;
            float threshold = max + _logMinP;
            for (int i = 0; i < logits.Length; i++)
            {
                if (!(logits[i] >= threshold))
                    continue;
                if (count == _candidates.Length)
                    Grow();
                total += _weights[count] = MathF.Exp((logits[i] - max) / _temperature);
                _candidates[count++] = i;
            }

            float at = NextUnit() * total;
            for (int i = 0; i < count - 1; i++)
            {
                at -= _weights[i];
                if (at < 0f)
                    return _candidates[i];
            }

            return _candidates[count - 1];
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
