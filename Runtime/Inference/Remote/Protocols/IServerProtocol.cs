using System.Threading;
using System.Threading.Tasks;
using Ojousama.Inference.Remote.Json;

namespace Ojousama.Inference.Remote.Protocols
{
    /// <summary>How one kind of server is asked for a reply, and how it answers.</summary>
    /// <remarks>Thread-safe.</remarks>
    internal interface IServerProtocol
    {
        /// <summary>Where requests go, relative to the server's root.</summary>
        string Path { get; }

        /// <summary>The body of a request.</summary>
        /// <exception cref="OjousamaException">The request asks for what cannot be written.</exception>
        Task<string> WriteAsync(GenerationRequest request, CancellationToken cancellationToken);

        /// <summary>What one event of the stream says.</summary>
        /// <param name="data">An object.</param>
        ReplyEvent Read(JsonValue data);
    }
}
