using System;
using System.Collections.Generic;
using System.Linq;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Inference.Remote.Http;
using Ojousama.Inference.Remote.Json;

namespace Ojousama.Inference.Remote.Protocols
{
    /// <summary>The models of a server with OpenAI's interface: the base, and adapters, which are models of their own there. Immutable.</summary>
    internal sealed class ServedModels
    {
        readonly string[] _names;
        readonly ServerAddress _address;

        ServedModels(string[] names, string baseModel, ServerAddress address, JsonValue ofBase)
        {
            _names = names;
            _address = address;
            Base = baseModel;
            IsVllm = ofBase["owned_by"].Text == "vllm";
            ContextTokens = ofBase["max_model_len"].Count();
        }

        /// <summary>Speaks where a request names no adapter.</summary>
        public string Base { get; }

        public bool IsVllm { get; }

        /// <summary>0 if the server does not tell.</summary>
        public int ContextTokens { get; }

        /// <exception cref="ServerFault">The server cannot be asked.</exception>
        /// <exception cref="OjousamaException">It serves nothing, or not the model that its address names.</exception>
        public static async Task<ServedModels> AskAsync(ServerConnection connection, CancellationToken cancellationToken)
        {
            IReadOnlyList<JsonValue> models = (await connection.AskAsync("v1/models", null, cancellationToken).ConfigureAwait(false))["data"].Items;
            string[] names = models.Select(model => model["id"].Text).Where(name => name.Length > 0).ToArray();
            string wanted = connection.Address.Model;
            // vLLM's adapters name the model that they belong to.
            string? found = wanted.Length > 0 ? Find(names, wanted) : models.FirstOrDefault(model => !model["parent"].IsGiven && model["id"].Text.Length > 0)?["id"].Text;
            if (found == null)
                throw new OjousamaException(
                    $"The server at {connection.Address} serves {(wanted.Length > 0 ? $"no model '{wanted}'" : "no model")}{(names.Length > 0 ? ", only " + string.Join(", ", names) : "")}",
                    "Name one of its models behind # in the address");
            return new ServedModels(names, found, connection.Address, models.First(model => model["id"].Text == found));
        }

        /// <summary>The name of who speaks.</summary>
        /// <exception cref="OjousamaException">The adapter is not served.</exception>
        public string For(GenerationRequest request) => request.Adapter == null ? Base : Adapter(request.Adapter);

        /// <exception cref="OjousamaException">The adapter is not served.</exception>
        public string Adapter(string file)
        {
            string name = System.IO.Path.GetFileNameWithoutExtension(file);
            return Find(_names, name) ?? throw new OjousamaException(
                $"The server at {_address} serves no adapter '{name}', only {string.Join(", ", _names)}",
                $"Start vLLM with --enable-lora --lora-modules {name}=FOLDER, name an Ollama model so, or leave the sheet's model.adapter empty");
        }

        /// <summary>Ollama puts a tag behind names.</summary>
        static string? Find(string[] names, string wanted) =>
            names.FirstOrDefault(name => name == wanted) ?? names.FirstOrDefault(name => name.StartsWith(wanted + ":", StringComparison.Ordinal));
    }
}
