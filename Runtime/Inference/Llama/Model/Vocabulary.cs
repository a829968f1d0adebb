using System;
using System.Buffers;
using System.Collections.Generic;
using System.Text;
using Ojousama.Inference.Llama.Native;

namespace Ojousama.Inference.Llama.Model
{
    /// <summary>A model's tokens: text to ids and back.</summary>
    /// <remarks>Thread-safe. Lives as long as its model.</remarks>
    internal sealed unsafe class Vocabulary
    {
        const int MaxPiece = 2048; // some of llama.cpp's regular expressions go down levels of the stack for every letter of a run

        readonly TokenPiece?[] _pieces; // filled on first use; a race writes the same value twice
        readonly Dictionary<string, int> _controls = new Dictionary<string, int>();

        public Vocabulary(LlamaLibrary library, IntPtr handle)
        {
            Library = library;
            Handle = handle;
            Count = library.VocabularySize(handle);
            Bos = library.BosToken(handle);
            Eos = library.EosToken(handle);
            AddsBos = library.AddsBos(handle) != 0;
            _pieces = new TokenPiece[Count];
        }

        public LlamaLibrary Library { get; }

        /// <summary><c>llama_vocab</c>.</summary>
        public IntPtr Handle { get; }

        public int Count { get; }

        /// <summary>-1 if there is none.</summary>
        public int Bos { get; }

        /// <summary>-1 if there is none.</summary>
        public int Eos { get; }

        /// <summary>Whether a prompt begins with <see cref="Bos"/>.</summary>
        public bool AddsBos { get; }

        /// <summary>What a token spells, and whether it ends a reply.</summary>
        public TokenPiece Piece(int token) => _pieces[token] ?? (_pieces[token] = ReadPiece(token));

        /// <summary>Appends the tokens of plain words: nothing in them acts as a control token, no BOS or EOS is added.</summary>
        public void Tokenize(string text, List<int> tokens) => Tokenize(text, tokens, parseSpecial: false);

        /// <summary>The token of a control token's exact name, e.g. <c>&lt;start_of_turn&gt;</c>.</summary>
        /// <exception cref="OjousamaException">The vocabulary has no such token.</exception>
        public int Control(string name)
        {
            lock (_controls)
            {
                if (_controls.TryGetValue(name, out int token))
                    return token;
                var tokens = new List<int>();
                Tokenize(name, tokens, parseSpecial: true);
                if (tokens.Count != 1)
                    throw new OjousamaException(
                        $"The model's vocabulary has no control token {name}",
                        "Give the conversation the model's own chat template: ChatTemplate.Of tells it, and LoadedCharacter takes care of it; or correct the sheet's model.turnFormat");
                return _controls[name] = tokens[0];
            }
        }

        /// <summary>The tokens that these texts spell, each by itself, with what is to be added to their logits.</summary>
        /// <exception cref="OjousamaException">A text takes several tokens, or a bias is no number.</exception>
        public (int Token, float Bias)[] Biases(IReadOnlyDictionary<string, float>? biases)
        {
            if (biases == null)
                return Array.Empty<(int, float)>();
            var result = new List<(int, float)>();
            var tokens = new List<int>();
            foreach (var bias in biases)
            {
                tokens.Clear();
                Tokenize(bias.Key, tokens, parseSpecial: true);
                if (tokens.Count != 1 || float.IsNaN(bias.Value) || float.IsPositiveInfinity(bias.Value))
                    throw new OjousamaException(
                        $"The logit bias {bias.Value} for '{bias.Key}', which takes {tokens.Count} tokens, cannot be applied",
                        "Name texts that are one token of this model, and finite values or negative infinity");
                result.Add((tokens[0], bias.Value));
            }

            return result.ToArray();
        }

        /// <summary>The one token that each of these texts spells.</summary>
        /// <exception cref="OjousamaException">A text takes several tokens, or none.</exception>
        public int[] Singles(IReadOnlyList<string> texts)
        {
            var singles = new int[texts.Count];
            var tokens = new List<int>();
            for (int i = 0; i < singles.Length; i++)
            {
                tokens.Clear();
                Tokenize(texts[i], tokens);
                if (tokens.Count != 1)
                    throw new OjousamaException($"The choice '{texts[i]}' takes {tokens.Count} tokens", "Name choices that are one token of this model, such as digits");
                singles[i] = tokens[0];
            }

            return singles;
        }

