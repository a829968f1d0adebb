using System.Net;
using System.Net.Sockets;

namespace Ojousama.Tests.Inference.Remote;

/// <summary>Passes connections on, the answers a few bytes at a time: a slow network.</summary>
internal sealed class ThrottlingProxy : IDisposable
{
    readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    readonly CancellationTokenSource _stop = new();
    readonly int _port, _bytes;
    readonly TimeSpan _pause;

    /// <param name="address">Of the server on this machine.</param>
    /// <param name="bytes">At once.</param>
    /// <param name="pause">Between them.</param>
    public ThrottlingProxy(string address, int bytes, TimeSpan pause)
    {
        _port = new Uri(address).Port;
        _bytes = bytes;
        _pause = pause;
        _listener.Start();
        _ = AcceptAsync();
    }

    public string Address => $"http://127.0.0.1:{((IPEndPoint)_listener.LocalEndpoint).Port}";

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
                _ = PassAsync(await _listener.AcceptTcpClientAsync(_stop.Token));
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
        }
    }

    async Task PassAsync(TcpClient client)
    {
        using (client)
        using (var server = new TcpClient { NoDelay = true })
        {
            client.NoDelay = true;
            try
            {
                await server.ConnectAsync(IPAddress.Loopback, _port, _stop.Token);
                Task up = client.GetStream().CopyToAsync(server.GetStream(), _stop.Token);
                await Task.WhenAny(up, SlowlyAsync(server.GetStream(), client.GetStream()));
            }
            catch (Exception e) when (e is IOException or OperationCanceledException or SocketException)
            {
            }
        }
    }

    async Task SlowlyAsync(NetworkStream from, NetworkStream to)
    {
        var buffer = new byte[_bytes];
        for (int read; (read = await from.ReadAsync(buffer, _stop.Token)) > 0; await Task.Delay(_pause, _stop.Token))
            await to.WriteAsync(buffer.AsMemory(0, read), _stop.Token);
    }
}
