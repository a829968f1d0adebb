using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Net.Http;
using System.Threading;
using System.Threading.Tasks;
using Ojousama.Inference.Remote.Http;
using Ojousama.Inference.Remote.Json;
using Ojousama.Inference.Remote.Protocols;

namespace Ojousama.Inference.Remote
{
    /// <summary>One reply on its way from a server: sent, sent again while nothing has come of it, and read to its end. For one reader.</summary>
    internal sealed class RemoteReply : IDisposable
    {
        const string Done = "[DONE]";

        /// <summary>How long a reply that has ended waits for what it cost, where a server tells that later or never.</summary>
        static readonly TimeSpan s_usageWait = TimeSpan.FromSeconds(1);

        readonly ServerConnection _connection;
        readonly IServerProtocol _protocol;
        readonly RemoteModelOptions _options;
        readonly GenerationRequest _request;
        readonly Stopwatch _watch = Stopwatch.StartNew();
        readonly ReplyPieces _pieces;
        readonly RetryDelays _delays;
        TimeLimit _limit;
        TimeSpan _wait; // that the limit was last set to
        HttpResponseMessage? _response;
        CancellationTokenRegistration _closing;
        EventStreamReader? _events;
        StopReason? _stop;
        bool _hasBegun;

        public RemoteReply(
            ServerConnection connection, IServerProtocol protocol, ServerTokenizer? tokenizer, RemoteModelOptions options, GenerationRequest request, CancellationToken cancellationToken)
        {
            _connection = connection;
            _protocol = protocol;
            _options = options;
            _request = request;
            _pieces = new ReplyPieces(request, tokenizer, _watch);
            _delays = new RetryDelays(options);
            _limit = new TimeLimit(cancellationToken);
            CancellationToken = cancellationToken;
        }

        CancellationToken CancellationToken { get; }

        /// <summary>Tokens that the prompt took by the server's count; −1 if it did not tell.</summary>
        public int PromptTokens => _pieces.PromptTokens;

        /// <summary>Waits for what comes next. Never throws: what goes wrong is the last item.</summary>
        /// <returns>Nothing yet, some items, or the last.</returns>
        public async Task<IReadOnlyList<GenerationItem>> ReadAsync()
        {
            try
            {
                if (_events == null)
                    await OpenAsync().ConfigureAwait(false);
                string? data = await _events!.ReadAsync(_limit.Token).ConfigureAwait(false);
                return data == null || data == Done ? EndOfStream(data == Done) : await TakeAsync(data).ConfigureAwait(false);
            }
            catch (Exception) when (CancellationToken.IsCancellationRequested)
            {
                return _pieces.End(StopReason.Cancelled);
            }
            catch (Exception e)
            {
                return await FailAsync(e).ConfigureAwait(false);
            }
        }

        public void Dispose()
        {
            Close();
            _limit.Dispose();
        }

        async Task OpenAsync()
        {
            Wait(_options.FirstTokenTimeout);
            string body = await _protocol.WriteAsync(_request, _limit.Token).ConfigureAwait(false);
            _response = await _connection.SendAsync(_protocol.Path, body, _limit.Token).ConfigureAwait(false);
            // Not every platform's stream hears its token; all of them end when they are closed.
            _closing = _limit.Token.Register(s => ((HttpResponseMessage)s!).Dispose(), _response);
            _events = new EventStreamReader(await _response.Content.ReadAsStreamAsync().ConfigureAwait(false));
        }

        async Task<IReadOnlyList<GenerationItem>> TakeAsync(string data)
        {
            JsonValue value = JsonReader.Read(data);
            if (value["error"].IsGiven)
                throw Told(value["error"]);
            if (value.Kind != JsonKind.Object)
                return Array.Empty<GenerationItem>();
            if (value["message"].Text.Length > 0 && value["code"].Kind == JsonKind.Number)
                throw Told(value); // an error event, whose data is the error itself
            ReplyEvent reply = _protocol.Read(value);
            if (reply.Progress is float progress)
                Report(progress);
            IReadOnlyList<GenerationItem> items = await _pieces.TakeAsync(reply, _limit.Token).ConfigureAwait(false);
            if (_pieces.IsStopped)
                return _pieces.End(StopReason.StopString, items);
            if (items.Count > 0 && !_hasBegun)
                Report(1f);
            _hasBegun |= items.Count > 0;
            if (reply.Stop is { } stop)
            {
                _stop = stop;
                if (_pieces.IsCounted)
                    return _pieces.End(stop, items);
            }

            if (_stop != null)
                Wait(s_usageWait);
            else if (_hasBegun || reply.Progress != null)
                Wait(_hasBegun ? _options.SilenceTimeout : _options.FirstTokenTimeout);
            return items;
        }

        IReadOnlyList<GenerationItem> EndOfStream(bool isDone)
        {
            if (_stop != null || isDone && _hasBegun)
                return _pieces.End(_stop ?? StopReason.End);
            throw new ServerFault(_connection.Problem(_hasBegun ? "broke off in the midst of a reply" : "ended a reply before its first word"), mayPass: true);
        }

        async Task<IReadOnlyList<GenerationItem>> FailAsync(Exception e)
        {
            if (_stop is { } stop) // all of it had come: only what it cost is missing
                return _pieces.End(stop);
            ServerFault? fault = e is FormatException
                ? new ServerFault(_connection.Problem($"sends a reply that cannot be read: {e.Message}"), mayPass: true)
                : _connection.Explain(e, _limit, _protocol.Path, _wait);
            OjousamaException error = fault?.Error ?? e as OjousamaException ?? _connection.Problem($"could not be asked: {e.Message.TrimEnd('.')}", e);
            if (_hasBegun || fault == null || !fault.MayPass || !(_delays.Next(fault.RetryAfter) is { } delay))
                return _pieces.End(StopReason.Error, error: error);

            _options.WriteLog(FormattableString.Invariant($"{error.Problem}; asked again after {delay.TotalSeconds:0.##} s"));
            Close();
            try
            {
                await Task.Delay(delay, CancellationToken).ConfigureAwait(false);
            }
            catch (OperationCanceledException)
            {
                return _pieces.End(StopReason.Cancelled);
            }

            _limit.Dispose();
            _limit = new TimeLimit(CancellationToken);
            return Array.Empty<GenerationItem>();
        }

        ServerFault Told(JsonValue error) => new ServerFault(
            _connection.Problem("fails in the midst of a reply: " + ErrorText.Clean(error["message"].Text.Length > 0 ? error["message"].Text : error.Text, 300, _options.Key)),
            mayPass: true);

        void Wait(TimeSpan wait)
        {
            _wait = wait;
            _limit.Set(wait);
        }

        void Report(float progress)
        {
            try
            {
                _request.Progress?.Report(Math.Min(progress, 1f));
            }
            catch (Exception)
            {
                // A listener's fault must not cost the reply.
            }
        }

        /// <summary>Closes the connection, by which the server learns that nobody wants the rest.</summary>
        void Close()
        {
            _closing.Dispose();
            _response?.Dispose();
            _response = null;
            _events = null;
        }
    }
}
