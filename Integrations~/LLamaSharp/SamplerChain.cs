using LLama;
using LLama.Native;
using Ojousama.Inference;
using Ojousama.Inference.Llama.Sampling;

namespace Ojousama.LLamaSharp;

/// <summary>llama.cpp's own samplers, in the order that <see cref="SamplingOptions"/> promises.</summary>
static class SamplerChain
{
    /// <exception cref="OjousamaException">An option is out of range, a bias's text is no single token, or the grammar is faulty.</exception>
    public static SafeLLamaSamplerChainHandle Of(SamplingOptions options, LLamaWeights weights, PromptTokenizer tokenizer)
    {
        options.Check();
        LLamaLogitBias[] biases = [.. (options.LogitBias ?? new Dictionary<string, float>()).Select(bias => Bias(bias.Key, bias.Value, tokenizer))];
        if (options.Grammar != null)
            GrammarCheck.Check(options.Grammar); // llama.cpp aborts over some
        SafeLLamaSamplerChainHandle chain = SafeLLamaSamplerChainHandle.Create(LLamaSamplerChainParams.Default());
        if (biases.Length > 0)
            chain.AddLogitBias(weights.Vocab.Count, biases);
        if (options.RepetitionPenalty != 1f && options.RepetitionWindow > 0)
            chain.AddPenalties(options.RepetitionWindow, options.RepetitionPenalty, 0f, 0f);
        if (options.DryMultiplier > 0f)
            chain.AddDry(weights.NativeHandle, options.DryBreakers.Select(c => c.ToString()).ToArray(), options.DryMultiplier, options.DryBase, options.DryAllowedLength, -1);
        if (options.Grammar != null)
            chain.AddGrammar(weights.NativeHandle, options.Grammar, "root");
        if (options.Temperature == 0f)
        {
            chain.AddGreedySampler();
            return chain;
        }

        if (options.MinP > 0f)
            chain.AddMinP(options.MinP, 1);
        if (options.TopP < 1f)
            chain.AddTopP(options.TopP, 1);
        chain.AddTemperature(options.Temperature);
        chain.AddDistributionSampler(options.Seed ?? (uint)Random.Shared.NextInt64(uint.MaxValue));
        return chain;
    }

    static LLamaLogitBias Bias(string text, float bias, PromptTokenizer tokenizer) =>
        tokenizer.Single(text) is { } token && !float.IsNaN(bias) && !float.IsPositiveInfinity(bias)
            ? new LLamaLogitBias { Token = token, Bias = bias }
            : throw new OjousamaException($"The logit bias {bias} for '{text}' cannot be applied", "Name texts that are one token of this model, and finite values or negative infinity");
}
