using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;

namespace Ojousama.Prompting
{
    /// <summary>How the control tokens of all model families are spelled. None of them may reach a model by a player's words or a data set, nor a player by a reply.</summary>
    internal static class SpecialTokens
    {
        /// <summary>Those of vocabularies, whichever template is written with them.</summary>
        static readonly string[] s_ofVocabularies =
        {
            "<bos>", "<eos>", "<pad>", "<unk>", "<mask>", "<s>", "</s>", "<think>", "</think>", "[INST]", "[/INST]", "<<SYS>>", "<</SYS>>",
            "[SYSTEM_PROMPT]", "[/SYSTEM_PROMPT]", "[AVAILABLE_TOOLS]", "[/AVAILABLE_TOOLS]", "[TOOL_CALLS]", "[TOOL_RESULTS]", "[/TOOL_RESULTS]",
            "[TOOL_CONTENT]", "[/TOOL_CONTENT]", "[PREFIX]", "[MIDDLE]", "[SUFFIX]", "[IMG]", "[IMG_BREAK]", "[IMG_END]", "[THINK]", "[/THINK]",
            "[ARGS]", "[CALL_ID]", "[AUDIO]", "[BEGIN_AUDIO]", "[TRANSCRIBE]", "[BOS]", "[EOS]", "[PAD]", "[UNK]", "[SEP]", "[CLS]", "[MASK]",
        };

        /// <summary>What most families begin theirs with; no text does.</summary>
        public const string Opening = "<|";

        /// <summary>
        /// Names that no list holds: whatever stands between bars (<c>&lt;|eot_id|&gt;</c>, <c>&lt;turn|&gt;</c>, DeepSeek's with a wide bar), and what joins words
        /// by underscores or counts the unused (<c>&lt;end_of_image&gt;</c>, <c>&lt;unused12&gt;</c>, <c>&lt;0x0A&gt;</c>).
        /// </summary>
        const string Shapes = @"<\|[^<>\n]{0,64}>|<[|｜][^<>|｜\n]{1,64}[|｜]>|<[\w▁]{1,64}[|｜]>|</?[a-z0-9]+(_[a-z0-9]+)+>|<unused\d+>|<0x[0-9A-F]{2}>|\[control_\d+\]|<[A-Z]+\|[\w\-]{1,32}>";

        /// <summary>Each once: those of vocabularies and those of every <see cref="ChatTemplate"/>.</summary>
        public static IReadOnlyList<string> All { get; } = s_ofVocabularies.Concat(ChatTemplate.All.SelectMany(t => t.Controls)).Distinct().ToArray();

        static readonly HashSet<string> s_all = new HashSet<string>(All);

        static readonly Regex s_token = new Regex(string.Join("|", All.Select(Regex.Escape).Prepend(Shapes)), RegexOptions.CultureInvariant);

        /// <summary>The first token that a text spells; null if it spells none.</summary>
        public static string? Find(string text) => s_token.Match(text) is { Success: true } match ? match.Value : null;

        /// <summary>A text without tokens. What is left may spell another.</summary>
        public static string Remove(string text) => s_token.Replace(text, "");

        /// <summary>A text without the tokens that are known; what only looks like one is most likely meant, and keeps its words: &lt;string_view&gt; in wide signs, (PAD).</summary>
        /// <remarks>What is left may spell another.</remarks>
        public static string Defuse(string text) => s_token.Replace(text, match =>
            match.Value[0] == '[' ? $"({match.Value.Trim('[', ']')})"
            : s_all.Contains(match.Value) ? ""
            : match.Value.Replace('<', '＜').Replace('>', '＞'));
    }
}
