using System;
using System.Runtime.InteropServices;
using Ojousama.Inference.Llama.Model;
using Ojousama.Inference.Llama.Native;

namespace Ojousama.Inference.Llama.Sampling
{
    /// <summary>Holds a reply to a grammar, by llama.cpp's own sampler.</summary>
    /// <remarks>Not thread-safe.</remarks>
    internal sealed unsafe class GrammarSampler : IDisposable
    {
        readonly Vocabulary _vocabulary;
        readonly LlamaLibrary _library;
        IntPtr _handle;
        TokenData[]? _all; // of the whole vocabulary, once it is needed

        /// <exception cref="OjousamaException">The grammar is faulty.</exception>
        public GrammarSampler(string grammar, Vocabulary vocabulary)
        {
            GrammarCheck.Check(grammar);
            _vocabulary = vocabulary;
            _library = vocabulary.Library;
            LlamaLog.TakeError();
            fixed (byte* text = SharedLibrary.Utf8(grammar), root = SharedLibrary.Utf8("root"))
                _handle = _library.NewGrammar(vocabulary.Handle, text, root);
            if (_handle == IntPtr.Zero)
                throw new OjousamaException(
                    $"llama.cpp does not accept the grammar{LlamaLog.TakeError()}",
                    "Mend it: no rule may begin with itself, and what is repeated may not unfold to 2,000 rules");
        }

        /// <summary>Whether the reply may go on with a token, or end if the token ends it.</summary>
        public bool Allows(int token)
        {
            var one = new TokenData { Token = token, Logit = 1f };
            Apply(&one, 1);
            return !float.IsNegativeInfinity(one.Logit);
        }

        /// <summary>Forbids all tokens that the grammar does not allow. False if nothing is left.</summary>
        public bool Mask(Span<float> logits)
        {
            _all ??= new TokenData[logits.Length];
            for (int i = 0; i < logits.Length; i++)
                _all[i] = new TokenData { Token = i, Logit = logits[i] };
            fixed (TokenData* data = _all)
                Apply(data, _all.Length);
            bool any = false;
            for (int i = 0; i < logits.Length; i++)
            {
                logits[i] = _all[i].Logit;
                any |= !float.IsNegativeInfinity(logits[i]);
            }

            return any;
        }

        /// <summary>The reply goes on with a token that was allowed; another one would end the process.</summary>
        public void Add(int token)
        {
            if (!_vocabulary.Piece(token).EndsReply)
                _library.AcceptToken(_handle, token);
        }

        public void Dispose()
        {
            if (_handle != IntPtr.Zero)
                _library.FreeSampler(_handle);
            _handle = IntPtr.Zero;
        }

        void Apply(TokenData* data, int count)
        {
            var array = new TokenDataArray { Data = data, Count = (UIntPtr)count, Selected = -1 };
            _library.ApplySampler(_handle, &array);
        }
    }
}
