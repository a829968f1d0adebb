using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Inference;

namespace Ojousama.Recall
{
    /// <summary>What all sentences have in common in an embedder's eyes, to be taken off each.</summary>
    /// <remarks>
    /// E5's cosines all lie between 0.7 and 0.9, whatever is compared. Less the mean of <see cref="SmallTalk"/> they spread from about
    /// −0.3 to 1, small talk stays low, and facts that lie near everything no longer win. Immutable.
    /// </remarks>
    internal sealed class Centre
    {
        readonly float[] _mean;
        readonly Lazy<float[]> _amongThemselves;

        Centre(float[] mean, float[][] smallTalk)
        {
            _mean = mean;
            SmallTalk = smallTalk;
            _amongThemselves = new Lazy<float[]>(() => SmallTalk.Select((line, i) => Likeness(line, except: i)).ToArray());
        }

        /// <summary>The lines of small talk, centred.</summary>
        public float[][] SmallTalk { get; }

        /// <summary>How near each line of small talk comes to any other, in their order. Made once: they are a hundred thousand pairs.</summary>
        public IReadOnlyList<float> SmallTalkAmongThemselves => _amongThemselves.Value;

        /// <summary>How near a centred vector comes to any line of small talk, −1 to 1.</summary>
        public float SmallTalkLikeness(ReadOnlySpan<float> vector) => Likeness(vector, except: -1);

        /// <param name="embedder">Of the vectors to be centred.</param>
        /// <param name="kind">How lines are embedded that are compared with them.</param>
        /// <param name="cancellationToken">Ends the embedding.</param>
        public static async Task<Centre> OfAsync(IEmbedder embedder, TextKind kind, CancellationToken cancellationToken)
        {
            var vectors = await embedder.EmbedAsync(Array.ConvertAll(Recall.SmallTalk.Lines, KanaSpelling.Respell), kind, cancellationToken)
                .ConfigureAwait(false);
            var mean = new float[embedder.Dimensions];
            foreach (float[] vector in vectors)
                VectorMath.Add(mean, vector);
            for (int i = 0; i < mean.Length; i++)
                mean[i] /= vectors.Length;
            var centre = new Centre(mean, vectors);
            for (int i = 0; i < vectors.Length; i++)
                vectors[i] = centre.Apply(vectors[i]);
            return centre;
        }

        /// <summary>A unit vector without the common part, scaled to length 1 again.</summary>
        public float[] Apply(float[] vector)
        {
            var centred = (float[])vector.Clone();
            VectorMath.Subtract(centred, _mean);
            VectorMath.Normalize(centred);
            return centred;
        }

        float Likeness(ReadOnlySpan<float> vector, int except)
        {
            float nearest = -1;
            for (int i = 0; i < SmallTalk.Length; i++)
            {
                if (i != except)
                    nearest = Math.Max(nearest, VectorMath.Dot(vector, SmallTalk[i]));
            }

            return nearest;
        }
    }
}
