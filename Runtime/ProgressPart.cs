using System;

namespace Ojousama
{
    /// <summary>Reports how far one step of a longer task is.</summary>
    internal static class ProgressPart
    {
        /// <summary>Maps 0 to 1 of the step onto its place in the whole.</summary>
        public static IProgress<float>? Part(this IProgress<float>? whole, float from, float to) =>
            whole == null ? null : new Mapped(whole, from, to);

        sealed class Mapped : IProgress<float>
        {
            readonly IProgress<float> _whole;
            readonly float _from, _to;

            public Mapped(IProgress<float> whole, float from, float to)
            {
                _whole = whole;
                _from = from;
                _to = to;
            }

            public void Report(float value) => _whole.Report(_from + ((_to - _from) * value));
        }
    }
}
