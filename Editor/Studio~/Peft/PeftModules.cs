using System.Text.RegularExpressions;
using Ojousama.Gguf;

namespace Ojousama.Studio.Peft;

/// <summary>What PEFT calls the matrices that GGUF calls otherwise, and in what order it keeps their rows.</summary>
internal static partial class PeftModules
{
    static readonly (string Gguf, string Peft)[] s_names =
    [
        ("attn_q", "self_attn.q_proj"), ("attn_k", "self_attn.k_proj"), ("attn_v", "self_attn.v_proj"), ("attn_output", "self_attn.o_proj"),
        ("ffn_gate", "mlp.gate_proj"), ("ffn_up", "mlp.up_proj"), ("ffn_down", "mlp.down_proj"),
    ];

    /// <summary><c>blk.0.attn_q.weight.lora_a</c> to <c>base_model.model.model.layers.0.self_attn.q_proj.lora_A.weight</c>; null if PEFT has no such matrix.</summary>
    public static string? ToPeft(string name) =>
        GgufName().Match(name) is { Success: true } match && s_names.FirstOrDefault(n => n.Gguf == match.Groups[2].Value).Peft is { } module
            ? $"base_model.model.model.layers.{match.Groups[1].Value}.{module}.lora_{match.Groups[3].Value.ToUpperInvariant()}.weight"
            : null;

    /// <summary>The way back.</summary>
    public static string? ToGguf(string name) =>
        PeftName().Match(name) is { Success: true } match && s_names.FirstOrDefault(n => n.Peft == match.Groups[2].Value).Gguf is { } module
            ? $"blk.{match.Groups[1].Value}.{module}.weight.lora_{match.Groups[3].Value.ToLowerInvariant()}"
            : null;

    /// <summary>The module's last name, as <c>target_modules</c> lists it.</summary>
    public static string Target(string peftName) => PeftName().Match(peftName).Groups[2].Value.Split('.')[^1];

    /// <summary>
    /// The heads whose rows GGUF keeps in another order, or 0. Llama's files pair neighbouring rows for the rotation where PEFT
    /// pairs rows half a head apart. Only B has those rows.
    /// </summary>
    public static int PermutedHeads(string ggufName, GgufFile model)
    {
        if (model.Text("general.architecture") != "llama" || !ggufName.EndsWith(".lora_b", StringComparison.Ordinal))
            return 0;
        string key = ggufName.Contains(".attn_q.", StringComparison.Ordinal) ? "llama.attention.head_count"
            : ggufName.Contains(".attn_k.", StringComparison.Ordinal) ? "llama.attention.head_count_kv" : "";
        return model.Values.TryGetValue(key, out GgufValue heads) ? (int)heads.Number : 0;
    }

    /// <summary>Rows from PEFT's order to GGUF's, or back.</summary>
    public static float[] Permute(float[] values, int rank, int heads, bool toGguf)
    {
        int half = values.Length / rank / heads / 2;
        float[] to = new float[values.Length];
        for (int head = 0; head < heads; head++)
        {
            for (int i = 0; i < 2 * half; i++)
            {
                int peft = head * 2 * half + i, gguf = head * 2 * half + i % half * 2 + i / half;
                Array.Copy(values, (toGguf ? peft : gguf) * rank, to, (toGguf ? gguf : peft) * rank, rank);
            }
        }

        return to;
    }

    [GeneratedRegex(@"^blk\.(\d+)\.(\w+)\.weight\.lora_([ab])$")]
    private static partial Regex GgufName();

    [GeneratedRegex(@"^(?:(?:base_model|model|language_model|text_model)\.)*layers\.(\d+)\.((?:self_attn|mlp)\.\w+)\.lora_([AB])(?:\.default)?\.weight$")]
    private static partial Regex PeftName();
}
