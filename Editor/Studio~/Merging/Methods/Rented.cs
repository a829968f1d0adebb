using System.Buffers;

namespace Ojousama.Studio.Merging.Methods;

/// <summary>Floats from the shared pool, with anything in them.</summary>
internal sealed class Rented(int length) : IDisposable
{
    readonly float[] _values = ArrayPool<float>.Shared.Rent(length);

    public Span<float> Span => _values.AsSpan(0, length);

    public void Dispose() => ArrayPool<float>.Shared.Return(_values);
}
