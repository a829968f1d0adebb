using System;
using System.Buffers.Binary;
using System.Collections.Generic;
using System.IO;
using System.Linq;

namespace Ojousama.Inference.Llama.Native
{
    /// <summary>Which GPUs a library of CUDA kernels can run on, read out of the library.</summary>
    /// <remarks>
    /// ggml ends the process at the first kernel that cannot run, so this is asked before. Machine code runs on the GPUs of its own major
    /// version, from its minor one on. On others the driver translates PTX, for which it has to know PTX as new as nvcc wrote it
    /// (CUDA C++ Programming Guide, "Compute Capability Compatibility"). How kernels lie in a library is not documented; it was read off
    /// those of nvcc 12 and 13. Nothing is said against what cannot be read.
    /// </remarks>
    internal sealed class CudaKernels
    {
        const uint Magic = 0xBA55ED50; // begins a container: the kernels of one source file, for each GPU
        const int Sample = 16; // containers that are read: those of ggml's files are alike, those of CUDA's own helpers among them not
        const int ContainerHeader = 16, MinEntryHeader = 32;
        const int Ptx = 1, MachineCode = 2;

        readonly IReadOnlyList<(int Kind, int Capability, int Toolkit)> _codes;

        CudaKernels(IReadOnlyList<(int, int, int)> codes) => _codes = codes;

        /// <param name="path">A library with kernels in it, or any file.</param>
        /// <exception cref="IOException">It cannot be read.</exception>
        public static CudaKernels Read(string path)
        {
            using FileStream file = File.OpenRead(path);
            var containers = new List<List<(int, int, int)>>();
            var magic = new byte[4];
            BinaryPrimitives.WriteUInt32LittleEndian(magic, Magic);
            var chunk = new byte[1 << 20];
            int step = chunk.Length - magic.Length + 1; // so that no number is cut by a chunk's end, nor found twice
            for (long begin = 0; begin < file.Length && containers.Count < Sample; begin += step)
            {
                Span<byte> bytes = chunk.AsSpan(0, ReadAt(file, begin, chunk));
                for (int at = 0; containers.Count < Sample; at++)
                {
                    int found = bytes.Slice(at).IndexOf(magic);
                    if (found < 0)
                        break;
                    at += found;
                    List<(int, int, int)> codes = Container(file, begin + at);
                    if (codes.Count > 0)
                        containers.Add(codes);
                }
            }

            var usual = containers.GroupBy(codes => string.Join(" ", codes)).OrderByDescending(alike => alike.Count()).FirstOrDefault();
            return new CudaKernels(usual?.First() ?? new List<(int, int, int)>());
        }

        /// <param name="capability">Ten times the GPU's compute capability: 89 for 8.9.</param>
        /// <param name="driver">As cuDriverGetVersion counts: 13010 for 13.1.</param>
        /// <returns>Null, or why its kernels cannot run there.</returns>
        public string? Problem(int capability, int driver)
        {
            if (_codes.Count == 0 || _codes.Any(c => c.Kind == MachineCode && c.Capability / 10 == capability / 10 && c.Capability <= capability))
                return null;
            var ptx = _codes.Where(c => c.Kind == Ptx && c.Capability <= capability).ToList();
            if (ptx.Count == 0)
                return $"its compute capability is {Tenths(capability)}, and the library is made for {Tenths(_codes.Min(c => c.Capability))} and later";
            int toolkit = ptx.Min(c => c.Toolkit);
            return toolkit <= driver ? null : $"its driver knows CUDA {Version(driver)}, and on this GPU the library needs CUDA {Version(toolkit)}: update the driver";
        }

        static string Tenths(int number) => $"{number / 10}.{number % 10}";

        static string Version(int number) => $"{number / 1000}.{number % 1000 / 10}";

        static List<(int, int, int)> Container(FileStream file, long begin)
        {
            var codes = new List<(int, int, int)>();
            var header = new byte[MinEntryHeader];
            if (ReadAt(file, begin, header.AsSpan(0, ContainerHeader)) < ContainerHeader || BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(6)) != ContainerHeader)
                return codes;
            long at = begin + ContainerHeader, end = at + BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(8));
            while (at < end && end <= file.Length && ReadAt(file, at, header) == header.Length)
            {
                int kind = BinaryPrimitives.ReadUInt16LittleEndian(header);
                int length = BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(4));
                long size = BinaryPrimitives.ReadInt64LittleEndian(header.AsSpan(8));
                int minor = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(24)), major = BinaryPrimitives.ReadUInt16LittleEndian(header.AsSpan(26));
                if ((kind != Ptx && kind != MachineCode) || length < MinEntryHeader || size < 0 || size > end - at)
                    break;
                // PTX 9.1 came with CUDA 13.1, PTX 8.0 with 12.0; some late 8.x are one minor version behind, which only asks too little.
                codes.Add((kind, BinaryPrimitives.ReadInt32LittleEndian(header.AsSpan(28)), (major + 4) * 1000 + minor * 10));
                at += length + size;
            }

            return codes;
        }

        /// <returns>How many bytes there were.</returns>
        static int ReadAt(FileStream file, long position, Span<byte> bytes)
        {
            file.Position = position;
            int count = 0;
            for (int read; (read = file.Read(bytes.Slice(count))) > 0;)
                count += read;
            return count;
        }
    }
}
