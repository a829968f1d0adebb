using System;

namespace Ojousama.Character
{
    /// <summary>Which weights speak, and with what room.</summary>
    [Serializable]
    public sealed class ModelSettings
    {
        /// <summary>File name of the base model in the models folder, a path, or the address of a server that runs it (<c>http://localhost:8080</c>), which may hold no key.</summary>
        public string file = "gemma-3-270m-ja.gguf";

        /// <summary>File name of the character's LoRA adapter, or a path; empty for none. On a server only its name counts.</summary>
        public string adapter = "heroines.gguf";

        /// <summary>Weight of the adapter's delta.</summary>
        public float adapterScale = 1f;

        /// <summary>File name of the embedding model that recalls facts, or a path.</summary>
        public string embedder = "multilingual-e5-small-ja.gguf";

        /// <summary>File name of the lines that the character remembers having answered, made by <c>lines build</c>, or a path; empty for those of the sheet alone.</summary>
        public string lines = "";

        /// <summary>File name of what her voice says to lines like none she remembers, made by <c>stock build</c>, or a path; empty for nothing.</summary>
        public string stock = "";

        /// <summary>How turns are marked: <c>gemma</c>, <c>llama3</c>, <c>chatml</c>, …; empty for what the model's file or server tells.</summary>
        public string turnFormat = "";

        /// <summary>Tokens of one conversation that the model sees at once, reply included.</summary>
        public int contextTokens = 2048;

        /// <summary>Most tokens of one reply.</summary>
        public int replyTokens = 96;

        /// <summary>Most CPU threads; 0 for as many as the machine has physical cores, at most 8. On a busy machine fewer compute: as many as are fastest.</summary>
        public int threads;
    }
}
