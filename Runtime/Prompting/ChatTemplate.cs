using System;
using System.Collections.Generic;
using System.Linq;
using System.Text.RegularExpressions;
using Ojousama.Gguf;
using Ojousama.Inference;

namespace Ojousama.Prompting
{
    /// <summary>How a family of models marks who speaks. Immutable.</summary>
    /// <remarks>
    /// What stands in angle brackets, or in square ones in capitals, is a control token of the family's vocabulary; llama.cpp ends a reply at each
    /// of the <see cref="End"/>s.
    /// </remarks>
    public sealed class ChatTemplate
    {
        const string TemplateKey = "tokenizer.chat_template";
        const string TokensKey = "tokenizer.ggml.tokens";

        static readonly Regex s_control = new Regex(@"<[^<>]+>|\[/?[A-Z_]+\]", RegexOptions.CultureInvariant);

        /// <summary>Gemma 1 to 3. It has no system turn: the instruction leads the first line.</summary>
        public static readonly ChatTemplate Gemma = new ChatTemplate(
            "gemma", system: "", user: "<start_of_turn>user\n", reply: "<start_of_turn>model\n", end: "<end_of_turn>", separator: "\n", "<start_of_turn>");

        /// <summary>Gemma 4 told not to think: an empty thought stands before each reply, as in the templates of its larger models and the newer of all.</summary>
        public static readonly ChatTemplate Gemma4 = new ChatTemplate(
            "gemma4",
            system: "<|turn>system\n",
            user: "<|turn>user\n",
            reply: "<|turn>model\n<|channel>thought\n<channel|>",
            end: "<turn|>",
            separator: "\n",
            "<|turn>", @"thought\n<channel|>");

        /// <summary>Gemma 4 where its template writes no empty thought, because the model does not think unless it is told to.</summary>
        public static readonly ChatTemplate Gemma4Bare = new ChatTemplate(
            "gemma4-bare", system: "<|turn>system\n", user: "<|turn>user\n", reply: "<|turn>model\n", end: "<turn|>", separator: "\n", "<|turn>");

        /// <summary>Llama 3 to 3.3.</summary>
        public static readonly ChatTemplate Llama3 = new ChatTemplate(
            "llama3",
            system: "<|start_header_id|>system<|end_header_id|>\n\n",
            user: "<|start_header_id|>user<|end_header_id|>\n\n",
            reply: "<|start_header_id|>assistant<|end_header_id|>\n\n",
            end: "<|eot_id|>",
            separator: "",
            "<|start_header_id|>");

        /// <summary>Qwen 3 and 3.5 told not to think: an empty thought stands before each reply.</summary>
        public static readonly ChatTemplate Qwen3 = new ChatTemplate(
            "qwen3",
            system: "<|im_start|>system\n",
            user: "<|im_start|>user\n",
            reply: "<|im_start|>assistant\n<think>\n\n</think>\n\n",
            end: "<|im_end|>",
            separator: "\n",
            "<|im_start|>", "enable_thinking");

        /// <summary>Qwen 2 and 2.5, LFM2 and 2.5, and all that took their turns over.</summary>
        public static readonly ChatTemplate ChatMl = new ChatTemplate(
            "chatml", system: "<|im_start|>system\n", user: "<|im_start|>user\n", reply: "<|im_start|>assistant\n", end: "<|im_end|>", separator: "\n", "<|im_start|>");

        /// <summary>Sarashina 2.2.</summary>
        public static readonly ChatTemplate Sarashina = new ChatTemplate(
            "sarashina", system: "<|system|>", user: "<|user|>", reply: "<|assistant|>", end: "</s>", separator: "", "'<|user|>' + message['content'] + eos_token");

        /// <summary>Granite 3 and 4.</summary>
        public static readonly ChatTemplate Granite = new ChatTemplate(
            "granite",
            system: "<|start_of_role|>system<|end_of_role|>",
            user: "<|start_of_role|>user<|end_of_role|>",
            reply: "<|start_of_role|>assistant<|end_of_role|>",
            end: "<|end_of_text|>",
            separator: "\n",
            "<|start_of_role|>");

        /// <summary>Ministral 3 and Mistral Small 3.</summary>
        public static readonly ChatTemplate Mistral3 = new ChatTemplate(
            "mistral3", system: "[SYSTEM_PROMPT]", user: "[INST]", reply: "[/INST]", end: "</s>", separator: "", "[SYSTEM_PROMPT]", "[/INST]")
        {
            SystemClosing = Split("[/SYSTEM_PROMPT]"),
            UserClosing = Split(""),
        };

        readonly string[] _marks;

