using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Inference.Remote.Http;
using Ojousama.Inference.Remote.Json;

namespace Ojousama.Inference.Remote.Protocols
{
    /// <summary>The LoRA adapters that a llama-server has loaded. Requests choose among them by number; files are told apart by their names. Immutable.</summary>
    internal sealed class LlamaAdapters
    {
        readonly IReadOnlyList<(int Id, string File)> _loaded;
        readonly ServerAddress _address;

        LlamaAdapters(IReadOnlyList<(int, string)> loaded, ServerAddress address)
        {
            _loaded = loaded;
            _address = address;
        }

        public IEnumerable<string> Files => _loaded.Select(adapter => adapter.File);

        public static async Task<LlamaAdapters> AskAsync(ServerConnection connection, CancellationToken cancellationToken)
        {
            JsonValue answer = await connection.AskAsync("lora-adapters", null, cancellationToken).ConfigureAwait(false);
            return new LlamaAdapters(answer.Items.Select(item => (item["id"].Count(), FileName(item["path"].Text))).ToArray(), connection.Address);
        }

        /// <exception cref="OjousamaException">The server has not loaded it.</exception>
        public void Check(string adapter) => IdOf(adapter);

        /// <summary>Writes which one speaks. All others are named with a weight of 0: what a request does not name keeps the server's own weight.</summary>
        public void Write(JsonWriter body, GenerationRequest request)
        {
            if (_loaded.Count == 0 && request.Adapter == null)
                return;
            int chosen = request.Adapter == null ? -1 : IdOf(request.Adapter);
            body.Name("lora").Begin('[');
            foreach (var (id, _) in _loaded)
                body.Begin('{').Field("id", id).Field("scale", id == chosen ? request.AdapterScale : 0f).End('}');
            body.End(']');
        }

        int IdOf(string adapter)
        {
            string file = FileName(adapter);
            foreach (var (id, loaded) in _loaded)
            {
                if (loaded == file)
                    return id;
            }

            throw new OjousamaException(
                $"The server at {_address} has not loaded the adapter {file}{(_loaded.Count > 0 ? ", only " + string.Join(", ", Files) : "")}",
                $"Start it with --lora {file} --lora-init-without-apply, or leave the sheet's model.adapter empty");
        }

        static string FileName(string path) => path.Substring(path.LastIndexOfAny(new[] { '/', '\\' }) + 1);
    }
}
