using System;
using System.IO;
using System.Net;
using System.Net.Http;
using System.Net.Http.Headers;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Inference.Remote.Json;

namespace Ojousama.Inference.Remote.Http
{
    /// <summary>Sends requests to one server, with its key, and tells what failed in words that hold no secret.</summary>
    /// <remarks>Thread-safe.</remarks>
    internal sealed class ServerConnection : IDisposable
    {
        const int MaxAnswer = 16 << 20; // of a small question: a server's list of models is far shorter
        const int MaxErrorShown = 300;

        readonly HttpClient _client;
        readonly RemoteModelOptions _options;

        public ServerConnection(ServerAddress address, RemoteModelOptions options)
        {
            Address = address;
            _options = options;
            // A redirect would carry the key to whatever host it names.
            HttpMessageHandler handler = options.Handler?.Invoke() ?? new HttpClientHandler
            {
                AllowAutoRedirect = false, MaxConnectionsPerServer = 256, UseCookies = false, UseProxy = !address.IsLoopback,
            };
            _client = new HttpClient(handler, disposeHandler: true) { Timeout = Timeout.InfiniteTimeSpan }; // each wait has its own limit
            if (!address.IsLoopback && address.Root.Scheme == "http" && !string.IsNullOrEmpty(options.Key))
                options.WriteLog($"The key for {address} goes over the network in the clear: use https");
        }

        public ServerAddress Address { get; }

        /// <summary>The answer to a small question.</summary>
        /// <exception cref="ServerFault">It failed, or the answer is no JSON.</exception>
        /// <exception cref="OperationCanceledException">By the caller.</exception>
        public async Task<JsonValue> AskAsync(string path, string? body, CancellationToken cancellationToken)
        {
            using var limit = new TimeLimit(cancellationToken);
            limit.Set(_options.AnswerTimeout);
            try
            {
                using HttpResponseMessage response = await SendAsync(path, body, limit.Token).ConfigureAwait(false);
                using Stream stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
                using CancellationTokenRegistration closing = limit.Token.Register(s => ((HttpResponseMessage)s!).Dispose(), response);
                byte[] answer = await ReadAsync(stream, MaxAnswer, limit.Token).ConfigureAwait(false);
                return JsonReader.Read(Encoding.UTF8.GetString(answer));
            }
            catch (FormatException e)
            {
                throw new ServerFault(Problem($"answers {path} with what is no JSON: {e.Message}"), mayPass: false, status: 200);
            }
            catch (Exception e) when (Explain(e, limit, path, _options.AnswerTimeout) is { } fault)
            {
                throw fault;
            }
        }

        /// <summary>Sends a request and gives the answer as soon as its headers are there.</summary>
        /// <exception cref="ServerFault">The server refused it.</exception>
        public async Task<HttpResponseMessage> SendAsync(string path, string? body, CancellationToken cancellationToken)
        {
            using var request = new HttpRequestMessage(body == null ? HttpMethod.Get : HttpMethod.Post, new Uri(Address.Root, path));
            if (body != null)
                request.Content = new StringContent(body, Encoding.UTF8, "application/json");
            string? key = _options.Key;
            if (!string.IsNullOrEmpty(key))
                request.Headers.Authorization = Bearer(key!);
            HttpResponseMessage response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            if (response.IsSuccessStatusCode)
                return response;
            using (response)
                throw await RefusedAsync(response, path, key, cancellationToken).ConfigureAwait(false);
        }

        /// <summary>What an exception of a request means; null if it is the caller's own cancellation, or not the network's fault.</summary>
        public ServerFault? Explain(Exception e, TimeLimit limit, string path, TimeSpan timeout) => e switch
        {
            ServerFault fault => fault,
            _ when limit.IsCallers => null,
            _ when limit.HasPassed => new ServerFault(Problem(FormattableString.Invariant($"says nothing to {path} for {timeout.TotalSeconds:0.##} seconds")), mayPass: false), // nobody waits for three of them
            HttpRequestException _ => new ServerFault(
                new OjousamaException(
                    $"The server at {Address} cannot be reached: {Innermost(e)}",
                    "Start it, or correct its address: the sheet's model.file or --server", e),
                mayPass: !IsCertificate(e)),
            IOException _ => new ServerFault(Problem($"broke off: {Innermost(e)}", e), mayPass: true),
            ObjectDisposedException _ => new ServerFault(Problem("is no longer asked: the model was disposed", e), mayPass: false),
            _ => null,
        };