        /// <param name="name">In sheets.</param>
        /// <param name="system">What the instruction's turn begins with; empty if it has none.</param>
        /// <param name="user">What a line of the player begins with.</param>
        /// <param name="reply">What a reply begins with.</param>
        /// <param name="end">The control token that ends a reply, and the other turns too unless they have their own closings.</param>
        /// <param name="separator">Behind it.</param>
        /// <param name="marks">What a chat template of this family, and of none before it in <see cref="All"/>, holds.</param>
        ChatTemplate(string name, string system, string user, string reply, string end, string separator, params string[] marks)
        {
            Name = name;
            System = Split(system);
            User = Split(user);
            Reply = Split(reply);
            End = end;
            Closing = SystemClosing = UserClosing = Split(end + separator);
            _marks = marks;
        }

        /// <summary>Those that this package writes.</summary>
        public static IReadOnlyList<ChatTemplate> All { get; } = new[] { Gemma, Gemma4, Gemma4Bare, Llama3, Qwen3, ChatMl, Sarashina, Granite, Mistral3 };

        /// <summary>The name by which a sheet may ask for it.</summary>
        public string Name { get; }

        /// <summary>The control token that ends a reply: the trainer teaches it.</summary>
        internal string End { get; }

        /// <summary>What the instruction's turn begins with; nothing if the instruction leads the first line instead.</summary>
        internal IReadOnlyList<PromptSegment> System { get; }

        internal IReadOnlyList<PromptSegment> User { get; }

        internal IReadOnlyList<PromptSegment> Reply { get; }

        /// <summary>What a reply ends with: <see cref="End"/>, and what stands between turns.</summary>
        internal IReadOnlyList<PromptSegment> Closing { get; }

        /// <summary>What the instruction's turn ends with.</summary>
        internal IReadOnlyList<PromptSegment> SystemClosing { get; private set; }

        /// <summary>What a line of the player ends with.</summary>
        internal IReadOnlyList<PromptSegment> UserClosing { get; private set; }

        /// <summary>The names of all its control tokens, each once.</summary>
        internal IEnumerable<string> Controls =>
            new[] { System, SystemClosing, User, UserClosing, Reply, Closing }.SelectMany(part => part).Where(s => s.IsControl).Select(s => s.Text).Distinct();

        /// <summary>The format of a model.</summary>
        /// <param name="model">File name in the models folder, or a path.</param>
        /// <param name="name">Of a format, which goes before what the file tells; empty for none.</param>
        /// <exception cref="OjousamaException">The file is unfit, or no format is known by that name or fits the file.</exception>
        public static ChatTemplate Of(string model, string name = "") => Of(GgufFile.Read(PackagePaths.FindModel(model)), name);

        /// <summary>By the chat template; base models have none, and are told by the control tokens of their vocabulary.</summary>
        internal static ChatTemplate Of(GgufFile model, string name)
        {
            if (name.Length > 0)
                return Named(name);
            string template = model.Text(TemplateKey);
            var found = template.Length > 0 ? OfTemplate(template) : All.FirstOrDefault(OfTokens(model));
            return found ?? throw new OjousamaException(
                $"{model.Path} marks turns in a way that is not known{(template.Length > 0 ? "" : ": it has no chat template, nor a known format's control tokens")}",
                $"Choose another model, or in its sheet write one of {string.Join(", ", All.Select(f => f.Name))} as model.turnFormat if its vocabulary has that format's tokens");
        }

        /// <exception cref="OjousamaException">There is none.</exception>
        internal static ChatTemplate Named(string name) => All.FirstOrDefault(f => f.Name == name)
            ?? throw new OjousamaException($"There is no chat template '{name}'", $"In the sheet, write one of {string.Join(", ", All.Select(f => f.Name))} as model.turnFormat, or leave it empty");

        /// <summary>The format that a model's template in Jinja writes; null if none is known.</summary>
        internal static ChatTemplate? OfTemplate(string template) => All.FirstOrDefault(f => f._marks.All(m => template.Contains(m)));

        static Func<ChatTemplate, bool> OfTokens(GgufFile model)
        {
            var tokens = new HashSet<string>(model.Texts(TokensKey));
            return format => format.Controls.All(tokens.Contains);
        }

        static PromptSegment[] Split(string text)
        {
            var segments = new List<PromptSegment>();
            int start = 0;
            foreach (Match control in s_control.Matches(text))
            {
                if (control.Index > start)
                    segments.Add(PromptSegment.Literal(text.Substring(start, control.Index - start)));
                segments.Add(PromptSegment.Control(control.Value));
                start = control.Index + control.Length;
            }

            if (start < text.Length)
                segments.Add(PromptSegment.Literal(text.Substring(start)));
            return segments.ToArray();
        }
    }
}