        /// <summary>Turns a prompt into tokens, BOS first where the vocabulary asks for it.</summary>
        /// <remarks>Literal texts that touch are tokenised as one, so that a prompt does not depend on how it was cut.</remarks>
        public List<int> Tokenize(IReadOnlyList<PromptSegment> prompt)
        {
            var tokens = new List<int>();
            if (AddsBos)
                tokens.Add(Bos);
            StringBuilder? run = null;
            for (int i = 0; i < prompt.Count; i++)
            {
                PromptSegment segment = prompt[i];
                if (!segment.IsControl && segment.Tokens == null)
                {
                    bool touches = i + 1 < prompt.Count && !prompt[i + 1].IsControl && prompt[i + 1].Tokens == null;
                    if (touches || run?.Length > 0)
                        (run ??= new StringBuilder()).Append(segment.Text);
                    if (touches)
                        continue;
                    Tokenize(run?.Length > 0 ? run.ToString() : segment.Text, tokens);
                    run?.Clear();
                }
                else if (segment.Tokens != null)
                {
                    AddSampled(segment.Tokens, tokens);
                }
                else
                {
                    tokens.Add(Control(segment.Text));
                }
            }

            return tokens;
        }

        void AddSampled(IReadOnlyList<int> sampled, List<int> tokens)
        {
            for (int i = 0; i < sampled.Count; i++)
            {
                if (sampled[i] < 0 || sampled[i] >= Count)
                    throw new OjousamaException(
                        $"An earlier reply holds token {sampled[i]}, but the vocabulary has {Count} tokens",
                        "Drop a conversation's tokens and keep its text when its model changes");
                tokens.Add(sampled[i]);
            }
        }

        void Tokenize(string text, List<int> tokens, bool parseSpecial)
        {
            int start = 0;
            while (text.Length - start > MaxPiece)
            {
                int line = text.LastIndexOf('\n', start + MaxPiece - 1, MaxPiece) + 1;
                int end = line > 0 ? line : start + MaxPiece - (char.IsHighSurrogate(text[start + MaxPiece - 1]) ? 1 : 0);
                TokenizePiece(text.Substring(start, end - start), tokens, parseSpecial);
                start = end;
            }

            TokenizePiece(start == 0 ? text : text.Substring(start), tokens, parseSpecial);
        }

        void TokenizePiece(string text, List<int> tokens, bool parseSpecial)
        {
            if (text.Length == 0)
                return;
            byte[] utf8 = ArrayPool<byte>.Shared.Rent(Encoding.UTF8.GetMaxByteCount(text.Length));
            int bytes = Encoding.UTF8.GetBytes(text, 0, text.Length, utf8, 0);
            int[] ids = ArrayPool<int>.Shared.Rent(bytes + 2); // SPM may add a token for a leading space
            try
            {
                int count;
                fixed (byte* from = utf8)
                {
                    fixed (int* to = ids)
                        count = Library.Tokenize(Handle, from, bytes, to, ids.Length, 0, (byte)(parseSpecial ? 1 : 0));
                    if (count < 0 && count != int.MinValue)
                    {
                        ArrayPool<int>.Shared.Return(ids);
                        ids = ArrayPool<int>.Shared.Rent(-count);
                        fixed (int* to = ids)
                            count = Library.Tokenize(Handle, from, bytes, to, ids.Length, 0, (byte)(parseSpecial ? 1 : 0));
                    }
                }

                if (count < 0)
                    throw new OjousamaException($"A text of {text.Length} characters could not be tokenised", "Shorten it");
                for (int i = 0; i < count; i++)
                    tokens.Add(ids[i]);
            }
            finally
            {
                ArrayPool<byte>.Shared.Return(utf8);
                ArrayPool<int>.Shared.Return(ids);
            }
        }

        TokenPiece ReadPiece(int token)
        {
            byte* buffer = stackalloc byte[512];
            int length = Library.TokenToPiece(Handle, token, buffer, 512, 0, 0); // 0: control tokens spell nothing
            return new TokenPiece(new ReadOnlySpan<byte>(buffer, Math.Max(0, length)).ToArray(), Library.IsEndOfGeneration(Handle, token) != 0);
        }
    }
}
