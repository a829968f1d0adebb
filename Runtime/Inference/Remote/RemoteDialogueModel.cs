using System;
using System.Collections.Generic;
using System.Linq;
using System.Runtime.CompilerServices;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Inference.Remote.Http;
using Ojousama.Inference.Remote.Protocols;
using Ojousama.Prompting;

namespace Ojousama.Inference.Remote
{
    /// <summary>A language model on a server with OpenAI's HTTP interface: llama.cpp's llama-server, vLLM, Ollama, LM Studio and the like.</summary>
    /// <remarks>
    /// Thread-safe, and as many replies at once as the server gives. Only prompts and replies go over the wire: recall and guards stay here.
    /// Dispose it when the last conversation has ended; replies still under way end with an error.
    /// </remarks>
    public sealed class RemoteDialogueModel : IDialogueModel, IDisposable
    {
        readonly ServerConnection _connection;
        readonly RemoteModelOptions _options;
        readonly FoundServer _server;

        RemoteDialogueModel(ServerConnection connection, RemoteModelOptions options, FoundServer server)
        {
            _connection = connection;
            _options = options;
            _server = server;
        }

        /// <inheritdoc/>
        public int ContextTokens => _server.ContextTokens;

        /// <summary>The format in which prompts are to be written.</summary>
        public ChatTemplate Format => _server.Format;

        /// <summary>What was found at the address, and how it is asked: one line of English for a log.</summary>
        public string Placement => _server.Description;

        /// <summary>Whether a file of a sheet is a server's address.</summary>
        public static bool IsAddress(string file) => ServerAddress.IsAddress(file);

        /// <summary>Asks a server once whether it is there and what it serves.</summary>
        /// <param name="address">Such as <c>http://localhost:8080</c>, with or without <c>/v1</c>; a model of several is named behind <c>#</c>.</param>
        /// <param name="options">Null for what the host set: <see cref="RemoteModelOptions.Host"/>.</param>
        /// <param name="cancellationToken">Ends the wait.</param>
        /// <exception cref="OjousamaException">It is not there, refuses, or serves nothing that can be used.</exception>
        public static async Task<RemoteDialogueModel> ConnectAsync(string address, RemoteModelOptions? options = null, CancellationToken cancellationToken = default)
        {
            RemoteModelOptions chosen = options ?? RemoteModelOptions.Host;
            chosen.Check();
            var connection = new ServerConnection(ServerAddress.Parse(address), chosen);
            try
            {
                FoundServer server = await FoundServer.AskAsync(connection, chosen, cancellationToken).ConfigureAwait(false);
                chosen.WriteLog(server.Description);
                return new RemoteDialogueModel(connection, chosen, server);
            }
            catch (ServerFault fault)
            {
                connection.Dispose();
                throw fault.Error;
            }
            catch
            {
                connection.Dispose();
                throw;
            }
        }

        /// <summary>Whether the server has an adapter, before a line is said to it.</summary>
        /// <param name="adapter">As a sheet names it; only the file's name counts.</param>
        /// <exception cref="OjousamaException">It has not; the message tells which it has.</exception>
        public void CheckAdapter(string adapter) => _server.CheckAdapter(adapter);

        /// <inheritdoc/>
        /// <remarks>Exact where the server tells its tokens and has seen the texts before; else rather too many than too few.</remarks>
        public int CountTokens(IReadOnlyList<PromptSegment> prompt) => _server.Tokenizer?.Count(prompt) ?? _server.Estimate.Of(prompt);

        /// <inheritdoc/>
        public async IAsyncEnumerable<GenerationItem> GenerateAsync(GenerationRequest request, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            if (request.MaxTokens <= 0 && !_server.ReadsAhead)
            {
                yield return GenerationItem.Last(new GenerationEnd(StopReason.Length, default));
                yield break;
            }

            if (Unfit(request) is { } unfit)
            {
                yield return GenerationItem.Last(new GenerationEnd(StopReason.Error, default, unfit));
                yield break;
            }

            using var reply = new RemoteReply(_connection, _server.Protocol, _server.Tokenizer, _options, request, cancellationToken);
            for (bool isOver = false; !isOver;)
            {
                foreach (GenerationItem item in await reply.ReadAsync().ConfigureAwait(false))
                {
                    isOver |= item.IsLast;
                    if (isOver && _server.Tokenizer == null && reply.PromptTokens > 0)
                        _server.Estimate.Learn(_server.Estimate.Of(request.Prompt), reply.PromptTokens);
                    yield return item;
                }
            }
        }

        /// <summary>Ends all replies and closes the connections. May be called more than once.</summary>
        public void Dispose() => _connection.Dispose();

        OjousamaException? Unfit(GenerationRequest request)
        {
            if (request.StopStrings.Any(string.IsNullOrEmpty))
                return new OjousamaException("A stop string is empty", "Leave it out");
            if (request.Choices.Count > 0)
                return new OjousamaException($"The server at {_connection.Address} is not asked for the probabilities of choices", "Ask a model of this machine for them");
            try
            {
                request.Sampling.Check();
                return null;
            }
            catch (OjousamaException e)
            {
                return e;
            }
        }
    }
}
