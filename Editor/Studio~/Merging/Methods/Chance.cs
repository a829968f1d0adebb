using System.Text;

namespace Ojousama.Studio.Merging.Methods;

/// <summary>Random numbers by place: the same for a value however often and in whatever order it is asked for.</summary>
internal readonly struct Chance
{
    readonly ulong _stream;

    /// <param name="seed">Of the merge.</param>
    /// <param name="tensor">Its name.</param>
    /// <param name="model">Among those that are merged.</param>
    public Chance(int seed, string tensor, int model)
    {
        ulong stream = (ulong)seed;
        foreach (byte b in Encoding.UTF8.GetBytes(tensor))
            stream = Mix(stream ^ b);
        _stream = Mix(stream ^ (ulong)model);
    }

    /// <summary>From 0 to 1, without 1.</summary>
    public double At(long place) => (Mix(_stream + (ulong)place * 0x9E3779B97F4A7C15) >> 11) * (1.0 / (1UL << 53));

    /// <summary>SplitMix64's finaliser (Steele, Lea and Flood 2014).</summary>
    static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
