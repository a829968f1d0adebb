using System;

namespace Ojousama.Character
{
    /// <summary>How the next word is chosen.</summary>
    [Serializable]
    public sealed class SamplingSettings
    {
        /// <summary>0 takes the most likely token always; higher is livelier and less sure.</summary>
        public float temperature = 0.8f;

        /// <summary>Drops tokens less likely than this share of the most likely one.</summary>
        public float minP = 0.05f;
    }
}
