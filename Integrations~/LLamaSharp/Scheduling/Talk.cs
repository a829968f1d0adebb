using LLama.Native;

namespace Ojousama.LLamaSharp.Scheduling;

/// <summary>A sequence of the context, and the tokens whose KV cells it holds.</summary>
sealed class Talk(int id)
{
    public LLamaSeqId Id { get; } = (LLamaSeqId)id;

    public List<LLamaToken> Cached { get; } = [];

    /// <summary>Under which the cells were filled: under another they are wrong.</summary>
    public AdapterUse? Adapter { get; set; }

    public bool IsBusy { get; set; }

    /// <summary>Counts up from talk to talk.</summary>
    public long LastUsed { get; set; }

    /// <summary>How many of the first tokens are there already.</summary>
    public int Common(List<LLamaToken> tokens, AdapterUse? adapter)
    {
        if (adapter != Adapter)
            return 0;
        int common = 0, most = Math.Min(Cached.Count, tokens.Count - 1); // the last is read anew: its logits are wanted
        while (common < most && Cached[common] == tokens[common])
            common++;
        return common;
    }
}

/// <summary>An adapter's file and its weight.</summary>
sealed record AdapterUse(string Path, float Scale);
