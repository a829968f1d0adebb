using Ojousama.Studio.Evaluation.Classifiers;

namespace Ojousama.Studio.Evaluation.Likeness;

/// <summary>How well a voice is told from others, on lines that were not trained on.</summary>
/// <param name="Hers">Lines of hers.</param>
/// <param name="OtherVoices">Lines of other characters.</param>
/// <param name="Plain">Lines of plain Japanese.</param>
/// <param name="AgainstVoices">AUC, hers against other voices; NaN without any.</param>
/// <param name="AgainstPlain">AUC, hers against plain Japanese; NaN without any.</param>
/// <param name="Found">Share of hers that count as hers, from a calibrated likeness of ½ on.</param>
/// <param name="Mistaken">Share of the rest that does.</param>
sealed record VoiceQuality(int Hers, int OtherVoices, int Plain, double AgainstVoices, double AgainstPlain, double Found, double Mistaken)
{
    /// <param name="corpus">What was said.</param>
    /// <param name="scores">One each, from models that were not trained on it.</param>
    /// <param name="slope">Of the calibration.</param>
    /// <param name="offset">Of the calibration.</param>
    public static VoiceQuality Of(IReadOnlyList<Utterance> corpus, IReadOnlyList<double> scores, double slope, double offset)
    {
        double[] hers = ScoresOf(Speaker.Her), voices = ScoresOf(Speaker.OtherVoice), plain = ScoresOf(Speaker.Plain);
        return new VoiceQuality(
            hers.Length, voices.Length, plain.Length, AreaAgainst(voices), AreaAgainst(plain), ShareOf(hers), ShareOf([.. voices, .. plain]));

        double[] ScoresOf(Speaker speaker) => [.. scores.Where((_, i) => corpus[i].Speaker == speaker)];

        double AreaAgainst(double[] others) => others.Length == 0 ? double.NaN : RocCurve.Area(hers, others);

        double ShareOf(double[] some) => some.Count(score => slope * score + offset <= 0) / (double)some.Length;
    }
}