        public OjousamaException Problem(string what, Exception? inner = null) =>
            new OjousamaException($"The server at {Address} {what}", "Look at its log, and say the line again", inner);

        public void Dispose() => _client.Dispose();

        static AuthenticationHeaderValue Bearer(string key)
        {
            try
            {
                return new AuthenticationHeaderValue("Bearer", key.Trim());
            }
            catch (FormatException) // whose message would hold the key
            {
                throw new OjousamaException("The server's key holds characters that no header can", $"Check the variable {RemoteModelOptions.KeyVariable}, or what RemoteModelOptions.ApiKey gives");
            }
        }

        async Task<ServerFault> RefusedAsync(HttpResponseMessage response, string path, string? key, CancellationToken cancellationToken)
        {
            using CancellationTokenRegistration closing = cancellationToken.Register(s => ((HttpResponseMessage)s!).Dispose(), response);
            int status = (int)response.StatusCode;
            string told = "";
            try
            {
                using Stream stream = await response.Content.ReadAsStreamAsync().ConfigureAwait(false);
                told = Encoding.UTF8.GetString(await ReadAsync(stream, 64 << 10, cancellationToken).ConfigureAwait(false));
                JsonValue error = JsonReader.Read(told)["error"];
                told = error["message"].Text.Length > 0 ? error["message"].Text : error.Text;
            }
            catch (FormatException)
            {
                // A proxy's page: its begin tells enough.
            }
            catch (Exception e) when (e is IOException || e is ServerFault || e is HttpRequestException)
            {
                told = "";
            }

            return new ServerFault(
                new OjousamaException($"The server at {Address} refuses {path} with status {status}{(told.Length > 0 ? ": " + ErrorText.Clean(told, MaxErrorShown, key) : "")}", RemedyFor(status)),
                mayPass: status == 408 || status == 429 || status >= 500 && status != 501,
                status,
                RetryAfter(response.Headers.RetryAfter));
        }

        static string RemedyFor(int status) => status switch
        {
            (int)HttpStatusCode.Unauthorized or (int)HttpStatusCode.Forbidden => $"Give its key by the variable {RemoteModelOptions.KeyVariable} or RemoteModelOptions.ApiKey",
            (int)HttpStatusCode.NotFound => "Check the address, and the model's name behind # in it",
            429 => "Ask it less at once, or give it more room",
            >= 300 and < 400 => "Write the address that it moved to",
            503 => "Wait until it has loaded its model",
            _ => "Look at its log, and check that it knows what the request asks for",
        };

        static TimeSpan? RetryAfter(RetryConditionHeaderValue? header) => header?.Delta ?? (header?.Date is { } date ? Positive(date - DateTimeOffset.UtcNow) : (TimeSpan?)null);

        static TimeSpan Positive(TimeSpan span) => span > TimeSpan.Zero ? span : TimeSpan.Zero;

        async Task<byte[]> ReadAsync(Stream stream, int most, CancellationToken cancellationToken)
        {
            using var whole = new MemoryStream();
            var buffer = new byte[8192];
            for (int read; (read = await stream.ReadAsync(buffer, 0, buffer.Length, cancellationToken).ConfigureAwait(false)) > 0;)
            {
                whole.Write(buffer, 0, read);
                if (whole.Length > most)
                    throw new ServerFault(Problem($"answers with more than {most >> 10} kB"), mayPass: false);
            }

            return whole.ToArray();
        }

        static bool IsCertificate(Exception e) => e.GetBaseException() is System.Security.Authentication.AuthenticationException;

        static string Innermost(Exception e) => e.GetBaseException().Message.TrimEnd('.');
    }
}
