using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Ojousama.Tests.Inference.Remote;

/// <summary>A server that does what a test tells it, byte by byte: the faults that a library's mock of HTTP cannot make.</summary>
internal sealed class ScriptedServer : IDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly Func<ScriptedRequest, Task> _answer;
    readonly CancellationTokenSource _stop = new();

    /// <param name="answer">Writes the whole answer; the connection is closed behind it.</param>
    public ScriptedServer(Func<ScriptedRequest, Task> answer)
    {
        _answer = answer;
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

    public List<ScriptedRequest> Requests { get; } = [];

    public int CountOf(string path)
    {
        lock (Requests)
            return Requests.Count(r => r.Path == path);
    }

    public ScriptedRequest Last(string path)
    {
        lock (Requests)
            return Requests.Last(r => r.Path == path);
    }

    public void Dispose()
    {
        _stop.Cancel();
        _listener.Stop();
    }

    async Task AcceptAsync()
    {
        try
        {
            while (true)
                _ = ServeAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    async Task ServeAsync(TcpClient client)
    {
        using (client)
        {
            try
            {
                client.NoDelay = true;
                ScriptedRequest request = await ScriptedRequest.ReadAsync(client.GetStream(), _stop.Token);
                lock (Requests)
                    Requests.Add(request);
                await _answer(request);
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or ObjectDisposedException)
            {
            }
        }
    }
}

/// <param name="Method">GET or POST.</param>
/// <param name="Path">Without the leading slash.</param>
/// <param name="Head">All header lines.</param>
/// <param name="Body">As UTF-8.</param>
internal sealed record ScriptedRequest(string Method, string Path, string Head, string Body, NetworkStream Stream, CancellationToken Stopped)
{
    public static async Task<ScriptedRequest> ReadAsync(NetworkStream stream, CancellationToken stopped)
    {
        var bytes = new List<byte>();
        var one = new byte[1];
        while (!(bytes.Count > 3 && bytes[^4..].SequenceEqual("\r\n\r\n"u8.ToArray())))
        {
            if (await stream.ReadAsync(one, stopped) == 0)
                throw new IOException("closed");
            bytes.Add(one[0]);
        }

        string head = Encoding.ASCII.GetString([.. bytes]);
        string? length = head.Split("\r\n").FirstOrDefault(line => line.StartsWith("Content-Length:", StringComparison.OrdinalIgnoreCase));
        var body = new byte[length == null ? 0 : int.Parse(length[15..])];
        await stream.ReadExactlyAsync(body, stopped);
        string[] first = head.Split(' ');
        return new ScriptedRequest(first[0], first[1].TrimStart('/'), head, Encoding.UTF8.GetString(body), stream, stopped);
    }

    public Task JsonAsync(string json, int status = 200, string headers = "") =>
        SendAsync($"HTTP/1.1 {status} Told\r\nContent-Type: application/json\r\nConnection: close\r\n{headers}\r\n{json}");

    public Task BeginStreamAsync() => SendAsync("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n");

    public Task EventAsync(string json) => SendAsync($"data: {json}\n\n");

    public Task SendAsync(string text) => SendAsync(Encoding.UTF8.GetBytes(text));

    public async Task SendAsync(byte[] bytes)
    {
        await Stream.WriteAsync(bytes, Stopped);
        await Stream.FlushAsync(Stopped);
    }
}
