namespace Ojousama.Inference.Llama.Sampling
{
    /// <summary>Top-p: finds the few likeliest of many tokens without sorting the rest, by a binary heap in place.</summary>
    internal static class Nucleus
    {
        /// <summary>Moves the likeliest tokens that together make a share of all to the front, the likeliest first.</summary>
        /// <param name="weights">Likelihoods up to a factor; reordered together with <paramref name="tokens"/>.</param>
        /// <param name="tokens">The tokens.</param>
        /// <param name="count">How many there are, at least 1.</param>
        /// <param name="share">Above 0 and below 1.</param>
        /// <returns>How many were kept, at least 1.</returns>
        public static int Keep(float[] weights, int[] tokens, int count, float share)
        {
            double total = 0;
            for (int i = 0; i < count; i++)
                total += weights[i];

            // Node n of the heap is element count - 1 - n: its root is the last element, and what is taken off it fills the front.
            for (int node = count / 2; node >= 0; node--)
                Sink(weights, tokens, count, count, node);
            double left = share * total;
            int kept = 0;
            while (kept < count)
            {
                Swap(weights, tokens, kept, count - 1);
                left -= weights[kept];
                kept++;
                if (left <= 0)
                    break;
                Sink(weights, tokens, count, count - kept, 0);
            }

            return kept;
        }

        static void Sink(float[] weights, int[] tokens, int count, int size, int node)
        {
            while (true)
            {
                int child = 2 * node + 1;
                if (child >= size)
                    return;
                if (child + 1 < size && weights[count - 2 - child] > weights[count - 1 - child])
                    child++;
                if (weights[count - 1 - child] <= weights[count - 1 - node])
                    return;
                Swap(weights, tokens, count - 1 - child, count - 1 - node);
                node = child;
            }
        }

        static void Swap(float[] weights, int[] tokens, int i, int j)
        {
            (weights[i], weights[j]) = (weights[j], weights[i]);
            (tokens[i], tokens[j]) = (tokens[j], tokens[i]);
        }
    }
}
