using System;
using System.Collections.Generic;
using Ojousama.Text;

namespace Ojousama.Likeness
{
    /// <summary>Tells how much a text sounds like one character: a logistic regression over character n-grams, made by <c>likeness train</c>.</summary>
    /// <remarks>Immutable and thread-safe. A reply takes some ten microseconds.</remarks>
    public sealed class VoiceModel
    {
        /// <summary>Characters of the longest run that counts: ですわよ.</summary>
        internal const int LongestRun = 4;

        readonly sbyte[] _weights;
        readonly float _step, _bias;
        readonly double _slope, _offset;

        /// <param name="voice">Whose it is.</param>
        /// <param name="weights">One a bucket, in steps; the number of buckets is a power of two.</param>
        /// <param name="step">What a step of a weight stands for.</param>
        /// <param name="bias">Added to every score.</param>
        /// <param name="slope">Of Platt's calibration.</param>
        /// <param name="offset">Of Platt's calibration.</param>
        internal VoiceModel(string voice, sbyte[] weights, float step, float bias, double slope, double offset)
        {
            Voice = voice;
            _weights = weights;
            _step = step;
            _bias = bias;
            _slope = slope;
            _offset = offset;
        }

        /// <summary>Whose voice it knows.</summary>
        public string Voice { get; }

        internal ReadOnlySpan<sbyte> Weights => _weights;

        internal (float Step, float Bias, double Slope, double Offset) Numbers => (_step, _bias, _slope, _offset);

        /// <summary>Reads a voice file.</summary>
        /// <param name="path">File name in the models folder, or a path.</param>
        /// <exception cref="OjousamaException">The file is missing, damaged, or of another kind or version.</exception>
        public static VoiceModel Load(string path) => VoiceFile.Read(PackagePaths.FindModel(path));

        /// <summary>How likely a text is hers rather than another's, 0 to 1. Calibrated on lines that were written, so compare, rather than trust a threshold.</summary>
        /// <param name="text">Without markup; an empty one is nobody's, 0.</param>
        public float Likeness(string text) => text.Length == 0 ? 0f : (float)(1 / (1 + Math.Exp((_slope * Score(text)) + _offset)));

        /// <summary>The regression's own score: above 0 for what is rather hers. Orders texts as <see cref="Likeness"/> does, without its limits.</summary>
        internal float Score(string text)
        {
            var counts = new Dictionary<int, int>(4 * text.Length);
            float length = CharacterNgrams.Count(text, LongestRun, _weights.Length, counts);
            if (length == 0f)
                return float.NegativeInfinity;
            int sum = 0;
            foreach (var pair in counts)
                sum += _weights[pair.Key] * pair.Value;
            return _bias + (_step * sum / length);
        }
    }
}
