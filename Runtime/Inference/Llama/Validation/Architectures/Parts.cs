using System;

namespace Ojousama.Inference.Llama.Validation.Architectures
{
    /// <summary>What sets one plain decoder apart from another.</summary>
    [Flags]
    internal enum Parts
    {
        None,

        /// <summary>It predicts from the table of tokens, always.</summary>
        TiedOutput = 1,

        /// <summary>The scores of tokens may have a bias.</summary>
        LogitBias = 1 << 1,

        /// <summary>The scores of tokens are divided by a number that the file must hold.</summary>
        LogitScale = 1 << 2,

        /// <summary>Positions turn all values of a head.</summary>
        WholeRotary = 1 << 3,

        /// <summary>Each frequency of positions may have a factor.</summary>
        RotaryFactors = 1 << 4,

        /// <summary>Heads make up the width.</summary>
        FullHeads = 1 << 5,

        /// <summary>Queries and keys have norms.</summary>
        HeadNorms = 1 << 6,

        /// <summary>Norms behind attention and feed-forward, too.</summary>
        PostNorms = 1 << 7,

        /// <summary>What attention and feed-forward put out may have biases.</summary>
        OutputBiases = 1 << 8,

        /// <summary>Some layers look back through a window.</summary>
        Window = 1 << 9,

        /// <summary>They do if the file says so.</summary>
        OptionalWindow = 1 << 10,

        /// <summary>Experts in place of one feed-forward.</summary>
        Experts = 1 << 11,
    }
}
