using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Ojousama.Studio.Datasets.Building;

/// <summary>Randomness that is a function of a seed and a name, so that it depends neither on the order of the rows nor on the machine.</summary>
static class Randoms
{
    public static ulong Hash(ulong seed, string name) =>
        BinaryPrimitives.ReadUInt64LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes($"{seed}\n{name}")));

    /// <remarks>.NET keeps the sequence of a seeded <see cref="Random"/> stable.</remarks>
    public static Random For(ulong seed, string name) => new((int)Hash(seed, name));
}
